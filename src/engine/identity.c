/*
** identity.c - see identity.h.
*/
#include "engine/identity.h"

#include "crypto/secret.h"
#include "error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whether a DER text is one SEQUENCE to its end that names rsaEncryption where keys do. */
static int looks_like_rsa (const unsigned char *der, size_t len) {
  static const unsigned char oid[] = {0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01};
  if (len < 64 || der[0] != 0x30 || der[1] != 0x82 || ((size_t)der[2] << 8 | der[3]) + 4 != len) return 0;
  return memmem(der, 32, oid, sizeof(oid)) != NULL;
}

wxc_Fault wxc_latekey_set (wxc_LateKey *late, const char *pem, size_t n, wxc_KeyUse use) {
  wxc_Fault fault;
  wxc_Pem block;
  int plain = 0;
  if ((late->pem = malloc(n + 1)) == NULL) return WXC_FAULT_MEMORY;
  memcpy(late->pem, pem, n);
  late->pem[n] = '\0';
  late->use = use;
  if (wxc_pem_read(pem, n, &block) == WXC_FAULT_NONE) {
    wxc_PemKind usual = use == WXC_KEY_PRIVATE ? WXC_PEM_PRIVATE_KEY : WXC_PEM_PUBLIC_KEY;
    plain = block.kind == usual && looks_like_rsa(block.der, block.len);
    wxc_pem_free(&block);
  }
  if (!plain) { /* parsed at once, for the sentence that says what it is */
    wxc_Key *key = NULL;
    if ((fault = wxc_key_load(pem, n, use, WXC_ALGORITHM_RSA, &key)) != WXC_FAULT_NONE) return fault;
    atomic_store(&late->key, key);
  }
  return WXC_FAULT_NONE;
}

wxc_Key *wxc_latekey_get (wxc_LateKey *late) {
  wxc_Key *key = atomic_load(&late->key), *none = NULL;
  if (key != NULL || late->pem == NULL) return key;
  if (wxc_key_load(late->pem, strlen(late->pem), late->use, WXC_ALGORITHM_RSA, &key) != WXC_FAULT_NONE) return NULL;
  if (atomic_compare_exchange_strong(&late->key, &none, key)) return key;
  wxc_key_free(key); /* another thread was first */
  return none;
}

static void latekey_free (wxc_LateKey *late) {
  if (late->pem != NULL) wxc_wipe(late->pem, strlen(late->pem));
  free(late->pem);
  wxc_key_free(atomic_load(&late->key));
}

static wxc_Key *keep (wxc_Key *key) {
  return key != NULL ? wxc_key_keep(key) : NULL;
}

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
  latekey_free(&id->key);
  latekey_free(&id->public_key);
  free(id);
}

wxc_Key *wxc_identity_platform_key (wxc_Identity *id, const char *serial, size_t len, int64_t now) {
  if (id->public_id != NULL && strlen(id->public_id) == len && memcmp(id->public_id, serial, len) == 0)
    return keep(wxc_latekey_get(&id->public_key));
  return id->ring != NULL ? wxc_ring_key(id->ring, serial, len, now) : NULL;
}

wxc_Key *wxc_identity_encryption_key (wxc_Identity *id, int64_t now, char *serial) {
  if (id->public_id != NULL) {
    snprintf(serial, WXC_MAX_SERIAL, "%s", id->public_id);
    return keep(wxc_latekey_get(&id->public_key));
  }
  return id->ring != NULL ? wxc_ring_newest(id->ring, now, serial, WXC_MAX_SERIAL) : NULL;
}
