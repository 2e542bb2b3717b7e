---The third generation: a brand's card-member, called by a partner or, as `role` says, by the brand itself.
local catalogue = require("wxcard.catalogue")
local values = require("wxcard.generation.values")

local BASE = "/v3/brand/partner/card-member"
local ONE = BASE .. "/user-cards/{user_card_code}"
local PLACES = { user_card_code = "code" }
local STATE = { UNACTIVATED = "held", EFFECTIVE = "active", EXPIRED = "expired", INVALID = "unavailable" }
local ALL = { "card_id", "code", "openid" }

local function member(answer)
  return {
    card_id = answer.card_id, code = answer.user_card_code, openid = answer.openid, number = answer.user_card_code,
    level = answer.level, state = STATE[answer.user_card_state], taken_at = values.seconds(answer.pickup_time),
    phone = answer.phone_number,
  }
end

local function brand_id(a, self)
  return self.brand_id and (a.brand_id or self.brand_id)
end

local function validity(a)
  return values.validity(a.validity)
end

local function look(state)
  return function(self, a)
    local found = a.openid and self:get({ card_id = a.card_id, code = a.code, openid = a.openid })
    return found and (state == nil or found.state == state) and found or nil
  end
end

local OUTCOMES = { success = "CREATE_CARD_SUCCESS", fail = "CREATE_CARD_FAIL",
  already_member = "CREATE_CARD_ALREADY_EXISTS" }

-- Of the partner's calls; the brand's own are their twins.
local PARTNER = {
  issue = {
    call = "POST " .. BASE .. "/pre-auth-tokens", needs = { "card_id", "openid" },
    send = { card_id = "card_id", openid = "openid" },
    take = function(answer)
      return { token = answer.token, expires_at = values.seconds(answer.expire_time), state = "none" }
    end,
    note = "gives a token for the joining component in a mini program",
  },
  import_by_openid = {
    call = "POST " .. BASE .. "/user-cards/import-by-openid", needs = { "card_id", "openid", "code", "validity" },
    send = { card_id = "card_id", openid = "openid", user_card_code = "code", level = "level", phone_number = "phone",
      valid_date_information = validity, pickup_time = function(a) return values.moment(a.taken_at) end },
    uses = { "taken_at" }, judge = values.judge_validity, take = member, look = look(),
  },
  import_by_phone = {
    call = "POST " .. BASE .. "/user-cards/import-by-phone", needs = { "card_id", "phone", "code", "validity" },
    send = { card_id = "card_id", phone_number = "phone", user_card_code = "code", level = "level",
      valid_date_information = validity, pickup_time = function(a) return values.moment(a.taken_at) end },
    uses = { "taken_at" }, judge = values.judge_validity, take = member,
  },
  activate = {
    call = "POST " .. ONE .. "/confirm", places = PLACES, needs = ALL,
    send = { card_id = "card_id", openid = "openid", level = "level", valid_date_information = validity,
      user_card_confirm_state = function(a) return OUTCOMES[a.outcome or "success"] end },
    uses = { "outcome", "validity" },
    judge = function(a)
      if not OUTCOMES[a.outcome or "success"] then
        return { name = "unknown_value", path = "outcome", message = "must be success, fail or already_member" }
      end
      return values.judge_validity(a)
    end,
    take = member,
    look = function(self, a)
      return (a.outcome or "success") ~= "fail" and look("active")(self, a) or nil
    end,
    note = "confirms what somebody opened; imports need it not",
  },
  get = {
    call = "GET " .. ONE, places = PLACES, needs = ALL, send = { card_id = "card_id", openid = "openid" },
    take = member,
  },
  by_openid = {
    call = "GET " .. BASE .. "/user-cards", needs = { "openid" }, uses = { "full" }, list = true, page = 20,
    full = true, -- each row is a whole record
    send = { openid = "openid", offset = "offset", limit = "limit" },
    take = function(answer, a)
      local list = {}
      for _, row in ipairs(answer.data) do
        if a.card_id == nil or row.card_id == a.card_id then
          list[#list + 1] = member(row)
          list[#list].answer = row
        end
      end
      return list
    end,
  },
  update_points = {
    call = "POST " .. BASE .. "/user-points/sync", needs = { "card_id", "code", "openid", "points" }, numbered = true,
    uses = { "change", "before" }, -- a total alone is what it takes
    send = { card_id = "card_id", openid = "openid", user_card_code = "code", point_balance = "points",
      out_request_no = "request_no" },
    take = function(answer) return { points = answer.point_balance } end,
  },
  invalidate = {
    call = "POST " .. ONE .. "/invalidate", places = PLACES, needs = ALL,
    send = { card_id = "card_id", openid = "openid", invalid_reason = "reason" },
    take = member, look = look("unavailable"),
  },
}
for _, op in pairs(PARTNER) do
  op.send.brand_id = brand_id
  op.uses = op.uses or {}
  table.insert(op.uses, "brand_id")
end

-- The same by the brand itself, where it has the call.
local OWN = {}
for name, op in pairs(PARTNER) do
  local twin = catalogue.endpoint(op.call).twin
  if twin then
    OWN[name] = {}
    for key, value in pairs(op) do
      OWN[name][key] = value
    end
    OWN[name].call = twin
  end
end

local ABSENT = {
  by_code = "WeChat Pay wants card_id and openid beside the code; keep the openid, and use get",
  by_phone = "a brand cannot ask by phone number; keep the openid that the notification tells",
  update_balance = "a brand's card shows a way to the balance, not the balance",
  deposit_codes = "codes are given with the import or the confirmation",
  upgrade = "cards of the older generations are not made brand cards",
}

return {
  open = function(self, opts)
    local role = opts.role or "partner"
    if role ~= "partner" and role ~= "brand" then
      return { path = "role", message = "must be partner or brand" }
    elseif role == "partner" and type(opts.brand_id) ~= "string" then
      return { path = "brand_id", message = "required: whose cards a partner means" }
    end
    self.brand_id = role == "partner" and opts.brand_id or nil
    self.operations, self.absent, self.instead = role == "partner" and PARTNER or OWN, {}, {}
    for name, why in pairs(ABSENT) do
      self.absent[name] = why
    end
    if role == "brand" then
      self.absent.import_by_phone = "WeChat Pay has it for partners only"
    end
  end,
}
