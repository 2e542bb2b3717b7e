-- Activation, the last of four ways: WeChat's form, and then a page of yours. After the form WeChat sends the member to
-- your address with an activate_ticket; the card stays inactive until your server has activated it.
--
--   WXCARD_SANDBOX=DIR wxcard run examples/activation/one_click_redirect.lua
local here = (arg[0]:match("^(.*)/") or ".") .. "/.."
package.path = here .. "/?.lua;" .. package.path

local activation = require("wxcard").activation
local shop = require("support.shop").open(here)
local story = require("support.story")

story.chapter("A card with wx_activate_after_submit, and its form")
local card_id = shop:card("tea_shop", function(member_card)
  member_card.wx_activate_after_submit = true
  -- WeChat goes on with `&` whether or not there is a `?`: have one
  member_card.wx_activate_after_submit_url = "https://shanyue.example/joined?from=wechat"
end)
story.call("/card/membercard/activateuserform/set", shop.wx.card.membercard.activateuserform.set({
  card_id = card_id, required_form = { common_field_id_list = { "USER_FORM_INFO_FLAG_MOBILE" } },
}))

story.chapter("Somebody takes it and fills in the form")
story.phone("小月 takes the card")
local yue = shop:person("oTea_jump_xiaoyue")
local code = assert(yue:claim(card_id)).code
shop:event("user_get_card", card_id)
story.check("after the claim: not active", not shop:member(card_id, code).has_active)
story.phone("小月 confirms the form and is sent to our page")
local redirect_url = assert(yue:submit_form(card_id, code, {
  { name = "USER_FORM_INFO_FLAG_MOBILE", value = "13800000000" },
})).redirect_url
shop:event("submit_membercard_user_info", card_id)
story.check("after the form: still not active", not shop:member(card_id, code).has_active)

story.chapter("Our page: the address brings a ticket and the encrypted code, each to be decoded exactly once")
local visit = assert(activation.parse_redirect(redirect_url))
local answers = story.call("/card/membercard/activatetempinfo/get",
  shop.wx.card.membercard.activatetempinfo.get({ activate_ticket = visit.activate_ticket }))
story.note(#answers.info.common_field_list .. " answer") -- what she answered is hers: it is not for logs
-- nothing in the address is signed: the code that WeChat decrypts is what counts
local opened = assert(shop.wx.card.code.decrypt({ encrypt_code = visit.encrypt_code })).code
story.check("the code is the card's", opened == code)
story.check("after reading the answers: still not active", not shop:member(card_id, code).has_active)

story.chapter("We activate it")
story.call("/card/membercard/activate", shop.wx.card.membercard.activate({
  card_id = visit.card_id, code = opened, membership_number = "SY300001",
}))
local member = shop:member(card_id, code)
story.check("after card/membercard/activate: active, number SY300001",
  member.has_active and member.membership_number == "SY300001")
shop:close()
