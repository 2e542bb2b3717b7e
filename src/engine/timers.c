/*
** timers.c - which call's timer or deadline is next: a binary heap of calls.
*/
#include "engine/clock.h"
#include "engine/internal.h"

#include <stdlib.h>

static int64_t key (const wxc_Call *call) {
  return call->deadline < call->timer_at ? call->deadline : call->timer_at;
}

static void place (wxc_Engine *e, wxc_Call *call, int at) {
  e->heap[at] = call;
  call->heap_at = at;
}

static void sift_up (wxc_Engine *e, int at) {
  wxc_Call *call = e->heap[at];
  while (at > 0 && key(e->heap[(at - 1) / 2]) > key(call)) {
    place(e, e->heap[(at - 1) / 2], at);
    at = (at - 1) / 2;
  }
  place(e, call, at);
}

static void sift_down (wxc_Engine *e, int at) {
  wxc_Call *call = e->heap[at];
  for (;;) {
    int child = 2 * at + 1;
    if (child >= e->heap_len) break;
    if (child + 1 < e->heap_len && key(e->heap[child + 1]) < key(e->heap[child])) child++;
    if (key(e->heap[child]) >= key(call)) break;
    place(e, e->heap[child], at);
    at = child;
  }
  place(e, call, at);
}

int wxc_timer_reserve (wxc_Engine *e) {
  wxc_Call **heap;
  int cap;
  if (e->heap_len < e->heap_cap) return WXC_OK;
  cap = e->heap_cap ? e->heap_cap * 2 : 64;
  heap = realloc(e->heap, (size_t)cap * sizeof(wxc_Call *));
  if (heap == NULL) return WXC_ERR;
  e->heap = heap;
  e->heap_cap = cap;
  return WXC_OK;
}

void wxc_timer_update (wxc_Engine *e, wxc_Call *call) {
  if (call->heap_at < 0) {
    if (wxc_timer_reserve(e) != WXC_OK) return; /* callers reserved when the call came in */
    place(e, call, e->heap_len++);
  }
  sift_up(e, call->heap_at);
  sift_down(e, call->heap_at);
}

void wxc_timer_remove (wxc_Engine *e, wxc_Call *call) {
  int at = call->heap_at;
  wxc_Call *last;
  if (at < 0) return;
  call->heap_at = -1;
  last = e->heap[--e->heap_len];
  if (last == call) return;
  place(e, last, at);
  sift_up(e, at);
  sift_down(e, last->heap_at);
}

wxc_Call *wxc_timer_due (wxc_Engine *e, int64_t now) {
  return e->heap_len > 0 && key(e->heap[0]) <= now ? e->heap[0] : NULL;
}

int64_t wxc_timer_next (const wxc_Engine *e) {
  return e->heap_len > 0 ? key(e->heap[0]) : WXC_NEVER;
}
