#include "lua_wxcard.h"

int wxc_open_schema (lua_State *L) {
  lua_newtable(L);
  return 1;
}
