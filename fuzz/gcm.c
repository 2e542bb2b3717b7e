/*
** gcm.c - libFuzzer target: opening AEAD texts by AES-GCM and SM4-GCM, and signed answers with their headers.
** The first bytes of the input say how the rest is divided. What is sealed opens to what it was; one bit changed anywhere
** does not open, and leaves nothing of the plaintext behind.
*/
#include "crypto/gcm.h"
#include "crypto/paysign.h"
#include "crypto/secret.h"
#include "crypto/sm.h"

#include <openssl/err.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const wxc_Slice key = {"Wx3mberCardTestKey0123456789abcd", 32};

static void must (int truth) {
  if (!truth) abort();
}

static char *copy_of (const void *data, size_t n) {
  char *copy = malloc(n > 0 ? n : 1);
  must(copy != NULL);
  if (n > 0) memcpy(copy, data, n);
  return copy;
}

typedef wxc_Fault (*Open)(wxc_Slice key, wxc_Slice nonce, wxc_Slice aad, wxc_Slice text, unsigned char *room,
                          wxc_Slice *plain);

static void open_text (Open run, wxc_Slice nonce, wxc_Slice aad, wxc_Slice text) {
  unsigned char *room = malloc(wxc_base64_room(text.len));
  wxc_Slice plain;
  must(room != NULL);
  if (run(key, nonce, aad, text, room, &plain) == WXC_FAULT_NONE)
    must(plain.len > 0 && plain.len + WXC_GCM_TAG <= text.len);
  else
    must(plain.len == 0);
  free(room);
}

static wxc_Fault sm4_seal (wxc_Slice k, wxc_Slice nonce, wxc_Slice aad, wxc_Slice plain, unsigned char *out) {
  return wxc_sm4_gcm_seal((const unsigned char *)k.data, nonce, aad, plain, out);
}

static wxc_Fault sm4_open (wxc_Slice k, wxc_Slice nonce, wxc_Slice aad, wxc_Slice sealed, unsigned char *out,
                           size_t *len) {
  return wxc_sm4_gcm_open((const unsigned char *)k.data, nonce, aad, sealed, out, len);
}

typedef wxc_Fault (*RawSeal)(wxc_Slice, wxc_Slice, wxc_Slice, wxc_Slice, unsigned char *);
typedef wxc_Fault (*RawOpen)(wxc_Slice, wxc_Slice, wxc_Slice, wxc_Slice, unsigned char *, size_t *);

/* There and back in place; then with the bit `at` changed. */
static void round_trip (RawSeal seal, RawOpen open, wxc_Slice nonce, wxc_Slice aad, wxc_Slice plain, size_t at) {
  unsigned char *sealed = malloc(plain.len + WXC_GCM_TAG), *out = malloc(plain.len + 1);
  wxc_Slice all = {(const char *)sealed, plain.len + WXC_GCM_TAG};
  size_t n;
  must(sealed != NULL && out != NULL);
  must(seal(key, nonce, aad, plain, sealed) == WXC_FAULT_NONE);
  must(open(key, nonce, aad, all, out, &n) == WXC_FAULT_NONE);
  must(wxc_equal(out, n, plain.data, plain.len));
  at %= all.len * 8;
  sealed[at / 8] ^= (unsigned char)(1 << at % 8);
  memset(out, 0, plain.len + 1);
  must(open(key, nonce, aad, all, out, &n) == WXC_FAULT_AUTHENTICATION && n == 0);
  for (size_t i = 0; i < plain.len; i++) must(out[i] == 0);
  sealed[at / 8] ^= (unsigned char)(1 << at % 8);
  must(open(key, nonce, aad, all, sealed, &n) == WXC_FAULT_NONE); /* in place */
  must(wxc_equal(sealed, n, plain.data, plain.len));
  free(out);
  free(sealed);
}

static const wxc_Key *nobody (void *ring, wxc_Slice serial) {
  (void)ring, (void)serial;
  return NULL;
}

static void headers (const char *text, size_t n) {
  wxc_Slice all = {text, n};
  const wxc_PayScheme *scheme;
  wxc_PayAuthorization members, again;
  wxc_PayAnswer answer = {all, all, all, all, all, all};
  wxc_Buf out;
  must(wxc_pay_check(&answer, wxc_pay_scheme((wxc_Slice){"WECHATPAY2-SHA256-RSA2048", 25}), 0, nobody, NULL) !=
       WXC_FAULT_NONE);
  if (wxc_pay_authorization_parse(all, &members) != WXC_OK) return;
  must((scheme = wxc_pay_scheme(members.scheme)) != NULL);
  wxc_buf_init(&out, 1 << 20);
  wxc_pay_authorization(scheme, &members, &out);
  must(!out.failed && wxc_pay_authorization_parse((wxc_Slice){out.data, out.len}, &again) == WXC_OK);
  must(wxc_equal(again.signature.data, again.signature.len, members.signature.data, members.signature.len));
  must(wxc_equal(again.serial.data, again.serial.len, members.serial.data, members.serial.len));
  wxc_buf_free(&out);
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size) {
  wxc_Slice nonce = {"0123456789ab", 12}, aad, text;
  size_t cut, at;
  char *copy;
  if (size < 3 || size > 1 << 14) return 0;
  cut = data[0], at = (size_t)data[1] << 8 | data[2];
  data += 3, size -= 3;
  if (cut > size) cut = size;
  copy = copy_of(data, size);
  ERR_clear_error();
  ERR_raise(ERR_LIB_USER, 1); /* somebody else's error: it must still be there afterwards, and alone */
  aad.data = copy, aad.len = cut;
  text.data = copy + cut, text.len = size - cut;
  open_text(wxc_aead_open, nonce, aad, text);
  open_text(wxc_sm4_aead_open, nonce, aad, text);
  open_text(wxc_aead_open, aad, nonce, text);
  wxc_api_key_check(aad);
  round_trip(wxc_gcm_seal, wxc_gcm_open, nonce, aad, text, at);
  round_trip(sm4_seal, sm4_open, nonce, aad, text, at);
  headers(copy, size);
  must(ERR_GET_REASON(ERR_peek_last_error()) == 1 && ERR_get_error() != 0 && ERR_get_error() == 0);
  free(copy);
  return 0;
}
