/*
** schema.h - the fields of a request or an answer, compiled: a tree in one arena, owned by one wxc_Schema.
** Built once by lua_schema.c and only read afterwards.
*/
#ifndef WXC_SCHEMA_H
#define WXC_SCHEMA_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define WXC_FIELDS_MAX 1000 /* of one object */
#define WXC_SCHEMA_DEPTH 32
#define WXC_LEAD_ROOM 32 /* copied at once: a fixed size needs no call */

typedef enum {
  WXC_TYPE_NONE,
  WXC_TYPE_STRING,
  WXC_TYPE_INTEGER,
  WXC_TYPE_NUMBER,
  WXC_TYPE_BOOLEAN,
  WXC_TYPE_OBJECT,
  WXC_TYPE_LIST,
  WXC_TYPE_FILE,
  WXC_TYPE_ANY
} wxc_Type;

typedef enum { WXC_IN_BODY, WXC_IN_QUERY, WXC_IN_MULTIPART, WXC_IN_PATH } wxc_Where;

/* What a field has, one bit each. */
enum {
  WXC_REQUIRED = 1,
  WXC_ADVISORY = 2, /* its limits, enum and requirement warn */
  WXC_OPEN_ENUM = 4,
  WXC_SENSITIVE = 8, /* an unknown value is not shown */
  WXC_MIN = 16,
  WXC_MAX = 32,
  WXC_MAX_BYTES = 64,
  WXC_MAX_CHARS = 128,
  WXC_MIN_ITEMS = 256,
  WXC_MAX_ITEMS = 512,
  WXC_TIME = 1024 /* a point in time, RFC 3339 */
};

/* One of an enum's or required_when's values. */
typedef struct wxc_Value {
  enum { WXC_VALUE_STRING, WXC_VALUE_NUMBER, WXC_VALUE_BOOLEAN } type;
  const char *text; /* zero-terminated; of numbers and booleans what messages say */
  size_t len;
  double number; /* of a boolean 0 or 1 */
} wxc_Value;

typedef struct wxc_Values {
  const wxc_Value *at;
  size_t n;
} wxc_Values;

typedef struct wxc_Field {
  const char *name; /* zero-terminated */
  const char *lead; /* ,"name": with WXC_LEAD_ROOM readable bytes from its second one on */
  uint32_t name_len, lead_len;
  uint8_t type, items, where; /* wxc_Type, wxc_Type of a list's items, wxc_Where */
  uint32_t flags;
  double min, max;
  size_t max_bytes, max_chars, min_items, max_items;
  wxc_Values values;               /* the enum; n is 0 when there is none */
  const struct wxc_Object *object; /* of an object, or of a list's items; NULL for an open one */
  const char *warn;                /* NULL for none */
  uint32_t sibling;                /* required_when: that field, counted from 1; 0 for none */
  wxc_Values when;
} wxc_Field;

/* At least one of these fields must be there; counted from 0. */
typedef struct wxc_Group {
  const uint32_t *fields;
  size_t n;
} wxc_Group;

typedef struct wxc_Object {
  const wxc_Field *fields;
  size_t n;
  const uint16_t *slots; /* hash table of fields counted from 1 */
  uint32_t mask;
  const uint16_t *absent; /* of each field: WXC_LOOK where its absence matters, else 0; padded with zeros to four */
  const wxc_Group *groups;
  size_t n_groups;
} wxc_Object;

typedef struct wxc_Schema {
  struct wxc_Chunk *chunks; /* the arena */
  const wxc_Object *root;
  size_t max_slots; /* fields of the longest chain of objects inside one another, each padded */
  int has_body, has_query, has_multipart, has_path;
} wxc_Schema;

/* Zeroed memory that lives as long as the schema; NULL when there is none left. */
void *wxc_schema_alloc (wxc_Schema *s, size_t n);
/* Idempotent, and happy with a zeroed one. */
void wxc_schema_free (wxc_Schema *s);
/* Fills the hash table of an object whose fields have their names. 0 when out of memory; a field whose name is there
** twice goes to *twice. */
int wxc_schema_index (wxc_Schema *s, wxc_Object *o, const wxc_Field **twice);

static inline uint32_t wxc_schema_hash (const char *name, size_t len) {
  const unsigned char *p = (const unsigned char *)name;
  uint32_t h = (uint32_t)len * 0x9E3779B1u;
  if (len == 0) return h;
  h ^= p[0] * 0x85EBCA6Bu + p[len - 1] * 0xC2B2AE35u + p[len / 2] * 0x27D4EB2Fu + p[len / 4] * 0x165667B1u;
  return h ^ h >> 15;
}

#define WXC_LOOK 0xFFFF
#define WXC_PADDED(n) (((size_t)(n) | 3) + 1) /* never 0 */

/* memcmp for names: most are longer than 8 bytes and few than 24, where a call costs more than the work. */
static inline int wxc_schema_same (const char *a, const char *b, size_t len) {
  uint64_t x, y;
  size_t i = 0;
  if (len < 8) {
    while (i < len && a[i] == b[i]) i++;
    return i == len;
  }
  for (; i + 8 < len; i += 8) {
    memcpy(&x, a + i, 8), memcpy(&y, b + i, 8);
    if (x != y) return 0;
  }
  memcpy(&x, a + len - 8, 8), memcpy(&y, b + len - 8, 8);
  return x == y;
}

/* The field of that name, counted from 1; 0 when there is none. */
static inline uint32_t wxc_schema_find (const wxc_Object *o, const char *name, size_t len) {
  for (uint32_t i = wxc_schema_hash(name, len) & o->mask;; i = (i + 1) & o->mask) {
    uint32_t at = o->slots[i];
    if (at == 0) return 0;
    if (o->fields[at - 1].name_len == len && wxc_schema_same(o->fields[at - 1].name, name, len)) return at;
  }
}

#endif
