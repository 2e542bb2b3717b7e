---The people whom the account has met: who follows it, when each last did something, who logs in to its pages. What
---they do comes in through the control API.
local json = require("wxcard.json")
local util = require("wxcard.sandbox.util")
local wallet = require("wxcard.sandbox.wallet")

local people = {}

local LOGIN_LASTS = 300 -- seconds in which a page must exchange its code
local VISITOR_TOKEN = 7200

---Notes that a person did something just now, or, with `met`, only that there is one.
---@param met boolean? a script named the openid; its owner did nothing
function people.seen(sb, app, openid, met)
  if util.present(openid) then
    local person = app.people[openid] or {}
    app.people[openid] = person
    person.seen = not met and sb:now() or person.seen
  end
end

---@return { seen: integer?, follows: integer? }? person
function people.known(app, openid)
  return app.people[openid or ""]
end

---The openids of those who follow, in their order.
function people.followers(app)
  local out = {}
  for _, openid in ipairs(util.sorted_keys(app.people)) do
    out[#out + 1] = app.people[openid].follows and openid or nil
  end
  return out
end

function people.follow(sb, app, body)
  people.seen(sb, app, body.openid)
  local person = app.people[body.openid]
  if not person.follows then
    person.follows = sb:now()
    sb:push("subscribe", { EventKey = "" }, body.openid)
  end
  return { subscribe_time = person.follows }
end

function people.unfollow(sb, app, body)
  local person = people.known(app, body.openid)
  if not person or not person.follows then
    return nil, 40003
  end
  person.follows = nil
  sb:push("unsubscribe", { EventKey = "" }, body.openid)
  return {}
end

---Opens the account's chat from a card.
function people.enter_session(sb, app, body)
  local copy, card = wallet.mine(app, body)
  if not copy then
    return nil, card
  end
  sb:push("user_enter_session_from_card", { CardId = card.id, UserCardCode = copy.code }, copy.openid)
  return { card_id = card.id, code = copy.code }
end

---Opens a page of the merchant's that wants to know who it is. The page gets a code.
function people.authorize(sb, app, body)
  local code = sb.ids:alnum(32)
  app.logins[code] = { openid = body.openid, expires = sb:now() + LOGIN_LASTS }
  return { code = code }
end

local function login(sb, body, ctx)
  local entry = ctx.app.logins[body.code]
  if not entry then
    return nil, 40029
  elseif entry.used then
    return nil, 40163
  elseif entry.expires <= sb:now() then
    return nil, 42003
  end
  entry.used = true
  return {
    access_token = "90_" .. sb.ids:urlsafe(85), expires_in = VISITOR_TOKEN, refresh_token = "90_" .. sb.ids:urlsafe(85),
    openid = entry.openid, scope = "snsapi_base",
  }
end

local function info(_, body, ctx)
  local person = people.known(ctx.app, body.openid)
  if not person then
    return nil, 40003
  elseif not person.follows then
    return { subscribe = 0, openid = body.openid }
  end
  return {
    subscribe = 1, openid = body.openid, subscribe_time = person.follows, subscribe_scene = "ADD_SCENE_OTHERS",
    language = body.lang or "zh_CN", remark = "", groupid = 0, tagid_list = json.array({}), qr_scene = 0,
    qr_scene_str = "",
  }
end

people.routes = {
  ["/cgi-bin/user/info"] = info,
  ["/sns/oauth2/access_token"] = login,
}

return people
