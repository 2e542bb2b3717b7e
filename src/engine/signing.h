/*
** signing.h - a call that is signed: what it carries beside the plain one, and its steps. CRYPTO encrypts its marked
** fields and signs it, on the pool; VERIFY checks the answer's signature and opens the answer's marked fields, on the pool.
** Every attempt is signed anew; what was encrypted stays.
*/
#ifndef WXC_SIGNING_H
#define WXC_SIGNING_H

#include "engine/certificates.h"
#include "engine/identity.h"
#include "engine/internal.h"
#include "engine/marks.h"
#include "engine/sign.h"
#include "json/seals.h"

/* Owned by its call; by itself while a job works on it and the call is gone. */
typedef struct wxc_Signing {
  wxc_Job job; /* one at a time */
  int running;
  wxc_Call *call; /* NULL once it is gone */

  /* set before the call is submitted */
  wxc_Identity *identity; /* a reference */
  wxc_Marks *marks;       /* of the answer; a reference, or NULL */
  wxc_Seals seals;        /* of the request */
  int names_serial;       /* it has to name the platform's key, encrypted fields or not */
  int unsigned_answer;    /* the catalogue lists it: success comes without a signature */
  char *rate_name;        /* NULL: no limit is known */
  int rate_calls;
  int64_t rate_window; /* ns */

  /* of all attempts */
  char *body, *query; /* as written, with room for the ciphertexts; the call has the filled ones */
  size_t body_len;
  int sealed, admitted, probed, refreshed, host;
  int filling;                  /* this very call fetches the platform's keys */
  struct wxc_Fill *waiting_for; /* it waits for them */

  /* of this attempt; the job's while it runs */
  int ready; /* signed, and not sent yet */
  const char *method;
  char *target;                /* path and query as signed and as sent; owned */
  char serial[WXC_MAX_SERIAL]; /* of the platform's key; "" for none */
  char *sent_body;             /* owned until the call takes it */
  size_t sent_len;
  char *signed_body; /* owned: what stands for the body in the signature; NULL for sent_body */
  size_t signed_len;
  wxc_Buf authorization;
  int64_t now; /* seconds since 1970 */
  int rc;
  wxc_Error error;

  /* the answer; the job's while it runs */
  long status;
  wxc_Buf answer, headers;
  size_t held; /* bytes of the answer that were counted */
  wxc_Fault judgement;
  int verified, unopened;
  wxc_RingKeys keys; /* of a filling call */
} wxc_Signing;

/* Takes no reference but its own. NULL when out of memory. */
wxc_Signing *wxc_signing_new (wxc_Identity *identity);
void wxc_signing_free (wxc_Signing *s); /* also NULL; wipes */

/* Engine thread. CRYPTO, and RATE before it: ends in wxc_step_proceed, or in the call's end. */
void wxc_signing_prepare (wxc_Engine *e, wxc_Call *call);
/* VERIFY, with the transfer over: ends in wxc_step_settle. */
void wxc_signing_verify (wxc_Engine *e, wxc_Call *call);
/* The next attempt begins; `connected` 0: the host was not to be had, and it goes to the other one if there is one
** (returns whether). */
int wxc_signing_again (wxc_Call *call, int connected);
/* The call ends while a job works for it, or waits for keys. */
void wxc_signing_leave (wxc_Call *call);
/* The base URL of this attempt. */
const char *wxc_signing_host (const wxc_Signing *s);

/* classify_v3.c: what a verified or unverified answer means. */
wxc_Verdict wxc_classify_v3 (wxc_Call *call);

/* fill.c: who fetches the platform's keys: one request at a time a ring, once a minute. */
typedef struct wxc_Fill wxc_Fill;
/* The call waits for a refresh, its state staying as it is; 0: there may be none now. */
int wxc_fill_wait (wxc_Engine *e, wxc_Call *call);
/* Begins one that nobody waits for, where keys are old. */
void wxc_fill_renew (wxc_Engine *e, wxc_Call *call);
void wxc_fill_leave (wxc_Call *call);
void wxc_fill_done (wxc_Engine *e, wxc_Call *call); /* the filling call is done; frees it */
void wxc_fill_close (wxc_Engine *e);
/* Goes on with a call whose keys have come, or have not. */
void wxc_signing_filled (wxc_Engine *e, wxc_Call *call);

#endif
