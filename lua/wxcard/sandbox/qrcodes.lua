---QR codes and the other offers that a phone may follow: tickets, links, landing pages, cardExt.
local card_ext = require("wxcard.sandbox.card_ext")
local cards = require("wxcard.sandbox.cards")
local copies = require("wxcard.sandbox.copies")
local qr = require("wxcard.qr")
local util = require("wxcard.sandbox.util")

local qrcodes = {}

local YEAR = 365 * 86400
local MAX_CARDS = 5

---Whether one entry of a QR request fits its card.
local function check_entry(sb, app, entry)
  local card, code = cards.live(app, entry.card_id)
  if not card then
    return code
  end
  local mode, base = cards.code_mode(card), card.body.base_info
  if mode == "custom" then
    if not util.present(entry.code) then
      return 41013
    elseif #entry.code > 20 or entry.code:find("[^%w_%-]") then
      return 40116
    end
  elseif util.present(entry.code) then
    return 40116
  end
  if base.bind_openid == true and not util.present(entry.openid) then
    return 41009
  elseif base.bind_openid ~= true and util.present(entry.openid) and not sb.opts.lenient then
    return 40112
  end
  if entry.is_unique_code == true and (not cards.approved(card) or card.quantity < 1) then
    return 40078
  end
end

local function create(sb, body, ctx)
  local info, list = body.action_info
  if body.action_name == "QR_CARD" then
    if type(info.card) ~= "table" then
      return nil, 40053
    end
    list = { info.card }
  elseif body.action_name == "QR_MULTIPLE_CARD" then
    list = type(info.multiple_card) == "table" and info.multiple_card.card_list
    if type(list) ~= "table" or #list == 0 then
      return nil, 40053
    elseif #list > MAX_CARDS then
      return nil, 45039
    end
  else
    return nil, 40052
  end
  -- samples put it at the top, a table inside the card
  local seconds = tonumber(body.expire_seconds or list[1].expire_seconds)
  if seconds and (seconds < 60 or seconds > 1800) then
    return nil, 40097
  end
  local once = false
  for _, entry in ipairs(list) do
    local code = check_entry(sb, ctx.app, entry)
    if code then
      return nil, code
    end
    once = once or util.present(entry.code) or util.present(entry.openid) or entry.is_unique_code == true
  end
  local ticket = "gQ" .. sb.ids:alnum(76) .. "=="
  local url = "http://weixin.qq.com/q/" .. sb.ids:urlsafe(22)
  ctx.app.qrcodes[ticket] = {
    url = url, expires = sb:now() + (seconds or YEAR), multiple = body.action_name == "QR_MULTIPLE_CARD",
    once = once, cards = util.copy(list),
  }
  ctx.app.qr_urls[url] = ticket
  return {
    ticket = ticket, expire_seconds = seconds or YEAR, url = url,
    show_qrcode_url = sb.base_url .. "/cgi-bin/showqrcode?ticket=" .. util.percent_encode(ticket),
  }
end

---GET /cgi-bin/showqrcode: the picture, for anybody who has the ticket.
function qrcodes.show(sb, args)
  for _, app in pairs(sb.state.apps) do
    local code = app.qrcodes[args.ticket or ""]
    if code and code.expires > sb:now() then
      return { status = 200, headers = { ["Content-Type"] = "image/png" }, body = qr.png(code.url) }
    end
  end
  return { status = 404, headers = { ["Content-Type"] = "text/html" }, body = "<h1>404 Not Found</h1>\n" }
end

local function of_ticket(sb, app, ticket)
  local code = app.qrcodes[ticket]
  if not code or code.expires <= sb:now() then
    return nil, 45096
  end
  local out = {}
  for i, entry in ipairs(code.cards) do
    out[i] = {
      card_id = entry.card_id, code = entry.code, openid = entry.openid, outer_str = entry.outer_str,
      outer_id = entry.outer_id, spent = code.once and code.used, scene = "SOURCE_SCENE_QRCODE",
    }
  end
  return out, nil, code
end

local function of_url(sb, app, url, card_id)
  if app.qr_urls[url] then
    return of_ticket(sb, app, app.qr_urls[url])
  end
  local params = util.link_params(url)
  if params.ticket then
    return of_ticket(sb, app, params.ticket)
  elseif params.encrypt_card_id then
    local id = copies.decrypt(app, params.encrypt_card_id)
    if not id then
      return nil, 40073
    end
    return { { card_id = id, outer_str = params.outer_str } }
  elseif params.page_id then
    local page = app.pages[params.page_id]
    for _, entry in ipairs(page and page.card_list or {}) do
      if entry.card_id == card_id or not card_id then
        return { { card_id = entry.card_id } }
      end
    end
  end
  return nil, 45096
end

---What a phone is offered by what it was given.
---@return table[]? offers
---@return integer? code
---@return table? qrcode
function qrcodes.offers(sb, app, body)
  if util.present(body.ticket) then
    return of_ticket(sb, app, body.ticket)
  elseif util.present(body.url) then
    return of_url(sb, app, body.url, body.card_id)
  elseif body.card_ext ~= nil then
    local offer, code = card_ext.open(sb, app, body.card_id, body.card_ext)
    return offer and { offer }, code
  elseif not util.present(body.card_id) then
    return nil, 41012
  end
  -- the card alone, as from a message or a menu; a merchant's own code may be named by the caller
  return { { card_id = body.card_id, code = body.code, openid = body.openid } }
end

qrcodes.routes = { ["/card/qrcode/create"] = create }

return qrcodes
