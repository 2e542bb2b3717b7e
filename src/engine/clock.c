/*
** clock.c - see clock.h.
*/
#include "engine/clock.h"

#include <stdatomic.h>
#include <time.h>

static _Atomic int64_t wall_offset;
static _Atomic uint32_t jitter_state;

int64_t wxc_mono_ns (void) {
  struct timespec ts;
  clock_gettime(CLOCK_MONOTONIC, &ts);
  return (int64_t)ts.tv_sec * WXC_SEC + ts.tv_nsec;
}

int64_t wxc_wall_ms (void) {
  struct timespec ts;
  clock_gettime(CLOCK_REALTIME, &ts);
  return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000 + atomic_load_explicit(&wall_offset, memory_order_relaxed);
}

void wxc_wall_set_offset (int64_t ms) {
  atomic_store(&wall_offset, ms);
}

uint32_t wxc_jitter (uint32_t bound) {
  uint32_t x = atomic_fetch_add(&jitter_state, 0x9e3779b9u) ^ (uint32_t)wxc_mono_ns();
  x ^= x >> 16;
  x *= 0x7feb352du;
  x ^= x >> 15;
  x *= 0x846ca68bu;
  x ^= x >> 16;
  return bound == 0 ? 0 : x % bound;
}
