/*
** secret.h - comparing and wiping what others must not learn. Any thread.
*/
#ifndef WXC_SECRET_H
#define WXC_SECRET_H

#include <stddef.h>

/* 1 when equal. Takes the same time wherever they differ; only a difference in length shows. */
int wxc_equal (const void *a, size_t alen, const void *b, size_t blen);

/* Clears in a way that the compiler keeps. p may be NULL when n is 0. */
void wxc_wipe (void *p, size_t n);

#endif
