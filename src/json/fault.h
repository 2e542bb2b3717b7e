/*
** fault.h - what is wrong with a value, as a list of places and messages in one buffer.
*/
#ifndef WXC_JSON_FAULT_H
#define WXC_JSON_FAULT_H

#include <stdarg.h>

#include "json/buf.h"

#define WXC_FAULTS_MAX 100 /* told apart; further ones are only counted */

/* Where we are in a value: frames on the C stack, innermost first. The outermost has no name and no index. */
typedef struct wxc_Path {
  const struct wxc_Path *up;
  const char *name; /* of a field; NULL for an item or the root */
  size_t len;
  long index;        /* of a list's item, from 1; 0 for a field or the root */
  const void *table; /* the Lua table this frame stands for, to see one inside itself */
} wxc_Path;

/* "card.title", "card_list[2].card_id": zero-terminated, cut to the room. */
void wxc_path_text (const wxc_Path *path, char *out, size_t room);

typedef struct wxc_Faults {
  wxc_Buf text;
  size_t count; /* told and untold */
} wxc_Faults;

/* What refuses a value, and what only warns. */
typedef struct wxc_Report {
  wxc_Faults faults, warnings;
} wxc_Report;

typedef struct wxc_FaultText {
  const char *path, *message, *hint; /* zero-terminated, in the buffer; "" for none */
  size_t path_len, message_len, hint_len;
} wxc_FaultText;

typedef struct wxc_FaultsMark {
  size_t len, count;
} wxc_FaultsMark;

void wxc_faults_init (wxc_Faults *f);
void wxc_faults_reset (wxc_Faults *f);
/* To take back what was added since. */
wxc_FaultsMark wxc_faults_mark (const wxc_Faults *f);
void wxc_faults_rewind (wxc_Faults *f, wxc_FaultsMark mark);
/* Puts what was added since into the order of the paths, through `side`. */
void wxc_faults_sort (wxc_Faults *f, wxc_FaultsMark mark, wxc_Buf *side);
void wxc_fault_add (wxc_Faults *f, const wxc_Path *path, const char *hint, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
void wxc_fault_addv (wxc_Faults *f, const wxc_Path *path, const char *hint, const char *fmt, va_list ap);
/* The message as it is: warnings are common enough to do without printf. */
void wxc_fault_text (wxc_Faults *f, const wxc_Path *path, const char *hint, const char *message);
/* The one at *offset (0 at first), which moves on; 0 when there are no more. */
int wxc_fault_next (const wxc_Faults *f, size_t *offset, wxc_FaultText *fault);
/* Whether the place is told already, all items of a list being one place. */
int wxc_fault_told (const wxc_Faults *f, const wxc_Path *path);

#endif
