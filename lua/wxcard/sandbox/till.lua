---At the till: a member of staff redeems with a phone, a customer redeems alone, a customer pays by the card's button.
local codes = require("wxcard.sandbox.codes")
local members = require("wxcard.sandbox.members")
local util = require("wxcard.sandbox.util")
local wallet = require("wxcard.sandbox.wallet")

local till = {}

local MOST = 10000000000 -- fen; no till takes more

---Redeems by the staff's phone, or, where no `staff_openid` is given, by the card's own button.
function till.redeem(sb, app, body)
  local copy, card = wallet.mine(app, body)
  if not copy then
    return nil, card
  end
  local alone = not util.present(body.staff_openid)
  if alone and not card.self_consume_cell then
    return nil, 45030
  elseif alone and card.need_verify_cod and not util.present(body.verify_code)
    or alone and card.need_remark_amount and not util.present(body.remark_amount) then
    return nil, 40101
  end
  local ok, code = codes.redeem(sb, card, copy, {
    -- which of the three names a customer's own redemption bears is not said
    ConsumeSource = alone and "FROM_MP" or "FROM_MOBILE_HELPER", StaffOpenId = body.staff_openid,
    VerifyCode = body.verify_code, RemarkAmount = body.remark_amount, LocationName = body.location_name,
  })
  if not ok then
    return nil, code
  end
  return { card_id = card.id, code = copy.code }
end

---Points for what was paid, by the card's own rule.
local function points(card, fee)
  local rule = type(card.body.bonus_rule) == "table" and card.body.bonus_rule or {}
  local unit, each = tonumber(rule.cost_money_unit) or 0, tonumber(rule.increase_bonus) or 0
  if card.body.supply_bonus ~= true or unit <= 0 then
    return 0
  end
  local most = tonumber(rule.max_increase_bonus)
  return math.floor(math.min(math.floor(fee / unit) * each, most or math.huge))
end

---Pays `fee` fen of `original_fee`.
function till.pay(sb, app, body)
  local copy, card = wallet.mine(app, body)
  if not copy then
    return nil, card
  elseif not card.pay_cell then
    return nil, 45030
  elseif body.fee < 1 or body.fee > MOST then
    return nil, 40097
  end
  local trans_id = "4200" .. sb.ids:digits(24)
  sb:push("user_pay_from_pay_cell", {
    CardId = card.id, UserCardCode = copy.code, TransId = trans_id, LocationId = 0, Fee = body.fee,
    OriginalFee = body.original_fee or body.fee,
  }, copy.openid)
  local more = copy.active and points(card, body.fee) or 0
  if more > 0 then
    members.change(sb, card, copy, { add_bonus = more })
  end
  return { card_id = card.id, code = copy.code, trans_id = trans_id, bonus = copy.bonus }
end

return till
