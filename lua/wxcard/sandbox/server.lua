---The sandbox on a port: one loop that answers calls, delivers events, and writes the state down when it is idle.
local errors = require("wxcard.errors")
local httpd = require("wxcard.httpd")
local pay = require("wxcard.sandbox.pay")
local store = require("wxcard.sandbox.store")

local server = {}

local LONGEST_WAIT = 1 -- seconds; time moves on even when nobody calls
local WHILE_BUSY = 0.02 -- how often a push under way is looked at where no descriptor tells

---The library's own HTTP client, which is loaded when there is something to push.
local function transport()
  local wxcard
  return {
    submit = function(request)
      wxcard = wxcard or require("wxcard")
      return wxcard.submit(request)
    end,
    fd = function()
      return wxcard and wxcard.fd and wxcard.fd()
    end,
  }
end

local Loop = {}
Loop.__index = Loop

function Loop:send_due(now)
  for i = #self.waiting, 1, -1 do
    local w = self.waiting[i]
    if w.at <= now then
      table.remove(self.waiting, i)
      self.http:respond(w.id, w.response)
    end
  end
end

---How long to wait for the next call.
function Loop:wait(pushing, due)
  local sb, now = self.sb, httpd.now()
  local wait = sb.dirty and math.min(LONGEST_WAIT, self.store:pause(true)) or LONGEST_WAIT
  for _, w in ipairs(self.waiting) do
    wait = math.min(wait, math.max(0, w.at - now))
  end
  wait = math.min(wait, math.max(0.05, due - sb:now()))
  if pushing and not self.transport.fd() then
    wait = math.min(wait, WHILE_BUSY)
  end
  return wait
end

-- what lua and luajit raise for Ctrl-C
local INTERRUPTED = "interrupted!"

local function traceback(message)
  message = tostring(message)
  return message:find(INTERRUPTED, 1, true) and INTERRUPTED or debug.traceback(message, 2)
end

---A mistake of the sandbox's own costs one answer, not the sandbox.
local function failed(trace)
  if trace == INTERRUPTED then
    error(INTERRUPTED, 0)
  end
  io.stderr:write("wxcard sandbox: ", trace, "\n")
  return {
    status = 500, headers = { ["Content-Type"] = "application/json; encoding=utf-8" },
    body = '{"errcode":-1,"errmsg":"the sandbox itself failed; see its standard error"}',
  }
end

function Loop:answer(request)
  local ok, response = xpcall(self.sb.handle, traceback, self.sb, request)
  if not ok then
    response = failed(response)
  end
  if response.delay and response.delay > 0 then
    self.waiting[#self.waiting + 1] = { id = request.id, response = response, at = httpd.now() + response.delay }
  else
    self.http:respond(request.id, response)
  end
end

function Loop:save(idle)
  local sb = self.sb
  if sb.dirty and self.store:pause(idle) == 0 then
    sb.dirty = false
    local ok, why = self.store:save(sb.state)
    if not ok then
      io.stderr:write("wxcard sandbox: cannot keep the state: ", tostring(why), "\n")
    end
  end
end

function Loop:turn()
  local pushing, due = self.sb.pusher:step()
  local notifying, later = pay.step(self.sb)
  pushing, due = pushing or notifying, math.min(due or math.huge, later or math.huge)
  local request = self.http:poll(self:wait(pushing, due), pushing and self.transport.fd() or nil)
  if request then
    self:answer(request)
  else
    self.sb:tick()
  end
  self:send_due(httpd.now())
  self:save(request == nil)
end

local function serve(sandbox, opts, files)
  local keys, state, damaged = files:load()
  if damaged then
    return errors.fail({
      kind = "config", path = "dir", message = damaged .. " is damaged: " .. opts.dir,
      hint = "move the folder away, or take its state.json and sandbox.json from a copy",
    })
  end
  local sent_by = transport()
  local sb = sandbox.new(opts, { keys = keys, state = state, store = files, transport = sent_by })
  local http, err = httpd.listen({ host = opts.host or "127.0.0.1", port = opts.port or 0 })
  if not http then
    return nil, err
  end
  local host = opts.host or "127.0.0.1"
  sb.base_url = ("http://%s:%d"):format(host:find(":", 1, true) and "[" .. host .. "]" or host, http:port())
  pay.of(sb)
  local ok, why = files:write_keys(sb:keys())
  if ok then
    ok, why = files:save(sb.state)
  end
  if not ok then
    http:close()
    return errors.fail({ kind = "config", path = "dir", message = ("cannot write to %s: %s"):format(opts.dir, why) })
  end
  io.stdout:write(sb.base_url, "\n")
  io.stdout:flush()
  local loop = setmetatable({ sb = sb, http = http, store = files, waiting = {}, transport = sent_by }, Loop)
  local _, message = xpcall(function()
    while true do
      loop:turn()
    end
  end, traceback)
  files:save(sb.state)
  http:close()
  if message ~= INTERRUPTED then
    error(message, 0)
  end
  return true
end

---@return true?
---@return wxcard.Error?
function server.run(sandbox, opts)
  local files = store.new(opts.dir)
  local mine, taken = files:lock()
  if not mine then
    return errors.fail({
      kind = "config", path = "dir",
      message = taken.held and "another sandbox is running on " .. opts.dir
        or ("cannot write to %s: %s"):format(opts.dir, taken.message),
      hint = taken.held and "stop it, or give this one a folder of its own" or nil,
    })
  end
  local ok, err = serve(sandbox, opts, files)
  files:unlock()
  return ok, err
end

return server
