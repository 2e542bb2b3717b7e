/*
** write.c - see write.h.
*/
#include "json/write.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "json/utf8.h"

static const char hex[] = "0123456789ABCDEF";

static size_t escape (char *to, unsigned char c) {
  static const char letters[] = "btn\0fr"; /* of 0x08 to 0x0D; 0x0B has none */
  to[0] = '\\';
  if (c == '"' || c == '\\') return to[1] = (char)c, 2;
  if (c >= 0x08 && c <= 0x0D && c != 0x0B) return to[1] = letters[c - 0x08], 2;
  memcpy(to + 1, "u00", 3);
  to[4] = hex[c >> 4], to[5] = hex[c & 15];
  return 6;
}

int wxc_json_string (wxc_Buf *b, const char *s, size_t n) {
  const char *end = s + n, *p = wxc_utf8_run(s, end);
  size_t start = b->len;
  char *to;
  if (p == end) { /* nothing to escape: nearly every string */
    if ((to = wxc_buf_room(b, n + 2)) == NULL) return WXC_OK;
    *to = '"';
    memcpy(to + 1, s, n);
    to[n + 1] = '"';
    b->len += n + 2;
    return WXC_OK;
  }
  wxc_buf_byte(b, '"');
  for (;;) {
    wxc_buf_add(b, s, (size_t)(p - s));
    if (p == end) break;
    if ((unsigned char)*p >= 0x80) {
      b->len = start;
      return WXC_ERR;
    }
    if ((to = wxc_buf_room(b, 6)) != NULL) b->len += escape(to, (unsigned char)*p);
    s = p + 1;
    p = wxc_utf8_run(s, end);
  }
  wxc_buf_byte(b, '"');
  return WXC_OK;
}

void wxc_json_integer (wxc_Buf *b, long long n) {
  char text[24], *p = text + sizeof(text);
  unsigned long long u = n < 0 ? 0 - (unsigned long long)n : (unsigned long long)n;
  do { *--p = (char)('0' + u % 10); } while ((u /= 10) != 0);
  if (n < 0) *--p = '-';
  wxc_buf_add(b, p, (size_t)(text + sizeof(text) - p));
}

int wxc_json_double (wxc_Buf *b, double d) {
  char text[40];
  size_t n;
  if (!isfinite(d)) return WXC_ERR;
  if (d >= -WXC_EXACT && d <= WXC_EXACT && d == floor(d)) {
    wxc_json_integer(b, (long long)d); /* -0.0 becomes 0 */
    return WXC_OK;
  }
  for (int digits = 15; digits <= 17; digits++) {
    snprintf(text, sizeof(text), "%.*g", digits, d);
    if (strtod(text, NULL) == d) break;
  }
  /* a locale's point, of whatever length, is what is none of a number's own characters */
  n = strspn(text, "-+0123456789e");
  wxc_buf_add(b, text, n);
  if (text[n] != '\0') {
    const char *rest = text + n + strcspn(text + n, "0123456789");
    wxc_buf_byte(b, '.');
    wxc_buf_add(b, rest, strlen(rest));
  }
  return WXC_OK;
}

void wxc_query_escape (wxc_Buf *b, const char *s, size_t n) {
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)s[i];
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("-._~", c))) {
      wxc_buf_byte(b, (char)c);
    }
    else {
      char code[3] = {'%', hex[c >> 4], hex[c & 15]};
      wxc_buf_add(b, code, 3);
    }
  }
}
