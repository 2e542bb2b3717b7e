-- A way to a card: WeChat's open-card component in a mini program. The person fills in the form first and has the card,
-- active, afterwards. Your server makes a link once per card; the mini program jumps with what is in it.
--
--   WXCARD_SANDBOX=DIR wxcard run examples/ways/mini_program.lua
local here = (arg[0]:match("^(.*)/") or ".") .. "/.."
package.path = here .. "/?.lua;" .. package.path

local wxcard = require("wxcard")
local shop = require("support.shop").open(here)
local story = require("support.story")

story.chapter("A card with wx_activate, its form, and the link")
local card_id = shop:card("tea_shop")
story.call("/card/membercard/activateuserform/set", shop.wx.card.membercard.activateuserform.set({
  card_id = card_id, required_form = { common_field_id_list = { "USER_FORM_INFO_FLAG_MOBILE" } },
}))
local link = story.call("/card/membercard/activate/geturl",
  shop.wx.card.membercard.activate.geturl({ card_id = card_id, outer_str = "mini_1" })).url

story.chapter("What the mini program needs: the link taken apart, everything decoded once")
local params = assert(wxcard.activation.component_params(link))
print(([[
     // app.json
     { "navigateToMiniProgramAppIdList": ["%s"] }

     // in the tap handler of the button
     wx.navigateToMiniProgram({ appId: "%s", extraData: %s })]]):format(params.appid, params.appid,
  assert(wxcard.json.encode(params.extraData))))
story.check("the component's appid is WeChat's own", params.appid == "wxeb490c6f9b154ef9")

story.chapter("Somebody taps the button, fills in the form, and then gets the card")
story.phone("阿圆 fills in the form")
local back = assert(shop:person("oTea_mini_ayuan"):act("submit_form", {
  card_id = card_id, outer_str = params.extraData.outer_str,
  common_field_list = { { name = "USER_FORM_INFO_FLAG_MOBILE", value = "13800000000" } },
}))
shop:event("submit_membercard_user_info", card_id)
local event = shop:event("user_get_card", card_id)
story.check("the event names the code and the mini program",
  event.UserCardCode == back.code and event.OuterStr == "mini_1")
story.check("after the component: active", shop:member(card_id, back.code).has_active)

story.chapter("Back in the mini program, App.onShow has the ticket that reads the answers")
local answers = story.call("/card/membercard/activatetempinfo/get",
  shop.wx.card.membercard.activatetempinfo.get({ activate_ticket = back.activate_ticket }))
story.check("one answer", #answers.info.common_field_list == 1) -- what it says is the member's: not for logs
shop:close()
