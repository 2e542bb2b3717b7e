/*
** marks.c - see marks.h.
*/
#include "engine/marks.h"

#include "crypto/rsa.h"
#include "crypto/secret.h"
#include "json/read.h"
#include "json/write.h"

#include <stdlib.h>
#include <string.h>

#define MAX_PATH_LEN 512

wxc_Marks *wxc_marks_new (size_t n) {
  wxc_Marks *m = calloc(1, sizeof(*m));
  if (m == NULL) return NULL;
  atomic_init(&m->refs, 1);
  m->n = n;
  m->paths = calloc(n + 1, sizeof(*m->paths));
  if (m->paths == NULL) {
    free(m);
    return NULL;
  }
  return m;
}

wxc_Marks *wxc_marks_ref (wxc_Marks *marks) {
  if (marks != NULL) atomic_fetch_add(&marks->refs, 1);
  return marks;
}

void wxc_marks_unref (wxc_Marks *marks) {
  if (marks == NULL || atomic_fetch_sub(&marks->refs, 1) != 1) return;
  for (size_t i = 0; i < marks->n; i++) free(marks->paths[i]);
  free(marks->paths);
  free(marks);
}

/* Where the reader is: "data[].user_information.", with the length that it had at each depth. */
typedef struct Place {
  char path[MAX_PATH_LEN];
  size_t len;
  size_t outer[WXC_JSON_DEPTH + 1];
} Place;

/* Too long a path fits no mark. */
static void place_add (Place *p, const char *text, size_t len) {
  if (p->len + len >= MAX_PATH_LEN) len = MAX_PATH_LEN - 1 - p->len;
  memcpy(p->path + p->len, text, len);
  p->len += len;
}

static int marked (const wxc_Marks *marks, const Place *p) {
  for (size_t i = 0; i < marks->n; i++)
    if (strlen(marks->paths[i]) == p->len && memcmp(marks->paths[i], p->path, p->len) == 0) return 1;
  return 0;
}

/* Appends the plaintext, quoted; 0 when the string is to stay as it is. */
static int open_one (const wxc_Key *key, const wxc_JsonReader *r, wxc_Buf *out, int *failed) {
  unsigned char plain[WXC_RSA_MAX];
  size_t len = 0, text_len = r->len;
  const char *text = r->text;
  wxc_Buf unescaped;
  int done = 0;
  wxc_buf_init(&unescaped, WXC_RSA_TEXT_MAX * 2);
  if (r->escaped) { /* "\/" */
    wxc_json_unescape(&unescaped, r->text, r->len);
    text = unescaped.data, text_len = unescaped.len;
  }
  if (text != NULL && text_len == wxc_base64_size(wxc_key_bytes(key))) {
    size_t before = out->len;
    if (wxc_oaep_decrypt(key, text, text_len, plain, sizeof(plain), &len) == WXC_FAULT_NONE &&
        wxc_json_string(out, (const char *)plain, len) == WXC_OK)
      done = 1;
    else {
      out->len = before;
      ++*failed;
    }
    wxc_wipe(plain, sizeof(plain));
  }
  wxc_buf_free(&unescaped);
  return done;
}

static int rewrite (const wxc_Marks *marks, const wxc_Key *key, wxc_JsonReader *r, wxc_Buf *out, int *failed) {
  const char *done = r->start;
  wxc_JsonEvent event;
  Place place;
  place.len = 0;
  place.outer[0] = 0;
  while ((event = wxc_json_next(r)) != WXC_JSON_END) {
    switch (event) {
    case WXC_JSON_ERROR: return WXC_ERR;
    case WXC_JSON_OBJECT:
    case WXC_JSON_LIST:
      if (event == WXC_JSON_LIST) place_add(&place, "[]", 2);
      if (event == WXC_JSON_OBJECT && place.len > 0) place_add(&place, ".", 1);
      place.outer[r->depth] = place.len;
      break;
    case WXC_JSON_OBJECT_END:
    case WXC_JSON_LIST_END:
      place.len = place.outer[r->depth];
      break; /* what stands there is put anew by the next key */
    case WXC_JSON_KEY:
      place.len = place.outer[r->depth];
      place_add(&place, r->text, r->len);
      break;
    case WXC_JSON_STRING:
      if (marked(marks, &place)) {
        size_t before = out->len;
        wxc_buf_add(out, done, (size_t)(r->text - 1 - done));
        if (open_one(key, r, out, failed))
          done = r->text + r->len + 1;
        else if (!out->failed)
          out->len = before;
      }
      break;
    default: break;
    }
    /* an item of a list stands at the list's own place */
    if (r->depth > 0 && r->open[r->depth - 1] == '[' && event != WXC_JSON_LIST && event != WXC_JSON_OBJECT)
      place.len = place.outer[r->depth];
  }
  wxc_buf_add(out, done, (size_t)(r->end - done));
  return out->failed ? WXC_ERR : WXC_OK;
}

int wxc_marks_open (const wxc_Marks *marks, const wxc_Key *key, wxc_Buf *json, int *failed) {
  wxc_JsonReader r;
  wxc_Buf out;
  int rc;
  wxc_buf_init(&out, json->max);
  wxc_json_read(&r, json->data != NULL ? json->data : "", json->len);
  rc = wxc_buf_room(&out, json->len + 1) != NULL ? rewrite(marks, key, &r, &out, failed) : WXC_ERR;
  if (rc == WXC_OK) {
    wxc_buf_free(json);
    *json = out;
    return WXC_OK;
  }
  if (out.data != NULL) wxc_wipe(out.data, out.cap);
  wxc_buf_free(&out);
  return WXC_ERR;
}
