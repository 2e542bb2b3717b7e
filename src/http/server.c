/*
** server.c - see server.h.
*/
#include "server.h"

#include <errno.h>
#include <math.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#ifndef POLLRDHUP
#define POLLRDHUP 0 /* Linux only; elsewhere a peek tells */
#endif

#define NONE UINT32_MAX  /* no free place */
#define POLL_ROUNDS 4    /* that a poll without time may go on while data keeps coming */
#define DRIP_BLOCK 65536 /* bytes of the largest drip */

double wxc_http_now (void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- bytes and slots ---- */

static int bytes_add (wxc_Bytes *b, const void *data, size_t n) {
  if (b->cap - b->len < n) {
    size_t cap = b->cap ? b->cap : 256;
    char *at;
    while (cap - b->len < n) cap *= 2;
    if ((at = realloc(b->at, cap)) == NULL) return -1;
    b->at = at, b->cap = cap;
  }
  if (n > 0) memcpy(b->at + b->len, data, n);
  b->len += n;
  return 0;
}

void wxc_bytes_free (wxc_Bytes *b) {
  free(b->at);
  memset(b, 0, sizeof(*b));
}

static int places_grow (wxc_Server *s) {
  unsigned n = s->n_places ? 2 * s->n_places : 32;
  wxc_Place *places;
  if (n > WXC_HTTP_MAX_SLOTS || (places = realloc(s->places, n * sizeof(*places))) == NULL) return -1;
  for (unsigned i = s->n_places; i < n; i++) places[i] = (wxc_Place){NULL, 0, i + 1 < n ? i + 1 : NONE};
  s->first_free = s->n_places;
  s->places = places, s->n_places = n;
  return 0;
}

static wxc_Slot *slot_new (wxc_Server *s, struct MHD_Connection *connection, const char *uri) {
  wxc_Slot *slot = NULL;
  wxc_Place *place;
  if (s->first_free == NONE && places_grow(s) < 0) return NULL;
  if ((slot = calloc(1, sizeof(*slot))) == NULL) return NULL;
  if (bytes_add(&slot->uri, uri, strlen(uri)) < 0) {
    free(slot);
    return NULL;
  }
  slot->server = s, slot->connection = connection, slot->index = s->first_free;
  place = &s->places[slot->index];
  s->first_free = place->next_free;
  place->slot = slot, place->generation++;
  return slot;
}

static void slot_free (wxc_Slot *slot) {
  wxc_Server *s = slot->server;
  wxc_Place *place = &s->places[slot->index];
  if (slot->asleep) s->n_asleep--;
  wxc_http_unprepare(slot);
  wxc_bytes_free(&slot->uri), wxc_bytes_free(&slot->head), wxc_bytes_free(&slot->body);
  place->slot = NULL, place->next_free = s->first_free;
  s->first_free = slot->index;
  free(slot);
}

double wxc_http_id (const wxc_Slot *slot) {
  return slot->server->places[slot->index].generation * (double)WXC_HTTP_MAX_SLOTS + slot->index;
}

wxc_Slot *wxc_http_find (const wxc_Server *s, double id) {
  double generation = floor(id / WXC_HTTP_MAX_SLOTS), index = id - generation * WXC_HTTP_MAX_SLOTS;
  if (!(id >= 0 && index >= 0 && index < s->n_places)) return NULL;
  return s->places[(unsigned)index].generation == generation ? s->places[(unsigned)index].slot : NULL;
}

/* ---- what libmicrohttpd calls ---- */

/* The only place where the query is still as it was sent; its result is the request's context. */
static void *on_uri (void *cls, const char *uri, struct MHD_Connection *connection) {
  return slot_new(cls, connection, uri);
}

static void on_completed (void *cls, struct MHD_Connection *connection, void **context,
                          enum MHD_RequestTerminationCode code) {
  (void)cls, (void)connection, (void)code;
  if (*context != NULL) slot_free(*context);
  *context = NULL;
}

static int head_add (wxc_Slot *slot, const char *text, size_t len) {
  return bytes_add(&slot->head, &len, sizeof(len)) < 0 || bytes_add(&slot->head, text, len) < 0 ? -1 : 0;
}

static enum MHD_Result on_header (void *cls, enum MHD_ValueKind kind, const char *key, size_t key_len,
                                  const char *value, size_t value_len) {
  wxc_Slot *slot = cls;
  char *p;
  (void)kind;
  if (head_add(slot, key, key_len) < 0) return MHD_NO;
  p = slot->head.at + slot->head.len - key_len;
  for (size_t i = 0; i < key_len; i++)
    if (p[i] >= 'A' && p[i] <= 'Z') p[i] += 'a' - 'A';
  return head_add(slot, value ? value : "", value ? value_len : 0) < 0 ? MHD_NO : MHD_YES;
}

/* The request is complete: it waits, suspended, until somebody has answered. */
static enum MHD_Result enqueue (wxc_Slot *slot, const char *method) {
  wxc_Server *s = slot->server;
  int n = MHD_get_connection_values_n(slot->connection, MHD_HEADER_KIND, NULL, NULL);
  if (head_add(slot, method, strlen(method)) < 0) return MHD_NO;
  if (MHD_get_connection_values_n(slot->connection, MHD_HEADER_KIND, on_header, slot) != n) return MHD_NO;
  if (s->last != NULL)
    s->last->next = slot;
  else
    s->first = slot;
  s->last = slot;
  slot->state = WXC_READY;
  MHD_suspend_connection(slot->connection);
  return MHD_YES;
}

static enum MHD_Result refuse_too_large (wxc_Slot *slot) {
  static char text[] = "request body too large\n";
  struct MHD_Response *r = MHD_create_response_from_buffer(sizeof(text) - 1, text, MHD_RESPMEM_PERSISTENT);
  enum MHD_Result rc = MHD_NO;
  if (r == NULL) return MHD_NO;
  if (MHD_add_response_header(r, "Content-Type", "text/plain") == MHD_YES)
    rc = MHD_queue_response(slot->connection, MHD_HTTP_CONTENT_TOO_LARGE, r);
  MHD_destroy_response(r);
  slot->state = WXC_SENDING;
  return rc;
}

/* A client that is still sending would see a reset instead of an early answer, so its body is read and dropped first,
** unless it asked beforehand or means to send very much. */
static enum MHD_Result look_at_headers (wxc_Slot *slot) {
  const char *len = MHD_lookup_connection_value(slot->connection, MHD_HEADER_KIND, "Content-Length");
  unsigned long long n = len ? strtoull(len, NULL, 10) : 0;
  slot->seen = true;
  if (n <= slot->server->max_body) return MHD_YES;
  slot->too_large = true;
  if (n > WXC_HTTP_DRAIN_LIMIT || MHD_lookup_connection_value(slot->connection, MHD_HEADER_KIND, "Expect") != NULL)
    return refuse_too_large(slot);
  return MHD_YES;
}

static enum MHD_Result take_body (wxc_Slot *slot, const char *data, size_t n) {
  if (!slot->too_large && n > slot->server->max_body - slot->body.len) {
    slot->too_large = true;
    wxc_bytes_free(&slot->body);
  }
  if (!slot->too_large) return bytes_add(&slot->body, data, n) < 0 ? MHD_NO : MHD_YES;
  slot->discarded += n;
  return slot->discarded > WXC_HTTP_DRAIN_LIMIT ? MHD_NO : MHD_YES;
}

static int socket_of (const wxc_Slot *slot) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(slot->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info ? info->connect_fd : -1;
}

/* Linux sends the reset when the socket is disconnected. Elsewhere the last close of a socket that must not linger does;
** libmicrohttpd would shut the socket down in good order before that, so it gets an unconnected one in its place. */
static void reset_connection (wxc_Slot *slot) {
  struct linger hard = {.l_onoff = 1, .l_linger = 0};
  struct sockaddr nowhere = {.sa_family = AF_UNSPEC};
  int fd = socket_of(slot), other;
  setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard));
  if (connect(fd, &nowhere, sizeof(nowhere)) == 0) return;
  if ((other = socket(AF_INET, SOCK_STREAM, 0)) < 0) return;
  dup2(other, fd);
  close(other);
}

static enum MHD_Result send_answer (wxc_Slot *slot) {
  enum MHD_Result rc;
  if (slot->answer.fault == WXC_RESET) {
    reset_connection(slot);
    return MHD_NO;
  }
  rc = MHD_queue_response(slot->connection, slot->answer.status, slot->response);
  MHD_destroy_response(slot->response); /* libmicrohttpd counts its own reference */
  slot->response = NULL;
  slot->state = WXC_SENDING;
  return rc;
}

/* Called once with the headers, once for each piece of the body, once when all is there, once more after resuming. */
static enum MHD_Result on_request (void *cls, struct MHD_Connection *connection, const char *url, const char *method,
                                   const char *version, const char *data, size_t *n, void **context) {
  wxc_Slot *slot = *context;
  enum MHD_Result rc;
  (void)cls, (void)connection, (void)url, (void)version;
  if (slot == NULL || slot->state == WXC_DROPPED) return MHD_NO;
  if (slot->state == WXC_ANSWERED) return send_answer(slot);
  if (!slot->seen) return look_at_headers(slot);
  if (*n > 0) {
    rc = take_body(slot, data, *n);
    *n = 0;
    return rc;
  }
  return slot->too_large ? refuse_too_large(slot) : enqueue(slot, method);
}

/* Gives the body of a faulty answer: half of it, or a drip at a time with the connection suspended in between. */
static ssize_t on_read (void *cls, uint64_t pos, char *out, size_t max) {
  wxc_Slot *slot = cls;
  bool truncate = slot->answer.fault == WXC_TRUNCATE;
  size_t len = truncate ? slot->reply.len / 2 : slot->reply.len, n;
  if (pos >= len) return truncate ? MHD_CONTENT_READER_END_WITH_ERROR : MHD_CONTENT_READER_END_OF_STREAM;
  n = len - (size_t)pos < max ? len - (size_t)pos : max;
  if (!truncate) {
    double t = wxc_http_now();
    if (pos > 0 && t < slot->wake) {
      slot->asleep = true, slot->server->n_asleep++;
      MHD_suspend_connection(slot->connection);
      return 0;
    }
    if (n > slot->answer.drip_bytes) n = slot->answer.drip_bytes;
    slot->wake = t + slot->answer.drip_delay;
  }
  memcpy(out, slot->reply.at + pos, n);
  return (ssize_t)n;
}

/* ---- the server's life ---- */

int wxc_http_open (wxc_Server *s, const wxc_HttpOptions *o, const char **why, bool *host_fault) {
  struct addrinfo hints = {.ai_flags = AI_PASSIVE, .ai_socktype = SOCK_STREAM}, *address = NULL;
  unsigned flags = MHD_ALLOW_SUSPEND_RESUME | (o->epoll ? MHD_USE_EPOLL : 0);
  const union MHD_DaemonInfo *info;
  char port[8];
  int rc;
  s->epoll_fd = -1, s->pid = getpid(), s->max_body = o->max_body, s->first_free = NONE;
  snprintf(port, sizeof(port), "%u", o->port);
  *host_fault = (rc = getaddrinfo(o->host, port, &hints, &address)) != 0;
  if (*host_fault) {
    *why = gai_strerror(rc);
    return -1;
  }
  if (address->ai_family == AF_INET6) flags |= MHD_USE_IPv6;
  errno = 0;
  /* clang-format off: one option a line */
  s->daemon =
      MHD_start_daemon(flags, (uint16_t)o->port, NULL, NULL, on_request, s, MHD_OPTION_SOCK_ADDR, address->ai_addr,
                       MHD_OPTION_URI_LOG_CALLBACK, on_uri, s, MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL,
                       MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)WXC_HTTP_HEAD_LIMIT, MHD_OPTION_CONNECTION_TIMEOUT,
                       o->idle_timeout, MHD_OPTION_CONNECTION_LIMIT, o->max_connections, MHD_OPTION_END);
  /* clang-format on */
  rc = errno;
  freeaddrinfo(address);
  if (s->daemon == NULL) {
    *why = rc ? strerror(rc) : "libmicrohttpd gave no reason";
    return -1;
  }
  info = o->epoll ? MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_EPOLL_FD) : NULL;
  if (info != NULL) s->epoll_fd = info->epoll_fd;
  return 0;
}

/* Libmicrohttpd aborts when it is stopped with suspended connections, so they are resumed first; none of them is
** looked at again before it ends, and its slot with it. */
void wxc_http_close (wxc_Server *s) {
  if (s->daemon != NULL && s->pid == getpid()) {
    s->first = s->last = NULL;
    for (unsigned i = 0; i < s->n_places; i++) {
      wxc_Slot *slot = s->places[i].slot;
      if (slot == NULL || !(slot->state == WXC_READY || slot->state == WXC_TAKEN || slot->asleep)) continue;
      if (slot->asleep) s->n_asleep--;
      slot->asleep = false, slot->state = WXC_DROPPED;
      MHD_resume_connection(slot->connection);
    }
    MHD_stop_daemon(s->daemon);
    free(s->places);
  }
  s->daemon = NULL, s->places = NULL, s->n_places = 0;
}

/* Resumes whose next drip is due; returns when the next one will be (HUGE_VAL: none). */
static double wake_drips (wxc_Server *s) {
  double t = s->n_asleep > 0 ? wxc_http_now() : 0, next = HUGE_VAL;
  for (unsigned i = 0, left = s->n_asleep; left > 0 && i < s->n_places; i++) {
    wxc_Slot *slot = s->places[i].slot;
    if (slot == NULL || !slot->asleep) continue;
    left--;
    if (slot->wake < next) next = slot->wake;
    if (slot->wake > t) continue;
    slot->asleep = false, s->n_asleep--;
    MHD_resume_connection(slot->connection);
  }
  return next;
}

/* How long there is nothing to do unless something comes, in seconds. */
static double patience (wxc_Server *s) {
  MHD_UNSIGNED_LONG_LONG ms;
  double drip = wake_drips(s) - wxc_http_now();
  double own = MHD_get_timeout(s->daemon, &ms) == MHD_YES ? (double)ms / 1000 : HUGE_VAL;
  double least = drip < own ? drip : own;
  return least > 0 ? least : 0;
}

/* Waits until libmicrohttpd or the other descriptor has something, at most `seconds`. True when it was the other one
** or a signal: then the caller gets its turn. */
static bool wait_for_any (wxc_Server *s, int other, double seconds) {
  int ms = seconds > 60 ? 60000 : (int)ceil(seconds * 1000), max = 0;
  struct pollfd fds[2] = {{.fd = s->epoll_fd, .events = POLLIN}, {.fd = other, .events = POLLIN}};
  struct timeval tv = {.tv_sec = ms / 1000, .tv_usec = ms % 1000 * 1000};
  fd_set r, w, e;
  if (s->epoll_fd >= 0) return poll(fds, 2, ms) < 0 || fds[1].revents != 0;
  FD_ZERO(&r);
  FD_ZERO(&w);
  FD_ZERO(&e);
  if (MHD_get_fdset(s->daemon, &r, &w, &e, &max) != MHD_YES) return true;
  if (other >= 0) FD_SET(other, &r);
  if (select((other > max ? other : max) + 1, &r, &w, &e, &tv) < 0) return true;
  return other >= 0 && FD_ISSET(other, &r);
}

wxc_Slot *wxc_http_poll (wxc_Server *s, int other, double deadline) {
  wxc_Slot *slot;
  bool stop = false;
  for (int rounds = 0;;) {
    double left, most;
    wake_drips(s);
    MHD_run(s->daemon);
    if (s->first != NULL) break;
    left = deadline - wxc_http_now(), most = patience(s);
    if (left <= 0 && (most > 0 || ++rounds > POLL_ROUNDS)) stop = true;
    if (stop) return NULL;
    stop = wait_for_any(s, other, left < 0 ? 0 : left < most ? left : most);
  }
  slot = s->first;
  if ((s->first = slot->next) == NULL) s->last = NULL;
  slot->next = NULL;
  slot->state = WXC_TAKEN;
  return slot;
}

/* ---- answers ---- */

/* Whether the client has hung up; one that only closed its sending half counts, as it does for nginx. */
static bool client_gone (const wxc_Slot *slot) {
  struct pollfd fd = {.fd = socket_of(slot), .events = POLLIN | POLLRDHUP};
  char c;
  if (poll(&fd, 1, 0) <= 0) return false;
  if (fd.revents & (POLLHUP | POLLERR | POLLNVAL | POLLRDHUP)) return true;
  return recv(fd.fd, &c, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

void wxc_http_unprepare (wxc_Slot *slot) {
  if (slot->response != NULL) MHD_destroy_response(slot->response);
  slot->response = NULL;
  wxc_bytes_free(&slot->reply);
}

int wxc_http_prepare (wxc_Slot *slot, const wxc_HttpAnswer *answer, const char *body, size_t len) {
  wxc_http_unprepare(slot);
  slot->answer = *answer;
  if (slot->answer.drip_bytes > DRIP_BLOCK) slot->answer.drip_bytes = DRIP_BLOCK;
  if (answer->fault == WXC_TRUNCATE || answer->fault == WXC_DRIP) {
    if (len == 0 && answer->fault == WXC_TRUNCATE) body = "", len = 1; /* something must be missing */
    if (bytes_add(&slot->reply, body, len) == 0)
      slot->response = MHD_create_response_from_callback(len, DRIP_BLOCK, on_read, slot, NULL);
  }
  else
    slot->response = MHD_create_response_from_buffer(len, (void *)(uintptr_t)body, MHD_RESPMEM_MUST_COPY);
  if (slot->response != NULL) return 0;
  wxc_http_unprepare(slot);
  return -1;
}

int wxc_http_send (wxc_Slot *slot) {
  wxc_Server *s = slot->server;
  bool gone = client_gone(slot);
  slot->state = gone ? WXC_DROPPED : WXC_ANSWERED;
  MHD_resume_connection(slot->connection);
  MHD_run(s->daemon);
  if (s->epoll_fd < 0) MHD_run(s->daemon); /* select learns only now that the socket can be written to */
  return gone ? -1 : 0;
}
