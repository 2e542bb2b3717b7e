---One-click activation: the form a merchant sets, the answers a person gives, and the link that opens it.
local cards = require("wxcard.sandbox.cards")
local copies = require("wxcard.sandbox.copies")
local json = require("wxcard.json")
local qrcodes = require("wxcard.sandbox.qrcodes")
local util = require("wxcard.sandbox.util")
local wallet = require("wxcard.sandbox.wallet")

local forms = {}

local MAX_OWN = 5
local TICKET_LASTS = 7200 -- the platform does not say

-- the request's printed name and the answer's are not the same word
local function flag(id)
  return id == "USER_FORM_INFO_FLAG_EDUCATION_BACKGRO" and "USER_FORM_INFO_FLAG_EDUCATION_BACKGROUND" or id
end

local function one_click(card)
  local way = cards.activation(card)
  return card.type == "MEMBER_CARD" and (way == "one_click" or way == "one_click_jump")
end

local function web(link)
  return link == nil or (type(link.url) == "string" and link.url:find("^https?://") ~= nil)
end

local function set(_, body, ctx)
  local card, code = cards.live(ctx.app, body.card_id)
  if not card then
    return nil, code
  elseif not one_click(card) then
    return nil, 72026
  elseif not web(body.service_statement) or not web(body.bind_old_card) then
    return nil, 40066
  end
  for _, name in ipairs({ "required_form", "optional_form" }) do
    local form = body[name] or {}
    if #(form.custom_field_list or {}) + #(form.rich_field_list or {}) > MAX_OWN then
      return nil, 40124
    end
  end
  card.form = util.copy({
    required_form = body.required_form, optional_form = body.optional_form, service_statement = body.service_statement,
    bind_old_card = body.bind_old_card,
  })
  return {}
end

local function geturl(sb, body, ctx)
  local app = ctx.app
  local card, code = cards.live(app, body.card_id)
  if not card then
    return nil, code
  elseif cards.code_mode(card) == "custom" then
    return nil, 45030
  elseif not one_click(card) then
    return nil, 72026
  end
  return {
    url = ("https://mp.weixin.qq.com/bizmall/activatemembercard?action=preshow&&encrypt_card_id=%s&outer_str=%s&biz=%s"
      .. "#wechat_redirect"):format(util.percent_encode(copies.encrypt(sb, app, card.id)),
      util.percent_encode(body.outer_str or ""), util.percent_encode(app.biz)),
  }
end

---Every question that must be answered, was it.
local function complete(form, common, own)
  local answered = {}
  for _, answer in ipairs(common) do
    answered[flag(answer.name)] = util.present(answer.value) or nil
  end
  for _, answer in ipairs(own) do
    answered["own:" .. answer.name] = util.present(answer.value) or #(answer.value_list or {}) > 0 or nil
  end
  for _, id in ipairs(form.common_field_id_list or {}) do
    if not answered[flag(id)] then
      return false
    end
  end
  for _, name in ipairs(form.custom_field_list or {}) do
    if not answered["own:" .. name] then
      return false
    end
  end
  for _, field in ipairs(form.rich_field_list or {}) do
    if not answered["own:" .. field.name] then
      return false
    end
  end
  return true
end

local function submitted(sb, copy)
  sb:push("submit_membercard_user_info", { CardId = copy.card_id, UserCardCode = copy.code }, copy.openid)
end

local function answers(body)
  local common, own = json.array({}), json.array({})
  for _, a in ipairs(body.common_field_list or {}) do
    common[#common + 1] = { name = flag(a.name), value = a.value or "" }
  end
  for _, a in ipairs(body.custom_field_list or {}) do
    own[#own + 1] = { name = a.name, value = a.value or "", value_list = a.value_list }
  end
  return { common_field_list = common, custom_field_list = own }
end

---Keeps the answers. The plain kind is active from here; the jump kind goes on to the merchant's page.
local function fill(card, copy, info)
  copy.user_info = info
  if cards.activation(card) == "one_click" then
    copy.active = true
    copy.membership_number = copy.membership_number or copy.code
  end
end

---The card that a form is for: named, or by the component's link, which may name the channel too.
---@return table? card
---@return integer|string|nil code_or_outer_str
local function asked_of(sb, app, body)
  local card_id, outer_str = body.card_id, body.outer_str
  if util.present(body.url) then
    local offers, code = qrcodes.offers(sb, app, { url = body.url })
    if not offers then
      return nil, code
    end
    card_id, outer_str = offers[1].card_id, outer_str or offers[1].outer_str
  elseif not util.present(card_id) then
    return nil, 41012
  end
  local card = app.cards[card_id]
  if not card then
    return nil, 40073
  end
  return card, outer_str
end

---A person sends the form, with the card in the wallet or on the way to it.
function forms.submit(sb, app, body)
  local card, outer_str = asked_of(sb, app, body)
  if not card then
    return nil, outer_str
  elseif not one_click(card) then
    return nil, 72026
  elseif not card.form then
    return nil, 45030 -- without a form one-click activation does not work
  end
  local info = answers(body)
  if not complete(card.form.required_form or {}, info.common_field_list, info.custom_field_list) then
    return nil, 40101
  end
  local copy
  if not util.present(body.code) and #copies.of(card, body.openid) == 0 then
    -- the open-card component asks first and hands the card over afterwards
    local _, code = wallet.take(sb, app, body.openid, {
      card_id = card.id, openid = body.openid, outer_str = outer_str,
      before_event = function(taken)
        copy = taken
        fill(card, copy, info)
        submitted(sb, copy)
      end,
    })
    if not copy then
      return nil, code
    end
  else
    local held, code = wallet.mine(app, { openid = body.openid, card_id = card.id, code = body.code })
    if not held then
      return nil, code
    elseif not copies.usable(sb, card, held) then
      return nil, 40127
    end
    copy = held
    fill(card, copy, info)
    submitted(sb, copy)
  end
  local ticket = sb.ids:alnum(30) .. "+" .. sb.ids:alnum(30) .. "/" .. sb.ids:alnum(23) .. "="
  app.activate_tickets[ticket] = { card_id = card.id, code = copy.code, info = info, expires = sb:now() + TICKET_LASTS }
  local out = {
    card_id = card.id, code = copy.code, activate_ticket = ticket, has_active = copy.active == true,
    encrypt_code = copies.encrypt(sb, app, copy.code),
  }
  local url = card.body.wx_activate_after_submit_url
  if cards.activation(card) == "one_click_jump" and util.present(url) then
    -- the platform appends with `&` whether or not the address has a `?`
    out.redirect_url = ("%s&card_id=%s&encrypt_code=%s&outer_str=%s&openid=%s&activate_ticket=%s"):format(url, card.id,
      util.percent_encode(out.encrypt_code), util.percent_encode(copy.outer_str or ""), copy.openid,
      util.percent_encode(ticket))
    out.wx_activate_after_submit_url = url
  end
  return out
end

local function tempinfo(sb, body, ctx)
  local ticket = ctx.app.activate_tickets[body.activate_ticket]
  if not ticket then
    return nil, 72011
  elseif ticket.expires <= sb:now() then
    return nil, 72012
  end
  return { info = ticket.info }
end

forms.routes = {
  ["/card/membercard/activateuserform/set"] = set,
  ["/card/membercard/activate/geturl"] = geturl,
  ["/card/membercard/activatetempinfo/get"] = tempinfo,
}

return forms
