-- Brand card-member: points, coupons for points, what is shown to members, tokens of the components, pictures.
local TEN = { count = 10, seconds = 1, scope = "mchid" }
local FIVE = { count = 5, seconds = 1, scope = "brand_id" }

local BRAND = { "brand_id", "string", required = true, max_chars = 32, example = "1004", doc = "whose card it is" }
local SHORT_BRAND = { "brand_id", "string", required = true, max_chars = 16, example = "1004", doc = "whose card it is",
  doc_conflict = "other pages allow 32 characters" }
local CARD = { "card_id", "string", required = true, max_chars = 32, example = "pbLatjvWOibDc5-TBnbUk1pD12o0" }
local OPENID = { "openid", "string", required = true, max_chars = 128, example = "obLatjnx9gnqzS4myYGmLZ7LgLBA",
  doc = "of the card's appid" }
local CODE = { "user_card_code", "string", required = true, max_chars = 32, example = "478515832665" }
local CELL = { "cell", "string", required = true, max_chars = 128, example = "15_1200_1",
  doc = "template and values, as in cell of an order's attach" }
local BALANCE = { "point_balance", "integer", required = true, unit = "point", example = 1000,
  doc = "points that the member has now, not a change" }
local REQUEST_NO = { "out_request_no", "string", required = true, max_chars = 128, doc = "the caller's number" }
local FEED_NO = { "out_request_no", "string", required = true, max_chars = 64, example = "100002322019090134234sfdf",
  doc = "the caller's number: letters, digits, - and _" }
local RECORD = { "record_id", "string", required = true, max_chars = 64, doc = "of the event that asked" }
local OFFER = { "exchange_coupon_template_id", "string", required = true, max_chars = 32, example = "0Flpo7FqTQ" }

return {
  {
    method = "POST", path = "/v3/brand/partner/card-member/user-points/sync", role = "partner",
    doc = "Set a member's points", doc_zh = "同步用户积分余额",
    repeats = "by_request_no", request_no = "out_request_no", rate_limit = TEN,
    idempotency = "an absolute value: sent twice it is the same",
    request = { REQUEST_NO, SHORT_BRAND, CARD, OPENID, CODE, BALANCE },
    response = { REQUEST_NO, SHORT_BRAND, CARD, OPENID, CODE, BALANCE },
    errors = { "openid", "member" },
    notes = { "Wanted in answer to a SYNC_USER_POINT event; allowed at any time." },
    page = "v3/partner/4015897280",
    twin = { path = "/brand/card-member/user-points/sync", page = "brand/4015897319",
      response = { REQUEST_NO, BRAND, CARD, OPENID, CODE, BALANCE } },
  },
  {
    method = "POST", path = "/v3/brand/partner/card-member/user-points/exchange-coupon/confirm", role = "partner",
    doc = "Allow or refuse a coupon for points", doc_zh = "确认积分兑换商品券",
    repeats = "unsafe", natural_key = { "record_id" }, rate_limit = TEN,
    idempotency = "one answer to a record_id; what a second one is answered is not documented",
    warning = "The user waits about 3 seconds. The answer's state, not the HTTP status, tells whether the coupon went "
      .. "out: give the points back on POINT_EXCHANGE_COUPON_FAIL.",
    warning_zh = "用户界面只等待约 3 秒；以返回的 state 为准，POINT_EXCHANGE_COUPON_FAIL 时须退还积分。",
    request = {
      RECORD, OFFER, SHORT_BRAND, CARD, OPENID, CODE,
      { "result", "string", required = true, enum = "pay_exchange_result" },
      { "reject_reason", "string", max_chars = 32, required_when = { "result", "POINT_EXCHANGE_COUPON_REJECT" } },
    },
    response = {
      RECORD, OFFER, SHORT_BRAND, CARD, OPENID, CODE,
      { "state", "string", required = true, enum = "pay_exchange_state", doc = "whether the coupon went out" },
      { "product_coupon_id", "string", required = true },
      { "product_coupon_stock_type", "string", required = true, enum = "pay_coupon_kind", open_enum = true },
      { "stock_id", "string", required = true, doc = "batch" },
      { "coupon_code", "string", max_chars = 128, required_when = { "state", "POINT_EXCHANGE_COUPON_SUCCESS" },
        example = "123446565767" },
      { "reject_reason", "string", max_chars = 32, when = "refused", doc = "older texts call it fail_reason" },
    },
    errors = { { "NOT_FOUND", "no such record_id" }, "openid", "member" },
    notes = { "The answer to a POINT_EXCHANGE_COUPON event." },
    page = "v3/partner/4015897268",
    twin = {
      path = "/brand/card-member/user-points/exchange-coupon/confirm", page = "brand/4015897310",
      response = {
        RECORD, OFFER, BRAND, CARD, OPENID, CODE,
        { "state", "string", required = true, enum = "pay_exchange_state", doc = "whether the coupon went out" },
        { "product_coupon_id", "string" },
        { "product_coupon_stock_type", "string", enum = "pay_coupon_kind", open_enum = true },
        { "stock_id", "string", doc = "batch" },
        { "coupon_code", "string", max_chars = 128, example = "123446565767" },
        { "reject_reason", "string", max_chars = 32, doc = "older texts call it fail_reason" },
      },
    },
  },
  {
    method = "POST", path = "/v3/brand/partner/card-member/user-feeds", role = "partner",
    doc = "Show a member what happened: points earned, a level near", doc_zh = "推送会员动态",
    repeats = "by_request_no", request_no = "out_request_no", on_repeat = "ALREADY_EXISTS", rate_limit = TEN,
    request = { BRAND, CARD, CODE, OPENID, FEED_NO, CELL },
    response = {
      { "brand_id", "string", required = true, max_chars = 16, example = "1004" },
      { "card_id", "string", required = true, example = "pbLatjvWOibDc5-TBnbUk1pD12o0" },
      CODE,
      { "out_request_no", "string", required = true },
      CELL,
    },
    errors = {
      { "NO_AUTH", "the template is not open to the caller" },
      { "INVALID_REQUEST", "the user is no member: check the code" },
      { "INVALID_REQUEST", "the card is not effective" },
      { "PARAM_ERROR", "the cell is malformed" },
      { "ALREADY_EXISTS", "the out_request_no was used before" },
      { "INVALID_REQUEST", "the brand has no membership opened" },
      { "INVALID_REQUEST", "the openid is malformed" },
    },
    notes = {
      "For what happened outside WeChat Pay; of an order it goes into attach.",
      "Older texts call the field cell_message.",
    },
    page = "v3/partner/4015336987",
    twin = { path = "/brand/card-member/user-feeds", page = "brand/4015582679",
      response = { BRAND, CARD, CODE, FEED_NO, CELL } },
  },

  -- ---- tokens of the components ------------------------------------------------------------------------------
  {
    method = "POST", path = "/v3/brand/partner/card-member/pre-auth-tokens", role = "partner",
    doc = "Get a token that opens the joining component", doc_zh = "获取入会组件的预授权 token",
    repeats = "unsafe", idempotency = "each call makes another token, which does no harm", rate_limit = TEN,
    request = { BRAND, CARD, OPENID },
    response = {
      { "token", "string", required = true, max_chars = 32, example = "d2df23f2f4fasf3gws" },
      { "expire_time", "string", required = true, format = "rfc3339", doc = "an hour after" },
    },
    errors = {
      { "INVALID_REQUEST", "not open to this caller yet" }, { "INVALID_REQUEST", "the card is not effective" },
      { "INVALID_REQUEST", "the card has expired" }, { "INVALID_REQUEST", "the user has a valid one already" },
      "openid", "product",
    },
    notes = {
      "openBusinessView with businessType wxpayCardMember takes it: token=…&scene=CARD_MEMBER, percent-encoded.",
      "What the component tells the page is no proof: wait for the event or query.",
    },
    page = "v3/partner/4015336986",
    twin = {
      path = "/brand/card-member/pre-auth-tokens", rate_limit = FIVE, page = "brand/4015582733",
      response = {
        { "token", "string", required = true, max_chars = 32, example = "d2df23f2f4fasf3gws" },
        { "expire_time", "string", required = true, max_chars = 32, format = "rfc3339", doc = "an hour after" },
      },
    },
  },
  {
    method = "POST", path = "/v3/brand/partner/card-member/pay-view-tokens", role = "partner", status = "limited",
    doc = "Get a token that opens the pay-code component", doc_zh = "获取付款码组件 token",
    repeats = "unsafe", idempotency = "each call makes another token, which does no harm",
    request = { BRAND, CARD, OPENID },
    response = {
      { "token", "string", required = true, example = "d2df23f2f4fasf3gws", doc = "good for once" },
      { "expire_time", "string", required = true, format = "rfc3339", doc = "ten minutes after" },
    },
    notes = {
      "WeChat's index of calls does not list it at present.",
      "Its page says 10 calls a second, another text 5: neither is enforced here.",
    },
    page = "v3/partner/4016834476",
  },
  {
    method = "POST", path = "/brand/card-member/media/image-upload", role = "brand",
    doc = "Upload a card's picture, as the brand", doc_zh = "品牌上传会员卡图片",
    repeats = "safe", idempotency = "the same bytes are the same picture (presumed)", rate_limit = FIVE,
    upload = { max_bytes = 2097152, kinds = { "jpeg", "bmp", "png" }, meta = {
      { "filename", "string", required = true, example = "file.jpg", doc = "ends in .jpg, .bmp or .png" },
      { "file_digest", "string", required = true, format = "sha256", doc = "of the file's bytes, lower-case hex",
        doc_conflict = "the guide to signing calls it sha256, as every other upload does" },
    } },
    request = { { "file", "file", ["in"] = "multipart", required = true } },
    response = {
      { "media_url", "string", required = true, format = "url", example = "https://qpic.cn/xxx",
        doc = "lasts for ever" },
    },
    page = "brand/4015680641",
  },
}
