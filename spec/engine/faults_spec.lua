local core = require("wxcard.core")
local json = require("wxcard.json")
local Peer = require("spec.support.peer")
local wxcard = require("wxcard")

local now = core.engine.now

describe("the engine and a peer's faults:", function()
  local peer

  setup(function()
    peer = Peer.start()
  end)

  teardown(function()
    peer:stop()
  end)

  local function client(url, opts)
    local settings = { appid = "wx1", secret = "s3cr3t", base_url = url, cache_dir = false,
      on_warning = function() end }
    for key, value in pairs(opts or {}) do
      settings[key] = value
    end
    return assert(wxcard.new(settings))
  end

  local function story(...)
    local s = peer:story({ ... })
    return s, client(s.url)
  end

  local function safe(wx, opts)
    return wx.card.get({ card_id = "p1" }, opts)
  end

  local function unsafe(wx, opts)
    return wx.card.code.consume({ code = "1234" }, opts)
  end

  local function took(fn, ...)
    local from = now()
    local value, err = fn(...)
    return now() - from, value, err
  end

  -- Each with what curl or we make of it; all leave open whether WeChat acted.
  local DOUBTFUL = {
    { "a reset after the request", { reset = true } },
    { "a close after the request", { cut = 0, close = true } },
    { "a body that ends early", { json = { errcode = 0, long = ("x"):rep(100) }, cut = 20, close = true } },
    { "a reset inside the body", { json = { errcode = 0, long = ("x"):rep(100) }, cut = 20, reset = true } },
    { "a Content-Length that is too long", { json = { errcode = 0 }, length = 500, close = true } },
    { "a Content-Length that is too short", { json = { errcode = 0, openid = "o1" }, length = 12, close = true } },
    { "garbage instead of HTTP", { raw = "\0\1\2 not HTTP at all\r\n\r\n", close = true } },
    { "half a head", { raw = "HTTP/1.1 200 OK\r\nContent-Le", close = true } },
    { "HTML instead of JSON", { body = "<html>nginx</html>", type = "text/html" } },
    { "an empty body", { body = "" } },
    { "JSON that is no object", { body = "[1,2]" } },
    { "half of a JSON object", { body = '{"errcode":0,' } },
    { "HTTP 500", { status = 500, body = "oops" } },
    { "HTTP 502 with JSON", { status = 502, json = { errcode = 0 } } },
    { "HTTP 503", { status = 503, body = "" } },
    { "WeChat's -1", { json = { errcode = -1, errmsg = "system error" } } },
  }

  for _, case in ipairs(DOUBTFUL) do
    local name, behaviour = case[1], case[2]

    it(name .. ": a safe call is tried three times, and says what happened", function()
      local s, wx = story(behaviour)
      local seconds, value, err = took(safe, wx)
      assert.is_nil(value)
      assert.equal(behaviour.json and behaviour.json.errcode == -1 and "api" or "transport", err.kind)
      assert.equal("unknown", err.outcome)
      assert.equal(3, err.attempts)
      assert.is_true(err.retryable)
      assert.equal("/card/get", err.path)
      assert.is_nil(err.query) -- nothing to look up after a query
      local requests = s:requests()
      assert.equal(3, #requests)
      local first, second = requests[2].at - requests[1].at, requests[3].at - requests[2].at
      assert.truthy(first >= 0.045 and second >= 0.095, "waits between the tries: " .. first .. ", " .. second)
      assert.truthy(seconds < 3)
    end)

    it(name .. ": a safe call succeeds when the next try does", function()
      local s, wx = story(behaviour, { json = { errcode = 0, card = { card_type = "MEMBER_CARD" } } })
      assert.equal("MEMBER_CARD", assert(safe(wx)).card.card_type)
      assert.equal(2, #s:requests())
    end)

    it(name .. ": an unsafe call is sent once, and names the query to look with", function()
      local s, wx = story(behaviour, {})
      local value, err = unsafe(wx)
      assert.is_nil(value)
      assert.equal("unknown", err.outcome)
      assert.equal(1, err.attempts)
      assert.is_false(err.retryable)
      assert.equal("/card/code/get", err.query)
      assert.truthy(err.hint:find("/card/code/get", 1, true))
      assert.equal(1, #s:requests())
    end)
  end

  it("an answer that only the decoder finds wrong leaves open what happened", function()
    local deep = '{"errcode":0,"d":' .. ("["):rep(200) .. ("]"):rep(200) .. "}"
    for _, body in ipairs({ '{"errcode":0,"x":"\\ud800"}', deep }) do
      local s, wx = story({ body = body })
      local value, err = unsafe(wx)
      assert.is_nil(value)
      assert.same({ "transport", "unknown", 1, false, "/card/code/get" },
        { err.kind, err.outcome, err.attempts, err.retryable, err.query })
      assert.equal(1, #s:requests())
    end
  end)

  it("a redirect is an error and is never followed", function()
    local other = peer:story({ {} })
    for _, status in ipairs({ 301, 302, 303, 307, 308 }) do
      local s, wx = story({ status = status, headers = { "Location: " .. other.url .. "/card/get" }, body = "" })
      local value, err = safe(wx)
      assert.is_nil(value)
      assert.same({ "transport", "refused", status, 1, false },
        { err.kind, err.outcome, err.status, err.attempts, err.retryable })
      assert.equal(1, #s:requests())
    end
    assert.equal(0, #other:requests())
  end)

  it("a refusal by HTTP is not repeated", function()
    for _, status in ipairs({ 400, 401, 403, 404, 413 }) do
      local s, wx = story({ status = status, body = "no" })
      local _, err = safe(wx)
      assert.same({ "api", "refused", status, 1, false },
        { err.kind, err.outcome, err.status, err.attempts, err.retryable })
      assert.equal(1, #s:requests())
    end
  end)

  it("a refusal by WeChat is not repeated, and carries its code, name and rid", function()
    local s, wx = story({ json = { errcode = 40097, errmsg = "invalid args rid: 6412-77aa" } })
    local _, err = unsafe(wx)
    assert.same({ "api", "refused", 40097, 1, false, "6412-77aa" },
      { err.kind, err.outcome, err.code, err.attempts, err.retryable, err.rid })
    assert.equal("string", type(err.name))
    assert.equal(1, #s:requests())
  end)

  it("HTTP 429 and 45011 wait only where the deadline allows it", function()
    for _, behaviour in ipairs({ { status = 429, headers = { "Retry-After: 1" }, body = "" },
      { json = { errcode = 45011, errmsg = "minute quota" } } }) do
      local s, wx = story(behaviour, {})
      core.engine.set_clock(0)
      local seconds, value, err = took(unsafe, wx, { timeout = 0.5 })
      assert.is_nil(value)
      assert.equal("api", err.kind)
      assert.equal("refused", err.outcome)
      assert.is_true(err.retryable)
      assert.truthy(err.retry_after > 0 and err.retry_after <= 61, err.retry_after)
      assert.truthy(seconds < 0.4, "it did not wait for what cannot come")
      assert.equal(1, #s:requests())
    end
  end)

  it("HTTP 429 with time left waits as long as it was told", function()
    local s, wx = story({ status = 429, headers = { "Retry-After: 1" }, body = "" }, {})
    local seconds = took(function() return assert(unsafe(wx, { timeout = 5 })) end)
    assert.truthy(seconds >= 0.95 and seconds < 2, seconds)
    assert.equal(2, #s:requests())
  end)

  it("45011 with time left waits for the next minute by the engine's clock", function()
    finally(function() core.engine.set_clock(0) end)
    local s, wx = story({ json = { errcode = 45011, errmsg = "minute quota" } }, {})
    assert(wx:token())
    core.engine.set_clock(60 - core.engine.wall() % 60 - 0.4) -- 0.4 s before a minute
    local seconds = took(function() return assert(unsafe(wx, { timeout = 5 })) end)
    assert.truthy(seconds >= 0.2 and seconds < 2, seconds)
    assert.equal(2, #s:requests())
  end)

  it("an answer over the cap is cut off, and not asked for again", function()
    local s, wx = story({ fill = 9 * 1024 * 1024 })
    local _, err = safe(wx)
    assert.same({ "transport", "unknown", 1 }, { err.kind, err.outcome, err.attempts })
    assert.truthy(err.message:find("8388608", 1, true))
    assert.equal(1, #s:requests())
    s = peer:story({ { body = '{"errcode":0,"pad":"' .. ("x"):rep(1024 * 1024) .. '"}' } })
    assert.equal(1024 * 1024, #assert(safe(client(s.url))).pad)
  end)

  it("an answer with an endless head is cut off", function()
    local head = "HTTP/1.1 200 OK\r\n" .. ("X-Pad: " .. ("y"):rep(1000) .. "\r\n"):rep(1000)
    local s, wx = story({ raw = head, close = true })
    local seconds, value, err = took(unsafe, wx, { timeout = 5 })
    assert.is_nil(value)
    assert.equal("transport", err.kind)
    assert.equal("unknown", err.outcome)
    assert.truthy(seconds < 4)
    assert.equal(1, #s:requests())
  end)

  it("a stalled answer ends with the deadline, safe or not", function()
    for _, call in ipairs({ safe, unsafe }) do
      local s, wx = story({ hang = true })
      local seconds, _, err = took(call, wx, { timeout = 0.3 })
      assert.same({ "timeout", "unknown", 1, call == safe }, { err.kind, err.outcome, err.attempts, err.retryable })
      assert.truthy(seconds >= 0.29 and seconds < 0.6, seconds)
      assert.equal(1, #s:requests())
    end
  end)

  it("a slow drip ends with the deadline, however often a byte comes", function()
    local s, wx = story({ json = { errcode = 0, pad = ("x"):rep(200) }, drip = 0.01 })
    local seconds, _, err = took(safe, wx, { timeout = 0.3 })
    assert.same({ "timeout", "unknown" }, { err.kind, err.outcome })
    assert.truthy(seconds < 0.6, seconds)
    assert.equal(1, #s:requests())
  end)

  it("a drip that ends in time is an answer", function()
    local _, wx = story({ json = { errcode = 0, card = { card_type = "MEMBER_CARD" } }, drip = 0.002 })
    assert.equal("MEMBER_CARD", assert(safe(wx)).card.card_type)
  end)

  it("the deadline tells what was before it", function()
    local _, wx = story({ status = 503, headers = { "Retry-After: 0" }, body = "" }, { hang = true })
    local _, err = safe(wx, { timeout = 0.5 })
    assert.equal("timeout", err.kind)
    assert.equal("unknown", err.outcome)
    assert.equal(2, err.attempts)
  end)

  it("nobody there: every call is tried again for a while, nothing was sent", function()
    local seconds, _, err = took(unsafe, client("http://127.0.0.1:" .. Peer.free_port()), { timeout = 8 })
    assert.same({ "transport", "not_sent", true, 0 }, { err.kind, err.outcome, err.retryable, err.attempts })
    assert.is_nil(err.query)
    assert.truthy(seconds > 0.5 and seconds < 6, seconds)
    seconds, _, err = took(safe, client("http://127.0.0.1:" .. Peer.free_port()), { timeout = 0.3 })
    assert.equal("not_sent", err.outcome)
    assert.truthy(seconds < 0.6)
  end)

  it("a peer that starts late is reached, by an unsafe call too", function()
    local port, late = Peer.free_port(), nil
    finally(function() late:stop() end)
    local wx = client(("http://127.0.0.1:%d/s1"):format(port))
    local _, errs = wxcard.gather(2, { "call", "start" }, function(what)
      if what == "call" then
        return unsafe(wx, { timeout = 10 })
      end
      late = Peer.start(port)
      late:story({ {} })
    end)
    assert.is_nil(errs[1])
    assert.equal(1, #late:ask("log", { name = "s1" }).requests)
  end)

  it("a connection that is reset or closed as soon as it stands is a failure with a type", function()
    for _, mode in ipairs({ "reset", "close" }) do
      local seconds, response, err = took(wxcard.request, { url = peer:silent(mode) .. "/", body = "x", timeout = 8 })
      assert.is_nil(response)
      assert.equal("transport", err.kind)
      assert.truthy(err.outcome == "not_sent" or err.outcome == "unknown")
      assert.truthy(seconds < 6)
    end
  end)

  it("a port that accepts and stays silent ends with the deadline", function()
    local seconds, response, err = took(wxcard.request, { url = peer:silent("silent") .. "/", timeout = 0.3 })
    assert.is_nil(response)
    assert.same({ "timeout", "unknown" }, { err.kind, err.outcome })
    assert.truthy(seconds < 0.6)
  end)

  it("a connect that takes too long ends with its own timeout", function()
    -- an address that drops packets is hard to come by: a listener whose backlog is full does as well
    local socket = require("socket")
    local server = assert(socket.tcp4 and socket.tcp4() or socket.tcp())
    assert(server:bind("127.0.0.1", 0))
    assert(server:listen(0))
    local _, port = server:getsockname()
    local fill = {}
    for i = 1, 4 do
      fill[i] = socket.tcp()
      fill[i]:settimeout(0)
      fill[i]:connect("127.0.0.1", tonumber(port))
    end
    finally(function()
      for _, conn in ipairs(fill) do conn:close() end
      server:close()
    end)
    local wx = client("http://127.0.0.1:" .. port, { connect_timeout = 0.1 })
    local seconds, _, err = took(safe, wx, { timeout = 1 })
    assert.truthy(err.kind == "timeout", tostring(err))
    assert.equal("not_sent", err.outcome)
    assert.truthy(seconds < 1.4, seconds)
  end)

  describe("updateuser", function()
    local function update(wx, body)
      body.code, body.card_id = "1234", "p1"
      return wx.card.membercard.updateuser(body)
    end

    it("with a change alone is never repeated on a doubt", function()
      local both = { add_bonus = 5, add_balance = 5, bonus = 10 }
      for _, body in ipairs({ { add_bonus = 5 }, { add_balance = 5 }, both }) do
        local s, wx = story({ reset = true }, {})
        local _, err = update(wx, body)
        assert.same({ "unknown", false, "/card/membercard/userinfo/get" }, { err.outcome, err.retryable, err.query })
        assert.equal(1, #s:requests())
      end
    end)

    it("with its total is repeated, byte for byte", function()
      for _, body in ipairs({ { add_bonus = 5, bonus = 10 }, { bonus = 10 }, { add_balance = 1, balance = 3 } }) do
        local s, wx = story({ reset = true }, {})
        assert(update(wx, body))
        local requests = s:requests()
        assert.equal(2, #requests)
        assert.equal(requests[1].body, requests[2].body)
      end
    end)
  end)

  describe("a kept connection that dies under the next request", function()
    it("never makes an unsafe call be sent twice", function()
      for _, size in ipairs({ 1, 60000 }) do -- a body that leaves with the head, and one that does not
        local s, wx = story({ dies = true }, {}, {})
        assert(safe(wx))
        local value, err = wx:call("POST", "/card/unlisted", json.encode({ pad = ("x"):rep(size) }))
        assert.is_nil(value)
        assert.same({ "transport", "unknown", 1, false }, { err.kind, err.outcome, err.attempts, err.retryable })
        assert.equal(2, #s:requests())
        assert(unsafe(wx))
      end
    end)

    it("is hidden from a safe call: libcurl sends it once more by itself", function()
      local s, wx = story({ dies = true }, {}, { json = { errcode = 0, card = { card_type = "GROUPON" } } })
      assert(safe(wx))
      assert.equal("GROUPON", assert(safe(wx)).card.card_type)
      assert.equal(3, #s:requests())
    end)

    it("and was closed in silence before it: both kinds succeed", function()
      for _, call in ipairs({ safe, unsafe }) do
        local s, wx = story({ raw = 'HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{"errcode":0}', close = true })
        assert(call(wx))
        require("socket").sleep(0.05)
        assert(call(wx))
        assert.equal(2, #s:requests())
      end
    end)
  end)

  it("a secret or a token never shows in an error", function()
    local echo = "bad token-1 in https://x/?access_token=token-1&secret=s3cr3t"
    local s = peer:story({ { json = { errcode = 40097, errmsg = echo } } })
    local wx = client(s.url)
    local token = assert(wx:token())
    local _, err = wx:call("POST", "/card/get", { card_id = "p1" })
    assert.equal(40097, err.code)
    local text = tostring(err) .. err.message .. tostring(err.hint)
    assert.is_nil(text:find("s3cr3t", 1, true))
    assert.is_nil(text:find(token, 1, true))
  end)

  describe("plain requests", function()
    it("take any status and hand over headers and body", function()
      for _, status in ipairs({ 200, 204, 302, 404, 500 }) do
        local body = status == 204 and "" or "the body"
        local s = peer:story({ { status = status, body = body, headers = { "X-One: 1" } } })
        local response = assert(wxcard.request({ url = s.url .. "/any?x=1" }))
        assert.equal(status, response.status)
        assert.equal("1", response.headers["x-one"])
        assert.equal(body, response.body)
        assert.equal("x=1", s:requests()[1].query)
      end
    end)

    it("use the method that was asked for", function()
      local s = peer:story({ { body = "answer" } })
      for i, method in ipairs({ "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD" }) do
        local has_body = method ~= "GET" and method ~= "HEAD"
        local response = assert(wxcard.request({ method = method, url = s.url .. "/m", timeout = 2,
          body = has_body and "sent" or nil, headers = { ["X-Mine"] = "yes" } }))
        assert.equal(method == "HEAD" and "" or "answer", response.body)
        local request = s:requests()[i]
        assert.equal(method, request.method)
        assert.equal(has_body and "sent" or "", request.body)
        assert.equal("yes", request.headers["x-mine"])
      end
      assert(wxcard.request({ method = "DELETE", url = s.url .. "/m", timeout = 2 }))
      assert.equal("0", s:requests()[7].headers["content-length"] or "0")
    end)
  end)
end)
