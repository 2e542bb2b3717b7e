/*
** pool.c - see pool.h. The struct is counted: a thread that hangs in a system call may outlive the engine.
*/
#include "engine/pool.h"

#include "engine/clock.h"
#include "engine/thread.h"

#include <pthread.h>
#include <stdlib.h>

#define MAX_THREADS 64

struct wxc_Pool {
  pthread_mutex_t lock;
  pthread_cond_t work; /* a job waits, or the pool stops */
  pthread_cond_t idle; /* a thread ended */
  wxc_Job *queue, **queue_tail;
  wxc_Job *results, **results_tail;
  void (*wake)(void *);
  void *arg;
  int wanted, started, waiting;
  int alive; /* threads still running; each holds a reference */
  int stopping;
  int refs;
};

static void unref_unlock (wxc_Pool *pool) {
  int last = --pool->refs == 0;
  pthread_mutex_unlock(&pool->lock);
  if (!last) return;
  pthread_cond_destroy(&pool->work);
  pthread_cond_destroy(&pool->idle);
  pthread_mutex_destroy(&pool->lock);
  free(pool);
}

static void push (wxc_Job ***tail, wxc_Job *job) {
  job->next = NULL;
  **tail = job;
  *tail = &job->next;
}

static wxc_Job *pop (wxc_Job **head, wxc_Job ***tail) {
  wxc_Job *job = *head;
  if (job == NULL) return NULL;
  *head = job->next;
  if (*head == NULL) *tail = head;
  return job;
}

static void *worker (void *arg) {
  wxc_Pool *pool = arg;
  pthread_mutex_lock(&pool->lock);
  while (!pool->stopping) {
    wxc_Job *job = pop(&pool->queue, &pool->queue_tail);
    if (job == NULL) {
      pool->waiting++;
      pthread_cond_wait(&pool->work, &pool->lock);
      pool->waiting--;
      continue;
    }
    pthread_mutex_unlock(&pool->lock);
    job->run(job);
    job->ran = 1;
    pthread_mutex_lock(&pool->lock);
    push(&pool->results_tail, job);
    if (!pool->stopping) pool->wake(pool->arg); /* under the lock: the engine cannot be freed meanwhile */
  }
  pool->alive--;
  pthread_cond_signal(&pool->idle);
  unref_unlock(pool);
  return NULL;
}

wxc_Pool *wxc_pool_new (int threads, void (*wake)(void *), void *arg) {
  wxc_Pool *pool = calloc(1, sizeof(*pool));
  if (pool == NULL) return NULL;
  pthread_mutex_init(&pool->lock, NULL);
  pthread_cond_init(&pool->work, NULL);
  wxc_cond_init(&pool->idle);
  pool->queue_tail = &pool->queue;
  pool->results_tail = &pool->results;
  pool->wake = wake;
  pool->arg = arg;
  pool->wanted = threads < MAX_THREADS ? threads : MAX_THREADS;
  pool->refs = 1;
  return pool;
}

void wxc_pool_submit (wxc_Pool *pool, wxc_Job *job) {
  job->ran = 0;
  pthread_mutex_lock(&pool->lock);
  if (pool->waiting == 0 && pool->started < pool->wanted && wxc_thread_start(worker, pool, NULL) == 0) {
    pool->started++;
    pool->alive++;
    pool->refs++;
  }
  if (pool->started == 0) { /* no thread to be had: do it here rather than never */
    pthread_mutex_unlock(&pool->lock);
    job->run(job);
    job->ran = 1;
    pthread_mutex_lock(&pool->lock);
    push(&pool->results_tail, job);
    pool->wake(pool->arg);
  }
  else {
    push(&pool->queue_tail, job);
    pthread_cond_signal(&pool->work);
  }
  pthread_mutex_unlock(&pool->lock);
}

wxc_Job *wxc_pool_take (wxc_Pool *pool) {
  wxc_Job *job;
  pthread_mutex_lock(&pool->lock);
  job = pop(&pool->results, &pool->results_tail);
  pthread_mutex_unlock(&pool->lock);
  return job;
}

void wxc_pool_stop (wxc_Pool *pool, int timeout_ms) {
  int64_t deadline = wxc_mono_ns() + timeout_ms * WXC_MS;
  wxc_Job *job;
  if (pool == NULL) return;
  pthread_mutex_lock(&pool->lock);
  pool->stopping = 1;
  pthread_cond_broadcast(&pool->work);
  while (pool->alive > 0 && wxc_mono_ns() < deadline) wxc_cond_wait_until(&pool->idle, &pool->lock, deadline);
  while ((job = pop(&pool->queue, &pool->queue_tail)) != NULL ||
         (job = pop(&pool->results, &pool->results_tail)) != NULL) {
    pthread_mutex_unlock(&pool->lock);
    job->done(job);
    pthread_mutex_lock(&pool->lock);
  }
  unref_unlock(pool);
}
