/*
** certificate.h - what a certificate says about itself, serials as WeChat writes them, and time as it writes it.
** Any thread; OpenSSL's error queue is left as it was.
*/
#ifndef WXC_CERTIFICATE_H
#define WXC_CERTIFICATE_H

#include "crypto/bytes.h"
#include "crypto/fault.h"
#include "crypto/key.h"

enum {
  WXC_SERIAL_DIGITS = 40, /* a serial has at most 20 bytes */
  WXC_RFC3339 = 25,       /* "2026-11-21T21:44:31+08:00" */
  WXC_CERTIFICATE_NAME = 512
};

/* Plain data: may be copied, owns nothing. Names are UTF-8, with control characters escaped, cut when too long. */
typedef struct wxc_Certificate {
  char serial[2 * 64 + 1];               /* upper-case hex of whole bytes: leading zeros stay */
  char serial_decimal[160];              /* the same number, for naming a mix-up */
  char subject_cn[WXC_CERTIFICATE_NAME]; /* of a merchant's certificate: the mchid */
  char subject[WXC_CERTIFICATE_NAME];    /* RFC 2253 */
  char issuer[WXC_CERTIFICATE_NAME];     /* RFC 2253 */
  long long not_before, not_after;       /* seconds since 1970 */
  wxc_KeyAlgorithm algorithm;            /* of its key; WXC_ALGORITHM_ANY when that is neither RSA nor SM2 */
  int bits;
} wxc_Certificate;

/* Anything else than one certificate is refused by name. */
wxc_Fault wxc_certificate_read (const char *text, size_t n, wxc_Certificate *certificate);

/* Upper-case hex without colons and blanks into `out`, or what the text is instead. With a certificate (may be NULL) the
** serial must be that one's, and its leading zeros are put back. */
wxc_Fault wxc_serial_check (wxc_Slice serial, const wxc_Certificate *certificate, char out[WXC_SERIAL_DIGITS + 1]);

/* Seconds since 1970 as RFC 3339 in +08:00, whatever TZ says. Years 0 to 9999, else the nearest of these. */
void wxc_rfc3339 (long long seconds, char out[WXC_RFC3339 + 1]);

#endif
