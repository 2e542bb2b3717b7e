/*
** card_ext.h - the cardExt of wx.addCard: its values signed and written as the JSON text that a page hands on.
** Pure but for OpenSSL; no allocation; any thread.
*/
#ifndef WXC_CARD_EXT_H
#define WXC_CARD_EXT_H

#include "crypto/bytes.h"
#include "json/buf.h"

typedef struct wxc_CardExt {
  wxc_Slice ticket, card_id;                  /* signed, not sent: one is a secret, the other stands beside */
  wxc_Slice code, openid, nonce_str, balance; /* signed and sent; empty: neither */
  long long timestamp;                        /* seconds; signed and sent, the same digits */
  int number;                                 /* whether it is sent as a number (mini program) or as text (web) */
  wxc_Slice outer_str;                        /* sent, not signed; empty: not sent */
  long long fixed_begintimestamp, outer_id;   /* likewise; 0: not sent */
} wxc_CardExt;

/* Appends the text to `out`, whose `failed` the caller looks at. WXC_ERR: `*culprit` names the value that is not
** UTF-8, or is NULL when OpenSSL refused. */
int wxc_card_ext (const wxc_CardExt *card, wxc_Buf *out, const char **culprit);

#endif
