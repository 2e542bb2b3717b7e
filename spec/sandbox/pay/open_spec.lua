-- membercard-open and membercard-activity: the older product of WeChat Pay's own member cards.
describe("sandbox, membercard-open", function()
  local pay_client = require("spec.support.pay_client")
  local support = require("spec.support.sandbox")

  local ROOT = "/v3/marketing/membercard-open"
  local OPENID, PHONE = pay_client.OPENID, "13800138000"
  local CARD = ROOT .. "/cards/" .. pay_client.CARD
  local here

  before_each(function()
    here = pay_client.new()
  end)

  local function ok(value, response)
    assert.is_true(response.status == 200 or response.status == 204, response.body)
    return value
  end

  local function refused(status, code, value, response)
    assert.same({ status, code }, { response.status, value and value.code }, response.body)
  end

  local function new_card(more)
    local body = { appid = "wxea9c30890f48d5ae", logo_url = "https://a.b/l.png",
      brand = { brand_id = "1004", display_name = "山月茶舍" }, title = "茶卡", background_picture_url = "https://a.b/p.png",
      description = "条款", code_type = "QRCODE", date_information = { type = "PERMANENT" },
      code_mode = "MERCHANT_DEPOSIT", out_request_no = "c-1" }
    for k, v in pairs(more or {}) do
      body[k] = v
    end
    return here:call("POST", ROOT .. "/cards", body)
  end

  local function search(phone)
    local text = here:seal(phone):gsub("[+/=]", function(c)
      return ("%%%02X"):format(c:byte())
    end)
    return here:call("GET", ("%s/phonenumber-member/search?card_id=%s&encrypted_phone_number=%s"):format(ROOT,
      pay_client.CARD, text))
  end

  it("makes cards, the same for the same number, and lists, changes and deletes them", function()
    local made = ok(new_card())
    assert.equal("APPROVED", made.status)
    assert.equal(made.card_id, ok(new_card()).card_id)
    assert.equal(2, ok(here:call("GET", ROOT .. "/cards?offset=0&limit=10")).total_count)
    local one = ROOT .. "/cards/" .. made.card_id
    local _, response = here:call("PATCH", one, { title = "新卡" })
    assert.same({ 204, "" }, { response.status, response.body })
    assert.equal("新卡", ok(here:call("GET", one)).title)
    refused(400, "INVALID_REQUEST", here:call("PATCH", one, { code_mode = "SYSTEM_ALLOCATE" }))
    ok(here:call("DELETE", one))
    assert.equal("DELETED", ok(here:call("GET", one)).status)
    refused(400, "INVALID_REQUEST", here:call("DELETE", one))
    refused(400, "PARAM_ERROR", new_card({ code_type = "QR_CODE", out_request_no = "c-2" }))
  end)

  it("draws deposited codes until none is left", function()
    local one = ROOT .. "/cards/" .. ok(new_card()).card_id
    local results = ok(here:call("POST", one .. "/codes/deposit", { code = { "a", "b", "a" } })).data
    assert.same({ "SUCCESS", "SUCCESS", "DUPLICATE" }, { results[1].result, results[2].result, results[3].result })
    for i, openid in ipairs({ "oA", "oB" }) do
      assert.equal(("ab"):sub(i, i),
        ok(here:call("POST", one .. "/users/import", { openid = openid, out_request_no = "i" .. i })).code)
    end
    assert.equal(0, ok(here:call("GET", one)).remain_quantity)
    refused(400, "INVALID_REQUEST", here:call("POST", one .. "/users/import", { openid = "oC", out_request_no = "i3" }))
  end)

  it("imports by phone; the card is in the wallet when the user has added it", function()
    refused(404, "NOT_FOUND", search(PHONE))
    local body = { encrypted_phone_number = here:seal(PHONE), out_request_no = "n1" }
    local code = ok(here:call("POST", CARD .. "/phone-membercard/import", body)).code
    assert.matches("^%d%d%d%d%d%d%d%d%d%d%d%d$", code)
    assert.equal("EFFECTIVE", ok(here:call("GET", CARD .. "/codes/" .. code)).user_card_status)
    body.out_request_no = "n2"
    refused(400, "INVALID_REQUEST", here:call("POST", CARD .. "/phone-membercard/import", body))
    assert.equal("UNRECEIVED", ok(search(PHONE)).receive_status)
    assert.equal(0, here:control("open/add", { card_id = pay_client.CARD, phone_number = PHONE }).errcode)
    local found = ok(search(PHONE))
    assert.same({ "RECEIVED", code }, { found.receive_status, found.user_card_information.code })
    local cards = ok(here:call("GET", ("%s/user/cards?openid=%s&offset=0&limit=5"):format(ROOT,
      found.user_card_information.openid)))
    assert.same({ { card_id = pay_client.CARD, code = code } }, { { card_id = cards.data[1].card_id,
      code = cards.data[1].code } })
    refused(400, "PARAM_ERROR", here:call("POST", CARD .. "/phone-membercard/import",
      { encrypted_phone_number = here:seal("12345"), out_request_no = "n3" }))
  end)

  it("reminds by phone", function()
    ok(here:call("POST", ROOT .. "/phonenumber-member/import", { encrypted_phone_number = here:seal(PHONE),
      member_information = { card_id = pay_client.CARD, registration_time = "2015-05-20T13:29:35.120+08:00" } }))
    assert.equal("UNSHOWED", ok(search(PHONE)).receive_status)
  end)

  it("activates who was sent to the merchant", function()
    ok(here:call("PATCH", ROOT .. "/callback", { notify_url = "http://127.0.0.1:9/n" }))
    assert.equal(here.keys.mchid, ok(here:call("GET", ROOT .. "/callback")).mchid)
    local took = here:control("open/take", { card_id = pay_client.CARD, openid = OPENID,
      activate_type = "JUMP_ACTIVATE", user_information = { common_field_list = {
        { name = "USER_FORM_FLAG_NAME", value = "张三" } } } })
    local one = CARD .. "/codes/" .. took.code
    assert.equal(took.code, ok(here:call("GET", CARD .. "/decrypt-code?encrypt_code=" .. took.encrypt_code)).code)
    assert.equal("张三", ok(here:call("GET", ROOT .. "/activate-informations/" .. took.activate_ticket))
      .user_information.common_field_list[1].value)
    assert.equal("NOT_ACTIVATE", ok(here:call("GET", one)).user_card_status)
    ok(here:call("POST", one .. "/activate", { membership_number = "77" }))
    local card = ok(here:call("GET", one))
    assert.same({ "EFFECTIVE", "77" }, { card.user_card_status, card.membership_number })
    refused(400, "INVALID_REQUEST", here:call("POST", one .. "/activate", {}))
    assert.same({ "MEMBERCARD.ACCEPT_CARD", "MEMBERCARD.ACTIVATE_CARD" }, here.here:events())
  end)

  it("keeps balances and points whose sums are right", function()
    local code = ok(here:call("POST", CARD .. "/users/import", { openid = OPENID, out_request_no = "i" })).code
    local one = CARD .. "/codes/" .. code
    ok(here:call("PATCH", one, { out_request_no = "u1", level = "金卡",
      balance_information = { before_balance = 0, balance = 100, add_balance = 100 } }))
    refused(400, "PARAM_ERROR", here:call("PATCH", one, { out_request_no = "u2",
      balance_information = { before_balance = 1, balance = 100, add_balance = 100 } }))
    ok(here:call("PATCH", one .. "/rights", { out_request_no = "r1", before_bonus_value = 0, bonus_value = 30,
      add_bonus_value = 30 }))
    local card = ok(here:call("GET", one))
    assert.same({ "金卡", 100, 30 }, { card.level, card.balance, card.bonus_value })
    local order = { out_trade_no = "t1", mchid = here.keys.mchid, sub_mchid = "1900000109", bonus_value = 3 }
    refused(400, "INVALID_REQUEST", here:call("POST", one .. "/bonus/commit", order))
    ok(here:call("POST", one .. "/bonus/prepare", order))
    ok(here:call("POST", one .. "/bonus/commit", order))
    order.mchid = "1900000001"
    refused(400, "PARAM_ERROR", here:call("POST", one .. "/bonus/prepare", order))
    ok(here:call("POST", one .. "/unavailable", { reason = "退会" }))
    assert.equal("UNAVAILABLE", ok(here:call("GET", one)).user_card_status)
    refused(404, "NOT_FOUND", here:call("GET", CARD .. "/codes/000"))
  end)

  it("has service items, links and tokens", function()
    local jump = { appid = "wx37178d097a6851d8", path = "pages/index/index" }
    local modules = CARD .. "/service-modules"
    ok(here:call("POST", modules, { service_module_id = "666", jump_miniprogram = jump }))
    jump.path = "pages/b"
    local changed = ok(here:call("PATCH", modules .. "/666", { jump_miniprogram = jump }))
    assert.equal("pages/b", changed.jump_miniprogram.path)
    ok(here:call("DELETE", modules .. "/666"))
    refused(404, "NOT_FOUND", here:call("DELETE", modules .. "/666"))
    assert.equal(64, #ok(here:call("POST", CARD .. "/permission-tokens", { activate_type = "AUTO_ACTIVATE" }))
      .permission_token)
    assert.matches("^https://w%.url%.cn/s/%w+$",
      ok(here:call("POST", CARD .. "/qrcode", { activate_type = "AUTO_ACTIVATE" })).url)
  end)

  it("takes over an Official Account's card with its members", function()
    local id = here.here:card({ base = { bind_openid = false } })
    local code = here.here:claim(id, "oMember").code
    ok(here:call("POST", ROOT .. "/cards/" .. id .. "/upgrade", { brand_id = "1004", appid = "wxea9c30890f48d5ae" }))
    assert.equal(support.member_card().base_info.title, ok(here:call("GET", ROOT .. "/cards/" .. id)).title)
    assert.equal("oMember", ok(here:call("GET", ROOT .. "/cards/" .. id .. "/codes/" .. code)).openid)
    refused(400, "INVALID_REQUEST", here:call("POST", ROOT .. "/cards/" .. id .. "/upgrade",
      { brand_id = "1004", appid = "wxea9c30890f48d5ae" }))
  end)

  it("gives gifts for a time", function()
    local path = "/v3/marketing/membercard-activity/activities"
    local body = { card_id = pay_client.CARD, activity_name = "礼", activity_type = "MEMBER_MINIPROGRAM",
      begin_time = "2025-06-30T00:00:00.000+08:00", end_time = "2025-07-30T00:00:00.000+08:00", out_request_no = "g1" }
    local made = ok(here:call("POST", path, body))
    assert.same({ "371067", "ONGOING" }, { made.activity_id, made.activity_status })
    assert.equal("371067", ok(here:call("POST", path, body)).activity_id)
    assert.equal(1, ok(here:call("GET", path .. "?activity_type=MEMBER_MINIPROGRAM&limit=5&offset=0")).total_count)
    assert.is_string(ok(here:call("POST", path .. "/371067/terminate")).terminate_time)
    assert.equal("TERMINATED", ok(here:call("GET", path .. "/371067")).activity_status)
    body.out_request_no, body.end_time = "g2", "2025-12-30T00:00:00.000+08:00"
    refused(400, "PARAM_ERROR", here:call("POST", path, body))
  end)

  it("says of the rest that it is not emulated", function()
    local value, response = here:call("GET", "/v3/brand/card/card-configs?brand_id=1004")
    refused(501, "NOT_EMULATED", value, response)
    assert.matches("^https://", value.detail.source)
    assert.is_true((here:judge(response)))
  end)

  it("knows what it emulates, and what of it is presumed", function()
    local fidelity = require("wxcard.sandbox").fidelity
    assert.equal("documented", (fidelity("GET /v3/certificates")))
    assert.equal("documented", (fidelity("GET /brand/card-member/cards/{card_id}")))
    assert.is_nil((fidelity("GET /v3/brand/card/card-configs")))
    local word, note = fidelity("POST " .. ROOT .. "/cards")
    assert.equal("guessed", word)
    assert.matches("presumed", note)
  end)
end)
