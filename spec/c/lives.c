/*
** lives.c - the engine's life over several Lua states: it stays while one is left, stops with the last, and starts again.
** usage: lives URL SLOW_URL
*/
#include "calls.h"

static int running (void) {
  wxc_Stats stats;
  wxc_engine_stats(&stats);
  return stats.running;
}

int main (int argc, char **argv) {
  wxc_Waiter *first, *second;
  wxc_Client *client;
  uint32_t slow, left, quick;
  int64_t from;
  CHECK(argc == 3);
  wxc_engine_attach();
  wxc_engine_attach();
  CHECK(!running()); /* nobody called yet */
  client = new_client();
  first = wxc_waiter_new();
  second = wxc_waiter_new();
  CHECK(first != NULL && second != NULL);

  /* one state closes with calls in flight: the other one's go on */
  slow = start_call(client, second, argv[2], 30);
  left = start_call(client, first, argv[2], 30);
  quick = start_call(client, first, argv[1], 30);
  CHECK(wxc_engine_wait(first, quick, wxc_mono_ns() + 30 * WXC_SEC) == 1); /* done, never taken */
  wxc_engine_drop(left);
  wxc_engine_drop(quick);
  wxc_waiter_free(first);
  wxc_engine_detach();
  CHECK(running());
  CHECK(end_call(second, start_call(client, second, argv[1], 30)) == 200);
  CHECK(end_call(second, slow) == 200);

  /* the last one closes with a call in flight, one queued behind nothing, and one that nobody dropped */
  slow = start_call(client, second, argv[2], 30);
  left = start_call(client, second, argv[2], 30);
  wxc_engine_drop(left);
  from = wxc_mono_ns();
  wxc_engine_detach();
  CHECK(wxc_mono_ns() - from < WXC_SEC);
  CHECK(!running());
  CHECK(end_call(second, slow) == 0); /* cancelled, and told so */
  wxc_waiter_free(second);

  /* and again, many times: nothing is left over */
  for (int i = 0; i < 50; i++) {
    wxc_engine_attach();
    second = wxc_waiter_new();
    CHECK(second != NULL);
    CHECK(end_call(second, start_call(client, second, argv[1], 30)) == 200);
    slow = start_call(client, second, argv[2], 30);
    if (i % 2 == 0) wxc_engine_drop(slow);
    wxc_waiter_free(second);
    wxc_engine_detach();
    CHECK(!running());
  }
  wxc_client_unref(client);
  puts("lived");
  return 0;
}
