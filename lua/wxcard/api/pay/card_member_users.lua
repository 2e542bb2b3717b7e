-- Brand card-member: members' cards. Imports take effect at once; what a user opens waits for `confirm`.
local TEN = { count = 10, seconds = 1, scope = "mchid" }
local LOOK = "GET /v3/brand/partner/card-member/user-cards/{user_card_code}"

local BRAND = { "brand_id", "string", required = true, max_chars = 32, example = "1004", doc = "whose card it is" }
local BRAND_ASKED = { "brand_id", "string", ["in"] = "query", required = true, max_chars = 32, example = "1004",
  doc = "whose card it is" }
local CARD = { "card_id", "string", required = true, max_chars = 32, example = "pbLatjvWOibDc5-TBnbUk1pD12o0" }
local CARD_ASKED = { "card_id", "string", ["in"] = "query", required = true, max_chars = 32,
  example = "pbLatjvWOibDc5-TBnbUk1pD12o0" }
local OPENID = { "openid", "string", required = true, max_chars = 128, example = "obLatjnx9gnqzS4myYGmLZ7LgLBA",
  doc = "of the card's appid" }
local OPENID_ASKED = { "openid", "string", ["in"] = "query", required = true, max_chars = 128,
  example = "obLatjnx9gnqzS4myYGmLZ7LgLBA", doc = "of the card's appid" }
local CODE = { "user_card_code", "string", ["in"] = "path", required = true, max_chars = 32, example = "478515832665",
  doc = "percent-encoded in the path: it may have punctuation" }
local NEW_CODE = { "user_card_code", "string", required = true, max_chars = 32, example = "478515832665",
  doc = "one to a member of this card; digits, letters, half-width punctuation" }
local VALIDITY = { "valid_date_information", "object", shape = "pay_validity",
  doc = "of the card's own kind; fields of other kinds are ignored" }
local VALIDITY_TYPED = { "valid_date_information", "object", shape = "pay_validity_typed",
  doc = "of the card's own kind; fields of other kinds are ignored" }
local OLD_VALIDITY = { "date_information", "object", shape = "pay_validity",
  doc = "older name of valid_date_information: one of the two, never both" }
local ONE_VALIDITY = { { "valid_date_information", "date_information" } }
local PICKUP = { "pickup_time", "string", format = "rfc3339", when = "the validity is FIX_TERM",
  example = "2020-05-20T13:29:35+08:00",
  doc = "when the member took it: before now, and not so long ago that it would have expired" }
local ATTACH = { "attach", "string", max_chars = 256, doc = "the caller's own note" }

return {
  {
    method = "GET", path = "/v3/brand/partner/card-member/user-cards", role = "partner",
    doc = "List the cards that a user has of a brand", doc_zh = "查询用户在品牌下的会员卡列表",
    repeats = "safe", rate_limit = TEN,
    request = {
      BRAND_ASKED,
      OPENID_ASKED,
      { "user_card_state", "string", ["in"] = "query", enum = "pay_user_card_state" },
      { "offset", "integer", ["in"] = "query", required = true, min = 0, default = 0, doc = "rows to skip" },
      { "limit", "integer", ["in"] = "query", required = true, min = 1, max = 20, example = 20, doc = "rows" },
    },
    response = {
      { "data", "list", items = "object", shape = "pay_user_card" },
      { "total_count", "integer", required = true, doc = "rows that fit" },
      { "offset", "integer", required = true },
      { "limit", "integer", required = true },
    },
    errors = { "openid", "product" },
    page = "v3/partner/4015336984",
    twin = {
      path = "/brand/card-member/user-cards", rate_limit = { count = 5, seconds = 1, scope = "brand_id" },
      page = "brand/4015582718",
      response = {
        { "data", "list", items = "object", shape = "pay_user_card_of_brand" },
        { "total_count", "integer", required = true, doc = "rows that fit" },
        { "offset", "integer", required = true },
        { "limit", "integer", required = true },
      },
    },
  },
  {
    method = "POST", path = "/v3/brand/partner/card-member/user-cards/import-by-openid", role = "partner",
    doc = "Import a member by openid", doc_zh = "通过 openid 导入老会员",
    repeats = "unsafe", natural_key = { "card_id", "openid" }, on_repeat = "INVALID_REQUEST", query_after = LOOK,
    rate_limit = TEN, needs_serial = true,
    any_of = ONE_VALIDITY,
    request = {
      shape = "pay_user_card_data",
      BRAND, CARD, OPENID, NEW_CODE, VALIDITY, OLD_VALIDITY, PICKUP,
    },
    response = { shape = "pay_user_card" },
    errors = { "import", "openid", "moderation", "product" },
    notes = {
      "The card is EFFECTIVE at once and wants no confirm.",
      "Who deleted the card cannot be imported again; who has one that waits is to be confirmed.",
    },
    page = "v3/partner/4015336981",
    twin = {
      path = "/brand/card-member/user-cards/import-by-openid", page = "brand/4015582744",
      rate_limit = { count = 10, seconds = 1, scope = "brand_id" },
      request = { VALIDITY_TYPED },
      response = { shape = "pay_user_card_of_brand" },
    },
  },
  {
    method = "POST", path = "/v3/brand/partner/card-member/user-cards/import-by-phone", role = "partner",
    status = "announced",
    doc = "Import a member by phone number", doc_zh = "通过手机号导入老会员",
    hint = "announced, not online yet. Today: import-by-openid, "
      .. "membercard-open/cards/{card_id}/phone-membercard/import, "
      .. "or attach of a WeChat Pay order (cell=[…]&card_id=[…]&user_card_code=[…])",
    hint_zh = "该接口已公布但尚未上线；目前请使用 import-by-openid、membercard-open 的手机号导入，或下单时的 attach 字段",
    instead = "POST /v3/brand/partner/card-member/user-cards/import-by-openid",
    repeats = "unsafe", natural_key = { "card_id", "user_card_code" }, on_repeat = "INVALID_REQUEST",
    idempotency = "one import to a card and code (presumed)", query_after = LOOK, needs_serial = true,
    any_of = ONE_VALIDITY,
    request = {
      BRAND, CARD,
      { "phone_number", "string", required = true, max_chars = 512, sensitive = true,
        doc = "mobile number; the limit is that of the ciphertext" },
      NEW_CODE,
      { "card_color", "string", max_chars = 7, format = "color", example = "#FFFF00" },
      { "card_picture_url", "string", max_chars = 256, doc = "address given by the picture upload" },
      { "level", "string", max_chars = 10, doc = "member's level, only shown" },
      { "user_information", "object", doc = "answers to questions that the card asks", fields = {
        { "common_field_list", "list", items = "object", doc = "answers to WeChat's questions", fields = {
          { "name", "string", enum = "pay_question", doc = "the question" },
          { "value", "string", sensitive = true, doc = "the answer" },
        } },
        { "custom_field_list", "list", items = "object", doc = "answers to the merchant's", fields = {
          { "name", "string", doc = "the question, never encrypted" },
          { "user_chosen_values", "list", items = "string", sensitive = true, doc = "each encrypted by itself" },
        } },
      } },
      VALIDITY_TYPED,
      OLD_VALIDITY,
      PICKUP,
    },
    response = { shape = "pay_user_card_of_brand", { "user_information", "object", doc = "what the user answered",
      fields = {
        { "common_field_list", "list", items = "object", doc = "answers to WeChat's questions", fields = {
          { "name", "string", enum = "pay_question", doc = "the question" },
          { "value", "string", sensitive = true, doc = "the answer" },
        } },
        { "custom_field_list", "list", items = "object", doc = "answers to the merchant's", fields = {
          { "name", "string", doc = "the question, never encrypted" },
          { "user_chosen_values", "list", items = "string", sensitive = true, doc = "each encrypted by itself" },
        } },
      } } },
    errors = { "import", "moderation", "product" },
    notes = {
      "The card is EFFECTIVE at once, yet not in the user's wallet before the user adds it.",
      "There is no call of the brand's own for this.",
      "An older text wants date_information and always pickup_time.",
    },
    page = "v3/partner/4015336982",
  },
  {
    method = "GET", path = "/v3/brand/partner/card-member/user-cards/{user_card_code}", role = "partner",
    doc = "Read one member's card", doc_zh = "查询单张用户会员卡",
    repeats = "safe", rate_limit = TEN,
    request = { CODE, BRAND_ASKED, CARD_ASKED, OPENID_ASKED },
    response = { shape = "pay_user_card" },
    errors = { "openid", "member", "card", "product" },
    notes = { "Brand, card and openid have to fit the code." },
    page = "v3/partner/4015336980",
    twin = { path = "/brand/card-member/user-cards/{user_card_code}", page = "brand/4015582716",
      response = { shape = "pay_user_card_of_brand" } },
  },
  {
    method = "PATCH", path = "/v3/brand/partner/card-member/user-cards/{user_card_code}", role = "partner",
    doc = "Change a member's card", doc_zh = "修改用户会员卡",
    repeats = "safe", query_after = LOOK, rate_limit = TEN, needs_serial = true,
    request = {
      shape = "pay_user_card_data",
      CODE, BRAND, CARD, OPENID, VALIDITY, ATTACH,
    },
    response = { shape = "pay_user_card" },
    errors = {
      { "INVALID_REQUEST", "the member's card is not effective" },
      "openid", "member", "card", "validity", "form", "answers", "moderation", "product",
    },
    notes = { "Only an EFFECTIVE card can be changed, and only answers to questions that the card asks." },
    page = "v3/partner/4015336985",
    twin = {
      path = "/brand/card-member/user-cards/{user_card_code}", page = "brand/4015582719",
      rate_limit = { count = 5, seconds = 1, scope = "brand_id" },
      request = { CARD_ASKED, VALIDITY_TYPED },
      response = { shape = "pay_user_card_of_brand" },
      notes = { "card_id goes into the query here; some clients send it in the body." },
    },
  },
  {
    method = "POST", path = "/v3/brand/partner/card-member/user-cards/{user_card_code}/confirm", role = "partner",
    doc = "Confirm, or refuse, a card that a user opened", doc_zh = "确认用户开卡结果",
    repeats = "unsafe", query_after = LOOK, rate_limit = TEN, needs_serial = true,
    idempotency = "not documented; of a card that is effective already, WeChat finds nothing to confirm (presumed)",
    warning = "CREATE_CARD_FAIL makes the user's card INVALID.",
    warning_zh = "上报 CREATE_CARD_FAIL 会使该用户卡失效。",
    request = {
      shape = "pay_user_card_data",
      CODE, BRAND, CARD, OPENID, VALIDITY, ATTACH,
      { "user_card_confirm_state", "string", required = true, enum = "pay_confirm_state",
        doc = "ALREADY_EXISTS: opened, but the user had joined elsewhere before" },
    },
    response = { shape = "pay_user_card" },
    errors = {
      { "PARAM_ERROR", "user_card_code has other characters than digits, Latin letters and half-width punctuation" },
      { "NOT_FOUND", "no card that waits for this" },
      { "INVALID_REQUEST", "the user_card_code is taken" },
      { "INVALID_REQUEST", "SYSTEM_ALLOCATE: the code cannot be another one" },
      { "INVALID_REQUEST", "the member's card is not effective" },
      "openid", "card", "validity", "form", "answers", "moderation",
    },
    notes = {
      "What the component or the merchant card opened becomes EFFECTIVE by this alone; imports and orders need none.",
      "With MERCHANT_ALLOCATE the path has the code that the card gets by this call, and keeps even if it failed.",
    },
    page = "v3/partner/4015336979",
    twin = {
      path = "/brand/card-member/user-cards/{user_card_code}/confirm", page = "brand/4015582750",
      request = { VALIDITY_TYPED },
      response = { shape = "pay_user_card_of_brand" },
    },
  },
  {
    method = "POST", path = "/v3/brand/partner/card-member/user-cards/{user_card_code}/invalidate", role = "partner",
    doc = "Invalidate a member's card", doc_zh = "失效用户会员卡",
    repeats = "unsafe", query_after = LOOK, on_repeat = "INVALID_REQUEST", rate_limit = TEN,
    irreversible = "The member loses the card and cannot join again through the merchant card; tell the member first.",
    irreversible_zh = "失效不可恢复，用户之后无法再通过商家名片入会；请先告知用户。",
    request = {
      CODE, BRAND, CARD, OPENID,
      { "invalid_reason", "string", max_chars = 32 },
    },
    response = { shape = "pay_user_card" },
    errors = {
      { "INVALID_REQUEST", "neither waiting nor effective" }, { "PARAM_ERROR", "another openid" },
      "openid", "member", "card", "product",
    },
    notes = { "From UNACTIVATED and EFFECTIVE only." },
    page = "v3/partner/4015336983",
    twin = { path = "/brand/card-member/user-cards/{user_card_code}/invalidate", page = "brand/4015582726",
      response = { shape = "pay_user_card_of_brand" } },
  },
}
