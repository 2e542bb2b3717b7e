---membercard-activity: gifts for new or present members.
local answer = require("wxcard.sandbox.pay.answer")
local brand_cards = require("wxcard.sandbox.pay.cards")
local open_cards = require("wxcard.sandbox.pay.open_cards")
local rules = require("wxcard.sandbox.pay.rules")
local time = require("wxcard.time")
local util = require("wxcard.sandbox.util")

local gifts = {}

local PATH = "/v3/marketing/membercard-activity/activities"
local FIRST, DAY = 371067, 86400

local function status(gift, now)
  if gift.terminated then
    return "TERMINATED"
  elseif now < time.parse(gift.body.begin_time) then
    return "CREATED"
  end
  return now > time.parse(gift.body.end_time) and "OVER_TIME" or "ONGOING"
end

local function view(ctx, gift)
  gift.body.activity_status = status(gift, ctx.now)
  return gift.body
end

local function times(ctx, input)
  local from, to = time.parse(input.begin_time), (time.parse(input.end_time))
  if not from then
    return answer.param("/begin_time", "must be a time as RFC 3339 has it")
  elseif type(to) ~= "number" or to <= from then
    return answer.param("/end_time", "must be a time as RFC 3339 has it, after begin_time")
  elseif to - from > 90 * DAY then
    return answer.param("/end_time", "90 days after begin_time at most")
  elseif from > ctx.now + 366 * DAY then
    return answer.param("/begin_time", "a year ahead at most")
  end
  return true
end

local function create(ctx, input)
  local ok, err = rules.all({ { open_cards.number, input }, { times, ctx, input } })
  if not ok then
    return nil, err
  end
  local card
  card, err = open_cards.find(ctx, input.card_id)
  if not card then
    return nil, err
  end
  local key = "gift " .. input.out_request_no
  local known = ctx.state.numbers[key]
  if known then
    return view(ctx, ctx.state.open.gifts[known])
  end
  local body = util.copy(input)
  body.activity_id = ("%d"):format(FIRST + #util.sorted_keys(ctx.state.open.gifts))
  body.create_time, body.update_time = time.rfc3339(ctx.now), time.rfc3339(ctx.now)
  ctx.state.numbers[key] = body.activity_id
  ctx.state.open.gifts[body.activity_id] = { body = body }
  return view(ctx, ctx.state.open.gifts[body.activity_id])
end

-- A handler of calls about one of them.
local function on(act)
  return function(ctx, input)
    local gift = ctx.state.open.gifts[input.activity_id]
    if not gift then
      return answer.fail("NOT_FOUND", "no such activity", { field = "activity_id", location = "url" })
    end
    return act(ctx, gift)
  end
end

gifts.routes = {
  ["POST " .. PATH] = create,
  ["GET " .. PATH] = function(ctx, input)
    local rows = {}
    for _, id in ipairs(util.sorted_keys(ctx.state.open.gifts)) do
      local body = view(ctx, ctx.state.open.gifts[id])
      if body.activity_type == input.activity_type and (not input.card_id or body.card_id == input.card_id)
        and (not input.activity_status or body.activity_status == input.activity_status) then
        rows[#rows + 1] = body
      end
    end
    return brand_cards.page(rows, input)
  end,
  ["GET " .. PATH .. "/{activity_id}"] = on(view),
  ["POST " .. PATH .. "/{activity_id}/terminate"] = on(function(ctx, gift)
    gift.terminated = gift.terminated or time.rfc3339(ctx.now)
    return { activity_id = gift.body.activity_id, terminate_time = gift.terminated }
  end),
}

return gifts
