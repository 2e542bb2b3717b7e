---Requests made from the catalogue: with every field, each with a value of its own where the field leaves the choice.
local catalogue = require("wxcard.catalogue")

local samples = {}

samples.PNG = "\137PNG\r\n\26\n" .. ("\0"):rep(200)

local sample_object

local function sample_value(field, kind, next_number)
  if field.enum then
    return field.enum[1]
  elseif field.format == "rfc3339" then
    return "2026-11-21T21:44:31+08:00"
  elseif kind == "string" or kind == "any" then
    local text = ("v%d"):format(next_number())
    return text:sub(1, math.min(field.max_bytes or 100, field.max_chars or 100))
  elseif kind == "integer" or kind == "number" then
    local n = (field.min or 1) + next_number()
    return field.max and n > field.max and field.max or n
  elseif kind == "boolean" then
    return next_number() % 2 == 0
  elseif kind == "file" then
    return { bytes = samples.PNG, filename = "v.png" }
  end
  return sample_object(field.fields, next_number)
end

function sample_object(fields, next_number)
  local out = {}
  for _, field in ipairs(fields) do
    if field[2] == "list" then
      local list = {}
      for i = 1, field.min_items or 1 do
        list[i] = sample_value(field, field.items, next_number)
      end
      out[field[1]] = list
    else
      out[field[1]] = sample_value(field, field[2], next_number)
    end
  end
  return out
end

---A request with every field that the catalogue knows.
---@param path string of an endpoint
function samples.full(path)
  local n = 0
  return sample_object(catalogue.endpoint(path).request, function()
    n = n + 1
    return n
  end)
end

---Calls visit(field, holder, path) for each field, holder being the table of the sample that has it.
function samples.each(fields, holder, prefix, visit)
  for _, field in ipairs(fields) do
    local path = prefix .. field[1]
    visit(field, holder, path)
    if field.fields then
      local inner = holder[field[1]]
      local list = field[2] == "list"
      samples.each(field.fields, list and inner[1] or inner, path .. (list and "[1]." or "."), visit)
    end
  end
end

---A deep copy.
function samples.copy(value)
  if type(value) ~= "table" then
    return value
  end
  local out = {}
  for k, v in pairs(value) do
    out[k] = samples.copy(v)
  end
  return out
end

return samples
