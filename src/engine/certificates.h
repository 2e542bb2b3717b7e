/*
** certificates.h - the platform's list of certificates, opened with the APIv3 key. Pure; blocks for its arithmetic: pool
** threads.
*/
#ifndef WXC_CERTIFICATES_H
#define WXC_CERTIFICATES_H

#include "engine/ring.h"
#include "error.h"

/* Fills `keys` (the caller's to free) from { "data": [ { serial_no, effective_time, expire_time, encrypt_certificate } ] }.
** An algorithm that we lack is left out; anything else that is wrong refuses the list. */
int wxc_certificates_open (const char *json, size_t len, const char *api_key, wxc_RingKeys *keys, wxc_Error *err);

#endif
