/*
** buf.h - a growable run of bytes with a maximum, one owner, and a failure that sticks.
** Appends need no check of their own: whoever uses the bytes looks at `failed` once, at the end.
*/
#ifndef WXC_BUF_H
#define WXC_BUF_H

#include <stddef.h>
#include <string.h>

#include "error.h"

enum { WXC_BUF_FULL = 1, WXC_BUF_NOMEM = 2 };

typedef struct wxc_Buf {
  char *data; /* owned; NULL while nothing was written */
  size_t len, cap;
  size_t max; /* never more than this many bytes */
  int failed; /* 0, WXC_BUF_FULL or WXC_BUF_NOMEM; stays until the next reset */
} wxc_Buf;

void wxc_buf_init (wxc_Buf *b, size_t max);
/* Empties it and forgets a failure; keeps the memory for the next use, unless that is above `keep` bytes. */
void wxc_buf_reset (wxc_Buf *b, size_t keep);
/* Idempotent, and happy with a zeroed one. */
void wxc_buf_free (wxc_Buf *b);

char *wxc_buf_grow (wxc_Buf *b, size_t n);

/* Where the next n > 0 bytes go (then add to len what was written), or NULL when they do not fit. */
static inline char *wxc_buf_room (wxc_Buf *b, size_t n) {
  return b->cap - b->len >= n ? b->data + b->len : wxc_buf_grow(b, n);
}

static inline void wxc_buf_add (wxc_Buf *b, const void *bytes, size_t n) {
  char *to;
  if (n == 0 || (to = wxc_buf_room(b, n)) == NULL) return;
  memcpy(to, bytes, n);
  b->len += n;
}

static inline void wxc_buf_byte (wxc_Buf *b, char c) {
  char *to = wxc_buf_room(b, 1);
  if (to == NULL) return;
  *to = c;
  b->len++;
}

#endif
