/*
** pem.c - see pem.h. Half of it tells what people give instead of a PEM text.
*/
#include "crypto/pem.h"

#include "crypto/bytes.h"
#include "crypto/secret.h"

#include <stdlib.h>
#include <string.h>

enum { LABEL_MAX = 40, SERIAL_DIGITS = 40, API_KEY = 32 };

static const char BEGIN[] = "-----BEGIN ", END[] = "-----END ", DASHES[] = "-----";

static const struct {
  const char *label;
  wxc_PemKind kind;
} labels[] = {
    {"PRIVATE KEY", WXC_PEM_PRIVATE_KEY},         {"RSA PRIVATE KEY", WXC_PEM_RSA_PRIVATE},
    {"EC PRIVATE KEY", WXC_PEM_EC_PRIVATE},       {"PUBLIC KEY", WXC_PEM_PUBLIC_KEY},
    {"RSA PUBLIC KEY", WXC_PEM_RSA_PUBLIC},       {"CERTIFICATE", WXC_PEM_CERTIFICATE},
    {"X509 CERTIFICATE", WXC_PEM_CERTIFICATE},    {"CERTIFICATE REQUEST", WXC_PEM_REQUEST},
    {"NEW CERTIFICATE REQUEST", WXC_PEM_REQUEST}, {"ENCRYPTED PRIVATE KEY", WXC_PEM_ENCRYPTED},
};

const char *wxc_pem_kind_name (wxc_PemKind kind) {
  switch (kind) {
  case WXC_PEM_PRIVATE_KEY:
  case WXC_PEM_RSA_PRIVATE:
  case WXC_PEM_EC_PRIVATE: return "private key";
  case WXC_PEM_PUBLIC_KEY:
  case WXC_PEM_RSA_PUBLIC: return "public key";
  case WXC_PEM_CERTIFICATE: return "certificate";
  case WXC_PEM_REQUEST: return "certificate request";
  case WXC_PEM_ENCRYPTED: return "encrypted private key";
  case WXC_PEM_NONE: break;
  }
  return "";
}

static int is_blank (char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static int is_digit (char c) {
  return c >= '0' && c <= '9';
}

static int is_hex (char c) {
  return is_digit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

static int starts (wxc_Slice s, const char *with) {
  return s.len >= strlen(with) && memcmp(s.data, with, strlen(with)) == 0;
}

static int ends (wxc_Slice s, const char *with) {
  return s.len >= strlen(with) && memcmp(s.data + s.len - strlen(with), with, strlen(with)) == 0;
}

static wxc_Slice trimmed (const char *text, size_t n) {
  wxc_Slice s = {text, n};
  if (starts(s, "\xef\xbb\xbf")) s.data += 3, s.len -= 3;
  for (; s.len > 0 && is_blank(s.data[0]);) s.data++, s.len--;
  for (; s.len > 0 && is_blank(s.data[s.len - 1]);) s.len--;
  return s;
}

static size_t span (wxc_Slice s, int (*is)(char)) {
  size_t n = 0;
  for (; n < s.len && is(s.data[n]);) n++;
  return n;
}

static int is_inside (char c) {
  return wxc_base64_value(c) >= 0 || c == '=' || is_blank(c);
}

static int is_alphanumeric (char c) {
  return wxc_base64_value(c) >= 0 && c != '+' && c != '/';
}

static int is_printable (char c) {
  return (unsigned char)c >= ' ' && c != 0x7f;
}

/* A SEQUENCE that says how long it is: 0x30 0x82 and two bytes of length, as all keys and certificates are. */
static int is_der (const char *text, size_t n) {
  const unsigned char *p = (const unsigned char *)text;
  return n > 4 && p[0] == 0x30 && (p[1] == 0x81 || p[1] == 0x82);
}

static int is_pkcs12 (const char *text, size_t n) {
  return n > 8 && is_der(text, n) && memcmp(text + (text[1] == '\x81' ? 3 : 4), "\x02\x01\x03", 3) == 0;
}

/* What is this, that has no BEGIN line? */
static wxc_Fault unarmored (const char *text, size_t n) {
  wxc_Slice s = trimmed(text, n);
  if (s.len == 0) return WXC_FAULT_EMPTY;
  if (is_pkcs12(text, n)) return WXC_FAULT_PKCS12;
  if (is_der(text, n)) return WXC_FAULT_DER;
  if (starts(s, "PUB_KEY_ID_")) return WXC_FAULT_KEY_ID_FOR_PEM;
  if (s.len == API_KEY && span(s, is_alphanumeric) == s.len) return WXC_FAULT_API_KEY_FOR_PEM;
  if (s.len == SERIAL_DIGITS && span(s, is_hex) == s.len) return WXC_FAULT_SERIAL_FOR_PEM;
  if (starts(s, "MI") && s.len > 100 && span(s, is_inside) == s.len) return WXC_FAULT_NO_ARMOR;
  if (s.len < 4096 && span(s, is_printable) == s.len &&
      (ends(s, ".pem") || ends(s, ".key") || ends(s, ".crt") || ends(s, ".p12") || s.data[0] == '/' ||
       starts(s, "./") || starts(s, "../") || starts(s, "~/")))
    return WXC_FAULT_PATH_FOR_PEM;
  return WXC_FAULT_NOT_PEM;
}

static const char *find (const char *from, const char *end, const char *what) {
  return from < end ? memmem(from, (size_t)(end - from), what, strlen(what)) : NULL;
}

static wxc_PemKind kind_of (wxc_Slice label) {
  for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
    if (label.len == strlen(labels[i].label) && memcmp(label.data, labels[i].label, label.len) == 0)
      return labels[i].kind;
  return WXC_PEM_NONE;
}

int wxc_pem_is_private (wxc_PemKind kind) {
  return kind == WXC_PEM_PRIVATE_KEY || kind == WXC_PEM_RSA_PRIVATE || kind == WXC_PEM_EC_PRIVATE;
}

/* The base64 between the lines, without its blanks, in memory that pem->der then owns. */
static wxc_Fault decode (const char *body, size_t n, wxc_Pem *pem) {
  wxc_Fault rc = WXC_FAULT_NONE;
  unsigned char *der = NULL;
  size_t packed = 0;
  char *text = malloc(n + 1);
  if (text == NULL || (der = malloc(wxc_base64_room(n))) == NULL) {
    rc = WXC_FAULT_MEMORY;
    goto done;
  }
  for (size_t i = 0; i < n; i++)
    if (!is_blank(body[i])) text[packed++] = body[i];
  if (packed == 0 || wxc_base64_decode(text, packed, der, &pem->len) != WXC_OK) {
    rc = WXC_FAULT_DAMAGED_PEM;
    goto done;
  }
  pem->der = der;
  der = NULL;
done:
  wxc_wipe(text, text != NULL ? n + 1 : 0);
  wxc_wipe(der, der != NULL ? wxc_base64_room(n) : 0); /* half a key may be in it */
  free(text);
  free(der);
  return rc;
}

wxc_Fault wxc_pem_read (const char *text, size_t n, wxc_Pem *pem) {
  const char *end = text + n, *begin, *body, *close;
  wxc_Slice label;
  memset(pem, 0, sizeof(*pem));
  if (n > WXC_PEM_MAX) return WXC_FAULT_PEM_TOO_LARGE;
  if ((begin = find(text, end, BEGIN)) == NULL) return unarmored(text, n);
  label.data = begin + strlen(BEGIN);
  if ((body = find(label.data, end, DASHES)) == NULL) return WXC_FAULT_DAMAGED_PEM;
  label.len = (size_t)(body - label.data);
  body += strlen(DASHES);
  if (label.len > LABEL_MAX) return WXC_FAULT_DAMAGED_PEM;
  pem->kind = kind_of(label);
  if (end - body >= 2 && body[0] == '\\' && (body[1] == 'n' || body[1] == 'r')) return WXC_FAULT_ESCAPED_NEWLINES;
  if ((close = find(body, end, END)) == NULL) return WXC_FAULT_DAMAGED_PEM;
  if ((size_t)(end - close) < strlen(END) + label.len + strlen(DASHES) ||
      memcmp(close + strlen(END), label.data, label.len) != 0 ||
      memcmp(close + strlen(END) + label.len, DASHES, strlen(DASHES)) != 0)
    return WXC_FAULT_DAMAGED_PEM;
  if (find(close, end, BEGIN) != NULL) return WXC_FAULT_SEVERAL_BLOCKS;
  if (pem->kind == WXC_PEM_NONE) return WXC_FAULT_UNKNOWN_PEM;
  if (wxc_pem_is_private(pem->kind) && find(body, close, "Proc-Type:") != NULL) pem->kind = WXC_PEM_ENCRYPTED;
  if (pem->kind == WXC_PEM_ENCRYPTED) return WXC_FAULT_NONE; /* what is inside is of no use */
  return decode(body, (size_t)(close - body), pem);
}

void wxc_pem_free (wxc_Pem *pem) {
  wxc_wipe(pem->der, pem->der != NULL ? pem->len : 0);
  free(pem->der);
  pem->der = NULL;
  pem->len = 0;
}
