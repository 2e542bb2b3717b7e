---Coupons for those who join a brand's card.
local answer = require("wxcard.sandbox.pay.answer")
local cards = require("wxcard.sandbox.pay.cards")
local rules = require("wxcard.sandbox.pay.rules")
local time = require("wxcard.time")
local util = require("wxcard.sandbox.util")

local activities = {}

local FIRST = 371067 -- the documents' example

local function state(activity, now)
  if activity.terminated then
    return "MEMBERSHIP_ACTIVITY_TERMINATED"
  elseif now < time.parse(activity.begin_time) then
    return "MEMBERSHIP_ACTIVITY_CREATED"
  end
  return now > time.parse(activity.end_time) and "MEMBERSHIP_ACTIVITY_EXPIRED" or "MEMBERSHIP_ACTIVITY_EFFECTIVE"
end

local function view(ctx, activity)
  local out = util.copy(activity)
  out.terminated, out.activity_state = nil, state(activity, ctx.now)
  return out
end

local function times(input)
  local from, to = time.parse(input.begin_time), time.parse(input.end_time)
  if not from then
    return answer.param("/begin_time", "must be a time as RFC 3339 has it")
  elseif not to or to <= from then
    return answer.param("/end_time", "must be a time as RFC 3339 has it, after begin_time")
  end
  return true
end

local function runs(ctx, card_id)
  for _, activity in pairs(ctx.state.activities) do
    local now = state(activity, ctx.now)
    if activity.card_id == card_id
      and (now == "MEMBERSHIP_ACTIVITY_CREATED" or now == "MEMBERSHIP_ACTIVITY_EFFECTIVE") then
      return answer.fail("ALREADY_EXISTS", "the card has a running activity")
    end
  end
  return true
end

local function create(ctx, input)
  local ok, taken = rules.brand(ctx)
  if ok then
    ok, taken = cards.take_number(ctx, "activity", input.out_request_no, "ALREADY_EXISTS")
  end
  if not ok then
    return nil, taken
  end
  local card = cards.find(ctx, input.card_id)
  if not card then
    return answer.fail("INVALID_REQUEST", "the brand has no such card")
  elseif card.body.state ~= "CARD_EFFECTIVE" then
    return answer.fail("INVALID_REQUEST", "the card is not effective")
  end
  local err
  ok, err = rules.all({ { times, input }, { runs, ctx, input.card_id } })
  if not ok then
    return nil, err
  end
  taken()
  local id = FIRST + #util.sorted_keys(ctx.state.activities)
  local activity = util.copy(input)
  activity.activity_id, activity.brand_id, activity.apply_available = id, ctx.brand_id, input.apply_total
  activity.create_time, activity.modify_time = time.rfc3339(ctx.now), time.rfc3339(ctx.now)
  ctx.state.activities[("%d"):format(id)] = activity
  return view(ctx, activity)
end

local function find(ctx, input)
  local ok, err = rules.brand(ctx)
  if not ok then
    return nil, err
  end
  local activity = ctx.state.activities[tostring(input.activity_id)]
  if not activity then
    return answer.fail("NOT_FOUND", "no such activity")
  elseif activity.brand_id ~= ctx.brand_id then
    return answer.fail("NO_AUTH", "the activity is another brand's")
  end
  return activity
end

local function list(ctx, input)
  local ok, err = rules.brand(ctx)
  if not ok then
    return nil, err
  end
  local rows = {}
  for _, id in ipairs(util.sorted_keys(ctx.state.activities)) do
    local activity = ctx.state.activities[id]
    if activity.brand_id == ctx.brand_id and (not input.card_id or activity.card_id == input.card_id)
      and (not input.activity_state or state(activity, ctx.now) == input.activity_state) then
      rows[#rows + 1] = view(ctx, activity)
    end
  end
  return cards.page(rows, input)
end

local function update(ctx, input)
  local activity, err = find(ctx, input)
  if not activity then
    return nil, err
  end
  local ok
  ok, err = times(input)
  if not ok then
    return nil, err
  end
  for _, name in ipairs({ "title", "sub_title", "begin_time", "end_time" }) do
    activity[name] = input[name]
  end
  activity.modify_time = time.rfc3339(ctx.now)
  return view(ctx, activity)
end

local PATH = "/v3/brand/partner/card-member/membership-activities"

activities.routes = {
  ["POST " .. PATH] = create,
  ["GET " .. PATH] = list,
  ["GET " .. PATH .. "/{activity_id}"] = function(ctx, input)
    local activity, err = find(ctx, input)
    return activity and view(ctx, activity), err
  end,
  ["PATCH " .. PATH .. "/{activity_id}"] = update,
  ["POST " .. PATH .. "/{activity_id}/terminate"] = function(ctx, input)
    local activity, err = find(ctx, input)
    if not activity then
      return nil, err
    end
    activity.terminated, activity.modify_time = true, time.rfc3339(ctx.now)
    return view(ctx, activity)
  end,
}

return activities
