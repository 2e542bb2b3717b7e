---Changing a card so that one knows what came of it: only what differs is sent, what can never change is refused by
---name before any call, and the card is read back, because WeChat answers "ok" to some changes and ignores them.
---
---    local done, err = wxcard.card_update(wx):apply(card_id, { prerogative = "…", base_info = { notice = "…" } })
local activation_mode = require("wxcard.activation_mode")
local card_diff = require("wxcard.card_diff")
local catalogue = require("wxcard.catalogue")
local errors = require("wxcard.errors")

local PATH = "/card/update"

-- Written by the platform or settled at creation; card/get shows them, no update takes them.
local OWN = { "create_time", "get_custom_code_mode", "id", "status", "update_time" }

local card_update = {}

---@class wxcard.CardUpdate
local CardUpdate = {}
CardUpdate.__index = CardUpdate

---@class wxcard.CardChanges
---@field changed string[]        paths that card/get shows as wanted
---@field pending_review string[] paths that wait for the reviewers: nobody new can take the card until they decide
---@field ignored string[]        paths that WeChat accepted and did not change
---@field unseen string[]         paths that card/get does not show, so that nobody can tell
---@field send_check boolean      the card went back to review
---@field sent boolean            false: nothing differed, so nothing was sent
---@field status string?          of the card afterwards: CARD_STATUS_VERIFY_OK …
---@field warnings wxcard.Fault[]

local function refuse(faults)
  local first = faults[1]
  return errors.fail({ kind = "validation", path = first.path, message = first.message, hint = first.hint,
    faults = faults, outcome = "not_sent" })
end

local request = card_diff.by_name(catalogue.endpoint(PATH).request)

-- A kind's fields of an update, with the defaults that creation knows.
local function fields_of(kind)
  local create = card_diff.by_name(card_diff.by_name(catalogue.endpoint("/card/create").request).card.fields)
  local function with_defaults(fields, made)
    local out, known = {}, card_diff.by_name(made)
    for i, field in ipairs(fields) do
      local copy, first = {}, known[field[1]] or {}
      for key, value in pairs(field) do
        copy[key] = value
      end
      if copy.default == nil then
        copy.default = first.default
      end
      if field.fields and field[2] == "object" then
        copy.fields = with_defaults(field.fields, first.fields or {})
      end
      out[i] = copy
    end
    return out
  end
  return with_defaults(request[kind].fields, create[kind] and create[kind].fields or {})
end

local cached = {}

local function fields_for(kind)
  cached[kind] = cached[kind] or fields_of(kind)
  return cached[kind]
end

local function is_kind(name)
  return type(name) == "string" and request[name] ~= nil and request[name][2] == "object"
end

-- Every field that no update may hold, by name. The card's kind adds some of its own.
local function never(changes, kind)
  local faults, base = {}, type(changes.base_info) == "table" and changes.base_info or {}
  local seen = {}
  local function fault(name, message, hint)
    if base[name] ~= nil and not seen[name] then
      seen[name] = true
      faults[#faults + 1] = { path = "base_info." .. name, message = message, hint = hint }
    end
  end
  fault("sku", "the stock is no part of an update", "raise or lower it by card/modifystock")
  local fixed = {}
  for _, name in ipairs(catalogue.endpoint(PATH).fixed) do
    fixed[#fixed + 1] = name
  end
  for _, field in ipairs(kind and card_diff.by_name(fields_for(kind)).base_info.fields or {}) do
    if field.fixed then
      fixed[#fixed + 1] = field[1]
    end
  end
  for _, name in ipairs(fixed) do
    fault(name, "cannot be changed after creation", "it makes the whole update fail: leave it out, or make a new card")
  end
  for _, name in ipairs(OWN) do
    fault(name, "is not the merchant's to change", "leave it out")
  end
  table.sort(faults, function(a, b)
    return a.path < b.path
  end)
  return faults[1] and faults
end

local ACTIVATION = { activate_app_brand_user_name = true, activate_url = true, auto_activate = true, wx_activate = true,
  wx_activate_after_submit = true }

-- Changes of the way of activation that WeChat would accept and not follow.
local function idle_activation(card, changes, list)
  local before = activation_mode.mode_of(card)
  local faults, after, sent = {}, {}, {}
  for _, entry in ipairs(list) do
    if ACTIVATION[entry.path] then
      sent[entry.path] = true
      if before == "auto" then
        faults[#faults + 1] = { path = entry.path, message = "a card that activates itself keeps doing so",
          hint = "WeChat accepts the change and ignores it: make a new card" }
      end
    end
  end
  for _, fields in ipairs({ card, changes }) do
    for name, value in pairs(fields) do
      after[name] = value
    end
  end
  local _, warnings = activation_mode.mode_of(after)
  if not faults[1] then
    for _, warning in ipairs(warnings) do
      if sent[warning.path] then
        faults[#faults + 1] = { path = warning.path, message = warning.message,
          hint = "WeChat accepts the change and does not follow it: empty the field that wins in the same change" }
      end
    end
  end
  return faults[1] and faults, next(sent) and warnings or {}
end

local function read(wx, card_id)
  local answer, err = wx:call("POST", "/card/get", { card_id = card_id })
  if not answer then
    return nil, err
  end
  local card = answer.card
  local kind = type(card) == "table" and type(card.card_type) == "string" and card.card_type:lower()
  if not is_kind(kind) or type(card[kind]) ~= "table" then
    return errors.fail({ kind = "validation", path = "card_id", outcome = "not_sent",
      message = ("a card of kind %s has no update"):format(tostring(kind and card.card_type)) })
  end
  return { kind = kind, body = card[kind] }
end

-- The list of differences, leaf by leaf; those of base_info are looked at one level further down.
local function differences(kind, have, changes)
  local fields = fields_for(kind)
  local base = card_diff.by_name(fields).base_info
  local above = {}
  for name, value in pairs(changes) do
    if name ~= "base_info" then
      above[name] = value
    end
  end
  local list = card_diff.between(fields, have, above)
  local below = card_diff.between(base.fields, have.base_info or {}, changes.base_info or {}, "base_info.")
  for _, entry in ipairs(below) do
    entry.base = true
    list[#list + 1] = entry
  end
  return list
end

-- What goes over the wire: whole fields, each with its parts that stay, since nobody says whether WeChat merges.
local function body_of(have, changes, list)
  local out = {}
  for _, entry in ipairs(list) do
    local from, into, old = changes, out, have
    if entry.base then
      out.base_info = out.base_info or {}
      from, into, old = changes.base_info, out.base_info, have.base_info or {}
    end
    local name = entry.top[1]
    local value = from[name]
    if entry.base and name == "color" then
      value = card_diff.color(value) or value -- card/get's own way of writing it is refused
    end
    into[name] = card_diff.over(entry.top, old[name], value)
  end
  return out
end

local shown = {} -- kind -> the fields that card/get is known to show

local function shows(kind, entry)
  if not shown[kind] then
    local card = card_diff.by_name(catalogue.endpoint("/card/get").response).card
    local of_kind = card_diff.by_name(card.fields)[kind]
    local fields = card_diff.by_name(of_kind and of_kind.fields)
    shown[kind] = { above = fields, base = card_diff.by_name(fields.base_info and fields.base_info.fields) }
  end
  return shown[kind][entry.base and "base" or "above"][entry.top[1]] ~= nil
end

-- The value at a path such as base_info.date_info.end_timestamp.
local function at(body, path)
  for name in path:gmatch("[^.]+") do
    body = type(body) == "table" and body[name] or nil
  end
  return body
end

-- Which of the fields sent the reviewers look at: those that are known for it, or else those nobody knows about.
local function under_review(list)
  for _, wanted in ipairs({ true, "unknown" }) do
    local found
    for _, entry in ipairs(list) do
      if entry.field.review == wanted or entry.top.review == wanted then
        found = found or {}
        found[entry.path] = true
      end
    end
    if found then
      return found
    end
  end
  return {}
end

local function nothing()
  return { changed = {}, pending_review = {}, ignored = {}, unseen = {}, warnings = {}, send_check = false,
    sent = false }
end

local function plan(self, card_id, changes, opts)
  if type(card_id) ~= "string" or type(changes) ~= "table" then
    error("a card's id and a table of changes, please", 3)
  end
  local kind = opts and opts.type
  if kind ~= nil and not is_kind(kind) then
    error(("no card is of type %s"):format(tostring(kind)), 3)
  end
  if changes.base_info ~= nil and type(changes.base_info) ~= "table" then
    return refuse({ { path = "base_info", message = "must be an object, got a " .. type(changes.base_info) } })
  end
  local faults = never(changes, kind)
  if faults then
    return refuse(faults)
  end
  local card, err = read(self.wx, card_id)
  if not card then
    return nil, err
  elseif kind and kind ~= card.kind then
    return refuse({ { path = "type", message = ("the card is a %s, not a %s"):format(card.kind, kind) } })
  end
  faults = never(changes, card.kind)
  if faults then
    return refuse(faults)
  end
  local list, warnings = differences(card.kind, card.body, changes), {}
  if card.kind == "member_card" then
    faults, warnings = idle_activation(card.body, changes, list)
    if faults then
      return refuse(faults)
    end
  end
  return { kind = card.kind, list = list, warnings = warnings, have = card.body,
    body = body_of(card.body, changes, list) }
end

---What `apply` would send, without sending it.
---@param card_id string
---@param changes table  fields of the card's own object: { base_info = { … }, prerogative = "…" }
---@param opts { type: string? }? "member_card": refuse a card of another kind
---@return { paths: string[], body: table, warnings: wxcard.Fault[] }? plan `paths` is empty when nothing differs
---@return wxcard.Error? err
function CardUpdate:plan(card_id, changes, opts)
  local planned, err = plan(self, card_id, changes, opts)
  if not planned then
    return nil, err
  end
  local paths = {}
  for i, entry in ipairs(planned.list) do
    paths[i] = entry.path
  end
  return { paths = paths, body = planned.body, warnings = planned.warnings }
end

-- The client's paths begin with the kind's object; the caller's do not.
local function in_callers_words(err, kind)
  local prefix = kind .. "."
  local function short(path)
    return path and path:sub(1, #prefix) == prefix and path:sub(#prefix + 1) or path
  end
  err.path = short(err.path)
  for _, fault in ipairs(err.faults or {}) do
    fault.path = short(fault.path)
  end
  return err
end

---Changes a card and reads it back. Running it again is safe: what is there already is not sent.
---@param card_id string
---@param changes table  fields of the card's own object: { base_info = { … }, prerogative = "…" }
---@param opts { type: string? }? "member_card": refuse a card of another kind
---@return wxcard.CardChanges? done each path that was sent is in exactly one of its lists
---@return wxcard.Error? err  kind "validation" with the path below the kind's object, before anything was changed
function CardUpdate:apply(card_id, changes, opts)
  local planned, err = plan(self, card_id, changes, opts)
  if not planned then
    return nil, err
  end
  local kind, done = planned.kind, nothing()
  done.warnings = planned.warnings
  if not planned.list[1] then
    done.status = (planned.have.base_info or {}).status
    return done
  end
  local answer
  answer, err = self.wx:call("POST", PATH, { card_id = card_id, [kind] = planned.body }, { warnings = done.warnings })
  if not answer then
    return nil, in_callers_words(err, kind)
  end
  done.sent, done.send_check = true, answer.send_check == true
  local after
  after, err = read(self.wx, card_id)
  if not after then
    err.hint = "the change was sent and accepted; reading the card back failed"
    return nil, err
  end
  done.status = (after.body.base_info or {}).status
  local waiting = done.send_check and under_review(planned.list) or {}
  for _, entry in ipairs(planned.list) do
    local value = at(after.body, entry.path)
    local list = done.ignored
    if waiting[entry.path] then
      list = done.pending_review
    elseif card_diff.same(entry.field, value, entry.want) then
      list = done.changed
    elseif value == nil and not shows(kind, entry) then
      list = done.unseen
    end
    list[#list + 1] = entry.path
  end
  return done
end

return setmetatable(card_update, {
  ---@param wx wxcard.Client
  ---@return wxcard.CardUpdate
  __call = function(_, wx)
    return setmetatable({ wx = wx }, CardUpdate)
  end,
})
