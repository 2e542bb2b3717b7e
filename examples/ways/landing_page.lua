-- A way to a card: a page that WeChat hosts, with several cards on it. Nothing to sign and no server of yours: put its
-- address into a menu, an article or an answer.
--
--   WXCARD_SANDBOX=DIR wxcard run examples/ways/landing_page.lua
local here = (arg[0]:match("^(.*)/") or ".") .. "/.."
package.path = here .. "/?.lua;" .. package.path

local wxcard = require("wxcard")
local shop = require("support.shop").open(here)
local story = require("support.story")

story.chapter("Two cards, reviewed: a page takes no others")
local house = shop:card("tea_house")
local art = shop:card("tea_shop")

story.chapter("The page")
local page = story.call("/card/landingpage/create", shop.wx.card.landingpage.create({
  banner = shop.picture, page_title = "山月茶舍会员卡", can_share = true, scene = "SCENE_MENU",
  card_list = {
    { card_id = house, thumb_url = shop.picture },
    { card_id = art, thumb_url = shop.picture },
  },
}))
local shown = assert(wxcard.request({ url = page.url })).body
story.check("it shows both cards", shown:find(house, 1, true) and shown:find(art, 1, true))

story.chapter("Somebody opens it and takes the second card")
story.phone("老陈 opens the page and takes a card")
local code = assert(shop:person("oTea_page_chen"):act("claim", { url = page.url, card_id = art })).code
local event = shop:event("user_get_card", art)
story.check("the event names his code", event.UserCardCode == code)
story.check("after the claim: not active, since this card has a form", not shop:member(art, code).has_active)
shop:close()
