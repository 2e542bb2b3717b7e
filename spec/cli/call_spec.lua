describe("wxcard call", function()
  local support = require("spec.support.cli")
  local json = require("wxcard.json")
  local inside = support.inside
  local sandbox

  lazy_setup(function() sandbox = support.sandbox() end)
  lazy_teardown(function() sandbox.stop() end)

  local function call(...)
    return support.wxcard(sandbox.env, "call", ...)
  end

  ---A card of the examples, made by the command itself.
  local function card_id()
    local code, out, err = call("/cgi-bin/media/uploadimg", "buffer=@examples/logo.png", "--json")
    assert.equal(0, code, err)
    local picture = json.decode(out).url
    local path = os.tmpname() .. ".lua"
    local file = assert(io.open(path, "w"))
    file:write(("return { card = dofile('examples/cards/tea_house.lua')({ logo = %q, background = %q }) }"):format(
      picture, picture))
    file:close()
    finally(function() os.remove(path) end)
    code, out, err = call("/card/create", "@" .. path, "--json")
    assert.equal(0, code, err)
    return json.decode(out).card_id
  end

  it("lists and describes what the catalogue has", function()
    local code, out = inside("call", "--list", "card/code")
    assert.equal(0, code)
    assert.matches("/card/code/consume ", out, 1, true)
    assert.is_nil(out:find("/card/create", 1, true))
    code, out = inside("call", "/card/membercard/updateuser", "--describe")
    assert.equal(0, code)
    assert.matches("add_bonus (integer)", out, 1, true)
    code, out = inside("call", "/card/code/unavailable", "--describe")
    assert.equal(0, code)
    assert.matches("needs --yes: ", out, 1, true)
    assert.equal(2, (inside("call", "/card/nothing", "--describe")))
  end)

  it("calls nothing that cannot be undone without --yes", function()
    for _, path in ipairs({ "/card/code/unavailable", "/card/code/consume", "/card/delete" }) do
      local code, out, err = inside("call", path, "code=1", "card_id=2")
      assert.equal(2, code)
      assert.equal("", out)
      assert.matches("add --yes", err, 1, true)
      assert.matches(path, err, 1, true)
    end
    local code, _, err = call("/card/delete", "card_id=pNobodyMadeThisOne0000000000", "--yes")
    assert.equal(1, code)
    assert.matches("^wxcard: api %d+", err:match("wxcard: .*"))
  end)

  it("prints the answer as JSON that a person can read, or in one line", function()
    local id = card_id()
    local code, out, err = call("card/get", "card_id=" .. id)
    assert.equal(0, code, err)
    assert.matches('\n  "card": {\n', out, 1, true)
    assert.equal(id, json.decode(out).card.member_card.base_info.id)
    code, out = call("/card/get", "card_id=" .. id, "--json")
    assert.equal(0, code)
    assert.equal(1, select(2, out:gsub("\n", "")))
  end)

  it("names every fault of a body, sends nothing, and answers 2", function()
    local code, out, err = call("/card/membercard/updateuser", "code=" .. ("1"):rep(21), "add_bonus=many")
    assert.equal(2, code)
    assert.equal("", out)
    assert.matches("wxcard: validation: code: 21 bytes, at most 20", err, 1, true)
    assert.matches("\n  add_bonus: ", err, 1, true)
    assert.matches("\n  card_id: required\n", err, 1, true)
    code, out, err = call("--json", "/card/membercard/userinfo/get", "code=1")
    assert.equal(2, code)
    assert.equal("", err)
    assert.equal("card_id", json.decode(out).error.path)
  end)

  it("prints an error of WeChat with its code, and answers 1", function()
    local code, out, err = call("/card/get", "card_id=pNobodyMadeThisOne0000000000")
    assert.equal(1, code)
    assert.equal("", out)
    assert.matches("^wxcard: api 40073", err)
    code, out = call("/card/get", "card_id=pNobodyMadeThisOne0000000000", "--json")
    assert.equal(1, code)
    assert.equal(40073, json.decode(out).error.code)
  end)

  it("sends a path that it does not know, and says so", function()
    local code, _, err = call("/card/invented/tomorrow", "a=1")
    assert.equal(1, code)
    assert.matches("not in the catalogue", err, 1, true)
  end)

  it("warns of unknown fields, or refuses them", function()
    local id = card_id()
    local code, _, err = call("/card/get", "card_id=" .. id, "flavour=jasmine")
    assert.equal(0, code)
    assert.matches("warning: .*flavour", err)
    code, _, err = call("/card/get", "card_id=" .. id, "flavour=jasmine", "--strict")
    assert.equal(2, code)
    assert.matches("flavour", err, 1, true)
  end)

  it("writes a picture as it is", function()
    local id = card_id()
    local _, out = call("/card/qrcode/create", "action_name=QR_CARD", "action_info.card.card_id=" .. id, "--json")
    local ticket = json.decode(out).ticket
    assert.is_true(#ticket > 20)
    local code, png = call("/cgi-bin/showqrcode", "ticket=" .. ticket)
    assert.equal(0, code)
    assert.matches("^\137PNG", png)
    code, out = call("/cgi-bin/showqrcode", "ticket=" .. ticket, "--json")
    assert.equal(0, code)
    assert.equal(png, require("wxcard.crypto").base64_decode(json.decode(out).body_base64))
  end)

  it("shows no secret and no token", function()
    local file = assert(io.open(sandbox.folder .. "/sandbox.json"))
    local secret = json.decode(file:read("*a")).secret
    file:close()
    local _, token = support.wxcard(sandbox.env, "token", "--show")
    token = token:match("%S+")
    assert.is_true(#token > 20)
    local shown = {}
    for _, words in ipairs({ { "token" }, { "token", "--json" }, { "call", "/card/get", "card_id=pNo" },
      { "call", "/cgi-bin/get_api_domain_ip" },
      { "call", "/cgi-bin/stable_token", "grant_type=client_credential" },
      { "call", "/card/invented/tomorrow", "--json" },
      { "token", "--kind", "wx_card" } }) do
      local _, out, err = support.wxcard(sandbox.env, (table.unpack or unpack)(words))
      shown[#shown + 1] = out .. err
    end
    local all = table.concat(shown)
    assert.is_nil(all:find(secret, 1, true))
    assert.is_nil(all:find(token, 1, true))
    assert.matches('"access_token": "hidden', all, 1, true)
  end)
end)
