/*
** lua_json.c - wxcard.core.json: JSON of open shape, for people and for the other bindings.
*/
#include "lua_json.h"

#include "json/number.h"
#include "json/write.h"

/* ---- decode ---- */

/* Members of an object or items of a list are held on the Lua stack until their number is known, so that most tables are
** made once in their right size. A long one is made early, and the rest goes straight into it. */
enum { HOLD_SLOTS = 32 };

typedef struct Frame {
  int base; /* the stack below it */
  int held; /* slots above base that belong to it */
  int next; /* index of the next item; 0 while there is no table yet */
} Frame;

typedef struct Decoder {
  wxc_JsonReader r;
  wxc_Buf *unescaped;
  int flags;
  Frame frames[WXC_JSON_DEPTH + 1]; /* by depth */
} Decoder;

static void push_text (lua_State *L, Decoder *d) {
  if (!d->r.escaped) {
    lua_pushlstring(L, d->r.text, d->r.len);
    return;
  }
  wxc_buf_reset(d->unescaped, WXC_JSON_TEXT_MAX);
  wxc_json_unescape(d->unescaped, d->r.text, d->r.len);
  lua_pushlstring(L, d->unescaped->data, d->unescaped->len);
}

static void push_bignum (lua_State *L, const char *text, size_t len) {
  lua_createtable(L, 1, 0);
  lua_pushlstring(L, text, len);
  lua_rawseti(L, -2, 1);
  luaL_setmetatable(L, WXC_NUMBER_MT);
}

/* Both Luas see the same: an integer up to 2^53, beyond it the digits. */
static void push_integer (lua_State *L, const Decoder *d) {
  long long n;
  if (wxc_number_integer(d->r.text, d->r.len, &n) && n >= -(long long)WXC_EXACT && n <= (long long)WXC_EXACT) {
    lua_pushinteger(L, (lua_Integer)n);
  }
  else if (d->flags & WXC_JSON_BIGNUM)
    push_bignum(L, d->r.text, d->r.len);
  else
    lua_pushlstring(L, d->r.text, d->r.len);
}

/* WXC_ERR when no double is that large. */
static int push_number (lua_State *L, Decoder *d) {
  double n = wxc_number_double(d->r.text, d->r.len);
  if (n - n != 0) {
    if (!(d->flags & WXC_JSON_BIGNUM)) return d->r.error = "a number out of range", d->r.p = d->r.text, WXC_ERR;
    push_bignum(L, d->r.text, d->r.len);
  }
  else if (n >= -WXC_EXACT && n <= WXC_EXACT && n == (double)(long long)n)
    lua_pushinteger(L, (lua_Integer)n);
  else
    lua_pushnumber(L, (lua_Number)n);
  return WXC_OK;
}

static int is_list (const Decoder *d, int depth) {
  return d->r.open[depth - 1] == '[';
}

/* Key and value at the top go into the object at `table`. */
static void set_member (lua_State *L, const Decoder *d, int table) {
  if (!(d->flags & WXC_JSON_NULLS) && wxc_is_null(L, -1)) { /* ... a later null drops an earlier value, too */
    lua_pop(L, 1);
    lua_pushnil(L);
  }
  lua_rawset(L, table);
}

/* What is held becomes a table, at base + 1. */
static void make_table (lua_State *L, const Decoder *d, Frame *f, int list) {
  int table = f->base + 1, top;
  lua_createtable(L, list ? f->held : 0, list ? 0 : f->held / 2);
  lua_insert(L, table);
  top = lua_gettop(L);
  f->next = 1;
  if (list) {
    f->next += f->held;
    for (int i = f->held; i >= 1; i--) lua_rawseti(L, table, i);
    return;
  }
  for (int i = table + 1; i < top; i += 2) {
    lua_pushvalue(L, i);
    lua_pushvalue(L, i + 1);
    set_member(L, d, table);
  }
  lua_settop(L, table);
}

/* The value at the top is complete: it belongs to the innermost object or list. */
static void store (lua_State *L, Decoder *d) {
  int depth = d->r.depth;
  Frame *f = &d->frames[depth];
  if (depth == 0) return;
  if (f->next == 0) {
    f->held += is_list(d, depth) ? 1 : 2;
    if (f->held >= HOLD_SLOTS) make_table(L, d, f, is_list(d, depth));
  }
  else if (is_list(d, depth))
    lua_rawseti(L, f->base + 1, f->next++);
  else
    set_member(L, d, f->base + 1);
}

/* WXC_OK with one value more on the stack, or WXC_ERR with anything. */
static int decode (lua_State *L, Decoder *d) {
  for (;;) {
    wxc_JsonEvent event = wxc_json_next(&d->r);
    switch (event) {
    case WXC_JSON_END: return WXC_OK;
    case WXC_JSON_ERROR: return WXC_ERR;
    case WXC_JSON_OBJECT:
    case WXC_JSON_LIST:
      if (!lua_checkstack(L, HOLD_SLOTS + 8)) return d->r.error = "out of memory", WXC_ERR;
      d->frames[d->r.depth] = (Frame){lua_gettop(L), 0, 0};
      continue;
    case WXC_JSON_KEY: push_text(L, d); continue;
    case WXC_JSON_OBJECT_END:
    case WXC_JSON_LIST_END: {
      int list = event == WXC_JSON_LIST_END;
      Frame *f = &d->frames[d->r.depth + 1];
      if (f->next == 0) make_table(L, d, f, list);
      if (list && f->next == 1) luaL_setmetatable(L, WXC_ARRAY_MT); /* so that [] stays [] */
      break;
    }
    case WXC_JSON_STRING: push_text(L, d); break;
    case WXC_JSON_INTEGER: push_integer(L, d); break;
    case WXC_JSON_NUMBER:
      if (push_number(L, d) != WXC_OK) return WXC_ERR;
      break;
    case WXC_JSON_TRUE: lua_pushboolean(L, 1); break;
    case WXC_JSON_FALSE: lua_pushboolean(L, 0); break;
    case WXC_JSON_NULL: lua_pushlightuserdata(L, NULL); break;
    }
    store(L, d);
  }
}

int wxc_push_json (lua_State *L, const char *text, size_t len, int flags, wxc_Error *err) {
  Decoder d;
  wxc_Encoder *e;
  int top = lua_gettop(L), rc;
  if (!lua_checkstack(L, 16)) return wxc_error(err, "validation", NULL, NULL, "out of memory");
  e = wxc_encoder_open(L); /* its buffer; from here on the stack keeps it alive */
  wxc_json_read(&d.r, text, len);
  d.unescaped = &e->text;
  d.flags = flags;
  rc = decode(L, &d);
  if (rc == WXC_OK && d.unescaped->failed)
    rc = wxc_error(err, "validation", NULL, NULL, "out of memory");
  else if (rc != WXC_OK) {
    wxc_error(err, "validation", NULL, NULL, "not JSON: %s at byte %lu", d.r.error, (unsigned long)(d.r.p - text) + 1);
  }
  wxc_encoder_close(e);
  if (rc == WXC_OK)
    lua_remove(L, top + 1);
  else
    lua_settop(L, top);
  return rc;
}

/* An option of the table at arg 2; nil there means none are set. */
static int flag (lua_State *L, const char *name, int bit) {
  int set;
  if (lua_isnoneornil(L, 2)) return 0;
  lua_getfield(L, 2, name);
  set = lua_toboolean(L, -1) ? bit : 0;
  lua_pop(L, 1);
  return set;
}

/* decode(text[, { null = bool, bignum = bool }]) -> value | nil, err */
static int json_decode (lua_State *L) {
  wxc_Error err;
  size_t len;
  const char *text;
  int flags;
  luaL_checktype(L, 1, LUA_TSTRING);
  if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TTABLE);
  text = lua_tolstring(L, 1, &len);
  flags = flag(L, "null", WXC_JSON_NULLS) | flag(L, "bignum", WXC_JSON_BIGNUM);
  return wxc_push_json(L, text, len, flags, &err) == WXC_OK ? 1 : wxc_fail(L, &err);
}

/* ---- encode ---- */

/* encode(value[, { indent = n }]) -> text | nil, err */
static int json_encode (lua_State *L) {
  wxc_Encoder *e;
  wxc_Path root = {0};
  int indent = 0, ok;
  luaL_checkany(L, 1);
  if (!lua_isnoneornil(L, 2)) {
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_getfield(L, 2, "indent");
    indent = (int)luaL_optinteger(L, -1, 0);
    if (indent < 0 || indent > 16) return luaL_argerror(L, 2, "indent must be 0 to 16");
  }
  lua_settop(L, 1);
  e = wxc_encoder_open(L); /* value encoder */
  e->indent = indent;
  wxc_encode_value(L, e, 1, &root);
  ok = e->report.faults.count == 0 && !e->out->failed;
  if (ok)
    lua_pushlstring(L, e->text.data, e->text.len);
  else {
    lua_pushnil(L);
    wxc_encoder_error(L, e);
  }
  wxc_encoder_close(e);
  return ok ? 1 : 2;
}

/* ---- marks ---- */

/* array(t) -> t, which is a list even when it is empty */
static int json_array (lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  if (lua_getmetatable(L, 1)) {
    luaL_getmetatable(L, WXC_ARRAY_MT);
    if (!lua_rawequal(L, -1, -2)) return luaL_argerror(L, 1, "this table has a metatable of its own");
    lua_settop(L, 1);
  }
  luaL_setmetatable(L, WXC_ARRAY_MT);
  return 1;
}

/* number(text) -> an object that encodes as these digits */
static int json_number (lua_State *L) {
  size_t len;
  const char *text = luaL_checklstring(L, 1, &len);
  if (wxc_number_kind(text, len) == WXC_NOT_A_NUMBER) return luaL_argerror(L, 1, "a JSON number's text expected");
  push_bignum(L, text, len);
  return 1;
}

static int number_tostring (lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_rawgeti(L, 1, 1);
  return 1;
}

static const luaL_Reg number_meta[] = {{"__tostring", number_tostring}, {NULL, NULL}};

static const luaL_Reg functions[] = {
    {"encode", json_encode}, {"decode", json_decode}, {"array", json_array}, {"number", json_number}, {NULL, NULL}};

int wxc_open_json (lua_State *L) {
  wxc_newclass(L, WXC_ARRAY_MT, NULL, NULL);
  wxc_newclass(L, WXC_NUMBER_MT, NULL, number_meta);
  luaL_newlib(L, functions);
  lua_pushlightuserdata(L, NULL);
  lua_setfield(L, -2, "null");
  luaL_getmetatable(L, WXC_ARRAY_MT);
  lua_setfield(L, -2, "array_mt");
  luaL_getmetatable(L, WXC_NUMBER_MT);
  lua_setfield(L, -2, "number_mt");
  return 1;
}
