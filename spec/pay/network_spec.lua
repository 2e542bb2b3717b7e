local Peer = require("spec.support.peer")
local PayPeer = require("spec.support.pay_peer")
local core = require("wxcard.core")
local wxcard = require("wxcard")

local engine = core.engine
local CARD = "/v3/marketing/membercard-open/cards/p1"

local function threads()
  local pipe = io.popen("ls /proc/self/task >/dev/null 2>&1; ls /proc/$PPID/task 2>/dev/null | wc -l")
  local n = tonumber(pipe:read("*l"))
  pipe:close()
  return n
end

describe("WeChat Pay's hosts and limits:", function()
  local peer

  setup(function()
    peer = PayPeer.start()
  end)

  teardown(function()
    peer:stop()
  end)

  local function client(change)
    local settings = peer:settings()
    change(settings)
    return assert(wxcard.new(settings))
  end

  it("the second host is asked when the first is not to be had, and first for a while", function()
    local dead = ("http://127.0.0.1:%d"):format(Peer.free_port())
    local wx = client(function(s)
      s.pay.base_url, s.pay.hosts = nil, { dead, peer.url }
    end)
    peer:script({ { json = { ok = true } } })
    local from = engine.now()
    assert(wx:call("POST", "/v3/unheard/of", "{}"))
    assert.is_true(engine.now() - from < 1)
    assert(wx:call("GET", CARD))
    local requests = peer:requests()
    assert.equal(2, #requests)
    assert.is_nil(requests[1].fault)
    wx:close()
  end)

  it("an answer, whatever it says, is no reason to change hosts", function()
    local wx = client(function(s)
      s.pay.base_url, s.pay.hosts = nil, { peer.url, ("http://127.0.0.1:%d"):format(Peer.free_port()) }
    end)
    peer:script({ { status = 400, json = { code = "PARAM_ERROR", message = "no" } } })
    local value, err = wx:call("GET", CARD)
    assert.is_nil(value)
    assert.equal("PARAM_ERROR", err.name)
    assert.equal(1, #peer:requests())
    wx:close()
  end)

  it("when neither is to be had, the error says that nothing was sent", function()
    local wx = client(function(s)
      s.pay.base_url = nil
      local dead = ("http://127.0.0.1:%d"):format(Peer.free_port())
      s.pay.hosts = { dead, dead }
      s.timeout = 1
    end)
    local value, err = wx:call("POST", "/v3/unheard/of", "{}")
    assert.is_nil(value)
    assert.equal("not_sent", err.outcome)
    assert.is_true(err.retryable)
    wx:close()
  end)

  it("no window has more calls than the catalogue allows, shared by all clients of a merchant", function()
    local one, two = client(function() end), client(function() end)
    peer:script({ { json = { data = wxcard.array({}), total_count = 0, offset = 0, limit = 20 } } })
    local query = { brand_id = "1004", openid = "o1", offset = 0, limit = 20 }
    local items = {}
    for i = 1, 20 do
      items[i] = i
    end
    local _, errs = wxcard.gather(20, items, function(i)
      return (i % 2 == 0 and one or two):call("GET", "/v3/brand/partner/card-member/user-cards", query)
    end)
    assert.same({}, errs)
    local requests = peer:requests()
    assert.equal(20, #requests)
    for i = 1, 10 do
      assert.is_true(requests[i + 10].at - requests[i].at > 0.95)
    end
    local value, err = one:call("GET", "/v3/brand/partner/card-member/user-cards", query, { timeout = 0.2 })
    assert.is_nil(value)
    assert.equal("busy", err.kind)
    assert.equal("not_sent", err.outcome)
    assert.is_true(err.retry_after > 0.2)
    one:close()
    two:close()
  end)

  it("1,500 merchants are there at once, without a thread or a call", function()
    local settings = peer:settings("both")
    local pay = settings.pay
    for _, name in ipairs({ "merchant_key", "platform_public_key" }) do
      local file = assert(io.open(pay[name], "rb"))
      pay[name] = file:read("*a")
      file:close()
    end
    settings.brand = nil
    peer:script({ {} })
    assert(wxcard.new(settings)):call("GET", CARD)
    local before, clients, from = threads(), {}, os.clock()
    for i = 1, 1500 do
      pay.mchid = tostring(1900000000 + i)
      clients[i] = assert(wxcard.new(settings))
    end
    local took = os.clock() - from -- the processor's time: others may be busy on this machine
    assert.equal(before, threads())
    assert.equal(1, #peer:requests())
    assert.is_true(took < (os.getenv("WXCARD_SANITIZER") and 5 or 0.1), ("%.3f s"):format(took))
    for i = 1, 1500 do
      clients[i]:close()
    end
  end)
end)
