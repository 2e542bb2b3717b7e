/*
** fork.c - forks with the engine at work: children have an engine of their own, the parent's goes on undisturbed.
** usage: fork URL SLOW_URL CALLS
*/
#include "calls.h"

#include <pthread.h>
#include <sys/wait.h>

#define CHILDREN 8
#define SLOW 6

static const char *url, *slow_url;
static int calls;
static _Atomic int hammering = 1;

static void many_calls (wxc_Client *client, wxc_Waiter *waiter, int n) {
  for (int done = 0; done < n; done += 4) {
    uint32_t ids[4];
    for (int i = 0; i < 4; i++) ids[i] = start_call(client, waiter, url, 30);
    for (int i = 0; i < 4; i++) CHECK(end_call(waiter, ids[i]) == 200);
  }
}

/* Another Lua state, as it were: calls without a pause, so that every fork falls into some. */
static void *hammer (void *arg) {
  wxc_Waiter *waiter = wxc_waiter_new();
  CHECK(waiter != NULL);
  while (hammering) many_calls(arg, waiter, 4);
  wxc_waiter_free(waiter);
  return NULL;
}

/* The parent's calls and results are lost to a child, its client and waiter are good. */
static void child (wxc_Client *client, wxc_Waiter *waiter, const uint32_t *slow) {
  wxc_Stats stats;
  int fd;
  for (int i = 0; i < SLOW; i++) {
    CHECK(wxc_engine_wait(waiter, slow[i], wxc_mono_ns() + WXC_SEC) == -1);
    CHECK(wxc_engine_take(slow[i]) == NULL);
  }
  wxc_engine_stats(&stats);
  CHECK(!stats.running && stats.in_flight == 0);
  fd = wxc_waiter_fd(waiter);
  CHECK(fd >= 0);
  many_calls(client, waiter, calls);
  wxc_engine_stats(&stats);
  CHECK(stats.running && stats.in_flight == 0);
  exit(0); /* as a Lua program ends: through atexit */
}

int main (int argc, char **argv) {
  wxc_Waiter *waiter;
  wxc_Client *client;
  uint32_t slow[SLOW];
  pid_t pids[CHILDREN];
  pthread_t thread;
  CHECK(argc == 4);
  url = argv[1];
  slow_url = argv[2];
  calls = atoi(argv[3]);
  wxc_engine_attach();
  client = new_client();
  waiter = wxc_waiter_new();
  CHECK(waiter != NULL && wxc_waiter_fd(waiter) >= 0);
  many_calls(client, waiter, 8);
  for (int i = 0; i < SLOW; i++) slow[i] = start_call(client, waiter, slow_url, 30);
  CHECK(pthread_create(&thread, NULL, hammer, client) == 0);
  for (int i = 0; i < CHILDREN; i++) {
    many_calls(client, waiter, 4);
    pids[i] = fork();
    CHECK(pids[i] >= 0);
    if (pids[i] == 0) child(client, waiter, slow);
  }
  many_calls(client, waiter, calls);
  hammering = 0;
  pthread_join(thread, NULL);
  for (int i = 0; i < CHILDREN; i++) {
    int status = 0;
    CHECK(waitpid(pids[i], &status, 0) == pids[i]);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
  for (int i = 0; i < SLOW; i++) CHECK(end_call(waiter, slow[i]) == 200); /* they were in flight during all forks */
  wxc_waiter_free(waiter);
  wxc_client_unref(client);
  wxc_engine_detach();
  puts("forked");
  return 0;
}
