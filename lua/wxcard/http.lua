---Plain HTTP through the engine: no account, no retries, any status is an answer. The sandbox pushes events with it.
local client = require("wxcard.client")
local core = require("wxcard.core")
local gather = require("wxcard.gather")

local http = {}

---@class wxcard.Request
---@field method "GET"|"POST"|"PUT"|"PATCH"|"DELETE"|"HEAD"|nil default GET, POST with a body
---@field url string
---@field headers table<string, string>?
---@field body string?
---@field timeout number?  seconds, default 30

---@class wxcard.Response
---@field status integer
---@field headers table<string, string> names in lower case
---@field body string

local shared -- the client of all plain requests of this Lua state

local function plain_client()
  if not shared then
    shared = assert(client.with({
      base_url = "http://127.0.0.1", connect_timeout = 5, timeout = 30, cache_dir = false,
    }))
  end
  return shared
end

local function header_lines(headers)
  local lines = {}
  for name, value in pairs(headers or {}) do
    if (name .. value):find("[\r\n]") then
      error("a header must not hold line ends", 4)
    end
    lines[#lines + 1] = name .. ": " .. value
  end
  table.sort(lines)
  return lines
end

local function start(request)
  if type(request) ~= "table" or type(request.url) ~= "string" then
    error("a request is a table with a url", 3)
  end
  return plain_client().core:request({
    method = request.method or (request.body and "POST" or "GET"), url = request.url, body = request.body,
    headers = header_lines(request.headers),
  }, request.timeout or 30)
end

---@class wxcard.Pending
local Pending = {}
Pending.__index = Pending

---Whether the answer is there; never waits.
---@return boolean
function Pending:poll()
  return self.call:wait(0)
end

---The answer; waits for it if need be. Once.
---@return wxcard.Response?
---@return wxcard.Error? err
function Pending:result()
  if not self.call:wait(0) then -- one that is done may have been announced to a gather that did not know it
    gather.await(self.call)
  end
  return self.call:result()
end

---Sends a request without waiting for its answer.
---@param request wxcard.Request
---@return wxcard.Pending?
---@return wxcard.Error? err
function http.submit(request)
  local call, err = start(request)
  if not call then
    return nil, err
  end
  return setmetatable({ call = call }, Pending)
end

---Sends a request and waits for its answer.
---@param request wxcard.Request
---@return wxcard.Response?
---@return wxcard.Error? err
function http.request(request)
  local call, err = start(request)
  if not call then
    return nil, err
  end
  gather.await(call)
  return call:result()
end

---A descriptor that is readable while a finished request waits to be taken; for other event loops.
---@return integer? fd
function http.fd()
  return core.engine.fd()
end

return http
