local core = require("wxcard.core")
local errors = require("wxcard.errors")
local Peer = require("spec.support.peer")
local socket = require("socket")
local wxcard = require("wxcard")

local now = core.engine.now

describe("many calls at once", function()
  local peer

  setup(function()
    peer = Peer.start()
  end)

  teardown(function()
    peer:stop()
  end)

  local function story(...)
    local s = peer:story({ ... })
    return s, assert(wxcard.new({ appid = "wx1", secret = "s3cr3t", base_url = s.url, cache_dir = false,
      on_warning = function() end }))
  end

  local function get(wx, id, opts)
    return wx.card.get({ card_id = tostring(id) }, opts)
  end

  local function numbers(n)
    local list = {}
    for i = 1, n do
      list[i] = i
    end
    return list
  end

  it("gather gives results in the order of its items, whatever comes back first", function()
    local s = peer:story({ { delay = 0.1, body = "1" }, { delay = 0.05, body = "2" }, { body = "3" } })
    local results, errs, count = wxcard.gather(3, { "a", "b", "c" }, function(item, index)
      local answer = assert(wxcard.request({ url = s.url .. "/" .. item }))
      return item .. index .. (answer.status == 200 and "" or "!")
    end)
    assert.same({ "a1", "b2", "c3" }, results)
    assert.same({}, errs)
    assert.equal(3, count)
    assert.equal(3, #s:requests())
  end)

  it("gather has n calls under way, no more and no fewer", function()
    for _, n in ipairs({ 1, 4, 10 }) do
      local s = peer:story({ { delay = 0.03, body = "x" } })
      local from = now()
      wxcard.gather(n, numbers(10), function(i)
        return assert(wxcard.request({ url = s.url .. "/" .. i }))
      end)
      local seconds, log = now() - from, s:log()
      assert.equal(10, #log.requests)
      assert.equal(n, log.most)
      assert.truthy(seconds >= 0.03 * math.ceil(10 / n) - 0.005, seconds)
    end
  end)

  it("gather takes an iterator, and asks for an item only when it can be sent", function()
    local s, wx = story({ delay = 0.01, json = { errcode = 0 } })
    assert(wx:token())
    local given, done, most, ends = 0, 0, 0, 0
    local _, errs, count = wxcard.gather(5, function()
      if given == 30 then
        ends = ends + 1
        return nil
      end
      given = given + 1
      most = math.max(most, given - done)
      return given
    end, function(i)
      local value, err = get(wx, i)
      done = done + 1
      return value, err
    end)
    assert.same({}, errs)
    assert.equal(30, count)
    assert.equal(5, most)
    assert.equal(1, ends)
    assert.equal(30, #s:requests())
  end)

  it("gather keeps each item's error, returned or raised, and goes on", function()
    local _, wx = story({ json = { errcode = 0 } })
    local bad = peer:story({ { json = { errcode = 40097, errmsg = "no" } } })
    local other = assert(wxcard.new({ appid = "wx1", secret = "s", base_url = bad.url, cache_dir = false }))
    local own = errors.new({ kind = "validation", message = "mine" })
    local results, errs, count = wxcard.gather(2, numbers(6), function(i)
      if i == 2 then
        return get(other, i)
      elseif i == 3 then
        error("boom")
      elseif i == 4 then
        error(own)
      elseif i == 5 then
        get(wx, i)
        error("after its call")
      end
      return get(wx, i) and i
    end)
    assert.same({ [1] = 1, [6] = 6 }, results)
    assert.equal(40097, errs[2].code)
    assert.truthy(errors.is(errs[3]) and errs[3].message:find("boom", 1, true))
    assert.equal(own, errs[4])
    assert.truthy(errs[5].message:find("after its call", 1, true))
    assert.equal(6, count)
  end)

  it("gather of nothing is nothing", function()
    for _, items in ipairs({ {}, function() return nil end }) do
      local results, errs, count = wxcard.gather(3, items, error)
      assert.same({ {}, {}, 0 }, { results, errs, count })
    end
  end)

  it("gather refuses what it cannot work with, in the caller's line", function()
    for _, arguments in ipairs({ { 0, {} }, { "x", {} }, { 1, "list" }, { 1, nil } }) do
      local ok, message = pcall(function() wxcard.gather(arguments[1], arguments[2], print) end)
      assert.is_false(ok)
      assert.truthy(message:find("gather_spec.lua", 1, true), message)
    end
  end)

  it("gather inside gather", function()
    local s, wx = story({ delay = 0.005, json = { errcode = 0 } })
    local results, errs = wxcard.gather(3, numbers(4), function(i)
      get(wx, i)
      local inner, inner_errs = wxcard.gather(2, numbers(3), function(j)
        assert(get(wx, i * 10 + j))
        return i * 10 + j
      end)
      assert.same({}, inner_errs)
      get(wx, i)
      return inner
    end)
    assert.same({}, errs)
    for i = 1, 4 do
      assert.same({ i * 10 + 1, i * 10 + 2, i * 10 + 3 }, results[i])
    end
    assert.equal(20, #s:requests())
  end)

  it("gather raises for a yield that nobody could answer, and works again after it", function()
    local _, wx = story({ delay = 0.02, json = { errcode = 0 } })
    local ok, message = pcall(wxcard.gather, 2, numbers(3), function(i)
      if i == 2 then
        coroutine.yield("what?")
      end
      return get(wx, i)
    end)
    assert.is_false(ok)
    assert.truthy(tostring(message):find("yield", 1, true))
    local _, errs, count = wxcard.gather(2, numbers(3), function(i) return get(wx, i) end)
    assert.same({}, errs)
    assert.equal(3, count)
  end)

  it("gather raises what its iterator raises, and works again after it", function()
    local _, wx = story({ delay = 0.02, json = { errcode = 0 } })
    local at = 0
    local ok, message = pcall(wxcard.gather, 2, function()
      at = at + 1
      return at < 3 and at or error("no more pages")
    end, function(i) return get(wx, i) end)
    assert.is_false(ok)
    assert.truthy(tostring(message):find("no more pages", 1, true))
    local _, errs = wxcard.gather(2, numbers(3), function(i) return get(wx, i) end)
    assert.same({}, errs)
  end)

  it("a coroutine of somebody else inside gather blocks, and is right", function()
    local _, wx = story({ delay = 0.005, json = { errcode = 0 } })
    local results, errs = wxcard.gather(3, numbers(5), function(i)
      local pages = coroutine.wrap(function()
        for page = 1, 2 do
          assert(get(wx, i))
          coroutine.yield(page)
        end
      end)
      return pages() + pages()
    end)
    assert.same({}, errs)
    assert.same({ 3, 3, 3, 3, 3 }, results)
  end)

  it("one that stalls does not delay its neighbours", function()
    local stalled, stuck = story({ hang = true })
    local quick, wx = story({ json = { errcode = 0 } })
    assert(wx:token())
    assert(stuck:token())
    local from, slowest = now(), 0
    local _, errs = wxcard.gather(20, numbers(101), function(i)
      if i == 1 then
        return get(stuck, i, { timeout = 1 })
      end
      local at = now()
      local value, err = get(wx, i)
      slowest = math.max(slowest, now() - at)
      return value, err
    end)
    local seconds = now() - from
    assert.equal("timeout", errs[1].kind)
    errs[1] = nil
    assert.same({}, errs)
    assert.equal(100, #quick:requests())
    assert.equal(1, #stalled:requests())
    assert.truthy(slowest < 0.5, slowest)
    assert.truthy(seconds >= 0.99 and seconds < 1.4, seconds)
  end)

  it("one token serves calls that start together", function()
    local s, wx = story({ json = { errcode = 0 } })
    local _, errs = wxcard.gather(50, numbers(50), function(i) return get(wx, i) end)
    assert.same({}, errs)
    assert.equal(1, s:log().tokens)
  end)

  describe("submit, poll and the descriptor", function()
    local fd = { getfd = function() return wxcard.fd() end, dirty = function() return false end }

    local function readable(seconds)
      return #socket.select({ fd }, nil, seconds) == 1
    end

    it("the descriptor is readable from the first result's arrival to the last one's taking", function()
      local s = peer:story({ { delay = 0.05, body = "1" }, { delay = 0.1, body = "2" } })
      assert.is_false(readable(0))
      local first = assert(wxcard.submit({ url = s.url .. "/1" }))
      local second = assert(wxcard.submit({ url = s.url .. "/2" }))
      assert.is_false(first:poll())
      assert.is_false(readable(0))
      assert.is_true(readable(5))
      assert.is_true(readable(0))
      local from = now()
      while not (first:poll() and second:poll()) do
        assert.truthy(now() - from < 5)
        socket.sleep(0.01)
      end
      assert.is_true(readable(0))
      assert.equal(200, assert(first:result()).status)
      assert.is_true(readable(0))
      assert.equal(200, assert(second:result()).status)
      assert.is_false(readable(0))
    end)

    it("a select loop can drive any number", function()
      local s = peer:story({ { delay = 0.01, body = "x" } })
      local pending, left = {}, 40
      for i = 1, left do
        pending[i] = assert(wxcard.submit({ url = s.url .. "/" .. i }))
      end
      local from = now()
      while left > 0 do
        assert.truthy(now() - from < 10)
        assert.is_true(readable(5))
        for i, p in pairs(pending) do
          if p:poll() then
            assert.equal("x", assert(p:result()).body)
            pending[i] = nil
            left = left - 1
          end
        end
      end
      assert.is_false(readable(0))
    end)

    it("the descriptor stays readable when somebody else's gather ran meanwhile", function()
      local s = peer:story({ { body = "x" } })
      local pending = assert(wxcard.submit({ url = s.url .. "/mine" }))
      wxcard.gather(2, numbers(20), function(i) return assert(wxcard.request({ url = s.url .. "/" .. i })) end)
      assert.is_true(readable(5))
      assert.is_true(pending:poll())
      -- its end was announced to that gather; another one must not wait for it again
      local results = wxcard.gather(1, { pending }, function(p) return p:result() end)
      assert.equal("x", results[1].body)
      assert.is_false(readable(0))
    end)

    it("a result is taken once, and one that nobody takes goes with its object", function()
      local s = peer:story({ { body = "x" } })
      local held = core.engine.stats().held
      do
        local pending = assert(wxcard.submit({ url = s.url .. "/" }))
        assert(pending:result())
        assert.has_error(function() pending:result() end)
        for i = 1, 10 do
          assert(wxcard.submit({ url = s.url .. "/" .. i }))
        end
      end
      local from = now()
      repeat
        assert.truthy(now() - from < 5)
        collectgarbage()
        local stats = core.engine.stats()
      until stats.held == held and stats.in_flight == 0
      assert.is_false(readable(0))
    end)
  end)
end)
