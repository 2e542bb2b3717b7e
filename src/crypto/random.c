/*
** random.c - see random.h.
*/
#include "crypto/random.h"

#include "crypto/secret.h"
#include "error.h"

#include <openssl/err.h>
#include <openssl/rand.h>

int wxc_random_bytes (void *out, size_t n) {
  unsigned char *p = out;
  int rc = WXC_OK;
  ERR_set_mark();
  while (n > 0 && rc == WXC_OK) {
    int some = n > 1 << 20 ? 1 << 20 : (int)n;
    if (RAND_bytes(p, some) != 1) rc = WXC_ERR;
    p += some, n -= (size_t)some;
  }
  ERR_pop_to_mark();
  return rc;
}

int wxc_random_nonce (char *out, size_t n) {
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  enum { COUNT = sizeof(letters) - 1, FAIR = 256 / COUNT * COUNT }; /* bytes from FAIR on would favour some */
  unsigned char pool[64];
  size_t made = 0;
  int rc = WXC_OK;
  while (made < n) {
    if ((rc = wxc_random_bytes(pool, sizeof(pool))) != WXC_OK) break;
    for (size_t i = 0; i < sizeof(pool) && made < n; i++)
      if (pool[i] < FAIR) out[made++] = letters[pool[i] % COUNT];
  }
  wxc_wipe(pool, sizeof(pool));
  return rc;
}
