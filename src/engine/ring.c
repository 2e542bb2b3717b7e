/*
** ring.c - see ring.h. One lock for all rings: it is held for a look at a handful of keys.
*/
#include "engine/ring.h"

#include "engine/clock.h"
#include "error.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define REFRESH_EVERY (60 * WXC_SEC)

struct wxc_Ring {
  char *base_url, *scheme, *id;
  wxc_RingKeys keys;
  int64_t fetched_at;
  int64_t next_refresh; /* monotonic; 0: at once */
  uint64_t refreshes;
  char last_error[200];
  wxc_Ring *next;
};

#define BUCKETS 256

static pthread_mutex_t ring_lock = PTHREAD_MUTEX_INITIALIZER;
static wxc_Ring *rings[BUCKETS];

void wxc_ring_lock_all (void) {
  pthread_mutex_lock(&ring_lock);
}

void wxc_ring_unlock_all (void) {
  pthread_mutex_unlock(&ring_lock);
}

void wxc_ringkeys_free (wxc_RingKeys *keys) {
  for (size_t i = 0; i < keys->n; i++) {
    free(keys->at[i].id);
    wxc_key_free(keys->at[i].key);
  }
  free(keys->at);
  keys->at = NULL;
  keys->n = 0;
}

wxc_Key *wxc_ringkeys_find (const wxc_RingKeys *keys, const char *id, size_t len, int64_t now) {
  for (size_t i = 0; i < keys->n; i++) {
    const wxc_RingKey *k = &keys->at[i];
    if (strlen(k->id) == len && strncasecmp(k->id, id, len) == 0 && k->from <= now && now < k->until) return k->key;
  }
  return NULL;
}

static unsigned bucket_of (const char *id) {
  unsigned h = 5381;
  while (*id != '\0') h = h * 33 + (unsigned char)*id++;
  return h % BUCKETS;
}

wxc_Ring *wxc_ring_find (const char *base_url, const char *scheme, const char *id) {
  unsigned b = bucket_of(id);
  wxc_Ring *r;
  wxc_ring_lock_all();
  for (r = rings[b]; r != NULL; r = r->next)
    if (strcmp(r->id, id) == 0 && strcmp(r->base_url, base_url) == 0 && strcmp(r->scheme, scheme) == 0) break;
  if (r == NULL && (r = calloc(1, sizeof(*r))) != NULL) {
    r->base_url = strdup(base_url);
    r->scheme = strdup(scheme);
    r->id = strdup(id);
    if (r->base_url == NULL || r->scheme == NULL || r->id == NULL) {
      free(r->base_url);
      free(r->scheme);
      free(r->id);
      free(r);
      r = NULL;
    }
    else {
      r->next = rings[b];
      rings[b] = r;
    }
  }
  wxc_ring_unlock_all();
  return r;
}

wxc_Key *wxc_ring_key (wxc_Ring *ring, const char *id, size_t len, int64_t now) {
  wxc_Key *key;
  wxc_ring_lock_all();
  key = wxc_ringkeys_find(&ring->keys, id, len, now);
  if (key != NULL) wxc_key_keep(key);
  wxc_ring_unlock_all();
  return key;
}

wxc_Key *wxc_ring_newest (wxc_Ring *ring, int64_t now, char *id, size_t room) {
  const wxc_RingKey *best = NULL;
  wxc_Key *key = NULL;
  wxc_ring_lock_all();
  for (size_t i = 0; i < ring->keys.n; i++) {
    const wxc_RingKey *k = &ring->keys.at[i];
    if (k->from <= now && now < k->until && (best == NULL || k->from > best->from)) best = k;
  }
  if (best != NULL) {
    snprintf(id, room, "%s", best->id);
    key = wxc_key_keep(best->key);
  }
  wxc_ring_unlock_all();
  return key;
}

void wxc_ring_swap (wxc_Ring *ring, wxc_RingKeys *keys, int64_t now) {
  wxc_RingKeys old;
  wxc_ring_lock_all();
  old = ring->keys;
  ring->keys = *keys;
  ring->fetched_at = now;
  ring->last_error[0] = '\0';
  wxc_ring_unlock_all();
  *keys = (wxc_RingKeys){NULL, 0};
  wxc_ringkeys_free(&old);
}

void wxc_ring_failed (wxc_Ring *ring, const char *why) {
  wxc_ring_lock_all();
  snprintf(ring->last_error, sizeof(ring->last_error), "%s", why);
  wxc_ring_unlock_all();
}

int wxc_ring_may_refresh (wxc_Ring *ring, int64_t now) {
  int may;
  wxc_ring_lock_all();
  may = now >= ring->next_refresh;
  if (may) {
    ring->next_refresh = now + REFRESH_EVERY;
    ring->refreshes++;
  }
  wxc_ring_unlock_all();
  return may;
}

void wxc_ring_health (wxc_Ring *ring, wxc_RingHealth *out) {
  wxc_ring_lock_all();
  out->keys = ring->keys.n;
  out->fetched_at = ring->fetched_at;
  out->refreshes = ring->refreshes;
  memcpy(out->last_error, ring->last_error, sizeof(out->last_error));
  wxc_ring_unlock_all();
}
