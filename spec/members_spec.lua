-- Members' records: events in any order, any number of times and with gaps give what an orderly run gives.
describe("members", function()
  local callback = require("wxcard.callback")
  local catalogue = require("wxcard.catalogue")
  local errors = require("wxcard.errors")
  local members = require("wxcard.members")
  local support = require("spec.support.sandbox")
  local util = require("wxcard.sandbox.util")

  -- A shop whose pushes are kept as the tables that a merchant gets.
  local function open_shop()
    local events, receiver = {}, nil
    local here = support.new({ callback = "http://tea.example/wechat" }, {
      submit = function(request)
        local event = assert(receiver:open(util.link_params(request.url), request.body))
        events[#events + 1] = event
        return {
          poll = function() return true end,
          result = function() return { status = 200, body = "success" } end,
        }
      end,
    })
    local keys = here.keys
    receiver = assert(callback.new({ token = keys.token, appid = keys.appid, encoding_aes_key = keys.encoding_aes_key,
      seen = function() return false end }))
    local shop = { here = here, events = events, calls = 0 }
    shop.wx = { call = function(_, _, path, body)
      shop.calls = shop.calls + 1
      local answer = here:call(path, body)
      if answer.errcode ~= 0 then
        return errors.fail({ kind = "api", code = answer.errcode, message = answer.errmsg, path = path })
      end
      return answer
    end }
    function shop.phone(act, body)
      local answer = here:control("phone/" .. act, body)
      assert(answer.errcode == 0, answer.errmsg)
      return answer
    end
    function shop.later(seconds)
      here:control("clock", { advance = seconds })
      here.token = nil
    end
    function shop.delivered() -- the events so far, in their order
      here.sb.pusher:step()
      local list = {}
      for _, event in ipairs(events) do
        if #members.keys(event) > 0 then
          list[#list + 1] = event
        end
      end
      return list
    end
    return shop
  end

  local ME, FRIEND = "oTeaMember000000000000000001", "oTeaFriend000000000000000002"
  local FORM = { { name = "USER_FORM_INFO_FLAG_NAME", value = "林小月" } }

  local function one_click(shop, more)
    local fields = { auto_activate = false, wx_activate = true }
    for k, v in pairs(more or {}) do
      fields[k] = v
    end
    local id = shop.here:card(fields)
    assert.equal(0, shop.here:call("/card/membercard/activateuserform/set", { card_id = id,
      required_form = { common_field_id_list = { FORM[1].name } } }).errcode)
    return id
  end

  local CUSTOM = { use_custom_code = true }

  -- What happens to one copy of a card: each gives the card's id and its way of activation.
  local LIVES = {
    ["an automatic card is deleted and taken back"] = function(shop)
      local id = shop.here:card({ base = { need_push_on_view = true } })
      local code = shop.phone("claim", { card_id = id, openid = ME, outer_str = "door" }).code
      shop.later(10)
      shop.phone("view", { card_id = id, openid = ME, code = code })
      shop.later(10)
      shop.phone("delete", { card_id = id, openid = ME, code = code })
      shop.later(10)
      shop.phone("restore", { card_id = id, openid = ME, code = code })
      shop.later(10)
      shop.here:call("/card/membercard/updateuser", { card_id = id, code = code, add_bonus = 30, bonus = 30 })
      return id, "auto"
    end,
    ["a member is deleted at the end"] = function(shop)
      local id = one_click(shop)
      local code = shop.phone("claim", { card_id = id, openid = ME, outer_str = "till 7" }).code
      shop.later(10)
      shop.phone("submit_form", { card_id = id, openid = ME, code = code, common_field_list = FORM })
      shop.here:call("/card/membercard/updateuser", { card_id = id, code = code, bonus = 5 })
      shop.later(10)
      shop.phone("delete", { card_id = id, openid = ME, code = code })
      return id, "one_click"
    end,
    ["a form comes before the card"] = function(shop)
      local id = one_click(shop)
      shop.phone("submit_form", { card_id = id, openid = ME, outer_str = "mini", common_field_list = FORM })
      return id, "one_click"
    end,
    ["a member never finishes on the merchant's page"] = function(shop)
      local id = one_click(shop, { wx_activate_after_submit = true, wx_activate_after_submit_url = "http://a.b/c" })
      local code = shop.phone("claim", { card_id = id, openid = ME }).code
      shop.later(10)
      shop.phone("submit_form", { card_id = id, openid = ME, code = code, common_field_list = FORM })
      return id, "one_click_redirect"
    end,
    ["the merchant activates"] = function(shop)
      local id = shop.here:card({ auto_activate = false, activate_url = "http://a.b/c" })
      local code = shop.phone("claim", { card_id = id, openid = ME, outer_str = "door" }).code
      shop.later(10)
      assert.equal(0, shop.here:call("/card/membercard/activate", { card_id = id, code = code, init_bonus = 8,
        membership_number = "T1" }).errcode)
      shop.here:call("/card/membercard/updateuser", { card_id = id, code = code, add_bonus = 2 })
      return id, "url"
    end,
    ["a card goes to a friend under a new code"] = function(shop)
      local id = shop.here:card()
      local code = shop.phone("claim", { card_id = id, openid = ME, outer_str = "door" }).code
      shop.later(10)
      shop.phone("gift", { card_id = id, openid = ME, code = code, friend = FRIEND })
      shop.later(10)
      shop.phone("accept", { card_id = id, openid = FRIEND, code = code })
      shop.later(10)
      shop.here:call("/card/membercard/updateuser", { card_id = id, code = code, add_bonus = 2 })
      return id, "auto"
    end,
    ["a card goes to a friend under the merchant's own code"] = function(shop)
      local id = shop.here:card({ base = CUSTOM })
      shop.phone("claim", { card_id = id, openid = ME, code = "VIP1", outer_str = "door" })
      shop.later(10)
      shop.phone("gift", { card_id = id, openid = ME, code = "VIP1", friend = FRIEND })
      shop.later(10)
      shop.phone("accept", { card_id = id, openid = FRIEND, code = "VIP1" })
      return id, "auto"
    end,
    ["a gift comes back"] = function(shop)
      local id = shop.here:card()
      local code = shop.phone("claim", { card_id = id, openid = ME, outer_str = "door" }).code
      shop.later(10)
      shop.phone("gift", { card_id = id, openid = ME, code = code, friend = FRIEND })
      shop.later(86400)
      return id, "auto"
    end,
    ["a card is redeemed and thrown away"] = function(shop)
      local id = shop.here:card()
      local code = shop.phone("claim", { card_id = id, openid = ME, outer_str = "door" }).code
      shop.later(10)
      assert.equal(0, shop.here:call("/card/code/consume", { card_id = id, code = code }).errcode)
      shop.later(10)
      shop.phone("delete", { card_id = id, openid = ME, code = code })
      return id, "auto"
    end,
    ["a card is redeemed"] = function(shop)
      local id = shop.here:card()
      local code = shop.phone("claim", { card_id = id, openid = ME, outer_str = "door" }).code
      shop.later(10)
      assert.equal(0, shop.here:call("/card/code/consume", { card_id = id, code = code }).errcode)
      return id, "auto"
    end,
  }

  local FROM_THE_PLATFORM = { "card_id", "code", "openid", "outer_str", "state", "active", "membership_number", "bonus",
    "balance", "stale", "mode" }

  -- What a reconcile promises; times and gifts are told by events alone.
  local function view(records)
    local out = {}
    for key, record in pairs(records) do
      out[key] = {}
      for _, name in ipairs(FROM_THE_PLATFORM) do
        out[key][name] = record[name]
      end
      if record.state == "given" then -- WeChat does not know the code any more
        out[key].outer_str = nil
      end
    end
    return out
  end

  local seed = 1
  local function random(n)
    seed = (seed * 16807) % 2147483647
    return seed % n + 1
  end

  local function shuffled(list)
    local out = {}
    for i = 1, #list do
      table.insert(out, random(i), list[i])
    end
    return out
  end

  local function thrice(list)
    local out = {}
    for i = 1, 3 * #list do
      out[i] = list[(i - 1) % #list + 1]
    end
    return out
  end

  -- Every order of a list.
  local function permutations(list, use, from)
    from = from or 1
    if from > #list then
      return use(list)
    end
    for i = from, #list do
      list[from], list[i] = list[i], list[from]
      permutations(list, use, from + 1)
      list[from], list[i] = list[i], list[from]
    end
  end

  local function without(list, n)
    local out = {}
    for i, entry in ipairs(list) do
      out[#out + 1] = i ~= n and entry or nil
    end
    return out
  end

  for name, live in pairs(LIVES) do
    describe("when " .. name .. ":", function()
      local shop, id, modes, events, orderly, true_view

      setup(function()
        shop = open_shop()
        local mode
        id, mode = live(shop)
        shop.later(10)
        modes = { [id] = mode }
        events = shop.delivered()
        orderly = members.fold({}, events, modes)
        true_view = view((members.reconcile(shop.wx, orderly, { now = shop.here.sb:now() })))
      end)

      local function reconcile(records)
        local out, report = members.reconcile(shop.wx, records, { now = shop.here.sb:now(), modes = modes })
        assert.same({}, report.failed)
        return out, report
      end

      it("any order gives the same record", function()
        assert.is_true(#events >= 2)
        permutations(shuffled(events), function(list)
          assert.same(orderly, members.fold({}, list, modes))
        end)
      end)

      it("so do repetitions, early and late", function()
        for _ = 1, 50 do
          assert.same(orderly, members.fold({}, shuffled(thrice(events)), modes))
        end
        assert.same(orderly, members.fold(orderly, shuffled(events), modes))
      end)

      it("a lost event is put right by a reconcile", function()
        for lost = 1, #events do
          for _ = 1, 5 do
            local records = members.fold({}, shuffled(thrice(without(events, lost))), modes)
            assert.same(true_view, view((reconcile(records))), events[lost].Event)
          end
        end
      end)

      it("an event that comes after the reconcile does no harm", function()
        for late = 1, #events do
          local records = reconcile(members.fold({}, shuffled(without(events, late)), modes))
          records = members.fold(records, { events[late] }, modes)
          assert.same(true_view, view(records), events[late].Event)
        end
      end)

      it("the orderly run was right", function()
        local _, report = reconcile(orderly)
        assert.equal(modes[id] == "url" and 1 or 0, #report.repaired) -- no event tells of the merchant's own call
        assert.same({}, report.discovered)
      end)
    end)
  end

  local function event(name, at, more)
    local out = { Event = name, CardId = "p1", UserCardCode = "1", FromUserName = ME, CreateTime = at }
    for k, v in pairs(more or {}) do
      out[k] = v
    end
    return out
  end

  it("changes nothing that it is given", function()
    local one = members.reduce(nil, event("user_get_card", 5, { OuterStr = "door" }))
    local before = util.copy(one)
    local two = members.reduce(one, event("user_del_card", 6))
    assert.same(before, one)
    assert.equal("held", one.state)
    assert.equal("deleted", two.state)
    local records = { [members.key("p1", "1")] = one }
    members.fold(records, { event("user_del_card", 6) })
    assert.same({ [members.key("p1", "1")] = before }, records)
  end)

  it("leaves a record alone when the event is about something else", function()
    local one = members.reduce(nil, event("user_get_card", 5))
    for _, other in ipairs({ event("card_pass_check", 6), event("user_del_card", 6, { UserCardCode = "2" }),
      event("user_del_card", 6, { CardId = "p2" }), { Event = "subscribe", FromUserName = ME },
      event("invented_event", 6), { MsgType = "text" } }) do
      assert.equal(one, members.reduce(one, other))
    end
    assert.is_nil(members.reduce(nil, event("card_pass_check", 6)))
    assert.same({}, members.keys(event("user_view_card", 6, { UserCardCode = "" })))
  end)

  it("takes every event of the catalogue and any that is not there", function()
    for name in pairs(catalogue.events) do
      members.fold({}, { event(name, 1), { Event = name } })
    end
    assert.same({}, members.fold({}, { event("made_up", 1) }))
  end)

  it("links both ends of a gift", function()
    local records = members.fold({}, { event("user_get_card", 9, { UserCardCode = "2", OldUserCardCode = "1",
      IsGiveByFriend = 1, FriendUserName = ME, FromUserName = FRIEND }) })
    local given, got = records[members.key("p1", "1")], records[members.key("p1", "2")]
    assert.equal("given", given.state)
    assert.same({ to_code = "2", to_openid = FRIEND }, given.gift)
    assert.equal("held", got.state)
    assert.same({ from_code = "1", from_openid = ME }, got.gift)
    assert.is_nil(given.openid) -- nobody told whose it was: the event is the friend's
  end)

  it("says nothing of activity that it cannot know", function()
    local got, form = event("user_get_card", 5), event("submit_membercard_user_info", 6)
    for mode, want in pairs({ auto = { true, true }, one_click = { false, true }, one_click_redirect = { false, false },
      url = { false, false } }) do
      assert.equal(want[1], members.reduce(nil, got, { mode = mode }).active, mode)
      assert.equal(want[2], members.reduce(members.reduce(nil, got, { mode = mode }), form).active, mode)
    end
    local unknown = members.reduce(members.reduce(nil, got), form)
    assert.is_nil(unknown.active)
    assert.is_true(members.activated(unknown, 7).active)
    assert.equal("active", members.activated(unknown, 7).state)
  end)

  it("believes what is newer: the event or the reading", function()
    local one = members.reduce(nil, event("user_get_card", 5), { mode = "url" })
    local asked = members.read(one, { at = 10, status = "DELETE", openid = ME, active = false, bonus = 3 })
    assert.equal("deleted", asked.state)
    assert.equal("held", members.reduce(asked, event("user_get_card", 11, { IsRestoreMemberCard = 1 })).state)
    assert.equal("deleted", members.reduce(asked, event("user_view_card", 11)).state)
    assert.is_nil(asked.stale)
    assert.is_true(members.reduce(asked, event("update_member_card", 12)).stale)
    local older = members.read(asked, { at = 9, status = "NORMAL", openid = ME, active = true })
    assert.same(asked, older)
    assert.equal("gone", members.read(one, { at = 10, status = "GONE" }).state)
    local form = members.reduce(members.reduce(nil, event("user_get_card", 5)),
      event("submit_membercard_user_info", 12))
    assert.is_nil(members.read(form, { at = 10, status = "NORMAL", openid = ME, active = false }).active)
    assert.is_false(members.read(form, { at = 12, status = "NORMAL", openid = ME, active = false }).active)
  end)

  it("lists who took a card and did not finish, the longest waiting first", function()
    local function about(code, name, at)
      return event(name, at, { UserCardCode = code })
    end
    local records = members.fold({}, {
      about("a", "user_get_card", 300), about("b", "user_get_card", 100), about("d", "user_get_card", 60),
      about("e", "user_get_card", 70), about("e", "user_del_card", 80),
      about("f", "user_get_card", 200), about("f", "submit_membercard_user_info", 350),
    }, { p1 = "one_click_redirect" })
    records[members.key("p1", "d")] = members.activated(records[members.key("p1", "d")], 61)
    local auto = members.reduce(nil, about("c", "user_get_card", 50), { mode = "auto" })
    records[members.key("p1", "c")] = auto
    local function codes(opts)
      local out = {}
      for i, record in ipairs(members.pending(records, opts)) do
        out[i] = record.code
      end
      return table.concat(out, " ")
    end
    assert.equal("b f a", codes())
    assert.equal("b a", codes({ now = 400, after = 60 })) -- f has just sent the form
    assert.equal("b", codes({ now = 400, after = 150 }))
    assert.equal(350, records[members.key("p1", "f")].form_at)
  end)

  describe("reconcile", function()
    local shop, id

    before_each(function()
      shop = open_shop()
      id = shop.here:card()
    end)

    it("finds by name what no event told of", function()
      local code = shop.phone("claim", { card_id = id, openid = ME, outer_str = "door" }).code
      local records, report = members.reconcile(shop.wx, {}, { openids = { ME }, card_ids = { id },
        modes = { [id] = "auto" }, now = shop.here.sb:now() })
      local key = members.key(id, code)
      assert.same({ key }, report.discovered)
      assert.same({ "active", "door", ME }, { records[key].state, records[key].outer_str, records[key].openid })
      assert.same({}, (members.reconcile(shop.wx, {}, { openids = { ME } }))) -- a card that nobody asked for
    end)

    it("asks about each copy once, and not about what was handed on", function()
      local code = shop.phone("claim", { card_id = id, openid = ME }).code
      shop.phone("gift", { card_id = id, openid = ME, code = code, friend = FRIEND })
      shop.later(1)
      shop.phone("accept", { card_id = id, openid = FRIEND, code = code })
      local records = members.fold({}, shop.delivered())
      local before = shop.calls
      local _, report = members.reconcile(shop.wx, records, { now = shop.here.sb:now() })
      assert.equal(1, report.asked)
      assert.equal(2 + 2, shop.calls - before) -- two people, and one copy by code/get and userinfo/get
    end)

    it("leaves a record as it is when the platform cannot be asked, and says so", function()
      local code = shop.phone("claim", { card_id = id, openid = ME }).code
      local records = members.fold({}, shop.delivered())
      for _, path in ipairs({ "/card/code/get", "/card/membercard/userinfo/get", "/card/user/getcardlist" }) do
        shop.here:control("faults", { path = path, errcode = 48001 })
        local out, report = members.reconcile(shop.wx, records, { now = shop.here.sb:now() })
        local key = members.key(id, code)
        assert.equal(1, #report.failed)
        assert.equal(48001, report.failed[1].err.code)
        assert.equal(path == "/card/user/getcardlist" and ME or nil, report.failed[1].openid)
        if path ~= "/card/user/getcardlist" then
          assert.equal(records[key], out[key])
        end
      end
    end)

    it("knows a code that was replaced as gone, and finds the new one", function()
      local own = shop.here:card({ base = CUSTOM })
      shop.phone("claim", { card_id = own, openid = ME, code = "V1" })
      local records = members.fold({}, shop.delivered())
      assert.equal(0, shop.here:call("/card/code/update", { card_id = own, code = "V1", new_code = "V2" }).errcode)
      shop.later(1)
      local out, report = members.reconcile(shop.wx, records, { now = shop.here.sb:now(), modes = { [own] = "auto" } })
      assert.equal("gone", out[members.key(own, "V1")].state)
      assert.equal("active", out[members.key(own, "V2")].state)
      assert.same({ { members.key(own, "V1") }, { members.key(own, "V2") } }, { report.repaired, report.discovered })
    end)

    it("does not ask coupons for their members", function()
      shop.here:control("card", { card_id = "pGift", card = { card_type = "GIFT", gift = { base_info = {} } } })
      shop.here:control("code", { card_id = "pGift", code = "000000000001", openid = ME })
      local records = members.fold({}, { event("user_get_card", 5, { CardId = "pGift", UserCardCode = "000000000001" }),
        event("user_get_card", 5, { CardId = "pGift", UserCardCode = "2" }) })
      local out, report = members.reconcile(shop.wx, records, { now = shop.here.sb:now() })
      assert.same({}, report.failed)
      assert.equal("held", out["pGift/000000000001"].state)
      assert.equal("gone", out["pGift/2"].state)
    end)

    it("works through a real client", function()
      local real = require("spec.support.shop").open()
      local card = real:card()
      local code = real:claim(card, ME)
      local records = assert(members.reconcile(real.wx, {}, { openids = { ME }, card_ids = { card } }))
      assert.equal("active", records[members.key(card, code)].state)
      assert.equal(code, records[members.key(card, code)].membership_number)
      real:close()
    end)
  end)
end)
