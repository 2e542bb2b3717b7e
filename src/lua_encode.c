/*
** lua_encode.c - Lua values of open shape as JSON, every fault gathered with its path.
** Nothing here allocates in Lua, so no finalizer runs while bytes and key pointers are in our hands.
*/
#include <math.h>
#include <stdlib.h>

#include "json/number.h"
#include "json/utf8.h"
#include "json/write.h"
#include "lua_json.h"

#define ENCODER "wxcard.encoder"
#define KEEP ((size_t)1 << 20) /* bytes that stay allocated between two uses */

typedef struct Span { /* one written member of an object */
  const char *key;    /* the table's */
  size_t key_len;
  size_t at, len; /* in out */
} Span;

/* ---- the encoder ---- */

static wxc_Buf *const *buffers (wxc_Encoder *e, wxc_Buf *list[5]) {
  list[0] = &e->text, list[1] = &e->query, list[2] = &e->side, list[3] = &e->spans, list[4] = &e->slots;
  return list;
}

static int encoder_gc (lua_State *L) {
  wxc_Encoder *e = luaL_checkudata(L, 1, ENCODER);
  wxc_Buf *list[5];
  for (int i = 0; i < 5; i++) wxc_buf_free(buffers(e, list)[i]);
  wxc_buf_free(&e->report.faults.text);
  wxc_buf_free(&e->report.warnings.text);
  e->busy = 1; /* a late finalizer gets another one */
  return 0;
}

static const luaL_Reg encoder_meta[] = {{"__gc", encoder_gc}, {NULL, NULL}};

static const void *registered (lua_State *L, const char *name) {
  const void *p;
  lua_getfield(L, LUA_REGISTRYINDEX, name);
  p = lua_topointer(L, -1);
  lua_pop(L, 1);
  return p;
}

static wxc_Encoder *new_encoder (lua_State *L) {
  wxc_Encoder *e;
  wxc_Buf *list[5];
  wxc_newclass(L, ENCODER, NULL, encoder_meta);
  e = wxc_newobject(L, sizeof(*e), ENCODER);
  for (int i = 0; i < 5; i++) wxc_buf_init(buffers(e, list)[i], WXC_JSON_TEXT_MAX);
  wxc_faults_init(&e->report.faults);
  wxc_faults_init(&e->report.warnings);
  e->array_mt = registered(L, WXC_ARRAY_MT);
  e->number_mt = registered(L, WXC_NUMBER_MT);
  e->encrypted_mt = registered(L, WXC_ENCRYPTED_MT);
  return e;
}

wxc_Encoder *wxc_encoder_open (lua_State *L) {
  wxc_Encoder *e;
  lua_getfield(L, LUA_REGISTRYINDEX, WXC_ENCODER_KEY);
  e = lua_touserdata(L, -1);
  if (e == NULL || e->busy) {
    int first = e == NULL;
    lua_pop(L, 1);
    e = new_encoder(L);
    if (first) {
      lua_pushvalue(L, -1);
      lua_setfield(L, LUA_REGISTRYINDEX, WXC_ENCODER_KEY);
    }
  }
  e->busy = 1;
  e->out = &e->text;
  e->indent = e->depth = e->pay = 0;
  e->seals = NULL;
  return e;
}

void wxc_encoder_close (wxc_Encoder *e) {
  wxc_Buf *list[5];
  for (int i = 0; i < 5; i++) wxc_buf_reset(buffers(e, list)[i], KEEP);
  wxc_faults_reset(&e->report.faults);
  wxc_faults_reset(&e->report.warnings);
  e->busy = 0;
}

/* ---- faults ---- */

void wxc_encode_fault (wxc_Encoder *e, const wxc_Path *path, const char *hint, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  wxc_fault_addv(&e->report.faults, path, hint, fmt, ap);
  va_end(ap);
}

void wxc_push_faults (lua_State *L, const wxc_Faults *f) {
  size_t offset = 0;
  wxc_FaultText fault;
  int list = lua_gettop(L) + 1;
  lua_createtable(L, f->count < WXC_FAULTS_MAX ? (int)f->count : WXC_FAULTS_MAX, 0);
  lua_pushliteral(L, "path");
  lua_pushliteral(L, "message"); /* list "path" "message" */
  for (int i = 1; wxc_fault_next(f, &offset, &fault); i++) {
    lua_createtable(L, 0, 2);
    lua_pushvalue(L, list + 1);
    lua_pushlstring(L, fault.path, fault.path_len);
    lua_rawset(L, -3);
    lua_pushvalue(L, list + 2);
    lua_pushlstring(L, fault.message, fault.message_len);
    lua_rawset(L, -3);
    lua_rawseti(L, list, i);
  }
  lua_settop(L, list);
}

void wxc_encoder_error (lua_State *L, const wxc_Encoder *e) {
  size_t offset = 0;
  wxc_FaultText fault;
  wxc_Error err;
  if (!wxc_fault_next(&e->report.faults, &offset, &fault)) {
    const char *what = e->out->failed == WXC_BUF_NOMEM ? "out of memory" : "more than 64 MiB of JSON";
    wxc_error(&err, "validation", NULL, NULL, "%s", what);
    wxc_pusherror(L, &err);
    return;
  }
  if (e->report.faults.count == 1)
    wxc_error(&err, "validation", fault.path, fault.hint, "%s", fault.message);
  else {
    wxc_error(&err, "validation", fault.path, fault.hint, "%s (and %lu more)", fault.message,
              (unsigned long)e->report.faults.count - 1);
  }
  wxc_pusherror(L, &err);
  if (fault.path[0] != '\0') { /* uncut */
    lua_pushstring(L, fault.path);
    lua_setfield(L, -2, "path");
  }
  wxc_push_faults(L, &e->report.faults);
  lua_setfield(L, -2, "faults");
}

/* ---- what a Lua value is ---- */

int wxc_is_null (lua_State *L, int value) {
  return lua_islightuserdata(L, value) && lua_touserdata(L, value) == NULL;
}

/* A metatable tells; else a first item makes a list. */
wxc_TableKind wxc_table_kind (lua_State *L, const wxc_Encoder *e, int table) {
  int number;
  if (lua_getmetatable(L, table)) {
    const void *mt = lua_topointer(L, -1);
    lua_pop(L, 1);
    if (mt == e->array_mt) return WXC_IS_LIST;
    if (mt == e->number_mt) return WXC_IS_NUMBER;
  }
  if (lua_rawlen(L, table) > 0) return WXC_IS_LIST;
  lua_pushnil(L);
  if (!lua_next(L, table)) return WXC_IS_EMPTY;
  number = lua_type(L, -2) == LUA_TNUMBER;
  lua_pop(L, 2);
  return number ? WXC_IS_LIST : WXC_IS_OBJECT;
}

const char *wxc_value_name (lua_State *L, const wxc_Encoder *e, int value) {
  switch (lua_type(L, value)) {
  case LUA_TNIL: return "nil";
  case LUA_TBOOLEAN: return "a boolean";
  case LUA_TNUMBER: return "a number";
  case LUA_TSTRING: return "a string";
  case LUA_TFUNCTION: return "a function";
  case LUA_TTHREAD: return "a coroutine";
  case LUA_TUSERDATA: return "a userdata";
  case LUA_TLIGHTUSERDATA: return wxc_is_null(L, value) ? "null" : "a userdata";
  case LUA_TTABLE: {
    wxc_TableKind kind = wxc_table_kind(L, e, value);
    return kind == WXC_IS_LIST ? "a list" : kind == WXC_IS_NUMBER ? "a number" : "an object";
  }
  default: return "a cdata"; /* LuaJIT's own */
  }
}

/* ---- scalars ---- */

void wxc_encode_number (lua_State *L, wxc_Encoder *e, int value, const wxc_Path *path) {
  if (lua_isinteger(L, value))
    wxc_json_integer(e->out, (long long)lua_tointeger(L, value));
  else if (wxc_json_double(e->out, (double)lua_tonumber(L, value)) != WXC_OK) {
    wxc_encode_fault(e, path, NULL, "must be a finite number");
  }
}

const char *wxc_bignum (lua_State *L, int table, size_t *len) {
  const char *text = NULL;
  lua_rawgeti(L, table, 1);
  if (lua_type(L, -1) == LUA_TSTRING) text = lua_tolstring(L, -1, len);
  lua_pop(L, 1); /* the table keeps it */
  return text;
}

void wxc_check_characters (wxc_Encoder *e, const char *s, size_t len, const wxc_Path *path) {
  for (size_t i = 0; e->pay && i < len; i++)
    if ((unsigned char)s[i] >= 0xF0) {
      wxc_encode_fault(e, path, "leave out emoji and rare characters", "WeChat Pay takes no character of four bytes");
      return;
    }
}

void wxc_encode_string (lua_State *L, wxc_Encoder *e, int value, const wxc_Path *path) {
  size_t len;
  const char *s = lua_tolstring(L, value, &len);
  if (wxc_json_string(e->out, s, len) != WXC_OK)
    wxc_encode_fault(e, path, NULL, "not valid UTF-8");
  else
    wxc_check_characters(e, s, len, path);
}

/* ---- tables ---- */

int wxc_encode_enter (lua_State *L, wxc_Encoder *e, int table, int slots, wxc_Path *path) {
  path->table = lua_topointer(L, table);
  for (const wxc_Path *up = path->up; up != NULL; up = up->up) {
    if (up->table != path->table) continue;
    wxc_encode_fault(e, path, NULL, "a table inside itself");
    return WXC_ERR;
  }
  if (e->depth == WXC_JSON_DEPTH || !lua_checkstack(L, slots + 8)) {
    wxc_encode_fault(e, path, NULL, "nested deeper than %d levels", WXC_JSON_DEPTH);
    return WXC_ERR;
  }
  e->depth++;
  return WXC_OK;
}

void wxc_encode_leave (wxc_Encoder *e) {
  e->depth--;
}

static void new_line (wxc_Encoder *e, int depth) {
  size_t n = (size_t)e->indent * (size_t)depth;
  char *to;
  if (e->indent == 0 || (to = wxc_buf_room(e->out, n + 1)) == NULL) return;
  to[0] = '\n';
  memset(to + 1, ' ', n);
  e->out->len += n + 1;
}

static int by_key (const void *a, const void *b) {
  const Span *x = a, *y = b;
  int order = memcmp(x->key, y->key, x->key_len < y->key_len ? x->key_len : y->key_len);
  return order != 0 ? order : (x->key_len > y->key_len) - (x->key_len < y->key_len);
}

/* Puts written members into the order of their keys: what stands between two of them is always the same. */
static void sort_members (wxc_Encoder *e, size_t first) {
  Span *spans = (Span *)(void *)(e->spans.data + first);
  size_t n = (e->spans.len - first) / sizeof(Span), sorted = 1, start, between_len, side = e->side.len;
  const char *between;
  while (sorted < n && by_key(&spans[sorted - 1], &spans[sorted]) < 0) sorted++;
  if (sorted >= n) return;
  start = spans[0].at;
  between_len = spans[1].at - (spans[0].at + spans[0].len);
  if (wxc_buf_room(&e->side, e->out->len - start) == NULL) {
    e->out->failed = e->side.failed;
    return;
  }
  between = e->out->data + spans[0].at + spans[0].len;
  qsort(spans, n, sizeof(*spans), by_key);
  for (size_t i = 0; i < n; i++) {
    if (i > 0) wxc_buf_add(&e->side, between, between_len);
    wxc_buf_add(&e->side, e->out->data + spans[i].at, spans[i].len);
  }
  memcpy(e->out->data + start, e->side.data + side, e->side.len - side);
  e->side.len = side;
}

static void encode_member (lua_State *L, wxc_Encoder *e, wxc_Path *member, size_t at) {
  Span span = {member->name, member->len, at, 0};
  if (wxc_json_string(e->out, member->name, member->len) != WXC_OK) {
    wxc_encode_fault(e, member, NULL, "a name that is not valid UTF-8");
  }
  wxc_buf_byte(e->out, ':');
  if (e->indent > 0) wxc_buf_byte(e->out, ' ');
  wxc_encode_value(L, e, lua_gettop(L), member);
  span.len = e->out->len - at;
  wxc_buf_add(&e->spans, &span, sizeof(span));
  if (e->spans.failed) e->out->failed = e->spans.failed;
}

void wxc_encode_members (lua_State *L, wxc_Encoder *e, int table, const wxc_Object *known, int first,
                         wxc_EncodeSeen seen, wxc_Path *path) {
  wxc_FaultsMark faults = wxc_faults_mark(&e->report.faults), warnings = wxc_faults_mark(&e->report.warnings);
  size_t spans = e->spans.len;
  lua_pushnil(L);
  while (lua_next(L, table)) { /* ... key value */
    wxc_Path member = {.up = path};
    if (lua_type(L, -2) != LUA_TSTRING) {
      if (known == NULL) {
        wxc_encode_fault(e, path, NULL, "names must be strings, got %s", wxc_value_name(L, e, lua_gettop(L) - 1));
      }
      lua_pop(L, 2);
      break;
    }
    member.name = lua_tolstring(L, -2, &member.len);
    if (known == NULL || wxc_schema_find(known, member.name, member.len) == 0) {
      if (seen != NULL) seen(e, &member);
      if (!first) wxc_buf_byte(e->out, ',');
      first = 0;
      new_line(e, e->depth);
      encode_member(L, e, &member, e->out->len);
    }
    lua_pop(L, 1);
    if (wxc_encode_stop(e)) {
      lua_pop(L, 1);
      break;
    }
  }
  if (!e->out->failed) sort_members(e, spans);
  e->spans.len = spans;
  /* the table's order is nobody's */
  if (e->report.faults.count > faults.count) wxc_faults_sort(&e->report.faults, faults, &e->side);
  if (e->report.warnings.count > warnings.count) wxc_faults_sort(&e->report.warnings, warnings, &e->side);
}

static void encode_item (lua_State *L, wxc_Encoder *e, wxc_EncodeItem item, long i, wxc_Path *path, const void *ud) {
  wxc_Path at = {.up = path, .index = i};
  if (i > 1) wxc_buf_byte(e->out, ',');
  new_line(e, e->depth);
  item(L, e, lua_gettop(L), &at, ud);
}

/* Items in whatever order the table has them. Rare: most lists sit in the table's array part. */
static size_t scattered_list (lua_State *L, wxc_Encoder *e, int table, wxc_Path *path, wxc_EncodeItem item,
                              const void *ud) {
  long count = 0;
  lua_pushnil(L);
  while (lua_next(L, table)) {
    lua_Number key = lua_type(L, -2) == LUA_TNUMBER ? lua_tonumber(L, -2) : 0;
    lua_pop(L, 1);
    if (key >= 1 && key == floor(key)) {
      count++;
      continue;
    }
    wxc_encode_fault(e, path, NULL, "a list cannot have named fields");
    lua_pop(L, 1);
    return 0;
  }
  for (long i = 1; i <= count; i++) {
    lua_rawgeti(L, table, (int)i);
    if (lua_isnil(L, -1)) {
      wxc_Path hole = {.up = path, .index = i};
      wxc_encode_fault(e, &hole, NULL, "missing: a list has no holes");
      lua_pop(L, 1);
      break;
    }
    encode_item(L, e, item, i, path, ud);
    lua_pop(L, 1);
    if (wxc_encode_stop(e)) break;
  }
  return (size_t)count;
}

size_t wxc_encode_list (lua_State *L, wxc_Encoder *e, int table, wxc_Path *path, wxc_EncodeItem item, const void *ud) {
  size_t start;
  wxc_FaultsMark faults = wxc_faults_mark(&e->report.faults), warnings = wxc_faults_mark(&e->report.warnings);
  wxc_SealsMark seals = {0, 0};
  size_t count = 0;
  if (e->seals != NULL) seals = wxc_seals_mark(e->seals);
  wxc_buf_byte(e->out, '[');
  start = e->out->len;
  lua_pushnil(L);
  while (lua_next(L, table)) { /* ... key item */
    if (lua_type(L, -2) != LUA_TNUMBER || lua_tonumber(L, -2) != (lua_Number)(count + 1)) {
      lua_pop(L, 2);
      if (!e->out->failed) e->out->len = start;
      wxc_faults_rewind(&e->report.faults, faults);
      wxc_faults_rewind(&e->report.warnings, warnings);
      if (e->seals != NULL) wxc_seals_rewind(e->seals, seals);
      count = scattered_list(L, e, table, path, item, ud);
      break;
    }
    encode_item(L, e, item, (long)++count, path, ud);
    lua_pop(L, 1);
    if (wxc_encode_stop(e)) {
      lua_pop(L, 1);
      break;
    }
  }
  if (count > 0) new_line(e, e->depth - 1);
  wxc_buf_byte(e->out, ']');
  return count;
}

static void encode_any_item (lua_State *L, wxc_Encoder *e, int value, wxc_Path *path, const void *ud) {
  (void)ud;
  wxc_encode_value(L, e, value, path);
}

static void encode_table (lua_State *L, wxc_Encoder *e, int table, wxc_Path *path) {
  wxc_TableKind kind = wxc_table_kind(L, e, table);
  const char *text;
  size_t len;
  if (kind == WXC_IS_NUMBER) {
    text = wxc_bignum(L, table, &len);
    if (text != NULL && wxc_number_kind(text, len) != WXC_NOT_A_NUMBER)
      wxc_buf_add(e->out, text, len);
    else
      wxc_encode_fault(e, path, NULL, "a number object without a number");
    return;
  }
  if (wxc_encode_enter(L, e, table, 0, path) != WXC_OK) return;
  if (kind == WXC_IS_LIST)
    wxc_encode_list(L, e, table, path, encode_any_item, NULL);
  else {
    wxc_buf_byte(e->out, '{');
    if (kind == WXC_IS_OBJECT) {
      wxc_encode_members(L, e, table, NULL, 1, NULL, path);
      new_line(e, e->depth - 1);
    }
    wxc_buf_byte(e->out, '}');
  }
  wxc_encode_leave(e);
}

void wxc_encode_value (lua_State *L, wxc_Encoder *e, int value, wxc_Path *path) {
  switch (lua_type(L, value)) {
  case LUA_TSTRING: wxc_encode_string(L, e, value, path); break;
  case LUA_TNUMBER: wxc_encode_number(L, e, value, path); break;
  case LUA_TBOOLEAN:
    wxc_buf_add(e->out, lua_toboolean(L, value) ? "true" : "false", lua_toboolean(L, value) ? 4 : 5);
    break;
  case LUA_TTABLE: encode_table(L, e, value, path); break;
  default:
    if (wxc_is_null(L, value) && e->pay)
      wxc_encode_fault(e, path, "leave the field out", "WeChat Pay takes no null");
    else if (wxc_is_null(L, value))
      wxc_buf_add(e->out, "null", 4);
    else
      wxc_encode_fault(e, path, NULL, "cannot be sent: %s", wxc_value_name(L, e, value));
  }
}
