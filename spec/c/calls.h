/*
** calls.h - plain HTTP calls straight on the engine, for programs that do what Lua cannot: fork, and many lives.
*/
#ifndef WXC_SPEC_CALLS_H
#define WXC_SPEC_CALLS_H

#include "engine/clock.h"
#include "engine/engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHECK(what)                                                                 \
  do {                                                                              \
    if (!(what)) {                                                                  \
      fprintf(stderr, "%d: %s:%d: %s\n", (int)getpid(), __FILE__, __LINE__, #what); \
      exit(1);                                                                      \
    }                                                                               \
  } while (0)

static inline wxc_Client *new_client (void) {
  wxc_Client *client = wxc_client_new();
  CHECK(client != NULL);
  client->base_url = strdup("http://127.0.0.1");
  client->user_agent = strdup("wxcard spec");
  client->connect_ms = 5000;
  return client;
}

/* Starts a POST that is never repeated by itself. */
static inline uint32_t start_call (wxc_Client *client, wxc_Waiter *waiter, const char *url, double seconds) {
  wxc_Call *call = wxc_call_new(client);
  wxc_Error err = {0};
  uint32_t id = 0;
  CHECK(call != NULL);
  call->method = "POST";
  call->path = strdup(url);
  call->body = strdup("body");
  call->body_len = 4;
  call->plain = 1;
  call->timeout_ns = (int64_t)(seconds * (double)WXC_SEC);
  if (wxc_engine_submit(call, waiter, &id, &err) != WXC_OK) {
    fprintf(stderr, "%s: %s\n", err.kind, err.message);
    exit(1);
  }
  return id;
}

/* Waits for a call; its HTTP status, or 0 when it failed, which is told. */
static inline long end_call (wxc_Waiter *waiter, uint32_t id) {
  wxc_Call *call;
  long status;
  CHECK(wxc_engine_wait(waiter, id, wxc_mono_ns() + 60 * WXC_SEC) == 1);
  call = wxc_engine_take(id);
  CHECK(call != NULL);
  status = call->error.kind == NULL ? call->status : 0;
  if (status == 0) fprintf(stderr, "%d: %s: %s\n", (int)getpid(), call->error.kind, call->error.message);
  wxc_call_free(call);
  return status;
}

#endif
