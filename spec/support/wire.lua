-- A raw TCP client for specs that run a server in the same process: nothing here waits without letting the server work.
local socket = require("socket")

local wire = {}

local methods = {}
methods.__index = methods

-- pump is called whenever the client would wait: it lets the server work for a moment.
function wire.connect(port, pump)
  local sock = assert(socket.connect("127.0.0.1", port))
  sock:settimeout(0)
  return setmetatable({ sock = sock, pump = pump, got = "" }, methods)
end

function methods:send(data)
  local at = 1
  local deadline = socket.gettime() + 10
  while at <= #data do
    local last, err, partial = self.sock:send(data, at)
    if err and err ~= "timeout" then
      self.closed = err
      return nil, err
    end
    at = (last or partial) + 1
    self.pump()
    assert(socket.gettime() < deadline, "the server takes nothing")
  end
  return self
end

-- Reads what is there; false once the peer has closed.
function methods:read()
  local data, err, partial = self.sock:receive(65536)
  self.got = self.got .. (data or partial or "")
  if err and err ~= "timeout" then
    self.closed = err
  end
  return not self.closed
end

-- Reads until done() or `seconds` are over; returns whether done() came true.
function methods:until_(done, seconds)
  local deadline = socket.gettime() + (seconds or 5)
  repeat
    self:read()
    if done() then
      return true
    end
    self.pump()
  until socket.gettime() > deadline
  return false
end

local function parse(text, bodiless)
  local head, after = text:match("^(.-\r\n)\r\n()")
  if not head then
    return nil
  end
  local response = { status = tonumber(head:match("^HTTP/1%.1 (%d%d%d)")), headers = {}, list = {} }
  for name, value in head:gmatch("\n([^:\r\n]+): *([^\r\n]*)") do
    response.headers[name:lower()] = value
    response.list[#response.list + 1] = name:lower() .. ": " .. value
  end
  local length = bodiless and 0 or tonumber(response.headers["content-length"]) or 0
  response.body = text:sub(after, after + length - 1)
  return #response.body == length and response, after + length
end

-- The next response on this connection, or nil.
function methods:response(bodiless, seconds)
  local response, after
  self:until_(function()
    response, after = parse(self.got, bodiless)
    return response or self.closed
  end, seconds)
  if response then
    self.got = self.got:sub(after)
  end
  return response or nil
end

function methods:close()
  self.sock:close()
end

-- Closes with a reset.
function methods:abort()
  self.sock:setoption("linger", { on = true, timeout = 0 })
  self.sock:close()
end

return wire
