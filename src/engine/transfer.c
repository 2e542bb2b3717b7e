/*
** transfer.c - libcurl: handles, options, sockets. Its callbacks only fill the call's buffers, each with its limit.
*/
#include "crypto/secret.h"
#include "engine/clock.h"
#include "engine/internal.h"
#include "engine/signing.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_IDLE_EASIES 256

static size_t on_body (char *data, size_t size, size_t n, void *arg) {
  wxc_Call *call = arg;
  size_t len = size * n;
  if (wxc_held() + len > WXC_MAX_RESPONSES) return 0;
  wxc_buf_add(&call->answer, data, len);
  if (call->answer.failed) return 0;
  wxc_held_add((long)len);
  return len;
}

static size_t on_header (char *data, size_t size, size_t n, void *arg) {
  wxc_Call *call = arg;
  size_t len = size * n;
  if (len > 5 && memcmp(data, "HTTP/", 5) == 0)
    wxc_buf_reset(&call->answer_headers, WXC_MAX_HEADERS); /* after a 100 Continue */
  wxc_buf_add(&call->answer_headers, data, len);
  return call->answer_headers.failed ? 0 : len;
}

/* The body of a call that must not be sent twice comes from here, and cannot be rewound (see no_rewind). */
static size_t read_body (char *out, size_t size, size_t n, void *arg) {
  wxc_Call *call = arg;
  size_t room = size * n;
  size_t left = call->body_len - call->body_at;
  if (room > left) room = left;
  if (room > 0) memcpy(out, call->body + call->body_at, room);
  call->body_at += room;
  return room;
}

static size_t read_upload (char *out, size_t size, size_t n, void *arg) {
  wxc_Call *call = arg;
  long got = wxc_upload_read(call->upload, out, size * n);
  if (got == -1) {
    wxc_step_fetch_upload(call->engine, call);
    return CURL_READFUNC_PAUSE;
  }
  return got < 0 ? CURL_READFUNC_ABORT : (size_t)got;
}

/* libcurl silently repeats a request on a fresh connection when a kept one turns out dead, and it cannot know what
** the server did with the first. A body that cannot be rewound makes it report the failure instead. */
static int no_rewind (void *arg, curl_off_t offset, int origin) {
  wxc_Call *call = arg;
  (void)origin;
  if (offset == 0 && call->body_at == 0) return CURL_SEEKFUNC_OK;
  return CURL_SEEKFUNC_FAIL;
}

static int rewind_upload (void *arg, curl_off_t offset, int origin) {
  wxc_Call *call = arg;
  (void)origin;
  if (offset != 0 || !call->safe) return CURL_SEEKFUNC_FAIL;
  wxc_upload_rewind(call->upload);
  return CURL_SEEKFUNC_OK;
}

static curl_socket_t open_socket (void *arg, curlsocktype purpose, struct curl_sockaddr *address) {
  wxc_Engine *e = arg;
  int fd = socket(address->family, address->socktype, address->protocol);
  (void)purpose;
  if (fd < 0) return CURL_SOCKET_BAD;
  fcntl(fd, F_SETFD, FD_CLOEXEC);
  if (fd < WXC_TRACKED_FDS) e->sockets[fd / 8] |= (unsigned char)(1u << (fd % 8));
  wxc_loop_closed(e->loop, fd); /* whatever had this number */
  return fd;
}

static int close_socket (void *arg, curl_socket_t fd) {
  wxc_Engine *e = arg;
  if (fd >= 0 && fd < WXC_TRACKED_FDS) e->sockets[fd / 8] &= (unsigned char)~(1u << (fd % 8));
  wxc_loop_closed(e->loop, fd);
  return close(fd);
}

/* A connection stands, and the request goes next. Until here what libcurl counts may be the handle's last call's. */
static int on_request (void *arg, char *ip, char *local_ip, int port, int local_port) {
  wxc_Call *call = arg;
  (void)ip;
  (void)local_ip;
  (void)port;
  (void)local_port;
  call->began = 1;
  return CURL_PREREQFUNC_OK;
}

static int on_socket (CURL *easy, curl_socket_t fd, int what, void *arg, void *socketp) {
  wxc_Engine *e = arg;
  int mask = what == CURL_POLL_IN      ? WXC_READ
             : what == CURL_POLL_OUT   ? WXC_WRITE
             : what == CURL_POLL_INOUT ? WXC_READ | WXC_WRITE
                                       : 0;
  (void)easy;
  (void)socketp;
  if (mask == 0 && fd < WXC_TRACKED_FDS && e->sockets[fd / 8] & (1u << (fd % 8))) {
    wxc_loop_rest(e->loop, fd); /* ours: its closing will be told. libcurl's own (its resolver's) come and go untold */
    return 0;
  }
  wxc_loop_watch(e->loop, fd, mask); /* not told of a failure, which would end every call: a deadline ends this one */
  return 0;
}

static int on_timer (CURLM *multi, long timeout_ms, void *arg) {
  wxc_Engine *e = arg;
  (void)multi;
  e->curl_timer = timeout_ms < 0 ? WXC_NEVER : wxc_mono_ns() + timeout_ms * WXC_MS;
  return 0;
}

int wxc_transfer_init (wxc_Engine *e, wxc_Error *err) {
  e->curl_timer = WXC_NEVER;
  wxc_buf_init(&e->url, 65536);
  e->multi = curl_multi_init();
  e->json_headers = curl_slist_append(NULL, "Content-Type: application/json");
  e->no_headers = curl_slist_append(NULL, "Expect:");
  if (e->multi == NULL || e->json_headers == NULL || e->no_headers == NULL ||
      curl_slist_append(e->json_headers, "Expect:") == NULL)
    return wxc_error(err, "transport", NULL, NULL, "libcurl cannot start: out of memory");
  curl_multi_setopt(e->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
  curl_multi_setopt(e->multi, CURLMOPT_SOCKETDATA, e);
  curl_multi_setopt(e->multi, CURLMOPT_TIMERFUNCTION, on_timer);
  curl_multi_setopt(e->multi, CURLMOPT_TIMERDATA, e);
  curl_multi_setopt(e->multi, CURLMOPT_MAX_HOST_CONNECTIONS, WXC_MAX_HOST_CONNECTIONS);
  curl_multi_setopt(e->multi, CURLMOPT_MAXCONNECTS, WXC_MAX_HOST_CONNECTIONS);
  return WXC_OK;
}

static void free_easy (wxc_Easy *kept) {
  curl_easy_cleanup(kept->easy);
  wxc_free_secret(kept->url);
  free(kept);
}

void wxc_transfer_close (wxc_Engine *e) {
  while (e->idle_easies != NULL) {
    wxc_Easy *kept = e->idle_easies;
    e->idle_easies = kept->next;
    free_easy(kept);
  }
  wxc_buf_free(&e->url);
  if (e->multi != NULL) curl_multi_cleanup(e->multi);
  curl_slist_free_all(e->json_headers);
  curl_slist_free_all(e->no_headers);
}

/* The options that stay from call to call of one client. */
static void set_client_options (wxc_Engine *e, CURL *easy, const wxc_Client *client) {
  curl_easy_reset(easy);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L); /* a path that was signed must not be made nicer */
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
  if (strncmp(client->base_url, "https:", 6) == 0)  /* HTTP/2: rather one connection in a moment than a hundred now */
    curl_easy_setopt(easy, CURLOPT_PIPEWAIT, 1L);   /* in clear it would wait for the first one's whole answer */
  curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, 60L); /* an old connection is more likely dead than alive */
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)client->connect_ms);
  curl_easy_setopt(easy, CURLOPT_PROXY, client->proxy != NULL ? client->proxy : ""); /* "": not the environment's */
  curl_easy_setopt(easy, CURLOPT_NOPROXY, "");                                       /* nor its exceptions */
  if (client->ca_file != NULL) curl_easy_setopt(easy, CURLOPT_CAINFO, client->ca_file);
  curl_easy_setopt(easy, CURLOPT_USERAGENT, client->user_agent);
  curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, 1024L); /* WeChat's answers are short; malloc keeps such blocks at hand */
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_request);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, e);
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, close_socket);
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, e);
#if LIBCURL_VERSION_NUM >= 0x075700
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L); /* a resolver thread that hangs is left to itself */
#endif
}

static wxc_Easy *take_easy (wxc_Engine *e, const wxc_Client *client) {
  wxc_Easy **at = &e->idle_easies, *kept;
  while (*at != NULL && (*at)->client != client->serial && (*at)->next != NULL) at = &(*at)->next;
  kept = *at;
  if (kept != NULL) {
    *at = kept->next;
    e->n_idle--;
  }
  else {
    if ((kept = calloc(1, sizeof(*kept))) == NULL) return NULL;
    if ((kept->easy = curl_easy_init()) == NULL) {
      free(kept);
      return NULL;
    }
  }
  if (kept->client != client->serial) {
    set_client_options(e, kept->easy, client);
    kept->client = client->serial;
    kept->method = NULL;
    kept->body = -1;
    kept->headers = NULL;
    kept->keeps_headers = -1;
    wxc_free_secret(kept->url);
    kept->url = NULL;
  }
  return kept;
}

static void keep_easy (wxc_Engine *e, wxc_Easy *kept) {
  if (e->n_idle >= MAX_IDLE_EASIES) {
    free_easy(kept);
    return;
  }
  kept->next = e->idle_easies;
  e->idle_easies = kept;
  e->n_idle++;
}

static void put (wxc_Buf *b, const char *text) {
  wxc_buf_add(b, text, strlen(text));
}

/* Tokens are letters, digits, - and _ so far; anything else is escaped as RFC 3986 has it. */
static void put_escaped (wxc_Buf *b, const char *text) {
  static const char hex[] = "0123456789ABCDEF";
  size_t plain = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~");
  wxc_buf_add(b, text, plain);
  if (text[plain] == '\0') return;
  wxc_buf_byte(b, '%');
  wxc_buf_byte(b, hex[(unsigned char)text[plain] >> 4]);
  wxc_buf_byte(b, hex[(unsigned char)text[plain] & 15]);
  put_escaped(b, text + plain + 1);
}

/* base_url + path + "?" + query + "access_token=", or the whole URL of a plain call; in the engine's scratch, zero-terminated.
** NULL when it is too long. */
static const char *make_url (wxc_Engine *e, const wxc_Call *call) {
  const char *token = call->source != NULL && !call->fetches ? call->token_used : NULL;
  wxc_Buf *b = &e->url;
  wxc_buf_reset(b, 4096);
  if (call->signing != NULL) { /* byte for byte what was signed */
    put(b, wxc_signing_host(call->signing));
    put(b, call->signing->target);
    wxc_buf_byte(b, '\0');
    return b->failed ? NULL : b->data;
  }
  if (!call->plain || strstr(call->path, "://") == NULL) put(b, call->client->base_url);
  put(b, call->path);
  if (call->query != NULL || token != NULL) wxc_buf_byte(b, '?');
  if (call->query != NULL) put(b, call->query);
  if (call->query != NULL && token != NULL) wxc_buf_byte(b, '&');
  if (token != NULL) {
    put(b, "access_token=");
    put_escaped(b, token);
  }
  wxc_buf_byte(b, '\0');
  return b->failed ? NULL : b->data;
}

static int set_url (wxc_Engine *e, wxc_Easy *kept, const wxc_Call *call) {
  const char *url = make_url(e, call);
  if (url == NULL) return WXC_ERR;
  if (kept->url != NULL && strcmp(kept->url, url) == 0) return WXC_OK;
  wxc_free_secret(kept->url);
  kept->url = strdup(url);
  return kept->url != NULL && curl_easy_setopt(kept->easy, CURLOPT_URL, url) == CURLE_OK ? WXC_OK : WXC_ERR;
}

enum { NO_BODY, BODY_IN_MEMORY, BODY_ONCE, BODY_UPLOAD }; /* wxc_Easy.body */

static int body_of (const wxc_Call *call) {
  if (strcmp(call->method, "GET") == 0 || strcmp(call->method, "HEAD") == 0) return NO_BODY;
  if (call->upload != NULL) return BODY_UPLOAD;
  if (call->body == NULL && strcmp(call->method, "DELETE") == 0) return NO_BODY;
  return call->safe ? BODY_IN_MEMORY : BODY_ONCE;
}

/* What depends on the method and on the way that the body is given; the same for most calls that follow one another. */
__attribute__((nonnull)) static void set_method (wxc_Easy *kept, const char *method, int body) {
  CURL *easy = kept->easy;
  if (kept->method == method && kept->body == body) return;
  kept->method = method;
  kept->body = body;
  curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, NULL);
  curl_easy_setopt(easy, CURLOPT_NOBODY, 0L);
  curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
  if (body != NO_BODY) curl_easy_setopt(easy, CURLOPT_POST, 1L);
  if (body == BODY_ONCE || body == BODY_UPLOAD) {
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, NULL);
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, body == BODY_ONCE ? read_body : read_upload);
    curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, body == BODY_ONCE ? no_rewind : rewind_upload);
  }
  if (strcmp(method, "HEAD") == 0)
    curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
  else if (strcmp(method, "GET") != 0 && strcmp(method, "POST") != 0)
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, method);
}

static void set_body (CURL *easy, wxc_Call *call, int body) {
  if (body == NO_BODY) return;
  if (body == BODY_UPLOAD) {
    wxc_upload_rewind(call->upload);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)wxc_upload_size(call->upload));
  }
  else
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)call->body_len);
  if (body == BODY_IN_MEMORY) {
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, call->body != NULL ? call->body : "");
    return;
  }
  call->body_at = 0;
  curl_easy_setopt(easy, CURLOPT_READDATA, call);
  curl_easy_setopt(easy, CURLOPT_SEEKDATA, call);
}

/* The call's own lines, or those that all JSON calls share. */
static struct curl_slist *headers_of (wxc_Engine *e, wxc_Call *call) {
  char line[128];
  if (call->upload != NULL && call->headers == NULL) {
    snprintf(line, sizeof(line), "Content-Type: %s", wxc_upload_content_type(call->upload));
    call->headers = curl_slist_append(NULL, line);
    if (call->headers != NULL) curl_slist_append(call->headers, "Expect:");
  }
  if (call->headers != NULL) return call->headers;
  return call->body != NULL ? e->json_headers : e->no_headers;
}

static void set_answer (wxc_Easy *kept, wxc_Call *call) {
  int keeps = call->plain || call->signing != NULL;
  curl_easy_setopt(kept->easy, CURLOPT_WRITEDATA, call);
  curl_easy_setopt(kept->easy, CURLOPT_PREREQDATA, call);
  curl_easy_setopt(kept->easy, CURLOPT_PRIVATE, call);
  call->began = 0;
  if (keeps) curl_easy_setopt(kept->easy, CURLOPT_HEADERDATA, call);
  if (kept->keeps_headers == keeps) return;
  kept->keeps_headers = keeps;
  curl_easy_setopt(kept->easy, CURLOPT_HEADERFUNCTION, keeps ? on_header : NULL);
  if (!keeps) curl_easy_setopt(kept->easy, CURLOPT_HEADERDATA, NULL);
}

int wxc_transfer_start (wxc_Engine *e, wxc_Call *call) {
  wxc_Easy *kept = take_easy(e, call->client);
  struct curl_slist *headers = headers_of(e, call);
  int body = body_of(call);
  int rc = WXC_ERR;
  if (kept == NULL || set_url(e, kept, call) != WXC_OK) goto done;
  set_method(kept, call->method, body);
  set_body(kept->easy, call, body);
  if (kept->headers != headers || headers == call->headers) curl_easy_setopt(kept->easy, CURLOPT_HTTPHEADER, headers);
  kept->headers = headers;
  set_answer(kept, call);
  wxc_held_add(-(long)call->answer.len);
  wxc_buf_reset(&call->answer, 65536);
  wxc_buf_reset(&call->answer_headers, 65536);
  if (curl_multi_add_handle(e->multi, kept->easy) != CURLM_OK) goto done;
  call->engine = e;
  call->easy = kept; /* ownership leaves here, and only here */
  kept = NULL;
  rc = WXC_OK;
done:
  if (kept != NULL) keep_easy(e, kept);
  if (rc != WXC_OK) wxc_call_fail(call, "transport", 0, "not_sent", NULL, "out of memory, or the URL is too long");
  return rc;
}

void wxc_transfer_stop (wxc_Engine *e, wxc_Call *call) {
  wxc_Easy *kept = call->easy;
  if (kept == NULL) return;
  call->easy = NULL;
  curl_multi_remove_handle(e->multi, kept->easy);
  keep_easy(e, kept);
}

int wxc_transfer_sent (const wxc_Call *call) {
  long bytes = 0;
  if (call->easy != NULL && call->began) curl_easy_getinfo(call->easy->easy, CURLINFO_REQUEST_SIZE, &bytes);
  return bytes > 0;
}

static void read_results (wxc_Engine *e) {
  CURLMsg *msg;
  int left;
  while ((msg = curl_multi_info_read(e->multi, &left)) != NULL) {
    wxc_Call *call = NULL;
    CURLcode code = msg->data.result;
    curl_off_t wait = 0;
    if (msg->msg != CURLMSG_DONE) continue;
    curl_easy_getinfo(msg->easy_handle, CURLINFO_PRIVATE, &call);
    curl_easy_getinfo(msg->easy_handle, CURLINFO_RESPONSE_CODE, &call->status);
    if (call->status >= 400) curl_easy_getinfo(msg->easy_handle, CURLINFO_RETRY_AFTER, &wait);
    call->retry_after = (double)wait;
    wxc_step_transferred(e, call, code);
  }
}

void wxc_transfer_ready (wxc_Engine *e, int fd, int mask) {
  int running;
  int events = (mask & WXC_READ ? CURL_CSELECT_IN : 0) | (mask & WXC_WRITE ? CURL_CSELECT_OUT : 0) |
               (mask & WXC_HANGUP ? CURL_CSELECT_ERR : 0);
  curl_multi_socket_action(e->multi, fd, events, &running);
  read_results(e);
}

void wxc_transfer_timer (wxc_Engine *e) {
  int running;
  e->curl_timer = WXC_NEVER;
  curl_multi_socket_action(e->multi, CURL_SOCKET_TIMEOUT, 0, &running);
  read_results(e);
}

void wxc_transfer_resume (wxc_Call *call) {
  if (call->easy != NULL) curl_easy_pause(call->easy->easy, CURLPAUSE_CONT);
}
