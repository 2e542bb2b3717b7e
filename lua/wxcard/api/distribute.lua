-- Ways to hand out cards: QR codes, landing pages, article snippets, the testers' list.
return {
  ["/card/qrcode/create"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Make a QR code that hands out one card, or up to five", doc_zh = "创建投放二维码(单张或最多五张卡券)",
    repeats = "safe",
    request = {
      { "action_name", "string", required = true, enum = { "QR_CARD", "QR_MULTIPLE_CARD" } },
      { "expire_seconds", "integer", min = 60, max = 1800, unit = "s", doc = "365 days when absent" },
      { "action_info", "object", required = true, any_of = { { "card", "multiple_card" } }, fields = {
        { "card", "object", shape = "qr_card", when = "action_name is QR_CARD" },
        { "multiple_card", "object", when = "action_name is QR_MULTIPLE_CARD", fields = {
          { "card_list", "list", items = "object", required = true, min_items = 1, max_items = 5, shape = "qr_card" },
        } },
      } },
    },
    response = {
      { "ticket", "string", required = true, doc = "for showqrcode, percent-encoded there" },
      { "expire_seconds", "integer", unit = "s", example = 1800 },
      { "url", "string", required = true, doc = "what the QR picture says" },
      { "show_qrcode_url", "string", required = true, doc = "address of the picture" },
    },
    errors = { 40052, 40053, 40073, 40078, 40112, 40116, 40122, 41012, 45039 },
    notes = { "Each call makes one more ticket; the older ones stay good." },
    source = "Distributing cards", date = "2026-11",
  },

  ["/card/landingpage/create"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Make a web page that offers several cards", doc_zh = "创建卡券货架页面",
    repeats = "unsafe",
    request = {
      { "banner", "string", required = true, doc = "picture from media/uploadimg, best 640 x 300 px" },
      { "page_title", "string", required = true, doc_conflict = "the table prints title; page_title is what works" },
      { "can_share", "boolean", required = true },
      { "scene", "string", required = true, enum = "scene" },
      { "card_list", "list", items = "object", required = true, min_items = 1, fields = {
        { "card_id", "string", required = true, max_bytes = 32 },
        { "thumb_url", "string", required = true, doc = "picture of this entry" },
      } },
    },
    response = {
      { "url", "string", required = true },
      { "page_id", "integer", required = true },
    },
    errors = { 40073, 40078, 52000 },
    notes = { "Approved cards without custom codes, or with deposited ones." },
    source = "Distributing cards", date = "2026-11",
  },

  ["/card/mpnews/gethtml"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Get the snippet that puts a card into an article", doc_zh = "获取图文消息群发卡券的嵌入代码",
    repeats = "safe",
    request = {
      { "card_id", "string", required = true, max_bytes = 32 },
    },
    response = {
      { "content", "string", required = true, doc = "an iframe for the article's content" },
    },
    errors = { 40073, 40078 },
    notes = { "Cards without custom codes, or with deposited ones." },
    source = "Distributing cards", date = "2026-11",
  },

  ["/card/testwhitelist/set"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Set the testers, who may claim cards that are not approved", doc_zh = "设置测试白名单",
    repeats = "safe",
    warning = "The call replaces the whole list: whoever is not named here is no tester any more.",
    warning_zh = "每次调用都会覆盖原有白名单。",
    any_of = { { "openid", "username" } },
    request = {
      { "openid", "list", items = "string", max_items = 10 },
      { "username", "list", items = "string", max_items = 10, doc = "WeChat ids" },
    },
    response = {},
    errors = { 40003, 40031, 40032, 40106, 40132, 45019 },
    notes = {
      "Ten people in all, both lists together.",
      "What a tester claims does not follow later changes of the card, and can be claimed even if it is void.",
    },
    source = "Distributing cards", date = "2026-11",
  },
}
