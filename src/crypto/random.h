/*
** random.h - unguessable bytes and nonces from OpenSSL's generator, which reseeds after a fork.
*/
#ifndef WXC_RANDOM_H
#define WXC_RANDOM_H

#include <stddef.h>

/* WXC_OK, or WXC_ERR when the system gives no entropy: never use what is in `out` then. */
int wxc_random_bytes (void *out, size_t n);

/* n characters of A-Z a-z 0-9, each equally likely; no NUL. */
int wxc_random_nonce (char *out, size_t n);

#endif
