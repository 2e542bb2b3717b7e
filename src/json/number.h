/*
** number.h - the grammar of JSON's numbers, and what a text of it is worth.
*/
#ifndef WXC_NUMBER_H
#define WXC_NUMBER_H

#include <stddef.h>

#define WXC_NUMBER_MAX 512 /* bytes of one number's text */

typedef enum { WXC_NOT_A_NUMBER, WXC_INTEGER_TEXT, WXC_NUMBER_TEXT } wxc_NumberKind;

/* What a number at p is, and in *len how long; leading zeros, "+1", ".5" and "1." are none. */
wxc_NumberKind wxc_number_scan (const char *p, const char *end, size_t *len);
/* The same of a whole text. */
wxc_NumberKind wxc_number_kind (const char *s, size_t n);
/* 1 and *value when an integer's text fits 64 bits. */
int wxc_number_integer (const char *s, size_t n, long long *value);
/* Nearest double of a number's text, in every locale; inf when it is out of range. */
double wxc_number_double (const char *s, size_t n);

#endif
