-- Points for many members, eight calls at a time: results come in the order of the list, errors item by item.
--
--   WXCARD_SANDBOX=DIR wxcard run examples/many_members.lua
local here = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = here .. "/?.lua;" .. package.path

local wxcard = require("wxcard")
local phone = require("support.phone")
local story = require("support.story")

local config = assert(require("wxcard.config").load())
local wx = assert(wxcard.new())

story.chapter("A card, and twenty people who take it")
local picture = assert(wx.cgi_bin.media.uploadimg({ buffer = wxcard.file(here .. "/logo.png") })).url
local card = require("cards.tea_house")({ logo = picture, background = picture })
local card_id = story.call("/card/create", wx.card.create({ card = card })).card_id
assert(phone.control(config.base_url, "/_sandbox/review", { card_id = card_id, pass = true }))
local members = {}
for i = 1, 20 do
  local taken = assert(phone.new(config.base_url, ("oTea_member_%04d"):format(i)):claim(card_id))
  members[i] = { card_id = card_id, code = taken.code, add_bonus = 10 * i, bonus = 10 * i, record_bonus = "周年庆赠送" }
end
members[7].code = "000000000000" -- nobody has this one

story.chapter("Their points, eight calls in flight")
local results, errors, count = wxcard.gather(8, members, function(member)
  return wx.card.membercard.updateuser(member)
end)
local done, failed = 0, 0
for i = 1, count do
  if results[i] then
    done = done + 1
    assert(results[i].result_bonus == 10 * i)
  else
    failed = failed + 1
    story.note(("member %d: %s"):format(i, tostring(errors[i])))
  end
end
story.check("19 members have their points, one has an error of its own", done == 19 and failed == 1)
wx:close()
