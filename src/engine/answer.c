/*
** answer.c - see answer.h.
*/
#include "engine/answer.h"

#include "crypto/secret.h"
#include "json/read.h"

#include <stdlib.h>
#include <string.h>

#define MAX_WANTED 4

static void copy_text (const wxc_JsonMember *m, wxc_Wanted *w) {
  size_t len = m->type == WXC_JSON_STRING || m->type == WXC_JSON_INTEGER ? m->len : 0;
  if (w->text == NULL || w->room == 0) return;
  if (len > w->room - 1) len = w->room - 1;
  if (len > 0) memcpy(w->text, m->text, len);
  w->text[len] = '\0';
}

static void copy_value (const wxc_JsonMember *m, wxc_Wanted *w) {
  char digits[24], *end;
  long long value;
  if ((m->type != WXC_JSON_STRING && m->type != WXC_JSON_INTEGER) || m->len == 0 || m->len >= sizeof(digits)) return;
  memcpy(digits, m->text, m->len);
  digits[m->len] = '\0';
  value = strtoll(digits, &end, 10);
  if (*end == '\0') w->value = value;
}

int wxc_answer_read (const char *json, size_t len, wxc_Wanted *wanted, size_t n) {
  wxc_JsonMember members[MAX_WANTED];
  wxc_Buf unescaped;
  int rc;
  wxc_buf_init(&unescaped, 65536);
  if (n > MAX_WANTED) n = MAX_WANTED;
  memset(members, 0, sizeof(members));
  for (size_t i = 0; i < n; i++) members[i].name = wanted[i].name;
  rc = wxc_json_scan(json, len, members, n, &unescaped);
  for (size_t i = 0; rc == WXC_OK && i < n; i++) {
    copy_text(&members[i], &wanted[i]);
    copy_value(&members[i], &wanted[i]);
  }
  if (unescaped.data != NULL) wxc_wipe(unescaped.data, unescaped.cap); /* a token may have had escapes */
  wxc_buf_free(&unescaped);
  return rc;
}
