---Links of one-click activation, taken apart: the address WeChat sends a member on to after the form, and the link
---that opens the form in a mini program. Each name and value is percent-decoded exactly once; `+` stays `+`, since
---base64 has it as a letter.
local errors = require("wxcard.errors")

local activation = {}

---The mini program that shows the form; list it in `navigateToMiniProgramAppIdList`.
activation.APPID = "wxeb490c6f9b154ef9"

local function decode(text)
  return (text:gsub("%%(%x%x)", function(hex)
    return string.char(tonumber(hex, 16))
  end))
end

-- What follows the first `?`. WeChat appends with `&` to an address that has none: then the first part is the address.
local function query_of(text)
  local before, query = text:match("^([^?]*)%?(.*)$")
  local address = text:find("^%a[%w+.-]*://") or text:sub(1, 1) == "/"
  if before and not before:find("&", 1, true) and (address or not before:find("=", 1, true)) then
    return query
  end
  return address and text:gsub("^[^&]*", "") or text -- any `?` is part of a value
end

---The parameters of an address or a query, in their order. What follows `#` is no part of it, empty ones are skipped.
---@param url string
---@return string[][] pairs { { name, value }, … }
function activation.parameters(url)
  if type(url) ~= "string" then
    error("an address or a query is a string, got a " .. type(url), 2)
  end
  local pairs_of = {}
  for part in query_of(url:match("^[^#]*")):gmatch("[^&]+") do
    local name, value = part:match("^([^=]*)=?(.*)$")
    pairs_of[#pairs_of + 1] = { decode(name), decode(value) }
  end
  return pairs_of
end

-- WeChat's parameters follow those of the configured address: of two with one name, the last is WeChat's.
local function by_name(url)
  local values = {}
  for _, pair in ipairs(activation.parameters(url)) do
    values[pair[1]] = pair[2]
  end
  return values
end

-- base64 has no `%`. Where one is left, somebody on the way encoded the address once more.
local function unwrap(text)
  if text:find("^[A-Za-z0-9_%%-]+$") and text:find("%%") and not text:gsub("%%2[Bb]", ""):gsub("%%2[Ff]", "")
    :gsub("%%3[Dd]", ""):find("%", 1, true) then
    return decode(text)
  end
  return text
end

local WANTED = { "card_id", "encrypt_code", "outer_str", "openid" }

---What WeChat tells by the address it sends a member to after the form (wx_activate_after_submit_url). Nothing in it
---is signed: activate the code that card/code/decrypt answers, and take `openid` for a claim.
---@param url string the address or its query, as it came: not decoded, not parsed by a web framework
---@return { activate_ticket: string, card_id: string?, encrypt_code: string?, outer_str: string?, openid: string? }?
---@return wxcard.Error? err kind "validation": there is no activate_ticket
function activation.parse_redirect(url)
  if type(url) ~= "string" then
    error("parse_redirect takes an address or a query, got a " .. type(url), 2)
  end
  local values = by_name(url)
  if (values.activate_ticket or "") == "" then
    local behind = url:find("#.*activate_ticket=")
    return errors.fail({ kind = "validation", path = "activate_ticket", message = "missing", outcome = "not_sent",
      hint = behind and "it stands behind a #, where no server sees it: configure an address without one"
        or "pass on the whole query; a card that is not of the jump type brings none" })
  end
  local out = { activate_ticket = unwrap(values.activate_ticket) }
  for _, name in ipairs(WANTED) do
    if (values[name] or "") ~= "" then
      out[name] = values[name]
    end
  end
  out.encrypt_code = out.encrypt_code and unwrap(out.encrypt_code)
  return out
end

---What wx.navigateToMiniProgram takes to open the form, from the link that activate/geturl answers.
---@param url string
---@return { appid: string, extraData: { encrypt_card_id: string, outer_str: string, biz: string } }? parameters
---@return wxcard.Error? err kind "validation", with the part that is missing
function activation.component_params(url)
  if type(url) ~= "string" then
    error("component_params takes the link of activate/geturl, got a " .. type(url), 2)
  end
  local values = by_name(url)
  for _, name in ipairs({ "encrypt_card_id", "biz" }) do
    if (values[name] or "") == "" then
      return errors.fail({ kind = "validation", path = name, message = "missing", outcome = "not_sent",
        hint = "pass on the url that card/membercard/activate/geturl answers, unchanged" })
    end
  end
  return { appid = activation.APPID, extraData = {
    encrypt_card_id = values.encrypt_card_id, outer_str = values.outer_str or "", biz = values.biz,
  } }
end

return activation
