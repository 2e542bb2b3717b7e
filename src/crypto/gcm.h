/*
** gcm.h - AES-GCM with the 16-byte tag behind the ciphertext, and the check of an APIv3 key. Any thread; OpenSSL's error
** queue is left as it was; no allocation of ours.
*/
#ifndef WXC_GCM_H
#define WXC_GCM_H

#include "crypto/bytes.h"
#include "crypto/fault.h"

enum {
  WXC_GCM_TAG = 16,
  WXC_GCM_MAX = 16 << 20, /* bytes of a plaintext or of a base64 text */
  WXC_API_KEY = 32,       /* bytes of an APIv3 or brand API key */
  WXC_PAY_NONCE = 12      /* bytes of the nonce that WeChat Pay uses */
};

/* Whether this can be an APIv3 key at all: 32 letters and digits. */
wxc_Fault wxc_api_key_check (wxc_Slice key);

/* The routine below the rules of WeChat Pay: keys of 16, 24 or 32 bytes, nonces of 1 to 64, an empty plaintext too.
** Seals into `out` (plain.len + WXC_GCM_TAG bytes), which may be where plain is. */
wxc_Fault wxc_gcm_seal (wxc_Slice key, wxc_Slice nonce, wxc_Slice aad, wxc_Slice plain, unsigned char *out);

/* Opens into `out` (sealed.len bytes of room), which may be where `sealed` is. Nothing of the result is left there unless
** the tag was good; the caller wipes it. */
wxc_Fault wxc_gcm_open (wxc_Slice key, wxc_Slice nonce, wxc_Slice aad, wxc_Slice sealed, unsigned char *out,
                        size_t *len);

/* AEAD_AES_256_GCM as WeChat Pay sends it: an APIv3 key, 12 bytes of nonce, base64, at least one byte inside. Opens inside
** `room` (wxc_base64_room(text.len) bytes); *plain then points into it. */
wxc_Fault wxc_aead_open (wxc_Slice api_key, wxc_Slice nonce, wxc_Slice aad, wxc_Slice text, unsigned char *room,
                         wxc_Slice *plain);

/* What a sandbox sends: seals inside `room` (wxc_aead_seal_room bytes); *text then points into it. */
wxc_Fault wxc_aead_seal (wxc_Slice api_key, wxc_Slice nonce, wxc_Slice aad, wxc_Slice plain, unsigned char *room,
                         wxc_Slice *text);
size_t wxc_aead_seal_room (size_t n);

#endif
