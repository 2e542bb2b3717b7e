---What WeChat Pay asks of a brand card's fields beyond their types: validity, questions, answers, pages.
local answer = require("wxcard.sandbox.pay.answer")
local time = require("wxcard.time")

local rules = {}

local DAY = 86400

---Brands are known by their number; one without the product is refused for everything.
---@return true?
---@return table? err
function rules.brand(ctx)
  local brand = ctx.state.brands[ctx.brand_id or ""]
  if not brand then
    return answer.fail("NO_AUTH", "the brand has not authorised the caller")
  elseif not brand.membership then
    return answer.fail("INVALID_REQUEST", "the brand has not opened the membership product")
  end
  return true
end

---@param date table?   as given
---@param of string?    the kind that it must have: the card's
---@return true?
---@return table? err
function rules.validity(date, of, name)
  name = "/" .. (name or "valid_date_information")
  if not date then
    return true
  end
  local kind = date.type or of
  local from, to, term = date.available_begin_time, date.available_end_time, date.available_day_after_receive
  if not kind then
    return answer.param(name .. "/type", "required")
  elseif of and kind ~= of then
    return answer.param(name .. "/type", "the kind of validity is not the card's: " .. of)
  end
  for field, text in pairs({ available_begin_time = from, available_end_time = to }) do
    if kind == "FIX_TIME_RANGE" and not time.parse(text) then
      return answer.param(name .. "/" .. field, "must be a time as RFC 3339 has it")
    end
  end
  if kind == "FIX_TIME_RANGE" then
    if not from or not to then
      return answer.param(name .. "/" .. (from and "available_end_time" or "available_begin_time"), "required")
    elseif time.parse(from) >= time.parse(to) then
      return answer.param(name .. "/available_end_time", "must be after available_begin_time")
    end
  elseif kind == "FIX_TERM" and not term then
    return answer.param(name .. "/available_day_after_receive", "required")
  end
  if not of then -- a card's own validity has nothing of another kind beside it; a member's may, and it is ignored
    if term and kind ~= "FIX_TERM" then
      return answer.param(name .. "/available_day_after_receive", "not beside " .. kind)
    elseif kind ~= "FIX_TIME_RANGE" and (from or to) then
      local field = from and "available_begin_time" or "available_end_time"
      return answer.param(name .. "/" .. field, "not beside " .. kind)
    end
  end
  return true
end

local OWN = { FIX_TIME_RANGE = { "available_begin_time", "available_end_time" },
  FIX_TERM = { "available_day_after_receive" }, PERMANENT = {} }

---A validity with nothing but what its kind has.
function rules.plain_validity(date, kind)
  local out = { type = date.type or kind }
  for _, name in ipairs(OWN[out.type]) do
    out[name] = date[name]
  end
  return out
end

---When a member's card ends, or nil.
function rules.ends(date, pickup)
  if date.type == "FIX_TIME_RANGE" then
    return time.parse(date.available_end_time)
  elseif date.type == "FIX_TERM" then
    return pickup + tonumber(date.available_day_after_receive) * DAY
  end
end

---The questions that a card asks: each once.
function rules.form(form)
  local seen = {}
  for i, name in ipairs(form and form.common_field_list or {}) do
    if seen[name] then
      return answer.param(("/user_information/common_field_list/%d"):format(i - 1), "a question is named twice")
    end
    seen[name] = true
  end
  return true
end

local function asks(card, name)
  for _, asked in ipairs((card.body.user_information or {}).common_field_list or {}) do
    if asked == name then
      return true
    end
  end
end

local SEX = { ["男"] = true, ["女"] = true }

---Answers only to what the card asks.
---@return true?
---@return table? err
function rules.answers(card, given)
  for i, item in ipairs(given and given.common_field_list or {}) do
    local at, value = ("/user_information/common_field_list/%d"):format(i - 1), item.value or ""
    if not asks(card, item.name) then
      return answer.param(at .. "/name", "the card does not ask this question")
    elseif item.name == "USER_FORM_FLAG_BIRTHDAY" and not value:find("^%d%d%d%d%-%d%d%-%d%d$") then
      return answer.param(at .. "/value", "a birthday is like 1990-01-31")
    elseif item.name == "USER_FORM_FLAG_EMAIL" and not value:find("^[^@%s]+@[^@%s]+%.[^@%s]+$") then
      return answer.param(at .. "/value", "the e-mail address is malformed")
    elseif item.name == "USER_FORM_FLAG_SEX" and not SEX[value] then
      return answer.param(at .. "/value", "the sex is neither of the two words")
    end
  end
  for i, item in ipairs(given and given.custom_field_list or {}) do
    local question = ((card.body.user_information or {}).custom_field_list or {})[1]
    if not question or question.name ~= item.name then
      return answer.param(("/user_information/custom_field_list/%d/name"):format(i - 1),
        "the card does not ask this question")
    end
  end
  return true
end

---Pages that a card opens: both fields of each.
function rules.jumps(body)
  for _, name in ipairs({ "member_information", "code_jump_information", "points_information", "balance_information",
    "purchase_information" }) do
    local jump = body[name]
    if jump and (jump.jump_appid == nil) ~= (jump.jump_path == nil) then
      return answer.param(("/%s/%s"):format(name, jump.jump_appid and "jump_path" or "jump_appid"), "required")
    end
  end
  return true
end

---@return true?
---@return table? err
function rules.openid(openid)
  if not openid:find("^o[%w_%-]+$") then
    return answer.fail("INVALID_REQUEST", "the openid is malformed", { field = "/openid", location = "body" })
  end
  return true
end

---A code that a merchant gives: digits, Latin letters and half-width punctuation.
function rules.code(code, location)
  if not code:find("^[!-~]+$") then
    return answer.param(location == "url" and "user_card_code" or "/user_card_code",
      "user_card_code has other characters than digits, Latin letters and half-width punctuation", location)
  end
  return true
end

---Runs checks one after another: each is a function and its arguments.
---@return true?
---@return table? err
function rules.all(checks)
  for _, check in ipairs(checks) do
    local ok, err = check[1](check[2], check[3], check[4])
    if not ok then
      return nil, err
    end
  end
  return true
end

return rules
