/*
** seals.c - see seals.h.
*/
#include "json/seals.h"

#include "crypto/secret.h"
#include "json/write.h"

#define MAX_SEALS ((size_t)1 << 20) /* bytes of either list */
#define MIN_REDACTED 4              /* bytes: a shorter text tells nobody, and would stand anywhere */

void wxc_seals_init (wxc_Seals *s) {
  memset(s, 0, sizeof(*s));
  wxc_buf_init(&s->list, MAX_SEALS);
  wxc_buf_init(&s->texts, MAX_SEALS);
}

void wxc_seals_free (wxc_Seals *s) {
  if (s->texts.data != NULL) wxc_wipe(s->texts.data, s->texts.cap);
  wxc_buf_free(&s->texts);
  wxc_buf_free(&s->list);
}

/* Growing by hand, so that no copy of a text stays behind unwiped. */
static int make_room (wxc_Buf *b, size_t n) {
  wxc_Buf bigger;
  if (b->cap - b->len >= n) return WXC_OK;
  wxc_buf_init(&bigger, b->max);
  if (wxc_buf_room(&bigger, b->len + (n > b->len ? n : b->len) + 256) == NULL) {
    b->failed = bigger.failed;
    return WXC_ERR;
  }
  if (b->len > 0) memcpy(bigger.data, b->data, b->len);
  bigger.len = b->len;
  if (b->data != NULL) wxc_wipe(b->data, b->cap);
  wxc_buf_free(b);
  *b = bigger;
  return WXC_OK;
}

void wxc_seals_add (wxc_Seals *s, size_t at, const char *text, size_t len, const char *path) {
  wxc_Seal seal = {.at = at, .text = s->texts.len, .text_len = len, .path = s->texts.len + len + 1};
  size_t path_len = strlen(path);
  if (make_room(&s->texts, len + path_len + 2) != WXC_OK) return;
  wxc_buf_add(&s->texts, text, len);
  wxc_buf_byte(&s->texts, '\0');
  wxc_buf_add(&s->texts, path, path_len + 1);
  wxc_buf_add(&s->list, &seal, sizeof(seal));
}

size_t wxc_seals_count (const wxc_Seals *s) {
  return s->list.len / sizeof(wxc_Seal);
}

wxc_Seal *wxc_seals_get (const wxc_Seals *s, size_t i) {
  return (wxc_Seal *)(void *)s->list.data + i;
}

wxc_SealsMark wxc_seals_mark (const wxc_Seals *s) {
  return (wxc_SealsMark){s->list.len, s->texts.len};
}

void wxc_seals_rewind (wxc_Seals *s, wxc_SealsMark mark) {
  if (s->texts.len > mark.texts) wxc_wipe(s->texts.data + mark.texts, s->texts.len - mark.texts);
  s->list.len = mark.list;
  s->texts.len = mark.texts;
}

void wxc_seals_fill (const wxc_Seals *s, int in_query, const char *template, size_t len, const wxc_Buf *ciphertexts,
                     wxc_Buf *out) {
  const char *cipher = ciphertexts->data;
  size_t done = 0;
  for (size_t i = 0; i < wxc_seals_count(s); i++) {
    const wxc_Seal *seal = wxc_seals_get(s, i);
    size_t n = strlen(cipher);
    if (seal->in_query == in_query) {
      wxc_buf_add(out, template + done, seal->at - done);
      if (in_query)
        wxc_query_escape(out, cipher, n);
      else
        wxc_buf_add(out, cipher, n);
      done = seal->at;
    }
    cipher += n + 1;
  }
  wxc_buf_add(out, template + done, len - done);
}

void wxc_seals_redact (const wxc_Seals *s, char *text) {
  for (size_t i = 0; i < wxc_seals_count(s); i++) {
    const wxc_Seal *seal = wxc_seals_get(s, i);
    const char *secret = s->texts.data + seal->text;
    char *at = text;
    if (seal->text_len < MIN_REDACTED) continue;
    while ((at = strstr(at, secret)) != NULL) { /* texts with a zero inside are cut there, and found all the same */
      memmove(at + 3, at + strlen(secret), strlen(at + strlen(secret)) + 1);
      memcpy(at, "***", 3);
      at += 3;
    }
  }
}
