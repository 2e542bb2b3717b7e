---cardExt, as a page hands it to the phone: parsed, its signature verified, its nonce used once.
local cards = require("wxcard.sandbox.cards")
local crypto = require("wxcard.crypto")
local json = require("wxcard.json")
local signature = require("wxcard.signature")
local tokens = require("wxcard.sandbox.tokens")
local util = require("wxcard.sandbox.util")

local card_ext = {}

local KEEP_NONCES = 86400

local function text(value)
  return signature.text(value) or ""
end

local function verified(sb, app, card_id, ext)
  for _, ticket in ipairs(tokens.tickets(sb, app, "wx_card")) do
    local digest = signature.card({
      api_ticket = ticket, card_id = card_id, timestamp = ext.timestamp, code = ext.code, openid = ext.openid,
      nonce_str = ext.nonce_str, balance = ext.balance,
    })
    if digest and crypto.equal(digest, tostring(ext.signature)) then
      return true
    end
  end
  return false
end

---Whether this pair of timestamp and nonce is new.
local function fresh(sb, app, ext)
  if not util.present(ext.nonce_str) then
    return true
  end
  local now, key = sb:now(), text(ext.timestamp) .. "/" .. ext.nonce_str
  for old, at in pairs(app.nonces) do
    if at < now - KEEP_NONCES then
      app.nonces[old] = nil
    end
  end
  if app.nonces[key] then
    return false
  end
  app.nonces[key] = now
  return true
end

local function decoded(value)
  if type(value) == "string" then
    return json.decode(value)
  end
  return value
end

---The card that a cardExt was signed for, where the caller does not say.
local function signed_for(sb, app, ext)
  for _, id in ipairs(util.sorted_keys(app.cards)) do
    if verified(sb, app, id, ext) then
      return id
    end
  end
end

---Whether a cardExt is signed for its card and fits it.
---@param card_id string?
---@param given string|table the cardExt, JSON text as the page has it; or one entry of addCard's cardList
---@return table? ext
---@return integer|string code_or_card_id
function card_ext.verify(sb, app, card_id, given)
  local ext = decoded(given)
  if type(ext) == "table" and ext.cardExt ~= nil then
    card_id, ext = card_id or ext.cardId, decoded(ext.cardExt)
  end
  if type(ext) ~= "table" or not ext.signature or not ext.timestamp then
    return nil, 40080
  end
  card_id = card_id or signed_for(sb, app, ext)
  if not card_id then
    return nil, 87009
  end
  local card, code = cards.live(app, card_id)
  if not card then
    return nil, code
  end
  if ext.nonce_str ~= nil and (type(ext.nonce_str) ~= "string" or #ext.nonce_str > 32) then
    return nil, 40080
  elseif not verified(sb, app, card_id, ext) then
    return nil, 87009
  end
  if util.present(ext.code) ~= (cards.code_mode(card) == "custom")
    or util.present(ext.openid) ~= (card.body.base_info.bind_openid == true) then
    return nil, 40080
  end
  return ext, card_id
end

---The same for a phone that takes the card: each nonce serves once.
---@return table? offer
---@return integer? code
function card_ext.open(sb, app, given_id, given)
  local ext, card_id = card_ext.verify(sb, app, given_id, given)
  if not ext then
    return nil, card_id
  elseif not fresh(sb, app, ext) then
    return nil, 45031 -- the page says: all taken
  end
  local begin = tonumber(ext.fixed_begintimestamp)
  return {
    card_id = card_id, code = ext.code, openid = ext.openid, outer_str = ext.outer_str,
    outer_id = tonumber(ext.outer_id), fixed_begin = begin,
  }
end

return card_ext
