/*
** digest.h - SHA-1 and SHA-256, as lower-case hex or as bytes. Any thread; OpenSSL's error queue is left as it was.
** A failure (WXC_ERR) means that OpenSSL has no such digest or no memory.
*/
#ifndef WXC_DIGEST_H
#define WXC_DIGEST_H

#include "crypto/bytes.h"

enum { WXC_SHA1_HEX = 40, WXC_SHA256_HEX = 64, WXC_SHA256 = 32 }; /* hex without the NUL, which is written too */

int wxc_sha1_hex (const void *data, size_t n, char hex[WXC_SHA1_HEX + 1]);
int wxc_sha256_hex (const void *data, size_t n, char hex[WXC_SHA256_HEX + 1]);

/* The bytes, of a text in parts. */
int wxc_sha256 (const wxc_Slice *parts, size_t count, unsigned char bytes[WXC_SHA256]);

/* n bytes as 2n digits and a NUL. */
void wxc_to_hex (const unsigned char *bytes, size_t n, char *hex);

/* Sorts the parts by bytes, in place, and digests them one after another without a separator. */
int wxc_sha1_sorted (wxc_Slice *parts, size_t count, char hex[WXC_SHA1_HEX + 1]);

#endif
