-- One vocabulary, three generations: what goes over the wire for each operation, and the same record back.
describe("wxcard.members' one vocabulary", function()
  local catalogue = require("wxcard.catalogue")
  local errors = require("wxcard.errors")
  local schema = require("wxcard.schema")
  local shops = require("spec.support.shop")
  local wxcard = require("wxcard")

  local CARD, OPENID, CODE = "pbLatjvWOibDc5-TBnbUk1pD12o0", "obLatjnx9gnqzS4myYGmLZ7LgLBA", "4785/1583"
  local BRAND, PHONE = "1004", "13800138000"

  -- A client that only writes down what is asked of it, and checks it with the catalogue.
  local function recorder(answers)
    local wx = { config = { appid = "wxea9c30890f48d5ae" }, calls = {} }
    function wx.call(_, method, path, body, opts)
      local entry, params = catalogue.match(method, path)
      assert(entry, method .. " " .. path .. " is not in the catalogue")
      local value = {}
      for k, v in pairs(params) do value[k] = v end
      for k, v in pairs(body) do value[k] = v end
      local ok, fault = schema.compile(entry.request, { any_of = entry.any_of or entry.request.any_of })
        :check(value, { strict = true })
      assert(ok, tostring(fault))
      wx.calls[#wx.calls + 1] = { entry.key, path, body, opts }
      local answer = table.remove(answers, 1)
      if type(answer) == "function" then
        return answer()
      end
      return answer or {}
    end
    return wx
  end

  local function club(backend, answers, more)
    local wx = recorder(answers or {})
    local opts = { backend = backend, brand_id = backend == "brand" and BRAND or nil }
    for k, v in pairs(more or {}) do
      opts[k] = v or nil
    end
    return assert(wxcard.members(wx, opts)), wx.calls
  end

  local OPEN, PARTNER = "/v3/marketing/membercard-open", "/v3/brand/partner/card-member"
  local ESCAPED = "4785%2F1583"

  local USER_CARD = { user_card_code = CODE, card_id = CARD, openid = OPENID, brand_id = BRAND, level = "金卡",
    user_card_state = "EFFECTIVE", pickup_time = "2025-07-01T08:00:00+08:00", phone_number = PHONE }

  -- backend, operation, arguments, answer; then the key and path of the call, its body, and what the record says
  local CASES = {
    { "membercard_open", "issue", { channel = "till" }, { url = "https://w.url.cn/s/A" },
      "POST " .. OPEN .. "/cards/{card_id}/qrcode", OPEN .. "/cards/" .. CARD .. "/qrcode",
      { activate_type = "AUTO_ACTIVATE", outer_str = "till" }, { url = "https://w.url.cn/s/A", state = "none" } },
    { "membercard_open", "issue", { activate = { url = "https://a.example/" } }, { url = "u" },
      "POST " .. OPEN .. "/cards/{card_id}/qrcode", OPEN .. "/cards/" .. CARD .. "/qrcode",
      { activate_type = "JUMP_ACTIVATE", activate_url = "https://a.example/" }, { url = "u" } },
    { "membercard_open", "import", { code = CODE, request_no = "N1" }, { code = CODE },
      "POST " .. OPEN .. "/cards/{card_id}/users/import", OPEN .. "/cards/" .. CARD .. "/users/import",
      { openid = OPENID, code = CODE, out_request_no = "N1" },
      { code = CODE, openid = OPENID, state = "active", request_no = "N1" } },
    { "membercard_open", "import", { openid = false, phone = PHONE, code = CODE, request_no = "N1" }, { code = CODE },
      "POST " .. OPEN .. "/cards/{card_id}/phone-membercard/import",
      OPEN .. "/cards/" .. CARD .. "/phone-membercard/import",
      { encrypted_phone_number = PHONE, code = CODE, out_request_no = "N1" }, { code = CODE, state = "active" } },
    { "membercard_open", "activate", { code = CODE, number = "7" }, {},
      "POST " .. OPEN .. "/cards/{card_id}/codes/{code}/activate",
      OPEN .. "/cards/" .. CARD .. "/codes/" .. ESCAPED .. "/activate", { membership_number = "7" },
      { code = CODE, number = "7", state = "active" } },
    { "membercard_open", "get", { code = CODE }, { code = CODE, openid = OPENID, balance = 888, bonus_value = 600,
      membership_number = "7", user_card_status = "NOT_ACTIVATE", level = "金" },
      "GET " .. OPEN .. "/cards/{card_id}/codes/{code}", OPEN .. "/cards/" .. CARD .. "/codes/" .. ESCAPED, {},
      { code = CODE, openid = OPENID, balance = 888, points = 600, number = "7", state = "held", level = "金" } },
    { "membercard_open", "by_code", { code = CODE, openid = false }, { code = CODE, user_card_status = "EXPIRE" },
      "GET " .. OPEN .. "/cards/{card_id}/codes/{code}", OPEN .. "/cards/" .. CARD .. "/codes/" .. ESCAPED, {},
      { code = CODE, state = "expired", number = CODE } },
    { "membercard_open", "by_phone", { phone = PHONE, openid = false }, { receive_status = "RECEIVED",
      user_card_information = { code = CODE, receive_time = "2025-07-01T08:00:00+08:00" } },
      "GET " .. OPEN .. "/phonenumber-member/search", OPEN .. "/phonenumber-member/search",
      { card_id = CARD, encrypted_phone_number = PHONE }, { code = CODE, taken_at = 1751328000 } },
    { "membercard_open", "by_phone", { phone = PHONE, openid = false }, { receive_status = "UNRECEIVED" },
      "GET " .. OPEN .. "/phonenumber-member/search", OPEN .. "/phonenumber-member/search",
      { card_id = CARD, encrypted_phone_number = PHONE }, { state = "none" } },
    { "membercard_open", "update_points", { code = CODE, points = 600, change = 100, notify = true, request_no = "N" },
      {}, "PATCH " .. OPEN .. "/cards/{card_id}/codes/{code}/rights",
      OPEN .. "/cards/" .. CARD .. "/codes/" .. ESCAPED .. "/rights", { before_bonus_value = 500, bonus_value = 600,
      add_bonus_value = 100, out_request_no = "N", need_inform_bonus = true }, { points = 600 } },
    { "membercard_open", "update_points", { code = CODE, points = 600, request_no = "N", reason = "x" }, {},
      "PATCH " .. OPEN .. "/cards/{card_id}/codes/{code}/rights",
      OPEN .. "/cards/" .. CARD .. "/codes/" .. ESCAPED .. "/rights", { bonus_value = 600, out_request_no = "N" },
      { points = 600, ignored = { "reason" } } },
    { "membercard_open", "update_balance", { code = CODE, balance = 888, before = 988, reason = "茶", request_no = "N" },
      {}, "PATCH " .. OPEN .. "/cards/{card_id}/codes/{code}", OPEN .. "/cards/" .. CARD .. "/codes/" .. ESCAPED,
      { out_request_no = "N", balance_information = { before_balance = 988, balance = 888, add_balance = -100,
        balance_remark = "茶" } }, { balance = 888 } },
    { "membercard_open", "invalidate", { code = CODE, reason = "left" }, {},
      "POST " .. OPEN .. "/cards/{card_id}/codes/{code}/unavailable",
      OPEN .. "/cards/" .. CARD .. "/codes/" .. ESCAPED .. "/unavailable", { reason = "left" },
      { state = "unavailable" } },
    { "membercard_open", "deposit_codes", { codes = { "1", "2" }, openid = false }, { data = {} },
      "POST " .. OPEN .. "/cards/{card_id}/codes/deposit", OPEN .. "/cards/" .. CARD .. "/codes/deposit",
      { code = { "1", "2" } }, {} },
    { "membercard_open", "upgrade", { brand_id = BRAND, confirm = true }, {},
      "POST " .. OPEN .. "/cards/{card_id}/upgrade", OPEN .. "/cards/" .. CARD .. "/upgrade",
      { brand_id = BRAND, appid = "wxea9c30890f48d5ae" }, { card_id = CARD } },

    { "brand", "issue", {}, { token = "t", expire_time = "2025-07-01T08:00:00+08:00" },
      "POST " .. PARTNER .. "/pre-auth-tokens", PARTNER .. "/pre-auth-tokens",
      { brand_id = BRAND, card_id = CARD, openid = OPENID }, { token = "t", expires_at = 1751328000 } },
    { "brand", "import", { code = CODE, validity = { days = 30 }, taken_at = 1751328000, phone = PHONE }, USER_CARD,
      "POST " .. PARTNER .. "/user-cards/import-by-openid", PARTNER .. "/user-cards/import-by-openid",
      { brand_id = BRAND, card_id = CARD, openid = OPENID, user_card_code = CODE, phone_number = PHONE,
        valid_date_information = { type = "FIX_TERM", available_day_after_receive = 30 },
        pickup_time = "2025-07-01T08:00:00+08:00" },
      { code = CODE, openid = OPENID, state = "active", level = "金卡", phone = PHONE, taken_at = 1751328000 } },
    { "brand", "import", { code = CODE, openid = false, phone = PHONE, validity = { from = 0, to = 1751328000 } },
      USER_CARD, "POST " .. PARTNER .. "/user-cards/import-by-phone", PARTNER .. "/user-cards/import-by-phone",
      { brand_id = BRAND, card_id = CARD, phone_number = PHONE, user_card_code = CODE, valid_date_information = {
        type = "FIX_TIME_RANGE", available_begin_time = "1970-01-01T08:00:00+08:00",
        available_end_time = "2025-07-01T08:00:00+08:00" } }, { code = CODE, state = "active" } },
    { "brand", "activate", { code = CODE }, USER_CARD, "POST " .. PARTNER .. "/user-cards/{user_card_code}/confirm",
      PARTNER .. "/user-cards/" .. ESCAPED .. "/confirm", { brand_id = BRAND, card_id = CARD, openid = OPENID,
        user_card_confirm_state = "CREATE_CARD_SUCCESS" }, { state = "active" } },
    { "brand", "get", { code = CODE }, USER_CARD, "GET " .. PARTNER .. "/user-cards/{user_card_code}",
      PARTNER .. "/user-cards/" .. ESCAPED, { brand_id = BRAND, card_id = CARD, openid = OPENID },
      { code = CODE, number = CODE, state = "active", level = "金卡" } },
    { "brand", "update_points", { code = CODE, points = "9223372036854775807", request_no = "N", change = 1 },
      { point_balance = "9223372036854775807" }, "POST " .. PARTNER .. "/user-points/sync",
      PARTNER .. "/user-points/sync", { brand_id = BRAND, card_id = CARD, openid = OPENID, user_card_code = CODE,
        point_balance = "9223372036854775807", out_request_no = "N" }, { points = "9223372036854775807" } },
    { "brand", "invalidate", { code = CODE, reason = "left", notify = true }, { user_card_code = CODE, card_id = CARD,
      user_card_state = "INVALID" }, "POST " .. PARTNER .. "/user-cards/{user_card_code}/invalidate",
      PARTNER .. "/user-cards/" .. ESCAPED .. "/invalidate", { brand_id = BRAND, card_id = CARD, openid = OPENID,
        invalid_reason = "left" }, { state = "unavailable", ignored = { "notify" } } },
  }

  for i, case in ipairs(CASES) do
    local backend, operation, arguments, answer, key, path, body, told = (unpack or table.unpack)(case, 1, 8)
    it(("says %s in the generation %s (%d)"):format(operation, backend, i), function()
      local members, calls = club(backend, { answer })
      local a = { card_id = CARD, openid = OPENID }
      for k, v in pairs(arguments) do
        a[k] = v or nil
      end
      local record = assert(members[operation](members, a))
      assert.same({ { key, path, body } }, calls)
      for name, value in pairs(told) do
        assert.same(value, record[name], name)
      end
      assert.same({ backend, CARD, answer }, { record.generation, record.card_id, record.answer })
    end)
  end

  it("has the brand call for itself, without brand_id", function()
    local members, calls = club("brand", { USER_CARD, USER_CARD }, { role = "brand", brand_id = false })
    assert(members:get({ card_id = CARD, code = CODE, openid = OPENID }))
    assert(members:import({ card_id = CARD, code = CODE, openid = OPENID, validity = { forever = true } }))
    assert.same({ "GET /brand/card-member/user-cards/{user_card_code}", "/brand/card-member/user-cards/" .. ESCAPED,
      { card_id = CARD, openid = OPENID } }, calls[1])
    assert.same("POST /brand/card-member/user-cards/import-by-openid", calls[2][1])
    assert.same({ card_id = CARD, openid = OPENID, user_card_code = CODE, valid_date_information = {
      type = "PERMANENT" } }, calls[2][3])
    local ok, why = members:supports("import_by_phone")
    assert.is_false(ok)
    assert.matches("partners only", why)
  end)

  it("finds all cards of a person, page by page", function()
    local rows = {}
    for i = 1, 25 do
      rows[i] = { card_id = i % 2 == 0 and CARD or "other", code = tostring(i), user_card_code = tostring(i),
        user_card_state = "EFFECTIVE" }
    end
    local function page(from, to)
      return { data = { (unpack or table.unpack)(rows, from, to) }, total_count = 25 }
    end
    for _, backend in ipairs({ "membercard_open", "brand" }) do
      local members, calls = club(backend, { page(1, 20), page(21, 25) })
      local list = assert(members:by_openid({ openid = OPENID, card_id = CARD }))
      assert.equal(12, #list)
      assert.equal(2, #calls)
      assert.same({ 0, 20 }, { calls[1][3].offset, calls[2][3].offset })
      assert.same({ "2", CARD, OPENID, backend }, { list[1].code, list[1].card_id, OPENID, list[1].generation })
      members, calls = club(backend, { page(1, 20), { data = {}, total_count = 25 } })
      assert.equal(20, #assert(members:by_openid({ openid = OPENID })))
      assert.equal(2, #calls) -- a page without rows ends it
    end
    local members = club("membercard_open", { { data = { rows[2] }, total_count = 1 },
      { code = "2", user_card_status = "EFFECTIVE", bonus_value = 3 } })
    assert.same({ "active", 3 }, (function(list) return { list[1].state, list[1].points } end)(
      assert(members:by_openid({ openid = OPENID, full = true }))))
  end)

  it("makes a number where one is needed, and gives it with an error, too", function()
    local members, calls = club("membercard_open", { { code = CODE }, function()
      return errors.fail({ kind = "api", name = "SYSTEM_ERROR", message = "x", outcome = "refused" })
    end })
    local record = assert(members:import({ card_id = CARD, openid = OPENID }))
    assert.equal(32, #record.request_no)
    assert.equal(record.request_no, calls[1][3].out_request_no)
    local none, err = members:update_points({ card_id = CARD, code = CODE, points = 1 })
    assert.is_nil(none)
    assert.same({ "membercard_open", calls[2][3].out_request_no }, { err.generation, err.request_no })
  end)

  it("looks after an unknown outcome, and says that it was there already", function()
    local function lost()
      return errors.fail({ kind = "timeout", message = "x", outcome = "unknown" })
    end
    local members, calls = club("brand", { lost, USER_CARD })
    local record = assert(members:import({ card_id = CARD, openid = OPENID, code = CODE, validity = { days = 1 } }))
    assert.is_true(record.already)
    assert.equal("active", record.state)
    assert.matches("^GET ", calls[2][1])
    members = club("membercard_open", { lost, { data = { { card_id = CARD, code = CODE } }, total_count = 1 } })
    record = assert(members:import({ card_id = CARD, openid = OPENID, request_no = "N" }))
    assert.same({ true, CODE, "N" }, { record.already, record.code, record.request_no })
    members = club("membercard_open", { lost, { receive_status = "UNSHOWED" } })
    local none, err = members:import({ card_id = CARD, phone = PHONE })
    assert.is_nil(none)
    assert.equal("unknown", err.outcome)
    members = club("brand", { lost, lost })
    none, err = members:invalidate({ card_id = CARD, openid = OPENID, code = CODE })
    assert.is_nil(none)
    assert.same({ "unknown", "brand" }, { err.outcome, err.generation })
  end)

  local function refused(name, path, members, operation, a)
    local none, err = members[operation](members, a)
    assert.is_nil(none)
    assert.same({ name, path, "not_sent", members.generation }, { err.name, err.path, err.outcome, err.generation })
    assert.matches(members.generation, tostring(err) .. members.generation)
    return err
  end

  it("refuses what a generation cannot do, by name and before anything is sent", function()
    for backend, list in pairs({
      oa = { "import", "import_by_openid", "import_by_phone", "by_phone", "upgrade" },
      membercard_open = {},
      brand = { "by_code", "by_phone", "update_balance", "deposit_codes", "upgrade" },
    }) do
      local members, calls = club(backend)
      local missing = {}
      for operation, has in pairs(members:capabilities()) do
        assert.equal(has, (members:supports(operation)))
        if not has then
          missing[#missing + 1] = operation
          local err = refused("unsupported", operation, members, operation, {})
          assert.matches("generation " .. backend, err.message)
        end
      end
      table.sort(list)
      table.sort(missing)
      assert.same(list, missing)
      assert.equal(0, #calls)
      assert.is_false((members:supports("fly")))
    end
    assert.same({ true, "announced by WeChat, not online yet" }, { club("brand"):supports("import_by_phone") })
  end)

  it("refuses missing, unknown and unusable arguments", function()
    local open, brand, oa = club("membercard_open"), club("brand"), club("oa")
    local err = refused("required", "card_id", open, "get", {})
    assert.same({ "card_id", "code" }, { err.faults[1].path, err.faults[2].path })
    refused("required", "openid", brand, "get", { card_id = CARD, code = CODE })
    refused("required", "openid", open, "import", { card_id = CARD })
    refused("unknown_field", "poinst", open, "get", { card_id = CARD, code = CODE, poinst = 1 })
    refused("unsupported_field", "points", open, "activate", { card_id = CARD, code = CODE, points = 1 })
    refused("unconfirmed", "confirm", open, "upgrade", { card_id = CARD, brand_id = BRAND })
    refused("required", "change", open, "update_balance", { card_id = CARD, code = CODE, balance = 5 })
    refused("number", "points", open, "update_points", { card_id = CARD, code = CODE, points = 1.5, change = 1 })
    refused("disagreement", "change", open, "update_points", { card_id = CARD, code = CODE, points = 9, change = 1,
      before = 1 })
    refused("required", "points", oa, "update_points", { card_id = CARD, code = CODE, change = 1 })
    for _, validity in ipairs({ { day = 1 }, "permanent", { from = 1 }, {} }) do
      refused("validity", "validity", brand, "import", { card_id = CARD, code = CODE, openid = OPENID,
        validity = validity })
    end
    refused("unknown_value", "outcome", brand, "activate", { card_id = CARD, code = CODE, openid = OPENID,
      outcome = "perhaps" })
    assert.has_error(function() open:get() end)
    assert.has_error(function() open:import("x") end)
    assert.has_error(function() open:by_openid(5) end)
  end)

  it("is opened for one generation by its name", function()
    for path, opts in pairs({ backend = { backend = "v3" }, brand_id = { backend = "brand" },
      role = { backend = "brand", role = "king" } }) do
      local none, err = wxcard.members(recorder({}), opts)
      assert.is_nil(none)
      assert.same({ "config", path }, { err.kind, err.path })
    end
    assert.has_error(function() wxcard.members() end)
    assert.equal("function", type(wxcard.members.reduce)) -- the module is still one
  end)

  it("serves an Official Account's cards, against the sandbox", function()
    local shop = shops.open()
    finally(function() shop:close() end)
    local members = assert(wxcard.members(shop.wx, { backend = "oa" }))
    local card_id = shop:card({ auto_activate = false, activate_url = "http://a.b/c", supply_balance = true,
      balance_rules = "x",
      base = { use_custom_code = true } })
    local way = assert(members:issue({ card_id = card_id, code = "VIP1", channel = "till", expires_in = 600 }))
    assert.matches("^https?://", way.url)
    assert.same({ "oa", card_id, "none" }, { way.generation, way.card_id, way.state })
    local code = shop:claim(card_id, "oTeaMember000000000000000001", { code = "VIP1" })
    assert.equal("VIP1", code)
    local which = { card_id = card_id, code = code, openid = "oTeaMember000000000000000001" }
    local function ask(operation, more)
      local a = {}
      for k, v in pairs(which) do a[k] = v end
      for k, v in pairs(more or {}) do a[k] = v end
      return assert(members[operation](members, a))
    end
    assert.equal("held", ask("get").state)
    assert.equal("active", ask("activate", { number = "T1", points = 8 }).state)
    local member = ask("by_code")
    assert.same({ "active", "T1", 8, which.openid, card_id }, { member.state, member.number, member.points,
      member.openid, member.card_id })
    assert.equal(10, ask("update_points", { points = 10, change = 2, reason = "茶", notify = true }).points)
    assert.equal(500, ask("update_balance", { balance = 500, change = 500 }).balance)
    local list = assert(members:by_openid({ openid = which.openid, full = true }))
    assert.same({ 1, 10, 500, "active", code }, { #list, list[1].points, list[1].balance, list[1].state, list[1].code })
    assert.equal("unavailable", ask("invalidate", { reason = "left" }).state)
    assert.equal("unavailable", ask("get").state)
    local none, err = members:get({ card_id = card_id, code = "none" })
    assert.is_nil(none)
    assert.same({ "oa", "api" }, { err.generation, err.kind })
  end)
end)
