-- Every event of a card's flows, from a sandbox of its own process to a receiver that verifies and opens it; and the
-- same with pushes that are lost, doubled, late, out of order, or refused by the receiver.
describe("sandbox pushes over the wire", function()
  local callback = require("wxcard.callback")
  local httpd = require("wxcard.httpd")
  local shops = require("spec.support.shop")
  local shop, listener, cb, heard, respond

  before_each(function()
    listener = assert(httpd.listen({ port = 0 }))
    shop = shops.open({ callback = ("http://127.0.0.1:%d/wechat"):format(listener:port()), push_retry = 0 })
    local keys = shop.box.keys
    cb = assert(callback.new({ token = keys.token, appid = keys.appid, encoding_aes_key = keys.encoding_aes_key }))
    heard = {}
    respond = function()
      return { status = 200, body = "success" }
    end
  end)

  after_each(function()
    shop:close()
    listener:close()
  end)

  -- The names of the events that came until there were n, or for a moment longer than that.
  local function listen(n, seconds)
    local deadline = httpd.now() + (seconds or 5)
    while #heard < n and httpd.now() < deadline do
      local request = listener:poll(0.1)
      if request then
        heard[#heard + 1] = assert(cb:open(request.args, request.body))
        listener:respond(request.id, respond(#heard))
      end
    end
    local names = {}
    for i, event in ipairs(heard) do
      names[i] = event.Event
    end
    return names
  end

  -- Waits until the sandbox has read the answers to n pushes: only from then on does its clock count for the next.
  local function settle(n)
    local deadline, done = httpd.now() + 5, 0
    while done < n and httpd.now() < deadline do
      done = 0
      for _, entry in ipairs(shop:journal()) do
        done = done + (entry.delivery and 1 or 0)
      end
    end
    assert.equal(n, done)
  end

  local function phone(act, body)
    return shop:control("phone/" .. act, body)
  end

  it("bring every event that these flows have, in its order", function()
    local card = shop.wx.card
    local refused = shop:card(nil, "unapproved")
    shop:control("review", { card_id = refused, pass = false, reason = "图片不清晰" })
    local id = shop:card({ auto_activate = false, wx_activate = true,
      base = { need_push_on_view = true, can_give_friend = true, get_limit = 3, sku = { quantity = 201 } } })
    assert(card.membercard.activateuserform.set({ card_id = id,
      required_form = { common_field_id_list = { "USER_FORM_INFO_FLAG_NAME" } } }))
    assert(card.paycell.set({ card_id = id, is_open = true }))
    phone("follow", { openid = "oA" })
    local code = shop:claim(id, "oA", { outer_str = "door" })
    local mine = { openid = "oA", card_id = id, code = code }
    phone("submit_form", { openid = "oA", card_id = id, code = code,
      common_field_list = { { name = "USER_FORM_INFO_FLAG_NAME", value = "林" } } })
    assert(card.membercard.updateuser({ card_id = id, code = code, bonus = 80, add_bonus = 30 }))
    phone("view", { openid = "oA", card_id = id, code = code, outer_str = "menu" })
    phone("enter_session", mine)
    phone("pay", { openid = "oA", card_id = id, code = code, fee = 8800 })
    phone("delete", mine)
    phone("restore", mine)
    phone("gift", { openid = "oA", card_id = id, code = code, friend = "oB" })
    local given = phone("accept", { openid = "oB", card_id = id, code = code }).code
    phone("gift", { openid = "oB", card_id = id, code = given })
    shop:control("clock", { advance = 86400 })
    assert(card.code.consume({ code = given }))
    assert(card.modifystock({ card_id = id, reduce_stock_value = 150 }))
    shop:claim(id, "oC")
    phone("unfollow", { openid = "oA" })
    local want = {
      "card_not_pass_check", "card_pass_check", "subscribe", "user_get_card", "submit_membercard_user_info",
      "update_member_card", "user_view_card", "user_enter_session_from_card", "user_pay_from_pay_cell", "user_del_card",
      "user_get_card", "user_gifting_card", "user_get_card", "user_gifting_card", "user_gifting_card",
      "user_consume_card", "card_sku_remind", "user_get_card", "unsubscribe",
    }
    assert.same(want, listen(#want))
    assert.equal("图片不清晰", heard[1].RefuseReason)
    assert.same({ "door", code, 0 }, { heard[4].OuterStr, heard[4].UserCardCode, heard[4].IsGiveByFriend })
    assert.equal(30, heard[6].ModifyBonus)
    assert.equal("menu", heard[7].OuterStr)
    assert.equal(8800, heard[9].Fee)
    assert.equal(1, heard[11].IsRestoreMemberCard)
    assert.same({ 1, "oA", code, given }, { heard[13].IsGiveByFriend, heard[13].FriendUserName,
      heard[13].OldUserCardCode, heard[13].UserCardCode })
    assert.same({ 0, 1 }, { heard[14].IsReturnBack, heard[15].IsReturnBack })
    assert.equal("FROM_API", heard[16].ConsumeSource)
    assert.matches("50$", heard[17].Detail)
  end)

  it("can be lost, doubled, late and out of order", function()
    local id = shop:card({ base = { sku = { quantity = 100 } } })
    listen(1)
    shop:control("faults", { path = "event:user_get_card", lost = true })
    shop:claim(id, "oLost")
    shop:control("faults", { path = "event:user_get_card", double = true })
    shop:claim(id, "oTwice")
    shop:control("faults", { path = "event:user_get_card", delay = 30 })
    shop:claim(id, "oLate")
    shop:control("faults", { path = "event:user_get_card", reorder = true })
    shop:claim(id, "oSecond")
    shop:claim(id, "oFirst")
    listen(5)
    shop:control("clock", { advance = 30 })
    listen(6)
    listen(7, 0.5)
    local from = {}
    for i = 2, #heard do
      from[#from + 1] = heard[i].FromUserName
    end
    assert.same({ "oTwice", "oTwice", "oFirst", "oSecond", "oLate" }, from)
  end)

  it("of a claim come again within a day: three times at once, and after bad answers by the minute", function()
    local id = shop:card()
    listen(1)
    respond = function()
      return { status = 200, body = "<html>" }
    end
    shop:claim(id, "oA")
    assert.equal(1 + 3, #listen(5, 1))
    for i = 1, 3 do
      settle(3 + i)
      shop:control("clock", { advance = 60 })
      assert.equal(1 + 3 + i, #listen(4 + i))
    end
    settle(7)
    shop:control("clock", { advance = 86400 })
    assert.equal(7, #listen(8, 0.5))
    for i = 3, 7 do
      assert.same({ heard[2].CreateTime, heard[2].UserCardCode }, { heard[i].CreateTime, heard[i].UserCardCode })
    end
  end)
end)
