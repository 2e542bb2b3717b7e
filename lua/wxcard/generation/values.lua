---What backends share: how values of the vocabulary look in WeChat Pay's requests, and back.
local time = require("wxcard.time")

local values = {}

---@param at number|string|nil Unix time, or RFC 3339 as it is
function values.moment(at)
  return type(at) == "number" and time.rfc3339(at) or at
end

---@param text string?
---@return integer? seconds
function values.seconds(text)
  return type(text) == "string" and (time.parse(text)) or nil
end

---How long a member's card is valid: { days = 365 }, { from = …, to = … }, { forever = true }; WeChat's own object as
---it is.
---@param validity table?
---@return table?
function values.validity(validity)
  if validity == nil or validity.type then
    return validity
  elseif validity.days then
    return { type = "FIX_TERM", available_day_after_receive = validity.days }
  elseif validity.from or validity.to then
    return { type = "FIX_TIME_RANGE", available_begin_time = values.moment(validity.from),
      available_end_time = values.moment(validity.to) }
  end
  return { type = "PERMANENT" }
end

---@return table? fault of an operation that has one
function values.judge_validity(a)
  local v = a.validity
  if v ~= nil and (type(v) ~= "table" or not (v.type or v.days or v.from and v.to or v.forever == true)) then
    return { name = "validity", path = "validity", message = "must be { days = }, { from =, to = }, { forever = true } "
      .. "or WeChat's own valid_date_information" }
  end
end

local EXACT = 2 ^ 53

local function whole(value)
  local n = tonumber(value)
  if not n or n % 1 ~= 0 or rawget(_G, "jit") and math.abs(n) > EXACT then
    return nil
  end
  return n
end

---A total, what it was before, and the change between, of the two that are known.
---@return table? all three
---@return table? fault
function values.change(a, total)
  if a.change == nil and a.before == nil then
    return nil, { name = "required", path = "change", message = "required: this generation wants the figure before the "
      .. "change, too; give change or before" }
  end
  local now, change, before = whole(a[total]), whole(a.change), whole(a.before)
  if not now or a.change ~= nil and not change or a.before ~= nil and not before then
    return nil, { name = "number", path = total, message = "must be whole numbers"
      .. (rawget(_G, "jit") and ", at most 2^53 on LuaJIT" or "") }
  end
  before, change = before or now - change, change or now - before
  if before + change ~= now then
    return nil, { name = "disagreement", path = "change", message = ("before and change do not make %s"):format(total) }
  end
  return { now = now, before = before, change = change }
end

return values
