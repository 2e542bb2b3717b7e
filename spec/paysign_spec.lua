local core = require("wxcard.core").crypto
local crypto = require("wxcard.crypto")
local json = require("wxcard.json")
local openssl = require("spec.support.openssl")
local paysign = require("wxcard.paysign")

local merchant, platform = openssl.key("merchant", "0A0B0C0D0E0F0102030405060708090A0B0C0D0E"), openssl.key("platform")
local ID, NOW, BODY = "PUB_KEY_ID_0114232134912410000000000000", 1754000000, '{"a":"会员","b":[1,2]}'
local key = assert(crypto.key(platform.private))

-- A genuine answer; `changes` replace its headers, false takes one away.
local function answer(body, changes)
  local headers = { ["wechatpay-timestamp"] = tostring(NOW), ["wechatpay-nonce"] = "n0nce",
    ["wechatpay-serial"] = ID, ["wechatpay-signature-type"] = paysign.schemes.merchant }
  for name, value in pairs(changes or {}) do
    headers[name] = value or nil
  end
  if not (changes and changes["wechatpay-signature"] ~= nil) then
    headers["wechatpay-signature"] = key:sign(paysign.answer_text(headers["wechatpay-timestamp"] or "",
      headers["wechatpay-nonce"] or "", body))
  end
  return headers
end

local function check(headers, body, changes)
  local with = { scheme = paysign.schemes.merchant, now = NOW,
    keys = { [ID] = crypto.key(platform.public), A1 = crypto.key(merchant.certificate) } }
  for name, value in pairs(changes or {}) do
    with[name] = value
  end
  return paysign.check(headers, body, with)
end

local function refused(name, value, err)
  assert.is_nil(value)
  assert.equal(name, err.name)
  assert.equal("signature", err.kind)
end

describe("wxcard.paysign's check", function()
  it("lets genuine answers through, whatever their size", function()
    for _, body in ipairs({ BODY, "", "\n", ("x"):rep(200000) }) do
      local headers = answer(body)
      assert.is_true(check(headers, body))
      assert.is_true(openssl.verifies(platform.public, tostring(NOW) .. "\nn0nce\n" .. body .. "\n",
        headers["wechatpay-signature"]))
    end
    assert.is_true(check(answer(BODY, { ["wechatpay-signature-type"] = false }), BODY))
  end)

  it("refuses an answer from which any header was taken", function()
    for _, name in ipairs({ "timestamp", "nonce", "signature", "serial" }) do
      refused("unsigned", check(answer(BODY, { ["wechatpay-" .. name] = false }), BODY))
    end
  end)

  it("allows five minutes, both ways", function()
    for _, off in ipairs({ -300, -299, 0, 300 }) do
      assert.is_true(check(answer(BODY), BODY, { now = NOW + off }))
    end
    for _, off in ipairs({ -301, 301, 86400 }) do
      refused("clock", check(answer(BODY), BODY, { now = NOW + off }))
    end
    for _, text in ipairs({ "", "soon", "-1", "1754000000.0", "1754000000 ", "1e9", ("9"):rep(13) }) do
      refused("timestamp", check(answer(BODY, { ["wechatpay-timestamp"] = text }), BODY))
    end
  end)

  it("takes the key of that very id and never another one", function()
    refused("unknown_serial", check(answer(BODY, { ["wechatpay-serial"] = ID:sub(1, -2) }), BODY))
    refused("unknown_serial", check(answer(BODY, { ["wechatpay-serial"] = ID:lower() }), BODY))
    refused("unknown_serial", check(answer(BODY), BODY, { keys = {} }))
    refused("bad_signature", check(answer(BODY, { ["wechatpay-serial"] = "A1" }), BODY))
  end)

  it("takes the caller's own scheme alone", function()
    refused("scheme", check(answer(BODY), BODY, { scheme = paysign.schemes.brand }))
    refused("scheme", check(answer(BODY, { ["wechatpay-signature-type"] = paysign.schemes.national }), BODY))
    refused("scheme", check(answer(BODY, { ["wechatpay-signature-type"] = false }), BODY,
      { scheme = paysign.schemes.national })) -- an RSA key signs no SM2
    assert.has_error(function() check(answer(BODY), BODY, { scheme = "WECHATPAY3" }) end)
  end)

  it("refuses a body that anything was done to", function()
    local headers = answer(BODY)
    for _, body in ipairs({ BODY .. "\n", " " .. BODY, BODY:sub(1, -2), "\239\187\191" .. BODY, "",
      (BODY:gsub(",", ", ")), (BODY:gsub("{", "{\r\n")),
      json.encode(json.decode(BODY), { indent = 2 }), (BODY:gsub("会", "\\u4f1a")) }) do
      refused("bad_signature", check(headers, body))
    end
    assert.has_error(function() check(headers, json.decode(BODY)) end)
    headers["wechatpay-nonce"] = "n0ncf"
    refused("bad_signature", check(headers, BODY))
  end)

  it("tells a probe from a forgery, and lets a prefix decide nothing", function()
    local genuine = answer(BODY)["wechatpay-signature"]
    for _, text in ipairs({ "WECHATPAY/SIGNTEST/" .. genuine:sub(20), "WECHATPAY/SIGNTEST/" }) do
      refused("signtest", check(answer(BODY, { ["wechatpay-signature"] = text }), BODY))
    end
    for _, text in ipairs({ "", "?", genuine:sub(1, -5), genuine .. "AAAA", "WECHATPAY/" .. genuine:sub(11) }) do
      refused("bad_signature", check(answer(BODY, { ["wechatpay-signature"] = text }), BODY))
    end
  end)

  it("judges SM2 as well", function()
    local pem = openssl.must("genpkey -algorithm SM2")
    local own, public = crypto.key(pem), crypto.key(openssl.must("pkey -pubout -in " .. openssl.file(pem)))
    local changes = { ["wechatpay-signature-type"] = paysign.schemes.national,
      ["wechatpay-signature"] = own:sign(paysign.answer_text(NOW, "n0nce", BODY)) }
    local with = { scheme = paysign.schemes.national, keys = { [ID] = public } }
    assert.is_true(check(answer(BODY, changes), BODY, with))
    refused("bad_signature", check(answer(BODY, changes), BODY .. " ", with))
  end)
end)

describe("wxcard.paysign's header", function()
  local request = { method = "GET", url = "/v3/x?a=%2B", timestamp = 1554208460, nonce = "N1", identity = "1900000001",
    serial = "4F3C" }

  it("carries a signature over five lines, the last one empty", function()
    assert.equal("GET\n/v3/x?a=%2B\n1554208460\nN1\n\n", paysign.request_text(request))
    for name, word in pairs({ merchant = "mchid", brand = "brand_id" }) do
      local header = assert(paysign.authorization(paysign.schemes[name], crypto.key(merchant.private), request))
      local members = paysign.parse_authorization(header)
      assert.same({ paysign.schemes[name], "1900000001", "N1", "1554208460", "4F3C" }, { members.scheme, members[word],
        members.nonce_str, members.timestamp, members.serial_no })
      assert.is_true(openssl.verifies(merchant.public, paysign.request_text(request), members.signature))
    end
    local header, err = paysign.authorization(paysign.schemes.merchant, crypto.key(merchant.public), request)
    assert.is_nil(header)
    assert.equal("public_for_private_key", err.name)
  end)

  it("is taken apart only when it is whole", function()
    local whole = 'WECHATPAY2-SHA256-RSA2048 mchid="1",nonce_str="2",signature="3==",timestamp="4",serial_no="5"'
    assert.equal("3==", paysign.parse_authorization(whole).signature)
    assert.equal("5", paysign.parse_authorization((whole:gsub(",", ", "))).serial_no)
    for _, header in ipairs({ "", "WECHATPAY2-SHA256-RSA2048", "Bearer x", whole:sub(1, -2), whole .. ",",
      whole .. ',mchid="1"', (whole:gsub(',timestamp="4"', "")), (whole:gsub("mchid", "brand_id")),
      (whole:gsub("RSA2048", "RSA4096")), (whole:gsub('"1"', "1")), (whole:gsub(",", ";")), whole .. ',x="1"' }) do
      assert.is_nil(paysign.parse_authorization(header), header)
    end
  end)

  it("holds no quote and no line end", function()
    for _, text in ipairs({ '1"', "1\n", "1\r\nX: y", "\0" }) do
      assert.has_error(function()
        core.pay_authorization(paysign.schemes.merchant, text, "n", "s", "1", "4F")
      end)
    end
    local long = ("s"):rep(5000)
    assert.has_error(function() core.pay_authorization(paysign.schemes.merchant, "1", "n", long, "1", "4") end)
  end)
end)

describe("wxcard.paysign's URL", function()
  it("escapes each value once, and leaves out what is absent", function()
    assert.equal("/v3/a/b%20c%2Fd/e?x=%2B%2F%3D&y=%E4%BC%9A~-._&z=20", paysign.url("/v3/a/{id}/e", { id = "b c/d" },
      { { "x", "+/=" }, { "n", nil }, { "m", json.null }, { "y", "会~-._" }, { "z", 20 } }))
    assert.equal("/v3/a", paysign.url("/v3/a"))
    assert.equal("/v3/a?b=", paysign.url("/v3/a", nil, { { "b", "" } }))
    assert.has_error(function() paysign.url("/v3/{id}", {}) end)
    assert.has_error(function() paysign.url("/v3/{id}", { id = "" }) end)
  end)
end)
