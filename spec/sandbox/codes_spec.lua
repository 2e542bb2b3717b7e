-- Codes in their three modes, and what a merchant does with them.
describe("sandbox codes", function()
  local support = require("spec.support.sandbox")
  local here

  before_each(function()
    here = support.new()
  end)

  local function code_call(name, body)
    return here:call("/card/code/" .. name, body)
  end

  local function custom()
    return here:card({ base = { use_custom_code = true } })
  end

  local function deposit_card()
    return here:card({ base = {
      use_custom_code = true, get_custom_code_mode = "GET_CUSTOM_CODE_MODE_DEPOSIT", sku = { quantity = 0 } } })
  end

  it("makes twelve digits by itself, and finds them without the card", function()
    local id = here:card()
    local code = here:claim(id, "oA").code
    assert.matches("^%d%d%d%d%d%d%d%d%d%d%d%d$", code)
    local found = code_call("get", { code = code })
    assert.equal(id, found.card.card_id)
    assert.equal("oA", found.openid)
    assert.equal("NORMAL", found.user_card_status)
    assert.is_true(found.can_consume)
    assert.equal(40116, here:claim(id, "oB", { code = "1234" }).errcode)
  end)

  it("takes the merchant's own code once, and wants the card with it", function()
    local id = custom()
    assert.equal(41013, here:claim(id, "oA").errcode)
    assert.equal("TEA-0001", here:claim(id, "oA", { code = "TEA-0001" }).code)
    assert.equal(45031, here:claim(id, "oB", { code = "TEA-0001" }).errcode)
    assert.equal(40116, here:claim(id, "oB", { code = "no blanks" }).errcode)
    assert.equal(41012, code_call("get", { code = "TEA-0001" }).errcode)
    assert.equal("oA", code_call("get", { code = "TEA-0001", card_id = id }).openid)
  end)

  it("hands out imported codes, and no more stock than codes", function()
    local id = deposit_card()
    assert.equal(45031, here:claim(id, "oA").errcode)
    local answer = code_call("deposit", { card_id = id, code = { "a1", "a2", "a3" } })
    assert.same({ "a1", "a2", "a3" }, answer.succ_code)
    answer = code_call("deposit", { card_id = id, code = { "a3", "a4", ("x"):rep(21), "b c" } })
    assert.same({ "a4" }, answer.succ_code)
    assert.same({ "a3" }, answer.duplicate_code)
    assert.same({ ("x"):rep(21), "b c" }, answer.fail_code)
    assert.equal(4, code_call("getdepositcount", { card_id = id }).count)
    answer = code_call("checkcode", { card_id = id, code = { "a1", "z" } })
    assert.same({ "a1" }, answer.exist_code)
    assert.same({ "z" }, answer.not_exist_code)
    assert.equal(40136, here:call("/card/modifystock", { card_id = id, increase_stock_value = 5 }).errcode)
    assert.equal(0, here:call("/card/modifystock", { card_id = id, increase_stock_value = 4 }).errcode)
    assert.equal("a1", here:claim(id, "oA").code)
    assert.equal("a2", here:claim(id, "oB").code)
    assert.equal(40136, here:call("/card/modifystock", { card_id = id, increase_stock_value = 1 }).errcode)
  end)

  it("checks a list of codes by count, emptiness and repetition", function()
    local id, many = deposit_card(), {}
    for i = 1, 101 do
      many[i] = "c" .. i
    end
    assert.equal(40109, code_call("deposit", { card_id = id, code = many }).errcode)
    assert.equal(40110, code_call("deposit", { card_id = id, code = { "a", "" } }).errcode)
    assert.equal(40111, code_call("deposit", { card_id = id, code = { "a", "a" } }).errcode)
    assert.equal(40109, code_call("checkcode", { card_id = id, code = many }).errcode)
    assert.equal(73213, code_call("deposit", { card_id = here:card(), code = { "a" } }).errcode)
  end)

  it("ends at 1,015 of 1,050 codes with thirty repeated and five bad, however often it is run", function()
    local id = deposit_card()
    for _ = 1, 2 do
      local n = 0
      for _ = 1, 10 do
        local list = {}
        for i = 1, 100 do
          n = n + 1
          list[i] = ("C%05d"):format(n)
        end
        code_call("deposit", { card_id = id, code = list })
      end
      local rest = {}
      for i = 1, 30 do
        rest[#rest + 1] = ("C%05d"):format(i)
      end
      for i = 1, 15 do
        rest[#rest + 1] = "D" .. i
      end
      for i = 1, 5 do
        rest[#rest + 1] = "bad code " .. i
      end
      code_call("deposit", { card_id = id, code = rest })
    end
    assert.equal(1015, code_call("getdepositcount", { card_id = id }).count)
  end)

  it("redeems once, for good, and tells by event", function()
    local id = here:card()
    local code = here:claim(id, "oA", { outer_str = "till-7" }).code
    local answer = code_call("consume", { code = code })
    assert.equal("oA", answer.openid)
    assert.equal(id, answer.card.card_id)
    assert.equal(40099, code_call("consume", { code = code }).errcode)
    assert.equal(40127, code_call("get", { code = code }).errcode)
    assert.equal(40127, code_call("get", { code = code, check_consume = true }).errcode)
    local state = code_call("get", { code = code, check_consume = false })
    assert.equal("CONSUMED", state.user_card_status)
    assert.is_false(state.can_consume)
    local event = here:events("user_consume_card")[1].fields
    assert.equal("FROM_API", event.ConsumeSource)
    assert.equal("till-7", event.OuterStr)
  end)

  it("voids a code for good", function()
    local code = here:claim(here:card(), "oA").code
    assert.equal(0, code_call("unavailable", { code = code, reason = "退卡" }).errcode)
    assert.equal("UNAVAILABLE", code_call("get", { code = code, check_consume = false }).user_card_status)
    assert.equal(40127, code_call("consume", { code = code }).errcode)
    assert.equal(40127, code_call("unavailable", { code = code }).errcode)
  end)

  it("does not know a code that nobody took", function()
    local id = here:card()
    for _, name in ipairs({ "get", "consume", "unavailable" }) do
      assert.equal(40056, code_call(name, { code = "000000000000" }).errcode)
      assert.equal(40056, code_call(name, { code = "000000000000", card_id = id }).errcode)
      assert.equal(40073, code_call(name, { code = "000000000000", card_id = "pNone" }).errcode)
    end
  end)

  it("replaces a merchant's code, not one of its own", function()
    local id = custom()
    here:claim(id, "oA", { code = "old" })
    assert.equal(41012, code_call("update", { code = "old", new_code = "new" }).errcode)
    assert.equal(0, code_call("update", { card_id = id, code = "old", new_code = "new" }).errcode)
    assert.equal(40056, code_call("get", { card_id = id, code = "old" }).errcode)
    assert.equal("oA", code_call("get", { card_id = id, code = "new" }).openid)
    here:claim(id, "oB", { code = "other" })
    assert.equal(40116, code_call("update", { card_id = id, code = "other", new_code = "new" }).errcode)
    local own = here:claim(here:card(), "oA").code
    assert.equal(40116, code_call("update", { code = own, new_code = "new" }).errcode)
  end)

  it("decrypts its own sealed codes, each time another text, and no others", function()
    local copies = require("wxcard.sandbox.copies")
    local code = here:claim(here:card(), "oA").code
    local one = copies.encrypt(here.sb, here.sb.app, code)
    local two = copies.encrypt(here.sb, here.sb.app, code)
    assert.not_equal(one, two)
    assert.equal(code, code_call("decrypt", { encrypt_code = one }).code)
    assert.equal(code, code_call("decrypt", { encrypt_code = two }).code)
    local stranger = support.new({ seed = 8 })
    assert.equal(40075, stranger:call("/card/code/decrypt", { encrypt_code = one }).errcode)
    assert.equal(40075, code_call("decrypt", { encrypt_code = (one:gsub("%+", " "):gsub("^.", "")) }).errcode)
  end)

  it("keeps a code for one person five minutes", function()
    local code = here:claim(here:card(), "oA").code
    local id = here.sb.app.codes[code]
    local mark = { code = code, card_id = id, openid = "oB", is_mark = true }
    assert.equal(0, code_call("mark", mark).errcode)
    assert.equal(40146, code_call("consume", { code = code }).errcode)
    mark.openid = "oC"
    assert.equal(40146, code_call("mark", mark).errcode)
    here:control("clock", { advance = 301 })
    assert.equal(0, code_call("consume", { code = code }).errcode)
  end)

  it("does not give a copy the code of another that waits to be handed out", function()
    local id = deposit_card()
    code_call("deposit", { card_id = id, code = { "w1", "w2" } })
    here:call("/card/modifystock", { card_id = id, increase_stock_value = 2 })
    assert.equal("w1", here:claim(id, "oA").code)
    assert.equal(40116, code_call("update", { card_id = id, code = "w1", new_code = "w2" }).errcode)
    assert.equal(0, code_call("update", { card_id = id, code = "w1", new_code = "w9" }).errcode)
    assert.equal("w2", here:claim(id, "oB").code)
  end)

  it("lists what a person holds", function()
    local a, b = here:card(), here:card()
    local code = here:claim(a, "oA").code
    here:claim(b, "oA")
    here:claim(a, "oB")
    assert.equal(2, #here:call("/card/user/getcardlist", { openid = "oA" }).card_list)
    assert.same({ { card_id = a, code = code } },
      here:call("/card/user/getcardlist", { openid = "oA", card_id = a }).card_list)
    local _, response = here:call("/card/user/getcardlist", { openid = "oNone" })
    assert.matches('"card_list":%[%]', response.body)
  end)

  it("counts the stock, and opens the card of who has enough", function()
    local id = here:card({ base = { sku = { quantity = 2 } } })
    local first = here:claim(id, "oA")
    assert.is_nil(first.opened)
    local again = here:claim(id, "oA")
    assert.same({ true, first.code }, { again.opened, again.code })
    assert.equal(1, here:call("/card/get", { card_id = id }).card.member_card.base_info.sku.quantity)
    here:claim(id, "oB")
    assert.equal(45031, here:claim(id, "oC").errcode)
    assert.equal(2, #here:events("user_get_card"))
  end)

  it("reckons validity in days of UTC+8", function()
    local term = here:card({ base = { date_info = {
      type = "DATE_TYPE_FIX_TERM", fixed_term = 2, fixed_begin_term = 1 } } })
    local code = here:claim(term, "oA").code -- 2025-07-01 08:00 in Beijing
    local card = code_call("get", { code = code }).card
    assert.equal(1751299200 + 86400, card.begin_time)
    assert.equal(1751299200 + 3 * 86400 - 1, card.end_time)
    here:control("clock", { advance = card.end_time - 1751328000 })
    here.token = nil
    assert.equal("NORMAL", code_call("get", { code = code }).user_card_status)
    here:control("clock", { advance = 1 })
    assert.equal("EXPIRE", code_call("get", { code = code, check_consume = false }).user_card_status)
    assert.equal(40127, code_call("consume", { code = code }).errcode)
  end)
end)
