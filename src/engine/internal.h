/*
** internal.h - the engine's own state, shared by its files and by nobody else. Engine thread only; what other threads
** reach too is in exchange.h.
*/
#ifndef WXC_ENGINE_INTERNAL_H
#define WXC_ENGINE_INTERNAL_H

#include "engine/call.h"
#include "engine/loop.h"
#include "engine/pool.h"

#include <curl/curl.h>
#include <pthread.h>
#include <sys/types.h>

#define WXC_TRACKED_FDS 65536

typedef struct wxc_List {
  wxc_Call *head, *tail;
} wxc_List;

/* exchange.c */
void wxc_list_push (wxc_List *list, wxc_Call *call);
void wxc_list_remove (wxc_List *list, wxc_Call *call);
wxc_Call *wxc_list_pop (wxc_List *list);

/* A kept libcurl handle, and what is set on it: options that stay the same are not set again. */
typedef struct wxc_Easy {
  CURL *easy;
  uint32_t client;            /* whose lasting options it has; 0: nobody's */
  const char *method;         /* static */
  int body;                   /* how it gives a body: see set_method */
  struct curl_slist *headers; /* not owned; compared only */
  int keeps_headers;          /* of the answer */
  char *url;                  /* owned; a secret */
  struct wxc_Easy *next;
} wxc_Easy;

typedef struct wxc_Engine {
  pid_t pid;
  pthread_t thread;
  wxc_Loop *loop;
  wxc_Pool *pool;
  CURLM *multi;
  int64_t curl_timer;    /* monotonic; WXC_NEVER for none */
  wxc_Easy *idle_easies; /* kept handles, ready for the next call */
  int n_idle;
  struct curl_slist *json_headers, *no_headers;
  wxc_Buf url;     /* scratch */
  wxc_Call **heap; /* calls by their next timer */
  int heap_len, heap_cap;
  wxc_List queued;   /* behind max_in_flight */
  wxc_List finished; /* done in this round; published at its end */
  struct wxc_Refresh *refreshes;
  struct wxc_Fill *fills;  /* of platform keys, under way */
  struct wxc_Rates *rates; /* limits of calls */
  uint32_t in_flight, n_queued, max_in_flight;
  int starting; /* queued calls are being started: not to be nested */
  int stopping;
  unsigned char sockets[WXC_TRACKED_FDS / 8]; /* open connections, for a forked child to close */
} wxc_Engine;

/* report.c; any thread. */
void wxc_warn (const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void wxc_count (int what); /* one of: */
enum {
  WXC_COUNT_SENT,
  WXC_COUNT_RETRY,
  WXC_COUNT_FETCH,
  WXC_COUNT_FILE_HIT,
  WXC_COUNT_SIGNTEST,
  WXC_COUNT_RING,
  WXC_COUNTS
};
void wxc_held_add (long bytes); /* bytes of answers that exist; the engine's or already Lua's */
size_t wxc_held (void);
void wxc_report_lock (void); /* around a fork */
void wxc_report_unlock (void);

/* timers.c: a binary heap keyed by min(deadline, timer_at). */
int wxc_timer_reserve (wxc_Engine *e); /* room for one call more; WXC_ERR when out of memory */
void wxc_timer_update (wxc_Engine *e, wxc_Call *call);
void wxc_timer_remove (wxc_Engine *e, wxc_Call *call);
wxc_Call *wxc_timer_due (wxc_Engine *e, int64_t now);
int64_t wxc_timer_next (const wxc_Engine *e);

/* transfer.c: libcurl. */
int wxc_transfer_init (wxc_Engine *e, wxc_Error *err);
void wxc_transfer_close (wxc_Engine *e);
int wxc_transfer_start (wxc_Engine *e, wxc_Call *call); /* WXC_ERR with the call's error set */
void wxc_transfer_stop (wxc_Engine *e, wxc_Call *call); /* gives the handle back; also when there is none */
int wxc_transfer_sent (const wxc_Call *call);           /* whether a byte of the request left */
void wxc_transfer_ready (wxc_Engine *e, int fd, int mask);
void wxc_transfer_timer (wxc_Engine *e);
void wxc_transfer_resume (wxc_Call *call); /* its upload has bytes again */

/* classify.c: what an answer means. Pure but for the call's own fields. */
typedef enum wxc_Verdict { WXC_V_DONE, WXC_V_TOKEN, WXC_V_AGAIN, WXC_V_RATE } wxc_Verdict;
wxc_Verdict wxc_classify (wxc_Call *call, CURLcode code, int sent);
/* Whether the call, with its outcome, goes again; marks it as retryable. */
wxc_Verdict wxc_once_more (wxc_Call *call);
/* "***" for every word as long as tokens, tickets and ciphertexts are. `cut`: the last word may be a part of one. */
void wxc_mask_long_words (char *text, int cut);

/* steps.c: the state machine. */
void wxc_step_start (wxc_Engine *e, wxc_Call *call);                      /* -> QUEUED or further */
void wxc_step_proceed (wxc_Engine *e, wxc_Call *call);                    /* has its credential: -> CRYPTO or SENDING */
void wxc_step_transferred (wxc_Engine *e, wxc_Call *call, CURLcode code); /* SENDING -> VERIFY -> … */
void wxc_step_fetch_upload (wxc_Engine *e, wxc_Call *call);               /* the next piece of its file, please */
void wxc_step_timer (wxc_Engine *e, wxc_Call *call, int64_t now);
void wxc_step_enter (wxc_Engine *e, wxc_Call *call, wxc_State state, int64_t timer_at);
void wxc_step_settle (wxc_Engine *e, wxc_Call *call, wxc_Verdict verdict); /* VERIFY -> TOKEN, BACKOFF, RATE or DONE */
void wxc_step_finish (wxc_Engine *e, wxc_Call *call);                      /* -> DONE; its result or error is set */
void wxc_step_abort (wxc_Engine *e, wxc_Call *call, const char *kind, const char *message); /* wherever it is */

/* refresh.c: who fetches the next token. */
void wxc_refresh_need (wxc_Engine *e, wxc_Call *call);    /* TOKEN: proceeds at once or waits */
void wxc_refresh_stale (wxc_Engine *e, wxc_Call *call);   /* WeChat refused the token it was sent with */
void wxc_refresh_leave (wxc_Call *call);                  /* it waits no longer */
void wxc_refresh_fetched (wxc_Engine *e, wxc_Call *call); /* an internal call is done; frees it */
void wxc_refresh_timers (wxc_Engine *e, int64_t now);
int64_t wxc_refresh_next (const wxc_Engine *e);
void wxc_refresh_close (wxc_Engine *e);
void wxc_refresh_abandon (wxc_Engine *e); /* in a forked child: the turns to fetch are the parent's */

#endif
