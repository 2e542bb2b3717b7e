/*
** loop_epoll.c - the loop on Linux: epoll and an eventfd.
**
** libcurl stops watching a connection after each answer and watches it again for the next request, nearly always for the
** same thing. So a connection is forgotten lazily: the kernel is told only when a forgotten descriptor speaks, and a descriptor that is
** watched again as before costs no system call.
*/
#include "engine/loop.h"

#include "error.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

typedef struct Watched {
  unsigned char wanted; /* what was asked for */
  unsigned char kernel; /* what epoll holds; 0: not in there */
} Watched;

struct wxc_Loop {
  int epoll;
  int wake;
  Watched *fds; /* by number; owned */
  int n_fds;
};

static int control (wxc_Loop *loop, int op, int fd, int mask) {
  struct epoll_event ev;
  memset(&ev, 0, sizeof(ev));
  ev.data.fd = fd;
  if (mask & WXC_READ) ev.events |= EPOLLIN;
  if (mask & WXC_WRITE) ev.events |= EPOLLOUT;
  return epoll_ctl(loop->epoll, op, fd, &ev);
}

wxc_Loop *wxc_loop_new (void) {
  wxc_Loop *loop = calloc(1, sizeof(*loop));
  if (loop == NULL) return NULL;
  loop->epoll = epoll_create1(EPOLL_CLOEXEC);
  loop->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (loop->epoll < 0 || loop->wake < 0 || control(loop, EPOLL_CTL_ADD, loop->wake, WXC_READ) != 0) {
    wxc_loop_free(loop);
    return NULL;
  }
  return loop;
}

void wxc_loop_free (wxc_Loop *loop) {
  if (loop == NULL) return;
  if (loop->wake >= 0) close(loop->wake);
  if (loop->epoll >= 0) close(loop->epoll);
  free(loop->fds);
  free(loop);
}

static int reserve (wxc_Loop *loop, int fd) {
  int n = loop->n_fds ? loop->n_fds : 64;
  Watched *fds;
  if (fd < loop->n_fds) return WXC_OK;
  while (n <= fd) n *= 2;
  fds = realloc(loop->fds, (size_t)n * sizeof(*fds));
  if (fds == NULL) return WXC_ERR;
  memset(fds + loop->n_fds, 0, (size_t)(n - loop->n_fds) * sizeof(*fds));
  loop->fds = fds;
  loop->n_fds = n;
  return WXC_OK;
}

int wxc_loop_watch (wxc_Loop *loop, int fd, int mask) {
  Watched *w;
  if (fd < 0 || reserve(loop, fd) != WXC_OK) return WXC_ERR;
  w = &loop->fds[fd];
  w->wanted = (unsigned char)mask;
  if (mask == w->kernel) return WXC_OK;
  if (mask == 0) {
    control(loop, EPOLL_CTL_DEL, fd, 0);
    w->kernel = 0;
    return WXC_OK;
  }
  /* a number that came back untold is another descriptor than we remember */
  if (control(loop, w->kernel != 0 ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, mask) != 0 &&
      control(loop, w->kernel != 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, mask) != 0)
    return WXC_ERR;
  w->kernel = (unsigned char)mask;
  return WXC_OK;
}

void wxc_loop_rest (wxc_Loop *loop, int fd) {
  if (fd >= 0 && fd < loop->n_fds) loop->fds[fd].wanted = 0;
}

void wxc_loop_closed (wxc_Loop *loop, int fd) {
  if (fd >= 0 && fd < loop->n_fds) loop->fds[fd] = (Watched){0, 0};
}

static int from_epoll (uint32_t events) {
  int mask = 0;
  if (events & (EPOLLIN | EPOLLRDHUP)) mask |= WXC_READ;
  if (events & EPOLLOUT) mask |= WXC_WRITE;
  if (events & (EPOLLERR | EPOLLHUP)) mask |= WXC_HANGUP;
  return mask;
}

int wxc_loop_wait (wxc_Loop *loop, int timeout_ms, wxc_Ready *ready, int max) {
  struct epoll_event events[64];
  int n = epoll_wait(loop->epoll, events, max < 64 ? max : 64, timeout_ms);
  int filled = 0;
  for (int i = 0; i < n; i++) {
    int fd = events[i].data.fd;
    if (fd == loop->wake) {
      uint64_t count;
      while (read(loop->wake, &count, sizeof(count)) > 0) continue;
    }
    else if (loop->fds[fd].wanted == 0) { /* forgotten, and it speaks: now the kernel forgets it too */
      control(loop, EPOLL_CTL_DEL, fd, 0);
      loop->fds[fd].kernel = 0;
    }
    else {
      ready[filled].fd = fd;
      ready[filled++].mask = from_epoll(events[i].events);
    }
  }
  return filled;
}

void wxc_loop_wake (wxc_Loop *loop) {
  uint64_t one = 1;
  while (write(loop->wake, &one, sizeof(one)) < 0 && errno == EINTR) continue;
}
