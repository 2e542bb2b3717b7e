-- The ticket that WeChat appends to the merchant's page after the form.
describe("an activation ticket", function()
  local shops = require("spec.support.shop")
  local wxcard = require("wxcard")
  local FORM = { { name = "USER_FORM_INFO_FLAG_NAME", value = "林小月" } }
  local shop, id, code, form

  setup(function()
    shop = shops.open()
    id = shop:card({ auto_activate = false, wx_activate = true, wx_activate_after_submit = true,
      wx_activate_after_submit_url = "http://tea.example/welcome" })
    assert(shop.wx.card.membercard.activateuserform.set({ card_id = id,
      required_form = { common_field_id_list = { FORM[1].name } } }))
    code = shop:claim(id, "oTea", { outer_str = "door" })
    form = shop:control("phone/submit_form", { card_id = id, openid = "oTea", code = code, common_field_list = FORM })
  end)

  teardown(function()
    shop:close()
  end)

  local function info(opts)
    local path = "/card/membercard/activatetempinfo/get"
    local before = shop:calls(path)
    local answer, err = shop.wx:call("POST", path, { activate_ticket = form.activate_ticket }, opts)
    return answer, err, shop:calls(path) - before
  end

  it("leads from the page's address to the member, although the address had no ?", function()
    assert.is_nil(form.redirect_url:find("?", 1, true))
    local told = assert(wxcard.activation.parse_redirect(form.redirect_url))
    assert.equal(form.activate_ticket, told.activate_ticket)
    assert.same({ id, "oTea", "door" }, { told.card_id, told.openid, told.outer_str })
    local decrypted = assert(shop.wx.card.code.decrypt({ encrypt_code = told.encrypt_code }))
    assert.equal(code, decrypted.code)
    local answer = assert(shop.wx.card.membercard.activatetempinfo.get({ activate_ticket = told.activate_ticket }))
    assert.equal("林小月", answer.info.common_field_list[1].value)
  end)

  it("is the same bytes however the address was written", function()
    local ticket = "a+b/c" .. ("x"):rep(20) .. "=="
    local once = ticket:gsub("+", "%%2B"):gsub("/", "%%2F"):gsub("=", "%%3D")
    local twice = once:gsub("%%", "%%25")
    for _, address in ipairs({
      "http://a.b/c?activate_ticket=" .. once .. "&openid=o1",
      "http://a.b/c&activate_ticket=" .. once .. "&openid=o1",
      "http://a.b/c?x=1&activate_ticket=" .. once .. "&openid=o1",
      "http://a.b/c?&activate_ticket=" .. once .. "&openid=o1",
      "http://a.b/c&card_id=p&openid=o1&activate_ticket=" .. once,
      "http://a.b/c?activate_ticket=" .. once:lower() .. "&openid=o1",
      "http://a.b/c?activate_ticket=" .. ticket .. "&openid=o1",
      "http://a.b/c?openid=o1&activate_ticket=" .. once .. "#top",
      "activate_ticket=" .. once .. "&openid=o1",
      "http://a.b/c?activate_ticket=" .. twice .. "&openid=o1",
    }) do
      local told, err = wxcard.activation.parse_redirect(address)
      assert.is_nil(err and address)
      assert.equal(ticket, told.activate_ticket, address)
      assert.equal("o1", told.openid)
    end
  end)

  it("that is refused as expired right after the form is asked for again, and the caller sees data", function()
    shop:control("faults", { path = "/card/membercard/activatetempinfo/get", errcode = 72012 })
    local answer, err, calls = info()
    assert.is_nil(err)
    assert.equal("林小月", answer.info.common_field_list[1].value)
    assert.equal(2, calls)
  end)

  it("that stays expired is an error with its name, after three tries", function()
    shop:control("faults", { path = "/card/membercard/activatetempinfo/get", errcode = 72012, times = 3 })
    local answer, err, calls = info()
    assert.is_nil(answer)
    assert.equal(72012, err.code)
    assert.equal("api", err.kind)
    assert.matches("submit the form again", err.hint)
    assert.equal(3, err.attempts)
    assert.equal(3, calls)
  end)

  it("whose owner was lost on the way is found among those who did not finish", function()
    local members = wxcard.members
    local function event(name, at)
      return { Event = name, CardId = id, UserCardCode = code, FromUserName = "oTea", CreateTime = at }
    end
    local records = members.fold({}, { event("submit_membercard_user_info", 11), event("user_get_card", 10) },
      { [id] = "one_click_redirect" })
    local waiting = members.pending(records)
    assert.equal(1, #waiting)
    assert.same({ code, "oTea", 11 }, { waiting[1].code, waiting[1].openid, waiting[1].form_at })
    assert(shop.wx.card.membercard.activate({ card_id = id, code = code, membership_number = "T1" }))
    records = members.reconcile(shop.wx, records, { now = 1751328000 })
    assert.same({}, members.pending(records))
    assert.equal("active", records[members.key(id, code)].state)
  end)
end)
