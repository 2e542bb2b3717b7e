/*
** sm.h - the Chinese national algorithms of WECHATPAY2-SM2-WITH-SM3: SM3 digests, SM2 signatures and values as base64,
** and AEAD_SM4_GCM. WXC_FAULT_UNSUPPORTED where OpenSSL was built without them. Any thread; the error queue is left as it
** was.
*/
#ifndef WXC_SM_H
#define WXC_SM_H

#include "crypto/bytes.h"
#include "crypto/key.h"

enum {
  WXC_SM3 = 32,
  WXC_SM4_KEY = 16,
  WXC_SM2_PLAIN_MAX = 512, /* bytes of a value */
  WXC_SM2_MAX = 768,       /* bytes of a signature or ciphertext, which are ASN.1 */
  WXC_SM2_TEXT_MAX = WXC_SM2_MAX / 3 * 4
};

wxc_Fault wxc_sm3 (const void *data, size_t n, unsigned char digest[WXC_SM3]);

/* Signer's id 1234567812345678, DER inside base64, no NUL. */
wxc_Fault wxc_sm2_sign (const wxc_Key *key, const void *msg, size_t n, char *out, size_t room, size_t *len);
wxc_Fault wxc_sm2_verify (const wxc_Key *key, const void *msg, size_t n, const char *signature, size_t siglen);

/* C1C3C2 as ASN.1 inside base64. The same contracts as wxc_oaep_encrypt and _decrypt. */
wxc_Fault wxc_sm2_encrypt (const wxc_Key *key, const void *plain, size_t n, char *out, size_t room, size_t *len);
wxc_Fault wxc_sm2_decrypt (const wxc_Key *key, const char *text, size_t n, unsigned char *out, size_t room,
                           size_t *len);

/* The SM4 key of an APIv3 key: the first half of its SM3. */
wxc_Fault wxc_sm4_key (wxc_Slice api_key, unsigned char key[WXC_SM4_KEY]);

/* SM4-GCM with a 12-byte nonce and the tag behind; `out` may be where the input is. See wxc_gcm_seal and _open. */
wxc_Fault wxc_sm4_gcm_seal (const unsigned char key[WXC_SM4_KEY], wxc_Slice nonce, wxc_Slice aad, wxc_Slice plain,
                            unsigned char *out);
wxc_Fault wxc_sm4_gcm_open (const unsigned char key[WXC_SM4_KEY], wxc_Slice nonce, wxc_Slice aad, wxc_Slice sealed,
                            unsigned char *out, size_t *len);

/* AEAD_SM4_GCM as WeChat Pay sends it; room as for wxc_aead_open and wxc_aead_seal. */
wxc_Fault wxc_sm4_aead_open (wxc_Slice api_key, wxc_Slice nonce, wxc_Slice aad, wxc_Slice text, unsigned char *room,
                             wxc_Slice *plain);
wxc_Fault wxc_sm4_aead_seal (wxc_Slice api_key, wxc_Slice nonce, wxc_Slice aad, wxc_Slice plain, unsigned char *room,
                             wxc_Slice *text);

#endif
