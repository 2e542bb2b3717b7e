---A push's body as a plain table: decoded from XML or JSON, with the types that the catalogue gives its fields.
---Pure: no signature, no key, no clock.
local events = require("wxcard.api.events")
local rules = require("wxcard.api.push")
local crypto = require("wxcard.crypto")
local errors = require("wxcard.errors")
local signature = require("wxcard.signature")
local xml = require("wxcard.xml")

local event = {}

local EXACT = 2 ^ 53 -- whole numbers beyond it lose digits on LuaJIT

---@class wxcard.Event: table
---WeChat's own element names with trimmed values: numbers where the catalogue says number, booleans where it says the
---words true and false, else strings. What is absent or empty is nil; unknown elements are strings, nested ones tables,
---repeated ones lists. An event that names itself by InfoType has it as Event, too.
---@field Event string?
---@field duplicate boolean  seen before by this object (or by `seen`)
---@field known boolean      in the catalogue
---@field mode "plain"|"compatible"|"secure"
---@field format "xml"|"json" of the request, and so of the reply
---@field previous_key boolean? opened with the previous key, so the reply is sealed with it

local function fail(name, message, path)
  return errors.fail({ kind = "validation", name = name, message = message, path = path })
end

---The body's fields, not yet judged, and its format by the first byte that is not blank.
---@param body string
---@return table? fields
---@return string|wxcard.Error format "xml" or "json"; or kind "validation", name "xml", "doctype", "json" or "format"
function event.decode(body)
  local bom = body:sub(1, 3) == "\239\187\191" and 4 or 1
  local start = body:match("^[ \t\r\n]*()", bom)
  local first = body:sub(start, start)
  if first == "<" then
    local root, name = xml.parse(body:sub(start))
    if not root then
      return nil, name
    end
    return type(root) == "table" and root or {}, "xml"
  elseif first == "{" then
    local root = require("wxcard.json").decode(body:sub(start))
    if type(root) ~= "table" then
      return fail("json", "the body is not well-formed JSON")
    end
    return root, "json"
  end
  return fail("format", "the body is neither XML nor JSON")
end

-- XML knows only text, and JSON must give the same: scalars become strings, "" and null go.
local function plain(value)
  local kind = type(value)
  if kind == "string" then
    value = xml.trim(value)
    return value ~= "" and value or nil
  elseif kind == "number" then
    return signature.text(value) or (("%.14g"):format(value):gsub(",", "."))
  elseif kind == "boolean" then
    return tostring(value)
  elseif kind ~= "table" then
    return nil
  end
  local copy, is_list = {}, value[1] ~= nil
  for k, v in pairs(value) do
    copy[k] = plain(v)
    if is_list and copy[k] == nil then
      copy[k] = ""
    end
  end
  return next(copy) ~= nil and copy or nil
end

local function whole_number(text)
  local number = text:find("^%-?%d+$") and tonumber(text)
  return number and number >= -EXACT and number <= EXACT and number or text
end

local CONVERT = {
  int = whole_number, int01 = whole_number, timestamp = whole_number, money_fen = whole_number,
  number = function(text)
    return text:find("^%-?%d+%.?%d*$") and tonumber(text) or text
  end,
  bool_text = function(text)
    local word = text:lower()
    if word == "true" or word == "false" then
      return word == "true"
    end
    return text
  end,
}

-- Gives the fields of a list their types; what does not fit its type stays text.
local function convert(push, fields)
  for _, field in ipairs(fields) do
    local name = field[1]
    if field.also and push[name] == nil then
      push[name], push[field.also] = push[field.also], nil
    end
    local change = CONVERT[field[2]]
    if change and type(push[name]) == "string" then
      push[name] = change(push[name])
    end
  end
end

---A push's fields with their types.
---@param fields table as decoded
---@return wxcard.Event?
---@return wxcard.Error? err kind "validation", name "malformed"
function event.from(fields)
  local push = plain(fields) or {}
  for _, field in ipairs(rules.common) do
    if type(push[field[1]]) == "table" then
      return fail("malformed", "more than one value where one belongs", field[1])
    end
  end
  if not push.Event and type(push.InfoType) == "string" then
    push.Event = push.InfoType
  end
  local entry = push.Event and events[push.Event]
  convert(push, rules.common)
  convert(push, entry and entry.fields or {})
  push.known = entry ~= nil
  return push
end

local function key_of(prefix, push, names)
  local parts, filled = { prefix }, false
  for i, name in ipairs(names) do
    local value = push[name]
    filled = filled or value ~= nil
    parts[i + 1] = type(value) == "boolean" and tostring(value) or signature.text(value) or ""
  end
  return filled and table.concat(parts, "\n") or nil
end

---What tells a push from another, the same for each repetition of it: a digest, so that it is short and names nobody.
---@param push wxcard.Event
---@return string
function event.key(push)
  local name = push.Event or "message"
  local entry = events[push.Event or ""]
  local text = entry and key_of(name, push, entry.key)
    or not push.Event and key_of(name, push, rules.message_key)
    or key_of(name, push, rules.other_key)
    or name
  return assert(crypto.sha1_hex(text))
end

return event
