-- A way to a card: a button on a web page, by WeChat's JS-SDK (wx.addCard). The server signs twice, with two different
-- tickets: the page (wx.config) and each card (cardExt). wx.jssdk does both; no ticket ever reaches the page.
--
--   WXCARD_SANDBOX=DIR wxcard run examples/ways/h5_add_card.lua
local here = (arg[0]:match("^(.*)/") or ".") .. "/.."
package.path = here .. "/?.lua;" .. package.path

local json = require("wxcard").json
local shop = require("support.shop").open(here)
local story = require("support.story")

-- What the server puts into the page. The address is the browser's own (location.href), checked against a list of ours.
local PAGE = [[
     <script src="https://res.wx.qq.com/open/js/jweixin-1.6.0.js"></script>
     <script>
     wx.config(%s);
     wx.ready(function () {
       wx.addCard({ cardList: %s, success: function (res) { /* res.cardList: code, encrypted */ } });
     });
     </script>]]

story.chapter("A card, and what the page gets")
local card_id = shop:card("tea_house")
local config = assert(shop.wx.jssdk:config("https://shanyue.example/join?from=menu#top"))
local list = assert(shop.wx.jssdk:card_list({ { card_id = card_id, outer_str = "page_1" } }))
-- `<` must not end the script: it is the one character that JSON in a page has to escape
local function for_page(value) return (assert(json.encode(value)):gsub("<", "\\u003c")) end
print(PAGE:format(for_page(config), for_page(list)))
story.check("cardExt is text that holds JSON, not an object", type(list[1].cardExt) == "string")

story.chapter("Somebody taps the button")
story.phone("小月 taps the button")
local yue = shop:person("oTea_h5_xiaoyue")
local code = assert(yue:act("claim", { card_ext = list[1] })).code
local event = shop:event("user_get_card", card_id)
story.check("the event names her code and the page", event.UserCardCode == code and event.OuterStr == "page_1")

story.chapter("Each cardExt serves once: sign for every view of the page")
local taken, refusal = shop:person("oTea_h5_ayuan"):act("claim", { card_ext = list[1] })
story.check("the same one again gives nothing: " .. (refusal and refusal.errcode or "?"), not taken)
local again = assert(shop.wx.jssdk:card_list({ { card_id = card_id, outer_str = "page_1" } }))
assert(shop:person("oTea_h5_ayuan"):act("claim", { card_ext = again[1] }))
shop:event("user_get_card", card_id)

story.chapter("And nobody can change what was signed")
local forged = assert(shop.wx.jssdk:card_list({ { card_id = card_id } }))[1]
forged.cardExt = forged.cardExt:gsub('"signature":"%x%x%x%x', '"signature":"0000')
taken, refusal = shop:person("oTea_h5_chen"):act("claim", { card_ext = forged })
story.check("a forged one gives nothing: " .. (refusal and refusal.errcode or "?"), not taken)
shop:close()
