-- membercard-open: members. Form answers are plain text in this family; phone numbers that go in are encrypted.
local LOOK = "GET /v3/marketing/membercard-open/cards/{card_id}/codes/{code}"
local SEARCH = "GET /v3/marketing/membercard-open/phonenumber-member/search"
local PICTURE = "address given by the picture upload; JPG or PNG, below 1 MB"

local CARD = { "card_id", "string", ["in"] = "path", required = true, max_chars = 32,
  example = "pbLatjvWOibDc5-TBnbUk1pD12o0" }
local CODE = { "code", "string", ["in"] = "path", required = true, max_chars = 32, example = "478515832665" }
local NUMBER = { "membership_number", "string", max_chars = 32, example = "316510891298",
  doc = "number on the card; the code when absent" }
local REQUEST_NO = { "out_request_no", "string", required = true, example = "100002322019090134234sfdf",
  doc = "the caller's number: letters, digits and | _ * -" }
local SHORT_REQUEST_NO = { "out_request_no", "string", required = true, max_chars = 32,
  example = "100002322019090134234sfdf", doc = "the caller's number: letters, digits and | _ * -" }
local PHONE = { "encrypted_phone_number", "string", required = true, max_chars = 512, sensitive = true,
  doc = "mainland mobile number; the limit is that of the ciphertext" }
local NEW_CODE = { "code", "string", max_chars = 32, when = "code_mode is REAL_TIME", example = "478515832665" }
local BONUS = {
  CARD, CODE,
  { "out_trade_no", "string", required = true, example = "1217752501201407033233368018", doc = "number of the order" },
  { "mchid", "string", required = true, max_chars = 32, example = "1230000109" },
  { "sub_mchid", "string", required = true, example = "1900000109" },
  { "bonus_value", "integer", required = true, unit = "point", example = 30 },
}
local BONUS_NOTE = "mchid and sub_mchid are both printed as required, even for a merchant without a partner."

return {
  {
    method = "GET", path = "/v3/marketing/membercard-open/cards/{card_id}/codes/{code}",
    doc = "Read one member's card", doc_zh = "查询用户会员卡",
    repeats = "safe",
    request = { CARD, CODE },
    response = {
      { "card_id", "string", max_chars = 32, example = "pbLatjvWOibDc5-TBnbUk1pD12o0" },
      { "code", "string", max_chars = 32, example = "478515832665" },
      { "openid", "string", max_chars = 128, example = "obLatjnx9gnqzS4myYGmLZ7LgLBA" },
      NUMBER,
      { "level", "string", max_chars = 5 },
      { "nickname", "string", max_chars = 32, when = "not imported by phone and not added yet" },
      { "head_image_url", "string", max_chars = 128, when = "not imported by phone and not added yet" },
      { "background_picture_url", "string", max_chars = 128, format = "url" },
      { "balance", "integer", example = 888 },
      { "user_card_status", "string", enum = "open_user_card_status" },
      { "user_information", "object", shape = "open_answers", doc = "what the user answered" },
      { "bonus_value", "integer", unit = "point", example = 600 },
    },
    errors = { "open_card" },
    notes = { "Of cards with codes that change, such a code will do as well." },
    page = "v3/merchant/4012547768",
  },
  {
    method = "PATCH", path = "/v3/marketing/membercard-open/cards/{card_id}/codes/{code}",
    doc = "Change a member's card: level, balance, picture", doc_zh = "更新用户会员卡（等级、余额、背景图）",
    repeats = "by_request_no", request_no = "out_request_no", idempotency = "by its number (presumed)",
    query_after = LOOK, answer = "empty",
    request = {
      CARD, CODE, NUMBER,
      { "background_picture_url", "string", max_chars = 128, format = "url", doc = PICTURE,
        doc_conflict = "32 is printed here, 128 elsewhere" },
      { "level", "string", max_chars = 5 },
      SHORT_REQUEST_NO,
      { "balance_information", "object", doc = "before, after and the change between: all three must agree", fields = {
        { "before_balance", "integer", required = true, example = 788 },
        { "balance", "integer", required = true, example = 888 },
        { "add_balance", "integer", required = true, example = 100 },
        { "balance_remark", "string", doc = "shown with the change" },
      } },
      { "need_inform_balance", "boolean", doc = "tell the member about the balance" },
      { "need_inform_level", "boolean", doc = "tell the member about the level" },
    },
    page = "v3/merchant/4012549292",
  },
  {
    method = "POST", path = "/v3/marketing/membercard-open/cards/{card_id}/codes/{code}/activate",
    doc = "Activate a card of somebody who was sent to the merchant", doc_zh = "激活用户会员卡（跳转激活）",
    repeats = "unsafe", query_after = LOOK, idempotency = "presumed", answer = "empty",
    request = { CARD, CODE, NUMBER },
    notes = { "Of JUMP_ACTIVATE alone." },
    page = "v3/merchant/4012550809",
  },
  {
    method = "POST", path = "/v3/marketing/membercard-open/cards/{card_id}/codes/{code}/confirm", role = "partner",
    doc = "Report whether a card was opened", doc_zh = "上报开卡结果",
    repeats = "unsafe", query_after = LOOK, idempotency = "presumed",
    request = {
      { "card_id", "string", ["in"] = "path", required = true, max_chars = 32 },
      { "code", "string", ["in"] = "path", required = true, max_chars = 32 },
      { "user_card_confirm_state", "string", required = true, enum = "open_confirm_state",
        doc = "DEFAULT means nothing: do not send it" },
      { "fail_reason", "string", max_chars = 128, required_when = { "user_card_confirm_state", "CREATE_CARD_FAIL" } },
    },
    response = {},
    notes = { "New in July 2026. What it answers is not known, nor whether with 200 or 204; it names partners only." },
    page = "v3/partner/4024293896",
  },
  {
    method = "POST", path = "/v3/marketing/membercard-open/cards/{card_id}/codes/{code}/bonus/prepare",
    doc = "Show points on the result page of a payment", doc_zh = "预发放积分（支付结果页展示）",
    repeats = "by_request_no", request_no = "out_trade_no", idempotency = "by the order (presumed)", answer = "empty",
    request = BONUS,
    notes = { BONUS_NOTE },
    page = "v3/merchant/4012595808",
  },
  {
    method = "POST", path = "/v3/marketing/membercard-open/cards/{card_id}/codes/{code}/bonus/commit",
    doc = "Say that points which were shown are credited", doc_zh = "确认积分已发放",
    repeats = "by_request_no", request_no = "out_trade_no", idempotency = "by the order (presumed)", answer = "empty",
    request = BONUS,
    notes = { "After bonus/prepare of the same order.", BONUS_NOTE },
    page = "v3/merchant/4012551350",
  },
  {
    method = "PATCH", path = "/v3/marketing/membercard-open/cards/{card_id}/codes/{code}/rights",
    doc = "Set a member's points and benefits", doc_zh = "更新用户权益与积分",
    repeats = "by_request_no", request_no = "out_request_no", idempotency = "by its number (presumed)",
    query_after = LOOK, answer = "empty",
    request = {
      CARD, CODE,
      { "before_bonus_value", "integer", unit = "point", example = 500, doc = "before the change" },
      { "bonus_value", "integer", unit = "point", example = 600, doc = "after the change" },
      { "add_bonus_value", "integer", unit = "point", example = 100, doc = "the change: all three must agree" },
      REQUEST_NO,
      { "need_inform_bonus", "boolean", doc = "tell the member about the points" },
      { "member_price_word", "string" },
      { "fapiao_jump_word", "string", doc = "text of the invoices' link" },
      { "guide", "object", shape = "open_guide", doc = "somebody to ask" },
    },
    page = "v3/merchant/4012551213",
  },
  {
    method = "POST", path = "/v3/marketing/membercard-open/cards/{card_id}/codes/{code}/set-service-module-data",
    doc = "Set what a service item shows a member", doc_zh = "设置用户服务模块数据",
    repeats = "by_request_no", request_no = "out_request_no", idempotency = "by its number (presumed)",
    answer = "empty",
    request = {
      CARD, CODE, REQUEST_NO,
      { "service_module_id", "string", required = true, example = "666" },
      { "state_setting", "object", required = true, shape = "open_service_state" },
    },
    page = "v3/merchant/4017166964",
  },
  {
    method = "POST", path = "/v3/marketing/membercard-open/cards/{card_id}/codes/{code}/unavailable",
    doc = "Invalidate a member's card", doc_zh = "设置用户会员卡失效",
    repeats = "unsafe", query_after = LOOK, idempotency = "presumed", answer = "empty",
    irreversible = "The member loses the card for good; tell the member first.",
    irreversible_zh = "失效不可恢复，请先告知用户。",
    request = { CARD, CODE, { "reason", "string", max_chars = 30 } },
    page = "v3/merchant/4012549677",
  },

  -- ---- who is it ----------------------------------------------------------------------------------------------
  {
    method = "GET", path = "/v3/marketing/membercard-open/cards/{card_id}/decrypt-code",
    doc = "Turn an encrypt_code into the code", doc_zh = "解密会员卡 code",
    repeats = "safe",
    request = {
      CARD,
      { "encrypt_code", "string", ["in"] = "query", required = true,
        example = "XXIzTtMqCxwOaawoE91+VJdsFmv7b8g0VZIZkqf4GWA60Fzpc8ksZ/5ZZ0DVkXdE",
        doc = "from the address of the jump, decoded once" },
    },
    response = { { "code", "string", required = true, max_chars = 32, example = "751234212312" } },
    page = "v3/merchant/4012550742",
  },
  {
    method = "GET", path = "/v3/marketing/membercard-open/activate-informations/{activate_ticket}",
    doc = "Read what somebody answered who was sent to the merchant", doc_zh = "获取跳转激活用户提交的资料",
    repeats = "safe",
    request = { { "activate_ticket", "string", ["in"] = "path", required = true, example = "abcdefg",
      doc = "from the address of the jump" } },
    response = {
      { "nickname", "string", max_chars = 32, when = "not imported by phone and not added yet" },
      { "head_image_url", "string", max_chars = 128, when = "not imported by phone and not added yet" },
      { "user_information", "object", shape = "open_answers", doc = "what the user answered" },
    },
    page = "v3/merchant/4012550779",
  },
  {
    method = "GET", path = "/v3/marketing/membercard-open/user/cards",
    doc = "List the cards that a user has", doc_zh = "查询用户的会员卡列表",
    repeats = "safe",
    request = {
      { "openid", "string", ["in"] = "query", required = true, max_chars = 128,
        example = "obLatjnx9gnqzS4myYGmLZ7LgLBA" },
      { "appid", "string", ["in"] = "query", max_chars = 32, example = "wxea9c30890f48d5ae" },
      { "offset", "integer", ["in"] = "query", required = true, default = 0, doc = "rows to skip" },
      { "limit", "integer", ["in"] = "query", required = true, doc = "rows" },
    },
    response = {
      { "data", "list", items = "object", fields = {
        { "card_id", "string", max_chars = 32, example = "pbLatjvWOibDc5-TBnbUk1pD12o0" },
        { "code", "string", max_chars = 32, example = "478515832665" },
      } },
      { "total_count", "integer", required = true, doc = "rows that fit" },
      { "offset", "integer", required = true },
      { "limit", "integer", required = true },
    },
    page = "v3/merchant/4012549255",
  },

  -- ---- imports ------------------------------------------------------------------------------------------------
  {
    method = "POST", path = "/v3/marketing/membercard-open/cards/{card_id}/users/import",
    doc = "Import a member by openid", doc_zh = "通过 openid 导入会员",
    repeats = "by_request_no", request_no = "out_request_no", on_repeat = "INVALID_REQUEST",
    idempotency = "by its number (presumed)", query_after = "GET /v3/marketing/membercard-open/user/cards",
    request = {
      CARD,
      { "openid", "string", required = true, max_chars = 128, example = "obLatjnx9gnqzS4myYGmLZ7LgLBA" },
      NEW_CODE,
      { "out_request_no", "string", required = true, max_chars = 128, example = "100002322019090134234sfdf",
        doc = "the caller's number: letters, digits and | _ * -" },
    },
    response = { { "code", "string", required = true, max_chars = 32, example = "478515832665" } },
    errors = { "open_holder", "open_old", "open_owner", "open_card" },
    page = "v3/merchant/4012549739",
  },
  {
    method = "POST", path = "/v3/marketing/membercard-open/cards/{card_id}/phone-membercard/import",
    doc = "Import a member by phone number", doc_zh = "通过手机号导入会员",
    repeats = "by_request_no", request_no = "out_request_no", on_repeat = "INVALID_REQUEST",
    idempotency = "by its number (presumed)", query_after = SEARCH,
    request = { CARD, PHONE, NEW_CODE, SHORT_REQUEST_NO },
    response = { { "code", "string", required = true, max_chars = 32, example = "478515832665" } },
    errors = { "open_old", "open_unpaid", "open_holder", "open_owner", "open_card" },
    notes = {
      "The card is active at once, yet not in the user's wallet before the user adds it.",
      "WeChat finds the users of a number by itself.",
    },
    page = "v3/merchant/4012550535",
  },
  {
    method = "POST", path = "/v3/marketing/membercard-open/phonenumber-member/import",
    doc = "Have somebody reminded, by phone number, to take the card", doc_zh = "按手机号提醒用户领取会员卡",
    repeats = "unsafe", query_after = SEARCH, idempotency = "presumed", answer = "empty",
    request = {
      { "member_information", "object", required = true, fields = {
        { "card_id", "string", required = true, example = "pbLatjvWOibDc5-TBnbUk1pD12o0" },
        { "code", "string", example = "478515832665" },
        { "membership_number", "string", example = "316510891298" },
        { "registration_time", "string", required = true, format = "rfc3339",
          example = "2015-05-20T13:29:35.120+08:00", doc = "when the user became a member" },
      } },
      PHONE,
      { "outer_str", "string", max_chars = 128, example = "my_card_CARD",
        doc = "the merchant's name of the scene: digits, Latin, Chinese, half-width punctuation" },
    },
    errors = { "open_unpaid" },
    notes = { "Only of those who paid at the brand within a year." },
    page = "v3/merchant/4017166226",
  },
  {
    method = "GET", path = "/v3/marketing/membercard-open/phonenumber-member/search",
    doc = "See whether the owner of a phone number took the card", doc_zh = "按手机号查询领卡状态",
    repeats = "safe",
    request = {
      { "card_id", "string", ["in"] = "query", required = true, max_chars = 32,
        example = "pbLatjvWOibDc5-TBnbUk1pD12o0" },
      { "encrypted_phone_number", "string", ["in"] = "query", required = true, max_chars = 512, sensitive = true,
        doc = "mainland mobile number; the limit is that of the ciphertext" },
    },
    response = {
      { "receive_status", "string", required = true, enum = "open_receive_status" },
      { "user_card_information", "object", when = "the card was taken", fields = {
        { "code", "string", required = true, example = "478515832665" },
        { "openid", "string", required = true, example = "oHdb05U3pYMGsKSVAHN8AhIGhJaA",
          doc = "absent of an import by phone that was not added yet" },
        { "unionid", "string" },
        { "receive_time", "string", required = true, format = "rfc3339" },
        { "card_appid", "string", required = true, example = "wx0c44f7dee34b04d1" },
        { "card_id", "string", required = true, example = "pbLatjvWOibDc5-TBnbUk1pD12o0" },
      } },
    },
    notes = { "An encrypted value in a query: base64, percent-encoded, and signed as it is sent. One number a call." },
    page = "v3/merchant/4017166232",
  },
}
