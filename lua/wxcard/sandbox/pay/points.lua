---Points, coupons for points, what is shown to members, tokens of the components.
local answer = require("wxcard.sandbox.pay.answer")
local cards = require("wxcard.sandbox.pay.cards")
local rules = require("wxcard.sandbox.pay.rules")
local time = require("wxcard.time")
local user_cards = require("wxcard.sandbox.pay.user_cards")

local points = {}

local function sync(ctx, input)
  local member, err = user_cards.find(ctx, input)
  if not member then
    return nil, err
  end
  member.points = input.point_balance
  return {
    out_request_no = input.out_request_no, brand_id = ctx.brand_id, card_id = input.card_id, openid = input.openid,
    user_card_code = input.user_card_code, point_balance = input.point_balance,
  }
end

local function confirm_exchange(ctx, input)
  local member, err = user_cards.find(ctx, input)
  if not member then
    return nil, err
  end
  local record = ctx.state.records[input.record_id]
  if not record or record.openid ~= input.openid or record.card_id ~= input.card_id
    or record.exchange_coupon_template_id ~= input.exchange_coupon_template_id then
    return answer.fail("NOT_FOUND", "no such record_id")
  end
  if not record.state then -- what was decided once stays
    local allowed = input.result == "POINT_EXCHANGE_COUPON_ALLOW"
    record.state = allowed and "POINT_EXCHANGE_COUPON_SUCCESS" or "POINT_EXCHANGE_COUPON_FAIL"
    record.coupon_code = allowed and ctx.sb.ids:digits(12) or nil
    record.reject_reason = not allowed and input.reject_reason or nil
  end
  return {
    record_id = input.record_id, exchange_coupon_template_id = input.exchange_coupon_template_id,
    brand_id = ctx.brand_id, card_id = input.card_id, openid = input.openid, user_card_code = input.user_card_code,
    state = record.state, product_coupon_id = record.product_coupon_id,
    product_coupon_stock_type = record.product_coupon_stock_type, stock_id = record.stock_id,
    coupon_code = record.coupon_code, reject_reason = record.reject_reason,
  }
end

local function feed(ctx, input)
  local card, err = cards.find(ctx, input.card_id)
  if not card then
    return nil, err
  end
  local ok, taken = rules.openid(input.openid)
  if ok then
    ok, taken = cards.take_number(ctx, "feed", input.out_request_no, "ALREADY_EXISTS")
  end
  if not ok then
    return nil, taken
  end
  local member = user_cards.by_code(card, input.user_card_code)
  if not member or member.openid ~= input.openid then
    return answer.fail("INVALID_REQUEST", "the user is no member: check the code")
  elseif user_cards.state(member, ctx.now) ~= "EFFECTIVE" then
    return answer.fail("INVALID_REQUEST", "the card is not effective")
  elseif not input.cell:find("^%d+_[^_]") then
    return answer.param("/cell", "must be a template and its values, like 15_1200_1")
  end
  taken()
  return { brand_id = ctx.brand_id, card_id = input.card_id, user_card_code = input.user_card_code,
    out_request_no = input.out_request_no, cell = input.cell }
end

local function token(life, joining)
  return function(ctx, input)
    local card, err = cards.find(ctx, input.card_id)
    if not card then
      return nil, err
    end
    local ok
    ok, err = rules.openid(input.openid)
    if not ok then
      return nil, err
    elseif card.body.state ~= "CARD_EFFECTIVE" then
      return answer.fail("INVALID_REQUEST", "the card is not effective")
    end
    local member = user_cards.by_openid(card, input.openid)
    local state = member and user_cards.state(member, ctx.now)
    if joining and (state == "EFFECTIVE" or state == "UNACTIVATED") then
      return answer.fail("INVALID_REQUEST", "the user has a valid card already")
    elseif not joining and state ~= "EFFECTIVE" then
      return answer.fail("INVALID_REQUEST", "the user has no effective card")
    end
    return { token = ctx.sb.ids:alnum(32), expire_time = time.rfc3339(ctx.now + life) }
  end
end

points.routes = {
  ["POST /v3/brand/partner/card-member/user-points/sync"] = sync,
  ["POST /v3/brand/partner/card-member/user-points/exchange-coupon/confirm"] = confirm_exchange,
  ["POST /v3/brand/partner/card-member/user-feeds"] = feed,
  ["POST /v3/brand/partner/card-member/pre-auth-tokens"] = token(3600, true),
  ["POST /v3/brand/partner/card-member/pay-view-tokens"] = token(600, false),
}

return points
