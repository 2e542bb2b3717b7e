-- The host's level of the token cache: however many processes ask at once, one fetches and the others find
-- what it left.
describe("the token cache of a host", function()
  local json = require("wxcard.json")
  local process = require("wxcard.cli.process")
  local sandbox = require("spec.support.sandbox")
  local workers = require("spec.support.workers")

  local server, cache

  setup(function()
    server = sandbox.start()
  end)

  teardown(function()
    server.stop()
  end)

  before_each(function()
    sandbox.curl(server.url .. "/_sandbox/reset", "-d '{}'")
    cache = process.folder()
  end)

  after_each(function()
    process.run("rm -rf " .. process.quote(cache))
  end)

  local function settings(more)
    local out = { base_url = server.url, appid = server.keys.appid, secret = server.keys.secret, cache_dir = cache }
    for k, v in pairs(more or {}) do
      out[k] = v
    end
    return out
  end

  local function journal(path)
    return json.decode((sandbox.curl(server.url .. "/_sandbox/journal?path=" .. path))).journal
  end

  local function fetches(mode)
    return #journal(mode == "classic" and "/cgi-bin/token" or "/cgi-bin/stable_token")
  end

  -- Somebody else renews the token: the one that everybody holds is dead at once.
  local function revoke()
    local body = json.encode({ grant_type = "client_credential", appid = server.keys.appid, secret = server.keys.secret,
      force_refresh = true })
    sandbox.curl(server.url .. "/cgi-bin/stable_token", "-d " .. process.quote(body))
  end

  local CALLS = [[
    local wx = assert(require("wxcard").new(A.config))
    local bad = {}
    for _ = 1, A.n do
      local answer, err = wx.card.batchget({ offset = 0, count = 10 })
      if not answer then bad[#bad + 1] = tostring(err) end
    end
    say({ bad = json.array(bad), fetches = require("wxcard.core").engine.stats().token_fetches })
  ]]

  local function all_good(answers)
    for _, answer in ipairs(answers) do
      assert.same({}, answer.bad)
    end
  end

  local function token_files()
    local pipe = io.popen("ls " .. process.quote(cache) .. "/*.json 2>/dev/null")
    local out = {}
    for name in pipe:lines() do
      out[#out + 1] = name
    end
    pipe:close()
    return out
  end

  -- The one token file, with some of its fields replaced.
  local function rewrite(change)
    local names = token_files()
    assert.equal(1, #names)
    local file = assert(io.open(names[1]))
    local value = assert(json.decode(file:read("*a")))
    file:close()
    for k, v in pairs(change) do
      value[k] = v
    end
    file = assert(io.open(names[1], "w"))
    file:write(assert(json.encode(value)), "\n")
    file:close()
  end

  for _, mode in ipairs({ "stable", "classic" }) do
    it("makes one fetch for eight processes with two hundred calls each, " .. mode, function()
      all_good(workers.run(8, CALLS, { config = settings({ token_mode = mode }), n = 200 }))
      assert.equal(1, fetches(mode))
      assert.equal(1600, #journal("/card/batchget"))
    end)

    it("makes one fetch when the file that they find has expired, " .. mode, function()
      all_good(workers.run(1, CALLS, { config = settings({ token_mode = mode }), n = 1 }))
      rewrite({ fetched_at = (os.time() - 7300) * 1000, expires_at = (os.time() - 100) * 1000 })
      all_good(workers.run(8, CALLS, { config = settings({ token_mode = mode }), n = 50 }))
      assert.equal(2, fetches(mode))
    end)
  end

  it("is found by the next process, and a call that leaves at once has kept its token", function()
    for _ = 1, 5 do
      all_good(workers.run(1, CALLS, { config = settings(), n = 1 }))
    end
    assert.equal(1, fetches())
    workers.run(1, [[ say(#assert(assert(require("wxcard").new(A)):ticket("wx_card"))) os.exit(0, true) ]], settings())
    workers.run(1, [[ say(#assert(assert(require("wxcard").new(A)):ticket("wx_card"))) os.exit(0, true) ]], settings())
    assert.equal(1, #journal("/cgi-bin/ticket/getticket"))
    assert.equal(1, fetches())
  end)

  it("shares nothing between hosts, accounts' addresses, kinds and modes", function()
    all_good(workers.run(2, CALLS, { config = settings(), n = 1 }))
    local other = sandbox.start()
    local elsewhere = workers.run(1, CALLS, { n = 1, config = settings({ base_url = other.url, appid = other.keys.appid,
      secret = other.keys.secret }) })
    local same_name = workers.run(1, CALLS, { n = 1, config = settings({ base_url = other.url }) })
    other.stop()
    all_good(elsewhere)
    assert.equal(1, elsewhere[1].fetches)
    assert.matches("40013", same_name[1].bad[1]) -- the first sandbox's token was not shown to the second
    assert.equal(1, fetches())
    all_good(workers.run(1, CALLS, { config = settings({ token_mode = "classic" }), n = 1 }))
    assert.equal(1, fetches("classic"))
  end)

  local TOGETHER = [[
    local wx = assert(require("wxcard").new(A.config))
    assert(wx.card.batchget({ offset = 0, count = 10 }))
    say("ready")
    wait_for(A.go)
    local answer, err = wx.card.batchget({ offset = 0, count = 10 })
    say(answer and "ok" or tostring(err))
  ]]

  it("makes one fetch when eight processes see 40001 at once: another's token in the file is used", function()
    local all = {}
    for i = 1, 8 do
      all[i] = workers.start(TOGETHER, { config = settings(), go = cache .. "/go" })
    end
    for _, worker in ipairs(all) do
      assert.equal("ready", worker.answer())
    end
    assert.equal(1, fetches())
    revoke()
    io.open(cache .. "/go", "w"):close()
    for _, worker in ipairs(all) do
      assert.equal("ok", worker.answer())
      worker.rest()
      worker.kill()
    end
    assert.equal(1 + 1 + 1, fetches()) -- the first, the stranger's, ours
    local refused = 0
    for _, entry in ipairs(journal("/card/batchget")) do
      refused = refused + (entry.errcode == 40001 and 1 or 0)
    end
    assert.equal(8, refused)
  end)

  it("makes one fetch of each ticket for eight processes", function()
    local answers = workers.run(8, [[
      local wx = assert(require("wxcard").new(A))
      local seen = {}
      for _ = 1, 50 do
        seen[assert(wx:ticket("wx_card"))], seen[assert(wx:ticket("jsapi"))] = true, true
      end
      local n = 0
      for _ in pairs(seen) do n = n + 1 end
      say({ n = n, card = wx:ticket("wx_card"), jsapi = wx:ticket("jsapi") })
    ]], settings())
    for _, answer in ipairs(answers) do
      assert.same({ n = 2, card = answers[1].card, jsapi = answers[1].jsapi }, answer)
    end
    assert.equal(2, #journal("/cgi-bin/ticket/getticket"))
    assert.equal(1, fetches())
  end)

  it("lets another process take over at once when the one that fetches is killed", function()
    sandbox.curl(server.url .. "/_sandbox/faults", [[-d '{"path":"/cgi-bin/stable_token","latency":8,"times":1}']])
    local holder = workers.start(CALLS, { config = settings(), n = 1 })
    local engine = require("wxcard.core").engine
    while fetches() == 0 do
      engine.wait(0.01)
    end
    local heir = workers.start([[
      local engine = require("wxcard.core").engine
      local wx = assert(require("wxcard").new(A.config))
      local began = engine.now()
      say("waits")
      local answer, err = wx.card.batchget({ offset = 0, count = 10 })
      say({ ok = answer ~= nil, seconds = engine.now() - began })
    ]], { config = settings() })
    assert.equal("waits", heir.answer())
    engine.wait(0.2)
    assert.equal(1, fetches()) -- the holder's turn is respected
    holder.kill("KILL")
    local answer = heir.answer()
    heir.kill()
    assert.is_true(answer.ok)
    assert.is_true(answer.seconds < 2)
    assert.equal(2, fetches())
  end)

  if os.getenv("WXCARD_SOAK") then
    it("passes by a holder that hangs, after ten seconds", function()
      sandbox.curl(server.url .. "/_sandbox/faults", [[-d '{"path":"/cgi-bin/stable_token","latency":60,"times":1}']])
      local holder = workers.start(CALLS, { config = settings(), n = 1 })
      local engine = require("wxcard.core").engine
      while fetches() == 0 do
        engine.wait(0.01)
      end
      process.run("kill -STOP " .. holder.pid)
      local began = engine.now()
      all_good(workers.run(1, CALLS, { config = settings(), n = 1 }))
      assert.is_true(engine.now() - began > 9 and engine.now() - began < 13)
      assert.equal(2, fetches())
      holder.kill("KILL")
    end)
  end
end)
