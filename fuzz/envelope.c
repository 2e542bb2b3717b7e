/*
** envelope.c - libFuzzer target: opening sealed messages, base64 and keys.
** Two ways in: the input as the sealed text, and the input as plaintext blocks that are encrypted first, so that the
** checks behind the cipher are reached, too. Whatever comes out must be well-formed and seal again to what it was.
*/
#include "crypto/envelope.h"
#include "crypto/secret.h"
#include "error.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char KEY[] = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
static const wxc_Slice key = {KEY, sizeof(KEY) - 1};
static const wxc_Slice appid = {"wx1234567890abcdef", 18};

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void must (int truth) {
  if (!truth) abort();
}

/* An exact copy on the heap: reading past its end is seen by the sanitizer. */
static char *copy_of (const void *data, size_t n) {
  char *copy = malloc(n > 0 ? n : 1);
  must(copy != NULL);
  if (n > 0) memcpy(copy, data, n);
  return copy;
}

/* What was opened is sealed again with the random bytes it came with. */
static void seal_again (wxc_Slice message, wxc_Slice sealed) {
  size_t n = wxc_envelope_seal_room(message.len, appid.len);
  unsigned char *room = malloc(n);
  wxc_Slice again, opened;
  must(room != NULL);
  must(wxc_envelope_seal(key, appid, message, (const unsigned char *)message.data - 20, room, &again) ==
       WXC_ENVELOPE_OK);
  if (again.len == sealed.len)
    must(memcmp(again.data, sealed.data, sealed.len) == 0);
  else { /* sealed by somebody who pads to 16: legal to open, never made by us */
    unsigned char *other = malloc(wxc_envelope_open_room(again.len));
    must(other != NULL);
    must(wxc_envelope_open(key, appid, again, other, &opened) == WXC_ENVELOPE_OK);
    must(wxc_equal(opened.data, opened.len, message.data, message.len));
    free(other);
  }
  free(room);
}

static void open_text (const void *text, size_t n) {
  char *copy = copy_of(text, n);
  unsigned char *room = malloc(wxc_envelope_open_room(n));
  wxc_Slice sealed = {copy, n}, message;
  wxc_EnvelopeFault fault;
  must(room != NULL);
  fault = wxc_envelope_open(key, appid, sealed, room, &message);
  if (fault == WXC_ENVELOPE_OK) {
    must(message.data >= (const char *)room + 20);
    must(message.data + message.len <= (const char *)room + wxc_envelope_open_room(n));
    seal_again(message, sealed);
  }
  else
    must(message.len == 0);
  free(room);
  free(copy);
}

/* Encrypts whole blocks, without any format of ours, and opens the result. */
static void open_blocks (const uint8_t *data, size_t n) {
  unsigned char raw_key[WXC_ENVELOPE_KEY], *cipher = malloc(n + 16);
  char *text = malloc(wxc_base64_size(n) + 1);
  EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
  int done = 0, tail = 0;
  n -= n % 16;
  must(cipher != NULL && text != NULL && ctx != NULL);
  must(wxc_envelope_key(key, raw_key) == WXC_ENVELOPE_OK);
  must(EVP_EncryptInit_ex(ctx, EVP_aes_256_cbc(), NULL, raw_key, raw_key) == 1);
  must(EVP_CIPHER_CTX_set_padding(ctx, 0) == 1);
  must(EVP_EncryptUpdate(ctx, cipher, &done, data, (int)n) == 1);
  must(EVP_EncryptFinal_ex(ctx, cipher + done, &tail) == 1);
  wxc_base64_encode(cipher, n, text);
  open_text(text, wxc_base64_size(n));
  EVP_CIPHER_CTX_free(ctx);
  free(text);
  free(cipher);
}

/* Encoding comes back, and decoding accepts one text only for each value. */
static void base64 (const uint8_t *data, size_t n) {
  char *copy = copy_of(data, n), *text = malloc(wxc_base64_size(n) + 4);
  unsigned char *bytes = malloc(wxc_base64_room(wxc_base64_size(n)) + wxc_base64_room(n));
  size_t len;
  must(text != NULL && bytes != NULL);
  wxc_base64_encode(copy, n, text);
  must(wxc_base64_decode(text, wxc_base64_size(n), bytes, &len) == WXC_OK);
  must(wxc_equal(bytes, len, copy, n));
  if (wxc_base64_decode(copy, n, bytes, &len) == WXC_OK) {
    must(wxc_base64_size(len) == n);
    wxc_base64_encode(bytes, len, text);
    must(wxc_equal(text, n, copy, n));
  }
  free(bytes);
  free(text);
  free(copy);
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size) {
  unsigned char raw_key[WXC_ENVELOPE_KEY];
  wxc_Slice text;
  if (size > 1 << 16) return 0;
  ERR_clear_error();
  ERR_raise(ERR_LIB_USER, 1); /* somebody else's error: it must still be there afterwards, and alone */
  open_text(data, size);
  open_blocks(data, size);
  base64(data, size);
  text.data = (const char *)data, text.len = size;
  wxc_envelope_key(text, raw_key);
  must(ERR_GET_REASON(ERR_peek_last_error()) == 1 && ERR_get_error() != 0 && ERR_get_error() == 0);
  return 0;
}
