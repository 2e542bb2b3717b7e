/*
** sign.c - see sign.h.
*/
#include "engine/sign.h"

#include "crypto/rsa.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static wxc_Slice slice (const char *text) {
  return (wxc_Slice){text, strlen(text)};
}

wxc_Fault wxc_sign_request (const wxc_SignRequest *r, wxc_Identity *id, wxc_Buf *out) {
  char time[24], signature[WXC_RSA_TEXT_MAX];
  wxc_Slice parts[WXC_PAY_REQUEST_PARTS];
  wxc_PayAuthorization members = {.identity = slice(id->id), .serial = slice(id->serial)};
  wxc_PayRequest request = {.method = slice(r->method), .url = r->target, .body = r->body};
  wxc_Key *key = wxc_latekey_get(&id->key);
  wxc_Fault fault;
  if (key == NULL) return WXC_FAULT_DAMAGED_PEM;
  snprintf(time, sizeof(time), "%" PRId64, r->timestamp);
  request.timestamp = members.timestamp = slice(time);
  request.nonce = members.nonce = (wxc_Slice){r->nonce, WXC_NONCE};
  wxc_pay_request_parts(&request, parts);
  members.signature.data = signature;
  fault = wxc_rsa_sign_parts(key, parts, WXC_PAY_REQUEST_PARTS, signature, sizeof(signature), &members.signature.len);
  if (fault != WXC_FAULT_NONE) return fault;
  wxc_pay_authorization(id->scheme, &members, out);
  return out->failed ? WXC_FAULT_MEMORY : WXC_FAULT_NONE;
}

wxc_Slice wxc_header_find (const wxc_Buf *lines, const char *name) {
  const char *p = lines->data, *end = p != NULL ? p + lines->len : NULL;
  size_t len = strlen(name);
  wxc_Slice found = {NULL, 0};
  while (p < end) {
    const char *eol = memchr(p, '\n', (size_t)(end - p));
    const char *stop = eol != NULL ? eol : end;
    if ((size_t)(stop - p) > len && p[len] == ':' && strncasecmp(p, name, len) == 0) {
      const char *value = p + len + 1;
      while (value < stop && (*value == ' ' || *value == '\t')) value++;
      while (stop > value && (stop[-1] == '\r' || stop[-1] == ' ' || stop[-1] == '\t')) stop--;
      found = (wxc_Slice){value, (size_t)(stop - value)};
    }
    p = eol != NULL ? eol + 1 : end;
  }
  if (found.len == 0) found.data = NULL;
  return found;
}

/* Where wxc_pay_check looks for a key, and the one that it was given. */
typedef struct Finder {
  wxc_Identity *id;
  const wxc_RingKeys *delivered;
  int64_t now;
  wxc_Key *key; /* owned */
} Finder;

static const wxc_Key *find_key (void *ring, wxc_Slice serial) {
  Finder *f = ring;
  if (f->delivered != NULL) f->key = wxc_ringkeys_find(f->delivered, serial.data, serial.len, f->now);
  if (f->key != NULL)
    wxc_key_keep(f->key);
  else
    f->key = wxc_identity_platform_key(f->id, serial.data, serial.len, f->now);
  return f->key;
}

wxc_Fault wxc_sign_judge (wxc_Identity *id, const wxc_RingKeys *delivered, const wxc_Buf *headers, const wxc_Buf *body,
                          int64_t now) {
  Finder finder = {id, delivered, now, NULL};
  wxc_PayAnswer answer = {
      .timestamp = wxc_header_find(headers, "Wechatpay-Timestamp"),
      .nonce = wxc_header_find(headers, "Wechatpay-Nonce"),
      .signature = wxc_header_find(headers, "Wechatpay-Signature"),
      .serial = wxc_header_find(headers, "Wechatpay-Serial"),
      .type = wxc_header_find(headers, "Wechatpay-Signature-Type"),
      .body = {body->len > 0 ? body->data : "", body->len},
  };
  wxc_Fault fault = wxc_pay_check(&answer, id->scheme, now, find_key, &finder);
  wxc_key_free(finder.key);
  return fault;
}

const char *wxc_reason_name (wxc_Fault fault) {
  switch (fault) {
  case WXC_FAULT_UNSIGNED: return "missing_header";
  case WXC_FAULT_TIMESTAMP:
  case WXC_FAULT_CLOCK: return "stale";
  case WXC_FAULT_SCHEME: return "bad_signature";
  default: return wxc_fault_name(fault);
  }
}
