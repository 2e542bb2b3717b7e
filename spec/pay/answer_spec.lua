local PayPeer = require("spec.support.pay_peer")
local core = require("wxcard.core")
local wxcard = require("wxcard")

local engine = core.engine
local CARD = "/v3/marketing/membercard-open/cards/p1"
local IMPORT = "/v3/brand/partner/card-member/user-cards/import-by-phone"
local ECHO = "/v3/security/echo"

describe("a signed answer:", function()
  local peer, wx

  setup(function()
    peer = PayPeer.start()
    wx = assert(wxcard.new(peer:settings()))
  end)

  teardown(function()
    wx:close()
    peer:stop()
  end)

  local function get(client)
    return (client or wx):call("GET", CARD)
  end

  local function consume(client)
    return (client or wx):call("POST", "/v3/unheard/of", "{}")
  end

  local function client(mode, changes)
    return assert(wxcard.new(peer:settings(mode, changes)))
  end

  it("is verified before it is read: each failure has its own reason", function()
    local cases = {
      { { strip = "all" }, "missing_header" },
      { { shift = 301 + 60 }, "stale" }, { { shift = -301 - 60 }, "stale" },
      { { serial = "PUB_KEY_ID_0199" }, "unknown_serial" },
      { { serial = PayPeer.PUBLIC_ID:lower() }, "unknown_serial" },
      { { key = "one", serial = PayPeer.PUBLIC_ID }, "bad_signature" },
      { { alter = '{"ok": true}' }, "bad_signature" },
      { { type = "WECHATPAY2-SM2-WITH-SM3" }, "bad_signature" },
      { { probe = true }, "signtest" },
    }
    for _, name in ipairs({ "Timestamp", "Nonce", "Signature", "Serial" }) do
      cases[#cases + 1] = { { strip = "Wechatpay-" .. name }, "missing_header" }
    end
    for _, case in ipairs(cases) do
      peer:script({ case[1] })
      local value, err = consume()
      assert.is_nil(value)
      assert.equal("signature", err.kind)
      assert.equal(case[2], err.name)
      assert.equal("unknown", err.outcome)
      assert.is_false(err.verified)
      assert.equal(1, #peer:requests())
    end
  end)

  it("counts by the engine's clock", function()
    peer:script({ {} })
    engine.set_clock(400)
    local value, err = consume()
    engine.set_clock(0)
    assert.is_nil(value)
    assert.is_nil(peer:requests()[1].fault)
    assert.equal("stale", err.name)
    assert(consume())
  end)

  it("that probes is asked for again on a safe call, and counted", function()
    local before = engine.stats().signtest
    peer:script({ { probe = true }, { json = { ok = true } } })
    assert.is_true(assert(get()).ok)
    local requests = peer:requests()
    assert.equal(2, #requests)
    assert.not_equal(requests[1].nonce, requests[2].nonce)
    assert.equal(before + 1, engine.stats().signtest)
    peer:script({ { probe = true } })
    local value, err = get()
    assert.is_nil(value)
    assert.equal("signtest", err.name)
    assert.equal(2, #peer:requests())
    assert.equal(before + 3, engine.stats().signtest)
  end)

  it("of 204 is signed, too", function()
    peer:script({ { status = 204 }, { status = 204, strip = "all" } })
    assert.same({}, assert(consume()))
    local value, err = consume()
    assert.is_nil(value)
    assert.equal("missing_header", err.name)
  end)

  it("that says no is a business error only if it is signed", function()
    local no = { code = "PARAM_ERROR", message = "no such card",
      detail = { field = "/cards/0/card_id", issue = "unknown" } }
    peer:script({ { status = 400, json = no } })
    local value, err = get()
    assert.is_nil(value)
    assert.equal("api", err.kind)
    assert.equal("PARAM_ERROR", err.name)
    assert.equal(400, err.status)
    assert.equal("cards[1].card_id", err.path)
    assert.equal("refused", err.outcome)
    assert.equal("membercard_open", err.generation)
    assert.is_true(err.verified)
    assert.matches("^08E8%-", err.rid)
    local other_key = { key = "two", serial = PayPeer.PUBLIC_ID }
    for _, forged in ipairs({ { strip = "all" }, { alter = '{"code":"NO_AUTH"}' }, other_key }) do
      forged.status, forged.json = 400, no
      peer:script({ forged })
      value, err = get()
      assert.is_nil(value)
      assert.equal("signature", err.kind)
      assert.equal(400, err.status)
      assert.not_equal("PARAM_ERROR", err.name)
      assert.equal("unknown", err.outcome)
      assert.matches("^%u+_%u+", err.said)
    end
  end)

  it("of 401, and an empty one of 404, are never signed: they are errors, not verified", function()
    peer:script({ { status = 401, strip = "all", json = { code = "SIGN_ERROR", message = "sign not match" } } })
    local value, err = get()
    assert.is_nil(value)
    assert.equal("SIGN_ERROR", err.name)
    assert.equal("api", err.kind)
    assert.is_false(err.verified)
    assert.equal(1, #peer:requests())
    peer:script({ { status = 404, strip = "all", body = "" } })
    value, err = get()
    assert.is_nil(value)
    assert.equal(404, err.status)
    assert.is_false(err.verified)
  end)

  it("of 429 waits as long as it says, of 5xx is repeated where that does no harm", function()
    local busy = { status = 429, json = { code = "RATELIMIT_EXCEEDED", message = "slow down" },
      headers = { ["Retry-After"] = "1" } }
    peer:script({ busy, { json = { ok = true } } })
    local from = engine.now()
    assert(consume())
    assert.is_true(engine.now() - from > 0.9)
    local requests = peer:requests()
    assert.equal(2, #requests)
    assert.not_equal(requests[1].headers.authorization, requests[2].headers.authorization)
    local fault = { status = 500, json = { code = "SYSTEM_ERROR", message = "later" } }
    peer:script({ fault, fault, { json = { ok = true } } })
    assert(get())
    assert.equal(3, #peer:requests())
    peer:script({ fault, { json = { ok = true } } })
    local value, err = consume()
    assert.is_nil(value)
    assert.equal("SYSTEM_ERROR", err.name)
    assert.equal("unknown", err.outcome)
    assert.equal(1, #peer:requests())
    peer:script({ { status = 202 }, { json = { ok = true } } })
    assert(get())
    peer:script({ { status = 202 } })
    value, err = consume()
    assert.is_nil(value)
    assert.equal(202, err.status)
    assert.equal("unknown", err.outcome)
  end)

  it("has its encrypted members opened", function()
    peer:script({ { json = { echo_message = "hello" }, echo = { "encrypted_echo_message" } } })
    local value = assert(wx:call("POST", ECHO, { echo_message = "hello", encrypted_echo_message = "张三" }))
    assert.equal("张三", value.encrypted_echo_message)
    assert.equal("hello", value.echo_message)
  end)

  it("opens members in lists, and leaves alone what is no ciphertext", function()
    local key = assert(wxcard.crypto.key(assert(io.open(peer:file("merchant.pub"))):read("*a"), "public"))
    local phone, answer = assert(key:encrypt("13800138000")), assert(key:encrypt('"no", he said'))
    peer:script({ { json = { total_count = 1, offset = 0, limit = 20, data = { { phone_number = phone, card_id = "p1",
      user_information = { custom_field_list = { { name = "a", user_chosen_values = { answer, "plain" } } } } } } } } })
    local value = assert(wx:call("GET", "/v3/brand/partner/card-member/user-cards",
      { brand_id = "1004", openid = "o1", offset = 0, limit = 20 }))
    assert.equal("13800138000", value.data[1].phone_number)
    assert.same({ '"no", he said', "plain" }, value.data[1].user_information.custom_field_list[1].user_chosen_values)
  end)

  it("never quotes what was encrypted", function()
    peer:script({ { status = 400, json = { code = "PARAM_ERROR", message = "phone 13800138000 is none" } } })
    local value, err = wx:call("POST", IMPORT, { brand_id = "1004", card_id = "p1", user_card_code = "1",
      phone_number = "13800138000", out_request_no = "R1", valid_date_information = { type = "PERMANENT" } })
    assert.is_nil(value)
    assert.is_nil(tostring(err):find("13800138000", 1, true))
    assert.matches("phone %*%*%* is none", err.message)
  end)

  it("of 200 kB verifies", function()
    peer:script({ { json = { long = ("x"):rep(200000) } } })
    assert.equal(200000, #assert(get()).long)
  end)

  it("by any of the keys side by side: a thousand, gathered", function()
    local both = client("both")
    peer:script({ { key = { "public", "one", "two" } } })
    local before = engine.stats().ring_refreshes
    local _, errs, count = wxcard.gather(16, (function()
      local i = 0
      return function()
        i = i + 1
        return i <= 1000 and i or nil
      end
    end)(), function()
      return both:call("GET", "/v3/unheard/of")
    end)
    assert.equal(1000, count)
    assert.same({}, errs)
    assert.equal(before + 1, engine.stats().ring_refreshes)
    assert.equal(2, both.core:health("merchant").keys)
    both:close()
  end)
end)

describe("platform certificates:", function()
  local peer

  before_each(function()
    peer = PayPeer.start()
  end)

  after_each(function()
    peer:stop()
  end)

  local function certificate_calls()
    local n = 0
    for _, r in ipairs(peer:requests()) do
      n = n + (r.path == "/v3/certificates" and 1 or 0)
    end
    return n
  end

  it("are fetched when they are needed, to verify and to encrypt", function()
    local wx = assert(wxcard.new(peer:settings("certificates")))
    peer:script({ { key = "one" } })
    assert(wx:call("POST", ECHO, { echo_message = "a", encrypted_echo_message = "secret" }))
    assert(wx:call("GET", CARD))
    assert.equal(1, certificate_calls())
    local r = peer:requests()
    assert.equal(3, #r)
    assert.is_nil(r[1].fault)
    assert.equal(PayPeer.SERIALS.two, r[2].headers["wechatpay-serial"]) -- the newest
    assert.equal("secret", r[2].clear.encrypted_echo_message)
    assert.is_nil(r[3].headers["wechatpay-serial"])
    assert(wx:call("POST", ECHO, { echo_message = "a" }))
    assert.equal(PayPeer.SERIALS.two, peer:requests()[4].headers["wechatpay-serial"])
  end)

  it("are never asked for by a merchant whose answers have the public key; without any nothing breaks", function()
    local wx = assert(wxcard.new(peer:settings("both")))
    peer:script({ certificates = "404", { json = { ok = true } } })
    for _ = 1, 10 do
      assert(wx:call("GET", CARD))
    end
    assert.equal(0, certificate_calls())
    peer:script({ certificates = "404", { key = "one" } })
    for _ = 1, 100 do
      local value, err = wx:call("GET", CARD)
      assert.is_nil(value)
      assert.equal("unknown_serial", err.name)
    end
    assert.equal(1, certificate_calls())
    assert.equal("string", type(wx.core:health("merchant").error))
  end)

  it("come anew when they rotate, once a minute, and the old ones stay until then", function()
    local wx = assert(wxcard.new(peer:settings("certificates")))
    peer:script({ certificates = { "one" }, { key = "one" } })
    assert(wx:call("GET", CARD))
    peer:script({ certificates = { "one", "two" }, { key = "two" } })
    local value, err = wx:call("GET", CARD)
    assert.is_nil(value)
    assert.equal("unknown_serial", err.name)
    peer:script({ certificates = { "one", "two" }, { key = "one" } })
    assert(wx:call("GET", CARD))
    assert.equal(0, certificate_calls())
  end)

  it("that open with another key, or that somebody else signed, are not taken", function()
    local settings = peer:settings("certificates")
    settings.pay.api_v3_key = ("x"):rep(32)
    local wx = assert(wxcard.new(settings))
    peer:script({ { key = "one" } })
    local value, err = wx:call("GET", CARD)
    assert.is_nil(value)
    assert.equal("unknown_serial", err.name)
    assert.equal(0, wx.core:health("merchant").keys)
    value, err = wx:call("POST", ECHO, { echo_message = "a", encrypted_echo_message = "secret" })
    assert.is_nil(value)
    assert.equal("signature", err.kind)
    assert.equal("not_sent", err.outcome)
  end)
end)
