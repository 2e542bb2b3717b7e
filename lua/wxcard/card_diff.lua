---What differs between a card as card/get shows it and as it is wanted. WeChat writes the same value in more than one
---way (a colour by name or by its RGB value, figures as text, the older numbers for date_info.type), so both sides
---are brought into one form first. Pure: two tables and the catalogue's fields in, a list out.
local catalogue = require("wxcard.catalogue")
local json = require("wxcard.json")

local card_diff = {}

local COLOR = {} -- "color010", "#63b359" and "#55bd47" -> "Color010"
for _, color in ipairs(catalogue.colors) do
  for _, form in ipairs({ color.name, color.chart, color.answer }) do
    COLOR[form:lower()] = color.name
  end
end

local DATE_TYPE = { ["1"] = "DATE_TYPE_FIX_TIME_RANGE", ["2"] = "DATE_TYPE_FIX_TERM" }
local BOOLEAN = { ["true"] = true, ["1"] = true, ["false"] = false, ["0"] = false }
local SETS = { location_id_list = true, business_service = true } -- lists in which order means nothing

local function text_of(value)
  if type(value) == "number" then
    return value % 1 == 0 and ("%.0f"):format(value) or ("%.14g"):format(value)
  end
  return tostring(value)
end

local function figure(value)
  local text = text_of(value)
  local sign, digits = text:match("^(%-?)0*(%d+)$") -- text, since ids pass 2^53
  if digits then
    return (digits == "0" and "" or sign) .. digits
  end
  return tonumber(text) and text_of(tonumber(text)) or text
end

local by_name

-- One form of a value, as text that equal values share; nil for what is as good as absent.
local function form(field, value)
  if value == nil or value == json.null or value == "" then
    value = field.default
  end
  if value == nil then
    return field[2] == "boolean" and "false" or nil
  end
  local kind = field[2]
  if type(value) == "table" then
    local out = {}
    if kind == "list" or kind ~= "object" and value[1] ~= nil then
      local item = { field[1], field.items or "any", fields = field.fields }
      for i, entry in ipairs(value) do
        out[i] = form(item, entry) or "null"
      end
      if SETS[field[1]] then
        table.sort(out)
      end
      return out[1] and "[" .. table.concat(out, ",") .. "]" or nil
    end
    local known = by_name(field.fields)
    for name, entry in pairs(value) do
      local text = form(known[name] or { name, "any" }, entry)
      if text and text ~= "false" then
        out[#out + 1] = ("%q:%s"):format(tostring(name), text)
      end
    end
    table.sort(out)
    return out[1] and "{" .. table.concat(out, ",") .. "}" or nil
  elseif kind == "boolean" then
    local known = BOOLEAN[text_of(value):lower()]
    return known == nil and text_of(value) or tostring(known)
  elseif kind == "integer" or kind == "number" then
    return figure(value)
  end
  local text = text_of(value)
  if field.enum == catalogue.enums.color then
    text = COLOR[text:lower()] or text
  elseif field.enum == catalogue.enums.date_type then
    text = DATE_TYPE[text] or text
  end
  return ("%q"):format(text)
end

local indexed = setmetatable({}, { __mode = "k" })

function by_name(fields)
  if not fields then
    return {}
  end
  local index = indexed[fields]
  if not index then
    index = {}
    for _, field in ipairs(fields) do
      index[field[1]] = field
    end
    indexed[fields] = index
  end
  return index
end

---The fields of a list by their names.
card_diff.by_name = by_name

---Whether two values of a field mean the same.
---@param field table as in the catalogue
function card_diff.same(field, have, want)
  return form(field, have) == form(field, want)
end

---The name of a colour that is given by name or by one of its RGB values.
---@return string? name nil for a colour that no card can have
function card_diff.color(value)
  return type(value) == "string" and COLOR[value:lower()] or nil
end

local function plain_object(value)
  return type(value) == "table" and value[1] == nil and getmetatable(value) ~= json.array_mt
end

-- Adds each leaf that differs to `list`; an object within is looked into.
local function leaves(field, have, want, path, list, top)
  if field[2] == "object" and plain_object(want) then
    local known = by_name(field.fields)
    have = plain_object(have) and have or {}
    for name, value in pairs(want) do
      leaves(known[name] or { name, plain_object(value) and "object" or "any" }, have[name], value, path .. "." .. name,
        list, top)
    end
  elseif not card_diff.same(field, have, want) then
    list[#list + 1] = { path = path, field = field, top = top, want = want }
  end
end

---What differs, leaf by leaf. Fields that `want` does not name are left out of it.
---@param fields table   the catalogue's, of the object that both are
---@param have table
---@param want table
---@param prefix string? of the paths: "base_info."
---@return { path: string, field: table, top: table, want: any }[] sorted by path; `top` is the field of `fields`
function card_diff.between(fields, have, want, prefix)
  local known, list = by_name(fields), {}
  for name, value in pairs(want) do
    local field = known[name] or { name, plain_object(value) and "object" or "any" }
    leaves(field, have[name], value, (prefix or "") .. name, list, field)
  end
  table.sort(list, function(a, b)
    return a.path < b.path
  end)
  return list
end

---An object with what is wanted put over what is there, for fields that are sent whole. What the catalogue does not
---know of the old one is the platform's own and stays behind.
function card_diff.over(field, have, want)
  if field[2] ~= "object" or not plain_object(want) then
    return want
  end
  local known, out = by_name(field.fields), {}
  for name, value in pairs(plain_object(have) and have or {}) do
    if known[name] then
      out[name] = value
    end
  end
  for name, value in pairs(want) do
    out[name] = card_diff.over(known[name] or { name, "any" }, out[name], value)
  end
  return out
end

return card_diff
