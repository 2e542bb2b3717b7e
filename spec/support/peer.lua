---A scripted HTTP/1.1 peer for specs, as a process of its own: each story has a list of behaviours, one a request.
---
---    local peer = Peer.start()
---    local story = peer:story({ { reset = true }, { json = { errcode = 0 } } })
---    wxcard.new{ base_url = story.url, … }     -- the first request is reset, every later one is answered
---    story:requests()                          -- what arrived, but for the tokens' requests
---
---A behaviour: `json` or `body` or `fill` (bytes), `status`, `headers` (lines); `length` (a Content-Length of its own);
---`cut` (bytes of the body that are sent), `reset` (after the request, or after what `cut` lets through), `close`;
---`hang`, `delay` (seconds before the answer), `drip` (seconds a byte); `raw` (instead of everything); `early` (before
---the request's body was read), `pause` (seconds before that); `dies` (the next request on this connection is read and
---answered by a close); `file` (answers with what was uploaded). The last behaviour stays. Token requests are answered
---well and are not the story's, unless it says `tokens = true`.
local socket = require("socket")
local json = require("wxcard.json")
local program = require("spec.support.program")

local Peer = {}
Peer.__index = Peer

---------------------------------------------------------------------------------------------- the process

local stories, n_stories, tokens, n_connections = {}, 0, 0, 0
local tasks = {} -- coroutine -> { socket =, write = bool, at = }

local function sleep(seconds)
  coroutine.yield({ at = socket.gettime() + seconds })
end

local function wait(conn, write)
  coroutine.yield({ socket = conn.socket, write = write })
end

local function more(conn)
  local data, err, partial = conn.socket:receive(65536)
  data = data or partial
  if data and #data > 0 then
    conn.parts[#conn.parts + 1] = data
    conn.size = conn.size + #data
    return true
  end
  if err ~= "timeout" then
    return false
  end
  wait(conn, false)
  return true
end

local function flatten(conn)
  local text = table.concat(conn.parts)
  conn.parts = { text }
  return text
end

local function send(conn, data)
  local from = 1
  while from <= #data do
    local last, err, partial = conn.socket:send(data, from)
    from = (last or partial or 0) + 1
    if not last then
      if err ~= "timeout" then
        return false
      end
      wait(conn, true)
    end
  end
  return true
end

local function read_head(conn)
  while true do
    local text = flatten(conn)
    local head, rest = text:match("^(.-\r\n)\r\n()")
    if head then
      conn.parts, conn.size = { text:sub(rest) }, #text - rest + 1
      local request = { headers = {}, head = head }
      request.method, request.path, request.query = head:match("^(%u+) ([^ ?]*)%??([^ ]*)")
      for name, value in head:gmatch("([^\r\n:]+): *([^\r\n]*)\r\n") do
        request.headers[name:lower()] = value
      end
      return request
    end
    if not more(conn) then
      return nil
    end
  end
end

local function read_body(conn, request)
  local length = tonumber(request.headers["content-length"]) or 0
  while conn.size < length do
    if not more(conn) then
      request.truncated = true
      break
    end
  end
  local text = flatten(conn)
  request.body = text:sub(1, length)
  conn.parts, conn.size = { text:sub(length + 1) }, math.max(0, #text - length)
end

local function abort(conn)
  conn.socket:setoption("linger", { on = true, timeout = 0 })
  conn.socket:close()
end

local REASONS = { [200] = "OK", [302] = "Found", [404] = "Not Found", [500] = "Internal Server Error" }

local function answer_text(b, body)
  local lines = { ("HTTP/1.1 %d %s"):format(b.status or 200, REASONS[b.status or 200] or "Said So"),
    "Content-Type: " .. (b.type or "application/json") }
  for _, line in ipairs(b.headers or {}) do
    lines[#lines + 1] = line
  end
  if b.length ~= "none" then
    lines[#lines + 1] = "Content-Length: " .. (b.length or #body)
  end
  if b.close then
    lines[#lines + 1] = "Connection: close"
  end
  return table.concat(lines, "\r\n") .. "\r\n\r\n"
end

-- What was uploaded, seen by our own receiver's parser.
local function uploaded(request)
  local crypto = require("wxcard.crypto")
  local parts = assert(require("wxcard.httpd").multipart(request.headers["content-type"], request.body))
  local out = {}
  for i, part in ipairs(parts) do
    out[i] = { name = part.name, filename = part.filename, content_type = part.content_type,
      size = #part.body, sha = crypto.sha256_hex(part.body), text = not part.filename and part.body or nil }
  end
  return assert(json.encode({ errcode = 0, errmsg = "ok", url = "http://127.0.0.1/x", media_id = "M", parts = out }))
end

-- Answers; false when the connection must not be used again.
local function behave(conn, request, b)
  if b.delay then
    sleep(b.delay)
  end
  if b.hang then
    while more(conn) do end -- until the client goes
    return false
  end
  if b.raw then
    send(conn, b.raw)
    if b.reset then
      abort(conn)
    end
    return not (b.close or b.reset)
  end
  if request.method == "HEAD" then
    b = { status = b.status, headers = b.headers, length = b.length or 6, cut = 0 }
  end
  local body = b.body or (b.file and uploaded(request)) or (b.fill and ("x"):rep(b.fill))
    or assert(json.encode(b.json or { errcode = 0, errmsg = "ok" }))
  if b.reset and not b.cut then
    abort(conn)
    return false
  end
  if b.cut == 0 and b.close then -- not a byte
    return false
  end
  local head = answer_text(b, body)
  body = b.cut and body:sub(1, b.cut) or body
  if b.drip then
    send(conn, head)
    for i = 1, #body do
      if not send(conn, body:sub(i, i)) then
        return false
      end
      sleep(b.drip)
    end
  else
    send(conn, head .. body)
  end
  if b.reset then
    sleep(0.05) -- so that what was sent is read before the reset throws it away
    abort(conn)
    return false
  end
  if b.dies then
    conn.dies = true
  end
  return not b.close
end

local TOKEN_PATHS = {
  ["/cgi-bin/stable_token"] = true, ["/cgi-bin/token"] = true, ["/cgi-bin/ticket/getticket"] = true,
}

local serve -- further down

local controls = {}

function controls.story(behaviours)
  n_stories = n_stories + 1
  local script = { tokens = behaviours.tokens }
  for key, value in pairs(behaviours) do
    if tonumber(key) then
      script[tonumber(key)] = value
    end
  end
  stories["s" .. n_stories] = { script = script, log = {}, tokens = 0, at = 0, connections = 0, busy = 0,
    most = 0 }
  return { name = "s" .. n_stories }
end

function controls.log(arguments)
  local s = stories[arguments.name]
  return { requests = json.array(s.log), tokens = s.tokens, connections = s.connections, most = s.most }
end

---Listens on one more port, whose connections never speak HTTP: reset at once, closed at once, or silent.
function controls.port(arguments)
  local server = assert(socket.bind("127.0.0.1", arguments.port or 0, 1024))
  local _, port = server:getsockname()
  serve(server, function(conn)
    if arguments.mode == "reset" then
      abort(conn)
    elseif arguments.mode == "silent" then
      while more(conn) do end
      conn.socket:close()
    else
      conn.socket:close()
    end
  end)
  return { port = tonumber(port) }
end

local function control(conn, request, name)
  local arguments = #request.body > 0 and assert(json.decode(request.body)) or {}
  local body = assert(json.encode(controls[name](arguments)))
  send(conn, answer_text({}, body) .. body)
end

local function note(story, conn, request)
  story.log[#story.log + 1] = {
    method = request.method, path = request.path, query = request.query, headers = request.headers,
    size = #request.body, sha = require("wxcard.crypto").sha256_hex(request.body),
    body = #request.body < 4096 and request.body or nil, truncated = request.truncated,
    connection = conn.number, at = socket.gettime(),
  }
end

local function handle(conn, request)
  local command = request.path:match("^/_(%a+)$")
  if command then
    read_body(conn, request)
    control(conn, request, command)
    return true
  end
  local name, path = request.path:match("^/(s%d+)(.*)$")
  local story = assert(stories[name], request.path)
  request.path = path
  if conn.story ~= story then
    conn.story = story
    story.connections = story.connections + 1
  end
  if TOKEN_PATHS[path] and not story.script.tokens then
    read_body(conn, request)
    tokens, story.tokens = tokens + 1, story.tokens + 1
    local body = assert(json.encode({ errcode = 0, access_token = "token-" .. tokens, ticket = "ticket-" .. tokens,
      expires_in = 7200 }))
    send(conn, answer_text({ close = true }, body) .. body)
    return false -- so that a story begins on a fresh connection
  end
  story.at = story.at + 1
  local b = story.script[math.min(story.at, #story.script)]
  if b.pause then
    sleep(b.pause)
  end
  if not b.early then
    read_body(conn, request)
  else
    request.body = ""
  end
  note(story, conn, request)
  if conn.dies then
    return false
  end
  story.busy = story.busy + 1
  story.most = math.max(story.most, story.busy)
  local keep = behave(conn, request, b)
  story.busy = story.busy - 1
  return keep
end

local function http(conn)
  while true do
    local request = read_head(conn)
    if not request or not handle(conn, request) then
      break
    end
  end
  conn.socket:close()
end

local function start_task(fn, ...)
  local co = coroutine.create(fn)
  local ok, what = coroutine.resume(co, ...)
  assert(ok, what)
  if coroutine.status(co) ~= "dead" then
    tasks[co] = what
  end
end

function serve(server, fn)
  server:settimeout(0)
  start_task(function()
    while true do
      local client = server:accept()
      if client then
        client:settimeout(0)
        client:setoption("tcp-nodelay", true)
        n_connections = n_connections + 1
        start_task(fn, { socket = client, parts = {}, size = 0, number = n_connections })
      else
        wait({ socket = server }, false)
      end
    end
  end)
end

---The peer's own process: prints its port, runs until it is stopped.
function Peer.run(port)
  local server = assert(socket.bind("127.0.0.1", port or 0, 1024))
  local _, bound = server:getsockname()
  serve(server, http)
  io.write(bound, "\n")
  io.flush()
  while true do
    local readers, writers, soonest = {}, {}, nil
    for _, what in pairs(tasks) do
      if what.at then
        soonest = math.min(soonest or what.at, what.at)
      else
        table.insert(what.write and writers or readers, what.socket)
      end
    end
    local now = socket.gettime()
    local can_read, can_write = socket.select(readers, writers, soonest and math.max(0, soonest - now) or 60)
    now = socket.gettime()
    local ready = {}
    for co, what in pairs(tasks) do
      if what.at and what.at <= now or not what.at and (what.write and can_write or can_read)[what.socket] then
        ready[#ready + 1] = co
      end
    end
    for _, co in ipairs(ready) do
      tasks[co] = nil
      local ok, what = coroutine.resume(co)
      assert(ok, what)
      if coroutine.status(co) ~= "dead" then
        tasks[co] = what
      end
    end
  end
end

---------------------------------------------------------------------------------------------- for specs

---@return table peer with `url` and `port`
function Peer.start(port)
  local process = program.start(("require('spec.support.peer').run(%s)"):format(port or 0))
  local bound = process.line
  return setmetatable({ process = process, port = tonumber(bound), url = "http://127.0.0.1:" .. bound }, Peer)
end

function Peer:stop()
  self.process.stop()
end

function Peer:ask(command, arguments)
  local conn = assert(socket.connect("127.0.0.1", self.port))
  local body = assert(json.encode(arguments))
  assert(conn:send(("POST /_%s HTTP/1.1\r\nContent-Length: %d\r\n\r\n%s"):format(command, #body, body)))
  local length
  repeat
    local line = assert(conn:receive("*l"))
    length = tonumber(line:match("^Content%-Length: (%d+)")) or length
  until line == ""
  local text = assert(conn:receive(length))
  conn:close()
  return assert(json.decode(text))
end

local Story = {}
Story.__index = Story

---@param behaviours table[] `tokens = true` beside them: token requests go by the script too
function Peer:story(behaviours)
  local script = {}
  for key, value in pairs(behaviours) do
    script[tostring(key)] = value
  end
  local name = self:ask("story", script).name
  return setmetatable({ peer = self, name = name, url = self.url .. "/" .. name }, Story)
end

---What arrived so far: { requests =, tokens =, connections =, most = (at once) }.
function Story:log()
  return self.peer:ask("log", { name = self.name })
end

function Story:requests()
  return self:log().requests
end

---A port where nobody speaks HTTP: mode "reset", "close" or "silent".
---@return string url
function Peer:silent(mode)
  return ("http://127.0.0.1:%d"):format(self:ask("port", { mode = mode }).port)
end

---A port that nobody listens on.
function Peer.free_port()
  local server = assert(socket.bind("127.0.0.1", 0))
  local _, port = server:getsockname()
  server:close()
  return tonumber(port)
end

return Peer
