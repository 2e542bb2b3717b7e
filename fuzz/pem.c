/*
** pem.c - libFuzzer target: PEM texts, keys, certificates and serials.
** The input is taken as a text as it is, and as DER that is put between the lines of each kind of block, so that what is
** behind base64 is reached. A key that loads must work: what the private half signs, the public half verifies.
*/
#include "crypto/certificate.h"
#include "crypto/key.h"
#include "crypto/rsa.h"

#include <openssl/err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void must (int truth) {
  if (!truth) abort();
}

/* Every fault has a name and a sentence. */
static void told (wxc_Fault fault) {
  wxc_Error err;
  must(fault >= WXC_FAULT_NONE && fault < WXC_FAULT_COUNT);
  if (fault == WXC_FAULT_NONE) return;
  must(*wxc_fault_name(fault) != '\0');
  must(wxc_fault_error(fault, NULL, &err) == WXC_ERR && *err.message != '\0');
}

static void use (const wxc_Key *key) {
  char pem[WXC_PUBLIC_PEM_MAX], text[WXC_RSA_TEXT_MAX];
  wxc_Key *public;
  size_t n;
  if (wxc_key_public_pem(key, pem, &n) != WXC_FAULT_NONE) return;
  must(n == strlen(pem));
  if (wxc_key_load(pem, n, WXC_KEY_PUBLIC_ALONE, wxc_key_algorithm(key), &public) != WXC_FAULT_NONE) return;
  must(wxc_key_match(key, public) == WXC_FAULT_NONE);
  told(wxc_oaep_encrypt(public, "x", 1, text, sizeof(text), &n));
  wxc_key_free(public);
}

static void read_text (const char *text, size_t n) {
  char *copy = malloc(n > 0 ? n : 1); /* exact, so that reading past its end is seen */
  char serial[WXC_SERIAL_DIGITS + 1];
  wxc_Certificate certificate;
  wxc_Slice given;
  wxc_Fault fault;
  wxc_Key *key;
  wxc_Pem pem;
  must(copy != NULL);
  if (n > 0) memcpy(copy, text, n);
  fault = wxc_pem_read(copy, n, &pem);
  told(fault);
  must(fault == WXC_FAULT_NONE || pem.der == NULL);
  wxc_pem_free(&pem);
  for (int want = WXC_KEY_ANY; want <= WXC_KEY_PUBLIC_ALONE; want++) {
    fault = wxc_key_load(copy, n, (wxc_KeyUse)want, WXC_ALGORITHM_ANY, &key);
    told(fault);
    must((fault == WXC_FAULT_NONE) == (key != NULL));
    if (want == WXC_KEY_ANY && key != NULL) use(key);
    wxc_key_free(key);
  }
  fault = wxc_certificate_read(copy, n, &certificate);
  told(fault);
  if (fault == WXC_FAULT_NONE) {
    given.data = certificate.serial, given.len = strlen(certificate.serial);
    must(given.len % 2 == 0 && given.len > 0);
    if (given.len <= WXC_SERIAL_DIGITS) {
      must(wxc_serial_check(given, &certificate, serial) == WXC_FAULT_NONE);
      must(strcmp(serial, certificate.serial) == 0);
    }
    given.data = copy, given.len = n;
    told(wxc_serial_check(given, &certificate, serial));
  }
  given.data = copy, given.len = n;
  if (wxc_serial_check(given, NULL, serial) == WXC_FAULT_NONE)
    must(strspn(serial, "0123456789ABCDEF") == strlen(serial));
  free(copy);
}

static void read_der (const uint8_t *data, size_t n) {
  static const char *const labels[] = {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY",
                                       "PUBLIC KEY",  "RSA PUBLIC KEY",  "CERTIFICATE"};
  char *text = malloc(wxc_base64_size(n) + 128);
  must(text != NULL);
  for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
    size_t room = wxc_base64_size(n) + 128, at = (size_t)snprintf(text, room, "-----BEGIN %s-----\n", labels[i]);
    wxc_base64_encode(data, n, text + at);
    at += wxc_base64_size(n);
    at += (size_t)snprintf(text + at, room - at, "\n-----END %s-----\n", labels[i]);
    read_text(text, at);
  }
  free(text);
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size) {
  char time[WXC_RFC3339 + 1];
  long long seconds = 0;
  if (size > 1 << 15) return 0;
  ERR_clear_error();
  ERR_raise(ERR_LIB_USER, 1); /* somebody else's error: it must still be there afterwards, and alone */
  read_text((const char *)data, size);
  read_der(data, size);
  memcpy(&seconds, data, size < sizeof(seconds) ? size : sizeof(seconds));
  wxc_rfc3339(seconds, time);
  must(strlen(time) == WXC_RFC3339);
  must(ERR_GET_REASON(ERR_peek_last_error()) == 1 && ERR_get_error() != 0 && ERR_get_error() == 0);
  return 0;
}
