---Notifications: sealed once, signed anew for every try, posted to the card's notify_url or to one address for all, and
---repeated as WeChat Pay repeats them.
local answer = require("wxcard.sandbox.pay.answer")
local crypto = require("wxcard.crypto")
local faults = require("wxcard.sandbox.faults")
local journal = require("wxcard.sandbox.journal")
local json = require("wxcard.json")
local time = require("wxcard.time")
local util = require("wxcard.sandbox.util")

local notify = {}
notify.__index = notify

local AT_ONCE = 8

function notify.new(sb, pay)
  return setmetatable({ sb = sb, pay = pay, under_way = {} }, notify)
end

-- A card's address may be somebody's real one, as that of the documents' card is: only this machine and its
-- neighbours are ever called.
local function near(url)
  local host = url:match("^https?://%[([^%]]*)%]") or url:match("^https?://([^/:?#]+)")
  return host ~= nil and (not host:find(".", 1, true) or host:find("^127%.") or host:find("^10%.")
    or host:find("^192%.168%.") or host:find("^172%.1[6-9]%.") or host:find("^172%.2%d%.")
    or host:find("^172%.3[01]%.") or host:find("%.localhost$") or host:find("%.internal$")) and true or false
end

-- The resource's fields that are ciphertexts for the merchant once more.
local function seal_fields(list, value, to)
  for _, field in ipairs(list) do
    local text = value[field[1]]
    if field.encrypted == "always" and type(text) == "string" then
      value[field[1]] = assert(to:encrypt(text))
    end
  end
end

---Queues a notification.
---@param name string       its event_type, the partner's or merchant's
---@param resource table    what is in it, plain
---@param url string?       the address that its card or call names
---@param scheme "merchant"|"brand"|nil  whose card it is; the brand's own gets the brand's form
function notify:push(name, resource, url, scheme)
  local sb, pay, state = self.sb, self.pay, self.pay.state
  local facts = sb.catalogue.notifications.events[name]
  if scheme == "brand" and facts.twin then
    facts = sb.catalogue.notifications.events[facts.twin]
  end
  name, scheme = facts.event_type, facts.scheme
  local value = util.copy(resource)
  seal_fields(facts.fields, value, pay.keys:pair(scheme).public)
  local nonce = assert(crypto.random_nonce(12))
  local key = scheme == "brand" and pay.keys.brand_api_key or pay.keys.api_v3_key
  local body = assert(json.encode({
    id = ("%s-%s-%s-%s-%s"):format(sb.ids:hex(8), sb.ids:hex(4), sb.ids:hex(4), sb.ids:hex(4), sb.ids:hex(12)),
    create_time = time.rfc3339(sb:now()), event_type = name, resource_type = "encrypt-resource", summary = facts.doc_zh,
    resource = {
      original_type = facts.original_type, algorithm = "AEAD_AES_256_GCM", nonce = nonce,
      associated_data = facts.associated_data,
      ciphertext = assert(crypto.aes_256_gcm_encrypt(key, nonce, facts.associated_data, assert(json.encode(value)))),
    },
  }))
  url = state.callback or url
  local fault = faults.event(sb, name)
  local note = { event = name, fault = fault and faults.name(fault) }
  journal.add(sb, note)
  sb.dirty = true
  if fault and fault.lost then
    note.outcome = "lost"
    return
  elseif not url or not state.callback and not near(url) then
    note.outcome = url and "not sent: notify_url is not on this machine; /_sandbox/pay/callback sets one for all"
      or "no notify_url"
    return
  end
  local one = { name = name, url = url, body = body, scheme = scheme, delivery = facts.delivery, tries = 0,
    due = sb:now() + (fault and fault.delay or 0) }
  table.insert(state.outbox, one)
  if fault and fault.double then
    table.insert(state.outbox, util.copy(one))
  end
end

local function remove(list, item)
  for i, other in ipairs(list) do
    if other == item then
      table.remove(list, i)
      return
    end
  end
end

function notify:settle(one, result)
  local sb = self.sb
  local status = result and result.status
  local accepted = status == 200 or status == 204
  local pause = sb.catalogue.notifications.delivery[one.delivery].pauses[one.tries]
  journal.add(sb, { event = one.name, attempt = one.tries, delivery = true, status = status, spoilt = one.spoilt,
    outcome = accepted and "delivered" or status and "refused" or "unreachable" })
  one.spoilt = nil
  sb.dirty = true
  if accepted or not pause then
    remove(self.pay.state.outbox, one)
  else
    one.due = sb:now() + pause
  end
end

function notify:send(one)
  local sb = self.sb
  one.tries = one.tries + 1
  local headers, spoilt = answer.proof(sb, self.pay, one.scheme, one.body, nil, "notification")
  headers["Content-Type"], headers["User-Agent"] = "application/json; charset=utf-8", "Mozilla/4.0"
  headers["Request-ID"] = sb.ids:hex(32):upper()
  one.spoilt = spoilt
  local pending = sb.pusher.transport.submit({ method = "POST", url = one.url, headers = headers, body = one.body,
    timeout = sb.opts.push_timeout or sb.catalogue.notifications.timeout })
  if pending then
    table.insert(self.under_way, { one = one, pending = pending })
  else
    self:settle(one)
  end
end

---Does what can be done now.
---@return boolean busy
---@return integer? due  in the sandbox's time
function notify:step()
  for i = #self.under_way, 1, -1 do
    local going = self.under_way[i]
    if going.pending:poll() then
      table.remove(self.under_way, i)
      self:settle(going.one, (going.pending:result()))
    end
  end
  if not self.sb.pusher.transport then
    return false
  end
  local busy = {}
  for _, going in ipairs(self.under_way) do
    busy[going.one] = true
  end
  local due, now = nil, self.sb:now()
  local list = {}
  for i, one in ipairs(self.pay.state.outbox) do
    list[i] = one
  end
  for _, one in ipairs(list) do
    if not busy[one] then
      if one.due <= now and #self.under_way < AT_ONCE then
        self:send(one)
      else
        due = math.min(due or one.due, one.due)
      end
    end
  end
  return #self.under_way > 0, due
end

return notify
