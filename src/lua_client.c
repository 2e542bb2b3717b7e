/*
** lua_client.c - clients, endpoints and calls as Lua objects, and the engine's own few functions.
** A client and an endpoint are settings; a call is an id in the engine, and the finished call once it was taken.
*/
#include "engine/clock.h"
#include "engine/engine.h"
#include "engine/folder.h"
#include "lua_json.h"
#include "lua_wxcard.h"

#include <stdlib.h>
#include <string.h>

#define CLIENT "wxcard.Client"
#define ENDPOINT "wxcard.Endpoint"
#define CALL "wxcard.Call"
#define ANCHOR "wxcard.engine.anchor"
#define SCRATCH "wxcard.engine.scratch"
#define MAX_BODY ((size_t)16 << 20)
#define KEEP_SCRATCH ((size_t)1 << 20)

typedef struct Client {
  wxc_Client *settings;
} Client; /* a reference; NULL once closed */

typedef struct Endpoint {
  const char *method;       /* static */
  char *path;               /* owned */
  const wxc_Schema *schema; /* the anchored userdata's; NULL: the body goes as it is */
  int authorized, safe, plain, has_body, multipart;
} Endpoint;

typedef struct Call {
  uint32_t id;    /* 0: not submitted, or taken */
  wxc_Call *call; /* owned, before it is submitted and after it was taken */
} Call;

/* One a Lua state: what stops the engine when the state closes. Made in luaopen, so that it is collected last. */
typedef struct Anchor {
  wxc_Waiter *waiter;
  int attached;
} Anchor;

typedef struct Scratch {
  wxc_Buf body, query;
} Scratch; /* what is marshalled, until the call has its copy */

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
  Scratch *s = luaL_checkudata(L, 1, SCRATCH);
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

static wxc_Waiter *waiter_of (lua_State *L) {
  return ((Anchor *)from_registry(L, ANCHOR ".object"))->waiter;
}

/* ---- reading settings; raw, so that nothing of the caller's runs ---- */

static void push_raw (lua_State *L, int table, const char *key) {
  lua_pushstring(L, key);
  lua_rawget(L, table);
}

/* Copies t[key]; *to stays NULL where it is absent. WXC_ERR when out of memory. */
static int copy_field (lua_State *L, int table, const char *key, char **to) {
  size_t len;
  const char *s;
  int rc = WXC_OK;
  push_raw(L, table, key);
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

static int bool_field (lua_State *L, int table, const char *key) {
  int value;
  push_raw(L, table, key);
  value = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return value;
}

static lua_Number number_field (lua_State *L, int table, const char *key, lua_Number absent) {
  lua_Number value;
  push_raw(L, table, key);
  value = lua_type(L, -1) == LUA_TNUMBER ? lua_tonumber(L, -1) : absent;
  lua_pop(L, 1);
  return value;
}

static const char *method_field (lua_State *L, int table) {
  static const char *const methods[] = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", NULL};
  const char *found = NULL;
  push_raw(L, table, "method");
  for (int i = 0; methods[i] != NULL && lua_type(L, -1) == LUA_TSTRING; i++)
    if (strcmp(lua_tostring(L, -1), methods[i]) == 0) found = methods[i];
  lua_pop(L, 1);
  return found;
}

/* ---- clients ---- */

static Client *check_client (lua_State *L, int arg) {
  Client *c = luaL_checkudata(L, arg, CLIENT);
  luaL_argcheck(L, c->settings != NULL, arg, "the client is closed");
  return c;
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
  if (copy_field(L, at, "kind", &s->kind) != WXC_OK || copy_field(L, at, "method", &s->method) != WXC_OK ||
      copy_field(L, at, "path", &s->path) != WXC_OK || copy_field(L, at, "query", &s->query) != WXC_OK ||
      copy_field(L, at, "body", &s->body) != WXC_OK || copy_field(L, at, "forced_body", &s->forced_body) != WXC_OK ||
      copy_field(L, at, "value_name", &s->value_name) != WXC_OK)
    return WXC_ERR;
  s->needs_token = bool_field(L, at, "needs_token");
  if (s->kind == NULL || s->method == NULL || s->path == NULL || s->value_name == NULL) return WXC_ERR;
  s->record = wxc_token_find(c->base_url, appid, s->kind, mode);
  return s->record != NULL ? WXC_OK : WXC_ERR;
}

static int read_sources (lua_State *L, int config, wxc_Client *c) {
  char *appid = NULL, *mode = NULL;
  int rc = WXC_OK;
  if (copy_field(L, config, "appid", &appid) != WXC_OK || copy_field(L, config, "token_mode", &mode) != WXC_OK)
    rc = WXC_ERR;
  push_raw(L, config, "sources"); /* sources */
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
  push_raw(L, config, "codes"); /* codes */
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
  push_raw(L, config, "cache_dir");
  if (lua_isboolean(L, -1) && !lua_toboolean(L, -1)) {
    lua_pop(L, 1);
    return WXC_OK;
  }
  lua_pop(L, 1);
  if (copy_field(L, config, "cache_dir", &wanted) != WXC_OK || copy_field(L, config, "xdg_cache_home", &xdg) != WXC_OK)
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
  if (copy_field(L, 1, "base_url", &c->base_url) != WXC_OK || copy_field(L, 1, "ca_file", &c->ca_file) != WXC_OK ||
      copy_field(L, 1, "proxy", &c->proxy) != WXC_OK || copy_field(L, 1, "user_agent", &c->user_agent) != WXC_OK ||
      copy_field(L, 1, "secret", &c->secret) != WXC_OK)
    goto nomem;
  luaL_argcheck(L, c->base_url != NULL && c->user_agent != NULL, 1, "base_url and user_agent must be strings");
  c->connect_ms = (int)(number_field(L, 1, "connect_timeout", 5) * 1000);
  c->keeps_old = bool_field(L, 1, "keeps_old");
  if (find_cache(L, 1, c, note, sizeof(note), &err) != WXC_OK) return wxc_fail(L, &err);
  if (read_sources(L, 1, c) != WXC_OK || read_codes(L, 1, c) != WXC_OK) goto nomem;
  if (note[0] == '\0') return 1;
  lua_pushstring(L, note);
  return 2;
nomem:
  wxc_error(&err, "config", NULL, NULL, "out of memory, or a malformed credential source");
  return wxc_fail(L, &err);
}

/* ---- endpoints ---- */

static int endpoint_gc (lua_State *L) {
  Endpoint *ep = luaL_checkudata(L, 1, ENDPOINT);
  free(ep->path);
  ep->path = NULL;
  return 0;
}

/* engine.endpoint{ method=, path=, schema=, authorized=, safe=, plain=, multipart= } -> endpoint */
static int engine_endpoint (lua_State *L) {
  Endpoint *ep;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  ep = wxc_newobject(L, sizeof(*ep), ENDPOINT); /* fields endpoint */
  ep->method = method_field(L, 1);
  luaL_argcheck(L, ep->method != NULL, 1, "method must be GET, POST, PUT, PATCH, DELETE or HEAD");
  ep->authorized = bool_field(L, 1, "authorized");
  ep->safe = bool_field(L, 1, "safe");
  ep->plain = bool_field(L, 1, "plain");
  ep->multipart = bool_field(L, 1, "multipart");
  ep->has_body = strcmp(ep->method, "GET") != 0 && strcmp(ep->method, "HEAD") != 0;
  push_raw(L, 1, "schema"); /* fields endpoint schema */
  if (!lua_isnil(L, -1)) {
    ep->schema = wxc_checkschema(L, -1);
    lua_createtable(L, 1, 0);
    lua_pushvalue(L, -2);
    lua_rawseti(L, -2, 1);
    wxc_setanchor(L, 2);
  }
  lua_pop(L, 1);
  copy_field(L, 1, "path", &ep->path);
  luaL_argcheck(L, ep->path != NULL, 1, "path must be a string");
  return 1;
}

/* ---- making calls ---- */

/* Pushes a call object that owns an empty call, the one at `spare` if there is one; raises when out of memory. */
static Call *new_call (lua_State *L, wxc_Client *client, lua_Number timeout, int spare) {
  Call *box;
  if (spare != 0 && !lua_isnoneornil(L, spare)) { /* one whose result was taken: it spares a finalizer a call */
    box = luaL_checkudata(L, spare, CALL);
    luaL_argcheck(L, box->id == 0 && box->call == NULL, spare, "the call is still in use");
    lua_pushvalue(L, spare);
  }
  else
    box = wxc_newobject(L, sizeof(*box), CALL);
  box->call = wxc_call_new(client);
  if (box->call == NULL) luaL_error(L, "out of memory");
  box->call->timeout_ns = (int64_t)(timeout * (lua_Number)WXC_SEC);
  return box;
}

static lua_Number check_timeout (lua_State *L, int arg) {
  lua_Number timeout = luaL_checknumber(L, arg);
  luaL_argcheck(L, timeout > 0 && timeout <= 86400, arg, "a timeout is a number of seconds above 0");
  return timeout;
}

static char *copy_bytes (const char *data, size_t len) {
  char *p = malloc(len + 1);
  if (p == NULL) return NULL;
  if (len > 0) memcpy(p, data, len);
  p[len] = '\0';
  return p;
}

/* Submits and leaves the call object on top: 1, or nil and the error: 2. */
static int submit (lua_State *L, Call *box) {
  wxc_Error err = {0};
  uint32_t id;
  if (wxc_engine_submit(box->call, waiter_of(L), &id, &err) != WXC_OK) return wxc_fail(L, &err);
  box->call = NULL; /* the engine's now */
  box->id = id;
  return 1;
}

/* The file and the text parts that wxc_marshal left at `files` and `parts`, as the call's upload. */
static int make_upload (lua_State *L, wxc_Call *call, int files, int parts, const char *kinds, size_t max_size,
                        wxc_Error *err) {
  char *path = NULL, *filename = NULL;
  const char *bytes = NULL, *field;
  size_t size = 0;
  int rc = WXC_ERR;
  if (!lua_istable(L, files))
    return wxc_error(err, "validation", call->path, "wxcard.file(path) or wxcard.bytes(data, name)", "no file");
  lua_rawgeti(L, files, 1);     /* {name, value} */
  lua_getfield(L, -1, "name");  /* file name */
  lua_getfield(L, -2, "value"); /* file name value */
  field = lua_tostring(L, -2);
  push_raw(L, lua_gettop(L), "bytes");
  if (lua_type(L, -1) == LUA_TSTRING) bytes = lua_tolstring(L, -1, &size);
  lua_insert(L, -2); /* the bytes stay on the stack while they are used */
  if (field == NULL || copy_field(L, lua_gettop(L), "path", &path) != WXC_OK ||
      copy_field(L, lua_gettop(L), "filename", &filename) != WXC_OK)
    goto done;
  if (path == NULL && bytes == NULL) {
    rc = wxc_error(err, "validation", field, "wxcard.file(path) or wxcard.bytes(data, name)",
                   "neither a path nor bytes");
    goto done;
  }
  call->upload = wxc_upload_new(field, path, bytes, size, filename, kinds, max_size);
  if (call->upload == NULL) goto done;
  rc = WXC_OK;
  for (int i = 1; rc == WXC_OK && lua_istable(L, parts); i++) {
    size_t len;
    const char *text;
    lua_rawgeti(L, parts, i);
    if (lua_isnil(L, -1)) break; /* popped by the caller's settop */
    lua_getfield(L, -1, "name");
    lua_getfield(L, -2, "text");
    text = lua_tolstring(L, -1, &len);
    if (text == NULL || lua_tostring(L, -2) == NULL ||
        wxc_upload_add_text(call->upload, lua_tostring(L, -2), text, len) != WXC_OK)
      rc = WXC_ERR;
    lua_pop(L, 3);
  }
done:
  if (rc != WXC_OK && err->kind == NULL)
    wxc_error(err, "validation", call->path, NULL, "out of memory, or parts too large");
  free(path);
  free(filename);
  return rc;
}

/* client:submit(endpoint, value, timeout, strict[, kinds, max_bytes[, spare]]) -> call, warnings, warned | nil, err
** warned: engine.warning() has something to say.
** value: a table that the endpoint's schema is applied to, or JSON text where it has none. */
static int client_submit (lua_State *L) {
  Client *c = check_client(L, 1);
  Endpoint *ep = luaL_checkudata(L, 2, ENDPOINT);
  lua_Number timeout = check_timeout(L, 4);
  int strict = lua_toboolean(L, 5);
  const char *kinds = luaL_optstring(L, 6, NULL);
  size_t max_size = (size_t)luaL_optnumber(L, 7, 0);
  Scratch *scratch = from_registry(L, SCRATCH ".object");
  wxc_Error err = {0};
  const char *body = NULL;
  size_t len = 0;
  wxc_Call *call;
  Call *box;
  lua_settop(L, 8);
  if (ep->schema == NULL && ep->has_body && !lua_isnoneornil(L, 3)) body = luaL_checklstring(L, 3, &len);
  box = new_call(L, c->settings, timeout, 8); /* … call */
  lua_replace(L, 8);
  call = box->call;
  call->method = ep->method;
  call->safe = ep->safe;
  call->plain = ep->plain;
  call->source = ep->authorized ? wxc_client_source(c->settings, "access_token") : NULL;
  call->path = strdup(ep->path);
  if (ep->schema != NULL) {
    wxc_buf_reset(&scratch->body, KEEP_SCRATCH);
    wxc_buf_reset(&scratch->query, KEEP_SCRATCH);
    if (wxc_marshal(L, 3, ep->schema, strict, &scratch->body, &scratch->query) != WXC_OK) { /* … call err */
      lua_pushnil(L);
      lua_insert(L, -2);
      return 2;
    } /* … call files parts warnings */
    body = scratch->body.data;
    len = scratch->body.len;
    if (scratch->query.len > 0) call->query = copy_bytes(scratch->query.data, scratch->query.len);
    if (ep->multipart && make_upload(L, call, 9, 10, kinds, max_size, &err) != WXC_OK) return wxc_fail(L, &err);
    lua_settop(L, 11);
  }
  else
    lua_settop(L, 11); /* … call nil nil nil */
  if (ep->has_body && !ep->multipart) {
    call->body =
        copy_bytes(len > 0 ? body : "{}", len > 0 ? len : 2); /* WeChat wants an object even when it is empty */
    call->body_len = len > 0 ? len : 2;
  }
  if (call->path == NULL || (ep->has_body && !ep->multipart && call->body == NULL))
    return luaL_error(L, "out of memory");
  lua_remove(L, 9);
  lua_remove(L, 9); /* … call warnings */
  lua_pushvalue(L, 8);
  if (submit(L, box) == 2) return 2;
  lua_pushvalue(L, 9);
  lua_pushboolean(L, wxc_engine_warned());
  return 3;
}

static void add_headers (lua_State *L, int table, wxc_Call *call) {
  struct curl_slist *list = curl_slist_append(NULL, "Expect:");
  push_raw(L, table, "headers");
  if (lua_istable(L, -1)) {
    for (int i = 1;; i++) { /* a list of "Name: value" */
      lua_rawgeti(L, -1, i);
      if (lua_type(L, -1) != LUA_TSTRING) break;
      if (list != NULL) curl_slist_append(list, lua_tostring(L, -1));
      lua_pop(L, 1);
    }
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  call->headers = list;
}

/* client:request({ method=, url=, headers= {"Name: value", …}, body=, safe= }, timeout) -> call | nil, err */
static int client_request (lua_State *L) {
  Client *c = check_client(L, 1);
  lua_Number timeout = check_timeout(L, 3);
  const char *body;
  size_t len = 0;
  Call *box;
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 3);
  box = new_call(L, c->settings, timeout, 0); /* … call */
  box->call->plain = 1;
  box->call->safe = bool_field(L, 2, "safe");
  box->call->method = method_field(L, 2);
  luaL_argcheck(L, box->call->method != NULL, 2, "method must be GET, POST, PUT, PATCH, DELETE or HEAD");
  copy_field(L, 2, "url", &box->call->path);
  luaL_argcheck(L, box->call->path != NULL, 2, "url must be a string");
  push_raw(L, 2, "body");
  body = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &len) : NULL;
  if (body != NULL) {
    box->call->body = copy_bytes(body, len);
    box->call->body_len = len;
    if (box->call->body == NULL) return luaL_error(L, "out of memory");
  }
  lua_pop(L, 1);
  add_headers(L, 2, box->call);
  return submit(L, box);
}

/* client:warm(kind) -> the credential as the process has it now | nil */
static int client_warm (lua_State *L) {
  Client *c = check_client(L, 1);
  wxc_Source *s = wxc_client_source(c->settings, luaL_checkstring(L, 2));
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
  Client *c = check_client(L, 1);
  wxc_Source *s = wxc_client_source(c->settings, luaL_checkstring(L, 2));
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

/* client:fetch(kind, timeout[, force]) -> call, whose result is the credential | nil, err */
static int client_fetch (lua_State *L) {
  Client *c = check_client(L, 1);
  wxc_Source *s = wxc_client_source(c->settings, luaL_checkstring(L, 2));
  lua_Number timeout = check_timeout(L, 3);
  Call *box;
  luaL_argcheck(L, s != NULL, 2, "no such kind of credential");
  box = new_call(L, c->settings, timeout, 0);
  box->call->method = "GET";
  box->call->fetches = 1;
  box->call->force = lua_toboolean(L, 4);
  box->call->source = s;
  box->call->safe = 1;
  return submit(L, box);
}

/* ---- calls ---- */

static int call_drop (lua_State *L) {
  Call *box = luaL_checkudata(L, 1, CALL);
  if (box->id != 0) wxc_engine_drop(box->id);
  wxc_call_free(box->call);
  box->id = 0;
  box->call = NULL;
  return 0;
}

static int call_id (lua_State *L) {
  Call *box = luaL_checkudata(L, 1, CALL);
  lua_pushinteger(L, (lua_Integer)box->id);
  return 1;
}

/* call:wait([timeout]) -> whether it is done. Without a timeout: until its own deadline has ended it. */
static int call_wait (lua_State *L) {
  Call *box = luaL_checkudata(L, 1, CALL);
  lua_Number timeout = luaL_optnumber(L, 2, 86400);
  int64_t deadline = wxc_mono_ns() + (int64_t)(timeout * (lua_Number)WXC_SEC);
  lua_pushboolean(L, box->id == 0 || wxc_engine_wait(waiter_of(L), box->id, deadline) != 0);
  return 1;
}

static void push_call_error (lua_State *L, const wxc_Call *call) {
  wxc_pusherror(L, &call->error); /* err */
  if (call->error.path[0] == '\0' && !call->plain) {
    lua_pushstring(L, call->path != NULL ? call->path : "");
    lua_setfield(L, -2, "path");
  }
  if (call->status != 0) {
    lua_pushinteger(L, call->status);
    lua_setfield(L, -2, "status");
  }
  lua_pushinteger(L, call->attempts);
  lua_setfield(L, -2, "attempts");
  lua_pushboolean(L, call->retryable);
  lua_setfield(L, -2, "retryable");
  if (call->retry_after > 0) {
    lua_pushnumber(L, call->retry_after);
    lua_setfield(L, -2, "retry_after");
  }
  if (call->outcome != NULL) {
    lua_pushstring(L, call->outcome);
    lua_setfield(L, -2, "outcome");
  }
}

/* Header lines as { name in lower case = value }; the last of equal names counts. */
static void push_headers (lua_State *L, const wxc_Buf *lines) {
  const char *p = lines->data, *end = p + lines->len;
  lua_newtable(L);
  while (p != NULL && p < end) {
    const char *eol = memchr(p, '\n', (size_t)(end - p));
    const char *stop = eol != NULL ? eol : end;
    const char *colon = memchr(p, ':', (size_t)(stop - p));
    if (colon != NULL) {
      const char *value = colon + 1, *last = stop;
      char name[128];
      size_t len = (size_t)(colon - p) < sizeof(name) ? (size_t)(colon - p) : sizeof(name);
      for (size_t i = 0; i < len; i++) name[i] = p[i] >= 'A' && p[i] <= 'Z' ? (char)(p[i] + 32) : p[i];
      while (value < last && (*value == ' ' || *value == '\t')) value++;
      while (last > value && (last[-1] == '\r' || last[-1] == ' ')) last--;
      lua_pushlstring(L, name, len);
      lua_pushlstring(L, value, (size_t)(last - value));
      lua_rawset(L, -3);
    }
    p = eol != NULL ? eol + 1 : end;
  }
}

static int push_plain (lua_State *L, const wxc_Call *call) {
  lua_createtable(L, 0, 4);
  lua_pushinteger(L, call->status);
  lua_setfield(L, -2, "status");
  lua_pushlstring(L, call->answer.len > 0 ? call->answer.data : "", call->answer.len);
  lua_setfield(L, -2, "body");
  push_headers(L, &call->answer_headers);
  lua_setfield(L, -2, "headers");
  return 1;
}

/* call:result() -> value | nil, err. Once; raises while the call is not done. */
static int call_result (lua_State *L) {
  Call *box = luaL_checkudata(L, 1, CALL);
  wxc_Error err = {0};
  wxc_Call *call;
  luaL_argcheck(L, box->id != 0, 1, "the result was taken already");
  call = box->call = wxc_engine_take(box->id); /* the userdata's: what follows may raise */
  if (call == NULL && wxc_engine_wait(waiter_of(L), box->id, 0) == 0)
    return luaL_argerror(L, 1, "the call is not done yet");
  box->id = 0;
  if (call == NULL) {
    wxc_error(&err, "cancelled", NULL, NULL, "the engine stopped, or the process forked, before the call was done");
    wxc_fail(L, &err);
    lua_pushliteral(L, "unknown");
    lua_setfield(L, -2, "outcome");
    return 2;
  }
  lua_settop(L, 1);
  if (call->error.kind != NULL) {
    lua_pushnil(L);
    push_call_error(L, call);
  }
  else if (call->fetches)
    lua_pushstring(L, call->token_used);
  else if (call->plain)
    push_plain(L, call);
  else if (wxc_push_json(L, call->answer.data, call->answer.len, 0, &err) != WXC_OK) {
    call->error = err; /* it did what was asked, perhaps: nobody can read what it said */
    call->error.kind = "transport";
    call->outcome = "unknown";
    call->retryable = call->safe;
    lua_pushnil(L);
    push_call_error(L, call);
  }
  wxc_call_free(box->call);
  box->call = NULL;
  return lua_gettop(L) - 1;
}

/* ---- the engine ---- */

/* engine.wait(timeout) -> id of a finished call of this state that was not announced yet | nil */
static int engine_wait (lua_State *L) {
  lua_Number timeout = luaL_checknumber(L, 1);
  uint32_t id = wxc_engine_wait_any(waiter_of(L), wxc_mono_ns() + (int64_t)(timeout * (lua_Number)WXC_SEC));
  if (id == 0)
    lua_pushnil(L);
  else
    lua_pushinteger(L, (lua_Integer)id);
  return 1;
}

/* engine.fd() -> a descriptor that is readable while the result of a call waits to be taken; not to be read or closed | nil */
static int engine_fd (lua_State *L) {
  int fd = wxc_waiter_fd(waiter_of(L));
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

static const luaL_Reg client_methods[] = {
    {"submit", client_submit}, {"request", client_request}, {"warm", client_warm}, {"state", client_state},
    {"fetch", client_fetch},   {"close", client_close},     {NULL, NULL}};
static const luaL_Reg client_meta[] = {{"__gc", client_close}, {"__close", client_close}, {NULL, NULL}};
static const luaL_Reg endpoint_meta[] = {{"__gc", endpoint_gc}, {NULL, NULL}};
static const luaL_Reg call_methods[] = {
    {"id", call_id}, {"wait", call_wait}, {"result", call_result}, {"drop", call_drop}, {NULL, NULL}};
static const luaL_Reg call_meta[] = {{"__gc", call_drop}, {"__close", call_drop}, {NULL, NULL}};
static const luaL_Reg anchor_meta[] = {{"__gc", anchor_gc}, {NULL, NULL}};
static const luaL_Reg scratch_meta[] = {{"__gc", scratch_gc}, {NULL, NULL}};
static const luaL_Reg functions[] = {{"client", engine_client},
                                     {"endpoint", engine_endpoint},
                                     {"wait", engine_wait},
                                     {"fd", engine_fd},
                                     {"drop", engine_drop},
                                     {"stats", engine_stats},
                                     {"warning", engine_warning},
                                     {"now", engine_now},
                                     {"wall", engine_wall},
                                     {"set_clock", engine_set_clock},
                                     {NULL, NULL}};

/* The anchor and the scratch buffers of this state, in the registry. */
static void make_state_objects (lua_State *L) {
  Anchor *a;
  Scratch *s;
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

int wxc_open_client (lua_State *L) {
  wxc_newclass(L, ANCHOR, NULL, anchor_meta);
  wxc_newclass(L, SCRATCH, NULL, scratch_meta);
  wxc_newclass(L, CLIENT, client_methods, client_meta);
  wxc_newclass(L, ENDPOINT, NULL, endpoint_meta);
  wxc_newclass(L, CALL, call_methods, call_meta);
  make_state_objects(L);
  luaL_newlib(L, functions);
  return 1;
}
