---What was done otherwise, when a signature differs: the usual mistakes, each tried until the digest fits.
---Pure. The texts that come back name values and mistakes, never a secret.
local crypto = require("wxcard.crypto")
local signature = require("wxcard.signature")

local guess = {}

local function with(values, name, value)
  local copy = {}
  for k, v in pairs(values) do
    copy[k] = v
  end
  copy[name] = value
  return copy
end

local function decode(text)
  return (text:gsub("%%(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end))
end

local function encode(text, kept)
  return (text:gsub("[^A-Za-z0-9_.~" .. kept .. "-]", function(c) return ("%%%02X"):format(c:byte()) end))
end

-- ---- changes of one value: each yields { text, value } ----

local function blanks(value)
  return {
    { "a blank behind %s", value .. " " }, { "a line feed behind %s", value .. "\n" },
    { "CR and LF behind %s", value .. "\r\n" }, { "a blank in front of %s", " " .. value },
    { "%s without the blanks around it", (value:match("^%s*(.-)%s*$")) },
  }
end

local changes = {}

function changes.timestamp(value)
  local out = blanks(value)
  if value:find("^%d+$") then
    out[#out + 1] = { "the timestamp in milliseconds", value .. "000" }
    out[#out + 1] = { "the timestamp in seconds", #value == 13 and value:sub(1, 10) or value }
  end
  return out
end

function changes.url(page, whole)
  local before, query = page:match("^([^?]*)(.*)$")
  local scheme, host, path = before:match("^(%a+)://([^/]*)(.*)$")
  local out = {
    { "the url with its # and what follows", whole or page },
    { "the url with a slash at its end", page .. "/" },
    { "the url without the slash at its end", (page:gsub("/$", "")) },
    { "the url without its query", before },
    { "the url cut at its first &, as when it was passed on without encodeURIComponent", (page:match("^[^&]*")) },
    { "the url percent-decoded", decode(page) },
    { "the url percent-encoded (encodeURIComponent)", encode(page, "!*'()") },
    { "the url percent-encoded (encodeURI)", encode(page, "!*'();/?:@&=+$,%%#") },
    { "a blank behind the url", page .. " " },
    { "a line feed behind the url", page .. "\n" },
  }
  if scheme then
    out[#out + 1] = { "the url with a slash behind the host", path == "" and ("%s://%s/%s"):format(scheme, host, query)
      or page }
    out[#out + 1] = { "the url without the slash behind the host", path == "/" and ("%s://%s%s"):format(scheme, host,
      query) or page }
    local other = scheme == "https" and "http" or "https"
    out[#out + 1] = { ("the url with %s"):format(other), ("%s://%s%s%s"):format(other, host, path, query) }
    out[#out + 1] = { "the url without its port", ("%s://%s%s%s"):format(scheme, host:gsub(":%d+$", ""), path, query) }
    local shared = query:gsub("([?&])from=%w+", "%1"):gsub("([?&])isappinstalled=%d", "%1"):gsub("&&+", "&")
      :gsub("%?&", "?"):gsub("[?&]$", "")
    out[#out + 1] = { "the url without what sharing added to it (from, isappinstalled)",
      ("%s://%s%s%s"):format(scheme, host, path, shared) }
  end
  return out
end

function changes.encrypt(value)
  local out = blanks(value)
  out[#out + 1] = { "Encrypt with its + turned into blanks", (value:gsub("%+", " ")) }
  out[#out + 1] = { "Encrypt with its blanks turned into +", (value:gsub(" ", "+")) }
  out[#out + 1] = { "Encrypt percent-decoded", decode(value) }
  out[#out + 1] = { "Encrypt percent-encoded", encode(value, "") }
  out[#out + 1] = { "Encrypt without the = at its end", (value:gsub("=+$", "")) }
  return out
end

-- ---- other ways to put the values together ----

local function numeric(a, b)
  local x, y = tonumber(a), tonumber(b)
  if x and y then return x < y end
  return crypto.less(a, b)
end

local function caseless(a, b)
  local x, y = a:lower(), b:lower()
  if x ~= y then return crypto.less(x, y) end
  return crypto.less(a, b)
end

local function joined(recipe, values, less, separator)
  local names, texts = {}, {}
  for _, name in ipairs(recipe.order) do
    if values[name] then names[#names + 1] = name end
  end
  if less == "name" then table.sort(names, crypto.less) end
  for i, name in ipairs(names) do texts[i] = values[name] end
  if type(less) == "function" then table.sort(texts, less) end
  return crypto.sha1_hex(table.concat(texts, separator or ""))
end

local function pairs_text(values, names)
  local parts = {}
  for _, name in ipairs(names) do
    if values[name:lower()] or values[name] then
      parts[#parts + 1] = name .. "=" .. (values[name] or values[name:lower()])
    end
  end
  return crypto.sha1_hex(table.concat(parts, "&"))
end

-- The recipe's own way, also where a value is missing that it wants.
local function plain(recipe, values)
  if recipe.paired then return pairs_text(values, recipe.order) end
  return joined(recipe, values, crypto.less)
end

local function orders(recipe, values)
  local out = {
    { "the values in the order of their names", joined(recipe, values, "name") },
    { "the values not sorted", joined(recipe, values) },
    { "numbers sorted as numbers", joined(recipe, values, numeric) },
    { "sorted without telling capitals from small letters", joined(recipe, values, caseless) },
    { "sorted backwards", joined(recipe, values, function(a, b) return crypto.less(b, a) end) },
    { "an & between the values", joined(recipe, values, crypto.less, "&") },
  }
  if recipe.paired then
    out[1] = { "the values alone, sorted, as for a card", joined(recipe, values, crypto.less) }
    out[2] = { "nonceStr instead of noncestr in the text",
      pairs_text(values, { "jsapi_ticket", "nonceStr", "timestamp", "url" }) }
    out[3] = { "the names in another order", pairs_text(values, { "jsapi_ticket", "timestamp", "noncestr", "url" }) }
    out[4] = { "the names in another order", pairs_text(values, { "noncestr", "jsapi_ticket", "timestamp", "url" }) }
    out[5], out[6] = nil, nil
  end
  return out
end

-- ---- all of it ----

local function name_of(name)
  return name == "encrypt" and "Encrypt" or name
end

local NOTHING = { "undefined", "null", "nil", "None", "0" } -- what a missing value turns into

-- One value left out, then two. The secret never is.
local function left_out(recipe, values, present, try)
  local rest = {}
  for _, name in ipairs(present) do
    if name ~= recipe.secret then rest[#rest + 1] = name end
  end
  for _, name in ipairs(rest) do
    if try(name_of(name) .. " is not signed", plain(recipe, with(values, name))) then return true end
  end
  for i, name in ipairs(rest) do
    for j = i + 1, #rest do
      if try(("neither %s nor %s is signed"):format(name_of(name), name_of(rest[j])),
        plain(recipe, with(with(values, name), rest[j]))) then
        return true
      end
    end
  end
end

-- Calls try(text, digest) with every variation of these values; stops when it answers true.
local function vary(recipe, values, extras, try)
  local function changed(text, more)
    return try(text, recipe.digest(more))
  end
  if changed(nil, values) then return true end
  local present = {}
  for _, name in ipairs(recipe.order) do
    if values[name] then present[#present + 1] = name end
  end
  if left_out(recipe, values, present, try) then return true end
  for name, value in pairs(extras) do
    local order = { (table.unpack or unpack)(recipe.order) }
    order[#order + 1] = name
    if try(name .. " is signed, too", plain({ order = order, paired = recipe.paired }, with(values, name, value))) then
      return true
    end
  end
  for _, name in ipairs(recipe.order) do
    for _, word in ipairs(not values[name] and NOTHING or {}) do
      if changed(("the word %s is signed for %s"):format(word, name), with(values, name, word)) then return true end
    end
  end
  for _, name in ipairs(present) do
    for _, change in ipairs((changes[name] or blanks)(values[name], values.page)) do
      local text = change[1]:format(name == recipe.secret and "the " .. recipe.secret_name or name_of(name))
      local more = with(values, name, change[2])
      if change[2] ~= values[name] and change[2] ~= "" and try(text, plain(recipe, more)) then return true end
    end
  end
  for _, order in ipairs(orders(recipe, values)) do
    if try(order[1], order[2]) then return true end
  end
  return false
end

---The simplest mistake that gives the digest, or nil.
---@param recipe table            order, secret, secret_name, digest
---@param values table            texts by name, the secret among them
---@param given string            lower-case digest
---@param others table?           { name, value } of other secrets that may have been taken for this one
---@param extras table?           values that must not be signed, by name
---@return string? text
function guess.find(recipe, values, given, others, extras)
  local found
  local function search(candidate, said)
    local page = candidate.url
    if page then candidate = with(candidate, "url", page:match("^[^#]*")) end
    candidate.page = page
    return vary(recipe, candidate, extras or {}, function(text, digest)
      if digest == given and (text or said) then
        found = said and text and said .. "; " .. text or said or text
        return true
      end
    end)
  end
  if search(values) then return found end
  for _, other in ipairs(others or {}) do
    if search(with(values, recipe.secret, other.value), "made with " .. other.name) then return found end
  end
end

---The text of a value as it is signed; nil for what is none.
guess.text = signature.text

return guess
