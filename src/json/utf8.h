/*
** utf8.h - strict UTF-8: no overlong forms, no surrogates, nothing past U+10FFFF.
*/
#ifndef WXC_UTF8_H
#define WXC_UTF8_H

#include <stddef.h>

/* The first byte that JSON text cannot hold as it is (quote, backslash, control character, broken UTF-8), or end. */
const char *wxc_utf8_run (const char *p, const char *end);
/* How many bytes the well-formed sequence at p has, p being a byte >= 0x80; 0 when it is none. */
size_t wxc_utf8_sequence (const char *p, const char *end);
int wxc_utf8_valid (const char *s, size_t n);
/* Characters of well-formed text. */
size_t wxc_utf8_length (const char *s, size_t n);
/* How much of the n bytes fits in max bytes without cutting a character. */
size_t wxc_utf8_cut (const char *s, size_t n, size_t max);

#endif
