local httpd = require("wxcard.httpd")
local socket = require("socket")
local wire = require("spec.support.wire")

local function request(method, target, body, headers)
  return ("%s %s HTTP/1.1\r\nHost: x\r\n%s%s\r\n%s"):format(method, target, headers or "",
    body and ("Content-Length: %d\r\n"):format(#body) or "", body or "")
end

local function specs(epoll)
  local server, clients, arrived

  -- Lets the server work; what arrives is kept in `arrived`.
  local function pump()
    local r = server:poll(0.002)
    if r then
      arrived[#arrived + 1] = r
    end
  end

  local function connect()
    local client = wire.connect(server:port(), pump)
    clients[#clients + 1] = client
    return client
  end

  local function arrive(n)
    local deadline = socket.gettime() + 5
    while #arrived < (n or 1) do
      assert(socket.gettime() < deadline, "no request arrived")
      pump()
    end
    return table.remove(arrived, 1)
  end

  local function listen(options)
    if server then
      server:close()
    end
    options = options or {}
    options.epoll = epoll
    server = assert(httpd.listen(options))
    return server
  end

  before_each(function()
    clients, arrived = {}, {}
    listen()
  end)

  after_each(function()
    for _, client in ipairs(clients) do
      client:close()
    end
    server:close()
    server = nil
  end)

  it("hands out a request with its raw and its decoded parts", function()
    local client = connect()
    client:send(request("POST", "/a%20b/%E4%BC%9A?x=1&%E5%91%98=%E5%8D%A1+2&x=3&empty=&bare&=v#frag", "body\0bytes",
      "X-One: 1\r\nx-one: 2\r\nX-Empty:\r\n"))
    local r = arrive()
    assert.equal("POST", r.method)
    assert.equal("/a b/会", r.path)
    assert.equal("x=1&%E5%91%98=%E5%8D%A1+2&x=3&empty=&bare&=v", r.query)
    assert.same({ x = "3", ["员"] = "卡 2", empty = "", bare = "", [""] = "v" }, r.args)
    assert.equal("body\0bytes", r.body)
    assert.equal("1, 2", r.headers["x-one"])
    assert.equal("", r.headers["x-empty"])
    assert.equal("x", r.headers.host)
    assert.equal("127.0.0.1", r.remote)
    assert.equal("number", type(r.id))
    assert.is_true(server:respond(r.id, { status = 201, body = "done", headers = { ["Content-Type"] = "text/plain",
      ["Set-Cookie"] = { "a=1", "b=2" }, ["Content-Length"] = 999, ["X-N"] = 5 } }))
    local response = client:response()
    assert.equal(201, response.status)
    assert.equal("done", response.body)
    assert.equal("5", response.headers["x-n"])
    local cookies = table.concat(response.list, "\n")
    assert.truthy(cookies:find("set-cookie: a=1", 1, true) and cookies:find("set-cookie: b=2", 1, true))
  end)

  it("takes the path of a request that was meant for a proxy", function()
    connect():send(request("GET", "http://api.example:80/cgi-bin/token?a=%zz%4"))
    local r = arrive()
    assert.equal("/cgi-bin/token", r.path)
    assert.equal("a=%zz%4", r.query)
    assert.equal("%zz%4", r.args.a)
    assert.equal("http://api.example:80/cgi-bin/token?a=%zz%4", r.target)
    connect():send(request("GET", "http://api.example?q=1"))
    r = arrive()
    assert.equal("/", r.path)
    assert.equal("1", r.args.q)
  end)

  it("answers every usual method on one kept connection", function()
    local client = connect()
    for _, method in ipairs({ "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD" }) do
      client:send(request(method, "/m", method ~= "GET" and method ~= "HEAD" and "b" or nil))
      local r = arrive()
      assert.equal(method, r.method)
      server:respond(r.id, { body = "to " .. method })
      local response = client:response(method == "HEAD")
      assert.equal(200, response.status)
      assert.equal(method == "HEAD" and "" or "to " .. method, response.body)
      assert.equal(tostring(#("to " .. method)), response.headers["content-length"])
    end
  end)

  it("keeps many requests open and takes their answers in any order", function()
    local ids = {}
    for i = 1, 40 do
      connect():send(request("GET", "/" .. i))
      ids[i] = arrive()
    end
    for i = 40, 1, -1 do
      assert.is_true(server:respond(ids[i].id, { body = "answer to " .. ids[i].path }))
    end
    for i = 1, 40 do
      assert.equal("answer to " .. ids[i].path, clients[i]:response().body)
    end
  end)

  it("answers pipelined requests in their order", function()
    local client = connect()
    client:send(request("GET", "/1") .. request("POST", "/2", "two") .. request("GET", "/3"))
    for i = 1, 3 do
      local r = arrive()
      assert.equal("/" .. i, r.path)
      assert.equal(i == 2 and "two" or "", r.body)
      assert.is_true(server:respond(r.id, { body = r.path }))
    end
    for i = 1, 3 do
      assert.equal("/" .. i, client:response().body)
    end
  end)

  it("reads chunked bodies", function()
    local client = connect()
    client:send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n")
    local r = arrive()
    assert.equal("abcdefg", r.body)
  end)

  it("carries large bodies both ways", function()
    local client = connect()
    local body = ("0123456789abcdef"):rep(400000) -- 6.4 MB
    client:send(request("POST", "/", body))
    local r = arrive()
    assert.is_true(r.body == body)
    server:respond(r.id, { body = body })
    local parts, size = {}, 0
    client:until_(function() -- without copying the whole again and again
      parts[#parts + 1], size = client.got, size + #client.got
      client.got = ""
      return size >= #body + 50 and table.concat(parts):match("\r\n\r\n()") + #body <= size + 1
    end)
    assert.is_true(table.concat(parts):sub(-#body) == body)
  end)

  it("refuses a body over max_body with 413 and keeps serving", function()
    listen({ max_body = 1000 })
    local client = connect()
    client:send(request("POST", "/", ("x"):rep(1000)))
    server:respond(arrive().id, { body = "fits" })
    assert.equal("fits", client:response().body)
    client:send(request("POST", "/", ("x"):rep(1001)))
    assert.equal(413, client:response().status)
    client:send(request("POST", "/", ("x"):rep(300000)))
    assert.equal(413, client:response().status)
    client:send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n800\r\n" .. ("x"):rep(0x800)
      .. "\r\n0\r\n\r\n")
    assert.equal(413, client:response().status)
    assert.equal(0, #arrived)
    client:send(request("GET", "/after"))
    assert.equal("/after", arrive().path)
  end)

  it("refuses at once who asks before sending", function()
    listen({ max_body = 1000 })
    local client = connect()
    client:send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\nExpect: 100-continue\r\n\r\n")
    assert.equal(413, client:response().status)
    local polite = connect()
    polite:send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
    assert.equal(100, polite:response(true).status)
    polite:send("abc")
    assert.equal("abc", arrive().body)
  end)

  it("bounds request line and headers", function()
    local client = connect()
    client:send("GET /" .. ("a"):rep(100000) .. " HTTP/1.1\r\nHost: x\r\n\r\n")
    local response = client:response(true)
    assert.truthy(response == nil or response.status >= 400)
    local other = connect()
    other:send("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " .. ("a"):rep(100000) .. "\r\n\r\n")
    response = other:response(true)
    assert.truthy(response == nil or response.status >= 400)
    assert.equal(0, #arrived)
  end)

  it("says when the client has gone before its answer", function()
    for _, leave in ipairs({ "close", "abort" }) do
      local client = connect()
      client:send(request("GET", "/gone"))
      local r = arrive()
      client[leave](client)
      local ok, err = server:respond(r.id, { body = "too late" })
      assert.is_nil(ok)
      assert.equal("transport", err.kind)
      assert.truthy(err.message:find("gone"))
    end
    local next_one = connect()
    next_one:send(request("GET", "/still"))
    assert.equal("/still", arrive().path)
  end)

  it("survives a client that goes in the middle of its request or its answer", function()
    local client = connect()
    client:send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf")
    client:abort()
    local reader = connect()
    reader:send(request("GET", "/big"))
    server:respond(arrive().id, { body = ("x"):rep(8 * 1024 * 1024) })
    reader:abort()
    local dripped = connect()
    dripped:send(request("GET", "/drip"))
    server:respond(arrive().id, { body = "0123456789", fault = "drip", drip_bytes = 1, drip_delay = 0.01 })
    dripped:abort()
    for _ = 1, 30 do
      pump()
    end
    local next_one = connect()
    next_one:send(request("GET", "/still"))
    assert.equal("/still", arrive().path)
  end)

  it("takes one answer for a request, and none for an id it never gave", function()
    local client = connect()
    client:send(request("GET", "/"))
    local r = arrive()
    assert.is_true(server:respond(r.id, { body = "first" }))
    for _, id in ipairs({ r.id, r.id + 1, r.id + 65536, 0, -1, 0.5, 1e300, 0 / 0 }) do
      local ok, err = server:respond(id, { body = "second" })
      assert.is_nil(ok)
      assert.equal("transport", err.kind)
    end
    assert.equal("first", client:response().body)
    client:send(request("GET", "/again"))
    local again = arrive()
    assert.not_equal(r.id, again.id)
    assert.is_nil((server:respond(r.id, { body = "stale" })))
    assert.is_true(server:respond(again.id, { body = "fresh" }))
    assert.equal("fresh", client:response().body)
  end)

  it("refuses a header that would break the response, and lets the answer be given again", function()
    local client = connect()
    client:send(request("GET", "/"))
    local r = arrive()
    for _, headers in ipairs({ { ["X-A"] = "1\r\nX-B: 2" }, { ["X-A"] = "1\0" }, { ["X-A"] = true }, { "x" },
      { [""] = "x" }, { ["X-A"] = { "fine", {} } } }) do
      local ok, err = server:respond(r.id, { headers = headers })
      assert.is_nil(ok)
      assert.equal("validation", err.kind)
      assert.equal("headers", err.path)
    end
    assert.is_true(server:respond(r.id, { body = "good" }))
    assert.equal("good", client:response().body)
  end)

  it("resets on demand", function()
    local curl = io.popen(("LD_PRELOAD= curl -sS -m 10 http://127.0.0.1:%d/ 2>&1; echo exit $?"):format(server:port()))
    assert.is_true(server:respond(arrive().id, { body = "never", fault = "reset" }))
    local said = curl:read("*a")
    curl:close()
    assert.truthy(said:find("reset by peer", 1, true), said) -- an orderly end would be an "Empty reply"
    assert.truthy(said:find("exit 56", 1, true), said)
    local client = connect()
    client:send(request("GET", "/"))
    server:respond(arrive().id, { body = "never", fault = "reset" })
    assert.is_true(client:until_(function()
      return client.closed
    end))
    assert.equal("", client.got)
  end)

  it("truncates on demand", function()
    local client = connect()
    client:send(request("GET", "/"))
    server:respond(arrive().id, { body = "0123456789", fault = "truncate" })
    client:until_(function()
      return client.closed
    end)
    assert.equal("closed", client.closed)
    assert.truthy(client.got:find("Content-Length: 10\r\n", 1, true))
    assert.equal("01234", client.got:match("\r\n\r\n(.*)$"))
    local empty = connect()
    empty:send(request("GET", "/"))
    server:respond(arrive().id, { fault = "truncate" })
    empty:until_(function()
      return empty.closed
    end)
    assert.truthy(empty.got:find("Content-Length: 1\r\n", 1, true))
    assert.equal("", empty.got:match("\r\n\r\n(.*)$"))
  end)

  it("drips on demand while others are served", function()
    local slow, quick = connect(), connect()
    slow:send(request("GET", "/slow"))
    local started = httpd.now()
    server:respond(arrive().id, { body = "0123456789", fault = "drip", drip_bytes = 3, drip_delay = 0.05 })
    quick:send(request("GET", "/quick"))
    server:respond(arrive().id, { body = "at once" })
    assert.equal("at once", quick:response().body)
    assert.is_true(httpd.now() - started < 0.1)
    local sizes = {}
    slow:until_(function()
      local size = #(slow.got:match("\r\n\r\n(.*)$") or "")
      sizes[size] = true
      return size == 10
    end)
    assert.is_true(httpd.now() - started >= 0.15)
    assert.truthy(sizes[3] and sizes[6] and sizes[9])
    assert.equal("0123456789", slow:response().body)
    slow:send(request("GET", "/kept"))
    assert.equal("/kept", arrive().path)
  end)

  it("wakes for another descriptor, and for its own work first", function()
    local other = assert(socket.bind("127.0.0.1", 0))
    local started = httpd.now()
    assert.is_nil(server:poll(0.05, other:getfd()))
    assert.is_true(httpd.now() - started >= 0.045)
    local _, port = other:getsockname()
    local visitor = assert(socket.connect("127.0.0.1", port))
    started = httpd.now()
    assert.is_nil(server:poll(5, other:getfd()))
    assert.is_true(httpd.now() - started < 1)
    connect():send(request("GET", "/own"))
    assert.equal("/own", arrive().path)
    visitor:close()
    other:close()
  end)

  it("drops what is unanswered when it closes, and closes twice", function()
    for i = 1, 3 do
      connect():send(request("GET", "/" .. i))
    end
    local taken = arrive()
    local dripping = connect()
    dripping:send(request("GET", "/drip"))
    arrive(1)
    local last = arrived[#arrived]
    if last then
      server:respond(last.id, { body = ("x"):rep(100), fault = "drip", drip_delay = 1 })
    end
    local half = connect()
    half:send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1234")
    pump()
    server:close()
    server:close()
    for _, client in ipairs(clients) do
      client.pump = function() end
      assert.is_true(client:until_(function()
        return client.closed
      end))
    end
    assert.has_error(function()
      server:respond(taken.id, { body = "late" })
    end, "the server is closed")
    assert.has_error(function()
      server:poll(0)
    end, "the server is closed")
  end)

  it("lets several servers live side by side and be collected unclosed", function()
    local other = assert(httpd.listen({ epoll = epoll }))
    assert.not_equal(server:port(), other:port())
    local client = wire.connect(other:port(), function() end)
    client:send(request("GET", "/other"))
    local r = other:poll(1)
    assert.equal("/other", r.path)
    assert.is_nil((server:respond(r.id, {})))
    assert.is_true(other:respond(r.id, { body = "hi" }))
    assert.equal("hi", client:response().body)
    client:send(request("GET", "/unanswered"))
    assert.truthy(other:poll(1))
    other = nil -- luacheck: ignore
    collectgarbage()
    collectgarbage()
    client:until_(function()
      return client.closed
    end)
    assert.equal("closed", client.closed)
  end)

  it("says why it cannot listen", function()
    local twice, err = httpd.listen({ port = server:port(), epoll = epoll })
    assert.is_nil(twice)
    assert.equal("transport", err.kind)
    assert.equal("port", err.path)
    assert.truthy(err.message:find("in use"), err.message)
    local nowhere, host_err = httpd.listen({ host = "256.1.1.1", epoll = epoll })
    assert.is_nil(nowhere)
    assert.equal("host", host_err.path)
  end)

  it("blames the caller for what is no option", function()
    for _, options in ipairs({ { port = 70000 }, { port = "80" }, { host = 1 }, { max_body = -1 },
      { idle_timeout = 0 } }) do
      assert.has_error(function()
        httpd.listen(options)
      end)
    end
    connect():send(request("GET", "/"))
    local r = arrive()
    for _, answer in ipairs({ { status = 99 }, { status = 700 }, { status = "x" }, { body = {} }, { fault = "typo" },
      { headers = 1 }, { drip_bytes = 0 }, { drip_delay = -1 } }) do
      assert.has_error(function()
        server:respond(r.id, answer)
      end)
    end
    assert.is_true(server:respond(r.id, {}))
  end)

  it("closes a connection that stays silent", function()
    listen({ idle_timeout = 1 })
    local client = connect()
    client:send("GET / HT")
    assert.is_true(client:until_(function()
      return client.closed
    end, 4))
  end)

  it("does not leak slots, memory or descriptors over many requests", function()
    local function round()
      local client = connect()
      for _ = 1, 50 do
        client:send(request("POST", "/?a=1", "body"))
        server:respond(arrive().id, { body = "answer" })
        client:response()
      end
      client:close()
      table.remove(clients)
    end
    local function descriptors()
      local n = 0
      for _ in io.popen("LD_PRELOAD= ls /proc/$PPID/fd 2>/dev/null"):lines() do
        n = n + 1
      end
      return n
    end
    round()
    local before = descriptors()
    for _ = 1, 10 do
      round()
    end
    for _ = 1, 10 do
      pump()
    end
    assert.is_true(descriptors() <= before + 1)
    connect():send(request("GET", "/"))
    assert.is_true(arrive().id % 65536 < 32) -- the first places are used again
  end)
end

describe("wxcard.httpd with epoll", function()
  specs(true)
end)

describe("wxcard.httpd with select", function()
  specs(false)
end)

describe("httpd.multipart", function()
  local function body(boundary, ...)
    local text = {}
    for _, part in ipairs({ ... }) do
      text[#text + 1] = "--" .. boundary .. "\r\n" .. part .. "\r\n"
    end
    return table.concat(text) .. "--" .. boundary .. "--\r\n"
  end

  it("reads fields and binary files", function()
    local data = {}
    for i = 0, 255 do
      data[#data + 1] = string.char(i)
    end
    data = table.concat(data) .. "\r\n--B\r-\r\n--" .. "\r\n\r\n"
    local parts = assert(httpd.multipart("multipart/form-data; boundary=BOUND", body("BOUND",
      'Content-Disposition: form-data; name="media"; filename="标志.png"\r\nContent-Type: image/png\r\n\r\n' .. data,
      'content-disposition:form-data; name=plain\r\n\r\nvalue',
      'Content-Disposition: form-data; name="empty"\r\n\r\n')))
    assert.equal(3, #parts)
    assert.same({ name = "media", filename = "标志.png", content_type = "image/png", body = data }, parts[1])
    assert.same({ name = "plain", body = "value" }, parts[2])
    assert.same({ name = "empty", body = "" }, parts[3])
  end)

  it("takes a quoted boundary, a preamble, blanks and an epilogue", function()
    local parts = assert(httpd.multipart('Multipart/Form-Data; charset=utf-8; boundary="a b:?=c"',
      'preamble\r\n--a b:?=c \t\r\nX-Other: 1\r\nContent-Disposition: form-data; filename="f"; name="n"\r\n\r\n'
        .. "1\r\n--a b:?=c--\r\nepilogue"))
    assert.same({ { name = "n", filename = "f", body = "1" } }, parts)
  end)

  it("undoes both ways of quoting, and leaves a backslash path alone", function()
    local parts = assert(httpd.multipart("multipart/form-data; boundary=B", body("B",
      'Content-Disposition: form-data; name="a\\"b"; filename="C:\\dir\\x \\\\ \\" ; y.png"\r\n\r\n1',
      'Content-Disposition: form-data; name="a%22b%0D%0a"; filename="100%25.png"\r\n\r\n2')))
    assert.equal('a"b', parts[1].name)
    assert.equal('C:\\dir\\x \\ " ; y.png', parts[1].filename)
    assert.equal('a"b\r\n', parts[2].name)
    assert.equal("100%25.png", parts[2].filename)
  end)

  it("reads what curl sends", function()
    local server = assert(httpd.listen({}))
    local file = os.tmpname()
    local handle = assert(io.open(file, "wb"))
    handle:write("\0\1\r\n--\255")
    handle:close()
    local form = "-F 'media=@%s;filename=q\"x.png;type=image/png' -F 'k=v 1'"
    local url = "http://127.0.0.1:" .. server:port()
    local curl = io.popen(("LD_PRELOAD= curl -s -m 10 " .. form .. " %s"):format(file, url))
    local r = assert(server:poll(10))
    local parts = assert(httpd.multipart(r.headers["content-type"], r.body))
    server:respond(r.id, { body = "ok" })
    assert.equal("ok", curl:read("*a"))
    curl:close()
    os.remove(file)
    server:close()
    assert.same({ { name = "media", filename = 'q"x.png', content_type = "image/png", body = "\0\1\r\n--\255" },
      { name = "k", body = "v 1" } }, parts)
  end)

  it("names what is wrong with a broken one", function()
    local head = 'Content-Disposition: form-data; name="a"\r\n\r\n'
    for _, case in ipairs({
      { "text/plain", "", "not multipart" },
      { "multipart/form-data", "", "no boundary" },
      { "multipart/form-data; boundary=", "", "boundary is empty" },
      { "multipart/form-data; boundary=" .. ("x"):rep(300), "", "too long" },
      { "multipart/form-data; boundary=\"B", "--B--", "no boundary" },
      { "multipart/form-data; boundary=B", "", "no boundary in the body" },
      { "multipart/form-data; boundary=B", "--C\r\n", "no boundary in the body" },
      { "multipart/form-data; boundary=B", "--B\r\n" .. head .. "1", "before its last boundary" },
      { "multipart/form-data; boundary=B", "--B\r\n" .. head .. "1\r\n--B", "before its last boundary" },
      { "multipart/form-data; boundary=B", "--B\r\nContent-Dis", "do not end" },
      { "multipart/form-data; boundary=B", "--B\r\nX: " .. ("y"):rep(20000) .. "\r\n\r\n1\r\n--B--", "too long" },
      { "multipart/form-data; boundary=B", "--B\r\nnonsense\r\n\r\n1\r\n--B--", "malformed" },
      { "multipart/form-data; boundary=B", "--B\r\nX: 1\r\n\r\n1\r\n--B--", "no name" },
      { "multipart/form-data; boundary=B", '--B\r\nContent-Disposition: attachment; name="a"\r\n\r\n1\r\n--B--',
        "malformed" },
    }) do
      local parts, err = httpd.multipart(case[1], case[2])
      assert.is_nil(parts)
      assert.equal("validation", err.kind)
      assert.truthy(err.message:find(case[3], 1, true), err.message .. " / " .. case[3])
    end
  end)

  it("bears being cut anywhere", function()
    local whole = body("B",
      'Content-Disposition: form-data; name="a\\""; filename="f"\r\nContent-Type: x\r\n\r\ndata', "X")
    for n = 0, #whole do
      local parts, err = httpd.multipart("multipart/form-data; boundary=B", whole:sub(1, n))
      assert.truthy(parts or err.message)
    end
  end)
end)
