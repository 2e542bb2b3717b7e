/*
** call.c - see call.h.
*/
#include "engine/call.h"

#include "crypto/secret.h"
#include "engine/clock.h"
#include "engine/signing.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Atomic uint32_t serials;

void wxc_free_secret (char *text) {
  if (text == NULL) return;
  wxc_wipe(text, strlen(text));
  free(text);
}

wxc_Client *wxc_client_new (void) {
  wxc_Client *client = calloc(1, sizeof(*client));
  if (client == NULL) return NULL;
  atomic_init(&client->refs, 1);
  client->serial = atomic_fetch_add(&serials, 1) + 1;
  return client;
}

wxc_Client *wxc_client_ref (wxc_Client *client) {
  atomic_fetch_add(&client->refs, 1);
  return client;
}

void wxc_client_unref (wxc_Client *client) {
  if (client == NULL || atomic_fetch_sub(&client->refs, 1) != 1) return;
  for (int i = 0; i < client->n_sources; i++) {
    wxc_Source *s = &client->sources[i];
    free(s->kind);
    free(s->method);
    free(s->path);
    free(s->value_name);
    wxc_free_secret(s->query);
    wxc_free_secret(s->body);
    wxc_free_secret(s->forced_body);
  }
  for (int i = 0; i < client->n_identities; i++) wxc_identity_unref(client->identities[i]);
  free(client->base_url);
  free(client->ca_file);
  free(client->proxy);
  free(client->user_agent);
  free(client->cache_dir);
  free(client->codes);
  wxc_free_secret(client->secret);
  free(client);
}

wxc_Source *wxc_client_source (wxc_Client *client, const char *kind) {
  for (int i = 0; i < client->n_sources; i++)
    if (strcmp(client->sources[i].kind, kind) == 0) return &client->sources[i];
  return NULL;
}

wxc_Identity *wxc_client_identity (wxc_Client *client, const char *word) {
  for (int i = 0; i < client->n_identities; i++)
    if (strcmp(client->identities[i]->word, word) == 0) return client->identities[i];
  return NULL;
}

wxc_Retry wxc_client_retry (const wxc_Client *client, long code) {
  for (size_t i = 0; i < client->n_codes; i++)
    if (client->codes[i].code == code) return client->codes[i].retry;
  return WXC_RETRY_NEVER;
}

wxc_Call *wxc_call_new (wxc_Client *client) {
  wxc_Call *call = calloc(1, sizeof(*call));
  if (call == NULL) return NULL;
  call->client = wxc_client_ref(client);
  call->timer_at = WXC_NEVER;
  call->heap_at = -1;
  wxc_buf_init(&call->answer, WXC_MAX_RESPONSE);
  wxc_buf_init(&call->answer_headers, WXC_MAX_HEADERS);
  return call;
}

void wxc_call_free (wxc_Call *call) {
  if (call == NULL) return;
  free(call->path);
  wxc_free_secret(call->query);
  wxc_free_secret(call->token_used);
  if (call->wipe_body) wxc_wipe(call->body, call->body_len);
  free(call->body);
  curl_slist_free_all(call->headers);
  wxc_upload_free(call->upload);
  wxc_signing_free(call->signing);
  wxc_buf_free(&call->answer);
  wxc_buf_free(&call->answer_headers);
  wxc_client_unref(call->client);
  free(call);
}

void wxc_call_fail (wxc_Call *call, const char *kind, long code, const char *outcome, const char *hint, const char *fmt,
                    ...) {
  va_list ap;
  memset(&call->error, 0, sizeof(call->error));
  call->error.kind = kind;
  call->error.code = code;
  call->outcome = outcome;
  snprintf(call->error.hint, sizeof(call->error.hint), "%s", hint != NULL ? hint : "");
  va_start(ap, fmt);
  vsnprintf(call->error.message, sizeof(call->error.message), fmt, ap);
  va_end(ap);
}
