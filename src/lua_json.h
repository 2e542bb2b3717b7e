/*
** lua_json.h - Lua values to JSON and back, for the bindings. Lua's own thread only.
**
** Access is raw and nothing here runs Lua code or raises while bytes are being written; what is written into belongs
** to a userdata, so that running out of memory in Lua loses nothing.
*/
#ifndef WXC_LUA_JSON_H
#define WXC_LUA_JSON_H

#include "json/fault.h"
#include "json/read.h"
#include "json/schema.h"
#include "json/seals.h"
#include "lua_wxcard.h"

#define WXC_ARRAY_MT "wxcard.json.array" /* registry names */
#define WXC_NUMBER_MT "wxcard.json.number"
#define WXC_ENCRYPTED_MT "wxcard.encrypted" /* of { serial=, text= } */
#define WXC_ENCODER_KEY "wxcard.encoder.shared"
#define WXC_JSON_TEXT_MAX ((size_t)64 << 20) /* bytes of one encoded value */

/* ---- for every binding ---- */

enum { WXC_JSON_NULLS = 1, WXC_JSON_BIGNUM = 2 };
/* Pushes what the text stands for: WXC_OK and one value, or WXC_ERR, err filled and nothing pushed. The caller keeps
** the text alive meanwhile (a string on the stack, a userdata's bytes): making tables may run others' finalizers. */
int wxc_push_json (lua_State *L, const char *text, size_t len, int flags, wxc_Error *err);

/* Raises unless arg is a schema. It is the userdata's own: valid as long as that is on the stack or referred to. */
const wxc_Schema *wxc_checkschema (lua_State *L, int arg);

/* Validates the table at arg and appends its JSON and its query (a=b&c=d, no '?').
** WXC_OK: pushes three values, each a list or nil: files, parts, warnings.
** WXC_ERR: pushes one, the error; body and query are as they were.
** Both buffers are the caller's and have to be a userdata's, since pushing may raise when Lua is out of memory. The
** body stays empty when all of the schema's fields are query or multipart fields. Nil at arg is an empty table. */
int wxc_marshal (lua_State *L, int arg, const wxc_Schema *s, int strict, wxc_Buf *body, wxc_Buf *query);

/* The same by the rules of WeChat Pay: no null, no character of four bytes. Marked texts go to `seals`, and a pair of
** quotes stands in their place; what wxcard.encrypted made goes as it is. */
int wxc_marshal_sealed (lua_State *L, int arg, const wxc_Schema *s, int strict, wxc_Buf *body, wxc_Buf *query,
                        wxc_Seals *seals);

/* ---- between lua_json.c, lua_encode.c, lua_marshal.c and lua_schema.c ---- */

/* What one encoding works with. A state keeps one for all its uses; a nested use, from a finalizer, gets its own. */
typedef struct wxc_Encoder {
  wxc_Buf *out;  /* where JSON goes */
  wxc_Buf text;  /* for those who have no buffer of their own */
  wxc_Buf query; /* likewise */
  wxc_Buf side;  /* sorted copies; multipart texts */
  wxc_Buf spans; /* members of the open objects being written, innermost last */
  wxc_Buf slots; /* stack slots of the schema objects being written */
  wxc_Report report;
  const void *array_mt, *number_mt, *encrypted_mt;
  int strict;       /* unknown fields are faults */
  wxc_Seals *seals; /* not owned; where marked texts go; NULL: they are written like others */
  int pay;          /* by the rules of WeChat Pay */
  int indent, depth;
  int busy;
} wxc_Encoder;

/* Pushes an encoder, ready and busy; close it after the last use of its buffers. */
wxc_Encoder *wxc_encoder_open (lua_State *L);
void wxc_encoder_close (wxc_Encoder *e);
/* Pushes the error of what was gathered. */
void wxc_encoder_error (lua_State *L, const wxc_Encoder *e);
/* Pushes { {path=, message=}, ... }. */
void wxc_push_faults (lua_State *L, const wxc_Faults *f);

/* WeChat Pay takes characters of one to three bytes. */
void wxc_check_characters (wxc_Encoder *e, const char *s, size_t len, const wxc_Path *path);
void wxc_encode_fault (wxc_Encoder *e, const wxc_Path *path, const char *hint, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
/* Whether there is no point in going on. */
static inline int wxc_encode_stop (const wxc_Encoder *e) {
  return e->out->failed || e->report.faults.count >= WXC_FAULTS_MAX;
}

/* wxc_marshal with an encoder that the caller opened. */
int wxc_marshal_with (lua_State *L, wxc_Encoder *e, int arg, const wxc_Schema *s, int strict, wxc_Buf *body,
                      wxc_Buf *query);

typedef enum { WXC_IS_LIST, WXC_IS_OBJECT, WXC_IS_EMPTY, WXC_IS_NUMBER } wxc_TableKind;
wxc_TableKind wxc_table_kind (lua_State *L, const wxc_Encoder *e, int table);
/* "a string", "a list", "null", ... for messages. */
const char *wxc_value_name (lua_State *L, const wxc_Encoder *e, int value);
int wxc_is_null (lua_State *L, int value);

/* Into a table and out of it, with room for so many stack slots: fills the frame. WXC_ERR (and a fault) when it is too
** deep or inside itself. */
int wxc_encode_enter (lua_State *L, wxc_Encoder *e, int table, int slots, wxc_Path *path);
void wxc_encode_leave (wxc_Encoder *e);

/* The value at an absolute index, of open shape. */
void wxc_encode_value (lua_State *L, wxc_Encoder *e, int value, wxc_Path *path);
void wxc_encode_number (lua_State *L, wxc_Encoder *e, int value, const wxc_Path *path);
/* The text inside a number object; NULL when there is none. Whether it is a number is the caller's to look at. */
const char *wxc_bignum (lua_State *L, int table, size_t *len);
void wxc_encode_string (lua_State *L, wxc_Encoder *e, int value, const wxc_Path *path);
/* Told of each unknown field before it is written. */
typedef void (*wxc_EncodeSeen)(wxc_Encoder *e, const wxc_Path *path);
/* Members of an object, sorted, without braces. `known` (or NULL) leaves out its fields; `first`: no comma before. */
void wxc_encode_members (lua_State *L, wxc_Encoder *e, int table, const wxc_Object *known, int first,
                         wxc_EncodeSeen seen, wxc_Path *path);

/* A list, brackets and all; returns how many items. The item is at the top of the stack and stays there. */
typedef void (*wxc_EncodeItem)(lua_State *L, wxc_Encoder *e, int value, wxc_Path *path, const void *ud);
size_t wxc_encode_list (lua_State *L, wxc_Encoder *e, int table, wxc_Path *path, wxc_EncodeItem item, const void *ud);

#endif
