/*
** lua_paysign.c - the signed texts of WeChat Pay for Lua: added to wxcard.core.crypto.
*/
#include "lua_crypto.h"

#include "crypto/paysign.h"

#define MAX_HEADER 4096 /* bytes */

static wxc_Slice opt_slice (lua_State *L, int arg) {
  wxc_Slice none = {NULL, 0};
  return lua_isnoneornil(L, arg) ? none : wxc_check_slice(L, arg);
}

static const wxc_PayScheme *check_scheme (lua_State *L, int arg) {
  const wxc_PayScheme *scheme = wxc_pay_scheme(wxc_check_slice(L, arg));
  luaL_argcheck(L, scheme != NULL, arg, "no scheme of WeChat Pay");
  return scheme;
}

static int push_joined (lua_State *L, const wxc_Slice *parts, int count) {
  luaL_Buffer b;
  luaL_buffinit(L, &b);
  for (int i = 0; i < count; i++) luaL_addlstring(&b, parts[i].len > 0 ? parts[i].data : "", parts[i].len);
  luaL_pushresult(&b);
  return 1;
}

/* pay_request_text(method, url, timestamp, nonce, body) -> the text to sign */
static int request_text (lua_State *L) {
  wxc_Slice parts[WXC_PAY_REQUEST_PARTS];
  wxc_PayRequest request;
  request.method = wxc_check_slice(L, 1);
  request.url = wxc_check_slice(L, 2);
  request.timestamp = wxc_check_slice(L, 3);
  request.nonce = wxc_check_slice(L, 4);
  request.body = opt_slice(L, 5);
  wxc_pay_request_parts(&request, parts);
  return push_joined(L, parts, WXC_PAY_REQUEST_PARTS);
}

/* pay_answer_text(timestamp, nonce, body) -> the text that is signed */
static int answer_text (lua_State *L) {
  wxc_PayAnswer answer = {0};
  wxc_Slice parts[WXC_PAY_ANSWER_PARTS];
  answer.timestamp = wxc_check_slice(L, 1);
  answer.nonce = wxc_check_slice(L, 2);
  answer.body = opt_slice(L, 3);
  wxc_pay_answer_parts(&answer, parts);
  return push_joined(L, parts, WXC_PAY_ANSWER_PARTS);
}

static const wxc_Key *the_one (void *ring, wxc_Slice serial) {
  (void)serial; /* Lua looked it up */
  return ring;
}

/* pay_check(scheme, now, key | nil, timestamp, nonce, signature, serial, type, body) -> true | nil, err; the headers may
** be nil. `key` is the one of that serial. */
static int check (lua_State *L) {
  const wxc_PayScheme *scheme = check_scheme(L, 1);
  long long now = (long long)luaL_checknumber(L, 2);
  wxc_Key *key = lua_isnil(L, 3) ? NULL : wxc_check_key(L, 3);
  wxc_PayAnswer answer;
  wxc_Fault fault;
  answer.timestamp = opt_slice(L, 4);
  answer.nonce = opt_slice(L, 5);
  answer.signature = opt_slice(L, 6);
  answer.serial = opt_slice(L, 7);
  answer.type = opt_slice(L, 8);
  answer.body = wxc_check_slice(L, 9);
  fault = wxc_pay_check(&answer, scheme, now, the_one, key);
  if (fault != WXC_FAULT_NONE) return wxc_push_fault(L, fault);
  lua_pushboolean(L, 1);
  return 1;
}

static wxc_Slice check_quotable (lua_State *L, int arg) {
  wxc_Slice s = wxc_check_slice(L, arg);
  for (size_t i = 0; i < s.len; i++)
    luaL_argcheck(L, s.data[i] != '"' && (unsigned char)s.data[i] >= ' ', arg, "a quote or a control character");
  return s;
}

/* pay_authorization(scheme, identity, nonce, signature, timestamp, serial) -> the header's value */
static int authorization (lua_State *L) {
  const wxc_PayScheme *scheme = check_scheme(L, 1);
  char text[MAX_HEADER];
  wxc_Buf out = {text, 0, sizeof(text), sizeof(text), 0}; /* full before it would ever grow */
  wxc_PayAuthorization m = {0};
  m.identity = check_quotable(L, 2);
  m.nonce = check_quotable(L, 3);
  m.signature = check_quotable(L, 4);
  m.timestamp = check_quotable(L, 5);
  m.serial = check_quotable(L, 6);
  wxc_pay_authorization(scheme, &m, &out);
  luaL_argcheck(L, !out.failed, 4, "too long for a header");
  lua_pushlstring(L, out.data, out.len);
  return 1;
}

static void set_slice (lua_State *L, const char *name, wxc_Slice value) {
  lua_pushlstring(L, value.data, value.len);
  lua_setfield(L, -2, name);
}

/* pay_authorization_parse(header) -> members | nil */
static int authorization_parse (lua_State *L) {
  wxc_PayAuthorization m;
  if (wxc_pay_authorization_parse(wxc_check_slice(L, 1), &m) != WXC_OK) return 0;
  lua_createtable(L, 0, 6);
  set_slice(L, "scheme", m.scheme);
  set_slice(L, wxc_pay_scheme(m.scheme)->identity, m.identity);
  set_slice(L, "nonce_str", m.nonce);
  set_slice(L, "signature", m.signature);
  set_slice(L, "timestamp", m.timestamp);
  set_slice(L, "serial_no", m.serial);
  return 1;
}

static const luaL_Reg functions[] = {{"pay_request_text", request_text},
                                     {"pay_answer_text", answer_text},
                                     {"pay_check", check},
                                     {"pay_authorization", authorization},
                                     {"pay_authorization_parse", authorization_parse},
                                     {NULL, NULL}};

void wxc_add_paysign (lua_State *L) {
  luaL_setfuncs(L, functions, 0);
}
