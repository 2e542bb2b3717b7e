/*
** engine.c - the engine's life, and the one place where its thread and Lua's meet: `shared`, under one lock.
*/
#include "engine/engine.h"

#include "engine/clock.h"
#include "engine/internal.h"
#include "engine/thread.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define SLOT_BITS 14 /* of an id; the rest counts the slot's uses, from 1, so that no id is 0 */
#define WARNINGS 16
#define STOP_POOL_MS 500

struct wxc_Waiter {
  pthread_cond_t done_cond;
  wxc_List done; /* finished calls, not announced by wait_any and not taken */
  uint32_t held; /* finished calls that were not taken */
  int pipe[2];   /* -1 until wxc_waiter_fd */
  int signalled; /* a byte lies in the pipe */
  int forks;     /* shared.forks when the pipe was made: a child makes its own */
  int refs;      /* calls in flight, and 1 for its Lua state */
  int closed;
};

typedef struct Slot {
  wxc_Call *call; /* NULL: free */
  uint32_t uses;
  uint8_t done, announced, dropped;
  uint16_t next_free;
} Slot;

static struct {
  pthread_mutex_t lock;
  wxc_Engine *engine; /* NULL when there is none */
  int states;         /* Lua states attached */
  int sleeping;       /* the engine is in its loop: a wake-up is needed */
  int stopping;
  wxc_List inbox;
  uint32_t *drops; /* ids to end; owned */
  size_t n_drops, drops_cap;
  Slot *slots; /* WXC_MAX_SLOTS of them, made on first use, kept */
  uint16_t free_slot;
  uint32_t n_calls; /* in the engine: queued, in flight or finished but not published */
  uint32_t n_held;  /* results that wait to be taken */
  uint64_t calls;
  char warnings[WARNINGS][256];
  _Atomic int n_warnings;
  int forks; /* how often this process is a fork of a fork */
} shared = {.lock = PTHREAD_MUTEX_INITIALIZER};

static _Atomic long held_bytes;
static _Atomic uint64_t counts[4];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void lock (void) {
  pthread_mutex_lock(&shared.lock);
}

static void unlock (void) {
  pthread_mutex_unlock(&shared.lock);
}

/* ---- lists, warnings, counters ---- */

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

void wxc_warn (const char *fmt, ...) {
  va_list ap;
  lock();
  if (shared.n_warnings < WARNINGS) {
    va_start(ap, fmt);
    vsnprintf(shared.warnings[shared.n_warnings++], sizeof(shared.warnings[0]), fmt, ap);
    va_end(ap);
  }
  unlock();
}

int wxc_engine_warned (void) {
  return atomic_load_explicit(&shared.n_warnings, memory_order_relaxed) > 0;
}

int wxc_engine_warning (char *out, size_t room) {
  int any;
  lock();
  any = shared.n_warnings > 0;
  if (any) {
    snprintf(out, room, "%s", shared.warnings[0]);
    memmove(shared.warnings[0], shared.warnings[1], (size_t)--shared.n_warnings * sizeof(shared.warnings[0]));
  }
  unlock();
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

/* ---- slots: the lock is held ---- */

static int slots_ready (void) {
  if (shared.slots != NULL) return WXC_OK;
  shared.slots = calloc(WXC_MAX_SLOTS, sizeof(Slot));
  if (shared.slots == NULL) return WXC_ERR;
  for (int i = 1; i < WXC_MAX_SLOTS; i++) shared.slots[i].next_free = (uint16_t)(i + 1 < WXC_MAX_SLOTS ? i + 1 : 0);
  shared.free_slot = 1; /* 0 ends the list and is never used */
  return WXC_OK;
}

static Slot *slot_of (uint32_t id) {
  Slot *s;
  if (shared.slots == NULL) return NULL;
  s = &shared.slots[id & ((1u << SLOT_BITS) - 1)];
  return s->call != NULL && s->uses == id >> SLOT_BITS ? s : NULL;
}

static uint32_t slot_take (wxc_Call *call) {
  uint16_t i = shared.free_slot;
  Slot *s = &shared.slots[i];
  if (i == 0) return 0;
  shared.free_slot = s->next_free;
  s->uses = (s->uses + 1) & (UINT32_MAX >> SLOT_BITS);
  if (s->uses == 0) s->uses = 1;
  s->call = call;
  s->done = s->announced = s->dropped = 0;
  return s->uses << SLOT_BITS | i;
}

static void slot_give (uint32_t id) {
  uint16_t i = (uint16_t)(id & ((1u << SLOT_BITS) - 1));
  shared.slots[i].call = NULL;
  shared.slots[i].next_free = shared.free_slot;
  shared.free_slot = i;
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
  lock();
  w->closed = 1;
  waiter_unref(w);
  unlock();
}

/* Locked. A pipe that came over a fork is the parent's too. */
static void waiter_own_pipe (wxc_Waiter *w) {
  if (w->pipe[0] < 0 || w->forks == shared.forks) return;
  close(w->pipe[0]);
  close(w->pipe[1]);
  w->pipe[0] = w->pipe[1] = -1;
  w->signalled = 0;
}

int wxc_waiter_fd (wxc_Waiter *w) {
  int fd;
  lock();
  waiter_own_pipe(w);
  if (w->pipe[0] < 0 && pipe(w->pipe) == 0) {
    for (int i = 0; i < 2; i++) {
      fcntl(w->pipe[i], F_SETFL, O_NONBLOCK);
      fcntl(w->pipe[i], F_SETFD, FD_CLOEXEC);
    }
    w->forks = shared.forks;
    if (w->held > 0) w->signalled = write(w->pipe[1], "", 1) == 1;
  }
  fd = w->pipe[0];
  unlock();
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

/* ---- the engine's thread ---- */

/* Locked. A finished call goes to its waiter, or away when nobody wants it. */
static void publish (wxc_Call *call, wxc_List *unwanted) {
  Slot *s = slot_of(call->id);
  wxc_Waiter *w = call->waiter;
  shared.n_calls--;
  if (s == NULL || s->dropped || w == NULL || w->closed) {
    if (s != NULL) slot_give(call->id);
    call->waiter = NULL;
    waiter_unref(w);
    wxc_list_push(unwanted, call);
    return;
  }
  s->done = 1;
  shared.n_held++;
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

static void publish_finished (wxc_Engine *e) {
  wxc_List unwanted = {NULL, NULL};
  wxc_Call *call;
  if (e->finished.head == NULL) return;
  lock();
  while ((call = wxc_list_pop(&e->finished)) != NULL) publish(call, &unwanted);
  unlock();
  free_calls(&unwanted);
}

/* Takes what came in; says whether there was anything, and if not, that the engine goes to sleep. */
static void take_inbox (wxc_Engine *e) {
  wxc_List inbox;
  uint32_t *drops = NULL;
  size_t n_drops;
  wxc_Call *call;
  lock();
  inbox = shared.inbox;
  shared.inbox = (wxc_List){NULL, NULL};
  drops = shared.drops;
  n_drops = shared.n_drops;
  shared.drops = NULL;
  shared.n_drops = shared.drops_cap = 0;
  e->stopping = shared.stopping;
  unlock();
  while ((call = wxc_list_pop(&inbox)) != NULL) wxc_step_start(e, call);
  for (size_t i = 0; i < n_drops; i++) {
    Slot *s;
    lock();
    s = slot_of(drops[i]);
    call = s != NULL && !s->done ? s->call : NULL;
    unlock();
    /* what WeChat may be acting on is finished, so that its connection can be used again; the result is dropped */
    if (call == NULL || call->state == WXC_DONE) continue;
    if (call->state != WXC_SENDING || call->safe || !wxc_transfer_sent(call))
      wxc_step_abort(e, call, "cancelled", "cancelled");
  }
  free(drops);
}

static int timeout_of (wxc_Engine *e) {
  int64_t next = wxc_timer_next(e), now;
  int64_t refresh = wxc_refresh_next(e);
  if (refresh < next) next = refresh;
  if (e->curl_timer < next) next = e->curl_timer;
  if (next == WXC_NEVER) return -1;
  now = wxc_mono_ns();
  if (next <= now) return 0;
  next = (next - now + WXC_MS - 1) / WXC_MS;
  return next < 60000 ? (int)next : 60000;
}

static void run_timers (wxc_Engine *e) {
  int64_t now = wxc_mono_ns();
  wxc_Call *call;
  if (e->curl_timer <= now) wxc_transfer_timer(e);
  while ((call = wxc_timer_due(e, now)) != NULL) wxc_step_timer(e, call, now);
  wxc_refresh_timers(e, now);
}

static void run_pool (wxc_Engine *e) {
  wxc_Job *job;
  while ((job = wxc_pool_take(e->pool)) != NULL) job->done(job);
}

static void sleep_until_something (wxc_Engine *e) {
  wxc_Ready ready[64];
  int timeout = timeout_of(e), n;
  lock();
  if (shared.inbox.head != NULL || shared.n_drops > 0 || shared.stopping)
    timeout = 0;
  else
    shared.sleeping = 1;
  unlock();
  n = wxc_loop_wait(e->loop, timeout, ready, 64);
  lock();
  shared.sleeping = 0;
  unlock();
  for (int i = 0; i < n; i++) wxc_transfer_ready(e, ready[i].fd, ready[i].mask);
}

/* Ends everything; results already published stay for who asks. */
static void shut_down (wxc_Engine *e) {
  while (e->queued.head != NULL) wxc_step_abort(e, e->queued.head, "cancelled", "the engine stopped");
  while (e->heap_len > 0) wxc_step_abort(e, e->heap[0], "cancelled", "the engine stopped");
  wxc_pool_stop(e->pool, STOP_POOL_MS);
  e->pool = NULL;
  wxc_refresh_close(e);
  wxc_transfer_close(e);
  publish_finished(e);
}

static void *engine_main (void *arg) {
  wxc_Engine *e = arg;
  for (;;) {
    take_inbox(e);
    if (e->stopping) break;
    run_pool(e);
    run_timers(e);
    publish_finished(e);
    sleep_until_something(e);
  }
  shut_down(e);
  return NULL;
}

/* ---- start, stop, fork ---- */

static void free_engine (wxc_Engine *e) {
  if (e == NULL) return;
  wxc_pool_stop(e->pool, 0);
  wxc_loop_free(e->loop);
  free(e->heap);
  free(e);
}

static void wake_engine (void *arg) {
  wxc_loop_wake(arg);
}

/* Stops and joins. The lock is not held. */
static void stop_engine (void) {
  wxc_Engine *e;
  lock();
  e = shared.engine;
  if (e != NULL && e->pid == getpid()) {
    shared.stopping = 1;
    wxc_loop_wake(e->loop);
    unlock();
    pthread_join(e->thread, NULL);
    lock();
    shared.engine = NULL;
    shared.stopping = 0;
    shared.sleeping = 0;
    unlock();
    free_engine(e);
    return;
  }
  unlock();
}

static void before_fork (void) {
  lock();
  wxc_token_lock_all();
}

static void after_fork_parent (void) {
  wxc_token_unlock_all();
  unlock();
}

/* The child has no engine thread: what the parent had in flight is lost to it. Descriptors are closed, and nothing of
** libcurl's or OpenSSL's is cleaned up, since their state may be half changed. */
static void after_fork_child (void) {
  wxc_Engine *e = shared.engine;
  wxc_token_unlock_all();
  shared.engine = NULL;
  shared.forks++;
  if (e != NULL) {
    for (int fd = 0; fd < WXC_TRACKED_FDS; fd++)
      if (e->sockets[fd / 8] & (1u << (fd % 8))) close(fd);
    wxc_refresh_abandon(e);
    wxc_loop_free(e->loop);
  }
  shared.inbox = (wxc_List){NULL, NULL};
  shared.n_drops = 0;
  shared.sleeping = shared.stopping = 0;
  shared.n_calls = 0;
  if (shared.slots != NULL) {
    for (uint32_t i = 1; i < WXC_MAX_SLOTS; i++) {
      Slot *s = &shared.slots[i];
      if (s->call == NULL || s->done) continue;
      if (s->call->waiter != NULL) s->call->waiter->refs--; /* its Lua state still holds it */
      wxc_held_add(-(long)s->call->answer.len);
      slot_give(s->uses << SLOT_BITS | i);
    }
  }
  unlock();
}

static void at_exit (void) {
  stop_engine();
}

/* atexit runs newest first: registered after curl_global_init, so that OpenSSL is still there when the engine stops. */
static void init_once (void) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  pthread_atfork(before_fork, after_fork_parent, after_fork_child);
  atexit(at_exit);
}

/* Four descriptors a call at most: its connection, what a resolver thread and a proxy take, the waiter's. */
static uint32_t in_flight_limit (void) {
  struct rlimit lim;
  uint32_t n = WXC_MAX_IN_FLIGHT;
  if (getrlimit(RLIMIT_NOFILE, &lim) == 0 && lim.rlim_cur != RLIM_INFINITY &&
      lim.rlim_cur < 4 * WXC_MAX_IN_FLIGHT + 200) {
    n = lim.rlim_cur > 232 ? (uint32_t)(lim.rlim_cur - 200) / 4 : 8;
    /* the lock is held: not wxc_warn */
    if (shared.n_warnings < WARNINGS)
      snprintf(shared.warnings[shared.n_warnings++], sizeof(shared.warnings[0]),
               "at most %u calls in flight: the limit of open files is %lu (%u calls need %u)", n,
               (unsigned long)lim.rlim_cur, WXC_MAX_IN_FLIGHT, 4 * WXC_MAX_IN_FLIGHT + 200);
  }
  return n;
}

/* Locked. */
static int start_engine (wxc_Error *err) {
  wxc_Engine *e = calloc(1, sizeof(*e));
  int rc = WXC_ERR;
  if (e == NULL) return wxc_error(err, "transport", NULL, NULL, "out of memory");
  e->pid = getpid();
  e->max_in_flight = in_flight_limit();
  if ((e->loop = wxc_loop_new()) == NULL) {
    wxc_error(err, "transport", NULL, "raise the limit of open files", "the engine cannot start: %s", strerror(errno));
    goto done;
  }
  if ((e->pool = wxc_pool_new(WXC_POOL_THREADS, wake_engine, e->loop)) == NULL) {
    wxc_error(err, "transport", NULL, NULL, "out of memory");
    goto done;
  }
  if (wxc_transfer_init(e, err) != WXC_OK) goto done;
  if (wxc_thread_start(engine_main, e, &e->thread) != 0) {
    wxc_error(err, "transport", NULL, "raise the limit of processes", "the engine's thread cannot start");
    goto done;
  }
  shared.engine = e;
  e = NULL;
  rc = WXC_OK;
done:
  if (e != NULL) wxc_transfer_close(e);
  free_engine(e);
  return rc;
}

void wxc_engine_attach (void) {
  pthread_once(&once, init_once);
  lock();
  shared.states++;
  unlock();
}

void wxc_engine_detach (void) {
  int last;
  lock();
  last = --shared.states == 0;
  unlock();
  if (last) stop_engine();
}

/* ---- what Lua's threads call ---- */

int wxc_engine_submit (wxc_Call *call, wxc_Waiter *waiter, uint32_t *id, wxc_Error *err) {
  int rc = WXC_ERR;
  lock();
  if (shared.stopping) {
    wxc_error(err, "cancelled", NULL, NULL, "the engine is stopping");
    goto done;
  }
  if (slots_ready() != WXC_OK) {
    wxc_error(err, "transport", NULL, NULL, "out of memory");
    goto done;
  }
  if (shared.engine == NULL && start_engine(err) != WXC_OK) goto done;
  if (shared.n_calls >= shared.engine->max_in_flight + WXC_MAX_QUEUE || (*id = slot_take(call)) == 0) {
    wxc_error(err, "busy", NULL, "make fewer calls at once, or take the results of those that are done",
              "%u calls are under way and %u results wait", shared.n_calls, shared.n_held);
    goto done;
  }
  call->id = *id;
  call->waiter = waiter;
  waiter->refs++;
  call->deadline = wxc_mono_ns() + call->timeout_ns;
  shared.n_calls++;
  shared.calls++;
  wxc_list_push(&shared.inbox, call);
  if (shared.sleeping) {
    shared.sleeping = 0;
    wxc_loop_wake(shared.engine->loop);
  }
  rc = WXC_OK;
done:
  unlock();
  return rc;
}

int wxc_engine_wait (wxc_Waiter *waiter, uint32_t id, int64_t deadline) {
  int rc = 0;
  lock();
  for (;;) {
    Slot *s = slot_of(id);
    if (s == NULL)
      rc = -1;
    else if (s->done)
      rc = 1;
    if (rc != 0 || wxc_mono_ns() >= deadline) break;
    wxc_cond_wait_until(&waiter->done_cond, &shared.lock, deadline);
  }
  unlock();
  return rc;
}

uint32_t wxc_engine_wait_any (wxc_Waiter *waiter, int64_t deadline) {
  uint32_t id = 0;
  lock();
  while (waiter->done.head == NULL && wxc_mono_ns() < deadline)
    wxc_cond_wait_until(&waiter->done_cond, &shared.lock, deadline);
  if (waiter->done.head != NULL) {
    wxc_Call *call = wxc_list_pop(&waiter->done);
    id = call->id;
    slot_of(id)->announced = 1;
  }
  unlock();
  return id;
}

/* Locked. The finished call of a slot, taken out of everything. */
static wxc_Call *take_out (Slot *s) {
  wxc_Call *call = s->call;
  wxc_Waiter *w = call->waiter;
  if (!s->announced) wxc_list_remove(&w->done, call);
  slot_give(call->id);
  shared.n_held--;
  w->held--;
  waiter_signal(w);
  call->waiter = NULL;
  waiter_unref(w);
  return call;
}

wxc_Call *wxc_engine_take (uint32_t id) {
  wxc_Call *call = NULL;
  Slot *s;
  lock();
  s = slot_of(id);
  if (s != NULL && s->done) call = take_out(s);
  unlock();
  if (call != NULL) wxc_held_add(-(long)call->answer.len);
  return call;
}

void wxc_engine_drop (uint32_t id) {
  wxc_Call *call = NULL;
  Slot *s;
  lock();
  s = slot_of(id);
  if (s != NULL && s->done)
    call = take_out(s);
  else if (s != NULL && !s->dropped) {
    s->dropped = 1;
    if (shared.n_drops == shared.drops_cap) {
      size_t cap = shared.drops_cap ? shared.drops_cap * 2 : 16;
      uint32_t *drops = realloc(shared.drops, cap * sizeof(*drops));
      if (drops != NULL) {
        shared.drops = drops;
        shared.drops_cap = cap;
      }
    }
    if (shared.n_drops < shared.drops_cap) shared.drops[shared.n_drops++] = id; /* else it runs to its end, unseen */
    if (shared.engine != NULL) wxc_loop_wake(shared.engine->loop);
  }
  unlock();
  if (call != NULL) {
    wxc_held_add(-(long)call->answer.len);
    wxc_call_free(call);
  }
}

void wxc_engine_stats (wxc_Stats *out) {
  memset(out, 0, sizeof(*out));
  lock();
  out->calls = shared.calls;
  out->sent = atomic_load(&counts[WXC_COUNT_SENT]);
  out->retries = atomic_load(&counts[WXC_COUNT_RETRY]);
  out->token_fetches = atomic_load(&counts[WXC_COUNT_FETCH]);
  out->token_file_hits = atomic_load(&counts[WXC_COUNT_FILE_HIT]);
  out->in_flight = shared.n_calls;
  out->held = shared.n_held;
  out->running = shared.engine != NULL;
  out->max_in_flight = shared.engine != NULL ? shared.engine->max_in_flight : 0;
  unlock();
}
