/*
** digest.c - see digest.h.
*/
#include "crypto/digest.h"

#include "error.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <pthread.h>

/* Fetched once a process and kept: looking a digest up costs more than digesting a short text. */
static EVP_MD *sha1, *sha256;
static pthread_once_t fetched = PTHREAD_ONCE_INIT;

static void fetch (void) {
  sha1 = EVP_MD_fetch(NULL, "SHA1", NULL);
  sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
}

void wxc_to_hex (const unsigned char *bytes, size_t n, char *hex) {
  static const char digits[] = "0123456789abcdef";
  for (size_t i = 0; i < n; i++) {
    hex[2 * i] = digits[bytes[i] >> 4];
    hex[2 * i + 1] = digits[bytes[i] & 15];
  }
  hex[2 * n] = '\0';
}

static int digest_bytes (EVP_MD *const *cached, const EVP_MD *(*lookup)(void), const wxc_Slice *parts, size_t count,
                         unsigned char *bytes, unsigned int *n) {
  EVP_MD_CTX *ctx = NULL;
  const EVP_MD *md;
  int rc = WXC_ERR;
  ERR_set_mark();
  pthread_once(&fetched, fetch);
  md = *cached != NULL ? *cached : lookup(); /* the fetch may have met a shortage of memory */
  if ((ctx = EVP_MD_CTX_new()) == NULL || EVP_DigestInit_ex(ctx, md, NULL) != 1) goto done;
  for (size_t i = 0; i < count; i++)
    if (EVP_DigestUpdate(ctx, parts[i].data, parts[i].len) != 1) goto done;
  if (EVP_DigestFinal_ex(ctx, bytes, n) != 1) goto done;
  rc = WXC_OK;
done:
  EVP_MD_CTX_free(ctx);
  ERR_pop_to_mark();
  return rc;
}

static int digest (EVP_MD *const *cached, const EVP_MD *(*lookup)(void), const wxc_Slice *parts, size_t count,
                   char *hex) {
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned int n = 0;
  hex[0] = '\0';
  if (digest_bytes(cached, lookup, parts, count, bytes, &n) != WXC_OK) return WXC_ERR;
  wxc_to_hex(bytes, n, hex);
  return WXC_OK;
}

int wxc_sha256 (const wxc_Slice *parts, size_t count, unsigned char bytes[WXC_SHA256]) {
  unsigned int n;
  return digest_bytes(&sha256, EVP_sha256, parts, count, bytes, &n);
}

int wxc_sha1_hex (const void *data, size_t n, char hex[WXC_SHA1_HEX + 1]) {
  wxc_Slice all = {data, n};
  return digest(&sha1, EVP_sha1, &all, 1, hex);
}

int wxc_sha256_hex (const void *data, size_t n, char hex[WXC_SHA256_HEX + 1]) {
  wxc_Slice all = {data, n};
  return digest(&sha256, EVP_sha256, &all, 1, hex);
}

int wxc_sha1_sorted (wxc_Slice *parts, size_t count, char hex[WXC_SHA1_HEX + 1]) {
  for (size_t i = 1; i < count; i++) { /* by insertion: there are never more than eight */
    wxc_Slice part = parts[i];
    size_t at = i;
    for (; at > 0 && wxc_compare(&parts[at - 1], &part) > 0; at--) parts[at] = parts[at - 1];
    parts[at] = part;
  }
  return digest(&sha1, EVP_sha1, parts, count, hex);
}
