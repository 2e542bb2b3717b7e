local Peer = require("spec.support.peer")
local program = require("spec.support.program")

describe("the engine's bounds:", function()
  local peer

  setup(function()
    peer = Peer.start()
  end)

  teardown(function()
    peer:stop()
  end)

  local function run(before, code, ...)
    local status, out, err = program.run(code, before, ...)
    assert.equal("", err)
    assert.equal(0, status)
    return out
  end

  it("a full queue says busy, and loses nothing", function()
    local out = run("ulimit -n 64;", [[
      local wxcard = require("wxcard")
      local engine = require("wxcard.core").engine
      local pending, busy = {}, nil
      for i = 1, 6000 do
        local p, err = wxcard.submit({ url = arg[1] .. "/", timeout = 1.5 })
        if not p then
          busy = err
          break
        end
        pending[i] = p
      end
      assert(busy.kind == "busy" and busy.hint, tostring(busy))
      assert(#pending == 8 + 4000, #pending)
      local from = engine.now()
      local kinds = {}
      for _, p in ipairs(pending) do
        local _, err = p:result()
        kinds[err.kind .. " " .. err.outcome] = (kinds[err.kind .. " " .. err.outcome] or 0) + 1
      end
      assert(engine.now() - from < 4)
      local stats = engine.stats()
      assert(stats.in_flight == 0 and stats.held == 0)
      for kind, n in pairs(kinds) do print(kind, n) end
      assert(wxcard.submit({ url = arg[1] .. "/" }))
    ]], peer:silent("silent"))
    local queued, sent = tonumber(out:match("timeout not_sent%s+(%d+)")), tonumber(out:match("timeout unknown%s+(%d+)"))
    assert.equal(4008, queued + sent)
    assert.truthy(sent >= 8 and sent < 400, sent) -- queue time counts: those behind the first 8 had no time left
  end)

  it("results that nobody takes fill the slots, not the memory for ever", function()
    local s = peer:story({ { body = "x" } })
    run("", [[
      local wxcard = require("wxcard")
      local engine = require("wxcard.core").engine
      local pending = {}
      for i = 1, 2000 do
        pending[i] = assert(wxcard.submit({ url = arg[1] .. "/" }))
      end
      for i = 1, 2000 do
        while not pending[i]:poll() do pending[i].call:wait(0.1) end
      end
      assert(engine.stats().held == 2000)
      pending = nil
      collectgarbage() collectgarbage()
      assert(engine.stats().held == 0)
      assert(wxcard.request({ url = arg[1] .. "/" }))
    ]], s.url)
  end)

  it("a low limit of open files lowers what is in flight, with one line of warning", function()
    local s = peer:story({ { json = { errcode = 0 } } })
    run("ulimit -n 64;", [[
      local wxcard = require("wxcard")
      local warnings = {}
      local wx = assert(wxcard.new({ appid = "wx1", secret = "s", base_url = arg[1], cache_dir = false,
        on_warning = function(w) warnings[#warnings + 1] = w.message end }))
      local left = 300
      local _, errs, count = wxcard.gather(50, function()
        left = left - 1
        return left >= 0 and left or nil
      end, function() return wx.card.get({ card_id = "p1" }) end)
      assert(next(errs) == nil)
      assert(count == 300)
      assert(#warnings == 1 and warnings[1]:find("64", 1, true) and warnings[1]:find("at most 8", 1, true), warnings[1])
      assert(require("wxcard.core").engine.stats().max_in_flight == 8)
    ]], s.url)
    assert.truthy(s:log().most <= 8)
  end)

  it("no descriptor left: typed errors, no spin, and it recovers", function()
    local s = peer:story({ { json = { errcode = 0 }, close = true } })
    run("ulimit -n 64;", [[
      local wxcard = require("wxcard")
      local now = require("wxcard.core").engine.now
      local wx = assert(wxcard.new({ appid = "wx1", secret = "s", base_url = arg[1], cache_dir = false,
        on_warning = function() end }))
      assert(wx.card.get({ card_id = "p1" }))
      local hoard = {}
      repeat
        local file = io.open("/dev/null")
        hoard[#hoard + 1] = file
      until not file
      local from, cpu = now(), os.clock()
      for _ = 1, 3 do
        local value, err = wx.card.get({ card_id = "p1" }, { timeout = 0.5 })
        assert(not value and (err.kind == "transport" or err.kind == "timeout"), tostring(err))
        assert(err.outcome == "not_sent", tostring(err))
      end
      assert(now() - from < 3)
      assert(os.clock() - cpu < 0.5, "CPU " .. os.clock() - cpu)
      for _, file in ipairs(hoard) do file:close() end
      assert(wx.card.get({ card_id = "p1" }))
    ]], s.url)
  end)

  it("no descriptor for the engine itself: a typed error, and it starts later", function()
    local s = peer:story({ { json = { errcode = 0 } } })
    run("ulimit -n 64;", [[
      local wxcard = require("wxcard")
      local wx = assert(wxcard.new({ appid = "wx1", secret = "s", base_url = arg[1], cache_dir = false,
        on_warning = function() end }))
      local hoard = {}
      repeat
        local file = io.open("/dev/null")
        hoard[#hoard + 1] = file
      until not file
      local value, err = wx.card.get({ card_id = "p1" }, { timeout = 0.5 })
      assert(not value and err.kind == "transport" and err.hint, tostring(err))
      for _, file in ipairs(hoard) do file:close() end
      assert(wx.card.get({ card_id = "p1" }))
    ]], s.url)
  end)

  it("a call that waits in the queue behind stalled ones keeps its deadline, and goes when there is room", function()
    local s = peer:story({ { body = "x" } })
    run("ulimit -n 64;", [[
      local wxcard = require("wxcard")
      local now = require("wxcard.core").engine.now
      local stuck = {}
      for i = 1, 8 do
        stuck[i] = assert(wxcard.submit({ url = arg[2] .. "/", timeout = 0.6 }))
      end
      local from = now()
      local _, err = wxcard.request({ url = arg[1] .. "/", timeout = 0.2 })
      assert(err.kind == "timeout" and err.outcome == "not_sent" and err.message:find("queue"), tostring(err))
      assert(now() - from < 0.5)
      assert(wxcard.request({ url = arg[1] .. "/", timeout = 5 }))
      assert(now() - from < 1.5)
    ]], s.url, peer:silent("silent"))
    assert.equal(1, #s:requests())
  end)

  it("thousands that fail one after the other do not nest", function()
    -- all of them are in the queue when their token cannot be had; a small stack, where nesting shows
    local s = peer:story({ { delay = 1, json = { errcode = 40125, errmsg = "invalid appsecret" } }, tokens = true })
    local out = run("ulimit -n 64; ulimit -s 512;", [[
      local wxcard = require("wxcard")
      local wx = assert(wxcard.new({ appid = "wx1", secret = "s", base_url = arg[1], cache_dir = false,
        on_warning = function() end }))
      local left, codes = 4000, 0
      local _, errs = wxcard.gather(4000, function()
        left = left - 1
        return left >= 0 and left or nil
      end, function()
        local value, err = wx.card.get({ card_id = "p1" })
        assert(not value and err.code == 40125, tostring(err))
        codes = codes + 1
      end)
      assert(next(errs) == nil, errs[1])
      print(codes)
    ]], s.url)
    assert.equal(4000, tonumber(out))
    assert.truthy(#s:requests() <= 3)
  end)
end)
