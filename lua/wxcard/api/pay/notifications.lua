--[[
What WeChat Pay posts to a notify_url, as data: the envelope, the events by event_type, how they are repeated, what to
answer. `fields` are those of the decrypted resource. `encrypted` says of a field in it whether it is a ciphertext for
the merchant's key once more: "always", or "perhaps" where the pages say plain text and others say encrypted (344
characters of base64 tell). `key` names what tells one happening from another, besides the envelope's id.
]]
local CARD = { "card_id", "string", required = true, max_chars = 32, example = "pbLatjvWOibDc5-TBnbUk1pD12o0" }
local OPENID = { "openid", "string", required = true, max_chars = 128, example = "obLatjnx9gnqzS4myYGmLZ7LgLBA" }
local CODE = { "user_card_code", "string", required = true, max_chars = 32, example = "478515832665" }
local BRAND = { "brand_id", "string", required = true, max_chars = 32, example = "1004" }

local USER_CARD = {
  { "user_card_code", "string", max_chars = 32, example = "478515832665",
    when = "the code exists: with MERCHANT_ALLOCATE not before confirm" },
  CARD,
  OPENID,
  { "card_color", "string", required = true, max_chars = 7, format = "color", example = "#FFFF00" },
  { "card_picture_url", "string", required = true, max_chars = 512 },
  BRAND,
  { "card_type", "string", required = true, enum = "pay_card_type" },
  { "phone_number", "string", max_chars = 32, sensitive = true, encrypted = "perhaps", advisory = true,
    when = "the user has one bound" },
  { "level", "string", max_chars = 10 },
  { "valid_date_information", "object", required = true, fields = {
    { "type", "string", required = true, enum = "pay_validity" },
    { "available_begin_time", "string", max_chars = 32, format = "rfc3339",
      required_when = { "type", "FIX_TIME_RANGE" } },
    { "available_end_time", "string", max_chars = 32, format = "rfc3339",
      required_when = { "type", "FIX_TIME_RANGE" } },
    { "available_day_after_receive", "integer", unit = "day", required_when = { "type", "FIX_TERM" } },
  } },
  { "pickup_time", "string", required = true, max_chars = 32, format = "rfc3339", doc = "when it was taken" },
  { "user_information", "object", doc = "what the user answered", fields = {
    { "common_field_list", "list", items = "object", fields = {
      { "name", "string", max_chars = 128, enum = "pay_question" },
      { "value", "string", max_chars = 128, sensitive = true, encrypted = "perhaps", advisory = true },
    } },
    { "custom_field_list", "list", items = "object", fields = {
      { "name", "string", max_chars = 128 },
      { "user_chosen_values", "list", items = "string", max_chars = 8, sensitive = true, encrypted = "perhaps",
        advisory = true },
    } },
  } },
  { "attach", "string", max_chars = 256 },
  { "user_card_state", "string", required = true, max_chars = 32, enum = "pay_user_card_state" },
  { "invalid_reason", "string", max_chars = 256 },
  { "invalid_time", "string", max_chars = 32, format = "rfc3339" },
  { "create_time", "string", required = true, max_chars = 32, format = "rfc3339" },
  { "modify_time", "string", required = true, max_chars = 32, format = "rfc3339" },
}
local EXCHANGE = {
  { "record_id", "string", required = true, max_chars = 64, doc = "goes back with exchange-coupon/confirm" },
  BRAND,
  CARD,
  { "appid", "string", required = true, example = "wxea9c30890f48d5ae" },
  OPENID,
  CODE,
  { "exchange_coupon_template_id", "string", required = true, max_chars = 32, example = "0Flpo7FqTQ" },
  { "deduct_points", "integer", required = true, unit = "point", doc = "the price; up to 64 bits" },
  { "product_coupon_id", "string", required = true },
  { "product_coupon_stock_type", "string", required = true, enum = "pay_coupon_kind", open_enum = true },
  { "stock_id", "string", required = true, max_chars = 128, doc = "batch" },
}

-- What an event of membercard-open begins with; `kinds` are those that its own event_type has.
local function open_fields(kinds, ...)
  local fields = {
    { "event_type", "string", required = true, enum = kinds, open_enum = true, doc = "its kind, not the envelope's" },
    CARD,
    { "code", "string", max_chars = 32 },
    { "event_time", "string", required = true, format = "rfc3339" },
    OPENID,
    { "unionid", "string" },
  }
  for _, field in ipairs({ ... }) do
    fields[#fields + 1] = field
  end
  return fields
end
local OUTER_STR = { "outer_str", "string", doc = "the merchant's name of the scene" }

local PAGES = "https://pay.weixin.qq.com/doc/"
local CALLBACK_NOTE = "Goes to the address of PATCH /v3/marketing/membercard-open/callback."

local events = {
  ["BRAND_MEMBER_CARD_SP.USER_CARD.CREATE"] = {
    doc = "Somebody opened a card", doc_zh = "用户开卡",
    scheme = "merchant", original_type = "user_card", associated_data = "user_card", delivery = "minutes",
    key = { "card_id", "openid", "pickup_time" }, fields = USER_CARD,
    answer_with = "POST /v3/brand/partner/card-member/user-cards/{user_card_code}/confirm",
    twin = "BRAND_MEMBER_CARD.USER_CARD.CREATE", twin_page = "brand/4015582700",
    formerly = "MEMBERCARDSP.USER_CARD.CREATE",
    notes = { "The card waits, UNACTIVATED, until it is confirmed." },
    page = "v3/partner/4015283692",
  },
  ["BRAND_MEMBER_CARD_SP.USER_CARD.DELETE"] = {
    doc = "A user deleted a card", doc_zh = "用户删除会员卡",
    scheme = "merchant", original_type = "user_card", associated_data = "user_card", delivery = "minutes",
    key = { "card_id", "openid", "modify_time" }, fields = USER_CARD,
    twin = "BRAND_MEMBER_CARD.USER_CARD.DELETE", twin_page = "brand/4015582700",
    formerly = "MEMBERCARDSP.USER_CARD.DELETE",
    page = "v3/partner/4015283692",
  },
  ["BRAND_MEMBER_CARD_SP.POINT_EXCHANGE_COUPON"] = {
    doc = "A user wants a coupon for points", doc_zh = "用户发起积分兑换商品券",
    scheme = "merchant", original_type = "point_coupon", associated_data = "point_coupon", delivery = "minutes",
    key = { "record_id" }, fields = EXCHANGE,
    answer_with = "POST /v3/brand/partner/card-member/user-points/exchange-coupon/confirm",
    twin = "BRAND_MEMBER_CARD.POINT_EXCHANGE_COUPON", twin_page = "brand/4015879057",
    notes = { "Answer at once, then confirm: the user waits about 3 seconds." },
    page = "v3/partner/4015878622",
  },
  ["BRAND_MEMBER_CARD_SP.SYNC_USER_POINT"] = {
    doc = "WeChat Pay asks for a member's points", doc_zh = "查询用户积分余额",
    scheme = "merchant", original_type = "sync_user_point", associated_data = "sync_user_point", delivery = "once",
    fields = { BRAND, CARD, OPENID, CODE },
    answer_with = "POST /v3/brand/partner/card-member/user-points/sync",
    twin = "BRAND_MEMBER_CARD.SYNC_USER_POINT", twin_page = "brand/4016096803",
    notes = { "When a member opens a page that shows the points." },
    page = "v3/partner/4016096820",
  },
  ["MEMBERCARD.ACCEPT_CARD"] = {
    doc = "Somebody took a card", doc_zh = "用户领取会员卡",
    scheme = "merchant", original_type = "membercard", associated_data = "membercard", presumed = { "associated_data" },
    delivery = "minutes", key = { "card_id", "code", "event_type", "event_time" },
    fields = open_fields({ "NEW_ACTIVATE", "RECOVER", "MEMBER_CARD_ACCEPT_BY_PHONE_NUMBER" },
      { "phone_number", "string", sensitive = true, encrypted = "always" }, OUTER_STR),
    notes = { CALLBACK_NOTE, "Two of its kinds look like the scenes of an activation: take any." },
    page = "v3/merchant/4017166745",
  },
  ["MEMBERCARD.ACTIVATE_CARD"] = {
    doc = "A card was activated", doc_zh = "会员卡激活",
    scheme = "merchant", original_type = "membercard", associated_data = "membercard", presumed = { "associated_data" },
    delivery = "minutes", key = { "card_id", "code", "event_type", "event_time" },
    fields = open_fields({ "MEMBER_CARD_ACTIVATE" },
      { "activate_scene", "string", required = true, enum = { "NEW_ACTIVATE", "RECOVER" }, open_enum = true,
        doc = "a new member, or one who came back" }, OUTER_STR),
    notes = { CALLBACK_NOTE },
    page = "v3/merchant/4012288215",
  },
  ["MEMBERCARD.USERCARD_MANAGE"] = {
    doc = "A user looked at, deleted or edited a card", doc_zh = "用户查看、删除会员卡或修改资料",
    scheme = "merchant", original_type = "membercard", associated_data = "membercard", presumed = { "associated_data" },
    delivery = "minutes", key = { "card_id", "code", "event_type", "event_time" },
    fields = open_fields({ "USER_VIEW_MEMBERCARD", "USER_DELETE_MEMBERCARD", "USER_MODIFY_INFORMATION" }),
    notes = { CALLBACK_NOTE },
    page = "v3/merchant/4012288215",
  },
  ["SECURITY_ECHO.SUCCESS"] = {
    doc = "The echo that POST /v3/security/echo asked for", doc_zh = "回声测试通知",
    scheme = "merchant", original_type = "security", associated_data = "security", presumed = { "associated_data" },
    delivery = "general",
    fields = {
      { "echo_message", "string", required = true },
      { "encrypt_echo_message", "string", sensitive = true, encrypted = "always",
        doc = "so spelled, without the d of encrypted" },
    },
    notes = { "Tries out a receiver from end to end." },
    page = "v3/merchant/4015164042",
  },
}

-- The brand's own events are the partner's, signed and sealed by the brand's keys.
local twins = {}
for name, event in pairs(events) do
  event.event_type, event.source = name, PAGES .. event.page
  event.page = nil
  if event.twin then
    local twin = {}
    for key, value in pairs(event) do
      twin[key] = value
    end
    twin.event_type, twin.scheme, twin.twin, twin.twin_of = event.twin, "brand", nil, name
    twin.source, twin.twin_page, event.twin_page, twin.formerly = PAGES .. event.twin_page, nil, nil, nil
    twin.presumed = { "associated_data", "delivery" }
    twin.answer_with = event.answer_with and event.answer_with:gsub("/v3/brand/partner/", "/brand/")
    twins[twin.event_type] = twin
  end
end
for name, twin in pairs(twins) do
  events[name] = twin
end

return {
  events = events,

  headers = {
    { "Wechatpay-Timestamp", "string", required = true, example = "1624523846", doc = "Unix seconds" },
    { "Wechatpay-Nonce", "string", required = true },
    { "Wechatpay-Signature", "string", required = true, format = "base64" },
    { "Wechatpay-Serial", "string", required = true, doc = "names the key that verifies" },
    { "Wechatpay-Signature-Type", "string", required = true,
      enum = { "WECHATPAY2-SHA256-RSA2048", "WECHATPAY-BRAND-SHA256-RSA2048", "WECHATPAY2-SM2-WITH-SM3" } },
    { "Request-ID", "string", doc = "for WeChat Pay's support" },
    { "Content-Type", "string", required = true, example = "application/json" },
  },

  envelope = {
    { "id", "string", required = true, max_chars = 36, doc = "one to a notification: what to remember" },
    { "create_time", "string", required = true, max_chars = 32, format = "rfc3339" },
    { "resource_type", "string", required = true, max_chars = 32, enum = { "encrypt-resource" } },
    { "event_type", "string", required = true, max_chars = 64,
      doc_conflict = "32 is printed, which the longest values exceed" },
    { "summary", "string", required = true, max_chars = 64, doc = "for people" },
    { "resource", "object", required = true, fields = {
      { "original_type", "string", required = true },
      { "algorithm", "string", required = true, enum = { "AEAD_AES_256_GCM" } },
      { "ciphertext", "string", required = true, max_chars = 1048576, format = "base64",
        doc = "the tag is its last 16 bytes" },
      { "associated_data", "string", max_chars = 16, doc = "absent: zero bytes" },
      { "nonce", "string", required = true, max_chars = 16, doc = "12 bytes as they are" },
    } },
  },

  -- Seconds between one try and the next, the first being the delivery itself. Order is not kept, arrival not certain.
  delivery = {
    minutes = { pauses = { 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60 }, doc = "every minute, eleven times at most" },
    once = { pauses = {}, doc = "never again" },
    general = { pauses = { 15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600 },
      doc = "fifteen times within 24 hours and 4 minutes" },
  },

  timeout = 5, -- seconds to answer within
  accept = { status = { 200, 204 }, body = '{"code":"SUCCESS"}', doc = "the body is optional" },
  refuse = { status = { 400, 401, 403, 404, 500, 503 }, fields = {
    { "code", "string", required = true, max_chars = 32, example = "FAIL" },
    { "message", "string", max_chars = 256 },
  } },
  notes = {
    "Nothing is sent before an APIv3 key, of a brand its API key, is set.",
    "A repeat has a new time and signature; a redirect is no success.",
  },
}
