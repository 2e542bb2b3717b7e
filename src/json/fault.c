/*
** fault.c - see fault.h.
*/
#include "json/fault.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "json/utf8.h"

#define PATH_MAX_BYTES 480 /* longer ones are cut */
#define NAME_MAX_BYTES 64
#define MESSAGE_MAX_BYTES 511
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
  int valid;
  if (wxc_utf8_run(name, name + cut) == name + cut) return memcpy(to, name, cut), cut; /* every name of a schema */
  valid = wxc_utf8_valid(name, cut);
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

void wxc_path_text (const wxc_Path *path, char *out, size_t room) {
  char text[PATH_MAX_BYTES + 1];
  size_t len = put_path(text, path);
  if (len > room - 1) len = room - 1;
  memcpy(out, text, len);
  out[len] = '\0';
}

/* Lengths come first, then path, message and hint, each with its zero. */
typedef struct Header {
  uint16_t path, message, hint;
} Header;

static char *put_text (char *to, const char *text, size_t len) {
  memcpy(to, text, len);
  to[len] = '\0';
  return to + len + 1;
}

void wxc_fault_text (wxc_Faults *f, const wxc_Path *path, const char *hint, const char *message) {
  size_t message_len = wxc_utf8_cut(message, strlen(message), MESSAGE_MAX_BYTES);
  size_t hint_len = hint ? wxc_utf8_cut(hint, strlen(hint), MESSAGE_MAX_BYTES) : 0;
  Header h = {0, (uint16_t)message_len, (uint16_t)hint_len};
  char *start, *to;
  if (f->count++ >= WXC_FAULTS_MAX) return;
  start = wxc_buf_room(&f->text, sizeof(h) + PATH_MAX_BYTES + message_len + hint_len + 3);
  if (start == NULL) return;
  to = start + sizeof(h);
  h.path = (uint16_t)put_path(to, path);
  memcpy(start, &h, sizeof(h));
  to[h.path] = '\0';
  to = put_text(to + h.path + 1, message, message_len);
  to = put_text(to, hint ? hint : "", hint_len);
  f->text.len += (size_t)(to - start);
}

void wxc_fault_addv (wxc_Faults *f, const wxc_Path *path, const char *hint, const char *fmt, va_list ap) {
  char message[MESSAGE_MAX_BYTES + 1];
  if (f->count < WXC_FAULTS_MAX)
    vsnprintf(message, sizeof(message), fmt, ap);
  else { message[0] = '\0'; }
  wxc_fault_text(f, path, hint, message);
}

void wxc_fault_add (wxc_Faults *f, const wxc_Path *path, const char *hint, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  wxc_fault_addv(f, path, hint, fmt, ap);
  va_end(ap);
}

int wxc_fault_next (const wxc_Faults *f, size_t *offset, wxc_FaultText *fault) {
  Header h;
  if (f->text.failed || *offset >= f->text.len) return 0;
  memcpy(&h, f->text.data + *offset, sizeof(h));
  fault->path = f->text.data + *offset + sizeof(h);
  fault->message = fault->path + h.path + 1;
  fault->hint = fault->message + h.message + 1;
  fault->path_len = h.path, fault->message_len = h.message, fault->hint_len = h.hint;
  *offset = (size_t)(fault->hint + h.hint + 1 - f->text.data);
  return 1;
}

static size_t number_width (const char *s) {
  return strspn(s, "0123456789");
}

/* By bytes, but [2] comes before [10]. */
static int by_path (const void *a, const void *b) {
  const char *x = ((const wxc_FaultText *)a)->path, *y = ((const wxc_FaultText *)b)->path;
  while (*x == *y && *x != '\0') x++, y++;
  if (number_width(x) != number_width(y) && number_width(x) > 0 && number_width(y) > 0) {
    return number_width(x) < number_width(y) ? -1 : 1;
  }
  return (int)(unsigned char)*x - (int)(unsigned char)*y;
}

void wxc_faults_sort (wxc_Faults *f, wxc_FaultsMark mark, wxc_Buf *side) {
  wxc_FaultText faults[WXC_FAULTS_MAX];
  size_t offset = mark.len, start = side->len, n = 0;
  while (n < WXC_FAULTS_MAX && wxc_fault_next(f, &offset, &faults[n])) n++;
  if (n < 2 || wxc_buf_room(side, f->text.len - mark.len) == NULL) return;
  qsort(faults, n, sizeof(*faults), by_path);
  for (size_t i = 0; i < n; i++) {
    const wxc_FaultText *at = &faults[i];
    const char *from = at->path - sizeof(Header);
    wxc_buf_add(side, from, (size_t)(at->hint - from) + at->hint_len + 1);
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
  wxc_FaultText fault;
  text[put_path(text, path)] = '\0';
  while (wxc_fault_next(f, &offset, &fault)) {
    if (same_place(fault.path, text)) return 1;
  }
  return 0;
}
