---What WeChat Pay signs and how it is judged: the texts, the Authorization header, the check of an answer or a
---notification. Pure: nonces, times and keys are handed in. The engine has the same in C.
local core = require("wxcard.core").crypto

local paysign = {}

---The scheme words: `merchant` under /v3/, `brand` under /brand/, `national` with SM2 and SM3.
paysign.schemes = {
  merchant = "WECHATPAY2-SHA256-RSA2048",
  brand = "WECHATPAY-BRAND-SHA256-RSA2048",
  national = "WECHATPAY2-SM2-WITH-SM3",
}

-- RFC 3986: nothing but the unreserved characters stays, and a blank is %20.
local function escape(text)
  return (text:gsub("[^%w%-._~]", function(c)
    return ("%%%02X"):format(c:byte())
  end))
end

local function text_of(value)
  if type(value) == "number" then
    return ("%.16g"):format(value)
  end
  return tostring(value)
end

---The URL as it stands on the request line and in the signed text.
---@param template string  path with its places: "/v3/x/{card_id}"
---@param params table<string, string>?  what goes into them
---@param query table[]?   list of { name, value }, in this order; nil and JSON's null are left out
---@return string
function paysign.url(template, params, query)
  local path = template:gsub("{([^}]*)}", function(name)
    local value = (params or {})[name]
    if value == nil or value == "" then
      error("the path needs " .. name, 3)
    end
    return escape(text_of(value))
  end)
  local pairs_of = {}
  for _, pair in ipairs(query or {}) do
    local value = pair[2]
    if value ~= nil and type(value) ~= "userdata" then
      pairs_of[#pairs_of + 1] = escape(pair[1]) .. "=" .. escape(text_of(value))
    end
  end
  return #pairs_of > 0 and path .. "?" .. table.concat(pairs_of, "&") or path
end

---The text that a request signs. `url` as it is sent; `body` of an upload is its meta text.
---@param request { method: string, url: string, timestamp: integer|string, nonce: string, body: string? }
---@return string
function paysign.request_text(request)
  return core.pay_request_text(request.method, request.url, text_of(request.timestamp), request.nonce,
    request.body or "")
end

---The text that an answer or a notification signs; `body` raw.
---@param timestamp integer|string
---@param nonce string
---@param body string?
---@return string
function paysign.answer_text(timestamp, nonce, body)
  return core.pay_answer_text(text_of(timestamp), nonce, body or "")
end

---Signs a request.
---@param scheme string     its word
---@param key wxcard.Key    the private key of the certificate that `serial` names
---@param request table     as for request_text, with `identity` (mchid or brand_id) and `serial`
---@return string?          the value of the Authorization header
---@return wxcard.Error? err
function paysign.authorization(scheme, key, request)
  local signature, err = key:sign(paysign.request_text(request))
  if not signature then
    return nil, err
  end
  return core.pay_authorization(scheme, request.identity, request.nonce, signature, text_of(request.timestamp),
    request.serial)
end

---Takes an Authorization header apart.
---@type fun(header: string): { scheme: string, mchid: string?, brand_id: string?, nonce_str: string, signature: string,
---  timestamp: string, serial_no: string }? nil for one that is none, or of a scheme that nobody knows
paysign.parse_authorization = core.pay_authorization_parse

---Judges an answer or a notification: all four headers, five minutes, the caller's scheme, a key of exactly that id,
---the signature over the raw body. Nothing in it may be used before this says true.
---@param headers table<string, string>  names in lower case
---@param body string                    raw bytes; "" for a 204
---@param with { scheme: string, now: integer, keys: table<string, wxcard.Key> }  `keys` by serial or PUB_KEY_ID_…
---@return true?
---@return wxcard.Error? err kind "signature", name "unsigned", "timestamp", "clock", "scheme", "unknown_serial",
---  "signtest" or "bad_signature"
function paysign.check(headers, body, with)
  if type(body) ~= "string" then
    error("the raw body is needed, a string: a parsed one written again has other bytes", 2)
  end
  local serial = headers["wechatpay-serial"]
  return core.pay_check(with.scheme, with.now, serial and with.keys[serial], headers["wechatpay-timestamp"],
    headers["wechatpay-nonce"], headers["wechatpay-signature"], serial, headers["wechatpay-signature-type"], body)
end

return paysign
