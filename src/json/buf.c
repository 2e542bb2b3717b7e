/*
** buf.c - see buf.h.
*/
#include "json/buf.h"

#include <stdlib.h>

#define FIRST_CAP 256

void wxc_buf_init (wxc_Buf *b, size_t max) {
  memset(b, 0, sizeof(*b));
  b->max = max;
}

void wxc_buf_reset (wxc_Buf *b, size_t keep) {
  if (b->cap > keep) {
    free(b->data);
    b->data = NULL, b->cap = 0;
  }
  b->len = 0, b->failed = 0;
}

void wxc_buf_free (wxc_Buf *b) {
  free(b->data);
  b->data = NULL, b->len = b->cap = 0;
}

/* Out of line, so that the common case stays small where it is inlined. */
char *wxc_buf_grow (wxc_Buf *b, size_t n) {
  size_t cap = b->cap > 0 ? b->cap : FIRST_CAP;
  char *data;
  if (b->failed) return NULL;
  if (n > b->max || b->len > b->max - n) return b->failed = WXC_BUF_FULL, NULL;
  while (cap < b->len + n) cap *= 2;
  if (cap > b->max) cap = b->max;
  if ((data = realloc(b->data, cap)) == NULL) return b->failed = WXC_BUF_NOMEM, NULL;
  b->data = data, b->cap = cap;
  return b->data + b->len;
}
