---Why a notification's signature does not fit, as far as what came in tells. Nothing here lets anything through: it is
---asked after the refusal. An RSA signature gives back the digest that it was made over, so whether one of the usual
---alterations was made to the body can often be said for certain.
local crypto = require("wxcard.crypto")
local json = require("wxcard.json")
local paysign = require("wxcard.paysign")

local reason = {}

local BOM = "\239\187\191"
local RAW = "hand over the bytes of the request as they came, before any parser or middleware touched them"

local TEXTS = {
  compressed_body = { "the body is compressed", "something in front compressed it, or did not unpack it: " .. RAW },
  byte_order_mark = { "the body begins with a byte order mark, which was not signed", RAW },
  line_endings = { "line ends in the body were changed to CRLF", "a proxy or a text-mode read did it: " .. RAW },
  trimmed_body = { "blanks at the body's ends were added or taken away", RAW },
  reescaped_body = { "the body looks re-encoded: it has escapes that WeChat Pay does not write", RAW },
  reformatted_body = { "the body looks re-encoded: it has blanks or line ends between its members", RAW },
  reencoded_body = { "the body looks re-encoded: it is whole, and its bytes are not those that were signed", RAW },
  truncated_body = { "the body is cut off", "a large one may be in a file: look at client_body_buffer_size" },
  other_key = { "another key made the signature than the one of this id",
    "the key under this id is another merchant's, or the request is forged" },
  wrong_serial = { "another of the configured keys made the signature than the one that Wechatpay-Serial names",
    "two keys are configured under each other's id" },
}

-- The body as it was before one of the alterations, most of which can be undone.
local REPAIRS = {
  { "byte_order_mark", function(body) return body:sub(1, 3) == BOM and body:sub(4) end },
  { "line_endings", function(body) return body:find("\r", 1, true) and body:gsub("\r\n", "\n") end },
  { "line_endings", function(body) return body:find("\r", 1, true) and body:gsub("[\r\n]", "") end },
  { "trimmed_body", function(body) return body:match("^%s*(.-)%s*$") end },
  { "trimmed_body", function(body) return body .. "\n" end },
}

-- JSON without what stands in its strings.
local function skeleton(body)
  return (body:gsub('"[^"]*"', '""'))
end

-- What a body shows that the key's owner signed otherwise.
local function look(body)
  if body:sub(1, 2) == "\31\139" then
    return "compressed_body"
  elseif body:sub(1, 3) == BOM then
    return "byte_order_mark"
  end
  local value = json.decode(body)
  if type(value) ~= "table" then
    return body:find("^%s*{") and "truncated_body" or nil
  elseif body:find("\r\n", 1, true) then
    return "line_endings"
  elseif body:find("\\u%x%x%x%x") or body:find("\\/", 1, true) then
    return "reescaped_body"
  elseif skeleton(body):find("%s") then
    return "reformatted_body"
  end
  return "reencoded_body"
end

local function signed_by_another(ring, serial, signature)
  for id, key in pairs(ring) do
    if id ~= serial and key:algorithm() == "rsa" and key:recover(signature) then
      return true
    end
  end
  return false
end

---@param headers { timestamp: string, nonce: string, signature: string, serial: string }
---@param body string
---@param key wxcard.Key  the one of that serial
---@param ring table<string, wxcard.Key> all that are configured
---@return string? name nil when nothing can be said
---@return string? message
---@return string? hint
function reason.of(headers, body, key, ring)
  local name
  local bytes = crypto.base64_decode(headers.signature)
  if not bytes or key:algorithm() ~= "rsa" or #bytes * 8 ~= key:bits() then
    return nil
  end
  local digest = key:recover(headers.signature)
  if not digest then
    name = signed_by_another(ring, headers.serial, headers.signature) and "wrong_serial" or "other_key"
  else
    for _, repair in ipairs(REPAIRS) do
      local before = repair[2](body)
      if before and before ~= body
        and crypto.sha256_hex(paysign.answer_text(headers.timestamp, headers.nonce, before)) == digest then
        name = repair[1]
        break
      end
    end
    name = name or look(body)
  end
  if name then
    return name, TEXTS[name][1], TEXTS[name][2]
  end
end

return reason
