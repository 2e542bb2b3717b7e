---Members' records, made of the events that WeChat pushes. Events come late, twice, in any order or not at all, so a
---record keeps for each kind of event the latest one and derives everything from these: any order and any number of
---repetitions give the same record. What was lost is put right by `reconcile`, which asks the platform.
---
---    for _, key in ipairs(members.keys(event)) do
---      records[key] = members.reduce(records[key], event, { key = key })
---    end
---
---Pure: tables in, tables out; nothing given is changed, and a record holds only what JSON can carry.
local members = {}

---@class wxcard.Member
---@field card_id string
---@field code string
---@field openid string?         who holds it, or did last
---@field outer_str string?      the channel that it was taken by; of a given one told by events alone
---@field state "held"|"active"|"gifting"|"given"|"deleted"|"consumed"|"unavailable"|"expired"|"gone"
---  "gone": WeChat does not know the code (any more): it was replaced, or handed on unseen
---@field active boolean?        nil: nobody can tell yet, see `mode`; false once given
---@field mode string?           how the card becomes active, as given to reduce
---@field claimed_at integer?    Unix time of the first event that says that it was taken
---@field form_at integer?       when the activation form was last sent
---@field gift { from_code: string?, from_openid: string?, to_code: string?, to_openid: string? }? told by events alone
---@field membership_number string?  of the last reading, like bonus and balance
---@field bonus integer?
---@field balance integer?       fen
---@field stale boolean?         points or balance changed since the reading, or there was none
---@field seen table             what it was derived from: kind of event -> the latest of it; `reading`: the platform's

-- What an event says about the code that it names: name of the fact, and its rank among those of one second.
local FACTS = {
  user_get_card = function(event)
    return event.IsRestoreMemberCard == 1 and "restored" or "got"
  end,
  user_gifting_card = function(event)
    return event.IsReturnBack == 1 and "returned" or "gifting"
  end,
  user_del_card = function() return "deleted" end,
  user_consume_card = function() return "consumed" end,
  submit_membercard_user_info = function() return "form" end,
  update_member_card = function() return "changed" end,
  user_view_card = function() return "looked" end,
  user_enter_session_from_card = function() return "looked" end,
  user_pay_from_pay_cell = function() return "looked" end,
}

-- Where a copy is, latest first; in the same second the higher one.
local PLACE = { got = 1, gifting = 2, returned = 3, deleted = 4, restored = 5 }

local STATE_OF = { got = "held", returned = "held", restored = "held", gifting = "gifting", deleted = "deleted" }

local STATUS = { NORMAL = "held", GIFT_TIMEOUT = "held", CONSUMED = "consumed", EXPIRE = "expired",
  GIFTING = "gifting", GIFT_SUCC = "given", DELETE = "deleted", UNAVAILABLE = "unavailable", GONE = "gone" }

---The key of a record: one copy of a card.
---@param card_id string
---@param code string
---@return string
function members.key(card_id, code)
  return card_id .. "/" .. code
end

local function filled(value)
  return type(value) == "string" and value ~= "" and value or nil
end

local function both_codes(event)
  local code = filled(event.UserCardCode)
  local old = event.Event == "user_get_card" and filled(event.OldUserCardCode) or nil
  return code, old ~= code and old or nil
end

---The keys of the records that an event is about: one, two when a gift arrived (the giver's code is spent), or none.
---@param event wxcard.Event
---@return string[]
function members.keys(event)
  local card_id, out = filled(event.CardId), {}
  if card_id and FACTS[event.Event] then
    local code, old = both_codes(event)
    out[#out + 1] = code and members.key(card_id, code)
    out[#out + 1] = old and members.key(card_id, old)
  end
  return out
end

local function copy(from)
  local out = {}
  for k, v in pairs(from or {}) do
    out[k] = v
  end
  return out
end

-- Text that orders facts of one second, so that it does not matter which came first.
local function weight(fact)
  local out = {}
  for name, value in pairs(fact) do
    out[#out + 1] = ("%s=%s"):format(name, tostring(value))
  end
  table.sort(out)
  return table.concat(out, "\n")
end

local function later(a, b)
  if a.at ~= b.at then
    return a.at > b.at
  elseif a.friend ~= b.friend then -- who got it from a friend got it after the friend
    return a.friend == true
  end
  return weight(a) > weight(b)
end

-- Keeps the later of two facts.
local function note(seen, name, fact)
  if not seen[name] or later(fact, seen[name]) then
    seen[name] = fact
  end
end

local function time_of(event)
  return tonumber(event.CreateTime) or 0
end

-- ---- what follows from the facts ------------------------------------------------------------------------

local function place_of(seen)
  local best
  for name, rank in pairs(PLACE) do
    local fact = seen[name]
    if fact and (not best or fact.at > seen[best].at or fact.at == seen[best].at and rank > PLACE[best]) then
      best = name
    end
  end
  return best
end

local function latest(seen, names)
  local best
  for _, name in ipairs(names) do
    local fact = seen[name]
    if fact and (not best or later(fact, best)) then
      best = fact
    end
  end
  return best
end

local HOLDER = { "got", "restored", "gifting", "returned", "deleted", "consumed", "form", "changed", "looked" }

-- The reading, unless an event of later than it says something about the same.
local function reading_for(seen, fact)
  local reading = seen.reading
  return reading and (not fact or reading.at >= fact.at) and reading or nil
end

-- Given away for good: the receiver's event says so, or the giver's and then a code that is not there any more.
local function handed_on(seen)
  local reading = seen.reading
  if seen.given then
    return true
  end
  local place = place_of(seen)
  return place == "gifting" and reading and reading.at >= seen[place].at
    and (reading.status == "GONE" or reading.status == "GIFT_SUCC") or false
end

local function state_of(seen, active)
  if handed_on(seen) then
    return "given"
  end
  local place = place_of(seen)
  local at = place and seen[place]
  local spent = seen.consumed
  local moved = spent and (not at or spent.at > at.at) and spent or at
  local reading = reading_for(seen, moved)
  local state
  if reading then
    state = STATUS[reading.status] or "held"
  elseif place == "deleted" then
    state = "deleted"
  else
    state = spent and "consumed" or place and STATE_OF[place] or "held"
  end
  return state == "held" and active and "active" or state
end

-- Whether it is active: true or false, or nil where nobody can tell.
local function active_of(seen, mode)
  local reading = seen.reading
  if handed_on(seen) then
    return false
  elseif seen.activated or reading and reading.active then
    return true
  end
  local proof
  if mode == "auto" then
    proof = latest(seen, { "got", "restored" })
  elseif mode == "one_click" then
    proof = seen.form
  end
  if reading and reading.active == false then
    if proof and proof.at > reading.at then
      return true
    elseif mode or not (seen.form and seen.form.at > reading.at) then
      return false
    end
    return nil -- a form sent since: it depends on the mode
  elseif proof then
    return true
  elseif mode and mode ~= "auto" then
    return false
  end
  return nil
end

-- The gift that brought this copy, and the one that took it away.
local function gift_of(seen)
  local got, given, gift = seen.got, seen.given, nil
  if got and (got.from_code or got.from_openid) then
    gift = { from_code = got.from_code, from_openid = got.from_openid }
  end
  if given then
    gift = gift or {}
    gift.to_code, gift.to_openid = given.to_code, given.to_openid
  elseif seen.gifting and seen.gifting.to_openid then
    gift = gift or {}
    gift.to_openid = seen.gifting.to_openid
  end
  return gift
end

-- The channel: what the platform says, else what came with the event, if it is about the same person.
local function channel_of(seen, origin)
  local reading = reading_for(seen, origin)
  if reading and reading.outer_str then
    return reading.outer_str
  elseif reading and reading.openid and origin and origin.openid ~= reading.openid then
    return nil
  end
  return origin and origin.outer_str
end

local function derive(card_id, code, mode, seen)
  local reading = seen.reading
  local holder = latest(seen, HOLDER)
  local origin = seen.got or seen.restored
  local told = reading_for(seen, holder)
  local active = active_of(seen, mode)
  local known = reading and reading.status ~= "GONE" and reading or {}
  return {
    card_id = card_id, code = code, mode = mode, seen = seen, active = active, state = state_of(seen, active),
    openid = told and told.openid or holder and holder.openid or reading and reading.openid,
    outer_str = channel_of(seen, origin),
    claimed_at = seen.first and seen.first.at, form_at = seen.form and seen.form.at, gift = gift_of(seen),
    membership_number = known.membership_number, bonus = known.bonus, balance = known.balance,
    stale = seen.changed and not reading_for(seen, seen.changed) and true or nil,
  }
end

-- ---- events, readings and the merchant's own activation in ----------------------------------------------

---A record with one more event. Give every event that members.keys names this record for, in any order, as often as
---they come; other events leave it as it is.
---@param record wxcard.Member?  nil: none yet
---@param event wxcard.Event     as callback:open gives it
---@param opts { key: string?, mode: string? }? key: which of the event's records this is to be, where there are two and
---  no record yet; mode: how the card becomes active (activation_mode.mode_of), always the same one for a card
---@return wxcard.Member? record
function members.reduce(record, event, opts)
  opts = opts or {}
  local card_id, fact_of = filled(event.CardId), FACTS[event.Event]
  if not card_id or not fact_of then
    return record
  end
  local code, old = both_codes(event)
  local mine = record and members.key(record.card_id, record.code) or opts.key or code and members.key(card_id, code)
  local subject = code and mine == members.key(card_id, code)
  local giver = old and mine == members.key(card_id, old)
  if not (subject or giver) then
    return record
  end
  local seen, at, openid = copy(record and record.seen), time_of(event), filled(event.FromUserName)
  if giver then
    note(seen, "given", { at = at, to_code = code, to_openid = openid })
  else
    local name = fact_of(event)
    local fact = { at = at, openid = openid }
    if name == "got" or name == "restored" then
      fact.outer_str = filled(event.OuterStr)
      fact.friend = event.IsGiveByFriend == 1 or nil
      fact.from_openid, fact.from_code = filled(event.FriendUserName), filled(event.OldUserCardCode)
      if not seen.first or at < seen.first.at then
        seen.first = { at = at }
      end
    elseif name == "gifting" then
      fact.to_openid = filled(event.FriendUserName)
    end
    note(seen, name, fact)
  end
  return derive(card_id, giver and old or code, opts.mode or record and record.mode, seen)
end

---A record with the merchant's own activation, of which WeChat sends no event.
---@param record wxcard.Member
---@param at integer Unix time
---@return wxcard.Member
function members.activated(record, at)
  local seen = copy(record.seen)
  note(seen, "activated", { at = at })
  return derive(record.card_id, record.code, record.mode, seen)
end

---A record with what the platform said of it.
---@param record { card_id: string, code: string, mode: string?, seen: table? } a record, or the beginning of one
---@param reading { at: integer, status: string, active: boolean?, openid: string?, outer_str: string?,
---  membership_number: string?, bonus: integer?, balance: integer? } `at`: Unix time before the platform was asked;
---  `status` as user_card_status, or "GONE" for a code that it does not know
---@return wxcard.Member
function members.read(record, reading)
  local seen = copy(record.seen)
  note(seen, "reading", reading)
  return derive(record.card_id, record.code, record.mode, seen)
end

---Folds many events into a map of records by key.
---@param records table<string, wxcard.Member>? is left as it is
---@param events wxcard.Event[]
---@param modes table<string, string>? mode by card_id
---@return table<string, wxcard.Member>
function members.fold(records, events, modes)
  local out = copy(records)
  for _, event in ipairs(events) do
    for _, key in ipairs(members.keys(event)) do
      out[key] = members.reduce(out[key], event, { key = key, mode = modes and modes[event.CardId] })
    end
  end
  return out
end

---Who took a card and is not active yet, the longest waiting first. `form_at` tells those who sent the form and were
---lost on the way to the merchant's page.
---@param records table<string, wxcard.Member>
---@param opts { now: integer?, after: number? }? only who has waited for `after` seconds at `now`
---@return wxcard.Member[]
function members.pending(records, opts)
  opts = opts or {}
  local list = {}
  for _, record in pairs(records) do
    local since = record.form_at or record.claimed_at or 0
    if record.state == "held" and record.active ~= true
      and (not opts.after or (opts.now or os.time()) - since >= opts.after) then
      list[#list + 1] = record
    end
  end
  table.sort(list, function(a, b)
    local x, y = a.claimed_at or 0, b.claimed_at or 0
    if x ~= y then
      return x < y
    end
    return members.key(a.card_id, a.code) < members.key(b.card_id, b.code)
  end)
  return list
end

---Compares records with the platform and puts right what lost events left wrong.
---@see wxcard.members.reconcile
---@param wx wxcard.Client
---@param records table<string, wxcard.Member>
---@param opts table?
---@return table<string, wxcard.Member> records
---@return wxcard.Reconciled report
function members.reconcile(wx, records, opts)
  return require("wxcard.members.reconcile").run(wx, records, opts)
end

---The members themselves, in one vocabulary for three generations of card: `members(wx, { backend = "brand", … })`.
---@see wxcard.generation
return setmetatable(members, {
  __call = function(_, wx, opts)
    return require("wxcard.generation").new(wx, opts)
  end,
})
