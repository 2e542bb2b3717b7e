---membercard-open: members' cards, what they have, and imports.
local answer = require("wxcard.sandbox.pay.answer")
local brand_cards = require("wxcard.sandbox.pay.cards")
local cards = require("wxcard.sandbox.pay.open_cards")
local json = require("wxcard.json")
local rules = require("wxcard.sandbox.pay.rules")
local time = require("wxcard.time")
local user_cards = require("wxcard.sandbox.pay.user_cards")
local util = require("wxcard.sandbox.util")

local members = {}

local ROOT = "/v3/marketing/membercard-open"

---Puts a new copy into a card.
function members.put(ctx, card, member)
  ctx.state.seq = ctx.state.seq + 1
  local id = ("m%d"):format(ctx.state.seq)
  member.id, member.created = id, ctx.now
  member.bonus = member.bonus or (card.rights.bonus or {}).init_bonus
  member.level = card.body.init_level
  card.members[id], card.by_openid[member.openid] = member, id
  card.taken = (card.taken or 0) + 1
  if member.code then
    card.by_code[member.code] = id
  end
  if member.phone then
    card.by_phone[member.phone] = id
  end
  return member
end

---The code of a new copy, as the card gives them.
---@return string? code
---@return table? err
function members.new_code(ctx, card, given)
  local mode = card.body.code_mode
  if mode == "MERCHANT_DEPOSIT" then
    card.next_code = card.next_code + 1
    local code = card.codes[card.next_code]
    if not code then
      card.next_code = card.next_code - 1
      return answer.fail("INVALID_REQUEST", "no deposited code is left")
    end
    return code
  elseif mode == "REAL_TIME" then
    if not given then
      return answer.param("/code", "required with REAL_TIME")
    elseif card.by_code[given] then
      return answer.fail("INVALID_REQUEST", "the code is taken")
    end
    return given
  end
  return ctx.sb.ids:digits(12)
end

local function end_of(card, member)
  local date = card.body.date_information
  if date.type == "FIX_TIME_RANGE" then
    return (time.parse(date.available_end_time))
  elseif date.type == "FIX_TERM" and date.available_day_after_receive then
    return member.created + tonumber(date.available_day_after_receive) * 86400
  end
end

---@return string
function members.state(card, member, now)
  local ends = end_of(card, member)
  if member.state == "EFFECTIVE" and ends and ends < now then
    return "EXPIRE"
  end
  return member.state
end

---The person's card that still counts.
function members.held(card, openid, now)
  local member = card.members[card.by_openid[openid] or ""]
  local state = member and members.state(card, member, now)
  return (state == "EFFECTIVE" or state == "NOT_ACTIVATE") and member or nil
end

-- A handler of calls about one member's card.
local function on(act)
  return cards.on(function(ctx, card, input)
    local member = card.members[card.by_code[input.code] or ""]
    if not member then
      return answer.fail("NOT_FOUND", "no member's card under this code", { field = "code", location = "url" })
    end
    return act(ctx, card, member, input)
  end)
end

---Tells the merchant of an event; nobody where no address is set.
function members.tell(ctx, card, member, name, kind, more)
  local resource = { event_type = kind, card_id = card.body.card_id, code = member.code,
    event_time = time.rfc3339(ctx.now), openid = member.openid }
  for k, v in pairs(more or {}) do
    resource[k] = v
  end
  ctx.pay.notify:push(name, resource, ctx.state.open.notify_url)
end

local function import(ctx, card, input, openid, phone)
  local ok, err = rules.all({ { cards.number, input }, { rules.openid, openid } })
  if not ok then
    return nil, err
  elseif members.held(card, openid, ctx.now) then
    return answer.fail("INVALID_REQUEST", "the member has this card already")
  end
  local code
  code, err = members.new_code(ctx, card, input.code)
  if not code then
    return nil, err
  end
  local member = members.put(ctx, card, { code = code, openid = openid, phone = phone, state = "EFFECTIVE",
    in_wallet = phone == nil })
  return { code = member.code }
end

local function phone_of(input)
  local phone = input.encrypted_phone_number
  if not phone:find("^1[3-9]%d%d%d%d%d%d%d%d%d$") then
    return answer.param("/encrypted_phone_number", "no mobile number of the mainland")
  end
  return phone
end

local function import_by_phone(ctx, card, input)
  local phone, err = phone_of(input)
  if not phone then
    return nil, err
  end
  return import(ctx, card, input, user_cards.openid_of(card, phone), phone)
end

local function agree(before, after, change, field)
  if before and after and change and tonumber(before) + tonumber(change) ~= tonumber(after) then
    return answer.param(field, "before, after and change do not agree")
  end
  return true
end

local function update(_, _, member, input)
  local balance = input.balance_information
  if balance then
    local ok, err = agree(balance.before_balance, balance.balance, balance.add_balance, "/balance_information/balance")
    if not ok then
      return nil, err
    end
    member.balance = balance.balance
  end
  member.level, member.number = input.level or member.level, input.membership_number or member.number
  member.picture = input.background_picture_url or member.picture
  return {}
end

local function rights(_, _, member, input)
  local ok, err = agree(input.before_bonus_value, input.bonus_value, input.add_bonus_value, "/bonus_value")
  if not ok then
    return nil, err
  elseif input.bonus_value then
    member.bonus = input.bonus_value
  elseif input.add_bonus_value then
    member.bonus = (member.bonus or 0) + input.add_bonus_value
  end
  return {}
end

-- Points of an order: shown, then said to be credited.
local function bonus(step)
  return on(function(ctx, _, member, input)
    if input.mchid ~= ctx.caller.identity then
      return answer.param("/mchid", "not the mchid that signed")
    end
    member.orders = member.orders or {}
    if step == "committed" and not member.orders[input.out_trade_no] then
      return answer.fail("INVALID_REQUEST", "nothing was prepared for this order")
    end
    member.orders[input.out_trade_no] = step
    return {}
  end)
end

local function confirm(ctx, card, member, input)
  if members.state(card, member, ctx.now) ~= "NOT_ACTIVATE" then
    return answer.fail("INVALID_REQUEST", "the card waits for nothing")
  elseif input.user_card_confirm_state == "DEFAULT" then
    return answer.param("/user_card_confirm_state", "DEFAULT means nothing")
  end
  member.state = input.user_card_confirm_state == "CREATE_CARD_FAIL" and "UNAVAILABLE" or "EFFECTIVE"
  return {}
end

local function activate(ctx, card, member, input)
  if members.state(card, member, ctx.now) ~= "NOT_ACTIVATE" then
    return answer.fail("INVALID_REQUEST", "the card waits for nothing")
  end
  member.state, member.number = "EFFECTIVE", input.membership_number
  members.tell(ctx, card, member, "MEMBERCARD.ACTIVATE_CARD", "MEMBER_CARD_ACTIVATE",
    { activate_scene = "NEW_ACTIVATE", outer_str = member.outer_str })
  return {}
end

local function view(ctx, card, member)
  return {
    card_id = card.body.card_id, code = member.code, openid = member.in_wallet and member.openid or nil,
    membership_number = member.number or member.code, level = member.level,
    nickname = member.in_wallet and "微信用户" or nil, background_picture_url = member.picture,
    balance = member.balance, user_card_status = members.state(card, member, ctx.now),
    user_information = member.answers, bonus_value = member.bonus,
  }
end

local function search(_, card, input)
  local phone, err = phone_of(input)
  if not phone then
    return nil, err
  end
  local member = card.members[card.by_phone[phone] or ""]
  if not member then
    if card.reminded[phone] then
      return { receive_status = "UNSHOWED" }
    end
    return answer.fail("NOT_FOUND", "nobody was imported, or reminded, under this number")
  elseif not member.in_wallet then
    return { receive_status = "UNRECEIVED" }
  end
  return { receive_status = "RECEIVED", user_card_information = {
    code = member.code, openid = member.openid, receive_time = time.rfc3339(member.received or member.created),
    card_appid = card.body.appid, card_id = card.body.card_id,
  } }
end

local function remind(ctx, input)
  local card, err = cards.find(ctx, input.member_information.card_id)
  if not card then
    return nil, err
  end
  local phone
  phone, err = phone_of(input)
  if not phone then
    return nil, err
  end
  card.reminded[phone] = true
  return {}
end

local function list(ctx, input)
  local rows = json.array({})
  for _, id in ipairs(util.sorted_keys(ctx.state.open.cards)) do
    local card = ctx.state.open.cards[id]
    local member = members.held(card, input.openid, ctx.now)
    if member and member.in_wallet and (not input.appid or card.body.appid == input.appid) then
      rows[#rows + 1] = { card_id = id, code = member.code }
    end
  end
  return brand_cards.page(rows, input)
end

-- What somebody who was sent to the merchant brings along.
local function brought(card, name, value)
  for _, id in ipairs(util.sorted_keys(card.members)) do
    if card.members[id][name] == value then
      return card.members[id]
    end
  end
end

local ONE = ROOT .. "/cards/{card_id}/codes/{code}"

members.routes = {
  ["GET " .. ONE] = on(view),
  ["PATCH " .. ONE] = on(update),
  ["POST " .. ONE .. "/activate"] = on(activate),
  ["POST " .. ONE .. "/confirm"] = on(confirm),
  ["POST " .. ONE .. "/bonus/prepare"] = bonus("prepared"),
  ["POST " .. ONE .. "/bonus/commit"] = bonus("committed"),
  ["PATCH " .. ONE .. "/rights"] = on(rights),
  ["POST " .. ONE .. "/set-service-module-data"] = on(function(_, card, member, input)
    if not card.modules[input.service_module_id] then
      return answer.fail("NOT_FOUND", "the card has no such service item")
    end
    member.modules = member.modules or {}
    member.modules[input.service_module_id] = util.copy(input.state_setting)
    return {}
  end),
  ["POST " .. ONE .. "/unavailable"] = on(function(ctx, card, member)
    local state = members.state(card, member, ctx.now)
    if state ~= "EFFECTIVE" and state ~= "NOT_ACTIVATE" then
      return answer.fail("INVALID_REQUEST", "the member's card is not valid any more")
    end
    member.state = "UNAVAILABLE"
    return {}
  end),
  ["GET " .. ROOT .. "/cards/{card_id}/decrypt-code"] = cards.on(function(_, card, input)
    local member = brought(card, "encrypt_code", input.encrypt_code)
    if not member then
      return answer.param("encrypt_code", "not given out for this card", "query")
    end
    return { code = member.code }
  end),
  ["GET " .. ROOT .. "/activate-informations/{activate_ticket}"] = function(ctx, input)
    for _, id in ipairs(util.sorted_keys(ctx.state.open.cards)) do
      local member = brought(ctx.state.open.cards[id], "ticket", input.activate_ticket)
      if member then
        return { nickname = "微信用户", user_information = member.answers }
      end
    end
    return answer.param("activate_ticket", "not given out", "url")
  end,
  ["GET " .. ROOT .. "/user/cards"] = list,
  ["POST " .. ROOT .. "/cards/{card_id}/users/import"] = cards.on(function(ctx, card, input)
    return import(ctx, card, input, input.openid)
  end),
  ["POST " .. ROOT .. "/cards/{card_id}/phone-membercard/import"] = cards.on(import_by_phone),
  ["POST " .. ROOT .. "/phonenumber-member/import"] = remind,
  ["GET " .. ROOT .. "/phonenumber-member/search"] = cards.on(search),
}

return members
