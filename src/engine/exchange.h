/*
** exchange.h - where the engine's thread and Lua's threads meet: calls that come in, results that wait to be taken, and
** the state of the engine itself, all under one lock. For engine.c, exchange.c and report.c alone.
*/
#ifndef WXC_EXCHANGE_H
#define WXC_EXCHANGE_H

#include "engine/internal.h"

#include <pthread.h>

typedef struct wxc_Slot wxc_Slot;

/* Everything but the lock is guarded by it. */
typedef struct wxc_Shared {
  pthread_mutex_t lock;
  wxc_Engine *engine; /* NULL when there is none */
  int states;         /* Lua states attached */
  int sleeping;       /* the engine is in its loop: a wake-up is needed */
  int stopping;
  wxc_List inbox;
  uint32_t *drops; /* ids to end; owned */
  size_t n_drops, drops_cap;
  wxc_Slot *slots; /* WXC_MAX_SLOTS of them, made on first use, kept */
  uint16_t free_slot;
  uint32_t n_calls; /* in the engine: queued, in flight or finished but not published */
  uint32_t n_held;  /* results that wait to be taken */
  uint64_t calls;
  int forks; /* how often this process is a fork of a fork */
} wxc_Shared;
extern wxc_Shared wxc_shared;

void wxc_lock (void);
void wxc_unlock (void);

/* Engine thread: hands the finished calls to their waiters; frees those that nobody wants. */
void wxc_exchange_publish (wxc_List *finished);
/* Engine thread: the call of this id, while it is the engine's; else NULL. */
wxc_Call *wxc_exchange_running (uint32_t id);
/* Locked, in a forked child: what was in flight is the parent's. Results that were done stay. */
void wxc_exchange_forked (void);

/* engine.c. Locked. */
int wxc_engine_start (wxc_Error *err);

#endif
