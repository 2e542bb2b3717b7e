---Members' copies of brand cards: imported, opened and confirmed, read, changed, ended.
local answer = require("wxcard.sandbox.pay.answer")
local cards = require("wxcard.sandbox.pay.cards")
local crypto = require("wxcard.crypto")
local rules = require("wxcard.sandbox.pay.rules")
local time = require("wxcard.time")
local util = require("wxcard.sandbox.util")

local user_cards = {}

-- What an import, a change and a confirmation may carry, besides the validity.
local DATA = { "phone_number", "card_color", "card_picture_url", "level", "user_information", "attach" }

---The state as of now: time ends an effective card.
function user_cards.state(member, now)
  if member.state == "EFFECTIVE" and member.ends and member.ends < now then
    return "EXPIRED"
  end
  return member.state
end

---A member's card as it is told.
function user_cards.view(card, member, now)
  local body, data = card.body, member.data
  return {
    user_card_code = member.code, card_id = body.card_id, openid = member.openid,
    card_color = data.card_color or body.card_color, card_picture_url = data.card_picture_url or body.card_picture_url,
    brand_id = body.brand_id, card_type = body.card_type, phone_number = data.phone_number,
    level = data.level or body.init_level, valid_date_information = member.validity or body.valid_date_information,
    pickup_time = time.rfc3339(member.pickup), user_information = data.user_information, attach = data.attach,
    user_card_state = user_cards.state(member, now), invalid_reason = member.invalid_reason,
    invalid_time = member.invalid and time.rfc3339(member.invalid) or nil, create_time = time.rfc3339(member.created),
    modify_time = time.rfc3339(member.modified),
  }
end

---The member whose card has this code.
function user_cards.by_code(card, code)
  return card.members[card.by_code[code] or ""]
end

---The last card that a person had of this one.
function user_cards.by_openid(card, openid)
  return card.members[card.by_openid[openid] or ""]
end

---The person behind a phone number, in the eyes of one account: always the same.
function user_cards.openid_of(card, phone)
  local digest = crypto.base64_encode(assert(crypto.sha256_hex(card.body.appid .. " " .. phone)):sub(1, 24))
  return "o" .. digest:sub(1, 27)
end

---Puts a new copy into a card.
function user_cards.put(ctx, card, member)
  ctx.state.seq = ctx.state.seq + 1
  local id = ("m%d"):format(ctx.state.seq)
  member.created, member.modified, member.data = ctx.now, ctx.now, member.data or {}
  card.members[id], card.by_openid[member.openid] = member, id
  member.id = id
  if member.code then
    card.by_code[member.code] = id
  end
  return member
end

local function take_data(member, input)
  for _, name in ipairs(DATA) do
    if input[name] ~= nil then
      member.data[name] = util.copy(input[name])
    end
  end
end

-- Why this person cannot get another copy.
local function free(card, openid, now)
  local member = user_cards.by_openid(card, openid)
  local state = member and user_cards.state(member, now)
  if state == "UNACTIVATED" then
    return answer.fail("INVALID_REQUEST", "the user has a card that waits for confirm")
  elseif state == "EFFECTIVE" then
    return answer.fail("INVALID_REQUEST", "the user has an effective card already")
  elseif member and member.deleted then
    return answer.fail("INVALID_REQUEST", "the user deleted this card and cannot be imported again")
  end
  return true
end

local function effective(card)
  if card.body.state ~= "CARD_EFFECTIVE" then
    return answer.fail("INVALID_REQUEST", "the card is not effective")
  end
  return true
end

local function code_free(card, code)
  if card.by_code[code] then
    return answer.fail("INVALID_REQUEST", "the user_card_code is taken")
  end
  return true
end

-- The validity and the pick-up of an imported member.
local function dates(ctx, card, input)
  local given = input.valid_date_information or input.date_information
  local name = input.valid_date_information and "valid_date_information" or "date_information"
  if input.valid_date_information and input.date_information then
    return answer.param("/date_information", "the older name of valid_date_information: one of the two")
  end
  local kind = card.body.valid_date_information.type
  local ok, err = rules.validity(given, kind, name)
  if not ok then
    return nil, err
  end
  local pickup = input.pickup_time and time.parse(input.pickup_time)
  if input.pickup_time and not pickup then
    return answer.param("/pickup_time", "must be a time as RFC 3339 has it")
  elseif kind == "FIX_TERM" and not pickup then
    return answer.param("/pickup_time", "required with FIX_TERM")
  elseif pickup and pickup > ctx.now then
    return answer.param("/pickup_time", "must be before now")
  end
  local validity = rules.plain_validity(given, kind)
  local ends = rules.ends(validity, pickup or ctx.now)
  if ends and ends < ctx.now then
    return answer.fail("INVALID_REQUEST", "the card would have expired already")
  end
  return { validity = validity, pickup = pickup or ctx.now, ends = ends }
end

local function import(ctx, input, openid)
  local card, err = cards.find(ctx, input.card_id)
  if not card then
    return nil, err
  end
  local ok
  ok, err = rules.code(input.user_card_code)
  if not ok then
    return nil, err
  end
  openid = openid or user_cards.openid_of(card, input.phone_number)
  ok, err = rules.all({
    { rules.openid, openid }, { effective, card }, { rules.answers, card, input.user_information } })
  if not ok then
    return nil, err
  end
  local date
  date, err = dates(ctx, card, input)
  if not date then
    return nil, err
  end
  ok, err = rules.all({ { free, card, openid, ctx.now }, { code_free, card, input.user_card_code } })
  if not ok then
    return nil, err
  end
  local member = user_cards.put(ctx, card, {
    code = input.user_card_code, openid = openid, state = "EFFECTIVE", validity = date.validity, pickup = date.pickup,
    ends = date.ends, in_wallet = false,
  })
  take_data(member, input)
  return user_cards.view(card, member, ctx.now)
end

---The member that code, card, brand and openid name together.
---@return table? member
---@return table err_or_card
function user_cards.find(ctx, input)
  local card, err = cards.find(ctx, input.card_id)
  if not card then
    return nil, err
  end
  local ok
  ok, err = rules.openid(input.openid)
  if not ok then
    return nil, err
  end
  local member = user_cards.by_code(card, input.user_card_code)
  if not member or member.openid ~= input.openid then
    return answer.fail("NOT_FOUND", "no member's card under this code, card, brand and openid")
  end
  return member, card
end

local function get(ctx, input)
  local member, card = user_cards.find(ctx, input)
  if not member then
    return nil, card
  end
  return user_cards.view(card, member, ctx.now)
end

local function list(ctx, input)
  local ok, err = rules.all({ { rules.brand, ctx }, { rules.openid, input.openid } })
  if not ok then
    return nil, err
  end
  local rows = {}
  for _, id in ipairs(util.sorted_keys(ctx.state.cards)) do
    local card = ctx.state.cards[id]
    local member = card.body.brand_id == ctx.brand_id and user_cards.by_openid(card, input.openid)
    if member and member.code
      and (not input.user_card_state or user_cards.state(member, ctx.now) == input.user_card_state) then
      rows[#rows + 1] = user_cards.view(card, member, ctx.now)
    end
  end
  return cards.page(rows, input)
end

-- Validity and answers of a change or a confirmation, checked and taken over.
local function change(ctx, card, member, input)
  local kind = card.body.valid_date_information.type
  local ok, err = rules.all({
    { rules.validity, input.valid_date_information, kind }, { rules.answers, card, input.user_information } })
  if not ok then
    return nil, err
  end
  take_data(member, input)
  if input.valid_date_information then
    member.validity = rules.plain_validity(input.valid_date_information, kind)
    member.ends = rules.ends(member.validity, member.pickup)
  end
  member.modified = ctx.now
  return true
end

local function update(ctx, input)
  local member, card = user_cards.find(ctx, input)
  if not member then
    return nil, card
  elseif user_cards.state(member, ctx.now) ~= "EFFECTIVE" then
    return answer.fail("INVALID_REQUEST", "the member's card is not effective")
  end
  local ok, err = change(ctx, card, member, input)
  if not ok then
    return nil, err
  end
  return user_cards.view(card, member, ctx.now)
end

local function confirm(ctx, input)
  local card, err = cards.find(ctx, input.card_id)
  if not card then
    return nil, err
  end
  local ok
  ok, err = rules.all({ { rules.code, input.user_card_code, "url" }, { rules.openid, input.openid } })
  if not ok then
    return nil, err
  end
  local member = user_cards.by_openid(card, input.openid)
  if not member or member.state ~= "UNACTIVATED" then
    return answer.fail("NOT_FOUND", "no card of this user waits for confirm")
  elseif member.code and member.code ~= input.user_card_code then
    return answer.fail("INVALID_REQUEST", "SYSTEM_ALLOCATE: the code cannot be another one")
  elseif not member.code and card.by_code[input.user_card_code] then
    return answer.fail("INVALID_REQUEST", "the user_card_code is taken")
  end
  ok, err = change(ctx, card, member, input)
  if not ok then
    return nil, err
  end
  member.code = input.user_card_code
  card.by_code[member.code] = member.id
  if input.user_card_confirm_state == "CREATE_CARD_FAIL" then
    member.state, member.invalid, member.in_wallet = "INVALID", ctx.now, false
  else
    member.state = "EFFECTIVE"
  end
  return user_cards.view(card, member, ctx.now)
end

local function invalidate(ctx, input)
  local member, card = user_cards.find(ctx, input)
  if not member then
    return nil, card
  end
  local state = user_cards.state(member, ctx.now)
  if state ~= "UNACTIVATED" and state ~= "EFFECTIVE" then
    return answer.fail("INVALID_REQUEST", "only a card that waits or is effective can be invalidated")
  end
  member.state, member.invalid, member.modified, member.in_wallet = "INVALID", ctx.now, ctx.now, false
  member.invalid_reason = input.invalid_reason
  return user_cards.view(card, member, ctx.now)
end

user_cards.routes = {
  ["POST /v3/brand/partner/card-member/user-cards/import-by-openid"] = function(ctx, input)
    return import(ctx, input, input.openid)
  end,
  ["POST /v3/brand/partner/card-member/user-cards/import-by-phone"] = function(ctx, input)
    return import(ctx, input)
  end,
  ["GET /v3/brand/partner/card-member/user-cards"] = list,
  ["GET /v3/brand/partner/card-member/user-cards/{user_card_code}"] = get,
  ["PATCH /v3/brand/partner/card-member/user-cards/{user_card_code}"] = update,
  ["POST /v3/brand/partner/card-member/user-cards/{user_card_code}/confirm"] = confirm,
  ["POST /v3/brand/partner/card-member/user-cards/{user_card_code}/invalidate"] = invalidate,
}

return user_cards
