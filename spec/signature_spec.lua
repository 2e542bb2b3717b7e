local crypto = require("wxcard.crypto")
local json = require("wxcard.json")
local signature = require("wxcard.signature")
local vectors = require("spec.support.vectors")

local function with(base, changes)
  local copy = {}
  for k, v in pairs(base) do
    copy[k] = v
  end
  for k, v in pairs(changes) do
    copy[k] = v
  end
  return copy
end

-- The values of a vector as the wire gives them: text.
local function texts(values)
  local list = {}
  for _, value in pairs(values) do
    list[#list + 1] = type(value) ~= "table" and signature.text(value) ~= "" and signature.text(value) or nil
  end
  return list
end

describe("signature.callback", function()
  for _, v in ipairs(vectors("url_verify")) do
    it(v.id .. ": " .. v.title, function()
      local i = v.input
      assert.equal(v.expected.signature, signature.callback(i.token, i.timestamp, i.nonce))
      if v.expected.sorted then
        assert.same(v.expected.sorted, signature.sorted({ i.token, i.timestamp, i.nonce }))
      end
    end)
  end

  for _, v in ipairs(vectors("msg_signature")) do
    it(v.id .. ": " .. v.title, function()
      local i = v.input
      local digest = signature.callback(i.token, i.timestamp, i.nonce, i.encrypt)
      if v.expected.valid == false then
        assert.not_equal(i.msg_signature, digest)
      else
        assert.equal(v.expected.msg_signature, digest)
      end
    end)
  end

  for _, kind in ipairs({ "msg_encrypt", "msg_decrypt" }) do
    for _, v in ipairs(vectors(kind)) do
      if v.expected.msg_signature then
        it(v.id .. " is signed", function()
          local i = v.input
          assert.equal(v.expected.msg_signature,
            signature.callback(i.token, i.timestamp, i.nonce, i.encrypt or v.expected.encrypt))
        end)
      end
    end
  end

  it("signs a time as its digits, whatever kind of number it is", function()
    local digest = signature.callback("token", "1700000000", "n")
    assert.equal(digest, signature.callback("token", 1700000000, "n"))
    assert.equal(digest, signature.callback("token", 3400000000 / 2, "n"))
    assert.equal(digest, signature.callback("token", 1.7e9, "n"))
    assert.equal("9007199254740992", signature.text(2 ^ 53))
  end)

  it("names what is missing or has no plain text", function()
    local cases = { token = { "", "1", "n" }, timestamp = { "t", nil, "n" }, nonce = { "t", "1", nil } }
    for path, arguments in pairs(cases) do
      local digest, err = signature.callback(arguments[1], arguments[2], arguments[3])
      assert.is_nil(digest)
      assert.equal("validation", err.kind)
      assert.equal(path, err.path)
    end
    for _, time in ipairs({ 0.5, 1 / 0, 0 / 0, 2 ^ 60, true, {} }) do
      local digest, err = signature.callback("t", time, "n")
      assert.is_nil(digest)
      assert.equal("timestamp", err.path)
    end
  end)
end)

describe("sorting", function()
  for _, v in ipairs(vectors("sort_sha1")) do
    it(v.id .. ": " .. v.title, function()
      local separator = v.input.separator or ""
      local joined = table.concat(signature.sorted(v.input.values), separator)
      assert.equal(v.expected.sha1, crypto.sha1_hex(joined))
      if separator == "" then
        assert.same(v.expected.sorted, signature.sorted(v.input.values))
        assert.equal(v.expected.joined, joined)
        assert.equal(v.expected.sha1, crypto.sha1_sorted((table.unpack or unpack)(v.input.values)))
      end
    end)
  end

  it("leaves the caller's list alone", function()
    local values = { "b", "a" }
    signature.sorted(values)
    assert.same({ "b", "a" }, values)
  end)
end)

describe("signature.jsapi", function()
  for _, v in ipairs(vectors("jssdk_config")) do
    it(v.id .. ": " .. v.title, function()
      assert.equal(v.expected.signature, signature.jsapi(v.input))
      assert.equal(v.expected.signature, signature.jsapi(with(v.input, { url = v.expected.signed_url })))
    end)
  end

  local page = vectors("jssdk_config")[1].input

  it("signs a number as a time", function()
    assert.equal(signature.jsapi(page), signature.jsapi(with(page, { timestamp = tonumber(page.timestamp) })))
    assert.equal(signature.jsapi(page), signature.jsapi(with(page, { timestamp = page.timestamp * 1.0 })))
  end)

  it("names the field that is empty", function()
    for name in pairs(page) do
      local digest, err = signature.jsapi(with(page, { [name] = "" }))
      assert.is_nil(digest)
      assert.equal("validation", err.kind)
      assert.equal(name, err.path)
    end
  end)
end)

describe("signature.card", function()
  for _, v in ipairs(vectors("card_ext")) do
    it(v.id .. ": " .. v.title, function()
      assert.equal(v.expected.signature, signature.card(v.input))
      assert.not_equal(v.expected.must_not_equal, signature.card(v.input))
      assert.same(v.expected.sorted, signature.sorted(texts(v.input)))
    end)
  end

  local card = vectors("card_ext")[1].input

  it("does not sign what is not there: nil, an empty text, a JSON null", function()
    local bare = with(card, { openid = "" })
    assert.equal(signature.card(card), signature.card(bare))
    assert.equal(signature.card(card), signature.card(with(card, { openid = json.null })))
  end)

  it("does not sign the channel", function()
    assert.equal(signature.card(card), signature.card(with(card, { outer_str = "menu", fixed_begintimestamp = 1 })))
  end)

  it("names what is missing or of a wrong type", function()
    for _, name in ipairs({ "api_ticket", "timestamp", "card_id" }) do
      local digest, err = signature.card(with(card, { [name] = "" }))
      assert.is_nil(digest)
      assert.equal(name, err.path)
    end
    for _, wrong in ipairs({ true, {}, 1.5, print }) do
      local digest, err = signature.card(with(card, { code = wrong }))
      assert.is_nil(digest)
      assert.equal("code", err.path)
    end
  end)

  it("says nothing of the ticket", function()
    local _, err = signature.card({ api_ticket = "CANARY_TICKET", timestamp = {}, card_id = "p" })
    assert.is_nil(tostring(err):find("CANARY", 1, true))
  end)
end)

describe("signature.choose_card", function()
  for _, v in ipairs(vectors("choose_card")) do
    it(v.id .. ": " .. v.title, function()
      assert.equal(v.expected.cardSign, signature.choose_card(v.input))
      assert.same(v.expected.sorted, signature.sorted(texts(v.input)))
    end)
  end

  it("names what is missing", function()
    local filter = vectors("choose_card")[1].input
    for _, name in ipairs({ "api_ticket", "app_id", "timestamp", "nonce_str" }) do
      local digest, err = signature.choose_card(with(filter, { [name] = "" }))
      assert.is_nil(digest)
      assert.equal(name, err.path)
    end
  end)
end)

describe("the old jump page's signature", function()
  for _, v in ipairs(vectors("redirect_sign")) do
    it(v.id .. ": " .. v.title, function()
      local i = v.input
      local code = v.expected.encrypt_code or i.encrypt_code
      local card_id = i.card_id or i.query:match("card_id=([^&]+)")
      assert.equal(v.expected.signature, crypto.sha1_sorted(i.appsecret, code, card_id))
    end)
  end
end)
