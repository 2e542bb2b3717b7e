---WeChat Pay's half of the sandbox: what answers under /v3/ and /brand/. Every request is verified, every answer after
---that is signed, with real keys.
local answer = require("wxcard.sandbox.pay.answer")
local faults = require("wxcard.sandbox.faults")
local fields = require("wxcard.sandbox.pay.fields")
local gate = require("wxcard.sandbox.pay.gate")
local journal = require("wxcard.sandbox.journal")
local json = require("wxcard.json")
local keys = require("wxcard.sandbox.pay.keys")
local limits = require("wxcard.sandbox.pay.limits")
local notify = require("wxcard.sandbox.pay.notify")
local samples = require("wxcard.sandbox.pay.samples")

local pay = {}

local SUBJECTS = { "base", "cards", "user_cards", "points", "activities", "open_cards",
  "open_members", "gifts", "stores" }

local handlers = {} -- by the catalogue's key; the brand's own call has the partner's handler
for _, name in ipairs(SUBJECTS) do
  for key, handler in pairs(require("wxcard.sandbox.pay." .. name).routes) do
    assert(not handlers[key], key)
    handlers[key] = handler
  end
end

local function handler_of(entry)
  return handlers[entry.key] or entry.twin_of and handlers[entry.twin_of]
end

---Whether a path is WeChat Pay's.
function pay.owns(path)
  return path:sub(1, 4) == "/v3/" or path:sub(1, 7) == "/brand/"
end

---How faithful a call is, as sandbox.fidelity has it; what a second call does is often presumed.
---@return "documented"|"guessed"|nil
---@return string? note
function pay.fidelity(entry)
  if not handler_of(entry) then
    return nil
  end
  local guess = entry.idempotency and entry.idempotency:find("presumed", 1, true) and entry.idempotency
  return guess and "guessed" or "documented", guess or nil
end

-- What WeChat Pay knows before anybody calls; the switches outlive a reset, as a console's settings do.
local function fresh(state, now)
  return {
    keys = state.keys or { sign = "requested", certificates = true }, rotated = state.rotated,
    callback = state.callback, limits = state.limits, brands = samples.brands(),
    cards = samples.cards(now), numbers = {}, seq = 0, activities = {}, records = {}, outbox = {}, stores = {},
    open = { cards = samples.open_cards(now), gifts = {} },
  }
end

---The pay half of a sandbox, made when it is first asked for.
---@return table? pay nil where there is no openssl
function pay.of(sb)
  if sb.pay == nil then
    local folder, owner = sb.opts.pay_keys, nil
    if not folder and sb.store.dir then
      folder = sb.store.dir .. "/pay"
    elseif not folder then
      folder, owner = keys.temporary()
    end
    local opened = keys.open(folder)
    sb.pay = opened and { keys = opened, owner = owner, spoil = {} } or false
    if opened then
      local kept = sb.state.pay or {}
      for name, value in pairs(fresh(kept, sb:now())) do -- what an older version did not keep
        if kept[name] == nil then
          kept[name] = value
        end
      end
      sb.state.pay = kept
      sb.pay.state = sb.state.pay
      if sb.opts.pay_limits ~= nil then
        sb.pay.state.limits = sb.opts.pay_limits
      end
      sb.pay.notify = notify.new(sb, sb.pay)
    end
  end
  return sb.pay or nil
end

---Forgets cards, members and what is under way; keys and switches stay.
function pay.reset(sb)
  if sb.state.pay then
    sb.state.pay = fresh(sb.state.pay, sb:now())
  end
  if sb.pay then
    sb.pay.state, sb.pay.spoil = sb.state.pay, {}
    sb.pay.buckets = nil
  end
end

---Delivers notifications that are due.
---@return boolean busy
---@return number? due
function pay.step(sb)
  if sb.pay == nil and sb.state.pay and sb.state.pay.outbox[1] then
    pay.of(sb) -- a restart found some that wait
  end
  if sb.pay then
    return sb.pay.notify:step()
  end
  return false
end

local JSON = "application/json; charset=utf-8"

local function unknown(methods)
  return { status = methods and 405 or 404, body = "", headers = {
    ["Content-Type"] = "text/plain", Allow = methods and table.concat(methods, ", ") or nil } }
end

local function not_emulated(entry)
  return answer.fail("NOT_EMULATED", "this sandbox does not emulate the call; nothing was done",
    { path = entry.path, doc = entry.doc, source = entry.source }, 501)
end

-- Everything behind the gate. Returns the answer's body, or nil and the error.
local function run(sb, part, request, entry, url, params, caller, note)
  local handler = handler_of(entry)
  if not handler then
    return not_emulated(entry)
  end
  local ok, err = limits.take(sb, part, entry, caller)
  if not ok then
    return nil, err
  end
  local input
  input, err = fields.read(entry, request, url, params)
  if not input then
    return nil, err
  end
  note.input = fields.masked(entry, input)
  ok, err = fields.check(entry, input)
  if ok then
    ok, err = fields.open(sb, part, entry, input, caller)
  end
  if not ok then
    return nil, err
  end
  sb.dirty = true
  local result
  result, err = handler({ sb = sb, pay = part, state = part.state, now = sb:now(), caller = caller, entry = entry,
    brand_id = caller.scheme == "brand" and caller.identity or input.brand_id }, input)
  if not result then
    return nil, err
  end
  return entry.answer == "empty" and "" or fields.write(part, entry, result, caller)
end

local function target_of(request)
  local target = request.target
  if not target then
    return request.path .. ((request.query or "") ~= "" and "?" .. request.query or "")
  end
  return (target:gsub("#.*$", ""):gsub("^%a[%w+.-]*://[^/?]*", ""))
end

local function serve(sb, part, request, note)
  local url = target_of(request)
  local entry, params = sb.catalogue.match(request.method, url:match("^[^?]*"))
  if not entry then
    return unknown(params)
  end
  local caller, refusal = gate.check(sb, part, request, entry, url)
  note.entry = entry
  if not caller then
    return answer.error(refusal)
  end
  note.scheme, note.serial = caller.scheme, caller.serial
  local body, err = run(sb, part, request, entry, url, params, caller, note)
  local response = not body and answer.error(err) or {
    status = body == "" and 204 or 200, headers = { ["Content-Type"] = JSON }, body = body }
  return answer.sign(sb, part, caller.scheme, response, caller.serial)
end

-- Trouble on demand. A `code` is WeChat Pay's own error, signed; a status alone is a proxy's, which is not.
local function spoil(sb, part, fault, response, note)
  if not fault.code then
    return faults.spoil(sb, fault, response)
  end
  local _, err = answer.fail(fault.code, fault.errmsg or fault.code, nil, fault.status)
  response = answer.sign(sb, part, note.scheme or "merchant", answer.error(err), note.serial)
  response.delay = fault.latency
  return response
end

local function takes_effect(fault)
  if fault.code and fault.effect == nil then
    return false
  end
  return faults.takes_effect(fault)
end

---@return table response as router.handle's
function pay.handle(sb, request)
  local part = pay.of(sb)
  if not part then
    return { status = 501, headers = { ["Content-Type"] = JSON }, body = assert(json.encode({
      code = "NOT_EMULATED", message = "the sandbox found no openssl program to make WeChat Pay's keys with" })) }
  end
  local note = {}
  local fault = faults.call(sb, request.path)
  local response
  if fault and not takes_effect(fault) then
    response = { status = 200, headers = {}, body = "{}" }
    if fault.code then -- only who may call is told anything
      local entry = sb.catalogue.match(request.method, target_of(request):match("^[^?]*"))
      note.scheme, note.serial = entry and entry.scheme, request.headers["wechatpay-serial"]
    end
  else
    response = serve(sb, part, request, note)
  end
  if fault then
    response = spoil(sb, part, fault, response, note)
  end
  response.headers["Request-ID"] = ("%s-%d"):format(sb.ids:hex(32):upper(), sb:now())
  journal.add(sb, {
    method = request.method, path = note.entry and note.entry.path or request.path, status = response.status,
    code = response.v3, message = response.message, spoilt = response.spoilt, fault = fault and faults.name(fault),
    request_id = response.headers["Request-ID"], serial = note.serial, body = note.input and next(note.input) and
      journal.mask(note.input) or nil,
  })
  return response
end

return pay
