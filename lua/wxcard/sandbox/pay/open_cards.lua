---membercard-open: the address of events, cards, their benefits and service items, ways to users.
local answer = require("wxcard.sandbox.pay.answer")
local brand_cards = require("wxcard.sandbox.pay.cards")
local json = require("wxcard.json")
local rules = require("wxcard.sandbox.pay.rules")
local time = require("wxcard.time")
local util = require("wxcard.sandbox.util")

local open_cards = {}

local ROOT = "/v3/marketing/membercard-open"
local STOCK = 5000000

---@return table? card
---@return table? err
function open_cards.find(ctx, card_id)
  local card = ctx.state.open.cards[card_id]
  if not card or card.body.status == "DELETED" then
    return answer.fail("INVALID_REQUEST", "no valid card id", { field = "card_id", location = "url" })
  end
  return card
end

---A handler of calls about one card, which is there.
function open_cards.on(act)
  return function(ctx, input)
    local card, err = open_cards.find(ctx, input.card_id)
    if not card then
      return nil, err
    end
    return act(ctx, card, input)
  end
end

---Letters, digits and | _ * - are what these calls take for numbers.
function open_cards.number(input)
  if not input.out_request_no:find("^[%w|_*%-]+$") then
    return answer.param("/out_request_no", "letters, digits and | _ * - only")
  end
  return true
end

function open_cards.put(ctx, body)
  local card = { body = body, members = {}, by_code = {}, by_openid = {}, by_phone = {}, reminded = {}, codes = {},
    modules = {}, rights = {}, next_code = 0 }
  ctx.state.open.cards[body.card_id] = card
  return card
end

local function balance(input)
  local given = input.balance_information
  if given and given.balance_appid and not given.balance_path then
    return answer.fail("INVALID_REQUEST", "the balance's mini program lacks its path",
      { field = "/balance_information/balance_path", location = "body" })
  end
  return true
end

-- The codes left decide the stock of a card with codes of the merchant's.
local function stock(card)
  local body = card.body
  if body.code_mode == "SYSTEM_ALLOCATE" then
    body.total_quantity = body.total_quantity or STOCK
    body.remain_quantity = body.total_quantity - (card.taken or 0)
  elseif body.code_mode == "MERCHANT_DEPOSIT" then
    body.total_quantity, body.remain_quantity = #card.codes, #card.codes - card.next_code
  end
  return body
end

local function create(ctx, input)
  local ok, err = rules.all({
    { open_cards.number, input }, { balance, input },
    { rules.validity, input.date_information, nil, "date_information" },
  })
  if not ok then
    return nil, err
  end
  local key = "open " .. input.out_request_no
  local before = ctx.state.numbers[key]
  if before then
    return stock(ctx.state.open.cards[before])
  end
  local body = util.copy(input)
  body.card_id, body.status = "p" .. ctx.sb.ids:urlsafe(27), "APPROVED"
  body.create_time, body.update_time = time.rfc3339(ctx.now), time.rfc3339(ctx.now)
  ctx.state.numbers[key] = body.card_id
  return stock(open_cards.put(ctx, body))
end

local function list(ctx, input)
  local rows = {}
  for _, id in ipairs(util.sorted_keys(ctx.state.open.cards)) do
    local body = stock(ctx.state.open.cards[id])
    if (not input.brand_id or body.brand.brand_id == input.brand_id)
      and (not input.appid or body.appid == input.appid) then
      rows[#rows + 1] = body
    end
  end
  return brand_cards.page(rows, input)
end

local function update(ctx, card, input)
  local body = card.body
  local mode = input.code_mode
  if mode and mode ~= body.code_mode then
    if body.code_mode == "SYSTEM_ALLOCATE" then
      return answer.fail("INVALID_REQUEST", "SYSTEM_ALLOCATE stays")
    elseif mode == "SYSTEM_ALLOCATE" then
      return answer.fail("INVALID_REQUEST", "code_mode does not become SYSTEM_ALLOCATE")
    end
  end
  local ok, err = rules.all({ { balance, input },
    { rules.validity, input.date_information, nil, "date_information" } })
  if not ok then
    return nil, err
  end
  for _, field in ipairs(ctx.entry.request) do
    local name = field[1]
    if name ~= "card_id" and input[name] ~= nil then
      body[name] = util.copy(input[name])
    end
  end
  body.update_time = time.rfc3339(ctx.now)
  return {}
end

local function deposit(_, card, input)
  if card.body.code_mode ~= "MERCHANT_DEPOSIT" then
    return answer.fail("INVALID_REQUEST", "only of a card with MERCHANT_DEPOSIT")
  end
  local known, data = {}, json.array({})
  for _, code in ipairs(card.codes) do
    known[code] = true
  end
  for i, code in ipairs(input.code or {}) do
    local result = known[code] and "DUPLICATE" or "SUCCESS"
    if not known[code] then
      known[code] = true
      card.codes[#card.codes + 1] = code
    end
    data[i] = { code = code, result = result }
  end
  return { data = data }
end

-- An Official Account's card becomes one of WeChat Pay's; its members come along.
local function upgrade(ctx, input)
  local old = ctx.sb.app.cards[input.card_id]
  if ctx.state.open.cards[input.card_id] or not old or old.deleted then
    return answer.fail("INVALID_REQUEST", "no valid card id", { field = "card_id", location = "url" })
  end
  local base = old.body.base_info or {}
  local now = time.rfc3339(ctx.now)
  local card = open_cards.put(ctx, {
    card_id = input.card_id, appid = input.appid, status = "APPROVED", create_time = now, update_time = now,
    brand = { brand_id = input.brand_id, display_name = base.brand_name or "" }, logo_url = base.logo_url or "",
    title = base.title or "", background_picture_url = "", description = base.description or "",
    code_type = "QRCODE", code_mode = base.use_custom_code and "REAL_TIME" or "SYSTEM_ALLOCATE",
    date_information = { type = "PERMANENT" }, out_request_no = "upgrade-" .. input.card_id, total_quantity = STOCK,
  })
  local members = require("wxcard.sandbox.pay.open_members")
  for _, code in ipairs(util.sorted_keys(old.copies)) do
    local copy = old.copies[code]
    if copy.status == "NORMAL" then
      members.put(ctx, card, { code = code, openid = copy.openid, state = "EFFECTIVE", in_wallet = true,
        bonus = copy.bonus, number = copy.membership_number })
    end
  end
  return {}
end

local on = open_cards.on

local function module_of(card, input)
  return { card_id = card.body.card_id, service_module_id = input.service_module_id,
    jump_miniprogram = util.copy(input.jump_miniprogram) }
end

open_cards.routes = {
  ["PATCH " .. ROOT .. "/callback"] = function(ctx, input)
    if not input.notify_url:find("^https?://[^/?#]+") or input.notify_url:find("?", 1, true) then
      return answer.param("/notify_url", "must be a whole address without a query")
    end
    ctx.state.open.notify_url = input.notify_url
    return { notify_url = input.notify_url, mchid = ctx.caller.identity }
  end,
  ["GET " .. ROOT .. "/callback"] = function(ctx)
    if not ctx.state.open.notify_url then
      return answer.fail("RESOURCE_NOT_EXISTS", "no address is set")
    end
    return { notify_url = ctx.state.open.notify_url, mchid = ctx.caller.identity }
  end,
  ["POST " .. ROOT .. "/cards"] = create,
  ["GET " .. ROOT .. "/cards"] = list,
  ["GET " .. ROOT .. "/cards/{card_id}"] = function(ctx, input)
    local card = ctx.state.open.cards[input.card_id] -- one that was deleted can be read
    if not card then
      return open_cards.find(ctx, input.card_id)
    end
    return stock(card)
  end,
  ["PATCH " .. ROOT .. "/cards/{card_id}"] = on(update),
  ["DELETE " .. ROOT .. "/cards/{card_id}"] = on(function(ctx, card)
    card.body.status, card.body.update_time = "DELETED", time.rfc3339(ctx.now)
    return {}
  end),
  ["POST " .. ROOT .. "/cards/{card_id}/codes/deposit"] = on(deposit),
  ["PATCH " .. ROOT .. "/cards/{card_id}/rights"] = on(function(_, card, input)
    card.rights = util.copy(input)
    return {}
  end),
  ["POST " .. ROOT .. "/cards/{card_id}/upgrade"] = upgrade,
  ["POST " .. ROOT .. "/cards/{card_id}/permission-tokens"] = on(function(ctx)
    return { permission_token = ctx.sb.ids:alnum(64) }
  end),
  ["POST " .. ROOT .. "/cards/{card_id}/qrcode"] = on(function(ctx, card)
    if card.body.code_mode == "REAL_TIME" then
      return answer.fail("INVALID_REQUEST", "REAL_TIME codes and QR codes do not go together")
    end
    return { url = "https://w.url.cn/s/" .. ctx.sb.ids:alnum(7) }
  end),
  ["POST " .. ROOT .. "/cards/{card_id}/service-modules"] = on(function(_, card, input)
    card.modules[input.service_module_id] = module_of(card, input)
    return card.modules[input.service_module_id]
  end),
  ["PATCH " .. ROOT .. "/cards/{card_id}/service-modules/{service_module_id}"] = on(function(_, card, input)
    if not card.modules[input.service_module_id] then
      return answer.fail("NOT_FOUND", "the card has no such service item")
    end
    card.modules[input.service_module_id] = module_of(card, input)
    return card.modules[input.service_module_id]
  end),
  ["DELETE " .. ROOT .. "/cards/{card_id}/service-modules/{service_module_id}"] = on(function(_, card, input)
    if not card.modules[input.service_module_id] then
      return answer.fail("NOT_FOUND", "the card has no such service item")
    end
    card.modules[input.service_module_id] = nil
    return {}
  end),
}

return open_cards
