/*
** report.c - what the engine says of itself: warnings, counters, and the bytes of answers that are held.
** Its lock is the innermost: it may be taken while others are held.
*/
#include "engine/engine.h"
#include "engine/exchange.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#define WARNINGS 16

static pthread_mutex_t report_lock = PTHREAD_MUTEX_INITIALIZER;
static char warnings[WARNINGS][256];
static _Atomic int n_warnings;
static _Atomic long held_bytes;
static _Atomic uint64_t counts[WXC_COUNTS];

void wxc_report_lock (void) {
  pthread_mutex_lock(&report_lock);
}

void wxc_report_unlock (void) {
  pthread_mutex_unlock(&report_lock);
}

void wxc_warn (const char *fmt, ...) {
  va_list ap;
  wxc_report_lock();
  if (n_warnings < WARNINGS) {
    va_start(ap, fmt);
    vsnprintf(warnings[n_warnings++], sizeof(warnings[0]), fmt, ap);
    va_end(ap);
  }
  wxc_report_unlock();
}

int wxc_engine_warned (void) {
  return atomic_load_explicit(&n_warnings, memory_order_relaxed) > 0;
}

int wxc_engine_warning (char *out, size_t room) {
  int any;
  wxc_report_lock();
  any = n_warnings > 0;
  if (any) {
    snprintf(out, room, "%s", warnings[0]);
    memmove(warnings[0], warnings[1], (size_t)--n_warnings * sizeof(warnings[0]));
  }
  wxc_report_unlock();
  return any;
}

void wxc_count (int what) {
  atomic_fetch_add_explicit(&counts[what], 1, memory_order_relaxed);
}

void wxc_held_add (long bytes) {
  atomic_fetch_add(&held_bytes, bytes);
}

size_t wxc_held (void) {
  long n = atomic_load(&held_bytes);
  return n > 0 ? (size_t)n : 0;
}

void wxc_engine_stats (wxc_Stats *out) {
  memset(out, 0, sizeof(*out));
  wxc_lock();
  out->calls = wxc_shared.calls;
  out->sent = atomic_load(&counts[WXC_COUNT_SENT]);
  out->retries = atomic_load(&counts[WXC_COUNT_RETRY]);
  out->token_fetches = atomic_load(&counts[WXC_COUNT_FETCH]);
  out->token_file_hits = atomic_load(&counts[WXC_COUNT_FILE_HIT]);
  out->signtest = atomic_load(&counts[WXC_COUNT_SIGNTEST]);
  out->ring_refreshes = atomic_load(&counts[WXC_COUNT_RING]);
  out->in_flight = wxc_shared.n_calls;
  out->held = wxc_shared.n_held;
  out->running = wxc_shared.engine != NULL;
  out->max_in_flight = wxc_shared.engine != NULL ? wxc_shared.engine->max_in_flight : 0;
  wxc_unlock();
}
