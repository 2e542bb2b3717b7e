---How many copies a card has left, and the imported codes of cards in deposit mode.
local cards = require("wxcard.sandbox.cards")
local json = require("wxcard.json")
local util = require("wxcard.sandbox.util")

local stock = {}

local CEILING = 2147483647
local MAX_CODES = 100
local LOW, STARTED_WITH, REMIND_EVERY = 100, 200, 12 * 3600

local function modify(_, body, ctx)
  local card, code = cards.live(ctx.app, body.card_id)
  if not card then
    return nil, code
  end
  local change = (body.increase_stock_value or 0) - (body.reduce_stock_value or 0)
  local quantity, total = card.quantity + change, card.total_quantity + change
  if quantity < 0 then
    return nil, 40122
  elseif total > CEILING then
    return nil, 45041
  elseif cards.code_mode(card) == "deposit" and quantity > #(card.deposit or {}) then
    return nil, 40136
  end
  card.peak = math.max(card.peak or 0, card.total_quantity, total)
  card.quantity, card.total_quantity = quantity, total
  return {}
end

---Tells the merchant, at most once in twelve hours, that little is left of much.
local function remind(sb, card)
  if (card.peak or card.total_quantity) > STARTED_WITH and card.quantity <= LOW then
    local now = sb:now()
    if not card.reminded_at or now - card.reminded_at >= REMIND_EVERY then
      card.reminded_at = now
      sb:push("card_sku_remind", {
        CardId = card.id, Detail = ("the card's quantity is equal to %d"):format(card.quantity),
      })
    end
  end
end

---Takes one from the stock.
---@return boolean? ok
---@return integer? code
function stock.take(sb, card)
  remind(sb, card)
  if card.quantity < 1 then
    return nil, 45031
  end
  card.quantity = card.quantity - 1
  return true
end

---Whether a code is among the imported ones, taken or not.
function stock.waits(card, code)
  return (card.deposited or {})[code] == true
end

---The next imported code.
function stock.next_code(card)
  return table.remove(card.deposit or {}, 1)
end

local function deposit_card(ctx, body)
  local card, code = cards.live(ctx.app, body.card_id)
  if not card then
    return nil, code
  elseif cards.code_mode(card) ~= "deposit" then
    return nil, 73213
  end
  return card
end

local function check_list(list)
  if #list == 0 then
    return 40110
  elseif #list > MAX_CODES then
    return 40109
  end
  local seen = {}
  for _, code in ipairs(list) do
    if code == "" then
      return 40110
    elseif seen[code] then
      return 40111
    end
    seen[code] = true
  end
end

---Adds a code to those waiting.
---@return boolean added
function stock.add_code(card, code)
  card.deposited = card.deposited or {}
  if card.deposited[code] then
    return false
  end
  card.deposited[code] = true
  card.deposit = card.deposit or json.array({})
  table.insert(card.deposit, code)
  return true
end

local function deposit(_, body, ctx)
  local card, code = deposit_card(ctx, body)
  if not card then
    return nil, code
  elseif not cards.approved(card) and not card.face then
    return nil, 40078
  end
  local refused = check_list(body.code)
  if refused then
    return nil, refused
  end
  local succ, duplicate, fail = json.array({}), json.array({}), json.array({})
  for _, value in ipairs(body.code) do
    -- a code of letters, digits, `_` and `-`; what else it holds is refused on its own
    local ok = #value <= 20 and not value:find("[^%w_%-]")
    local list = not ok and fail or stock.add_code(card, value) and succ or duplicate
    list[#list + 1] = value
  end
  return { succ_code = succ, duplicate_code = duplicate, fail_code = fail }
end

local function count(_, body, ctx)
  local card, code = deposit_card(ctx, body)
  if not card then
    return nil, code
  end
  return { count = #util.sorted_keys(card.deposited or {}) }
end

local function check(_, body, ctx)
  local card, code = deposit_card(ctx, body)
  if not card then
    return nil, code
  end
  local refused = check_list(body.code)
  if refused then
    return nil, refused
  end
  local exist, absent = json.array({}), json.array({})
  for _, value in ipairs(body.code) do
    local list = (card.deposited or {})[value] and exist or absent
    list[#list + 1] = value
  end
  return { exist_code = exist, not_exist_code = absent }
end

stock.routes = {
  ["/card/modifystock"] = modify,
  ["/card/code/deposit"] = deposit,
  ["/card/code/getdepositcount"] = count,
  ["/card/code/checkcode"] = check,
}

return stock
