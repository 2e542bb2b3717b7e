/*
** lua_wxcard.h - what the binding files share. Lua's own thread only.
*/
#ifndef WXC_LUA_H
#define WXC_LUA_H

#include "compat.h"
#include "error.h"

#define WXC_ERROR_MT "wxcard.Error"

/* New metatable `name` with methods (as __index) and metamethods; leaves nothing on the stack. */
void wxc_newclass (lua_State *L, const char *name, const luaL_Reg *methods, const luaL_Reg *meta);

/* A zeroed userdata that already has its metatable: collectable before it owns anything. */
void *wxc_newobject (lua_State *L, size_t size, const char *name);

/* Pushes nil and the error table; returns 2. */
int wxc_fail (lua_State *L, const wxc_Error *err);
/* Pushes the error table alone. */
void wxc_pusherror (lua_State *L, const wxc_Error *err);

/* Each opens one part of wxcard.core and leaves its table (or nothing but classes) on the stack: 1 value. */
int wxc_open_error (lua_State *L);
int wxc_open_json (lua_State *L);
int wxc_open_schema (lua_State *L);
int wxc_open_crypto (lua_State *L);
int wxc_open_engine (lua_State *L);
int wxc_open_versions (lua_State *L);
int wxc_open_host (lua_State *L);

#endif
