-- Activation, the second of four ways: on your own page. The card shows a button that opens your page with the
-- encrypted code; the card stays inactive until you call card/membercard/activate. For shops that must check or ask
-- something which WeChat's form cannot.
--
--   WXCARD_SANDBOX=DIR wxcard run examples/activation/activate_url.lua
local here = (arg[0]:match("^(.*)/") or ".") .. "/.."
package.path = here .. "/?.lua;" .. package.path

local activation = require("wxcard").activation
local shop = require("support.shop").open(here)
local story = require("support.story")

story.chapter("A card with activate_url")
local card_id = shop:card("tea_shop", function(member_card)
  member_card.wx_activate = nil -- activate_url would silence it
  member_card.activate_url = "https://shanyue.example/activate?from=card"
end)

story.chapter("Somebody takes it")
story.phone("阿圆 takes the card")
local ayuan = shop:person("oTea_url_ayuan")
local code = assert(ayuan:claim(card_id)).code
shop:event("user_get_card", card_id)
story.check("after the claim: not active", not shop:member(card_id, code).has_active)

story.chapter("The button opens our page: what our server gets to see")
story.phone("阿圆 opens the card and taps the button")
local link = assert(ayuan:act("view", { card_id = card_id, code = code })).activate_link
local given = {}
for _, pair in ipairs(activation.parameters(link)) do
  given[pair[1]] = pair[2]
  story.note(pair[1])
end

story.chapter("The code comes encrypted. Decrypting it is also the proof that the visit is genuine")
local opened = assert(shop.wx.card.code.decrypt({ encrypt_code = given.encrypt_code })).code
story.check("it is the code of the card", opened == code)
story.check("after the visit: still not active", not shop:member(card_id, code).has_active)

story.chapter("We activate it, with a number of ours and its first points")
story.call("/card/membercard/activate", shop.wx.card.membercard.activate({
  card_id = given.card_id, code = opened, membership_number = "SY100001", init_bonus = 20, init_bonus_record = "开卡赠送",
}))
local member = shop:member(card_id, code)
story.check("after card/membercard/activate: active, number SY100001, 20 points",
  member.has_active and member.membership_number == "SY100001" and member.bonus == 20)
shop:close()
