/*
** lua_marshal.c - a Lua table to a request, by a compiled schema: validates as it writes and gathers every fault.
**
** One lua_next pass over a table finds each key in the schema's hash table and leaves the value on the Lua stack; then
** the fields are written in the schema's order. No string is made and no key is looked up in Lua.
*/
#include <math.h>
#include <stdlib.h>

#include "json/check.h"
#include "json/number.h"
#include "json/rfc3339.h"
#include "json/utf8.h"
#include "json/write.h"
#include "lua_json.h"

/* Present fields of one object: where on the stack each value is. */
typedef struct Present {
  const wxc_Object *object;
  uint16_t *slots; /* above base; 0 or WXC_LOOK for an absent one */
  int base;
  int unknown; /* whether there are others */
} Present;

static void wrong_type (lua_State *L, wxc_Encoder *e, int value, const wxc_Path *path, const char *want) {
  wxc_encode_fault(e, path, NULL, "must be %s, got %s", want, wxc_value_name(L, e, value));
}

static void unknown_field (wxc_Encoder *e, const wxc_Path *path) {
  if (e->strict)
    wxc_encode_fault(e, path, NULL, "unknown field");
  else
    wxc_check_unknown(&e->report, path);
}

/* ---- scalars: `is` is the value's own type ---- */

/* The string t[key] of a table of ours, which keeps it; NULL when there is none. */
static const char *string_of (lua_State *L, int table, const char *key, size_t *len) {
  const char *s = NULL;
  lua_pushstring(L, key);
  lua_rawget(L, table);
  if (lua_type(L, -1) == LUA_TSTRING) s = lua_tolstring(L, -1, len);
  lua_pop(L, 1);
  return s;
}

static int is_encrypted (lua_State *L, const wxc_Encoder *e, int value) {
  const void *mt = NULL;
  if (lua_getmetatable(L, value)) {
    mt = lua_topointer(L, -1);
    lua_pop(L, 1);
  }
  return mt != NULL && mt == e->encrypted_mt;
}

/* What wxcard.encrypted made: it goes as it is, if all of the request was encrypted with the same key. */
static void put_encrypted (lua_State *L, wxc_Encoder *e, const wxc_Field *f, int value, const wxc_Path *path) {
  size_t len, serial_len;
  const char *text = string_of(L, value, "text", &len), *serial = string_of(L, value, "serial", &serial_len);
  if (e->seals == NULL || !(f->flags & WXC_SENSITIVE))
    wxc_encode_fault(e, path, "give the text itself", "is not a field that WeChat Pay takes encrypted");
  else if (text == NULL || serial == NULL || serial_len >= sizeof(e->seals->serial))
    wxc_encode_fault(e, path, NULL, "must be wxcard.encrypted(serial, text)");
  else if (e->seals->serial[0] != '\0' && strcmp(e->seals->serial, serial) != 0)
    wxc_encode_fault(e, path, NULL, "is encrypted with another key than the value before it");
  else if (wxc_json_string(e->out, text, len) == WXC_OK)
    memcpy(e->seals->serial, serial, serial_len + 1);
}

/* Checked as a text, and then written as a pair of quotes that its ciphertext goes between. */
static void put_sealed (wxc_Encoder *e, const char *s, size_t len, size_t start, const wxc_Path *path) {
  char name[160];
  if (e->out->failed) return;
  e->out->len = start;
  wxc_buf_add(e->out, "\"\"", 2);
  wxc_path_text(path, name, sizeof(name));
  wxc_seals_add(e->seals, start + 1, s, len, name);
  if (e->seals->list.failed || e->seals->texts.failed) e->out->failed = WXC_BUF_NOMEM;
}

static void put_string (lua_State *L, wxc_Encoder *e, const wxc_Field *f, int value, int is, const wxc_Path *path) {
  size_t len, start = e->out->len;
  const char *s;
  if (is == LUA_TTABLE && is_encrypted(L, e, value)) {
    put_encrypted(L, e, f, value, path);
    return;
  }
  if (is != LUA_TSTRING) {
    wrong_type(L, e, value, path, "a string");
    return;
  }
  s = lua_tolstring(L, value, &len);
  if (wxc_json_string(e->out, s, len) != WXC_OK) {
    wxc_encode_fault(e, path, NULL, "not valid UTF-8");
    return;
  }
  if ((f->flags & (WXC_MAX_BYTES | WXC_MAX_CHARS)) || f->values.n > 0) wxc_check_string(&e->report, f, s, len, path);
  if (e->pay) wxc_check_characters(e, s, len, path);
  if ((f->flags & (WXC_TIME | WXC_ADVISORY)) == WXC_TIME && wxc_rfc3339_read(s, len, NULL) != WXC_OK)
    wxc_encode_fault(e, path, "2026-11-21T21:44:31+08:00", "must be a time as RFC 3339 has it, with its offset");
  if (e->seals != NULL && f->flags & WXC_SENSITIVE) put_sealed(e, s, len, start, path);
}

static inline void check_bounds (wxc_Encoder *e, const wxc_Field *f, double n, const wxc_Path *path) {
  if ((f->flags & (WXC_MIN | WXC_MAX)) || f->values.n > 0) wxc_check_number(&e->report, f, n, path);
}

/* What else stands for a number: digits in a string (if they may) or a number object. NULL when it is neither. */
static const char *digits_of (lua_State *L, wxc_Encoder *e, int value, int is, int strings, size_t *len) {
  if (strings && is == LUA_TSTRING) return lua_tolstring(L, value, len);
  if (is == LUA_TTABLE && wxc_table_kind(L, e, value) == WXC_IS_NUMBER) return wxc_bignum(L, value, len);
  return NULL;
}

/* The digits are sent bare: how ids past 2^53 get through LuaJIT. */
static void put_long_integer (lua_State *L, wxc_Encoder *e, const wxc_Field *f, int value, int is,
                              const wxc_Path *path) {
  size_t len;
  const char *s;
  if (lua_isinteger(L, value)) {
    long long i = (long long)lua_tointeger(L, value);
    wxc_json_integer(e->out, i);
    check_bounds(e, f, (double)i, path);
  }
  else if (is == LUA_TNUMBER) {
    lua_Number n = lua_tonumber(L, value);
    if (n == WXC_EXACT || n == -WXC_EXACT) {
      wxc_json_integer(e->out, (long long)n);
      check_bounds(e, f, (double)n, path);
    }
    else if (n - n != 0)
      wxc_encode_fault(e, path, NULL, "must be a finite number");
    else if (n != floor(n))
      wxc_encode_fault(e, path, NULL, "must be an integer, got a fraction");
    else
      wxc_encode_fault(e, path, "give it as a string of digits", "past 2^53 a number has lost digits");
  }
  else if ((s = digits_of(L, e, value, is, 1, &len)) == NULL)
    wrong_type(L, e, value, path, "an integer");
  else if (wxc_number_kind(s, len) != WXC_INTEGER_TEXT) {
    wxc_encode_fault(e, path, NULL, "must be an integer, got %s that is none", wxc_value_name(L, e, value));
  }
  else {
    wxc_buf_add(e->out, s, len);
    check_bounds(e, f, wxc_number_double(s, len), path);
  }
}

static void put_integer (lua_State *L, wxc_Encoder *e, const wxc_Field *f, int value, int is, const wxc_Path *path) {
  lua_Number n = is == LUA_TNUMBER ? lua_tonumber(L, value) : HUGE_VAL;
  /* below 2^53 every integer is a double of its own, whatever its type in Lua */
  if (n > -WXC_EXACT && n < WXC_EXACT && n == (lua_Number)(long long)n) {
    wxc_json_integer(e->out, (long long)n);
    check_bounds(e, f, (double)n, path);
  }
  else
    put_long_integer(L, e, f, value, is, path);
}

static void put_number (lua_State *L, wxc_Encoder *e, const wxc_Field *f, int value, int is, const wxc_Path *path) {
  size_t len;
  const char *s;
  if (is == LUA_TNUMBER) {
    lua_Number n = lua_tonumber(L, value);
    wxc_encode_number(L, e, value, path);
    if (n - n == 0) check_bounds(e, f, (double)n, path);
  }
  else if ((s = digits_of(L, e, value, is, 0, &len)) == NULL || wxc_number_kind(s, len) == WXC_NOT_A_NUMBER) {
    wrong_type(L, e, value, path, "a number");
  }
  else {
    wxc_buf_add(e->out, s, len);
    check_bounds(e, f, wxc_number_double(s, len), path);
  }
}

static void put_boolean (lua_State *L, wxc_Encoder *e, int value, int is, const wxc_Path *path) {
  if (is != LUA_TBOOLEAN)
    wrong_type(L, e, value, path, "a boolean");
  else if (lua_toboolean(L, value))
    wxc_buf_add(e->out, "true", 4);
  else
    wxc_buf_add(e->out, "false", 5);
}

/* ---- objects and lists ---- */

static void put_value (lua_State *L, wxc_Encoder *e, const wxc_Field *f, int type, int value, int is, wxc_Path *path);

/* Leaves keys and values on the stack; the caller sets the top back. WXC_ERR (and a fault) when it is no object. */
static int gather (lua_State *L, wxc_Encoder *e, const wxc_Object *o, int table, const wxc_Path *path, Present *p) {
  size_t size = WXC_PADDED(o->n) * sizeof(*p->slots);
  int next = 2; /* above base: key, value, key, value ... */
  p->object = o;
  p->base = lua_gettop(L);
  p->unknown = 0;
  p->slots = (uint16_t *)(void *)wxc_buf_room(&e->slots, size); /* reserved for the deepest chain: never moves */
  if (p->slots == NULL) return e->out->failed = e->slots.failed, WXC_ERR;
  memcpy(p->slots, o->absent, size);
  e->slots.len += size;
  lua_pushnil(L);
  while (lua_next(L, table)) { /* key value ... key value */
    const char *key;
    size_t len;
    uint32_t at;
    if (lua_type(L, -2) != LUA_TSTRING) {
      if (wxc_table_kind(L, e, table) == WXC_IS_LIST)
        wrong_type(L, e, table, path, "an object");
      else
        wxc_encode_fault(e, path, NULL, "names must be strings");
      return WXC_ERR;
    }
    key = lua_tolstring(L, -2, &len);
    if ((at = wxc_schema_find(o, key, len)) != 0) {
      p->slots[at - 1] = (uint16_t)next;
      next += 2;
      lua_pushvalue(L, -2);
    }
    else {
      p->unknown = 1;
      lua_pop(L, 1);
    }
  }
  return WXC_OK;
}

static void forget (wxc_Encoder *e, const Present *p) {
  if (p->slots != NULL) e->slots.len -= WXC_PADDED(p->object->n) * sizeof(*p->slots);
}

/* The stack index of a field's value, 0 when it is absent. */
static inline int slot_of (const Present *p, size_t field) {
  unsigned slot = p->slots[field];
  return slot == 0 || slot == WXC_LOOK ? 0 : p->base + (int)slot;
}

/* Whether a field has a value that is not null. */
static inline int present (lua_State *L, const Present *p, uint32_t field) {
  int slot = slot_of(p, field);
  return slot != 0 && !wxc_is_null(L, slot);
}

static int one_of (lua_State *L, int value, wxc_Values values) {
  size_t len;
  const char *s;
  for (size_t i = 0; i < values.n; i++) {
    const wxc_Value *v = &values.at[i];
    switch (lua_type(L, value)) {
    case LUA_TSTRING:
      s = lua_tolstring(L, value, &len);
      if (v->type == WXC_VALUE_STRING && v->len == len && memcmp(v->text, s, len) == 0) return 1;
      break;
    case LUA_TNUMBER:
      if (v->type == WXC_VALUE_NUMBER && v->number == (double)lua_tonumber(L, value)) return 1;
      break;
    case LUA_TBOOLEAN:
      if (v->type == WXC_VALUE_BOOLEAN && (v->number != 0) == lua_toboolean(L, value)) return 1;
      break;
    default: break;
    }
  }
  return 0;
}

/* A field that is absent or null. */
static void check_absent (lua_State *L, wxc_Encoder *e, const wxc_Field *f, const Present *p, const wxc_Path *path) {
  if (f->flags & WXC_REQUIRED)
    wxc_check_required(&e->report, f, NULL, path);
  else if (f->sibling != 0 && slot_of(p, f->sibling - 1) != 0 && one_of(L, slot_of(p, f->sibling - 1), f->when)) {
    wxc_check_required(&e->report, f, p->object->fields[f->sibling - 1].name, path);
  }
}

/* The warning of a field that is there, unless it is empty. */
static void check_warn (lua_State *L, wxc_Encoder *e, const wxc_Field *f, int value, const wxc_Path *path) {
  int type = lua_type(L, value);
  if (type == LUA_TSTRING && lua_rawlen(L, value) == 0) return;
  if (type == LUA_TTABLE && lua_rawlen(L, value) == 0) {
    lua_pushnil(L);
    if (!lua_next(L, value)) return;
    lua_pop(L, 2);
  }
  wxc_check_warning(&e->report, path, f->warn);
}

static void check_groups (lua_State *L, wxc_Encoder *e, const Present *p, const wxc_Path *path) {
  for (size_t g = 0; g < p->object->n_groups; g++) {
    const wxc_Group *group = &p->object->groups[g];
    size_t i = 0;
    while (i < group->n && !present(L, p, group->fields[i])) i++;
    if (i == group->n) wxc_check_group(&e->report, p->object, group, path);
  }
}

/* Looks at a field's presence; 1 when it has a value that is not null. */
static int check_present (lua_State *L, wxc_Encoder *e, const Present *p, const wxc_Field *f, int slot,
                          const wxc_Path *path) {
  if (slot == 0 || wxc_is_null(L, slot)) {
    check_absent(L, e, f, p, path);
    return 0;
  }
  if (f->warn != NULL) check_warn(L, e, f, slot, path);
  return 1;
}

/* ,"name": or, as the first, without its comma */
static inline void put_lead (wxc_Buf *b, const wxc_Field *f, int first) {
  size_t len = f->lead_len - (size_t)first;
  char *to;
  if (len > WXC_LEAD_ROOM) { wxc_buf_add(b, f->lead + first, len); }
  else if ((to = wxc_buf_room(b, WXC_LEAD_ROOM)) != NULL) {
    memcpy(to, f->lead + first, WXC_LEAD_ROOM);
    b->len += len;
  }
}

/* Without braces; returns whether nothing was written, so that the next one has no comma. */
static int put_fields (lua_State *L, wxc_Encoder *e, const Present *p, int first, const wxc_Path *path) {
  const wxc_Object *o = p->object;
  for (size_t i = 0; i < o->n; i++) {
    uint64_t four;
    if (i % 4 == 0 && (memcpy(&four, p->slots + i, sizeof(four)), four == 0)) {
      i += 3; /* most fields of most requests are not there */
      continue;
    }
    if (p->slots[i] == 0) continue;
    const wxc_Field *f = &o->fields[i];
    int slot = slot_of(p, i), type, there = 1;
    if (f->where != WXC_IN_BODY) continue;
    wxc_Path at = {.up = path, .name = f->name, .len = f->name_len};
    type = slot != 0 ? lua_type(L, slot) : LUA_TNIL;
    if (type == LUA_TNIL || type == LUA_TLIGHTUSERDATA || f->warn != NULL) there = check_present(L, e, p, f, slot, &at);
    if (slot == 0) continue;
    put_lead(e->out, f, first);
    first = 0;
    if (there)
      put_value(L, e, f, f->type, slot, type, &at);
    else if (e->pay)
      wxc_encode_fault(e, &at, "leave the field out", "WeChat Pay takes no null");
    else { wxc_buf_add(e->out, "null", 4); }
    if (wxc_encode_stop(e)) break;
  }
  return first;
}

static void put_object (lua_State *L, wxc_Encoder *e, const wxc_Object *o, int table, wxc_Path *path) {
  int top = lua_gettop(L), first;
  Present p;
  if (wxc_encode_enter(L, e, table, 2 * (int)o->n, path) != WXC_OK) return;
  if (gather(L, e, o, table, path, &p) == WXC_OK) {
    wxc_buf_byte(e->out, '{');
    first = put_fields(L, e, &p, 1, path);
    if (p.unknown && !wxc_encode_stop(e)) wxc_encode_members(L, e, table, o, first, unknown_field, path);
    check_groups(L, e, &p, path);
    wxc_buf_byte(e->out, '}');
  }
  forget(e, &p);
  lua_settop(L, top);
  wxc_encode_leave(e);
}

static void put_item (lua_State *L, wxc_Encoder *e, int value, wxc_Path *path, const void *ud) {
  const wxc_Field *f = ud;
  put_value(L, e, f, f->items, value, lua_type(L, value), path);
}

static void put_list (lua_State *L, wxc_Encoder *e, const wxc_Field *f, int table, wxc_Path *path) {
  if (wxc_encode_enter(L, e, table, 0, path) != WXC_OK) return;
  wxc_check_items(&e->report, f, wxc_encode_list(L, e, table, path, put_item, f), path);
  wxc_encode_leave(e);
}

static int put_table (lua_State *L, wxc_Encoder *e, const wxc_Field *f, int type, int table, wxc_Path *path) {
  wxc_TableKind kind = wxc_table_kind(L, e, table);
  if (kind == WXC_IS_NUMBER) return WXC_ERR;
  if (type == WXC_TYPE_LIST) {
    if (kind == WXC_IS_OBJECT) return WXC_ERR;
    put_list(L, e, f, table, path);
    return WXC_OK;
  }
  if (kind == WXC_IS_LIST && lua_rawlen(L, table) > 0) return WXC_ERR;
  if (f->object != NULL)
    put_object(L, e, f->object, table, path);
  else if (kind == WXC_IS_LIST)
    wxc_buf_add(e->out, "{}", 2); /* empty, marked as a list or not */
  else
    wxc_encode_value(L, e, table, path);
  return WXC_OK;
}

/* The value at an absolute index, as a field or as an item of one; `is` is its own type. */
static void put_value (lua_State *L, wxc_Encoder *e, const wxc_Field *f, int type, int value, int is, wxc_Path *path) {
  switch ((wxc_Type)type) {
  case WXC_TYPE_STRING: put_string(L, e, f, value, is, path); break;
  case WXC_TYPE_INTEGER: put_integer(L, e, f, value, is, path); break;
  case WXC_TYPE_NUMBER: put_number(L, e, f, value, is, path); break;
  case WXC_TYPE_BOOLEAN: put_boolean(L, e, value, is, path); break;
  case WXC_TYPE_ANY: wxc_encode_value(L, e, value, path); break;
  case WXC_TYPE_OBJECT:
  case WXC_TYPE_LIST:
    if (is == LUA_TTABLE && put_table(L, e, f, type, value, path) == WXC_OK) break;
    wrong_type(L, e, value, path, type == WXC_TYPE_LIST ? "a list" : "an object");
    break;
  case WXC_TYPE_FILE:
  case WXC_TYPE_NONE: break;
  }
}

/* ---- the root: query and multipart ---- */

/* The text of a JSON value: a string's own, the digits of a number, an object as it is. */
static const char *plain_text (lua_State *L, const wxc_Buf *json, size_t start, int value, size_t *len) {
  if (lua_type(L, value) == LUA_TSTRING && json->data[start] == '"') return lua_tolstring(L, value, len);
  *len = json->len - start;
  return json->data + start;
}

/* name=value, from what was checked and written to `out` as JSON. */
static void put_query (lua_State *L, wxc_Encoder *e, const wxc_Field *f, int value, wxc_Path *path, wxc_Buf *query) {
  size_t start = e->out->len, len, faults = e->report.faults.count;
  size_t seals = e->seals != NULL ? wxc_seals_count(e->seals) : 0;
  const char *text;
  put_value(L, e, f, f->type, value, lua_type(L, value), path);
  if (e->report.faults.count == faults && !e->out->failed) {
    text = plain_text(L, e->out, start, value, &len);
    if (lua_type(L, value) == LUA_TTABLE && len >= 2 && *text == '"') text++, len -= 2; /* came encrypted */
    if (query->len > 0) wxc_buf_byte(query, '&');
    wxc_query_escape(query, f->name, f->name_len);
    wxc_buf_byte(query, '=');
    if (e->seals != NULL && wxc_seals_count(e->seals) > seals) { /* its ciphertext comes here */
      wxc_Seal *seal = wxc_seals_get(e->seals, seals);
      seal->in_query = 1;
      seal->at = query->len;
    }
    else
      wxc_query_escape(query, text, len);
  }
  if (!e->out->failed) e->out->len = start;
}

static int has_string (lua_State *L, int table, const char *name) {
  int found;
  lua_pushstring(L, name);
  lua_rawget(L, table);
  found = lua_type(L, -1) == LUA_TSTRING;
  lua_pop(L, 1);
  return found;
}

static int check_file (lua_State *L, wxc_Encoder *e, int value, const wxc_Path *path) {
  if (lua_type(L, value) == LUA_TTABLE && (has_string(L, value, "path") || has_string(L, value, "bytes")))
    return WXC_OK;
  wxc_encode_fault(e, path, "use wxcard.file(path) or wxcard.bytes(data, name)", "must be a file, got %s",
                   wxc_value_name(L, e, value));
  return WXC_ERR;
}

/* Appends { name=, [key]= the value at the top } to the list at `list`, made when it is still nil. Pops the value. */
static void append (lua_State *L, int list, const wxc_Field *f, const char *key) {
  if (lua_isnil(L, list)) {
    lua_newtable(L);
    lua_replace(L, list);
  }
  lua_createtable(L, 0, 2); /* value entry */
  lua_insert(L, -2);        /* entry value */
  lua_setfield(L, -2, key);
  lua_pushlstring(L, f->name, f->name_len);
  lua_setfield(L, -2, "name");
  lua_rawseti(L, list, (int)lua_rawlen(L, list) + 1);
}

static void put_part (lua_State *L, wxc_Encoder *e, const wxc_Field *f, int value, wxc_Path *path, int files,
                      int parts) {
  size_t start = e->out->len, len, faults = e->report.faults.count;
  const char *text;
  if (f->type == WXC_TYPE_FILE) {
    if (check_file(L, e, value, path) != WXC_OK) return;
    lua_pushvalue(L, value);
    append(L, files, f, "value");
    return;
  }
  put_value(L, e, f, f->type, value, lua_type(L, value), path);
  if (e->report.faults.count == faults && !e->out->failed) {
    text = plain_text(L, e->out, start, value, &len);
    lua_pushlstring(L, text, len);
    append(L, parts, f, "text");
  }
  if (!e->out->failed) e->out->len = start;
}

/* Only looked at: whoever sends has put it into the path. */
static void look_at (lua_State *L, wxc_Encoder *e, const wxc_Field *f, int value, wxc_Path *path) {
  size_t start = e->out->len;
  put_value(L, e, f, f->type, value, lua_type(L, value), path);
  if (!e->out->failed) e->out->len = start;
}

static void put_outside (lua_State *L, wxc_Encoder *e, const Present *p, wxc_Path *root, wxc_Buf *query, int files,
                         int parts) {
  const wxc_Object *o = p->object;
  for (size_t i = 0; i < o->n && !wxc_encode_stop(e); i++) {
    const wxc_Field *f = &o->fields[i];
    wxc_Path at = {.up = root, .name = f->name, .len = f->name_len};
    int slot = slot_of(p, i);
    if (f->where == WXC_IN_BODY || !check_present(L, e, p, f, slot, &at)) continue;
    if (f->where == WXC_IN_QUERY)
      put_query(L, e, f, slot, &at, query);
    else if (f->where == WXC_IN_PATH)
      look_at(L, e, f, slot, &at);
    else
      put_part(L, e, f, slot, &at, files, parts);
  }
}

/* Unknown fields of a request without a body: they go where its own fields go, if they are plain values. */
static void put_unknown_outside (lua_State *L, wxc_Encoder *e, const wxc_Schema *s, int table, wxc_Path *root,
                                 wxc_Buf *query, int parts) {
  lua_pushnil(L);
  while (lua_next(L, table)) { /* key value */
    wxc_Field f = {.type = WXC_TYPE_ANY};
    wxc_Path at = {.up = root};
    int value = lua_gettop(L);
    at.name = f.name = lua_tolstring(L, -2, &at.len);
    f.name_len = (uint32_t)at.len;
    if (wxc_schema_find(s->root, at.name, at.len) == 0) {
      unknown_field(e, &at);
      if (s->has_multipart)
        put_part(L, e, &f, value, &at, 0, parts);
      else if (lua_type(L, value) == LUA_TTABLE)
        wrong_type(L, e, value, &at, "a plain value");
      else
        put_query(L, e, &f, value, &at, query);
    }
    lua_pop(L, 1);
  }
}

/* Pushes files and parts; the value is at an absolute index. */
static void put_root (lua_State *L, wxc_Encoder *e, const wxc_Schema *s, int value, wxc_Buf *query) {
  const wxc_Object *o = s->root;
  wxc_Path root = {0};
  int files, parts, first;
  Present p;
  lua_pushnil(L);
  files = lua_gettop(L);
  lua_pushnil(L);
  parts = files + 1;
  if (lua_type(L, value) != LUA_TTABLE) {
    wrong_type(L, e, value, &root, "an object");
    return;
  }
  wxc_buf_room(&e->slots, s->max_slots * sizeof(uint16_t));
  if (wxc_encode_enter(L, e, value, 2 * (int)o->n, &root) != WXC_OK) return;
  if (gather(L, e, o, value, &root, &p) == WXC_OK) {
    if (s->has_query || s->has_multipart || s->has_path) put_outside(L, e, &p, &root, query, files, parts);
    if (s->has_body) {
      wxc_buf_byte(e->out, '{');
      first = put_fields(L, e, &p, 1, &root);
      if (p.unknown && !wxc_encode_stop(e)) wxc_encode_members(L, e, value, o, first, unknown_field, &root);
      wxc_buf_byte(e->out, '}');
    }
    else if (p.unknown)
      put_unknown_outside(L, e, s, value, &root, query, parts);
    check_groups(L, e, &p, &root);
  }
  forget(e, &p);
  lua_settop(L, parts);
  wxc_encode_leave(e);
}

int wxc_marshal_with (lua_State *L, wxc_Encoder *e, int arg, const wxc_Schema *s, int strict, wxc_Buf *body,
                      wxc_Buf *query) {
  size_t body_start = body->len, query_start = query->len;
  int body_failed = body->failed, query_failed = query->failed;
  e->out = body;
  e->strict = strict;
  if (lua_isnoneornil(L, arg))
    lua_newtable(L);
  else
    lua_pushvalue(L, arg);
  put_root(L, e, s, lua_gettop(L), query); /* value files parts */
  if (query->failed) body->failed = query->failed;
  if (e->report.faults.count > 0 || body->failed) {
    lua_pop(L, 3);
    wxc_encoder_error(L, e);
    if (body->len > body_start) body->len = body_start;
    if (query->len > query_start) query->len = query_start;
    body->failed = body_failed, query->failed = query_failed;
    return WXC_ERR;
  }
  if (e->report.warnings.count > 0)
    wxc_push_faults(L, &e->report.warnings);
  else
    lua_pushnil(L);
  lua_remove(L, -4); /* files parts warnings */
  return WXC_OK;
}

static int marshal (lua_State *L, int arg, const wxc_Schema *s, int strict, wxc_Buf *body, wxc_Buf *query, int pay,
                    wxc_Seals *seals) {
  wxc_Encoder *e;
  int rc, at;
  arg = lua_absindex(L, arg);
  luaL_checkstack(L, LUA_MINSTACK, "marshalling"); /* may raise: nothing is open yet */
  e = wxc_encoder_open(L);
  e->pay = pay;
  e->seals = seals;
  at = lua_gettop(L);
  rc = wxc_marshal_with(L, e, arg, s, strict, body, query);
  wxc_encoder_close(e);
  lua_remove(L, at);
  return rc;
}

int wxc_marshal (lua_State *L, int arg, const wxc_Schema *s, int strict, wxc_Buf *body, wxc_Buf *query) {
  return marshal(L, arg, s, strict, body, query, 0, NULL);
}

int wxc_marshal_sealed (lua_State *L, int arg, const wxc_Schema *s, int strict, wxc_Buf *body, wxc_Buf *query,
                        wxc_Seals *seals) {
  return marshal(L, arg, s, strict, body, query, 1, seals);
}
