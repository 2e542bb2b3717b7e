/*
** keys.c - many threads on the same keys: what one signs or encrypts, another verifies or decrypts, while keys are loaded,
** kept and let go. Nobody's OpenSSL errors change, and nothing is lost.
** usage: keys PRIVATE_PEM PUBLIC_PEM ROUNDS
*/
#include "crypto/gcm.h"
#include "crypto/key.h"
#include "crypto/rsa.h"

#include <openssl/err.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THREADS 6
#define MESSAGE "GET\n/v3/certificates\n1554208460\nN\n\n"

#define CHECK(what)                                              \
  do {                                                           \
    if (!(what)) {                                               \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #what); \
      exit(1);                                                   \
    }                                                            \
  } while (0)

static char private_pem[8192], public_pem[8192];
static wxc_Key *own, *theirs;
static int rounds;

static void load (const char *path, char *out, size_t room) {
  FILE *file = fopen(path, "rb");
  size_t n;
  CHECK(file != NULL);
  n = fread(out, 1, room - 1, file);
  CHECK(n > 0 && fclose(file) == 0);
  out[n] = '\0';
}

static void one_round (int i) {
  static const wxc_Slice api_key = {"Wx3mberCardTestKey0123456789abcd", 32}, nonce = {"AEuifuTUp0nd", 12},
                         aad = {"certificate", 11};
  char text[WXC_RSA_TEXT_MAX], plain[32];
  unsigned char opened[WXC_RSA_MAX], room[256];
  wxc_Slice sealed, back;
  wxc_Key *again;
  size_t n, len;
  CHECK(wxc_rsa_sign(own, MESSAGE, strlen(MESSAGE), text, sizeof(text), &n) == WXC_FAULT_NONE);
  CHECK(wxc_rsa_verify(theirs, MESSAGE, strlen(MESSAGE), text, n) == WXC_FAULT_NONE);
  CHECK(wxc_rsa_verify(theirs, MESSAGE, strlen(MESSAGE) - 1, text, n) == WXC_FAULT_SIGNATURE);
  snprintf(plain, sizeof(plain), "1380013%04d", i);
  CHECK(wxc_oaep_encrypt(theirs, plain, strlen(plain), text, sizeof(text), &n) == WXC_FAULT_NONE);
  CHECK(wxc_oaep_decrypt(own, text, n, opened, sizeof(opened), &len) == WXC_FAULT_NONE);
  CHECK(len == strlen(plain) && memcmp(opened, plain, len) == 0);
  text[8] = text[8] == 'A' ? 'B' : 'A';
  CHECK(wxc_oaep_decrypt(own, text, n, opened, sizeof(opened), &len) == WXC_FAULT_DECRYPT);
  back.data = plain, back.len = strlen(plain);
  CHECK(wxc_aead_seal(api_key, nonce, aad, back, room, &sealed) == WXC_FAULT_NONE);
  CHECK(sealed.len < sizeof(text));
  memcpy(text, sealed.data, sealed.len);
  sealed.data = text;
  CHECK(wxc_aead_open(api_key, nonce, aad, sealed, room, &back) == WXC_FAULT_NONE);
  CHECK(back.len == strlen(plain) && memcmp(back.data, plain, back.len) == 0);
  CHECK(wxc_key_load(private_pem, strlen(private_pem), WXC_KEY_PRIVATE, WXC_ALGORITHM_RSA, &again) == WXC_FAULT_NONE);
  CHECK(wxc_key_match(again, theirs) == WXC_FAULT_NONE);
  wxc_key_free(wxc_key_keep(again));
  wxc_key_free(again);
  wxc_key_free(wxc_key_keep(own)); /* the count of a key that all have */
}

static void *work (void *arg) {
  ERR_raise(ERR_LIB_USER, 7); /* somebody else's, in this thread */
  for (int i = 0; i < rounds; i++) one_round(i);
  CHECK(ERR_GET_REASON(ERR_get_error()) == 7 && ERR_get_error() == 0);
  return arg;
}

int main (int argc, char **argv) {
  pthread_t threads[THREADS];
  CHECK(argc == 4);
  load(argv[1], private_pem, sizeof(private_pem));
  load(argv[2], public_pem, sizeof(public_pem));
  rounds = atoi(argv[3]);
  CHECK(wxc_key_load(private_pem, strlen(private_pem), WXC_KEY_PRIVATE, WXC_ALGORITHM_RSA, &own) == WXC_FAULT_NONE);
  CHECK(wxc_key_load(public_pem, strlen(public_pem), WXC_KEY_PUBLIC, WXC_ALGORITHM_RSA, &theirs) == WXC_FAULT_NONE);
  for (int i = 0; i < THREADS; i++) CHECK(pthread_create(&threads[i], NULL, work, NULL) == 0);
  for (int i = 0; i < THREADS; i++) CHECK(pthread_join(threads[i], NULL) == 0);
  wxc_key_free(own);
  wxc_key_free(theirs);
  puts("ok");
  return 0;
}
