rockspec_format = "3.0"
package = "wxcard"
version = "scm-1"
source = { url = "." } -- built from its checkout: `luarocks make --lua-version=5.4`, or 5.1 for LuaJIT
description = {
  summary = "WeChat membership cards from Lua, with a C core",
  detailed = [[
    Card templates, activation forms and QR placements as Lua tables; calls that either succeed or say exactly why;
    WeChat's callbacks; a local WeChat to develop against. For Lua 5.4 and LuaJIT.]],
  license = "MIT",
  labels = { "wechat", "http", "api" },
}
-- 5.1 means LuaJIT. wxcard.callback needs luaexpat and the command line argparse, when they are used: both come
-- from Debian's packages (`make deps`), which LuaRocks does not see, or by `luarocks install luaexpat argparse`.
dependencies = { "lua >= 5.1, < 5.5" }
external_dependencies = {
  CURL = { library = "curl" }, -- no header named: Debian keeps it where LuaRocks does not look, pkg-config knows
  CRYPTO = { header = "openssl/evp.h", library = "crypto" },
  -- libmicrohttpd (wxcard.httpd) and libqrencode with libpng (wxcard.qr) are optional: the Makefile looks for them
}
build = {
  type = "make",
  build_target = "rock",
  install_target = "install-rock",
  build_variables = {
    LUA = "$(LUA)",
    CC = "$(CC)",
    CFLAGS = "$(CFLAGS)",
    LUA_INCDIR = "$(LUA_INCDIR)",
    CURL_INCDIR = "$(CURL_INCDIR)",
    CURL_LIBDIR = "$(CURL_LIBDIR)",
    CRYPTO_INCDIR = "$(CRYPTO_INCDIR)",
    CRYPTO_LIBDIR = "$(CRYPTO_LIBDIR)",
  },
  install_variables = {
    LUA = "$(LUA)",
    LUADIR = "$(LUADIR)",
    LIBDIR = "$(LIBDIR)",
    BINDIR = "$(BINDIR)",
  },
  copy_directories = { "docs", "examples" },
}
