local core = require("wxcard.core")
local program = require("spec.support.program")
local tls = require("spec.support.tls")
local wxcard = require("wxcard")

describe("TLS", function()
  local pki, servers

  setup(function()
    pki, servers = tls.new(), {}
  end)

  teardown(function()
    for _, server in pairs(servers) do
      server.stop()
    end
    pki.remove()
  end)

  local function nginx(name)
    servers[name] = servers[name] or tls.nginx(pki, name)
    return servers[name]
  end

  local function client(url, ca_file)
    return assert(wxcard.new({ appid = "wx1", secret = "s3cr3t", base_url = url, cache_dir = false, ca_file = ca_file,
      on_warning = function() end }))
  end

  it("works with the CA that ca_file names", function()
    local good = nginx("good")
    for _, url in ipairs({ good.url, good.http1, (good.url:gsub("127.0.0.1", "localhost")) }) do
      local answer = assert(client(url, pki.ca).card.get({ card_id = "p1" }))
      assert.truthy(answer.tls == "TLSv1.3" or answer.tls == "TLSv1.2")
    end
  end)

  it("refuses what it cannot verify, before anything is sent, and says which bundle it tried", function()
    local cases = {
      { "good", pki.cert("self") }, -- another CA
      { "self", pki.ca },
      { "wrong", pki.ca },
      { "expired", pki.ca },
    }
    for _, case in ipairs(cases) do
      local wx = client(nginx(case[1]).url, case[2])
      for _, call in ipairs({ wx.card.get, wx.card.code.consume }) do
        local from = core.engine.now()
        local value, err = call({ card_id = "p1", code = "1" }, { timeout = 5 })
        assert.is_nil(value)
        assert.same({ "transport", "not_sent", 0 }, { err.kind, err.outcome, err.attempts })
        assert.truthy(err.message:find("TLS", 1, true), err.message)
        assert.truthy(err.hint:find(case[2], 1, true) and err.hint:find("ca_file", 1, true), err.hint)
        assert.truthy(core.engine.now() - from < 1, "a certificate is not tried again")
      end
    end
  end)

  it("has no setting that switches verification off", function()
    for _, name in ipairs({ "verify", "ssl_verify", "insecure", "tls_verify" }) do
      local value, err = wxcard.new({ appid = "wx1", secret = "s", base_url = nginx("good").url, [name] = false })
      assert.is_nil(value)
      assert.equal("config", err.kind)
    end
    local value, err = wxcard.new({ appid = "wx1", secret = "s", ca_file = pki.folder .. "/absent.pem" })
    assert.is_nil(value)
    assert.equal("ca_file", err.path)
  end)

  it("a bundle that holds no certificate is named", function()
    local _, err = client(nginx("good").url, pki.key("good")).card.get({ card_id = "p1" })
    assert.equal("transport", err.kind)
    assert.equal("not_sent", err.outcome)
  end)

  it("speaks 1.2 and later with a server, and nothing earlier", function()
    local old = "-tls1_1 -cipher ALL:@SECLEVEL=0"
    for options, works in pairs({ ["-tls1_2"] = true, ["-tls1_3"] = true, [old] = false }) do
      local ok, server = pcall(tls.server, pki, "good", options)
      assert(ok or options == old, server) -- an openssl without the old ones has nothing to refuse
      if ok then
        local wx = assert(wxcard.new({ appid = "wx1", secret = "s", base_url = server.url, ca_file = pki.ca,
          cache_dir = false, token_mode = "classic" }))
        local value, err = wx:token({ timeout = 4 })
        server.stop()
        assert.is_nil(value) -- it serves files, and there is none
        assert.equal(not works, err.message:find("SSL", 1, true) ~= nil, err.message)
        assert.equal("transport", err.kind)
      end
    end
  end)

  it("uses HTTP/2 where the server offers it: many calls, few connections", function()
    local wx = client(nginx("good").url, pki.ca)
    assert(wx:token())
    local seen, count = {}, 0
    local _, errs = wxcard.gather(50, coroutine.wrap(function()
      for i = 1, 500 do
        coroutine.yield(i)
      end
    end), function()
      local answer, err = wx.card.get({ card_id = "p1" })
      if not answer then
        return nil, err
      end
      assert.equal("HTTP/2.0", answer.protocol)
      if not seen[answer.connection] then
        seen[answer.connection], count = true, count + 1
      end
    end)
    assert.same({}, errs)
    assert.truthy(count <= 3, count .. " connections")
  end)

  it("uses one connection for a crowd that comes at once, too", function()
    local folder = program.folder()
    finally(function() program.remove(folder) end)
    for _ = 1, 2 do -- the second has its token at once, from the first
      local status, out, err = program.run([[
        local wxcard = require("wxcard")
        local wx = assert(wxcard.new({ appid = "wx1", secret = "s", base_url = arg[1], ca_file = arg[2],
          cache_dir = arg[3] }))
        local seen, count, left = {}, 0, 100
        local _, errs = wxcard.gather(100, function()
          left = left - 1
          return left >= 0 and left or nil
        end, function()
          local answer = assert(wx.card.get({ card_id = "p1" }))
          count = count + (seen[answer.connection] and 0 or 1)
          seen[answer.connection] = true
        end)
        assert(next(errs) == nil)
        print(count)
      ]], nil, nginx("good").url, pki.ca, folder)
      assert.equal(0, status, err)
      assert.truthy(tonumber(out) <= 3, out)
    end
  end)

  it("a crowd behind a handshake that stalls ends with its own deadlines", function()
    local silent = require("socket").bind("127.0.0.1", 0)
    finally(function() silent:close() end)
    local _, port = silent:getsockname()
    local wx = client("https://127.0.0.1:" .. port, pki.ca)
    local good = client(nginx("good").url, pki.ca)
    assert(good:token())
    local from, slowest, items = core.engine.now(), 0, {}
    for i = 1, 40 do
      items[i] = i
    end
    local _, errs = wxcard.gather(40, items, function(i)
      if i <= 20 then
        return wx:token({ timeout = 0.5 })
      end
      local at = core.engine.now()
      local value, err = good.card.get({ card_id = "p1" })
      slowest = math.max(slowest, core.engine.now() - at)
      return value, err
    end)
    assert.truthy(core.engine.now() - from < 0.9)
    for i = 1, 20 do
      assert.same({ "timeout", "not_sent" }, { errs[i].kind, errs[i].outcome })
      errs[i] = nil
    end
    assert.same({}, errs)
    assert.truthy(slowest < 0.4, slowest)
  end)

  it("keeps connections where the server has only HTTP/1.1", function()
    local wx = client(nginx("good").http1, pki.ca)
    local first = assert(wx.card.get({ card_id = "p1" }))
    assert.equal("HTTP/1.1", first.protocol)
    for _ = 1, 20 do
      assert.equal(first.connection, assert(wx.card.get({ card_id = "p1" })).connection)
    end
    local seen, count = {}, 0
    local _, errs = wxcard.gather(10, function()
      count = count + 1
      return count <= 200 and count or nil
    end, function()
      local answer, err = wx.card.get({ card_id = "p1" })
      if not answer then
        return nil, err
      end
      seen[answer.connection] = true
    end)
    assert.same({}, errs)
    local connections = 0
    for _ in pairs(seen) do
      connections = connections + 1
    end
    assert.truthy(connections <= 10, connections)
  end)

  it("two clients with different CAs never share a connection", function()
    local url = nginx("good").url
    assert(client(url, pki.ca).card.get({ card_id = "p1" }))
    local _, err = client(url, pki.cert("self")).card.get({ card_id = "p1" })
    -- its token is the same account's and is known; the connection must still be its own
    assert.equal("transport", err.kind)
    assert.equal("not_sent", err.outcome)
  end)

  it("ends when the program ends with calls in flight: 200 times, at any moment", function()
    local runs = os.getenv("WXCARD_SOAK") and 2000 or os.getenv("WXCARD_SANITIZER") and 20 or 200
    local url, folder = nginx("good").url, program.folder()
    finally(function() program.remove(folder) end)
    -- an exit that does not close its state leaves what LuaJIT's heap refers to, which is no leak of ours
    local env = ("TMPDIR=%s/tmp ASAN_OPTIONS=%s:detect_leaks=0"):format(folder,
      program.quote(os.getenv("ASAN_OPTIONS") or ""))
    local code = [[
      local wxcard = require("wxcard")
      local n = tonumber(arg[3])
      local settings = { appid = "wx1", secret = "s", base_url = arg[1], ca_file = arg[2], cache_dir = false }
      local wx = assert(wxcard.new(settings))
      for i = 1, 1 + n % 40 do
        assert(wxcard.submit({ url = "http://127.0.0.1:1/" }))
        wx.core:fetch("access_token", 5)
      end
      if n % 3 == 0 then wx.card.get({ card_id = "p1" }) end
      for i = 1, n % 7 do
        settings.appid = "other" .. i
        assert(wxcard.new(settings)).core:fetch("access_token", 5)
      end
      local from, wait = os.clock(), (n * 7919 % 100) / 10000
      while os.clock() - from < wait do end
      if n % 5 == 0 then return end
      os.exit(n % 2 == 0 and 0 or true, n % 10 == 1)
    ]]
    local _, out, err = program.sh(([[
      here=%s; mkdir $here/tmp
      ulimit -c unlimited 2>/dev/null
      i=0
      while [ $i -lt %d ]; do
        for k in 1 2 3 4; do
          i=$((i + 1))
          ( (%s %s %s $i </dev/null); echo $? >>$here/statuses) 2>>$here/errors &
        done
        wait
      done
      sort $here/statuses | uniq -c; ls -A $here/tmp; cat $here/errors
      ls core* 2>/dev/null
    ]]):format(folder, runs, program.words(code, env):gsub(" </dev/null$", ""),
      program.quote(url), program.quote(pki.ca)))
    assert.equal(0, #err, err)
    assert.equal(("%d 0"):format(math.ceil(runs / 4) * 4), (out:gsub("^%s+", ""):gsub("%s+$", "")))
  end)
end)
