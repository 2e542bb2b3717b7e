/*
** pem.h - what a PEM text is, and the DER inside. Takes CRLF, indentation, a byte order mark and text around the block;
** never asks for a passphrase. No OpenSSL, no state, any thread.
*/
#ifndef WXC_PEM_H
#define WXC_PEM_H

#include "crypto/fault.h"

#include <stddef.h>

enum { WXC_PEM_MAX = 1 << 16 }; /* bytes of text */

typedef enum wxc_PemKind {
  WXC_PEM_NONE,
  WXC_PEM_PRIVATE_KEY, /* PKCS#8 */
  WXC_PEM_RSA_PRIVATE, /* PKCS#1 */
  WXC_PEM_EC_PRIVATE,  /* SEC 1 */
  WXC_PEM_PUBLIC_KEY,  /* SPKI */
  WXC_PEM_RSA_PUBLIC,  /* PKCS#1 */
  WXC_PEM_CERTIFICATE,
  WXC_PEM_REQUEST,
  WXC_PEM_ENCRYPTED, /* a private key with a passphrase */
} wxc_PemKind;

typedef struct wxc_Pem {
  wxc_PemKind kind;
  unsigned char *der; /* owned; maybe a private key, so it is wiped */
  size_t len;
} wxc_Pem;

/* Reads the one block of a text. On a fault `pem` holds nothing, but for its kind where that could be told. */
wxc_Fault wxc_pem_read (const char *text, size_t n, wxc_Pem *pem);

/* Idempotent, and happy with a zeroed one. */
void wxc_pem_free (wxc_Pem *pem);

/* "private key", "public key", "certificate", "certificate request", "encrypted private key" */
const char *wxc_pem_kind_name (wxc_PemKind kind);

/* Whether it is a private key that can be used as it is. */
int wxc_pem_is_private (wxc_PemKind kind);

#endif
