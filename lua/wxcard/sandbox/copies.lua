---Copies: what a person holds of a card. One code, one copy.
local cards = require("wxcard.sandbox.cards")
local clock = require("wxcard.sandbox.clock")
local crypto = require("wxcard.crypto")
local util = require("wxcard.sandbox.util")

local copies = {}

local FOREVER = 2147483647
local DAY = 86400
local USABLE = { NORMAL = true, GIFT_TIMEOUT = true }

---From when to when a copy is valid. A range follows the card, whose validity may grow; a term is
---counted from the day the copy was taken.
local function validity(card, copy)
  local info = (copy.face or card.face or card.body).base_info.date_info or {}
  local ends = tonumber(info.end_timestamp)
  if tonumber(info.fixed_term) then
    local from = copy.fixed_begin or copy.taken_at + (tonumber(info.fixed_begin_term) or 0) * DAY
    local begins = clock.start_of_day(from)
    return begins, math.min(begins + tonumber(info.fixed_term) * DAY - 1, ends or FOREVER)
  elseif tonumber(info.begin_timestamp) then
    return tonumber(info.begin_timestamp), ends or FOREVER
  end
  return copy.taken_at, FOREVER
end
copies.validity = validity

---The status as the platform would tell it now.
function copies.status(sb, card, copy)
  if USABLE[copy.status] then
    local _, ends = validity(card, copy)
    if sb:now() > ends then
      return "EXPIRE"
    end
  end
  return copy.status
end

function copies.usable(sb, card, copy)
  return USABLE[copies.status(sb, card, copy)] or false
end

---The copy that a merchant's call names. A card's copies outlive the card.
---@return table? copy
---@return table|integer card_or_code
function copies.find(app, body)
  if not util.present(body.code) then
    return nil, 41013
  end
  local card
  if util.present(body.card_id) then
    card = app.cards[body.card_id]
    if not card then
      return nil, 40073
    end
  else
    card = app.cards[app.codes[body.code] or ""]
    if not card then
      for _, other in pairs(app.cards) do
        if other.copies[body.code] and cards.code_mode(other) ~= "platform" then
          return nil, 41012 -- a merchant's own code means nothing without its card
        end
      end
      return nil, 40056
    end
  end
  local copy = card.copies[body.code]
  if not copy or copy.status == "GIFT_SUCC" then
    return nil, 40056
  end
  return copy, card
end

-- Each person's copies of a card, made from the card when first asked for.
local held = setmetatable({}, { __mode = "k" })

local function by_person(card)
  if not held[card] then
    local people = {}
    for _, copy in pairs(card.copies) do
      local list = people[copy.openid] or {}
      list[#list + 1] = copy
      people[copy.openid] = list
    end
    for _, list in pairs(people) do
      table.sort(list, function(a, b)
        return a.nth < b.nth
      end)
    end
    held[card] = people
  end
  return held[card]
end

---Puts a copy into a wallet.
function copies.put(sb, app, card, fields)
  local copy = {
    code = fields.code, card_id = card.id, openid = fields.openid, status = "NORMAL", taken_at = sb:now(),
    outer_str = fields.outer_str, outer_id = fields.outer_id, fixed_begin = fields.fixed_begin, face = fields.face,
    gifted = fields.gifted, bonus = 0, balance = 0,
  }
  if card.type == "MEMBER_CARD" and cards.activation(card) == "auto" then
    copy.active, copy.membership_number = true, copy.code
  end
  local people = by_person(card)
  local before = card.copies[copy.code]
  if before then -- put there again by hand, or given away under the same code
    local list = people[before.openid]
    for i, other in ipairs(list) do
      if other == before then
        table.remove(list, i)
        break
      end
    end
  end
  people[copy.openid] = people[copy.openid] or {}
  table.insert(people[copy.openid], copy)
  card.copies[copy.code] = copy
  card.taken = card.taken + 1
  copy.nth = card.taken
  if cards.code_mode(card) == "platform" then
    app.codes[copy.code] = card.id
  end
  return copy
end

---A person's copies of a card, in the order taken. To be read, not changed.
function copies.of(card, openid)
  return by_person(card)[openid] or {}
end

---Gives a copy another code.
function copies.recode(app, card, copy, code)
  card.copies[copy.code] = nil
  if app.codes[copy.code] then
    app.codes[copy.code], app.codes[code] = nil, card.id
  end
  copy.code = code
  card.copies[code] = copy
end

---A fresh code of the platform's own: twelve digits.
function copies.new_code(sb, app)
  local code
  repeat
    code = sb.ids:digits(12)
  until not app.codes[code]
  return code
end

---The code as links and pages see it: another text each time, readable by this account alone.
function copies.encrypt(sb, app, text)
  return crypto.envelope_seal(app.encoding_aes_key, app.appid, text, sb.ids:random16())
end

---@return string? text nil for what was damaged or sealed by another account
function copies.decrypt(app, sealed)
  local ok, text = pcall(crypto.envelope_open, app.encoding_aes_key, app.appid, sealed)
  return ok and text or nil
end

---What the phone keeps of the platform's messages.
function copies.notify(sb, copy, message)
  message.time = sb:now()
  copy.messages = copy.messages or {}
  table.insert(copy.messages, message)
  if #copy.messages > 50 then
    table.remove(copy.messages, 1)
  end
end

return copies
