/*
** httpd.c - wxcard.httpd: a small HTTP server as Lua objects; it runs only while its owner polls it.
** http/server.c talks to libmicrohttpd and fills plain slots. Here a slot becomes a Lua table, after libmicrohttpd has
** returned: none of its callbacks ever meets Lua.
*/
#include "http/multipart.h"
#include "http/server.h"
#include "module_fail.h"

#include <netdb.h>
#include <netinet/in.h>
#include <strings.h>
#include <sys/select.h>
#include <sys/socket.h>

#define SERVER "wxcard.httpd.server"  /* metatable name; error messages show it */
#define MAX_BODY (16.0 * 1024 * 1024) /* defaults */
#define IDLE_TIMEOUT 60
#define MAX_CONNECTIONS 10000
#define SELECT_CONNECTIONS (FD_SETSIZE - 8) /* what select can hold, with room for other descriptors */

static wxc_Server *check_open (lua_State *L) {
  wxc_Server *s = luaL_checkudata(L, 1, SERVER);
  if (s->daemon == NULL) luaL_error(L, "the server is closed");
  return s;
}

static lua_Number opt_number (lua_State *L, int t, const char *key, lua_Number min, lua_Number max, lua_Number def) {
  lua_Number n = def;
  lua_getfield(L, t, key);
  if (!lua_isnil(L, -1)) {
    n = lua_tonumber(L, -1);
    if (lua_type(L, -1) != LUA_TNUMBER || !(n >= min && n <= max))
      luaL_error(L, "'%s' must be a number from %f to %f", key, min, max);
  }
  lua_pop(L, 1);
  return n;
}

/* A string field; it stays on the stack, which keeps it alive. */
static const char *opt_string (lua_State *L, int t, const char *key, const char *def, size_t *len) {
  lua_getfield(L, t, key);
  if (lua_isnil(L, -1)) {
    lua_pop(L, 1);
    lua_pushstring(L, def);
  }
  if (lua_type(L, -1) != LUA_TSTRING) luaL_error(L, "'%s' must be a string, got a %s", key, luaL_typename(L, -1));
  return lua_tolstring(L, -1, len);
}

/* httpd.listen{ host=, port=, max_body=, idle_timeout=, max_connections=, epoll= } -> server | nil, err
** epoll = false takes select, as systems without epoll do. */
static int httpd_listen (lua_State *L) {
  wxc_HttpOptions o;
  const char *why = "";
  bool host_fault = false;
  wxc_Server *s;
  int most;
  luaL_checktype(L, 1, LUA_TTABLE);
  o.host = opt_string(L, 1, "host", "127.0.0.1", NULL);
  o.port = (unsigned)opt_number(L, 1, "port", 0, 65535, 0);
  o.max_body = (size_t)opt_number(L, 1, "max_body", 0, 1024.0 * 1024 * 1024, MAX_BODY);
  o.idle_timeout = (unsigned)opt_number(L, 1, "idle_timeout", 1, 86400, IDLE_TIMEOUT);
  lua_getfield(L, 1, "epoll");
  o.epoll = (lua_isnil(L, -1) || lua_toboolean(L, -1)) && MHD_is_feature_supported(MHD_FEATURE_EPOLL) == MHD_YES;
  most = o.epoll ? MAX_CONNECTIONS : SELECT_CONNECTIONS;
  o.max_connections = (unsigned)opt_number(L, 1, "max_connections", 1, most, most);
  s = wxc_modobject(L, sizeof(*s), SERVER);
  if (wxc_http_open(s, &o, &why, &host_fault) == 0) return 1;
  if (host_fault) return wxc_modfail(L, "config", "host", "%s: %s", o.host, why);
  return wxc_modfail(L, "transport", "port", "cannot listen on %s port %d: %s", o.host, (int)o.port, why);
}

static int server_close (lua_State *L) {
  wxc_http_close(luaL_checkudata(L, 1, SERVER));
  return 0;
}

static int server_port (lua_State *L) {
  const union MHD_DaemonInfo *info = MHD_get_daemon_info(check_open(L)->daemon, MHD_DAEMON_INFO_BIND_PORT);
  lua_pushinteger(L, info ? info->port : 0);
  return 1;
}

/* server:fd() -> a descriptor that is readable when poll(0) has work, or nil where there is only select. Timeouts and
** drips have no descriptor: call poll(0) now and then as well. */
static int server_fd (lua_State *L) {
  wxc_Server *s = check_open(L);
  if (s->epoll_fd >= 0)
    lua_pushinteger(L, s->epoll_fd);
  else
    lua_pushnil(L);
  return 1;
}

static int hex_digit (char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Pushes the text with %XX undone, and + as a blank where it is a query's. */
static void push_decoded (lua_State *L, const char *p, const char *end, bool query) {
  luaL_Buffer b;
  luaL_buffinit(L, &b);
  for (; p < end; p++) {
    char c = *p;
    if (c == '%' && end - p > 2 && hex_digit(p[1]) >= 0 && hex_digit(p[2]) >= 0) {
      c = (char)(hex_digit(p[1]) * 16 + hex_digit(p[2]));
      p += 2;
    }
    else if (c == '+' && query)
      c = ' ';
    luaL_addchar(&b, c);
  }
  luaL_pushresult(&b);
}

static void push_args (lua_State *L, const char *p, const char *end) {
  lua_newtable(L); /* args */
  while (p < end) {
    const char *stop = memchr(p, '&', (size_t)(end - p)), *equals;
    if (stop == NULL) stop = end;
    if ((equals = memchr(p, '=', (size_t)(stop - p))) == NULL) equals = stop;
    if (stop > p) {
      push_decoded(L, p, equals, true);
      push_decoded(L, equals < stop ? equals + 1 : stop, stop, true); /* args key value */
      lua_rawset(L, -3);
    }
    p = stop < end ? stop + 1 : end;
  }
}

/* Sets target, path, query and args of the request on top. A proxy's request names a whole URL: its path counts. */
static void set_target (lua_State *L, const wxc_Bytes *uri) {
  const char *p = uri->at, *end = p + uri->len, *query, *s;
  lua_pushlstring(L, p, uri->len);
  lua_setfield(L, -2, "target");
  if ((s = memchr(p, '#', (size_t)(end - p))) != NULL) end = s;
  if (p < end && *p != '/' && (s = memmem(p, (size_t)(end - p), "://", 3)) != NULL)
    for (p = s + 3; p < end && *p != '/' && *p != '?';) p++;
  if ((query = memchr(p, '?', (size_t)(end - p))) == NULL) query = end;
  if (p == query)
    lua_pushliteral(L, "/");
  else
    push_decoded(L, p, query, false);
  lua_setfield(L, -2, "path");
  if (query < end) query++;
  lua_pushlstring(L, query, (size_t)(end - query));
  lua_setfield(L, -2, "query");
  push_args(L, query, end);
  lua_setfield(L, -2, "args");
}

static const char *push_head_string (lua_State *L, const char *p) {
  size_t len;
  memcpy(&len, p, sizeof(len));
  lua_pushlstring(L, p + sizeof(len), len);
  return p + sizeof(len) + len;
}

/* Sets method and headers of the request on top; a header that came twice is joined by a comma. */
static void set_head (lua_State *L, const wxc_Bytes *head) {
  const char *p = push_head_string(L, head->at), *end = head->at + head->len;
  lua_setfield(L, -2, "method");
  lua_newtable(L);
  while (p < end) {
    p = push_head_string(L, p);
    lua_pushvalue(L, -1);
    lua_rawget(L, -3); /* headers key before */
    if (lua_isnil(L, -1)) {
      lua_pop(L, 1);
      p = push_head_string(L, p);
    }
    else {
      lua_pushliteral(L, ", ");
      p = push_head_string(L, p);
      lua_concat(L, 3);
    }
    lua_rawset(L, -3);
  }
  lua_setfield(L, -2, "headers");
}

static void set_remote (lua_State *L, wxc_Slot *slot) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(slot->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  char host[64];
  socklen_t len;
  if (info == NULL || info->client_addr == NULL) return;
  len = info->client_addr->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);
  if (getnameinfo(info->client_addr, len, host, sizeof(host), NULL, 0, NI_NUMERICHOST) != 0) return;
  lua_pushstring(L, host);
  lua_setfield(L, -2, "remote");
}

/* server:poll(timeout[, other_fd]) -> request | nil   nil: nothing came in time, other_fd is readable, or a signal */
static int server_poll (lua_State *L) {
  wxc_Server *s = check_open(L);
  lua_Number timeout = luaL_checknumber(L, 2);
  lua_Number other = luaL_optnumber(L, 3, -1);
  wxc_Slot *slot;
  luaL_argcheck(L, timeout == timeout, 2, "not a number of seconds");
  luaL_argcheck(L, other < (s->epoll_fd >= 0 ? (lua_Number)INT32_MAX : FD_SETSIZE), 3, "not a descriptor to wait for");
  slot = wxc_http_poll(s, other >= 0 ? (int)other : -1, wxc_http_now() + (timeout > 0 ? timeout : 0));
  if (slot == NULL) return 0;
  lua_createtable(L, 0, 9);
  lua_pushinteger(L, (lua_Integer)wxc_http_id(slot));
  lua_setfield(L, -2, "id");
  set_target(L, &slot->uri);
  set_head(L, &slot->head);
  set_remote(L, slot);
  lua_pushlstring(L, slot->body.at ? slot->body.at : "", slot->body.len);
  lua_setfield(L, -2, "body");
  wxc_bytes_free(&slot->body); /* Lua has its copy, and the answer may take long */
  return 1;
}

static wxc_HttpFault check_fault (lua_State *L, int t) {
  static const char *const names[] = {"reset", "truncate", "drip"};
  const char *name;
  wxc_HttpFault fault = WXC_NO_FAULT;
  lua_getfield(L, t, "fault");
  if (!lua_isnil(L, -1)) {
    name = lua_tostring(L, -1);
    for (int i = 0; i < 3; i++)
      if (name != NULL && strcmp(name, names[i]) == 0) fault = (wxc_HttpFault)(WXC_RESET + i);
    if (fault == WXC_NO_FAULT) luaL_error(L, "'fault' must be \"reset\", \"truncate\" or \"drip\"");
  }
  lua_pop(L, 1);
  return fault;
}

/* Adds the header whose name is at index `key` and one value at the top, which it pops. */
static bool add_header (lua_State *L, struct MHD_Response *r, int key) {
  size_t key_len, len;
  const char *name = lua_tolstring(L, key, &key_len), *value = lua_tolstring(L, -1, &len);
  bool ok = strlen(name) == key_len && value != NULL && strlen(value) == len;
  ok = ok && MHD_add_response_header(r, name, value) == MHD_YES;
  lua_pop(L, 1);
  return ok;
}

static bool is_framing (const char *name) {
  return strcasecmp(name, "content-length") == 0 || strcasecmp(name, "transfer-encoding") == 0;
}

/* Adds the headers of the table at t; a list of values makes a header each. The body decides its framing, so a
** Content-Length is passed over. False leaves the name of a bad one on the stack. */
static bool add_headers (lua_State *L, struct MHD_Response *r, int t) {
  lua_pushnil(L);
  while (lua_next(L, t)) { /* name value */
    int name = lua_gettop(L) - 1;
    bool ok = lua_type(L, name) == LUA_TSTRING;
    if (!ok)
      lua_pushliteral(L, "?"), lua_replace(L, name);
    else if (is_framing(lua_tostring(L, name)))
      ok = true;
    else if (lua_istable(L, -1)) {
      for (int i = 1; ok && i <= (int)lua_rawlen(L, name + 1); i++) {
        lua_rawgeti(L, name + 1, i);
        ok = add_header(L, r, name);
      }
    }
    else {
      lua_pushvalue(L, -1);
      ok = add_header(L, r, name);
    }
    lua_settop(L, name);
    if (!ok) return false;
  }
  return true;
}

/* server:respond(id, answer) -> true | nil, err   in any order, at any time. What the slot prepares it owns, so what
** raises in between leaks nothing. */
static int server_respond (lua_State *L) {
  wxc_Server *s = check_open(L);
  double id = luaL_checknumber(L, 2);
  wxc_HttpAnswer answer;
  const char *body;
  size_t len;
  wxc_Slot *slot;
  int headers;
  luaL_checktype(L, 3, LUA_TTABLE);
  answer.status = (unsigned)opt_number(L, 3, "status", 200, 599, 200);
  answer.fault = check_fault(L, 3);
  answer.drip_bytes = (size_t)opt_number(L, 3, "drip_bytes", 1, 1 << 30, 1);
  answer.drip_delay = opt_number(L, 3, "drip_delay", 0, 86400, 0.1);
  body = opt_string(L, 3, "body", "", &len);
  lua_getfield(L, 3, "headers");
  headers = lua_gettop(L);
  if (!lua_isnil(L, headers) && !lua_istable(L, headers)) return luaL_error(L, "'headers' must be a table");
  slot = wxc_http_find(s, id);
  if (slot == NULL || slot->state != WXC_TAKEN)
    return wxc_modfail(L, "transport", NULL, "no such request: it was answered before, or its client is gone");
  if (wxc_http_prepare(slot, &answer, body, len) < 0) return wxc_modfail(L, "transport", NULL, "out of memory");
  if (lua_istable(L, headers) && !add_headers(L, slot->response, headers)) {
    wxc_http_unprepare(slot);
    return wxc_modfail(L, "validation", "headers", "header '%s' cannot be sent", lua_tostring(L, -1));
  }
  if (wxc_http_send(slot) < 0) return wxc_modfail(L, "transport", NULL, "the client is gone");
  lua_pushboolean(L, 1);
  return 1;
}

static void set_span (lua_State *L, const char *key, wxc_Span s) {
  if (s.at == NULL) return;
  lua_pushlstring(L, s.at, s.len);
  lua_setfield(L, -2, key);
}

static void set_unquoted (lua_State *L, const char *key, wxc_Span s) {
  char *text;
  if (s.at == NULL) return;
  text = lua_newuserdata(L, s.len + 1);
  lua_pushlstring(L, text, wxc_multipart_unquote(s, text));
  lua_remove(L, -2);
  lua_setfield(L, -2, key);
}

/* httpd.multipart(content_type, body) -> list of { name=, filename=, content_type=, body= } | nil, err */
static int httpd_multipart (lua_State *L) {
  size_t type_len, len;
  const char *type = luaL_checklstring(L, 1, &type_len), *body = luaL_checklstring(L, 2, &len);
  wxc_Multipart m;
  wxc_Part part;
  int n = 0, rc = wxc_multipart_open(&m, type, type_len, body, len);
  lua_newtable(L);
  while (rc >= 0 && (rc = wxc_multipart_next(&m, &part)) > 0) {
    lua_createtable(L, 0, 4); /* list part */
    set_unquoted(L, "name", part.name);
    set_unquoted(L, "filename", part.filename);
    set_span(L, "content_type", part.type);
    set_span(L, "body", part.body);
    lua_rawseti(L, -2, ++n);
  }
  return rc < 0 ? wxc_modfail(L, "validation", "body", "%s", m.fault) : 1;
}

/* httpd.now() -> seconds of a clock that nobody sets: for deadlines */
static int httpd_now (lua_State *L) {
  lua_pushnumber(L, wxc_http_now());
  return 1;
}

static const luaL_Reg methods[] = {{"port", server_port},       {"fd", server_fd},       {"poll", server_poll},
                                   {"respond", server_respond}, {"close", server_close}, {NULL, NULL}};

static const luaL_Reg metamethods[] = {{"__gc", server_close}, {"__close", server_close}, {NULL, NULL}};

static const luaL_Reg functions[] = {
    {"listen", httpd_listen}, {"multipart", httpd_multipart}, {"now", httpd_now}, {NULL, NULL}};

WXC_EXPORT int luaopen_wxcard_httpd (lua_State *L);

int luaopen_wxcard_httpd (lua_State *L) {
  wxc_modclass(L, SERVER, methods, metamethods);
  luaL_newlib(L, functions);
  return 1;
}
