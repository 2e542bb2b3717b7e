/*
** seals.h - the places of a written request that hold the ciphertext of a text once a key is known, and those texts.
** Texts are members' data: they are wiped, and nothing here shows them.
*/
#ifndef WXC_SEALS_H
#define WXC_SEALS_H

#include "json/buf.h"

typedef struct wxc_Seal {
  size_t at;             /* where the ciphertext goes: between the quotes of the body, or in the query */
  size_t text, text_len; /* in texts */
  size_t path;           /* in texts: the field's path, zero-terminated */
  int in_query;          /* percent-encoded there */
} wxc_Seal;

typedef struct wxc_Seals {
  wxc_Buf list, texts;
  char serial[80]; /* of the values that came encrypted; "" for none */
} wxc_Seals;

/* Where one was, to go back to. */
typedef struct wxc_SealsMark {
  size_t list, texts;
} wxc_SealsMark;

void wxc_seals_init (wxc_Seals *s);
/* Idempotent, and happy with a zeroed one. Wipes. */
void wxc_seals_free (wxc_Seals *s);

/* In the order of their places, those of the query among themselves. A failure shows in list.failed or texts.failed. */
void wxc_seals_add (wxc_Seals *s, size_t at, const char *text, size_t len, const char *path);
size_t wxc_seals_count (const wxc_Seals *s);
wxc_Seal *wxc_seals_get (const wxc_Seals *s, size_t i);

wxc_SealsMark wxc_seals_mark (const wxc_Seals *s);
void wxc_seals_rewind (wxc_Seals *s, wxc_SealsMark mark);

/* Writes `template` with the i-th ciphertext at the i-th place of the body (or of the query, percent-encoded). */
void wxc_seals_fill (const wxc_Seals *s, int in_query, const char *template, size_t len, const wxc_Buf *ciphertexts,
                     wxc_Buf *out);

/* "***" for each of the texts that stands in `text`. */
void wxc_seals_redact (const wxc_Seals *s, char *text);

#endif
