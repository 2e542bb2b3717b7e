/*
** check.c - see check.h.
*/
#include "json/check.h"

#include <stdio.h>

#include "json/utf8.h"

#define SHOWN_BYTES 40 /* of an unknown value */
#define SHOWN_VALUES 6 /* of an enum */

/* Where a complaint about a limit goes. */
static wxc_Faults *severity (wxc_Report *r, uint32_t lenient) {
  return lenient ? &r->warnings : &r->faults;
}

/* A message being put together, cut where it is full. */
typedef struct Text {
  char at[400];
  size_t len;
} Text;

static void add (Text *t, const char *s) {
  size_t n = strlen(s), room = sizeof(t->at) - 1 - t->len;
  if (n > room) n = wxc_utf8_cut(s, n, room);
  memcpy(t->at + t->len, s, n);
  t->len += n;
  t->at[t->len] = '\0';
}

/* "A, B, C", cut after a few. */
static void add_values (Text *t, wxc_Values values) {
  for (size_t i = 0; i < values.n; i++) {
    if (i > 0) add(t, ", ");
    add(t, i < SHOWN_VALUES ? values.at[i].text : "...");
    if (i == SHOWN_VALUES) break;
  }
}

static void not_in_enum (wxc_Report *r, const wxc_Field *f, const char *text, size_t len, const wxc_Path *path) {
  Text t = {.len = 0};
  char shown[SHOWN_BYTES + 1];
  size_t cut = wxc_utf8_cut(text, len, SHOWN_BYTES);
  for (size_t i = 0; i < cut; i++) shown[i] = (unsigned char)text[i] < 0x20 ? '?' : text[i];
  shown[cut] = '\0';
  add(&t, "unknown value");
  if (!(f->flags & WXC_SENSITIVE)) add(&t, " '"), add(&t, shown), add(&t, "'");
  add(&t, ", one of ");
  add_values(&t, f->values);
  wxc_fault_text(severity(r, f->flags & (WXC_ADVISORY | WXC_OPEN_ENUM)), path, NULL, t.at);
}

void wxc_check_string (wxc_Report *r, const wxc_Field *f, const char *s, size_t len, const wxc_Path *path) {
  wxc_Faults *to = severity(r, f->flags & WXC_ADVISORY);
  if ((f->flags & WXC_MAX_BYTES) && len > f->max_bytes) {
    wxc_fault_add(to, path, NULL, "%lu bytes, at most %lu", (unsigned long)len, (unsigned long)f->max_bytes);
  }
  if ((f->flags & WXC_MAX_CHARS) && len > f->max_chars) { /* fewer bytes cannot be more characters */
    size_t chars = wxc_utf8_length(s, len);
    if (chars > f->max_chars) {
      wxc_fault_add(to, path, NULL, "%lu characters, at most %lu", (unsigned long)chars, (unsigned long)f->max_chars);
    }
  }
  if (f->values.n == 0) return;
  for (size_t i = 0; i < f->values.n; i++) {
    const wxc_Value *v = &f->values.at[i];
    if (v->type == WXC_VALUE_STRING && v->len == len && memcmp(v->text, s, len) == 0) return;
  }
  not_in_enum(r, f, s, len, path);
}

void wxc_check_number (wxc_Report *r, const wxc_Field *f, double n, const wxc_Path *path) {
  wxc_Faults *to = severity(r, f->flags & WXC_ADVISORY);
  char text[40];
  if ((f->flags & WXC_MIN) && n < f->min) wxc_fault_add(to, path, NULL, "must be at least %.15g", f->min);
  if ((f->flags & WXC_MAX) && n > f->max) wxc_fault_add(to, path, NULL, "must be at most %.15g", f->max);
  if (f->values.n == 0) return;
  for (size_t i = 0; i < f->values.n; i++) {
    if (f->values.at[i].type == WXC_VALUE_NUMBER && f->values.at[i].number == n) return;
  }
  snprintf(text, sizeof(text), "%.15g", n);
  not_in_enum(r, f, text, strlen(text), path);
}

void wxc_check_items (wxc_Report *r, const wxc_Field *f, size_t n, const wxc_Path *path) {
  wxc_Faults *to = severity(r, f->flags & WXC_ADVISORY);
  if ((f->flags & WXC_MIN_ITEMS) && n < f->min_items) {
    wxc_fault_add(to, path, NULL, "%lu items, at least %lu", (unsigned long)n, (unsigned long)f->min_items);
  }
  if ((f->flags & WXC_MAX_ITEMS) && n > f->max_items) {
    wxc_fault_add(to, path, NULL, "%lu items, at most %lu", (unsigned long)n, (unsigned long)f->max_items);
  }
}

void wxc_check_required (wxc_Report *r, const wxc_Field *f, const char *sibling, const wxc_Path *path) {
  Text t = {.len = 0};
  add(&t, "required");
  if (sibling != NULL) {
    add(&t, " when "), add(&t, sibling), add(&t, " is ");
    add_values(&t, f->when);
  }
  wxc_fault_text(severity(r, f->flags & WXC_ADVISORY), path, NULL, t.at);
}

void wxc_check_group (wxc_Report *r, const wxc_Object *o, const wxc_Group *group, const wxc_Path *path) {
  const wxc_Field *f = &o->fields[group->fields[0]];
  wxc_Path at = {.up = path, .name = f->name, .len = f->name_len};
  Text t = {.len = 0};
  add(&t, "required: one of ");
  for (size_t i = 0; i < group->n; i++) {
    if (i > 0) add(&t, ", ");
    add(&t, o->fields[group->fields[i]].name);
  }
  wxc_fault_text(&r->faults, &at, NULL, t.at);
}

void wxc_check_unknown (wxc_Report *r, const wxc_Path *path) {
  if (!wxc_fault_told(&r->warnings, path)) wxc_fault_text(&r->warnings, path, NULL, "unknown field, sent as it is");
}

void wxc_check_warning (wxc_Report *r, const wxc_Path *path, const char *text) {
  wxc_fault_text(&r->warnings, path, NULL, text);
}
