#include "compat.h"

WXC_EXPORT int luaopen_wxcard_qr (lua_State *L);

int luaopen_wxcard_qr (lua_State *L) {
  lua_newtable(L);
  return 1;
}
