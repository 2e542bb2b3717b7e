/*
** lua_call.c - calls as Lua objects: made from a table, handed to the engine, and read once they are done.
** A call is an id in the engine; before that, and after it was taken, it is the userdata's own.
*/
#include "engine/clock.h"
#include "lua_engine.h"

#include <stdlib.h>
#include <string.h>

#define CALL "wxcard.Call"
#define KEEP_SCRATCH ((size_t)1 << 20)

typedef struct Call {
  uint32_t id;    /* 0: not submitted, or taken */
  wxc_Call *call; /* owned, before it is submitted and after it was taken */
} Call;

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

lua_Number wxc_checktimeout (lua_State *L, int arg) {
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
  if (wxc_engine_submit(box->call, wxc_statewaiter(L), &id, &err) != WXC_OK) return wxc_fail(L, &err);
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
  if (lua_rawlen(L, files) > 1)
    return wxc_error(err, "validation", call->path, "WeChat takes one file a call, in whichever part",
                     "more than one file");
  lua_rawgeti(L, files, 1);     /* {name, value} */
  lua_getfield(L, -1, "name");  /* file name */
  lua_getfield(L, -2, "value"); /* file name value */
  field = lua_tostring(L, -2);
  wxc_pushfield(L, lua_gettop(L), "bytes");
  if (lua_type(L, -1) == LUA_TSTRING) bytes = lua_tolstring(L, -1, &size);
  lua_insert(L, -2); /* the bytes stay on the stack while they are used */
  if (field == NULL || wxc_copyfield(L, lua_gettop(L), "path", &path) != WXC_OK ||
      wxc_copyfield(L, lua_gettop(L), "filename", &filename) != WXC_OK)
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
int wxc_clientsubmit (lua_State *L) {
  wxc_Client *c = wxc_checkclient(L, 1);
  wxc_Endpoint *ep = wxc_checkendpoint(L, 2);
  lua_Number timeout = wxc_checktimeout(L, 4);
  int strict = lua_toboolean(L, 5);
  const char *kinds = luaL_optstring(L, 6, NULL);
  size_t max_size = (size_t)luaL_optnumber(L, 7, 0);
  wxc_Scratch *scratch = wxc_statescratch(L);
  wxc_Error err = {0};
  const char *body = NULL;
  size_t len = 0;
  wxc_Call *call;
  Call *box;
  lua_settop(L, 8);
  if (ep->schema == NULL && ep->has_body && !lua_isnoneornil(L, 3)) body = luaL_checklstring(L, 3, &len);
  box = new_call(L, c, timeout, 8); /* … call */
  lua_replace(L, 8);
  call = box->call;
  call->method = ep->method;
  call->safe = ep->safe;
  call->plain = ep->plain;
  call->source = ep->authorized ? wxc_client_source(c, "access_token") : NULL;
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

/* What stands beside the plain call: who signs it, what its answer hides, how many may go. */
static int sign_with (wxc_Client *c, const wxc_Endpoint *ep, wxc_Call *call, const char *rate_name, wxc_Error *err) {
  wxc_Identity *id = ep->signer != NULL ? wxc_client_identity(c, ep->signer) : NULL;
  wxc_Signing *s;
  if (id == NULL) return wxc_error(err, "config", ep->signer, NULL, "the client has no identity that signs this path");
  s = call->signing = wxc_signing_new(id);
  if (s == NULL) return wxc_error(err, "transport", NULL, NULL, "out of memory");
  s->marks = wxc_marks_ref(ep->marks);
  s->unsigned_answer = ep->unsigned_answer;
  s->names_serial = ep->names_serial;
  if (rate_name != NULL && ep->rate_calls > 0) {
    s->rate_name = strdup(rate_name);
    s->rate_calls = ep->rate_calls;
    s->rate_window = (int64_t)(ep->rate_seconds * (lua_Number)WXC_SEC);
  }
  return WXC_OK;
}

/* client:send(endpoint, path, value, timeout, strict[, kinds, max_bytes[, spare[, rate_name]]])
**   -> call, warnings, warned | nil, err
** A signed call; `path` is percent-encoded, with its query where there is no schema. `value`: a table that the endpoint's
** schema is applied to, or the body's text. */
int wxc_clientsend (lua_State *L) {
  wxc_Client *c = wxc_checkclient(L, 1);
  wxc_Endpoint *ep = wxc_checkendpoint(L, 2);
  const char *path = luaL_checkstring(L, 3);
  lua_Number timeout = wxc_checktimeout(L, 5);
  int strict = lua_toboolean(L, 6), has_body;
  const char *kinds = luaL_optstring(L, 7, NULL);
  size_t max_size = (size_t)luaL_optnumber(L, 8, 0);
  const char *rate_name = luaL_optstring(L, 10, NULL);
  wxc_Scratch *scratch = wxc_statescratch(L);
  wxc_Error err = {0};
  const char *body = NULL;
  size_t len = 0;
  wxc_Call *call;
  Call *box;
  lua_settop(L, 10);
  if (ep->schema == NULL && !lua_isnil(L, 4)) body = luaL_checklstring(L, 4, &len);
  has_body = ep->schema != NULL ? ep->has_body && ep->schema->has_body && !ep->multipart : body != NULL;
  box = new_call(L, c, timeout, 9);
  lua_replace(L, 9);
  call = box->call;
  call->method = ep->method;
  call->safe = ep->safe;
  call->path = strdup(path);
  if (sign_with(c, ep, call, rate_name, &err) != WXC_OK) return wxc_fail(L, &err);
  lua_settop(L, 9);
  if (ep->schema != NULL) {
    wxc_buf_reset(&scratch->body, KEEP_SCRATCH);
    wxc_buf_reset(&scratch->query, KEEP_SCRATCH);
    if (wxc_marshal_sealed(L, 4, ep->schema, strict, &scratch->body, &scratch->query, &call->signing->seals) !=
        WXC_OK) {
      lua_pushnil(L);
      lua_insert(L, -2);
      return 2;
    } /* … call files parts warnings */
    body = scratch->body.data;
    len = scratch->body.len;
    if (scratch->query.len > 0) call->query = copy_bytes(scratch->query.data, scratch->query.len);
    if (ep->multipart) {
      if (make_upload(L, call, 10, 11, kinds, max_size, &err) != WXC_OK) return wxc_fail(L, &err);
      if (wxc_upload_set_meta(call->upload, "meta", ep->digest != NULL ? ep->digest : "sha256") != WXC_OK)
        return luaL_error(L, "out of memory");
    }
    lua_settop(L, 12);
    lua_replace(L, 10); /* … call warnings parts */
  }
  lua_settop(L, 10); /* … call warnings */
  if (has_body) {
    call->body = copy_bytes(body, len);
    call->body_len = len;
  }
  if (call->path == NULL || (has_body && call->body == NULL)) return luaL_error(L, "out of memory");
  lua_pushvalue(L, 9);
  if (submit(L, box) == 2) return 2;
  lua_pushvalue(L, 10);
  lua_pushboolean(L, wxc_engine_warned());
  return 3;
}

static void add_headers (lua_State *L, int table, wxc_Call *call) {
  struct curl_slist *list = curl_slist_append(NULL, "Expect:");
  wxc_pushfield(L, table, "headers");
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
int wxc_clientrequest (lua_State *L) {
  wxc_Client *c = wxc_checkclient(L, 1);
  lua_Number timeout = wxc_checktimeout(L, 3);
  const char *body;
  size_t len = 0;
  Call *box;
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 3);
  box = new_call(L, c, timeout, 0); /* … call */
  box->call->plain = 1;
  box->call->safe = wxc_boolfield(L, 2, "safe");
  box->call->method = wxc_methodfield(L, 2);
  luaL_argcheck(L, box->call->method != NULL, 2, "method must be GET, POST, PUT, PATCH, DELETE or HEAD");
  wxc_copyfield(L, 2, "url", &box->call->path);
  luaL_argcheck(L, box->call->path != NULL, 2, "url must be a string");
  wxc_pushfield(L, 2, "body");
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

/* client:fetch(kind, timeout[, force]) -> call, whose result is the credential | nil, err */
int wxc_clientfetch (lua_State *L) {
  wxc_Client *c = wxc_checkclient(L, 1);
  wxc_Source *s = wxc_client_source(c, luaL_checkstring(L, 2));
  lua_Number timeout = wxc_checktimeout(L, 3);
  Call *box;
  luaL_argcheck(L, s != NULL, 2, "no such kind of credential");
  box = new_call(L, c, timeout, 0);
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
  lua_pushboolean(L, box->id == 0 || wxc_engine_wait(wxc_statewaiter(L), box->id, deadline) != 0);
  return 1;
}

/* Sets t[key] of the table on top; nothing for an empty text. */
static void set_text (lua_State *L, const char *key, const char *text) {
  if (text == NULL || *text == '\0') return;
  lua_pushstring(L, text);
  lua_setfield(L, -2, key);
}

/* What only WeChat Pay's answers have. */
static void push_signed_error (lua_State *L, const wxc_Call *call) {
  set_text(L, "name", call->name);
  set_text(L, "said", call->said);
  set_text(L, "rid", call->rid);
  if (call->status == 0 || call->signing == NULL) return;
  lua_pushboolean(L, call->signing->verified);
  lua_setfield(L, -2, "verified");
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
  if (call->signing != NULL) push_signed_error(L, call);
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
  if (call == NULL && wxc_engine_wait(wxc_statewaiter(L), box->id, 0) == 0)
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
  else if (call->signing != NULL && call->answer.len == 0)
    lua_newtable(L); /* 204 */
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

static const luaL_Reg call_methods[] = {
    {"id", call_id}, {"wait", call_wait}, {"result", call_result}, {"drop", call_drop}, {NULL, NULL}};
static const luaL_Reg call_meta[] = {{"__gc", call_drop}, {"__close", call_drop}, {NULL, NULL}};

void wxc_opencalls (lua_State *L) {
  wxc_newclass(L, CALL, call_methods, call_meta);
}
