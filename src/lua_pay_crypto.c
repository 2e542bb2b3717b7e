/*
** lua_pay_crypto.c - keys, certificates and ciphertexts of WeChat Pay for Lua: added to wxcard.core.crypto.
** A key object owns one count of a wxc_Key; the engine may own others.
*/
#include "lua_crypto.h"

#include "crypto/certificate.h"
#include "crypto/digest.h"
#include "crypto/gcm.h"
#include "crypto/rsa.h"
#include "crypto/secret.h"
#include "crypto/sm.h"

#include <string.h>

#define KEY "wxcard.Key"

typedef struct {
  wxc_Key *key; /* NULL once closed */
} Key;

int wxc_push_fault (lua_State *L, wxc_Fault fault) {
  wxc_Error err;
  wxc_fault_error(fault, NULL, &err);
  wxc_fail(L, &err);
  lua_pushstring(L, wxc_fault_name(fault));
  lua_setfield(L, -2, "name");
  return 2;
}

/* A good check is true; a bad one is false and why; what could not be checked is nil and why. */
static int verdict (lua_State *L, wxc_Fault fault) {
  if (fault == WXC_FAULT_NONE) {
    lua_pushboolean(L, 1);
    return 1;
  }
  wxc_push_fault(L, fault);
  if (fault == WXC_FAULT_SIGNATURE || fault == WXC_FAULT_BASE64) {
    lua_pushboolean(L, 0);
    lua_replace(L, -3);
  }
  return 2;
}

/* ---------------------------------------------------------------- keys */

wxc_Key *wxc_check_key (lua_State *L, int arg) {
  Key *k = luaL_checkudata(L, arg, KEY);
  luaL_argcheck(L, k->key != NULL, arg, "the key is closed");
  return k->key;
}

static int is_sm2 (const wxc_Key *key) {
  return wxc_key_algorithm(key) == WXC_ALGORITHM_SM2;
}

/* As luaL_checkoption, but what was given is not shown: it may be a passphrase. */
static int check_word (lua_State *L, int arg, const char *const *words, const char *allowed) {
  const char *word = lua_isnoneornil(L, arg) ? words[0] : luaL_checkstring(L, arg);
  for (int i = 0; words[i] != NULL; i++)
    if (strcmp(words[i], word) == 0) return i;
  return luaL_argerror(L, arg, allowed);
}

/* key(pem[, use[, algorithm]]) -> key | nil, err */
static int key_new (lua_State *L) {
  static const char *const uses[] = {"any", "private", "public", "public_alone", NULL};
  static const char *const algorithms[] = {"any", "rsa", "sm2", NULL};
  wxc_Slice pem = wxc_check_slice(L, 1);
  wxc_KeyUse use = (wxc_KeyUse)check_word(L, 2, uses, "any, private, public or public_alone");
  wxc_KeyAlgorithm algorithm = (wxc_KeyAlgorithm)check_word(L, 3, algorithms, "any, rsa or sm2");
  Key *k = wxc_newobject(L, sizeof(*k), KEY);
  wxc_Fault fault = wxc_key_load(pem.data, pem.len, use, algorithm, &k->key);
  return fault == WXC_FAULT_NONE ? 1 : wxc_push_fault(L, fault);
}

/* Idempotent. */
static int key_close (lua_State *L) {
  Key *k = luaL_checkudata(L, 1, KEY);
  wxc_key_free(k->key);
  k->key = NULL;
  return 0;
}

/* key:sign(text) -> base64 | nil, err */
static int key_sign (lua_State *L) {
  wxc_Key *key = wxc_check_key(L, 1);
  wxc_Slice text = wxc_check_slice(L, 2);
  char out[WXC_RSA_TEXT_MAX];
  size_t n;
  wxc_Fault fault = is_sm2(key) ? wxc_sm2_sign(key, text.data, text.len, out, sizeof(out), &n)
                                : wxc_rsa_sign(key, text.data, text.len, out, sizeof(out), &n);
  if (fault != WXC_FAULT_NONE) return wxc_push_fault(L, fault);
  lua_pushlstring(L, out, n);
  return 1;
}

/* key:verify(text, base64) -> true | false, err | nil, err */
static int key_verify (lua_State *L) {
  wxc_Key *key = wxc_check_key(L, 1);
  wxc_Slice text = wxc_check_slice(L, 2), sig = wxc_check_slice(L, 3);
  return verdict(L, is_sm2(key) ? wxc_sm2_verify(key, text.data, text.len, sig.data, sig.len)
                                : wxc_rsa_verify(key, text.data, text.len, sig.data, sig.len));
}

/* key:recover(base64) -> the SHA-256 that was signed, in hex | nil, err */
static int key_recover (lua_State *L) {
  wxc_Key *key = wxc_check_key(L, 1);
  wxc_Slice sig = wxc_check_slice(L, 2);
  unsigned char digest[WXC_SHA256];
  char hex[WXC_SHA256_HEX + 1];
  wxc_Fault fault = wxc_rsa_recover(key, sig.data, sig.len, digest);
  if (fault != WXC_FAULT_NONE) return wxc_push_fault(L, fault);
  wxc_to_hex(digest, sizeof(digest), hex);
  lua_pushlstring(L, hex, WXC_SHA256_HEX);
  return 1;
}

/* key:encrypt(text) -> base64 | nil, err */
static int key_encrypt (lua_State *L) {
  wxc_Key *key = wxc_check_key(L, 1);
  wxc_Slice plain = wxc_check_slice(L, 2);
  char out[WXC_RSA_TEXT_MAX];
  size_t n;
  wxc_Fault fault = is_sm2(key) ? wxc_sm2_encrypt(key, plain.data, plain.len, out, sizeof(out), &n)
                                : wxc_oaep_encrypt(key, plain.data, plain.len, out, sizeof(out), &n);
  if (fault != WXC_FAULT_NONE) return wxc_push_fault(L, fault);
  lua_pushlstring(L, out, n);
  return 1;
}

/* key:decrypt(base64) -> text | nil, err */
static int key_decrypt (lua_State *L) {
  wxc_Key *key = wxc_check_key(L, 1);
  wxc_Slice text = wxc_check_slice(L, 2);
  wxc_Scratch *s = wxc_scratch_new(L, WXC_RSA_MAX);
  wxc_Fault fault = WXC_FAULT_MEMORY;
  size_t n;
  if (s->data != NULL)
    fault = is_sm2(key) ? wxc_sm2_decrypt(key, text.data, text.len, s->data, s->size, &n)
                        : wxc_oaep_decrypt(key, text.data, text.len, s->data, s->size, &n);
  if (fault == WXC_FAULT_NONE) lua_pushlstring(L, (const char *)s->data, n); /* may raise: __gc wipes */
  wxc_scratch_release(s);
  return fault == WXC_FAULT_NONE ? 1 : wxc_push_fault(L, fault);
}

/* key:matches(other) -> true | false, err */
static int key_matches (lua_State *L) {
  wxc_Fault fault = wxc_key_match(wxc_check_key(L, 1), wxc_check_key(L, 2));
  if (fault == WXC_FAULT_NONE) return verdict(L, fault);
  wxc_push_fault(L, fault);
  lua_pushboolean(L, 0);
  lua_replace(L, -3);
  return 2;
}

/* key:public_pem() -> PEM | nil, err */
static int key_public_pem (lua_State *L) {
  char out[WXC_PUBLIC_PEM_MAX];
  size_t n;
  wxc_Fault fault = wxc_key_public_pem(wxc_check_key(L, 1), out, &n);
  if (fault != WXC_FAULT_NONE) return wxc_push_fault(L, fault);
  lua_pushlstring(L, out, n);
  return 1;
}

static const char *algorithm_name (wxc_KeyAlgorithm algorithm) {
  return algorithm == WXC_ALGORITHM_RSA ? "rsa" : algorithm == WXC_ALGORITHM_SM2 ? "sm2" : "other";
}

/* key:kind() -> "private key" | "public key" | "certificate" */
static int key_kind (lua_State *L) {
  lua_pushstring(L, wxc_pem_kind_name(wxc_key_kind(wxc_check_key(L, 1))));
  return 1;
}

/* key:algorithm() -> "rsa" | "sm2" */
static int key_algorithm (lua_State *L) {
  lua_pushstring(L, algorithm_name(wxc_key_algorithm(wxc_check_key(L, 1))));
  return 1;
}

/* key:bits() -> 2048 */
static int key_bits (lua_State *L) {
  lua_pushinteger(L, wxc_key_bits(wxc_check_key(L, 1)));
  return 1;
}

/* ---------------------------------------------------------------- certificates, serials and API keys */

/* pem_kind(pem) -> kind | nil, err */
static int pem_kind (lua_State *L) {
  wxc_Slice text = wxc_check_slice(L, 1);
  wxc_Pem pem;
  wxc_Fault fault = wxc_pem_read(text.data, text.len, &pem);
  wxc_PemKind kind = pem.kind;
  wxc_pem_free(&pem);
  if (fault != WXC_FAULT_NONE) return wxc_push_fault(L, fault);
  lua_pushstring(L, wxc_pem_kind_name(kind));
  return 1;
}

static void set_text (lua_State *L, const char *name, const char *value) {
  lua_pushstring(L, value);
  lua_setfield(L, -2, name);
}

static void set_time (lua_State *L, const char *name, const char *unix_name, long long seconds) {
  char text[WXC_RFC3339 + 1];
  wxc_rfc3339(seconds, text);
  set_text(L, name, text);
  lua_pushinteger(L, (lua_Integer)seconds);
  lua_setfield(L, -2, unix_name);
}

/* certificate_info(pem) -> table | nil, err */
static int certificate_info (lua_State *L) {
  wxc_Slice pem = wxc_check_slice(L, 1);
  wxc_Certificate c;
  wxc_Fault fault = wxc_certificate_read(pem.data, pem.len, &c);
  if (fault != WXC_FAULT_NONE) return wxc_push_fault(L, fault);
  lua_createtable(L, 0, 10);
  set_text(L, "serial", c.serial);
  set_text(L, "subject_cn", c.subject_cn);
  set_text(L, "subject", c.subject);
  set_text(L, "issuer", c.issuer);
  set_text(L, "algorithm", algorithm_name(c.algorithm));
  lua_pushinteger(L, c.bits);
  lua_setfield(L, -2, "bits");
  set_time(L, "not_before", "not_before_unix", c.not_before);
  set_time(L, "not_after", "not_after_unix", c.not_after);
  return 1;
}

/* check_serial(serial[, certificate]) -> serial as WeChat writes it | nil, err */
static int check_serial (lua_State *L) {
  wxc_Slice serial = wxc_check_slice(L, 1), pem = {NULL, 0};
  char out[WXC_SERIAL_DIGITS + 1];
  wxc_Fault fault = WXC_FAULT_NONE;
  wxc_Certificate c;
  if (!lua_isnoneornil(L, 2)) {
    pem = wxc_check_slice(L, 2);
    fault = wxc_certificate_read(pem.data, pem.len, &c);
  }
  if (fault == WXC_FAULT_NONE) fault = wxc_serial_check(serial, pem.data != NULL ? &c : NULL, out);
  if (fault != WXC_FAULT_NONE) return wxc_push_fault(L, fault);
  lua_pushstring(L, out);
  return 1;
}

/* check_api_v3_key(key) -> true | nil, err */
static int check_api_v3_key (lua_State *L) {
  return verdict(L, wxc_api_key_check(wxc_check_slice(L, 1)));
}

/* rfc3339(seconds) -> "2026-11-21T21:44:31+08:00" */
static int rfc3339 (lua_State *L) {
  char text[WXC_RFC3339 + 1];
  lua_Number n = luaL_checknumber(L, 1);
  luaL_argcheck(L, n > -1e15 && n < 1e15, 1, "seconds since 1970");
  wxc_rfc3339((long long)n, text);
  lua_pushlstring(L, text, WXC_RFC3339);
  return 1;
}

/* ---------------------------------------------------------------- sealed texts */

typedef wxc_Fault (*Aead)(wxc_Slice key, wxc_Slice nonce, wxc_Slice aad, wxc_Slice in, unsigned char *room,
                          wxc_Slice *out);

static int aead (lua_State *L, Aead run, size_t (*room)(size_t)) {
  wxc_Slice key = wxc_check_slice(L, 1), nonce = wxc_check_slice(L, 2), aad = {"", 0}, in = wxc_check_slice(L, 4), out;
  wxc_Fault fault = WXC_FAULT_MEMORY;
  wxc_Scratch *s;
  if (!lua_isnoneornil(L, 3)) aad = wxc_check_slice(L, 3);
  if (in.len > WXC_GCM_MAX) return wxc_push_fault(L, WXC_FAULT_TOO_LARGE);
  s = wxc_scratch_new(L, room(in.len));
  if (s->data != NULL) fault = run(key, nonce, aad, in, s->data, &out);
  if (fault == WXC_FAULT_NONE) lua_pushlstring(L, out.data, out.len); /* may raise: __gc wipes */
  wxc_scratch_release(s);
  return fault == WXC_FAULT_NONE ? 1 : wxc_push_fault(L, fault);
}

/* aes_256_gcm_encrypt(key, nonce, aad, text) -> base64 | nil, err */
static int aes_seal (lua_State *L) {
  return aead(L, wxc_aead_seal, wxc_aead_seal_room);
}

/* aes_256_gcm_decrypt(key, nonce, aad, base64) -> text | nil, err */
static int aes_open (lua_State *L) {
  return aead(L, wxc_aead_open, wxc_base64_room);
}

/* sm4_gcm_encrypt(key, nonce, aad, text) -> base64 | nil, err */
static int sm4_seal (lua_State *L) {
  return aead(L, wxc_sm4_aead_seal, wxc_aead_seal_room);
}

/* sm4_gcm_decrypt(key, nonce, aad, base64) -> text | nil, err */
static int sm4_open (lua_State *L) {
  return aead(L, wxc_sm4_aead_open, wxc_base64_room);
}

static wxc_Fault raw_seal (wxc_Slice key, wxc_Slice nonce, wxc_Slice aad, wxc_Slice in, unsigned char *room,
                           wxc_Slice *out) {
  out->data = (const char *)room, out->len = in.len + WXC_GCM_TAG;
  return wxc_gcm_seal(key, nonce, aad, in, room);
}

static wxc_Fault raw_open (wxc_Slice key, wxc_Slice nonce, wxc_Slice aad, wxc_Slice in, unsigned char *room,
                           wxc_Slice *out) {
  out->data = (const char *)room;
  return wxc_gcm_open(key, nonce, aad, in, room, &out->len);
}

/* Bytes instead of base64, and the key's length is looked at: an SM4 key is 16 bytes, too. */
static wxc_Fault raw_sm4_seal (wxc_Slice key, wxc_Slice nonce, wxc_Slice aad, wxc_Slice in, unsigned char *room,
                               wxc_Slice *out) {
  out->data = (const char *)room, out->len = in.len + WXC_GCM_TAG;
  if (key.len != WXC_SM4_KEY) return WXC_FAULT_KEY_LENGTH;
  return wxc_sm4_gcm_seal((const unsigned char *)key.data, nonce, aad, in, room);
}

static wxc_Fault raw_sm4_open (wxc_Slice key, wxc_Slice nonce, wxc_Slice aad, wxc_Slice in, unsigned char *room,
                               wxc_Slice *out) {
  out->data = (const char *)room;
  if (key.len != WXC_SM4_KEY) return WXC_FAULT_KEY_LENGTH;
  return wxc_sm4_gcm_open((const unsigned char *)key.data, nonce, aad, in, room, &out->len);
}

/* gcm_seal(cipher, key, nonce, aad, bytes) -> bytes | nil, err: the routine below the rules of WeChat Pay */
static int gcm_seal (lua_State *L) {
  static const char *const ciphers[] = {"aes", "sm4", NULL};
  int sm4 = check_word(L, 1, ciphers, "aes or sm4");
  lua_remove(L, 1);
  return aead(L, sm4 ? raw_sm4_seal : raw_seal, wxc_aead_seal_room);
}

/* gcm_open(cipher, key, nonce, aad, bytes) -> bytes | nil, err */
static int gcm_open (lua_State *L) {
  static const char *const ciphers[] = {"aes", "sm4", NULL};
  int sm4 = check_word(L, 1, ciphers, "aes or sm4");
  lua_remove(L, 1);
  return aead(L, sm4 ? raw_sm4_open : raw_open, wxc_aead_seal_room);
}

/* sm3_hex(text) -> 64 hex digits | nil, err */
static int sm3_hex (lua_State *L) {
  wxc_Slice text = wxc_check_slice(L, 1);
  unsigned char digest[WXC_SM3];
  char hex[2 * WXC_SM3 + 1];
  wxc_Fault fault = wxc_sm3(text.data, text.len, digest);
  if (fault != WXC_FAULT_NONE) return wxc_push_fault(L, fault);
  wxc_to_hex(digest, sizeof(digest), hex);
  lua_pushlstring(L, hex, sizeof(hex) - 1);
  return 1;
}

static const luaL_Reg methods[] = {
    {"sign", key_sign},           {"verify", key_verify},   {"recover", key_recover},       {"encrypt", key_encrypt},
    {"decrypt", key_decrypt},     {"matches", key_matches}, {"public_pem", key_public_pem}, {"kind", key_kind},
    {"algorithm", key_algorithm}, {"bits", key_bits},       {"close", key_close},           {NULL, NULL}};
static const luaL_Reg metamethods[] = {{"__gc", key_close}, {"__close", key_close}, {NULL, NULL}};
static const luaL_Reg functions[] = {{"key", key_new},
                                     {"pem_kind", pem_kind},
                                     {"certificate_info", certificate_info},
                                     {"check_serial", check_serial},
                                     {"check_api_v3_key", check_api_v3_key},
                                     {"rfc3339", rfc3339},
                                     {"aes_256_gcm_encrypt", aes_seal},
                                     {"aes_256_gcm_decrypt", aes_open},
                                     {"sm4_gcm_encrypt", sm4_seal},
                                     {"sm4_gcm_decrypt", sm4_open},
                                     {"gcm_seal", gcm_seal},
                                     {"gcm_open", gcm_open},
                                     {"sm3_hex", sm3_hex},
                                     {NULL, NULL}};

void wxc_add_pay_crypto (lua_State *L) {
  wxc_newclass(L, KEY, methods, metamethods);
  luaL_setfuncs(L, functions, 0);
  wxc_add_paysign(L);
}
