/*
** card_ext.c - see card_ext.h.
*/
#include "card_ext.h"

#include "crypto/digest.h"
#include "error.h"
#include "json/write.h"

#define DIGITS 24

/* Something stands in front: the timestamp comes first. */
static void add_name (wxc_Buf *out, const char *name) {
  wxc_buf_add(out, ",\"", 2);
  wxc_buf_add(out, name, strlen(name));
  wxc_buf_add(out, "\":", 2);
}

/* An empty value is neither signed nor sent. */
static int add_text (wxc_Buf *out, const char *name, wxc_Slice value) {
  if (value.len == 0) return WXC_OK;
  add_name(out, name);
  return wxc_json_string(out, value.data, value.len);
}

static void add_integer (wxc_Buf *out, const char *name, long long value) {
  if (value == 0) return;
  add_name(out, name);
  wxc_json_integer(out, value);
}

static int sign (const wxc_CardExt *card, wxc_Slice timestamp, char hex[WXC_SHA1_HEX + 1]) {
  wxc_Slice all[] = {card->ticket, timestamp, card->card_id, card->code, card->openid, card->nonce_str, card->balance};
  return wxc_sha1_sorted(all, sizeof(all) / sizeof(all[0]), hex); /* an empty one adds nothing */
}

int wxc_card_ext (const wxc_CardExt *card, wxc_Buf *out, const char **culprit) {
  const struct {
    const char *name;
    wxc_Slice value;
  } texts[] = {
      {"code", card->code},       {"openid", card->openid},       {"nonce_str", card->nonce_str},
      {"balance", card->balance}, {"outer_str", card->outer_str},
  };
  char hex[WXC_SHA1_HEX + 1], digits[DIGITS];
  wxc_Slice timestamp = {digits, 0};
  wxc_Buf number = {digits, 0, sizeof(digits), sizeof(digits), 0};
  *culprit = NULL;
  wxc_json_integer(&number, card->timestamp);
  timestamp.len = number.len;
  if (sign(card, timestamp, hex) != WXC_OK) return WXC_ERR;
  wxc_buf_add(out, card->number ? "{\"timestamp\":" : "{\"timestamp\":\"", card->number ? 13 : 14);
  wxc_buf_add(out, digits, timestamp.len);
  if (!card->number) wxc_buf_byte(out, '"');
  for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
    if (add_text(out, texts[i].name, texts[i].value) != WXC_OK) return *culprit = texts[i].name, WXC_ERR;
  add_integer(out, "fixed_begintimestamp", card->fixed_begintimestamp);
  add_integer(out, "outer_id", card->outer_id);
  wxc_buf_add(out, ",\"signature\":\"", 14);
  wxc_buf_add(out, hex, WXC_SHA1_HEX);
  wxc_buf_add(out, "\"}", 2);
  return WXC_OK;
}
