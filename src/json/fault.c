/*
** fault.c - see fault.h.
*/
#include "json/fault.h"

#include <stdio.h>
#include <stdlib.h>

#include "json/utf8.h"

#define PATH_MAX_BYTES 480 /* longer ones are cut */
#define NAME_MAX_BYTES 64
#define TEXT_MAX_BYTES (WXC_FAULTS_MAX * 2048)

void wxc_faults_init (wxc_Faults *f) {
  wxc_buf_init(&f->text, TEXT_MAX_BYTES);
  f->count = 0;
}

void wxc_faults_reset (wxc_Faults *f) {
  wxc_buf_reset(&f->text, TEXT_MAX_BYTES / 4);
  f->count = 0;
}

wxc_FaultsMark wxc_faults_mark (const wxc_Faults *f) {
  return (wxc_FaultsMark){f->text.len, f->count};
}

void wxc_faults_rewind (wxc_Faults *f, wxc_FaultsMark mark) {
  f->text.len = mark.len;
  f->count = mark.count;
}

/* A field's name may be anything when the caller made it up: keep it short and printable. */
static size_t put_name (char *to, const char *name, size_t len) {
  size_t cut = wxc_utf8_cut(name, len, NAME_MAX_BYTES);
  int valid = wxc_utf8_valid(name, cut);
  for (size_t i = 0; i < cut; i++) {
    unsigned char c = (unsigned char)name[i];
    to[i] = c < 0x20 || c == 0x7F || (c >= 0x80 && !valid) ? '?' : (char)c;
  }
  return cut;
}

static size_t put_path (char *to, const wxc_Path *path) {
  char part[NAME_MAX_BYTES + 24];
  size_t len = 0, n;
  if (path == NULL) return 0;
  len = put_path(to, path->up); /* at most WXC_JSON_DEPTH + 2 frames */
  if (path->name != NULL) {
    n = 0;
    if (len > 0) part[n++] = '.';
    n += put_name(part + n, path->name, path->len);
  }
  else if (path->index > 0) { n = (size_t)snprintf(part, sizeof(part), "[%ld]", path->index); }
  else { return len; }
  if (len + n > PATH_MAX_BYTES) return len;
  memcpy(to + len, part, n);
  return len + n;
}

void wxc_fault_addv (wxc_Faults *f, const wxc_Path *path, const char *hint, const char *fmt, va_list ap) {
  char text[PATH_MAX_BYTES + 1], message[512];
  if (f->count++ >= WXC_FAULTS_MAX) return;
  text[put_path(text, path)] = '\0';
  vsnprintf(message, sizeof(message), fmt, ap);
  if (hint == NULL) hint = "";
  wxc_buf_add(&f->text, text, strlen(text) + 1);
  wxc_buf_add(&f->text, message, strlen(message) + 1);
  wxc_buf_add(&f->text, hint, strlen(hint) + 1);
}

void wxc_fault_add (wxc_Faults *f, const wxc_Path *path, const char *hint, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  wxc_fault_addv(f, path, hint, fmt, ap);
  va_end(ap);
}

int wxc_fault_next (const wxc_Faults *f, size_t *offset, wxc_Fault *fault) {
  const char *at = f->text.data + *offset;
  if (f->text.failed || *offset >= f->text.len) return 0;
  fault->path = at;
  fault->message = fault->path + strlen(fault->path) + 1;
  fault->hint = fault->message + strlen(fault->message) + 1;
  *offset = (size_t)(fault->hint + strlen(fault->hint) + 1 - f->text.data);
  return 1;
}

static size_t number_width (const char *s) {
  return strspn(s, "0123456789");
}

/* By bytes, but [2] comes before [10]. */
static int by_path (const void *a, const void *b) {
  const char *x = ((const wxc_Fault *)a)->path, *y = ((const wxc_Fault *)b)->path;
  while (*x == *y && *x != '\0') x++, y++;
  if (number_width(x) != number_width(y) && number_width(x) > 0 && number_width(y) > 0) {
    return number_width(x) < number_width(y) ? -1 : 1;
  }
  return (int)(unsigned char)*x - (int)(unsigned char)*y;
}

void wxc_faults_sort (wxc_Faults *f, wxc_FaultsMark mark, wxc_Buf *side) {
  wxc_Fault faults[WXC_FAULTS_MAX];
  size_t offset = mark.len, start = side->len, n = 0;
  while (n < WXC_FAULTS_MAX && wxc_fault_next(f, &offset, &faults[n])) n++;
  if (n < 2 || wxc_buf_room(side, f->text.len - mark.len) == NULL) return;
  qsort(faults, n, sizeof(*faults), by_path);
  for (size_t i = 0; i < n; i++) {
    const wxc_Fault *at = &faults[i];
    wxc_buf_add(side, at->path, (size_t)(at->hint - at->path) + strlen(at->hint) + 1);
  }
  memcpy(f->text.data + mark.len, side->data + start, side->len - start);
  side->len = start;
}

static int same_place (const char *a, const char *b) {
  while (*a == *b && *a != '\0') {
    if (*a == '[') a += strcspn(a, "]"), b += strcspn(b, "]");
    if (*a == '\0' || *b == '\0') break;
    a++, b++;
  }
  return *a == *b;
}

int wxc_fault_told (const wxc_Faults *f, const wxc_Path *path) {
  char text[PATH_MAX_BYTES + 1];
  size_t offset = 0;
  wxc_Fault fault;
  text[put_path(text, path)] = '\0';
  while (wxc_fault_next(f, &offset, &fault)) {
    if (same_place(fault.path, text)) return 1;
  }
  return 0;
}
