/*
** rsa.c - see rsa.h.
*/
#include "crypto/rsa.h"

#include "crypto/digest.h"
#include "crypto/secret.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <string.h>

enum { OAEP_OVERHEAD = 2 * 20 + 2 };

typedef int (*Init)(EVP_PKEY_CTX *ctx);

/* A context that is ready for PKCS#1 v1.5 with SHA-256, or NULL. */
static EVP_PKEY_CTX *signing (const wxc_Key *key, Init init) {
  EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_pkey(NULL, wxc_key_pkey(key), NULL);
  if (ctx != NULL && init(ctx) > 0 && EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PADDING) > 0 &&
      EVP_PKEY_CTX_set_signature_md(ctx, EVP_sha256()) > 0)
    return ctx;
  EVP_PKEY_CTX_free(ctx);
  return NULL;
}

/* A context that is ready for OAEP with SHA-1 in both places and no label, or NULL. */
static EVP_PKEY_CTX *oaep (const wxc_Key *key, Init init) {
  EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_pkey(NULL, wxc_key_pkey(key), NULL);
  if (ctx != NULL && init(ctx) > 0 && EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_OAEP_PADDING) > 0 &&
      EVP_PKEY_CTX_set_rsa_oaep_md(ctx, EVP_sha1()) > 0 && EVP_PKEY_CTX_set_rsa_mgf1_md(ctx, EVP_sha1()) > 0)
    return ctx;
  EVP_PKEY_CTX_free(ctx);
  return NULL;
}

/* A block of the key's size out of base64. */
static wxc_Fault block_of (const wxc_Key *key, const char *text, size_t n, unsigned char raw[WXC_RSA_MAX + 3],
                           wxc_Fault otherwise) {
  size_t len;
  if (n > WXC_RSA_TEXT_MAX) return otherwise;
  if (wxc_base64_decode(text, n, raw, &len) != WXC_OK) return WXC_FAULT_BASE64;
  return len == wxc_key_bytes(key) ? WXC_FAULT_NONE : otherwise;
}

wxc_Fault wxc_rsa_sign_parts (const wxc_Key *key, const wxc_Slice *parts, size_t count, char *out, size_t room,
                              size_t *len) {
  unsigned char digest[WXC_SHA256], raw[WXC_RSA_MAX];
  size_t n = sizeof(raw);
  EVP_PKEY_CTX *ctx = NULL;
  wxc_Fault rc;
  *len = 0;
  if ((rc = wxc_key_check(key, WXC_KEY_PRIVATE, WXC_ALGORITHM_RSA)) != WXC_FAULT_NONE) return rc;
  if (room < wxc_base64_size(wxc_key_bytes(key))) return WXC_FAULT_ROOM;
  ERR_set_mark();
  if (wxc_sha256(parts, count, digest) != WXC_OK || (ctx = signing(key, EVP_PKEY_sign_init)) == NULL ||
      EVP_PKEY_sign(ctx, raw, &n, digest, sizeof(digest)) <= 0) {
    rc = WXC_FAULT_OPENSSL;
    goto done;
  }
  wxc_base64_encode(raw, n, out);
  *len = wxc_base64_size(n);
done:
  EVP_PKEY_CTX_free(ctx);
  ERR_pop_to_mark();
  return rc;
}

wxc_Fault wxc_rsa_sign (const wxc_Key *key, const void *msg, size_t n, char *out, size_t room, size_t *len) {
  wxc_Slice all = {msg, n};
  return wxc_rsa_sign_parts(key, &all, 1, out, room, len);
}

wxc_Fault wxc_rsa_verify_parts (const wxc_Key *key, const wxc_Slice *parts, size_t count, const char *signature,
                                size_t siglen) {
  unsigned char digest[WXC_SHA256], raw[WXC_RSA_MAX + 3];
  EVP_PKEY_CTX *ctx = NULL;
  wxc_Fault rc;
  if ((rc = wxc_key_check(key, WXC_KEY_PUBLIC, WXC_ALGORITHM_RSA)) != WXC_FAULT_NONE) return rc;
  if ((rc = block_of(key, signature, siglen, raw, WXC_FAULT_SIGNATURE)) != WXC_FAULT_NONE) return rc;
  ERR_set_mark();
  if (wxc_sha256(parts, count, digest) != WXC_OK || (ctx = signing(key, EVP_PKEY_verify_init)) == NULL) {
    rc = WXC_FAULT_OPENSSL;
    goto done;
  }
  if (EVP_PKEY_verify(ctx, raw, wxc_key_bytes(key), digest, sizeof(digest)) != 1) rc = WXC_FAULT_SIGNATURE;
done:
  EVP_PKEY_CTX_free(ctx);
  ERR_pop_to_mark();
  return rc;
}

wxc_Fault wxc_rsa_verify (const wxc_Key *key, const void *msg, size_t n, const char *signature, size_t siglen) {
  wxc_Slice all = {msg, n};
  return wxc_rsa_verify_parts(key, &all, 1, signature, siglen);
}

wxc_Fault wxc_rsa_recover (const wxc_Key *key, const char *signature, size_t siglen, unsigned char digest[32]) {
  unsigned char raw[WXC_RSA_MAX + 3], opened[WXC_RSA_MAX];
  size_t n = sizeof(opened);
  EVP_PKEY_CTX *ctx = NULL;
  wxc_Fault rc;
  if ((rc = wxc_key_check(key, WXC_KEY_PUBLIC, WXC_ALGORITHM_RSA)) != WXC_FAULT_NONE) return rc;
  if ((rc = block_of(key, signature, siglen, raw, WXC_FAULT_SIGNATURE)) != WXC_FAULT_NONE) return rc;
  ERR_set_mark();
  if ((ctx = signing(key, EVP_PKEY_verify_recover_init)) == NULL) {
    rc = WXC_FAULT_OPENSSL;
    goto done;
  }
  if (EVP_PKEY_verify_recover(ctx, opened, &n, raw, wxc_key_bytes(key)) <= 0 || n != WXC_SHA256) {
    rc = WXC_FAULT_SIGNATURE;
    goto done;
  }
  memcpy(digest, opened, WXC_SHA256);
done:
  EVP_PKEY_CTX_free(ctx);
  ERR_pop_to_mark();
  return rc;
}

size_t wxc_oaep_max (const wxc_Key *key) {
  return wxc_key_bytes(key) - OAEP_OVERHEAD;
}

wxc_Fault wxc_oaep_encrypt (const wxc_Key *key, const void *plain, size_t n, char *out, size_t room, size_t *len) {
  unsigned char raw[WXC_RSA_MAX];
  size_t made = sizeof(raw);
  EVP_PKEY_CTX *ctx = NULL;
  wxc_Fault rc;
  *len = 0;
  if ((rc = wxc_key_check(key, WXC_KEY_PUBLIC, WXC_ALGORITHM_RSA)) != WXC_FAULT_NONE) return rc;
  if (n > wxc_oaep_max(key)) return WXC_FAULT_TOO_LONG;
  if (room < wxc_base64_size(wxc_key_bytes(key))) return WXC_FAULT_ROOM;
  ERR_set_mark();
  if ((ctx = oaep(key, EVP_PKEY_encrypt_init)) == NULL || EVP_PKEY_encrypt(ctx, raw, &made, plain, n) <= 0) {
    rc = WXC_FAULT_OPENSSL;
    goto done;
  }
  wxc_base64_encode(raw, made, out);
  *len = wxc_base64_size(made);
done:
  EVP_PKEY_CTX_free(ctx);
  ERR_pop_to_mark();
  return rc;
}

wxc_Fault wxc_oaep_decrypt (const wxc_Key *key, const char *text, size_t n, unsigned char *out, size_t room,
                            size_t *len) {
  unsigned char raw[WXC_RSA_MAX + 3], plain[WXC_RSA_MAX];
  size_t made = sizeof(plain);
  EVP_PKEY_CTX *ctx = NULL;
  wxc_Fault rc;
  *len = 0;
  if ((rc = wxc_key_check(key, WXC_KEY_PRIVATE, WXC_ALGORITHM_RSA)) != WXC_FAULT_NONE) return rc;
  if ((rc = block_of(key, text, n, raw, WXC_FAULT_DECRYPT)) != WXC_FAULT_NONE) return rc;
  ERR_set_mark();
  if ((ctx = oaep(key, EVP_PKEY_decrypt_init)) == NULL) {
    rc = WXC_FAULT_OPENSSL;
    goto done;
  }
  if (EVP_PKEY_decrypt(ctx, plain, &made, raw, wxc_key_bytes(key)) <= 0) {
    rc = WXC_FAULT_DECRYPT;
    goto done;
  }
  if (made > room) {
    rc = WXC_FAULT_ROOM;
    goto done;
  }
  if (made > 0) memcpy(out, plain, made);
  *len = made;
done:
  wxc_wipe(plain, sizeof(plain));
  EVP_PKEY_CTX_free(ctx);
  ERR_pop_to_mark();
  return rc;
}
