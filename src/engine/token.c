/*
** token.c - see token.h.
*/
#include "engine/token.h"

#include "crypto/digest.h"
#include "crypto/secret.h"
#include "engine/clock.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define MAX_AHEAD_MS 5000 /* how far the clock of whoever fetched it may be ahead of ours */

struct wxc_Token {
  char name[65];
  wxc_TokenValue value;
  wxc_Token *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static wxc_Token *records; /* never freed */

static int name_of (char out[65], const char *const *parts, size_t n) {
  char joined[2048];
  size_t len = 0;
  for (size_t i = 0; i < n; i++) {
    size_t part = strlen(parts[i]) + 1; /* with its zero byte, so that ("ab","c") is not ("a","bc") */
    if (len + part > sizeof(joined)) return -1;
    memcpy(joined + len, parts[i], part);
    len += part;
  }
  return wxc_sha256_hex(joined, len, out);
}

wxc_Token *wxc_token_find (const char *base_url, const char *appid, const char *kind, const char *mode) {
  const char *parts[] = {base_url, appid, kind, mode};
  char name[65];
  wxc_Token *t;
  if (name_of(name, parts, 4) != 0) return NULL;
  pthread_mutex_lock(&lock);
  for (t = records; t != NULL && memcmp(t->name, name, sizeof(name)) != 0;) t = t->next;
  if (t == NULL && (t = calloc(1, sizeof(*t))) != NULL) {
    memcpy(t->name, name, sizeof(name));
    t->next = records;
    records = t;
  }
  pthread_mutex_unlock(&lock);
  return t;
}

const char *wxc_token_name (const wxc_Token *token) {
  return token->name;
}

int wxc_token_usable (const wxc_TokenValue *value, int64_t now) {
  return value->len > 0 && now < value->expires_at && value->fetched_at <= now + MAX_AHEAD_MS;
}

size_t wxc_token_read (wxc_Token *token, int64_t now, char *out) {
  size_t len = 0;
  pthread_mutex_lock(&lock);
  if (wxc_token_usable(&token->value, now)) {
    len = token->value.len;
    memcpy(out, token->value.text, len + 1);
  }
  pthread_mutex_unlock(&lock);
  return len;
}

char *wxc_token_copy (wxc_Token *token, int64_t now, int64_t *refresh_at) {
  char *copy = NULL;
  pthread_mutex_lock(&lock);
  if (wxc_token_usable(&token->value, now) && (copy = malloc(token->value.len + 1)) != NULL)
    memcpy(copy, token->value.text, token->value.len + 1);
  *refresh_at = token->value.refresh_at;
  pthread_mutex_unlock(&lock);
  return copy;
}

void wxc_token_peek (wxc_Token *token, wxc_TokenValue *out) {
  pthread_mutex_lock(&lock);
  *out = token->value;
  pthread_mutex_unlock(&lock);
}

void wxc_token_store (wxc_Token *token, const char *text, size_t len, int64_t fetched_at, int64_t expires_at) {
  int64_t life = expires_at - fetched_at;
  int64_t margin = life / 2 < 300000 ? life / 2 : 300000;
  if (len == 0 || len > WXC_MAX_TOKEN) return;
  margin -= wxc_jitter((uint32_t)(margin / 10));
  pthread_mutex_lock(&lock);
  memcpy(token->value.text, text, len);
  token->value.text[len] = '\0';
  token->value.len = len;
  token->value.fetched_at = fetched_at;
  token->value.refresh_at = expires_at - margin;
  token->value.expires_at = expires_at;
  token->value.generation++;
  pthread_mutex_unlock(&lock);
}

int wxc_token_drop (wxc_Token *token, const char *text) {
  int same;
  pthread_mutex_lock(&lock);
  same = token->value.len > 0 && strcmp(token->value.text, text) == 0;
  if (same) {
    wxc_wipe(token->value.text, token->value.len);
    token->value.len = 0;
  }
  pthread_mutex_unlock(&lock);
  return same;
}

void wxc_token_lock_all (void) {
  pthread_mutex_lock(&lock);
}

void wxc_token_unlock_all (void) {
  pthread_mutex_unlock(&lock);
}
