/*
** pool.h - a few threads for what blocks: files, locks, and later RSA and Redis.
** A job is owned by the pool from wxc_pool_submit until it is handed back by wxc_pool_take, on the engine's thread.
*/
#ifndef WXC_POOL_H
#define WXC_POOL_H

#include <stdint.h>

typedef struct wxc_Pool wxc_Pool;
typedef struct wxc_Job wxc_Job;

/* Embedded as the first member of the owner's own struct. */
struct wxc_Job {
  void (*run)(wxc_Job *job);  /* on a pool thread; must not touch the engine */
  void (*done)(wxc_Job *job); /* on the engine's thread, always called, also when the pool stops; frees the job */
  int ran;                    /* 0 in done: the pool stopped before it could run */
  uint32_t call;              /* for done: whose it is, 0 for nobody's */
  void *context;              /* for done: the engine */
  wxc_Job *next;              /* the pool's */
};

/* `wake` is called from pool threads when a result waits. NULL when out of memory; threads start with the first job. */
wxc_Pool *wxc_pool_new (int threads, void (*wake)(void *), void *arg);

/* Engine's thread. */
void wxc_pool_submit (wxc_Pool *pool, wxc_Job *job);
/* The next finished job, or NULL; the caller calls its done. */
wxc_Job *wxc_pool_take (wxc_Pool *pool);

/* Waits up to timeout_ms for running jobs; a thread that is stuck longer is left behind with its job (a leak, rather than a hang).
** Jobs that did not run are handed back through done with ran = 0. Frees the pool. Also for NULL. */
void wxc_pool_stop (wxc_Pool *pool, int timeout_ms);

#endif
