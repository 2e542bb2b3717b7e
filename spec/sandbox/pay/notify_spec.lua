-- Notifications of WeChat Pay's half: sealed, signed, repeated, and what answers them.
describe("sandbox, WeChat Pay's notifications", function()
  local crypto = require("wxcard.crypto")
  local json = require("wxcard.json")
  local pay_client = require("spec.support.pay_client")
  local paysign = require("wxcard.paysign")

  local OPENID, CARD = pay_client.OPENID, pay_client.CARD
  local here, sent, status

  -- A transport that answers at once with `status`.
  local transport = { submit = function(request)
    sent[#sent + 1] = request
    local answered = status
    return { poll = function() return true end, result = function()
      if not answered then
        return nil, { kind = "timeout" }
      end
      return { status = answered, headers = {}, body = "" }
    end }
  end, fd = function() end }

  local function step()
    local pay = require("wxcard.sandbox.pay")
    for _ = 1, 3 do
      pay.step(here.sb)
    end
  end

  local function advance(seconds)
    here.here:control("clock", { advance = seconds })
    step()
  end

  local function opened(request, scheme)
    local headers = {}
    for name, value in pairs(request.headers) do
      headers[name:lower()] = value
    end
    assert(paysign.check(headers, request.body, { scheme = paysign.schemes[scheme or "merchant"], now = here.sb:now(),
      keys = here.ring }))
    local event = json.decode(request.body)
    local sealed = event.resource
    local key = scheme == "brand" and here.keys.brand_api_key or here.keys.api_v3_key
    return event, json.decode(assert(crypto.aes_256_gcm_decrypt(key, sealed.nonce, sealed.associated_data,
      sealed.ciphertext)))
  end

  before_each(function()
    sent, status = {}, 204
    here = pay_client.new(nil, transport)
    here:control("callback", { url = "http://127.0.0.1:9/notify" })
  end)

  it("tells that a user opened a card, which is confirmed with the merchant's code", function()
    local who = here:control("phone/open", { card_id = CARD, openid = OPENID, phone_number = "13800138000",
      user_information = { common_field_list = { { name = "USER_FORM_FLAG_NAME", value = "张三" } } } })
    assert.same({ 0, "UNACTIVATED" }, { who.errcode, who.user_card_state })
    step()
    assert.equal("http://127.0.0.1:9/notify", sent[1].url)
    local event, resource = opened(sent[1])
    assert.equal("BRAND_MEMBER_CARD_SP.USER_CARD.CREATE", event.event_type)
    assert.same({ "encrypt-resource", "AEAD_AES_256_GCM", "user_card" },
      { event.resource_type, event.resource.algorithm, event.resource.original_type })
    assert.same({ "13800138000", OPENID, "UNACTIVATED" },
      { resource.phone_number, resource.openid, resource.user_card_state })
    assert.is_nil(resource.user_card_code)
    assert.is_nil(sent[1].body:find("13800138000", 1, true))
    local place = { brand_id = "1004", card_id = CARD, openid = OPENID,
      user_card_confirm_state = "CREATE_CARD_SUCCESS" }
    local made, response = here:call("POST", here.USERS .. "/N-1/confirm", place)
    assert.equal(200, response.status, response.body)
    assert.same({ "EFFECTIVE", "N-1" }, { made.user_card_state, made.user_card_code })
    assert.equal("NOT_FOUND", here:call("POST", here.USERS .. "/N-1/confirm", place).code)
    here:control("phone/delete", { card_id = CARD, openid = OPENID })
    step()
    assert.equal("BRAND_MEMBER_CARD_SP.USER_CARD.DELETE", (opened(sent[2]).event_type))
  end)

  it("ends a card whose opening failed", function()
    here:control("phone/open", { card_id = CARD, openid = OPENID })
    local made = here:call("POST", here.USERS .. "/N-1/confirm", { brand_id = "1004", card_id = CARD, openid = OPENID,
      user_card_confirm_state = "CREATE_CARD_FAIL" })
    assert.equal("INVALID", made.user_card_state)
  end)

  it("comes again every minute, eleven times, each time signed anew, the same inside", function()
    status = 500
    here:control("phone/open", { card_id = CARD, openid = OPENID })
    step()
    advance(59)
    assert.equal(1, #sent)
    for _ = 1, 20 do
      advance(60)
    end
    assert.equal(12, #sent)
    assert.equal(sent[1].body, sent[12].body)
    assert.not_equal(sent[1].headers["Wechatpay-Signature"], sent[2].headers["Wechatpay-Signature"])
  end)

  it("stops when it is accepted, and takes no redirect for that", function()
    status = 302
    here:control("phone/open", { card_id = CARD, openid = OPENID })
    step()
    status = nil
    advance(60)
    status = 200
    advance(60)
    advance(60)
    assert.equal(3, #sent)
  end)

  it("asks for points once only, and asks whether a coupon may go out", function()
    here:call("POST", here.USERS .. "/import-by-openid", here:member({ openid = OPENID }))
    status = 500
    here:control("phone/view_points", { card_id = CARD, openid = OPENID })
    step()
    advance(3600)
    assert.equal(1, #sent)
    here.here:control("clock", { advance = -3600 })
    assert.equal("BRAND_MEMBER_CARD_SP.SYNC_USER_POINT", (opened(sent[1])).event_type)
  end)

  it("hands out a coupon for points when the merchant allows it", function()
    here:call("POST", here.USERS .. "/import-by-openid", here:member({ openid = OPENID }))
    here:control("phone/exchange", { card_id = CARD, openid = OPENID, deduct_points = 100 })
    step()
    local _, resource = opened(sent[1])
    assert.equal(100, resource.deduct_points)
    local body = { record_id = resource.record_id, exchange_coupon_template_id = resource.exchange_coupon_template_id,
      brand_id = "1004", card_id = CARD, openid = OPENID, user_card_code = "A-1",
      result = "POINT_EXCHANGE_COUPON_ALLOW" }
    local path = "/v3/brand/partner/card-member/user-points/exchange-coupon/confirm"
    local made = here:call("POST", path, body)
    assert.equal("POINT_EXCHANGE_COUPON_SUCCESS", made.state)
    assert.is_string(made.coupon_code)
    body.record_id = "0"
    assert.equal("NOT_FOUND", here:call("POST", path, body).code)
  end)

  it("probes with a wrong signature, and comes again with a right one", function()
    here:control("signatures", { how = "signtest", on = "notification" })
    status = 401
    here:control("phone/open", { card_id = CARD, openid = OPENID })
    step()
    assert.matches("^WECHATPAY/SIGNTEST/", sent[1].headers["Wechatpay-Signature"])
    assert.equal(344, #sent[1].headers["Wechatpay-Signature"])
    status = 200
    advance(60)
    opened(sent[2])
  end)

  it("echoes to the address of the call", function()
    here:control("callback", { url = "" })
    here:call("POST", "/v3/security/echo", { echo_message = "hi", encrypted_echo_message = here:seal("x"),
      notify_url = "http://localhost:9/e" })
    step()
    assert.equal("http://localhost:9/e", sent[1].url)
    local event, resource = opened(sent[1])
    assert.equal("SECURITY_ECHO.SUCCESS", event.event_type)
    assert.equal("x", here:unseal(resource.encrypt_echo_message))
  end)

  it("never posts to a real address that is in a card", function()
    here:control("callback", { url = "" })
    here:control("phone/open", { card_id = CARD, openid = OPENID })
    step()
    assert.same({}, sent)
  end)
end)
