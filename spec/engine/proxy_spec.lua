local Peer = require("spec.support.peer")
local program = require("spec.support.program")
local tls = require("spec.support.tls")
local workers = require("spec.support.workers")
local wxcard = require("wxcard")

-- A proxy: tunnels CONNECT, passes on what comes in absolute form, and notes in A.log where each was for. With
-- A.status it refuses every CONNECT by it.
local PROXY = [[
local socket = require("socket")
local server = assert(socket.bind("127.0.0.1", 0))
say((select(2, server:getsockname())))
local sockets, other = { server }, {}
local function forget(conn)
  for i, known in ipairs(sockets) do
    if known == conn then table.remove(sockets, i) end
  end
  conn:close()
end
local function note(method, where)
  local log = assert(io.open(A.log, "a"))
  log:write(method, " ", where, "\n")
  log:close()
end
local function connect(conn, host, port)
  local upstream = assert(socket.connect(host, tonumber(port)))
  upstream:settimeout(0)
  other[conn], other[upstream] = upstream, conn
  sockets[#sockets + 1] = upstream
end
local function serve(conn)
  local last, problem, data = conn:receive("*a")
  data = last or data or ""
  if data ~= "" then
    local method, url, host, port = data:match("^(%u+) (([^ ?]+:?[^ ?]*))")
    if method == "CONNECT" then
      note("CONNECT", url)
      host, port = url:match("^(.*):(%d+)$")
      if A.status then
        conn:send(("HTTP/1.1 %d No\r\nContent-Length: 0\r\n\r\n"):format(A.status))
        return
      end
      connect(conn, host, port)
      conn:send("HTTP/1.1 200 Connection established\r\n\r\n")
      return
    end
    host, port = data:match("^%u+ http://([^/:]+):(%d+)/")
    if host and not data:find("^HTTP/") then
      note(method, url)
      data = data:gsub("^(%u+) http://[^/]+", "%1 ")
      if not other[conn] then connect(conn, host, port) end
    end
    if other[conn] then
      other[conn]:settimeout(5)
      other[conn]:send(data)
      other[conn]:settimeout(0)
    end
  end
  if problem == "closed" then
    if other[conn] then forget(other[conn]) end
    forget(conn)
  end
end
while true do
  for _, ready in ipairs((socket.select(sockets))) do
    if ready == server then
      local conn = server:accept()
      conn:settimeout(0)
      sockets[#sockets + 1] = conn
    else
      serve(ready)
    end
  end
end
]]

describe("a proxy", function()
  local peer, folder, proxy

  setup(function()
    peer, folder = Peer.start(), program.folder()
  end)

  teardown(function()
    peer:stop()
    program.remove(folder)
  end)

  after_each(function()
    if proxy then
      proxy.kill()
      proxy = nil
    end
  end)

  ---@return string address
  local function start(status)
    os.remove(folder .. "/log")
    proxy = workers.start(PROXY, { log = folder .. "/log", status = status })
    return "http://127.0.0.1:" .. proxy.answer()
  end

  local function noted()
    return program.contents(folder .. "/log") or ""
  end

  local function client(settings)
    settings.appid, settings.secret, settings.cache_dir = "wx1", "s3cr3t", false
    return assert(wxcard.new(settings))
  end

  it("carries every call of who names it", function()
    local story = peer:story({ { json = { errcode = 0 } } })
    local wx = client({ base_url = story.url, proxy = start() })
    assert(wx.card.get({ card_id = "p1" }))
    assert.equal(("POST %s/cgi-bin/stable_token\nPOST %s/card/get\n"):format(story.url, story.url), noted())
    assert.equal(1, #story:requests())
  end)

  it("sees of TLS only where it goes, and certificates are verified through it", function()
    local pki = tls.new()
    local nginx = tls.nginx(pki, "good")
    local address = start()
    local there = client({ base_url = nginx.url, proxy = address, ca_file = pki.ca })
    local _, err = there.card.get({ card_id = "p1" })
    local other = client({ base_url = nginx.url, proxy = address, ca_file = pki.cert("self") })
    local _, refused = other.card.get({ card_id = "p1" })
    nginx.stop()
    pki.remove()
    assert.is_nil(err)
    local tunnel = "CONNECT " .. nginx.url:match("^https://(.*)$") .. "\n"
    assert.equal(tunnel .. tunnel, noted())
    assert.matches("^TLS: ", refused.message)
    assert.equal("not_sent", refused.outcome)
  end)

  it("is the setting's alone: the environment neither adds one nor takes one away", function()
    local story = peer:story({ { json = { errcode = 0 } } })
    local code = [[
      local wx = assert(require("wxcard").new({ appid = "wx1", secret = "s", cache_dir = false, base_url = A.url,
        proxy = A.proxy, timeout = 5 }))
      local answer, err = wx.card.get({ card_id = "p1" })
      say(answer and "answered" or tostring(err))
    ]]
    local names = { "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY" }
    local worker = workers.start(code, { url = story.url },
      table.concat(names, "=http://127.0.0.1:9 ") .. "=http://127.0.0.1:9")
    assert.equal("answered", worker.answer())
    local named = start()
    worker = workers.start(code, { url = story.url, proxy = named }, "NO_PROXY='*' no_proxy=127.0.0.1")
    assert.equal("answered", worker.answer())
    assert.matches("/card/get", noted(), 1, true)
  end)

  it("that is not there or refuses leaves a call unsent, and its password out of the error", function()
    local refusing = start(407)
    local nobody = ("http://user:canaryPassword@127.0.0.1:%d"):format(Peer.free_port())
    for _, address in ipairs({ nobody, (refusing:gsub("//", "//user:canaryPassword@")) }) do
      local wx = client({ base_url = "https://127.0.0.1:9", proxy = address, timeout = 5 })
      local _, err = wx.card.code.consume({ code = "1" })
      assert.same({ "transport", "not_sent" }, { err.kind, err.outcome })
      assert.matches("proxy", err.hint or "", 1, true)
      assert.is_nil(wxcard.json.encode(err):find("canary", 1, true))
    end
  end)
end)
