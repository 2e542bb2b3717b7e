-- What people do besides taking cards: follow, write, log in, pay, redeem; and the messages that they get.
describe("sandbox phones", function()
  local json = require("wxcard.json")
  local signature = require("wxcard.signature")
  local support = require("spec.support.sandbox")
  local here

  before_each(function()
    here = support.new()
  end)

  local function phone(act, body)
    return here:control("phone/" .. act, body)
  end

  local function send(kind, body)
    return here:call("/cgi-bin/message/" .. kind, body)
  end

  local function card_message(id, more)
    local body = { msgtype = "wxcard", wxcard = { card_id = id } }
    for k, v in pairs(more) do
      body[k] = v
    end
    return body
  end

  describe("people", function()
    local function info(openid)
      return here:get("/cgi-bin/user/info", { access_token = here.token or here:fetch_token(), openid = openid })
    end

    it("follow and leave, which is told and can be asked", function()
      assert.equal(40003, info("oA").errcode)
      phone("follow", { openid = "oA" })
      phone("follow", { openid = "oA" })
      local found = info("oA")
      assert.same({ 1, "oA", 1751328000 }, { found.subscribe, found.openid, found.subscribe_time })
      assert.is_nil(found.errcode)
      phone("unfollow", { openid = "oA" })
      assert.equal(40003, phone("unfollow", { openid = "oA" }).errcode)
      assert.same({ subscribe = 0, openid = "oA" }, info("oA"))
      assert.same({ "subscribe", "unsubscribe" }, here:events())
    end)

    it("are known by what they hold, too", function()
      here:claim(here:card(), "oB")
      assert.equal(0, info("oB").subscribe)
    end)

    it("open the chat from a card", function()
      local id = here:card()
      local code = here:claim(id, "oA").code
      assert.equal(0, phone("enter_session", { openid = "oA", card_id = id, code = code }).errcode)
      assert.equal(40174, phone("enter_session", { openid = "oB", card_id = id, code = code }).errcode)
      local event = here:events("user_enter_session_from_card")[1]
      assert.same({ CardId = id, UserCardCode = code }, event.fields)
    end)

    it("log in to a page by a code that serves once, five minutes", function()
      local function login(code, more)
        local args = { appid = here.keys.appid, secret = here.keys.secret, grant_type = "authorization_code",
          code = code }
        for k, v in pairs(more or {}) do
          args[k] = v
        end
        return here:get("/sns/oauth2/access_token", args)
      end
      local code = phone("authorize", { openid = "oA" }).code
      local answer = login(code)
      assert.same({ "oA", "snsapi_base", 7200 }, { answer.openid, answer.scope, answer.expires_in })
      assert.equal(40001, here:call("/card/get", { card_id = "p" }, { access_token = answer.access_token }).errcode)
      assert.equal(40163, login(code).errcode)
      for _, entry in ipairs(here:get("/_sandbox/journal", { path = "/sns/oauth2/access_token" }).journal) do
        assert.equal("***", entry.query.code)
      end
      assert.equal(40029, login("other").errcode)
      assert.equal(41008, login(nil).errcode)
      assert.equal(40125, login(code, { secret = "no" }).errcode)
      code = phone("authorize", { openid = "oA" }).code
      here:control("clock", { advance = 300 })
      assert.equal(42003, login(code).errcode)
    end)
  end)

  describe("at the till", function()
    it("the staff redeem by phone, a customer alone where the card has the button", function()
      local id = here:card({ base = { get_limit = 5 } })
      local a, b = here:claim(id, "oA").code, here:claim(id, "oA").code
      assert.equal(0, phone("redeem", { openid = "oA", card_id = id, code = a, staff_openid = "oS" }).errcode)
      assert.equal(40099, phone("redeem", { openid = "oA", card_id = id, code = a, staff_openid = "oS" }).errcode)
      assert.equal(45030, phone("redeem", { openid = "oA", card_id = id, code = b }).errcode)
      here:call("/card/selfconsumecell/set", { card_id = id, is_open = true, need_verify_cod = true })
      assert.equal(40101, phone("redeem", { openid = "oA", card_id = id, code = b }).errcode)
      assert.equal(0, phone("redeem", { openid = "oA", card_id = id, code = b, verify_code = "1234",
        location_name = "南京路店" }).errcode)
      local events = here:events("user_consume_card")
      assert.equal("FROM_MOBILE_HELPER", events[1].fields.ConsumeSource)
      assert.equal("1234", events[2].fields.VerifyCode)
      assert.equal("南京路店", events[2].fields.LocationName)
    end)

    it("a payment by the card's button is told, and gives points by the card's rule", function()
      local id = here:card({ bonus_rule = { cost_money_unit = 100, increase_bonus = 2, max_increase_bonus = 15 } })
      local code = here:claim(id, "oA").code
      local function pay(fee)
        return phone("pay", { openid = "oA", card_id = id, code = code, fee = fee, original_fee = fee + 50 })
      end
      assert.equal(45030, pay(350).errcode)
      here:call("/card/paycell/set", { card_id = id, is_open = true })
      assert.equal(40097, pay(0).errcode)
      assert.equal(6, pay(350).bonus)
      assert.equal(21, pay(100000).bonus)
      local paid, changed = here:events("user_pay_from_pay_cell"), here:events("update_member_card")
      assert.same({ 350, 400, code }, { paid[1].fields.Fee, paid[1].fields.OriginalFee, paid[1].fields.UserCardCode })
      assert.same({ 6, 15 }, { changed[1].fields.ModifyBonus, changed[2].fields.ModifyBonus })
      assert.equal("bonus", phone("view", { openid = "oA", card_id = id, code = code }).messages[2].kind)
    end)
  end)

  describe("messages", function()
    it("reach who did something within two days, five at most", function()
      local id = here:card()
      assert.equal(40003, send("custom/send", card_message(id, { touser = "oA" })).errcode)
      phone("follow", { openid = "oA" })
      assert.equal(0, send("custom/send", card_message(id, { touser = "oA" })).errcode)
      local got = phone("messages", { openid = "oA" }).messages
      assert.same({ "wxcard", id }, { got[1].msgtype, got[1].content.card_id })
      for _ = 1, 4 do
        send("custom/send", { touser = "oA", msgtype = "text", text = { content = "欢迎" } })
      end
      assert.equal(45047, send("custom/send", card_message(id, { touser = "oA" })).errcode)
      here:control("clock", { advance = 48 * 3600 + 1 })
      here.token = nil
      assert.equal(45015, send("custom/send", card_message(id, { touser = "oA" })).errcode)
      phone("follow", { openid = "oA" })
      assert.equal(0, send("custom/send", card_message(id, { touser = "oA" })).errcode)
      assert.equal(40008, send("custom/send", { touser = "oA", msgtype = "dance" }).errcode)
      assert.equal(40073, send("custom/send", card_message("p0", { touser = "oA" })).errcode)
    end)

    it("go to a list or to all, once for each clientmsgid", function()
      local id = here:card()
      for _, openid in ipairs({ "oA", "oB", "oC" }) do
        phone("follow", { openid = openid })
      end
      phone("unfollow", { openid = "oC" })
      local first = send("mass/send", card_message(id, { touser = { "oA", "oX" }, clientmsgid = "m1" }))
      local again = send("mass/send", card_message(id, { touser = { "oA", "oX" }, clientmsgid = "m1" }))
      assert.is_true(first.msg_id > 0)
      assert.equal(first.msg_id, again.msg_id)
      assert.equal(40003, send("mass/send", card_message(id, { touser = { "oX", "oY" } })).errcode)
      assert.equal(0, send("mass/sendall", card_message(id, { filter = { is_to_all = true } })).errcode)
      local function count(openid)
        return #phone("messages", { openid = openid }).messages
      end
      assert.same({ 2, 1, 0 }, { count("oA"), count("oB"), count("oC") })
    end)

    it("carry a card that can be taken, signed where that is needed", function()
      local own = here:card({ base = { use_custom_code = true } })
      phone("follow", { openid = "oA" })
      local ticket = here:get("/cgi-bin/ticket/getticket", {
        access_token = here.token or here:fetch_token(), type = "wx_card" }).ticket
      local function ext(code, signed)
        return assert(json.encode({ code = code, timestamp = "1751328000", nonce_str = "n1",
          signature = signature.card({ api_ticket = ticket, card_id = own, code = signed or code,
            timestamp = "1751328000", nonce_str = "n1" }) }))
      end
      local function preview(card_ext)
        return send("mass/preview", { touser = "oA", msgtype = "wxcard",
          wxcard = { card_id = own, card_ext = card_ext } }).errcode
      end
      assert.equal(45030, preview(nil))
      assert.equal(87009, preview(ext("T-1", "T-2")))
      assert.equal(40080, preview("{}"))
      assert.equal(0, preview(ext("T-1")))
      assert.equal(0, preview(ext("T-1"))) -- sending it spends nothing, taking the card does
      local message = phone("messages", { openid = "oA" }).messages[1]
      local taken = phone("claim", { openid = "oA", card_id = own, card_ext = message.content.card_ext })
      assert.equal("T-1", taken.code)
      assert.equal(45031, phone("claim", { openid = "oB", card_id = own, card_ext = message.content.card_ext }).errcode)
    end)

    it("have approved cards, or go to a tester", function()
      local id = here:card(nil, "unapproved")
      phone("follow", { openid = "oA" })
      assert.equal(40078, send("custom/send", card_message(id, { touser = "oA" })).errcode)
      assert.equal(40132, send("mass/preview", card_message(id, { towxname = "tea" })).errcode)
      here:call("/card/testwhitelist/set", { openid = { "oA" }, username = { "tea" } })
      assert.equal(0, send("custom/send", card_message(id, { touser = "oA" })).errcode)
      assert.equal(0, send("mass/preview", card_message(id, { towxname = "tea" })).errcode)
      assert.equal(40078, send("mass/sendall", card_message(id, { filter = { is_to_all = true } })).errcode)
    end)
  end)

  describe("the component", function()
    it("takes the form by its link before the card, and the link's channel comes back", function()
      local id = here:card({ auto_activate = false, wx_activate = true })
      here:call("/card/membercard/activateuserform/set", { card_id = id,
        required_form = { common_field_id_list = { "USER_FORM_INFO_FLAG_MOBILE" } } })
      local url = here:call("/card/membercard/activate/geturl", { card_id = id, outer_str = "mini/门店 7" }).url
      local answers = { { name = "USER_FORM_INFO_FLAG_MOBILE", value = "13800000000" } }
      assert.equal(41012, phone("submit_form", { openid = "oA", common_field_list = answers }).errcode)
      local done = phone("submit_form", { openid = "oA", url = url, common_field_list = answers })
      assert.equal(id, done.card_id)
      assert.is_true(done.has_active)
      assert.same({ "submit_membercard_user_info", "user_get_card" }, { here:events()[2], here:events()[3] })
      assert.equal("mini/门店 7", here:events("user_get_card")[1].fields.OuterStr)
      -- another came by the link, and took the card before the form
      local taken = here:claim(id, "oB", nil)
      assert.is_string(taken.code)
      done = phone("submit_form", { openid = "oB", url = url, common_field_list = answers })
      assert.equal(taken.code, done.code)
    end)
  end)

  describe("the console", function()
    it("has a list of addresses that may fetch tokens", function()
      local function fetch(remote)
        local response = here.sb:handle({ method = "GET", path = "/cgi-bin/token", headers = {}, body = "",
          remote = remote, args = { grant_type = "client_credential", appid = here.keys.appid,
            secret = here.keys.secret } })
        return json.decode(response.body)
      end
      here:control("ip_whitelist", { addresses = { "10.1.2.3" } })
      assert.is_string(fetch("10.1.2.3").access_token)
      local refused = fetch("10.9.9.9")
      assert.equal(40164, refused.errcode)
      assert.matches("^invalid ip 10%.9%.9%.9 ipv6 ::ffff:10%.9%.9%.9, not in whitelist rid: ", refused.errmsg)
      here:control("ip_whitelist", {})
      assert.is_string(fetch("10.9.9.9").access_token)
    end)

    it("knows stores, and from the first one on they are checked", function()
      local function create(stores)
        return here:call("/card/create", { card = { card_type = "MEMBER_CARD",
          member_card = support.member_card({ base = { location_id_list = stores } }) } }).errcode
      end
      assert.equal(0, create({ 123 }))
      here:control("store", { location_id = 5 })
      assert.equal(40072, create({ 123 }))
      assert.equal(0, create({ 5 }))
    end)
  end)

  it("take no card whose time is over", function()
    local id = here:card({ base = { date_info = { type = "DATE_TYPE_FIX_TIME_RANGE", begin_timestamp = 1751300000,
      end_timestamp = 1751330000 } } })
    assert.is_string(here:claim(id, "oA").code)
    here:control("clock", { advance = 2001 })
    assert.equal(71004, here:claim(id, "oB").errcode)
  end)

  it("of a group give back what nobody took, as a group's", function()
    local id = here:card()
    local code = here:claim(id, "oA").code
    phone("gift", { openid = "oA", card_id = id, code = code, is_chat_room = true })
    here:control("clock", { advance = 86400 })
    local events = here:events("user_gifting_card")
    assert.same({ 0, 1 }, { events[1].fields.IsReturnBack, events[1].fields.IsChatRoom })
    assert.same({ 1, 1 }, { events[2].fields.IsReturnBack, events[2].fields.IsChatRoom })
  end)
end)
