/*
** classify_v3.c - what an answer of WeChat Pay means: by its HTTP status, and by its body only if the signature is good.
** An answer that nobody signed proves nothing: it is reported as such, with what it says beside it.
*/
#include "crypto/secret.h"
#include "engine/signing.h"
#include "json/read.h"

#include <stdio.h>
#include <string.h>

#define MAX_MESSAGE 320

/* The error body: {code, message, detail: {field, issue}}. */
typedef struct Body {
  char code[64], message[MAX_MESSAGE], field[128], issue[160];
} Body;

static void copy (const wxc_JsonReader *r, char *to, size_t room) {
  wxc_Buf b;
  size_t len = r->len;
  const char *text = r->text;
  wxc_buf_init(&b, 65536);
  if (r->escaped) {
    wxc_json_unescape(&b, r->text, r->len);
    text = b.data, len = b.data != NULL ? b.len : 0;
  }
  if (len > room - 1) {
    len = room - 1;
    while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80) len--; /* no half character */
  }
  if (len > 0) memcpy(to, text, len);
  to[len] = '\0';
  wxc_buf_free(&b);
}

static int is (const wxc_JsonReader *r, const char *name) {
  return r->len == strlen(name) && memcmp(r->text, name, r->len) == 0;
}

static void read_body (const wxc_Buf *answer, Body *body) {
  wxc_JsonReader r;
  wxc_JsonEvent event;
  char *to = NULL;
  size_t room = 0;
  int in_detail = 0;
  memset(body, 0, sizeof(*body));
  wxc_json_read(&r, answer->data != NULL ? answer->data : "", answer->len);
  while ((event = wxc_json_next(&r)) > WXC_JSON_END) {
    if (event == WXC_JSON_KEY) {
      to = NULL;
      if (r.depth == 1) in_detail = is(&r, "detail");
      if (r.depth == 1 && is(&r, "code")) to = body->code, room = sizeof(body->code);
      if (r.depth == 1 && is(&r, "message")) to = body->message, room = sizeof(body->message);
      if (r.depth == 2 && in_detail && is(&r, "field")) to = body->field, room = sizeof(body->field);
      if (r.depth == 2 && in_detail && is(&r, "issue")) to = body->issue, room = sizeof(body->issue);
    }
    else if (event == WXC_JSON_STRING && to != NULL) {
      copy(&r, to, room);
      to = NULL;
    }
  }
  if (event == WXC_JSON_ERROR) memset(body, 0, sizeof(*body));
}

/* What WeChat Pay says may quote what it was sent. */
static void redact (const wxc_Call *call, Body *body) {
  char *texts[] = {body->code, body->message, body->field, body->issue};
  for (size_t i = 0; i < 4; i++) {
    wxc_seals_redact(&call->signing->seals, texts[i]);
    wxc_mask_long_words(texts[i], 0);
  }
}

/* "/amount/currency" as our paths are: amount.currency, list[2].name (counted from 1). */
static void field_path (const char *field, char *out, size_t room) {
  size_t n = 0;
  if (*field == '/') field++;
  while (*field != '\0' && n + 16 < room) {
    size_t len = strcspn(field, "/");
    if (len > 0 && strspn(field, "0123456789") == len && len < 7) {
      unsigned long index = 0;
      for (size_t i = 0; i < len; i++) index = index * 10 + (unsigned long)(field[i] - '0');
      n += (size_t)snprintf(out + n, room - n, "[%lu]", index + 1);
    }
    else {
      if (n > 0) out[n++] = '.';
      for (size_t i = 0; i < len && n + 16 < room; i++) out[n++] = field[i];
    }
    field += len + (field[len] == '/');
  }
  out[n] = '\0';
}

/* By what happened to the request, whoever says so: see wxc_once_more. */
static const char *outcome_of (const wxc_Call *call) {
  if (call->status == 202 || (call->status >= 500 && call->status != 501)) return "unknown";
  if (call->status == 429 || call->status == 401) return "refused";
  return call->signing->verified ? "refused" : "unknown";
}

static wxc_Verdict by_status (wxc_Call *call) {
  if (call->status == 429) {
    call->retryable = 1;
    if (call->retry_after > 0) return WXC_V_RATE;
    return wxc_once_more(call);
  }
  if (call->status == 202 || call->status == 500 || call->status > 501) return wxc_once_more(call);
  return WXC_V_DONE;
}

/* Business errors, of an answer whose signature is good; and those that never have one. */
static wxc_Verdict refused (wxc_Call *call) {
  const char *kind = call->status >= 500 && !call->signing->verified ? "transport" : "api";
  Body body;
  char path[160] = "";
  read_body(&call->answer, &body);
  redact(call, &body);
  field_path(body.field, path, sizeof(path));
  if (body.code[0] == '\0')
    wxc_call_fail(call, kind, 0, outcome_of(call), NULL, "HTTP %ld", call->status);
  else
    wxc_call_fail(call, kind, 0, outcome_of(call), NULL, "%s%s%s", body.message, body.issue[0] != '\0' ? ": " : "",
                  body.issue);
  snprintf(call->name, sizeof(call->name), "%s", body.code);
  snprintf(call->error.path, sizeof(call->error.path), "%s", path);
  return by_status(call);
}

static wxc_Verdict unverified (wxc_Call *call) {
  wxc_Signing *s = call->signing;
  Body body;
  wxc_Error why = {0};
  wxc_fault_error(s->judgement, NULL, &why);
  read_body(&call->answer, &body);
  redact(call, &body);
  wxc_call_fail(call, "signature", 0, outcome_of(call), why.hint, "HTTP %ld, unverified: %s", call->status,
                why.message);
  snprintf(call->name, sizeof(call->name), "%s", wxc_reason_name(s->judgement));
  if (body.code[0] != '\0') snprintf(call->said, sizeof(call->said), "%s: %.120s", body.code, body.message);
  if (s->judgement == WXC_FAULT_PROBE && call->safe && !s->probed) { /* what is repeated is not probed */
    s->probed = 1;
    call->retryable = 1;
    return WXC_V_AGAIN;
  }
  if (call->status >= 400) return by_status(call);
  call->retryable = call->safe && s->judgement == WXC_FAULT_PROBE;
  return WXC_V_DONE;
}

static void read_rid (wxc_Call *call) {
  wxc_Slice rid = wxc_header_find(&call->answer_headers, "Request-ID");
  size_t len = rid.len < sizeof(call->rid) ? rid.len : sizeof(call->rid) - 1;
  if (len > 0) memcpy(call->rid, rid.data, len);
  call->rid[len] = '\0';
}

wxc_Verdict wxc_classify_v3 (wxc_Call *call) {
  const wxc_Signing *s = call->signing;
  int success = call->status >= 200 && call->status < 300;
  read_rid(call);
  call->name[0] = call->said[0] = '\0';
  if (success && !s->verified && !s->unsigned_answer) return unverified(call);
  if (call->status == 202) {
    wxc_call_fail(call, "api", 0, "unknown", "repeat the same request, or query", "HTTP 202, taken and not finished");
    return by_status(call);
  }
  if (success) {
    call->error.kind = NULL;
    call->outcome = NULL;
    return WXC_V_DONE;
  }
  if (call->status >= 300 && call->status < 400) {
    wxc_call_fail(call, "transport", 0, "unknown", "a proxy or a wrong base_url? redirects are never followed",
                  "HTTP %ld, a redirect", call->status);
    return WXC_V_DONE;
  }
  /* requests whose own signature was not accepted, wrong paths and gateways are answered by nobody's signature */
  if (s->verified || call->status == 401 || call->status >= 500 || call->answer.len == 0) return refused(call);
  return unverified(call);
}
