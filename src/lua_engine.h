/*
** lua_engine.h - what the three binding files of the engine share: lua_client.c (settings), lua_call.c (calls) and
** lua_engine.c (the objects of a Lua state, and the engine's own functions). Lua's own thread only.
*/
#ifndef WXC_LUA_ENGINE_H
#define WXC_LUA_ENGINE_H

#include "engine/engine.h"
#include "engine/signing.h"
#include "lua_json.h"
#include "lua_wxcard.h"

typedef struct wxc_Endpoint {
  const char *method;       /* static */
  char *path;               /* owned */
  const wxc_Schema *schema; /* the anchored userdata's; NULL: the body goes as it is */
  int authorized, safe, plain, has_body, multipart;
  /* of a call that is signed: */
  char *signer;     /* owned: the client's identity of that word; NULL for none */
  wxc_Marks *marks; /* a reference: encrypted members of the answer; NULL for none */
  char *digest;     /* owned: of an upload, the member of its meta part that holds the file's digest */
  int unsigned_answer, names_serial, rate_calls;
  lua_Number rate_seconds;
} wxc_Endpoint;

/* What is marshalled, until the call has its copy. */
typedef struct wxc_Scratch {
  wxc_Buf body, query;
} wxc_Scratch;

/* The state's own, made when wxcard.core was opened; they live as long as the state. */
wxc_Waiter *wxc_statewaiter (lua_State *L);
wxc_Scratch *wxc_statescratch (lua_State *L);

/* Arguments; raise. A closed client is refused. */
wxc_Client *wxc_checkclient (lua_State *L, int arg);
wxc_Endpoint *wxc_checkendpoint (lua_State *L, int arg);
lua_Number wxc_checktimeout (lua_State *L, int arg);

/* Fields of the table at an absolute index; raw, so that nothing of the caller's runs. */
void wxc_pushfield (lua_State *L, int table, const char *key);
/* Copies a string; *to stays NULL where there is none. WXC_ERR when out of memory. */
int wxc_copyfield (lua_State *L, int table, const char *key, char **to);
int wxc_boolfield (lua_State *L, int table, const char *key);
/* The method as a static string; NULL where it is none of HTTP's. */
const char *wxc_methodfield (lua_State *L, int table);

lua_Number wxc_numberfield (lua_State *L, int table, const char *key, lua_Number absent);

/* lua_identity.c: the identities of a client's settings; WXC_ERR with err filled. */
int wxc_readidentities (lua_State *L, int settings, wxc_Client *client, wxc_Error *err);
/* client:health(word) -> { keys=, fetched_at=, refreshes=, error= } | nil */
int wxc_clienthealth (lua_State *L);

/* The client's methods that make a call: lua_call.c. */
int wxc_clientsubmit (lua_State *L);
int wxc_clientsend (lua_State *L);
int wxc_clientrequest (lua_State *L);
int wxc_clientfetch (lua_State *L);

/* Each registers its classes; wxc_openclients adds `client` and `endpoint` to the table on top. */
void wxc_openclients (lua_State *L);
void wxc_opencalls (lua_State *L);

#endif
