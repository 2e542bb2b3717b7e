/*
** json_read.c - libFuzzer target: the JSON reader, the scan for members, and writing back what was read.
** What the reader accepts must balance, stay inside the text, and be read as the same events once written again.
*/
#include "json/number.h"
#include "json/read.h"
#include "json/utf8.h"
#include "json/write.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#define ROOM ((size_t)1 << 20)

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void must (int truth) {
  if (!truth) abort();
}

/* A key or string: unescaped it is UTF-8, and escaped by us it reads as the same bytes. */
static void rewrite_string (const wxc_JsonReader *r, wxc_Buf *plain, wxc_Buf *out) {
  wxc_JsonReader again;
  size_t start = out->len;
  wxc_Buf back;
  wxc_buf_init(&back, ROOM);
  wxc_buf_reset(plain, ROOM);
  wxc_json_unescape(plain, r->text, r->len);
  must(!plain->failed && plain->len <= r->len);
  must(r->escaped || (plain->len == r->len && (r->len == 0 || memcmp(plain->data, r->text, r->len) == 0)));
  must(wxc_utf8_valid(plain->len > 0 ? plain->data : "", plain->len));
  must(wxc_json_string(out, plain->len > 0 ? plain->data : "", plain->len) == WXC_OK);
  wxc_json_read(&again, out->data + start, out->len - start);
  must(wxc_json_next(&again) == WXC_JSON_STRING);
  wxc_json_unescape(&back, again.text, again.len);
  must(back.len == plain->len && (back.len == 0 || memcmp(back.data, plain->data, back.len) == 0));
  wxc_buf_free(&back);
}

static void check_number (const wxc_JsonReader *r, wxc_JsonEvent event) {
  double d = wxc_number_double(r->text, r->len);
  wxc_Buf out;
  long long n;
  must(!isnan(d));
  must((wxc_number_kind(r->text, r->len) == WXC_INTEGER_TEXT) == (event == WXC_JSON_INTEGER));
  wxc_buf_init(&out, ROOM);
  if (event == WXC_JSON_INTEGER && wxc_number_integer(r->text, r->len, &n)) {
    wxc_json_integer(&out, n);
    must((out.len == r->len && memcmp(out.data, r->text, out.len) == 0) || (n == 0 && r->len == 2));
    wxc_buf_reset(&out, ROOM);
  }
  if (wxc_json_double(&out, d) == WXC_OK) {
    must(wxc_number_kind(out.data, out.len) != WXC_NOT_A_NUMBER);
    must(wxc_number_double(out.data, out.len) == d);
  }
  else
    must(isinf(d));
  wxc_buf_free(&out);
}

/* Reads to the end, writing everything again without spaces; WXC_OK when it was well formed. */
static int rewrite (const char *text, size_t len, wxc_Buf *plain, wxc_Buf *out, int *object) {
  wxc_JsonReader r;
  wxc_JsonEvent event, last = WXC_JSON_END;
  int depth = 0;
  wxc_json_read(&r, text, len);
  while ((event = wxc_json_next(&r)) > WXC_JSON_END) {
    int closes = event == WXC_JSON_OBJECT_END || event == WXC_JSON_LIST_END;
    int opened = last == WXC_JSON_END || last == WXC_JSON_OBJECT || last == WXC_JSON_LIST || last == WXC_JSON_KEY;
    if (last == WXC_JSON_END) *object = event == WXC_JSON_OBJECT;
    if (!opened && !closes) wxc_buf_byte(out, ',');
    switch (event) {
    case WXC_JSON_OBJECT: wxc_buf_byte(out, '{'), depth++; break;
    case WXC_JSON_LIST: wxc_buf_byte(out, '['), depth++; break;
    case WXC_JSON_OBJECT_END: wxc_buf_byte(out, '}'), depth--; break;
    case WXC_JSON_LIST_END: wxc_buf_byte(out, ']'), depth--; break;
    case WXC_JSON_KEY:
      rewrite_string(&r, plain, out);
      wxc_buf_byte(out, ':');
      break;
    case WXC_JSON_STRING: rewrite_string(&r, plain, out); break;
    case WXC_JSON_INTEGER:
    case WXC_JSON_NUMBER:
      check_number(&r, event);
      wxc_buf_add(out, r.text, r.len);
      break;
    case WXC_JSON_TRUE: wxc_buf_add(out, "true", 4); break;
    case WXC_JSON_FALSE: wxc_buf_add(out, "false", 5); break;
    default: wxc_buf_add(out, "null", 4); break;
    }
    must(depth == r.depth && depth >= 0 && depth <= WXC_JSON_DEPTH);
    must(r.p >= text && r.p <= text + len);
    last = event;
  }
  must(event == WXC_JSON_END ? depth == 0 : r.error != NULL);
  must(wxc_json_next(&r) == event); /* an end and an error stay */
  return event == WXC_JSON_END ? WXC_OK : WXC_ERR;
}

static void scan (const char *text, size_t len, int wanted) {
  wxc_JsonMember members[] = {{.name = "errcode"}, {.name = "errmsg"}, {.name = "a"}, {.name = ""}};
  wxc_Buf unescaped;
  wxc_buf_init(&unescaped, ROOM);
  must((wxc_json_scan(text, len, members, 4, &unescaped) == WXC_OK) == wanted);
  for (int i = 0; wanted && i < 4; i++) {
    unsigned char sum = 0;
    for (size_t at = 0; at < members[i].len; at++) sum ^= (unsigned char)members[i].text[at]; /* readable to its end */
    must(sum <= 255 && (members[i].type != WXC_JSON_END || members[i].len == 0));
  }
  wxc_buf_free(&unescaped);
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size) {
  wxc_Buf plain, once, twice;
  char *text = malloc(size > 0 ? size : 1); /* exact: reading past its end is seen */
  int object = 0;
  must(text != NULL);
  if (size > 0) memcpy(text, data, size);
  wxc_buf_init(&plain, ROOM), wxc_buf_init(&once, ROOM), wxc_buf_init(&twice, ROOM);
  if (size <= 1 << 16) {
    int rc = rewrite(text, size, &plain, &once, &object);
    scan(text, size, rc == WXC_OK && object);
    if (rc == WXC_OK) {
      must(rewrite(once.data, once.len, &plain, &twice, &object) == WXC_OK);
      must(once.len == twice.len && memcmp(once.data, twice.data, once.len) == 0);
    }
    wxc_buf_reset(&plain, ROOM);
    wxc_query_escape(&plain, text, size);
    must(!plain.failed && plain.len >= size && plain.len <= 3 * size);
  }
  wxc_buf_free(&plain), wxc_buf_free(&once), wxc_buf_free(&twice);
  free(text);
  return 0;
}
