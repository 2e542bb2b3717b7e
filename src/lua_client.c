/*
** lua_client.c - clients and endpoints as Lua objects: settings, read once and never changed.
*/
#include "engine/clock.h"
#include "engine/folder.h"
#include "lua_engine.h"

#include <stdlib.h>
#include <string.h>

#define CLIENT "wxcard.Client"
#define ENDPOINT "wxcard.Endpoint"

typedef struct Client {
  wxc_Client *settings;
} Client; /* a reference; NULL once closed */

/* ---- reading settings; raw, so that nothing of the caller's runs ---- */

void wxc_pushfield (lua_State *L, int table, const char *key) {
  lua_pushstring(L, key);
  lua_rawget(L, table);
}

int wxc_copyfield (lua_State *L, int table, const char *key, char **to) {
  size_t len;
  const char *s;
  int rc = WXC_OK;
  wxc_pushfield(L, table, key);
  if (lua_type(L, -1) == LUA_TSTRING) {
    s = lua_tolstring(L, -1, &len);
    *to = malloc(len + 1);
    if (*to != NULL)
      memcpy(*to, s, len + 1);
    else
      rc = WXC_ERR;
  }
  lua_pop(L, 1);
  return rc;
}

int wxc_boolfield (lua_State *L, int table, const char *key) {
  int value;
  wxc_pushfield(L, table, key);
  value = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return value;
}

lua_Number wxc_numberfield (lua_State *L, int table, const char *key, lua_Number absent) {
  lua_Number value;
  wxc_pushfield(L, table, key);
  value = lua_type(L, -1) == LUA_TNUMBER ? lua_tonumber(L, -1) : absent;
  lua_pop(L, 1);
  return value;
}

const char *wxc_methodfield (lua_State *L, int table) {
  static const char *const methods[] = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", NULL};
  const char *found = NULL;
  wxc_pushfield(L, table, "method");
  for (int i = 0; methods[i] != NULL && lua_type(L, -1) == LUA_TSTRING; i++)
    if (strcmp(lua_tostring(L, -1), methods[i]) == 0) found = methods[i];
  lua_pop(L, 1);
  return found;
}

/* ---- clients ---- */

wxc_Client *wxc_checkclient (lua_State *L, int arg) {
  Client *c = luaL_checkudata(L, arg, CLIENT);
  luaL_argcheck(L, c->settings != NULL, arg, "the client is closed");
  return c->settings;
}

static int client_close (lua_State *L) {
  Client *c = luaL_checkudata(L, 1, CLIENT);
  wxc_client_unref(c->settings);
  c->settings = NULL;
  return 0;
}

/* One credential source; the table is at `at`. */
static int read_source (lua_State *L, int at, wxc_Client *c, const char *appid, const char *mode) {
  wxc_Source *s;
  if (c->n_sources == WXC_MAX_SOURCES) return WXC_ERR;
  s = &c->sources[c->n_sources++]; /* from here on the client's, to be freed with it */
  if (wxc_copyfield(L, at, "kind", &s->kind) != WXC_OK || wxc_copyfield(L, at, "method", &s->method) != WXC_OK ||
      wxc_copyfield(L, at, "path", &s->path) != WXC_OK || wxc_copyfield(L, at, "query", &s->query) != WXC_OK ||
      wxc_copyfield(L, at, "body", &s->body) != WXC_OK ||
      wxc_copyfield(L, at, "forced_body", &s->forced_body) != WXC_OK ||
      wxc_copyfield(L, at, "value_name", &s->value_name) != WXC_OK)
    return WXC_ERR;
  s->needs_token = wxc_boolfield(L, at, "needs_token");
  if (s->kind == NULL || s->method == NULL || s->path == NULL || s->value_name == NULL) return WXC_ERR;
  s->record = wxc_token_find(c->base_url, appid, s->kind, mode);
  return s->record != NULL ? WXC_OK : WXC_ERR;
}

static int read_sources (lua_State *L, int config, wxc_Client *c) {
  char *appid = NULL, *mode = NULL;
  int rc = WXC_OK;
  if (wxc_copyfield(L, config, "appid", &appid) != WXC_OK || wxc_copyfield(L, config, "token_mode", &mode) != WXC_OK)
    rc = WXC_ERR;
  wxc_pushfield(L, config, "sources"); /* sources */
  for (int i = 1; rc == WXC_OK && lua_istable(L, -1); i++) {
    lua_rawgeti(L, -1, i);
    if (lua_istable(L, -1))
      rc = read_source(L, lua_gettop(L), c, appid != NULL ? appid : "", mode != NULL ? mode : "");
    else
      i = -1;
    lua_pop(L, 1);
    if (i < 0) break;
  }
  lua_pop(L, 1);
  free(appid);
  free(mode);
  return rc;
}

/* { [errcode] = "token" | "backoff" | "again" | "wait" } */
static int read_codes (lua_State *L, int config, wxc_Client *c) {
  static const char *const names[] = {"token", "backoff", "again", "wait"};
  size_t room = 0;
  wxc_pushfield(L, config, "codes"); /* codes */
  if (lua_istable(L, -1)) {
    lua_pushnil(L);
    while (lua_next(L, -2) != 0) { /* codes code name */
      for (size_t i = 0; i < 4; i++) {
        if (lua_type(L, -1) != LUA_TSTRING || strcmp(lua_tostring(L, -1), names[i]) != 0) continue;
        if (c->n_codes == room) {
          wxc_Code *codes = realloc(c->codes, (room = room ? room * 2 : 32) * sizeof(*codes));
          if (codes == NULL) {
            lua_pop(L, 3);
            return WXC_ERR;
          }
          c->codes = codes;
        }
        c->codes[c->n_codes].code = (long)lua_tonumber(L, -2);
        c->codes[c->n_codes++].retry = (wxc_Retry)(WXC_RETRY_TOKEN + i);
      }
      lua_pop(L, 1);
    }
  }
  lua_pop(L, 1);
  return WXC_OK;
}

/* Where the host's level is. cache_dir false: nowhere. A folder that was not asked for and cannot be had is a warning. */
static int find_cache (lua_State *L, int config, wxc_Client *c, char *note, size_t room, wxc_Error *err) {
  char *wanted = NULL, *xdg = NULL, path[512];
  int rc = WXC_OK;
  wxc_pushfield(L, config, "cache_dir");
  if (lua_isboolean(L, -1) && !lua_toboolean(L, -1)) {
    lua_pop(L, 1);
    return WXC_OK;
  }
  lua_pop(L, 1);
  if (wxc_copyfield(L, config, "cache_dir", &wanted) != WXC_OK ||
      wxc_copyfield(L, config, "xdg_cache_home", &xdg) != WXC_OK)
    rc = wxc_error(err, "config", NULL, NULL, "out of memory");
  else if (wxc_cache_folder(wanted, xdg, path, sizeof(path), err) == WXC_OK) {
    c->cache_dir = strdup(path);
    if (c->cache_dir == NULL) rc = wxc_error(err, "config", NULL, NULL, "out of memory");
  }
  else if (wanted != NULL)
    rc = WXC_ERR;
  else
    snprintf(note, room, "each process fetches its own token: %s", err->message);
  free(wanted);
  free(xdg);
  return rc;
}

/* engine.client(settings) -> client[, note] | nil, err */
static int engine_client (lua_State *L) {
  wxc_Error err = {0};
  char note[400] = "";
  wxc_Client *c;
  Client *box;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  box = wxc_newobject(L, sizeof(*box), CLIENT); /* settings client */
  if ((c = box->settings = wxc_client_new()) == NULL) goto nomem;
  if (wxc_copyfield(L, 1, "base_url", &c->base_url) != WXC_OK ||
      wxc_copyfield(L, 1, "ca_file", &c->ca_file) != WXC_OK || wxc_copyfield(L, 1, "proxy", &c->proxy) != WXC_OK ||
      wxc_copyfield(L, 1, "user_agent", &c->user_agent) != WXC_OK ||
      wxc_copyfield(L, 1, "secret", &c->secret) != WXC_OK)
    goto nomem;
  luaL_argcheck(L, c->base_url != NULL && c->user_agent != NULL, 1, "base_url and user_agent must be strings");
  c->connect_ms = (int)(wxc_numberfield(L, 1, "connect_timeout", 5) * 1000);
  c->keeps_old = wxc_boolfield(L, 1, "keeps_old");
  if (wxc_readidentities(L, 1, c, &err) != WXC_OK) return wxc_fail(L, &err);
  if (find_cache(L, 1, c, note, sizeof(note), &err) != WXC_OK) return wxc_fail(L, &err);
  if (read_sources(L, 1, c) != WXC_OK || read_codes(L, 1, c) != WXC_OK) goto nomem;
  if (note[0] == '\0') return 1;
  lua_pushstring(L, note);
  return 2;
nomem:
  wxc_error(&err, "config", NULL, NULL, "out of memory, or a malformed credential source");
  return wxc_fail(L, &err);
}

/* client:warm(kind) -> the credential as the process has it now | nil */
static int client_warm (lua_State *L) {
  wxc_Client *c = wxc_checkclient(L, 1);
  wxc_Source *s = wxc_client_source(c, luaL_checkstring(L, 2));
  char text[WXC_MAX_TOKEN + 1];
  size_t len = s != NULL ? wxc_token_read(s->record, wxc_wall_ms(), text) : 0;
  if (len == 0)
    lua_pushnil(L);
  else
    lua_pushlstring(L, text, len);
  return 1;
}

/* client:state(kind) -> { fetched_at=, refresh_at=, expires_at=, generation= } in seconds, never the value | nil */
static int client_state (lua_State *L) {
  wxc_Client *c = wxc_checkclient(L, 1);
  wxc_Source *s = wxc_client_source(c, luaL_checkstring(L, 2));
  wxc_TokenValue value;
  if (s == NULL) return 0;
  wxc_token_peek(s->record, &value);
  if (value.len == 0) return 0;
  lua_createtable(L, 0, 4);
  lua_pushnumber(L, (lua_Number)value.fetched_at / 1000);
  lua_setfield(L, -2, "fetched_at");
  lua_pushnumber(L, (lua_Number)value.refresh_at / 1000);
  lua_setfield(L, -2, "refresh_at");
  lua_pushnumber(L, (lua_Number)value.expires_at / 1000);
  lua_setfield(L, -2, "expires_at");
  lua_pushnumber(L, (lua_Number)value.generation);
  lua_setfield(L, -2, "generation");
  return 1;
}

/* ---- endpoints ---- */

wxc_Endpoint *wxc_checkendpoint (lua_State *L, int arg) {
  return luaL_checkudata(L, arg, ENDPOINT);
}

static int endpoint_gc (lua_State *L) {
  wxc_Endpoint *ep = luaL_checkudata(L, 1, ENDPOINT);
  free(ep->path);
  free(ep->signer);
  free(ep->digest);
  wxc_marks_unref(ep->marks);
  ep->path = ep->signer = ep->digest = NULL;
  ep->marks = NULL;
  return 0;
}

/* A list of paths as the endpoint's marks. */
static int read_marks (lua_State *L, wxc_Endpoint *ep) {
  int rc = WXC_OK;
  wxc_pushfield(L, 1, "marks"); /* list */
  if (lua_istable(L, -1) && lua_rawlen(L, -1) > 0) {
    ep->marks = wxc_marks_new(lua_rawlen(L, -1));
    if (ep->marks == NULL) rc = WXC_ERR;
    for (size_t i = 0; rc == WXC_OK && i < ep->marks->n; i++) {
      lua_rawgeti(L, -1, (int)i + 1);
      ep->marks->paths[i] = strdup(lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "");
      if (ep->marks->paths[i] == NULL) rc = WXC_ERR;
      lua_pop(L, 1);
    }
  }
  lua_pop(L, 1);
  return rc;
}

/* What a signed call has beside the others. */
static void read_signed (lua_State *L, wxc_Endpoint *ep) {
  ep->unsigned_answer = wxc_boolfield(L, 1, "unsigned");
  ep->names_serial = wxc_boolfield(L, 1, "needs_serial");
  ep->rate_calls = (int)wxc_numberfield(L, 1, "rate_calls", 0);
  ep->rate_seconds = wxc_numberfield(L, 1, "rate_seconds", 0);
  luaL_argcheck(L, ep->rate_calls >= 0 && ep->rate_calls <= 100000, 1, "rate_calls is out of range");
  if (wxc_copyfield(L, 1, "signer", &ep->signer) != WXC_OK || wxc_copyfield(L, 1, "digest", &ep->digest) != WXC_OK ||
      read_marks(L, ep) != WXC_OK)
    luaL_error(L, "out of memory");
}

/* engine.endpoint{ method=, path=, schema=, authorized=, safe=, plain=, multipart=,
**   signer=, marks={…}, digest=, unsigned=, needs_serial=, rate_calls=, rate_seconds= } -> endpoint */
static int engine_endpoint (lua_State *L) {
  wxc_Endpoint *ep;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  ep = wxc_newobject(L, sizeof(*ep), ENDPOINT); /* fields endpoint */
  ep->method = wxc_methodfield(L, 1);
  luaL_argcheck(L, ep->method != NULL, 1, "method must be GET, POST, PUT, PATCH, DELETE or HEAD");
  ep->authorized = wxc_boolfield(L, 1, "authorized");
  ep->safe = wxc_boolfield(L, 1, "safe");
  ep->plain = wxc_boolfield(L, 1, "plain");
  ep->multipart = wxc_boolfield(L, 1, "multipart");
  read_signed(L, ep);
  ep->has_body = strcmp(ep->method, "GET") != 0 && strcmp(ep->method, "HEAD") != 0;
  wxc_pushfield(L, 1, "schema"); /* fields endpoint schema */
  if (!lua_isnil(L, -1)) {
    ep->schema = wxc_checkschema(L, -1);
    lua_createtable(L, 1, 0);
    lua_pushvalue(L, -2);
    lua_rawseti(L, -2, 1);
    wxc_setanchor(L, 2);
  }
  lua_pop(L, 1);
  wxc_copyfield(L, 1, "path", &ep->path);
  luaL_argcheck(L, ep->path != NULL, 1, "path must be a string");
  return 1;
}

static const luaL_Reg client_methods[] = {
    {"submit", wxc_clientsubmit}, {"request", wxc_clientrequest}, {"warm", client_warm},
    {"state", client_state},      {"send", wxc_clientsend},       {"health", wxc_clienthealth},
    {"fetch", wxc_clientfetch},   {"close", client_close},        {NULL, NULL}};
static const luaL_Reg client_meta[] = {{"__gc", client_close}, {"__close", client_close}, {NULL, NULL}};
static const luaL_Reg endpoint_meta[] = {{"__gc", endpoint_gc}, {NULL, NULL}};
static const luaL_Reg functions[] = {{"client", engine_client}, {"endpoint", engine_endpoint}, {NULL, NULL}};

void wxc_openclients (lua_State *L) {
  wxc_newclass(L, CLIENT, client_methods, client_meta);
  wxc_newclass(L, ENDPOINT, NULL, endpoint_meta);
  luaL_setfuncs(L, functions, 0);
}
