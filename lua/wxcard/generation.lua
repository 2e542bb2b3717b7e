---One vocabulary for WeChat's three generations of member card. A backend is data: an operation of the vocabulary is a
---call of the catalogue, how its request is made of the common arguments, and how the common record is made of its
---answer. What a generation cannot do is refused by name; nothing ever falls back to another generation.
---
---    local club = wxcard.members(wx, { backend = "brand", brand_id = "1004" })
---    local member, err = club:import({ card_id = id, openid = openid, code = "VIP0001", validity = { days = 365 } })
local catalogue = require("wxcard.catalogue")
local crypto = require("wxcard.crypto")
local errors = require("wxcard.errors")
local gather = require("wxcard.gather")
local paysign = require("wxcard.paysign")

local generation = {}

---@class wxcard.Membership
---@field generation "oa"|"membercard_open"|"brand"
---@field card_id string
---@field code string?
---@field openid string?        absent where a call tells none, e.g. of an import by phone
---@field number string?        what the card shows as the member's number
---@field points integer?
---@field balance integer?      fen
---@field level string?
---@field state "held"|"active"|"gifting"|"given"|"deleted"|"consumed"|"unavailable"|"expired"|"none"|nil the words of
---  wxcard.Member; "none": has no card yet; nil: this call does not tell
---@field phone string?
---@field taken_at integer?     Unix time at which the card was taken; when it was activated no generation tells
---@field already boolean?      the outcome was unknown, and a look found that the call had worked
---@field request_no string?    the number that it went under, where there is one: repeat with the same
---@field ignored string[]?     arguments that this generation has no place for, and that change nothing
---@field answer table          WeChat's own words

---@class wxcard.MembersOptions
---@field backend "oa"|"membercard_open"|"brand"
---@field brand_id string?         brand: whose cards; with `role` "brand" the client's own
---@field role "partner"|"brand"|nil brand: who calls; "partner" by default
---@field appid string?            membercard_open: the account whose openids are meant; the client's by default

---@class wxcard.Members
local methods = {}
methods.__index = methods

local BACKENDS = { oa = true, membercard_open = true, brand = true }

-- Every operation there is.
local OPERATIONS = { "issue", "import", "import_by_openid", "import_by_phone", "activate", "get", "update_points",
  "update_balance", "invalidate", "by_code", "by_openid", "by_phone", "deposit_codes", "upgrade" }

-- Arguments that every operation takes, whether it needs them or not: so one program serves all generations.
local COMMON = { card_id = true, code = true, openid = true, request_no = true, more = true, timeout = true }

-- The others of the vocabulary: where a generation has no place for one it says so. Those that are false only decorate
-- a change, and are left out where they cannot be said.
local VOCABULARY = { phone = true, number = true, points = true, balance = true, change = true, before = true,
  level = true, validity = true, taken_at = true, begins_at = true, ends_at = true, codes = true, full = true,
  brand_id = true, appid = true, confirm = true, outcome = true, activate = true, expires_in = true,
  reason = false, notify = false, channel = false }

local function fail(self, fields)
  fields.generation, fields.outcome = self.generation, "not_sent"
  fields.kind = fields.kind or "validation"
  return errors.fail(fields)
end

---------------------------------------------------------------------------------------------------- what there is

---Whether this generation has an operation.
---@param operation string
---@return boolean
---@return string? why why not; or, of one that there is, what to know
function methods:supports(operation)
  local op = self.operations[operation]
  if operation == "import" then
    op = self.operations.import_by_openid or self.operations.import_by_phone
  end
  if not op then
    return false, self.absent[operation] or ("there is no such call in the generation %s"):format(self.generation)
  end
  local entry = op.call and (catalogue.endpoint(op.call) or catalogue.endpoint((op.call:gsub("^%u+ ", ""))))
  return true, op.note or entry and entry.status == "announced" and "announced by WeChat, not online yet" or nil
end

---Every operation with whether this generation has it.
---@return table<string, boolean>
function methods:capabilities()
  local out = {}
  for _, name in ipairs(OPERATIONS) do
    out[name] = (self:supports(name))
  end
  return out
end

---------------------------------------------------------------------------------------------------- requests

-- The names that an operation has a use for.
local function uses(op)
  if not op.known then
    op.known = {}
    for _, list in ipairs({ op.needs or {}, op.uses or {} }) do
      for _, name in ipairs(list) do
        op.known[name] = true
      end
    end
    for _, from in pairs(op.send or {}) do
      if type(from) == "string" then
        op.known[from] = true
      end
    end
  end
  return op.known
end

-- Missing and unusable arguments, all at once; and the names of those that are left out.
local function check(self, name, op, a)
  local faults, known, ignored = {}, uses(op), nil
  for _, wanted in ipairs(op.needs or {}) do
    if a[wanted] == nil or a[wanted] == "" then
      faults[#faults + 1] = { path = wanted, message = "required", name = "required" }
    end
  end
  local given = {}
  for arg in pairs(a) do
    given[#given + 1] = tostring(arg)
  end
  table.sort(given)
  for _, arg in ipairs(given) do
    if not known[arg] and not COMMON[arg] then
      if VOCABULARY[arg] == false then
        ignored = ignored or {}
        ignored[#ignored + 1] = arg
      else
        faults[#faults + 1] = VOCABULARY[arg]
          and { path = arg, name = "unsupported_field", message = "has no place in this operation" }
          or { path = arg, name = "unknown_field", message = "is no word of the vocabulary; WeChat's own go into more" }
      end
    end
  end
  if faults[1] then
    return fail(self, { name = faults[1].name, path = faults[1].path, faults = faults,
      message = ("%s of the generation %s: %s %s"):format(name, self.generation, faults[1].path, faults[1].message) })
  end
  return true, ignored
end

local function request_of(self, op, a)
  local body = {}
  for theirs, from in pairs(op.send or {}) do
    if type(from) == "function" then
      body[theirs] = from(a, self)
    else
      body[theirs] = a[from]
    end
  end
  for theirs, value in pairs(a.more or {}) do
    body[theirs] = value
  end
  return body
end

-- The endpoint of an operation: method, path as it is sent, and the places' values.
local function target(op, a)
  local method, path = op.call:match("^(%u+) (.*)$")
  local params = {}
  for place in path:gmatch("{([^}]*)}") do
    params[place] = a[op.places and op.places[place] or place]
  end
  return method, paysign.url(path, params)
end

---------------------------------------------------------------------------------------------------- answers

local function tell(self, err, number)
  err.generation = self.generation
  err.request_no = number
  return nil, err
end

local function finish(self, op, a, answer, ignored)
  local record = op.take and op.take(answer, a, self) or {}
  local list = op.list and record or { record }
  for _, one in ipairs(list) do
    one.generation = self.generation
    one.card_id = one.card_id or a.card_id
    if not op.list then
      one.code, one.openid = one.code or a.code, one.openid or a.openid
      one.answer, one.ignored, one.request_no = answer, ignored, op.numbered and a.request_no or nil
    end
  end
  return record
end

local function with(a, changes)
  local out = {}
  for k, v in pairs(a) do
    out[k] = v
  end
  for k, v in pairs(changes) do
    out[k] = v
  end
  return out
end

-- One call; `a` is complete.
local function call_once(self, op, a)
  local method, path = target(op, a)
  return self.wx:call(method, path, request_of(self, op, a), a.timeout and { timeout = a.timeout } or nil)
end

-- All pages of a list, as one answer.
local function call_pages(self, op, a)
  local data, offset = {}, 0
  repeat
    local answer, err = call_once(self, op, with(a, { offset = offset, limit = op.page }))
    if not answer then
      return nil, err
    end
    local rows = answer.data or {}
    for _, row in ipairs(rows) do
      data[#data + 1] = row
    end
    offset = offset + #rows
  until #rows == 0 or offset >= (tonumber(answer.total_count) or 0)
  return { data = data }
end

local function perform(self, name, a)
  local op = self.operations[name]
  if not op then
    local _, why = self:supports(name)
    return fail(self, { name = "unsupported", path = name, hint = self.instead[name],
      message = ("the generation %s has no %s: %s"):format(self.generation, name, why) })
  end
  local ok, ignored = check(self, name, op, a)
  if not ok then
    return nil, ignored
  elseif op.judge then
    local fault = op.judge(a, self)
    if fault then
      return fail(self, fault)
    end
  end
  if op.run then
    return op.run(self, a)
  elseif op.numbered and a.request_no == nil then
    local number, err = crypto.random_nonce(32)
    if not number then
      return tell(self, err)
    end
    a = with(a, { request_no = number })
  end
  local answer, err = (op.page and call_pages or call_once)(self, op, a)
  if answer then
    return finish(self, op, a, answer, ignored)
  elseif err.outcome == "unknown" and op.look then -- it may have worked: WeChat does not answer a repeat as it did
    local found = op.look(self, a)
    if found then
      found.already, found.request_no, found.ignored = true, op.numbered and a.request_no or nil, ignored
      return found
    end
  end
  return tell(self, err, op.numbered and a.request_no or nil)
end

---------------------------------------------------------------------------------------------------- the vocabulary

local function check_table(name, a)
  if type(a) ~= "table" then
    error(("%s: a table expected, got a %s"):format(name, type(a)), 3)
  end
end

---Imports a member, by openid or by phone number, whichever is given.
---@param a { card_id: string, openid: string?, phone: string?, code: string?, validity: table?, taken_at: number?,
---  level: string?, request_no: string? }
---@return wxcard.Membership?
---@return wxcard.Error?
function methods:import(a)
  check_table("import", a)
  if not self:supports("import") then
    return perform(self, "import", a)
  end
  return perform(self, a.openid == nil and a.phone ~= nil and "import_by_phone" or "import_by_openid", a)
end

for _, name in ipairs(OPERATIONS) do
  if name ~= "import" and name ~= "by_openid" then
    methods[name] = function(self, a)
      check_table(name, a)
      return perform(self, name, a)
    end
  end
end

local AT_ONCE = 8

---The cards that a person has, of one card_id or of all. `full` reads each of them.
---@param a { openid: string, card_id: string?, full: boolean? }
---@return wxcard.Membership[]?
---@return wxcard.Error?
function methods:by_openid(a)
  check_table("by_openid", a)
  local list, err = perform(self, "by_openid", a)
  if not list or not a.full or self.operations.by_openid.full then
    return list, err
  end
  local found, errs = gather.gather(AT_ONCE, list, function(one)
    return self:get({ card_id = one.card_id, code = one.code, openid = a.openid, timeout = a.timeout })
  end)
  for i = 1, #list do
    if errs[i] then
      return nil, errs[i]
    end
  end
  return found
end

---The members of one generation's cards.
---@param wx wxcard.Client
---@param opts wxcard.MembersOptions
---@return wxcard.Members?
---@return wxcard.Error? err kind "config"
function generation.new(wx, opts)
  if type(wx) ~= "table" or type(opts) ~= "table" then
    error("members(wx, { backend = … }): a client and a table of options expected", 2)
  elseif not BACKENDS[opts.backend] then
    return errors.fail({ kind = "config", name = "config", path = "backend",
      message = "must be oa, membercard_open or brand", hint = "each generation is asked for by its name" })
  end
  local self = setmetatable({ wx = wx, generation = opts.backend }, methods)
  local fault = require("wxcard.generation." .. opts.backend).open(self, opts)
  if fault then
    fault.kind, fault.name, fault.generation = "config", "config", opts.backend
    return errors.fail(fault)
  end
  return self
end

return generation
