/*
** ring.h - the platform's certificates as the process has them: opaque id -> key. A ring is one of (base_url, scheme, id)
** and lives as long as the process, so pointers to it never dangle. Its keys are swapped whole; the last good ones stay
** until there are better ones. Any thread.
*/
#ifndef WXC_RING_H
#define WXC_RING_H

#include "crypto/key.h"

#include <stddef.h>
#include <stdint.h>

typedef struct wxc_Ring wxc_Ring;

typedef struct wxc_RingKey {
  char *id;            /* owned: the certificate's serial */
  wxc_Key *key;        /* owned */
  int64_t from, until; /* seconds since 1970: the time in which the platform uses it */
} wxc_RingKey;

typedef struct wxc_RingKeys {
  wxc_RingKey *at;
  size_t n;
} wxc_RingKeys;

/* Idempotent, and happy with zeroed ones. */
void wxc_ringkeys_free (wxc_RingKeys *keys);
/* The key of an id, serials in hex whatever their case; NULL when it is not there or not in use at `now`. Not kept. */
wxc_Key *wxc_ringkeys_find (const wxc_RingKeys *keys, const char *id, size_t len, int64_t now);

/* The ring for these three, made when new. NULL when out of memory. */
wxc_Ring *wxc_ring_find (const char *base_url, const char *scheme, const char *id);

/* Both give a key that is the caller's to free, or NULL. The newest is the one whose use began last. */
wxc_Key *wxc_ring_key (wxc_Ring *ring, const char *id, size_t len, int64_t now);
wxc_Key *wxc_ring_newest (wxc_Ring *ring, int64_t now, char *id, size_t room);

/* Takes the keys (and empties the caller's). `now` in ms of the wall clock. */
void wxc_ring_swap (wxc_Ring *ring, wxc_RingKeys *keys, int64_t now);
/* Says in `why` what went wrong, for whoever asks. */
void wxc_ring_failed (wxc_Ring *ring, const char *why);

/* Whether a refresh may begin now (monotonic ns), which is then counted: one a minute. */
int wxc_ring_may_refresh (wxc_Ring *ring, int64_t now);

typedef struct wxc_RingHealth {
  size_t keys;
  int64_t fetched_at;   /* ms since 1970; 0 for never */
  uint64_t refreshes;   /* how often they were asked for */
  char last_error[200]; /* of the last refresh; "" when it went well */
} wxc_RingHealth;
void wxc_ring_health (wxc_Ring *ring, wxc_RingHealth *out);

/* Around fork(), so that a child never inherits the lock locked. */
void wxc_ring_lock_all (void);
void wxc_ring_unlock_all (void);

#endif
