/*
** gcm.c - see gcm.h.
*/
#include "crypto/gcm.h"

#include "crypto/secret.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <string.h>

enum { NONCE_MAX = 64 };

/* Fetched once a process and kept, see digest.c. */
static EVP_CIPHER *aes128, *aes192, *aes256;
static pthread_once_t fetched = PTHREAD_ONCE_INIT;

static void fetch (void) {
  aes128 = EVP_CIPHER_fetch(NULL, "AES-128-GCM", NULL);
  aes192 = EVP_CIPHER_fetch(NULL, "AES-192-GCM", NULL);
  aes256 = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
}

static const EVP_CIPHER *cipher_of (size_t key) {
  pthread_once(&fetched, fetch);
  if (key == 16) return aes128 != NULL ? aes128 : EVP_aes_128_gcm();
  if (key == 24) return aes192 != NULL ? aes192 : EVP_aes_192_gcm();
  return aes256 != NULL ? aes256 : EVP_aes_256_gcm();
}

static int is_alphanumeric (char c) {
  return wxc_base64_value(c) >= 0 && c != '+' && c != '/';
}

wxc_Fault wxc_api_key_check (wxc_Slice key) {
  if (key.len < WXC_API_KEY) return WXC_FAULT_API_KEY_LENGTH;
  if (key.len > WXC_API_KEY + 2) return WXC_FAULT_API_KEY_ENCODING; /* two more: a line end that came along */
  for (size_t i = 0; i < key.len; i++)
    if (!is_alphanumeric(key.data[i])) return WXC_FAULT_API_KEY_CHARACTERS;
  return key.len == WXC_API_KEY ? WXC_FAULT_NONE : WXC_FAULT_API_KEY_LENGTH;
}

static wxc_Fault check (wxc_Slice key, wxc_Slice nonce, size_t aad, size_t n) {
  if (key.len != 16 && key.len != 24 && key.len != 32) return WXC_FAULT_KEY_LENGTH;
  if (nonce.len < 1 || nonce.len > NONCE_MAX) return WXC_FAULT_NONCE_LENGTH;
  return n > WXC_GCM_MAX || aad > WXC_GCM_MAX ? WXC_FAULT_TOO_LARGE : WXC_FAULT_NONE;
}

/* A context with key, nonce and associated data, or NULL. */
static EVP_CIPHER_CTX *begin (wxc_Slice key, wxc_Slice nonce, wxc_Slice aad, int encrypt) {
  EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
  int n;
  if (ctx != NULL && EVP_CipherInit_ex(ctx, cipher_of(key.len), NULL, NULL, NULL, encrypt) == 1 &&
      EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_IVLEN, (int)nonce.len, NULL) == 1 &&
      EVP_CipherInit_ex(ctx, NULL, NULL, (const unsigned char *)key.data, (const unsigned char *)nonce.data, encrypt) ==
          1 &&
      (aad.len == 0 || EVP_CipherUpdate(ctx, NULL, &n, (const unsigned char *)aad.data, (int)aad.len) == 1))
    return ctx;
  EVP_CIPHER_CTX_free(ctx);
  return NULL;
}

static int update (EVP_CIPHER_CTX *ctx, unsigned char *out, wxc_Slice in) {
  int n = 0;
  if (in.len == 0) return 1;
  return EVP_CipherUpdate(ctx, out, &n, (const unsigned char *)in.data, (int)in.len) == 1 && (size_t)n == in.len;
}

wxc_Fault wxc_gcm_seal (wxc_Slice key, wxc_Slice nonce, wxc_Slice aad, wxc_Slice plain, unsigned char *out) {
  EVP_CIPHER_CTX *ctx = NULL;
  wxc_Fault rc;
  int n = 0;
  if ((rc = check(key, nonce, aad.len, plain.len)) != WXC_FAULT_NONE) return rc;
  ERR_set_mark();
  if ((ctx = begin(key, nonce, aad, 1)) == NULL || !update(ctx, out, plain) ||
      EVP_CipherFinal_ex(ctx, out + plain.len, &n) != 1 || n != 0 ||
      EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_GET_TAG, WXC_GCM_TAG, out + plain.len) != 1)
    rc = WXC_FAULT_OPENSSL;
  EVP_CIPHER_CTX_free(ctx);
  ERR_pop_to_mark();
  return rc;
}

wxc_Fault wxc_gcm_open (wxc_Slice key, wxc_Slice nonce, wxc_Slice aad, wxc_Slice sealed, unsigned char *out,
                        size_t *len) {
  unsigned char tag[WXC_GCM_TAG], rest[WXC_GCM_TAG];
  EVP_CIPHER_CTX *ctx = NULL;
  wxc_Slice cipher = sealed;
  wxc_Fault rc;
  int n = 0;
  *len = 0;
  if (sealed.len < WXC_GCM_TAG) return WXC_FAULT_TOO_SHORT;
  cipher.len -= WXC_GCM_TAG;
  if ((rc = check(key, nonce, aad.len, cipher.len)) != WXC_FAULT_NONE) return rc;
  memcpy(tag, sealed.data + cipher.len, sizeof(tag)); /* `out` may be where it stands */
  ERR_set_mark();
  if ((ctx = begin(key, nonce, aad, 0)) == NULL ||
      EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_TAG, WXC_GCM_TAG, tag) != 1 || !update(ctx, out, cipher)) {
    rc = WXC_FAULT_OPENSSL;
    goto done;
  }
  if (EVP_CipherFinal_ex(ctx, rest, &n) != 1) { /* here the tag is compared */
    rc = WXC_FAULT_AUTHENTICATION;
    goto done;
  }
  *len = cipher.len;
done:
  if (rc != WXC_FAULT_NONE) wxc_wipe(out, cipher.len);
  EVP_CIPHER_CTX_free(ctx);
  ERR_pop_to_mark();
  return rc;
}

static wxc_Fault check_pay (wxc_Slice api_key, wxc_Slice nonce) {
  wxc_Fault rc = wxc_api_key_check(api_key);
  if (rc != WXC_FAULT_NONE) return rc;
  return nonce.len == WXC_PAY_NONCE ? WXC_FAULT_NONE : WXC_FAULT_NONCE_LENGTH;
}

wxc_Fault wxc_aead_open (wxc_Slice api_key, wxc_Slice nonce, wxc_Slice aad, wxc_Slice text, unsigned char *room,
                         wxc_Slice *plain) {
  wxc_Slice sealed = {(const char *)room, 0};
  wxc_Fault rc;
  plain->data = (const char *)room, plain->len = 0;
  if ((rc = check_pay(api_key, nonce)) != WXC_FAULT_NONE) return rc;
  if (text.len > WXC_GCM_MAX) return WXC_FAULT_TOO_LARGE;
  if (wxc_base64_decode(text.data, text.len, room, &sealed.len) != WXC_OK) return WXC_FAULT_BASE64;
  if (sealed.len <= WXC_GCM_TAG) return WXC_FAULT_TOO_SHORT;
  return wxc_gcm_open(api_key, nonce, aad, sealed, room, &plain->len);
}

size_t wxc_aead_seal_room (size_t n) {
  return n + WXC_GCM_TAG + wxc_base64_size(n + WXC_GCM_TAG);
}

wxc_Fault wxc_aead_seal (wxc_Slice api_key, wxc_Slice nonce, wxc_Slice aad, wxc_Slice plain, unsigned char *room,
                         wxc_Slice *text) {
  size_t n = plain.len + WXC_GCM_TAG;
  wxc_Fault rc;
  text->data = (const char *)room, text->len = 0;
  if ((rc = check_pay(api_key, nonce)) != WXC_FAULT_NONE) return rc;
  if (plain.len == 0) return WXC_FAULT_TOO_SHORT;              /* the other side would refuse it */
  if (plain.len > WXC_GCM_MAX / 2) return WXC_FAULT_TOO_LARGE; /* so that it can be opened again */
  if ((rc = wxc_gcm_seal(api_key, nonce, aad, plain, room)) != WXC_FAULT_NONE) return rc;
  wxc_base64_encode(room, n, (char *)room + n);
  text->data = (const char *)room + n;
  text->len = wxc_base64_size(n);
  return WXC_FAULT_NONE;
}
