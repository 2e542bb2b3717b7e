/*
** lua_identity.c - who signs, read from a client's settings.
*/
#include "lua_engine.h"

#include <stdlib.h>
#include <string.h>

static int nomem (wxc_Error *err) {
  return wxc_error(err, "config", NULL, NULL, "out of memory");
}

/* The PEM text t[name]; nothing where it is absent. `setting` is what the caller calls it. */
static int read_key (lua_State *L, int t, const char *name, wxc_KeyUse use, const char *setting, wxc_LateKey *key,
                     wxc_Error *err) {
  wxc_Fault fault = WXC_FAULT_NONE;
  size_t len;
  wxc_pushfield(L, t, name);
  if (lua_type(L, -1) == LUA_TSTRING) {
    const char *pem = lua_tolstring(L, -1, &len);
    fault = wxc_latekey_set(key, pem, len, use);
  }
  lua_pop(L, 1);
  if (fault == WXC_FAULT_NONE) return WXC_OK;
  wxc_fault_error(fault, setting, err);
  err->kind = "config";
  return WXC_ERR;
}

/* { method=, path= }, or nil where certificates are not enabled. */
static int read_fetch (lua_State *L, int t, wxc_Identity *id, wxc_Error *err) {
  int rc = WXC_OK;
  wxc_pushfield(L, t, "fetch");
  if (lua_istable(L, -1)) {
    int fetch = lua_gettop(L);
    id->fetch_method = wxc_methodfield(L, fetch);
    rc = wxc_copyfield(L, fetch, "path", &id->fetch_path);
    if (rc == WXC_OK && id->fetch_method != NULL && id->fetch_path != NULL)
      id->ring = wxc_ring_find(id->hosts[0], id->scheme->word, id->id);
    if (id->ring == NULL) rc = nomem(err);
  }
  lua_pop(L, 1);
  return rc;
}

static int read_hosts (lua_State *L, int t, wxc_Identity *id) {
  int rc = WXC_OK;
  wxc_pushfield(L, t, "hosts");
  for (int i = 0; i < 2 && rc == WXC_OK && lua_istable(L, -1); i++) {
    lua_rawgeti(L, -1, i + 1);
    if (lua_type(L, -1) == LUA_TSTRING && (id->hosts[i] = strdup(lua_tostring(L, -1))) == NULL) rc = WXC_ERR;
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  return rc;
}

/* { word=, scheme=, id=, serial=, key=, api_key=, public_id=, public_key=, names_serial=, hosts={…}, fetch={…},
**   key_setting=, public_setting= }: keys are PEM texts, the last two what errors call them. */
static int read_identity (lua_State *L, int t, wxc_Identity *id, wxc_Error *err) {
  char *key_setting = NULL, *public_setting = NULL;
  int rc = WXC_ERR;
  if (wxc_copyfield(L, t, "word", &id->word) != WXC_OK || wxc_copyfield(L, t, "id", &id->id) != WXC_OK ||
      wxc_copyfield(L, t, "serial", &id->serial) != WXC_OK || wxc_copyfield(L, t, "api_key", &id->api_key) != WXC_OK ||
      wxc_copyfield(L, t, "public_id", &id->public_id) != WXC_OK ||
      wxc_copyfield(L, t, "key_setting", &key_setting) != WXC_OK ||
      wxc_copyfield(L, t, "public_setting", &public_setting) != WXC_OK || read_hosts(L, t, id) != WXC_OK) {
    nomem(err);
    goto done;
  }
  wxc_pushfield(L, t, "scheme");
  if (lua_type(L, -1) == LUA_TSTRING) {
    wxc_Slice word = {lua_tostring(L, -1), lua_rawlen(L, -1)};
    id->scheme = wxc_pay_scheme(word);
  }
  lua_pop(L, 1);
  id->names_serial = wxc_boolfield(L, t, "names_serial");
  if (read_key(L, t, "key", WXC_KEY_PRIVATE, key_setting, &id->key, err) != WXC_OK ||
      read_key(L, t, "public_key", WXC_KEY_PUBLIC_ALONE, public_setting, &id->public_key, err) != WXC_OK)
    goto done;
  if (id->word == NULL || id->scheme == NULL || id->id == NULL || id->serial == NULL || id->key.pem == NULL ||
      id->hosts[0] == NULL || (id->public_key.pem == NULL) != (id->public_id == NULL)) {
    wxc_error(err, "config", NULL, NULL, "an identity that is not complete");
    goto done;
  }
  rc = read_fetch(L, t, id, err);
done:
  free(key_setting);
  free(public_setting);
  return rc;
}

int wxc_readidentities (lua_State *L, int settings, wxc_Client *client, wxc_Error *err) {
  int rc = WXC_OK;
  wxc_pushfield(L, settings, "identities");
  for (int i = 0; i < WXC_MAX_IDENTITIES && rc == WXC_OK && lua_istable(L, -1); i++) {
    lua_rawgeti(L, -1, i + 1);
    if (lua_istable(L, -1)) {
      wxc_Identity *id = wxc_identity_new();
      if (id == NULL)
        rc = nomem(err);
      else {
        client->identities[client->n_identities++] = id; /* the client's, to be freed with it */
        rc = read_identity(L, lua_gettop(L), id, err);
      }
    }
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  return rc;
}

int wxc_clienthealth (lua_State *L) {
  wxc_Client *c = wxc_checkclient(L, 1);
  wxc_Identity *id = wxc_client_identity(c, luaL_checkstring(L, 2));
  wxc_RingHealth health;
  if (id == NULL || id->ring == NULL) return 0;
  wxc_ring_health(id->ring, &health);
  lua_createtable(L, 0, 4);
  lua_pushnumber(L, (lua_Number)health.keys);
  lua_setfield(L, -2, "keys");
  lua_pushnumber(L, (lua_Number)health.refreshes);
  lua_setfield(L, -2, "refreshes");
  if (health.fetched_at > 0) {
    lua_pushnumber(L, (lua_Number)health.fetched_at / 1000);
    lua_setfield(L, -2, "fetched_at");
  }
  if (health.last_error[0] != '\0') {
    lua_pushstring(L, health.last_error);
    lua_setfield(L, -2, "error");
  }
  return 1;
}
