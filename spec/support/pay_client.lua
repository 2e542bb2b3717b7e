---A small client of WeChat Pay's half of the sandbox, without sockets: signs, verifies, encrypts and decrypts with
---wxcard's own primitives; specs have the openssl command line as a second opinion.
local crypto = require("wxcard.crypto")
local json = require("wxcard.json")
local paysign = require("wxcard.paysign")
local program = require("spec.support.program")
local support = require("spec.support.sandbox")

local client = {}
client.__index = client

client.BRAND, client.CARD = "1004", "pbLatjvWOibDc5-TBnbUk1pD12o0"
client.OPENID = "obLatjnx9gnqzS4myYGmLZ7LgLBA"

---A sandbox with the keys of this run.
---@param opts table? as wxcard.SandboxOptions
function client.new(opts, transport)
  local o = { pay_keys = support.pay_keys(), pay_limits = false }
  for k, v in pairs(opts or {}) do
    o[k] = v
  end
  local here = support.new(o, transport)
  local self = setmetatable({ here = here, sb = here.sb }, client)
  self.pay = assert(require("wxcard.sandbox.pay").of(here.sb))
  self.keys = here.sb:keys()
  local function pem(name)
    return program.contents(self.keys[name])
  end
  self.merchant_key, self.brand_key = assert(crypto.key(pem("merchant_key"))), assert(crypto.key(pem("brand_key")))
  self.public = { merchant = assert(crypto.key(pem("platform_public_key"))),
    brand = assert(crypto.key(pem("brand_public_key"))) }
  self.ring = {
    [self.keys.platform_public_key_id] = self.public.merchant,
    [self.keys.platform_cert_serial] = assert(crypto.key(pem("platform_cert"))),
    [self.keys.brand_public_key_id] = self.public.brand,
  }
  return self
end

---Encrypts for WeChat Pay.
function client:seal(text, scheme)
  return assert(self.public[scheme or "merchant"]:encrypt(text))
end

function client:unseal(text, scheme)
  return assert((scheme == "brand" and self.brand_key or self.merchant_key):decrypt(text))
end

---@param how table? over what a good request has: headers, key, serial, identity, scheme, timestamp, nonce, signed_body
---@return table request for sb:handle
function client:request(method, url, body, how)
  how = how or {}
  local scheme = how.scheme or url:find("^/brand/") and "brand" or "merchant"
  local text = type(body) == "table" and assert(json.encode(body)) or body or ""
  local keys = self.keys
  local authorization = assert(paysign.authorization(paysign.schemes[scheme],
    how.key or scheme == "brand" and self.brand_key or self.merchant_key, {
      method = method, url = how.signed_url or url, body = how.signed_body or text,
      timestamp = how.timestamp or self.sb:now(), nonce = how.nonce or crypto.random_nonce(32),
      identity = how.identity or scheme == "brand" and keys.brand_id or keys.mchid,
      serial = how.serial or scheme == "brand" and keys.brand_serial or keys.merchant_serial,
    }))
  local headers = {
    authorization = authorization, accept = "application/json", ["user-agent"] = "spec",
    ["content-type"] = text ~= "" and "application/json" or nil,
    ["wechatpay-serial"] = scheme == "brand" and keys.brand_public_key_id or keys.platform_public_key_id,
  }
  for name, value in pairs(how.headers or {}) do
    headers[name] = value or nil
  end
  return { method = method, target = url, path = url:match("^[^?]*"), query = url:match("%?(.*)$") or "", args = {},
    headers = headers, body = text, remote = "127.0.0.1" }
end

---Whether an answer is WeChat Pay's.
function client:judge(response, scheme)
  local headers = {}
  for name, value in pairs(response.headers) do
    headers[name:lower()] = value
  end
  return paysign.check(headers, response.body, { scheme = paysign.schemes[scheme or "merchant"], now = self.sb:now(),
    keys = self.ring })
end

---Calls and returns the answer's value and the whole of it. A signed answer that does not verify raises.
function client:call(method, url, body, how)
  local response = self.sb:handle(self:request(method, url, body, how))
  if response.headers["Wechatpay-Signature"] and not (how and how.unjudged) then
    assert(self:judge(response, url:find("^/brand/") and "brand" or "merchant"))
  end
  return response.body ~= "" and json.decode(response.body) or nil, response
end

---An upload: only meta is signed.
function client:upload(url, meta, bytes)
  local text = assert(json.encode(meta))
  local parts = "--B\r\nContent-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\r\n" .. text
    .. "\r\n--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n"
    .. bytes .. "\r\n--B--\r\n"
  return self:call("POST", url, parts, { signed_body = text,
    headers = { ["content-type"] = "multipart/form-data; boundary=B" } })
end

---A control call, without the leading /_sandbox/pay/.
function client:control(path, body)
  return self.here:control("pay/" .. path, body)
end

---What an import of a member by phone has.
---@param more table?
function client:member(more)
  local body = {
    brand_id = client.BRAND, card_id = client.CARD, phone_number = self:seal("13800138000"), user_card_code = "A-1",
    valid_date_information = { type = "FIX_TIME_RANGE", available_begin_time = "2020-05-20T13:29:35+08:00",
      available_end_time = "2030-05-20T13:29:35+08:00" },
  }
  for k, v in pairs(more or {}) do
    body[k] = v
  end
  return body
end

client.USERS = "/v3/brand/partner/card-member/user-cards"

return client
