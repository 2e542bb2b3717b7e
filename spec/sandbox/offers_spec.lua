-- Ways to get a card: QR codes, cardExt, landing pages; and what a phone does with it afterwards.
describe("sandbox offers", function()
  local json = require("wxcard.json")
  local signature = require("wxcard.signature")
  local support = require("spec.support.sandbox")
  local here

  before_each(function()
    here = support.new()
  end)

  local function qr(card, more)
    local body = { action_name = "QR_CARD", action_info = { card = card } }
    for k, v in pairs(more or {}) do
      body[k] = v
    end
    return here:call("/card/qrcode/create", body)
  end

  local function scan(openid, ticket)
    return here:control("phone/claim", { openid = openid, ticket = ticket })
  end

  local function advance(seconds)
    here:control("clock", { advance = seconds })
    here.token = nil
  end

  describe("QR codes", function()
    it("give the card to whoever scans, with the channel in the event", function()
      local id = here:card()
      local made = qr({ card_id = id, outer_str = "12b" }, { expire_seconds = 1800 })
      assert.equal(1800, made.expire_seconds)
      assert.matches("=", made.ticket)
      assert.equal(id, scan("oA", made.ticket).card_id)
      assert.is_string(here:control("phone/claim", { openid = "oB", url = made.url }).code)
      local event = here:events("user_get_card")[1].fields
      assert.same({ "12b", "SOURCE_SCENE_QRCODE" }, { event.OuterStr, event.SourceScene })
    end)

    it("end when they said, and after a year when they said nothing", function()
      local id = here:card()
      local short, long = qr({ card_id = id }, { expire_seconds = 60 }), qr({ card_id = id })
      assert.equal(31536000, long.expire_seconds)
      advance(60)
      assert.equal(45096, scan("oA", short.ticket).errcode)
      assert.is_string(scan("oA", long.ticket).code)
      advance(31536000)
      assert.equal(45096, scan("oB", long.ticket).errcode)
      assert.equal(40097, qr({ card_id = id }, { expire_seconds = 59 }).errcode)
      assert.equal(40097, qr({ card_id = id }, { expire_seconds = 1801 }).errcode)
      assert.equal(60, qr({ card_id = id, expire_seconds = 60 }).expire_seconds)
    end)

    it("serve once with a code, an openid or is_unique_code", function()
      local own = here:card({ base = { use_custom_code = true } })
      local bound = here:card({ base = { bind_openid = true } })
      local free = here:card()
      for _, card in ipairs({ { card_id = own, code = "T1" }, { card_id = bound, openid = "oA" },
        { card_id = free, is_unique_code = true } }) do
        local made = qr(card)
        local first = scan("oA", made.ticket)
        assert.is_string(first.code)
        assert.is_true(scan("oA", made.ticket).opened)
        assert.equal(45096, scan("oB", made.ticket).errcode)
      end
    end)

    it("are for the person they name", function()
      local id = here:card({ base = { bind_openid = true } })
      local made = qr({ card_id = id, openid = "oA" })
      assert.equal(40003, scan("oB", made.ticket).errcode)
      assert.is_string(scan("oA", made.ticket).code)
    end)

    it("must fit their card", function()
      local own = here:card({ base = { use_custom_code = true } })
      local bound = here:card({ base = { bind_openid = true } })
      local free, unapproved = here:card(), here:card(nil, "unapproved")
      assert.equal(41013, qr({ card_id = own }).errcode)
      assert.equal(40116, qr({ card_id = free, code = "T1" }).errcode)
      assert.equal(41009, qr({ card_id = bound }).errcode)
      assert.equal(40112, qr({ card_id = free, openid = "oA" }).errcode)
      assert.equal(40078, qr({ card_id = unapproved, is_unique_code = true }).errcode)
      assert.equal(40073, qr({ card_id = "pNone" }).errcode)
      assert.equal(0, qr({ card_id = unapproved }).errcode)
      assert.equal(40052, here:call("/card/qrcode/create", { action_name = "QR_X", action_info = {} }).errcode)
      assert.equal(40053, here:call("/card/qrcode/create", { action_name = "QR_CARD", action_info = {} }).errcode)
    end)

    it("hold up to five cards", function()
      local list = {}
      for i = 1, 6 do
        list[i] = { card_id = here:card(), outer_str = "n" .. i }
      end
      local function many(cards)
        return here:call("/card/qrcode/create", {
          action_name = "QR_MULTIPLE_CARD", action_info = { multiple_card = { card_list = cards } } })
      end
      assert.equal(45039, many(list).errcode)
      list[6] = nil
      local taken = scan("oA", many(list).ticket)
      assert.equal(5, #taken.codes)
      assert.equal(list[3].card_id, taken.codes[3].card_id)
      assert.is_string(taken.codes[5].code)
      assert.equal(5, #here:events("user_get_card"))
    end)

    it("die with their card", function()
      local id = here:card()
      local made = qr({ card_id = id })
      here:call("/card/delete", { card_id = id })
      assert.equal(40073, scan("oA", made.ticket).errcode)
    end)

    it("are pictures that scan, for who has the ticket", function()
      local made = qr({ card_id = here:card() })
      local path, args = made.show_qrcode_url:match("^http://127%.0%.0%.1(/[^?]+)%?ticket=(.*)$")
      assert.matches("%%3D", args)
      local shown = here.sb:handle({ method = "GET", path = path, args = { ticket = made.ticket } })
      assert.equal(200, shown.status)
      assert.equal("image/png", shown.headers["Content-Type"])
      local file = os.tmpname()
      local out = io.open(file, "wb")
      out:write(shown.body)
      out:close()
      local pipe = io.popen("zbarimg -q --raw " .. file .. " 2>/dev/null")
      local text = pipe:read("*l")
      pipe:close()
      os.remove(file)
      assert.equal(made.url, text)
      assert.equal(404, here.sb:handle({ method = "GET", path = path, args = { ticket = "none" } }).status)
    end)
  end)

  describe("cardExt", function()
    local id, ticket

    before_each(function()
      id = here:card({ base = { get_limit = 5 } })
      ticket = here:get("/cgi-bin/ticket/getticket", { access_token = here:fetch_token(), type = "wx_card" }).ticket
    end)

    local function ext(fields, card_id)
      local e = { timestamp = "1751328000", nonce_str = "abc" }
      for k, v in pairs(fields or {}) do
        e[k] = v
      end
      e.signature = e.signature or signature.card({
        api_ticket = e.api_ticket or ticket, card_id = card_id or id, timestamp = e.timestamp, code = e.code,
        openid = e.openid, nonce_str = e.nonce_str })
      e.api_ticket = nil
      return json.encode(e)
    end

    local function add(openid, text, card_id)
      return here:control("phone/claim", { openid = openid, card_id = card_id or id, card_ext = text })
    end

    it("gives the card when its signature holds, and unsigned outer_str comes back", function()
      assert.is_string(add("oA", ext({ outer_str = "page" })).code)
      assert.equal("page", here:events("user_get_card")[1].fields.OuterStr)
    end)

    it("is refused with another signature, ticket or set of values", function()
      assert.equal(87009, add("oA", ext({ signature = ("0"):rep(40) })).errcode)
      local page = here:get("/cgi-bin/ticket/getticket", { access_token = here:fetch_token(), type = "jsapi" })
      assert.equal(87009, add("oA", ext({ api_ticket = page.ticket })).errcode)
      local e = json.decode(ext())
      e.nonce_str = nil
      assert.equal(87009, add("oA", json.encode(e)).errcode)
      assert.equal(40080, add("oA", "no json").errcode)
      assert.equal(40080, add("oA", ext({ code = "T1" })).errcode)
      assert.equal(40080, add("oA", ext({ openid = "oA" })).errcode)
      assert.equal(0, #here:events("user_get_card"))
    end)

    it("may come as an entry of addCard's list, or without the card's id", function()
      local entry = json.encode({ cardId = id, cardExt = ext() })
      assert.equal(id, here:control("phone/claim", { openid = "oA", card_ext = entry }).card_id)
      here:card()
      local text = ext({ nonce_str = "other" })
      assert.equal(id, here:control("phone/claim", { openid = "oA", card_ext = text }).card_id)
      text = ext({ signature = "none" })
      assert.equal(87009, here:control("phone/claim", { openid = "oA", card_ext = text }).errcode)
    end)

    it("serves a nonce once", function()
      local text = ext()
      assert.is_string(add("oA", text).code)
      assert.equal(45031, add("oB", text).errcode)
      assert.is_string(add("oB", ext({ nonce_str = "def" })).code)
    end)

    it("takes timestamps as text and as numbers", function()
      assert.is_string(add("oA", ext({ timestamp = 1751328000 })).code)
    end)

    it("needs the code of a card whose codes are the merchant's", function()
      local own = here:card({ base = { use_custom_code = true } })
      assert.equal(40080, add("oA", ext(nil, own), own).errcode)
      assert.equal("T9", add("oA", ext({ code = "T9" }, own), own).code)
    end)

    it("stops with its ticket", function()
      local text = ext()
      advance(7200)
      assert.equal(87009, add("oA", text).errcode)
    end)
  end)

  describe("pages", function()
    local function landing(list, more)
      local body = { banner = "http://mmbiz.qpic.cn/b/0", page_title = "山月 <茶>", can_share = true, scene = "SCENE_H5",
        card_list = list }
      for k, v in pairs(more or {}) do
        body[k] = v
      end
      return here:call("/card/landingpage/create", body)
    end

    it("offer approved cards", function()
      local id = here:card()
      local made = landing({ { card_id = id, thumb_url = "http://mmbiz.qpic.cn/t/0" } })
      assert.equal(0, made.errcode)
      assert.equal(id, here:control("phone/claim", { openid = "oA", url = made.url }).card_id)
      local shown = here.sb:handle({ method = "GET", path = "/bizmall/cardlandingpage",
        args = { page_id = tostring(made.page_id) } })
      assert.matches("山月 &lt;茶&gt;", shown.body)
      assert.matches(id, shown.body, 1, true)
    end)

    it("refuse others", function()
      local thumb = "http://mmbiz.qpic.cn/t/0"
      assert.equal(40078, landing({ { card_id = here:card(nil, "unapproved"), thumb_url = thumb } }).errcode)
      assert.equal(45030, landing({ { card_id = here:card({ base = { use_custom_code = true } }),
        thumb_url = thumb } }).errcode)
      assert.equal(52000, landing({ { card_id = here:card(), thumb_url = "http://x/y" } }).errcode)
      assert.equal(40129, landing({ { card_id = here:card(), thumb_url = thumb } }, { scene = "SCENE_X" }).errcode)
    end)

    it("embed a card in an article", function()
      local id = here:card()
      assert.matches(id, here:call("/card/mpnews/gethtml", { card_id = id }).content, 1, true)
      assert.equal(40073, here:call("/card/mpnews/gethtml", { card_id = "pNone" }).errcode)
    end)
  end)

  describe("a phone", function()
    local id, code

    before_each(function()
      id = here:card({ base = { can_give_friend = true, need_push_on_view = true } })
      code = here:claim(id, "oA").code
    end)

    local function act(name, openid, more)
      local body = { openid = openid, card_id = id, code = code }
      for k, v in pairs(more or {}) do
        body[k] = v
      end
      return here:control("phone/" .. name, body)
    end

    local function status(which)
      return here:call("/card/code/get", { code = which or code, check_consume = false }).user_card_status
    end

    it("opens a card, which tells the merchant where the card asks for it", function()
      local seen = act("view", "oA")
      assert.equal("会员卡", seen.card.base_info.title)
      assert.equal(1, #here:events("user_view_card"))
      assert.equal(40174, act("view", "oB").errcode)
      local quiet = here:card()
      here:control("phone/view", { openid = "oA", card_id = quiet, code = here:claim(quiet, "oA").code })
      assert.equal(1, #here:events("user_view_card"))
    end)

    it("deletes a card and takes it back", function()
      assert.equal(0, act("delete", "oA").errcode)
      assert.equal("DELETE", status())
      assert.equal(40127, act("delete", "oA").errcode)
      assert.equal(code, act("restore", "oA").code)
      assert.equal("NORMAL", status())
      assert.equal(40127, act("restore", "oA").errcode)
      local events = here:events("user_get_card")
      assert.equal(1, events[#events].fields.IsRestoreMemberCard)
    end)

    it("gives a card away: the receiver's code is new, the old one is gone", function()
      assert.equal(0, act("gift", "oA", { friend = "oB" }).errcode)
      assert.equal("GIFTING", status())
      assert.equal(40003, act("accept", "oC").errcode)
      local taken = act("accept", "oB")
      assert.not_equal(code, taken.code)
      assert.equal(code, taken.old_code)
      assert.equal(40056, here:call("/card/code/get", { code = code, check_consume = false }).errcode)
      assert.equal("NORMAL", status(taken.code))
      local event = here:events("user_get_card")[2].fields
      assert.same({ 1, code, taken.code }, { event.IsGiveByFriend, event.OldUserCardCode, event.UserCardCode })
      assert.equal(40127, act("accept", "oB").errcode)
    end)

    it("gets an unclaimed gift back after a day", function()
      act("gift", "oA")
      advance(86399)
      assert.equal("GIFTING", status())
      advance(1)
      assert.equal("GIFT_TIMEOUT", status())
      local events = here:events("user_gifting_card")
      assert.same({ 0, 1 }, { events[1].fields.IsReturnBack, events[2].fields.IsReturnBack })
      assert.equal(40127, act("accept", "oB").errcode)
      assert.equal(0, here:call("/card/code/consume", { code = code }).errcode)
    end)

    it("may not give away what may not be given", function()
      id = here:card({ base = { can_give_friend = false } })
      code = here:claim(id, "oA").code
      assert.equal(45030, act("gift", "oA").errcode)
    end)

    it("keeps the merchant's own code through a gift until the merchant changes it", function()
      id = here:card({ base = { use_custom_code = true, can_give_friend = true } })
      code = here:claim(id, "oA", { code = "T1" }).code
      act("gift", "oA", { friend = "oB" })
      assert.equal("T1", act("accept", "oB").code)
      assert.equal("oB", here:call("/card/code/get", { card_id = id, code = "T1" }).openid)
      assert.equal(0, here:call("/card/code/update", { card_id = id, code = "T1", new_code = "T2" }).errcode)
    end)
  end)
end)
