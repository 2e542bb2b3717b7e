/*
** classify.c - what an answer means: done, a stale token, once more, or wait. RFC 9110 for the statuses, the catalogue's
** table for WeChat's codes. Where nothing is known about whether WeChat acted, only a safe call goes again.
*/
#include "engine/answer.h"
#include "engine/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONG_WORD 64    /* an openid has 28 characters, a rid 26, a ticket 86, a token more */
#define MAX_ERRMSG 2048 /* cut only after it was looked through */

/* "***" for every `secret` in text. */
static void redact (char *text, const char *secret) {
  size_t len = secret != NULL ? strlen(secret) : 0;
  char *at = text;
  if (len < 4) return;
  while ((at = strstr(at, secret)) != NULL) {
    memmove(at + 3, at + len, strlen(at + len) + 1);
    memcpy(at, "***", 3);
    at += 3;
  }
}

static size_t word_length (const char *text) {
  return strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");
}

/* WeChat may repeat what it was sent, of this try or the one before: "***" for every word as long as tokens and tickets
** are. A last word that was `cut` may be a part of one, and goes. */
void wxc_mask_long_words (char *text, int cut) {
  while (*text != '\0') {
    size_t len = word_length(text);
    if (cut && text[len] == '\0')
      *text = '\0';
    else if (len >= LONG_WORD) {
      memmove(text + 3, text + len, strlen(text + len) + 1);
      memcpy(text, "***", 3);
      len = 3;
    }
    if (*text != '\0') text += len > 0 ? len : 1;
  }
}

wxc_Verdict wxc_once_more (wxc_Call *call) {
  call->retryable = 1;
  if (call->outcome != NULL && strcmp(call->outcome, "not_sent") == 0)
    return call->connects < WXC_MAX_CONNECTS ? WXC_V_AGAIN : WXC_V_DONE;
  if (call->outcome != NULL && strcmp(call->outcome, "unknown") == 0 && !call->safe) {
    call->retryable = 0;
    return WXC_V_DONE;
  }
  return call->attempts < WXC_MAX_ATTEMPTS ? WXC_V_AGAIN : WXC_V_DONE;
}

static int is_verification (CURLcode code) {
  return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_ISSUER_ERROR ||
         code == CURLE_SSL_CERTPROBLEM || code == CURLE_SSL_CIPHER;
}

/* Who could be looked at when nothing was sent; NULL where nobody knows. */
static const char *connect_hint (const wxc_Call *call, CURLcode code, int sent) {
  if (sent || call->plain) return NULL;
  if (call->client->proxy != NULL) return "is the proxy right? wxcard doctor looks";
  if (code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST)
    return "is base_url right, and the network up? wxcard doctor looks";
  return NULL;
}

static wxc_Verdict transport_failed (wxc_Call *call, CURLcode code, int sent) {
  const char *outcome = sent ? "unknown" : "not_sent";
  const char *why = curl_easy_strerror(code);
  if (is_verification(code)) {
    char hint[240];
    snprintf(hint, sizeof(hint), "the certificates tried are in %.120s; name the right bundle as ca_file",
             call->client->ca_file != NULL ? call->client->ca_file : "libcurl's own bundle");
    wxc_call_fail(call, "transport", 0, outcome, hint, "TLS: %s", why);
    return WXC_V_DONE;
  }
  if (code == CURLE_WRITE_ERROR) {
    wxc_call_fail(call, "transport", 0, "unknown", NULL, "the answer is larger than %u bytes", WXC_MAX_RESPONSE);
    return WXC_V_DONE;
  }
  if (code == CURLE_ABORTED_BY_CALLBACK) {
    wxc_call_fail(call, "validation", 0, outcome, "the file must not change while it is sent",
                  "the file could not be read to its end");
    return WXC_V_DONE;
  }
  if (!sent && (code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL)) {
    wxc_call_fail(call, "config", 0, "not_sent", "http:// or https:// and a host", "%s", why);
    return WXC_V_DONE;
  }
  if (code == CURLE_OUT_OF_MEMORY || code == CURLE_FAILED_INIT) {
    wxc_call_fail(call, "transport", 0, outcome, "look at memory and the limit of open files", "%s", why);
    return WXC_V_DONE;
  }
  if (code == CURLE_OPERATION_TIMEDOUT)
    wxc_call_fail(call, "timeout", 0, outcome, NULL, "no connection in time");
  else if (code == CURLE_SEND_FAIL_REWIND) /* see no_rewind in transfer.c */
    wxc_call_fail(call, "transport", 0, outcome, NULL, "the connection was closed while the request was under way");
  else if (code == CURLE_UNSUPPORTED_PROTOCOL)
    wxc_call_fail(call, "transport", 0, outcome, NULL, "the answer is not HTTP");
  else
    wxc_call_fail(call, "transport", 0, outcome, connect_hint(call, code, sent), "%s", why);
  return wxc_once_more(call);
}

static wxc_Verdict status_failed (wxc_Call *call) {
  if (call->status >= 300 && call->status < 400) {
    wxc_call_fail(call, "transport", 0, "refused", "a proxy or a wrong base_url? redirects are never followed",
                  "HTTP %ld, a redirect", call->status);
    return WXC_V_DONE;
  }
  if (call->status == 429) {
    wxc_call_fail(call, "api", 0, "refused", "slow down", "HTTP 429, too many requests");
    call->retryable = 1;
    return WXC_V_RATE;
  }
  if (call->status >= 500) {
    wxc_call_fail(call, "transport", 0, "unknown", NULL, "HTTP %ld", call->status);
    return wxc_once_more(call);
  }
  wxc_call_fail(call, "api", 0, "refused", NULL, "HTTP %ld", call->status);
  return WXC_V_DONE;
}

static wxc_Verdict code_failed (wxc_Call *call, long code, char *errmsg) {
  wxc_Retry retry = wxc_client_retry(call->client, code);
  const char *outcome = retry == WXC_RETRY_BACKOFF ? "unknown" : "refused";
  /* a 40001 to the token's own request is a wrong secret, and fetching again would not help */
  int stale = retry == WXC_RETRY_TOKEN && call->source != NULL;
  int cut = strlen(errmsg) == MAX_ERRMSG - 1;
  redact(errmsg, call->token_used);
  redact(errmsg, call->client->secret);
  wxc_mask_long_words(errmsg, cut);
  wxc_call_fail(call, retry == WXC_RETRY_TOKEN ? "token" : "api", code, outcome, NULL, "%s", errmsg);
  if (stale && !call->replayed) return WXC_V_TOKEN;
  if (retry == WXC_RETRY_WAIT) {
    call->retryable = 1;
    return WXC_V_RATE;
  }
  if (retry == WXC_RETRY_BACKOFF || retry == WXC_RETRY_AGAIN) return wxc_once_more(call);
  return WXC_V_DONE;
}

/* Nearly every answer begins like this; the rest is read when it becomes a Lua table, and refused there if it is no JSON. */
static int plainly_good (const wxc_Buf *answer) {
  static const char start[] = "{\"errcode\":0,";
  return answer->len > sizeof(start) && memcmp(answer->data, start, sizeof(start) - 1) == 0 &&
         answer->data[answer->len - 1] == '}';
}

wxc_Verdict wxc_classify (wxc_Call *call, CURLcode code, int sent) {
  char errmsg[MAX_ERRMSG];
  wxc_Wanted wanted[] = {{.name = "errcode"}, {.name = "errmsg", .text = errmsg, .room = sizeof(errmsg)}};
  if (code != CURLE_OK) return transport_failed(call, code, sent);
  if (call->plain) return WXC_V_DONE;
  if (call->status != 200) return status_failed(call);
  if (plainly_good(&call->answer))
    wanted[0].value = 0;
  else if (wxc_answer_read(call->answer.data, call->answer.len, wanted, 2) != WXC_OK) {
    wxc_call_fail(call, "transport", 0, "unknown", "something between here and WeChat may have answered",
                  "the answer is not JSON");
    return wxc_once_more(call);
  }
  if (wanted[0].value != 0) return code_failed(call, (long)wanted[0].value, errmsg);
  call->error.kind = NULL;
  call->outcome = NULL;
  return WXC_V_DONE;
}
