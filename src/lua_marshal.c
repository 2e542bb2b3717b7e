/*
** lua_marshal.c - a Lua table to a request, by a compiled schema: validates as it writes and gathers every fault.
**
** One lua_next pass over a table finds each key in the schema's hash table and leaves the value on the Lua stack; then the
** fields are written in the schema's order. No string is made and no key is looked up in Lua.
*/
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "json/number.h"
#include "json/utf8.h"
#include "json/write.h"
#include "lua_json.h"

#define SHOWN_BYTES 40 /* of an unknown value */
#define SHOWN_VALUES 6 /* of an enum */

/* Present fields of one object: the stack slot of each, 0 for an absent one. */
typedef struct Present {
  const wxc_Object *object;
  const int *slots;
  int unknown; /* whether there are others */
} Present;

/* ---- complaints ---- */

static void warn (wxc_Encoder *e, const wxc_Path *path, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

static void warn (wxc_Encoder *e, const wxc_Path *path, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  wxc_fault_add(&e->warnings, path, NULL, fmt, ap);
  va_end(ap);
}

/* About a limit of a field: a fault, or a warning where the field is advisory. */
static void complain (wxc_Encoder *e, int advisory, const wxc_Path *path, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

static void complain (wxc_Encoder *e, int advisory, const wxc_Path *path, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  wxc_fault_add(advisory ? &e->warnings : &e->faults, path, NULL, fmt, ap);
  va_end(ap);
}

static void wrong_type (lua_State *L, wxc_Encoder *e, int value, const wxc_Path *path, const char *want) {
  wxc_encode_fault(e, path, NULL, "must be %s, got %s", want, wxc_value_name(L, e, value));
}

static void unknown_field (wxc_Encoder *e, const wxc_Path *path) {
  if (e->strict)
    wxc_encode_fault(e, path, NULL, "unknown field");
  else if (!wxc_fault_told(&e->warnings, path))
    warn(e, path, "unknown field, sent as it is");
}

/* "A, B, C", cut after a few. */
static const char *list_values (wxc_Values values, char *to, size_t size) {
  size_t at = 0;
  to[0] = '\0';
  for (size_t i = 0; i < values.n && at < size; i++) {
    if (i == SHOWN_VALUES) {
      snprintf(to + at, size - at, ", ...");
      break;
    }
    at += (size_t)snprintf(to + at, size - at, "%s%s", i > 0 ? ", " : "", values.at[i].text);
  }
  return to;
}

/* ---- limits ---- */

static void not_in_enum (wxc_Encoder *e, const wxc_Field *f, const char *text, size_t len, const wxc_Path *path) {
  char values[256];
  char shown[SHOWN_BYTES + 1];
  size_t cut = wxc_utf8_cut(text, len, SHOWN_BYTES);
  for (size_t i = 0; i < cut; i++) shown[i] = (unsigned char)text[i] < 0x20 ? '?' : text[i];
  shown[cut] = '\0';
  list_values(f->values, values, sizeof(values));
  if (f->flags & WXC_SENSITIVE) {
    complain(e, f->flags & (WXC_ADVISORY | WXC_OPEN_ENUM), path, "unknown value, one of %s", values);
  }
  else { complain(e, f->flags & (WXC_ADVISORY | WXC_OPEN_ENUM), path, "unknown value '%s', one of %s", shown, values); }
}

static void check_string (wxc_Encoder *e, const wxc_Field *f, const char *s, size_t len, const wxc_Path *path) {
  int advisory = f->flags & WXC_ADVISORY;
  if ((f->flags & WXC_MAX_BYTES) && len > f->max_bytes) {
    complain(e, advisory, path, "%lu bytes, at most %lu", (unsigned long)len, (unsigned long)f->max_bytes);
  }
  if ((f->flags & WXC_MAX_CHARS) && len > f->max_chars) { /* fewer bytes cannot be more characters */
    size_t chars = wxc_utf8_length(s, len);
    if (chars > f->max_chars) {
      complain(e, advisory, path, "%lu characters, at most %lu", (unsigned long)chars, (unsigned long)f->max_chars);
    }
  }
  if (f->values.n > 0) {
    for (size_t i = 0; i < f->values.n; i++) {
      const wxc_Value *v = &f->values.at[i];
      if (v->type == WXC_VALUE_STRING && v->len == len && memcmp(v->text, s, len) == 0) return;
    }
    not_in_enum(e, f, s, len, path);
  }
}

static void check_number (wxc_Encoder *e, const wxc_Field *f, double n, const wxc_Path *path) {
  int advisory = f->flags & WXC_ADVISORY;
  if ((f->flags & WXC_MIN) && n < f->min) complain(e, advisory, path, "must be at least %.15g", f->min);
  if ((f->flags & WXC_MAX) && n > f->max) complain(e, advisory, path, "must be at most %.15g", f->max);
  if (f->values.n > 0) {
    char text[40];
    for (size_t i = 0; i < f->values.n; i++) {
      if (f->values.at[i].type == WXC_VALUE_NUMBER && f->values.at[i].number == n) return;
    }
    snprintf(text, sizeof(text), "%.15g", n);
    not_in_enum(e, f, text, strlen(text), path);
  }
}

static void check_items (wxc_Encoder *e, const wxc_Field *f, size_t n, const wxc_Path *path) {
  int advisory = f->flags & WXC_ADVISORY;
  if ((f->flags & WXC_MIN_ITEMS) && n < f->min_items) {
    complain(e, advisory, path, "%lu items, at least %lu", (unsigned long)n, (unsigned long)f->min_items);
  }
  if ((f->flags & WXC_MAX_ITEMS) && n > f->max_items) {
    complain(e, advisory, path, "%lu items, at most %lu", (unsigned long)n, (unsigned long)f->max_items);
  }
}

/* ---- scalars ---- */

static void put_string (lua_State *L, wxc_Encoder *e, const wxc_Field *f, int value, const wxc_Path *path) {
  size_t len;
  const char *s;
  if (lua_type(L, value) != LUA_TSTRING) {
    wrong_type(L, e, value, path, "a string");
    return;
  }
  s = lua_tolstring(L, value, &len);
  if (wxc_json_string(e->out, s, len) != WXC_OK)
    wxc_encode_fault(e, path, NULL, "not valid UTF-8");
  else if ((f->flags & (WXC_MAX_BYTES | WXC_MAX_CHARS)) || f->values.n > 0)
    check_string(e, f, s, len, path);
}

/* Digits, sent bare: how ids past 2^53 get through LuaJIT. */
static void put_digits (lua_State *L, wxc_Encoder *e, const wxc_Field *f, const char *s, size_t len,
                        const wxc_Path *path) {
  (void)L;
  if (wxc_number_kind(s, len) != WXC_INTEGER_TEXT) {
    wxc_encode_fault(e, path, NULL, "must be an integer, got a string that is none");
    return;
  }
  wxc_buf_add(e->out, s, len);
  check_number(e, f, wxc_number_double(s, len), path);
}

static void put_integer (lua_State *L, wxc_Encoder *e, const wxc_Field *f, int value, const wxc_Path *path) {
  size_t len;
  const char *s;
  lua_Number n;
  switch (lua_type(L, value)) {
  case LUA_TNUMBER:
    if (lua_isinteger(L, value)) {
      long long i = (long long)lua_tointeger(L, value);
      wxc_json_integer(e->out, i);
      check_number(e, f, (double)i, path);
      return;
    }
    n = lua_tonumber(L, value);
    if (n == floor(n) && n >= -WXC_EXACT && n <= WXC_EXACT) {
      wxc_json_integer(e->out, (long long)n);
      check_number(e, f, (double)n, path);
    }
    else if (n - n != 0)
      wxc_encode_fault(e, path, NULL, "must be a finite number");
    else if (n == floor(n)) {
      wxc_encode_fault(e, path, "give it as a string of digits", "past 2^53 a number has lost digits");
    }
    else
      wxc_encode_fault(e, path, NULL, "must be an integer, got a fraction");
    return;
  case LUA_TSTRING:
    s = lua_tolstring(L, value, &len);
    put_digits(L, e, f, s, len, path);
    return;
  case LUA_TTABLE:
    if (wxc_table_kind(L, e, value) == WXC_IS_NUMBER) {
      if ((s = wxc_encode_bignum(L, e, value, path, &len)) != NULL) put_digits(L, e, f, s, len, path);
      return;
    }
    break;
  default: break;
  }
  wrong_type(L, e, value, path, "an integer");
}

static void put_number (lua_State *L, wxc_Encoder *e, const wxc_Field *f, int value, const wxc_Path *path) {
  if (lua_type(L, value) == LUA_TNUMBER) {
    lua_Number n = lua_tonumber(L, value);
    wxc_encode_number(L, e, value, path);
    if (n - n == 0) check_number(e, f, (double)n, path);
  }
  else if (lua_type(L, value) == LUA_TTABLE && wxc_table_kind(L, e, value) == WXC_IS_NUMBER) {
    size_t len;
    const char *s = wxc_encode_bignum(L, e, value, path, &len);
    if (s == NULL) return;
    wxc_buf_add(e->out, s, len);
    check_number(e, f, wxc_number_double(s, len), path);
  }
  else
    wrong_type(L, e, value, path, "a number");
}

static void put_boolean (lua_State *L, wxc_Encoder *e, int value, const wxc_Path *path) {
  if (lua_type(L, value) != LUA_TBOOLEAN)
    wrong_type(L, e, value, path, "a boolean");
  else if (lua_toboolean(L, value))
    wxc_buf_add(e->out, "true", 4);
  else
    wxc_buf_add(e->out, "false", 5);
}

/* ---- objects and lists ---- */

static void put_value (lua_State *L, wxc_Encoder *e, const wxc_Field *f, int type, int value, wxc_Path *path);

/* Leaves the values on the stack; the caller sets the top back. WXC_ERR (and a fault) when it is no object. */
static int gather (lua_State *L, wxc_Encoder *e, const wxc_Object *o, int table, const wxc_Path *path, Present *p) {
  int *slots;
  size_t size = o->n * sizeof(*slots);
  int next = lua_gettop(L) + 1;
  p->object = o;
  p->slots = NULL;
  p->unknown = 0;
  if (!lua_checkstack(L, (int)o->n + 8)) return wxc_encode_fault(e, path, NULL, "nested too deep"), WXC_ERR;
  slots = (int *)(void *)wxc_buf_room(&e->slots, size); /* reserved for the deepest chain: never moves */
  if (slots == NULL) return e->out->failed = e->slots.failed, WXC_ERR;
  memset(slots, 0, size);
  e->slots.len += size;
  p->slots = slots;
  lua_pushnil(L);
  while (lua_next(L, table)) { /* values... key value */
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
      slots[at - 1] = next++;
      lua_insert(L, -2); /* values... value key */
    }
    else {
      p->unknown = 1;
      lua_pop(L, 1);
    }
  }
  return WXC_OK;
}

static void forget (wxc_Encoder *e, const Present *p) {
  if (p->slots != NULL) e->slots.len -= p->object->n * sizeof(*p->slots);
}

/* Whether a field has a value that is not null. */
static inline int present (lua_State *L, const Present *p, uint32_t field) {
  return p->slots[field] != 0 && !wxc_is_null(L, p->slots[field]);
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
    complain(e, f->flags & WXC_ADVISORY, path, "required");
  else if (f->sibling != 0 && p->slots[f->sibling - 1] != 0 && one_of(L, p->slots[f->sibling - 1], f->when)) {
    char values[256];
    complain(e, f->flags & WXC_ADVISORY, path, "required when %s is %s", p->object->fields[f->sibling - 1].name,
             list_values(f->when, values, sizeof(values)));
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
  warn(e, path, "%s", f->warn);
}

static void check_groups (lua_State *L, wxc_Encoder *e, const Present *p, const wxc_Path *path) {
  const wxc_Object *o = p->object;
  for (size_t g = 0; g < o->n_groups; g++) {
    const wxc_Group *group = &o->groups[g];
    const wxc_Field *f = &o->fields[group->fields[0]];
    wxc_Path at = {.up = path, .name = f->name, .len = f->name_len};
    char names[256] = "";
    size_t i = 0, len = 0;
    while (i < group->n && !present(L, p, group->fields[i])) i++;
    if (i < group->n) continue;
    for (i = 0; i < group->n && len < sizeof(names); i++) {
      len += (size_t)snprintf(names + len, sizeof(names) - len, "%s%s", i > 0 ? ", " : "",
                              o->fields[group->fields[i]].name);
    }
    wxc_encode_fault(e, &at, NULL, "required: one of %s", names);
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

/* Without braces; returns whether nothing was written, so that the next one has no comma. */
static int put_fields (lua_State *L, wxc_Encoder *e, const Present *p, int first, const wxc_Path *path) {
  const wxc_Object *o = p->object;
  for (size_t i = 0; i < o->n; i++) {
    const wxc_Field *f = &o->fields[i];
    int slot = p->slots[i];
    if (f->where != WXC_IN_BODY || (slot == 0 && !(f->flags & WXC_REQUIRED) && f->sibling == 0)) continue;
    wxc_Path at = {.up = path, .name = f->name, .len = f->name_len};
    int there = check_present(L, e, p, f, slot, &at);
    if (slot == 0) continue;
    wxc_buf_add(e->out, f->lead + first, f->lead_len - (size_t)first); /* its comma comes first */
    first = 0;
    if (there)
      put_value(L, e, f, f->type, slot, &at);
    else
      wxc_buf_add(e->out, "null", 4);
    if (wxc_encode_stop(e)) break;
  }
  return first;
}

static void put_object (lua_State *L, wxc_Encoder *e, const wxc_Object *o, int table, wxc_Path *path) {
  int top = lua_gettop(L), first;
  Present p;
  if (wxc_encode_enter(L, e, table, path) != WXC_OK) return;
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
  put_value(L, e, f, f->items, value, path);
}

static void put_list (lua_State *L, wxc_Encoder *e, const wxc_Field *f, int table, wxc_Path *path) {
  if (wxc_encode_enter(L, e, table, path) != WXC_OK) return;
  check_items(e, f, wxc_encode_list(L, e, table, path, put_item, f), path);
  wxc_encode_leave(e);
}

/* The value at an absolute index, as a field or as an item of one. */
static void put_value (lua_State *L, wxc_Encoder *e, const wxc_Field *f, int type, int value, wxc_Path *path) {
  wxc_TableKind kind;
  switch ((wxc_Type)type) {
  case WXC_TYPE_STRING: put_string(L, e, f, value, path); return;
  case WXC_TYPE_INTEGER: put_integer(L, e, f, value, path); return;
  case WXC_TYPE_NUMBER: put_number(L, e, f, value, path); return;
  case WXC_TYPE_BOOLEAN: put_boolean(L, e, value, path); return;
  case WXC_TYPE_ANY: wxc_encode_value(L, e, value, path); return;
  case WXC_TYPE_OBJECT:
    if (lua_type(L, value) != LUA_TTABLE) break;
    if (f->object != NULL && !lua_getmetatable(L, value)) {
      put_object(L, e, f->object, value, path); /* which sees for itself whether it is one */
      return;
    }
    if (f->object != NULL) lua_pop(L, 1);
    kind = wxc_table_kind(L, e, value);
    if (kind == WXC_IS_NUMBER || (kind == WXC_IS_LIST && lua_rawlen(L, value) > 0)) break;
    if (f->object != NULL)
      put_object(L, e, f->object, value, path);
    else if (kind == WXC_IS_LIST)
      wxc_buf_add(e->out, "{}", 2); /* an empty one, marked or not */
    else
      wxc_encode_value(L, e, value, path);
    return;
  case WXC_TYPE_LIST:
    if (lua_type(L, value) != LUA_TTABLE) break;
    kind = wxc_table_kind(L, e, value);
    if (kind == WXC_IS_NUMBER || kind == WXC_IS_OBJECT) break;
    put_list(L, e, f, value, path);
    return;
  case WXC_TYPE_FILE:
  case WXC_TYPE_NONE: break;
  }
  wrong_type(L, e, value, path, type == WXC_TYPE_LIST ? "a list" : "an object");
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
  size_t start = e->out->len, len, faults = e->faults.count;
  const char *text;
  put_value(L, e, f, f->type, value, path);
  if (e->faults.count == faults && !e->out->failed) {
    text = plain_text(L, e->out, start, value, &len);
    if (query->len > 0) wxc_buf_byte(query, '&');
    wxc_query_escape(query, f->name, f->name_len);
    wxc_buf_byte(query, '=');
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
  size_t start = e->out->len, len, faults = e->faults.count;
  const char *text;
  if (f->type == WXC_TYPE_FILE) {
    if (check_file(L, e, value, path) != WXC_OK) return;
    lua_pushvalue(L, value);
    append(L, files, f, "value");
    return;
  }
  put_value(L, e, f, f->type, value, path);
  if (e->faults.count == faults && !e->out->failed) {
    text = plain_text(L, e->out, start, value, &len);
    lua_pushlstring(L, text, len);
    append(L, parts, f, "text");
  }
  if (!e->out->failed) e->out->len = start;
}

static void put_outside (lua_State *L, wxc_Encoder *e, const Present *p, wxc_Path *root, wxc_Buf *query, int files,
                         int parts) {
  const wxc_Object *o = p->object;
  for (size_t i = 0; i < o->n && !wxc_encode_stop(e); i++) {
    const wxc_Field *f = &o->fields[i];
    wxc_Path at = {.up = root, .name = f->name, .len = f->name_len};
    if (f->where == WXC_IN_BODY || !check_present(L, e, p, f, p->slots[i], &at)) continue;
    if (f->where == WXC_IN_QUERY)
      put_query(L, e, f, p->slots[i], &at, query);
    else
      put_part(L, e, f, p->slots[i], &at, files, parts);
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
  wxc_buf_room(&e->slots, s->max_slots * sizeof(int));
  if (wxc_encode_enter(L, e, value, &root) != WXC_OK) return;
  if (gather(L, e, o, value, &root, &p) == WXC_OK) {
    if (s->has_query || s->has_multipart) put_outside(L, e, &p, &root, query, files, parts);
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
  if (e->faults.count > 0 || body->failed) {
    lua_pop(L, 3);
    wxc_encoder_error(L, e);
    if (body->len > body_start) body->len = body_start;
    if (query->len > query_start) query->len = query_start;
    body->failed = body_failed, query->failed = query_failed;
    return WXC_ERR;
  }
  if (e->warnings.count > 0)
    wxc_push_faults(L, &e->warnings);
  else
    lua_pushnil(L);
  lua_remove(L, -4); /* files parts warnings */
  return WXC_OK;
}

int wxc_marshal (lua_State *L, int arg, const wxc_Schema *s, int strict, wxc_Buf *body, wxc_Buf *query) {
  wxc_Encoder *e;
  int rc, at;
  arg = lua_absindex(L, arg);
  luaL_checkstack(L, LUA_MINSTACK, "marshalling"); /* may raise: nothing is open yet */
  e = wxc_encoder_open(L);
  at = lua_gettop(L);
  rc = wxc_marshal_with(L, e, arg, s, strict, body, query);
  wxc_encoder_close(e);
  lua_remove(L, at);
  return rc;
}
