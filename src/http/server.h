/*
** server.h - the plain half of wxcard.httpd: libmicrohttpd, and one slot for each request it is busy with.
** No thread of its own: everything happens inside the functions below, on the caller's thread. No Lua.
** A slot belongs to libmicrohttpd's connection: made when the request line is read, freed when the request ends.
** Outsiders keep its id (place and generation), so that an answer that comes too late meets nothing.
*/
#ifndef WXC_HTTP_SERVER_H
#define WXC_HTTP_SERVER_H

#include <microhttpd.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define WXC_HTTP_HEAD_LIMIT (64u << 10)         /* request line and headers of one connection */
#define WXC_HTTP_DRAIN_LIMIT ((size_t)64 << 20) /* of a body that is too large this much is read, for the 413's sake */
#define WXC_HTTP_MAX_SLOTS 65536                /* requests at once; lower 16 bits of an id */

typedef struct {
  char *at; /* owned by whoever owns the Bytes */
  size_t len, cap;
} wxc_Bytes;

/* READING -> READY (complete, suspended, queued) -> TAKEN (handed out) -> ANSWERED -> SENDING; DROPPED from anywhere */
typedef enum { WXC_READING, WXC_READY, WXC_TAKEN, WXC_ANSWERED, WXC_SENDING, WXC_DROPPED } wxc_SlotState;
typedef enum { WXC_NO_FAULT, WXC_RESET, WXC_TRUNCATE, WXC_DRIP } wxc_HttpFault;

typedef struct {
  unsigned status;
  wxc_HttpFault fault;
  size_t drip_bytes;
  double drip_delay; /* seconds */
} wxc_HttpAnswer;

typedef struct wxc_Slot {
  struct wxc_Server *server;
  struct MHD_Connection *connection;
  struct wxc_Slot *next; /* in the queue of READY ones */
  unsigned index;
  wxc_SlotState state;
  bool seen;        /* the headers were looked at */
  bool too_large;   /* the rest of the body is thrown away */
  size_t discarded; /* how much of it was */
  wxc_Bytes uri;    /* as sent */
  wxc_Bytes head;   /* method, then name and value of each header: size_t and bytes each, names lower-case */
  wxc_Bytes body;
  wxc_Bytes reply;               /* body of a TRUNCATE or DRIP */
  struct MHD_Response *response; /* owned until libmicrohttpd takes it */
  wxc_HttpAnswer answer;
  double wake; /* monotonic time of the next drip */
  bool asleep; /* suspended between two drips */
} wxc_Slot;

typedef struct {
  wxc_Slot *slot; /* owned; NULL: free */
  uint32_t generation;
  unsigned next_free;
} wxc_Place;

typedef struct wxc_Server {
  struct MHD_Daemon *daemon; /* owned; NULL when closed */
  pid_t pid;                 /* a forked child must not touch its parent's connections */
  int epoll_fd;              /* -1: select */
  size_t max_body;
  wxc_Place *places; /* owned, n_places of them */
  unsigned n_places, first_free, n_asleep;
  wxc_Slot *first, *last; /* READY, oldest first */
} wxc_Server;

typedef struct {
  const char *host;
  unsigned port, idle_timeout, max_connections;
  size_t max_body;
  bool epoll;
} wxc_HttpOptions;

/* Starts a zeroed server, which must not move while it is open. 0, or -1 with the fault: a host's (*host_fault) or the
** port's, as a static text. */
int wxc_http_open (wxc_Server *s, const wxc_HttpOptions *o, const char **why, bool *host_fault);
/* Drops what is unanswered. Idempotent, and happy with a server that never started. */
void wxc_http_close (wxc_Server *s);

/* The next complete request, now TAKEN, waiting until the monotonic time `deadline` at most. NULL: none in time, or
** `other` (a descriptor, or -1) is readable, or a signal came. */
wxc_Slot *wxc_http_poll (wxc_Server *s, int other, double deadline);

double wxc_http_id (const wxc_Slot *slot);
wxc_Slot *wxc_http_find (const wxc_Server *s, double id);

/* Makes the response of a slot's answer, still without headers: 0, or -1 when out of memory. */
int wxc_http_prepare (wxc_Slot *slot, const wxc_HttpAnswer *answer, const char *body, size_t len);
void wxc_http_unprepare (wxc_Slot *slot);
/* Sends what was prepared, as far as it goes without waiting: 0, or -1 when the client is gone. The slot is not to be
** used afterwards. */
int wxc_http_send (wxc_Slot *slot);

void wxc_bytes_free (wxc_Bytes *b);
double wxc_http_now (void);

#endif
