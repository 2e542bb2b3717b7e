/*
** call.h - one call: plain bytes and numbers, no lua_State, no ref. Whoever holds it owns it:
** Lua's thread -> inbox -> engine -> the waiter's done list -> Lua's thread. Also what a client is.
*/
#ifndef WXC_CALL_H
#define WXC_CALL_H

#include "engine/token.h"
#include "engine/upload.h"
#include "error.h"
#include "json/buf.h"

#include <curl/curl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

typedef enum wxc_State {
  WXC_QUEUED,  /* behind max_in_flight */
  WXC_TOKEN,   /* waits for a credential */
  WXC_CRYPTO,  /* on the pool: an upload is opened; later, signed */
  WXC_SENDING, /* libcurl's */
  WXC_VERIFY,  /* the answer is looked at */
  WXC_BACKOFF, /* waits to be sent again */
  WXC_RATE,    /* WeChat said "too often": waits for the next window */
  WXC_DONE
} wxc_State;

/* What an errcode asks for; the catalogue's knowledge, handed over when a client is made. */
typedef enum wxc_Retry {
  WXC_RETRY_NEVER,
  WXC_RETRY_TOKEN,   /* drop the token that failed, fetch once, replay once */
  WXC_RETRY_BACKOFF, /* nothing is known of what happened: only what is safe is sent again */
  WXC_RETRY_AGAIN,   /* refused for the moment: anything may be sent again */
  WXC_RETRY_WAIT     /* refused until the next minute */
} wxc_Retry;
typedef struct wxc_Code {
  long code;
  wxc_Retry retry;
} wxc_Code;

/* How a kind of credential is fetched: a request and two names in its answer. */
typedef struct wxc_Source {
  char *kind;                  /* "access_token", "wx_card", "jsapi" */
  char *method, *path, *query; /* query may be NULL; holds the secret in classic mode */
  char *body, *forced_body;    /* NULL for a GET; forced_body asks for a new one even if the old is good */
  char *value_name;            /* "access_token", "ticket" */
  int needs_token;             /* the request itself carries an access_token */
  wxc_Token *record;           /* not owned: records live for ever */
} wxc_Source;

#define WXC_MAX_SOURCES 4
#define WXC_MAX_IDENTITIES 2 /* a merchant and a brand */

/* A client's settings, constant after it was made; counted, since calls outlive it. */
typedef struct wxc_Client {
  _Atomic int refs;
  char *base_url; /* no trailing slash */
  char *ca_file, *proxy, *user_agent;
  char *cache_dir; /* NULL: process level only */
  char *secret;    /* for redaction only */
  int keeps_old;   /* the old token serves while the next is fetched (stable mode) */
  int connect_ms;
  uint32_t serial; /* tells libcurl handles of one client from another's */
  wxc_Source sources[WXC_MAX_SOURCES];
  int n_sources;
  wxc_Code *codes;
  size_t n_codes;
  struct wxc_Identity *identities[WXC_MAX_IDENTITIES]; /* who signs; references */
  int n_identities;
} wxc_Client;

wxc_Client *wxc_client_new (void);
wxc_Client *wxc_client_ref (wxc_Client *client);
void wxc_client_unref (wxc_Client *client); /* also NULL; any thread; wipes secrets */
wxc_Source *wxc_client_source (wxc_Client *client, const char *kind);
/* The one that endpoints call so; NULL when the client has none. */
struct wxc_Identity *wxc_client_identity (wxc_Client *client, const char *word);
wxc_Retry wxc_client_retry (const wxc_Client *client, long code);

typedef struct wxc_Call {
  /* the request; set before it is submitted */
  wxc_Client *client; /* a reference */
  const char *method; /* static */
  char *path;         /* "/card/create", or a whole URL when `plain` */
  char *query;        /* without "?", without the token; NULL for none */
  char *body;         /* owned; NULL for none */
  size_t body_len;
  int wipe_body;               /* it holds a secret */
  const char *content_type;    /* static or the upload's */
  struct curl_slist *headers;  /* extra ones; owned */
  wxc_Upload *upload;          /* owned; instead of body */
  wxc_Source *source;          /* the credential it carries; NULL for none */
  struct wxc_Signing *signing; /* owned: it is signed, and so is its answer; NULL for none */
  int fetches;                 /* it asks for the credential itself: done when there is one */
  int force;                   /* and a new one, please */
  int plain;                   /* any HTTP: no errcode, any status is an answer, headers are kept */
  int safe;                    /* may be repeated though WeChat may have seen it */
  int64_t timeout_ns;

  /* the engine's, while it is in there */
  uint32_t id;
  wxc_State state;
  int64_t deadline;       /* monotonic */
  int64_t timer_at;       /* of the state; WXC_NEVER for none */
  int heap_at;            /* place in the timer heap; -1 */
  int attempts, connects; /* sent; never got through */
  int replayed;           /* once after a stale token */
  int cancelled;
  char *token_used;      /* owned, wiped */
  struct wxc_Easy *easy; /* libcurl's handle while SENDING */
  struct wxc_Engine *engine;
  size_t body_at; /* how much of an unsafe body libcurl has read */
  int began;      /* libcurl has a connection for it */
  struct wxc_UploadJob *job;
  struct wxc_Refresh *for_refresh; /* an internal call that fetches a credential */
  struct wxc_Refresh *waiting_for; /* while in TOKEN and not served */
  struct wxc_Fill *fill;           /* an internal call that fetches the platform's keys */
  struct wxc_Waiter *waiter;       /* a reference; NULL for internal calls and orphans */
  struct wxc_Call *next, *prev;

  /* the result */
  long status;
  wxc_Buf answer;
  wxc_Buf answer_headers; /* of plain and signed calls */
  double retry_after;     /* seconds, 0 for none */
  const char *outcome;    /* static: NULL, "not_sent", "refused", "unknown" */
  int retryable;
  wxc_Error error; /* kind NULL: success */
  char name[64];   /* WeChat Pay's code, or why the answer does not count; "" for none */
  char said[200];  /* what an answer that does not count says: CODE: message */
  char rid[80];    /* WeChat Pay's id of the request */
} wxc_Call;

/* NULL when out of memory. The caller owns it until wxc_engine_submit. */
wxc_Call *wxc_call_new (wxc_Client *client);
void wxc_call_free (wxc_Call *call); /* also NULL */

/* Wipes and frees a string; also NULL. */
void wxc_free_secret (char *text);

/* Sets the call's error; outcome is static. */
void wxc_call_fail (wxc_Call *call, const char *kind, long code, const char *outcome, const char *hint, const char *fmt,
                    ...) __attribute__((format(printf, 6, 7)));

#endif
