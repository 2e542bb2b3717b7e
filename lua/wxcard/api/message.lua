-- Cards sent as messages. Only the wxcard kind of message is described; the calls take others, unchecked.
return {
  ["/cgi-bin/message/custom/send"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Send a card to one user, as a customer-service message", doc_zh = "以客服消息发送卡券",
    repeats = "unsafe",
    request = {
      { "touser", "string", required = true, doc = "openid that wrote or acted within the last 48 hours" },
      { "msgtype", "string", required = true, enum = { "wxcard" }, open_enum = true },
      { "wxcard", "object", required_when = { "msgtype", "wxcard" }, fields = {
        { "card_id", "string", required = true },
      } },
      { "customservice", "object", fields = {
        { "kf_account", "string", doc = "the agent whose name it bears" },
      } },
    },
    response = {},
    errors = { 40003, 40008, 40073, 45015, 45047, 48002 },
    notes = { "Cards without custom codes, or with deposited ones." },
    source = "Customer-service messages", date = "2026-11",
  },

  ["/cgi-bin/message/mass/send"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Mass-send a card to a list of openids", doc_zh = "按 OpenID 列表群发卡券",
    repeats = "unsafe",
    irreversible = "A mass message cannot be taken back from the phones it reached.",
    irreversible_zh = "群发后无法从已送达的手机撤回。",
    request = {
      { "touser", "list", items = "string", required = true, min_items = 2, max_items = 10000 },
      { "msgtype", "string", required = true, enum = { "wxcard" }, open_enum = true },
      { "wxcard", "object", required_when = { "msgtype", "wxcard" }, shape = "mass_card" },
      { "clientmsgid", "string", max_bytes = 64, doc = "your own id; a repeat with the same is not sent again" },
      { "send_ignore_reprint", "integer", default = 0, enum = { 0, 1 }, doc = "articles only" },
    },
    response = {
      { "msg_id", "integer", required = true, doc = "64 bits" },
      { "msg_data_id", "integer", doc = "articles only" },
    },
    errors = { 40003, 40008, 40032, 40073, 40130, 45028, 48003, 48008 },
    notes = { "Cards without custom codes, or with deposited ones. Counts against the account's mass messages." },
    source = "Mass messages", date = "2026-11",
  },

  ["/cgi-bin/message/mass/sendall"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Mass-send a card to every follower or to one tag", doc_zh = "按标签或向全部粉丝群发卡券",
    repeats = "unsafe",
    irreversible = "A mass message cannot be taken back from the phones it reached.",
    irreversible_zh = "群发后无法从已送达的手机撤回。",
    request = {
      { "filter", "object", required = true, any_of = { { "is_to_all", "tag_id" } }, fields = {
        { "is_to_all", "boolean" },
        { "tag_id", "integer", required_when = { "is_to_all", false } },
      } },
      { "msgtype", "string", required = true, enum = { "wxcard" }, open_enum = true },
      { "wxcard", "object", required_when = { "msgtype", "wxcard" }, shape = "mass_card" },
      { "clientmsgid", "string", max_bytes = 64, doc = "your own id; a repeat with the same is not sent again" },
      { "send_ignore_reprint", "integer", default = 0, enum = { 0, 1 }, doc = "articles only" },
    },
    response = {
      { "msg_id", "integer", required = true, doc = "64 bits" },
      { "msg_data_id", "integer", doc = "articles only" },
    },
    errors = { 40008, 40073, 45028, 48003, 48008 },
    notes = { "Cards without custom codes, or with deposited ones. Counts against the account's mass messages." },
    source = "Mass messages", date = "2026-11",
  },

  ["/cgi-bin/message/mass/preview"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Show a mass card message on one phone", doc_zh = "预览群发的卡券消息",
    repeats = "unsafe",
    any_of = { { "touser", "towxname" } },
    request = {
      { "touser", "string", doc = "openid" },
      { "towxname", "string", doc = "WeChat id; wins over touser; 100 a day" },
      { "msgtype", "string", required = true, enum = { "wxcard" }, open_enum = true },
      { "wxcard", "object", required_when = { "msgtype", "wxcard" }, shape = "mass_card" },
    },
    response = {
      { "msg_id", "integer" },
    },
    errors = { 40003, 40008, 40073, 40132 },
    notes = { "errmsg may say \"preview success\"; go by errcode." },
    source = "Mass messages", date = "2026-11",
  },
}
