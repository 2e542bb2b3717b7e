/*
** multipart.h - reads multipart/form-data (RFC 7578) that is complete in memory. No allocation, no I/O.
** What it hands out points into the caller's bytes.
*/
#ifndef WXC_MULTIPART_H
#define WXC_MULTIPART_H

#include <stddef.h>

typedef struct {
  const char *at; /* NULL: absent */
  size_t len;
} wxc_Span;

typedef struct {
  wxc_Span name, filename; /* as written between the quotes: wxc_multipart_unquote makes the text of it */
  wxc_Span type, body;
} wxc_Part;

typedef struct {
  const char *at, *end; /* what is left of the body; at is behind the boundary of the next part */
  size_t boundary_len;
  char boundary[4 + 200]; /* CR LF - - and the boundary itself */
  const char *fault;      /* static: why wxc_multipart_open or _next returned less than 0 */
} wxc_Multipart;

/* Both 0 or more on success, -1 with m->fault otherwise. _next: 1 a part, 0 there are no more. */
int wxc_multipart_open (wxc_Multipart *m, const char *content_type, size_t type_len, const char *body, size_t len);
int wxc_multipart_next (wxc_Multipart *m, wxc_Part *part);

/* Writes the text of a name or file name into out (at least s.len bytes) and returns its length. */
size_t wxc_multipart_unquote (wxc_Span s, char *out);

#endif
