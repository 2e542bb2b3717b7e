/*
** lua_error.c - errors as Lua tables, and the two helpers every class here is made with.
*/
#include "lua_wxcard.h"

#include <string.h>

void wxc_newclass (lua_State *L, const char *name, const luaL_Reg *methods, const luaL_Reg *meta) {
  luaL_newmetatable(L, name); /* mt */
  lua_pushstring(L, name);
  lua_setfield(L, -2, "__name");
  if (meta != NULL) luaL_setfuncs(L, meta, 0);
  if (methods != NULL) {
    lua_newtable(L); /* mt methods */
    luaL_setfuncs(L, methods, 0);
    lua_setfield(L, -2, "__index");
  }
  lua_pop(L, 1);
}

void *wxc_newobject (lua_State *L, size_t size, const char *name) {
  void *p = lua_newuserdata(L, size);
  memset(p, 0, size);
  luaL_setmetatable(L, name);
  return p;
}

static void set_string (lua_State *L, const char *key, const char *value) {
  if (value == NULL || *value == '\0') return;
  lua_pushstring(L, value);
  lua_setfield(L, -2, key);
}

void wxc_pusherror (lua_State *L, const wxc_Error *err) {
  lua_createtable(L, 0, 6);
  set_string(L, "kind", err->kind);
  set_string(L, "path", err->path);
  set_string(L, "message", err->message);
  set_string(L, "hint", err->hint);
  if (err->code != 0) {
    lua_pushinteger(L, err->code);
    lua_setfield(L, -2, "code");
  }
  luaL_setmetatable(L, WXC_ERROR_MT);
}

int wxc_fail (lua_State *L, const wxc_Error *err) {
  lua_pushnil(L);
  wxc_pusherror(L, err);
  return 2;
}

/* Pushes `sep` and t[key] where t[key] is a string or a number; returns how many values were pushed. */
static int push_part (lua_State *L, const char *sep, const char *key) {
  lua_pushstring(L, sep);
  lua_getfield(L, 1, key);
  if (lua_type(L, -1) == LUA_TSTRING || lua_type(L, -1) == LUA_TNUMBER) return 2;
  lua_pop(L, 2);
  return 0;
}

/* "validation: card.title: 30 bytes, at most 27; hint: ...": all of it in one line. */
static int error_tostring (lua_State *L) {
  static const char *const parts[][2] = {{"", "kind"},      {" ", "code"},       {" ", "name"},
                                         {": ", "path"},    {": ", "message"},   {"; outcome ", "outcome"},
                                         {"; rid ", "rid"}, {"; hint: ", "hint"}};
  int n = 0;
  luaL_checktype(L, 1, LUA_TTABLE);
  for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) n += push_part(L, parts[i][0], parts[i][1]);
  lua_concat(L, n);
  return 1;
}

static const luaL_Reg metamethods[] = {{"__tostring", error_tostring}, {NULL, NULL}};

int wxc_open_error (lua_State *L) {
  wxc_newclass(L, WXC_ERROR_MT, NULL, metamethods);
  luaL_getmetatable(L, WXC_ERROR_MT);
  return 1;
}
