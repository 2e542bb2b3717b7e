/*
** loop_epoll.c - the loop on Linux: epoll and an eventfd.
*/
#include "engine/loop.h"

#include "error.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct wxc_Loop {
  int epoll;
  int wake;
};

wxc_Loop *wxc_loop_new (void) {
  struct epoll_event ev = {.events = EPOLLIN};
  wxc_Loop *loop = calloc(1, sizeof(*loop));
  if (loop == NULL) return NULL;
  loop->epoll = epoll_create1(EPOLL_CLOEXEC);
  loop->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  ev.data.fd = loop->wake;
  if (loop->epoll < 0 || loop->wake < 0 || epoll_ctl(loop->epoll, EPOLL_CTL_ADD, loop->wake, &ev) != 0) {
    wxc_loop_free(loop);
    return NULL;
  }
  return loop;
}

void wxc_loop_free (wxc_Loop *loop) {
  if (loop == NULL) return;
  if (loop->wake >= 0) close(loop->wake);
  if (loop->epoll >= 0) close(loop->epoll);
  free(loop);
}

int wxc_loop_watch (wxc_Loop *loop, int fd, int mask) {
  struct epoll_event ev = {.events = 0};
  ev.data.fd = fd;
  if (mask & WXC_READ) ev.events |= EPOLLIN;
  if (mask & WXC_WRITE) ev.events |= EPOLLOUT;
  if (mask == 0) {
    epoll_ctl(loop->epoll, EPOLL_CTL_DEL, fd, &ev);
    return WXC_OK;
  }
  if (epoll_ctl(loop->epoll, EPOLL_CTL_MOD, fd, &ev) == 0) return WXC_OK;
  if (errno == ENOENT && epoll_ctl(loop->epoll, EPOLL_CTL_ADD, fd, &ev) == 0) return WXC_OK;
  return WXC_ERR;
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
    if (events[i].data.fd == loop->wake) {
      uint64_t count;
      while (read(loop->wake, &count, sizeof(count)) > 0) continue;
      continue;
    }
    ready[filled].fd = events[i].data.fd;
    ready[filled++].mask = from_epoll(events[i].events);
  }
  return filled;
}

void wxc_loop_wake (wxc_Loop *loop) {
  uint64_t one = 1;
  while (write(loop->wake, &one, sizeof(one)) < 0 && errno == EINTR) continue;
}
