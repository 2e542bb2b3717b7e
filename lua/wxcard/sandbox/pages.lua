---Landing pages and the snippet that puts a card into an article.
local cards = require("wxcard.sandbox.cards")
local pictures = require("wxcard.sandbox.pictures")
local util = require("wxcard.sandbox.util")

local pages = {}

local SCENES = {
  SCENE_NEAR_BY = 1, SCENE_MENU = 2, SCENE_QRCODE = 3, SCENE_ARTICLE = 4, SCENE_H5 = 5, SCENE_IVR = 6,
  SCENE_CARD_CUSTOM_CELL = 7,
}

local SNIPPET = '<iframe class="res_iframe card_iframe js_editor_card" data-src="http://mp.weixin.qq.com/bizmall/'
  .. 'appmsgcard?action=show&biz=%s&cardid=%s&wechat_card_js=1#wechat_redirect"></iframe>'

---A card that may be shown to anybody: approved, and with codes the platform can hand out.
local function open_to_all(app, card_id)
  local card, code = cards.live(app, card_id)
  if not card then
    return nil, code
  elseif not cards.approved(card) then
    return nil, 40078
  elseif cards.code_mode(card) == "custom" then
    return nil, 45030
  end
  return card
end

local function create(sb, body, ctx)
  local app = ctx.app
  if not SCENES[body.scene] then
    return nil, 40129
  elseif not pictures.ok(body.banner) then
    return nil, 52000
  end
  for _, entry in ipairs(body.card_list) do
    local card, code = open_to_all(app, entry.card_id)
    if not card then
      return nil, code
    elseif not pictures.ok(entry.thumb_url) then
      return nil, 52000
    end
  end
  app.page_seq = (app.page_seq or 0) + 1
  app.pages[tostring(app.page_seq)] = util.copy(body)
  return {
    url = ("%s/bizmall/cardlandingpage?biz=%s&page_id=%d&scene=%d"):format(sb.base_url, util.percent_encode(app.biz),
      app.page_seq, SCENES[body.scene]),
    page_id = app.page_seq,
  }
end

local function gethtml(_, body, ctx)
  local card, code = open_to_all(ctx.app, body.card_id)
  if not card then
    return nil, code
  end
  return {
    content = SNIPPET:format(util.percent_encode(ctx.app.biz), card.id),
  }
end

local ENTITIES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }

local function escape(s)
  return (tostring(s):gsub("[&<>\"']", ENTITIES))
end

local HTML = { ["Content-Type"] = "text/html; charset=utf-8" }

---GET /bizmall/cardlandingpage: what a visitor sees.
function pages.show(sb, args)
  local page = sb.app.pages[args.page_id or ""]
  if not page then
    return { status = 404, headers = HTML, body = "<h1>404 Not Found</h1>\n" }
  end
  local out = { "<!doctype html><meta charset=utf-8><title>", escape(page.page_title), "</title><h1>",
    escape(page.page_title), "</h1><ul>" }
  for _, entry in ipairs(page.card_list) do
    local card = sb.app.cards[entry.card_id]
    out[#out + 1] = ("<li data-card-id=\"%s\">%s</li>"):format(escape(entry.card_id),
      escape(card and (card.face or card.body).base_info.title or ""))
  end
  out[#out + 1] = "</ul>\n"
  return { status = 200, headers = HTML, body = table.concat(out) }
end

pages.routes = {
  ["/card/landingpage/create"] = create,
  ["/card/mpnews/gethtml"] = gethtml,
}

return pages
