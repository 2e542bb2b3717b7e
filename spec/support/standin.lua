---A stand-in for WeChat as a process of its own, for what the sandbox would not do: it hands out tokens by a plan,
---says back what it got, and refuses what it is told to refuse. It judges nothing.
local json = require("wxcard.json")
local workers = require("spec.support.workers")

local standin = {}

local MAIN = [[
local crypto, httpd = require("wxcard.crypto"), require("wxcard.httpd")
local server = assert(httpd.listen({ host = "127.0.0.1", port = 0 }))
io.stdout:write(("http://127.0.0.1:%d\n"):format(server:port()))
io.stdout:flush()

local plan, seen, tokens, waiting, made, current

local function reset()
  plan, seen, tokens, waiting, made = { expires_in = 7200 }, {}, {}, {}, 0
  current = {}
end
reset()

local VALUE = { ["/cgi-bin/token"] = "access_token", ["/cgi-bin/stable_token"] = "access_token",
  ["/cgi-bin/ticket/getticket"] = "ticket" }

-- A new value each time, or with plan.same the one before until a refresh is forced.
local function credential(request, name)
  local kind = request.args.type or name
  local forced = (request.body or ""):find('"force_refresh":true', 1, true) ~= nil
  if forced then
    seen.forced = (seen.forced or 0) + 1
  end
  if not (plan.same and current[kind]) or forced and plan.force_works ~= false then
    made = made + 1
    current[kind] = ("%s-%d-%s"):format(kind, made, ("x"):rep(110))
  end
  return { [name] = current[kind], expires_in = plan.expires_in }
end

local function answer(request)
  seen[request.path] = (seen[request.path] or 0) + 1
  local fault = (plan.faults or {})[request.path]
  if fault and (fault.times == nil or fault.times > 0) then
    fault.times = fault.times and fault.times - 1
    local body = fault.body or json.encode({ errcode = fault.errcode, errmsg = fault.errmsg or "told to" })
    return body, fault.status, fault.delay
  end
  if VALUE[request.path] and not plan.echo then
    return json.encode(credential(request, VALUE[request.path])), 200, plan.delay
  end
  local token = request.args.access_token
  tokens[token or "none"] = (tokens[token or "none"] or 0) + 1
  if plan.refuse and token == plan.refuse then
    return json.encode({ errcode = plan.refuse_code or 40001, errmsg = "refused" })
  end
  local parts = request.headers["content-type"]
  parts = parts and parts:find("^multipart/") and assert(httpd.multipart(parts, request.body)) or nil
  for _, part in ipairs(parts or {}) do -- bytes are told by their digest
    part.size, part.sha256 = #part.body, crypto.sha256_hex(part.body)
    part.body = not part.filename and part.body or nil
  end
  request.args.access_token = nil
  local args = next(request.args) and request.args or nil
  seen.calls = (seen.calls or 0) + 1
  return assert(json.encode({ errcode = 0, errmsg = "ok", echo = {
    method = request.method, path = request.path, args = args, parts = parts,
    body = not parts and request.body or nil, content_type = request.headers["content-type"] } }))
end

while true do
  local request = server:poll(#waiting > 0 and 0.01 or 60)
  if request and request.path == "/_standin/plan" then
    for k, v in pairs(assert(json.decode(request.body, { null = true }))) do
      if v == json.null then plan[k] = nil else plan[k] = v end
    end
    server:respond(request.id, { body = "{}" })
  elseif request and request.path == "/_standin/reset" then
    reset()
    server:respond(request.id, { body = "{}" })
  elseif request and request.path == "/_standin/seen" then
    local copy = { tokens = tokens, current = current }
    for k, v in pairs(seen) do copy[k] = v end
    server:respond(request.id, { body = assert(json.encode(copy)) })
  elseif request then
    local body, status, delay = answer(request)
    local response = { status = status or 200, headers = { ["Content-Type"] = "application/json" }, body = body }
    if delay then
      waiting[#waiting + 1] = { id = request.id, at = httpd.now() + delay, response = response }
    else
      server:respond(request.id, response)
    end
  end
  for i = #waiting, 1, -1 do
    if waiting[i].at <= httpd.now() then
      local w = table.remove(waiting, i)
      server:respond(w.id, w.response)
    end
  end
end
]]

local Standin = {}
Standin.__index = Standin

local function control(self, path, body)
  local response = assert(require("wxcard").request({ url = self.url .. path, body = body }))
  return assert(json.decode(response.body))
end

---What to do from now on: expires_in, same, force_works, delay, refuse (a token), refuse_code,
---echo (tokens' and tickets' calls too), faults = { [path] = { times=, errcode=, errmsg=, status=, body=, delay= } }.
---json.null takes a field away.
function Standin:plan(plan)
  control(self, "/_standin/plan", assert(json.encode(plan)))
end

---How often each path was asked, `calls` that were answered well, `forced` refreshes, `tokens` seen, `current` values.
function Standin:seen()
  return control(self, "/_standin/seen")
end

---How often a path was asked.
function Standin:count(path)
  return self:seen()[path] or 0
end

function Standin:reset()
  control(self, "/_standin/reset")
end

function Standin:stop()
  self.process.kill()
end

---A client of it, with a cache of its own process unless told otherwise.
function Standin:client(more)
  local config = { base_url = self.url, appid = "wx0123456789abcdef", secret = ("s3cr3t"):rep(5), cache_dir = false,
    timeout = 10, on_warning = function() end }
  for k, v in pairs(more or {}) do
    config[k] = v
  end
  return assert(require("wxcard").new(config))
end

---An address at which nobody answers.
function standin.nobody()
  local socket = assert(require("socket").bind("127.0.0.1", 0))
  local _, port = socket:getsockname()
  socket:close()
  return ("http://127.0.0.1:%d"):format(port)
end

function standin.start()
  local process = workers.start(MAIN)
  return setmetatable({ process = process, url = assert(process.line()) }, Standin)
end

return standin
