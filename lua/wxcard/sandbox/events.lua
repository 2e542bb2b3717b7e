---Events as they go over the wire: built of the catalogue's fields, sealed, signed, put into a request.
local crypto = require("wxcard.crypto")
local json = require("wxcard.json")
local signature = require("wxcard.signature")
local util = require("wxcard.sandbox.util")

local events = {}

local HEAD = { "ToUserName", "FromUserName", "CreateTime", "MsgType", "Event" }

---The event's elements in order: { name, value, is text }.
local function elements(sb, event)
  local list = {
    { HEAD[1], event.to, true }, { HEAD[2], event.from, true }, { HEAD[3], event.time, false },
    { HEAD[4], "event", true }, { HEAD[5], event.name, true },
  }
  local known = {}
  local entry = sb.catalogue.events[event.name] or { fields = {} }
  for _, field in ipairs(entry.fields) do
    known[field[1]] = true
    local value = event.fields[field[1]]
    if value ~= nil then
      list[#list + 1] = { field[1], value, field[2] == "string" }
    end
  end
  for _, name in ipairs(util.sorted_keys(event.fields)) do
    if not known[name] then
      list[#list + 1] = { name, event.fields[name], true }
    end
  end
  return list
end

local function cdata(text)
  return "<![CDATA[" .. tostring(text):gsub("]]>", "]]]]><![CDATA[>") .. "]]>"
end

local function number(value)
  return type(value) == "number" and ("%.0f"):format(value) or tostring(value)
end

---@return string xml
function events.xml(sb, event)
  local out = { "<xml>" }
  for _, e in ipairs(elements(sb, event)) do
    out[#out + 1] = ("<%s>%s</%s>"):format(e[1], e[3] and cdata(e[2]) or number(e[2]), e[1])
  end
  out[#out + 1] = "</xml>"
  return table.concat(out)
end

---@return string text
function events.json(sb, event)
  local out = {}
  for _, e in ipairs(elements(sb, event)) do
    out[e[1]] = e[2]
  end
  return assert(json.encode(out))
end

---The request that delivers an event.
---@return { method: string, url: string, headers: table, body: string }
function events.request(sb, event, callback)
  local app = sb.app
  local as_json = callback.format == "json"
  local clear = as_json and events.json(sb, event) or events.xml(sb, event)
  local timestamp, nonce = ("%d"):format(sb:now()), sb.ids:digits(10)
  local query = ("signature=%s&timestamp=%s&nonce=%s&openid=%s"):format(
    signature.callback(app.token, timestamp, nonce), timestamp, nonce, util.percent_encode(event.from))
  local body = clear
  if callback.mode ~= "plain" then
    local sealed = assert(crypto.envelope_seal(app.encoding_aes_key, app.appid, clear, sb.ids:random16()))
    query = ("%s&encrypt_type=aes&msg_signature=%s"):format(query,
      signature.callback(app.token, timestamp, nonce, sealed))
    if as_json then
      local both = callback.mode == "compatible" and json.decode(clear) or { ToUserName = event.to }
      both.Encrypt = sealed
      body = assert(json.encode(both))
    elseif callback.mode == "compatible" then
      body = clear:sub(1, -7) .. "<Encrypt>" .. cdata(sealed) .. "</Encrypt></xml>"
    else
      body = "<xml><ToUserName>" .. cdata(event.to) .. "</ToUserName><Encrypt>" .. cdata(sealed) .. "</Encrypt></xml>"
    end
  end
  return {
    method = "POST", url = callback.url .. (callback.url:find("?", 1, true) and "&" or "?") .. query, body = body,
    headers = { ["Content-Type"] = as_json and "application/json" or "text/xml" },
  }
end

---The one value of an element in a reply, which is short and flat.
local function element(text, name)
  return text:match("<" .. name .. ">%s*<!%[CDATA%[(.-)%]%]>%s*</" .. name .. ">")
    or text:match("<" .. name .. ">%s*([^<]*)%s*</" .. name .. ">")
end

---Whether a reply ends the delivery: nothing, `success`, or a message, sealed where the mode wants it.
---@return boolean
function events.accepted(sb, callback, status, body)
  if status ~= 200 then
    return false
  end
  local text = (body or ""):match("^%s*(.-)%s*$")
  if text == "" or text == "success" then
    return true
  end
  local as_json = text:sub(1, 1) == "{"
  if as_json ~= (callback.format == "json") then
    return false
  end
  local get
  if as_json then
    local value = json.decode(text) or {}
    get = function(name)
      return value[name] ~= nil and tostring(value[name]) or nil
    end
  else
    get = function(name)
      return element(text, name)
    end
  end
  if callback.mode == "plain" or callback.mode == "compatible" and not get("Encrypt") then
    return get("MsgType") ~= nil
  end
  local app, sealed = sb.app, get("Encrypt")
  local stamp, nonce, given = get("TimeStamp"), get("Nonce"), get("MsgSignature")
  if not (sealed and stamp and nonce and given) then
    return false
  end
  local digest = signature.callback(app.token, (stamp:gsub("%.0$", "")), nonce, sealed)
  return digest == given and crypto.envelope_open(app.encoding_aes_key, app.appid, sealed) ~= nil
end

return events
