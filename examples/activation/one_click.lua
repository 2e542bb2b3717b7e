-- Activation, the third of four ways: WeChat's form. The member taps once and confirms what WeChat already knows; the
-- card activates itself when the form is sent. Your server reads the answers and may give a number and first points.
--
--   WXCARD_SANDBOX=DIR wxcard run examples/activation/one_click.lua
local here = (arg[0]:match("^(.*)/") or ".") .. "/.."
package.path = here .. "/?.lua;" .. package.path

local shop = require("support.shop").open(here)
local story = require("support.story")

story.chapter("A card with wx_activate, and the form without which wx_activate does nothing")
local card_id = shop:card("tea_shop")
story.call("/card/membercard/activateuserform/set", shop.wx.card.membercard.activateuserform.set({
  card_id = card_id,
  required_form = { common_field_id_list = { "USER_FORM_INFO_FLAG_MOBILE", "USER_FORM_INFO_FLAG_NAME" } },
  optional_form = { common_field_id_list = { "USER_FORM_INFO_FLAG_BIRTHDAY" } },
}))

story.chapter("Somebody takes it")
story.phone("老陈 takes the card")
local chen = shop:person("oTea_click_chen")
local code = assert(chen:claim(card_id)).code
shop:event("user_get_card", card_id)
story.check("after the claim: not active", not shop:member(card_id, code).has_active)

story.chapter("The form")
story.phone("老陈 confirms the form")
assert(chen:submit_form(card_id, code, {
  { name = "USER_FORM_INFO_FLAG_MOBILE", value = "13800000000" },
  { name = "USER_FORM_INFO_FLAG_NAME", value = "陈" },
}))
shop:event("submit_membercard_user_info", card_id)
local member = shop:member(card_id, code)
story.check("after the form: active, by itself", member.has_active)
for _, answer in ipairs(member.user_info.common_field_list) do
  story.note(answer.name .. ": answered") -- what he answered is his: it is not for logs
end

story.chapter("card/membercard/activate still has its use: it gives the number and the first points")
story.check("until then his number is the card's code", member.membership_number == code)
story.call("/card/membercard/activate", shop.wx.card.membercard.activate({
  card_id = card_id, code = code, membership_number = "SY200001", init_bonus = 20, init_bonus_record = "开卡赠送",
}))
member = shop:member(card_id, code)
story.check("after card/membercard/activate: active, number SY200001, 20 points",
  member.has_active and member.membership_number == "SY200001" and member.bonus == 20)
shop:close()
