-- The four fields that say how a member card becomes active, in every mixture: what is told of it, and what happens.
describe("ways of activation", function()
  local activation_mode = require("wxcard.activation_mode")
  local engine = require("wxcard.core").engine
  local shops = require("spec.support.shop")
  local support = require("spec.support.sandbox")

  local URL = "http://tea.example/activate"

  -- auto_activate, activate_url, wx_activate, wx_activate_after_submit: mode, and the fields without effect
  local TABLE = {
    ["----"] = {}, ["---S"] = { nil, "wx_activate_after_submit" },
    ["--W-"] = { "one_click" }, ["--WS"] = { "one_click_redirect" },
    ["-U--"] = { "url" }, ["-U-S"] = { "url", "wx_activate_after_submit" },
    ["-UW-"] = { "url", "wx_activate" }, ["-UWS"] = { "url", "wx_activate wx_activate_after_submit" },
    ["A---"] = { "auto" }, ["A--S"] = { "auto", "wx_activate_after_submit" },
    ["A-W-"] = { "auto", "wx_activate" }, ["A-WS"] = { "auto", "wx_activate wx_activate_after_submit" },
    ["AU--"] = { "auto", "activate_url" }, ["AU-S"] = { "auto", "activate_url wx_activate_after_submit" },
    ["AUW-"] = { "auto", "activate_url wx_activate" },
    ["AUWS"] = { "auto", "activate_url wx_activate wx_activate_after_submit" },
  }

  local function card_of(mixture)
    local function has(letter)
      return mixture:find(letter, 1, true) ~= nil
    end
    return { auto_activate = has("A"), activate_url = has("U") and URL or nil, wx_activate = has("W"),
      wx_activate_after_submit = has("S"), wx_activate_after_submit_url = has("S") and URL or nil }
  end

  local function paths(warnings)
    local out = {}
    for i, warning in ipairs(warnings) do
      out[i] = warning.path
    end
    return table.concat(out, " ")
  end

  it("are told from the fields in all sixteen mixtures, with what has no effect", function()
    local count = 0
    for mixture, want in pairs(TABLE) do
      local mode, warnings = activation_mode.mode_of(card_of(mixture))
      assert.equal(want[1], mode, mixture)
      assert.equal(want[2] or "", paths(warnings), mixture)
      count = count + 1
    end
    assert.equal(16, count)
  end)

  it("are told of a mini program, of empty fields and of a card that was read", function()
    local mode, warnings = activation_mode.mode_of({ activate_app_brand_user_name = "gh_1@app", wx_activate = true })
    assert.equal("url", mode)
    assert.same({ { path = "wx_activate", message = "activate_app_brand_user_name overrides it" } }, warnings)
    assert.equal("one_click", (activation_mode.mode_of({ activate_url = "", wx_activate = 1, auto_activate = 0 })))
    assert.equal("auto", (activation_mode.mode_of({ auto_activate = "true" })))
    assert.is_nil((activation_mode.mode_of({})))
    assert.has_error(function() activation_mode.mode_of("auto") end)
  end)

  it("work in the sandbox as they are told, and every mixture is accepted", function()
    local here = support.new()
    for mixture, want in pairs(TABLE) do
      if mixture ~= "----" and mixture ~= "---S" then -- a member card must name one way
        local id = here:card(card_of(mixture))
        local one_click = want[1] == "one_click" or want[1] == "one_click_redirect"
        assert.equal(one_click and 0 or 72026, here:call("/card/membercard/activateuserform/set", { card_id = id,
          required_form = { common_field_id_list = { "USER_FORM_INFO_FLAG_NAME" } } }).errcode, mixture)
        local code = here:claim(id, "oTea").code
        local function active()
          return here:call("/card/membercard/userinfo/get", { card_id = id, code = code }).has_active
        end
        assert.equal(want[1] == "auto", active(), mixture)
        local form = here:control("phone/submit_form", { card_id = id, openid = "oTea", code = code,
          common_field_list = { { name = "USER_FORM_INFO_FLAG_NAME", value = "林小月" } } })
        assert.equal(one_click and 0 or 72026, form.errcode, mixture)
        assert.equal(want[1] == "auto" or want[1] == "one_click", active(), mixture)
        assert.equal(want[1] == "one_click_redirect", form.redirect_url ~= nil, mixture)
        assert.equal(0, here:call("/card/membercard/activate", { card_id = id, code = code,
          membership_number = "T1" }).errcode, mixture)
        assert.is_true(active(), mixture)
      end
    end
  end)

  describe("through the client:", function()
    local shop

    after_each(function()
      shop:close()
    end)

    it("every mixture is sent as it was given; none at all is refused before it is sent", function()
      shop = shops.open()
      for mixture in pairs(TABLE) do
        local body = support.member_card(card_of(mixture))
        local answer, err = shop.wx.card.create({ card = { card_type = "MEMBER_CARD", member_card = body } })
        if mixture == "----" or mixture == "---S" then
          -- false is a value: the fields are there, so it is up to WeChat
          body.auto_activate, body.wx_activate, body.wx_activate_after_submit = nil, nil, nil
          answer, err = shop.wx.card.create({ card = { card_type = "MEMBER_CARD", member_card = body } })
          assert.is_nil(answer, mixture)
          assert.equal("validation", err.kind)
          assert.equal("not_sent", err.outcome)
        else
          local card = assert(shop.wx.card.get({ card_id = assert(answer, tostring(err)).card_id })).card.member_card
          for name, value in pairs(card_of(mixture)) do
            assert.equal(value, card[name], mixture .. " " .. name)
          end
        end
      end
    end)

    it("two activations of a code too close end without an error, in three calls at most", function()
      shop = shops.open({ now = false, activate_interval = 1 })
      local id = shop:card({ auto_activate = false, activate_url = URL })
      local code = shop:claim(id, "oTea")
      local body = { card_id = id, code = code, membership_number = "T1" }
      local path, needed = "/card/membercard/activate", 0
      for _ = 1, 10 do
        repeat -- the sandbox counts whole seconds: begin close to the end of one, so that it ends between the tries
          local at = engine.wall() % 1
          engine.wait(0.005)
        until at > 0.86 and at < 0.89
        assert(shop.wx.card.membercard.activate(body))
        local before = shop:calls(path)
        assert(shop.wx.card.membercard.activate(body))
        needed = shop:calls(path) - before
        assert.is_true(needed <= 3)
        if needed > 1 then
          break
        end
      end
      assert.is_true(needed > 1) -- 45061 did come
      assert.is_true(assert(shop.wx.card.membercard.userinfo.get({ card_id = id, code = code })).has_active)
    end)

    it("an activation that is refused as too frequent is an error after three calls, not before", function()
      shop = shops.open()
      local id = shop:card({ auto_activate = false, activate_url = URL })
      local body = { card_id = id, code = shop:claim(id, "oTea"), membership_number = "T1" }
      shop:control("faults", { path = "/card/membercard/activate", errcode = 45061, times = 2 })
      assert(shop.wx.card.membercard.activate(body))
      assert.equal(3, shop:calls("/card/membercard/activate"))
      shop:control("faults", { path = "/card/membercard/activate", errcode = 45061, times = 3 })
      local _, err = shop.wx.card.membercard.activate(body)
      assert.same({ 45061, "refused", 3 }, { err.code, err.outcome, err.attempts })
    end)
  end)
end)
