/*
** lua_core.c - wxcard.core: puts the parts of the C core into one module.
*/
#include "lua_wxcard.h"

#ifndef LUAJIT_VERSION
#if LUA_VERSION_NUM == 501
#include <luajit.h> /* the 5.1 build is LuaJIT's; PUC 5.1 has no luajit.h and lacks what we need */
#endif
#endif

#define CORE_ABI 1 /* init.lua refuses a core with another number */

static void open_part (lua_State *L, const char *name, int (*open)(lua_State *)) {
  open(L); /* core part */
  lua_setfield(L, -2, name);
}

WXC_EXPORT int luaopen_wxcard_core (lua_State *L);

int luaopen_wxcard_core (lua_State *L) {
#if LUA_VERSION_NUM == 501
  lua_getglobal(L, "jit");
  if (lua_isnil(L, -1)) return luaL_error(L, "wxcard needs Lua 5.4 or LuaJIT 2.1: this is PUC Lua 5.1");
  lua_pop(L, 1);
#endif
  lua_createtable(L, 0, 9);
  lua_pushinteger(L, CORE_ABI);
  lua_setfield(L, -2, "abi");
  lua_pushliteral(L, WXC_VERSION);
  lua_setfield(L, -2, "version");
  open_part(L, "error_mt", wxc_open_error);
  open_part(L, "json", wxc_open_json);
  open_part(L, "schema", wxc_open_schema);
  open_part(L, "crypto", wxc_open_crypto);
  open_part(L, "engine", wxc_open_engine);
  open_part(L, "versions", wxc_open_versions);
  open_part(L, "host", wxc_open_host);
  return 1;
}
