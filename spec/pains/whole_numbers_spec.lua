-- Points and money are whole numbers on the wire. spec/client_spec.lua has the ways of writing them; here is what
-- WeChat makes of them and of the others.
describe("points and balance", function()
  local shops = require("spec.support.shop")
  local wxcard = require("wxcard")
  local shop, member

  setup(function()
    shop = shops.open()
    local id = shop:card()
    member = { card_id = id, code = shop:claim(id, "oTea") }
  end)

  teardown(function()
    shop:close()
  end)

  local UPDATE = "/card/membercard/updateuser"

  local function with(name, value)
    return { card_id = member.card_id, code = member.code, [name] = value }
  end

  it("arrive whole, however a whole number is written", function()
    for _, value in ipairs({ 100.0, 100, 1e2, "100", 200 / 2, 10 ^ 2 }) do
      assert(shop.wx.card.membercard.updateuser(with("bonus", 0)))
      assert.equal(100, assert(shop.wx.card.membercard.updateuser(with("bonus", value))).result_bonus)
    end
  end)

  it("are refused here when they are not whole, by the name of each field", function()
    local before = shop:calls(UPDATE)
    for _, name in ipairs({ "bonus", "add_bonus", "balance", "add_balance" }) do
      for _, value in ipairs({ 100.5, "100.5", "1e2", 0 / 0, 1 / 0 }) do
        local answer, err = shop.wx.card.membercard.updateuser(with(name, value))
        assert.is_nil(answer)
        assert.same({ "validation", name, "not_sent" }, { err.kind, err.path, err.outcome })
      end
    end
    assert.equal(before, shop:calls(UPDATE))
  end)

  it("are a system error to WeChat when they are sent raw with a point", function()
    local url = shop.box.url .. UPDATE .. "?access_token=" .. assert(shop.wx:token())
    for value, code in pairs({ ["100.0000"] = -1, ["100.5"] = -1, ["1e2"] = -1, ["100"] = 0 }) do
      local answer = assert(wxcard.request({ method = "POST", url = url,
        body = ('{"card_id":"%s","code":"%s","bonus":%s}'):format(member.card_id, member.code, value) }))
      assert.equal(code, assert(wxcard.json.decode(answer.body)).errcode, value)
    end
  end)

  it("that end in a system error all the same are tried a few times, and then it is told where to look", function()
    shop:control("faults", { path = UPDATE, errcode = -1, times = 20 })
    local body = with("add_bonus", 5)
    body.bonus = 105 -- a total: repeating is safe
    local before = shop:calls(UPDATE)
    local answer, err = shop.wx.card.membercard.updateuser(body)
    shop:control("faults", { path = UPDATE, clear = true })
    assert.is_nil(answer)
    assert.equal(-1, err.code)
    assert.equal("system error", err.name)
    assert.equal("/card/membercard/userinfo/get", err.query)
    local calls = shop:calls(UPDATE) - before
    assert.is_true(calls >= 2 and calls <= 3, calls .. " calls")
  end)

  it("without their total are not repeated after a system error", function()
    shop:control("faults", { path = UPDATE, errcode = -1, times = 20 })
    local before = shop:calls(UPDATE)
    local _, err = shop.wx.card.membercard.updateuser(with("add_bonus", 5))
    shop:control("faults", { path = UPDATE, clear = true })
    assert.equal(-1, err.code)
    assert.equal("unknown", err.outcome)
    assert.equal("/card/membercard/userinfo/get", err.query)
    assert.equal(1, shop:calls(UPDATE) - before)
  end)
end)
