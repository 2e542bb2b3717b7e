---Control calls of WeChat Pay's half: what phones do with brand cards, and the switches of a merchant's console.
local answer = require("wxcard.sandbox.pay.answer")
local open_members = require("wxcard.sandbox.pay.open_members")
local rules = require("wxcard.sandbox.pay.rules")
local stores = require("wxcard.sandbox.pay.stores")
local user_cards = require("wxcard.sandbox.pay.user_cards")

local control = {}

local BAD, NONE = 40097, 40073 -- as the other half says that an argument, or a card, is not there

-- The card that a script names, and what handlers get of everything.
local function on_card(act)
  return function(sb, body)
    local pay = require("wxcard.sandbox.pay").of(sb)
    local card = pay and pay.state.cards[body.card_id]
    if not card then
      return nil, NONE, "the brand has no such card"
    end
    return act({ sb = sb, pay = pay, state = pay.state, now = sb:now() }, card, body)
  end
end

local function with_pay(act)
  return function(sb, body)
    local pay = require("wxcard.sandbox.pay").of(sb)
    if not pay then
      return nil, BAD, "no openssl program was found to make keys with"
    end
    return act(sb, pay, body)
  end
end

local function tell(ctx, card, member, name)
  local view = user_cards.view(card, member, ctx.now)
  ctx.pay.notify:push(name, view, card.body.notify_url, card.made_by)
  return { user_card_code = member.code, openid = member.openid, user_card_state = view.user_card_state }
end

---The user's card, however named.
local function held(card, body)
  local openid = body.openid or body.phone_number and user_cards.openid_of(card, body.phone_number)
  return openid and user_cards.by_openid(card, openid)
end

---A user opens the card in the component: it waits for the merchant's confirm.
local function open(ctx, card, body)
  local openid = body.openid or body.phone_number and user_cards.openid_of(card, body.phone_number)
  if not openid or not rules.openid(openid) then
    return nil, BAD, "openid: required, or phone_number"
  elseif card.body.state ~= "CARD_EFFECTIVE" then
    return nil, NONE, "the card is not effective"
  end
  local ok, err = rules.answers(card, body.user_information)
  if not ok then
    return nil, BAD, err.message
  end
  local before = user_cards.by_openid(card, openid)
  local state = before and user_cards.state(before, ctx.now)
  if state == "EFFECTIVE" or state == "UNACTIVATED" then
    return nil, BAD, "the user has this card already"
  end
  local member = user_cards.put(ctx, card, {
    code = card.body.code_mode == "SYSTEM_ALLOCATE" and ctx.sb.ids:digits(24) or nil, openid = openid,
    state = "UNACTIVATED", pickup = ctx.now, in_wallet = true, ends = rules.ends(card.body.valid_date_information,
      ctx.now), data = { phone_number = body.phone_number, user_information = body.user_information },
  })
  return tell(ctx, card, member, "BRAND_MEMBER_CARD_SP.USER_CARD.CREATE")
end

---An imported member puts the card into the wallet.
local function add(ctx, card, body)
  local member = held(card, body)
  if not member or user_cards.state(member, ctx.now) ~= "EFFECTIVE" then
    return nil, BAD, "the user has no effective card"
  end
  member.in_wallet = true
  return { user_card_code = member.code, openid = member.openid }
end

local function delete(ctx, card, body)
  local member = held(card, body)
  if not member or not member.in_wallet then
    return nil, BAD, "the card is not in the user's wallet"
  end
  member.state, member.deleted, member.in_wallet = "INVALID", true, false
  member.invalid, member.modified = ctx.now, ctx.now
  return tell(ctx, card, member, "BRAND_MEMBER_CARD_SP.USER_CARD.DELETE")
end

local function wallet(sb, pay, body)
  local list = require("wxcard.json").array({})
  for _, id in ipairs(require("wxcard.sandbox.util").sorted_keys(pay.state.cards)) do
    local card = pay.state.cards[id]
    local member = held(card, body)
    if member and member.in_wallet then
      list[#list + 1] = { card_id = id, user_card_code = member.code, points = member.points,
        user_card_state = user_cards.state(member, sb:now()) }
    end
  end
  return { cards = list }
end

local function identity(card, member)
  return { brand_id = card.body.brand_id, card_id = card.body.card_id, openid = member.openid,
    user_card_code = member.code }
end

---A member looks at a page that shows the points: WeChat Pay asks for them.
local function view_points(ctx, card, body)
  local member = held(card, body)
  if not member or user_cards.state(member, ctx.now) ~= "EFFECTIVE" then
    return nil, BAD, "the user has no effective card"
  end
  ctx.pay.notify:push("BRAND_MEMBER_CARD_SP.SYNC_USER_POINT", identity(card, member), card.body.notify_url,
    card.made_by)
  return { points = member.points }
end

---A member wants a coupon for points.
local function exchange(ctx, card, body)
  local member = held(card, body)
  if not member or user_cards.state(member, ctx.now) ~= "EFFECTIVE" then
    return nil, BAD, "the user has no effective card"
  end
  local resource = identity(card, member)
  resource.record_id, resource.appid = ctx.sb.ids:digits(20), card.body.appid
  resource.exchange_coupon_template_id = body.exchange_coupon_template_id or "0Flpo7FqTQ"
  resource.deduct_points = body.deduct_points
  resource.product_coupon_id, resource.stock_id = "701138812971763025610907319729", "98065001"
  resource.product_coupon_stock_type = "PRODUCT_COUPON_STOCK_TYPE_BUSI_FAVOR"
  ctx.state.records[resource.record_id] = resource
  ctx.pay.notify:push("BRAND_MEMBER_CARD_SP.POINT_EXCHANGE_COUPON", resource, card.body.notify_url, card.made_by)
  return { record_id = resource.record_id }
end

local SIGN = { requested = true, public_key = true, certificate = true, alternate = true }

---Which keys sign, whether certificates can be downloaded, and a rotation: "begin" has two of them, "end" the new one.
local function keys(sb, pay, body)
  local state = pay.state
  if body.sign and not SIGN[body.sign] then
    return nil, BAD, "sign: one of requested, public_key, certificate, alternate"
  elseif body.rotate and body.rotate ~= "begin" and body.rotate ~= "end" then
    return nil, BAD, "rotate: begin or end"
  end
  state.keys.sign = body.sign or state.keys.sign
  if body.certificates ~= nil then
    state.keys.certificates = body.certificates
  end
  if body.rotate then
    state.rotated = body.rotate == "begin" and "both" or "done"
  end
  local serials = require("wxcard.json").array({})
  for i, name in ipairs(answer.certificates(sb, pay)) do
    serials[i] = pay.keys:pair(name).serial
  end
  return { sign = state.keys.sign, certificates = serials }
end

local HOW = { signtest = true, stale = true, tamper = true, unknown_serial = true, strip = true }

---Signatures that go wrong on purpose: the next `times`, or so many of each `every`.
local function signatures(_, pay, body)
  if not HOW[body.how] then
    return nil, BAD, "how: one of signtest, stale, tamper, unknown_serial, strip"
  elseif body.on and body.on ~= "answer" and body.on ~= "notification" then
    return nil, BAD, "on: answer or notification"
  end
  table.insert(pay.spoil, { how = body.how, on = body.on or "answer", header = body.header, left = body.times or 1,
    every = body.every and math.max(1, body.every) or nil })
  return {}
end

---------------------------------------------------------------------------------------------- membercard-open

-- What a phone does with a card of membercard-open.
local function on_open(act)
  return function(sb, body)
    local pay = require("wxcard.sandbox.pay").of(sb)
    local card = pay and pay.state.open.cards[body.card_id]
    if not card or card.body.status == "DELETED" then
      return nil, NONE, "there is no such card"
    end
    local openid = body.openid or body.phone_number and user_cards.openid_of(card, body.phone_number)
    if not openid or not rules.openid(openid) then
      return nil, BAD, "openid: required, or phone_number"
    end
    local ctx = { sb = sb, pay = pay, state = pay.state, now = sb:now() }
    return act(ctx, card, body, openid, open_members.held(card, openid, ctx.now))
  end
end

---A user takes a card: AUTO_ACTIVATE has it at once, JUMP_ACTIVATE is sent to the merchant with a ticket.
local function take(ctx, card, body, openid, member)
  if member then
    return nil, BAD, "the user has this card already"
  end
  local code, err = open_members.new_code(ctx, card, body.code)
  if not code then
    return nil, BAD, err.message
  end
  local jump = body.activate_type == "JUMP_ACTIVATE"
  member = open_members.put(ctx, card, {
    code = code, openid = openid, state = jump and "NOT_ACTIVATE" or "EFFECTIVE", in_wallet = true,
    phone = body.phone_number, answers = body.user_information, outer_str = body.outer_str,
    ticket = jump and ctx.sb.ids:alnum(32) or nil, encrypt_code = jump and ctx.sb.ids:alnum(64) or nil,
  })
  open_members.tell(ctx, card, member, "MEMBERCARD.ACCEPT_CARD", "NEW_ACTIVATE",
    { phone_number = body.phone_number, outer_str = body.outer_str })
  if not jump then
    open_members.tell(ctx, card, member, "MEMBERCARD.ACTIVATE_CARD", "MEMBER_CARD_ACTIVATE",
      { activate_scene = "NEW_ACTIVATE", outer_str = body.outer_str })
  end
  return { code = code, openid = openid, activate_ticket = member.ticket, encrypt_code = member.encrypt_code }
end

---Somebody who was imported by phone puts the card into the wallet.
local function take_imported(ctx, card, _, _, member)
  if not member or member.in_wallet then
    return nil, BAD, "nothing waits for the user"
  end
  member.in_wallet, member.received = true, ctx.now
  open_members.tell(ctx, card, member, "MEMBERCARD.ACCEPT_CARD", "MEMBER_CARD_ACCEPT_BY_PHONE_NUMBER",
    { phone_number = member.phone })
  return { code = member.code, openid = member.openid }
end

local function manage(kind)
  return function(ctx, card, _, _, member)
    if not member or not member.in_wallet then
      return nil, BAD, "the card is not in the user's wallet"
    end
    if kind == "USER_DELETE_MEMBERCARD" then
      member.state, member.in_wallet = "DELETE", false
    end
    open_members.tell(ctx, card, member, "MEMBERCARD.USERCARD_MANAGE", kind)
    return { code = member.code }
  end
end

local WHO = { card_id = "string!", openid = "string", phone_number = "string" }

local function with(more)
  local out = {}
  for _, t in ipairs({ WHO, more }) do
    for k, v in pairs(t) do
      out[k] = v
    end
  end
  return out
end

---As the routes of the other half: fields with their types, and what is done.
control.ROUTES = {
  ["/_sandbox/pay/phone/open"] = { with({ user_information = "table" }), on_card(open) },
  ["/_sandbox/pay/phone/add"] = { WHO, on_card(add) },
  ["/_sandbox/pay/phone/delete"] = { WHO, on_card(delete) },
  ["/_sandbox/pay/phone/wallet"] = { { openid = "string", phone_number = "string" }, with_pay(wallet) },
  ["/_sandbox/pay/phone/view_points"] = { WHO, on_card(view_points) },
  ["/_sandbox/pay/phone/exchange"] = { with({ deduct_points = "integer!", exchange_coupon_template_id = "string" }),
    on_card(exchange) },
  ["/_sandbox/pay/open/take"] = { with({ activate_type = "string", code = "string", outer_str = "string",
    user_information = "table" }), on_open(take) },
  ["/_sandbox/pay/open/add"] = { WHO, on_open(take_imported) },
  ["/_sandbox/pay/open/view"] = { WHO, on_open(manage("USER_VIEW_MEMBERCARD")) },
  ["/_sandbox/pay/open/delete"] = { WHO, on_open(manage("USER_DELETE_MEMBERCARD")) },
  ["/_sandbox/pay/keys"] = { { sign = "string", certificates = "boolean", rotate = "string" }, with_pay(keys) },
  ["/_sandbox/pay/signatures"] = { { how = "string!", on = "string", header = "string", times = "integer",
    every = "integer" }, with_pay(signatures) },
  ["/_sandbox/pay/limits"] = { { on = "boolean!" }, with_pay(function(_, pay, body)
    pay.state.limits = body.on
    return {}
  end) },
  ["/_sandbox/pay/callback"] = { { url = "string" }, with_pay(function(_, pay, body)
    if body.url and body.url ~= "" and not body.url:find("^https?://[^/]") then
      return nil, BAD, "url: must begin with http:// or https://"
    end
    pay.state.callback = body.url ~= "" and body.url or nil
    return {}
  end) },
  ["/_sandbox/pay/store/review"] = { { store_id = "string!", pass = "boolean!", reason = "string" },
    with_pay(function(_, pay, body)
      local store = pay.state.stores[body.store_id]
      if not store then
        return nil, BAD, "there is no such store"
      end
      stores.decide(store, body.pass, body.reason)
      return { store_state = store.store_state }
    end) },
  ["/_sandbox/pay/brand"] = { { brand_id = "string!", membership = "boolean" }, with_pay(function(_, pay, body)
    pay.state.brands[body.brand_id] = { membership = body.membership ~= false }
    return {}
  end) },
}

return control
