/*
** random.c - see random.h.
*/
#include "crypto/random.h"

#include "error.h"

#include <openssl/err.h>
#include <openssl/rand.h>
#include <pthread.h>
#include <stdatomic.h>

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

/* Asking the generator costs more than a nonce does, so each thread asks for many at once. What a fork copied is
** thrown away in the child: two processes never give out the same. */
#define POOL 1024

typedef struct Pool {
  unsigned char bytes[POOL];
  size_t left;    /* unused ones, at the end */
  unsigned forks; /* when it was filled */
} Pool;

static _Thread_local Pool pool;
static atomic_uint forks;
static pthread_once_t watched = PTHREAD_ONCE_INIT;

static void forked (void) {
  atomic_fetch_add(&forks, 1);
}

static void watch_forks (void) {
  pthread_atfork(NULL, NULL, forked);
}

static int fill (Pool *p, unsigned now) {
  pthread_once(&watched, watch_forks);
  p->left = 0;
  if (wxc_random_bytes(p->bytes, sizeof(p->bytes)) != WXC_OK) return WXC_ERR;
  p->left = sizeof(p->bytes), p->forks = now;
  return WXC_OK;
}

int wxc_random_nonce (char *out, size_t n) {
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  enum { COUNT = sizeof(letters) - 1, FAIR = 256 / COUNT * COUNT }; /* bytes from FAIR on would favour some */
  unsigned now = atomic_load_explicit(&forks, memory_order_relaxed);
  Pool *p = &pool;
  if (p->forks != now) p->left = 0;
  for (size_t made = 0; made < n;) {
    unsigned char byte;
    if (p->left == 0 && fill(p, now) != WXC_OK) return WXC_ERR;
    byte = p->bytes[sizeof(p->bytes) - p->left--];
    if (byte < FAIR) out[made++] = letters[byte % COUNT];
  }
  return WXC_OK;
}
