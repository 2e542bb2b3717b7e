---What a merchant does with codes: looks them up, redeems, decrypts, replaces, voids, reserves.
local cards = require("wxcard.sandbox.cards")
local copies = require("wxcard.sandbox.copies")
local json = require("wxcard.json")
local stock = require("wxcard.sandbox.stock")
local util = require("wxcard.sandbox.util")

local codes = {}

local MARK_LASTS = 300

local function get(sb, body, ctx)
  local copy, card = copies.find(ctx.app, body)
  if not copy then
    return nil, card
  end
  local usable = copies.usable(sb, card, copy)
  if not usable and body.check_consume ~= false then
    return nil, 40127
  end
  local begins, ends = copies.validity(card, copy)
  local out = {
    card = { card_id = card.id, begin_time = begins, end_time = ends, code = copy.code },
    openid = copy.openid, can_consume = usable, user_card_status = copies.status(sb, card, copy),
    outer_str = copy.outer_str, background_pic_url = copy.background_pic_url,
  }
  if card.type == "MEMBER_CARD" then
    out.membership_number, out.bonus, out.balance = copy.membership_number, copy.bonus, copy.balance
    out.user_info = copy.user_info
  end
  return out
end

---Redeems a copy, once, in whichever way `by` says.
---@param by table fields of the event
---@return boolean? ok
---@return integer? code
function codes.redeem(sb, card, copy, by)
  if copy.status == "CONSUMED" then
    return nil, 40099
  elseif not copies.usable(sb, card, copy) then
    return nil, 40127
  elseif copy.mark and copy.mark.openid ~= copy.openid and copy.mark.until_ > sb:now() then
    return nil, 40146
  end
  copy.status = "CONSUMED"
  sb:push("user_consume_card", {
    CardId = card.id, UserCardCode = copy.code, ConsumeSource = by.ConsumeSource, LocationName = by.LocationName or "",
    StaffOpenId = by.StaffOpenId or "", VerifyCode = by.VerifyCode or "", RemarkAmount = by.RemarkAmount or "",
    OuterStr = copy.outer_str or "", LocationId = 0, OuterId = copy.outer_id or 0,
  }, copy.openid)
  return true
end

local function consume(sb, body, ctx)
  local copy, card = copies.find(ctx.app, body)
  if not copy then
    return nil, card
  end
  local ok, code = codes.redeem(sb, card, copy, { ConsumeSource = "FROM_API" })
  if not ok then
    return nil, code
  end
  return { card = { card_id = card.id }, openid = copy.openid }
end

local function decrypt(_, body, ctx)
  local code = copies.decrypt(ctx.app, body.encrypt_code)
  if not code then
    return nil, 40075
  end
  return { code = code }
end

local function update(sb, body, ctx)
  local copy, card = copies.find(ctx.app, body)
  if not copy then
    return nil, card
  elseif cards.code_mode(card) == "platform" then
    return nil, 40116 -- the platform changes its own codes by itself
  elseif not util.present(body.new_code) then
    return nil, 41013
  elseif body.new_code:find("[^%w_%-]") or card.copies[body.new_code] or stock.waits(card, body.new_code) then
    return nil, 40116
  elseif not copies.usable(sb, card, copy) then
    return nil, 40127
  end
  copies.recode(ctx.app, card, copy, body.new_code)
  return {}
end

local function unavailable(sb, body, ctx)
  local copy, card = copies.find(ctx.app, body)
  if not copy then
    return nil, card
  elseif not copies.usable(sb, card, copy) then
    return nil, 40127
  end
  copy.status, copy.reason = "UNAVAILABLE", body.reason
  copies.notify(sb, copy, { kind = "unavailable", text = body.reason or "" })
  return {}
end

local function mark(sb, body, ctx)
  local copy, card = copies.find(ctx.app, body)
  if not copy then
    return nil, card
  elseif not copies.usable(sb, card, copy) then
    return nil, 40127
  elseif copy.mark and copy.mark.openid ~= body.openid and copy.mark.until_ > sb:now() then
    return nil, 40146
  end
  local on = body.is_mark == true or body.is_mark == "true"
  copy.mark = on and { openid = body.openid, until_ = sb:now() + MARK_LASTS } or nil
  return {}
end

---What one person holds of this account.
local function list(_, body, ctx)
  local found = json.array({})
  for _, id in ipairs(util.sorted_keys(ctx.app.cards)) do
    if not util.present(body.card_id) or body.card_id == id then
      for _, copy in ipairs(copies.of(ctx.app.cards[id], body.openid)) do
        if copy.status ~= "GIFT_SUCC" then
          found[#found + 1] = { code = copy.code, card_id = id }
        end
      end
    end
  end
  return { card_list = found, has_share_card = false }
end

codes.routes = {
  ["/card/code/get"] = get,
  ["/card/code/consume"] = consume,
  ["/card/code/decrypt"] = decrypt,
  ["/card/code/update"] = update,
  ["/card/code/unavailable"] = unavailable,
  ["/card/code/mark"] = mark,
  ["/card/user/getcardlist"] = list,
}

return codes
