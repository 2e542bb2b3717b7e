-- The pain reported most: several processes hold one token, somebody replaces it, and each refresh ends another's.
describe("tokens revoked underneath their holders", function()
  local json = require("wxcard.json")
  local process = require("wxcard.cli.process")
  local sandbox = require("spec.support.sandbox")
  local workers = require("spec.support.workers")
  local server, folder

  before_each(function()
    server, folder = sandbox.start(), process.folder()
  end)

  after_each(function()
    server.stop()
    process.run("rm -rf " .. process.quote(folder))
  end)

  local function settings(more)
    local out = { base_url = server.url, appid = server.keys.appid, secret = server.keys.secret,
      cache_dir = folder .. "/cache", token_mode = "classic" }
    for k, v in pairs(more or {}) do
      out[k] = v
    end
    return out
  end

  local function journal(path)
    return json.decode((sandbox.curl(server.url .. "/_sandbox/journal?path=" .. path))).journal
  end

  local function refused()
    local n = 0
    for _, entry in ipairs(journal("/card/batchget")) do
      n = n + (entry.errcode == 40001 and 1 or 0)
    end
    return n
  end

  -- A colleague's test server fetches a token of the same account; five minutes later everybody's is dead.
  local function colleague()
    sandbox.curl(("%s/cgi-bin/token?grant_type=client_credential&appid=%s&secret=%s"):format(server.url,
      server.keys.appid, server.keys.secret))
    sandbox.curl(server.url .. "/_sandbox/clock", "-d '{\"advance\":301}'")
  end

  local CALLS = [[
    local wx = assert(require("wxcard").new(A.config))
    assert(wx.card.batchget({ offset = 0, count = 10 }))
    say("ready")
    wait_for(A.go)
    local bad = json.array({})
    for _ = 1, A.n do
      local answer, err = wx.card.batchget({ offset = 0, count = 10 })
      if not answer then bad[#bad + 1] = tostring(err) end
    end
    say(bad)
  ]]

  it("cost eight processes with classic tokens one fetch and no call", function()
    os.execute("mkdir -m 700 " .. process.quote(folder .. "/cache"))
    local all = {}
    for i = 1, 8 do
      all[i] = workers.start(CALLS, { config = settings(), go = folder .. "/go", n = 200 })
    end
    for _, worker in ipairs(all) do
      assert.equal("ready", worker.answer())
    end
    assert.equal(1, #journal("/cgi-bin/token"))
    colleague()
    io.open(folder .. "/go", "w"):close()
    for _, worker in ipairs(all) do
      assert.same({}, worker.answer())
      worker.rest()
      worker.kill()
    end
    assert.equal(1 + 1 + 1, #journal("/cgi-bin/token")) -- the first, the colleague's, and one for all eight
    assert.is_true(refused() >= 1)
    assert.is_true(refused() <= 8)
  end)

  it("do not happen between hosts that share nothing, with stable tokens", function()
    local all = {}
    for i = 1, 8 do
      local cache = ("%s/host%d"):format(folder, i % 2)
      os.execute("mkdir -p -m 700 " .. process.quote(cache))
      all[i] = workers.start(CALLS, { go = folder .. "/go", n = 100,
        config = settings({ cache_dir = cache, token_mode = "stable" }) })
    end
    io.open(folder .. "/go", "w"):close()
    for _, worker in ipairs(all) do
      assert.equal("ready", worker.answer())
      assert.same({}, worker.answer())
      worker.rest()
      worker.kill()
    end
    assert.is_true(#journal("/cgi-bin/stable_token") <= 2)
    assert.equal(0, refused())
  end)

  it("leave a call, a GET and an upload whole, each by one fetch and one more try", function()
    local wxcard = require("wxcard")
    local wx = assert(wxcard.new(settings({ cache_dir = false })))
    local picture = require("wxcard.qr").png("tea")
    local calls = {
      ["/card/batchget"] = function() return wx.card.batchget({ offset = 0, count = 10 }) end,
      ["/cgi-bin/getcallbackip"] = function() return wx.cgi_bin.getcallbackip() end,
      ["/cgi-bin/media/uploadimg"] = function()
        return wx.cgi_bin.media.uploadimg({ buffer = wxcard.bytes(picture, "tea.png") })
      end,
    }
    for path, one in pairs(calls) do
      assert(one())
      local fetches, tries = #journal("/cgi-bin/token"), #journal(path)
      colleague()
      assert(one())
      assert.equal(fetches + 2, #journal("/cgi-bin/token")) -- the colleague's, and ours
      local list = journal(path)
      assert.equal(tries + 2, #list)
      assert.same({ 40001, 0 }, { list[#list - 1].errcode, list[#list].errcode })
      if path == "/cgi-bin/media/uploadimg" then
        assert.equal(wxcard.crypto.sha256_hex(picture), list[#list].file.sha256)
      end
    end
    wx:close()
  end)
end)
