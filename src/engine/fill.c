/*
** fill.c - the platform's certificates, fetched: one request at a time a ring, whoever waits for it, once a minute.
*/
#include "engine/clock.h"
#include "engine/signing.h"

#include <stdlib.h>
#include <string.h>

#define FETCH_SECONDS 10
#define RENEW_AFTER_MS (INT64_C(11) * 3600 * 1000) /* WeChat Pay asks for less than twelve hours */

struct wxc_Fill {
  wxc_Ring *ring;
  wxc_Call *fetch; /* owned while it is under way */
  wxc_List waiting;
  struct wxc_Fill *next;
};

static wxc_Fill *find (wxc_Engine *e, const wxc_Ring *ring) {
  wxc_Fill *f = e->fills;
  while (f != NULL && f->ring != ring) f = f->next;
  return f;
}

static wxc_Fill *begin (wxc_Engine *e, wxc_Client *client, wxc_Identity *id) {
  wxc_Fill *f = calloc(1, sizeof(*f));
  wxc_Call *call = f != NULL ? wxc_call_new(client) : NULL;
  if (call == NULL || (call->signing = wxc_signing_new(id)) == NULL || (call->path = strdup(id->fetch_path)) == NULL) {
    wxc_call_free(call);
    free(f);
    return NULL;
  }
  call->method = id->fetch_method;
  call->safe = 1;
  call->signing->filling = 1;
  call->fill = f;
  call->deadline = wxc_mono_ns() + FETCH_SECONDS * WXC_SEC;
  f->ring = id->ring;
  f->fetch = call;
  f->next = e->fills;
  e->fills = f;
  wxc_count(WXC_COUNT_RING);
  return f;
}

int wxc_fill_wait (wxc_Engine *e, wxc_Call *call) {
  wxc_Identity *id = call->signing->identity;
  wxc_Fill *f;
  int fresh = 0;
  if (id->ring == NULL) return 0;
  f = find(e, id->ring);
  if (f == NULL && wxc_ring_may_refresh(id->ring, wxc_mono_ns())) {
    f = begin(e, call->client, id);
    fresh = 1;
  }
  if (f == NULL) return 0;
  wxc_list_push(&f->waiting, call);
  call->signing->waiting_for = f;
  if (fresh) wxc_step_start(e, f->fetch);
  return 1;
}

void wxc_fill_renew (wxc_Engine *e, wxc_Call *call) {
  wxc_Identity *id = call->signing->identity;
  wxc_RingHealth health;
  wxc_Fill *f;
  if (id->ring == NULL || find(e, id->ring) != NULL) return;
  wxc_ring_health(id->ring, &health);
  if (health.keys == 0 || wxc_wall_ms() - health.fetched_at < RENEW_AFTER_MS) return;
  if (!wxc_ring_may_refresh(id->ring, wxc_mono_ns())) return;
  f = begin(e, call->client, id);
  if (f != NULL) wxc_step_start(e, f->fetch);
}

void wxc_fill_leave (wxc_Call *call) {
  wxc_Fill *f = call->signing->waiting_for;
  if (f == NULL) return;
  wxc_list_remove(&f->waiting, call);
  call->signing->waiting_for = NULL;
}

static void forget (wxc_Engine *e, wxc_Fill *f) {
  wxc_Fill **at = &e->fills;
  while (*at != f) at = &(*at)->next;
  *at = f->next;
}

void wxc_fill_done (wxc_Engine *e, wxc_Call *call) {
  wxc_Signing *s = call->signing;
  wxc_Fill *f = call->fill;
  wxc_Call *waiting;
  forget(e, f);
  if (call->error.kind == NULL && s != NULL && s->keys.n > 0)
    wxc_ring_swap(f->ring, &s->keys, wxc_wall_ms());
  else
    wxc_ring_failed(f->ring, call->error.kind == NULL             ? "the answer holds no certificates"
                             : s != NULL && s->error.kind != NULL ? s->error.message
                                                                  : call->error.message);
  wxc_held_add(-(long)call->answer.len);
  wxc_call_free(call);
  while ((waiting = wxc_list_pop(&f->waiting)) != NULL) {
    waiting->signing->waiting_for = NULL;
    wxc_signing_filled(e, waiting);
  }
  free(f);
}
