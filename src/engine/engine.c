/*
** engine.c - the engine's life: its thread, when it starts and stops, and what a fork leaves of it.
*/
#include "engine/engine.h"

#include "engine/clock.h"
#include "engine/exchange.h"
#include "engine/rate.h"
#include "engine/ring.h"
#include "engine/thread.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define STOP_POOL_MS 500

static pthread_once_t once = PTHREAD_ONCE_INIT;

/* ---- the engine's thread ---- */

/* Takes what came in, and what is wanted no more. */
static void take_inbox (wxc_Engine *e) {
  wxc_List inbox;
  uint32_t *drops;
  size_t n_drops;
  wxc_Call *call;
  wxc_lock();
  inbox = wxc_shared.inbox;
  wxc_shared.inbox = (wxc_List){NULL, NULL};
  drops = wxc_shared.drops;
  n_drops = wxc_shared.n_drops;
  wxc_shared.drops = NULL;
  wxc_shared.n_drops = wxc_shared.drops_cap = 0;
  e->stopping = wxc_shared.stopping;
  wxc_unlock();
  while ((call = wxc_list_pop(&inbox)) != NULL) wxc_step_start(e, call);
  for (size_t i = 0; i < n_drops; i++) {
    call = wxc_exchange_running(drops[i]);
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
  wxc_lock();
  if (wxc_shared.inbox.head != NULL || wxc_shared.n_drops > 0 || wxc_shared.stopping)
    timeout = 0;
  else
    wxc_shared.sleeping = 1;
  wxc_unlock();
  n = wxc_loop_wait(e->loop, timeout, ready, 64);
  wxc_lock();
  wxc_shared.sleeping = 0;
  wxc_unlock();
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
  wxc_exchange_publish(&e->finished);
}

static void *engine_main (void *arg) {
  wxc_Engine *e = arg;
  for (;;) {
    take_inbox(e);
    if (e->stopping) break;
    run_pool(e);
    run_timers(e);
    wxc_exchange_publish(&e->finished);
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
  wxc_rates_free(e->rates);
  free(e->heap);
  free(e);
}

static void wake_engine (void *arg) {
  wxc_loop_wake(arg);
}

/* Stops and joins. The lock is not held. */
static void stop_engine (void) {
  wxc_Engine *e;
  wxc_lock();
  e = wxc_shared.engine;
  if (e != NULL && e->pid == getpid()) {
    wxc_shared.stopping = 1;
    wxc_loop_wake(e->loop);
    wxc_unlock();
    pthread_join(e->thread, NULL);
    wxc_lock();
    wxc_shared.engine = NULL;
    wxc_shared.stopping = 0;
    wxc_shared.sleeping = 0;
    wxc_unlock();
    free_engine(e);
    return;
  }
  wxc_unlock();
}

static void before_fork (void) {
  wxc_lock();
  wxc_token_lock_all();
  wxc_ring_lock_all();
  wxc_report_lock();
}

static void after_fork_parent (void) {
  wxc_report_unlock();
  wxc_ring_unlock_all();
  wxc_token_unlock_all();
  wxc_unlock();
}

/* The child has no engine thread: what the parent had in flight is lost to it. Descriptors are closed, and nothing of
** libcurl's or OpenSSL's is cleaned up, since their state may be half changed. */
static void after_fork_child (void) {
  wxc_Engine *e = wxc_shared.engine;
  wxc_ring_unlock_all();
  wxc_token_unlock_all();
  wxc_shared.engine = NULL;
  if (e != NULL) {
    for (int fd = 0; fd < WXC_TRACKED_FDS; fd++)
      if (e->sockets[fd / 8] & (1u << (fd % 8))) close(fd);
    wxc_refresh_abandon(e);
    wxc_loop_free(e->loop);
  }
  wxc_shared.sleeping = wxc_shared.stopping = 0;
  wxc_exchange_forked();
  wxc_report_unlock();
  wxc_unlock();
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
    wxc_warn("at most %u calls in flight: the limit of open files is %lu (%u calls need %u)", n,
             (unsigned long)lim.rlim_cur, WXC_MAX_IN_FLIGHT, 4 * WXC_MAX_IN_FLIGHT + 200);
  }
  return n;
}

/* RSA keeps a core busy: as many threads as there are, and no fewer than files and locks need. */
static int pool_threads (void) {
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  return cores > WXC_POOL_THREADS ? (int)cores : WXC_POOL_THREADS;
}

int wxc_engine_start (wxc_Error *err) {
  wxc_Engine *e = calloc(1, sizeof(*e));
  int rc = WXC_ERR;
  if (e == NULL) return wxc_error(err, "transport", NULL, NULL, "out of memory");
  e->pid = getpid();
  e->max_in_flight = in_flight_limit();
  if ((e->loop = wxc_loop_new()) == NULL) {
    wxc_error(err, "transport", NULL, "raise the limit of open files", "the engine cannot start: %s", strerror(errno));
    goto done;
  }
  if ((e->pool = wxc_pool_new(pool_threads(), wake_engine, e->loop)) == NULL || (e->rates = wxc_rates_new()) == NULL) {
    wxc_error(err, "transport", NULL, NULL, "out of memory");
    goto done;
  }
  if (wxc_transfer_init(e, err) != WXC_OK) goto done;
  if (wxc_thread_start(engine_main, e, &e->thread) != 0) {
    wxc_error(err, "transport", NULL, "raise the limit of processes", "the engine's thread cannot start");
    goto done;
  }
  wxc_shared.engine = e;
  e = NULL;
  rc = WXC_OK;
done:
  if (e != NULL) wxc_transfer_close(e);
  free_engine(e);
  return rc;
}

void wxc_engine_attach (void) {
  pthread_once(&once, init_once);
  wxc_lock();
  wxc_shared.states++;
  wxc_unlock();
}

void wxc_engine_detach (void) {
  int last;
  wxc_lock();
  last = --wxc_shared.states == 0;
  wxc_unlock();
  if (last) stop_engine();
}
