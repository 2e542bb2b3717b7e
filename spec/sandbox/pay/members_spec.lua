-- Brand cards and their members, as WeChat Pay's pages tell it.
describe("sandbox, brand card-member", function()
  local json = require("wxcard.json")
  local openssl = require("spec.support.openssl")
  local pay_client = require("spec.support.pay_client")
  local program = require("spec.support.program")

  local USERS, CARDS = pay_client.USERS, "/v3/brand/partner/card-member/cards"
  local OPENID = pay_client.OPENID
  local here

  before_each(function()
    here = pay_client.new()
  end)

  local function by_phone(more)
    return here:call("POST", USERS .. "/import-by-phone", here:member(more))
  end

  local function by_openid(more)
    local body = here:member({ openid = OPENID, user_card_code = "B-1" })
    for k, v in pairs(more or {}) do
      body[k] = v
    end
    return here:call("POST", USERS .. "/import-by-openid", body)
  end

  local function read(code, openid)
    return here:call("GET", ("%s/%s?brand_id=1004&card_id=%s&openid=%s"):format(USERS, code, pay_client.CARD, openid))
  end

  local function refused(status, code, field, value, response)
    assert.same({ status, code }, { response.status, value.code }, response.body)
    assert.equal(field, value.detail and value.detail.field, response.body)
    assert.is_true((here:judge(response, response.headers["Wechatpay-Signature-Type"]:find("BRAND") and "brand")))
  end

  it("imports by phone; the answer and the copy are encrypted for the merchant", function()
    local made, response = by_phone({ user_information = {
      common_field_list = { { name = "USER_FORM_FLAG_NAME", value = here:seal("张三") } },
      custom_field_list = { { name = "兴趣", user_chosen_values = { here:seal("阅读"), here:seal("旅行") } } },
    } })
    assert.equal(200, response.status, response.body)
    assert.equal("EFFECTIVE", made.user_card_state)
    assert.equal("A-1", made.user_card_code)
    assert.equal("13800138000", here:unseal(made.phone_number))
    assert.equal("13800138000", openssl.decrypt(program.contents(here.keys.merchant_key), made.phone_number))
    local copy = read("A-1", made.openid)
    assert.equal("13800138000", here:unseal(copy.phone_number))
    assert.equal("张三", here:unseal(copy.user_information.common_field_list[1].value))
    assert.equal("旅行", here:unseal(copy.user_information.custom_field_list[1].user_chosen_values[2]))
    assert.equal("普通会员", copy.level)
    assert.is_nil(response.body:find("13800138000", 1, true))
  end)

  it("shows an imported card in the wallet when the phone has added it", function()
    local made = by_phone()
    local phone = { phone_number = "13800138000" }
    assert.same({}, here:control("phone/wallet", phone).cards)
    here:control("phone/add", { card_id = pay_client.CARD, phone_number = "13800138000" })
    assert.equal(made.user_card_code, here:control("phone/wallet", phone).cards[1].user_card_code)
  end)

  it("refuses a second import, a taken code, and who deleted the card", function()
    local made = by_phone()
    refused(400, "INVALID_REQUEST", nil, by_phone({ user_card_code = "A-2" }))
    refused(400, "INVALID_REQUEST", nil, by_phone({ phone_number = here:seal("13900139000") }))
    here:control("phone/add", { card_id = pay_client.CARD, openid = made.openid })
    here:control("phone/delete", { card_id = pay_client.CARD, openid = made.openid })
    assert.equal("INVALID", read("A-1", made.openid).user_card_state)
    refused(400, "INVALID_REQUEST", nil, by_phone({ user_card_code = "A-3" }))
  end)

  it("takes date_information as the older name, and one of the two", function()
    local date = here:member().valid_date_information
    local body = here:member({ date_information = date })
    body.valid_date_information = nil
    assert.equal(200, select(2, here:call("POST", USERS .. "/import-by-phone", body)).status)
    refused(400, "PARAM_ERROR", "/date_information", by_openid({ date_information = date }))
    body = here:member({ openid = OPENID })
    body.valid_date_information = nil
    assert.equal("PARAM_ERROR", here:call("POST", USERS .. "/import-by-openid", body).code)
  end)

  it("names the field that is wrong as a JSON pointer", function()
    refused(400, "PARAM_ERROR", "/user_card_code", by_phone({ user_card_code = "有" }))
    refused(400, "PARAM_ERROR", "/valid_date_information/type", by_phone({ valid_date_information = { type = "X" } }))
    refused(400, "PARAM_ERROR", "/valid_date_information/type", by_phone({ valid_date_information = {
      type = "PERMANENT" } }))
    refused(400, "PARAM_ERROR", "/user_information/common_field_list/1/value", by_phone({ user_information = {
      common_field_list = { { name = "USER_FORM_FLAG_NAME", value = here:seal("张三") },
        { name = "USER_FORM_FLAG_SEX", value = here:seal("?") } } } }))
    refused(400, "PARAM_ERROR", "/level", by_phone({ level = json.null }))
    refused(400, "INVALID_REQUEST", nil, by_phone({ level = "🙂" }))
    local value, response = here:call("GET", CARDS .. "?brand_id=1004&offset=0&limit=21")
    refused(400, "PARAM_ERROR", "limit", value, response)
    assert.equal("query", value.detail.location)
  end)

  it("refuses what is not encrypted for it, saying what to use", function()
    local printed = "pVd1HJ6v/69bDnuC4EL5Kz4jBHLiCa8MRtelw/wDa4SzfeespQO/0kjiwfqdfg==" -- in the documents
    for _, text in ipairs({ "13800138000", printed, here:seal("x", "brand") }) do
      local value, response = by_phone({ phone_number = text })
      refused(400, "PARAM_ERROR", "/phone_number", value, response)
      assert.truthy(value.message:find("platform_public_key", 1, true))
      assert.is_nil(response.body:find("13800138000", 1, true))
    end
    local merchant = program.contents(here.keys.merchant_cert)
    refused(400, "PARAM_ERROR", "/phone_number", by_phone({ phone_number = require("wxcard.crypto").oaep_encrypt(
      merchant, "13800138000") }))
  end)

  it("wants to know which key encrypted", function()
    local function import(serial)
      return here:call("POST", USERS .. "/import-by-phone", here:member(),
        { headers = { ["wechatpay-serial"] = serial } })
    end
    refused(400, "PARAM_ERROR", "Wechatpay-Serial", import(false))
    refused(400, "PARAM_ERROR", "Wechatpay-Serial", import("PUB_KEY_ID_1"))
    refused(400, "PARAM_ERROR", "/phone_number", import(here.keys.platform_cert_serial))
    local certificate = here.ring[here.keys.platform_cert_serial]
    local body = here:member({ phone_number = assert(certificate:encrypt("13700137000")) })
    local _, response = here:call("POST", USERS .. "/import-by-phone", body,
      { headers = { ["wechatpay-serial"] = here.keys.platform_cert_serial } })
    assert.equal(200, response.status)
    assert.equal(here.keys.platform_cert_serial, response.headers["Wechatpay-Serial"])
  end)

  it("serves the brand itself, with the brand's keys", function()
    local body = { card_id = pay_client.CARD, openid = OPENID, user_card_code = "C-1",
      phone_number = here:seal("13600136000", "brand"), valid_date_information = here:member().valid_date_information }
    local made, response = here:call("POST", "/brand/card-member/user-cards/import-by-openid", body)
    assert.equal(200, response.status, response.body)
    assert.equal("13600136000", here:unseal(made.phone_number, "brand"))
    refused(400, "INVALID_REQUEST", nil, here:call("POST", "/brand/card-member/user-cards/import-by-openid", body))
    local url = ("/brand/card-member/user-cards/C-1?card_id=%s&openid=%s"):format(pay_client.CARD, OPENID)
    assert.equal("EFFECTIVE", here:call("GET", url).user_card_state)
    refused(400, "PARAM_ERROR", "Wechatpay-Serial", here:call("GET", url, nil, {
      headers = { ["wechatpay-serial"] = false } }))
  end)

  it("changes and invalidates a member's card, the latter once", function()
    by_openid()
    local place = { brand_id = "1004", card_id = pay_client.CARD, openid = OPENID, level = "金卡",
      phone_number = here:seal("13500135000") }
    local value, response = here:call("PATCH", USERS .. "/B-1", place)
    assert.equal(200, response.status, response.body)
    assert.equal("金卡", value.level)
    assert.equal("13500135000", here:unseal(value.phone_number))
    local ending = { brand_id = "1004", card_id = pay_client.CARD, openid = OPENID, invalid_reason = "退会" }
    value = here:call("POST", USERS .. "/B-1/invalidate", ending)
    assert.same({ "INVALID", "退会" }, { value.user_card_state, value.invalid_reason })
    refused(400, "INVALID_REQUEST", nil, here:call("POST", USERS .. "/B-1/invalidate", ending))
    refused(400, "INVALID_REQUEST", nil, here:call("PATCH", USERS .. "/B-1", place))
    refused(404, "NOT_FOUND", nil, read("B-1", "oSomebodyElse"))
  end)

  it("ends a card with time", function()
    by_openid()
    here.here:control("clock", { advance = 6 * 366 * 86400 })
    assert.equal("EXPIRED", read("B-1", OPENID).user_card_state)
  end)

  it("lists a user's cards", function()
    by_openid()
    local url = ("%s?brand_id=1004&openid=%s&offset=0&limit=10"):format(USERS, OPENID)
    local list = here:call("GET", url)
    assert.same({ 1, "B-1" }, { list.total_count, list.data[1].user_card_code })
    assert.equal("13800138000", here:unseal(list.data[1].phone_number))
    assert.same({}, here:call("GET", url .. "&user_card_state=EXPIRED").data)
  end)

  it("keeps points beyond 2^53 exactly", function()
    by_openid()
    local _, response = here:call("POST", "/v3/brand/partner/card-member/user-points/sync",
      ('{"out_request_no":"n1","brand_id":"1004","card_id":"%s","openid":"%s","user_card_code":"B-1",'
        .. '"point_balance":9223372036854775807}'):format(pay_client.CARD, OPENID))
    assert.equal(200, response.status, response.body)
    assert.truthy(response.body:find('"point_balance":9223372036854775807', 1, true))
  end)

  it("makes cards, once per number and two of a type", function()
    local card = { out_request_no = "no-1", brand_id = "1004", appid = "wxea9c30890f48d5ae", card_type = "NORMAL",
      card_title = "银卡", card_color = "#FFFF00", card_picture_url = "https://wxpaylogo.qpic.cn/x/0",
      code_mode = "SYSTEM_ALLOCATE", code_type = "QR_CODE", benefits = "九折", notify_url = "http://127.0.0.1:9/n",
      legal_agreement = "章程", valid_date_information = { type = "PERMANENT" },
      member_information = { jump_appid = "wxea9c30a90fs8d3fe", jump_path = "/a" } }
    local made, response = here:call("POST", CARDS, card)
    assert.equal(200, response.status, response.body)
    refused(400, "PARAM_ERROR", "/out_request_no", here:call("POST", CARDS, card))
    card.out_request_no = "no-2"
    refused(400, "INVALID_REQUEST", nil, here:call("POST", CARDS, card))
    assert.equal(2, here:call("GET", CARDS .. "?brand_id=1004&offset=0&limit=20").total_count)
    local changed = here:call("PATCH", CARDS .. "/" .. made.card_id, { brand_id = "1004", card_title = "金卡" })
    assert.same({ "金卡", "PERMANENT" }, { changed.card_title, changed.valid_date_information.type })
    assert.equal("CARD_INVALID",
      here:call("POST", CARDS .. "/" .. made.card_id .. "/invalidate", { brand_id = "1004" }).state)
    refused(404, "NOT_FOUND", nil, here:call("GET", CARDS .. "/pNone?brand_id=1004"))
    refused(403, "NO_AUTH", nil, here:call("GET", CARDS .. "/pNone?brand_id=77"))
  end)

  it("gives coupons to those who join, one activity at a time", function()
    local path = "/v3/brand/partner/card-member/membership-activities"
    local body = { out_request_no = "a1", brand_id = "1004", card_id = pay_client.CARD,
      activity_channel = "MECHANT_APP_COMPONENT", title = "礼", sub_title = "入会有礼",
      begin_time = "2025-06-01T00:00:00+08:00", end_time = "2025-12-01T00:00:00+08:00", apply_total = 100,
      product_coupon_stock_list = { { product_coupon_id = "1", stock_id = "2" } } }
    local made, response = here:call("POST", path, body)
    assert.equal(200, response.status, response.body)
    assert.same({ 371067, "MEMBERSHIP_ACTIVITY_EFFECTIVE", 100 },
      { made.activity_id, made.activity_state, made.apply_available })
    refused(400, "ALREADY_EXISTS", nil, here:call("POST", path, body))
    local one = path .. "/371067"
    assert.equal("新", here:call("PATCH", one, { brand_id = "1004", title = "新", sub_title = "b",
      begin_time = body.begin_time, end_time = body.end_time }).title)
    assert.equal("MEMBERSHIP_ACTIVITY_TERMINATED",
      here:call("POST", one .. "/terminate", { brand_id = "1004" }).activity_state)
    assert.equal(1, here:call("GET", path .. "?brand_id=1004&offset=0&limit=5").total_count)
    assert.equal("新", here:call("GET", one .. "?brand_id=1004").title)
  end)

  it("feeds members, and makes tokens for components", function()
    by_openid()
    local who = { brand_id = "1004", card_id = pay_client.CARD, openid = OPENID }
    local feed = { brand_id = "1004", card_id = pay_client.CARD, openid = OPENID, user_card_code = "B-1",
      out_request_no = "f1", cell = "15_1200_1" }
    assert.equal("15_1200_1", here:call("POST", "/v3/brand/partner/card-member/user-feeds", feed).cell)
    refused(400, "ALREADY_EXISTS", nil, here:call("POST", "/v3/brand/partner/card-member/user-feeds", feed))
    refused(400, "INVALID_REQUEST", nil, here:call("POST", "/v3/brand/partner/card-member/pre-auth-tokens", who))
    assert.equal(32, #here:call("POST", "/v3/brand/partner/card-member/pay-view-tokens", who).token)
  end)

  it("forgets members in a reset, not keys", function()
    by_openid()
    here.here:control("reset", {})
    refused(404, "NOT_FOUND", nil, read("B-1", OPENID))
    assert.equal(200, select(2, by_openid()).status)
  end)
end)
