/*
** secret.c - see secret.h.
*/
#include "crypto/secret.h"

#include <openssl/crypto.h>

int wxc_equal (const void *a, size_t alen, const void *b, size_t blen) {
  return alen == blen && (alen == 0 || CRYPTO_memcmp(a, b, alen) == 0);
}

void wxc_wipe (void *p, size_t n) {
  if (n > 0) OPENSSL_cleanse(p, n);
}
