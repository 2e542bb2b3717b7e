---Requests judged by the catalogue's fields, and what is secret in them taken out of and put into its encryption.
local answer = require("wxcard.sandbox.pay.answer")
local crypto = require("wxcard.crypto")
local json = require("wxcard.json")
local schema = require("wxcard.schema")
local util = require("wxcard.sandbox.util")

local fields = {}

local requests, responses = {}, {}

local function request_schema(entry)
  requests[entry] = requests[entry] or schema.compile(entry.request, { any_of = entry.any_of })
  return requests[entry]
end

-- a.b[2].c is /a/b/1/c to WeChat Pay
local function pointer(path)
  return "/" .. path:gsub("%[(%d+)%]", function(n)
    return "/" .. ("%d"):format(n - 1)
  end):gsub("%.", "/")
end

---Where a null stands, which no request may have.
local function null_at(value, path)
  if value == json.null then
    return path
  elseif type(value) == "table" then
    for k, v in pairs(value) do
      local found = null_at(v, path .. "/" .. (type(k) == "number" and ("%d"):format(k - 1) or k))
      if found then
        return found
      end
    end
  end
end

local function body_of(entry, request)
  local text = request.body or ""
  if entry.body ~= "json" then
    return {}
  elseif text == "" then
    return {}
  elseif text:find("[\240-\247]") then
    return answer.fail("INVALID_REQUEST", "characters of four bytes are not accepted")
  end
  local value = json.decode(text, { null = true })
  if not util.is_object(value) then
    return answer.fail("INVALID_REQUEST", "the body is not a JSON object in UTF-8")
  end
  local null = null_at(value, "")
  if null then
    return answer.param(null, "null is not accepted: leave the field out")
  end
  return value
end

local function typed(field, text)
  if field[2] == "boolean" and (text == "true" or text == "false") then
    return text == "true"
  end
  return text
end

---The request as one table: body, query and places of the path.
---@return table? input
---@return table? err
function fields.read(entry, request, url, params)
  local input, err = body_of(entry, request)
  if not input then
    return nil, err
  end
  local query = util.link_params(url)
  for _, field in ipairs(entry.request) do
    local name, place = field[1], field["in"]
    if place == "path" then
      input[name] = params[name]
    elseif place == "query" and query[name] ~= nil then
      input[name] = typed(field, query[name])
    end
  end
  return input
end

local function location_of(entry, name)
  for _, field in ipairs(entry.request) do
    if field[1] == name then
      local place = field["in"]
      return place == "query" and "query" or place == "path" and "url" or "body"
    end
  end
  return "body"
end

---@return true?
---@return table? err
function fields.check(entry, input)
  if entry.body == "multipart" then
    return true -- the handler judges the file by what is signed about it
  end
  local ok, err = request_schema(entry):check(input)
  if ok then
    return true
  end
  local path = err.path or ""
  local location = location_of(entry, path:match("^[^.%[]+"))
  return answer.param(location == "body" and pointer(path) or path, err.message, location)
end

---Puts `change(value, pointer)` in the place of everything sensitive. Stops at the first that gives nil.
---@return true?
---@return table? err
local function each(list, value, change, path)
  if type(value) ~= "table" then
    return true -- not what it should be, which the schema tells
  end
  for _, field in ipairs(list or {}) do
    local name = field[1]
    local part = value[name]
    local at = path .. "/" .. name
    if field.sensitive and part ~= nil then
      if type(part) == "table" then
        for i, item in ipairs(part) do
          local new, err = change(item, ("%s/%d"):format(at, i - 1), field)
          if new == nil then
            return nil, err
          end
          part[i] = new
        end
      else
        local new, err = change(part, at, field)
        if new == nil then
          return nil, err
        end
        value[name] = new
      end
    elseif field.fields and type(part) == "table" then
      if field[2] == "list" then
        for i, item in ipairs(part) do
          local ok, err = each(field.fields, item, change, ("%s/%d"):format(at, i - 1))
          if not ok then
            return nil, err
          end
        end
      else
        local ok, err = each(field.fields, part, change, at)
        if not ok then
          return nil, err
        end
      end
    end
  end
  return true
end

local HINT = "encrypt it with platform_public_key of sandbox.json (the brand: with brand_public_key) by RSA-OAEP "
  .. "with SHA-1, and name that key in Wechatpay-Serial"

---Whether the request has anything encrypted in it, or that should be.
local function has_secrets(entry, input)
  local found = false
  each(entry.request, input, function(value)
    found = true
    return value
  end, "")
  return found
end

---Decrypts a request in place.
---@return true?
---@return table? err
function fields.open(sb, pay, entry, input, caller)
  local secrets = has_secrets(entry, input)
  if not (secrets or entry.needs_serial) then
    return true
  elseif not caller.serial then
    return answer.param("Wechatpay-Serial", "the header Wechatpay-Serial is missing", "header")
  end
  local pair = answer.named(sb, pay, caller.scheme, caller.serial)
  if not pair then
    return answer.param("Wechatpay-Serial", "Wechatpay-Serial names no key of WeChat Pay's that is in use", "header",
      caller.serial)
  end
  return each(entry.request, input, function(value, at, field)
    local place = field["in"]
    local name = place and field[1] or at
    local bytes = type(value) == "string" and crypto.base64_decode(value)
    if not bytes or #bytes == 0 or value == "" then
      return answer.param(name, "the field must be encrypted and is not; " .. HINT, place or "body")
    elseif #bytes ~= 256 then -- the samples printed in documents are cut short
      return answer.param(name, "this is no ciphertext of a 2048-bit key, as a sample from the documents is not; "
        .. HINT, place or "body")
    end
    local text = pair.key:decrypt(value)
    if not text then
      return answer.param(name, "the field does not decrypt with the key that Wechatpay-Serial names; " .. HINT,
        place or "body")
    end
    return text
  end, "")
end

---Writes an answer: what is sensitive is encrypted to the caller's certificate.
---@return string body
function fields.write(pay, entry, result, caller)
  local value = util.copy(result)
  local to = pay.keys:pair(caller.scheme).public
  assert(each(entry.response, value, function(text)
    return text ~= "" and assert(to:encrypt(text)) or text
  end, ""))
  responses[entry] = responses[entry] or schema.compile(entry.response)
  local out, err = responses[entry]:encode(value)
  if not out then
    error(("%s: the sandbox's own answer is wrong at %s: %s"):format(entry.key, err.path, err.message))
  end
  return out.body or "{}" -- an answer of which no field is known
end

---What the journal may show of a request: nothing that is sensitive, encrypted or not.
function fields.masked(entry, input)
  local value = util.copy(input)
  each(entry.request, value, function()
    return "***"
  end, "")
  return value
end

return fields
