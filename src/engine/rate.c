/*
** rate.c - see rate.h. For each name the times of its last calls: a new one leaves a window after the one that it takes
** the place of, so that no window anywhere holds more than it may.
*/
#include "engine/rate.h"

#include "engine/clock.h"

#include <stdlib.h>
#include <string.h>

#define BUCKETS 64
#define MARGIN(window) ((window) + (window) / 50 + 10 * WXC_MS) /* the network does not keep our distances */
#define PRUNE_EVERY (60 * WXC_SEC)

typedef struct Rate {
  char *name;
  int calls, at; /* at: the oldest time */
  int64_t latest;
  struct Rate *next;
  int64_t times[]; /* 0: not used yet */
} Rate;

struct wxc_Rates {
  Rate *buckets[BUCKETS];
  int64_t pruned_at;
};

wxc_Rates *wxc_rates_new (void) {
  return calloc(1, sizeof(wxc_Rates));
}

static void free_rate (Rate *r) {
  free(r->name);
  free(r);
}

/* Forgets those whose last call is past any window: a limit by brand or merchant may see many names. */
static void prune (wxc_Rates *rates, int64_t now, int64_t older) {
  for (int b = 0; b < BUCKETS; b++) {
    Rate **at = &rates->buckets[b];
    while (*at != NULL) {
      Rate *r = *at;
      if (now - r->latest > older) {
        *at = r->next;
        free_rate(r);
      }
      else
        at = &r->next;
    }
  }
  rates->pruned_at = now;
}

void wxc_rates_free (wxc_Rates *rates) {
  if (rates == NULL) return;
  prune(rates, INT64_MAX, -1);
  free(rates);
}

static Rate *find (wxc_Rates *rates, const char *name, int calls) {
  unsigned h = 5381;
  Rate *r;
  for (const char *p = name; *p != '\0'; p++) h = h * 33 + (unsigned char)*p;
  for (r = rates->buckets[h % BUCKETS]; r != NULL; r = r->next)
    if (r->calls == calls && strcmp(r->name, name) == 0) return r;
  r = calloc(1, sizeof(*r) + (size_t)calls * sizeof(r->times[0]));
  if (r == NULL || (r->name = strdup(name)) == NULL) {
    free(r);
    return NULL;
  }
  r->calls = calls;
  r->next = rates->buckets[h % BUCKETS];
  rates->buckets[h % BUCKETS] = r;
  return r;
}

int64_t wxc_rate_take (wxc_Rates *rates, const char *name, int calls, int64_t window, int64_t now, int64_t latest) {
  int64_t leaves = now;
  Rate *r;
  if (rates == NULL || calls <= 0) return now;
  if (now - rates->pruned_at > PRUNE_EVERY) prune(rates, now, 2 * PRUNE_EVERY);
  if ((r = find(rates, name, calls)) == NULL) return now;
  if (r->times[r->at] != 0 && r->times[r->at] + MARGIN(window) > now) leaves = r->times[r->at] + MARGIN(window);
  if (leaves > latest) return leaves;
  r->times[r->at] = leaves;
  r->at = (r->at + 1) % calls;
  if (leaves > r->latest) r->latest = leaves;
  return leaves;
}
