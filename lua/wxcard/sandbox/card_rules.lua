---What the platform checks in a card beyond the shape of its fields. Each check gives WeChat's code, or nil.
local pictures = require("wxcard.sandbox.pictures")
local util = require("wxcard.sandbox.util")

local rules = {}

rules.TYPES = { -- card_type to the key beside it
  GROUPON = "groupon", CASH = "cash", DISCOUNT = "discount", GIFT = "gift", GENERAL_COUPON = "general_coupon",
  MEMBER_CARD = "member_card", GENERAL_CARD = "general_card", SCENIC_TICKET = "scenic_ticket",
  MOVIE_TICKET = "movie_ticket", BOARDING_PASS = "boarding_pass", MEETING_TICKET = "meeting_ticket",
  BUS_TICKET = "bus_ticket",
}

rules.COLORS = {} -- name to value, as card/get gives it back
for _, color in ipairs(require("wxcard.api.colors")) do
  rules.COLORS[color.name] = color.answer
end

local DATE_TYPES = {
  DATE_TYPE_FIX_TIME_RANGE = "range", DATE_TYPE_FIX_TERM = "term", DATE_TYPE_PERMANENT = "permanent",
  ["1"] = "range", ["2"] = "term",
}
local LATEST = 2147483647 -- timestamps are 32-bit signed in practice
local MAX_QUANTITY = 2147483647

rules.DEPOSIT = "GET_CUSTOM_CODE_MODE_DEPOSIT"

---@param info table date_info
function rules.date(info, now)
  local kind = DATE_TYPES[tostring(info.type)]
  local begins, ends = tonumber(info.begin_timestamp), tonumber(info.end_timestamp)
  if kind == "range" then
    if not begins or not ends or begins >= ends or ends <= now or ends > LATEST then
      return 40079
    end
  elseif kind == "term" then
    local days = tonumber(info.fixed_term)
    if not days or days < 1 or (tonumber(info.fixed_begin_term) or 0) < 0 then
      return 40079
    elseif ends and (ends <= now or ends > LATEST) then
      return 40079
    end
  elseif not kind then
    return 40079
  end
end

---Validity may only grow, and its kind may not change.
function rules.date_change(old, new)
  if DATE_TYPES[tostring(new.type or old.type)] ~= DATE_TYPES[tostring(old.type)] then
    return 40100
  end
  local old_begin, new_begin = tonumber(old.begin_timestamp), tonumber(new.begin_timestamp)
  local old_end, new_end = tonumber(old.end_timestamp), tonumber(new.end_timestamp)
  if old_begin and new_begin and new_begin > old_begin or old_end and new_end and new_end < old_end then
    return 40100
  end
end

local function web_links(body)
  local base = body.base_info or {}
  return util.present(base.custom_url) or util.present(base.promotion_url) or util.present(base.center_url)
end

local function incomplete_pair(body)
  for _, entry in ipairs((body.advanced_info or {}).text_image_list or {}) do
    if not util.present(entry.image_url) or not util.present(entry.text) then
      return true
    end
  end
end

local function check_stores(sb, base)
  -- store ids are looked at only once the account has a store
  local stores = sb.app.stores
  if not stores or next(stores) == nil then
    return
  end
  for _, id in ipairs(base.location_id_list or {}) do
    if not stores[tostring(id)] then
      return 40072
    end
  end
end

---What creating and changing have in common.
local function common(sb, body)
  local base = body.base_info or {}
  local icons = ((body.advanced_info or {}).abstract or {}).icon_url_list
  if base.color ~= nil and not rules.COLORS[base.color] then
    return 40076
  elseif base.get_limit and base.get_limit > 50 then
    return 72009
  elseif type(icons) == "table" and #icons > 1 then
    return 45044
  elseif incomplete_pair(body) then
    return 41026
  elseif sb.opts.refuse_web_links and web_links(body) then
    return 73211
  end
  return pictures.check_card(body) or check_stores(sb, base)
end

local function stock(base)
  local quantity = tonumber((base.sku or {}).quantity)
  if not quantity then
    return 40070
  elseif base.get_custom_code_mode == rules.DEPOSIT then
    if base.use_custom_code ~= true then
      return 40150
    elseif quantity ~= 0 then
      return 40136
    end
  elseif quantity < 1 or quantity > MAX_QUANTITY then
    return 40122
  end
end

local function type_rules(sb, kind, body)
  if kind == "CASH" then
    if (body.reduce_cost or 0) < 100 then
      return 72007
    elseif (body.least_cost or 0) ~= 0 and body.least_cost <= body.reduce_cost then
      return 72008
    end
  elseif kind == "MEMBER_CARD" and body.supply_balance == true and sb.opts.balance_permission == false then
    return 43010
  end
end

---@param card table the object under `card`
---@return integer? code
---@return string? key the name of the type's object
function rules.create(sb, card)
  local key = rules.TYPES[card.card_type or ""]
  if not key then
    return 40071
  end
  local body = card[key]
  if not util.is_object(body) or not util.is_object(body.base_info) then
    return 41011
  end
  local base = body.base_info
  if not util.is_object(base.date_info) then
    return 41011
  end
  local code = common(sb, body) or stock(base) or rules.date(base.date_info, sb:now())
    or type_rules(sb, card.card_type, body)
  return code, key
end

-- written by the platform, so never by an update
local OWN = { "id", "status", "create_time", "update_time", "get_custom_code_mode" }

local function field(fields, name)
  for _, f in ipairs(fields or {}) do
    if f[1] == name then
      return f
    end
  end
  return {}
end

local function same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then
    return a == b
  end
  for k, v in pairs(a) do
    if not same(v, b[k]) then
      return false
    end
  end
  for k in pairs(b) do
    if a[k] == nil then
      return false
    end
  end
  return true
end

---@param card table the stored card
---@param body table what is to change
---@return integer? code
---@return boolean? review whether the change goes before the reviewers
function rules.update(sb, card, body)
  local base, old = body.base_info or {}, card.body.base_info
  local entry = sb.catalogue.endpoint("/card/update")
  for _, list in ipairs({ entry.fixed, OWN }) do
    for _, name in ipairs(list) do
      if base[name] ~= nil then
        return 40150
      end
    end
  end
  if card.type ~= "MEMBER_CARD" and base.title ~= nil then
    return 40150
  end
  for _, name in ipairs({ "supply_bonus", "supply_balance" }) do
    if card.body[name] and body[name] == false then
      return 40135
    end
  end
  if base.date_info then
    local code = rules.date_change(old.date_info, base.date_info)
    if code then
      return code
    end
  end
  local code = common(sb, body)
  if code then
    return code
  end
  local fields = field(entry.request, card.key).fields
  for name, value in pairs(body) do
    if field(fields, name).review == true and not same(value, card.body[name]) then
      return nil, true
    end
  end
  fields = field(fields, "base_info").fields
  for name, value in pairs(base) do
    if field(fields, name).review == true and not same(value, old[name]) then
      return nil, true
    end
  end
  return nil, false
end

return rules
