/*
** signing.c - see signing.h.
*/
#include "engine/signing.h"

#include "crypto/random.h"
#include "crypto/rsa.h"
#include "crypto/secret.h"
#include "engine/clock.h"
#include "engine/rate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_TARGET 65536
#define AVOID_HOST (60 * WXC_SEC) /* how long a host that was not to be had is passed by */

wxc_Signing *wxc_signing_new (wxc_Identity *identity) {
  wxc_Signing *s = calloc(1, sizeof(*s));
  if (s == NULL) return NULL;
  s->identity = wxc_identity_ref(identity);
  wxc_seals_init(&s->seals);
  wxc_buf_init(&s->authorization, 8192);
  wxc_buf_init(&s->answer, WXC_MAX_RESPONSE);
  wxc_buf_init(&s->headers, WXC_MAX_HEADERS);
  return s;
}

void wxc_signing_free (wxc_Signing *s) {
  if (s == NULL) return;
  wxc_seals_free(&s->seals);
  wxc_marks_unref(s->marks);
  free(s->rate_name);
  free(s->body);
  free(s->query);
  free(s->target);
  free(s->sent_body);
  free(s->signed_body);
  wxc_buf_free(&s->authorization);
  wxc_buf_free(&s->answer);
  wxc_buf_free(&s->headers);
  wxc_ringkeys_free(&s->keys);
  wxc_identity_unref(s->identity);
  free(s);
}

const char *wxc_signing_host (const wxc_Signing *s) {
  return s->identity->hosts[s->host];
}

/* ---- jobs ---- */

/* Hands it to the pool. What the job needs of the call was moved in before. */
static void start_job (wxc_Engine *e, wxc_Call *call, void (*run)(wxc_Job *), void (*done)(wxc_Job *)) {
  wxc_Signing *s = call->signing;
  s->job.run = run;
  s->job.done = done;
  s->job.context = e;
  s->call = call;
  s->running = 1;
  wxc_pool_submit(e->pool, &s->job);
}

/* Takes it back: the call it was for, or NULL when that is gone, and then so is this. */
static wxc_Call *end_job (wxc_Signing *s) {
  wxc_Call *call = s->call;
  s->running = 0;
  if (call == NULL) {
    wxc_held_add(-(long)s->held);
    wxc_signing_free(s);
  }
  return call;
}

void wxc_signing_leave (wxc_Call *call) {
  wxc_Signing *s = call->signing;
  if (s == NULL) return;
  wxc_fill_leave(call);
  if (!s->running) {
    wxc_held_add(-(long)s->held); /* of an answer that waits for a key */
    s->held = 0;
    return;
  }
  s->call = NULL;
  call->signing = NULL;
}

/* ---- CRYPTO: what is sent ---- */

/* Encrypts each marked text; they stand one after the other in `out`, zero-terminated. */
static int encrypt (wxc_Signing *s, wxc_Key *key, wxc_Buf *out) {
  char text[WXC_RSA_TEXT_MAX];
  for (size_t i = 0; i < wxc_seals_count(&s->seals); i++) {
    const wxc_Seal *seal = wxc_seals_get(&s->seals, i);
    size_t len = 0;
    wxc_Fault fault = wxc_oaep_encrypt(key, s->seals.texts.data + seal->text, seal->text_len, text, sizeof(text), &len);
    if (fault != WXC_FAULT_NONE) {
      wxc_fault_error(fault, s->seals.texts.data + seal->path, &s->error);
      if (fault == WXC_FAULT_TOO_LONG) s->error.kind = "validation";
      return WXC_ERR;
    }
    wxc_buf_add(out, text, len);
    wxc_buf_byte(out, '\0');
  }
  return out->failed ? wxc_error(&s->error, "transport", NULL, NULL, "out of memory") : WXC_OK;
}

/* The bytes of a buffer, zero-terminated and the caller's; NULL when it failed. */
static char *take (wxc_Buf *b, size_t *len) {
  char *text;
  wxc_buf_byte(b, '\0');
  if (b->failed) return NULL;
  text = b->data;
  *len = b->len - 1;
  wxc_buf_init(b, b->max);
  return text;
}

static int no_key (wxc_Signing *s) {
  wxc_RingHealth health = {0};
  if (s->identity->ring != NULL) wxc_ring_health(s->identity->ring, &health);
  return wxc_error(&s->error, "signature", NULL, "give platform_public_key_id and platform_public_key",
                   "there is no platform key to encrypt with%s%s", health.last_error[0] != '\0' ? ": " : "",
                   health.last_error);
}

/* A ciphertext that came from elsewhere fits one key alone. */
static int check_foreign (wxc_Signing *s) {
  if (s->seals.serial[0] == '\0' || strcmp(s->seals.serial, s->serial) == 0) return WXC_OK;
  return wxc_error(&s->error, "validation", NULL, "encrypt it again with the key that is in use",
                   "a value was encrypted for %s, and %s is in use", s->seals.serial,
                   s->serial[0] != '\0' ? s->serial : "no key");
}

/* The body and the query with their ciphertexts, made once; the serial that goes with them. */
static int seal (wxc_Signing *s) {
  wxc_Key *key = NULL;
  wxc_Buf ciphertexts, filled;
  int rc = WXC_ERR, count = (int)wxc_seals_count(&s->seals);
  wxc_buf_init(&ciphertexts, (size_t)1 << 24);
  wxc_buf_init(&filled, (size_t)1 << 25);
  s->serial[0] = '\0';
  if (count > 0 || s->seals.serial[0] != '\0' || s->identity->names_serial || s->names_serial)
    key = wxc_identity_encryption_key(s->identity, s->now, s->serial);
  if (key == NULL && (count > 0 || s->seals.serial[0] != '\0')) {
    no_key(s);
    goto done;
  }
  if (check_foreign(s) != WXC_OK || encrypt(s, key, &ciphertexts) != WXC_OK) goto done;
  if (count > 0) wxc_buf_byte(&ciphertexts, '\0');
  if (s->body != NULL) {
    wxc_seals_fill(&s->seals, 0, s->body, s->body_len, &ciphertexts, &filled);
    if ((s->sent_body = take(&filled, &s->sent_len)) == NULL) goto nomem;
  }
  if (s->query != NULL && count > 0) {
    char *query;
    size_t len;
    wxc_buf_init(&filled, MAX_TARGET);
    wxc_seals_fill(&s->seals, 1, s->query, strlen(s->query), &ciphertexts, &filled);
    if ((query = take(&filled, &len)) == NULL) goto nomem;
    free(s->query);
    s->query = query;
  }
  s->sealed = 1;
  rc = WXC_OK;
  goto done;
nomem:
  wxc_error(&s->error, "transport", NULL, NULL, "out of memory, or the request is too long");
done:
  wxc_key_free(key);
  wxc_buf_free(&ciphertexts);
  wxc_buf_free(&filled);
  return rc;
}

static int make_target (wxc_Signing *s) {
  size_t path = strlen(s->target), query = s->query != NULL ? strlen(s->query) : 0;
  char *both;
  if (query == 0) return WXC_OK;
  if ((both = realloc(s->target, path + query + 2)) == NULL)
    return wxc_error(&s->error, "transport", NULL, NULL, "out of memory");
  both[path] = '?';
  memcpy(both + path + 1, s->query, query + 1);
  s->target = both;
  return WXC_OK;
}

static void sign_run (wxc_Job *job) {
  wxc_Signing *s = (wxc_Signing *)job;
  wxc_SignRequest r = {.method = s->method, .timestamp = s->now};
  wxc_Fault fault;
  s->rc = WXC_ERR;
  if (!s->sealed && seal(s) != WXC_OK) return;
  if (make_target(s) != WXC_OK) return;
  r.target = (wxc_Slice){s->target, strlen(s->target)};
  r.body = (wxc_Slice){"", 0};
  if (s->signed_body != NULL)
    r.body = (wxc_Slice){s->signed_body, s->signed_len};
  else if (s->sent_body != NULL)
    r.body = (wxc_Slice){s->sent_body, s->sent_len};
  if (wxc_random_nonce(r.nonce, WXC_NONCE) != WXC_OK) {
    wxc_error(&s->error, "crypto", NULL, NULL, "the system gives no random bytes");
    return;
  }
  wxc_buf_reset(&s->authorization, 8192);
  fault = wxc_sign_request(&r, s->identity, &s->authorization);
  wxc_buf_byte(&s->authorization, '\0');
  if (fault != WXC_FAULT_NONE || s->authorization.failed)
    wxc_fault_error(fault != WXC_FAULT_NONE ? fault : WXC_FAULT_MEMORY, NULL, &s->error);
  else
    s->rc = WXC_OK;
}

/* Appends "Name: value". WXC_ERR when out of memory: the list is as it was. */
static int add_header (struct curl_slist **list, const char *name, const char *value) {
  size_t len = strlen(name) + strlen(value) + 3;
  char *line = malloc(len);
  struct curl_slist *longer;
  if (line == NULL) return WXC_ERR;
  snprintf(line, len, "%s: %s", name, value);
  longer = curl_slist_append(*list, line);
  free(line);
  if (longer == NULL) return WXC_ERR;
  *list = longer;
  return WXC_OK;
}

static int make_headers (wxc_Call *call) {
  wxc_Signing *s = call->signing;
  struct curl_slist *list = NULL;
  const char *type = call->upload != NULL ? wxc_upload_content_type(call->upload)
                     : call->body != NULL ? "application/json"
                                          : NULL;
  int rc = add_header(&list, "Authorization", s->authorization.data);
  if (rc == WXC_OK) rc = add_header(&list, "Accept", "application/json");
  if (rc == WXC_OK && type != NULL) rc = add_header(&list, "Content-Type", type);
  if (rc == WXC_OK && s->serial[0] != '\0') rc = add_header(&list, "Wechatpay-Serial", s->serial);
  if (rc == WXC_OK && list != NULL) { /* what libcurl would add of its own */
    struct curl_slist *longer = curl_slist_append(list, "Expect:");
    if (longer != NULL && type == NULL) longer = curl_slist_append(list, "Content-Type:");
    if (longer == NULL) rc = WXC_ERR;
  }
  curl_slist_free_all(call->headers);
  call->headers = list;
  return rc;
}

static void out_of_memory (wxc_Engine *e, wxc_Call *call) {
  wxc_call_fail(call, "transport", 0, "not_sent", NULL, "out of memory");
  wxc_step_finish(e, call);
}

static void sign_done (wxc_Job *job) {
  wxc_Signing *s = (wxc_Signing *)job;
  wxc_Engine *e = job->context;
  wxc_Call *call = end_job(s);
  if (call == NULL) return;
  if (s->sent_body != NULL) { /* the first attempt's; it stays for all of them */
    free(call->body);
    call->body = s->sent_body;
    call->body_len = s->sent_len;
    s->sent_body = NULL;
  }
  if (!job->ran || s->rc != WXC_OK) {
    call->error = s->error;
    if (call->error.kind == NULL) call->error.kind = "cancelled";
    if (call->outcome == NULL) call->outcome = "not_sent";
    wxc_step_finish(e, call);
    return;
  }
  if (make_headers(call) != WXC_OK) {
    out_of_memory(e, call);
    return;
  }
  s->ready = 1;
  wxc_step_proceed(e, call);
}

/* Whether fields wait for a key that nobody has yet. */
static int lacks_key (const wxc_Signing *s, int64_t now) {
  char serial[WXC_MAX_SERIAL];
  wxc_Key *key;
  if (s->sealed || s->filling || s->identity->public_id != NULL ||
      (wxc_seals_count(&s->seals) == 0 && s->seals.serial[0] == '\0' && !s->names_serial))
    return 0;
  key = wxc_identity_encryption_key(s->identity, now, serial);
  wxc_key_free(key);
  return key == NULL;
}

/* Waits for its place among so many calls a window; 0 when it has to, or will never get one. */
static int admit (wxc_Engine *e, wxc_Call *call) {
  wxc_Signing *s = call->signing;
  int64_t now = wxc_mono_ns(), at;
  if (s->rate_name == NULL || s->admitted) return 1;
  at = wxc_rate_take(e->rates, s->rate_name, s->rate_calls, s->rate_window, now, call->deadline - 1);
  if (at >= call->deadline) {
    wxc_call_fail(call, "busy", 0, call->outcome != NULL ? call->outcome : "not_sent",
                  "WeChat's limit of this endpoint; make fewer calls, or give a longer timeout",
                  "%d calls in %lld s is the limit, and its turn comes after the deadline", s->rate_calls,
                  (long long)(s->rate_window / WXC_SEC));
    call->retryable = 1;
    call->retry_after = (double)(at - now) / WXC_SEC;
    wxc_step_finish(e, call);
    return 0;
  }
  s->admitted = 1;
  if (at <= now) return 1;
  wxc_step_enter(e, call, WXC_RATE, at);
  return 0;
}

/* What stands for the body in the signature, unless the job makes it: a copy, since the call may end before the job. */
static int copy_signed_body (wxc_Call *call) {
  wxc_Signing *s = call->signing;
  const char *text = NULL;
  size_t len = 0;
  free(s->signed_body);
  s->signed_body = NULL;
  if (call->upload != NULL)
    text = wxc_upload_meta(call->upload, &len);
  else if (s->sealed)
    text = call->body, len = call->body_len;
  if (text == NULL) return WXC_OK;
  s->signed_body = malloc(len + 1);
  if (s->signed_body == NULL) return WXC_ERR;
  memcpy(s->signed_body, text, len);
  s->signed_len = len;
  return WXC_OK;
}

void wxc_signing_prepare (wxc_Engine *e, wxc_Call *call) {
  wxc_Signing *s = call->signing;
  int64_t now = wxc_wall_ms() / 1000;
  if (!admit(e, call)) return;
  wxc_step_enter(e, call, WXC_CRYPTO, WXC_NEVER);
  if (lacks_key(s, now) && !s->refreshed) {
    s->refreshed = 1;
    if (wxc_fill_wait(e, call)) return;
  }
  if (!s->filling) wxc_fill_renew(e, call);
  if (call->attempts == 0 && !s->sealed && s->body == NULL && s->query == NULL) { /* the first time */
    s->body = call->body, s->body_len = call->body_len;
    s->query = call->query;
    call->body = NULL, call->body_len = 0;
    call->query = NULL;
    if (atomic_load(&s->identity->avoid_until) > wxc_mono_ns() && s->identity->hosts[1] != NULL) s->host = 1;
  }
  free(s->target);
  s->target = strdup(call->path);
  if (s->target == NULL) {
    out_of_memory(e, call);
    return;
  }
  s->method = call->method;
  s->now = now;
  s->error.kind = NULL;
  if (copy_signed_body(call) != WXC_OK) {
    out_of_memory(e, call);
    return;
  }
  start_job(e, call, sign_run, sign_done);
}

int wxc_signing_again (wxc_Call *call, int connected) {
  wxc_Signing *s = call->signing;
  s->ready = 0;
  s->admitted = !connected;
  if (connected || s->identity->hosts[1] == NULL) return 0;
  if (s->host == 0) atomic_store(&s->identity->avoid_until, wxc_mono_ns() + AVOID_HOST);
  s->host = !s->host;
  return 1;
}

/* ---- VERIFY: what came back ---- */

/* An answer that brings keys is opened by the APIv3 key first, and then has to be signed by one of them. */
static wxc_Fault judge (wxc_Signing *s) {
  const wxc_RingKeys *delivered = NULL;
  if (s->filling && s->status == 200 &&
      wxc_certificates_open(s->answer.data, s->answer.len, s->identity->api_key, &s->keys, &s->error) == WXC_OK)
    delivered = &s->keys;
  return wxc_sign_judge(s->identity, delivered, &s->headers, &s->answer, s->now);
}

static void verify_run (wxc_Job *job) {
  wxc_Signing *s = (wxc_Signing *)job;
  s->judgement = judge(s);
  s->verified = s->judgement == WXC_FAULT_NONE;
  if (s->verified && s->status < 300 && s->marks != NULL && s->answer.len > 0)
    wxc_marks_open(s->marks, wxc_latekey_get(&s->identity->key), &s->answer,
                   &s->unopened); /* what is no JSON is told later */
}

static void start_verify (wxc_Engine *e, wxc_Call *call);

/* Whether the serial could become known: public keys are configured, never fetched. */
static int may_learn (const wxc_Signing *s) {
  wxc_Slice serial = wxc_header_find(&s->headers, "Wechatpay-Serial");
  return s->identity->ring != NULL && !s->filling && !s->refreshed &&
         !(serial.len >= 11 && memcmp(serial.data, "PUB_KEY_ID_", 11) == 0);
}

static void give_back (wxc_Call *call, wxc_Signing *s) {
  wxc_held_add((long)s->answer.len - (long)s->held);
  wxc_buf_free(&call->answer);
  wxc_buf_free(&call->answer_headers);
  call->answer = s->answer;
  call->answer_headers = s->headers;
  wxc_buf_init(&s->answer, WXC_MAX_RESPONSE);
  wxc_buf_init(&s->headers, WXC_MAX_HEADERS);
  s->held = 0;
}

static void verify_done (wxc_Job *job) {
  wxc_Signing *s = (wxc_Signing *)job;
  wxc_Engine *e = job->context;
  wxc_Call *call = end_job(s);
  if (call == NULL) return;
  if (!job->ran) {
    give_back(call, s);
    wxc_step_abort(e, call, "cancelled", "the engine stopped");
    return;
  }
  if (s->judgement == WXC_FAULT_UNKNOWN_SERIAL && may_learn(s)) {
    wxc_Slice serial = wxc_header_find(&s->headers, "Wechatpay-Serial");
    wxc_Key *key = wxc_identity_platform_key(s->identity, serial.data, serial.len, s->now);
    wxc_key_free(key);
    s->refreshed = 1;
    if (key != NULL) { /* it came while the job looked */
      start_verify(e, call);
      return;
    }
    if (wxc_fill_wait(e, call)) return; /* the answer stays where it is */
  }
  give_back(call, s);
  if (s->judgement == WXC_FAULT_PROBE) wxc_count(WXC_COUNT_SIGNTEST);
  if (s->unopened > 0)
    wxc_warn("%s: %d encrypted fields do not open with the key of certificate %s", call->path, s->unopened,
             s->identity->serial);
  wxc_step_settle(e, call, wxc_classify_v3(call));
}

static void start_verify (wxc_Engine *e, wxc_Call *call) {
  call->signing->now = wxc_wall_ms() / 1000;
  start_job(e, call, verify_run, verify_done);
}

void wxc_signing_verify (wxc_Engine *e, wxc_Call *call) {
  wxc_Signing *s = call->signing;
  call->outcome = "unknown"; /* should the deadline pass meanwhile */
  wxc_step_enter(e, call, WXC_VERIFY, WXC_NEVER);
  wxc_buf_free(&s->answer);
  wxc_buf_free(&s->headers);
  s->answer = call->answer;
  s->headers = call->answer_headers;
  s->held = call->answer.len;
  wxc_buf_init(&call->answer, WXC_MAX_RESPONSE);
  wxc_buf_init(&call->answer_headers, WXC_MAX_HEADERS);
  s->status = call->status;
  s->verified = s->unopened = 0;
  wxc_ringkeys_free(&s->keys);
  start_verify(e, call);
}

void wxc_signing_filled (wxc_Engine *e, wxc_Call *call) {
  if (call->state == WXC_VERIFY)
    start_verify(e, call);
  else
    wxc_signing_prepare(e, call);
}
