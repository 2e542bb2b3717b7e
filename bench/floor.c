/*
** floor.c - the floor under our calls: N requests by a bare libcurl-multi program, 32 in flight, handles reused, the
** same bytes on the wire, nothing marshalled, nothing decoded.
** usage: floor BASE_URL CA_FILE TOKEN USER_AGENT N   prints: calls/s, CPU microseconds a call, bytes of a request
*/
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define IN_FLIGHT 32
#define WARM_UP 1000
#define BODY "{\"card_id\":\"pWxcardBenchCardId0000000001\",\"code\":\"100000000000\"}"

typedef struct {
  CURL *easy;
  size_t len;
  char answer[4096];
} Slot;

static size_t on_body (char *data, size_t size, size_t n, void *arg) {
  Slot *slot = arg;
  if (slot->len + size * n >= sizeof(slot->answer)) return 0;
  memcpy(slot->answer + slot->len, data, size * n);
  slot->len += size * n;
  return size * n;
}

static double cpu_us (void) {
  struct rusage u;
  getrusage(RUSAGE_SELF, &u);
  return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e6 + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

static double wall_s (void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Sends `n` requests; returns how many were answered well. */
static long drive (CURLM *multi, Slot *slots, long n) {
  long started = 0, good = 0;
  int running = 0, left;
  CURLMsg *msg;
  for (int i = 0; i < IN_FLIGHT && started < n; i++, started++) {
    slots[i].len = 0;
    curl_multi_add_handle(multi, slots[i].easy);
  }
  do {
    curl_multi_perform(multi, &running);
    while ((msg = curl_multi_info_read(multi, &left)) != NULL) {
      CURL *easy = msg->easy_handle;
      CURLcode result = msg->data.result;
      Slot *slot;
      long status = 0;
      curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&slot);
      curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
      good += result == CURLE_OK && status == 200 && slot->len > 0;
      curl_multi_remove_handle(multi, easy);
      if (started < n) {
        slot->len = 0;
        curl_multi_add_handle(multi, easy);
        started++, running++;
      }
    }
    if (running > 0) curl_multi_poll(multi, NULL, 0, 1000, NULL);
  } while (running > 0);
  return good;
}

int main (int argc, char **argv) {
  static Slot slots[IN_FLIGHT];
  char url[1024];
  long n = argc == 6 ? strtol(argv[5], NULL, 10) : 0;
  if (n <= 0) return fprintf(stderr, "usage: floor BASE_URL CA_FILE TOKEN USER_AGENT N\n"), 2;
  snprintf(url, sizeof(url), "%s/card/membercard/userinfo/get?access_token=%s", argv[1], argv[3]);
  curl_global_init(CURL_GLOBAL_DEFAULT);
  CURLM *multi = curl_multi_init();
  struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
  curl_slist_append(headers, "Expect:");
  for (int i = 0; i < IN_FLIGHT; i++) {
    CURL *easy = slots[i].easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
    curl_easy_setopt(easy, CURLOPT_CAINFO, argv[2]);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, argv[4]);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, BODY);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &slots[i]);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, &slots[i]);
  }
  int rc = drive(multi, slots, WARM_UP) == WARM_UP ? 0 : 1;
  double cpu = cpu_us(), wall = wall_s();
  long good = drive(multi, slots, n);
  cpu = cpu_us() - cpu, wall = wall_s() - wall;
  if (good != n) rc = 1, fprintf(stderr, "floor: %ld of %ld requests failed\n", n - good, n);
  const char *bytes = strstr(slots[0].answer, "\"request_length\":");
  printf("%.0f %.2f %ld\n", (double)n / wall, cpu / (double)n, bytes != NULL ? strtol(bytes + 17, NULL, 10) : 0);
  for (int i = 0; i < IN_FLIGHT; i++) curl_easy_cleanup(slots[i].easy);
  curl_slist_free_all(headers);
  curl_multi_cleanup(multi);
  curl_global_cleanup();
  return rc;
}
