---From what is wrong with a request's fields to the code WeChat answers.
local refusals = {}

local function last(path)
  return (path:gsub("%[%d+%]", ""):match("([^.]+)$"))
end

-- the field that is not there
local MISSING = {
  card_id = 41012, code = 41013, new_code = 41013, appid = 41002, secret = 41004, appsecret = 41004, openid = 41009,
  color = 40076, card_type = 40071, quantity = 40070, sku = 40070, action_name = 40052, action_info = 40053,
  ticket_class = 41014, show_time = 41015, type = 40097,
}
-- what a card/create names more exactly than "missing required fields"
local OF_A_CARD = { color = true, card_type = true, quantity = true, sku = true }
-- the field whose value is none of those known
local UNKNOWN = {
  color = 40076, card_type = 40071, action_name = 40052, scene = 40129, grant_type = 40002, code_type = 73213,
  get_custom_code_mode = 73213,
}
-- the field whose number is too large or too small
local RANGE = { quantity = 40122, get_limit = 72009, reduce_cost = 72007, fixed_term = 40079, fixed_begin_term = 40079 }
-- the list that is too long or too short
local SIZE = { card_list = 45039, openid = 45019, username = 45019, icon_url_list = 45044, custom_field_list = 40124,
  rich_field_list = 40124 }

---@param path string the endpoint
---@param fault { path: string, message: string }
---@param lenient boolean? lengths, ranges and unknown values pass
---@return integer? code nil where the platform does not mind
local function code_of(path, fault, lenient)
  local name, message = last(fault.path) or "", fault.message
  local deposited = path == "/card/code/deposit" or path == "/card/code/checkcode"
  if message:find("^must be") and not message:find("^must be at") then
    return 47001
  elseif message:find("required: one of", 1, true) then
    return path == "/card/create" and 41011 or path == "/card/qrcode/create" and 40053 or 40101
  elseif message:find("^required") then
    if fault.path:find("text_image_list", 1, true) then
      return 41026
    elseif fault.path:find("date_info", 1, true) then
      return 40079
    end
    if path == "/sns/oauth2/access_token" and name == "code" then
      return 41008
    end
    return path == "/card/create" and not OF_A_CARD[name] and 41011 or MISSING[name] or 40101
  elseif lenient then
    return nil
  elseif message:find("items", 1, true) then
    if deposited then
      return message:find("at least", 1, true) and 40110 or 40109
    end
    return SIZE[name] or 40097
  elseif message:find("byte", 1, true) or message:find("char", 1, true) then
    return not deposited and 45021 or nil -- those two calls judge each code on its own
  elseif message:find("unknown value", 1, true) then
    return fault.path:find("date_info", 1, true) and 40079 or UNKNOWN[name] or 40097
  end
  return RANGE[name] or 40097
end

---@param path string
---@param err wxcard.Error
---@param lenient boolean?
---@return integer? code of the first fault the platform minds
function refusals.of(path, err, lenient)
  local faults = err.faults or { { path = err.path or "", message = err.message or "" } }
  -- a body of the wrong shape is refused before anybody looks at its values
  for _, fault in ipairs(faults) do
    if code_of(path, fault) == 47001 then
      return 47001
    end
  end
  for _, fault in ipairs(faults) do
    local code = code_of(path, fault, lenient)
    if code then
      return code
    end
  end
end

return refusals
