-- Importing codes: the stock is raised by what arrives, and a run that broke off is finished by running it again.
describe("deposit", function()
  local shops = require("spec.support.shop")
  local workers = require("spec.support.workers")
  local wxcard = require("wxcard")
  local shop, deposit

  setup(function()
    shop = shops.open()
    deposit = wxcard.deposit(shop.wx)
  end)

  teardown(function()
    shop:close()
  end)

  local function card()
    return shop:card({ base = { use_custom_code = true, get_custom_code_mode = "GET_CUSTOM_CODE_MODE_DEPOSIT",
      sku = { quantity = 0 }, get_limit = 50 } })
  end

  local function sku(id)
    return assert(shop.wx.card.get({ card_id = id })).card.member_card.base_info.sku
  end

  -- 1,050 codes: 30 of them given again, three that no code can be, two that only the platform refuses.
  local function many()
    local codes = {}
    for i = 1, 1015 do
      codes[i] = ("TEA%07d"):format(i)
    end
    for i = 1, 30 do
      table.insert(codes, 34 * i, ("TEA%07d"):format(i))
    end
    table.insert(codes, 7, ("9"):rep(21))
    table.insert(codes, 500, "TEA 5")
    table.insert(codes, 777, "茶000001")
    table.insert(codes, 778, "TEA#1")
    table.insert(codes, "TEA.2")
    return codes
  end

  local function imports_1015(done)
    assert.equal(1015, #done.accepted)
    assert.equal("TEA0000001", done.accepted[1])
    assert.equal("TEA0001015", done.accepted[1015])
    assert.equal(30, #done.duplicate)
    assert.same({ 7, 500, 777, 778, 1050 }, (function()
      local at = {}
      for i, entry in ipairs(done.rejected) do
        at[i] = entry.index
      end
      return at
    end)())
    assert.equal(1015, done.stock)
    assert.equal(1015, done.deposited)
  end

  it("tells apart what arrived, came twice and was refused, and raises the stock by what arrived", function()
    local id, codes = card(), many()
    assert.equal(1050, #codes)
    local seen = {}
    local done = assert(deposit:import(id, codes, { on_chunk = function(finished, of)
      seen[#seen + 1] = ("%d of %d"):format(finished, of)
    end }))
    imports_1015(done)
    assert.same({}, done.already)
    assert.equal(1015, done.raised)
    assert.same({ quantity = 1015, total_quantity = 1015 }, sku(id))
    assert.equal("11 of 11", seen[11])
    assert.same({ index = 7, code = ("9"):rep(21), message = "21 bytes, at most 20" }, done.rejected[1])
    assert.equal("refused by WeChat", done.rejected[5].message)
    for _, entry in ipairs(done.duplicate) do
      assert.equal(entry.code, codes[entry.index])
      assert.equal(entry.code, codes[entry.first])
      assert.is_true(entry.first < entry.index)
    end
    shop:claim(id, "oTea")
    done = assert(deposit:import(id, codes)) -- the same list again, after somebody took one
    imports_1015(done)
    assert.same(done.accepted, done.already)
    assert.equal(0, done.raised)
    assert.same({ quantity = 1014, total_quantity = 1015 }, sku(id))
  end)

  it("ends the same when it was killed after any chunk and run again", function()
    local codes = many()
    for at = 1, 11 do
      local id = card()
      local worker = workers.start([[
        local wx = assert(require("wxcard").new({ appid = A.appid, secret = A.secret, base_url = A.url,
          cache_dir = false }))
        require("wxcard").deposit(wx):import(A.card, A.codes, { on_chunk = function(finished)
          if finished == A.at then
            os.execute("kill -9 $PPID")
          end
        end })
        say("survived")
      ]], { appid = shop.box.keys.appid, secret = shop.box.keys.secret, url = shop.box.url, card = id, codes = codes,
        at = at })
      assert.is_nil(worker.line())
      worker.kill()
      assert.same({ quantity = 0, total_quantity = 0 }, sku(id))
      local done = assert(deposit:import(id, codes))
      imports_1015(done)
      assert.is_true(#done.already >= 100 * (at - 1))
      assert.same({ quantity = 1015, total_quantity = 1015 }, sku(id))
    end
  end)

  it("ends the same when any call fails, and with it", function()
    local codes = {}
    for i = 1, 250 do
      codes[i] = ("T%03d"):format(i)
    end
    for _, path in ipairs({ "/card/get", "/card/code/checkcode", "/card/code/deposit", "/card/code/getdepositcount",
      "/card/modifystock" }) do
      local id = card()
      shop:control("faults", { path = path, errcode = 43001 })
      local done, err = deposit:import(id, codes)
      assert.is_nil(done)
      assert.equal(43001, err.code)
      done = assert(deposit:import(id, codes))
      assert.equal(250, #done.accepted)
      assert.same({ 250, 250 }, { done.stock, sku(id).total_quantity })
    end
  end)

  it("raises the stock once when nobody knows whether it was raised", function()
    for _, effect in ipairs({ true, false }) do
      local id = card()
      shop:control("faults", { path = "/card/modifystock", reset = true, effect = effect })
      local done, err = deposit:import(id, { "A", "B", "C" })
      if effect then
        assert.same({ 3, 3 }, { done.stock, done.raised })
      else
        assert.is_nil(done)
        assert.matches("run the import again", err.hint)
        done = assert(deposit:import(id, { "A", "B", "C" }))
        assert.equal(3, done.raised)
      end
      assert.equal(3, sku(id).total_quantity)
    end
  end)

  it("leaves it to another run that raised the stock in between", function()
    local id, wx = card(), shop.wx
    local other = wxcard.deposit({ call = function(_, method, path, body)
      if path == "/card/modifystock" then
        assert(wx:call(method, path, body))
      end
      return wx:call(method, path, body)
    end })
    local done = assert(other:import(id, { "A", "B" }))
    assert.same({ 2, 2 }, { done.stock, sku(id).total_quantity })
  end)

  it("raises to what is wanted, or not at all", function()
    local id = card()
    local done = assert(deposit:import(id, { "A", "B", "C" }, { stock = false }))
    assert.same({ 0, 0, 3 }, { done.stock, done.raised, done.deposited })
    done = assert(deposit:import(id, { "A", "B", "C" }, { stock = 2 }))
    assert.same({ 2, 2 }, { done.stock, done.raised })
    done = assert(deposit:import(id, { "C", "D" }, { stock = 100 })) -- never above what is there
    assert.same({ 4, 2, { "C", "D" }, { "C" } }, { done.stock, done.raised, done.accepted, done.already })
    done = assert(deposit:import(id, {}))
    assert.same({ 4, 0, {} }, { done.stock, done.raised, done.accepted })
  end)

  it("works with answers that count where others name", function()
    local id, wx = card(), shop.wx
    local counting = wxcard.deposit({ call = function(_, method, path, body)
      local answer, err = wx:call(method, path, body)
      if answer and answer.succ_code then
        answer = { succ_code = #answer.succ_code, duplicate_code = #answer.duplicate_code,
          fail_code = #answer.fail_code }
      end
      return answer, err
    end })
    local done = assert(counting:import(id, { "A", "B#", "C" }))
    assert.same({ "A", "C" }, done.accepted)
    assert.same({ { index = 2, code = "B#", message = "refused by WeChat" } }, done.rejected)
    assert.equal(2, done.stock)
  end)

  it("refuses cards that take no imported codes, and what is not reviewed yet", function()
    for _, base in ipairs({ {}, { use_custom_code = true } }) do
      local id = shop:card({ base = base })
      local before = shop:calls("/card/code/deposit")
      local done, err = deposit:import(id, { "A" })
      assert.is_nil(done)
      assert.is_truthy(err.path == "card_id" or err.code == 73213)
      assert.equal(before, shop:calls("/card/code/deposit"))
    end
    local id = shop:card({ base = { use_custom_code = true, sku = { quantity = 0 },
      get_custom_code_mode = "GET_CUSTOM_CODE_MODE_DEPOSIT" } }, "unapproved")
    local _, err = deposit:import(id, { "A" })
    assert.equal(40078, err.code)
  end)

  it("wants a card's id, a list and a whole stock", function()
    for _, bad in ipairs({ { nil, {} }, { "p", "A" }, { "p", {}, { stock = 1.5 } }, { "p", {}, { stock = -1 } } }) do
      assert.has_error(function()
        deposit:import(bad[1], bad[2], bad[3])
      end)
    end
  end)
end)
