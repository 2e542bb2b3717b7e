/*
** token.c - what a warm read of the token cache costs: the process level's own function, the token already there.
** prints: nanoseconds a read, alone and with two threads at it
*/
#include "engine/token.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define READS 2000000
#define ROUNDS 5
#define NOW 1000000000000 /* wall clock, ms */

static wxc_Token *token;
static const char text[] =
    "93_benchTokenbenchTokenbenchTokenbenchTokenbenchTokenbenchTokenbenchTokenbenchTokenbenchToken"
    "benchTokenbenchTokenbenchTokenbenchTokenbenchTokenbenchToken";

static double now_ns (void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* Nanoseconds a read, or a negative number if one came back wrong. */
static double read_many (void) {
  char out[WXC_MAX_TOKEN + 1];
  size_t total = 0;
  double from = now_ns();
  for (int i = 0; i < READS; i++) total += wxc_token_read(token, NOW + i / 1000, out);
  double ns = (now_ns() - from) / READS;
  return total == (sizeof(text) - 1) * (size_t)READS && strcmp(out, text) == 0 ? ns : -1;
}

static void *reader (void *result) {
  *(double *)result = read_many();
  return NULL;
}

int main (void) {
  double alone = 1e9, pair = 1e9, one, other;
  token = wxc_token_find("https://bench.example", "wxbench00000000001", "access_token", "stable");
  if (token == NULL) return 1;
  wxc_token_store(token, text, sizeof(text) - 1, NOW, NOW + 7200 * 1000);
  for (int i = 0; i < ROUNDS; i++) {
    pthread_t thread;
    one = read_many();
    if (one < alone) alone = one;
    if (pthread_create(&thread, NULL, reader, &other) != 0) return 1;
    one = read_many();
    pthread_join(thread, NULL);
    if (other > one) one = other;
    if (one < pair) pair = one;
  }
  printf("%.1f %.1f\n", alone, pair);
  return alone < 0 || pair < 0;
}
