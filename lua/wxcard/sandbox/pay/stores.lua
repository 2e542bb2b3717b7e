---A brand's stores. A new one waits for its review as cards of the other half do: by hand, or at once.
local answer = require("wxcard.sandbox.pay.answer")
local cards = require("wxcard.sandbox.pay.cards")
local util = require("wxcard.sandbox.util")

local stores = {}

local PATH = "/v3/brand/partner/store/brandstores"
local ONE = PATH .. "/{store_id}"
local FIRST, RECIPIENTS, SPANS = 20488000, 3, 7
local PARTS = { "store_basics", "store_address", "store_business" }

local function brand(ctx)
  if not ctx.state.brands[ctx.brand_id] then
    return answer.fail("NO_AUTH", "the brand has not authorised the caller")
  end
  return true
end

local function degrees(text, most)
  local n = text and text:find("^%-?%d+%.?%d*$") and tonumber(text)
  return not text or n and math.abs(n) <= most or false
end

-- What a review would send back at once.
local function fits(input)
  local address, basics, business = input.store_address or {}, input.store_basics or {}, input.store_business or {}
  if not degrees(address.longitude, 180) then
    return answer.param("/store_address/longitude", "must be -180 to 180")
  elseif not degrees(address.latitude, 90) then
    return answer.param("/store_address/latitude", "must be -90 to 90")
  elseif basics.branch_name and basics.branch_name:find("[()%-]") then
    return answer.param("/store_basics/branch_name", "the branch alone, without brackets and dashes")
  elseif business.service_phone and not business.service_phone:find("^[%d%-]+|?[%d%-]*$") then
    return answer.param("/store_business/service_phone", "digits and -; two numbers at most, a | between")
  elseif business.business_hours and select(2, business.business_hours:gsub("|", "")) >= SPANS then
    return answer.param("/store_business/business_hours", "seven spans at most")
  end
  return true
end

local function same(a, b)
  return (a.store_basics or {}).branch_name == (b.store_basics or {}).branch_name
    and a.store_address.address_code == b.store_address.address_code
    and a.store_address.address_detail == b.store_address.address_detail
end

local function of_brand(ctx)
  local rows = {}
  for _, id in ipairs(util.sorted_keys(ctx.state.stores)) do
    if ctx.state.stores[id].brand_id == ctx.brand_id then
      rows[#rows + 1] = ctx.state.stores[id]
    end
  end
  return rows
end

local function create(ctx, input)
  local ok, err = brand(ctx)
  if ok then
    ok, err = fits(input)
  end
  if not ok then
    return nil, err
  end
  for _, other in ipairs(of_brand(ctx)) do
    if same(other, input) then
      return answer.fail("ALREADY_EXISTS", "there is such a store")
    end
  end
  ctx.state.seq = ctx.state.seq + 1
  local store = { brand_id = ctx.brand_id, store_id = ("%d"):format(FIRST + ctx.state.seq), store_state = "CREATING",
    audit_state = "PROCESSING" }
  for _, name in ipairs(PARTS) do
    store[name] = util.copy(input[name])
  end
  ctx.state.stores[store.store_id] = store
  if ctx.sb.opts.review == "auto" then
    stores.decide(store, true)
  end
  return store
end

---What a reviewer does.
function stores.decide(store, pass, reason)
  store.audit_state = pass and "SUCCESS" or "REJECTED"
  store.review_reject_reason = not pass and (reason or "") or nil
  if pass and store.store_state == "CREATING" then
    store.store_state = "OPEN"
  end
end

-- A handler of calls about one store, which is there.
local function on(act)
  return function(ctx, input)
    local ok, err = brand(ctx)
    if not ok then
      return nil, err
    end
    local store = ctx.state.stores[input.store_id]
    if not store or store.brand_id ~= ctx.brand_id then
      return answer.fail("NOT_FOUND", "the brand has no such store", { field = "store_id", location = "url" })
    end
    return act(ctx, store, input)
  end
end

local function update(_, store, input)
  local ok, err = fits(input)
  if not ok then
    return nil, err
  elseif store.store_state == "CREATING" and store.audit_state == "PROCESSING" then
    return answer.param("store_id", "in its state the store cannot be changed", "url")
  end
  for _, name in ipairs(PARTS) do
    for key, value in pairs(input[name] or {}) do
      store[name] = store[name] or {}
      store[name][key] = value
    end
  end
  return store
end

local function bind(_, store, input)
  store.store_recipient = store.store_recipient or {}
  local list = store.store_recipient
  for _, recipient in ipairs(list) do
    if recipient.mchid == input.mchid then
      return answer.fail("INVALID_REQUEST", "the merchant id receives this store's payments already")
    end
  end
  if #list >= RECIPIENTS then
    return answer.fail("INVALID_REQUEST", "three merchant ids to a store at most")
  end
  list[#list + 1] = { mchid = input.mchid, company_name = input.company_name, recipient_state = "CONFIRMED" }
  return { brand_id = store.brand_id, store_id = store.store_id, mchid = input.mchid,
    company_name = input.company_name, recipient_state = "CONFIRMED" }
end

local function unbind(_, store, input)
  for i, recipient in ipairs(store.store_recipient or {}) do
    if recipient.mchid == input.mchid then
      table.remove(store.store_recipient, i)
      if not store.store_recipient[1] then
        store.store_recipient = nil
      end
      return {}
    end
  end
  return { failed_reason = "the merchant id is not bound to the store" }
end

local function standing(from, to)
  return on(function(_, store)
    if store.store_state ~= from then
      return answer.fail("INVALID_REQUEST", "the store is not " .. from)
    end
    store.store_state = to
    return { brand_id = store.brand_id, store_id = store.store_id, store_state = to }
  end)
end

stores.routes = {
  ["POST " .. PATH] = create,
  ["GET " .. PATH] = function(ctx, input)
    local ok, err = brand(ctx)
    if not ok then
      return nil, err
    end
    local rows = {}
    for _, store in ipairs(of_brand(ctx)) do
      if not input.store_state or store.store_state == input.store_state then
        rows[#rows + 1] = store
      end
    end
    local page = cards.page(rows, input)
    page.brand_id = ctx.brand_id
    return page
  end,
  ["GET " .. ONE] = on(function(_, store)
    return store
  end),
  ["PATCH " .. ONE] = on(update),
  ["DELETE " .. ONE] = on(function(ctx, store)
    ctx.state.stores[store.store_id] = nil
    return {}
  end),
  ["POST " .. ONE .. "/bindrecipient"] = on(bind),
  ["POST " .. ONE .. "/unbindrecipient"] = on(unbind),
  ["POST " .. ONE .. "/close"] = standing("OPEN", "CLOSED"),
  ["POST " .. ONE .. "/resume"] = standing("CLOSED", "OPEN"),
}

return stores
