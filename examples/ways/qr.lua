-- A way to a card: a QR code at the counter. One code for everybody, until it ends; or one for a single person.
--
--   WXCARD_SANDBOX=DIR wxcard run examples/ways/qr.lua
local here = (arg[0]:match("^(.*)/") or ".") .. "/.."
package.path = here .. "/?.lua;" .. package.path

local qr = require("wxcard.qr")
local shop = require("support.shop").open(here)
local story = require("support.story")

story.chapter("A card, and a code for the counter that serves half an hour")
local card_id = shop:card("tea_house")
local counter = story.call("/card/qrcode/create", shop.wx.card.qrcode.create({
  action_name = "QR_CARD", expire_seconds = 1800,
  action_info = { card = { card_id = card_id, outer_str = "counter_1" } }, -- outer_str comes back with the event
}))
print(assert(qr.terminal(counter.url, { ansi = story.colours }))) -- qr.png gives the picture for print

story.chapter("Whoever scans it gets the card")
for _, openid in ipairs({ "oTea_qr_xiaoyue", "oTea_qr_ayuan" }) do
  story.phone(openid .. " scans the code")
  local code = assert(shop:person(openid):scan(counter.url)).code
  local event = shop:event("user_get_card", card_id)
  story.check("the event names the code and the counter", event.UserCardCode == code and event.OuterStr == "counter_1")
end

story.chapter("A code for one person alone, as on a letter")
local letter = story.call("/card/qrcode/create", shop.wx.card.qrcode.create({
  action_name = "QR_CARD",
  action_info = { card = { card_id = card_id, is_unique_code = true, outer_str = "letter_7" } },
}))
story.phone("老陈 scans it")
assert(shop:person("oTea_qr_chen"):scan(letter.url))
story.phone("somebody else scans it after him")
local taken, refusal = shop:person("oTea_qr_other"):scan(letter.url)
story.check("it has served: " .. (refusal and refusal.errcode or "?"), not taken)

story.chapter("The counter's code ends by itself")
assert(shop:person("oTea_qr_clock").control(shop.base_url, "/_sandbox/clock", { advance = 1801 }))
taken, refusal = shop:person("oTea_qr_late"):scan(counter.url)
story.check("half an hour later it gives nothing: " .. (refusal and refusal.errcode or "?"), not taken)
shop:close()
