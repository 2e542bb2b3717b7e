/*
** read.c - see read.h.
*/
#include "json/read.h"

#include "json/number.h"
#include "json/utf8.h"

/* What may come next. */
enum { VALUE, FIRST_KEY, KEY, FIRST_ITEM, AFTER, DONE, BROKEN };

void wxc_json_read (wxc_JsonReader *r, const char *text, size_t len) {
  r->start = r->p = text;
  r->end = text + len;
  r->text = NULL, r->len = 0, r->escaped = 0;
  r->error = NULL;
  r->depth = 0;
  r->state = VALUE;
}

static wxc_JsonEvent fail (wxc_JsonReader *r, const char *error) {
  r->error = error;
  r->state = BROKEN;
  return WXC_JSON_ERROR;
}

static inline void skip_space (wxc_JsonReader *r) {
  while (r->p < r->end && (*r->p == ' ' || *r->p == '\n' || *r->p == '\r' || *r->p == '\t')) r->p++;
}

/* -1 when there are no four hex digits. */
static int hex4 (const char *p, const char *end) {
  int v = 0;
  if (end - p < 4) return -1;
  for (int i = 0; i < 4; i++) {
    char c = p[i];
    int d = c >= '0' && c <= '9'   ? c - '0'
            : c >= 'a' && c <= 'f' ? c - 'a' + 10
            : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                   : -1;
    if (d < 0) return -1;
    v = v * 16 + d;
  }
  return v;
}

/* Length of the escape at p, a backslash; 0 when it is none. */
static size_t escape_length (const char *p, const char *end) {
  int unit;
  if (end - p < 2) return 0;
  if (p[1] != 'u') return p[1] != '\0' && strchr("\"\\/bfnrt", p[1]) ? 2 : 0;
  if ((unit = hex4(p + 2, end)) < 0 || (unit >= 0xDC00 && unit <= 0xDFFF)) return 0;
  if (unit < 0xD800 || unit > 0xDBFF) return 6;
  if (end - p < 12 || p[6] != '\\' || p[7] != 'u') return 0;
  unit = hex4(p + 8, end);
  return unit >= 0xDC00 && unit <= 0xDFFF ? 12 : 0;
}

/* p is behind the opening quote. */
static int read_string (wxc_JsonReader *r) {
  const char *p = r->p;
  r->text = p;
  r->escaped = 0;
  for (;;) {
    size_t n;
    r->p = p = wxc_utf8_run(p, r->end);
    if (p == r->end) return r->error = "a string without an end", 0;
    if (*p == '"') break;
    if ((unsigned char)*p >= 0x80) return r->error = "invalid UTF-8", 0;
    if (*p != '\\') return r->error = "a control character in a string", 0;
    if ((n = escape_length(p, r->end)) == 0) return r->error = "a wrong escape", 0;
    r->escaped = 1;
    p += n;
  }
  r->len = (size_t)(p - r->text);
  r->p = p + 1;
  return 1;
}

static size_t put_utf8 (char *to, unsigned long c) {
  if (c < 0x80) return to[0] = (char)c, 1;
  if (c < 0x800) return to[0] = (char)(0xC0 | c >> 6), to[1] = (char)(0x80 | (c & 63)), 2;
  if (c < 0x10000) {
    to[0] = (char)(0xE0 | c >> 12), to[1] = (char)(0x80 | (c >> 6 & 63)), to[2] = (char)(0x80 | (c & 63));
    return 3;
  }
  to[0] = (char)(0xF0 | c >> 18), to[1] = (char)(0x80 | (c >> 12 & 63));
  to[2] = (char)(0x80 | (c >> 6 & 63)), to[3] = (char)(0x80 | (c & 63));
  return 4;
}

void wxc_json_unescape (wxc_Buf *b, const char *text, size_t len) {
  const char *p = text, *end = text + len;
  char *to;
  if (len == 0 || (to = wxc_buf_room(b, len)) == NULL) return; /* an escape is never shorter than what it stands for */
  while (p < end) {
    static const char names[] = "bfnrt", bytes[] = "\b\f\n\r\t";
    const char *name;
    if (*p != '\\') {
      const char *back = memchr(p, '\\', (size_t)(end - p));
      size_t n = (size_t)((back ? back : end) - p);
      memcpy(to, p, n);
      to += n, p += n;
      continue;
    }
    if (p[1] == 'u') {
      unsigned long c = (unsigned long)hex4(p + 2, end);
      p += 6;
      if (c >= 0xD800 && c <= 0xDBFF) {
        c = 0x10000 + ((c - 0xD800) << 10) + ((unsigned long)hex4(p + 2, end) - 0xDC00);
        p += 6;
      }
      to += put_utf8(to, c);
      continue;
    }
    name = strchr(names, p[1]);
    *to++ = name ? bytes[name - names] : p[1];
    p += 2;
  }
  b->len = (size_t)(to - b->data);
}

static wxc_JsonEvent open (wxc_JsonReader *r, char c) {
  if (r->depth == WXC_JSON_DEPTH) return fail(r, "nested deeper than 100 levels");
  r->open[r->depth++] = c;
  r->p++;
  r->state = c == '{' ? FIRST_KEY : FIRST_ITEM;
  return c == '{' ? WXC_JSON_OBJECT : WXC_JSON_LIST;
}

static wxc_JsonEvent after (wxc_JsonReader *r, wxc_JsonEvent event) {
  r->state = r->depth > 0 ? AFTER : DONE;
  return event;
}

static wxc_JsonEvent close (wxc_JsonReader *r) {
  r->p++;
  return after(r, r->open[--r->depth] == '{' ? WXC_JSON_OBJECT_END : WXC_JSON_LIST_END);
}

static wxc_JsonEvent word (wxc_JsonReader *r, const char *name, size_t n, wxc_JsonEvent event) {
  if ((size_t)(r->end - r->p) < n || memcmp(r->p, name, n) != 0) return fail(r, "a value expected");
  r->p += n;
  return after(r, event);
}

static wxc_JsonEvent number (wxc_JsonReader *r) {
  wxc_NumberKind kind = wxc_number_scan(r->p, r->end, &r->len);
  if (kind == WXC_NOT_A_NUMBER) return fail(r, "a malformed number");
  r->text = r->p;
  r->p += r->len;
  return after(r, kind == WXC_INTEGER_TEXT ? WXC_JSON_INTEGER : WXC_JSON_NUMBER);
}

static wxc_JsonEvent value (wxc_JsonReader *r) {
  if (r->p == r->end) return fail(r, "the text ends too early");
  switch (*r->p) {
  case '{':
  case '[': return open(r, *r->p);
  case '"': r->p++; return read_string(r) ? after(r, WXC_JSON_STRING) : fail(r, r->error);
  case 't': return word(r, "true", 4, WXC_JSON_TRUE);
  case 'f': return word(r, "false", 5, WXC_JSON_FALSE);
  case 'n': return word(r, "null", 4, WXC_JSON_NULL);
  case '-': return number(r);
  default: return *r->p >= '0' && *r->p <= '9' ? number(r) : fail(r, "a value expected");
  }
}

static wxc_JsonEvent key (wxc_JsonReader *r) {
  if (r->p == r->end || *r->p != '"') return fail(r, "a name in quotes expected");
  r->p++;
  if (!read_string(r)) return fail(r, r->error);
  skip_space(r);
  if (r->p == r->end || *r->p != ':') return fail(r, "':' expected");
  r->p++;
  r->state = VALUE;
  return WXC_JSON_KEY;
}

wxc_JsonEvent wxc_json_next (wxc_JsonReader *r) {
  skip_space(r);
  switch (r->state) {
  case VALUE: return value(r);
  case FIRST_KEY: return r->p < r->end && *r->p == '}' ? close(r) : key(r);
  case FIRST_ITEM: return r->p < r->end && *r->p == ']' ? close(r) : value(r);
  case AFTER: {
    int object = r->open[r->depth - 1] == '{';
    if (r->p < r->end && *r->p == (object ? '}' : ']')) return close(r);
    if (r->p == r->end || *r->p != ',') return fail(r, object ? "',' or '}' expected" : "',' or ']' expected");
    r->p++;
    skip_space(r);
    return object ? key(r) : value(r);
  }
  case DONE: return r->p == r->end ? WXC_JSON_END : fail(r, "something follows the end");
  default: return WXC_JSON_ERROR;
  }
}

/* Which member a key names; n when none. */
static size_t find_member (const wxc_JsonMember *members, size_t n, const char *name, size_t len) {
  size_t i = 0;
  while (i < n && (strlen(members[i].name) != len || memcmp(members[i].name, name, len) != 0)) i++;
  return i;
}

#define IN_TEXT ((size_t)-1)

/* The event is the value of a member we look for. */
static void fill_member (wxc_JsonMember *m, const wxc_JsonReader *r, wxc_JsonEvent event, wxc_Buf *unescaped) {
  int scalar = event == WXC_JSON_STRING || event == WXC_JSON_INTEGER || event == WXC_JSON_NUMBER;
  m->type = event;
  m->text = scalar ? r->text : NULL, m->len = scalar ? r->len : 0;
  m->at = IN_TEXT;
  if (event == WXC_JSON_STRING && r->escaped) {
    m->at = unescaped->len; /* the buffer may still move: a pointer comes at the end */
    wxc_json_unescape(unescaped, r->text, r->len);
    m->len = unescaped->len - m->at;
  }
}

int wxc_json_scan (const char *text, size_t len, wxc_JsonMember *members, size_t n, wxc_Buf *unescaped) {
  wxc_JsonReader r;
  wxc_JsonEvent event;
  size_t at = n, start;
  for (size_t i = 0; i < n; i++) {
    members[i].type = WXC_JSON_END, members[i].text = NULL;
    members[i].len = 0, members[i].at = IN_TEXT;
  }
  wxc_json_read(&r, text, len);
  if (wxc_json_next(&r) != WXC_JSON_OBJECT) return WXC_ERR;
  while ((event = wxc_json_next(&r)) > WXC_JSON_END) {
    if (event == WXC_JSON_KEY && r.depth == 1) {
      start = unescaped->len;
      if (r.escaped) wxc_json_unescape(unescaped, r.text, r.len);
      if (unescaped->failed) return WXC_ERR;
      at = r.escaped ? find_member(members, n, unescaped->data + start, unescaped->len - start)
                     : find_member(members, n, r.text, r.len);
      unescaped->len = start;
    }
    else if (at < n) {
      fill_member(&members[at], &r, event, unescaped);
      at = n;
    }
  }
  if (event != WXC_JSON_END || unescaped->failed) return WXC_ERR;
  for (size_t i = 0; i < n; i++) {
    if (members[i].at != IN_TEXT) members[i].text = unescaped->data + members[i].at;
  }
  return WXC_OK;
}
