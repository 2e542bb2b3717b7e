/*
** key.h - a key, parsed once and then used from any thread: counted, and never changed after it was made.
** OpenSSL's error queue is left as it was. Nothing here or in what it refuses shows a key.
*/
#ifndef WXC_KEY_H
#define WXC_KEY_H

#include "crypto/fault.h"
#include "crypto/pem.h"

#include <stddef.h>

typedef struct wxc_Key wxc_Key;

struct evp_pkey_st; /* OpenSSL's EVP_PKEY */

/* What the caller means by the text he gives: everything else is refused by name. */
typedef enum wxc_KeyUse {
  WXC_KEY_ANY,
  WXC_KEY_PRIVATE,
  WXC_KEY_PUBLIC,      /* a public key, or the certificate that holds it */
  WXC_KEY_PUBLIC_ALONE /* a public key and no certificate */
} wxc_KeyUse;

typedef enum wxc_KeyAlgorithm { WXC_ALGORITHM_ANY, WXC_ALGORITHM_RSA, WXC_ALGORITHM_SM2 } wxc_KeyAlgorithm;

enum { WXC_PUBLIC_PEM_MAX = 2048 };

/* Parses PKCS#1, PKCS#8, SEC 1, SPKI or a certificate. On WXC_FAULT_NONE the caller owns *key. */
wxc_Fault wxc_key_load (const char *text, size_t n, wxc_KeyUse use, wxc_KeyAlgorithm algorithm, wxc_Key **key);

/* One more owner. */
wxc_Key *wxc_key_keep (wxc_Key *key);
/* One owner less; the last one wipes it. NULL is fine. */
void wxc_key_free (wxc_Key *key);

wxc_KeyAlgorithm wxc_key_algorithm (const wxc_Key *key);
wxc_PemKind wxc_key_kind (const wxc_Key *key); /* of the text it came from */
int wxc_key_is_private (const wxc_Key *key);
int wxc_key_bits (const wxc_Key *key);
size_t wxc_key_bytes (const wxc_Key *key); /* of an RSA signature or ciphertext */
struct evp_pkey_st *wxc_key_pkey (const wxc_Key *key);

/* WXC_FAULT_NONE when both hold the same public key, else WXC_FAULT_WRONG_PAIR. */
wxc_Fault wxc_key_match (const wxc_Key *a, const wxc_Key *b);

/* Whether the key is private (or public) and of that algorithm; else the fault that says so. */
wxc_Fault wxc_key_check (const wxc_Key *key, wxc_KeyUse use, wxc_KeyAlgorithm algorithm);

/* The public half as PEM (SPKI), NUL-terminated. */
wxc_Fault wxc_key_public_pem (const wxc_Key *key, char out[WXC_PUBLIC_PEM_MAX], size_t *len);

#endif
