---Words of a command line to the body of a call: `key=value` typed by the catalogue, `key:=JSON`, `@file.lua` and
---`@file.json`.
local arguments = {}

local LARGEST_EXACT = 2 ^ 53

---"card_list[2].card_id" -> { "card_list", 2, "card_id" }; nil when it is no such thing.
local function split(key)
  local parts = {}
  for part in (key .. "."):gmatch("(.-)%.") do
    local name, indexes = part:match("^([%w_]+)(.*)$")
    if not name then return nil end
    parts[#parts + 1] = name
    for index in indexes:gmatch("%[(%d+)%]") do parts[#parts + 1] = tonumber(index) end
    if indexes:gsub("%[[1-9]%d*%]", "") ~= "" then return nil end
  end
  return parts
end

---The catalogue's field for a path, or nil.
local function field_at(fields, parts)
  local field
  for _, part in ipairs(parts) do
    if type(part) == "string" then
      local found
      for _, candidate in ipairs(fields or {}) do
        if candidate[1] == part then found = candidate end
      end
      field = found
      if not field then return nil end
      fields = field.fields
    elseif field.items ~= "object" then
      field = { part, field.items or "any" } -- an item of a list of scalars
    end
  end
  return field
end

local function parse_json(text)
  return require("wxcard.json").decode(text, { null = true })
end

local convert = {}

function convert.string(text) return text end

function convert.integer(text) -- what is no number stays text, and the schema names the field
  local number = text:match("^%-?%d+$") and tonumber(text)
  return number and math.abs(number) < LARGEST_EXACT and number or text
end

function convert.number(text) return tonumber(text) or text end

function convert.boolean(text)
  if text == "true" then return true end
  if text == "false" then return false end
  return text
end

function convert.any(text)
  if not text:match("^[%[{]") then return text end
  return parse_json(text)
end
convert.object = convert.any

function convert.file(text) return require("wxcard").file((text:gsub("^@", ""))) end

---@return any value
---@return wxcard.Error? err
local function typed(field, text)
  local kind = field and field[2] or "string"
  if kind == "list" then
    if text:match("^%[") then return parse_json(text) end
    local item, err = (convert[field.items or "any"] or convert.any)(text)
    if err then return nil, err end
    return { item }, nil, true
  end
  return (convert[kind] or convert.string)(text)
end

---Puts `value` at the path; `append` adds its items to a list already there (the same key twice).
local function place(body, parts, value, append)
  local at = body
  for i = 1, #parts - 1 do
    if type(at[parts[i]]) ~= "table" then at[parts[i]] = {} end
    at = at[parts[i]]
  end
  local last = parts[#parts]
  local there = at[last]
  if append and type(there) == "table" then
    there[#there + 1] = value[1]
  else
    at[last] = value
  end
end

local function read_file(path)
  if path == "-" then return io.read("*a") end
  local file, problem = io.open(path, "rb")
  if not file then return nil, problem end
  local text = file:read("*a")
  file:close()
  return text, text == nil and path .. ": cannot be read" or nil
end

---A body from a file: JSON, or a Lua chunk that returns a table.
---@return table? body
---@return string? problem
local function body_of(path)
  local text, problem = read_file(path)
  if not text then return nil, problem end
  local body, err
  if path:match("%.lua$") then
    local chunk
    chunk, problem = load(text, "@" .. path, "t", setmetatable({}, { __index = _G }))
    if not chunk then return nil, problem end
    local ok
    ok, body = pcall(chunk)
    if not ok then return nil, tostring(body) end
  else
    body, err = parse_json(text)
    if err then return nil, ("%s: %s"):format(path, err.message) end
  end
  if type(body) ~= "table" then return nil, path .. ": a table is needed, not a " .. type(body) end
  return body
end

local SECRETS = { secret = true, access_token = true, appsecret = true }

---Reads the words of a call.
---@param words string[]
---@param fields table? the catalogue's request fields; nil for a path that is not in it
---@return table? body nil without words
---@return string? problem
function arguments.read(words, fields)
  local body
  for _, word in ipairs(words) do
    local path = word:match("^@(.+)$")
    if path then
      local more, problem = body_of(path)
      if not more then return nil, problem end
      body = body or {}
      for key, value in pairs(more) do body[key] = value end
    else
      local key, json_sign, text = word:match("^([^=:]+)(:?)=(.*)$")
      local parts = key and split(key)
      if not parts then return nil, ("'%s': key=value, key:=JSON or @file is needed"):format(word) end
      if SECRETS[parts[#parts]] then return nil, key .. ": secrets are not taken from the command line" end
      local value, err, append
      if json_sign == ":" then
        value, err = parse_json(text)
      else
        value, err, append = typed(field_at(fields, parts), text)
      end
      if err then return nil, ("%s: %s"):format(key, err.message) end
      body = body or {}
      place(body, parts, value, append)
    end
  end
  return body
end

return arguments
