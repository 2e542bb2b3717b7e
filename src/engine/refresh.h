/*
** refresh.h - one credential's renewal in this engine: who waits for it, and what is being done about it. Engine thread.
*/
#ifndef WXC_REFRESH_H
#define WXC_REFRESH_H

#include "engine/internal.h"
#include "engine/tokenfile.h"

typedef enum wxc_RefreshState {
  WXC_R_IDLE,
  WXC_R_LOOKING, /* a pool job reads the file and tries the lock */
  WXC_R_BUSY,    /* somebody else on this host fetches: look again soon */
  WXC_R_FETCHING /* our own request is under way */
} wxc_RefreshState;

typedef struct wxc_Refresh {
  wxc_Client *client; /* whose settings the fetch uses; a reference */
  wxc_Source *source; /* the client's */
  wxc_RefreshState state;
  wxc_List waiting;               /* calls in TOKEN */
  wxc_Call *fetch;                /* while FETCHING; owned */
  int lock_fd;                    /* our turn on this host; -1 */
  int force;                      /* the fetch must bring another value */
  char failed[WXC_MAX_TOKEN + 1]; /* the value WeChat refused last; "" for none */
  int64_t look_at;                /* BUSY: when to look again (monotonic) */
  int64_t busy_since;             /* BUSY: when the other began, for us */
  int64_t calm_until;             /* after a failure: no fetch before (monotonic) */
  int64_t forced_at;              /* the last forced fetch (monotonic), 0 for never */
  int failures;                   /* in a row */
  wxc_Error last_error;           /* while calm */
  int last_retryable;             /* of that failure */
  int stale_left;                 /* how many refused values may still be dropped… */
  int64_t stale_since;            /* …with one more a minute from here on (monotonic) */
  int warned;                     /* about a host level that cannot be used */
  struct wxc_Refresh *next;
} wxc_Refresh;

#endif
