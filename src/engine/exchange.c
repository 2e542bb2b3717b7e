/*
** exchange.c - slots and waiters: how a call gets into the engine, and its result out again.
*/
#include "engine/exchange.h"

#include "engine/clock.h"
#include "engine/engine.h"
#include "engine/thread.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define SLOT_BITS 14 /* of an id; the rest counts the slot's uses, from 1, so that no id is 0 */

struct wxc_Waiter {
  pthread_cond_t done_cond;
  wxc_List done; /* finished calls, not announced by wait_any and not taken */
  uint32_t held; /* finished calls that were not taken */
  int pipe[2];   /* -1 until wxc_waiter_fd */
  int signalled; /* a byte lies in the pipe */
  int forks;     /* wxc_shared.forks when the pipe was made: a child makes its own */
  int refs;      /* calls in flight, and 1 for its Lua state */
  int closed;
};

struct wxc_Slot {
  wxc_Call *call; /* NULL: free */
  uint32_t uses;
  uint8_t done, announced, dropped;
  uint16_t next_free;
};
typedef wxc_Slot Slot;

wxc_Shared wxc_shared = {.lock = PTHREAD_MUTEX_INITIALIZER};

void wxc_lock (void) {
  pthread_mutex_lock(&wxc_shared.lock);
}

void wxc_unlock (void) {
  pthread_mutex_unlock(&wxc_shared.lock);
}

/* ---- lists ---- */

void wxc_list_push (wxc_List *list, wxc_Call *call) {
  call->next = NULL;
  call->prev = list->tail;
  if (list->tail != NULL)
    list->tail->next = call;
  else
    list->head = call;
  list->tail = call;
}

void wxc_list_remove (wxc_List *list, wxc_Call *call) {
  if (call->prev != NULL)
    call->prev->next = call->next;
  else
    list->head = call->next;
  if (call->next != NULL)
    call->next->prev = call->prev;
  else
    list->tail = call->prev;
  call->next = call->prev = NULL;
}

wxc_Call *wxc_list_pop (wxc_List *list) {
  wxc_Call *call = list->head;
  if (call != NULL) wxc_list_remove(list, call);
  return call;
}

/* ---- slots: the lock is held ---- */

static int slots_ready (void) {
  if (wxc_shared.slots != NULL) return WXC_OK;
  wxc_shared.slots = calloc(WXC_MAX_SLOTS, sizeof(Slot));
  if (wxc_shared.slots == NULL) return WXC_ERR;
  for (int i = 1; i < WXC_MAX_SLOTS; i++) wxc_shared.slots[i].next_free = (uint16_t)(i + 1 < WXC_MAX_SLOTS ? i + 1 : 0);
  wxc_shared.free_slot = 1; /* 0 ends the list and is never used */
  return WXC_OK;
}

static Slot *slot_of (uint32_t id) {
  Slot *s;
  if (wxc_shared.slots == NULL) return NULL;
  s = &wxc_shared.slots[id & ((1u << SLOT_BITS) - 1)];
  return s->call != NULL && s->uses == id >> SLOT_BITS ? s : NULL;
}

static uint32_t slot_take (wxc_Call *call) {
  uint16_t i = wxc_shared.free_slot;
  Slot *s = &wxc_shared.slots[i];
  if (i == 0) return 0;
  wxc_shared.free_slot = s->next_free;
  s->uses = (s->uses + 1) & (UINT32_MAX >> SLOT_BITS);
  if (s->uses == 0) s->uses = 1;
  s->call = call;
  s->done = s->announced = s->dropped = 0;
  return s->uses << SLOT_BITS | i;
}

static void slot_give (uint32_t id) {
  uint16_t i = (uint16_t)(id & ((1u << SLOT_BITS) - 1));
  wxc_shared.slots[i].call = NULL;
  wxc_shared.slots[i].next_free = wxc_shared.free_slot;
  wxc_shared.free_slot = i;
}

/* ---- waiters: the lock is held where it says so ---- */

wxc_Waiter *wxc_waiter_new (void) {
  wxc_Waiter *w = calloc(1, sizeof(*w));
  if (w == NULL) return NULL;
  wxc_cond_init(&w->done_cond);
  w->pipe[0] = w->pipe[1] = -1;
  w->refs = 1;
  return w;
}

/* Locked. */
static void waiter_unref (wxc_Waiter *w) {
  if (w == NULL || --w->refs > 0) return;
  if (w->pipe[0] >= 0) close(w->pipe[0]);
  if (w->pipe[1] >= 0) close(w->pipe[1]);
  pthread_cond_destroy(&w->done_cond);
  free(w);
}

void wxc_waiter_free (wxc_Waiter *w) {
  if (w == NULL) return;
  wxc_lock();
  w->closed = 1;
  waiter_unref(w);
  wxc_unlock();
}

/* Locked. A pipe that came over a fork is the parent's too. */
static void waiter_own_pipe (wxc_Waiter *w) {
  if (w->pipe[0] < 0 || w->forks == wxc_shared.forks) return;
  close(w->pipe[0]);
  close(w->pipe[1]);
  w->pipe[0] = w->pipe[1] = -1;
  w->signalled = 0;
}

int wxc_waiter_fd (wxc_Waiter *w) {
  int fd;
  wxc_lock();
  waiter_own_pipe(w);
  if (w->pipe[0] < 0 && pipe(w->pipe) == 0) {
    for (int i = 0; i < 2; i++) {
      fcntl(w->pipe[i], F_SETFL, O_NONBLOCK);
      fcntl(w->pipe[i], F_SETFD, FD_CLOEXEC);
    }
    w->forks = wxc_shared.forks;
    if (w->held > 0) w->signalled = write(w->pipe[1], "", 1) == 1;
  }
  fd = w->pipe[0];
  wxc_unlock();
  return fd;
}

/* Locked. The pipe is readable exactly while a result waits to be taken. */
static void waiter_signal (wxc_Waiter *w) {
  char byte;
  waiter_own_pipe(w);
  if (w->pipe[0] < 0) return;
  if (w->held > 0 && !w->signalled)
    w->signalled = write(w->pipe[1], "", 1) == 1;
  else if (w->held == 0 && w->signalled)
    w->signalled = read(w->pipe[0], &byte, 1) != 1;
}

/* ---- what the engine calls ---- */

/* Locked. A finished call goes to its waiter, or away when nobody wants it. */
static void publish (wxc_Call *call, wxc_List *unwanted) {
  Slot *s = slot_of(call->id);
  wxc_Waiter *w = call->waiter;
  wxc_shared.n_calls--;
  if (s == NULL || s->dropped || w == NULL || w->closed) {
    if (s != NULL) slot_give(call->id);
    call->waiter = NULL;
    waiter_unref(w);
    wxc_list_push(unwanted, call);
    return;
  }
  s->done = 1;
  wxc_shared.n_held++;
  w->held++;
  wxc_list_push(&w->done, call);
  waiter_signal(w);
  pthread_cond_broadcast(&w->done_cond);
}

static void free_calls (wxc_List *list) {
  wxc_Call *call;
  while ((call = wxc_list_pop(list)) != NULL) {
    wxc_held_add(-(long)call->answer.len);
    wxc_call_free(call);
  }
}

void wxc_exchange_publish (wxc_List *finished) {
  wxc_List unwanted = {NULL, NULL};
  wxc_Call *call;
  if (finished->head == NULL) return;
  wxc_lock();
  while ((call = wxc_list_pop(finished)) != NULL) publish(call, &unwanted);
  wxc_unlock();
  free_calls(&unwanted);
}

wxc_Call *wxc_exchange_running (uint32_t id) {
  wxc_Call *call;
  Slot *s;
  wxc_lock();
  s = slot_of(id);
  call = s != NULL && !s->done ? s->call : NULL;
  wxc_unlock();
  return call;
}

void wxc_exchange_forked (void) {
  wxc_shared.forks++;
  wxc_shared.inbox = (wxc_List){NULL, NULL};
  wxc_shared.n_drops = 0;
  wxc_shared.n_calls = 0;
  for (uint32_t i = 1; wxc_shared.slots != NULL && i < WXC_MAX_SLOTS; i++) {
    Slot *s = &wxc_shared.slots[i];
    if (s->call == NULL || s->done) continue;
    if (s->call->waiter != NULL) s->call->waiter->refs--; /* its Lua state still holds it */
    wxc_held_add(-(long)s->call->answer.len);
    slot_give(s->uses << SLOT_BITS | i);
  }
}

/* ---- what Lua's threads call ---- */

int wxc_engine_submit (wxc_Call *call, wxc_Waiter *waiter, uint32_t *id, wxc_Error *err) {
  int rc = WXC_ERR;
  wxc_lock();
  if (wxc_shared.stopping) {
    wxc_error(err, "cancelled", NULL, NULL, "the engine is stopping");
    goto done;
  }
  if (slots_ready() != WXC_OK) {
    wxc_error(err, "transport", NULL, NULL, "out of memory");
    goto done;
  }
  if (wxc_shared.engine == NULL && wxc_engine_start(err) != WXC_OK) goto done;
  if (wxc_shared.n_calls >= wxc_shared.engine->max_in_flight + WXC_MAX_QUEUE || (*id = slot_take(call)) == 0) {
    wxc_error(err, "busy", NULL, "make fewer calls at once, or take the results of those that are done",
              "%u calls are under way and %u results wait", wxc_shared.n_calls, wxc_shared.n_held);
    goto done;
  }
  call->id = *id;
  call->waiter = waiter;
  waiter->refs++;
  call->deadline = wxc_mono_ns() + call->timeout_ns;
  wxc_shared.n_calls++;
  wxc_shared.calls++;
  wxc_list_push(&wxc_shared.inbox, call);
  if (wxc_shared.sleeping) {
    wxc_shared.sleeping = 0;
    wxc_loop_wake(wxc_shared.engine->loop);
  }
  rc = WXC_OK;
done:
  wxc_unlock();
  return rc;
}

int wxc_engine_wait (wxc_Waiter *waiter, uint32_t id, int64_t deadline) {
  int rc = 0;
  wxc_lock();
  for (;;) {
    Slot *s = slot_of(id);
    if (s == NULL)
      rc = -1;
    else if (s->done)
      rc = 1;
    if (rc != 0 || wxc_mono_ns() >= deadline) break;
    wxc_cond_wait_until(&waiter->done_cond, &wxc_shared.lock, deadline);
  }
  wxc_unlock();
  return rc;
}

uint32_t wxc_engine_wait_any (wxc_Waiter *waiter, int64_t deadline) {
  uint32_t id = 0;
  wxc_lock();
  while (waiter->done.head == NULL && wxc_mono_ns() < deadline)
    wxc_cond_wait_until(&waiter->done_cond, &wxc_shared.lock, deadline);
  if (waiter->done.head != NULL) {
    wxc_Call *call = wxc_list_pop(&waiter->done);
    id = call->id;
    slot_of(id)->announced = 1;
  }
  wxc_unlock();
  return id;
}

/* Locked. The finished call of a slot, taken out of everything. */
static wxc_Call *take_out (Slot *s) {
  wxc_Call *call = s->call;
  wxc_Waiter *w = call->waiter;
  if (!s->announced) wxc_list_remove(&w->done, call);
  slot_give(call->id);
  wxc_shared.n_held--;
  w->held--;
  waiter_signal(w);
  call->waiter = NULL;
  waiter_unref(w);
  return call;
}

wxc_Call *wxc_engine_take (uint32_t id) {
  wxc_Call *call = NULL;
  Slot *s;
  wxc_lock();
  s = slot_of(id);
  if (s != NULL && s->done) call = take_out(s);
  wxc_unlock();
  if (call != NULL) wxc_held_add(-(long)call->answer.len);
  return call;
}

void wxc_engine_drop (uint32_t id) {
  wxc_Call *call = NULL;
  Slot *s;
  wxc_lock();
  s = slot_of(id);
  if (s != NULL && s->done)
    call = take_out(s);
  else if (s != NULL && !s->dropped) {
    s->dropped = 1;
    if (wxc_shared.n_drops == wxc_shared.drops_cap) {
      size_t cap = wxc_shared.drops_cap ? wxc_shared.drops_cap * 2 : 16;
      uint32_t *drops = realloc(wxc_shared.drops, cap * sizeof(*drops));
      if (drops != NULL) {
        wxc_shared.drops = drops;
        wxc_shared.drops_cap = cap;
      }
    }
    if (wxc_shared.n_drops < wxc_shared.drops_cap)
      wxc_shared.drops[wxc_shared.n_drops++] = id; /* else it runs to its end, unseen */
    if (wxc_shared.engine != NULL) wxc_loop_wake(wxc_shared.engine->loop);
  }
  wxc_unlock();
  if (call != NULL) {
    wxc_held_add(-(long)call->answer.len);
    wxc_call_free(call);
  }
}
