-- Codes: the merchant's own, and what happens to them at the counter.
return {
  ["/card/code/get"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Read a code: who holds it and in which state it is", doc_zh = "查询 Code 的持有人与状态",
    repeats = "safe",
    request = {
      { "code", "string", required = true, max_bytes = 20, example = "110201201245" },
      { "card_id", "string", max_bytes = 32, when = "the card has use_custom_code (41012)" },
      { "check_consume", "boolean", default = true,
        doc = "true: an unusable code is an error (40127); false: the state of any known code" },
    },
    response = {
      { "card", "object", required = true, fields = {
        { "card_id", "string", required = true },
        { "begin_time", "integer", required = true, unit = "s", doc = "Unix time" },
        { "end_time", "integer", required = true, unit = "s", doc = "Unix time" },
        { "code", "string" },
        { "card_number", "string", doc = "gift cards" },
        { "membership_number", "string" },
        { "bonus", "integer", unit = "point" },
        { "balance", "integer", unit = "fen" },
      } },
      { "openid", "string", required = true },
      { "can_consume", "boolean", required = true },
      { "user_card_status", "string", required = true, enum = "user_card_status" },
      { "outer_str", "string" },
      { "background_pic_url", "string" },
      { "unionid", "string" },
      { "nickname", "string", sensitive = true, doc = "member cards" },
      { "membership_number", "string", doc = "member cards" },
      { "bonus", "integer", unit = "point", doc = "member and gift cards" },
      { "balance", "integer", unit = "fen", doc = "member and gift cards" },
      { "order_id", "string", doc = "gift cards" },
      { "user_info", "object", shape = "user_info", doc = "member cards" },
    },
    errors = { 40056, 40099, 40116, 40127, 41012, 41013 },
    notes = {
      "Ask before consume, and refuse whatever is not redeemable.",
      "40056 for a code that nobody took, or that was handed on as a gift.",
      "The default of check_consume is not documented; send it.",
    },
    source = "Redeeming cards", date = "2026-11",
  },

  ["/card/code/consume"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Redeem a code", doc_zh = "核销 Code",
    repeats = "unsafe", query_after = "/card/code/get",
    irreversible = "A redeemed code cannot be used again and the redemption cannot be undone.",
    irreversible_zh = "核销不可撤销,核销后的 Code 无法再次使用。",
    warning = "Redeem only what the holder has agreed to, at the counter and in their presence or on their order.",
    warning_zh = "核销前须经持卡人同意。",
    request = {
      { "code", "string", required = true, max_bytes = 20 },
      { "card_id", "string", max_bytes = 32, when = "the card has use_custom_code (41012)" },
    },
    response = {
      { "card", "object", required = true, fields = {
        { "card_id", "string", required = true },
      } },
      { "openid", "string", required = true },
    },
    errors = { 40056, 40099, 40116, 40127, 40147, 41012, 41013, 43018, 72020 },
    notes = {
      "The one redemption call, for gift cards too; use_limit bounds it per person.",
      "40099 to a repeated call means that the first one worked.",
    },
    source = "Redeeming cards", date = "2026-11",
  },

  ["/card/code/decrypt"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Turn an encrypted code into the real one", doc_zh = "解密 Code",
    repeats = "safe",
    request = {
      { "encrypt_code", "string", required = true, doc = "percent-decoded once if it came from a link",
        example = "XXIzTtMqCxwOaawoE91+VJdsFmv7b8g0VZIZkqf4GWA60Fzpc8ksZ/5ZZ0DVkXdE" },
    },
    response = {
      { "code", "string", required = true },
    },
    errors = { 40075 },
    notes = { "Only for cards of the calling account. Such codes come from chooseCard and from links inside a card." },
    source = "Redeeming cards", date = "2026-11",
  },

  ["/card/code/deposit"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Import the merchant's own codes, 100 at a time", doc_zh = "导入自定义 Code,每次最多 100 个",
    repeats = "safe", query_after = "/card/code/checkcode",
    request = {
      { "card_id", "string", required = true, max_bytes = 32 },
      { "code", "list", items = "string", required = true, max_bytes = 20, min_items = 1, max_items = 100 },
    },
    response = {
      { "succ_code", "any", doc = "a list of codes in some answers, their number in others" },
      { "duplicate_code", "any", doc = "known before and skipped; list or number" },
      { "fail_code", "any", doc = "list or number" },
    },
    errors = { 40073, 40078, 40109, 40110, 40111 },
    notes = {
      "For cards with get_custom_code_mode, once they are approved; raise the stock by card/modifystock afterwards.",
      "Codes imported before are skipped, so a call may be repeated.",
    },
    source = "Distributing cards", date = "2026-11",
  },

  ["/card/code/getdepositcount"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Count the imported codes", doc_zh = "查询已导入的 Code 数量",
    repeats = "safe",
    request = {
      { "card_id", "string", required = true, max_bytes = 32 },
    },
    response = {
      { "count", "integer", required = true },
    },
    errors = { 40073 },
    source = "Distributing cards", date = "2026-11",
  },

  ["/card/code/checkcode"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Tell which codes were imported, 100 at a time", doc_zh = "核查 Code 是否已导入,每次最多 100 个",
    repeats = "safe",
    request = {
      { "card_id", "string", required = true, max_bytes = 32 },
      { "code", "list", items = "string", required = true, max_bytes = 20, min_items = 1, max_items = 100 },
    },
    response = {
      { "exist_code", "list", items = "string", required = true },
      { "not_exist_code", "list", items = "string", required = true },
    },
    errors = { 40073, 40109, 40110, 40111 },
    source = "Distributing cards", date = "2026-11",
  },

  ["/card/code/update"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Replace a code by another", doc_zh = "更改 Code",
    repeats = "unsafe", query_after = "/card/code/get",
    irreversible = "The old code stops working at once, on the holder's phone too.",
    irreversible_zh = "更改后原 Code 立即失效。",
    request = {
      { "code", "string", required = true, max_bytes = 20 },
      { "new_code", "string", required = true, max_bytes = 20 },
      { "card_id", "string", max_bytes = 32, when = "the card has use_custom_code (41012)" },
    },
    response = {},
    errors = { 40056, 40116, 41012, 41013 },
    notes = { "Meant for custom codes after a gift, so that the first holder's copy is of no use." },
    source = "Managing cards", date = "2026-11",
  },

  ["/card/code/unavailable"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Void a code", doc_zh = "设置 Code 失效",
    repeats = "unsafe", query_after = "/card/code/get",
    irreversible = "A voided code cannot be made valid again.",
    irreversible_zh = "设置失效后不可恢复。",
    warning = "The holder must have been told and must have agreed first, for instance before a refund.",
    warning_zh = "须事先告知持卡人并征得同意(例如退款前)。",
    request = {
      { "code", "string", required = true, max_bytes = 20 },
      { "card_id", "string", max_bytes = 32, when = "the card has use_custom_code (41012)" },
      { "reason", "string", doc = "why" },
    },
    response = {},
    errors = { 40056, 40116, 40127, 41012, 41013 },
    notes = { "What a second call answers is not documented." },
    source = "Managing cards", date = "2026-11",
  },

  ["/card/code/mark"] = {
    method = "POST", auth = "access_token", status = "legacy", body = "json",
    doc = "Reserve a friends' coupon's code for one user", doc_zh = "标记朋友的券 Code(旧接口)",
    repeats = "safe", query_after = "/card/code/get",
    request = {
      { "code", "string", required = true, max_bytes = 20 },
      { "card_id", "string", required = true, max_bytes = 32 },
      { "openid", "string", required = true },
      { "is_mark", "boolean", required = true, doc = "true reserves, false releases",
        doc_conflict = "one list calls it mark" },
    },
    response = {},
    errors = { 40146 },
    notes = { "Friends' coupons are gone. A reservation lapsed by itself after some five minutes." },
    source = "Redeeming cards", date = "2026-11",
  },
}
