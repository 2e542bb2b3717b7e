/*
** engine.h - the one thread a process that sends calls. Started on first use, after fork; stopped and joined when the last
** Lua state that used it closes, and by atexit. All functions here may be called from any thread but the engine's own;
** a waiter belongs to one Lua state and so to one thread at a time.
*/
#ifndef WXC_ENGINE_H
#define WXC_ENGINE_H

#include "engine/call.h"
#include "error.h"

#include <stdint.h>

/* Counts Lua states. wxc_engine_detach of the last one stops and joins the engine (about a second at most). */
void wxc_engine_attach (void);
void wxc_engine_detach (void);

/* Where finished calls of one Lua state are collected. Counted by the engine, since calls in flight refer to it. */
typedef struct wxc_Waiter wxc_Waiter;
wxc_Waiter *wxc_waiter_new (void);
/* Its calls become orphans: they end, their results are dropped. Also NULL. */
void wxc_waiter_free (wxc_Waiter *waiter);
/* A descriptor that is readable while a finished call waits to be taken; -1 when there is none to be had. */
/* (a forked child must ask again) */
int wxc_waiter_fd (wxc_Waiter *waiter);

/* Hands the call over; on WXC_OK it is the engine's and *id names it. On WXC_ERR it is still the caller's.
** kind "busy" when the queue is full. */
int wxc_engine_submit (wxc_Call *call, wxc_Waiter *waiter, uint32_t *id, wxc_Error *err);

/* Waits until call `id` is done, or the deadline (monotonic) passes: 1 done, 0 not yet, -1 no such call. */
int wxc_engine_wait (wxc_Waiter *waiter, uint32_t id, int64_t deadline);
/* Waits for any finished call of this waiter that was not announced yet: its id, or 0. */
uint32_t wxc_engine_wait_any (wxc_Waiter *waiter, int64_t deadline);

/* The finished call, which is the caller's from now on; NULL when it is not done or unknown. */
wxc_Call *wxc_engine_take (uint32_t id);
/* Ends the call if it still runs and forgets its result. */
void wxc_engine_drop (uint32_t id);

/* Counters, for specs, `wxcard doctor` and curiosity. */
typedef struct wxc_Stats {
  uint64_t calls, sent, retries, token_fetches, token_file_hits;
  uint64_t signtest, ring_refreshes; /* probes among the answers; requests for the platform's certificates */
  uint32_t in_flight, held;
  uint32_t max_in_flight;
  int running;
} wxc_Stats;
void wxc_engine_stats (wxc_Stats *out);

/* Whether a warning waits; a mere look. */
int wxc_engine_warned (void);
/* The oldest warning not yet taken (a line of text), or 0. */
int wxc_engine_warning (char *out, size_t room);

#endif
