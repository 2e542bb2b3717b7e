/*
** key.c - see key.h.
*/
#include "crypto/key.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { RSA_MIN_BITS = 2048, RSA_MAX_BITS = 8192 };

struct wxc_Key {
  EVP_PKEY *pkey; /* owned; OpenSSL lets many threads use one */
  wxc_KeyAlgorithm algorithm;
  wxc_PemKind kind;
  atomic_int owners;
};

/* Whether such a PEM can be what the caller means. */
static wxc_Fault check_kind (wxc_PemKind kind, wxc_KeyUse use) {
  if (kind == WXC_PEM_ENCRYPTED) return WXC_FAULT_ENCRYPTED_KEY;
  if (kind == WXC_PEM_REQUEST) return WXC_FAULT_CERTIFICATE_REQUEST;
  switch (use) {
  case WXC_KEY_ANY: break;
  case WXC_KEY_PRIVATE:
    if (kind == WXC_PEM_CERTIFICATE) return WXC_FAULT_CERTIFICATE_FOR_PRIVATE_KEY;
    if (!wxc_pem_is_private(kind)) return WXC_FAULT_PUBLIC_FOR_PRIVATE_KEY;
    break;
  case WXC_KEY_PUBLIC_ALONE:
    if (kind == WXC_PEM_CERTIFICATE) return WXC_FAULT_CERTIFICATE_FOR_PUBLIC_KEY;
    /* fallthrough */
  case WXC_KEY_PUBLIC:
    if (wxc_pem_is_private(kind)) return WXC_FAULT_PRIVATE_FOR_PUBLIC_KEY;
    break;
  }
  return WXC_FAULT_NONE;
}

/* An RSA key inside is read as what it is: to let OpenSSL find that out takes three times as long. */
static EVP_PKEY *pkey_of_pkcs8 (const unsigned char **p, long n) {
  PKCS8_PRIV_KEY_INFO *info = d2i_PKCS8_PRIV_KEY_INFO(NULL, p, n);
  const unsigned char *inner = NULL, *start;
  const ASN1_OBJECT *algorithm = NULL;
  EVP_PKEY *pkey = NULL;
  int len = 0;
  if (info == NULL || PKCS8_pkey_get0(&algorithm, &inner, &len, NULL, info) != 1) goto done;
  start = inner;
  if (OBJ_obj2nid(algorithm) != NID_rsaEncryption)
    pkey = EVP_PKCS82PKEY(info);
  else if ((pkey = d2i_PrivateKey(EVP_PKEY_RSA, NULL, &inner, len)) != NULL && inner != start + len) {
    EVP_PKEY_free(pkey);
    pkey = NULL;
  }
done:
  PKCS8_PRIV_KEY_INFO_free(info);
  return pkey;
}

static EVP_PKEY *pkey_of_certificate (const unsigned char **p, long n) {
  X509 *x = d2i_X509(NULL, p, n);
  EVP_PKEY *pkey = x != NULL ? X509_get_pubkey(x) : NULL;
  X509_free(x);
  return pkey;
}

/* NULL when the DER is none, or has something behind. */
static EVP_PKEY *parse (const wxc_Pem *pem) {
  const unsigned char *p = pem->der;
  EVP_PKEY *pkey = NULL;
  long n = (long)pem->len;
  switch (pem->kind) {
  case WXC_PEM_PRIVATE_KEY: pkey = pkey_of_pkcs8(&p, n); break;
  case WXC_PEM_RSA_PRIVATE: pkey = d2i_PrivateKey(EVP_PKEY_RSA, NULL, &p, n); break;
  case WXC_PEM_EC_PRIVATE: pkey = d2i_PrivateKey(EVP_PKEY_EC, NULL, &p, n); break;
  case WXC_PEM_PUBLIC_KEY: pkey = d2i_PUBKEY(NULL, &p, n); break;
  case WXC_PEM_RSA_PUBLIC: pkey = d2i_PublicKey(EVP_PKEY_RSA, NULL, &p, n); break;
  case WXC_PEM_CERTIFICATE: pkey = pkey_of_certificate(&p, n); break;
  case WXC_PEM_REQUEST:
  case WXC_PEM_ENCRYPTED:
  case WXC_PEM_NONE: break;
  }
  if (p != pem->der + pem->len) {
    EVP_PKEY_free(pkey);
    return NULL;
  }
  return pkey;
}

static wxc_Fault check_algorithm (wxc_KeyAlgorithm have, wxc_KeyAlgorithm want) {
  if (want == WXC_ALGORITHM_ANY || have == want) return WXC_FAULT_NONE;
  return want == WXC_ALGORITHM_RSA ? WXC_FAULT_NOT_RSA : WXC_FAULT_NOT_SM2;
}

static wxc_Fault inspect (EVP_PKEY *pkey, wxc_KeyAlgorithm want, wxc_KeyAlgorithm *have) {
  if (EVP_PKEY_is_a(pkey, "RSA")) {
    int bits = EVP_PKEY_get_bits(pkey);
    *have = WXC_ALGORITHM_RSA;
    if (want != WXC_ALGORITHM_SM2 && (bits < RSA_MIN_BITS || bits > RSA_MAX_BITS)) return WXC_FAULT_KEY_SIZE;
  }
  else if (EVP_PKEY_is_a(pkey, "SM2"))
    *have = WXC_ALGORITHM_SM2;
  else
    return want == WXC_ALGORITHM_ANY ? WXC_FAULT_UNKNOWN_ALGORITHM : check_algorithm(WXC_ALGORITHM_ANY, want);
  return check_algorithm(*have, want);
}

wxc_Fault wxc_key_load (const char *text, size_t n, wxc_KeyUse use, wxc_KeyAlgorithm algorithm, wxc_Key **key) {
  wxc_Key *made = NULL;
  EVP_PKEY *pkey = NULL;
  wxc_Fault rc;
  wxc_Pem pem;
  *key = NULL;
  ERR_set_mark();
  if ((rc = wxc_pem_read(text, n, &pem)) != WXC_FAULT_NONE) goto done;
  if ((rc = check_kind(pem.kind, use)) != WXC_FAULT_NONE) goto done;
  if ((pkey = parse(&pem)) == NULL) {
    rc = WXC_FAULT_DAMAGED_PEM;
    goto done;
  }
  if ((made = calloc(1, sizeof(*made))) == NULL) {
    rc = WXC_FAULT_MEMORY;
    goto done;
  }
  if ((rc = inspect(pkey, algorithm, &made->algorithm)) != WXC_FAULT_NONE) goto done;
  made->pkey = pkey;
  made->kind = pem.kind;
  atomic_init(&made->owners, 1);
  *key = made; /* ownership leaves here */
  pkey = NULL, made = NULL;
done:
  free(made);
  EVP_PKEY_free(pkey);
  wxc_pem_free(&pem);
  ERR_pop_to_mark();
  return rc;
}

wxc_Key *wxc_key_keep (wxc_Key *key) {
  atomic_fetch_add_explicit(&key->owners, 1, memory_order_relaxed);
  return key;
}

void wxc_key_free (wxc_Key *key) {
  if (key == NULL || atomic_fetch_sub_explicit(&key->owners, 1, memory_order_acq_rel) != 1) return;
  EVP_PKEY_free(key->pkey); /* which wipes */
  free(key);
}

wxc_KeyAlgorithm wxc_key_algorithm (const wxc_Key *key) {
  return key->algorithm;
}

wxc_PemKind wxc_key_kind (const wxc_Key *key) {
  return key->kind;
}

int wxc_key_is_private (const wxc_Key *key) {
  return wxc_pem_is_private(key->kind);
}

int wxc_key_bits (const wxc_Key *key) {
  return EVP_PKEY_get_bits(key->pkey);
}

size_t wxc_key_bytes (const wxc_Key *key) {
  return (size_t)EVP_PKEY_get_size(key->pkey);
}

EVP_PKEY *wxc_key_pkey (const wxc_Key *key) {
  return key->pkey;
}

wxc_Fault wxc_key_match (const wxc_Key *a, const wxc_Key *b) {
  int equal;
  ERR_set_mark();
  equal = EVP_PKEY_eq(a->pkey, b->pkey);
  ERR_pop_to_mark();
  return equal == 1 ? WXC_FAULT_NONE : WXC_FAULT_WRONG_PAIR;
}

wxc_Fault wxc_key_check (const wxc_Key *key, wxc_KeyUse use, wxc_KeyAlgorithm algorithm) {
  wxc_Fault fault = check_kind(key->kind, use);
  return fault != WXC_FAULT_NONE ? fault : check_algorithm(key->algorithm, algorithm);
}

wxc_Fault wxc_key_public_pem (const wxc_Key *key, char out[WXC_PUBLIC_PEM_MAX], size_t *len) {
  wxc_Fault rc = WXC_FAULT_NONE;
  BIO *bio = NULL;
  int n;
  *len = 0;
  ERR_set_mark();
  if ((bio = BIO_new(BIO_s_mem())) == NULL || PEM_write_bio_PUBKEY(bio, key->pkey) != 1 ||
      (n = BIO_read(bio, out, WXC_PUBLIC_PEM_MAX - 1)) <= 0 || BIO_pending(bio) != 0) {
    rc = WXC_FAULT_OPENSSL;
    goto done;
  }
  out[n] = '\0';
  *len = (size_t)n;
done:
  BIO_free(bio);
  ERR_pop_to_mark();
  return rc;
}
