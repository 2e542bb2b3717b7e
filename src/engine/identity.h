/*
** identity.h - who signs: a merchant or a brand, with its key, and the platform's keys that answer it. Constant after it
** was made, but for what it learns of its hosts; counted, since calls outlive their client. Any thread.
*/
#ifndef WXC_IDENTITY_H
#define WXC_IDENTITY_H

#include "crypto/gcm.h"
#include "crypto/paysign.h"
#include "engine/ring.h"

#include <stdatomic.h>
#include <stdint.h>

#define WXC_MAX_SERIAL 80

/* A key that was looked at when it was given, and is parsed by whoever needs it first: OpenSSL takes its time, and a process
** may have thousands of merchants. */
typedef struct wxc_LateKey {
  char *pem; /* owned, wiped; NULL for none */
  wxc_KeyUse use;
  _Atomic(wxc_Key *) key;
} wxc_LateKey;

/* Copies the text. Refuses what is another kind of PEM or no RSA key; damage deep inside shows when it is parsed. */
wxc_Fault wxc_latekey_set (wxc_LateKey *late, const char *pem, size_t n, wxc_KeyUse use);
/* Not kept: it lives as long as the identity. NULL when there is none, or it cannot be parsed. */
wxc_Key *wxc_latekey_get (wxc_LateKey *late);

typedef struct wxc_Identity {
  _Atomic int refs;
  char *word;                  /* what endpoints call it: "wechatpay2" */
  const wxc_PayScheme *scheme; /* static: of its requests, and of their answers */
  char *id, *serial;           /* its own */
  wxc_LateKey key;             /* private; parsed once */
  char *api_key;               /* WXC_API_KEY bytes; NULL for none; wiped */
  char *public_id;             /* of the platform's public key; NULL for none */
  wxc_LateKey public_key;      /* the same */
  wxc_Ring *ring;              /* the platform's certificates, not owned; NULL where they are not enabled */
  const char *fetch_method;    /* how they are fetched; static */
  char *fetch_path;
  int names_serial;            /* every request names the platform's key */
  char *hosts[2];              /* base URLs, without a slash at the end; the second may be NULL */
  _Atomic int64_t avoid_until; /* the first host was not to be had: monotonic */
} wxc_Identity;

wxc_Identity *wxc_identity_new (void);
wxc_Identity *wxc_identity_ref (wxc_Identity *id);
void wxc_identity_unref (wxc_Identity *id); /* also NULL */

/* The platform's key of that id at `now` (seconds since 1970), which the caller frees; NULL when it is not known. */
wxc_Key *wxc_identity_platform_key (wxc_Identity *id, const char *serial, size_t len, int64_t now);
/* The key that fields are encrypted with, and its id (WXC_MAX_SERIAL bytes); NULL when there is none yet. */
wxc_Key *wxc_identity_encryption_key (wxc_Identity *id, int64_t now, char *serial);

#endif
