/*
** lua_crypto.c - wxcard.core.crypto: digests, randomness, base64 and WeChat's envelope for Lua.
** Functions alone; the only object is scratch memory, which is wiped when it goes.
*/
#include "lua_crypto.h"

#include "card_ext.h"
#include "crypto/digest.h"
#include "crypto/envelope.h"
#include "crypto/random.h"
#include "crypto/secret.h"

#include <stdlib.h>

#define SCRATCH "wxcard.Scratch"
#define MAX_PARTS 16         /* values in one signature */
#define MAX_NONCE 256        /* characters */
#define MAX_RANDOM (1 << 16) /* bytes */
#define CARD_NONCE 16        /* characters; WeChat takes up to 32 */
#define MAX_CARD_EXT 4096    /* bytes of JSON */

void wxc_scratch_release (wxc_Scratch *s) {
  wxc_wipe(s->data, s->data != NULL ? s->size : 0);
  free(s->data);
  s->data = NULL;
}

static int scratch_gc (lua_State *L) {
  wxc_scratch_release(luaL_checkudata(L, 1, SCRATCH));
  return 0;
}

wxc_Scratch *wxc_scratch_new (lua_State *L, size_t size) {
  wxc_Scratch *s = wxc_newobject(L, sizeof(*s), SCRATCH);
  s->data = malloc(size > 0 ? size : 1);
  s->size = size;
  return s;
}

wxc_Slice wxc_check_slice (lua_State *L, int arg) {
  wxc_Slice s;
  luaL_checktype(L, arg, LUA_TSTRING);
  s.data = lua_tolstring(L, arg, &s.len);
  return s;
}

/* nil, err with a name that programs can compare. */
static int fail (lua_State *L, const char *kind, const char *name, const char *message, const char *hint) {
  wxc_Error err;
  wxc_error(&err, kind, NULL, hint, "%s", message);
  wxc_fail(L, &err);
  lua_pushstring(L, name);
  lua_setfield(L, -2, "name");
  return 2;
}

static int no_memory (lua_State *L) {
  return fail(L, "crypto", "memory", "no memory for a working copy", NULL);
}

static int no_openssl (lua_State *L) {
  return fail(L, "crypto", "openssl", "OpenSSL refused the operation", "see which OpenSSL the process has loaded");
}

static int no_entropy (lua_State *L) {
  return fail(L, "crypto", "random", "the system gave no random bytes", NULL);
}

/* sha1_hex(text) -> 40 hex digits */
static int sha1_hex (lua_State *L) {
  char hex[WXC_SHA1_HEX + 1];
  wxc_Slice s = wxc_check_slice(L, 1);
  if (wxc_sha1_hex(s.data, s.len, hex) != WXC_OK) return no_openssl(L);
  lua_pushlstring(L, hex, WXC_SHA1_HEX);
  return 1;
}

/* sha256_hex(text) -> 64 hex digits */
static int sha256_hex (lua_State *L) {
  char hex[WXC_SHA256_HEX + 1];
  wxc_Slice s = wxc_check_slice(L, 1);
  if (wxc_sha256_hex(s.data, s.len, hex) != WXC_OK) return no_openssl(L);
  lua_pushlstring(L, hex, WXC_SHA256_HEX);
  return 1;
}

/* sha1_sorted(text, ...) -> 40 hex digits of the texts, sorted by bytes and joined */
static int sha1_sorted (lua_State *L) {
  wxc_Slice parts[MAX_PARTS];
  char hex[WXC_SHA1_HEX + 1];
  int n = lua_gettop(L);
  luaL_argcheck(L, n <= MAX_PARTS, MAX_PARTS + 1, "too many values");
  for (int i = 0; i < n; i++) parts[i] = wxc_check_slice(L, i + 1);
  if (wxc_sha1_sorted(parts, (size_t)n, hex) != WXC_OK) return no_openssl(L);
  lua_pushlstring(L, hex, WXC_SHA1_HEX);
  return 1;
}

/* less(a, b) -> whether a comes before b by bytes, whatever the locale */
static int less (lua_State *L) {
  wxc_Slice a = wxc_check_slice(L, 1), b = wxc_check_slice(L, 2);
  lua_pushboolean(L, wxc_compare(&a, &b) < 0);
  return 1;
}

/* equal(a, b) -> boolean, in constant time */
static int equal (lua_State *L) {
  wxc_Slice a = wxc_check_slice(L, 1), b = wxc_check_slice(L, 2);
  lua_pushboolean(L, wxc_equal(a.data, a.len, b.data, b.len));
  return 1;
}

/* random_nonce(n) -> n letters and digits */
static int random_nonce (lua_State *L) {
  char nonce[MAX_NONCE];
  lua_Integer n = luaL_checkinteger(L, 1);
  luaL_argcheck(L, n >= 1 && n <= MAX_NONCE, 1, "1 to 256 characters");
  if (wxc_random_nonce(nonce, (size_t)n) != WXC_OK) return no_entropy(L);
  lua_pushlstring(L, nonce, (size_t)n);
  return 1;
}

static int is_absent (lua_State *L, int arg) {
  return lua_isnoneornil(L, arg) || lua_islightuserdata(L, arg); /* the latter is JSON's null */
}

static wxc_Slice opt_slice (lua_State *L, int arg) {
  wxc_Slice none = {NULL, 0};
  return is_absent(L, arg) ? none : wxc_check_slice(L, arg);
}

static long long opt_whole (lua_State *L, int arg) {
  return is_absent(L, arg) ? 0 : (long long)luaL_checknumber(L, arg);
}

/* card_ext(ticket, card_id, timestamp, as_number, nonce | nil: a fresh one, code, openid, outer_str,
**          fixed_begintimestamp, balance, outer_id) -> JSON text | nil, err. What is nil or empty is neither signed nor sent. */
static int card_ext (lua_State *L) {
  char text[MAX_CARD_EXT], nonce[CARD_NONCE];
  wxc_Buf out = {text, 0, sizeof(text), sizeof(text), 0}; /* full before it would ever grow */
  const char *culprit;
  wxc_CardExt card;
  card.ticket = wxc_check_slice(L, 1);
  card.card_id = wxc_check_slice(L, 2);
  card.timestamp = (long long)luaL_checknumber(L, 3);
  card.number = lua_toboolean(L, 4);
  card.nonce_str = opt_slice(L, 5);
  card.code = opt_slice(L, 6);
  card.openid = opt_slice(L, 7);
  card.outer_str = opt_slice(L, 8);
  card.fixed_begintimestamp = opt_whole(L, 9);
  card.balance = opt_slice(L, 10);
  card.outer_id = opt_whole(L, 11);
  if (card.nonce_str.data == NULL) {
    if (wxc_random_nonce(nonce, sizeof(nonce)) != WXC_OK) return no_entropy(L);
    card.nonce_str.data = nonce, card.nonce_str.len = sizeof(nonce);
  }
  if (wxc_card_ext(&card, &out, &culprit) != WXC_OK) {
    wxc_Error err;
    if (culprit == NULL) return no_openssl(L);
    wxc_error(&err, "validation", culprit, NULL, "is not UTF-8");
    return wxc_fail(L, &err);
  }
  if (out.failed) return fail(L, "validation", "too_large", "a cardExt has at most 4096 bytes", "shorten outer_str");
  lua_pushlstring(L, out.data, out.len);
  return 1;
}

/* random_bytes(n) -> n bytes */
static int random_bytes (lua_State *L) {
  lua_Integer n = luaL_checkinteger(L, 1);
  wxc_Scratch *s;
  luaL_argcheck(L, n >= 1 && n <= MAX_RANDOM, 1, "1 to 65536 bytes");
  s = wxc_scratch_new(L, (size_t)n);
  if (s->data == NULL) return no_memory(L);
  if (wxc_random_bytes(s->data, s->size) != WXC_OK) return no_entropy(L);
  lua_pushlstring(L, (const char *)s->data, s->size);
  wxc_scratch_release(s);
  return 1;
}

/* base64_encode(bytes) -> text */
static int base64_encode (lua_State *L) {
  wxc_Slice in = wxc_check_slice(L, 1);
  wxc_Scratch *s = wxc_scratch_new(L, wxc_base64_size(in.len));
  if (s->data == NULL) return no_memory(L);
  wxc_base64_encode(in.data, in.len, (char *)s->data);
  lua_pushlstring(L, (const char *)s->data, s->size);
  wxc_scratch_release(s);
  return 1;
}

/* base64_decode(text) -> bytes | nil, err */
static int base64_decode (lua_State *L) {
  wxc_Slice in = wxc_check_slice(L, 1);
  wxc_Scratch *s = wxc_scratch_new(L, wxc_base64_room(in.len));
  size_t n;
  if (s->data == NULL) return no_memory(L);
  if (wxc_base64_decode(in.data, in.len, s->data, &n) != WXC_OK) {
    wxc_scratch_release(s);
    return fail(L, "crypto", "base64", "not base64", "letters, digits, + and /, whole groups of four, = at the end");
  }
  lua_pushlstring(L, (const char *)s->data, n);
  wxc_scratch_release(s);
  return 1;
}

static int envelope_fault (lua_State *L, wxc_EnvelopeFault fault) {
  static const char *const faults[][3] = {
      [WXC_ENVELOPE_ILLEGAL_KEY] = {"illegal_aes_key", "the EncodingAESKey is not 43 letters and digits",
                                    "copy it again from the console's page of the message server"},
      [WXC_ENVELOPE_BAD_BASE64] = {"base64", "the sealed text is not base64", "pass it on untouched: no unescaping"},
      [WXC_ENVELOPE_BAD_CIPHER] = {"decrypt", "the sealed text is not whole cipher blocks", "it was cut on its way"},
      [WXC_ENVELOPE_ILLEGAL_BUFFER] = {"illegal_buffer", "the opened text has a wrong padding or length",
                                       "usually the EncodingAESKey is not the one it was sealed with"},
      [WXC_ENVELOPE_OTHER_APPID] = {"appid_mismatch", "the message is for another appid",
                                    "give the account's own appid (or the component's), not the gh_ id"},
      [WXC_ENVELOPE_TOO_LARGE] = {"too_large", "the message is larger than an envelope may be", NULL},
      [WXC_ENVELOPE_NO_OPENSSL] = {"openssl", "OpenSSL refused the operation",
                                   "see which OpenSSL the process has loaded"},
  };
  return fail(L, "crypto", faults[fault][0], faults[fault][1], faults[fault][2]);
}

/* envelope_key(key43) -> 32 bytes | nil, err */
static int envelope_key (lua_State *L) {
  unsigned char key[WXC_ENVELOPE_KEY];
  wxc_EnvelopeFault fault = wxc_envelope_key(wxc_check_slice(L, 1), key);
  if (fault != WXC_ENVELOPE_OK) return envelope_fault(L, fault);
  lua_pushlstring(L, (const char *)key, sizeof(key));
  wxc_wipe(key, sizeof(key));
  return 1;
}

/* envelope_open(key43, appid, sealed) -> message | nil, err */
static int envelope_open (lua_State *L) {
  wxc_Slice key = wxc_check_slice(L, 1), appid = wxc_check_slice(L, 2), sealed = wxc_check_slice(L, 3), message;
  wxc_EnvelopeFault fault = WXC_ENVELOPE_TOO_LARGE;
  wxc_Scratch *s = wxc_scratch_new(L, sealed.len <= WXC_ENVELOPE_MAX ? wxc_envelope_open_room(sealed.len) : 0);
  if (s->data == NULL) return no_memory(L);
  fault = wxc_envelope_open(key, appid, sealed, s->data, &message);
  if (fault == WXC_ENVELOPE_OK) lua_pushlstring(L, message.data, message.len); /* may raise: __gc wipes */
  wxc_scratch_release(s);
  return fault == WXC_ENVELOPE_OK ? 1 : envelope_fault(L, fault);
}

/* envelope_seal(key43, appid, message[, random16]) -> sealed | nil, err */
static int envelope_seal (lua_State *L) {
  wxc_Slice key = wxc_check_slice(L, 1), appid = wxc_check_slice(L, 2), message = wxc_check_slice(L, 3), sealed;
  unsigned char random[WXC_ENVELOPE_RANDOM];
  wxc_Slice given = {NULL, 0};
  wxc_EnvelopeFault fault;
  wxc_Scratch *s;
  size_t room = wxc_envelope_seal_room(message.len, appid.len);
  if (!lua_isnoneornil(L, 4)) {
    given = wxc_check_slice(L, 4);
    luaL_argcheck(L, given.len == sizeof(random), 4, "16 bytes");
  }
  if (room == 0) return envelope_fault(L, WXC_ENVELOPE_TOO_LARGE);
  s = wxc_scratch_new(L, room);
  if (s->data == NULL) return no_memory(L);
  if (given.data == NULL && wxc_random_bytes(random, sizeof(random)) != WXC_OK) return no_entropy(L);
  fault =
      wxc_envelope_seal(key, appid, message, given.data ? (const unsigned char *)given.data : random, s->data, &sealed);
  if (fault == WXC_ENVELOPE_OK) lua_pushlstring(L, sealed.data, sealed.len); /* may raise: __gc wipes */
  wxc_scratch_release(s);
  return fault == WXC_ENVELOPE_OK ? 1 : envelope_fault(L, fault);
}

static const luaL_Reg scratch_meta[] = {{"__gc", scratch_gc}, {NULL, NULL}};
static const luaL_Reg functions[] = {{"sha1_hex", sha1_hex},
                                     {"sha256_hex", sha256_hex},
                                     {"sha1_sorted", sha1_sorted},
                                     {"less", less},
                                     {"equal", equal},
                                     {"random_nonce", random_nonce},
                                     {"random_bytes", random_bytes},
                                     {"card_ext", card_ext},
                                     {"base64_encode", base64_encode},
                                     {"base64_decode", base64_decode},
                                     {"envelope_key", envelope_key},
                                     {"envelope_open", envelope_open},
                                     {"envelope_seal", envelope_seal},
                                     {NULL, NULL}};

int wxc_open_crypto (lua_State *L) {
  wxc_newclass(L, SCRATCH, NULL, scratch_meta);
  luaL_newlib(L, functions);
  wxc_add_pay_crypto(L);
  return 1;
}
