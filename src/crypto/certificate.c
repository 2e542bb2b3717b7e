/*
** certificate.c - see certificate.h.
*/
#include "crypto/certificate.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <string.h>

enum { DAY = 86400, CHINA = 8 * 3600 };

/* Days since 1970 of a date in the Gregorian calendar; years begin in March, so that a leap day comes last. */
static long long days_of (long long year, int month, int day) {
  long long y = month <= 2 ? year - 1 : year, era = (y >= 0 ? y : y - 399) / 400, in_era = y - era * 400;
  long long in_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719468;
}

static void date_of (long long days, int *year, int *month, int *day) {
  long long z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, in_era = z - era * 146097;
  long long y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
  long long in_year = in_era - (365 * y + y / 4 - y / 100), m = (5 * in_year + 2) / 153;
  *day = (int)(in_year - (153 * m + 2) / 5 + 1);
  *month = (int)(m < 10 ? m + 3 : m - 9);
  *year = (int)(y + era * 400 + (*month <= 2));
}

void wxc_rfc3339 (long long seconds, char out[WXC_RFC3339 + 1]) {
  const long long first = days_of(0, 1, 1) * DAY, last = days_of(10000, 1, 1) * DAY - 1;
  long long days, rest;
  int year, month, day;
  if (seconds > last - CHINA) seconds = last - CHINA;
  if (seconds < first - CHINA) seconds = first - CHINA;
  seconds += CHINA;
  days = seconds / DAY - (seconds % DAY < 0);
  rest = seconds - days * DAY;
  date_of(days, &year, &month, &day);
  snprintf(out, WXC_RFC3339 + 1, "%04u-%02u-%02uT%02u:%02u:%02u+08:00", (unsigned)year % 10000, (unsigned)month % 100,
           (unsigned)day % 100, (unsigned)(rest / 3600) % 100, (unsigned)(rest / 60 % 60), (unsigned)(rest % 60));
}

static int time_of (const ASN1_TIME *time, long long *seconds) {
  struct tm tm;
  if (time == NULL || ASN1_TIME_to_tm(time, &tm) != 1) return WXC_ERR;
  *seconds =
      days_of(tm.tm_year + 1900LL, tm.tm_mon + 1, tm.tm_mday) * DAY + tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec;
  return WXC_OK;
}

/* Reads what was written into bio; a long text is cut between characters. */
static void cut_into (BIO *bio, char out[WXC_CERTIFICATE_NAME]) {
  int n = BIO_read(bio, out, WXC_CERTIFICATE_NAME - 1);
  if (n < 0) n = 0;
  if (BIO_pending(bio) > 0) {
    for (; n > 0 && ((unsigned char)out[n - 1] & 0xc0) == 0x80;) n--;
    if (n > 0 && (unsigned char)out[n - 1] >= 0x80) n--;
  }
  out[n] = '\0';
}

enum { NAME_FLAGS = (ASN1_STRFLGS_RFC2253 | ASN1_STRFLGS_UTF8_CONVERT) & ~ASN1_STRFLGS_ESC_MSB };

static int name_of (const X509_NAME *name, char out[WXC_CERTIFICATE_NAME]) {
  BIO *bio = BIO_new(BIO_s_mem());
  int rc = WXC_ERR;
  out[0] = '\0';
  if (bio != NULL && X509_NAME_print_ex(bio, name, 0, (XN_FLAG_RFC2253 & ~ASN1_STRFLGS_RFC2253) | NAME_FLAGS) >= 0) {
    cut_into(bio, out);
    rc = WXC_OK;
  }
  BIO_free(bio);
  return rc;
}

/* The common name alone; empty when there is none. */
static int cn_of (const X509_NAME *name, char out[WXC_CERTIFICATE_NAME]) {
  int at = X509_NAME_get_index_by_NID(name, NID_commonName, -1), rc = WXC_ERR;
  BIO *bio = NULL;
  out[0] = '\0';
  if (at < 0) return WXC_OK;
  if ((bio = BIO_new(BIO_s_mem())) != NULL &&
      ASN1_STRING_print_ex(bio, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)),
                           ASN1_STRFLGS_ESC_CTRL | ASN1_STRFLGS_UTF8_CONVERT) >= 0) {
    cut_into(bio, out);
    rc = WXC_OK;
  }
  BIO_free(bio);
  return rc;
}

/* The bytes as the issuer wrote them, so that neither a leading zero nor a set first bit changes the text. */
static int serial_of (X509 *x, wxc_Certificate *c) {
  static const char digits[] = "0123456789ABCDEF";
  unsigned char der[2 + 65], *p = der;
  const ASN1_INTEGER *serial = X509_get0_serialNumber(x);
  char *decimal = NULL;
  BIGNUM *bn = NULL;
  int n = i2d_ASN1_INTEGER(serial, NULL), rc = WXC_ERR;
  if (n < 3 || n > (int)sizeof(der) || i2d_ASN1_INTEGER(serial, &p) != n) return WXC_ERR; /* one byte of length */
  p = der + 2, n -= 2;
  if (n > 1 && p[0] == 0) p++, n--; /* only says that the number is positive */
  if (2 * n >= (int)sizeof(c->serial)) return WXC_ERR;
  for (int i = 0; i < n; i++) {
    c->serial[2 * i] = digits[p[i] >> 4];
    c->serial[2 * i + 1] = digits[p[i] & 15];
  }
  c->serial[2 * n] = '\0';
  if ((bn = BN_bin2bn(p, n, NULL)) != NULL && (decimal = BN_bn2dec(bn)) != NULL &&
      strlen(decimal) < sizeof(c->serial_decimal)) {
    memcpy(c->serial_decimal, decimal, strlen(decimal) + 1);
    rc = WXC_OK;
  }
  OPENSSL_free(decimal);
  BN_free(bn);
  return rc;
}

static void key_of (X509 *x, wxc_Certificate *c) {
  EVP_PKEY *pkey = X509_get0_pubkey(x);
  c->algorithm = WXC_ALGORITHM_ANY;
  if (pkey == NULL) return;
  c->bits = EVP_PKEY_get_bits(pkey);
  if (EVP_PKEY_is_a(pkey, "RSA")) c->algorithm = WXC_ALGORITHM_RSA;
  if (EVP_PKEY_is_a(pkey, "SM2")) c->algorithm = WXC_ALGORITHM_SM2;
}

static wxc_Fault check_kind (wxc_PemKind kind) {
  if (kind == WXC_PEM_REQUEST) return WXC_FAULT_CERTIFICATE_REQUEST;
  if (kind == WXC_PEM_ENCRYPTED || wxc_pem_is_private(kind)) return WXC_FAULT_PRIVATE_KEY_FOR_CERTIFICATE;
  return kind == WXC_PEM_CERTIFICATE ? WXC_FAULT_NONE : WXC_FAULT_PUBLIC_KEY_FOR_CERTIFICATE;
}

wxc_Fault wxc_certificate_read (const char *text, size_t n, wxc_Certificate *c) {
  const unsigned char *p;
  X509 *x = NULL;
  wxc_Fault rc;
  wxc_Pem pem;
  memset(c, 0, sizeof(*c));
  ERR_set_mark();
  if ((rc = wxc_pem_read(text, n, &pem)) != WXC_FAULT_NONE) goto done;
  if ((rc = check_kind(pem.kind)) != WXC_FAULT_NONE) goto done;
  p = pem.der;
  if ((x = d2i_X509(NULL, &p, (long)pem.len)) == NULL || p != pem.der + pem.len || serial_of(x, c) != WXC_OK ||
      time_of(X509_get0_notBefore(x), &c->not_before) != WXC_OK ||
      time_of(X509_get0_notAfter(x), &c->not_after) != WXC_OK ||
      cn_of(X509_get_subject_name(x), c->subject_cn) != WXC_OK ||
      name_of(X509_get_subject_name(x), c->subject) != WXC_OK ||
      name_of(X509_get_issuer_name(x), c->issuer) != WXC_OK) {
    rc = WXC_FAULT_DAMAGED_PEM;
    goto done;
  }
  key_of(x, c);
done:
  X509_free(x);
  wxc_pem_free(&pem);
  ERR_pop_to_mark();
  return rc;
}

static int is_digits (const char *text) {
  return strspn(text, "0123456789") == strlen(text);
}

wxc_Fault wxc_serial_check (wxc_Slice serial, const wxc_Certificate *c, char out[WXC_SERIAL_DIGITS + 1]) {
  char text[64] = "";
  size_t n = 0;
  out[0] = '\0';
  if (serial.len >= 11 && memcmp(serial.data, "PUB_KEY_ID_", 11) == 0) return WXC_FAULT_SERIAL_KEY_ID;
  for (size_t i = 0; i < serial.len; i++) {
    char d = serial.data[i];
    if (d == ':' || d == ' ' || d == '\t' || d == '\r' || d == '\n') continue;
    if (d >= 'a' && d <= 'f') d = (char)(d - 'a' + 'A');
    if (!((d >= '0' && d <= '9') || (d >= 'A' && d <= 'F')) || n + 1 >= sizeof(text)) return WXC_FAULT_SERIAL_FORMAT;
    text[n++] = d;
  }
  if (n == 0) return WXC_FAULT_SERIAL_FORMAT;
  if (n > WXC_SERIAL_DIGITS) return is_digits(text) ? WXC_FAULT_SERIAL_DECIMAL : WXC_FAULT_SERIAL_FORMAT;
  if (c != NULL) {
    const char *theirs = c->serial + strspn(c->serial, "0"), *ours = text + strspn(text, "0");
    if (strcmp(theirs, ours) != 0)
      return strcmp(c->serial_decimal, ours) == 0 ? WXC_FAULT_SERIAL_DECIMAL : WXC_FAULT_SERIAL_OTHER;
    if (strlen(c->serial) > WXC_SERIAL_DIGITS) return WXC_FAULT_SERIAL_FORMAT;
    memcpy(text, c->serial, strlen(c->serial) + 1);
  }
  memcpy(out, text, strlen(text) + 1);
  return WXC_FAULT_NONE;
}
