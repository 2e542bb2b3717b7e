/*
** utf8.c - see utf8.h.
*/
#include "json/utf8.h"

#include <stdint.h>
#include <string.h>

#define ONES (~(uint64_t)0 / 255)
#define HIGHS (ONES * 0x80)
#define CONT(c) (((unsigned char)(c)&0xC0) == 0x80)

size_t wxc_utf8_sequence (const char *p, const char *end) {
  unsigned char c = (unsigned char)p[0];
  size_t left = (size_t)(end - p);
  unsigned char d;
  if (left < 2 || !CONT(p[1])) return 0;
  d = (unsigned char)p[1];
  if (c < 0xE0) return c >= 0xC2 ? 2 : 0;
  if (left < 3 || !CONT(p[2])) return 0;
  if (c < 0xF0) return (c == 0xE0 && d < 0xA0) || (c == 0xED && d > 0x9F) ? 0 : 3;
  if (left < 4 || !CONT(p[3]) || c > 0xF4) return 0;
  return (c == 0xF0 && d < 0x90) || (c == 0xF4 && d > 0x8F) ? 0 : 4;
}

/* Eight bytes at a time: the high bit of each byte that is not plain ASCII, exact for the lowest one. */
static inline uint64_t special (uint64_t w) {
  uint64_t quote = w ^ (ONES * '"');
  uint64_t slash = w ^ (ONES * '\\');
  return (((w - ONES * 0x20) & ~w) | ((quote - ONES) & ~quote) | ((slash - ONES) & ~slash) | w) & HIGHS;
}

static inline int plain (unsigned char c) {
  return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

/* Three bytes whose second one has no narrower range: nearly all of Chinese. */
static inline int common_three (const char *p, const char *end) {
  unsigned char c = (unsigned char)*p;
  return end - p >= 3 && c > 0xE0 && c < 0xED && CONT(p[1]) && CONT(p[2]);
}

const char *wxc_utf8_run (const char *p, const char *end) {
  for (;;) {
    while (end - p >= 8) {
      uint64_t w;
      memcpy(&w, p, 8);
      if ((w = special(w)) != 0) {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        p += __builtin_ctzll(w) >> 3;
#endif
        break;
      }
      p += 8;
    }
    while (p < end && plain((unsigned char)*p)) p++;
    if (p == end || (unsigned char)*p < 0x80) return p;
    do { /* text of one script comes in long runs */
      size_t n = common_three(p, end) ? 3 : wxc_utf8_sequence(p, end);
      if (n == 0) return p;
      p += n;
    } while (p < end && (unsigned char)*p >= 0x80);
  }
}

int wxc_utf8_valid (const char *s, size_t n) {
  const char *p = s, *end = s + n;
  while ((p = wxc_utf8_run(p, end)) < end) {
    if ((unsigned char)*p >= 0x80) return 0;
    p++;
  }
  return 1;
}

size_t wxc_utf8_length (const char *s, size_t n) {
  size_t count = 0;
  for (size_t i = 0; i < n; i++) count += !CONT(s[i]);
  return count;
}

size_t wxc_utf8_cut (const char *s, size_t n, size_t max) {
  if (n <= max) return n;
  while (max > 0 && CONT(s[max])) max--;
  return max;
}
