---A receiver of WeChat's pushes for people without nginx: a small HTTP server that answers at once and then hands out
---the events, one after another. It works only while `poll`, `wait` or `run` is in progress.
local errors = require("wxcard.errors")
local httpd = require("wxcard.httpd")

local listener = {}

---@class wxcard.Listener
local methods = {}
methods.__index = methods

---@class wxcard.ListenerOptions
---@field callback wxcard.Callback  checks and opens the pushes, and knows repetitions
---@field port integer?             0, the default, takes a free one
---@field host string?              address to listen on, "127.0.0.1" by default
---@field path string?              where WeChat's requests go, "/" by default
---@field on_event fun(event: wxcard.Event)? called for each event after its answer; the event is handed out as well
---@field forward string?           URL to which each verified push is posted on, as it came
---@field log fun(line: string)?    takes what went wrong; by default it goes to standard error

local MAX_BODY = 1048576 -- what a callback takes at most
local MAX_EVENTS = 1000 -- waiting for poll; then WeChat is asked to come again
local MAX_FORWARDS = 100 -- under way at once
local AT_ONCE = 100 -- requests answered before an event is handed out
local FORWARD_TIMEOUT = 10 -- seconds

local OPTIONS = { callback = "table", port = "number", host = "string", path = "string", on_event = "function",
  forward = "string", log = "function" }

local STATUS = { signature = 403, crypto = 403, validation = 400 }

local function to_stderr(line)
  io.stderr:write("wxcard listener: ", line, "\n")
end

---------------------------------------------------------------------------------------------------- redaction

local function collect(value, texts)
  if type(value) == "table" then
    for _, v in pairs(value) do
      collect(v, texts)
    end
  elseif type(value) ~= "boolean" and #tostring(value) >= 4 then
    texts[#texts + 1] = tostring(value)
  end
end

-- A handler's error may quote the event, and with it a member's data: what stands in the event, and what looks like a
-- token or a telephone number, is blotted out.
local function redact(message, event)
  local texts = {}
  for name, value in pairs(event) do
    if name ~= "Event" and name ~= "MsgType" and name ~= "mode" and name ~= "format" then
      collect(value, texts)
    end
  end
  table.sort(texts, function(a, b)
    return #a > #b
  end)
  for _, text in ipairs(texts) do
    message = message:gsub(text:gsub("%p", "%%%0"), "***")
  end
  return (message:gsub("[%w_%-+=]+", function(word)
    return (#word >= 20 or word:find("^%d%d%d%d%d%d%d+$")) and "***" or nil
  end))
end

local function protected(self, handler, event)
  local ok, message = pcall(handler, event)
  if not ok then
    self.log(("the handler of %s failed: %s"):format(event.Event or event.MsgType or "a message",
      redact(tostring(message), event)))
  end
end

---------------------------------------------------------------------------------------------------- forwarding

local function forward(self, request)
  if #self.forwards >= MAX_FORWARDS then
    self.log("a push was not forwarded: too many are under way")
    return
  end
  local url = self.forward .. (request.query ~= "" and (self.forward:find("?", 1, true) and "&" or "?") .. request.query
    or "")
  local pending, err = require("wxcard").submit({ method = "POST", url = url, body = request.body,
    headers = { ["Content-Type"] = request.headers["content-type"] or "text/xml" }, timeout = FORWARD_TIMEOUT })
  if pending then
    self.forwards[#self.forwards + 1] = pending
  else
    self.log("a push was not forwarded: " .. err.kind)
  end
end

local function finish_forwards(self)
  for i = #self.forwards, 1, -1 do
    local pending = self.forwards[i]
    if pending:poll() then
      table.remove(self.forwards, i)
      local response, err = pending:result()
      if not response then
        self.log("a push was not forwarded: " .. err.kind)
      elseif response.status >= 300 then
        self.log("a forwarded push was answered with status " .. response.status)
      end
    end
  end
end

---------------------------------------------------------------------------------------------------- requests

local function answer(self, request, status, body, headers)
  headers = headers or {}
  headers["Content-Type"] = "text/plain; charset=utf-8"
  return self.server:respond(request.id, { status = status, body = body, headers = headers })
end

local function refuse(self, request, err)
  local reason = err.name or err.kind
  self.log(("refused a %s request: %s"):format(request.method, reason))
  local status = reason == "too_large" and 413 or STATUS[err.kind] or 400
  return answer(self, request, status, reason .. "\n")
end

local function receive_push(self, request)
  if #self.events >= MAX_EVENTS then -- before it is opened: a repetition of it must not count as seen
    self.log("too many events are waiting to be handled")
    return answer(self, request, 503, "busy\n")
  end
  local event, err = self.callback:open(request.args, request.body)
  if not event then
    return refuse(self, request, err)
  end
  answer(self, request, 200, "success") -- first of all: WeChat waits five seconds
  if event.duplicate then
    return
  end
  self.events[#self.events + 1] = event
  if self.forward then
    forward(self, request)
  end
  if self.on_event then
    protected(self, self.on_event, event)
  end
end

local function handle(self, request)
  if request.path ~= self.path then
    answer(self, request, 404, "not found\n")
  elseif request.method == "POST" then
    receive_push(self, request)
  elseif request.method == "GET" then
    local echo, err = self.callback:echo(request.args)
    if echo then
      answer(self, request, 200, echo)
    else
      refuse(self, request, err)
    end
  else
    answer(self, request, 405, "GET and POST only\n", { Allow = "GET, POST" })
  end
end

-- Answers what has come, or comes within `seconds`; false if nothing did.
local function serve(self, seconds)
  finish_forwards(self)
  local other = #self.forwards > 0 and require("wxcard").fd() or nil
  local request = self.server:poll(seconds, other)
  for _ = 1, AT_ONCE do
    if not request then
      break
    end
    handle(self, request)
    request = self.server:poll(0)
  end
  finish_forwards(self)
end

---------------------------------------------------------------------------------------------------- the listener

---Starts listening.
---@param options wxcard.ListenerOptions
---@return wxcard.Listener?
---@return wxcard.Error? err kind "config" for an option, "transport" when the port cannot be had
function listener.new(options)
  if type(options) ~= "table" then
    error("listener.new: a table of options expected, got a " .. type(options), 2)
  end
  for name, value in pairs(options) do
    if not OPTIONS[name] then
      return errors.fail({ kind = "config", path = tostring(name), message = "is not an option of the listener" })
    elseif type(value) ~= OPTIONS[name] then
      return errors.fail({ kind = "config", path = name,
        message = ("must be a %s, got a %s"):format(OPTIONS[name], type(value)) })
    end
  end
  if not options.callback then
    return errors.fail({ kind = "config", path = "callback", message = "required",
      hint = "make one with wxcard.callback{ token = … }" })
  elseif options.path and options.path:sub(1, 1) ~= "/" then
    return errors.fail({ kind = "config", path = "path", message = "must begin with /" })
  elseif options.forward and not options.forward:find("^https?://[^/]") then
    return errors.fail({ kind = "config", path = "forward", message = "must be an http or https URL" })
  elseif options.port and (options.port < 0 or options.port > 65535 or options.port % 1 ~= 0) then
    return errors.fail({ kind = "config", path = "port", message = "must be a whole number from 0 to 65535" })
  end
  local host = options.host or "127.0.0.1"
  local server, err = httpd.listen({ host = host, port = options.port or 0, max_body = MAX_BODY })
  if not server then
    return nil, err
  end
  return setmetatable({ server = server, host = host, path = options.path or "/", callback = options.callback,
    on_event = options.on_event, forward = options.forward, log = options.log or to_stderr, events = {},
    forwards = {} }, methods)
end

---Where it listens: what a sandbox is told, or what a tunnel leads to.
---@return string
function methods:url()
  local host = self.host:find(":", 1, true) and "[" .. self.host .. "]" or self.host
  return ("http://%s:%d%s"):format(host, self.server:port(), self.path)
end

---Answers what comes, and returns the oldest event that was not yet handed out.
---@param timeout number? seconds to wait for one; 0 by default
---@return wxcard.Event?
function methods:poll(timeout)
  local deadline = httpd.now() + (timeout or 0)
  local left = #self.events == 0 and timeout or 0
  repeat
    serve(self, left)
    left = deadline - httpd.now()
  until #self.events > 0 or left <= 0
  return table.remove(self.events, 1)
end

local function take(self, wanted)
  for i, event in ipairs(self.events) do
    if wanted(event) then
      return table.remove(self.events, i)
    end
  end
end

---Waits for a certain event; the others stay for `poll` and the next `wait`.
---@param what string|fun(event: wxcard.Event): boolean?  an event's name, or what tells the one that is meant
---@param timeout number? seconds; 10 by default
---@return wxcard.Event?
---@return wxcard.Error? err kind "timeout"
function methods:wait(what, timeout)
  if type(what) ~= "string" and type(what) ~= "function" then
    error("listener:wait: an event's name or a function expected, got a " .. type(what), 2)
  end
  local wanted = type(what) == "function" and what or function(event)
    return event.Event == what
  end
  local deadline = httpd.now() + (timeout or 10)
  local event = take(self, wanted)
  while not event do
    local left = deadline - httpd.now()
    if left < 0 then
      return errors.fail({ kind = "timeout", path = type(what) == "string" and what or nil,
        message = ("no such event within %g s"):format(timeout or 10), retryable = true })
    end
    serve(self, left)
    event = take(self, wanted)
  end
  return event
end

---Hands every event to the handler until `stop` is called. A handler that fails is logged, and the next event comes.
---@param handler fun(event: wxcard.Event)? without one, `on_event` alone sees them
function methods:run(handler)
  self.stopped = false
  while not self.stopped do
    local event = self:poll(60)
    if event and handler then
      protected(self, handler, event)
    end
  end
end

---Ends `run`, from within a handler.
function methods:stop()
  self.stopped = true
end

---Stops listening. Closing twice is fine.
function methods:close()
  self.stopped = true
  self.server:close()
  self.forwards = {}
end

methods.__close = methods.close

return listener
