-- Card templates: what is taken, what is refused and by which code, and what reads back.
describe("sandbox cards", function()
  local json = require("wxcard.json")
  local support = require("spec.support.sandbox")
  local here

  before_each(function()
    here = support.new()
  end)

  local function create(fields, card_type, key)
    return here:call("/card/create", {
      card = { card_type = card_type or "MEMBER_CARD", [key or "member_card"] = support.member_card(fields) },
    })
  end

  local function get(id)
    return here:call("/card/get", { card_id = id }).card.member_card
  end

  local function update(id, change)
    return here:call("/card/update", { card_id = id, member_card = change })
  end

  it("reads back what was made: a colour's value, the stock, the state", function()
    local id = create().card_id
    assert.matches("^p[%w_-]+$", id)
    assert.equal(28, #id)
    local base = get(id).base_info
    assert.equal(id, base.id)
    assert.equal("CARD_STATUS_NOT_VERIFY", base.status)
    assert.equal("#10AD61", base.color)
    assert.same({ quantity = 10, total_quantity = 10 }, base.sku)
    assert.equal(1751328000, base.create_time)
    assert.equal("山月茶舍", base.brand_name)
  end)

  it("keeps fields it does not know", function()
    local id = create({ invented = { a = 1 } }).card_id
    assert.same({ a = 1 }, get(id).invented)
  end)

  it("refuses by WeChat's codes", function()
    local cases = {
      [45021] = { base = { title = ("字"):rep(10) } },
      [40076] = { base = { color = "#10AD61" } },
      [47001] = { base = { notice = 5 } },
      [40122] = { base = { sku = { quantity = 0 } } },
      [72009] = { base = { get_limit = 51 } },
      [52000] = { base = { logo_url = "http://example.com/logo.png" } },
      [40079] = { base = { date_info = {
        type = "DATE_TYPE_FIX_TIME_RANGE", begin_timestamp = 2, end_timestamp = 1 } } },
      [73213] = { base = { code_type = "CODE_TYPE_SMELL" } },
      [41026] = { advanced_info = { text_image_list = { { text = "no picture" } } } },
      [40150] = { base = { get_custom_code_mode = "GET_CUSTOM_CODE_MODE_DEPOSIT", sku = { quantity = 0 } } },
      [40136] = { base = { get_custom_code_mode = "GET_CUSTOM_CODE_MODE_DEPOSIT", use_custom_code = true } },
    }
    for code, fields in pairs(cases) do
      assert.equal(code, create(fields).errcode)
    end
    assert.equal(40071, create(nil, "TEA_CARD").errcode)
    assert.equal(41011, here:call("/card/create", { card = { card_type = "MEMBER_CARD" } }).errcode)
    local missing = support.member_card()
    missing.base_info.brand_name = nil
    local refused = here:call("/card/create", { card = { card_type = "MEMBER_CARD", member_card = missing } })
    assert.equal(41011, refused.errcode)
  end)

  it("takes any address on the picture hosts, and an empty optional one", function()
    assert.equal(0, create({ background_pic_url = "https://mmbiz.qlogo.cn/mmbiz/" }).errcode)
    assert.equal(0, create({ background_pic_url = "" }).errcode)
    assert.equal(52000, create({ background_pic_url = "https://mmbiz.qpic.cn.example.com/x" }).errcode)
  end)

  it("refuses web links only when told to", function()
    local fields = { base = { custom_url = "http://weixin.qq.com", custom_url_name = "使用" } }
    assert.equal(0, create(fields).errcode)
    here = support.new({ refuse_web_links = true })
    assert.equal(73211, create(fields).errcode)
  end)

  it("does not mind stores until the account has one", function()
    assert.equal(0, create({ base = { location_id_list = { 123, 12321 } } }).errcode)
    here.sb.app.stores = { ["123"] = {} }
    assert.equal(40072, create({ base = { location_id_list = { 123, 12321 } } }).errcode)
  end)

  it("checks coupons for their own rules", function()
    local function cash(least, reduce)
      local body = support.member_card({ least_cost = least, reduce_cost = reduce, base = { date_info = {
        type = "DATE_TYPE_FIX_TERM", fixed_term = 30, fixed_begin_term = 0 } } })
      body.prerogative, body.supply_bonus, body.supply_balance, body.auto_activate = nil, nil, nil, nil
      return here:call("/card/create", { card = { card_type = "CASH", cash = body } }).errcode
    end
    assert.equal(72007, cash(0, 99))
    assert.equal(72008, cash(100, 200))
    assert.equal(0, cash(0, 100))
  end)

  describe("update", function()
    it("changes at once what needs no review", function()
      local id = here:card()
      local answer = update(id, { base_info = { notice = "新" }, prerogative = "八折" })
      assert.is_false(answer.send_check)
      assert.equal("CARD_STATUS_VERIFY_OK", get(id).base_info.status)
      assert.equal("新", get(id).base_info.notice)
      assert.equal("八折", get(id).prerogative)
      assert.equal("条款", get(id).base_info.description)
    end)

    it("sends back to review what does, and holders see the old face until it passes", function()
      local id = here:card({ base = { get_limit = 2 } })
      local code = here:claim(id, "oA").code
      assert.is_true(update(id, { base_info = { description = "新条款" } }).send_check)
      assert.equal("CARD_STATUS_NOT_VERIFY", get(id).base_info.status)
      local function seen()
        return here:control("phone/view", { openid = "oA", card_id = id, code = code }).card.base_info.description
      end
      assert.equal("条款", seen())
      assert.equal(72022, here:claim(id, "oB").errcode)
      here:control("review", { card_id = id, pass = true })
      assert.equal("新条款", seen())
      assert.is_string(here:claim(id, "oB").code)
    end)

    it("brings what was refused before the reviewers again, and the old face stays meanwhile", function()
      local id = here:card()
      local code = here:claim(id, "oA").code
      update(id, { base_info = { description = "坏" } })
      here:control("review", { card_id = id, pass = false, reason = "描述不清" })
      assert.equal("CARD_STATUS_VERIFY_FAIL", get(id).base_info.status)
      assert.is_true(update(id, { base_info = { notice = "改" } }).send_check)
      assert.equal("CARD_STATUS_NOT_VERIFY", get(id).base_info.status)
      local function seen()
        return here:control("phone/view", { openid = "oA", card_id = id, code = code }).card.base_info.notice
      end
      assert.equal("请出示", seen())
      here:control("review", { card_id = id, pass = true })
      assert.equal("改", seen())
    end)

    it("needs no review for the value that is there already", function()
      local id = here:card()
      assert.is_false(update(id, { base_info = { description = "条款" } }).send_check)
    end)

    it("fails as a whole on a field that is fixed", function()
      local id = here:card()
      for name, value in pairs({ brand_name = "x", sku = { quantity = 5 }, use_custom_code = true }) do
        assert.equal(40150, update(id, { base_info = { notice = "新", [name] = value } }).errcode)
      end
      assert.equal("请出示", get(id).base_info.notice)
    end)

    it("refuses points switched off, validity narrowed and a colour's value", function()
      local id = here:card({ base = { date_info = {
        type = "DATE_TYPE_FIX_TIME_RANGE", begin_timestamp = 1751300000, end_timestamp = 1760000000 } } })
      assert.equal(40135, update(id, { supply_bonus = false }).errcode)
      assert.equal(40100, update(id, { base_info = { date_info = {
        type = "DATE_TYPE_FIX_TIME_RANGE", begin_timestamp = 1751300000, end_timestamp = 1759999999 } } }).errcode)
      assert.equal(0, update(id, { base_info = { date_info = {
        type = "DATE_TYPE_FIX_TIME_RANGE", begin_timestamp = 1751300000, end_timestamp = 1760000001 } } }).errcode)
      assert.equal(40076, update(id, { base_info = { color = "#10AD61" } }).errcode)
    end)

    it("answers ok to another way of activation of an auto card, and leaves it", function()
      local id = here:card()
      assert.equal(0, update(id, { auto_activate = false, wx_activate = true }).errcode)
      assert.is_true(get(id).auto_activate)
      assert.is_nil(get(id).wx_activate)
    end)
  end)

  it("lists by state, newest first, at most fifty", function()
    local a, b = here:card(), here:card(nil, "unapproved")
    local all = here:call("/card/batchget", { offset = 0, count = 50 })
    assert.same({ b, a }, all.card_id_list)
    assert.equal(2, all.total_num)
    local ok = here:call("/card/batchget", { offset = 0, count = 10, status_list = { "CARD_STATUS_VERIFY_OK" } })
    assert.same({ a }, ok.card_id_list)
    local _, response = here:call("/card/batchget", { offset = 5, count = 10 })
    assert.matches('"card_id_list":%[%]', response.body)
    assert.equal(40097, here:call("/card/batchget", { offset = 0, count = 51 }).errcode)
  end)

  it("deletes a card, whose copies live on", function()
    local id = here:card()
    local code = here:claim(id, "oA").code
    assert.equal(0, here:call("/card/delete", { card_id = id }).errcode)
    assert.equal("CARD_STATUS_DELETE", get(id).base_info.status)
    assert.equal(40073, here:claim(id, "oB").errcode)
    assert.equal(40073, here:call("/card/modifystock", { card_id = id, increase_stock_value = 1 }).errcode)
    assert.is_true(here:call("/card/code/get", { code = code }).can_consume)
    assert.equal(40073, here:call("/card/get", { card_id = "pNone" }).errcode)
  end)

  it("moves the stock, and not below nothing", function()
    local id = here:card()
    local moved = here:call("/card/modifystock", { card_id = id, increase_stock_value = 5, reduce_stock_value = 1 })
    assert.equal(0, moved.errcode)
    assert.same({ quantity = 14, total_quantity = 14 }, get(id).base_info.sku)
    assert.equal(40122, here:call("/card/modifystock", { card_id = id, reduce_stock_value = 15 }).errcode)
  end)

  it("opens one of the three buttons at a time", function()
    local id = here:card()
    assert.equal(0, here:call("/card/paycell/set", { card_id = id, is_open = true }).errcode)
    assert.equal(45046, here:call("/card/selfconsumecell/set", { card_id = id, is_open = true }).errcode)
    assert.equal(0, here:call("/card/paycell/set", { card_id = id, is_open = false }).errcode)
    assert.equal(0, here:call("/card/selfconsumecell/set", { card_id = id, is_open = true }).errcode)
    local centre = here:card({ base = { center_title = "付款" } })
    assert.equal(40145, here:call("/card/paycell/set", { card_id = centre, is_open = true }).errcode)
  end)

  it("lists its colours", function()
    local token = here:fetch_token()
    local colors = here:get("/card/getcolors", { access_token = token }).colors
    assert.equal(14, #colors)
    assert.same({ name = "Color010", value = "#55bd47" }, colors[1])
  end)

  it("tells the merchant once in twelve hours that little is left", function()
    local few = here:card({ base = { sku = { quantity = 200 } } })
    here:call("/card/modifystock", { card_id = few, reduce_stock_value = 150 })
    here:claim(few, "oA")
    assert.equal(0, #here:events("card_sku_remind"))
    local many = here:card({ base = { sku = { quantity = 201 } } })
    here:call("/card/modifystock", { card_id = many, reduce_stock_value = 100 })
    for i = 1, 5 do
      here:claim(many, "o" .. i)
    end
    assert.equal(1, #here:events("card_sku_remind"))
    here:control("clock", { advance = 12 * 3600 })
    here:claim(many, "o9")
    assert.equal(2, #here:events("card_sku_remind"))
  end)

  describe("review", function()
    it("goes by hand, with a reason", function()
      local id = here:card(nil, "unapproved")
      here:control("review", { card_id = id, pass = false, reason = "非法代制" })
      assert.equal("CARD_STATUS_VERIFY_FAIL", get(id).base_info.status)
      assert.same({ "card_not_pass_check" }, here:events())
      assert.equal("非法代制", here:events("card_not_pass_check")[1].fields.RefuseReason)
      assert.equal(40073, here:control("review", { card_id = "pNone", pass = true }).errcode)
    end)

    it("goes by itself after a while", function()
      here = support.new({ review_after = 30 })
      local id = here:card(nil, "unapproved")
      here:control("clock", { advance = 29 })
      assert.equal("CARD_STATUS_NOT_VERIFY", get(id).base_info.status)
      here:control("clock", { advance = 1 })
      assert.equal("CARD_STATUS_VERIFY_OK", get(id).base_info.status)
      assert.same({ "card_pass_check" }, here:events())
    end)

    it("never approves a test account's card", function()
      here = support.new({ test_account = true, review_after = 0 })
      local id = here:card(nil, "unapproved")
      here:control("clock", { advance = 3600 })
      assert.equal("CARD_STATUS_NOT_VERIFY", get(id).base_info.status)
      assert.equal(48001, here:control("review", { card_id = id, pass = true }).errcode)
    end)
  end)

  describe("white list", function()
    local function list(openids, names)
      return here:call("/card/testwhitelist/set", { openid = openids, username = names }).errcode
    end

    it("lets testers take what nobody approved, and freezes what they took", function()
      local id = here:card(nil, "unapproved")
      assert.equal(72022, here:claim(id, "oA").errcode)
      assert.equal(0, list({ "oA" }))
      local code = here:claim(id, "oA").code
      assert.is_string(code)
      assert.equal(72022, here:claim(id, "oB").errcode)
      here:control("review", { card_id = id, pass = true })
      update(id, { base_info = { notice = "新" } })
      local seen = here:control("phone/view", { openid = "oA", card_id = id, code = code }).card
      assert.equal("请出示", seen.base_info.notice)
    end)

    it("holds ten in all, and each call replaces it", function()
      local id = here:card({ base = { get_limit = 5 } }, "unapproved")
      local eleven = {}
      for i = 1, 11 do
        eleven[i] = "o" .. i
      end
      assert.equal(45019, list(eleven))
      assert.equal(45019, list({ "a", "b", "c", "d", "e", "f" }, { "g", "h", "i", "j", "k" }))
      assert.equal(0, list({ "oA" }, { "someone" }))
      assert.is_string(here:claim(id, "someone").code)
      assert.equal(0, list({ "oB" }))
      assert.equal(72022, here:claim(id, "someone").errcode)
    end)
  end)

  it("survives being written and read", function()
    local id = here:card()
    here:claim(id, "oA")
    local text = assert(json.encode(here.sb.state))
    assert.same(here.sb.state, json.decode(text))
  end)
end)
