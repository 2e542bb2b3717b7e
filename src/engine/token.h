/*
** token.h - the process level of the token cache: what a credential is, and the record of it that everybody reads.
**
** A record is one of (base_url, appid, kind, mode) and lives as long as the process, so pointers to it never dangle;
** it survives a stopped engine and a fork. Its value is read and replaced under the cache's one lock: read once,
** never empty, never removed before the next one is there. How a new value is fetched is refresh.h's business.
*/
#ifndef WXC_TOKEN_H
#define WXC_TOKEN_H

#include "engine/limits.h"

#include <stddef.h>
#include <stdint.h>

typedef struct wxc_Token wxc_Token;

typedef struct wxc_TokenValue {
  char text[WXC_MAX_TOKEN + 1];
  size_t len;         /* 0: none */
  int64_t fetched_at; /* wall clock, ms */
  int64_t refresh_at; /* from here on somebody should fetch the next one */
  int64_t expires_at; /* from here on it must not be used */
  int64_t generation; /* counts the values of this record */
} wxc_TokenValue;

/* The record for these four, made when new. Any thread. NULL when out of memory. */
wxc_Token *wxc_token_find (const char *base_url, const char *appid, const char *kind, const char *mode);

/* 64 hex digits: the SHA-256 of the four, which names the files. Constant. */
const char *wxc_token_name (const wxc_Token *token);

/* Copies a value that may still be used at `now` (wall, ms) to `out` (WXC_MAX_TOKEN + 1 bytes) and returns its length,
** 0 when there is none. Any thread; no system call but the clock's, and that only in the caller. */
size_t wxc_token_read (wxc_Token *token, int64_t now, char *out);

/* A copy of a value that may still be used at `now`, which is the caller's (a secret: wxc_free_secret), and when it should
** be refreshed; NULL when there is none or no memory. Any thread. */
char *wxc_token_copy (wxc_Token *token, int64_t now, int64_t *refresh_at);

/* Whether a value may be used at `now`. One that comes from the future tells of a clock that was set back: nobody knows
** how long it still lives. */
int wxc_token_usable (const wxc_TokenValue *value, int64_t now);

/* The whole record, whether expired or not. Any thread. */
void wxc_token_peek (wxc_Token *token, wxc_TokenValue *out);

/* Puts a value in: `text` lives until expires_at. Margin before it: min(300 s, half of its life), less up to a tenth of
** jitter, so that processes and machines do not all come at once. Any thread. */
void wxc_token_store (wxc_Token *token, const char *text, size_t len, int64_t fetched_at, int64_t expires_at);

/* Compare and drop: forgets the value if it still is `text`. Returns whether it was. Any thread. */
int wxc_token_drop (wxc_Token *token, const char *text);

/* Around fork(), so that a child never inherits the cache's lock locked. */
void wxc_token_lock_all (void);
void wxc_token_unlock_all (void);

#endif
