-- Activation, the first of four ways: by itself. The card is active the moment somebody takes it, its number is its
-- code, and nobody is asked anything. For cards that welcome everybody; the till adds what it knows later.
--
--   WXCARD_SANDBOX=DIR wxcard run examples/activation/auto.lua
local here = (arg[0]:match("^(.*)/") or ".") .. "/.."
package.path = here .. "/?.lua;" .. package.path

local shop = require("support.shop").open(here)
local story = require("support.story")

story.chapter("A card with auto_activate")
local card_id = shop:card("tea_house", function(member_card)
  member_card.auto_activate = true -- and neither wx_activate nor activate_url: they would do nothing beside it
end)

story.chapter("Somebody takes it")
story.phone("小月 takes the card")
local code = assert(shop:person("oTea_auto_xiaoyue"):claim(card_id)).code
shop:event("user_get_card", card_id)
local member = shop:member(card_id, code)
story.check("after the claim: active", member.has_active)
story.check("her number is the card's code", member.membership_number == code)

story.chapter("The till may count points at once, without card/membercard/activate")
local updated = story.call("/card/membercard/updateuser", shop.wx.card.membercard.updateuser({
  card_id = card_id, code = code, add_bonus = 30, bonus = 30, record_bonus = "首次到店",
}))
story.check("30 points", updated.result_bonus == 30)
shop:close()
