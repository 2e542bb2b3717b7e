/*
** lua_schema.c - wxcard.core.schema: compiles lists of fields, and gives them as objects with encode and check.
** Compiling raises on a malformed field, a mistake in a catalogue. All it allocates is the schema userdata's own.
*/
#include <stdio.h>

#include "json/write.h"
#include "lua_json.h"

#define SCHEMA "wxcard.schema"

/* Where we are in the fields, for messages. */
typedef struct Place {
  const struct Place *up;
  const char *name;
} Place;

/* Names come from lua_tostring and are alive on the stack. */
static int malformed (lua_State *L, const Place *place, const char *what, const char *detail) {
  luaL_Buffer b;
  const char *names[WXC_SCHEMA_DEPTH + 2];
  int n = 0;
  for (; place != NULL && n < WXC_SCHEMA_DEPTH + 2; place = place->up) names[n++] = place->name;
  luaL_buffinit(L, &b);
  luaL_addstring(&b, "schema: ");
  while (n-- > 0) {
    luaL_addstring(&b, names[n]);
    luaL_addstring(&b, n > 0 ? "." : ": ");
  }
  luaL_addstring(&b, what);
  luaL_addstring(&b, detail);
  luaL_pushresult(&b);
  luaL_where(L, 1);
  lua_insert(L, -2);
  lua_concat(L, 2);
  return lua_error(L);
}

static void *allocate (lua_State *L, wxc_Schema *s, size_t n) {
  void *p = wxc_schema_alloc(s, n > 0 ? n : 1);
  if (p == NULL) luaL_error(L, "not enough memory");
  return p;
}

/* A zero-terminated copy of the string at the top. */
static const char *copy_string (lua_State *L, wxc_Schema *s, size_t *len) {
  const char *from = lua_tolstring(L, -1, len);
  char *to = allocate(L, s, *len + 1);
  memcpy(to, from, *len);
  return to;
}

/* ---- values of an enum or of required_when ---- */

/* The value at the top. */
static void read_value (lua_State *L, wxc_Schema *s, wxc_Value *v, const Place *place, const char *what) {
  char text[40];
  switch (lua_type(L, -1)) {
  case LUA_TSTRING:
    v->type = WXC_VALUE_STRING;
    v->text = copy_string(L, s, &v->len);
    return;
  case LUA_TNUMBER:
    v->type = WXC_VALUE_NUMBER;
    v->number = (double)lua_tonumber(L, -1);
    snprintf(text, sizeof(text), "%.15g", v->number);
    break;
  case LUA_TBOOLEAN:
    v->type = WXC_VALUE_BOOLEAN;
    v->number = lua_toboolean(L, -1);
    snprintf(text, sizeof(text), "%s", lua_toboolean(L, -1) ? "true" : "false");
    break;
  default: malformed(L, place, what, " has a value that is no string, number or boolean");
  }
  lua_pushstring(L, text);
  v->text = copy_string(L, s, &v->len);
  lua_pop(L, 1);
}

/* The list at the top, from item `from` on. */
static wxc_Values read_values (lua_State *L, wxc_Schema *s, int from, const Place *place, const char *what) {
  wxc_Values values;
  wxc_Value *at;
  int n = lua_type(L, -1) == LUA_TTABLE ? (int)lua_rawlen(L, -1) - from + 1 : 0;
  if (n <= 0) malformed(L, place, what, " must be a list of values");
  values.at = at = allocate(L, s, (size_t)n * sizeof(*at));
  values.n = (size_t)n;
  for (int i = 0; i < n; i++) {
    lua_rawgeti(L, -1, from + i);
    read_value(L, s, &at[i], place, what);
    lua_pop(L, 1);
  }
  return values;
}

/* ---- one field ---- */

static wxc_Type type_named (const char *name) {
  static const char *const names[] = {"", "string", "integer", "number", "boolean", "object", "list", "file", "any"};
  for (int i = 1; i < (int)(sizeof(names) / sizeof(names[0])); i++) {
    if (strcmp(name, names[i]) == 0) return (wxc_Type)i;
  }
  return WXC_TYPE_NONE;
}

/* What an attribute may be, and on which types it makes sense (bits of wxc_Type, 0 for all). */
typedef enum { CARRIED, FLAG, SIZE, NUMBER, ENUM, ITEMS, FIELDS, WHEN, GROUPS, WHERE, WARN, FORMAT } Kind;

#define ON(type) (1u << (type))
#define TEXTS (ON(WXC_TYPE_STRING) | ON(WXC_TYPE_LIST))
#define NUMBERS (ON(WXC_TYPE_INTEGER) | ON(WXC_TYPE_NUMBER) | ON(WXC_TYPE_LIST))
#define LISTS ON(WXC_TYPE_LIST)
#define OBJECTS (ON(WXC_TYPE_OBJECT) | ON(WXC_TYPE_LIST))

static const struct Attribute {
  const char *name;
  Kind kind;
  unsigned types;
  uint32_t flag;
  size_t at; /* in wxc_Field */
} attributes[] = {
    {"required", FLAG, 0, WXC_REQUIRED, 0},
    {"advisory", FLAG, 0, WXC_ADVISORY, 0},
    {"open_enum", FLAG, 0, WXC_OPEN_ENUM, 0},
    {"sensitive", FLAG, 0, WXC_SENSITIVE, 0},
    {"max_bytes", SIZE, TEXTS | ON(WXC_TYPE_FILE), WXC_MAX_BYTES, offsetof(wxc_Field, max_bytes)},
    {"max_chars", SIZE, TEXTS, WXC_MAX_CHARS, offsetof(wxc_Field, max_chars)},
    {"min_items", SIZE, LISTS, WXC_MIN_ITEMS, offsetof(wxc_Field, min_items)},
    {"max_items", SIZE, LISTS, WXC_MAX_ITEMS, offsetof(wxc_Field, max_items)},
    {"min", NUMBER, NUMBERS, WXC_MIN, offsetof(wxc_Field, min)},
    {"max", NUMBER, NUMBERS, WXC_MAX, offsetof(wxc_Field, max)},
    {"enum", ENUM, TEXTS | NUMBERS, 0, 0},
    {"items", ITEMS, LISTS, 0, 0},
    {"fields", FIELDS, OBJECTS, 0, 0},
    {"any_of", GROUPS, OBJECTS, 0, 0},
    {"required_when", WHEN, 0, 0, 0},
    {"in", WHERE, 0, 0, 0},
    {"warn", WARN, 0, 0, 0},
    {"format", FORMAT, 0, WXC_TIME, 0},
    {"doc", CARRIED, 0, 0, 0},
    {"doc_zh", CARRIED, 0, 0, 0},
    {"doc_conflict", CARRIED, 0, 0, 0},
    {"unit", CARRIED, 0, 0, 0},
    {"default", CARRIED, 0, 0, 0},
    {"example", CARRIED, 0, 0, 0},
    {"when", CARRIED, 0, 0, 0},
    {"review", CARRIED, 0, 0, 0},
    {"fixed", CARRIED, 0, 0, 0},
    {"notes", CARRIED, 0, 0, 0},
    {"encrypted", CARRIED, 0, 0, 0},
};

static void read_size (lua_State *L, wxc_Field *f, const struct Attribute *a, const Place *place) {
  lua_Number n = lua_type(L, -1) == LUA_TNUMBER ? lua_tonumber(L, -1) : -1;
  if (n < 0 || n > 4294967295.0 || n != (lua_Number)(uint32_t)n)
    malformed(L, place, a->name, " must be a whole number");
  *(size_t *)(void *)((char *)f + a->at) = (size_t)n;
  f->flags |= a->flag;
}

static void read_where (lua_State *L, wxc_Field *f, const Place *place) {
  const char *where = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
  if (place->up != NULL) malformed(L, place, "in", " is for the outermost fields");
  if (strcmp(where, "query") == 0)
    f->where = WXC_IN_QUERY;
  else if (strcmp(where, "multipart") == 0)
    f->where = WXC_IN_MULTIPART;
  else if (strcmp(where, "path") == 0)
    f->where = WXC_IN_PATH;
  else
    malformed(L, place, "in", " must be \"query\", \"multipart\" or \"path\"");
}

/* The attribute's value is at the top. Those that need others are read in their order by read_field. */
static void read_attribute (lua_State *L, wxc_Schema *s, wxc_Field *f, const struct Attribute *a, const Place *place) {
  size_t len;
  if (a->types != 0 && !(a->types & ON(f->type))) malformed(L, place, a->name, " does not go with this type");
  switch (a->kind) {
  case FLAG:
    if (lua_type(L, -1) != LUA_TBOOLEAN) malformed(L, place, a->name, " must be true or false");
    if (lua_toboolean(L, -1)) f->flags |= a->flag;
    break;
  case SIZE: read_size(L, f, a, place); break;
  case NUMBER:
    if (lua_type(L, -1) != LUA_TNUMBER) malformed(L, place, a->name, " must be a number");
    *(double *)(void *)((char *)f + a->at) = (double)lua_tonumber(L, -1);
    f->flags |= a->flag;
    break;
  case ENUM: f->values = read_values(L, s, 1, place, a->name); break;
  case WHERE: read_where(L, f, place); break;
  case WARN:
    if (lua_type(L, -1) != LUA_TSTRING) malformed(L, place, a->name, " must be a text");
    f->warn = copy_string(L, s, &len);
    break;
  case ITEMS:
    f->items = (uint8_t)(lua_type(L, -1) == LUA_TSTRING ? type_named(lua_tostring(L, -1)) : WXC_TYPE_NONE);
    if (f->items == WXC_TYPE_NONE || f->items == WXC_TYPE_LIST || f->items == WXC_TYPE_FILE) {
      malformed(L, place, a->name, " must be string, integer, number, boolean, object or any");
    }
    break;
  case FORMAT:
    if (lua_type(L, -1) != LUA_TSTRING) malformed(L, place, a->name, " must be a text");
    if (strcmp(lua_tostring(L, -1), "rfc3339") == 0) f->flags |= a->flag;
    break;
  case WHEN:
    if (lua_type(L, -1) != LUA_TTABLE) malformed(L, place, a->name, " must be { sibling, value, ... }");
    f->when = read_values(L, s, 2, place, a->name); /* the sibling itself: when all have their names */
    break;
  case FIELDS:
  case GROUPS:
  case CARRIED: break;
  }
}

/* Every attribute of the field at the top, each known by its name. */
static void read_attributes (lua_State *L, wxc_Schema *s, wxc_Field *f, const Place *place) {
  lua_pushnil(L);
  while (lua_next(L, -2)) { /* field key value */
    size_t i = 0, n = sizeof(attributes) / sizeof(attributes[0]);
    if (lua_type(L, -2) == LUA_TNUMBER) {
      lua_Number at = lua_tonumber(L, -2);
      if (at != 1 && at != 2) malformed(L, place, "more than a name and a type", "");
    }
    else {
      const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?";
      while (i < n && strcmp(name, attributes[i].name) != 0) i++;
      if (i == n) malformed(L, place, "no such attribute: ", name);
      read_attribute(L, s, f, &attributes[i], place);
    }
    lua_pop(L, 1);
  }
}

static const wxc_Object *compile_object (lua_State *L, wxc_Schema *s, int list, int any_of, const Place *place,
                                         int depth, size_t slots);

/* Pushes field[name]. */
static void get (lua_State *L, int field, const char *name) {
  lua_pushstring(L, name);
  lua_rawget(L, field);
}

/* ,"name": encoded once */
static void make_lead (lua_State *L, wxc_Schema *s, wxc_Field *f, const Place *place) {
  wxc_Buf b;
  char *lead = allocate(L, s, f->name_len * 6u + 8 + WXC_LEAD_ROOM);
  int rc;
  wxc_buf_init(&b, f->name_len * 6u + 8);
  wxc_buf_byte(&b, ',');
  rc = wxc_json_string(&b, f->name, f->name_len);
  wxc_buf_byte(&b, ':');
  if (rc == WXC_OK && b.failed) rc = WXC_ERR;
  if (rc == WXC_OK) {
    memcpy(lead, b.data, b.len);
    f->lead = lead, f->lead_len = (uint32_t)b.len;
  }
  wxc_buf_free(&b); /* before anything that raises */
  if (rc != WXC_OK) malformed(L, place, "the name is not valid UTF-8", "");
}

/* Where a field goes has to suit what it is. */
static void check_where (lua_State *L, wxc_Schema *s, const wxc_Field *f, const Place *place) {
  if (f->type == WXC_TYPE_FILE && f->where != WXC_IN_MULTIPART)
    malformed(L, place, "a file has to be in = \"multipart\"", "");
  if (f->where == WXC_IN_QUERY && f->type >= WXC_TYPE_OBJECT)
    malformed(L, place, "only plain values go into the query", "");
  if (f->where == WXC_IN_PATH && f->type >= WXC_TYPE_OBJECT)
    malformed(L, place, "only plain values go into the path", "");
  if (place->up == NULL) {
    if (f->where == WXC_IN_QUERY)
      s->has_query = 1;
    else if (f->where == WXC_IN_MULTIPART)
      s->has_multipart = 1;
    else if (f->where == WXC_IN_PATH)
      s->has_path = 1;
    else
      s->has_body = 1;
  }
}

/* The field is the table at the top. */
static void compile_field (lua_State *L, wxc_Schema *s, wxc_Field *f, const Place *up, int depth, size_t slots) {
  Place place = {up, "?"};
  int field = lua_gettop(L);
  size_t len;
  if (lua_type(L, field) != LUA_TTABLE) malformed(L, up, "a field must be { name, type, ... }", "");
  luaL_checkstack(L, 16, "schema");
  lua_rawgeti(L, field, 1);
  if (lua_type(L, -1) != LUA_TSTRING) malformed(L, up, "a field without a name", "");
  f->name = place.name = copy_string(L, s, &len);
  f->name_len = (uint32_t)len;
  lua_rawgeti(L, field, 2);
  f->type = (uint8_t)(lua_type(L, -1) == LUA_TSTRING ? type_named(lua_tostring(L, -1)) : WXC_TYPE_NONE);
  if (f->type == WXC_TYPE_NONE) {
    malformed(L, &place, "unknown type ", lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "(none)");
  }
  lua_settop(L, field);
  f->items = WXC_TYPE_ANY;
  read_attributes(L, s, f, &place);
  make_lead(L, s, f, &place);
  check_where(L, s, f, &place);
  get(L, field, "fields");
  get(L, field, "any_of"); /* field fields any_of */
  if (!lua_isnil(L, field + 1)) {
    if (f->type == WXC_TYPE_LIST && f->items == WXC_TYPE_ANY) f->items = WXC_TYPE_OBJECT;
    if (f->type == WXC_TYPE_LIST && f->items != WXC_TYPE_OBJECT)
      malformed(L, &place, "fields are for items = \"object\"", "");
    f->object = compile_object(L, s, field + 1, field + 2, &place, depth + 1, slots);
  }
  else if (!lua_isnil(L, field + 2))
    malformed(L, &place, "any_of without fields", "");
  lua_settop(L, field);
}

/* ---- objects ---- */

/* Indices of the fields named in the list at the top. */
static void read_group (lua_State *L, wxc_Schema *s, const wxc_Object *o, wxc_Group *g, const Place *place) {
  int n = lua_type(L, -1) == LUA_TTABLE ? (int)lua_rawlen(L, -1) : 0;
  uint32_t *at;
  if (n == 0) malformed(L, place, "any_of must be a list of lists of names", "");
  g->fields = at = allocate(L, s, (size_t)n * sizeof(*at));
  g->n = (size_t)n;
  for (int i = 0; i < n; i++) {
    size_t len;
    const char *name;
    lua_rawgeti(L, -1, i + 1);
    name = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &len) : NULL;
    if (name == NULL || (at[i] = wxc_schema_find(o, name, len)) == 0) {
      malformed(L, place, "any_of names no field: ", name ? name : "?");
    }
    at[i]--;
    lua_pop(L, 1);
  }
}

static void read_groups (lua_State *L, wxc_Schema *s, wxc_Object *o, int any_of, const Place *place) {
  wxc_Group *groups;
  if (lua_isnil(L, any_of)) return;
  if (lua_type(L, any_of) != LUA_TTABLE) malformed(L, place, "any_of must be a list of lists of names", "");
  o->n_groups = lua_rawlen(L, any_of);
  o->groups = groups = allocate(L, s, o->n_groups * sizeof(*groups));
  for (size_t i = 0; i < o->n_groups; i++) {
    lua_rawgeti(L, any_of, (int)i + 1);
    read_group(L, s, o, &groups[i], place);
    lua_pop(L, 1);
  }
}

/* required_when's sibling, now that every field has its name. The field is the table at the top. */
static void find_sibling (lua_State *L, const wxc_Object *o, wxc_Field *f, const Place *up) {
  Place place = {up, f->name};
  size_t len;
  const char *name;
  if (f->when.n == 0) return;
  get(L, lua_gettop(L), "required_when");
  lua_rawgeti(L, -1, 1);
  name = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &len) : NULL;
  if (name == NULL || (f->sibling = wxc_schema_find(o, name, len)) == 0) {
    malformed(L, &place, "required_when names no sibling: ", name ? name : "?");
  }
  lua_pop(L, 2);
}

/* `slots`: fields of the objects around this one. */
static const wxc_Object *compile_object (lua_State *L, wxc_Schema *s, int list, int any_of, const Place *place,
                                         int depth, size_t slots) {
  wxc_Object *o = allocate(L, s, sizeof(*o));
  const wxc_Field *twice = NULL;
  wxc_Field *fields;
  if (lua_type(L, list) != LUA_TTABLE) malformed(L, place, "fields must be a list", "");
  if (depth > WXC_SCHEMA_DEPTH) malformed(L, place, "nested too deep", "");
  o->n = lua_rawlen(L, list);
  if (o->n > WXC_FIELDS_MAX) malformed(L, place, "too many fields", "");
  o->fields = fields = allocate(L, s, o->n * sizeof(*fields));
  slots += WXC_PADDED(o->n);
  if (slots > s->max_slots) s->max_slots = slots;
  for (size_t i = 0; i < o->n; i++) {
    lua_rawgeti(L, list, (int)i + 1);
    compile_field(L, s, &fields[i], place, depth, slots);
    lua_pop(L, 1);
  }
  if (!wxc_schema_index(s, o, &twice)) luaL_error(L, "not enough memory");
  if (twice != NULL) malformed(L, place, "a field is there twice: ", twice->name);
  for (size_t i = 0; i < o->n; i++) {
    lua_rawgeti(L, list, (int)i + 1);
    find_sibling(L, o, &fields[i], place);
    lua_pop(L, 1);
  }
  read_groups(L, s, o, any_of, place);
  return o;
}

/* ---- the class ---- */

static int schema_gc (lua_State *L) {
  wxc_schema_free(luaL_checkudata(L, 1, SCHEMA));
  return 0;
}

/* compile(fields[, { any_of = }]) -> schema */
static int schema_compile (lua_State *L) {
  wxc_Schema *s;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  if (lua_isnil(L, 2))
    lua_pushnil(L);
  else {
    luaL_checktype(L, 2, LUA_TTABLE);
    get(L, 2, "any_of");
  }
  s = wxc_newobject(L, sizeof(*s), SCHEMA); /* fields opts any_of schema */
  s->root = compile_object(L, s, 1, 3, NULL, 1, 0);
  if (s->has_body && s->has_multipart) malformed(L, NULL, "JSON and multipart fields in one request", "");
  if (!s->has_query && !s->has_multipart && !s->has_path) s->has_body = 1; /* without any field, too: {} */
  return 1;
}

const wxc_Schema *wxc_checkschema (lua_State *L, int arg) {
  const wxc_Schema *s = luaL_checkudata(L, arg, SCHEMA);
  luaL_argcheck(L, s->root != NULL, arg, "a schema that was collected");
  return s;
}

static int strict_option (lua_State *L, int arg) {
  int strict;
  if (lua_isnoneornil(L, arg)) return 0;
  luaL_checktype(L, arg, LUA_TTABLE);
  get(L, arg, "strict");
  strict = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return strict;
}

/* Sets result[name] of the table at the top to what lies `at`, if that is not nil. */
static void set_result (lua_State *L, int at, const char *name) {
  if (lua_isnil(L, at)) return;
  lua_pushvalue(L, at);
  lua_setfield(L, -2, name);
}

/* schema:encode(value[, { strict = }]) -> { body =, query =, files =, parts =, warnings = } | nil, err */
static int schema_encode (lua_State *L) {
  const wxc_Schema *s = wxc_checkschema(L, 1);
  int strict = strict_option(L, 3), top = 3;
  wxc_Encoder *e;
  lua_settop(L, top);
  e = wxc_encoder_open(L);
  if (wxc_marshal_with(L, e, 2, s, strict, &e->text, &e->query) != WXC_OK) {
    lua_pushnil(L);
    lua_insert(L, -2);
    wxc_encoder_close(e);
    return 2;
  }
  lua_createtable(L, 0, 3); /* encoder files parts warnings result */
  if (e->text.len > 0) {
    lua_pushlstring(L, e->text.data, e->text.len);
    lua_setfield(L, -2, "body");
  }
  if (e->query.len > 0) {
    lua_pushlstring(L, e->query.data, e->query.len);
    lua_setfield(L, -2, "query");
  }
  wxc_encoder_close(e);
  set_result(L, top + 2, "files");
  set_result(L, top + 3, "parts");
  set_result(L, top + 4, "warnings");
  return 1;
}

/* schema:check(value[, { strict = }]) -> true, warnings? | nil, err */
static int schema_check (lua_State *L) {
  const wxc_Schema *s = wxc_checkschema(L, 1);
  int strict = strict_option(L, 3), rc;
  wxc_Encoder *e;
  lua_settop(L, 3);
  e = wxc_encoder_open(L);
  rc = wxc_marshal_with(L, e, 2, s, strict, &e->text, &e->query);
  wxc_encoder_close(e);
  if (rc == WXC_OK)
    lua_pushboolean(L, 1);
  else
    lua_pushnil(L);
  lua_insert(L, -2); /* with the warnings, or the error */
  return 2;
}

static const luaL_Reg methods[] = {{"encode", schema_encode}, {"check", schema_check}, {NULL, NULL}};

static const luaL_Reg metamethods[] = {{"__gc", schema_gc}, {NULL, NULL}};

static const luaL_Reg functions[] = {{"compile", schema_compile}, {NULL, NULL}};

int wxc_open_schema (lua_State *L) {
  wxc_newclass(L, SCHEMA, methods, metamethods);
  wxc_newclass(L, WXC_ENCRYPTED_MT, NULL, NULL);
  luaL_newlib(L, functions);
  luaL_getmetatable(L, WXC_ENCRYPTED_MT);
  lua_setfield(L, -2, "encrypted_mt");
  return 1;
}
