---The first generation: cards of an Official Account.
local members_only = "people take such cards themselves, or not at all"

local STATE = { CONSUMED = "consumed", EXPIRE = "expired", GIFTING = "gifting", GIFT_SUCC = "given",
  DELETE = "deleted", UNAVAILABLE = "unavailable" }

-- NORMAL and GIFT_TIMEOUT say nothing of activity.
local function state_of(answer)
  local state = STATE[answer.user_card_status]
  if state then
    return state
  elseif answer.has_active == nil then
    return nil
  end
  return answer.has_active and "active" or "held"
end

local function member(answer)
  return { openid = answer.openid, number = answer.membership_number, points = answer.bonus,
    balance = answer.balance, state = state_of(answer) }
end

local function total_needed(name)
  return function(a)
    if a.change ~= nil and a[name] == nil then
      return { name = "required", path = name, message = "required: a change without its total is added again by every "
        .. "repeat" }
    end
  end
end

-- Asks the code for its card, and then for its member.
local function by_code(self, a)
  local held, err = self.wx:call("POST", "/card/code/get", { code = a.code, card_id = a.card_id,
    check_consume = false }, a.timeout and { timeout = a.timeout } or nil)
  if not held then
    err.generation = self.generation
    return nil, err
  end
  return self:get({ card_id = held.card.card_id, code = a.code, timeout = a.timeout })
end

local operations = {
  issue = {
    call = "POST /card/qrcode/create", needs = { "card_id" }, uses = { "channel" },
    send = {
      action_name = function() return "QR_CARD" end,
      expire_seconds = "expires_in",
      action_info = function(a)
        return { card = { card_id = a.card_id, code = a.code, openid = a.openid, outer_str = a.channel } }
      end,
    },
    take = function(answer)
      return { url = answer.url, picture_url = answer.show_qrcode_url, expires_in = answer.expire_seconds,
        state = "none" }
    end,
  },
  activate = {
    call = "POST /card/membercard/activate", needs = { "card_id", "code" },
    send = {
      card_id = "card_id", code = "code", init_bonus = "points", init_balance = "balance",
      membership_number = function(a) return a.number or a.code end, init_bonus_record = "reason",
      activate_begin_time = "begins_at", activate_end_time = "ends_at",
    },
    uses = { "number" },
    take = function(_, a)
      return { number = a.number or a.code, points = a.points, balance = a.balance, state = "active" }
    end,
    look = function(self, a)
      local found = self:get({ card_id = a.card_id, code = a.code })
      return found and found.state == "active" and found.number == (a.number or a.code) and found or nil
    end,
  },
  get = {
    call = "POST /card/membercard/userinfo/get", needs = { "card_id", "code" },
    send = { card_id = "card_id", code = "code" }, take = member,
  },
  by_code = { needs = { "code" }, run = by_code },
  by_openid = {
    call = "POST /card/user/getcardlist", needs = { "openid" }, uses = { "full" }, list = true,
    send = { openid = "openid", card_id = "card_id" },
    take = function(answer, a)
      local list = {}
      for i, held in ipairs(answer.card_list or answer.card_id_list or {}) do
        list[i] = { card_id = held.card_id, code = held.code, openid = a.openid, answer = held }
      end
      return list
    end,
  },
  update_points = {
    call = "POST /card/membercard/updateuser", needs = { "card_id", "code", "points" }, judge = total_needed("points"),
    send = {
      card_id = "card_id", code = "code", bonus = "points", add_bonus = "change", record_bonus = "reason",
      notify_optional = function(a)
        return a.notify ~= nil and { is_notify_bonus = a.notify } or nil
      end,
    },
    uses = { "notify", "before" },
    take = function(answer) return { openid = answer.openid, points = answer.result_bonus } end,
  },
  update_balance = {
    call = "POST /card/membercard/updateuser", needs = { "card_id", "code", "balance" },
    judge = total_needed("balance"),
    send = {
      card_id = "card_id", code = "code", balance = "balance", add_balance = "change", record_balance = "reason",
      notify_optional = function(a)
        return a.notify ~= nil and { is_notify_balance = a.notify } or nil
      end,
    },
    uses = { "notify", "before" },
    take = function(answer) return { openid = answer.openid, balance = answer.result_balance } end,
  },
  invalidate = {
    call = "POST /card/code/unavailable", needs = { "card_id", "code" },
    send = { card_id = "card_id", code = "code", reason = "reason" },
    take = function() return { state = "unavailable" } end,
    look = function(self, a)
      local found = self:get({ card_id = a.card_id, code = a.code })
      return found and found.state == "unavailable" and found or nil
    end,
  },
  deposit_codes = {
    call = "POST /card/code/deposit", needs = { "card_id", "codes" },
    send = { card_id = "card_id", code = "codes" },
    note = "at most 100 codes a call; wxcard.deposit takes any number and raises the stock",
  },
}

local absent = {
  import = members_only, import_by_openid = members_only, import_by_phone = members_only,
  by_phone = "an Official Account cannot ask by phone number",
  upgrade = "the newer generation takes the card over: upgrade of the backend membercard_open",
}

return {
  open = function(self)
    self.operations, self.absent = operations, absent
    self.instead = { import = "issue gives a way to the card; deposit_codes brings your own codes" }
  end,
}
