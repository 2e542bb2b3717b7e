/*
** rsa.h - SHA256-RSA (PKCS#1 v1.5) signatures and RSA-OAEP (SHA-1) values, as base64. Any thread, one key for all;
** OpenSSL's error queue is left as it was; no allocation of ours.
*/
#ifndef WXC_RSA_H
#define WXC_RSA_H

#include "crypto/bytes.h"
#include "crypto/key.h"

enum {
  WXC_RSA_MAX = 1024,                           /* bytes of the largest signature or ciphertext */
  WXC_RSA_TEXT_MAX = (WXC_RSA_MAX + 2) / 3 * 4, /* characters of its base64 */
};

/* Signs msg with a private key. Writes base64, no NUL; `room` of WXC_RSA_TEXT_MAX is always enough. */
wxc_Fault wxc_rsa_sign (const wxc_Key *key, const void *msg, size_t n, char *out, size_t room, size_t *len);
/* The same for a text in parts, which are signed as if joined. */
wxc_Fault wxc_rsa_sign_parts (const wxc_Key *key, const wxc_Slice *parts, size_t count, char *out, size_t room,
                              size_t *len);

/* WXC_FAULT_NONE alone means that the signature (base64) is good. Base64 is strict, without blanks. */
wxc_Fault wxc_rsa_verify (const wxc_Key *key, const void *msg, size_t n, const char *signature, size_t siglen);
wxc_Fault wxc_rsa_verify_parts (const wxc_Key *key, const wxc_Slice *parts, size_t count, const char *signature,
                                size_t siglen);

/* The SHA-256 that a signature was made over: tells an altered text from another key's signature. */
wxc_Fault wxc_rsa_recover (const wxc_Key *key, const char *signature, size_t siglen, unsigned char digest[32]);

/* Bytes that one OAEP value may have: 214 for 2048 bits. */
size_t wxc_oaep_max (const wxc_Key *key);

/* Encrypts for a public key or a certificate. Writes base64, no NUL; never the same twice. */
wxc_Fault wxc_oaep_encrypt (const wxc_Key *key, const void *plain, size_t n, char *out, size_t room, size_t *len);

/* Decrypts base64 with a private key; `room` of WXC_RSA_MAX is always enough. All failures of the decryption are one and
** the same fault. After a fault nothing of the plaintext is in `out`; else the caller wipes it. */
wxc_Fault wxc_oaep_decrypt (const wxc_Key *key, const char *text, size_t n, unsigned char *out, size_t room,
                            size_t *len);

#endif
