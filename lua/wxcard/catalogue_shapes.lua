---Shapes and named enums of the catalogue's data, put in their places: `shape = "name"` in a field, at the head of a
---request or of an answer pulls in the fields of that name, less `except`, with the own ones put over them.
local SHAPES = { "shapes", "update_shapes", "pay.card_shapes", "pay.product_shapes" }
local ENUMS = { "enums", "pay.enums" }

-- One table of those of several files.
local function merge(kind, names)
  local out = {}
  for _, name in ipairs(names) do
    for key, value in pairs(require("wxcard.api." .. name)) do
      assert(not out[key], ("two %ss are named %s"):format(kind, key))
      out[key] = value
    end
  end
  return out
end

local enums = merge("enum", ENUMS)
local shapes = merge("shape", SHAPES)

local origin = setmetatable({}, { __mode = "k" }) -- resolved list of fields -> the shape that it is, unaltered
local resolve_list

local function resolve_field(field)
  local out = {}
  for key, value in pairs(field) do
    out[key] = value
  end
  if type(field.enum) == "string" then
    out.enum = enums[field.enum] or error("no enum is named " .. field.enum)
  end
  if field.shape or field.fields then
    out.fields, out.any_of = resolve_list(field.fields or {}, field)
    out.shape, out.except = nil, nil
  end
  return out
end

-- The fields of `base`, less those of `except`, with `own` put over them by name.
local function overlay(base, except, own)
  local left_out, replaced, out = {}, {}, {}
  for _, name in ipairs(except or {}) do
    left_out[name] = true
  end
  for _, field in ipairs(own) do
    replaced[field[1]] = field
  end
  for _, field in ipairs(base) do
    local name = field[1]
    if replaced[name] then
      out[#out + 1] = replaced[name]
      replaced[name] = nil
    elseif not left_out[name] then
      out[#out + 1] = field
    end
  end
  for _, field in ipairs(own) do
    if replaced[field[1]] then
      out[#out + 1] = field
    end
  end
  return out
end

local resolved = {} -- shape name -> its fields; shared, so that equal objects are one table
local function resolve_shape(name)
  if not resolved[name] then
    local shape = shapes[name] or error("no shape is named " .. name)
    local fields, any_of = resolve_list(shape, shape)
    resolved[name] = { fields = fields, any_of = any_of }
    origin[fields] = name
  end
  return resolved[name].fields, resolved[name].any_of
end

-- list: fields as written. with: what holds shape, except and any_of beside them.
-- returns the resolved fields and the any_of that holds for them
function resolve_list(list, with)
  local own = {}
  for i, field in ipairs(list) do
    own[i] = resolve_field(field)
  end
  if not with.shape then
    return own, with.any_of
  end
  local base, any_of = resolve_shape(with.shape)
  if #own == 0 and not with.except then
    return base, with.any_of or any_of
  end
  return overlay(base, with.except, own), with.any_of or any_of
end

return {
  enums = enums,
  overlay = overlay,

  ---@type fun(list: table, with: table): table, table?
  resolve = resolve_list,

  ---The shape that a resolved list of fields is, or nil if it was altered or never was one.
  ---@type fun(fields: table): string?
  name_of = function(fields)
    return origin[fields]
  end,
}
