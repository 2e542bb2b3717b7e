/*
** lua_versions.c - core.versions(): which libraries this process really has, and whose OpenSSL is where.
** Looks only; starts nothing.
*/
#include "lua_wxcard.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <openssl/crypto.h>
#include <openssl/opensslv.h>
#include <stdio.h>

typedef unsigned long (*VersionNumber)(void);

/* A function as dladdr wants it, without a cast between kinds of pointers. */
static const char *file_of (void (*fn)(void)) {
  union {
    void (*fn)(void);
    void *data;
  } at = {fn};
  Dl_info info;
  return fn != NULL && dladdr(at.data, &info) != 0 ? info.dli_fname : NULL;
}

/* OpenSSL_version_num as `handle` finds it; NULL: not at all. */
static VersionNumber look_up (void *handle) {
  union {
    void *data;
    VersionNumber fn;
  } at = {dlsym(handle, "OpenSSL_version_num")};
  return at.fn;
}

static void set (lua_State *L, const char *name, const char *value) {
  if (value == NULL) return;
  lua_pushstring(L, value);
  lua_setfield(L, -2, name);
}

/* table.name = { version = "3.0", file = path }: major and minor, which is what must agree */
static void set_openssl (lua_State *L, const char *name, VersionNumber number) {
  char text[32];
  if (number == NULL) return;
  snprintf(text, sizeof(text), "%lu.%lu", number() >> 28, number() >> 20 & 0xff);
  lua_createtable(L, 0, 2);
  set(L, "version", text);
  set(L, "file", file_of((void (*)(void))number));
  lua_setfield(L, -2, name);
}

/* The OpenSSL that libcurl's own dependencies lead to. dlopen only counts: the library is there. */
static void set_curls_openssl (lua_State *L, const char *curl_file) {
  void *handle = curl_file != NULL ? dlopen(curl_file, RTLD_LAZY | RTLD_NOLOAD) : NULL;
  VersionNumber number;
  if (handle == NULL) return;
  number = look_up(handle);
  dlclose(handle);
  set_openssl(L, "curls_openssl", number);
}

/* versions() -> { curl=, curl_built=, curl_file=, ssl=, nghttp2=, openssl_text=, openssl_built=, openssl={version,file},
**                 global_openssl={…}, curls_openssl={…} }; what is not there is nil */
static int versions (lua_State *L) {
  const curl_version_info_data *curl = curl_version_info(CURLVERSION_NOW);
  const char *curl_file = file_of((void (*)(void))curl_version_info);
  lua_createtable(L, 0, 12); /* out */
  set(L, "curl", curl->version);
  set(L, "curl_built", LIBCURL_VERSION);
  set(L, "curl_file", curl_file);
  set(L, "ssl", curl->ssl_version);
  if (curl->age >= CURLVERSION_SIXTH) set(L, "nghttp2", curl->nghttp2_version);
  set(L, "openssl_text", OpenSSL_version(OPENSSL_VERSION));
  set(L, "openssl_built", OPENSSL_VERSION_TEXT);
  set_openssl(L, "openssl", OpenSSL_version_num);
  set_openssl(L, "global_openssl", look_up(RTLD_DEFAULT));
  set_curls_openssl(L, curl_file);
  return 1;
}

int wxc_open_versions (lua_State *L) {
  lua_pushcfunction(L, versions);
  return 1;
}
