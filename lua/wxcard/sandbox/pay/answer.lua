---Answers of WeChat Pay: worded as its own, signed by the key that the caller and the switches ask for, and spoilt
---where a script wants to see whether anybody looks.
local crypto = require("wxcard.crypto")
local json = require("wxcard.json")
local keys = require("wxcard.sandbox.pay.keys")
local paysign = require("wxcard.paysign")

local answer = {}

local PROBE = "WECHATPAY/SIGNTEST/"

---An error: a value for handlers to return.
---@param code string
---@param message string
---@param detail { field: string?, value: any, issue: string?, location: string? }?
---@return nil, table
function answer.fail(code, message, detail, status)
  local fact = require("wxcard.catalogue").v3_error(code)
  return nil, { code = code, message = message, detail = detail, status = status or fact and fact.status[1] or 400 }
end

---A fault of one field, by its JSON pointer.
---@return nil, table
function answer.param(field, message, location, value)
  return answer.fail("PARAM_ERROR", message, {
    field = field, issue = message, location = location or "body", value = value })
end

---@return table response
function answer.error(err)
  local detail = err.detail and next(err.detail) and err.detail or nil
  return {
    status = err.status, headers = { ["Content-Type"] = "application/json; charset=utf-8" }, v3 = err.code,
    body = assert(json.encode({ code = err.code, message = err.message, detail = detail })), message = err.message,
  }
end

-- The kind of key that a merchant's answer is signed with: "public", "cert" or "cert2".
local function kind(sb, pay, asked)
  local switch, state = pay.state.keys, pay.state
  if switch.sign == "alternate" then
    state.turn = (state.turn or 0) + 1
    local ring = state.rotated and { "public", "cert", "cert2" } or { "public", "cert" }
    return ring[state.turn % #ring + 1]
  elseif switch.sign == "public_key" then
    return "public"
  elseif switch.sign == "certificate" then
    return state.rotated and "cert2" or "cert"
  end
  for _, name in ipairs(answer.certificates(sb, pay)) do
    if asked == pay.keys:pair(name).serial then
      return state.rotated and "cert2" or "cert"
    end
  end
  return "public"
end

local PAIRS = { public = "platform", cert = "platform_cert", cert2 = "platform_cert2" }

---The platform's certificates of the moment, by the names of their keys.
function answer.certificates(_, pay)
  local state = pay.state
  if state.keys.certificates == false then
    return {}
  elseif state.rotated == "done" then
    return { "platform_cert2" }
  end
  return state.rotated and { "platform_cert", "platform_cert2" } or { "platform_cert" }
end

---The key pair that an id in Wechatpay-Serial names, for decryption.
---@return table? pair
function answer.named(sb, pay, scheme, id)
  if scheme == "brand" then
    return id == keys.BRAND_PUBLIC_KEY_ID and pay.keys:pair("brand_platform") or nil
  elseif id == keys.PUBLIC_KEY_ID then
    return pay.state.keys.sign ~= "certificate" and pay.keys:pair("platform") or nil
  end
  for _, name in ipairs(answer.certificates(sb, pay)) do
    local pair = pay.keys:pair(name)
    if pair.serial == (id or ""):upper() then
      return pair
    end
  end
end

-- The next trouble for signatures that a script asked for, or nil.
local function spoilt(pay, on)
  for i, wish in ipairs(pay.spoil) do
    if wish.on == on then
      wish.count = (wish.count or 0) + 1
      if wish.count % (wish.every or 1) == 0 then
        wish.left = wish.left - 1
        if wish.left <= 0 then
          table.remove(pay.spoil, i)
        end
        return wish
      end
    end
  end
end

---The headers that prove a body to be WeChat Pay's, or that pretend to.
---@param scheme "merchant"|"brand"
---@param on "answer"|"notification"
---@return table<string, string> headers
---@return string? spoilt how, for the journal
function answer.proof(sb, pay, scheme, body, asked, on)
  local id, pair
  if scheme == "brand" then
    id, pair = keys.BRAND_PUBLIC_KEY_ID, pay.keys:pair("brand_platform")
  else
    local which = kind(sb, pay, asked)
    pair = pay.keys:pair(PAIRS[which])
    id = which == "public" and keys.PUBLIC_KEY_ID or pair.serial
  end
  local wish = spoilt(pay, on) or {}
  local time, nonce = ("%d"):format(sb:now() - (wish.how == "stale" and 600 or 0)), assert(crypto.random_nonce(32))
  local signature = assert(pair.key:sign(paysign.answer_text(time, nonce, body)))
  if wish.how == "signtest" then
    signature = PROBE .. signature:sub(#PROBE + 1)
  elseif wish.how == "tamper" then
    signature = assert(pair.key:sign(paysign.answer_text(time, nonce, body .. " ")))
  elseif wish.how == "unknown_serial" then
    id = "PUB_KEY_ID_0000000000000000000000000000"
  end
  local headers = {
    ["Wechatpay-Timestamp"] = time, ["Wechatpay-Nonce"] = nonce, ["Wechatpay-Signature"] = signature,
    ["Wechatpay-Serial"] = id, ["Wechatpay-Signature-Type"] = paysign.schemes[scheme],
  }
  if wish.how == "strip" then
    headers[wish.header or "Wechatpay-Signature"] = nil
  end
  return headers, wish.how
end

---Signs an answer.
function answer.sign(sb, pay, scheme, response, asked)
  local proof, how = answer.proof(sb, pay, scheme, response.body, asked, "answer")
  for name, value in pairs(proof) do
    response.headers[name] = value
  end
  response.spoilt = how
  return response
end

return answer
