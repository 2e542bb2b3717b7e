/*
** lua_engine.c - core.engine: what a Lua state owns of the engine, and the engine's own few functions.
*/
#include "lua_engine.h"

#include "engine/clock.h"

#define ANCHOR "wxcard.engine.anchor"
#define SCRATCH "wxcard.engine.scratch"
#define MAX_BODY ((size_t)16 << 20)

/* One a Lua state: what stops the engine when the state closes. Made in luaopen, so that it is collected last. */
typedef struct Anchor {
  wxc_Waiter *waiter;
  int attached;
} Anchor;

/* ---- the state's own objects ---- */

static int anchor_gc (lua_State *L) {
  Anchor *a = luaL_checkudata(L, 1, ANCHOR);
  wxc_waiter_free(a->waiter);
  a->waiter = NULL;
  if (a->attached) wxc_engine_detach();
  a->attached = 0;
  return 0;
}

static int scratch_gc (lua_State *L) {
  wxc_Scratch *s = luaL_checkudata(L, 1, SCRATCH);
  wxc_buf_free(&s->body);
  wxc_buf_free(&s->query);
  return 0;
}

static void *from_registry (lua_State *L, const char *key) {
  void *p;
  lua_getfield(L, LUA_REGISTRYINDEX, key);
  p = lua_touserdata(L, -1);
  lua_pop(L, 1);
  return p;
}

wxc_Waiter *wxc_statewaiter (lua_State *L) {
  return ((Anchor *)from_registry(L, ANCHOR ".object"))->waiter;
}

wxc_Scratch *wxc_statescratch (lua_State *L) {
  return from_registry(L, SCRATCH ".object");
}

/* The anchor and the scratch buffers of this state, in the registry. */
static void make_state_objects (lua_State *L) {
  Anchor *a;
  wxc_Scratch *s;
  lua_getfield(L, LUA_REGISTRYINDEX, ANCHOR ".object");
  if (!lua_isnil(L, -1)) { /* required twice */
    lua_pop(L, 1);
    return;
  }
  lua_pop(L, 1);
  a = wxc_newobject(L, sizeof(*a), ANCHOR); /* anchor */
  wxc_engine_attach();
  a->attached = 1;
  if ((a->waiter = wxc_waiter_new()) == NULL) luaL_error(L, "out of memory");
  lua_setfield(L, LUA_REGISTRYINDEX, ANCHOR ".object");
  s = wxc_newobject(L, sizeof(*s), SCRATCH);
  wxc_buf_init(&s->body, MAX_BODY);
  wxc_buf_init(&s->query, MAX_BODY);
  lua_setfield(L, LUA_REGISTRYINDEX, SCRATCH ".object");
}

/* ---- the engine ---- */

/* engine.wait(timeout) -> id of a finished call of this state that was not announced yet | nil */
static int engine_wait (lua_State *L) {
  lua_Number timeout = luaL_checknumber(L, 1);
  uint32_t id = wxc_engine_wait_any(wxc_statewaiter(L), wxc_mono_ns() + (int64_t)(timeout * (lua_Number)WXC_SEC));
  if (id == 0)
    lua_pushnil(L);
  else
    lua_pushinteger(L, (lua_Integer)id);
  return 1;
}

/* engine.fd() -> a descriptor that is readable while the result of a call waits to be taken; not to be read or closed | nil */
static int engine_fd (lua_State *L) {
  int fd = wxc_waiter_fd(wxc_statewaiter(L));
  if (fd < 0)
    lua_pushnil(L);
  else
    lua_pushinteger(L, fd);
  return 1;
}

/* engine.drop(id): what call:drop() does, for those who have only the id. */
static int engine_drop (lua_State *L) {
  wxc_engine_drop((uint32_t)luaL_checknumber(L, 1));
  return 0;
}

static void set_count (lua_State *L, const char *key, uint64_t value) {
  lua_pushinteger(L, (lua_Integer)value);
  lua_setfield(L, -2, key);
}

static int engine_stats (lua_State *L) {
  wxc_Stats s;
  wxc_engine_stats(&s);
  lua_createtable(L, 0, 9);
  set_count(L, "calls", s.calls);
  set_count(L, "sent", s.sent);
  set_count(L, "retries", s.retries);
  set_count(L, "token_fetches", s.token_fetches);
  set_count(L, "token_file_hits", s.token_file_hits);
  set_count(L, "signtest", s.signtest);
  set_count(L, "ring_refreshes", s.ring_refreshes);
  set_count(L, "in_flight", s.in_flight);
  set_count(L, "held", s.held);
  set_count(L, "max_in_flight", s.max_in_flight);
  lua_pushboolean(L, s.running);
  lua_setfield(L, -2, "running");
  return 1;
}

/* engine.warning() -> the oldest line that nobody took yet | nil */
static int engine_warning (lua_State *L) {
  char text[256];
  if (!wxc_engine_warning(text, sizeof(text))) return 0;
  lua_pushstring(L, text);
  return 1;
}

/* engine.now() -> monotonic seconds; engine.wall() -> seconds since 1970 by the engine's clock */
static int engine_now (lua_State *L) {
  lua_pushnumber(L, (lua_Number)wxc_mono_ns() / (lua_Number)WXC_SEC);
  return 1;
}

static int engine_wall (lua_State *L) {
  lua_pushnumber(L, (lua_Number)wxc_wall_ms() / 1000);
  return 1;
}

/* engine.set_clock(offset): moves the engine's wall clock by seconds; for specs. */
static int engine_set_clock (lua_State *L) {
  wxc_wall_set_offset((int64_t)(luaL_checknumber(L, 1) * 1000));
  return 0;
}

static const luaL_Reg anchor_meta[] = {{"__gc", anchor_gc}, {NULL, NULL}};
static const luaL_Reg scratch_meta[] = {{"__gc", scratch_gc}, {NULL, NULL}};
static const luaL_Reg functions[] = {{"wait", engine_wait},
                                     {"fd", engine_fd},
                                     {"drop", engine_drop},
                                     {"stats", engine_stats},
                                     {"warning", engine_warning},
                                     {"now", engine_now},
                                     {"wall", engine_wall},
                                     {"set_clock", engine_set_clock},
                                     {NULL, NULL}};

int wxc_open_engine (lua_State *L) {
  wxc_newclass(L, ANCHOR, NULL, anchor_meta);
  wxc_newclass(L, SCRATCH, NULL, scratch_meta);
  make_state_objects(L);
  luaL_newlib(L, functions);
  wxc_openclients(L);
  wxc_opencalls(L);
  return 1;
}
