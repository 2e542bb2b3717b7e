/*
** paysign.c - see paysign.h.
*/
#include "crypto/paysign.h"

#include "crypto/rsa.h"
#include "crypto/sm.h"

#include <string.h>

static const wxc_PayScheme schemes[] = {
    {"WECHATPAY2-SHA256-RSA2048", "mchid", WXC_ALGORITHM_RSA},
    {"WECHATPAY-BRAND-SHA256-RSA2048", "brand_id", WXC_ALGORITHM_RSA},
    {"WECHATPAY2-SM2-WITH-SM3", "mchid", WXC_ALGORITHM_SM2},
};

static const wxc_Slice LF = {"\n", 1};
static const char PROBE[] = "WECHATPAY/SIGNTEST/";

static int is (wxc_Slice s, const char *text) {
  return s.len == strlen(text) && memcmp(s.data, text, s.len) == 0;
}

const wxc_PayScheme *wxc_pay_scheme (wxc_Slice word) {
  for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++)
    if (is(word, schemes[i].word)) return &schemes[i];
  return NULL;
}

/* Each line has its end, the last one too, and an empty one stays. */
static void lines (const wxc_Slice *texts, size_t count, wxc_Slice *parts) {
  for (size_t i = 0; i < count; i++) parts[2 * i] = texts[i], parts[2 * i + 1] = LF;
}

void wxc_pay_request_parts (const wxc_PayRequest *r, wxc_Slice parts[WXC_PAY_REQUEST_PARTS]) {
  const wxc_Slice texts[] = {r->method, r->url, r->timestamp, r->nonce, r->body};
  lines(texts, WXC_PAY_REQUEST_PARTS / 2, parts);
}

void wxc_pay_answer_parts (const wxc_PayAnswer *a, wxc_Slice parts[WXC_PAY_ANSWER_PARTS]) {
  const wxc_Slice texts[] = {a->timestamp, a->nonce, a->body};
  lines(texts, WXC_PAY_ANSWER_PARTS / 2, parts);
}

/* Decimal seconds of at most 12 digits, or -1. */
static long long seconds_of (wxc_Slice text) {
  long long n = 0;
  if (text.len < 1 || text.len > 12) return -1;
  for (size_t i = 0; i < text.len; i++) {
    if (text.data[i] < '0' || text.data[i] > '9') return -1;
    n = n * 10 + (text.data[i] - '0');
  }
  return n;
}

/* SM2 has no signing in parts: these are joined first. */
static wxc_Fault verify_sm2 (const wxc_Key *key, const wxc_Slice *parts, wxc_Slice signature) {
  wxc_Fault rc = WXC_FAULT_MEMORY;
  wxc_Buf text;
  wxc_buf_init(&text, (size_t)64 << 20);
  for (size_t i = 0; i < WXC_PAY_ANSWER_PARTS; i++) wxc_buf_add(&text, parts[i].data, parts[i].len);
  if (!text.failed) rc = wxc_sm2_verify(key, text.data, text.len, signature.data, signature.len);
  wxc_buf_free(&text);
  return rc;
}

wxc_Fault wxc_pay_check (const wxc_PayAnswer *a, const wxc_PayScheme *scheme, long long now, wxc_PayFind find,
                         void *ring) {
  wxc_Slice parts[WXC_PAY_ANSWER_PARTS];
  const wxc_Key *key;
  long long then;
  wxc_Fault rc;
  if (a->timestamp.data == NULL || a->nonce.data == NULL || a->signature.data == NULL || a->serial.data == NULL)
    return WXC_FAULT_UNSIGNED;
  if ((then = seconds_of(a->timestamp)) < 0) return WXC_FAULT_TIMESTAMP;
  if (then - now > WXC_PAY_WINDOW || now - then > WXC_PAY_WINDOW) return WXC_FAULT_CLOCK;
  if (a->type.data != NULL && !is(a->type, scheme->word)) return WXC_FAULT_SCHEME;
  if ((key = find(ring, a->serial)) == NULL) return WXC_FAULT_UNKNOWN_SERIAL;
  if (wxc_key_algorithm(key) != scheme->algorithm) return WXC_FAULT_SCHEME;
  wxc_pay_answer_parts(a, parts);
  if (scheme->algorithm == WXC_ALGORITHM_SM2)
    rc = verify_sm2(key, parts, a->signature);
  else
    rc = wxc_rsa_verify_parts(key, parts, WXC_PAY_ANSWER_PARTS, a->signature.data, a->signature.len);
  if (rc != WXC_FAULT_SIGNATURE && rc != WXC_FAULT_BASE64) return rc;
  if (a->signature.len >= strlen(PROBE) && memcmp(a->signature.data, PROBE, strlen(PROBE)) == 0)
    return WXC_FAULT_PROBE; /* judged after it failed, so that the prefix alone decides nothing */
  return WXC_FAULT_BAD_SIGNATURE;
}

static void add (wxc_Buf *out, const char *text) {
  wxc_buf_add(out, text, strlen(text));
}

static void member (wxc_Buf *out, const char *before, const char *name, wxc_Slice value) {
  add(out, before);
  add(out, name);
  add(out, "=\"");
  wxc_buf_add(out, value.data, value.len);
  add(out, "\"");
}

void wxc_pay_authorization (const wxc_PayScheme *scheme, const wxc_PayAuthorization *m, wxc_Buf *out) {
  add(out, scheme->word);
  member(out, " ", scheme->identity, m->identity);
  member(out, ",", "nonce_str", m->nonce);
  member(out, ",", "signature", m->signature);
  member(out, ",", "timestamp", m->timestamp);
  member(out, ",", "serial_no", m->serial);
}

static wxc_Slice until (wxc_Slice *rest, char end) {
  const char *at = rest->len > 0 ? memchr(rest->data, end, rest->len) : NULL;
  wxc_Slice head = {NULL, 0};
  if (at == NULL) return head;
  head.data = rest->data, head.len = (size_t)(at - rest->data);
  rest->data = at + 1, rest->len -= head.len + 1;
  return head;
}

static void skip_blanks (wxc_Slice *s) {
  for (; s->len > 0 && s->data[0] == ' ';) s->data++, s->len--;
}

static wxc_Slice *place_of (wxc_PayAuthorization *m, const wxc_PayScheme *scheme, wxc_Slice name) {
  if (is(name, scheme->identity)) return &m->identity;
  if (is(name, "nonce_str")) return &m->nonce;
  if (is(name, "signature")) return &m->signature;
  if (is(name, "timestamp")) return &m->timestamp;
  return is(name, "serial_no") ? &m->serial : NULL;
}

int wxc_pay_authorization_parse (wxc_Slice header, wxc_PayAuthorization *m) {
  wxc_Slice rest = header, name, value, *place;
  const wxc_PayScheme *scheme;
  int count = 0;
  memset(m, 0, sizeof(*m));
  m->scheme = until(&rest, ' ');
  if (m->scheme.data == NULL || (scheme = wxc_pay_scheme(m->scheme)) == NULL) return WXC_ERR;
  for (;;) {
    skip_blanks(&rest);
    name = until(&rest, '=');
    if (name.data == NULL || rest.len == 0 || rest.data[0] != '"') return WXC_ERR;
    rest.data++, rest.len--;
    value = until(&rest, '"');
    place = place_of(m, scheme, name);
    if (value.data == NULL || place == NULL || place->data != NULL) return WXC_ERR;
    *place = value;
    count++;
    skip_blanks(&rest);
    if (rest.len == 0) break;
    if (rest.data[0] != ',') return WXC_ERR;
    rest.data++, rest.len--;
  }
  return count == 5 ? WXC_OK : WXC_ERR;
}
