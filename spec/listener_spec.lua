local callback = require("wxcard.callback")
local httpd = require("wxcard.httpd")
local listener = require("wxcard.listener")
local signature = require("wxcard.signature")
local wire = require("spec.support.wire")

local TOKEN, NONCE, TIME = "spec_token", "nonce1", "1700000000"

local function query(extra)
  local digest = signature.callback(TOKEN, TIME, NONCE)
  return ("?signature=%s&timestamp=%s&nonce=%s%s"):format(digest, TIME, NONCE, extra or "")
end

local serial = 0

local function raw(method, target, body)
  return ("%s %s HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n%s"):format(method, target,
    #(body or ""), body or "")
end

-- A push as WeChat posts it, each one different from the others.
local function push(event, fields)
  serial = serial + 1
  local text = { "<xml><ToUserName>gh_1</ToUserName><FromUserName>openid_of_member</FromUserName>",
    ("<CreateTime>%d</CreateTime><MsgType>event</MsgType><Event>%s</Event>"):format(1700000000 + serial, event) }
  for name, value in pairs(fields or {}) do
    text[#text + 1] = ("<%s>%s</%s>"):format(name, value, name)
  end
  return table.concat(text) .. "</xml>"
end

describe("wxcard.listener", function()
  local l, port, lines, clients

  local function pump()
    l:poll(0)
  end

  local function open(options)
    options = options or {}
    lines = {}
    options.callback = options.callback or assert(callback.new({ token = TOKEN }))
    options.log = function(line)
      lines[#lines + 1] = line
    end
    l = assert(listener.new(options))
    port = tonumber(l:url():match(":(%d+)/"))
    return l
  end

  -- Sends without letting the listener work.
  local function start(method, target, body)
    local client = wire.connect(port, function() end)
    clients[#clients + 1] = client
    client:send(raw(method, target, body))
    return client
  end

  local function exchange(method, target, body)
    local client = start(method, target, body)
    client.pump = pump
    return assert(client:response())
  end

  before_each(function()
    clients = {}
  end)

  after_each(function()
    for _, client in ipairs(clients) do
      client:close()
    end
    l:close()
    l:close()
  end)

  it("answers the verification of its address", function()
    open()
    assert.equal("http://127.0.0.1:" .. port .. "/", l:url())
    local response = exchange("GET", "/" .. query("&echostr=5837%2B1"))
    assert.equal(200, response.status)
    assert.equal("5837+1", response.body)
    assert.is_nil(l:poll())
  end)

  it("answers a push before it hands it out", function()
    local order = {}
    local client
    open({ on_event = function(event)
      client:read()
      order[#order + 1] = client.got:match("\r\n\r\n(.*)$") .. " before " .. event.Event
    end })
    client = start("POST", "/" .. query(), push("card_pass_check", { CardId = "card_1" }))
    local event = assert(l:poll(2))
    assert.equal("card_pass_check", event.Event)
    assert.equal("card_1", event.CardId)
    assert.same({ "success before card_pass_check" }, order)
    local response = client:response()
    assert.equal(200, response.status)
    assert.equal("success", response.body)
  end)

  it("hands out events in their order, each one once", function()
    open()
    local first, second = push("card_pass_check"), push("user_get_card")
    for _, body in ipairs({ first, second, first, second, first }) do
      local client = start("POST", "/" .. query(), body)
      client.pump = function()
        l.server:poll(0)
      end
    end
    assert.equal("card_pass_check", l:poll(2).Event)
    assert.equal("user_get_card", l:poll(2).Event)
    assert.is_nil(l:poll(0.1))
    for _, client in ipairs(clients) do
      assert.equal("success", client:response().body)
    end
  end)

  it("refuses what is not WeChat's, with a reason and without an event", function()
    open()
    local bad = query():gsub("signature=%x", "signature=x")
    for _, case in ipairs({
      { "POST", "/" .. bad, push("user_get_card"), 403, "signature_mismatch\n" },
      { "GET", "/" .. bad .. "&echostr=1", nil, 403, "signature_mismatch\n" },
      { "POST", "/", push("user_get_card"), 403, "missing_parameter\n" },
      { "GET", "/" .. query(), nil, 403, "missing_parameter\n" },
      { "POST", "/" .. query(), "nonsense", 400, "format\n" },
      { "POST", "/" .. query(), "", 400, "empty_body\n" },
      { "POST", "/elsewhere" .. query(), push("user_get_card"), 404, "not found\n" },
      { "PUT", "/" .. query(), push("user_get_card"), 405, "GET and POST only\n" },
      { "POST", "/" .. query(), ("x"):rep(1048577), 413, "request body too large\n" },
    }) do
      local client = wire.connect(port, pump)
      clients[#clients + 1] = client
      client:send(raw(case[1], case[2], case[3]))
      local response = assert(client:response())
      assert.equal(case[4], response.status)
      assert.equal(case[5], response.body)
    end
    assert.is_nil(l:poll(0.05))
    for _, line in ipairs(lines) do
      assert.is_nil(line:find(TOKEN, 1, true))
    end
  end)

  it("listens on a path of one's own", function()
    open({ path = "/wechat/callback" })
    assert.truthy(l:url():find("/wechat/callback$"))
    assert.equal(404, exchange("GET", "/" .. query("&echostr=1")).status)
    assert.equal("1", exchange("GET", "/wechat/callback" .. query("&echostr=1")).body)
  end)

  it("waits for an event by name or by what it holds, and keeps the others", function()
    open()
    start("POST", "/" .. query(), push("user_get_card", { UserCardCode = "1" }))
    start("POST", "/" .. query(), push("card_pass_check"))
    start("POST", "/" .. query(), push("user_get_card", { UserCardCode = "2" }))
    assert.equal("card_pass_check", l:wait("card_pass_check", 2).Event)
    assert.equal("2", l:wait(function(event)
      return event.UserCardCode == "2"
    end, 2).UserCardCode)
    assert.equal("1", l:poll(2).UserCardCode)
    local started = httpd.now()
    local event, err = l:wait("user_del_card", 0.1)
    assert.is_nil(event)
    assert.equal("timeout", err.kind)
    assert.equal("user_del_card", err.path)
    assert.is_true(httpd.now() - started >= 0.1 and httpd.now() - started < 1)
  end)

  it("goes on after a handler that fails, and logs it without the member's data", function()
    open({ on_event = function(event)
      error("on_event got " .. event.UserCardCode)
    end })
    start("POST", "/" .. query(), push("user_get_card", { UserCardCode = "C0DE-(1)", CardId = "pSecretCard" }))
    start("POST", "/" .. query(), push("user_get_card", { UserCardCode = "C0DE-(2)" }))
    local seen = {}
    l:run(function(event)
      seen[#seen + 1] = event.UserCardCode
      if #seen == 2 then
        l:stop()
      end
      error(("handler: %s of %s called 13800138000 with token %s"):format(event.UserCardCode, event.FromUserName,
        ("aZ9_-"):rep(8)))
    end)
    assert.same({ "C0DE-(1)", "C0DE-(2)" }, seen)
    assert.equal(4, #lines)
    for _, line in ipairs(lines) do
      assert.truthy(line:find("user_get_card failed: ", 1, true), line)
      for _, secret in ipairs({ "C0DE", "openid_of_member", "13800138000", "aZ9_", "pSecretCard" }) do
        assert.is_nil(line:find(secret, 1, true), line)
      end
    end
    assert.truthy(table.concat(lines, "\n"):find("handler: *** of *** called *** with token ***", 1, true))
  end)

  it("asks WeChat to come again when nobody takes the events", function()
    open()
    for i = 1, 1000 do
      l.events[i] = { Event = "waiting" }
    end
    local body = push("user_get_card")
    local client = start("POST", "/" .. query(), body)
    l:wait(function()
      client:read()
      return client.got ~= ""
    end, 2)
    assert.equal(503, client:response().status)
    l.events = {}
    assert.equal("success", exchange("POST", "/" .. query(), body).body) -- it does not count as seen
  end)

  it("says which option is wrong", function()
    open()
    local cb = assert(callback.new({ token = TOKEN }))
    for path, options in pairs({
      callback = {},
      port = { callback = cb, port = "80" },
      path = { callback = cb, path = "no-slash" },
      forward = { callback = cb, forward = "ftp://x" },
      prot = { callback = cb, prot = 80 },
      host = { callback = cb, host = "256.0.0.1" },
    }) do
      local none, err = listener.new(options)
      assert.is_nil(none)
      assert.equal("config", err.kind)
      assert.equal(path, err.path)
    end
    local none, err = listener.new({ callback = cb, port = port })
    assert.is_nil(none)
    assert.equal("transport", err.kind)
    assert.has_error(function()
      listener.new("x")
    end)
    assert.has_error(function()
      l:wait(1)
    end)
  end)
end)

describe("wxcard.listener's forward", function()
  it("posts each verified push on as it came, and once", function()
    local target = assert(httpd.listen({}))
    local lines = {}
    local l = assert(listener.new({ callback = assert(callback.new({ token = TOKEN })),
      forward = ("http://127.0.0.1:%d/hook?from=listener"):format(target:port()),
      log = function(line)
        lines[#lines + 1] = line
      end }))
    local port = tonumber(l:url():match(":(%d+)/"))
    local got = {}
    local status = 200
    local function pump()
      l:poll(0)
      local r = target:poll(0.005)
      if r then
        got[#got + 1] = r
        target:respond(r.id, { status = status })
      end
    end
    local client = wire.connect(port, pump)
    local function send(body, q)
      client:send(raw("POST", "/" .. q, body))
      return client:response().status
    end
    local function settle()
      local deadline = httpd.now() + 0.2
      while httpd.now() < deadline do
        pump()
      end
    end
    local body, q = push("user_get_card"), query()
    assert.equal(200, send(body, q))
    settle()
    assert.equal(200, send(body, q)) -- a repetition
    assert.equal(403, send(push("user_get_card"), "?signature=x&timestamp=1&nonce=1"))
    settle()
    assert.equal(1, #got)
    assert.equal("POST", got[1].method)
    assert.equal("/hook", got[1].path)
    assert.equal("from=listener&" .. q:sub(2), got[1].query)
    assert.equal(body, got[1].body)
    assert.equal("text/xml", got[1].headers["content-type"])
    status, lines = 500, {}
    send(push("user_get_card"), q)
    settle()
    assert.same({ "a forwarded push was answered with status 500" }, lines)
    lines = {}
    target:close()
    target = { poll = function() end }
    send(push("user_get_card"), q)
    local deadline = httpd.now() + 5
    while #lines == 0 and httpd.now() < deadline do
      l:poll(0.01)
    end
    assert.same({ "a push was not forwarded: transport" }, lines)
    client:close()
    l:close()
  end)
end)
