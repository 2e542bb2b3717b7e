/*
** steps.c - the state machine of a call: QUEUED, TOKEN, CRYPTO, SENDING, VERIFY, BACKOFF, RATE, DONE. A state is entered
** by an event: a call came in, a credential is there, a pool job is done, a transfer is done, a timer went off.
*/
#include "crypto/secret.h"
#include "engine/clock.h"
#include "engine/internal.h"
#include "engine/signing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A pool job that opens an upload or reads its next piece. While it runs it alone touches the upload; if its call ends
** meanwhile the upload becomes the job's (owns). */
typedef struct wxc_UploadJob {
  wxc_Job job;
  wxc_Engine *engine;
  wxc_Call *call; /* NULL once the call is gone */
  wxc_Upload *upload;
  int owns, opening, rc;
  wxc_Error error;
} wxc_UploadJob;

static void upload_run (wxc_Job *base) {
  wxc_UploadJob *job = (wxc_UploadJob *)base;
  if (job->opening)
    job->rc = wxc_upload_open(job->upload, &job->error);
  else
    wxc_upload_fetch(job->upload);
}

static void upload_done (wxc_Job *base) {
  wxc_UploadJob *job = (wxc_UploadJob *)base;
  wxc_Call *call = job->call;
  if (job->owns) wxc_upload_free(job->upload);
  if (call != NULL) {
    call->job = NULL;
    if (!job->opening && call->state == WXC_SENDING)
      wxc_transfer_resume(call);
    else if (!job->opening) { /* it was answered before its end, and is to be sent again */
      if (call->state == WXC_CRYPTO) wxc_step_proceed(job->engine, call);
    }
    else if (!base->ran || job->rc != WXC_OK) {
      call->error = job->error;
      if (call->error.kind == NULL) call->error.kind = "cancelled";
      call->outcome = "not_sent";
      wxc_step_finish(job->engine, call);
    }
    else
      wxc_step_proceed(job->engine, call);
  }
  free(job);
}

static int start_upload_job (wxc_Engine *e, wxc_Call *call, int opening) {
  wxc_UploadJob *job = calloc(1, sizeof(*job));
  if (job == NULL) return WXC_ERR;
  job->job.run = upload_run;
  job->job.done = upload_done;
  job->engine = e;
  job->call = call;
  job->upload = call->upload;
  job->opening = opening;
  call->job = job;
  wxc_pool_submit(e->pool, &job->job);
  return WXC_OK;
}

/* The call ends while a job may still read for it. */
static void leave_job (wxc_Call *call) {
  if (call->job == NULL) return;
  call->job->owns = 1;
  call->job->call = NULL;
  call->job = NULL;
  call->upload = NULL;
}

void wxc_step_fetch_upload (wxc_Engine *e, wxc_Call *call) {
  if (call->job == NULL) start_upload_job(e, call, 0); /* out of memory: the call's deadline ends it */
}

void wxc_step_enter (wxc_Engine *e, wxc_Call *call, wxc_State state, int64_t timer_at) {
  call->state = state;
  call->timer_at = timer_at;
  wxc_timer_update(e, call);
}

static void begin (wxc_Engine *e, wxc_Call *call) {
  e->in_flight++;
  if (call->source == NULL)
    wxc_step_proceed(e, call);
  else {
    wxc_step_enter(e, call, WXC_TOKEN, WXC_NEVER);
    wxc_refresh_need(e, call);
  }
}

void wxc_step_start (wxc_Engine *e, wxc_Call *call) {
  call->engine = e;
  if (wxc_timer_reserve(e) != WXC_OK) {
    wxc_call_fail(call, "transport", 0, "not_sent", NULL, "out of memory");
    call->state = WXC_VERIFY; /* not in the queue */
    e->in_flight++;           /* finish takes it off again */
    wxc_step_finish(e, call);
    return;
  }
  /* internal calls go past the queue: those in it may be waiting for the very token that they fetch */
  if (call->for_refresh == NULL && call->fill == NULL && e->in_flight >= e->max_in_flight) {
    wxc_step_enter(e, call, WXC_QUEUED, WXC_NEVER);
    wxc_list_push(&e->queued, call);
    e->n_queued++;
    return;
  }
  begin(e, call);
}

void wxc_step_proceed (wxc_Engine *e, wxc_Call *call) {
  if (call->fetches) { /* the credential was all it wanted */
    wxc_step_finish(e, call);
    return;
  }
  if (call->job != NULL) { /* its file is still being read for the last try: not to be rewound now */
    wxc_step_enter(e, call, WXC_CRYPTO, WXC_NEVER);
    return;
  }
  if (call->upload != NULL && !wxc_upload_is_open(call->upload)) {
    wxc_step_enter(e, call, WXC_CRYPTO, WXC_NEVER);
    if (start_upload_job(e, call, 1) == WXC_OK) return;
    wxc_call_fail(call, "transport", 0, "not_sent", NULL, "out of memory");
    wxc_step_finish(e, call);
    return;
  }
  if (call->signing != NULL && !call->signing->ready) {
    wxc_signing_prepare(e, call);
    return;
  }
  wxc_step_enter(e, call, WXC_SENDING, WXC_NEVER);
  if (wxc_transfer_start(e, call) != WXC_OK) {
    wxc_step_finish(e, call);
    return;
  }
  call->attempts++;
  wxc_count(WXC_COUNT_SENT);
  if (call->attempts > 1) wxc_count(WXC_COUNT_RETRY);
}

/* A limit that WeChat named (45061 and its like) counts in seconds. Otherwise 100 ms, doubled each time, half of it
** jitter; or what the server asked for. */
static int64_t backoff (const wxc_Call *call) {
  int tries = call->attempts + call->connects;
  int64_t base = call->error.code > 0 ? 1500 : 100;
  int64_t ms = base << (tries > 5 ? 5 : tries - 1 < 0 ? 0 : tries - 1);
  ms = ms / 2 + wxc_jitter((uint32_t)(ms / 2 + 1));
  if (call->retry_after * 1000 > (double)ms) ms = (int64_t)(call->retry_after * 1000);
  return ms * WXC_MS;
}

/* WeChat counts calls by the minute: until the next one begins. */
static int64_t until_next_minute (void) {
  return (60000 - wxc_wall_ms() % 60000 + (int64_t)wxc_jitter(500)) * WXC_MS;
}

static void stale_token (wxc_Engine *e, wxc_Call *call) {
  call->replayed = 1;
  call->attempts = 0; /* refused without effect: not an attempt of the work itself */
  wxc_refresh_stale(e, call);
  wxc_step_enter(e, call, WXC_TOKEN, WXC_NEVER);
  wxc_refresh_need(e, call);
}

void wxc_step_transferred (wxc_Engine *e, wxc_Call *call, CURLcode code) {
  int sent = code == CURLE_OK || wxc_transfer_sent(call);
  wxc_Verdict verdict;
  call->state = WXC_VERIFY;
  if (!sent) {
    call->attempts--;
    call->connects++;
  }
  if (call->signing != NULL && code == CURLE_OK) {
    wxc_transfer_stop(e, call);
    wxc_signing_verify(e, call);
    return;
  }
  verdict = wxc_classify(call, code, sent);
  wxc_transfer_stop(e, call);
  wxc_step_settle(e, call, verdict);
}

/* Not a byte was sent: the other host, if there is one, is asked at once. */
static int changes_host (wxc_Call *call) {
  int connected = call->outcome == NULL || strcmp(call->outcome, "not_sent") != 0;
  return call->signing != NULL && wxc_signing_again(call, connected) && call->connects % 2 == 1;
}

void wxc_step_settle (wxc_Engine *e, wxc_Call *call, wxc_Verdict verdict) {
  int64_t now = wxc_mono_ns(), wait = 0;
  if (verdict == WXC_V_TOKEN) {
    stale_token(e, call);
    return;
  }
  if (verdict == WXC_V_DONE) {
    wxc_step_finish(e, call);
    return;
  }
  if (changes_host(call))
    wait = 0;
  else if (verdict == WXC_V_AGAIN)
    wait = backoff(call);
  else
    wait = call->retry_after > 0 ? (int64_t)(call->retry_after * WXC_SEC) : until_next_minute();
  if (now + wait >= call->deadline) {
    call->retry_after = (double)wait / WXC_SEC;
    wxc_step_finish(e, call);
    return;
  }
  wxc_step_enter(e, call, verdict == WXC_V_RATE ? WXC_RATE : WXC_BACKOFF, now + wait);
}

static void deadline_passed (wxc_Engine *e, wxc_Call *call) {
  static const char *const where[] = {
      "in the queue",         "while waiting for the token", "while being prepared", "while being sent",
      "while being verified", "before it was tried again",   "before the next try",  ""};
  int sent = call->state == WXC_SENDING && wxc_transfer_sent(call);
  const char *outcome = sent ? "unknown" : call->outcome != NULL ? call->outcome : "not_sent";
  char last[160] = "";
  if (call->error.kind != NULL) snprintf(last, sizeof(last), "; before that: %.140s", call->error.message);
  wxc_call_fail(call, "timeout", 0, outcome, NULL, "the deadline passed %s%s", where[call->state], last);
  call->retryable = call->safe || strcmp(outcome, "unknown") != 0;
  wxc_step_finish(e, call);
}

void wxc_step_timer (wxc_Engine *e, wxc_Call *call, int64_t now) {
  if (now >= call->deadline) {
    deadline_passed(e, call);
    return;
  }
  call->timer_at = WXC_NEVER;
  wxc_timer_update(e, call);
  if (call->state == WXC_BACKOFF || call->state == WXC_RATE) {
    if (call->source == NULL)
      wxc_step_proceed(e, call);
    else { /* its token may have been replaced meanwhile */
      wxc_step_enter(e, call, WXC_TOKEN, WXC_NEVER);
      wxc_refresh_need(e, call);
    }
  }
}

/* A call that fails at once makes room for the next: a loop, since thousands may fail one after the other. */
static void start_queued (wxc_Engine *e) {
  if (e->starting) return;
  e->starting = 1;
  while (e->queued.head != NULL && e->in_flight < e->max_in_flight) {
    wxc_Call *next = wxc_list_pop(&e->queued);
    e->n_queued--;
    begin(e, next);
  }
  e->starting = 0;
}

void wxc_step_finish (wxc_Engine *e, wxc_Call *call) {
  if (call->state == WXC_QUEUED) {
    wxc_list_remove(&e->queued, call);
    e->n_queued--;
  }
  else
    e->in_flight--;
  if (call->state == WXC_TOKEN) wxc_refresh_leave(call);
  wxc_transfer_stop(e, call);
  leave_job(call);
  wxc_signing_leave(call);
  wxc_timer_remove(e, call);
  call->state = WXC_DONE;
  if (call->for_refresh != NULL)
    wxc_refresh_fetched(e, call);
  else if (call->fill != NULL)
    wxc_fill_done(e, call);
  else
    wxc_list_push(&e->finished, call);
  start_queued(e);
}

void wxc_step_abort (wxc_Engine *e, wxc_Call *call, const char *kind, const char *message) {
  const char *outcome = call->state == WXC_SENDING && wxc_transfer_sent(call) ? "unknown"
                        : call->outcome != NULL                               ? call->outcome
                                                                              : "not_sent";
  wxc_call_fail(call, kind, 0, outcome, NULL, "%s", message);
  wxc_step_finish(e, call);
}
