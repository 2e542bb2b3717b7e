/*
** compat.h - what differs between Lua 5.4 and LuaJIT (5.1 ABI with 2.1's additions).
** Bindings only; nothing under engine/, crypto/ or json/ may include it.
*/
#ifndef WXC_COMPAT_H
#define WXC_COMPAT_H

#include <lauxlib.h>
#include <lua.h>

#if LUA_VERSION_NUM == 501
#define lua_rawlen(L, i) lua_objlen(L, i)
#define lua_isinteger(L, i) ((void)(L), (void)(i), 0)
#define LUA_OK 0
static inline int wxc_absindex (lua_State *L, int i) {
  return (i > 0 || i <= LUA_REGISTRYINDEX) ? i : lua_gettop(L) + i + 1;
}
#define lua_absindex wxc_absindex
/* pops a table and keeps it alive with the userdata at i */
#define wxc_setanchor(L, i) lua_setfenv(L, i)
#else
#define wxc_setanchor(L, i) lua_setiuservalue(L, i, 1)
#endif

#define WXC_EXPORT __attribute__((visibility("default")))

#endif
