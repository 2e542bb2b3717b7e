---Members: activation by the merchant, their record, and the changes of points, balance and fields.
local copies = require("wxcard.sandbox.copies")
local pictures = require("wxcard.sandbox.pictures")

local members = {}

---The copy of a member card that a call names, in a state in which it can be changed.
local function member(sb, body, ctx)
  local copy, card = copies.find(ctx.app, body)
  if not copy then
    return nil, card
  elseif card.type ~= "MEMBER_CARD" then
    return nil, 72003
  elseif not copies.usable(sb, card, copy) then
    return nil, 40127
  elseif not pictures.ok(body.background_pic_url) then
    return nil, 52000
  end
  return copy, card
end

local function set_fields(copy, body, prefix)
  local changed = {}
  for i = 1, 3 do
    local value = body[prefix .. i]
    if value ~= nil then
      changed[i] = copy["custom_field_value" .. i] ~= value
      copy["custom_field_value" .. i] = value
    end
  end
  if body.background_pic_url and body.background_pic_url ~= "" then
    copy.background_pic_url = body.background_pic_url
  end
  return changed
end

---A second activation overwrites the number and the initial values.
local function activate(sb, body, ctx)
  local copy, card = member(sb, body, ctx)
  if not copy then
    return nil, card
  end
  local now, apart = sb:now(), sb.opts.activate_interval or 0
  if copy.activated_at and apart > 0 and now - copy.activated_at < apart then
    return nil, 45061
  end
  copy.active, copy.activated_at, copy.membership_number = true, now, body.membership_number
  if body.init_bonus ~= nil then
    copy.bonus = body.init_bonus
  end
  if body.init_balance ~= nil then
    copy.balance = body.init_balance
  end
  copy.activate_begin_time, copy.activate_end_time = body.activate_begin_time, body.activate_end_time
  set_fields(copy, body, "init_custom_field_value")
  return {}
end

local function userinfo(sb, body, ctx)
  local copy, card = copies.find(ctx.app, body)
  if not copy then
    return nil, card
  elseif card.type ~= "MEMBER_CARD" then
    return nil, 72003
  end
  local sex
  for _, answer in ipairs((copy.user_info or {}).common_field_list or {}) do
    if answer.name == "USER_FORM_INFO_FLAG_SEX" then
      sex = (answer.value == "男" or answer.value == "MALE") and "MALE" or "FEMALE"
    end
  end
  return {
    openid = copy.openid, nickname = "", membership_number = copy.membership_number, bonus = copy.bonus,
    balance = copy.balance, sex = sex, user_info = copy.user_info, user_card_status = copies.status(sb, card, copy),
    has_active = copy.active == true,
  }
end

local NOT_WHOLE = { "bonus", "add_bonus", "balance", "add_balance" }

---Numbers written with a point are a system error to the platform, be they whole or not.
local function written_with_point(raw)
  for _, name in ipairs(NOT_WHOLE) do
    if raw:find('"' .. name .. '"%s*:%s*%-?%d+%.') or raw:find('"' .. name .. '"%s*:%s*%-?%d+[eE]') then
      return true
    end
  end
end

---The total is what the card shows; the change is what the message says, and counts only without a total.
---Gives the change that is told, whether either was given, and whether the card shows another figure now.
local function ledger(copy, name, body)
  local total, change, before = body[name], body["add_" .. name], copy[name] or 0
  if total ~= nil then
    copy[name] = total
  elseif change ~= nil then
    copy[name] = before + change
  end
  return change or copy[name] - before, total ~= nil or change ~= nil, copy[name] ~= before
end

---Whether changes of a free field can be told: of one with a name of the platform's own, not of the merchant's.
local function can_tell(card, i)
  local field = card.body["custom_field" .. i]
  return type(field) ~= "table" or field.name_type ~= nil or field.name == nil
end

---Changes a member's figures and fields; the phone and the merchant are told of it.
---@param body table as updateuser takes it
function members.change(sb, card, copy, body)
  local notify = type(body.notify_optional) == "table" and body.notify_optional or {}
  local bonus, bonus_given, bonus_changed = ledger(copy, "bonus", body)
  local balance, balance_given, balance_changed = ledger(copy, "balance", body)
  local changed = set_fields(copy, body, "custom_field_value")
  copy.membership_number = body.membership_number or copy.membership_number
  if bonus_given and notify.is_notify_bonus ~= false then
    copies.notify(sb, copy, { kind = "bonus", change = bonus, total = copy.bonus, text = body.record_bonus or "" })
  end
  if balance_given and notify.is_notify_balance ~= false then
    copies.notify(sb, copy, {
      kind = "balance", change = balance, total = copy.balance, text = body.record_balance or "",
    })
  end
  for i = 1, 3 do
    if changed[i] and notify["is_notify_custom_field" .. i] == true and can_tell(card, i) then
      copies.notify(sb, copy, { kind = "custom_field" .. i, text = body["custom_field_value" .. i] })
    end
  end
  if bonus_changed or balance_changed then
    sb:push("update_member_card", {
      CardId = card.id, UserCardCode = copy.code, ModifyBonus = bonus_changed and bonus or 0,
      ModifyBalance = balance_changed and balance or 0,
    }, copy.openid)
  end
end

local function updateuser(sb, body, ctx)
  local copy, card = member(sb, body, ctx)
  if not copy then
    return nil, card
  end
  members.change(sb, card, copy, body)
  return { result_bonus = copy.bonus, result_balance = copy.balance, openid = copy.openid }
end

-- looked at before the fields are judged
members.early = {
  ["/card/membercard/updateuser"] = function(raw)
    return written_with_point(raw) and -1 or nil
  end,
}

members.routes = {
  ["/card/membercard/activate"] = activate,
  ["/card/membercard/userinfo/get"] = userinfo,
  ["/card/membercard/updateuser"] = updateuser,
}

return members
