/*
** paysign.h - what WeChat Pay signs, the header that carries it, and the judgement of a signed answer or notification.
** Bytes and a time in, bytes or a fault out: no clock, no network, any thread. All slices are borrowed.
*/
#ifndef WXC_PAYSIGN_H
#define WXC_PAYSIGN_H

#include "crypto/bytes.h"
#include "crypto/fault.h"
#include "crypto/key.h"
#include "json/buf.h"

enum {
  WXC_PAY_REQUEST_PARTS = 10,
  WXC_PAY_ANSWER_PARTS = 6,
  WXC_PAY_WINDOW = 300 /* seconds that the other side's clock may be off, both ways */
};

typedef struct wxc_PayRequest {
  wxc_Slice method, url; /* as on the request line: path and query, percent-encoded already */
  wxc_Slice timestamp, nonce, body;
} wxc_PayRequest;

/* The text of a request as the parts that wxc_rsa_sign_parts joins. `body` of an upload is its meta text. */
void wxc_pay_request_parts (const wxc_PayRequest *request, wxc_Slice parts[WXC_PAY_REQUEST_PARTS]);

/* What an answer or a notification says about itself; data NULL for a header that is not there. */
typedef struct wxc_PayAnswer {
  wxc_Slice timestamp, nonce, signature, serial, type; /* Wechatpay-Timestamp, ..., Wechatpay-Signature-Type */
  wxc_Slice body;                                      /* raw */
} wxc_PayAnswer;

void wxc_pay_answer_parts (const wxc_PayAnswer *answer, wxc_Slice parts[WXC_PAY_ANSWER_PARTS]);

/* The key of an id, compared as a string, or NULL: never another one instead. */
typedef const wxc_Key *(*wxc_PayFind)(void *ring, wxc_Slice serial);

/* Who signs, and with what: schemes are data. */
typedef struct wxc_PayScheme {
  const char *word;     /* "WECHATPAY2-SHA256-RSA2048" */
  const char *identity; /* "mchid" */
  wxc_KeyAlgorithm algorithm;
} wxc_PayScheme;

/* NULL for a word that nobody here knows. */
const wxc_PayScheme *wxc_pay_scheme (wxc_Slice word);

/* WXC_FAULT_NONE alone means that the answer is genuine and fresh. `scheme` is the caller's own. */
wxc_Fault wxc_pay_check (const wxc_PayAnswer *answer, const wxc_PayScheme *scheme, long long now, wxc_PayFind find,
                         void *ring);

/* The members of an Authorization header. */
typedef struct wxc_PayAuthorization {
  wxc_Slice scheme, identity; /* the identity is the mchid or brand_id */
  wxc_Slice nonce, signature, timestamp, serial;
} wxc_PayAuthorization;

/* Appends the header's value. Values must not hold quotes. */
void wxc_pay_authorization (const wxc_PayScheme *scheme, const wxc_PayAuthorization *members, wxc_Buf *out);

/* Takes it apart: a known scheme and its five members, each once, in any order. WXC_OK or WXC_ERR. */
int wxc_pay_authorization_parse (wxc_Slice header, wxc_PayAuthorization *members);

#endif
