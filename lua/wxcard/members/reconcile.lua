---Compares members' records with the platform: who holds what, in which state, active or not, with how many points.
---Copies that no event told of are found by the people who are known.
local errors = require("wxcard.errors")
local gather = require("wxcard.gather")
local members = require("wxcard.members")

local AT_ONCE = 8
local UNKNOWN_CODE, NO_MEMBER_CARD = 40056, 72003

local reconcile = {}

---@class wxcard.Reconciled
---@field repaired string[]   keys of records whose holder, channel, state or activity was wrong
---@field discovered string[] keys of copies that no event had told of
---@field asked integer       copies that were looked up
---@field failed { key: string?, openid: string?, err: wxcard.Error }[] what could not be looked up: its record stays

local COMPARED = { "openid", "outer_str", "state", "active" }

local function differs(a, b)
  for _, name in ipairs(COMPARED) do
    if a[name] ~= b[name] then
      return true
    end
  end
  return false
end

local function sorted(set)
  local list = {}
  for key in pairs(set) do
    list[#list + 1] = key
  end
  table.sort(list)
  return list
end

-- The people who may hold something, and the cards that are looked at.
local function known(records, opts)
  local people, cards = {}, {}
  for _, record in pairs(records) do
    cards[record.card_id] = true
    for _, openid in ipairs({ record.openid or false, record.gift and record.gift.to_openid or false }) do
      if openid then
        people[openid] = true
      end
    end
  end
  for _, openid in ipairs(opts.openids or {}) do
    people[openid] = true
  end
  for _, card_id in ipairs(opts.card_ids or {}) do
    cards[card_id] = true
  end
  return sorted(people), cards
end

-- Adds the copies that people hold and no record knows.
local function discover(wx, people, cards, out, report, opts)
  local found, errs = gather.gather(AT_ONCE, people, function(openid)
    return wx:call("POST", "/card/user/getcardlist", { openid = openid })
  end)
  for i, openid in ipairs(people) do
    if errs[i] then
      report.failed[#report.failed + 1] = { openid = openid, err = errs[i] }
    end
    for _, held in ipairs(found[i] and (found[i].card_list or found[i].card_id_list) or {}) do
      local key = members.key(held.card_id, held.code)
      if cards[held.card_id] and not out[key] then
        report.discovered[#report.discovered + 1] = key
        out[key] = { card_id = held.card_id, code = held.code, mode = opts.modes and opts.modes[held.card_id] }
      end
    end
  end
end

-- What the platform says of one copy.
local function look(wx, record, at, no_member_card)
  local which = { card_id = record.card_id, code = record.code }
  local answer, err = wx:call("POST", "/card/code/get", { card_id = record.card_id, code = record.code,
    check_consume = false })
  if not answer then
    if err.code == UNKNOWN_CODE then
      return { at = at, status = "GONE" }
    end
    return nil, err
  end
  local reading = { at = at, status = answer.user_card_status, openid = answer.openid, outer_str = answer.outer_str }
  if reading.outer_str == "" then
    reading.outer_str = nil
  end
  if no_member_card[record.card_id] then
    return reading
  end
  local member
  member, err = wx:call("POST", "/card/membercard/userinfo/get", which)
  if member then
    reading.active = member.has_active
    reading.membership_number, reading.bonus, reading.balance = member.membership_number, member.bonus, member.balance
  elseif err.code == NO_MEMBER_CARD then
    no_member_card[record.card_id] = true
  elseif err.code == UNKNOWN_CODE then
    return { at = at, status = "GONE" }
  else
    return nil, err
  end
  return reading
end

---@param wx wxcard.Client
---@param records table<string, wxcard.Member> by key; is left as it is
---@param opts { now: integer?, openids: string[]?, card_ids: string[]?, modes: table<string, string>? }?
---  now: Unix time; openids: people to ask for besides those who are known; card_ids: cards of which new copies are
---  taken in, besides those of the records; modes: by card_id, for new copies
---@return table<string, wxcard.Member> records
---@return wxcard.Reconciled report
function reconcile.run(wx, records, opts)
  if type(records) ~= "table" then
    error("records are a table by key", 3)
  end
  opts = opts or {}
  local at = opts.now or os.time() -- before the first question: what happens from here on comes as an event
  local report, out = { repaired = {}, discovered = {}, asked = 0, failed = {} }, {}
  for key, record in pairs(records) do
    out[key] = record
  end
  local people, cards = known(records, opts)
  discover(wx, people, cards, out, report, opts)
  local keys = {}
  for _, key in ipairs(sorted(out)) do
    if out[key].state ~= "given" then -- what was handed on answers as if it had never been
      keys[#keys + 1] = key
    end
  end
  local no_member_card = {}
  local readings, errs = gather.gather(AT_ONCE, keys, function(key)
    return look(wx, out[key], at, no_member_card)
  end)
  report.asked = #keys
  for i, key in ipairs(keys) do
    if readings[i] then
      out[key] = members.read(out[key], readings[i])
      if records[key] and differs(records[key], out[key]) then
        report.repaired[#report.repaired + 1] = key
      end
    else
      report.failed[#report.failed + 1] = { key = key, err = errs[i] or errors.new({ kind = "transport",
        message = "no answer" }) }
      out[key] = records[key] -- a new one that cannot be read is left for the next time
    end
  end
  return out, report
end

return reconcile
