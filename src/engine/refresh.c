/*
** refresh.c - who fetches the next token: one request however many calls, processes and machines' workers ask at once.
** Look at the file, take the turn (the lock), look again, fetch, store, save, give the turn back. 40001 is compare-and-drop.
*/
#include "engine/refresh.h"

#include "crypto/secret.h"
#include "engine/answer.h"
#include "engine/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FETCH_SECONDS 10       /* of one fetch, and how long another process's turn is respected */
#define MIN_LIFE_MS 10000      /* a shorter life is used this long all the same: it bounds the fetches */
#define FORCE_EVERY_SECONDS 30 /* WeChat ignores a forced refresh sooner than that */
#define MAX_CALM_SECONDS 60
#define STALE_BURST \
  10 /* refused values that are replaced at once; then one a minute, below classic mode's 2,000 a day */
#define STALE_SECONDS 60

typedef struct LookJob { /* reads the file, tries the lock */
  wxc_Job job;
  wxc_Engine *engine;
  wxc_Refresh *refresh;
  char *dir;
  char name[65], not_this[WXC_MAX_TOKEN + 1];
  int64_t now;
  int lock_fd;
  wxc_FileState state;
  wxc_TokenValue value;
} LookJob;

typedef struct SaveJob { /* writes the file, gives the turn back */
  wxc_Job job;
  char *dir;
  char name[65];
  int lock_fd, rc;
  wxc_TokenValue value;
} SaveJob;

static void look (wxc_Engine *e, wxc_Refresh *r);

static wxc_Refresh *find (wxc_Engine *e, wxc_Client *client, wxc_Source *source) {
  wxc_Refresh *r = e->refreshes;
  while (r != NULL && r->source->record != source->record) r = r->next;
  if (r == NULL && (r = calloc(1, sizeof(*r))) != NULL) {
    r->lock_fd = -1;
    r->stale_left = STALE_BURST;
    r->client = wxc_client_ref(client);
    r->source = source;
    r->next = e->refreshes;
    e->refreshes = r;
  }
  return r;
}

static int same_text (const char *a, const char *b) {
  return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* The next fetch goes by the settings of the client that asks: an earlier one may have had a wrong secret. A failure is
** forgotten only if the request would be another one. */
static void use_client (wxc_Refresh *r, wxc_Client *client, wxc_Source *source) {
  int same = same_text(r->source->body, source->body) && same_text(r->source->query, source->query) &&
             same_text(r->client->proxy, client->proxy) && same_text(r->client->ca_file, client->ca_file);
  if (r->client == client || r->state != WXC_R_IDLE) return;
  wxc_client_ref(client);
  wxc_client_unref(r->client);
  r->client = client;
  r->source = source;
  if (same) return;
  r->failures = 0;
  r->calm_until = 0;
}

static int give (wxc_Call *call, const char *text) {
  wxc_free_secret(call->token_used);
  call->token_used = strdup(text);
  if (call->token_used != NULL) return WXC_OK;
  wxc_call_fail(call, "transport", 0, "not_sent", NULL, "out of memory");
  return WXC_ERR;
}

static void give_and_proceed (wxc_Engine *e, wxc_Call *call, const char *text) {
  if (give(call, text) == WXC_OK)
    wxc_step_proceed(e, call);
  else
    wxc_step_finish(e, call);
}

static wxc_Call *next_waiting (wxc_Refresh *r) {
  wxc_Call *call = wxc_list_pop(&r->waiting);
  if (call != NULL) call->waiting_for = NULL;
  return call;
}

static void serve (wxc_Engine *e, wxc_Refresh *r, const char *text) {
  wxc_Call *call;
  while ((call = next_waiting(r)) != NULL) give_and_proceed(e, call, text);
}

/* No fetch before calm_until: what the last one ended with is everybody's answer. */
static void fail_calmly (wxc_Engine *e, wxc_Refresh *r, wxc_Call *call) {
  int64_t left = r->calm_until - wxc_mono_ns();
  call->error = r->last_error;
  call->outcome = "not_sent";
  call->retryable = r->last_retryable;
  if (left > 0) call->retry_after = (double)left / WXC_SEC;
  wxc_step_finish(e, call);
}

/* A value that is still good serves although the next one could not be had, but for those who want a new one. */
static void fail_waiting (wxc_Engine *e, wxc_Refresh *r) {
  int64_t refresh_at;
  char *text = wxc_token_copy(r->source->record, wxc_wall_ms(), &refresh_at);
  wxc_Call *call;
  while ((call = next_waiting(r)) != NULL)
    if (text != NULL && !call->force)
      give_and_proceed(e, call, text);
    else
      fail_calmly(e, r, call);
  wxc_free_secret(text);
}

static void unlock (wxc_Refresh *r) {
  wxc_tokenfile_unlock(r->lock_fd);
  r->lock_fd = -1;
}

static void fetch (wxc_Engine *e, wxc_Refresh *r) {
  wxc_Source *s = r->source;
  wxc_Call *call = wxc_call_new(r->client);
  const char *body = r->force && s->forced_body != NULL ? s->forced_body : s->body;
  r->state = WXC_R_FETCHING;
  if (call != NULL) {
    call->method = s->method;
    call->path = strdup(s->path);
    call->query = s->query != NULL ? strdup(s->query) : NULL;
    call->body = body != NULL ? strdup(body) : NULL;
    call->body_len = body != NULL ? strlen(body) : 0;
    call->wipe_body = 1;
    call->source = s->needs_token ? wxc_client_source(r->client, "access_token") : NULL;
    call->safe = 1;
    call->for_refresh = r;
    call->deadline = wxc_mono_ns() + FETCH_SECONDS * WXC_SEC;
  }
  if (call == NULL || call->path == NULL || (s->query != NULL && call->query == NULL) ||
      (body != NULL && call->body == NULL)) {
    wxc_call_free(call);
    wxc_error(&r->last_error, "token", s->path, NULL, "out of memory");
    r->state = WXC_R_IDLE;
    unlock(r);
    fail_waiting(e, r);
    return;
  }
  r->fetch = call;
  if (r->force) r->forced_at = wxc_mono_ns();
  wxc_count(WXC_COUNT_FETCH);
  wxc_step_start(e, call);
}

static void look_run (wxc_Job *base) {
  LookJob *job = (LookJob *)base;
  job->state = wxc_tokenfile_load(job->dir, job->name, job->not_this, job->now, 1, &job->lock_fd, &job->value);
}

static void busy (wxc_Engine *e, wxc_Refresh *r) {
  int64_t now = wxc_mono_ns();
  if (r->busy_since == 0) r->busy_since = now;
  if (now - r->busy_since > FETCH_SECONDS * WXC_SEC) { /* its holder hangs: pass it by */
    r->busy_since = 0;
    fetch(e, r);
    return;
  }
  r->state = WXC_R_BUSY;
  r->look_at = now + (10 + (int64_t)wxc_jitter(20)) * WXC_MS;
}

static void look_done (wxc_Job *base) {
  LookJob *job = (LookJob *)base;
  wxc_Refresh *r = job->refresh;
  wxc_Engine *e = job->engine;
  if (!base->ran || e->stopping)
    wxc_tokenfile_unlock(job->lock_fd);
  else if (job->state == WXC_FILE_BUSY)
    busy(e, r);
  else {
    r->busy_since = 0;
    if (job->state == WXC_FILE_FOUND) {
      wxc_token_store(r->source->record, job->value.text, job->value.len, job->value.fetched_at, job->value.expires_at);
      wxc_count(WXC_COUNT_FILE_HIT);
      r->state = WXC_R_IDLE;
      r->failed[0] = '\0';
      r->failures = 0;
      r->force = 0;
      serve(e, r, job->value.text);
    }
    else {
      if (job->state == WXC_FILE_UNUSABLE && !r->warned) {
        r->warned = 1;
        wxc_warn("the token cache in %s cannot be used; each process fetches its own token", job->dir);
      }
      r->lock_fd = job->lock_fd;
      fetch(e, r);
    }
  }
  wxc_wipe(job->not_this, sizeof(job->not_this));
  wxc_wipe(&job->value, sizeof(job->value));
  free(job->dir);
  free(job);
}

/* Looks for a value that another process left, and for our turn to fetch one. */
static void look (wxc_Engine *e, wxc_Refresh *r) {
  LookJob *job = r->client->cache_dir != NULL ? calloc(1, sizeof(*job)) : NULL;
  if (job == NULL || (job->dir = strdup(r->client->cache_dir)) == NULL) {
    free(job);
    fetch(e, r);
    return;
  }
  r->state = WXC_R_LOOKING;
  job->job.run = look_run;
  job->job.done = look_done;
  job->engine = e;
  job->refresh = r;
  job->lock_fd = -1;
  job->now = wxc_wall_ms();
  memcpy(job->name, wxc_token_name(r->source->record), sizeof(job->name));
  if (r->failed[0] != '\0')
    memcpy(job->not_this, r->failed, sizeof(job->not_this));
  else { /* ahead of expiry, or forced: what we have does not count */
    wxc_TokenValue value;
    wxc_token_peek(r->source->record, &value);
    if (value.len > 0 && (r->force || wxc_token_usable(&value, job->now)))
      memcpy(job->not_this, value.text, value.len + 1);
    wxc_wipe(&value, sizeof(value));
  }
  wxc_pool_submit(e->pool, &job->job);
}

void wxc_refresh_need (wxc_Engine *e, wxc_Call *call) {
  wxc_Refresh *r = find(e, call->client, call->source);
  int64_t wall = wxc_wall_ms(), refresh_at = 0;
  char *text = call->force ? NULL : wxc_token_copy(call->source->record, wall, &refresh_at);
  int due;
  if (r == NULL) {
    wxc_free_secret(text);
    wxc_call_fail(call, "transport", 0, "not_sent", NULL, "out of memory");
    wxc_step_finish(e, call);
    return;
  }
  due = text != NULL && wall >= refresh_at && r->state == WXC_R_IDLE && wxc_mono_ns() >= r->calm_until;
  if (text != NULL && !(due && !call->client->keeps_old)) {
    if (due) look(e, r); /* the old one serves meanwhile */
    wxc_free_secret(call->token_used);
    call->token_used = text;
    wxc_step_proceed(e, call);
    return;
  }
  wxc_free_secret(text);
  if (r->state == WXC_R_IDLE && (use_client(r, call->client, call->source), wxc_mono_ns() < r->calm_until)) {
    fail_calmly(e, r, call); /* so that an outage does not eat the quota */
    return;
  }
  call->waiting_for = r;
  wxc_list_push(&r->waiting, call);
  if (call->force && r->state == WXC_R_IDLE) r->force = 1;
  if (r->state == WXC_R_IDLE) look(e, r);
}

/* WeChat may go on refusing whatever it hands out: then the value stays, and its refusal is the call's error. */
static int may_drop (wxc_Refresh *r) {
  int64_t now = wxc_mono_ns(), more = (now - r->stale_since) / (STALE_SECONDS * WXC_SEC);
  if (more > 0) {
    r->stale_left = more < STALE_BURST - r->stale_left ? r->stale_left + (int)more : STALE_BURST;
    r->stale_since = now;
  }
  return r->stale_left > 0;
}

void wxc_refresh_stale (wxc_Engine *e, wxc_Call *call) {
  wxc_Refresh *r = find(e, call->client, call->source);
  if (r == NULL || !may_drop(r) || !wxc_token_drop(call->source->record, call->token_used)) return;
  r->stale_left--;
  snprintf(r->failed, sizeof(r->failed), "%s", call->token_used);
}

void wxc_refresh_leave (wxc_Call *call) {
  if (call->waiting_for == NULL) return;
  wxc_list_remove(&call->waiting_for->waiting, call);
  call->waiting_for = NULL;
}

static void save_run (wxc_Job *base) {
  SaveJob *job = (SaveJob *)base;
  job->rc = wxc_tokenfile_save(job->dir, job->name, &job->value);
  wxc_tokenfile_unlock(job->lock_fd);
  job->lock_fd = -1;
}

static void save_done (wxc_Job *base) {
  SaveJob *job = (SaveJob *)base;
  if (!base->ran) save_run(base); /* the process ends at once: the next one shall find its token */
  if (job->rc != WXC_OK) wxc_warn("the token could not be saved in %s", job->dir);
  wxc_tokenfile_unlock(job->lock_fd);
  wxc_wipe(&job->value, sizeof(job->value));
  free(job->dir);
  free(job);
}

static void save (wxc_Engine *e, wxc_Refresh *r) {
  SaveJob *job = r->client->cache_dir != NULL ? calloc(1, sizeof(*job)) : NULL;
  if (job == NULL || (job->dir = strdup(r->client->cache_dir)) == NULL) {
    free(job);
    unlock(r);
    return;
  }
  job->job.run = save_run;
  job->job.done = save_done;
  memcpy(job->name, wxc_token_name(r->source->record), sizeof(job->name));
  wxc_token_peek(r->source->record, &job->value);
  job->lock_fd = r->lock_fd;
  r->lock_fd = -1;
  wxc_pool_submit(e->pool, &job->job);
}

/* Takes the value out of the answer. WXC_ERR: there is none. */
static int read_answer (const wxc_Call *call, const wxc_Source *s, char *text, size_t room, long long *life) {
  wxc_Wanted wanted[] = {{.name = s->value_name, .text = text, .room = room}, {.name = "expires_in", .value = 7200}};
  if (wxc_answer_read(call->answer.data, call->answer.len, wanted, 2) != WXC_OK) return WXC_ERR;
  *life = wanted[1].value;
  return text[0] != '\0' && strlen(text) < room - 1 ? WXC_OK : WXC_ERR;
}

static void fetch_failed (wxc_Engine *e, wxc_Refresh *r, const wxc_Call *call) {
  int64_t seconds;
  r->failures++;
  seconds = INT64_C(1) << (r->failures < 7 ? r->failures - 1 : 6);
  if (seconds > MAX_CALM_SECONDS) seconds = MAX_CALM_SECONDS;
  r->calm_until = wxc_mono_ns() + seconds * WXC_SEC - (int64_t)wxc_jitter((uint32_t)seconds * 100) * WXC_MS;
  r->last_error = call->error;
  r->last_retryable = call->retryable || call->error.kind == NULL;
  if (r->last_error.kind == NULL)
    wxc_error(&r->last_error, "token", NULL, NULL, "the answer holds no %s", r->source->value_name);
  if (r->last_error.code != 0) r->last_error.kind = "token";
  if (r->last_error.path[0] == '\0') /* else its own token could not be had */
    snprintf(r->last_error.path, sizeof(r->last_error.path), "%s", r->source->path);
  r->state = WXC_R_IDLE;
  r->force = 0;
  unlock(r);
  fail_waiting(e, r);
}

void wxc_refresh_fetched (wxc_Engine *e, wxc_Call *call) {
  wxc_Refresh *r = call->for_refresh;
  char text[WXC_MAX_TOKEN + 1] = "";
  int64_t now = wxc_wall_ms();
  long long life = 0;
  r->fetch = NULL;
  if (call->error.kind != NULL || read_answer(call, r->source, text, sizeof(text), &life) != WXC_OK)
    fetch_failed(e, r, call);
  else if (!r->force && r->failed[0] != '\0' && strcmp(text, r->failed) == 0 && r->source->forced_body != NULL &&
           (r->forced_at == 0 || wxc_mono_ns() - r->forced_at > FORCE_EVERY_SECONDS * WXC_SEC)) {
    r->force = 1; /* WeChat thinks that the refused one is still current */
    fetch(e, r);
  }
  else {
    int64_t ms = life < 0 ? 0 : life > 86400 ? INT64_C(86400000) : life * 1000;
    wxc_token_store(r->source->record, text, strlen(text), now, now + (ms > MIN_LIFE_MS ? ms : MIN_LIFE_MS));
    r->failed[0] = '\0';
    r->failures = 0;
    r->force = 0;
    r->state = WXC_R_IDLE;
    save(e, r);
    serve(e, r, text);
  }
  wxc_wipe(text, sizeof(text));
  wxc_held_add(-(long)call->answer.len);
  wxc_call_free(call);
}

void wxc_refresh_timers (wxc_Engine *e, int64_t now) {
  for (wxc_Refresh *r = e->refreshes; r != NULL; r = r->next)
    if (r->state == WXC_R_BUSY && now >= r->look_at) look(e, r);
}

int64_t wxc_refresh_next (const wxc_Engine *e) {
  int64_t next = WXC_NEVER;
  for (const wxc_Refresh *r = e->refreshes; r != NULL; r = r->next)
    if (r->state == WXC_R_BUSY && r->look_at < next) next = r->look_at;
  return next;
}

void wxc_refresh_close (wxc_Engine *e) {
  while (e->refreshes != NULL) {
    wxc_Refresh *r = e->refreshes;
    e->refreshes = r->next;
    unlock(r);
    wxc_client_unref(r->client);
    wxc_wipe(r->failed, sizeof(r->failed));
    free(r);
  }
}

void wxc_refresh_abandon (wxc_Engine *e) {
  for (wxc_Refresh *r = e->refreshes; r != NULL; r = r->next) {
    wxc_tokenfile_forget(r->lock_fd);
    r->lock_fd = -1;
  }
}
