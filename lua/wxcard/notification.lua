---WeChat Pay's notifications: verified, opened, made into plain tables. It knows no web server: headers and the raw
---body go in, an event or an error comes out, and with either what to answer. Verification comes first: of a body that
---does not verify nothing is opened. One object serves any number of requests.
local catalogue = require("wxcard.catalogue")
local crypto = require("wxcard.crypto")
local errors = require("wxcard.errors")
local json = require("wxcard.json")
local memory = require("wxcard.memory")
local paysign = require("wxcard.paysign")
local reason = require("wxcard.notification_reason")
local schema = require("wxcard.schema")

local notification = {}

---@class wxcard.Notifications
local methods = {}
methods.__index = methods

---@class wxcard.NotificationOptions
---@field keys table<string, string|wxcard.Key> PEM by id: public keys by PUB_KEY_ID_…, certificates by serial
---@field api_v3_key string?     32 bytes; of a merchant
---@field brand_api_key string?  32 bytes, in its place: a brand's own notifications, of the brand's scheme
---@field private_key (string|wxcard.Key)? the merchant's (or brand's) own: opens what is encrypted once more inside
---@field scheme "national"|nil  SM2 and SM4, for merchants who had them opened
---@field max_age number?        seconds, 300 by default and at most
---@field max_body integer?      bytes, 2 MiB by default
---@field remember integer?      how many notifications to know again, 20000 by default, each for a day
---@field seen (fun(id: string, seconds: integer): boolean)? a memory shared by processes instead of the own one: tells
---  whether the id was there already, and keeps it for so many seconds
---@field clock (fun(): number)? seconds, Unix time; os.time by default

---@class wxcard.Notification
---@field id string            one to a notification, the same in every repetition
---@field create_time string   RFC 3339
---@field event_type string    e.g. "BRAND_MEMBER_CARD_SP.USER_CARD.CREATE"
---@field resource_type string
---@field summary string       for people
---@field original_type string
---@field resource table       what was inside
---@field sealed string[]?     paths in it that are encrypted once more and were left so: no private_key
---@field known boolean        in the catalogue
---@field duplicate boolean    seen before by this object (or by `seen`)
---@field serial string        id of the key that verified it
---@field answer { status: integer, body: string, headers: table } for WeChat Pay, within five seconds

local OPTIONS = { keys = "table", api_v3_key = "string", brand_api_key = "string", scheme = "string",
  max_age = "number", max_body = "number", remember = "number", seen = "function", clock = "function" }
local WINDOW = 300
local DAY = 86400
local HEADERS = { "Timestamp", "Nonce", "Signature", "Serial" }
local JSON_TYPE = { ["Content-Type"] = "application/json" }
local OPENERS = {
  AEAD_AES_256_GCM = crypto.aes_256_gcm_decrypt,
  AEAD_SM4_GCM = crypto.sm4_gcm_decrypt,
}

---------------------------------------------------------------------------------------------------- configuration

local function config_fault(path, message, hint, name)
  return errors.fail({ kind = "config", name = name or "config", path = path, message = message, hint = hint })
end

-- The same error, told of which setting.
local function at(path, err)
  err.path = path
  return nil, err
end

local function one_key(self, id, given)
  local path = ("keys[%s]"):format(tostring(id))
  if type(id) ~= "string" then
    return config_fault(path, "an id is a string: PUB_KEY_ID_… or a serial")
  elseif type(given) == "userdata" then
    return given
  elseif type(given) ~= "string" then
    return config_fault(path, "must be PEM text or a key, got a " .. type(given))
  end
  local public = id:find("^PUB_KEY_ID_") ~= nil
  if not public and self.scheme == "brand" then
    return config_fault(path, "a brand's notifications are signed by a public key, whose id begins with PUB_KEY_ID_")
  end
  local algorithm = self.scheme == "national" and "sm2" or "rsa"
  local key, err = crypto.key(given, public and "public_alone" or "public", algorithm)
  if not key then
    return at(path, err)
  elseif not public then
    if key:kind() ~= "certificate" then
      return config_fault(path, "a public key's id begins with PUB_KEY_ID_",
        "the console shows it beside the public key; only a certificate has a serial")
    end
    local ok, fault = crypto.check_serial(id, given)
    if not ok then
      return at(path, fault)
    end
  end
  return key
end

-- Ids are strings; of a certificate's serial, which is hexadecimal, the case does not matter.
local function ring_id(id)
  return id:find("^%x+$") and id:upper() or id
end

local function load_keys(self, given)
  local ring, count = {}, 0
  for id, pem in pairs(given) do
    local key, err = one_key(self, id, pem)
    if not key then
      return nil, err
    end
    ring[ring_id(id)], count = key, count + 1
  end
  if count == 0 then
    return config_fault("keys", "at least one key is needed: nothing can be verified without",
      "WeChat Pay console: account centre, API security, WeChat Pay public key")
  end
  return ring
end

local function check_limits(options)
  if options.max_age and (options.max_age <= 0 or options.max_age > WINDOW) then
    return config_fault("max_age", "must be above 0 and at most 300 seconds")
  elseif options.max_body and options.max_body < 1 then
    return config_fault("max_body", "must be at least 1 byte")
  elseif options.remember and (options.remember < 1 or options.remember % 1 ~= 0) then
    return config_fault("remember", "must be a whole number of at least 1")
  elseif options.scheme and options.scheme ~= "national" then
    return config_fault("scheme", "must be national, or absent")
  end
  return true
end

local function check_options(options)
  for name, value in pairs(options) do
    if name ~= "private_key" and not OPTIONS[name] then
      return config_fault(tostring(name), "is not an option of the notifications")
    elseif OPTIONS[name] and type(value) ~= OPTIONS[name] then
      return config_fault(name, ("must be a %s, got a %s"):format(OPTIONS[name], type(value)))
    end
  end
  if not options.keys then
    return config_fault("keys", "required: { [\"PUB_KEY_ID_…\"] = pem }")
  elseif options.api_v3_key and options.brand_api_key then
    return config_fault("brand_api_key", "api_v3_key is given, too: a merchant's notifications or a brand's",
      "make one object for each")
  elseif not options.api_v3_key and not options.brand_api_key then
    return config_fault("api_v3_key", "required: it opens what a notification holds")
  end
  return check_limits(options)
end

---A receiver of notifications. `notification{...}` does the same. Keys are parsed here, once.
---@param options wxcard.NotificationOptions
---@return wxcard.Notifications?
---@return wxcard.Error? err kind "config", with the option's name as path
function notification.new(options)
  if type(options) ~= "table" then
    error("notification.new: a table of options expected, got a " .. type(options), 2)
  end
  local ok, err = check_options(options)
  if not ok then
    return nil, err
  end
  local of = options.brand_api_key and "brand_api_key" or "api_v3_key"
  ok, err = crypto.check_api_v3_key(options[of])
  if not ok then
    return at(of, err)
  end
  local self = {
    scheme = options.brand_api_key and "brand" or options.scheme or "merchant", api_key = options[of],
    max_age = options.max_age or WINDOW, max_body = options.max_body or 2097152, clock = options.clock or os.time,
    shared = options.seen, memory = memory.new(options.remember or 20000),
  }
  self.keys, err = load_keys(self, options.keys)
  if not self.keys then
    return nil, err
  end
  if type(options.private_key) == "string" then
    self.private_key, err = crypto.key(options.private_key, "private")
    if not self.private_key then
      return at("private_key", err)
    end
  else
    self.private_key = options.private_key
  end
  return setmetatable(self, methods)
end

---------------------------------------------------------------------------------------------------- answers

---What tells WeChat Pay to send it again: for a handler that failed. At most 256 characters of the message are sent.
---@param message string?
---@param status integer? 500 by default
---@return { status: integer, body: string, headers: table }
function notification.refuse(message, status)
  message = (message or "not handled"):gsub("[%z\1-\31\128-\255]+", " "):sub(1, 256)
  return { status = status or 500, headers = JSON_TYPE,
    body = assert(json.encode({ code = "FAIL", message = message })) }
end

---@return { status: integer, body: string, headers: table }
function notification.accept()
  return { status = 200, headers = JSON_TYPE, body = '{"code":"SUCCESS"}' }
end

local function fail(kind, name, status, message, hint, path)
  return errors.fail({ kind = kind, name = name, message = message, hint = hint, path = path,
    answer = notification.refuse(message, status) })
end

local function refused(name, message, hint, path)
  return fail("signature", name, 401, message, hint, path)
end

---------------------------------------------------------------------------------------------------- verification

-- A header that came under a name that something on the way made of it.
local function renamed(headers, wanted)
  for name in pairs(headers) do
    local plain = type(name) == "string" and name:lower():gsub("_", "-")
    if plain and plain ~= wanted and plain:sub(-#wanted) == wanted or plain == wanted and name:lower() ~= wanted then
      return name:sub(1, 60)
    elseif plain and plain == wanted:gsub("^wechatpay", "wechat-pay") then
      return name:sub(1, 60)
    end
  end
end

-- The signature's headers by their last word, in lower case.
local function read_headers(headers)
  local lower, out = {}, {}
  for name, value in pairs(headers) do
    if type(name) == "string" then
      name = name:lower()
      lower[name] = lower[name] == nil and value or { lower[name], value }
    end
  end
  for _, word in ipairs(HEADERS) do
    local name = "wechatpay-" .. word:lower()
    local value = lower[name]
    if type(value) == "table" then
      return refused("repeated_header", ("Wechatpay-%s came more than once"):format(word), nil, "Wechatpay-" .. word)
    elseif type(value) ~= "string" or value == "" then
      local as = renamed(headers, name)
      if as then
        return refused("renamed_header", ("Wechatpay-%s came as %s"):format(word, as),
          "hand over the names of HTTP, or have the proxy leave them", "Wechatpay-" .. word)
      end
      return refused("missing_header", ("there is no Wechatpay-%s"):format(word),
        "a proxy dropped it, or the request is not WeChat Pay's", "Wechatpay-" .. word)
    end
    out[word:lower()] = value
  end
  local kind = lower["wechatpay-signature-type"]
  out.type = type(kind) == "string" and kind or nil
  return out
end

local function check_age(self, timestamp)
  local signed_at = timestamp:find("^%d+$") and #timestamp <= 12 and tonumber(timestamp)
  if not signed_at then
    return refused("timestamp", "Wechatpay-Timestamp is not a time in seconds", nil, "Wechatpay-Timestamp")
  elseif math.abs(self.clock() - signed_at) > self.max_age then
    return refused("stale", ("it was signed more than %g seconds away from this clock"):format(self.max_age),
      "an old request sent again, or this machine's clock is wrong; WeChat Pay signs every repetition anew",
      "Wechatpay-Timestamp")
  end
  return signed_at
end

local function verify(self, headers, body)
  local signed_at, err = check_age(self, headers.timestamp)
  if not signed_at then
    return nil, err
  end
  local serial = ring_id(headers.serial)
  local key = self.keys[serial]
  local ok, fault = paysign.check({
    ["wechatpay-timestamp"] = headers.timestamp, ["wechatpay-nonce"] = headers.nonce,
    ["wechatpay-signature"] = headers.signature, ["wechatpay-serial"] = serial,
    ["wechatpay-signature-type"] = headers.type,
  }, body, { scheme = paysign.schemes[self.scheme], now = math.floor(self.clock()), keys = self.keys })
  if ok then
    return serial
  elseif fault.name == "bad_signature" then
    local name, message, hint = reason.of({ timestamp = headers.timestamp, nonce = headers.nonce,
      signature = headers.signature, serial = serial }, body, key, self.keys)
    if name then
      return refused(name, message, hint, "body")
    end
  end
  fault.answer = notification.refuse(fault.message, 401)
  return nil, fault
end

---------------------------------------------------------------------------------------------------- opening

local envelope -- compiled when the first one comes: the algorithm has a reason of its own

local function check_envelope(value)
  if not envelope then
    local fields = {}
    for i, field in ipairs(catalogue.notifications.envelope) do
      fields[i] = {}
      for k, v in pairs(field) do
        fields[i][k] = v
      end
      fields[i].enum, fields[i].max_chars = nil, nil -- a longer id is no reason to lose an event
      if field.fields then
        fields[i].fields = {}
        for j, inner in ipairs(field.fields) do
          fields[i].fields[j] = { inner[1], inner[2], required = inner.required }
        end
      end
    end
    envelope = schema.compile(fields)
  end
  local ok, err = envelope:check(value)
  if not ok then
    return fail("validation", "envelope", 400, err.message, nil, err.path)
  elseif value.resource_type ~= "encrypt-resource" then
    return fail("validation", "resource_type", 400, "neither encrypt-resource nor anything known", nil, "resource_type")
  end
  return true
end

local function open_resource(self, resource)
  local open = OPENERS[resource.algorithm]
  if not open or (resource.algorithm == "AEAD_SM4_GCM") ~= (self.scheme == "national") then
    return fail("crypto", "algorithm", 400, "an algorithm that these notifications do not have", nil,
      "resource.algorithm")
  end
  local text, err = open(self.api_key, resource.nonce, resource.associated_data, resource.ciphertext)
  if not text then
    err.path = "resource"
    if err.name == "authentication" then
      err.name = "decrypt"
      err.hint = "the key is not the one that the console has now, or it is another merchant's"
    end
    err.answer = notification.refuse(err.message, 500) -- sent again, it may fit a key that was put right
    return nil, err
  end
  local value = json.decode(text)
  if type(value) ~= "table" or value[1] ~= nil then
    return fail("validation", "bad_json", 400, "what was inside is no JSON object", nil, "resource")
  end
  return value
end

-- A value that is encrypted once more: as long as a key of 2048 bits makes it, or of 4096.
local function is_sealed(text)
  return type(text) == "string" and (#text == 344 or #text == 684) and text:find("^[A-Za-z0-9+/]+=*$") ~= nil
end

-- Opens the encrypted fields of what was inside; the paths of those that stay closed go into `left`.
local function unseal(self, value, fields, path, left)
  for _, field in ipairs(fields or {}) do
    local name, inner = field[1], value[field[1]]
    local here = path .. name
    if type(inner) == "table" then
      if field.fields then
        local list = field[2] == "list"
        for i, item in ipairs(list and inner or { inner }) do
          if type(item) == "table" then
            unseal(self, item, field.fields, list and ("%s[%d]."):format(here, i) or here .. ".", left)
          end
        end
      elseif field.sensitive then
        local texts = {}
        for i in ipairs(inner) do
          texts[i] = { i, "string", sensitive = true }
        end
        unseal(self, inner, texts, here .. ".", left)
      end
    elseif field.sensitive and is_sealed(inner) then
      local text = self.private_key and self.private_key:decrypt(inner)
      if text then
        value[name] = text
      else
        left[#left + 1] = here
      end
    end
  end
end

local former -- today's fact by the name that an event had before

local function fact_of(event_type)
  local events = catalogue.notifications.events
  if not former then
    former = {}
    for _, event in pairs(events) do
      if event.formerly then
        former[event.formerly] = event
      end
    end
  end
  return events[event_type] or former[event_type]
end

local function is_repeated(self, id)
  if self.shared then
    return self.shared(id, DAY) and true or false
  end
  return self.memory:seen(id, self.clock(), DAY)
end

local function open_body(self, body)
  local value = json.decode(body)
  if type(value) ~= "table" then
    return fail("validation", "bad_json", 400, "the body is not well-formed JSON", nil, "body")
  end
  local ok, err = check_envelope(value)
  if not ok then
    return nil, err
  end
  local resource
  resource, err = open_resource(self, value.resource)
  if not resource then
    return nil, err
  end
  local fact, left = fact_of(value.event_type), {}
  unseal(self, resource, fact and fact.fields, "", left)
  return {
    id = value.id, create_time = value.create_time, event_type = value.event_type, summary = value.summary,
    resource_type = value.resource_type, original_type = value.resource.original_type, resource = resource,
    sealed = left[1] and left or nil, known = fact ~= nil,
  }
end

---Verifies and opens a notification. Send its `answer` (or the error's) within five seconds, work afterwards.
---@param headers table<string, string> the request's; the case of names does not matter
---@param raw_body string  as it came; a table raises
---@return wxcard.Notification? event
---@return wxcard.Error? err with `answer`; kind "signature", "crypto" or "validation", its `name` one of
---  missing_header, renamed_header, repeated_header (path: which), timestamp, stale, scheme, unknown_serial, signtest,
---  bad_signature; where it can be told: reencoded_body, reformatted_body, reescaped_body, line_endings,
---  byte_order_mark, trimmed_body, compressed_body, truncated_body, other_key, wrong_serial; empty_body, too_large;
---  once verified: bad_json, envelope, resource_type, algorithm, decrypt, base64, too_short, nonce_length
function methods:open(headers, raw_body)
  if type(headers) ~= "table" then
    error("notification:open: a table of headers expected, got a " .. type(headers), 2)
  elseif type(raw_body) == "table" then
    error("notification:open: the body must be the raw bytes of the request, got a table: written again it has other "
      .. "bytes than were signed", 2)
  elseif raw_body ~= nil and type(raw_body) ~= "string" then
    error("notification:open: the raw body expected, got a " .. type(raw_body), 2)
  elseif raw_body == nil or raw_body == "" then
    return fail("validation", "empty_body", 400, "the request has no body",
      "a large one may be in a file: look at client_body_buffer_size", "body")
  elseif #raw_body > self.max_body then
    return fail("validation", "too_large", 413, ("the body has %d bytes, at most %d"):format(#raw_body, self.max_body),
      nil, "body")
  end
  local read, err = read_headers(headers)
  if not read then
    return nil, err
  end
  local serial
  serial, err = verify(self, read, raw_body)
  if not serial then
    return nil, err
  end
  local event
  event, err = open_body(self, raw_body)
  if not event then
    return nil, err
  end
  event.serial, event.answer = serial, notification.accept()
  event.duplicate = is_repeated(self, event.id)
  return event
end

---Takes an event out of the object's memory. Call it when handling failed, so that the next try counts as new; then
---answer with `notification.refuse()`.
---@param event wxcard.Notification
function methods:forget(event)
  self.memory:forget(event.id)
end

return setmetatable(notification, {
  __call = function(_, options)
    return notification.new(options)
  end,
})
