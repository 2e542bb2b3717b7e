-- Bodies as merchants really send them, with what is odd in them: both auto_activate and activate_url, a stock above
-- the printed limit, a total_quantity that nobody asked for, an empty picture, a code beside an openid. WeChat took
-- each of them, so client and sandbox must: a limit that refuses one of these is too strict.
describe("bodies that merchants really send", function()
  local json = require("wxcard.json")
  local sandboxes = require("spec.support.sandbox")
  local wxcard = require("wxcard")

  local function fixture(name)
    local file = assert(io.open("spec/fixtures/" .. name .. ".json", "rb"))
    local text = file:read("*a")
    file:close()
    return assert(json.decode(text)), text
  end

  local server, wx
  before_each(function()
    server = sandboxes.start()
    wx = assert(wxcard.new({ base_url = server.url, appid = server.keys.appid, secret = server.keys.secret,
      cache_dir = false, on_warning = function() end }))
  end)
  after_each(function()
    wx:close()
    server.stop()
  end)

  local function control(path, body)
    local answer = assert(wxcard.request({ method = "POST", url = server.url .. "/_sandbox/" .. path,
      body = assert(json.encode(body)) }))
    local value = assert(json.decode(answer.body))
    assert.equal(0, value.errcode, answer.body)
    return value
  end

  -- what the bodies take for granted, and by which calls
  local CUSTOM = { card_type = "MEMBER_CARD", member_card = { base_info = { use_custom_code = true } } }
  local BOUND = { card_type = "MEMBER_CARD",
    member_card = { base_info = { use_custom_code = true, bind_openid = true } } }
  local ONE_CLICK = { card_type = "MEMBER_CARD", member_card = { wx_activate = true, base_info = {} } }

  local qr, form, activation = fixture("qr"), fixture("form"), fixture("activate")
  local FOLLOWING = {
    { name = "a QR code for one person", path = "/card/qrcode/create", body = qr.single, missing = 40073,
      cards = { { qr.single.action_info.card.card_id, BOUND } } },
    { name = "a QR code for two cards", path = "/card/qrcode/create", body = qr.multiple, missing = 40073,
      cards = { { qr.multiple.action_info.multiple_card.card_list[1].card_id, CUSTOM },
        { qr.multiple.action_info.multiple_card.card_list[2].card_id, CUSTOM } } },
    { name = "an activation form", path = "/card/membercard/activateuserform/set", body = form, missing = 40073,
      cards = { { form.card_id, ONE_CLICK } } },
    { name = "an activation", path = "/card/membercard/activate", body = activation, missing = 40073,
      cards = { { activation.card_id, CUSTOM } },
      codes = { { card_id = activation.card_id, code = activation.code, openid = "oSomebody" } }, codeless = 40056 },
  }

  for _, name in ipairs({ "restaurant", "shop" }) do
    it(name .. ": the card is created as it is, and comes back as it was", function()
      local body = fixture(name)
      local made = assert(wx.card.create(body))
      local got = assert(wx.card.get({ card_id = made.card_id })).card.member_card
      local sent = body.card.member_card
      assert.equal(sent.base_info.title, got.base_info.title)
      assert.equal(sent.base_info.sku.quantity, got.base_info.sku.quantity)
      assert.equal(sent.prerogative, got.prerogative)
      assert.same(sent.bonus_rule, got.bonus_rule)
      assert.same(sent.advanced_info, got.advanced_info)
      control("review", { card_id = made.card_id, pass = true })
      assert.truthy(control("phone/claim", { card_id = made.card_id, openid = "oSomebody" }).code)
    end)

    it(name .. ": the bytes are taken too, whoever sends them", function()
      local _, text = fixture(name)
      local answer = assert(wxcard.request({ method = "POST", body = text,
        url = server.url .. "/card/create?access_token=" .. assert(wx:token()) }))
      assert.equal(0, json.decode(answer.body).errcode, answer.body)
    end)
  end

  it("restaurant: its web links are warned about, and refused where WeChat refuses them today", function()
    local warnings = {}
    assert(wx.card.create(fixture("restaurant"), { warnings = warnings }))
    local told = {}
    for _, warning in ipairs(warnings) do told[#told + 1] = warning.path end
    assert.matches("custom_url", table.concat(told, " "), 1, true)
    local strict = sandboxes.start({ refuse_web_links = true })
    local other = assert(wxcard.new({ base_url = strict.url, appid = strict.keys.appid, secret = strict.keys.secret,
      cache_dir = false, on_warning = function() end }))
    finally(function()
      other:close()
      strict.stop()
    end)
    local made, err = other.card.create(fixture("restaurant"))
    assert.is_nil(made)
    assert.equal(73211, err.code)
    assert(other.card.create(fixture("shop")))
  end)

  for _, case in ipairs(FOLLOWING) do
    it(case.name .. " passes once what it names is there", function()
      for _, card in ipairs(case.cards) do control("card", { card_id = card[1], card = card[2] }) end
      if case.codes then
        local _, err = wx:call("POST", case.path, case.body)
        assert.equal(case.codeless, err.code)
      end
      for _, code in ipairs(case.codes or {}) do control("code", code) end
      local answer, err = wx:call("POST", case.path, case.body)
      assert(answer, tostring(err))
    end)

    it(case.name .. " is refused by WeChat's code when it is not", function()
      local answer, err = wx:call("POST", case.path, case.body)
      assert.is_nil(answer)
      assert.equal(case.missing, err.code)
      assert.equal("api", err.kind)
    end)
  end

  it("the activated member has what the body gave", function()
    control("card", { card_id = activation.card_id, card = CUSTOM })
    control("code", { card_id = activation.card_id, code = activation.code, openid = "oSomebody" })
    assert(wx.card.membercard.activate(activation))
    local member = assert(wx.card.membercard.userinfo.get({ card_id = activation.card_id, code = activation.code }))
    assert.same({ true, activation.membership_number, activation.init_bonus, activation.init_balance },
      { member.has_active, member.membership_number, member.bonus, member.balance })
  end)

  it("the QR code for one person serves that person, once, with the merchant's code", function()
    local card = qr.single.action_info.card
    control("card", { card_id = card.card_id, card = BOUND })
    local placed = assert(wx.card.qrcode.create(qr.single))
    assert.equal(card.code, control("phone/claim", { url = placed.url, openid = card.openid }).code)
    local held = assert(wx.card.code.get({ card_id = card.card_id, code = card.code }))
    assert.same({ card.openid, card.outer_str }, { held.openid, held.outer_str })
  end)
end)
