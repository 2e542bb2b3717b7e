-- Members: the ways of activation, the form, and points that are counted once.
describe("sandbox members", function()
  local support = require("spec.support.sandbox")
  local here

  before_each(function()
    here = support.new()
  end)

  local NAME = { name = "USER_FORM_INFO_FLAG_NAME", value = "林小月" }
  local MOBILE = { name = "USER_FORM_INFO_FLAG_MOBILE", value = "13800000000" }

  local function member(name, body)
    return here:call("/card/membercard/" .. name, body)
  end

  local function one_click(more)
    local fields = { auto_activate = false, wx_activate = true }
    for k, v in pairs(more or {}) do
      fields[k] = v
    end
    local id = here:card(fields)
    assert.equal(0, member("activateuserform/set", { card_id = id, required_form = {
      common_field_id_list = { NAME.name, MOBILE.name } }, optional_form = { custom_field_list = { "茶" } } }).errcode)
    return id
  end

  local function info(id, code)
    return member("userinfo/get", { card_id = id, code = code })
  end

  local function submit(id, code, more)
    local body = { openid = "oA", card_id = id, code = code, common_field_list = { NAME, MOBILE } }
    for k, v in pairs(more or {}) do
      body[k] = v
    end
    return here:control("phone/submit_form", body)
  end

  it("activates an auto card when it is taken, and no other", function()
    local auto = here:card()
    local code = here:claim(auto, "oA").code
    assert.is_true(info(auto, code).has_active)
    local shop = one_click()
    code = here:claim(shop, "oA").code
    local before = info(shop, code)
    assert.is_false(before.has_active)
    assert.is_nil(before.membership_number)
    local url = here:card({ auto_activate = false, wx_activate = true, activate_url = "http://www.qq.com" })
    code = here:claim(url, "oA").code
    assert.is_false(info(url, code).has_active)
    assert.equal(72026, submit(url, code).errcode)
  end)

  it("activates itself on the form, and `activate` still sets number and first values", function()
    local id = one_click()
    local code = here:claim(id, "oA").code
    local sent = submit(id, code, { custom_field_list = { { name = "茶", value = "普洱" } } })
    assert.is_true(sent.has_active)
    assert.is_nil(sent.redirect_url)
    assert.same({ "user_get_card", "submit_membercard_user_info" },
      { select(2, (table.unpack or unpack)(here:events())) })
    local after = info(id, code)
    assert.is_true(after.has_active)
    assert.same({ NAME, MOBILE }, after.user_info.common_field_list)
    assert.same({ { name = "茶", value = "普洱" } }, after.user_info.custom_field_list)
    assert.equal(0, member("activate", { card_id = id, code = code, membership_number = "M1", init_bonus = 20,
      init_balance = 200, init_bonus_record = "旧积分同步" }).errcode)
    after = info(id, code)
    assert.same({ "M1", 20, 200 }, { after.membership_number, after.bonus, after.balance })
    assert.equal(0, member("activate", { card_id = id, code = code, membership_number = "M2" }).errcode)
    assert.equal("M2", info(id, code).membership_number)
  end)

  it("sends the jump kind to the merchant's page, inactive until `activate`", function()
    local page = "https://tea.example/join"
    local id = one_click({ wx_activate_after_submit = true, wx_activate_after_submit_url = page })
    local code = here:claim(id, "oA", { outer_str = "门口" }).code
    local sent = submit(id, code)
    assert.is_false(info(id, code).has_active)
    assert.equal(page .. "&card_id=" .. id, sent.redirect_url:match("^(.-)&encrypt_code="))
    local util = require("wxcard.sandbox.util")
    local params = util.link_params((sent.redirect_url:gsub("&", "?", 1)))
    assert.equal(sent.activate_ticket, params.activate_ticket)
    assert.equal("oA", params.openid)
    assert.equal("门口", params.outer_str)
    assert.equal(code, here:call("/card/code/decrypt", { encrypt_code = params.encrypt_code }).code)
    local temp = member("activatetempinfo/get", { activate_ticket = params.activate_ticket })
    assert.same({ NAME, MOBILE }, temp.info.common_field_list)
    assert.equal(0, member("activate", { card_id = id, code = code, membership_number = "M1" }).errcode)
    assert.is_true(info(id, code).has_active)
  end)

  it("knows a wrong ticket from one that is too old", function()
    local id = one_click()
    local ticket = submit(id, here:claim(id, "oA").code).activate_ticket
    assert.equal(72011, member("activatetempinfo/get", { activate_ticket = ticket:gsub("%+", " ") }).errcode)
    here:control("clock", { advance = 7200 })
    here.token = nil
    assert.equal(72012, member("activatetempinfo/get", { activate_ticket = ticket }).errcode)
  end)

  it("takes the form before the card, as the open-card component has it", function()
    local id = one_click()
    local sent = submit(id, nil, { outer_str = "mini" })
    assert.is_string(sent.code)
    assert.is_true(info(id, sent.code).has_active)
    local events = here:events()
    assert.same({ "card_pass_check", "submit_membercard_user_info", "user_get_card" }, events)
    assert.equal("mini", here:events("user_get_card")[1].fields.OuterStr)
  end)

  it("wants what the form requires", function()
    local id = one_click()
    local code = here:claim(id, "oA").code
    assert.equal(40101, submit(id, code, { common_field_list = { NAME } }).errcode)
    assert.is_false(info(id, code).has_active)
    assert.equal(40174, submit(id, code, { openid = "oB" }).errcode)
  end)

  it("does nothing by one click without a form", function()
    local id = here:card({ auto_activate = false, wx_activate = true })
    assert.equal(45030, submit(id, here:claim(id, "oA").code).errcode)
    assert.equal(72026, member("activateuserform/set", { card_id = here:card() }).errcode)
    assert.equal(40066, member("activateuserform/set", {
      card_id = id, service_statement = { name = "x", url = "ftp://x" } }).errcode)
  end)

  it("accepts both spellings of the education question", function()
    local id = here:card({ auto_activate = false, wx_activate = true })
    for _, word in ipairs({ "BACKGRO", "BACKGROUND" }) do
      assert.equal(0, member("activateuserform/set", { card_id = id, required_form = {
        common_field_id_list = { "USER_FORM_INFO_FLAG_EDUCATION_" .. word } } }).errcode)
    end
  end)

  it("links to the component, with a card that only it can read", function()
    local id = one_click()
    local url = member("activate/geturl", { card_id = id, outer_str = "海报" }).url
    assert.matches("^https://mp%.weixin%.qq%.com/bizmall/activatemembercard%?action=preshow&&", url)
    assert.matches("#wechat_redirect$", url)
    local taken = here:control("phone/claim", { openid = "oA", url = url })
    assert.equal(id, taken.card_id)
    assert.equal("海报", here:events("user_get_card")[1].fields.OuterStr)
    local own = here:card({ auto_activate = false, wx_activate = true, base = { use_custom_code = true } })
    assert.equal(45030, member("activate/geturl", { card_id = own }).errcode)
    assert.equal(72026, member("activate/geturl", { card_id = here:card() }).errcode)
  end)

  describe("updateuser", function()
    local id, code

    before_each(function()
      id = here:card()
      code = here:claim(id, "oA").code
    end)

    local function update(fields)
      fields.card_id, fields.code = id, code
      return member("updateuser", fields)
    end

    it("shows the total and tells the change", function()
      local answer = update({ add_bonus = 30, bonus = 100, record_bonus = "消费 30 元" })
      assert.same({ 100, 0, "oA" }, { answer.result_bonus, answer.result_balance, answer.openid })
      answer = update({ add_bonus = 30, bonus = 100 })
      assert.equal(100, answer.result_bonus)
      local events = here:events("update_member_card")
      assert.equal(1, #events)
      assert.same({ 30, 0 }, { events[1].fields.ModifyBonus, events[1].fields.ModifyBalance })
      local seen = here:control("phone/view", { openid = "oA", card_id = id, code = code }).messages
      assert.same({ "bonus", 30, 100, "消费 30 元" }, { seen[1].kind, seen[1].change, seen[1].total, seen[1].text })
    end)

    it("adds a change that comes alone, each time", function()
      assert.equal(5, update({ add_bonus = 5 }).result_bonus)
      assert.equal(10, update({ add_bonus = 5 }).result_bonus)
      assert.equal(-90, update({ add_balance = -90 }).result_balance)
    end)

    it("tells the member of points unless told not to, of free fields only if told to", function()
      update({ bonus = 1, custom_field_value1 = "银卡", notify_optional = { is_notify_bonus = false } })
      update({ custom_field_value1 = "金卡", notify_optional = { is_notify_custom_field1 = true } })
      local seen = here:control("phone/view", { openid = "oA", card_id = id, code = code }).messages
      assert.equal(1, #seen)
      assert.same({ "custom_field1", "金卡" }, { seen[1].kind, seen[1].text })
    end)

    it("tells of a field with a name of the platform's own, and not of one with the merchant's", function()
      local own = here:card({ custom_field1 = { name_type = "FIELD_NAME_TYPE_LEVEL", url = "http://a.example" },
        custom_field2 = { name = "茶龄", url = "http://a.example" } })
      local held = here:claim(own, "oA").code
      member("updateuser", { card_id = own, code = held, custom_field_value1 = "金卡", custom_field_value2 = "三年",
        notify_optional = { is_notify_custom_field1 = true, is_notify_custom_field2 = true } })
      local seen = here:control("phone/view", { openid = "oA", card_id = own, code = held }).messages
      assert.same({ 1, "custom_field1" }, { #seen, seen[1].kind })
    end)

    it("is a system error for numbers with a point, whole or not", function()
      for _, text in ipairs({ "100.5", "100.0000", "1e2" }) do
        local body = ('{"card_id":"%s","code":"%s","bonus":%s}'):format(id, code, text)
        local answer = member("updateuser", body)
        assert.equal(-1, answer.errcode)
        assert.matches("^system error", answer.errmsg)
      end
      assert.equal(0, info(id, code).bonus)
    end)

    it("takes pictures from the picture hosts alone", function()
      assert.equal(52000, update({ background_pic_url = "http://example.com/x.png" }).errcode)
      assert.equal(0, update({ background_pic_url = "https://mmbiz.qlogo.cn/mmbiz/0?wx_fmt=jpeg" }).errcode)
    end)

    it("does not change a copy that is void", function()
      here:call("/card/code/unavailable", { code = code })
      assert.equal(40127, update({ bonus = 1 }).errcode)
    end)
  end)

  it("answers 45061 to a second activation too soon, where that is wanted", function()
    here = support.new({ activate_interval = 1 })
    local id = here:card()
    local body = { card_id = id, code = here:claim(id, "oA").code, membership_number = "M1" }
    assert.equal(0, member("activate", body).errcode)
    assert.equal(45061, member("activate", body).errcode)
    here:control("clock", { advance = 1 })
    assert.equal(0, member("activate", body).errcode)
  end)

  it("is for member cards", function()
    here:control("card", { card_id = "pGift", card = { card_type = "GIFT" } })
    here:control("code", { card_id = "pGift", code = "g1", openid = "oA" })
    assert.equal(72003, info("pGift", "g1").errcode)
    assert.equal(72003, member("activate", { card_id = "pGift", code = "g1", membership_number = "1" }).errcode)
  end)
end)
