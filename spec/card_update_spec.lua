-- Changing a card: what differs is sent, what cannot change is refused by name, and what came of it is read back.
describe("card_update", function()
  local shops = require("spec.support.shop")
  local wxcard = require("wxcard")
  local shop, update

  setup(function()
    shop = shops.open()
    update = wxcard.card_update(shop.wx)
  end)

  teardown(function()
    shop:close()
  end)

  local function get(id)
    return assert(shop.wx.card.get({ card_id = id })).card.member_card
  end

  -- Applies a change and gives what came of it with how often card/update was called for it.
  local function apply(id, changes, opts)
    local before = shop:calls("/card/update")
    local done, err = update:apply(id, changes, opts)
    return done, err, shop:calls("/card/update") - before
  end

  it("sends what differs and tells what changed", function()
    local id = shop:card({ base = { service_phone = "020-1" } })
    local done, _, calls = apply(id, { base_info = { notice = "新", service_phone = "020-1" }, prerogative = "八折" })
    assert.same({ "prerogative", "base_info.notice" }, done.changed)
    assert.same({}, done.pending_review)
    assert.same({}, done.ignored)
    assert.is_true(done.sent)
    assert.is_false(done.send_check)
    assert.equal("CARD_STATUS_VERIFY_OK", done.status)
    assert.equal(1, calls)
    assert.equal("新", get(id).base_info.notice)
    local planned = assert(update:plan(id, { base_info = { notice = "旧", service_phone = "020-1" } }))
    assert.same({ base_info = { notice = "旧" } }, planned.body)
    assert.same({ "base_info.notice" }, planned.paths)
  end)

  it("sends nothing when nothing differs, however it is written", function()
    local id = shop:card({ discount = 10, base = {
      location_id_list = { 3, 1, 2 }, get_limit = 2, can_share = true, service_phone = "1",
      date_info = { type = "DATE_TYPE_FIX_TIME_RANGE", begin_timestamp = 1751328000, end_timestamp = 1783000000 },
    } })
    assert.equal("#10AD61", get(id).base_info.color) -- an RGB value, in capitals
    local done, _, calls = apply(id, {
      discount = "10", auto_activate = true, wx_activate = false, activate_url = "",
      base_info = {
        color = "Color020", location_id_list = { "2", 3, 1.0 }, get_limit = "2", can_share = true,
        can_give_friend = true,
        date_info = { type = "1", end_timestamp = "1783000000" }, custom_url = wxcard.null, service_phone = "1",
      },
    })
    assert.is_false(done.sent)
    assert.same({ {}, {}, {}, {} }, { done.changed, done.pending_review, done.ignored, done.unseen })
    assert.equal("CARD_STATUS_VERIFY_OK", done.status)
    assert.equal(0, calls)
    for _, color in ipairs({ "#10ad61", "#2C9F67", "color020" }) do -- either palette
      assert.is_false(apply(id, { base_info = { color = color } }).sent)
    end
  end)

  it("sends a colour by its name and parts of an object with the parts that stay", function()
    local id = shop:card({ base = { date_info = {
      type = "DATE_TYPE_FIX_TIME_RANGE", begin_timestamp = 1751328000, end_timestamp = 1783000000 } } })
    local change = { base_info = { color = "#cf3e36", date_info = { end_timestamp = 1790000000 } } }
    local planned = assert(update:plan(id, change))
    assert.same({ base_info = { color = "Color101", date_info = {
      type = "DATE_TYPE_FIX_TIME_RANGE", begin_timestamp = 1751328000, end_timestamp = 1790000000 } } }, planned.body)
    local done = assert(update:apply(id, change))
    assert.same({ "base_info.color", "base_info.date_info.end_timestamp" }, done.changed)
    assert.equal("#CF3E36", get(id).base_info.color)
    assert.same({ base_info = { color = "#cf3e36", date_info = { end_timestamp = 1790000000 } } }, change)
  end)

  it("refuses what never changes, by name and before any call", function()
    local id = shop:card()
    local before = #shop:journal()
    local done, err = update:apply(id, { prerogative = "八折", base_info = { brand_name = "别家", notice = "新" } })
    assert.is_nil(done)
    assert.equal("validation", err.kind)
    assert.equal("base_info.brand_name", err.path)
    assert.equal("not_sent", err.outcome)
    for _, name in ipairs({ "sku", "use_custom_code", "bind_openid", "need_push_on_view", "get_custom_code_mode",
      "id", "status" }) do
      done, err = update:apply(id, { base_info = { [name] = "x" } }, { type = "member_card" })
      assert.is_nil(done)
      assert.equal("base_info." .. name, err.path)
    end
    err = select(2, update:apply(id, { base_info = { sku = {}, brand_name = "x" } }))
    assert.same({ "base_info.brand_name", "base_info.sku" }, { err.faults[1].path, err.faults[2].path })
    assert.matches("modifystock", err.faults[2].hint)
    assert.equal(before, #shop:journal())
  end)

  it("names the field that the catalogue refuses as the caller wrote it", function()
    local id = shop:card()
    for path, change in pairs({
      ["base_info.notice"] = { base_info = { notice = ("长"):rep(17) } },
      ["prerogative"] = { prerogative = 5 },
      ["base_info"] = { base_info = 5 },
    }) do
      local done, err, calls = apply(id, change)
      assert.is_nil(done)
      assert.equal("validation", err.kind)
      assert.equal(path, err.path)
      assert.equal(0, calls)
    end
  end)

  it("tells what waits for the reviewers, until they decide", function()
    for _, pass in ipairs({ true, false }) do
      local id = shop:card()
      local done = assert(update:apply(id, { base_info = { title = "茶友", notice = "新" } }))
      assert.same({ "base_info.notice" }, done.changed)
      assert.same({ "base_info.title" }, done.pending_review)
      assert.is_true(done.send_check)
      assert.equal("CARD_STATUS_NOT_VERIFY", done.status)
      assert.equal("CARD_STATUS_NOT_VERIFY", get(id).base_info.status)
      local since = #shop:journal()
      shop:control("review", { card_id = id, pass = pass, reason = "图片不清晰" })
      local pushed
      for _, entry in ipairs(shop:journal(since)) do
        pushed = pushed or entry.event
      end
      assert.equal(pass and "card_pass_check" or "card_not_pass_check", pushed)
      assert.equal("CARD_STATUS_VERIFY_" .. (pass and "OK" or "FAIL"), get(id).base_info.status)
    end
  end)

  it("tells what WeChat accepted and ignored", function()
    local id = shop:card()
    shop:control("faults", { path = "/card/update", body = '{"errcode":0,"errmsg":"ok","send_check":false}' })
    local done = assert(update:apply(id, { base_info = { notice = "新" }, prerogative = "八折" }))
    assert.same({ "prerogative", "base_info.notice" }, done.ignored)
    assert.same({}, done.changed)
    assert.equal("请出示", get(id).base_info.notice)
    done = assert(update:apply(id, { base_info = { notice = "新" } })) -- and again, this time for good
    assert.same({ "base_info.notice" }, done.changed)
  end)

  it("does not say that a field was ignored which card/get never shows", function()
    local id = shop:card()
    shop:control("faults", { path = "/card/update", body = '{"errcode":0,"errmsg":"ok","send_check":false}' })
    local done = assert(update:apply(id, { modify_msg_operation = { url_cell = { text = "茶", url = "http://a.b/" } } }))
    assert.same({ "modify_msg_operation.url_cell.text", "modify_msg_operation.url_cell.url" }, done.unseen)
  end)

  it("refuses a change of activation that WeChat would accept and not follow", function()
    local auto = shop:card()
    local _, err, calls = apply(auto, { auto_activate = false, wx_activate = true })
    assert.equal("auto_activate", err.path)
    assert.equal(0, calls)
    local url = shop:card({ auto_activate = false, activate_url = "http://a.b/" })
    _, err, calls = apply(url, { wx_activate = true })
    assert.equal("wx_activate", err.path)
    assert.matches("activate_url overrides it", err.message)
    assert.equal(0, calls)
    local done = assert(update:apply(url, { wx_activate = true, activate_url = "" }))
    assert.same({ "activate_url", "wx_activate" }, done.changed)
  end)

  it("sends a field that nobody knows, with one warning", function()
    local id = shop:card()
    local done = assert(update:apply(id, { base_info = { flavour = "茉莉" } }))
    assert.same({ "base_info.flavour" }, done.changed)
    assert.equal(1, #done.warnings)
    assert.equal("member_card.base_info.flavour", done.warnings[1].path)
  end)

  it("gives WeChat's refusals as they are, and says when only the reading back failed", function()
    local id = shop:card({ supply_bonus = true })
    local _, err = update:apply(id, { supply_bonus = false })
    assert.equal(40135, err.code)
    _, err = update:apply("pNoSuchCard", { prerogative = "x" })
    assert.equal(40073, err.code)
    _, err = update:apply(id, { prerogative = "x" }, { type = "cash" })
    assert.equal("type", err.path)
    local real = shop.wx
    local reads = 0
    local broken = wxcard.card_update({ call = function(_, method, path, ...)
      reads = reads + (path == "/card/get" and 1 or 0)
      if reads == 2 then
        return nil, wxcard.errors.new({ kind = "transport", message = "reset" })
      end
      return real:call(method, path, ...)
    end })
    _, err = broken:apply(id, { prerogative = "七折" })
    assert.equal("transport", err.kind)
    assert.matches("sent and accepted", err.hint)
    assert.equal("七折", get(id).prerogative)
  end)

  it("wants a card's id, a table and a kind of card", function()
    for _, bad in ipairs({ { 5, {} }, { "p", "x" }, { "p", {}, { type = "tea" } },
      { "p", {}, { type = "card_id" } } }) do
      assert.has_error(function()
        update:apply(bad[1], bad[2], bad[3])
      end)
    end
  end)

  it("changes every kind of card that has an update", function()
    shop:control("card", { card_id = "pCash", card = { card_type = "CASH", cash = { base_info = {
      title = "券", date_info = { type = "DATE_TYPE_FIX_TERM", fixed_term = 30, fixed_begin_term = 0 },
      service_phone = "1" }, reduce_cost = 500 } } })
    local done = assert(update:apply("pCash", { reduce_cost = "600", base_info = { service_phone = "2" } }))
    assert.same({ "reduce_cost", "base_info.service_phone" }, done.changed)
    shop:control("card", { card_id = "pBus", card = { card_type = "BUS_TICKET", bus_ticket = {} } })
    local _, err = update:apply("pBus", { base_info = {} })
    assert.equal("card_id", err.path)
  end)
end)
