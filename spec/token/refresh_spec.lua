-- One credential in one process: when it is fetched, how often at most, and what calls get meanwhile.
describe("the token cache of a process", function()
  local json = require("wxcard.json")
  local peers = require("spec.support.standin")
  local engine = require("wxcard.core").engine
  local wxcard = require("wxcard")

  local STABLE, CLASSIC, TICKET = "/cgi-bin/stable_token", "/cgi-bin/token", "/cgi-bin/ticket/getticket"
  local peer, number = nil, 0

  setup(function()
    peer = peers.start()
  end)

  teardown(function()
    peer:stop()
  end)

  before_each(function()
    peer:reset()
  end)

  after_each(function()
    engine.set_clock(0)
  end)

  -- A client of an account that nobody asked for before: records live as long as the process.
  local function client(more)
    number = number + 1
    local config = { appid = ("wxspec%d"):format(number) }
    for k, v in pairs(more or {}) do
      config[k] = v
    end
    return peer:client(config)
  end

  local function call(wx)
    return wx.card.batchget({ offset = 0, count = 10 })
  end

  -- Background fetches come and go by themselves: until there were n of them.
  local function settle(n, path)
    for _ = 1, 200 do
      if peer:count(path or STABLE) >= n then
        break
      end
      engine.wait(0.01)
    end
    engine.wait(0.05)
    return peer:count(path or STABLE)
  end

  describe("when WeChat refuses the token", function()
    for _, code in ipairs({ 40001, 40014, 42001 }) do
      it(("replaces it once and sends the call again, %d"):format(code), function()
        local wx = client()
        local picture = "\137PNG\r\n\26\n" .. ("\0"):rep(100000)
        local calls = {
          function() return wx.card.batchget({ offset = 0, count = 10 }) end,
          function() return wx.cgi_bin.getcallbackip() end,
          function() return wx.cgi_bin.media.uploadimg({ buffer = wxcard.bytes(picture, "a.png") }) end,
        }
        assert(call(wx))
        for i, one in ipairs(calls) do
          local before = peer:seen()
          peer:plan({ refuse = before.current.access_token, refuse_code = code })
          local answer = assert(one())
          local after = peer:seen()
          assert.equal(i + 1, after[STABLE])
          assert.equal(before.calls + 1, after.calls)
          assert.equal(before.tokens[before.current.access_token] + 1, after.tokens[before.current.access_token])
          assert.equal(1, after.tokens[after.current.access_token])
          if i == 3 then
            assert.equal(wxcard.crypto.sha256_hex(picture), answer.echo.parts[1].sha256)
          end
        end
      end)
    end

    it("forces a refresh, once, when it is handed the very token that failed", function()
      local wx = client()
      peer:plan({ same = true })
      assert(call(wx))
      peer:plan({ refuse = peer:seen().current.access_token })
      assert(call(wx))
      local seen = peer:seen()
      assert.equal(3, seen[STABLE]) -- the first, the same again, the forced one
      assert.equal(1, seen.forced)
    end)

    it("gives up with one error where the refusal stays", function()
      local wx = client()
      peer:plan({ same = true, force_works = false })
      assert(call(wx))
      peer:plan({ refuse = peer:seen().current.access_token })
      local answer, err = call(wx)
      assert.is_nil(answer)
      assert.equal("token", err.kind)
      assert.equal(40001, err.code)
      assert.equal("refused", err.outcome)
      local seen = peer:seen()
      assert.is_true(seen[STABLE] <= 3)
      assert.equal(3, seen.tokens[seen.current.access_token])
    end)

    it("does not fetch for ever where every token is refused", function()
      local wx = client({ token_mode = "classic" })
      peer:plan({ faults = { ["/card/batchget"] = { errcode = 40001 } } })
      for _ = 1, 60 do
        local _, err = call(wx)
        assert.equal(40001, err.code)
      end
      assert.is_true(peer:count(CLASSIC) <= 11)
      assert.is_true(peer:count("/card/batchget") <= 120)
    end)

    it("makes one fetch for a hundred calls at once", function()
      local wx = client()
      assert(call(wx))
      peer:plan({ refuse = peer:seen().current.access_token, delay = 0.1 })
      local items = {}
      for i = 1, 100 do
        items[i] = i
      end
      local _, errs = wxcard.gather(50, items, function()
        return call(wx)
      end)
      assert.same({}, errs)
      assert.equal(2, peer:count(STABLE))
    end)
  end)

  describe("when the token call itself is refused", function()
    it("tells of a wrong secret once, as a setting", function()
      for _, code in ipairs({ 40001, 40125, 40013 }) do
        peer:reset()
        local wx = client()
        peer:plan({ faults = { [STABLE] = { errcode = code } } })
        for _ = 1, 5 do
          local answer, err = call(wx)
          assert.is_nil(answer)
          assert.equal("config", err.kind)
          assert.equal(code, err.code)
          assert.equal(STABLE, err.path)
          assert.equal("not_sent", err.outcome)
          assert.is_false(err.retryable)
        end
        assert.equal(1, peer:count(STABLE))
        assert.equal(0, peer:count("/card/batchget"))
      end
    end)

    it("reads the address that WeChat saw, in each shape of the message", function()
      for _, text in ipairs({
        "invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist hint: [Ab0123456_e1]",
        "invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist rid: 60c8a4f2-1a2b3c4d-5e6f7a8b",
        "invalid ip 1.2.3.4, not in whitelist hint: [Ab0123456_e1]",
      }) do
        peer:reset()
        local wx = client()
        peer:plan({ faults = { [STABLE] = { errcode = 40164, errmsg = text } } })
        for _ = 1, 3 do
          local _, err = call(wx)
          assert.equal(40164, err.code)
          assert.equal("1.2.3.4", err.seen_ip)
          assert.equal(text:find("ipv6") and "::ffff:1.2.3.4" or nil, err.seen_ip6)
          assert.equal(text:match("rid: (.*)"), err.rid)
          assert.matches("whitelist", err.hint)
        end
        assert.equal(1, peer:count(STABLE))
      end
    end)

    it("names a used-up quota", function()
      local wx = client()
      peer:plan({ faults = { [STABLE] = { errcode = 45009 } } })
      local _, err = call(wx)
      assert.equal("token", err.kind)
      assert.equal(45009, err.code)
      peer:plan({ faults = { ["/card/batchget"] = { errcode = 45009 } } })
      wx = client()
      _, err = call(wx)
      assert.equal("quota", err.kind)
      assert.equal(45009, err.code)
      assert.equal("refused", err.outcome)
      assert.equal(1, peer:count("/card/batchget"))
      assert.matches("quota", err.hint)
    end)

    it("remembers a failure under load, and works again afterwards", function()
      local wx = client()
      peer:plan({ faults = { [STABLE] = { status = 500, body = "no" } } })
      local began, n = engine.now(), 0
      while engine.now() - began < 3 do
        local _, err = call(wx)
        assert.equal("transport", err.kind)
        assert.is_true(err.retryable)
        n = n + 1
        engine.wait(0.01)
      end
      assert.is_true(n > 50)
      assert.is_true(peer:count(STABLE) <= 9) -- three fetches of three tries
      assert.equal(0, peer:count("/card/batchget"))
      peer:plan({ faults = json.null })
      while engine.now() - began < 8 and not call(wx) do
        engine.wait(0.05)
      end
      assert(call(wx))
    end)

    it("is remembered for every client of the account, until the secret changes", function()
      local wx = client({ appid = "wxshared" })
      peer:plan({ faults = { [STABLE] = { errcode = 40125, times = 2 } } })
      assert.equal(40125, select(2, call(wx)).code)
      for _ = 1, 5 do
        local again = client({ appid = "wxshared" })
        assert.equal(40125, select(2, call(again)).code)
        again:close()
      end
      assert.equal(1, peer:count(STABLE))
      assert.equal(40125, select(2, call(client({ appid = "wxshared", secret = "another one" }))).code)
      assert.equal(2, peer:count(STABLE))
      assert(call(client({ appid = "wxshared", secret = "the right one" })))
    end)

    it("fails thousands of waiting calls alike", function()
      local wx = client()
      peer:plan({ faults = { [STABLE] = { errcode = 40125, delay = 0.5 } } })
      local items = {}
      for i = 1, 4500 do
        items[i] = i
      end
      local _, errs = wxcard.gather(4500, items, function()
        return call(wx)
      end)
      for i = 1, 4500 do
        assert.equal(40125, errs[i].code)
      end
      assert.equal(1, peer:count(STABLE))
    end)
  end)

  describe("ahead of expiry", function()
    it("lets the old token serve while one fetch brings the next", function()
      local wx = client()
      assert(call(wx))
      local first = peer:seen().current.access_token
      engine.set_clock(6800)
      assert(call(wx))
      assert.equal(1, settle(1))
      peer:plan({ delay = 0.3 })
      engine.set_clock(6950)
      local began = engine.now()
      for _ = 1, 20 do
        assert(call(wx))
      end
      assert.is_true(engine.now() - began < 0.25)
      assert.equal(22, peer:seen().tokens[first])
      assert.equal(2, settle(2))
      engine.wait(0.4)
      assert(call(wx))
      assert.equal(1, peer:seen().tokens[peer:seen().current.access_token])
      assert.equal(2, peer:count(STABLE))
    end)

    it("hands it out by wx:token() like that too", function()
      local wx = client()
      local first = assert(wx:token())
      engine.set_clock(6950)
      assert.equal(first, wx:token())
      settle(2)
      assert.not_equal(first, wx:token())
      assert.equal(2, peer:count(STABLE))
    end)

    it("keeps serving the old one when the fetch fails, stable and classic", function()
      for mode, path in pairs({ stable = STABLE, classic = CLASSIC }) do
        peer:reset()
        local wx = client({ token_mode = mode })
        assert(call(wx))
        engine.set_clock(6950)
        peer:plan({ faults = { [path] = { errcode = 40164 } } })
        for _ = 1, 20 do
          assert(call(wx))
        end
        assert.equal(2, settle(2, path))
        engine.set_clock(0)
      end
    end)

    for _, case in ipairs({ { 7200, 5, 2 }, { 345, 2, 43 }, { 300, 2, 49 }, { 1, 2, 1441 }, { 0, 2, 1441 } }) do
      local life, step, most = case[1], case[2], case[3]
      local story = "fetches at most %d times in two hours where a token lives %d s, and never sends an empty one"
      it(story:format(most, life), function()
        local wx = client()
        peer:plan({ expires_in = life })
        for now = 0, 7200, step do
          engine.set_clock(now)
          assert(call(wx))
        end
        local seen = peer:seen()
        assert.is_true(seen[STABLE] <= most, seen[STABLE] .. " fetches")
        assert.is_true(seen[STABLE] >= 7200 / math.max(life, 10) / 1.2)
        assert.is_nil(seen.tokens.none)
        assert.is_nil(seen.tokens[""])
      end)
    end

    it("takes a clock that was set back for an expiry", function()
      local wx = client()
      engine.set_clock(86400)
      assert(call(wx))
      engine.set_clock(0)
      assert(call(wx))
      assert.equal(2, peer:count(STABLE))
    end)

    it("refuses an answer without a token, and one with an empty token", function()
      for _, body in ipairs({ '{"expires_in":7200}', '{"access_token":"","expires_in":7200}', '{"access_token":null}',
        '{"access_token":["x"]}', ('{"access_token":"%s"}'):format(("x"):rep(5000)) }) do
        peer:reset()
        local wx = client()
        peer:plan({ faults = { [STABLE] = { body = body } } })
        local answer, err = call(wx)
        assert.is_nil(answer)
        assert.equal("token", err.kind)
        assert.equal(STABLE, err.path)
        assert.equal(0, peer:count("/card/batchget"))
      end
    end)
  end)

  describe("tickets", function()
    it("are fetched once each, with a token, and ahead of their expiry", function()
      local wx = client()
      local card, page = assert(wx:ticket("wx_card")), assert(wx:ticket("jsapi"))
      assert.matches("^wx_card", card)
      assert.matches("^jsapi", page)
      assert.equal(card, wx:ticket("wx_card"))
      assert.equal(2, peer:count(TICKET))
      assert.equal(1, peer:count(STABLE))
      engine.set_clock(6950)
      assert.equal(card, wx:ticket("wx_card"))
      assert.equal(3, settle(3, TICKET))
      assert.not_equal(card, wx:ticket("wx_card"))
      assert.equal(3, peer:count(TICKET))
    end)

    it("are fetched with a new token when theirs is refused", function()
      local wx = client()
      assert(wx:token())
      peer:plan({ faults = { [TICKET] = { errcode = 40001, times = 1 } } })
      assert(wx:ticket("jsapi"))
      assert.equal(2, peer:count(TICKET))
      assert.equal(2, peer:count(STABLE))
    end)

    it("name what failed: the ticket call or the token call", function()
      local wx = client()
      peer:plan({ faults = { [TICKET] = { errcode = 45009 } } })
      for _ = 1, 5 do
        local _, err = wx:ticket("wx_card")
        assert.equal(45009, err.code)
        assert.equal(TICKET, err.path)
      end
      assert.equal(1, peer:count(TICKET))
      wx = client()
      peer:plan({ faults = { [STABLE] = { errcode = 40164 } } })
      for _ = 1, 5 do
        local _, err = wx:ticket("wx_card")
        assert.equal(40164, err.code)
        assert.equal(STABLE, err.path)
      end
      assert.equal(2, peer:count(STABLE))
      assert.has_error(function() wx:ticket("api") end, "a ticket is of kind wx_card or jsapi")
    end)
  end)

  it("tells when, but not what", function()
    local wx = client()
    assert.is_nil(wx:token_state())
    local token = assert(wx:token())
    local state = wx:token_state()
    assert.is_true(math.abs(state.expires_at - state.fetched_at - 7200) < 1)
    assert.is_true(state.refresh_at >= state.expires_at - 300 and state.refresh_at <= state.expires_at - 270)
    for _, value in pairs(state) do
      assert.not_equal(token, value)
    end
  end)

  it("brings a new one when asked to, by force", function()
    local wx = client()
    peer:plan({ same = true })
    local first = assert(wx:token())
    local second = assert(wx:token({ refresh = true }))
    assert.not_equal(first, second)
    assert.equal(second, wx:token())
    assert.equal(1, peer:seen().forced)
    engine.set_clock(6950) -- what comes by itself is not forced
    wx:token()
    settle(3)
    assert.equal(1, peer:seen().forced)
    local ticket = assert(wx:ticket("jsapi"))
    assert.is_string(wx:ticket("jsapi", { refresh = true }))
    assert.is_string(ticket)
    assert.equal(2, peer:count(TICKET))
  end)

  it("keeps accounts, modes and addresses apart in one process", function()
    local a, b = client(), client()
    local c = client({ appid = a.config.appid, token_mode = "classic" })
    local other = peers.start()
    local d = other:client({ appid = a.config.appid })
    local seen = {}
    for _, wx in ipairs({ a, b, c, d }) do
      local token = assert(wx:token())
      seen[#seen + 1] = token
      assert(call(wx))
    end
    assert.equal(2, peer:count(STABLE))
    assert.equal(1, peer:count(CLASSIC))
    assert.equal(1, other:count(STABLE))
    local tokens = peer:seen().tokens
    for i = 1, 3 do
      assert.equal(1, tokens[seen[i]])
    end
    other:stop()
  end)
end)
