-- One membership card, end to end: from a Lua table to a member who holds it.
--
--   wxcard demo                                               starts a sandbox and runs this file against it
--   WXCARD_SANDBOX=DIR wxcard run examples/membership_card.lua   against the sandbox that keeps its state in DIR
--
-- Against the real WeChat the same calls work; only the phone (support/phone.lua) and the reviewer are played here.
local here = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = here .. "/?.lua;" .. package.path

local wxcard = require("wxcard")
local qr = require("wxcard.qr")
local phone = require("support.phone")
local story = require("support.story")
local tea_house = require("cards.tea_house")
local tea_shop = require("cards.tea_shop")

local png_path = arg[1] or "membership_card.png"
local config = assert(require("wxcard.config").load())
local wx = assert(wxcard.new()) -- who we are comes from the environment or the config file: never from the code

-- WeChat tells us what happens by calling us. `wxcard listen` does this from the command line; in a server of your own
-- it is wxcard.callback with the query and the raw body.
local callback = assert(wxcard.callback({
  token = config.token, encoding_aes_key = config.encoding_aes_key, appid = config.appid,
}))
local listener = assert(require("wxcard.listener").new({ callback = callback }))
assert(phone.control(config.base_url, "/_sandbox/callback", { url = listener:url() }))

---Waits for an event of this name about this card.
local function event(name, card_id)
  local heard = assert(listener:wait(function(e) return e.Event == name and e.CardId == card_id end, 5))
  story.event(heard)
  return heard
end


story.title("A membership card of 山月茶舍, from two Lua tables to the members who hold it")

story.chapter("Pictures go to WeChat first: a card accepts no other addresses")
local function upload(file)
  return story.call("/cgi-bin/media/uploadimg",
    wx.cgi_bin.media.uploadimg({ buffer = wxcard.file(here .. "/" .. file) })).url
end
local pictures = { logo = upload("logo.png"), background = upload("background.png") }

story.chapter("A mistake is found before anything is sent, and named by its path")
local wrong = tea_house(pictures)
wrong.member_card.base_info.title = "山月茶舍与山月茶器铺通用会员卡"
local made, err = wx.card.create({ card = wrong })
story.check("the card with the long title is refused", not made and err.kind == "validation")
story.note(err.path .. ": " .. err.message)

story.chapter("Two cards, from two Lua tables")
local house = story.call("/card/create", wx.card.create({ card = tea_house(pictures) })).card_id
story.note("that was examples/cards/tea_house.lua; the next is examples/cards/tea_shop.lua")
local shop = story.call("/card/create", wx.card.create({ card = tea_shop(pictures) })).card_id

story.chapter("Somebody at WeChat reviews them: the answer comes as an event")
for _, card_id in ipairs({ house, shop }) do
  assert(phone.control(config.base_url, "/_sandbox/review", { card_id = card_id, pass = true }))
  event("card_pass_check", card_id)
end

story.chapter("Testers may hold a card before it is reviewed")
local xiaoyue = phone.new(config.base_url, "oTea_xiaoyue_000000000000001")
local ayuan = phone.new(config.base_url, "oTea_ayuan_00000000000000002")
local laochen = phone.new(config.base_url, "oTea_laochen_000000000000003")
story.call("/card/testwhitelist/set", wx.card.testwhitelist.set({ openid = { xiaoyue.openid } }))

story.chapter("What a new member of the shop is asked")
story.call("/card/membercard/activateuserform/set", wx.card.membercard.activateuserform.set({
  card_id = shop,
  required_form = {
    can_modify = false,
    common_field_id_list = { "USER_FORM_INFO_FLAG_NAME", "USER_FORM_INFO_FLAG_MOBILE" },
  },
  optional_form = {
    can_modify = true,
    common_field_id_list = { "USER_FORM_INFO_FLAG_SEX", "USER_FORM_INFO_FLAG_BIRTHDAY" },
    rich_field_list = { { type = "FORM_FIELD_CHECK_BOX", name = "兴趣", values = { "绿茶", "普洱", "茶器" } } },
  },
}))

story.chapter("A QR code for the counter")
local placed = story.call("/card/qrcode/create", wx.card.qrcode.create({
  action_name = "QR_CARD",
  expire_seconds = 1800,
  action_info = { card = { card_id = shop, outer_str = "counter_1" } }, -- outer_str comes back with the event
}))
print(assert(qr.terminal(placed.url, { ansi = story.colours })))
local png = assert(io.open(png_path, "wb"))
png:write(assert(qr.png(placed.url)))
png:close()
story.note("as a picture: " .. png_path)

story.chapter("小月 scans it, takes the card and fills in the form")
story.phone("小月 scans the code and takes the card")
local code = assert(xiaoyue:scan(placed.url)).code
local got = event("user_get_card", shop)
story.check("the event names her code and the counter", got.UserCardCode == code and got.OuterStr == "counter_1")
story.phone("小月 fills in the form")
assert(xiaoyue:submit_form(shop, code, {
  { name = "USER_FORM_INFO_FLAG_NAME", value = "林小月" },
  { name = "USER_FORM_INFO_FLAG_MOBILE", value = "13800000000" },
  { name = "USER_FORM_INFO_FLAG_SEX", value = "FEMALE" },
}, { { name = "兴趣", value_list = { "普洱", "茶器" } } }))
event("submit_membercard_user_info", shop)

story.chapter("The shop reads her answers and gives the card its number and first points")
local member = story.call("/card/membercard/userinfo/get",
  wx.card.membercard.userinfo.get({ card_id = shop, code = code }))
for _, answer in ipairs(member.user_info.common_field_list) do
  story.note(answer.name .. ": answered") -- what she answered is hers: it is not for logs
end
story.call("/card/membercard/activate", wx.card.membercard.activate({
  card_id = shop, code = code, membership_number = "SY000001", init_bonus = 20, init_bonus_record = "开卡赠送",
}))
member = story.call("/card/membercard/userinfo/get",
  wx.card.membercard.userinfo.get({ card_id = shop, code = code }))
story.check("her card is active: number SY000001, 20 points",
  member.has_active and member.membership_number == "SY000001" and member.bonus == 20)

story.chapter("She buys a pot for 88 yuan: the change and the new total together, so that a repeat does no harm")
local purchase = { card_id = shop, code = code, add_bonus = 88, bonus = 108, record_bonus = "消费 88 元" }
local updated = story.call("/card/membercard/updateuser", wx.card.membercard.updateuser(purchase))
story.check("108 points", updated.result_bonus == 108)
event("update_member_card", shop)
updated = story.call("/card/membercard/updateuser", wx.card.membercard.updateuser(purchase))
story.check("sent twice, still 108 points", updated.result_bonus == 108)

story.chapter("阿圆 takes the tea house's card, which is active at once, and has it redeemed")
story.phone("阿圆 takes the card")
local redeemed = assert(ayuan:claim(house)).code
event("user_get_card", house)
local state = story.call("/card/code/get", wx.card.code.get({ code = redeemed, check_consume = true }))
story.check("it may be redeemed", state.can_consume)
story.call("/card/code/consume", wx.card.code.consume({ code = redeemed }))
event("user_consume_card", house)
state = story.call("/card/code/get", wx.card.code.get({ code = redeemed, check_consume = false }))
story.check("its state is CONSUMED", state.user_card_status == "CONSUMED")

story.chapter("老陈 takes one too, and later asks for it to be voided: there is no way back")
story.phone("老陈 takes the card")
local lost = assert(laochen:claim(house)).code
event("user_get_card", house)
story.call("/card/code/unavailable", wx.card.code.unavailable({ code = lost, reason = "会员申请注销" }))
state = story.call("/card/code/get", wx.card.code.get({ code = lost, check_consume = false }))
story.check("its state is UNAVAILABLE", state.user_card_status == "UNAVAILABLE")

story.chapter("The shop's card is deleted: nobody can take it any more, and 小月 keeps hers")
story.call("/card/delete", wx.card.delete({ card_id = shop }))
local taken, refusal = laochen:scan(placed.url)
story.check("the QR code gives nothing now: " .. (refusal and refusal.errcode or "?"), taken == nil)
state = story.call("/card/code/get", wx.card.code.get({ code = code, check_consume = true }))
story.check("小月's copy is still valid", state.can_consume)

listener:close()
wx:close()
print("\nThat is a membership card, end to end.")
