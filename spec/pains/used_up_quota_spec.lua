-- Retries that eat the quota: a used-up day is known, and nothing is sent in vain until it is over.
describe("a used-up quota", function()
  local engine = require("wxcard.core").engine
  local process = require("wxcard.cli.process")
  local quota = require("wxcard.quota")
  local shops = require("spec.support.shop")
  local shop

  after_each(function()
    engine.set_clock(0)
    if shop then
      shop:close()
      shop = nil
    end
  end)

  local function list()
    return shop.wx.card.batchget({ offset = 0, count = 10 })
  end

  it("ends with the day in UTC+8", function()
    assert.equal(1751385600, quota.reset_at(1751328000)) -- 2025-07-01 08:00 there, to midnight
    assert.equal(1751385600, quota.reset_at(1751385599.9))
    assert.equal(1751472000, quota.reset_at(1751385600))
  end)

  it("is an error of its own kind with the time when it ends, and no more calls are sent until then", function()
    shop = shops.open()
    shop:control("faults", { path = "/card/batchget", errcode = 45009, times = 1000 })
    local now = engine.wall()
    for i = 1, 20 do
      local answer, err = list()
      assert.is_nil(answer)
      assert.same({ "quota", 45009, "/card/batchget" }, { err.kind, err.code, err.path })
      assert.equal(i == 1 and "refused" or "not_sent", err.outcome)
      assert.equal(quota.reset_at(now), err.reset_at)
      assert.is_true(err.retry_after > 0 and err.retry_after <= 86400)
      assert.matches("clear_quota", err.hint)
    end
    assert.equal(1, shop:calls("/card/batchget"))
    assert(shop.wx.card.getcolors()) -- the other calls have a quota each
    shop:control("faults", { path = "/card/batchget", times = 0 })
    engine.set_clock(86400)
    assert(list())
  end)

  it("is over when it is cleared, or when WeChat says that some is left", function()
    shop = shops.open({ quotas = { ["/card/batchget"] = 3 } })
    for _ = 1, 3 do
      assert(list())
    end
    assert.equal("quota", select(2, list()).kind)
    local left = assert(shop.wx.cgi_bin.openapi.quota.get({ cgi_path = "/card/batchget" })).quota
    assert.same({ 3, 3, 0 }, { left.daily_limit, left.used, left.remain })
    assert.equal("not_sent", select(2, list()).outcome)
    assert(shop.wx.cgi_bin.clear_quota())
    assert(list())
    shop:control("faults", { path = "/card/batchget", errcode = 45009 })
    assert.equal("refused", select(2, list()).outcome)
    assert(shop.wx.cgi_bin.openapi.quota.get({ cgi_path = "/card/batchget" }))
    assert(list())
  end)

  it("is not reached by a cache that cannot be written: the process keeps the token", function()
    local folder = process.folder()
    shop = shops.open(nil, { cache_dir = folder .. "/cache" })
    os.execute("rm -rf " .. process.quote(folder) .. " && : > " .. process.quote(folder)) -- a file stands in its place
    for i = 1, 600 do
      engine.set_clock(i) -- ten minutes
      assert(list())
    end
    os.remove(folder)
    assert.is_true(shop:calls("/cgi-bin/stable_token") <= 3)
  end)
end)
