/*
** multipart.c - see multipart.h.
*/
#include "multipart.h"

#include <string.h>
#include <strings.h>

#define MAX_HEADER 16384 /* bytes of one part's headers */

static int fault (wxc_Multipart *m, const char *why) {
  m->fault = why;
  return -1;
}

static wxc_Span span (const char *from, const char *to) {
  return (wxc_Span){from, (size_t)(to - from)};
}

static int is_blank (char c) {
  return c == ' ' || c == '\t';
}

static const char *skip_blanks (const char *p, const char *end) {
  while (p < end && is_blank(*p)) p++;
  return p;
}

static int same_word (wxc_Span s, const char *word) {
  return s.len == strlen(word) && strncasecmp(s.at, word, s.len) == 0;
}

/* Reads `; key=value` at p; a quoted value is given without its quotes. NULL: there is none, or it is malformed. */
static const char *next_param (const char *p, const char *end, wxc_Span *key, wxc_Span *value) {
  const char *from;
  p = skip_blanks(p, end);
  if (p == end || *p != ';') return NULL;
  from = p = skip_blanks(p + 1, end);
  while (p < end && *p != '=' && *p != ';' && !is_blank(*p)) p++;
  *key = span(from, p);
  p = skip_blanks(p, end);
  if (p == end || *p != '=') return NULL;
  p = skip_blanks(p + 1, end);
  if (p < end && *p == '"') {
    from = ++p;
    while (p < end && *p != '"') p += (*p == '\\' && p + 1 < end && (p[1] == '"' || p[1] == '\\')) ? 2 : 1;
    if (p >= end) return NULL;
    *value = span(from, p);
    return p + 1;
  }
  from = p;
  while (p < end && *p != ';' && !is_blank(*p)) p++;
  *value = span(from, p);
  return p;
}

static int find_param (const char *p, const char *end, const char *name, wxc_Span *value) {
  wxc_Span key;
  while ((p = next_param(p, end, &key, value)) != NULL)
    if (same_word(key, name)) return 1;
  return 0;
}

/* Every line of a boundary starts with CRLF; the first may be the body's own first byte. */
int wxc_multipart_open (wxc_Multipart *m, const char *content_type, size_t type_len, const char *body, size_t len) {
  static const char kind[] = "multipart/form-data";
  const char *type = skip_blanks(content_type, content_type + type_len), *end = content_type + type_len;
  wxc_Span value;
  size_t raw;
  memset(m, 0, sizeof(*m));
  if ((size_t)(end - type) < sizeof(kind) - 1 || strncasecmp(type, kind, sizeof(kind) - 1) != 0)
    return fault(m, "the content type is not multipart/form-data");
  if (!find_param(type + sizeof(kind) - 1, end, "boundary", &value))
    return fault(m, "the content type has no boundary");
  if (value.len == 0 || value.len > sizeof(m->boundary) - 4) return fault(m, "the boundary is empty or too long");
  memcpy(m->boundary, "\r\n--", 4);
  m->boundary_len = 4 + wxc_multipart_unquote(value, m->boundary + 4);
  m->at = body, m->end = body + len;
  raw = m->boundary_len - 2;
  if (len >= raw && memcmp(body, m->boundary + 2, raw) == 0)
    m->at = body + raw;
  else if ((m->at = memmem(body, len, m->boundary, m->boundary_len)) == NULL)
    return fault(m, "no boundary in the body");
  else
    m->at += m->boundary_len;
  return 0;
}

static int read_header (wxc_Part *part, const char *line, const char *end) {
  const char *colon = memchr(line, ':', (size_t)(end - line)), *p;
  wxc_Span name;
  if (colon == NULL) return 0;
  name = span(line, colon);
  p = skip_blanks(colon + 1, end);
  while (end > p && is_blank(end[-1])) end--;
  if (same_word(name, "content-type")) part->type = span(p, end);
  if (!same_word(name, "content-disposition")) return 1;
  if (end - p < 9 || strncasecmp(p, "form-data", 9) != 0) return 0;
  if (!find_param(p + 9, end, "name", &part->name)) return 0;
  if (!find_param(p + 9, end, "filename", &part->filename)) part->filename = (wxc_Span){NULL, 0};
  return 1;
}

int wxc_multipart_next (wxc_Multipart *m, wxc_Part *part) {
  const char *p = m->at, *line, *stop;
  memset(part, 0, sizeof(*part));
  if (p == NULL) return 0;
  if (m->end - p >= 2 && p[0] == '-' && p[1] == '-') {
    m->at = NULL; /* what follows the last boundary is nobody's */
    return 0;
  }
  p = skip_blanks(p, m->end);
  if (m->end - p < 2 || p[0] != '\r' || p[1] != '\n') return fault(m, "the body ends before its last boundary");
  for (line = p + 2;; line = stop + 2) {
    stop = memmem(line, (size_t)(m->end - line), "\r\n", 2);
    if (stop == NULL) return fault(m, "the headers of a part do not end");
    if (stop - p > MAX_HEADER) return fault(m, "the headers of a part are too long");
    if (stop == line) break;
    if (!read_header(part, line, stop)) return fault(m, "a header of a part is malformed");
  }
  if (part->name.at == NULL) return fault(m, "a part has no name");
  /* an empty body's boundary begins with the blank line's own CRLF only in broken senders; it is allowed */
  if ((p = memmem(stop, (size_t)(m->end - stop), m->boundary, m->boundary_len)) == NULL)
    return fault(m, "the body ends before its last boundary");
  part->body = p == stop ? span(p, p) : span(stop + 2, p);
  m->at = p + m->boundary_len;
  return 1;
}

/* Senders quote in two ways: a backslash before " and \ (RFC 2183), or %22, %0D and %0A (the HTML standard). */
size_t wxc_multipart_unquote (wxc_Span s, char *out) {
  static const char *const escapes[] = {"%22\"", "%0D\r", "%0A\n"};
  size_t n = 0;
  for (size_t i = 0; i < s.len; i++) {
    char c = s.at[i];
    if (c == '\\' && i + 1 < s.len && (s.at[i + 1] == '"' || s.at[i + 1] == '\\'))
      c = s.at[++i];
    else if (c == '%' && i + 2 < s.len) {
      for (size_t k = 0; k < 3; k++)
        if (strncasecmp(s.at + i, escapes[k], 3) == 0) {
          c = escapes[k][3], i += 2;
          break;
        }
    }
    out[n++] = c;
  }
  return n;
}
