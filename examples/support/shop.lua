-- What every example of activation/ and ways/ begins with: a client, a picture on WeChat's servers, a reviewed card, an
-- ear for events, and people with phones. Cards and calls are real; reviewer and phones are played by the sandbox.
local wxcard = require("wxcard")
local phone = require("support.phone")
local story = require("support.story")

local shop = {}
shop.__index = shop

---@param here string the folder of examples
function shop.open(here)
  local config = assert(require("wxcard.config").load())
  local self = setmetatable({ wx = assert(wxcard.new()), base_url = config.base_url }, shop)
  self.picture = assert(self.wx.cgi_bin.media.uploadimg({ buffer = wxcard.file(here .. "/logo.png") })).url
  local callback = assert(wxcard.callback({
    token = config.token, encoding_aes_key = config.encoding_aes_key, appid = config.appid,
  }))
  self.listener = assert(require("wxcard.listener").new({ callback = callback }))
  assert(phone.control(self.base_url, "/_sandbox/callback", { url = self.listener:url() }))
  return self
end

---Creates a card from examples/cards/NAME.lua and has it approved. `change` may alter the member_card table before.
---@return string card_id
function shop:card(name, change)
  local template = require("cards." .. name)
  local card = template({ logo = self.picture, background = self.picture })
  if change then change(card.member_card) end
  local card_id = story.call("/card/create", self.wx.card.create({ card = card })).card_id
  assert(phone.control(self.base_url, "/_sandbox/review", { card_id = card_id, pass = true }))
  return card_id
end

---A person with a phone.
function shop:person(openid)
  return phone.new(self.base_url, openid)
end

---Waits for the event of this name about this card.
function shop:event(name, card_id)
  local heard = assert(self.listener:wait(function(e) return e.Event == name and e.CardId == card_id end, 5))
  story.event(heard)
  return heard
end

---What WeChat knows of a member, and whether the card is active.
function shop:member(card_id, code)
  return assert(self.wx.card.membercard.userinfo.get({ card_id = card_id, code = code }))
end

function shop:close()
  self.listener:close()
  self.wx:close()
end

return shop
