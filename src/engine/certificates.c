/*
** certificates.c - see certificates.h.
*/
#include "engine/certificates.h"

#include "crypto/bytes.h"
#include "crypto/certificate.h"
#include "crypto/gcm.h"
#include "crypto/secret.h"
#include "json/read.h"
#include "json/rfc3339.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MAX_CERTIFICATES 64

/* One element as it stands in the text. */
typedef struct Element {
  wxc_Slice serial, from, until, algorithm, nonce, aad, ciphertext;
} Element;

static int same (wxc_Slice s, const char *text) {
  return s.len == strlen(text) && memcmp(s.data, text, s.len) == 0;
}

/* Where a member of this name goes. Names may end in blanks: a published example has such. */
static wxc_Slice *place_of (Element *e, wxc_Slice name) {
  while (name.len > 0 && name.data[name.len - 1] == ' ') name.len--;
  if (same(name, "serial_no")) return &e->serial;
  if (same(name, "effective_time")) return &e->from;
  if (same(name, "expire_time")) return &e->until;
  if (same(name, "algorithm")) return &e->algorithm;
  if (same(name, "nonce")) return &e->nonce;
  if (same(name, "associated_data")) return &e->aad;
  if (same(name, "ciphertext")) return &e->ciphertext;
  return NULL;
}

static wxc_Fault open_pem (const Element *e, const char *api_key, unsigned char *room, wxc_Slice *pem) {
  wxc_Slice key = {api_key, strlen(api_key)};
  return wxc_aead_open(key, e->nonce, e->aad, e->ciphertext, room, pem);
}

/* Decrypts one, and looks whether it is what it says. */
static int add (const Element *e, const char *api_key, wxc_RingKeys *keys, wxc_Error *err) {
  unsigned char *room = malloc(wxc_base64_room(e->ciphertext.len) + 1);
  wxc_Certificate info;
  wxc_RingKey k = {0};
  wxc_Slice pem;
  wxc_Fault fault = WXC_FAULT_MEMORY;
  int rc = WXC_ERR;
  if (room == NULL) goto done;
  if ((fault = open_pem(e, api_key, room, &pem)) != WXC_FAULT_NONE) goto done;
  if ((fault = wxc_certificate_read(pem.data, pem.len, &info)) != WXC_FAULT_NONE) goto done;
  if (e->serial.len != strlen(info.serial) || strncasecmp(e->serial.data, info.serial, e->serial.len) != 0) {
    fault = WXC_FAULT_SERIAL_OTHER;
    goto done;
  }
  if (wxc_rfc3339_read(e->from.data, e->from.len, &k.from) != WXC_OK ||
      wxc_rfc3339_read(e->until.data, e->until.len, &k.until) != WXC_OK) {
    wxc_error(err, "signature", NULL, NULL, "a platform certificate comes without its time");
    fault = WXC_FAULT_NONE;
    goto done;
  }
  if ((fault = wxc_key_load(pem.data, pem.len, WXC_KEY_PUBLIC, WXC_ALGORITHM_RSA, &k.key)) != WXC_FAULT_NONE) goto done;
  if ((k.id = strdup(info.serial)) == NULL) {
    fault = WXC_FAULT_MEMORY;
    goto done;
  }
  keys->at[keys->n++] = k; /* room for MAX_CERTIFICATES was made */
  k = (wxc_RingKey){0};
  rc = WXC_OK;
done:
  if (rc != WXC_OK && fault != WXC_FAULT_NONE) wxc_fault_error(fault, NULL, err);
  wxc_key_free(k.key);
  free(k.id);
  free(room);
  return rc;
}

static int add_element (const Element *e, const char *api_key, wxc_RingKeys *keys, wxc_Error *err) {
  if (e->serial.data == NULL || e->ciphertext.data == NULL || e->nonce.data == NULL)
    return wxc_error(err, "signature", NULL, NULL, "the list of platform certificates has another shape");
  if (!same(e->algorithm, "AEAD_AES_256_GCM")) return WXC_OK; /* the SM variant's */
  if (keys->n == MAX_CERTIFICATES) return WXC_OK;
  return add(e, api_key, keys, err);
}

/* Elements are objects inside a list inside the object at the top, their ciphertext one object further in. */
static int read_list (wxc_JsonReader *r, const char *api_key, wxc_RingKeys *keys, wxc_Error *err) {
  enum { ELEMENT = 3 };
  Element e = {0};
  wxc_Slice name = {"", 0};
  wxc_JsonEvent event;
  while ((event = wxc_json_next(r)) != WXC_JSON_END) {
    wxc_Slice *place;
    switch (event) {
    case WXC_JSON_ERROR: return wxc_error(err, "signature", NULL, NULL, "the list of certificates is no JSON");
    case WXC_JSON_OBJECT:
      if (r->depth == ELEMENT) memset(&e, 0, sizeof(e));
      break;
    case WXC_JSON_OBJECT_END:
      if (r->depth == ELEMENT - 1 && add_element(&e, api_key, keys, err) != WXC_OK) return WXC_ERR;
      break;
    case WXC_JSON_KEY: name = (wxc_Slice){r->text, r->len}; break;
    case WXC_JSON_STRING:
      if (r->depth >= ELEMENT && !r->escaped && (place = place_of(&e, name)) != NULL)
        *place = (wxc_Slice){r->text, r->len};
      break;
    default: break;
    }
  }
  return WXC_OK;
}

int wxc_certificates_open (const char *json, size_t len, const char *api_key, wxc_RingKeys *keys, wxc_Error *err) {
  wxc_JsonReader r;
  *keys = (wxc_RingKeys){calloc(MAX_CERTIFICATES, sizeof(*keys->at)), 0};
  if (keys->at == NULL) return wxc_error(err, "signature", NULL, NULL, "out of memory");
  wxc_json_read(&r, json, len);
  if (read_list(&r, api_key, keys, err) == WXC_OK) {
    if (keys->n > 0) return WXC_OK;
    wxc_error(err, "signature", NULL, NULL, "the list of platform certificates is empty");
  }
  wxc_ringkeys_free(keys);
  return WXC_ERR;
}
