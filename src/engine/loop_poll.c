/*
** loop_poll.c - the portable loop: poll and a pipe. `make LOOP=poll` builds it anywhere; macOS has no other.
*/
#include "engine/loop.h"

#include "error.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

struct wxc_Loop {
  int wake[2];        /* pipe: read end is fds[0] */
  struct pollfd *fds; /* owned */
  int count, capacity;
};

static int set_flags (int fd) {
  int flags = fcntl(fd, F_GETFL);
  if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0) return WXC_ERR;
  return fcntl(fd, F_SETFD, FD_CLOEXEC) < 0 ? WXC_ERR : WXC_OK;
}

wxc_Loop *wxc_loop_new (void) {
  wxc_Loop *loop = calloc(1, sizeof(*loop));
  if (loop == NULL) return NULL;
  loop->wake[0] = loop->wake[1] = -1;
  if (pipe(loop->wake) != 0 || set_flags(loop->wake[0]) != WXC_OK || set_flags(loop->wake[1]) != WXC_OK ||
      wxc_loop_watch(loop, loop->wake[0], WXC_READ) != WXC_OK) {
    wxc_loop_free(loop);
    return NULL;
  }
  return loop;
}

void wxc_loop_free (wxc_Loop *loop) {
  if (loop == NULL) return;
  if (loop->wake[0] >= 0) close(loop->wake[0]);
  if (loop->wake[1] >= 0) close(loop->wake[1]);
  free(loop->fds);
  free(loop);
}

int wxc_loop_watch (wxc_Loop *loop, int fd, int mask) {
  short events = (short)((mask & WXC_READ ? POLLIN : 0) | (mask & WXC_WRITE ? POLLOUT : 0));
  int i = 0;
  while (i < loop->count && loop->fds[i].fd != fd) i++;
  if (mask == 0) {
    if (i < loop->count) loop->fds[i] = loop->fds[--loop->count];
    return WXC_OK;
  }
  if (i == loop->capacity) {
    int capacity = loop->capacity ? loop->capacity * 2 : 64;
    struct pollfd *fds = realloc(loop->fds, (size_t)capacity * sizeof(*fds));
    if (fds == NULL) return WXC_ERR;
    loop->fds = fds;
    loop->capacity = capacity;
  }
  if (i == loop->count) loop->count++;
  loop->fds[i] = (struct pollfd){.fd = fd, .events = events};
  return WXC_OK;
}

void wxc_loop_rest (wxc_Loop *loop, int fd) {
  wxc_loop_watch(loop, fd, 0);
}

void wxc_loop_closed (wxc_Loop *loop, int fd) {
  wxc_loop_watch(loop, fd, 0);
}

int wxc_loop_wait (wxc_Loop *loop, int timeout_ms, wxc_Ready *ready, int max) {
  int n = poll(loop->fds, (nfds_t)loop->count, timeout_ms);
  int filled = 0;
  for (int i = 0; n > 0 && i < loop->count && filled < max; i++) {
    struct pollfd *p = &loop->fds[i];
    if (p->revents == 0) continue;
    if (p->fd == loop->wake[0]) {
      char drain[64];
      while (read(p->fd, drain, sizeof(drain)) > 0) continue;
      continue;
    }
    ready[filled].fd = p->fd;
    ready[filled++].mask = (p->revents & POLLIN ? WXC_READ : 0) | (p->revents & POLLOUT ? WXC_WRITE : 0) |
                           (p->revents & (POLLERR | POLLHUP | POLLNVAL) ? WXC_HANGUP : 0);
  }
  return filled;
}

void wxc_loop_wake (wxc_Loop *loop) {
  /* a full pipe is as good a wake-up as one more byte */
  while (write(loop->wake[1], "", 1) < 0 && errno == EINTR) continue;
}
