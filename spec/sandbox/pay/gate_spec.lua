-- What WeChat Pay looks at before anything else, and how it says no.
describe("sandbox, WeChat Pay's gate", function()
  local crypto = require("wxcard.crypto")
  local json = require("wxcard.json")
  local openssl = require("spec.support.openssl")
  local pay_client = require("spec.support.pay_client")
  local program = require("spec.support.program")

  local CARD = "/v3/brand/partner/card-member/cards/" .. pay_client.CARD .. "?brand_id=1004"
  local here

  before_each(function()
    here = pay_client.new()
  end)

  it("answers who signs well, signed by the public key, as openssl sees it too", function()
    local card, response = here:call("GET", CARD)
    assert.equal(200, response.status)
    assert.equal("CARD_EFFECTIVE", card.state)
    assert.equal("MERCHANT_ALLOCATE", card.code_mode)
    local headers = response.headers
    assert.equal("PUB_KEY_ID_0114232134912410000000000000", headers["Wechatpay-Serial"])
    assert.is_string(headers["Request-ID"])
    local text = headers["Wechatpay-Timestamp"] .. "\n" .. headers["Wechatpay-Nonce"] .. "\n" .. response.body .. "\n"
    assert.is_true(openssl.verifies(program.contents(here.keys.platform_public_key), text,
      headers["Wechatpay-Signature"]))
  end)

  it("answers the brand under its own scheme, signed by the brand's key", function()
    local card, response = here:call("GET", "/brand/card-member/cards/" .. pay_client.CARD)
    assert.equal(200, response.status)
    assert.equal("1004", card.brand_id)
    assert.equal(here.keys.brand_public_key_id, response.headers["Wechatpay-Serial"])
    assert.equal("WECHATPAY-BRAND-SHA256-RSA2048", response.headers["Wechatpay-Signature-Type"])
  end)

  local REFUSED = {
    { "no Authorization", { headers = { authorization = false } }, "Authorization" },
    { "a malformed one", { headers = { authorization = "WECHATPAY2-SHA256-RSA2048 mchid=" } } },
    { "another scheme", { headers = { authorization = "Bearer x" } } },
    { "the brand's scheme under /v3/", { scheme = "brand" } },
    { "a clock six minutes off", { timestamp = 1751328000 - 360 }, "timestamp" },
    { "a serial of another", { serial = ("A"):rep(40) }, "serial_no" },
    { "the platform's id as serial", { serial = "PUB_KEY_ID_0114232134912410000000000000" }, "serial_no" },
    { "another merchant", { identity = "1900000001" }, "serial_no" },
    { "a nonce of 33 characters", { nonce = ("n"):rep(33) }, "nonce_str" },
    { "a signature over another URL", { signed_url = "/v3/certificates" }, "signature" },
    { "a signature over another body", { signed_body = "{}" }, "signature" },
  }
  for _, case in ipairs(REFUSED) do
    it("refuses " .. case[1] .. ", unsigned", function()
      local value, response = here:call("GET", CARD, nil, case[2])
      assert.equal(401, response.status)
      assert.equal("SIGN_ERROR", value.code)
      assert.equal(case[3], value.detail and value.detail.field)
      assert.is_nil(response.headers["Wechatpay-Signature"])
    end)
  end

  it("tells what it would have signed", function()
    local value = here:call("GET", CARD, nil, { signed_body = "x" })
    local told = value.detail.sign_information
    assert.equal("GET", told.method)
    assert.equal(CARD, told.url)
    assert.equal("sign not match", value.detail.issue)
    assert.equal(("GET\n%s\n1751328000\n%s\n\n"):format(CARD, ("n"):rep(32)):len(), told.sign_message_length)
  end)

  it("speaks English on demand", function()
    local value = here:call("GET", CARD, nil, { signed_body = "x", headers = { ["accept-language"] = "en" } })
    assert.equal("the signature is wrong", value.message)
  end)

  it("refuses another's key", function()
    local other = assert(crypto.key(openssl.key("stranger").private))
    local _, response = here:call("GET", CARD, nil, { key = other })
    assert.equal(401, response.status)
  end)

  it("looks for Accept and User-Agent before the signature", function()
    for _, headers in ipairs({ { accept = false }, { ["user-agent"] = false }, { accept = "text/html" } }) do
      local value, response = here:call("GET", CARD, nil, { headers = headers, signed_body = "x" })
      assert.equal(400, response.status)
      assert.equal("INVALID_REQUEST", value.code)
      assert.is_nil(response.headers["Wechatpay-Signature"])
    end
    for _, accept in ipairs({ "*/*", "text/html, application/json;q=0.9", "application/json" }) do
      local _, response = here:call("GET", CARD, nil, { headers = { accept = accept } })
      assert.equal(200, response.status)
    end
  end)

  it("takes a charset in Content-Type, and no other type", function()
    local _, response = here:call("POST", here.USERS .. "/import-by-phone", here:member(),
      { headers = { ["content-type"] = "application/json; charset=utf-8" } })
    assert.equal(200, response.status)
    local value
    value, response = here:call("POST", here.USERS .. "/import-by-phone", here:member(),
      { headers = { ["content-type"] = "text/plain" } })
    assert.equal(400, response.status)
    assert.equal("INVALID_REQUEST", value.code)
  end)

  it("answers unknown paths and methods with an empty body, and what is not emulated with 501", function()
    local _, response = here:call("GET", "/v3/nowhere")
    assert.same({ 404, "" }, { response.status, response.body })
    _, response = here:call("PUT", "/v3/certificates")
    assert.same({ 405, "", "GET" }, { response.status, response.body, response.headers.Allow })
  end)

  it("checks the twelve digits of a path as they were sent", function()
    here:call("POST", here.USERS .. "/import-by-phone", here:member({ user_card_code = "a/b?c" }))
    local openid = here.here:get("/_sandbox/journal") and here:call("GET",
      here.USERS .. "/a%2Fb%3Fc?brand_id=1004&card_id=" .. here.CARD .. "&openid=oWrong")
    assert.equal("NOT_FOUND", openid.code)
  end)

  it("spoils signatures on demand", function()
    for how, name in pairs({ signtest = "signtest", stale = "clock", tamper = "bad_signature",
      unknown_serial = "unknown_serial", strip = "unsigned" }) do
      here:control("signatures", { how = how })
      local _, response = here:call("GET", CARD, nil, { unjudged = true })
      local ok, err = here:judge(response)
      assert.is_nil(ok, how)
      assert.equal(name, err.name, how)
      assert.is_true((here:judge(select(2, here:call("GET", CARD)))))
    end
  end)

  it("probes one answer in so many", function()
    here:control("signatures", { how = "signtest", every = 5, times = 4 })
    local bad = 0
    for _ = 1, 25 do
      local _, response = here:call("GET", CARD, nil, { unjudged = true })
      bad = bad + (here:judge(response) and 0 or 1)
    end
    assert.equal(4, bad)
  end)

  it("signs with the key that the request names, or as the switches say", function()
    local function serial(headers)
      return select(2, here:call("GET", CARD, nil, { headers = headers })).headers["Wechatpay-Serial"]
    end
    assert.equal(here.keys.platform_cert_serial, serial({ ["wechatpay-serial"] = here.keys.platform_cert_serial }))
    assert.equal(here.keys.platform_public_key_id, serial({ ["wechatpay-serial"] = false }))
    here:control("keys", { sign = "certificate" })
    assert.equal(here.keys.platform_cert_serial, serial())
    here:control("keys", { sign = "public_key" })
    assert.equal(here.keys.platform_public_key_id,
      serial({ ["wechatpay-serial"] = here.keys.platform_cert_serial }))
  end)

  it("hands out certificates, two while they rotate, none where they are off", function()
    local function read()
      local list = assert(here:call("GET", "/v3/certificates").data)
      local out = {}
      for i, item in ipairs(list) do
        local sealed = item.encrypt_certificate
        local pem = assert(crypto.aes_256_gcm_decrypt(here.keys.api_v3_key, sealed.nonce, sealed.associated_data,
          sealed.ciphertext))
        assert.equal(item.serial_no, crypto.certificate_info(pem).serial)
        out[i] = item.serial_no
        here.ring[item.serial_no] = assert(crypto.key(pem))
      end
      return out
    end
    assert.same({ here.keys.platform_cert_serial }, read())
    here:control("keys", { rotate = "begin" })
    local both = read()
    assert.equal(2, #both)
    here:control("keys", { sign = "alternate" })
    local seen = {}
    for _ = 1, 30 do
      local _, response = here:call("GET", CARD)
      assert.equal(200, response.status)
      seen[response.headers["Wechatpay-Serial"]] = true
    end
    assert.is_true(seen[both[1]] and seen[both[2]] and seen[here.keys.platform_public_key_id])
    here:control("keys", { rotate = "end", sign = "requested" })
    assert.same({ both[2] }, read())
    here:control("keys", { certificates = false })
    local value, response = here:call("GET", "/v3/certificates")
    assert.same({ 404, "RESOURCE_NOT_EXISTS" }, { response.status, value.code })
  end)

  it("makes trouble on demand, in WeChat Pay's words", function()
    here.here:control("faults", { path = CARD:match("^[^?]*"), code = "SYSTEM_ERROR" })
    local value, response = here:call("GET", CARD)
    assert.same({ 500, "SYSTEM_ERROR" }, { response.status, value.code })
    assert.is_true((here:judge(response)))
    here.here:control("faults", { status = 502 })
    response = here.sb:handle(here:request("GET", CARD))
    assert.equal(502, response.status)
    assert.is_nil(response.headers["Wechatpay-Signature"])
  end)

  it("keeps to the printed rate until that is turned off", function()
    here:control("limits", { on = true })
    for i = 1, 11 do
      local value, response = here:call("GET", CARD)
      assert.equal(i > 10 and 429 or 200, response.status)
      assert.equal(i > 10 and "RATELIMIT_EXCEEDED" or nil, value.code)
    end
    here.here:control("clock", { advance = 1 })
    assert.equal(200, select(2, here:call("GET", CARD)).status)
    here:control("limits", { on = false })
    for _ = 1, 20 do
      assert.equal(200, select(2, here:call("GET", CARD)).status)
    end
  end)

  it("takes pictures whose digest fits", function()
    local png = "\137PNG\r\n\26\n" .. ("x"):rep(40)
    local meta = { filename = "a.png", sha256 = crypto.sha256_hex(png) }
    local value, response = here:upload("/v3/marketing/favor/media/image-upload", meta, png)
    assert.equal(200, response.status, response.body)
    local path = value.media_url:match("(/sandbox/.*)$")
    assert.equal(png, here.sb:handle({ method = "GET", path = path, args = {}, headers = {}, body = "" }).body)
    value, response = here:upload("/v3/marketing/favor/media/image-upload", { filename = "a.png",
      sha256 = ("0"):rep(64) }, png)
    assert.same({ 403, "REQUEST_BLOCKED" }, { response.status, value.code })
    value = here:upload("/brand/card-member/media/image-upload", { filename = "a.png", file_digest = meta.sha256 }, png)
    assert.is_string(value.media_url)
    value = here:upload("/v3/merchant/media/upload", meta, png)
    assert.is_string(value.media_id)
  end)

  it("echoes, encrypted for the merchant", function()
    local value = here:call("POST", "/v3/security/echo", { echo_message = "hello",
      encrypted_echo_message = here:seal("秘密") })
    assert.equal("hello", value.echo_message)
    assert.equal("秘密", here:unseal(value.encrypted_echo_message))
    assert.equal("秘密", openssl.decrypt(program.contents(here.keys.merchant_key), value.encrypted_echo_message))
  end)

  it("lets nobody read in its journal", function()
    here:call("POST", here.USERS .. "/import-by-phone", here:member())
    local text = here.sb:handle({ method = "GET", path = "/_sandbox/journal", args = {}, headers = {}, body = "" }).body
    assert.is_nil(text:find("13800138000", 1, true))
    assert.is_nil(text:find(here.keys.api_v3_key, 1, true))
    assert.is_nil(text:find("BEGIN", 1, true))
    local last = json.decode(text).journal
    assert.equal("***", last[#last].body.phone_number)
  end)
end)
