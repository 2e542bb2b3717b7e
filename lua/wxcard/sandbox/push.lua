---Delivers events, one after another for the callback URL: five seconds to answer, three tries, and the
---longer schedule of the claim event. The transport is handed in: it submits a request and can be polled.
local events = require("wxcard.sandbox.events")
local faults = require("wxcard.sandbox.faults")
local journal = require("wxcard.sandbox.journal")
local util = require("wxcard.sandbox.util")

local push = {}
push.__index = push

local ANSWER_WITHIN = 5
local TRIES = 3
local MINUTE, DAY = 60, 86400

---@param transport { submit: fun(request: table): table? } wxcard itself, or a spec's own
function push.new(sb, transport)
  return setmetatable({ sb = sb, transport = transport }, push)
end

---Queues an event. Without a callback URL it is only noted, as the platform has nobody to tell.
function push.event(sb, name, fields, openid)
  local app, state = sb.app, sb.state
  local event = {
    name = name, fields = fields, to = app.original_id, from = openid or app.operator, time = sb:now(), tries = 0,
    due = sb:now(),
  }
  sb.dirty = true
  local fault = faults.event(sb, name)
  local note = { event = name, from = journal.mask(event.from, "openid"), fault = fault and faults.name(fault),
    fields = journal.mask(fields) }
  journal.add(sb, note)
  if not (state.callback and state.callback.url) then
    note.outcome = "no callback"
    return
  elseif fault and fault.lost then
    note.outcome = "lost"
    return
  end
  local outbox = state.outbox
  local last = outbox[#outbox]
  if last and last.held then
    last.held, last.due = nil, sb:now()
    table.insert(outbox, #outbox, event)
  else
    outbox[#outbox + 1] = event
  end
  if fault and fault.double then
    outbox[#outbox + 1] = util.copy(event)
  elseif fault and fault.delay then
    event.due, event.apart = event.due + fault.delay, true
  elseif fault and fault.reorder then
    event.held, event.due = true, event.due + 2
  end
end

---The next event to send. One in its first tries holds back those behind it; one that waits for the longer
---schedule, or was delayed on purpose, does not.
local function choose(outbox, now)
  for i, event in ipairs(outbox) do
    if event.due <= now then
      return event, i
    elseif event.tries < TRIES and not event.apart and not event.held then
      return nil
    end
  end
end

---When to try again after a failure, or nil to give up.
local function next_due(sb, event, outcome, now)
  local pause = outcome == "timeout" and 0 or sb.opts.push_retry or 1
  if event.tries < TRIES then
    return now + pause
  end
  local entry = sb.catalogue.events[event.name]
  if entry and entry.delivery == "receive_card_extended" then
    if outcome == "malformed" and event.tries < TRIES + 3 then
      return now + MINUTE
    elseif outcome == "unreachable" and event.tries < 10 then
      return now + math.floor(DAY / 7)
    end
  end
end

local function remove(outbox, event)
  for i, e in ipairs(outbox) do
    if e == event then
      table.remove(outbox, i)
      return
    end
  end
end

local function settle(self, event, result, err)
  local sb = self.sb
  local now, outbox, callback = sb:now(), sb.state.outbox, sb.state.callback
  local outcome
  if not result then
    outcome = err and err.kind == "timeout" and "timeout" or "unreachable"
  elseif events.accepted(sb, callback, result.status, result.body) then
    outcome = "delivered"
  else
    outcome = "malformed"
  end
  journal.add(sb, {
    event = event.name, attempt = event.tries, outcome = outcome, status = result and result.status, delivery = true,
  })
  sb.dirty = true
  local due = outcome ~= "delivered" and next_due(sb, event, outcome, now)
  if due then
    event.due = due
  else
    remove(outbox, event)
  end
end

---Does what can be done now. Returns whether something is under way, and when to look again (virtual time).
---@return boolean busy
---@return integer? due
function push:step()
  local sb = self.sb
  while true do
    if self.pending then
      if not self.pending:poll() then
        return true
      end
      local event, pending = self.event, self.pending
      self.event, self.pending = nil, nil
      settle(self, event, pending:result())
    end
    local callback, outbox = sb.state.callback, sb.state.outbox
    if not (callback and callback.url) then
      return false
    end
    local event = choose(outbox, sb:now())
    if not event then
      local due
      for _, e in ipairs(outbox) do
        due = math.min(due or e.due, e.due)
      end
      return false, due
    end
    event.tries = event.tries + 1
    local request = events.request(sb, event, callback)
    request.timeout = sb.opts.push_timeout or ANSWER_WITHIN
    local pending, err = self.transport.submit(request)
    if pending then
      self.event, self.pending = event, pending
    else
      settle(self, event, nil, err)
    end
  end
end

return push
