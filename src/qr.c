/*
** qr.c - wxcard.qr: a text as a QR code, by libqrencode; as PNG (libpng), SVG, terminal text or a plain matrix.
** The symbol and the PNG's bytes live in a userdata on the stack, so that what Lua raises meanwhile leaks nothing.
*/
#include "module_fail.h"

#include <errno.h>
#include <png.h>
#include <qrencode.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdlib.h>

#define CODE "wxcard.qr.code" /* metatable name */

typedef struct {
  QRcode *symbol;     /* owned */
  unsigned char *png; /* owned, png_len of png_cap bytes used */
  unsigned char *row; /* owned */
  size_t png_len, png_cap;
  int scale, margin; /* pixels of a module; modules of the quiet zone */
  bool ansi, invert; /* terminal */
} Code;

/* ---- arguments and the symbol ---- */

static int opt_int (lua_State *L, const char *key, int min, int max, int def) {
  lua_Number n = def;
  if (lua_isnoneornil(L, 2)) return def;
  lua_getfield(L, 2, key);
  if (!lua_isnil(L, -1)) {
    n = lua_tonumber(L, -1);
    if (lua_type(L, -1) != LUA_TNUMBER || n != (int)n || n < min || n > max)
      luaL_error(L, "'%s' must be a whole number from %d to %d", key, min, max);
  }
  lua_pop(L, 1);
  return (int)n;
}

static bool opt_bool (lua_State *L, const char *key, bool def) {
  bool is = def;
  if (lua_isnoneornil(L, 2)) return def;
  lua_getfield(L, 2, key);
  if (!lua_isnil(L, -1)) is = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return is;
}

/* How much of the symbol may be unreadable: L 7 %, M 15 %, Q 25 %, H 30 %. */
static QRecLevel opt_level (lua_State *L) {
  static const char names[] = "LMQH";
  const char *s = "M", *at;
  size_t len = 1;
  if (!lua_isnoneornil(L, 2)) {
    lua_getfield(L, 2, "level");
    if (!lua_isnil(L, -1)) s = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &len) : NULL;
    lua_pop(L, 1); /* the options table keeps the string */
  }
  at = s != NULL && len == 1 ? strchr(names, *s) : NULL;
  if (at == NULL || *at == '\0') luaL_error(L, "'level' must be \"L\", \"M\", \"Q\" or \"H\"");
  return (QRecLevel)(at - names);
}

static int code_gc (lua_State *L) {
  Code *c = luaL_checkudata(L, 1, CODE);
  QRcode_free(c->symbol); /* NULL is fine */
  free(c->png);
  free(c->row);
  c->symbol = NULL, c->png = c->row = NULL;
  return 0;
}

/* 0: ASCII alone, 1: UTF-8 beyond it, -1: neither. */
static int text_kind (const unsigned char *p, size_t len) {
  int kind = 0;
  for (const unsigned char *end = p + len; p < end;) {
    int more = *p < 0x80                 ? 0
               : *p >= 0xc2 && *p < 0xe0 ? 1
               : *p >= 0xe0 && *p < 0xf0 ? 2
               : *p >= 0xf0 && *p < 0xf5 ? 3
                                         : -1;
    unsigned second = more > 0 && end - p > 1 ? p[1] : 0;
    if (more < 0 || end - p <= more) return -1;
    if ((*p == 0xe0 && second < 0xa0) || (*p == 0xed && second > 0x9f)) return -1; /* overlong; surrogates */
    if ((*p == 0xf0 && second < 0x90) || (*p == 0xf4 && second > 0x8f)) return -1;
    if (more > 0) kind = 1;
    for (p++; more > 0; more--, p++)
      if ((*p & 0xc0) != 0x80) return -1;
  }
  return kind;
}

/* Non-ASCII text names its encoding (ECI 26), because readers guess otherwise, and may guess Shift JIS. */
static QRcode *make_symbol (const char *text, size_t len, QRecLevel level, bool ascii) {
  QRinput *input = NULL;
  QRcode *symbol = NULL;
  errno = ERANGE;
  if (len > 7089) goto done; /* more than the largest symbol has room for, even of digits */
  errno = 0;
  if (ascii && memchr(text, '\0', len) == NULL) {
    symbol = QRcode_encodeString(text, 0, level, QR_MODE_8, 1); /* finds digits and capitals, which take less room */
    goto done;
  }
  if ((input = QRinput_new2(0, level)) == NULL) goto done;
  if (!ascii && QRinput_appendECIheader(input, 26) < 0) goto done;
  if (QRinput_append(input, QR_MODE_8, (int)len, (const unsigned char *)text) < 0) goto done;
  symbol = QRcode_encodeInput(input);
done:
  if (input != NULL) QRinput_free(input);
  return symbol;
}

/* Reads (text, opts) and leaves the code on the stack; NULL: nil and the error are on it instead. */
static Code *encode (lua_State *L, int margin, int min_margin) {
  size_t len;
  const char *text = luaL_checklstring(L, 1, &len);
  QRecLevel level;
  Code *c;
  int kind;
  if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 2);
  level = opt_level(L);
  c = wxc_modobject(L, sizeof(*c), CODE);
  c->scale = opt_int(L, "scale", 1, 64, 8);
  c->margin = opt_int(L, "margin", min_margin, 64, margin);
  c->ansi = opt_bool(L, "ansi", true);
  c->invert = opt_bool(L, "invert", false);
  kind = text_kind((const unsigned char *)text, len);
  if (len == 0)
    wxc_modfail(L, "validation", "text", "the text is empty");
  else if (kind < 0)
    wxc_modfail(L, "validation", "text", "invalid UTF-8");
  else if ((c->symbol = make_symbol(text, len, level, kind == 0)) != NULL)
    return c;
  else if (errno == ERANGE)
    wxc_modfail(L, "validation", "text", "%d bytes do not fit into a QR code", (int)len);
  else
    wxc_modfail(L, "validation", "text", "the QR code could not be made: %s", strerror(errno));
  return NULL;
}

/* Whether the module is dark; outside of the symbol nothing is. */
static bool is_dark (const Code *c, int x, int y) {
  int n = c->symbol->width;
  return x >= 0 && y >= 0 && x < n && y < n && (c->symbol->data[y * n + x] & 1);
}

/* ---- PNG ---- */

static void png_take (png_structp png, png_bytep data, png_size_t n) {
  Code *c = png_get_io_ptr(png);
  if (c->png_cap - c->png_len < n) {
    size_t cap = 2 * c->png_cap + n + 1024;
    unsigned char *p = realloc(c->png, cap);
    if (p == NULL) png_error(png, "out of memory");
    c->png = p, c->png_cap = cap;
  }
  memcpy(c->png + c->png_len, data, n);
  c->png_len += n;
}

static void png_done (png_structp png) {
  (void)png; /* nothing to flush */
}

static void png_failed (png_structp png, png_const_charp message) {
  (void)message;
  longjmp(png_jmpbuf(png), 1);
}

/* One bit a pixel, 1 is white. No Lua in here, since libpng jumps. */
static int write_png (Code *c) {
  int modules = c->symbol->width + 2 * c->margin, pixels = modules * c->scale;
  png_infop info = NULL;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, png_failed, png_failed);
  volatile int rc = -1;
  if (png == NULL) return -1;
  if (setjmp(png_jmpbuf(png))) goto done;
  if ((info = png_create_info_struct(png)) == NULL) goto done;
  if ((c->row = malloc(((size_t)pixels + 7) / 8)) == NULL) goto done;
  png_set_write_fn(png, c, png_take, png_done);
  png_set_IHDR(png, info, (png_uint_32)pixels, (png_uint_32)pixels, 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
  for (int y = 0; y < modules; y++) {
    memset(c->row, 0xff, ((size_t)pixels + 7) / 8);
    for (int p = 0; p < pixels; p++)
      if (is_dark(c, p / c->scale - c->margin, y - c->margin)) c->row[p / 8] &= (unsigned char)~(0x80 >> p % 8);
    for (int k = 0; k < c->scale; k++) png_write_row(png, c->row);
  }
  png_write_end(png, info);
  rc = 0;
done:
  png_destroy_write_struct(&png, &info);
  return rc;
}

/* qr.png(text[, { scale = 8, margin = 4, level = "M" }]) -> bytes | nil, err */
static int qr_png (lua_State *L) {
  Code *c = encode(L, 4, 0);
  if (c == NULL) return 2;
  if (write_png(c) < 0) return wxc_modfail(L, "validation", "text", "the image could not be made: out of memory");
  lua_pushlstring(L, (const char *)c->png, c->png_len);
  return 1;
}

/* ---- text formats ---- */

static void add_format (lua_State *L, luaL_Buffer *b, const char *fmt, int x, int y) {
  lua_pushfstring(L, fmt, x, y);
  luaL_addvalue(b);
}

/* qr.svg(text[, { scale = 8, margin = 4, level = "M" }]) -> text | nil, err   one path: a stroke for each run of modules */
static int qr_svg (lua_State *L) {
  Code *c = encode(L, 4, 0);
  luaL_Buffer b;
  int n, size;
  if (c == NULL) return 2;
  n = c->symbol->width, size = n + 2 * c->margin;
  luaL_buffinit(L, &b);
  add_format(L, &b, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\"", size * c->scale,
             size * c->scale);
  add_format(L, &b, " viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\">", size, size);
  luaL_addstring(&b, "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path fill=\"#000\" d=\"");
  for (int y = 0; y < n; y++) {
    for (int x = 0, end; x < n; x = end + 1) {
      for (end = x; is_dark(c, end, y);) end++;
      if (end == x) continue;
      add_format(L, &b, "M%d %d", x + c->margin, y + c->margin);
      add_format(L, &b, "h%dv1h%dz", end - x, x - end);
    }
  }
  luaL_addstring(&b, "\"/></svg>\n");
  luaL_pushresult(&b);
  return 1;
}

/* qr.terminal(text[, { margin = 2, level = "M", ansi = true, invert = false }]) -> text | nil, err
** Two modules a character, by half blocks. Black and white are asked for by number, so the terminal's own colours do not
** matter; with ansi = false the light modules are drawn, for a dark terminal, and with invert the dark ones. */
static int qr_terminal (lua_State *L) {
  static const char *const blocks[] = {" ", "\xe2\x96\x80", "\xe2\x96\x84", "\xe2\x96\x88"}; /* none upper lower full */
  Code *c = encode(L, 2, 2);
  luaL_Buffer b;
  int end;
  bool drawn; /* the kind of module that is drawn as a block */
  if (c == NULL) return 2;
  end = c->symbol->width + c->margin;
  drawn = c->ansi || c->invert;
  luaL_buffinit(L, &b);
  for (int y = -c->margin; y < end; y += 2) {
    if (c->ansi) luaL_addstring(&b, "\033[38;5;16m\033[48;5;231m");
    for (int x = -c->margin; x < end; x++) {
      bool upper = is_dark(c, x, y) == drawn, lower = is_dark(c, x, y + 1) == drawn;
      luaL_addstring(&b, blocks[upper + 2 * lower]);
    }
    luaL_addstring(&b, c->ansi ? "\033[0m\n" : "\n");
  }
  luaL_pushresult(&b);
  return 1;
}

/* qr.matrix(text[, { level = "M" }]) -> { size = n, "0101…", … } | nil, err   1 is dark; without quiet zone */
static int qr_matrix (lua_State *L) {
  Code *c = encode(L, 0, 0);
  int n;
  if (c == NULL) return 2;
  n = c->symbol->width;
  lua_createtable(L, n, 1);
  lua_pushinteger(L, n);
  lua_setfield(L, -2, "size");
  for (int y = 0; y < n; y++) {
    char row[256]; /* a symbol has 177 modules at most */
    for (int x = 0; x < n && x < (int)sizeof(row); x++) row[x] = is_dark(c, x, y) ? '1' : '0';
    lua_pushlstring(L, row, (size_t)n);
    lua_rawseti(L, -2, y + 1);
  }
  return 1;
}

static const luaL_Reg metamethods[] = {{"__gc", code_gc}, {NULL, NULL}};

static const luaL_Reg functions[] = {
    {"png", qr_png}, {"svg", qr_svg}, {"terminal", qr_terminal}, {"matrix", qr_matrix}, {NULL, NULL}};

WXC_EXPORT int luaopen_wxcard_qr (lua_State *L);

int luaopen_wxcard_qr (lua_State *L) {
  wxc_modclass(L, CODE, NULL, metamethods);
  luaL_newlib(L, functions);
  return 1;
}
