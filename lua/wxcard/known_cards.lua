---What a client has seen of its cards, so that what WeChat would refuse is refused before it is asked or signed.
---It never asks by itself. What it saw in passing (card/get, card/create) counts for ten minutes, since others may
---change a card; what it was told (wx.jssdk:know) counts until it is told otherwise or the card is updated.
local activation_mode = require("wxcard.activation_mode")
local core = require("wxcard.core")
local errors = require("wxcard.errors")

local wall = core.engine.wall
local known = {}

local REMEMBERED = 600 -- seconds
local MOST = 2000      -- cards; one more, and it begins anew
local DEPOSIT = "GET_CUSTOM_CODE_MODE_DEPOSIT"

---@class wxcard.CardFacts
---@field code "platform"|"custom"|"deposit"|nil who makes the codes
---@field bind_openid boolean?
---@field fix_term boolean?    validity counts from the day it is claimed
---@field one_click boolean?   wx_activate

local function on(value)
  return value == true or value == 1 or value == "true"
end

-- `{ card = … }`, a card, or the object under its type: the latter, with its base_info.
local function inside(card)
  if type(card) == "table" and type(card.card) == "table" then
    card = card.card
  end
  if type(card) == "table" and type(card.card_type) == "string" then
    card = card[card.card_type:lower()]
  end
  if type(card) == "table" and type(card.base_info) == "table" then
    return card, card.base_info
  end
end

---What is told by a card: a template as card/create takes it, or what card/get answers.
---@param card table
---@return wxcard.CardFacts? facts nil when it is no card
function known.facts(card)
  local body, base = inside(card)
  if not body then
    return nil
  end
  local answer = base.id ~= nil -- what an answer leaves out is not known; in a template it has its default
  local facts = {}
  if base.get_custom_code_mode == DEPOSIT then
    facts.code = "deposit"
  elseif on(base.use_custom_code) then
    facts.code = not answer and "custom" or nil -- which of the two ways, an answer may leave out
  elseif base.use_custom_code ~= nil or not answer then
    facts.code = "platform"
  end
  local function flag(value)
    if value ~= nil or not answer then
      return on(value)
    end
  end
  facts.bind_openid = flag(base.bind_openid)
  facts.one_click = flag(body.wx_activate)
  local validity = type(base.date_info) == "table" and base.date_info.type
  if validity then
    facts.fix_term = validity == "DATE_TYPE_FIX_TERM" or validity == 2
  end
  return facts
end

---@class wxcard.KnownCards
local Cards = {}
Cards.__index = Cards

---@return wxcard.KnownCards
function known.new()
  return setmetatable({ facts = {}, until_when = {}, count = 0 }, Cards)
end

---@param card_id string
---@param facts wxcard.CardFacts? nil forgets it
---@param now number? seconds; without it the facts stay
function Cards:put(card_id, facts, now)
  if facts and not self.facts[card_id] then
    if self.count >= MOST then
      self.facts, self.until_when, self.count = {}, {}, 0
    end
    self.count = self.count + 1
  elseif not facts and self.facts[card_id] then
    self.count = self.count - 1
  end
  self.facts[card_id] = facts
  self.until_when[card_id] = facts and now and now + REMEMBERED or nil
end

---@param card_id string
---@param now number seconds
---@return wxcard.CardFacts?
function Cards:find(card_id, now)
  local limit = self.until_when[card_id]
  if limit and now >= limit then
    self:put(card_id, nil)
  end
  return self.facts[card_id]
end

-- ---- what calls tell, and what they are refused for ----

local function seen(cards, card_id, facts)
  local told = cards.facts[card_id or ""] and not cards.until_when[card_id]
  if type(card_id) == "string" and facts and not told then
    cards:put(card_id, facts, wall())
  end
end

local function forget(cards, body)
  if type(body) == "table" and type(body.card_id) == "string" then
    cards:put(body.card_id, nil)
  end
end

---By path: what an answer tells. function(cards, body, answer)
known.learn = {
  ["/card/get"] = function(cards, body, answer)
    seen(cards, body.card_id, known.facts(answer))
  end,
  ["/card/create"] = function(cards, body, answer)
    seen(cards, answer.card_id, known.facts(body))
  end,
  ["/card/update"] = forget,
  ["/card/delete"] = forget,
}

---By path: what a body says twice. function(body) -> warnings
known.advise = {
  ["/card/create"] = function(body)
    local card = type(body) == "table" and type(body.card) == "table" and body.card
    if not card or type(card.member_card) ~= "table" then
      return nil
    end
    local _, warnings = activation_mode.mode_of(card.member_card)
    for _, warning in ipairs(warnings) do
      warning.path = "card.member_card." .. warning.path
    end
    return warnings
  end,
}

local function fault(message, hint)
  return errors.new({ kind = "validation", path = "card_id", message = message, hint = hint })
end

---The error of a call that WeChat would refuse, as far as the card is known.
---@param cards wxcard.KnownCards
---@param path string
---@param body table?
---@return wxcard.Error?
function known.refuse(cards, path, body)
  if path ~= "/card/membercard/activate/geturl" or not body or type(body.card_id) ~= "string" then
    return nil
  end
  local facts = cards:find(body.card_id, wall())
  if facts and facts.code == "custom" then
    return fault("the merchant makes this card's codes: the component cannot open it",
      "it takes cards whose codes WeChat makes, or that were deposited")
  elseif facts and facts.one_click == false then
    return fault("this card has no one-click activation: there is no link that opens it",
      "create or update it with wx_activate = true and without activate_url")
  end
end

return known
