-- WeChat Pay's notifications: nothing is opened that does not verify, and every refusal says what happened.
local crypto = require("wxcard.crypto")
local json = require("wxcard.json")
local openssl = require("spec.support.openssl")
local paysign = require("wxcard.paysign")
local program = require("spec.support.program")
local wxcard = require("wxcard")

local ID, OTHER_ID = "PUB_KEY_ID_0114232134912410000000000000", "PUB_KEY_ID_0114232134912410000000000001"
local API_KEY, NOW = "abcdefghijklmnopqrstuvwxyz012345", 1754000000
local platform, second, merchant = openssl.key("platform"), openssl.key("second"), openssl.key("merchant", "0A0B0C0D")
local signer = assert(crypto.key(platform.private))
local EVENT = "BRAND_MEMBER_CARD_SP.USER_CARD.CREATE"

local INSIDE = { user_card_code = "478515832665", card_id = "pbLatjvWOibDc5-TBnbUk1pD12o0",
  openid = "obLatjnx9gnqzS4myYGmLZ7LgLBA", card_color = "#FFFF00", card_picture_url = "https://qpic.cn/1",
  brand_id = "1004", card_type = "NORMAL", pickup_time = "2025-07-01T08:00:00+08:00",
  user_card_state = "UNACTIVATED" }

local function seal(inside, more)
  local resource = { original_type = "user_card", algorithm = "AEAD_AES_256_GCM", associated_data = "user_card",
    nonce = "61f9c719728a" }
  resource.ciphertext = assert(crypto.aes_256_gcm_encrypt(API_KEY, resource.nonce, resource.associated_data,
    type(inside) == "string" and inside or json.encode(inside or INSIDE)))
  for name, value in pairs(more or {}) do
    resource[name] = value or nil
  end
  return resource
end

-- The text that WeChat Pay posts: its members in its order, not sorted.
local function post(fields, resource)
  resource = resource or seal()
  local inner = {}
  for _, name in ipairs({ "original_type", "algorithm", "ciphertext", "associated_data", "nonce" }) do
    if resource[name] then
      inner[#inner + 1] = ('"%s":"%s"'):format(name, resource[name])
    end
  end
  local f = { id = "EV-2018022511223320873", create_time = "2025-07-01T08:00:00+08:00",
    resource_type = "encrypt-resource", event_type = EVENT, summary = "用户/开卡" }
  for name, value in pairs(fields or {}) do
    f[name] = value
  end
  return ('{"id":"%s","create_time":"%s","resource_type":"%s","event_type":"%s","summary":"%s","resource":{%s}}')
    :format(f.id, f.create_time, f.resource_type, f.event_type, f.summary, table.concat(inner, ","))
end

local function headers_for(body, changes, key)
  local h = { ["Wechatpay-Timestamp"] = tostring(NOW), ["Wechatpay-Nonce"] = "d824f2e086d3c1df967785d13fcd22ef",
    ["Wechatpay-Serial"] = ID, ["Wechatpay-Signature-Type"] = paysign.schemes.merchant,
    ["Content-Type"] = "application/json" }
  for name, value in pairs(changes or {}) do
    h[name] = value or nil
  end
  if not (changes and changes["Wechatpay-Signature"] ~= nil) then
    h["Wechatpay-Signature"] = (key or signer):sign(paysign.answer_text(h["Wechatpay-Timestamp"] or "",
      h["Wechatpay-Nonce"] or "", body))
  end
  return h
end

local function receiver(more)
  local options = { keys = { [ID] = platform.public, [OTHER_ID] = second.public }, api_v3_key = API_KEY,
    clock = function() return NOW end }
  for name, value in pairs(more or {}) do
    options[name] = value or nil
  end
  return assert(wxcard.notification(options))
end

local function refused(name, event, err)
  assert.is_nil(event)
  assert.equal(name, err.name)
  assert.is_true(err.answer.status >= 400)
  local answer = assert(json.decode(err.answer.body))
  assert.equal("FAIL", answer.code)
  assert.is_true(#answer.message > 0 and #answer.message <= 256)
  assert.is_nil(tostring(err):find(API_KEY, 1, true))
  return err
end

describe("wxcard.notification", function()
  it("opens a genuine notification and says what to answer", function()
    local body = post()
    local headers = headers_for(body)
    assert.is_true(openssl.verifies(platform.public, tostring(NOW) .. "\n" .. headers["Wechatpay-Nonce"] .. "\n" .. body
      .. "\n", headers["Wechatpay-Signature"]))
    local event = assert(receiver():open(headers, body))
    assert.same({ "EV-2018022511223320873", "2025-07-01T08:00:00+08:00", EVENT, "用户/开卡", "user_card", ID, true, false },
      { event.id, event.create_time, event.event_type, event.summary, event.original_type, event.serial, event.known,
        event.duplicate })
    assert.same(INSIDE, event.resource)
    assert.is_nil(event.sealed)
    assert.equal(200, event.answer.status)
    assert.same({ code = "SUCCESS" }, json.decode(event.answer.body))
  end)

  it("does not mind the case of header names, nor a certificate in place of the public key", function()
    local body, lower = post(), {}
    for name, value in pairs(headers_for(body)) do
      lower[name:upper()] = value
    end
    assert(receiver():open(lower, body))
    local serial = openssl.serial(platform.certificate)
    local own = receiver({ keys = { [serial] = platform.certificate, [ID] = second.public } })
    assert.equal(serial, assert(own:open(headers_for(body, { ["Wechatpay-Serial"] = serial }), body)).serial)
    assert.is_true(own:open(headers_for(body, { ["Wechatpay-Serial"] = serial:lower() }), body).duplicate)
  end)

  it("verifies 200 kB, and refuses more than it was told to read", function()
    local inside = { card_id = "p1", long = ("茶"):rep(50000) }
    local body = post({ event_type = "SOMETHING.NEW" }, seal(inside))
    assert.is_true(#body > 200000)
    local event = assert(receiver():open(headers_for(body), body))
    assert.same(inside, event.resource)
    assert.is_false(event.known)
    assert.equal(413, refused("too_large", receiver({ max_body = 200000 }):open(headers_for(body), body)).answer.status)
  end)

  it("refuses each of twelve mutations with a reason of its own", function()
    local body = post()
    local headers, own = headers_for(body), receiver()
    local with = function(changes) return headers_for(body, changes) end
    local signature = headers["Wechatpay-Signature"]
    local gz = openssl.path("body.gz")
    assert.equal(0, (program.sh(("gzip -c %s > %s"):format(openssl.path(openssl.file(body)), gz))))
    local mutations = {
      { "reencoded_body", headers, assert(json.encode(json.decode(body))) }, -- members in another order
      { "reformatted_body", headers, assert(json.encode(json.decode(body), { indent = 2 })) },
      { "reescaped_body", headers, (body:gsub("用", "\\u7528")) },
      { "line_endings", headers, body .. "\r\n" },
      { "byte_order_mark", headers, "\239\187\191" .. body },
      { "compressed_body", headers, openssl.read("body.gz") },
      { "truncated_body", headers, body:sub(1, -40) },
      { "renamed_header", with({ ["Wechatpay-Signature"] = false, ["X-Wechatpay-Signature"] = signature }), body },
      { "missing_header", with({ ["Wechatpay-Signature"] = false }), body },
      { "stale", with({ ["Wechatpay-Timestamp"] = tostring(NOW - 360) }), body },
      { "other_key", headers_for(body, nil, crypto.key(merchant.private)), body },
      { "wrong_serial", with({ ["Wechatpay-Serial"] = OTHER_ID }), body },
    }
    local names = {}
    for i, m in ipairs(mutations) do
      refused(m[1], own:open(m[2], m[3]))
      assert.is_nil(names[m[1]])
      names[m[1]] = i
    end
    assert.is_false(own:open(headers, body).duplicate) -- none of them was remembered
  end)

  it("names other damage, too", function()
    local body, own = post(), receiver()
    local headers = headers_for(body)
    refused("reescaped_body", own:open(headers, (body:gsub("/", "\\/"))))
    refused("trimmed_body", own:open(headers, body .. "\n"))
    refused("trimmed_body", own:open(headers_for(body .. "\n"), body))
    refused("line_endings", own:open(headers_for((body:gsub(",", ",\n"))), (body:gsub(",", ",\r\n"))))
    refused("unknown_serial", own:open(headers_for(body, { ["Wechatpay-Serial"] = ID:sub(1, -2) .. "7" }), body))
    refused("unknown_serial", own:open(headers_for(body, { ["Wechatpay-Serial"] = ID:lower() }), body))
    refused("timestamp", own:open(headers_for(body, { ["Wechatpay-Timestamp"] = "soon" }), body))
    refused("stale", own:open(headers_for(body, { ["Wechatpay-Timestamp"] = tostring(NOW + 301) }), body))
    refused("scheme", own:open(headers_for(body, { ["Wechatpay-Signature-Type"] = paysign.schemes.brand }), body))
    refused("bad_signature", own:open(headers_for(body, { ["Wechatpay-Signature"] = "c2hvcnQ=" }), body))
    refused("bad_signature", own:open(headers_for(body, { ["Wechatpay-Signature"] = "?" }), body))
    refused("empty_body", own:open(headers, ""))
    refused("empty_body", own:open(headers, nil))
    refused("repeated_header", own:open(headers_for(body, { ["wechatpay-serial"] = ID }), body))
    refused("repeated_header", own:open(headers_for(body, { ["Wechatpay-Serial"] = { ID, ID },
      ["Wechatpay-Signature"] = "x" }), body))
    for _, word in ipairs({ "Timestamp", "Nonce", "Signature", "Serial" }) do
      local name = "Wechatpay-" .. word
      assert.equal(name, refused("missing_header", own:open(headers_for(body, { [name] = false }), body)).path)
      local cgi = headers_for(body)
      cgi["HTTP_" .. name:upper():gsub("-", "_")], cgi[name] = cgi[name], nil
      assert.equal(name, refused("renamed_header", own:open(cgi, body)).path)
    end
    for age = 1, 20, 19 do
      local strict = receiver({ max_age = 10 })
      local old = headers_for(body, { ["Wechatpay-Timestamp"] = tostring(NOW - age) })
      if age > 10 then
        refused("stale", strict:open(old, body))
      else
        assert(strict:open(old, body))
      end
    end
  end)

  it("tells a probe from a forgery", function()
    local body = post()
    local probe = "WECHATPAY/SIGNTEST/" .. headers_for(body)["Wechatpay-Signature"]:sub(20)
    assert.equal(344, #probe)
    local err = refused("signtest", receiver():open(headers_for(body, { ["Wechatpay-Signature"] = probe }), body))
    assert.is_true(err.answer.status >= 400)
  end)

  it("takes raw bytes alone", function()
    local ok, message = pcall(function() receiver():open(headers_for("{}"), {}) end)
    assert.is_false(ok)
    assert.matches("raw bytes", message)
    assert.has_error(function() receiver():open(nil, "{}") end)
    assert.has_error(function() receiver():open({}, 5) end)
  end)

  it("verifies before it opens: what is signed and malformed is told apart", function()
    local own = receiver()
    local function try(name, body)
      refused(name, own:open(headers_for(body), body))
    end
    try("bad_json", "not json")
    try("bad_json", "5")
    try("envelope", "{}")
    try("resource_type", post({ resource_type = "plain-resource" }))
    try("algorithm", post(nil, seal(nil, { algorithm = "AEAD_SM4_GCM" })))
    try("algorithm", post(nil, seal(nil, { algorithm = "NONE" })))
    try("decrypt", post(nil, seal(nil, { associated_data = "other" })))
    try("decrypt", post(nil, seal(nil, { associated_data = false })))
    try("nonce_length", post(nil, seal(nil, { nonce = "short" })))
    try("base64", post(nil, seal(nil, { ciphertext = "%%%%" })))
    try("too_short", post(nil, seal(nil, { ciphertext = "YWJj" })))
    try("bad_json", post(nil, seal("no json")))
    try("bad_json", post(nil, seal("[1]")))
    local body = post()
    local other = receiver({ api_v3_key = API_KEY:reverse() })
    assert.equal(500, refused("decrypt", other:open(headers_for(body), body)).answer.status)
  end)

  it("knows a repetition for a day, by its own memory or a shared one", function()
    local now = NOW
    local own = receiver({ clock = function() return now end, remember = 2 })
    local function open(id)
      local body = post({ id = id })
      return assert(own:open(headers_for(body, { ["Wechatpay-Timestamp"] = tostring(now) }), body))
    end
    assert.is_false(open("a").duplicate)
    assert.is_true(open("a").duplicate)
    now = now + 86399
    assert.is_true(open("a").duplicate)
    now = now + 1
    local event = open("a")
    assert.is_false(event.duplicate)
    own:forget(event)
    assert.is_false(open("a").duplicate)
    open("b")
    open("c")
    assert.is_true(open("c").duplicate)
    assert.is_false(open("a").duplicate) -- two at most were to be kept
    local asked = {}
    own = receiver({ seen = function(id, seconds)
      asked[#asked + 1] = { id, seconds }
      return #asked > 1
    end })
    now = NOW
    assert.is_false(open("x").duplicate)
    assert.is_true(open("x").duplicate)
    assert.same({ { "x", 86400 }, { "x", 86400 } }, asked)
  end)

  it("opens what is encrypted once more inside, or says that it is", function()
    local answers = { common_field_list = { { name = "USER_FORM_FLAG_NAME",
      value = openssl.encrypt(merchant.public, "林小月") } }, custom_field_list = { { name = "茶",
      user_chosen_values = { openssl.encrypt(merchant.public, "绿茶"), "红茶" } } } }
    local inside = { phone_number = openssl.encrypt(merchant.public, "13800138000"), user_information = answers }
    local body = post(nil, seal(inside))
    local event = assert(receiver():open(headers_for(body), body))
    assert.same(inside, event.resource)
    assert.same({ "phone_number", "user_information.common_field_list[1].value",
      "user_information.custom_field_list[1].user_chosen_values.1" }, event.sealed)
    event = assert(receiver({ private_key = merchant.private }):open(headers_for(body), body))
    assert.is_nil(event.sealed)
    assert.equal("13800138000", event.resource.phone_number)
    assert.equal("林小月", event.resource.user_information.common_field_list[1].value)
    assert.same({ "绿茶", "红茶" }, event.resource.user_information.custom_field_list[1].user_chosen_values)
    assert.same({ "phone_number" }, assert(receiver({ private_key = second.private }):open(headers_for(
      post(nil, seal({ phone_number = inside.phone_number }))), post(nil, seal({ phone_number =
      inside.phone_number })))).sealed)
    body = post(nil, seal({ phone_number = "13800138000" })) -- the pages show plain text
    event = assert(receiver():open(headers_for(body), body))
    assert.equal("13800138000", event.resource.phone_number)
    assert.is_nil(event.sealed)
  end)

  it("serves a brand by the brand's scheme and key", function()
    local body = post({ event_type = "BRAND_MEMBER_CARD.USER_CARD.CREATE" })
    local brand = receiver({ api_v3_key = false, brand_api_key = API_KEY })
    local headers = headers_for(body, { ["Wechatpay-Signature-Type"] = paysign.schemes.brand })
    assert.is_true(assert(brand:open(headers, body)).known)
    refused("scheme", brand:open(headers_for(body), body))
    refused("scheme", receiver():open(headers, body))
    body = post({ event_type = "MEMBERCARDSP.USER_CARD.CREATE" }) -- an older name
    assert.is_true(assert(receiver():open(headers_for(body), body)).known)
  end)

  it("serves SM2 and SM4, for who has them", function()
    local pem = openssl.must("genpkey -algorithm SM2")
    local public = openssl.must("pkey -pubout -in " .. openssl.file(pem))
    local resource = seal(nil, { algorithm = "AEAD_SM4_GCM" })
    resource.ciphertext = assert(crypto.sm4_gcm_encrypt(API_KEY, resource.nonce, resource.associated_data, "{}"))
    local own = receiver({ scheme = "national", keys = { [ID] = public } })
    local type_of = { ["Wechatpay-Signature-Type"] = paysign.schemes.national }
    local body = post(nil, resource)
    assert.same({}, assert(own:open(headers_for(body, type_of, crypto.key(pem)), body)).resource)
    refused("bad_signature", own:open(headers_for(body, type_of, crypto.key(pem)), body .. " "))
    body = post()
    refused("algorithm", own:open(headers_for(body, type_of, crypto.key(pem)), body))
  end)

  it("refuses a configuration that cannot work, by name", function()
    local serial = openssl.serial(merchant.certificate)
    local function wrong(path, name, changes)
      local options = { keys = { [ID] = platform.public }, api_v3_key = API_KEY }
      for k, v in pairs(changes) do
        options[k] = v or nil
      end
      local own, err = wxcard.notification.new(options)
      assert.is_nil(own)
      assert.same({ "config", path, name }, { err.kind, err.path, err.name })
    end
    wrong("keys", "config", { keys = false })
    wrong("keys", "config", { keys = {} })
    wrong("keys", "config", { keys = "pem" })
    wrong("api_v3_key", "config", { api_v3_key = false })
    wrong("api_v3_key", "api_key_length", { api_v3_key = "0123456789abcdef" })
    wrong("brand_api_key", "config", { brand_api_key = API_KEY })
    wrong("brand_api_key", "api_key_length", { api_v3_key = false, brand_api_key = "short" })
    wrong("keys[1]", "config", { keys = { platform.public } })
    wrong("keys[" .. ID .. "]", "certificate_for_public_key", { keys = { [ID] = platform.certificate } })
    wrong("keys[" .. ID .. "]", "config", { keys = { [ID] = 5 } })
    wrong("keys[4F3C]", "config", { keys = { ["4F3C"] = platform.public } })
    wrong("keys[4F3C]", "serial_of_another", { keys = { ["4F3C"] = merchant.certificate } })
    wrong("keys[" .. serial .. "]", "config", { keys = { [serial] = merchant.certificate }, api_v3_key = false,
      brand_api_key = API_KEY })
    wrong("private_key", "public_for_private_key", { private_key = merchant.public })
    wrong("max_age", "config", { max_age = 301 })
    wrong("max_age", "config", { max_age = 0 })
    wrong("max_body", "config", { max_body = 0 })
    wrong("remember", "config", { remember = 1.5 })
    wrong("scheme", "config", { scheme = "none" })
    wrong("verify", "config", { verify = "off" }) -- there is no such switch
    assert.has_error(function() wxcard.notification() end)
  end)

  it("answers for a handler that failed", function()
    local answer = wxcard.notification.refuse("數據庫\n" .. ("x"):rep(300), 503)
    assert.equal(503, answer.status)
    assert.equal(256, #json.decode(answer.body).message)
    assert.equal(500, wxcard.notification.refuse().status)
  end)
end)
