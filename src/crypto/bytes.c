/*
** bytes.c - see bytes.h.
*/
#include "crypto/bytes.h"

#include "error.h"

#include <stdint.h>
#include <string.h>

int wxc_compare (const wxc_Slice *a, const wxc_Slice *b) {
  size_t n = a->len < b->len ? a->len : b->len;
  int order = n > 0 ? memcmp(a->data, b->data, n) : 0;
  return order != 0 ? order : (a->len > b->len) - (a->len < b->len);
}

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

size_t wxc_base64_size (size_t n) {
  return (n / 3 + (n % 3 != 0)) * 4;
}

size_t wxc_base64_room (size_t n) {
  return n / 4 * 3 + 3;
}

void wxc_base64_encode (const void *data, size_t n, char *out) {
  const unsigned char *in = data;
  for (; n >= 3; n -= 3, in += 3, out += 4) {
    uint32_t v = (uint32_t)in[0] << 16 | (uint32_t)in[1] << 8 | in[2];
    for (int i = 0; i < 4; i++) out[i] = alphabet[v >> (18 - 6 * i) & 63];
  }
  if (n > 0) {
    uint32_t v = (uint32_t)in[0] << 16 | (n == 2 ? (uint32_t)in[1] << 8 : 0);
    out[0] = alphabet[v >> 18];
    out[1] = alphabet[v >> 12 & 63];
    out[2] = n == 2 ? alphabet[v >> 6 & 63] : '=';
    out[3] = '=';
  }
}

int wxc_base64_value (char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

int wxc_base64_decode (const char *text, size_t n, unsigned char *out, size_t *outlen) {
  size_t pad, len = 0;
  *outlen = 0;
  if (n % 4 != 0) return WXC_ERR;
  if (n == 0) return WXC_OK;
  pad = (text[n - 1] == '=') + (text[n - 1] == '=' && text[n - 2] == '=');
  for (size_t i = 0; i < n; i += 4) {
    int last = i + 4 == n;
    uint32_t v = 0;
    for (size_t j = 0; j < 4; j++) {
      int six = last && j >= 4 - pad ? 0 : wxc_base64_value(text[i + j]);
      if (six < 0) return WXC_ERR;
      v = v << 6 | (uint32_t)six;
    }
    if (last && pad > 0 && (v & (pad == 2 ? 0xffffu : 0xffu)) != 0) return WXC_ERR; /* surplus bits */
    out[len++] = (unsigned char)(v >> 16);
    if (!last || pad < 2) out[len++] = (unsigned char)(v >> 8);
    if (!last || pad < 1) out[len++] = (unsigned char)v;
  }
  *outlen = len;
  return WXC_OK;
}
