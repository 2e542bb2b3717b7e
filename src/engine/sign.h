/*
** sign.h - one request signed, and one answer judged: crypto/paysign.h with what a call brings to it. Pure but for RSA.
** Any thread.
*/
#ifndef WXC_SIGN_H
#define WXC_SIGN_H

#include "crypto/paysign.h"
#include "engine/identity.h"
#include "json/buf.h"

#include <stdint.h>

#define WXC_NONCE 32

typedef struct wxc_SignRequest {
  const char *method;
  wxc_Slice target; /* path and query, byte for byte as on the request line */
  wxc_Slice body;   /* as sent; of an upload its meta part */
  int64_t timestamp;
  char nonce[WXC_NONCE]; /* not terminated */
} wxc_SignRequest;

/* Appends the Authorization header's value. */
wxc_Fault wxc_sign_request (const wxc_SignRequest *r, wxc_Identity *id, wxc_Buf *out);

/* The value of a header in lines of "Name: value"; data NULL when it is absent. The last of equal names counts. */
wxc_Slice wxc_header_find (const wxc_Buf *lines, const char *name);

/* WXC_FAULT_NONE when the answer is genuine. `delivered`: keys that it brings itself, or NULL. */
wxc_Fault wxc_sign_judge (wxc_Identity *id, const wxc_RingKeys *delivered, const wxc_Buf *headers, const wxc_Buf *body,
                          int64_t now);

/* Why an answer does not count, for programs: "missing_header", "stale", "unknown_serial", "signtest", "bad_signature". */
const char *wxc_reason_name (wxc_Fault fault);

#endif
