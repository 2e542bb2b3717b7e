/*
** identity.c - see identity.h.
*/
#include "engine/identity.h"

#include "crypto/secret.h"
#include "error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

wxc_Identity *wxc_identity_new (void) {
  wxc_Identity *id = calloc(1, sizeof(*id));
  if (id != NULL) atomic_init(&id->refs, 1);
  return id;
}

wxc_Identity *wxc_identity_ref (wxc_Identity *id) {
  atomic_fetch_add(&id->refs, 1);
  return id;
}

void wxc_identity_unref (wxc_Identity *id) {
  if (id == NULL || atomic_fetch_sub(&id->refs, 1) != 1) return;
  if (id->api_key != NULL) wxc_wipe(id->api_key, strlen(id->api_key));
  free(id->api_key);
  free(id->word);
  free(id->id);
  free(id->serial);
  free(id->public_id);
  free(id->fetch_path);
  free(id->hosts[0]);
  free(id->hosts[1]);
  wxc_key_free(id->key);
  wxc_key_free(id->public_key);
  free(id);
}

wxc_Key *wxc_identity_platform_key (const wxc_Identity *id, const char *serial, size_t len, int64_t now) {
  if (id->public_id != NULL && strlen(id->public_id) == len && memcmp(id->public_id, serial, len) == 0)
    return wxc_key_keep(id->public_key);
  return id->ring != NULL ? wxc_ring_key(id->ring, serial, len, now) : NULL;
}

wxc_Key *wxc_identity_encryption_key (const wxc_Identity *id, int64_t now, char *serial) {
  if (id->public_key != NULL) {
    snprintf(serial, WXC_MAX_SERIAL, "%s", id->public_id);
    return wxc_key_keep(id->public_key);
  }
  return id->ring != NULL ? wxc_ring_newest(id->ring, now, serial, WXC_MAX_SERIAL) : NULL;
}
