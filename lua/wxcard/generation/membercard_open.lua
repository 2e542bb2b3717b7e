---The second generation: WeChat Pay's membercard-open.
local values = require("wxcard.generation.values")

local BASE = "/v3/marketing/membercard-open"
local ONE = BASE .. "/cards/{card_id}/codes/{code}"
local STATE = { NOT_ACTIVATE = "held", EFFECTIVE = "active", EXPIRE = "expired", UNAVAILABLE = "unavailable",
  DELETE = "deleted" }

local function member(answer)
  return { code = answer.code, openid = answer.openid, number = answer.membership_number or answer.code,
    points = answer.bonus_value, balance = answer.balance, level = answer.level,
    state = STATE[answer.user_card_status] }
end

-- Whether an import worked whose answer was lost: the person has this card.
local function look_by_openid(self, a)
  for _, held in ipairs(self:by_openid({ openid = a.openid, card_id = a.card_id }) or {}) do
    if a.code == nil or held.code == a.code then
      return held
    end
  end
end

local function look_by_phone(self, a)
  local found = self:by_phone({ card_id = a.card_id, phone = a.phone })
  return found and found.code and (a.code == nil or found.code == a.code) and found or nil
end

local function look_for(state)
  return function(self, a)
    local found = self:get({ card_id = a.card_id, code = a.code })
    return found and found.state == state and found or nil
  end
end

local READ = { call = "GET " .. ONE, needs = { "card_id", "code" }, take = member }

local operations = {
  issue = {
    call = "POST " .. BASE .. "/cards/{card_id}/qrcode", needs = { "card_id" }, uses = { "activate" },
    send = {
      activate_type = function(a) return a.activate and "JUMP_ACTIVATE" or "AUTO_ACTIVATE" end,
      activate_url = function(a) return a.activate and a.activate.url end,
      activate_appid = function(a) return a.activate and a.activate.appid end,
      activate_path = function(a) return a.activate and a.activate.path end,
      outer_str = "channel",
    },
    take = function(answer) return { url = answer.url, state = "none" } end,
  },
  import_by_openid = {
    call = "POST " .. BASE .. "/cards/{card_id}/users/import", needs = { "card_id", "openid" }, numbered = true,
    send = { openid = "openid", code = "code", out_request_no = "request_no" },
    take = function(answer) return { code = answer.code, number = answer.code, state = "active" } end,
    look = look_by_openid,
  },
  import_by_phone = {
    call = "POST " .. BASE .. "/cards/{card_id}/phone-membercard/import", needs = { "card_id", "phone" },
    numbered = true,
    send = { encrypted_phone_number = "phone", code = "code", out_request_no = "request_no" },
    take = function(answer) return { code = answer.code, number = answer.code, state = "active" } end,
    look = look_by_phone,
    note = "the card is active at once, and in the wallet when its owner adds it",
  },
  activate = {
    call = "POST " .. ONE .. "/activate", needs = { "card_id", "code" }, send = { membership_number = "number" },
    take = function(_, a) return { number = a.number or a.code, state = "active" } end,
    look = look_for("active"),
    note = "only of cards whose members are sent to the merchant (JUMP_ACTIVATE)",
  },
  get = READ,
  by_code = READ,
  by_openid = {
    call = "GET " .. BASE .. "/user/cards", needs = { "openid" }, uses = { "full", "appid" }, list = true, page = 20,
    send = { openid = "openid", offset = "offset", limit = "limit",
      appid = function(a, self) return a.appid or self.appid end },
    take = function(answer, a)
      local list = {}
      for _, held in ipairs(answer.data) do
        if a.card_id == nil or held.card_id == a.card_id then
          list[#list + 1] = { card_id = held.card_id, code = held.code, openid = a.openid, answer = held }
        end
      end
      return list
    end,
  },
  by_phone = {
    call = "GET " .. BASE .. "/phonenumber-member/search", needs = { "card_id", "phone" },
    send = { card_id = "card_id", encrypted_phone_number = "phone" },
    take = function(answer)
      local held = answer.user_card_information
      if answer.receive_status ~= "RECEIVED" or not held then
        return { state = "none" }
      end
      return { code = held.code, openid = held.openid, taken_at = values.seconds(held.receive_time) }
    end,
  },
  update_points = {
    call = "PATCH " .. ONE .. "/rights", needs = { "card_id", "code", "points" }, numbered = true,
    uses = { "change", "before" },
    judge = function(a)
      if a.change ~= nil or a.before ~= nil then
        local _, fault = values.change(a, "points")
        return fault
      end
    end,
    send = {
      bonus_value = "points",
      before_bonus_value = function(a) return (values.change(a, "points") or {}).before end,
      add_bonus_value = function(a) return (values.change(a, "points") or {}).change end,
      need_inform_bonus = "notify", out_request_no = "request_no",
    },
    take = function(_, a) return { points = a.points } end,
  },
  update_balance = {
    call = "PATCH " .. ONE, needs = { "card_id", "code", "balance" }, numbered = true,
    uses = { "change", "before", "reason" },
    judge = function(a)
      local _, fault = values.change(a, "balance")
      return fault
    end,
    send = {
      balance_information = function(a)
        local figures = values.change(a, "balance")
        return { balance = figures.now, before_balance = figures.before, add_balance = figures.change,
          balance_remark = a.reason }
      end,
      need_inform_balance = "notify", out_request_no = "request_no",
    },
    take = function(_, a) return { balance = a.balance } end,
  },
  invalidate = {
    call = "POST " .. ONE .. "/unavailable", needs = { "card_id", "code" }, send = { reason = "reason" },
    take = function() return { state = "unavailable" } end,
    look = look_for("unavailable"),
  },
  deposit_codes = {
    call = "POST " .. BASE .. "/cards/{card_id}/codes/deposit", needs = { "card_id", "codes" },
    send = { code = "codes" },
  },
  upgrade = {
    call = "POST " .. BASE .. "/cards/{card_id}/upgrade", needs = { "card_id", "brand_id" },
    uses = { "confirm", "appid" },
    judge = function(a)
      if a.confirm ~= true then
        return { name = "unconfirmed", path = "confirm", message = "an upgrade binds the card to the brand, no call "
          .. "takes that back, and afterwards only this generation can change it", hint = "say confirm = true" }
      end
    end,
    send = { brand_id = "brand_id", appid = function(a, self) return a.appid or self.appid end },
    note = "makes an Official Account card one of this generation; the card_id stays, and nothing takes it back",
  },
}

return {
  open = function(self, opts)
    self.operations, self.absent, self.instead = operations, {}, {}
    self.appid = opts.appid or self.wx.config and self.wx.config.appid
  end,
}
