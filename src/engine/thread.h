/*
** thread.h - threads that never run the host's signal handlers, and waits with a monotonic deadline.
*/
#ifndef WXC_THREAD_H
#define WXC_THREAD_H

#include <pthread.h>
#include <stdint.h>

/* Starts a thread with all signals blocked but those that a fault or a profiler raises. Detached when `thread` is NULL.
** 0, or an errno. */
int wxc_thread_start (void *(*main)(void *), void *arg, pthread_t *thread);

/* A condition variable for wxc_cond_wait_until. */
void wxc_cond_init (pthread_cond_t *cond);
/* Waits until signalled or until `deadline` of wxc_mono_ns. */
void wxc_cond_wait_until (pthread_cond_t *cond, pthread_mutex_t *lock, int64_t deadline);

#endif
