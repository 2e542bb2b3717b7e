/*
** envelope.c - see envelope.h. Every length is checked before it is used, in size_t throughout.
*/
#include "crypto/envelope.h"

#include "crypto/secret.h"
#include "error.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <string.h>

enum { BLOCK = 32, CIPHER_BLOCK = 16, HEAD = WXC_ENVELOPE_RANDOM + 4 };

wxc_EnvelopeFault wxc_envelope_key (wxc_Slice text, unsigned char key[WXC_ENVELOPE_KEY]) {
  unsigned long bits = 0;
  size_t made = 0;
  int have = 0;
  if (text.len != WXC_ENVELOPE_KEY_TEXT) return WXC_ENVELOPE_ILLEGAL_KEY;
  for (size_t i = 0; i < text.len; i++) {
    int six = wxc_base64_value(text.data[i]);
    if (six < 0 || six >= 62) { /* + and / are base64, but never in a key */
      wxc_wipe(key, WXC_ENVELOPE_KEY);
      return WXC_ENVELOPE_ILLEGAL_KEY;
    }
    bits = (bits << 6 | (unsigned long)six) & 0xffffff;
    if ((have += 6) >= 8) key[made++] = (unsigned char)(bits >> (have -= 8));
  }
  return WXC_ENVELOPE_OK;
}

/* AES-256-CBC over whole blocks, in place; the padding is ours. */
static int cipher (const unsigned char key[WXC_ENVELOPE_KEY], unsigned char *data, size_t n, int encrypt) {
  EVP_CIPHER_CTX *ctx = NULL;
  int done = 0, tail = 0, rc = WXC_ERR;
  ERR_set_mark();
  if ((ctx = EVP_CIPHER_CTX_new()) == NULL) goto out;
  if (EVP_CipherInit_ex(ctx, EVP_aes_256_cbc(), NULL, key, key, encrypt) != 1) goto out; /* the IV is the key's head */
  if (EVP_CIPHER_CTX_set_padding(ctx, 0) != 1) goto out;
  if (EVP_CipherUpdate(ctx, data, &done, data, (int)n) != 1) goto out;
  if (EVP_CipherFinal_ex(ctx, data + done, &tail) != 1) goto out;
  if ((size_t)done + (size_t)tail == n) rc = WXC_OK;
out:
  EVP_CIPHER_CTX_free(ctx);
  ERR_pop_to_mark();
  return rc;
}

/* Takes the padding off: *n becomes what is left. All pad bytes are looked at, whatever the first says. */
static wxc_EnvelopeFault unpad (const unsigned char *data, size_t *n) {
  unsigned char pad = data[*n - 1], differs = 0;
  if (pad < 1 || pad > BLOCK || pad > *n) return WXC_ENVELOPE_ILLEGAL_BUFFER;
  for (size_t i = *n - pad; i < *n; i++) differs |= data[i] ^ pad;
  if (differs) return WXC_ENVELOPE_ILLEGAL_BUFFER;
  *n -= pad;
  return WXC_ENVELOPE_OK;
}

/* random(16) length(4) message appid */
static wxc_EnvelopeFault split (const unsigned char *data, size_t n, wxc_Slice appid, wxc_Slice *message) {
  size_t len;
  if (n < HEAD) return WXC_ENVELOPE_ILLEGAL_BUFFER;
  len = (size_t)data[16] << 24 | (size_t)data[17] << 16 | (size_t)data[18] << 8 | data[19];
  if (len > n - HEAD) return WXC_ENVELOPE_ILLEGAL_BUFFER;
  if (!wxc_equal(data + HEAD + len, n - HEAD - len, appid.data, appid.len)) return WXC_ENVELOPE_OTHER_APPID;
  message->data = (const char *)data + HEAD;
  message->len = len;
  return WXC_ENVELOPE_OK;
}

size_t wxc_envelope_open_room (size_t n) {
  return wxc_base64_room(n);
}

wxc_EnvelopeFault wxc_envelope_open (wxc_Slice key_text, wxc_Slice appid, wxc_Slice sealed, unsigned char *room,
                                     wxc_Slice *message) {
  unsigned char key[WXC_ENVELOPE_KEY];
  wxc_EnvelopeFault rc;
  size_t n = 0;
  message->data = "", message->len = 0;
  if ((rc = wxc_envelope_key(key_text, key)) != WXC_ENVELOPE_OK) return rc;
  if (sealed.len > WXC_ENVELOPE_MAX) {
    rc = WXC_ENVELOPE_TOO_LARGE;
    goto done;
  }
  if (wxc_base64_decode(sealed.data, sealed.len, room, &n) != WXC_OK) {
    rc = WXC_ENVELOPE_BAD_BASE64;
    goto done;
  }
  if (n == 0 || n % CIPHER_BLOCK != 0) {
    rc = WXC_ENVELOPE_BAD_CIPHER;
    goto done;
  }
  if (cipher(key, room, n, 0) != WXC_OK) {
    rc = WXC_ENVELOPE_NO_OPENSSL;
    goto done;
  }
  if ((rc = unpad(room, &n)) != WXC_ENVELOPE_OK) goto done;
  rc = split(room, n, appid, message);
done:
  wxc_wipe(key, sizeof(key));
  if (rc != WXC_ENVELOPE_OK && sealed.len <= WXC_ENVELOPE_MAX) wxc_wipe(room, wxc_envelope_open_room(sealed.len));
  return rc;
}

/* Bytes of the padded plaintext; a full block of padding when it would fit without. */
static size_t padded (size_t message, size_t appid) {
  return ((HEAD + message + appid) / BLOCK + 1) * BLOCK;
}

size_t wxc_envelope_seal_room (size_t message, size_t appid) {
  if (message > WXC_ENVELOPE_MAX / 2 || appid > WXC_ENVELOPE_MAX / 8) return 0; /* so that it can be opened again */
  return padded(message, appid) + wxc_base64_size(padded(message, appid));
}

wxc_EnvelopeFault wxc_envelope_seal (wxc_Slice key_text, wxc_Slice appid, wxc_Slice message,
                                     const unsigned char random[WXC_ENVELOPE_RANDOM], unsigned char *room,
                                     wxc_Slice *sealed) {
  unsigned char key[WXC_ENVELOPE_KEY], *p = room;
  wxc_EnvelopeFault rc;
  size_t n;
  sealed->data = "", sealed->len = 0;
  if (wxc_envelope_seal_room(message.len, appid.len) == 0) return WXC_ENVELOPE_TOO_LARGE;
  if ((rc = wxc_envelope_key(key_text, key)) != WXC_ENVELOPE_OK) return rc;
  n = padded(message.len, appid.len);
  memcpy(p, random, WXC_ENVELOPE_RANDOM), p += WXC_ENVELOPE_RANDOM;
  for (int i = 3; i >= 0; i--) *p++ = (unsigned char)(message.len >> (8 * i));
  if (message.len > 0) memcpy(p, message.data, message.len), p += message.len;
  if (appid.len > 0) memcpy(p, appid.data, appid.len), p += appid.len;
  memset(p, (int)(room + n - p), (size_t)(room + n - p));
  if (cipher(key, room, n, 1) != WXC_OK) {
    rc = WXC_ENVELOPE_NO_OPENSSL;
    wxc_wipe(room, n);
    goto done;
  }
  wxc_base64_encode(room, n, (char *)room + n);
  sealed->data = (const char *)room + n;
  sealed->len = wxc_base64_size(n);
done:
  wxc_wipe(key, sizeof(key));
  return rc;
}
