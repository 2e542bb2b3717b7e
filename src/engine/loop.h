/*
** loop.h - what the engine's thread sleeps on: descriptors, a timeout, and a wake-up from other threads.
** One file an implementation: loop_epoll.c, loop_poll.c. Everything but wxc_loop_wake is for the engine's thread.
** Events carry descriptor numbers, never pointers, since a socket may be gone by the time its event is read.
*/
#ifndef WXC_LOOP_H
#define WXC_LOOP_H

typedef struct wxc_Loop wxc_Loop;

enum { WXC_READ = 1, WXC_WRITE = 2, WXC_HANGUP = 4 };

typedef struct wxc_Ready {
  int fd;
  int mask; /* WXC_READ | WXC_WRITE | WXC_HANGUP */
} wxc_Ready;

/* NULL when the system has no descriptor left. The caller owns it. */
wxc_Loop *wxc_loop_new (void);
/* Also frees NULL. Closes the loop's own descriptors, not those that were watched. */
void wxc_loop_free (wxc_Loop *loop);

/* Watches fd for mask; 0 forgets it (also where it was never watched). WXC_OK or WXC_ERR. */
int wxc_loop_watch (wxc_Loop *loop, int fd, int mask);

/* The same as watching for 0, but lazily: it will probably be watched again soon. Only for descriptors whose closing is
** announced by wxc_loop_closed, since the number may come back as another descriptor. */
void wxc_loop_rest (wxc_Loop *loop, int fd);
void wxc_loop_closed (wxc_Loop *loop, int fd);

/* Sleeps at most timeout_ms (-1: for ever) and fills up to max entries; returns how many. A wake-up is not an entry. */
int wxc_loop_wait (wxc_Loop *loop, int timeout_ms, wxc_Ready *ready, int max);

/* Ends the current or the next wxc_loop_wait. Any thread. */
void wxc_loop_wake (wxc_Loop *loop);

#endif
