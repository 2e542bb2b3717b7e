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

describe("signature.callback", function()
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
  it("leaves the caller's list alone", function()
    local values = { "b", "a" }
    signature.sorted(values)
    assert.same({ "b", "a" }, values)
  end)
end)

describe("signature.jsapi", function()
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
  it("names what is missing", function()
    local filter = vectors("choose_card")[1].input
    for _, name in ipairs({ "api_ticket", "app_id", "timestamp", "nonce_str" }) do
      local digest, err = signature.choose_card(with(filter, { [name] = "" }))
      assert.is_nil(digest)
      assert.equal(name, err.path)
    end
  end)
end)
