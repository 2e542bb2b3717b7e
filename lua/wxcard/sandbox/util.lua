---Small things that several subjects of the sandbox share.
local json = require("wxcard.json")

local util = {}

---A deep copy of plain data, with the list marks of the JSON module kept.
function util.copy(value)
  if type(value) ~= "table" then
    return value
  end
  local out = {}
  for k, v in pairs(value) do
    out[k] = util.copy(v)
  end
  return setmetatable(out, getmetatable(value))
end

function util.percent_encode(s)
  return (s:gsub("[^%w%-%._~]", function(c)
    return ("%%%02X"):format(c:byte())
  end))
end

---Decodes once; `+` stays `+`, since it is a letter of base64 in these links.
function util.percent_decode(s)
  return (s:gsub("%%(%x%x)", function(h)
    return string.char(tonumber(h, 16))
  end))
end

---The parameters of a link: between the first `?` and the first `#`, empty parts skipped.
function util.link_params(url)
  local out = {}
  local query = url:match("^[^#]*"):match("%?(.*)$") or ""
  for part in query:gmatch("[^&]+") do
    local name, value = part:match("^([^=]*)=?(.*)$")
    out[util.percent_decode(name)] = util.percent_decode(value)
  end
  return out
end

---A list in the order of the keys' text, so that answers do not depend on the table's hash.
function util.sorted_keys(t)
  local keys = {}
  for k in pairs(t) do
    keys[#keys + 1] = k
  end
  table.sort(keys)
  return keys
end

---Whether a decoded value is an object: a table that is no list.
function util.is_object(value)
  return type(value) == "table" and value[1] == nil and getmetatable(value) ~= json.array_mt
end

function util.present(value)
  return value ~= nil and value ~= ""
end

---Whether the file begins like a picture, and which.
function util.image_type(bytes)
  if bytes:sub(1, 3) == "\255\216\255" then
    return "jpg"
  elseif bytes:sub(1, 8) == "\137PNG\r\n\26\n" then
    return "png"
  elseif bytes:sub(1, 4) == "GIF8" then
    return "gif"
  elseif bytes:sub(1, 2) == "BM" then
    return "bmp"
  end
end

return util
