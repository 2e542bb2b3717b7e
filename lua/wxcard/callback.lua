---WeChat's pushes: checked, opened, made into plain tables, and answered. It knows no web server: a query table and the
---raw body go in, an event or an error comes out. One object serves any number of requests and keeps nothing of them
---but the keys by which it knows a repetition.
local crypto = require("wxcard.crypto")
local errors = require("wxcard.errors")
local event = require("wxcard.event")
local rules = require("wxcard.api.push")
local signature = require("wxcard.signature")
local xml = require("wxcard.xml")

local callback = {}

---@class wxcard.Callback
local methods = {}
methods.__index = methods

---@class wxcard.CallbackOptions
---@field token string                      as set in the console
---@field encoding_aes_key string?          43 letters and digits; without it a sealed push is refused by name
---@field appid string?                     needed with encoding_aes_key: the receiver's own appid
---@field previous_encoding_aes_key string? after a change of the key: what was sealed before still arrives for a while
---@field sealed_only boolean?              refuse plain pushes: their signature covers nothing of the body
---@field max_age number?                   seconds; pushes signed longer ago are refused (by default none is)
---@field max_body integer?                 bytes of a body, 1 MiB by default and at most
---@field remember integer?                 how many pushes to know again, 20000 by default, each for a day
---@field seen (fun(key: string, seconds: integer): boolean)? a memory shared by processes instead of the own one:
---  tells whether the key was there already, and keeps it for so many seconds
---@field clock (fun(): number)?            seconds, Unix time; os.time by default

local MAX_BODY = 1048576

local OPTIONS = { token = "string", encoding_aes_key = "string", appid = "string",
  previous_encoding_aes_key = "string", sealed_only = "boolean", max_age = "number", max_body = "number",
  remember = "number", seen = "function", clock = "function" }

local function fail(kind, name, message, hint, path)
  return errors.fail({ kind = kind, name = name, message = message, hint = hint, path = path })
end

local function config_fault(path, message, hint)
  return fail("config", "config", message, hint, path)
end

---------------------------------------------------------------------------------------------------- configuration

local function check_key(options, name)
  local key = options[name]
  if key ~= nil and (#key ~= 43 or key:find("[^A-Za-z0-9]")) then
    return config_fault(name, "must be 43 letters and digits", "copy the EncodingAESKey from the console again")
  end
  return true
end

local function check_options(options)
  for name, value in pairs(options) do
    if not OPTIONS[name] then
      return config_fault(tostring(name), "is not an option of the callback")
    elseif type(value) ~= OPTIONS[name] then
      return config_fault(name, ("must be a %s, got a %s"):format(OPTIONS[name], type(value)))
    end
  end
  if not options.token then
    return config_fault("token", "required", "the Token of the console's page of the message server")
  elseif options.token ~= xml.trim(options.token) then
    return config_fault("token", "begins or ends with a blank", "it was pasted with one too many")
  end
  for _, name in ipairs({ "encoding_aes_key", "previous_encoding_aes_key" }) do
    local ok, err = check_key(options, name)
    if not ok then
      return nil, err
    end
  end
  if options.previous_encoding_aes_key and not options.encoding_aes_key then
    return config_fault("encoding_aes_key", "required when there is a previous one")
  elseif options.encoding_aes_key and not options.appid then
    return config_fault("appid", "required with encoding_aes_key", "a sealed message names its receiver's appid")
  elseif options.max_body and (options.max_body < 1 or options.max_body > MAX_BODY) then
    return config_fault("max_body", "must be from 1 to 1048576 bytes")
  elseif options.remember and (options.remember < 1 or options.remember % 1 ~= 0) then
    return config_fault("remember", "must be a whole number of at least 1")
  end
  return true
end

---A receiver of pushes. `callback{...}` does the same.
---@param options wxcard.CallbackOptions
---@return wxcard.Callback?
---@return wxcard.Error? err kind "config", with the option's name as path
function callback.new(options)
  if type(options) ~= "table" then
    error("callback.new: a table of options expected, got a " .. type(options), 2)
  end
  local given = {}
  for name, value in pairs(options) do
    given[name] = value ~= "" and value or nil -- an empty setting of a config file is none
  end
  local ok, err = check_options(given)
  if not ok then
    return nil, err
  end
  local self = { clock = os.time, max_body = MAX_BODY, remember = 20000 }
  for name, value in pairs(given) do
    self[name] = value
  end
  self.keys = {} -- key -> when it is forgotten; `queue` has them in order of arrival
  self.queue, self.first, self.last = {}, 1, 0
  return setmetatable(self, methods)
end

---------------------------------------------------------------------------------------------------- repetitions

local function drop_oldest(self)
  local entry = self.queue[self.first]
  self.queue[self.first] = nil
  self.first = self.first + 1
  if self.keys[entry.key] == entry then -- not if it was forgotten and came anew
    self.keys[entry.key] = nil
  end
end

-- Whether the key was seen before; remembers it from now on.
local function is_repeated(self, key)
  if self.seen then
    return self.seen(key, rules.remember) and true or false
  end
  local now = self.clock()
  while self.first <= self.last and (self.queue[self.first].expires <= now) do
    drop_oldest(self)
  end
  if self.keys[key] then
    return true
  end
  if self.last - self.first + 1 >= self.remember then
    drop_oldest(self)
  end
  local entry = { key = key, expires = now + rules.remember }
  self.last = self.last + 1
  self.queue[self.last], self.keys[key] = entry, entry
  return false
end

---What tells a push from another, the same for each repetition of it: for a memory of your own.
---@type fun(push: wxcard.Event): string
callback.key = event.key

---Takes an event out of the object's memory. Call it when handling failed, so that WeChat's next try counts as new.
---A memory of your own (`seen`) forgets by `callback.key`.
---@param push wxcard.Event
function methods:forget(push)
  self.keys[event.key(push)] = nil
end

---------------------------------------------------------------------------------------------------- signatures

local function parameter(query, name)
  local value = signature.text(query[name]) -- a repeated parameter may be a table, one without "=" true
  if value == nil or value == "" then
    return fail("signature", "missing_parameter", "the query has no " .. name,
      "pass on the request's query, decoded once", name)
  end
  return value
end

-- Compares the query's signature with our own; `encrypt` chooses which.
local function verify(self, query, encrypt)
  local name = encrypt and "msg_signature" or "signature"
  local values = {}
  for i, wanted in ipairs({ name, "timestamp", "nonce" }) do
    local value, err = parameter(query, wanted)
    if not value then
      return nil, err
    end
    values[i] = value
  end
  local expected, err = signature.callback(self.token, values[2], values[3], encrypt)
  if not expected then
    return nil, err
  elseif not crypto.equal(expected, values[1]) then
    return fail("signature", "signature_mismatch", "the signature does not fit",
      "the token differs from the console's, or the request is not WeChat's", name)
  end
  if self.max_age then
    local signed_at = values[2]:find("^%d+$") and tonumber(values[2])
    if not signed_at or math.abs(self.clock() - signed_at) > self.max_age then
      return fail("signature", "stale", ("the request was not signed within the last %g seconds"):format(self.max_age),
        "compare this machine's clock, or it is an old request sent again", "timestamp")
    end
  end
  return true
end

---Answers WeChat's check of the address: send what comes back as the whole body, nothing around it.
---@param query table the query's parameters, decoded once
---@return string? echostr
---@return wxcard.Error? err kind "signature"
function methods:echo(query)
  if type(query) ~= "table" then
    error("callback:echo: a table of query parameters expected, got a " .. type(query), 2)
  end
  local ok, err = verify(self, query)
  if not ok then
    return nil, err
  end
  return parameter(query, "echostr")
end

---------------------------------------------------------------------------------------------------- opening

-- The message inside, and whether the previous key opened it.
local function unseal(self, encrypt)
  if not self.encoding_aes_key then
    return fail("crypto", "no_key", "the push is sealed and no encoding_aes_key is configured",
      "give the callback the EncodingAESKey and the appid, or choose plain mode in the console")
  end
  local message, err = crypto.envelope_open(self.encoding_aes_key, self.appid, encrypt)
  if message then
    return message, false
  end
  if self.previous_encoding_aes_key then
    local older, older_err = crypto.envelope_open(self.previous_encoding_aes_key, self.appid, encrypt)
    if older then
      return older, true
    end
    err = older_err.name == "appid_mismatch" and older_err or err -- that key at least fitted
  end
  return nil, err
end

-- Types the fields and adds what only this request knows.
local function finish(fields, mode, format, previous)
  local push, err = event.from(fields)
  if not push then
    return nil, err
  end
  push.mode, push.format, push.previous_key = mode, format, previous or nil
  return push
end

local function open_sealed(self, query, outer, format)
  local encrypt = type(outer.Encrypt) == "string" and xml.trim(outer.Encrypt) or ""
  if encrypt == "" then
    return fail("validation", "missing_encrypt", "a sealed push needs one Encrypt in its body", nil, "Encrypt")
  end
  local ok, err = verify(self, query, encrypt)
  if not ok then
    return nil, err
  end
  local message, previous = unseal(self, encrypt)
  if not message then
    return nil, previous
  end
  local fields, inner = event.decode(message)
  if not fields then
    return nil, inner
  end
  -- compatible mode sends the fields in clear, too; nothing vouches for them: they only tell the mode
  local compatible = outer.MsgType ~= nil or outer.InfoType ~= nil
  return finish(fields, compatible and "compatible" or "secure", format, previous)
end

local function open_plain(self, query, outer, format)
  if self.sealed_only then
    return fail("signature", "not_sealed", "the push is not sealed, and only sealed ones are accepted",
      "choose secure mode in the console, or leave sealed_only out")
  end
  local ok, err = verify(self, query)
  if not ok then
    return nil, err
  end
  return finish(outer, "plain", format)
end

local function check_body(self, body)
  if type(body) == "table" then
    return fail("validation", "raw_body", "the body must be the raw bytes of the request, got a table",
      "hand over what came in, before any parser of the web framework touched it", "body")
  elseif type(body) ~= "string" or body == "" then
    return fail("validation", "empty_body", "the request has no body",
      "a large one may be in a file: look at client_body_buffer_size", "body")
  elseif #body > self.max_body then
    return fail("validation", "too_large", ("the body has %d bytes, at most %d"):format(#body, self.max_body), nil,
      "body")
  end
  return true
end

---Checks and opens a push. Answer WeChat within five seconds, and do slow work afterwards.
---@param query table the query's parameters, decoded once
---@param raw_body string the body as it came
---@return wxcard.Event? event
---@return wxcard.Error? err kind "signature", "crypto" or "validation", its `name` one of
---  missing_parameter, signature_mismatch, stale, not_sealed, no_key, base64, decrypt, illegal_buffer, appid_mismatch,
---  raw_body, empty_body, too_large, format, xml, doctype, json, missing_encrypt, encrypt_type, malformed
function methods:open(query, raw_body)
  if type(query) ~= "table" then
    error("callback:open: a table of query parameters expected, got a " .. type(query), 2)
  end
  local ok, err = check_body(self, raw_body)
  if not ok then
    return nil, err
  end
  local kind = query.encrypt_type
  if kind ~= nil and kind ~= "" and kind ~= "raw" and kind ~= "aes" then
    return fail("validation", "encrypt_type", "neither raw nor aes", nil, "encrypt_type")
  end
  local outer, format = event.decode(raw_body)
  if not outer then
    return nil, format
  end
  -- a body that holds an Encrypt is never taken for a plain one, whatever the query says
  local open = (kind == "aes" or outer.Encrypt ~= nil) and open_sealed or open_plain
  local push, open_err = open(self, query, outer, format)
  if not push then
    return nil, open_err
  end
  push.duplicate = is_repeated(self, event.key(push))
  return push
end

---------------------------------------------------------------------------------------------------- replies

local ENVELOPE_ORDER = { "Encrypt", "MsgSignature", "TimeStamp", "Nonce" }

-- What a sealed reply is made with: { format=, key=, timestamp=, nonce=, random= }, checked.
local function sealing(self, opts)
  local push = opts.event or {}
  local with = {
    format = opts.format or push.format or "xml",
    key = push.previous_key and self.previous_encoding_aes_key or self.encoding_aes_key,
    timestamp = signature.text(opts.timestamp or math.floor(self.clock())) or "",
    nonce = opts.nonce,
    random = opts.random,
  }
  if with.format ~= "xml" and with.format ~= "json" then
    return fail("validation", "format", "must be xml or json", nil, "format")
  elseif with.random ~= nil and (type(with.random) ~= "string" or #with.random ~= 16) then
    return fail("validation", "random", "must be 16 bytes", nil, "random")
  elseif not with.timestamp:find("^%d+$") or #with.timestamp > 15 then
    return fail("validation", "timestamp", "must be a whole number of seconds", nil, "timestamp")
  elseif with.nonce ~= nil and (type(with.nonce) ~= "string" or with.nonce == "") then
    return fail("validation", "nonce", "must be a text", nil, "nonce")
  elseif not with.key then
    return fail("crypto", "no_key", "nothing can be sealed: no encoding_aes_key is configured",
      "a test account has none: answer in clear")
  end
  return with
end

---Seals a reply. "success" stays as it is: WeChat wants it in clear in every mode.
---@param reply string XML or JSON
---@param opts { event: wxcard.Event?, format: "xml"|"json"|nil, timestamp: integer|string|nil, nonce: string?,
---  random: string? }? `event` is what it answers and chooses format and key; the rest is for vectors
---@return string? envelope
---@return wxcard.Error? err
function methods:seal(reply, opts)
  if type(reply) ~= "string" then
    error("callback:seal: a string expected, got a " .. type(reply), 2)
  elseif reply == "success" then
    return reply
  end
  local with, err = sealing(self, opts or {})
  if not with then
    return nil, err
  end
  local nonce, encrypt, digest = with.nonce, nil, nil
  if not nonce then
    nonce, err = crypto.random_nonce(16)
  end
  if nonce then
    encrypt, err = crypto.envelope_seal(with.key, self.appid, reply, with.random)
  end
  if encrypt then
    digest, err = signature.callback(self.token, with.timestamp, nonce, encrypt)
  end
  if not digest then
    return nil, err
  end
  local envelope = { Encrypt = encrypt, MsgSignature = digest, TimeStamp = tonumber(with.timestamp), Nonce = nonce }
  if with.format == "json" then
    return require("wxcard.json").encode(envelope)
  end
  return xml.encode(envelope, ENVELOPE_ORDER)
end

local REPLY_ORDER = { "ToUserName", "FromUserName", "CreateTime", "MsgType" }

---Builds the answer to a push, in its format, and seals it where the push was secure.
---@param push wxcard.Event
---@param fields string|table|nil a text, or another reply's fields: { MsgType = "image", Image = { MediaId = … } };
---  nothing gives "success", which is all that most pushes want
---@return string? body
---@return wxcard.Error? err
function methods:reply(push, fields)
  if fields == nil then
    return "success"
  end
  local message = { ToUserName = push.FromUserName, FromUserName = push.ToUserName,
    CreateTime = math.floor(self.clock()), MsgType = "text" }
  for name, value in pairs(type(fields) == "table" and fields or { Content = fields }) do
    message[name] = value
  end
  local text, err
  if push.format == "json" then
    text, err = require("wxcard.json").encode(message)
  else
    text, err = xml.encode(message, REPLY_ORDER)
    if text and not xml.parse(text) then -- control characters, or bytes that are not UTF-8
      return fail("validation", "xml", "the reply holds characters that XML cannot carry")
    end
  end
  if text and push.mode == "secure" then
    return self:seal(text, { event = push })
  end
  return text, err
end

return setmetatable(callback, {
  __call = function(_, options)
    return callback.new(options)
  end,
})
