/*
** lua_absent.c - stands in for an optional module whose libraries were missing when wxcard was built.
** The Makefile defines ABSENT (the module's name), ABSENT_OPEN (its luaopen function) and ABSENT_NEEDS.
*/
#include "compat.h"

WXC_EXPORT int ABSENT_OPEN (lua_State *L);

int ABSENT_OPEN (lua_State *L) {
  return luaL_error(L, "%s is not in this build: it needs %s", ABSENT, ABSENT_NEEDS);
}
