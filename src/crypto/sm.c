/*
** sm.c - see sm.h. OpenSSL 3.0 has SM4 but no SM4-GCM, so the mode is written out here over its block cipher; it is for
** certificates and notifications, a few kilobytes each.
*/
#include "crypto/sm.h"

#include "crypto/gcm.h"
#include "crypto/secret.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <stdint.h>
#include <string.h>

static const char SIGNER[] = "1234567812345678";

static wxc_Fault check (const wxc_Key *key, wxc_KeyUse use) {
  return wxc_key_check(key, use, WXC_ALGORITHM_SM2);
}

/* ---------------------------------------------------------------- SM3 and SM2 */

wxc_Fault wxc_sm3 (const void *data, size_t n, unsigned char digest[WXC_SM3]) {
  wxc_Fault rc = WXC_FAULT_NONE;
  EVP_MD *md = NULL;
  ERR_set_mark();
  if ((md = EVP_MD_fetch(NULL, "SM3", NULL)) == NULL) {
    rc = WXC_FAULT_UNSUPPORTED;
    goto done;
  }
  if (EVP_Digest(data, n, digest, NULL, md, NULL) != 1) rc = WXC_FAULT_OPENSSL;
done:
  EVP_MD_free(md);
  ERR_pop_to_mark();
  return rc;
}

/* Digest, context and the signer's id for one signature. */
typedef struct {
  EVP_MD *md;
  EVP_PKEY_CTX *pctx;
  EVP_MD_CTX *ctx;
} Signing;

typedef int (*Init)(EVP_MD_CTX *ctx, EVP_PKEY_CTX **pctx, const EVP_MD *md, ENGINE *e, EVP_PKEY *pkey);

static wxc_Fault begin (Signing *s, const wxc_Key *key, Init init) {
  memset(s, 0, sizeof(*s));
  if ((s->md = EVP_MD_fetch(NULL, "SM3", NULL)) == NULL) return WXC_FAULT_UNSUPPORTED;
  if ((s->pctx = EVP_PKEY_CTX_new_from_pkey(NULL, wxc_key_pkey(key), NULL)) == NULL) return WXC_FAULT_OPENSSL;
  if ((s->ctx = EVP_MD_CTX_new()) == NULL) return WXC_FAULT_MEMORY;
  EVP_MD_CTX_set_pkey_ctx(s->ctx, s->pctx); /* stays ours */
  if (EVP_PKEY_CTX_set1_id(s->pctx, SIGNER, (int)strlen(SIGNER)) <= 0 ||
      init(s->ctx, NULL, s->md, NULL, wxc_key_pkey(key)) != 1)
    return WXC_FAULT_OPENSSL;
  return WXC_FAULT_NONE;
}

static void end (Signing *s) {
  EVP_MD_CTX_free(s->ctx);
  EVP_PKEY_CTX_free(s->pctx);
  EVP_MD_free(s->md);
}

static wxc_Fault to_base64 (const unsigned char *raw, size_t n, char *out, size_t room, size_t *len) {
  if (room < wxc_base64_size(n)) return WXC_FAULT_ROOM;
  wxc_base64_encode(raw, n, out);
  *len = wxc_base64_size(n);
  return WXC_FAULT_NONE;
}

wxc_Fault wxc_sm2_sign (const wxc_Key *key, const void *msg, size_t n, char *out, size_t room, size_t *len) {
  unsigned char raw[WXC_SM2_MAX];
  size_t made = sizeof(raw);
  Signing s;
  wxc_Fault rc;
  *len = 0;
  if ((rc = check(key, WXC_KEY_PRIVATE)) != WXC_FAULT_NONE) return rc;
  ERR_set_mark();
  if ((rc = begin(&s, key, EVP_DigestSignInit)) != WXC_FAULT_NONE) goto done;
  if (EVP_DigestSign(s.ctx, raw, &made, msg, n) != 1) {
    rc = WXC_FAULT_OPENSSL;
    goto done;
  }
  rc = to_base64(raw, made, out, room, len);
done:
  end(&s);
  ERR_pop_to_mark();
  return rc;
}

wxc_Fault wxc_sm2_verify (const wxc_Key *key, const void *msg, size_t n, const char *signature, size_t siglen) {
  unsigned char raw[WXC_SM2_MAX + 3];
  Signing s;
  wxc_Fault rc;
  size_t len;
  if ((rc = check(key, WXC_KEY_PUBLIC)) != WXC_FAULT_NONE) return rc;
  if (siglen > WXC_SM2_TEXT_MAX) return WXC_FAULT_SIGNATURE;
  if (wxc_base64_decode(signature, siglen, raw, &len) != WXC_OK) return WXC_FAULT_BASE64;
  ERR_set_mark();
  if ((rc = begin(&s, key, EVP_DigestVerifyInit)) != WXC_FAULT_NONE) goto done;
  if (EVP_DigestVerify(s.ctx, raw, len, msg, n) != 1) rc = WXC_FAULT_SIGNATURE;
done:
  end(&s);
  ERR_pop_to_mark();
  return rc;
}

wxc_Fault wxc_sm2_encrypt (const wxc_Key *key, const void *plain, size_t n, char *out, size_t room, size_t *len) {
  unsigned char raw[WXC_SM2_MAX];
  size_t made = sizeof(raw);
  EVP_PKEY_CTX *ctx = NULL;
  wxc_Fault rc;
  *len = 0;
  if ((rc = check(key, WXC_KEY_PUBLIC)) != WXC_FAULT_NONE) return rc;
  if (n > WXC_SM2_PLAIN_MAX) return WXC_FAULT_TOO_LONG;
  ERR_set_mark();
  if ((ctx = EVP_PKEY_CTX_new_from_pkey(NULL, wxc_key_pkey(key), NULL)) == NULL || EVP_PKEY_encrypt_init(ctx) <= 0 ||
      EVP_PKEY_encrypt(ctx, raw, &made, plain, n) <= 0) {
    rc = WXC_FAULT_OPENSSL;
    goto done;
  }
  rc = to_base64(raw, made, out, room, len);
done:
  EVP_PKEY_CTX_free(ctx);
  ERR_pop_to_mark();
  return rc;
}

wxc_Fault wxc_sm2_decrypt (const wxc_Key *key, const char *text, size_t n, unsigned char *out, size_t room,
                           size_t *len) {
  unsigned char raw[WXC_SM2_MAX + 3], plain[WXC_SM2_MAX];
  size_t got, made = sizeof(plain);
  EVP_PKEY_CTX *ctx = NULL;
  wxc_Fault rc;
  *len = 0;
  if ((rc = check(key, WXC_KEY_PRIVATE)) != WXC_FAULT_NONE) return rc;
  if (n > WXC_SM2_TEXT_MAX) return WXC_FAULT_DECRYPT;
  if (wxc_base64_decode(text, n, raw, &got) != WXC_OK) return WXC_FAULT_BASE64;
  ERR_set_mark();
  if ((ctx = EVP_PKEY_CTX_new_from_pkey(NULL, wxc_key_pkey(key), NULL)) == NULL || EVP_PKEY_decrypt_init(ctx) <= 0) {
    rc = WXC_FAULT_OPENSSL;
    goto done;
  }
  if (EVP_PKEY_decrypt(ctx, plain, &made, raw, got) <= 0) {
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

/* ---------------------------------------------------------------- SM4-GCM */

enum { BLOCK = 16, BATCH = 32 }; /* blocks enciphered in one go */

typedef struct {
  EVP_CIPHER *cipher;
  EVP_CIPHER_CTX *ctx;
  uint64_t h[2];           /* the hash key, first bit highest */
  uint64_t y[2];           /* the hash so far */
  unsigned char j0[BLOCK]; /* the counter block that the tag is made with */
} Gcm;

static uint64_t load (const unsigned char *p) {
  uint64_t v = 0;
  for (int i = 0; i < 8; i++) v = v << 8 | p[i];
  return v;
}

static void store (uint64_t v, unsigned char *p) {
  for (int i = 7; i >= 0; i--, v >>= 8) p[i] = (unsigned char)v;
}

/* y = (y ^ block) * h in GF(2^128), bit by bit and without branches on secrets. */
static void absorb (Gcm *g, const unsigned char block[BLOCK]) {
  uint64_t x[2] = {g->y[0] ^ load(block), g->y[1] ^ load(block + 8)}, z[2] = {0, 0}, v[2] = {g->h[0], g->h[1]};
  for (int i = 0; i < 128; i++) {
    uint64_t take = 0 - (x[i / 64] >> (63 - i % 64) & 1), carry = 0 - (v[1] & 1);
    z[0] ^= v[0] & take, z[1] ^= v[1] & take;
    v[1] = v[1] >> 1 | v[0] << 63;
    v[0] = v[0] >> 1 ^ (carry & 0xe100000000000000u);
  }
  g->y[0] = z[0], g->y[1] = z[1];
}

static void absorb_all (Gcm *g, const void *data, size_t n) {
  const unsigned char *p = data;
  unsigned char last[BLOCK] = {0};
  for (; n >= BLOCK; n -= BLOCK, p += BLOCK) absorb(g, p);
  if (n == 0) return;
  memcpy(last, p, n);
  absorb(g, last);
}

static int encipher (Gcm *g, unsigned char *blocks, int n) {
  int done = 0;
  return EVP_EncryptUpdate(g->ctx, blocks, &done, blocks, n) == 1 && done == n ? WXC_OK : WXC_ERR;
}

static wxc_Fault gcm_begin (Gcm *g, const unsigned char key[WXC_SM4_KEY], wxc_Slice nonce, wxc_Slice aad) {
  unsigned char zero[BLOCK] = {0};
  memset(g, 0, sizeof(*g));
  if ((g->cipher = EVP_CIPHER_fetch(NULL, "SM4-ECB", NULL)) == NULL) return WXC_FAULT_UNSUPPORTED;
  if ((g->ctx = EVP_CIPHER_CTX_new()) == NULL) return WXC_FAULT_MEMORY;
  if (EVP_EncryptInit_ex(g->ctx, g->cipher, NULL, key, NULL) != 1 || EVP_CIPHER_CTX_set_padding(g->ctx, 0) != 1 ||
      encipher(g, zero, BLOCK) != WXC_OK)
    return WXC_FAULT_OPENSSL;
  g->h[0] = load(zero), g->h[1] = load(zero + 8);
  memcpy(g->j0, nonce.data, WXC_PAY_NONCE);
  g->j0[BLOCK - 1] = 1;
  absorb_all(g, aad.data, aad.len);
  return WXC_FAULT_NONE;
}

static void gcm_end (Gcm *g) {
  EVP_CIPHER_CTX_free(g->ctx);
  EVP_CIPHER_free(g->cipher);
  wxc_wipe(g, sizeof(*g));
}

/* Counter mode from block 2 on; the same for both directions. */
static wxc_Fault crypt (Gcm *g, const unsigned char *in, size_t n, unsigned char *out) {
  unsigned char stream[BATCH * BLOCK];
  uint32_t counter = 2;
  wxc_Fault rc = WXC_FAULT_NONE;
  for (size_t at = 0; at < n; at += sizeof(stream)) {
    size_t now = n - at < sizeof(stream) ? n - at : sizeof(stream);
    for (unsigned char *p = stream; p < stream + sizeof(stream); p += BLOCK, counter++) {
      memcpy(p, g->j0, WXC_PAY_NONCE);
      for (int i = 0; i < 4; i++) p[WXC_PAY_NONCE + i] = (unsigned char)(counter >> (24 - 8 * i));
    }
    if (encipher(g, stream, sizeof(stream)) != WXC_OK) {
      rc = WXC_FAULT_OPENSSL;
      break;
    }
    for (size_t i = 0; i < now; i++) out[at + i] = in[at + i] ^ stream[i];
  }
  wxc_wipe(stream, sizeof(stream));
  return rc;
}

static wxc_Fault tag_of (Gcm *g, size_t aad, size_t cipher, unsigned char tag[BLOCK]) {
  unsigned char lengths[BLOCK], mask[BLOCK];
  store((uint64_t)aad * 8, lengths), store((uint64_t)cipher * 8, lengths + 8);
  absorb(g, lengths);
  memcpy(mask, g->j0, BLOCK);
  if (encipher(g, mask, BLOCK) != WXC_OK) return WXC_FAULT_OPENSSL;
  store(g->y[0], tag), store(g->y[1], tag + 8);
  for (int i = 0; i < BLOCK; i++) tag[i] ^= mask[i];
  return WXC_FAULT_NONE;
}

static wxc_Fault check_gcm (wxc_Slice nonce, wxc_Slice aad, size_t n) {
  if (nonce.len != WXC_PAY_NONCE) return WXC_FAULT_NONCE_LENGTH;
  return n > WXC_GCM_MAX || aad.len > WXC_GCM_MAX ? WXC_FAULT_TOO_LARGE : WXC_FAULT_NONE;
}

wxc_Fault wxc_sm4_gcm_seal (const unsigned char key[WXC_SM4_KEY], wxc_Slice nonce, wxc_Slice aad, wxc_Slice plain,
                            unsigned char *out) {
  wxc_Fault rc;
  Gcm g;
  if ((rc = check_gcm(nonce, aad, plain.len)) != WXC_FAULT_NONE) return rc;
  ERR_set_mark();
  if ((rc = gcm_begin(&g, key, nonce, aad)) != WXC_FAULT_NONE) goto done;
  if ((rc = crypt(&g, (const unsigned char *)plain.data, plain.len, out)) != WXC_FAULT_NONE) goto done;
  absorb_all(&g, out, plain.len);
  rc = tag_of(&g, aad.len, plain.len, out + plain.len);
done:
  gcm_end(&g);
  ERR_pop_to_mark();
  return rc;
}

wxc_Fault wxc_sm4_gcm_open (const unsigned char key[WXC_SM4_KEY], wxc_Slice nonce, wxc_Slice aad, wxc_Slice sealed,
                            unsigned char *out, size_t *len) {
  unsigned char tag[BLOCK];
  wxc_Fault rc;
  size_t n;
  Gcm g;
  *len = 0;
  if (sealed.len < WXC_GCM_TAG) return WXC_FAULT_TOO_SHORT;
  n = sealed.len - WXC_GCM_TAG;
  if ((rc = check_gcm(nonce, aad, n)) != WXC_FAULT_NONE) return rc;
  ERR_set_mark();
  if ((rc = gcm_begin(&g, key, nonce, aad)) != WXC_FAULT_NONE) goto done;
  absorb_all(&g, sealed.data, n);
  if ((rc = tag_of(&g, aad.len, n, tag)) != WXC_FAULT_NONE) goto done;
  if (!wxc_equal(tag, sizeof(tag), sealed.data + n, WXC_GCM_TAG)) {
    rc = WXC_FAULT_AUTHENTICATION;
    goto done;
  }
  if ((rc = crypt(&g, (const unsigned char *)sealed.data, n, out)) != WXC_FAULT_NONE) {
    wxc_wipe(out, n);
    goto done;
  }
  *len = n;
done:
  gcm_end(&g);
  ERR_pop_to_mark();
  return rc;
}

wxc_Fault wxc_sm4_key (wxc_Slice api_key, unsigned char key[WXC_SM4_KEY]) {
  unsigned char digest[WXC_SM3];
  wxc_Fault rc;
  if ((rc = wxc_api_key_check(api_key)) != WXC_FAULT_NONE) return rc;
  if ((rc = wxc_sm3(api_key.data, api_key.len, digest)) == WXC_FAULT_NONE) memcpy(key, digest, WXC_SM4_KEY);
  wxc_wipe(digest, sizeof(digest));
  return rc;
}

wxc_Fault wxc_sm4_aead_open (wxc_Slice api_key, wxc_Slice nonce, wxc_Slice aad, wxc_Slice text, unsigned char *room,
                             wxc_Slice *plain) {
  wxc_Slice sealed = {(const char *)room, 0};
  unsigned char key[WXC_SM4_KEY];
  wxc_Fault rc;
  plain->data = (const char *)room, plain->len = 0;
  if (text.len > WXC_GCM_MAX) return WXC_FAULT_TOO_LARGE;
  if ((rc = wxc_sm4_key(api_key, key)) != WXC_FAULT_NONE) return rc;
  if (wxc_base64_decode(text.data, text.len, room, &sealed.len) != WXC_OK) {
    rc = WXC_FAULT_BASE64;
    goto done;
  }
  if (sealed.len <= WXC_GCM_TAG) {
    rc = WXC_FAULT_TOO_SHORT;
    goto done;
  }
  rc = wxc_sm4_gcm_open(key, nonce, aad, sealed, room, &plain->len);
done:
  wxc_wipe(key, sizeof(key));
  return rc;
}

wxc_Fault wxc_sm4_aead_seal (wxc_Slice api_key, wxc_Slice nonce, wxc_Slice aad, wxc_Slice plain, unsigned char *room,
                             wxc_Slice *text) {
  size_t n = plain.len + WXC_GCM_TAG;
  unsigned char key[WXC_SM4_KEY];
  wxc_Fault rc;
  text->data = (const char *)room, text->len = 0;
  if (plain.len == 0) return WXC_FAULT_TOO_SHORT;
  if (plain.len > WXC_GCM_MAX / 2) return WXC_FAULT_TOO_LARGE;
  if ((rc = wxc_sm4_key(api_key, key)) != WXC_FAULT_NONE) return rc;
  if ((rc = wxc_sm4_gcm_seal(key, nonce, aad, plain, room)) != WXC_FAULT_NONE) goto done;
  wxc_base64_encode(room, n, (char *)room + n);
  text->data = (const char *)room + n;
  text->len = wxc_base64_size(n);
done:
  wxc_wipe(key, sizeof(key));
  return rc;
}
