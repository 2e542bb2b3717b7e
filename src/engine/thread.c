/*
** thread.c - see thread.h.
*/
#include "engine/thread.h"

#include "engine/clock.h"

#include <signal.h>
#include <time.h>

int wxc_thread_start (void *(*thread_main)(void *), void *arg, pthread_t *thread) {
  static const int kept[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS, SIGPROF};
  sigset_t blocked, before;
  pthread_attr_t attr;
  pthread_t unused;
  int rc;
  sigfillset(&blocked);
  for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) sigdelset(&blocked, kept[i]);
  if ((rc = pthread_attr_init(&attr)) != 0) return rc;
  if (thread == NULL) pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
  pthread_sigmask(SIG_SETMASK, &blocked, &before); /* inherited, so the thread never runs unblocked */
  rc = pthread_create(thread != NULL ? thread : &unused, &attr, thread_main, arg);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attr);
  return rc;
}

#ifdef __APPLE__ /* no pthread_condattr_setclock; a relative wait instead */
void wxc_cond_init (pthread_cond_t *cond) {
  pthread_cond_init(cond, NULL);
}

void wxc_cond_wait_until (pthread_cond_t *cond, pthread_mutex_t *lock, int64_t deadline) {
  int64_t left = deadline - wxc_mono_ns();
  struct timespec ts;
  if (left <= 0) return;
  ts = (struct timespec){.tv_sec = left / WXC_SEC, .tv_nsec = left % WXC_SEC};
  pthread_cond_timedwait_relative_np(cond, lock, &ts);
}
#else
void wxc_cond_init (pthread_cond_t *cond) {
  pthread_condattr_t attr;
  pthread_condattr_init(&attr);
  pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
  pthread_cond_init(cond, &attr);
  pthread_condattr_destroy(&attr);
}

void wxc_cond_wait_until (pthread_cond_t *cond, pthread_mutex_t *lock, int64_t deadline) {
  struct timespec ts = {.tv_sec = deadline / WXC_SEC, .tv_nsec = deadline % WXC_SEC};
  pthread_cond_timedwait(cond, lock, &ts);
}
#endif
