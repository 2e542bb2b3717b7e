---Brand cards: made, read, changed, ended.
local answer = require("wxcard.sandbox.pay.answer")
local json = require("wxcard.json")
local rules = require("wxcard.sandbox.pay.rules")
local time = require("wxcard.time")
local util = require("wxcard.sandbox.util")

local cards = {}

local OF_A_TYPE = 2

---The brand's card of this number.
---@return table? card
---@return table? err
function cards.find(ctx, card_id)
  local ok, err = rules.brand(ctx)
  if not ok then
    return nil, err
  end
  local card = ctx.state.cards[card_id]
  if not card or card.body.brand_id ~= ctx.brand_id then
    return answer.fail("NOT_FOUND", "the brand has no such card")
  end
  return card
end

---Takes a caller's number once.
---@return true?
---@return table? err
function cards.take_number(ctx, kind, number, code)
  if not number:find("^[%w_%-]+$") then
    return answer.param("/out_request_no", "letters, digits, - and _ only")
  end
  local key = kind .. " " .. ctx.brand_id .. " " .. number
  if ctx.state.numbers[key] then
    if code == "PARAM_ERROR" then
      return answer.param("/out_request_no", "the out_request_no was used before")
    end
    return answer.fail(code, "the out_request_no was used before")
  end
  return true, function()
    ctx.state.numbers[key] = true
  end
end

local function level(body)
  if body.need_display_level and not util.present(body.init_level) then
    return answer.param("/init_level", "required with need_display_level")
  elseif not body.need_display_level and body.init_level ~= nil then
    return answer.param("/init_level", "only with need_display_level")
  end
  return true
end

local function code_jump(body, code_type)
  if code_type == "JUMP_MINI_PROGRAM" and not body.code_jump_information then
    return answer.param("/code_jump_information", "required with JUMP_MINI_PROGRAM")
  elseif code_type ~= "JUMP_MINI_PROGRAM" and body.code_jump_information then
    return answer.param("/code_jump_information", "only with JUMP_MINI_PROGRAM")
  end
  return true
end

local function kinds(body, card_type)
  if card_type ~= "BALANCE" and body.balance_information then
    return answer.param("/balance_information", "only of a BALANCE card")
  elseif card_type ~= "PURCHASE" and body.purchase_information then
    return answer.param("/purchase_information", "only of a PURCHASE card")
  end
  return true
end

local function look(body)
  if body.card_color and not body.card_color:find("^#%x%x%x%x%x%x$") then
    return answer.param("/card_color", "must be like #FFFF00")
  elseif body.notify_url and (not body.notify_url:find("^https?://[^/?#]+") or body.notify_url:find("?", 1, true)) then
    return answer.param("/notify_url", "must be a whole http or https address without a query")
  end
  return true
end

local function room(ctx, card_type)
  local n = 0
  for _, card in pairs(ctx.state.cards) do
    if card.body.brand_id == ctx.brand_id and card.body.card_type == card_type
      and card.body.state == "CARD_EFFECTIVE" then
      n = n + 1
    end
  end
  if n >= OF_A_TYPE then
    return answer.fail("INVALID_REQUEST", "the brand has two cards of this type already")
  end
  return true
end

local function create(ctx, input)
  local ok, err = rules.all({
    { rules.brand, ctx }, { level, input }, { code_jump, input, input.code_type }, { kinds, input, input.card_type },
    { look, input }, { rules.validity, input.valid_date_information }, { rules.form, input.user_information },
    { rules.jumps, input },
  })
  if not ok then
    return nil, err
  end
  local taken
  ok, taken = cards.take_number(ctx, "card", input.out_request_no, "PARAM_ERROR")
  if not ok then
    return nil, taken
  elseif input.card_type ~= "NORMAL" then
    return answer.fail("INVALID_REQUEST", "PURCHASE and BALANCE are not open yet")
  end
  ok, err = room(ctx, input.card_type)
  if not ok then
    return nil, err
  end
  taken()
  local body = util.copy(input)
  body.card_id = "p" .. ctx.sb.ids:urlsafe(27)
  body.brand_id, body.state = ctx.brand_id, "CARD_EFFECTIVE"
  body.create_time, body.modify_time = time.rfc3339(ctx.now), time.rfc3339(ctx.now)
  ctx.state.cards[body.card_id] = { body = body, members = {}, by_code = {}, by_openid = {},
    made_by = ctx.caller.scheme }
  return body
end

---Some rows of a list, and how many there are.
function cards.page(rows, input)
  local offset, limit = math.floor(tonumber(input.offset) or 0), math.floor(tonumber(input.limit) or 20)
  local data = json.array({})
  for i = offset + 1, math.min(#rows, offset + limit) do
    data[#data + 1] = rows[i]
  end
  return { data = data, total_count = #rows, offset = offset, limit = limit }
end

local function list(ctx, input)
  local ok, err = rules.brand(ctx)
  if not ok then
    return nil, err
  end
  local rows = {}
  for _, id in ipairs(util.sorted_keys(ctx.state.cards)) do
    local body = ctx.state.cards[id].body
    if body.brand_id == ctx.brand_id and (not input.state or body.state == input.state) then
      rows[#rows + 1] = body
    end
  end
  return cards.page(rows, input)
end

local FIXED = { card_id = true, brand_id = true, card_type = true, code_mode = true, appid = true, init_level = true,
  legal_agreement = true, out_request_no = true, state = true, create_time = true, modify_time = true }

local function update(ctx, input)
  local card, err = cards.find(ctx, input.card_id)
  if not card then
    return nil, err
  end
  local body = card.body
  local kind = body.valid_date_information.type
  local ok
  ok, err = rules.all({
    { kinds, input, body.card_type }, { look, input }, { rules.jumps, input }, { rules.form, input.user_information },
    { rules.validity, input.valid_date_information, kind },
  })
  if ok and input.code_jump_information then
    ok, err = code_jump(input, body.code_type)
  end
  if not ok then
    return nil, err
  end
  for _, field in ipairs(ctx.entry.request) do
    local name = field[1]
    if not FIXED[name] and input[name] ~= nil then
      body[name] = util.copy(input[name])
    end
  end
  if input.valid_date_information then
    body.valid_date_information = rules.plain_validity(input.valid_date_information, kind)
  end
  body.modify_time = time.rfc3339(ctx.now)
  return body
end

local function invalidate(ctx, input)
  local card, err = cards.find(ctx, input.card_id)
  if not card then
    return nil, err
  end
  card.body.state, card.body.modify_time = "CARD_INVALID", time.rfc3339(ctx.now)
  return card.body
end

cards.routes = {
  ["POST /v3/brand/partner/card-member/cards"] = create,
  ["GET /v3/brand/partner/card-member/cards"] = list,
  ["GET /v3/brand/partner/card-member/cards/{card_id}"] = function(ctx, input)
    local card, err = cards.find(ctx, input.card_id)
    return card and card.body, err
  end,
  ["PATCH /v3/brand/partner/card-member/cards/{card_id}"] = update,
  ["POST /v3/brand/partner/card-member/cards/{card_id}/invalidate"] = invalidate,
  ["DELETE /v3/brand/partner/card-member/cards/{card_id}"] = invalidate,
}

return cards
