-- membercard-open: the callback's address, cards, their benefits, service items and ways to users.
-- Spelled otherwise than in card-member: QRCODE, EXPIRE, NOT_ACTIVATE, MERCHANT_DEPOSIT.
local LOOK = "GET /v3/marketing/membercard-open/cards/{card_id}"
local LOGO = "address given by the picture upload; 120 x 120 px, below 1 MB"
local PICTURE = "address given by the picture upload; JPG or PNG, below 1 MB"
local MODES = "12 digits from WeChat, drawn from codes that were deposited, or the merchant's own when activated"

local CARD = { "card_id", "string", ["in"] = "path", required = true, max_chars = 32,
  example = "pbLatjvWOibDc5-TBnbUk1pD12o0" }
local MODULE = { "service_module_id", "string", ["in"] = "path", required = true, example = "666" }
local JUMP = { "jump_miniprogram", "object", required = true, doc = "mini program that opens", fields = {
  { "appid", "string", required = true, example = "wx37178d097a6851d8" },
  { "path", "string", required = true, example = "pages/index/index" },
} }
local CALLBACK = {
  { "notify_url", "string", required = true, max_chars = 256, doc = "https, no query" },
  { "mchid", "string", max_chars = 32, example = "99999105" },
}
local ACTIVATE_TYPE = { "activate_type", "string", required = true, enum = "open_activate_type",
  doc = "at once with an event, or by the merchant, to whom the user is sent" }
local ACTIVATE_URL = { "activate_url", "string", max_chars = 128, example = "https://w.url.cn/s/Ahz3p2C",
  doc = "web page of JUMP_ACTIVATE" }
local ACTIVATE_APPID = { "activate_appid", "string", max_chars = 32, example = "wxea9c30a90fs8d3fe",
  doc = "mini program of JUMP_ACTIVATE; it wins over activate_url" }
local ACTIVATE_PATH = { "activate_path", "string", max_chars = 128, example = "pages/activate/activate" }
local OUTER_STR = { "outer_str", "string", max_chars = 32, example = "szwxtd",
  doc = "the merchant's name of the scene" }

return {
  {
    method = "PATCH", path = "/v3/marketing/membercard-open/callback",
    doc = "Set where events go", doc_zh = "设置事件回调地址",
    repeats = "safe", query_after = "GET /v3/marketing/membercard-open/callback",
    request = { { "notify_url", "string", required = true, max_chars = 256, example = "https://pay.weixin.qq.com",
      doc = "https, no query" } },
    response = CALLBACK,
    notes = { "One to a merchant id, not to a card." },
    page = "v3/merchant/4012552251",
  },
  {
    method = "GET", path = "/v3/marketing/membercard-open/callback",
    doc = "Read where events go", doc_zh = "查询事件回调地址",
    repeats = "safe",
    request = {},
    response = CALLBACK,
    page = "v3/merchant/4012552275",
  },
  {
    method = "POST", path = "/v3/marketing/membercard-open/cards",
    doc = "Create a WeChat Pay member card", doc_zh = "创建微信支付会员卡",
    repeats = "by_request_no", request_no = "out_request_no", idempotency = "by its number (presumed)",
    query_after = "GET /v3/marketing/membercard-open/cards",
    request = {
      { "appid", "string", required = true, max_chars = 32, example = "wxea9c30890f48d5ae",
        doc = "a service account that is bound to the brand" },
      { "logo_url", "string", required = true, max_chars = 128, format = "url", doc = LOGO },
      { "brand", "object", required = true, shape = "open_brand" },
      { "title", "string", required = true, max_chars = 10, doc = "name on the card" },
      { "background_picture_url", "string", required = true, max_chars = 128, format = "url", doc = PICTURE },
      { "description", "string", required = true, max_chars = 500, doc = "terms of use" },
      { "service_phone", "string", max_chars = 32, example = "010-8877xxxx" },
      { "code_type", "string", required = true, max_chars = 32, enum = "open_code_type",
        doc = "how a code is shown; spelled QRCODE here, QR_CODE in card-member" },
      { "total_quantity", "integer", default = 5000000, doc = "stock, of SYSTEM_ALLOCATE alone" },
      { "date_information", "object", required = true, shape = "open_validity_new" },
      { "code_mode", "string", required = true, max_chars = 32, enum = "open_code_mode",
        doc = MODES .. "; it never becomes SYSTEM_ALLOCATE" },
      { "need_display_level", "boolean", doc = "the level is shown" },
      { "init_level", "string", max_chars = 5, doc = "what a new member starts at" },
      { "out_request_no", "string", required = true, max_chars = 128, example = "100002322019090134234sfdf",
        doc = "the caller's number: letters, digits and | _ * -" },
      { "balance_information", "object", shape = "open_balance" },
      { "user_information_form", "object", shape = "open_form", doc = "what users are asked" },
      { "additional_statement", "object", shape = "open_statement", doc = "another statement on the card" },
      { "need_dynamic_code", "boolean", doc = "codes that change" },
    },
    response = { shape = "open_card" },
    errors = { "open_appid", "open_balance" },
    notes = { "The answer has neither wait_days_after_receive nor need_dynamic_code." },
    page = "v3/merchant/4012545584",
  },
  {
    method = "GET", path = "/v3/marketing/membercard-open/cards",
    doc = "List WeChat Pay member cards", doc_zh = "查询会员卡列表",
    repeats = "safe",
    request = {
      { "brand_id", "string", ["in"] = "query", example = "1001622624" },
      { "appid", "string", ["in"] = "query", max_chars = 32, example = "wxea9c30890f48d5ae" },
      { "offset", "integer", ["in"] = "query", required = true, default = 0, doc = "rows to skip" },
      { "limit", "integer", ["in"] = "query", required = true, example = 20, doc = "rows" },
    },
    response = {
      { "total_count", "integer", required = true, doc = "rows that fit" },
      { "limit", "integer", required = true },
      { "offset", "integer", required = true },
      { "data", "list", items = "object", shape = "open_card", fields = {
        { "out_request_no", "string", required = true, doc = "number it was made under" },
      } },
    },
    page = "v3/merchant/4012547108",
  },
  {
    method = "GET", path = "/v3/marketing/membercard-open/cards/{card_id}",
    doc = "Read one WeChat Pay member card", doc_zh = "查询单个会员卡",
    repeats = "safe",
    request = { CARD },
    response = { shape = "open_card", { "out_request_no", "string", required = true,
      doc = "number it was made under" } },
    errors = { "open_card" },
    page = "v3/merchant/4012547650",
  },
  {
    method = "PATCH", path = "/v3/marketing/membercard-open/cards/{card_id}",
    doc = "Change a WeChat Pay member card", doc_zh = "修改会员卡",
    repeats = "safe", query_after = LOOK, answer = "empty",
    request = {
      CARD,
      { "appid", "string", max_chars = 32, example = "wxea9c30890f48d5ae", doc = "a service account of the brand" },
      { "logo_url", "string", max_chars = 128, format = "url", doc = LOGO },
      { "title", "string", max_chars = 10, doc = "name on the card" },
      { "background_picture_url", "string", max_chars = 128, format = "url", doc = PICTURE },
      { "description", "string", max_chars = 500, doc = "terms of use" },
      { "service_phone", "string", max_chars = 32, example = "010-8877xxxx" },
      { "total_quantity", "integer", doc = "stock, of SYSTEM_ALLOCATE alone" },
      { "date_information", "object", shape = "open_validity_new" },
      { "need_display_level", "boolean", doc = "the level is shown" },
      { "init_level", "string", max_chars = 5, doc = "what a new member starts at" },
      { "balance_information", "object", shape = "open_balance" },
      { "user_information_form", "object", shape = "open_form_changed", doc = "what users are asked" },
      { "additional_statement", "object", shape = "open_statement", doc = "another statement on the card" },
      { "code_mode", "string", max_chars = 32, enum = "open_code_mode", doc = "neither from nor to SYSTEM_ALLOCATE",
        doc_conflict = "one page calls it required" },
      { "code_type", "string", max_chars = 32, enum = "open_code_type", doc = "how membership_number is shown" },
      { "need_dynamic_code", "boolean", doc = "codes that change" },
    },
    errors = {
      "open_owner", "open_appid", { "INVALID_REQUEST", "SYSTEM_ALLOCATE stays" },
      { "INVALID_REQUEST", "code_mode does not become SYSTEM_ALLOCATE" }, "open_balance", "open_card",
    },
    page = "v3/merchant/4012549567",
  },
  {
    method = "DELETE", path = "/v3/marketing/membercard-open/cards/{card_id}",
    doc = "Delete a WeChat Pay member card", doc_zh = "删除会员卡",
    repeats = "unsafe", query_after = LOOK, idempotency = "presumed", answer = "empty",
    irreversible = "The card is never handed out again.", irreversible_zh = "删除后该卡无法再发放。",
    request = { CARD },
    errors = { "open_owner", "open_card" },
    page = "v3/merchant/4012549682",
  },
  {
    method = "POST", path = "/v3/marketing/membercard-open/cards/{card_id}/codes/deposit",
    doc = "Deposit codes of one's own", doc_zh = "导入自有卡号",
    repeats = "safe", idempotency = "a code that is there is reported as DUPLICATE",
    request = { CARD, { "code", "list", items = "string", max_chars = 32, doc = "codes, each once to a card" } },
    response = {
      { "data", "list", items = "object", doc = "what became of each", fields = {
        { "code", "string", max_chars = 32, example = "478515832665" },
        { "result", "string", enum = "open_deposit_result" },
      } },
    },
    errors = { "open_owner", "open_card" },
    notes = {
      "Of MERCHANT_DEPOSIT alone; the stock is then the number of codes.",
      "200 does not say that every code went in: look at each result.",
      "How many fit into a call is not documented.",
    },
    page = "v3/merchant/4012545728",
  },
  {
    method = "PATCH", path = "/v3/marketing/membercard-open/cards/{card_id}/rights",
    doc = "Set the benefits that a card shows", doc_zh = "设置会员卡权益",
    repeats = "safe", answer = "empty",
    request = {
      CARD,
      { "show_bonus", "boolean", required = true, doc = "points are shown" },
      { "show_favor", "boolean", required = true, doc = "benefits are shown" },
      { "bonus", "object", doc = "points", fields = {
        { "init_bonus", "integer", required = true, unit = "point", example = 100, doc = "of a new member" },
        { "bonus_value_word", "string", required = true, doc = "word beside the points" },
        { "bonus_cost_title", "string", doc = "title of the line about their worth" },
        { "bonus_cost_word", "string", required = true, doc = "what they are worth" },
        { "bonus_jump_word", "string", doc = "text of the link" },
        { "bonus_jump_appid", "string", example = "wxea9c30a90fs8d3fe" },
        { "bonus_jump_path", "string", example = "/pages/bonus/bonus" },
        { "bonus_support_appid", "string", example = "wxea9c30a90fs8d3fe",
          doc = "where members add points themselves" },
        { "bonus_support_path", "string", example = "pages/selfbonus/selfbonus" },
      } },
      { "favor", "object", doc = "benefits", fields = {
        { "show_coupon", "boolean", required = true, doc = "coupons are shown" },
        { "member_price_word", "string" },
        { "member_price_appid", "string", example = "wxea9c30a90fs8d3fe" },
        { "member_price_path", "string", example = "pages/favor/favor" },
        { "member_price_title", "string", enum = "open_price_title" },
        { "favor_module_title", "string", enum = "open_favor_title" },
      } },
      { "show_fapiao", "boolean", doc = "invoices are shown" },
      { "fapiao", "object", doc = "invoices", fields = {
        { "fapiao_jump_word", "string", doc = "text of the link" },
        { "fapiao_jump_appid", "string", example = "wxea9c30a90fs8d3fe" },
        { "fapiao_jump_path", "string", example = "pages/fapiao/fapiao" },
      } },
      { "show_guide", "boolean", doc = "the contact is shown" },
      { "guide", "object", shape = "open_guide", doc = "somebody to ask" },
    },
    errors = { "open_old", "open_card" },
    page = "v3/merchant/4012551219",
  },
  {
    method = "POST", path = "/v3/marketing/membercard-open/cards/{card_id}/upgrade",
    doc = "Make an Official Account card a WeChat Pay one", doc_zh = "将公众号会员卡升级为微信支付会员卡",
    repeats = "unsafe", query_after = LOOK, idempotency = "presumed", answer = "empty",
    warning = "It binds the card to the brand; no call takes that back.",
    warning_zh = "升级会将卡绑定到品牌，没有接口可以撤回。",
    request = {
      CARD,
      { "brand_id", "string", required = true, example = "1001622624" },
      { "appid", "string", required = true, max_chars = 32, example = "wxea9c30890f48d5ae" },
    },
    errors = { "open_appid", "open_card" },
    page = "v3/merchant/4012545673",
  },

  -- ---- ways to users ------------------------------------------------------------------------------------------
  {
    method = "POST", path = "/v3/marketing/membercard-open/cards/{card_id}/permission-tokens",
    doc = "Get a token that opens the card component", doc_zh = "获取开卡组件 token",
    repeats = "unsafe", idempotency = "each call makes another token, which does no harm",
    request = {
      CARD, ACTIVATE_TYPE,
      { "navigate_back_previous_page", "boolean", doc = "back to the page that called, unless it jumps elsewhere" },
      ACTIVATE_URL, ACTIVATE_APPID, ACTIVATE_PATH, OUTER_STR,
    },
    response = { { "permission_token", "string", required = true, max_chars = 1024, doc = "for the component" } },
    errors = { "open_card" },
    notes = { "How long it lives is not documented." },
    page = "v3/merchant/4012550867",
  },
  {
    method = "POST", path = "/v3/marketing/membercard-open/cards/{card_id}/qrcode",
    doc = "Get the link of a card's QR code", doc_zh = "创建会员卡投放二维码",
    repeats = "unsafe", idempotency = "each call makes another link, which does no harm",
    request = { CARD, ACTIVATE_TYPE, ACTIVATE_URL, ACTIVATE_APPID, ACTIVATE_PATH, OUTER_STR },
    response = { { "url", "string", required = true, example = "https://w.url.cn/s/Ahz3p2C" } },
    errors = {
      { "INVALID_REQUEST", "REAL_TIME codes and QR codes do not go together" },
      { "SYSTEM_ERROR", "no link was made: repeat it" }, "open_card",
    },
    page = "v3/merchant/4012550605",
  },

  -- ---- service items ------------------------------------------------------------------------------------------
  {
    method = "POST", path = "/v3/marketing/membercard-open/cards/{card_id}/service-modules",
    doc = "Add a service item to a card", doc_zh = "新增服务模块",
    repeats = "unsafe", idempotency = "presumed",
    request = { CARD, { "service_module_id", "string", required = true, example = "666" }, JUMP },
    response = { shape = "open_service_module" },
    errors = { "open_card" },
    page = "v3/merchant/4017167277",
  },
  {
    method = "PATCH", path = "/v3/marketing/membercard-open/cards/{card_id}/service-modules/{service_module_id}",
    doc = "Change a service item", doc_zh = "修改服务模块",
    repeats = "safe",
    request = { CARD, MODULE, JUMP },
    response = { shape = "open_service_module" },
    page = "v3/merchant/4017167417",
  },
  {
    method = "DELETE", path = "/v3/marketing/membercard-open/cards/{card_id}/service-modules/{service_module_id}",
    doc = "Remove a service item", doc_zh = "删除服务模块",
    repeats = "unsafe", idempotency = "presumed", answer = "empty",
    request = { CARD, MODULE },
    page = "v3/merchant/4017167557",
  },
}
