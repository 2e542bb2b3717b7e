/*
** number.c - see number.h.
*/
#include "json/number.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline int digit (char c) {
  return c >= '0' && c <= '9';
}

static const char *digits (const char *p, const char *end) {
  while (p < end && digit(*p)) p++;
  return p;
}

wxc_NumberKind wxc_number_scan (const char *p, const char *end, size_t *len) {
  const char *start = p, *from;
  wxc_NumberKind kind = WXC_INTEGER_TEXT;
  if (p < end && *p == '-') p++;
  from = p;
  p = digits(p, end);
  if (p == from || (*from == '0' && p > from + 1)) return WXC_NOT_A_NUMBER;
  if (p < end && *p == '.') {
    from = ++p;
    if ((p = digits(p, end)) == from) return WXC_NOT_A_NUMBER;
    kind = WXC_NUMBER_TEXT;
  }
  if (p < end && (*p == 'e' || *p == 'E')) {
    p++;
    if (p < end && (*p == '+' || *p == '-')) p++;
    from = p;
    if ((p = digits(p, end)) == from) return WXC_NOT_A_NUMBER;
    kind = WXC_NUMBER_TEXT;
  }
  *len = (size_t)(p - start);
  return *len <= WXC_NUMBER_MAX ? kind : WXC_NOT_A_NUMBER;
}

wxc_NumberKind wxc_number_kind (const char *s, size_t n) {
  size_t len = 0;
  wxc_NumberKind kind = wxc_number_scan(s, s + n, &len);
  return len == n ? kind : WXC_NOT_A_NUMBER;
}

int wxc_number_integer (const char *s, size_t n, long long *value) {
  const char *p = s, *end = s + n;
  int negative = p < end && *p == '-';
  unsigned long long v = 0, max = (unsigned long long)LLONG_MAX + (unsigned)negative;
  for (p += negative; p < end; p++) {
    unsigned d = (unsigned)(*p - '0');
    if (v > (max - d) / 10) return 0;
    v = v * 10 + d;
  }
  *value = !negative ? (long long)v : v == 0 ? 0 : -(long long)(v - 1) - 1;
  return 1;
}

double wxc_number_double (const char *s, size_t n) {
  char point[16], text[WXC_NUMBER_MAX + sizeof(point)];
  const char *dot = memchr(s, '.', n);
  size_t before = dot ? (size_t)(dot - s) : n, width;
  if (n > WXC_NUMBER_MAX) return HUGE_VAL;
  /* strtod wants the locale's own point: print one and look */
  snprintf(point, sizeof(point), "%.1f", 0.5);
  width = strlen(point) - 2;
  memcpy(text, s, before);
  if (dot != NULL) {
    memcpy(text + before, point + 1, width);
    memcpy(text + before + width, dot + 1, n - before - 1);
    n += width - 1;
  }
  text[n] = '\0';
  return strtod(text, NULL);
}
