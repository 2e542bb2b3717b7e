---WeChat's SHA-1 signatures. Pure: tickets, times and nonces are handed in, a hex digest comes back.
---"Sorted" is by bytes. Values may be strings or whole numbers; a number signs as its plain digits.
local crypto = require("wxcard.crypto")
local errors = require("wxcard.errors")

local signature = {}

local LARGEST = 2 ^ 53 -- whole numbers beyond it have lost digits

---The text that a value is signed as: 1e9 and 1000000000.0 are "1000000000" on every Lua.
---@param value any
---@return string? text nil for what has no plain text
function signature.text(value)
  if type(value) == "string" then
    return value
  elseif type(value) == "number" and value % 1 == 0 and value >= -LARGEST and value <= LARGEST then
    return ("%.16g"):format(value)
  end
  return nil
end

-- nil, "" and a JSON null contribute nothing
local function is_absent(value)
  return value == nil or value == "" or type(value) == "userdata"
end

---@param values table
---@param names string[] what takes part
---@param required table<string, true>
---@return string[]? texts
---@return wxcard.Error? err
local function texts_of(values, names, required)
  local texts = {}
  for _, name in ipairs(names) do
    local value = values[name]
    if not is_absent(value) then
      local text = signature.text(value)
      if not text then
        return errors.fail({ kind = "validation", name = "type", path = name,
          message = "must be a string or a whole number, got a " .. type(value) })
      end
      texts[#texts + 1] = text
    elseif required[name] then
      return errors.fail({ kind = "validation", name = "required", path = name, message = "required" })
    end
  end
  return texts
end

---@param values table
---@param names string[]
---@param required table<string, true>
---@return string? digest
---@return wxcard.Error? err
local function sign(values, names, required)
  local texts, err = texts_of(values, names, required)
  if not texts then
    return nil, err
  end
  return crypto.sha1_sorted((table.unpack or unpack)(texts))
end

local CALLBACK = { "token", "timestamp", "nonce", "encrypt" }
local CALLBACK_REQUIRED = { token = true, timestamp = true, nonce = true }
local CARD = { "api_ticket", "timestamp", "card_id", "code", "openid", "nonce_str", "balance" }
local CARD_REQUIRED = { api_ticket = true, timestamp = true, card_id = true }
local CHOOSE = { "api_ticket", "app_id", "location_id", "timestamp", "nonce_str", "card_id", "card_type" }
local CHOOSE_REQUIRED = { api_ticket = true, app_id = true, timestamp = true, nonce_str = true }
local PAGE = { "jsapi_ticket", "noncestr", "timestamp", "url" }
local PAGE_REQUIRED = { jsapi_ticket = true, noncestr = true, timestamp = true, url = true }

---The values of a signature in the order in which they are signed, for explaining one.
---@param values string[]
---@return string[]
function signature.sorted(values)
  local sorted = {}
  for i, value in ipairs(values) do
    sorted[i] = value
  end
  table.sort(sorted, crypto.less)
  return sorted
end

---The `signature` of the address check and of plain pushes; with `encrypt` the `msg_signature` of a sealed one.
---@param token string
---@param timestamp string|integer as in the query
---@param nonce string
---@param encrypt string? the sealed text, exactly as in the body
---@return string? digest 40 lower-case hex digits
---@return wxcard.Error? err kind "validation"
function signature.callback(token, timestamp, nonce, encrypt)
  return sign({ token = token, timestamp = timestamp, nonce = nonce, encrypt = encrypt }, CALLBACK, CALLBACK_REQUIRED)
end

---The signature a page needs for `wx.config`.
---@param page { jsapi_ticket: string, noncestr: string, timestamp: integer|string, url: string }
---  `timestamp` in seconds; `url` exactly as the browser has it, its `#...` is dropped
---@return string? digest
---@return wxcard.Error? err kind "validation", with the path of the first empty field
function signature.jsapi(page)
  local texts, err = texts_of(page, PAGE, PAGE_REQUIRED)
  if not texts then
    return nil, err
  end
  texts[4] = texts[4]:match("^[^#]*") -- the fragment never reaches WeChat
  return crypto.sha1_hex(("jsapi_ticket=%s&noncestr=%s&timestamp=%s&url=%s"):format((table.unpack or unpack)(texts)))
end

---The signature inside a `cardExt`. What is absent or empty is not signed, and must not be sent either;
---`outer_str`, `outer_id` and `fixed_begintimestamp` are sent but never signed.
---@param card { api_ticket: string, timestamp: integer|string, card_id: string, code: string?, openid: string?,
---  nonce_str: string?, balance: string? }
---@return string? digest
---@return wxcard.Error? err kind "validation"
function signature.card(card)
  return sign(card, CARD, CARD_REQUIRED)
end

---The `cardSign` of `wx.chooseCard`.
---@param filter { api_ticket: string, app_id: string, location_id: string|integer|nil, timestamp: integer|string,
---  nonce_str: string, card_id: string?, card_type: string? }
---@return string? digest
---@return wxcard.Error? err kind "validation"
function signature.choose_card(filter)
  return sign(filter, CHOOSE, CHOOSE_REQUIRED)
end

return signature
