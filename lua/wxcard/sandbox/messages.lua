---Messages to phones: to one person, to several, to all who follow, and the preview of such a one. A phone keeps what
---it got, and can take the card out of it.
local card_ext = require("wxcard.sandbox.card_ext")
local cards = require("wxcard.sandbox.cards")
local json = require("wxcard.json")
local people = require("wxcard.sandbox.people")
local util = require("wxcard.sandbox.util")
local whitelist = require("wxcard.sandbox.whitelist")

local messages = {}

local ANSWER_WITHIN = 48 * 3600
local AN_ANSWER = 5 -- messages without a word from the person; the platform counts much the same
local KEEP = 50
local KINDS = {
  text = true, image = true, voice = true, video = true, mpvideo = true, music = true, news = true, mpnews = true,
  mpnewsarticle = true, msgmenu = true, wxcard = true, miniprogrampage = true,
}

---Whether the card of a message may go out; its card_ext is verified as a phone would.
---@return integer? code
local function refused(sb, app, body, reader)
  if not KINDS[body.msgtype] then
    return 40008
  elseif body.msgtype ~= "wxcard" then
    return nil
  end
  local given = body.wxcard
  local card, code = cards.live(app, given.card_id)
  if not card then
    return code
  elseif not cards.approved(card) and not (reader and whitelist.has(app, reader)) then
    return 40078
  elseif util.present(given.card_ext) then
    local ext, why = card_ext.verify(sb, app, card.id, given.card_ext)
    return not ext and why or nil
  elseif cards.code_mode(card) == "custom" then
    return 45030 -- nobody could tell which code the reader gets
  end
end

local function deliver(sb, app, openid, body)
  local inbox = app.inbox[openid] or json.array({})
  app.inbox[openid] = inbox
  table.insert(inbox, {
    time = sb:now(), msgtype = body.msgtype, content = util.copy(body[body.msgtype]),
  })
  if #inbox > KEEP then
    table.remove(inbox, 1)
  end
end

local function custom(sb, body, ctx)
  local app = ctx.app
  local person = people.known(app, body.touser)
  if not person then
    return nil, 40003
  end
  local code = refused(sb, app, body, body.touser)
  if code then
    return nil, code
  elseif not person.seen or sb:now() - person.seen > ANSWER_WITHIN then
    return nil, 45015
  end
  if person.answered_for ~= person.seen then
    person.answered_for, person.answers = person.seen, 0
  end
  if person.answers >= AN_ANSWER then
    return nil, 45047
  end
  person.answers = person.answers + 1
  deliver(sb, app, body.touser, body)
  return {}
end

---Sends to many; the same `clientmsgid` again is the same message, which went out already.
local function mass(sb, app, body, readers)
  local code = refused(sb, app, body)
  if code then
    return nil, code
  end
  local own = util.present(body.clientmsgid) and body.clientmsgid or nil
  local id = own and app.mass[own]
  if not id then
    app.mass_seq = (app.mass_seq or 1000000000) + 1
    id = app.mass_seq
    for _, openid in ipairs(readers) do
      deliver(sb, app, openid, body)
    end
    if own then
      app.mass[own] = id
    end
  end
  return { msg_id = id }
end

local function to_list(sb, body, ctx)
  local readers = {}
  for _, openid in ipairs(body.touser) do
    readers[#readers + 1] = people.known(ctx.app, openid) and openid or nil
  end
  if #readers == 0 then
    return nil, 40003
  end
  return mass(sb, ctx.app, body, readers)
end

local function to_all(sb, body, ctx)
  -- nobody was ever given a tag here
  return mass(sb, ctx.app, body, body.filter.is_to_all == true and people.followers(ctx.app) or {})
end

local function preview(sb, body, ctx)
  local reader = util.present(body.towxname) and body.towxname or body.touser
  if not people.known(ctx.app, reader) and not whitelist.has(ctx.app, reader) then
    return nil, reader == body.touser and 40003 or 40132
  end
  local code = refused(sb, ctx.app, body, reader)
  if code then
    return nil, code
  end
  deliver(sb, ctx.app, reader, body)
  return {}
end

---What a phone got, the oldest first.
function messages.read(_, app, body)
  return { messages = app.inbox[body.openid] or json.array({}) }
end

messages.routes = {
  ["/cgi-bin/message/custom/send"] = custom,
  ["/cgi-bin/message/mass/send"] = to_list,
  ["/cgi-bin/message/mass/sendall"] = to_all,
  ["/cgi-bin/message/mass/preview"] = preview,
}

return messages
