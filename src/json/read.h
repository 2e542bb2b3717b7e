/*
** read.h - a pull reader over JSON text: one event a call, no recursion, no memory of its own.
** Slices point into the text, which must outlive them. Strict: RFC 8259, UTF-8, paired surrogates.
*/
#ifndef WXC_READ_H
#define WXC_READ_H

#include "json/buf.h"

#define WXC_JSON_DEPTH 100 /* objects and lists inside one another, reading and writing */

typedef enum {
  WXC_JSON_ERROR = -1,
  WXC_JSON_END,
  WXC_JSON_OBJECT,
  WXC_JSON_OBJECT_END,
  WXC_JSON_LIST,
  WXC_JSON_LIST_END,
  WXC_JSON_KEY,
  WXC_JSON_STRING,
  WXC_JSON_INTEGER, /* digits alone, of any length: text says them */
  WXC_JSON_NUMBER,  /* with a fraction or an exponent */
  WXC_JSON_TRUE,
  WXC_JSON_FALSE,
  WXC_JSON_NULL
} wxc_JsonEvent;

typedef struct wxc_JsonReader {
  const char *start, *p, *end;
  const char *text; /* of a key or string (without quotes), an integer or a number */
  size_t len;
  int escaped;       /* the key or string needs wxc_json_unescape */
  const char *error; /* static text; the byte is at p */
  int depth;
  char state;
  char open[WXC_JSON_DEPTH]; /* '{' or '[' */
} wxc_JsonReader;

void wxc_json_read (wxc_JsonReader *r, const char *text, size_t len);
wxc_JsonEvent wxc_json_next (wxc_JsonReader *r);
/* Appends what an escaped key or string of the reader stands for. */
void wxc_json_unescape (wxc_Buf *b, const char *text, size_t len);

/* A named member of the object at the top. `name` is the caller's; the rest is filled in. */
typedef struct wxc_JsonMember {
  const char *name;
  wxc_JsonEvent type; /* WXC_JSON_END when it is not there; of a list or object only the type is told */
  const char *text;   /* of a string, integer or number: in the text, or in the buffer when it had escapes */
  size_t len;
  size_t at; /* the scan's own */
} wxc_JsonMember;

/* Finds members without building anything. WXC_OK only if all of the text is well formed and has an object at its top;
** members are then valid while both the text and `unescaped` stay as they are. The last of equal names counts. */
int wxc_json_scan (const char *text, size_t len, wxc_JsonMember *members, size_t n, wxc_Buf *unescaped);

#endif
