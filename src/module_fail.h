/*
** module_fail.h - errors and classes for httpd.so and qr.so, which are not linked with the core's objects.
** Lua's own thread only.
*/
#ifndef WXC_MODULE_FAIL_H
#define WXC_MODULE_FAIL_H

#include "compat.h"

#include <stdarg.h>
#include <string.h>

/* Pushes nil and an error table with kind, path (may be NULL) and message; returns 2. Once the core is loaded, the
** table is a wxcard.Error like any other. */
__attribute__((format(printf, 4, 5))) static inline int wxc_modfail (lua_State *L, const char *kind, const char *path,
                                                                     const char *fmt, ...) {
  va_list ap;
  lua_pushnil(L);
  lua_createtable(L, 0, 3); /* nil err */
  lua_pushstring(L, kind);
  lua_setfield(L, -2, "kind");
  if (path != NULL) {
    lua_pushstring(L, path);
    lua_setfield(L, -2, "path");
  }
  va_start(ap, fmt);
  lua_pushvfstring(L, fmt, ap);
  va_end(ap);
  lua_setfield(L, -2, "message");
  luaL_getmetatable(L, "wxcard.Error");
  if (lua_istable(L, -1))
    lua_setmetatable(L, -2);
  else
    lua_pop(L, 1);
  return 2;
}

/* New metatable `name` with methods (as __index) and metamethods; leaves nothing on the stack. */
static inline void wxc_modclass (lua_State *L, const char *name, const luaL_Reg *methods, const luaL_Reg *meta) {
  luaL_newmetatable(L, name); /* mt */
  lua_pushstring(L, name);
  lua_setfield(L, -2, "__name");
  luaL_setfuncs(L, meta, 0);
  if (methods != NULL) {
    lua_newtable(L); /* mt methods */
    luaL_setfuncs(L, methods, 0);
    lua_setfield(L, -2, "__index");
  }
  lua_pop(L, 1);
}

/* A zeroed userdata that already has its metatable: collectable before it owns anything. */
static inline void *wxc_modobject (lua_State *L, size_t size, const char *name) {
  void *p = lua_newuserdata(L, size);
  memset(p, 0, size);
  luaL_getmetatable(L, name);
  lua_setmetatable(L, -2);
  return p;
}

#endif
