--[[
Editor types from the catalogue: the text of a LuaLS `---@meta` file, with a class for each request, response and
object in them, a class for each event, and the client's tree of callable paths. Limits, warnings and what cannot be
undone show on hover. Equal objects get one class: a shape's own name if it is one, else the name of the place that
came first.
]]
local types = {}

local HEAD = [[
---@meta wxcard.types
-- Made from the catalogue by tools/types.lua; edit lua/wxcard/api/ instead.
-- luacheck: no max line length

---@class wxcard.CallOptions
---@class wxcard.File
]]

local REPEATS = {
  safe = "may be repeated safely",
  unsafe = "is not repeated once it may have reached WeChat",
  with_total = "is repeated only if each change comes with its total",
  by_request_no = "is repeated under the same request number",
}

local function sorted_keys(t)
  local keys = {}
  for key in pairs(t) do
    keys[#keys + 1] = key
  end
  table.sort(keys)
  return keys
end

local function literals(values)
  local out = {}
  for i, value in ipairs(values) do
    out[i] = type(value) == "string" and ("%q"):format(value) or tostring(value)
  end
  return table.concat(out, "|")
end

local function words(values, conjunction)
  local out = {}
  for i, value in ipairs(values) do
    out[i] = tostring(value)
  end
  return table.concat(out, conjunction)
end

local function range(min, max, unit)
  if min and max then
    return ("%d to %d%s"):format(min, max, unit)
  elseif min then
    return ("at least %d%s"):format(min, unit)
  elseif max then
    return ("at most %d%s"):format(max, unit)
  end
end

-- One line about a field: what it is, how far it goes, when it is needed.
local function describe(field)
  local parts = { field.doc }
  local function add(text)
    if text then
      parts[#parts + 1] = text
    end
  end
  add(range(nil, field.max_bytes, " bytes"))
  add(range(nil, field.max_chars, " characters"))
  add(range(field.min, field.max, ""))
  add(range(field.min_items, field.max_items, " items"))
  add(field.advisory and "limits only warn")
  add(field.required_when and ("required when %s is %s"):format(field.required_when[1],
    words({ (table.unpack or unpack)(field.required_when, 2) }, " or ")))
  add(field.when and "when " .. field.when)
  add(field.unit and "unit: " .. field.unit)
  add(field.default ~= nil and "default " .. tostring(field.default))
  add(field.example ~= nil and "e.g. " .. tostring(field.example))
  add(field.fixed and "fixed once the card exists")
  add(field.review == true and "goes back to review")
  add(field.warn and "WARNING: " .. field.warn)
  return table.concat(parts, "; ")
end

---@class wxcard.TypeWriter
local Writer = {}
Writer.__index = Writer

function Writer:emit(line)
  self.lines[#self.lines + 1] = line
end

-- The type of a value by its field. `name` is what its class is called if it has to be made.
function Writer:value_type(field, name)
  local kind = field[2]
  local item = kind == "list" and (field.items or "any") or kind
  local out
  if field.enum then
    out = self.aliases[field.enum] or literals(field.enum)
    out = field.open_enum and out .. "|string" or out
  elseif item == "object" then
    out = field.fields and self:class(name, field.fields, field.any_of) or "table"
  elseif item == "file" then
    out = "wxcard.File"
  else
    out = item
  end
  if kind ~= "list" then
    return out
  end
  return (out:find("|", 1, true) and "(" .. out .. ")" or out) .. "[]"
end

-- Writes the class of these fields, unless an equal one was written before; returns the name that it has.
function Writer:class(name, fields, any_of)
  local shape = self.catalogue.shape(fields)
  name = shape and "wxcard.shape." .. shape or name
  local body = {}
  for _, group in ipairs(any_of or {}) do
    if #group > 1 then
      body[#body + 1] = "---at least one of " .. table.concat(group, ", ")
    end
  end
  body[#body + 1] = "---@class " .. name
  local first = #body + 1
  for _, field in ipairs(fields) do
    local text = describe(field)
    body[#body + 1] = ("---@field %s%s %s%s"):format(field[1], field.required and "" or "?",
      self:value_type(field, name .. "." .. field[1]), text ~= "" and " " .. text or "")
  end
  local same = table.concat(body, "\n", first) .. words(any_of and any_of[1] or {}, ",")
  if not self.known[same] then
    self.known[same] = name
    self:emit(table.concat(body, "\n") .. "\n")
  end
  return self.known[same]
end

-- A path's segments as words of Lua; a place for a value keeps its braces.
local function segments(path)
  local out = {}
  for segment in path:gmatch("[^/]+") do
    out[#out + 1] = segment:find("^{") and segment or (segment:gsub("[^%w_]", "_"))
  end
  return out
end

local function class_name(prefix, words_of)
  return (prefix .. "." .. table.concat(words_of, "."):gsub("[{}]", "_"))
end

-- What hovering over the call shows.
local function hover(entry)
  local lines = { entry.doc, entry.doc_zh, "", ("`%s %s`"):format(entry.method, entry.path) }
  local function add(label, text)
    if text then
      lines[#lines + 1] = ""
      lines[#lines + 1] = label .. text
    end
  end
  lines[#lines] = lines[#lines] .. ", " .. REPEATS[entry.repeats]
    .. (entry.query_after and "; " .. entry.query_after .. " tells what happened" or "")
  add("", entry.status ~= "documented" and "Status: " .. entry.status)
  add("**Meanwhile**: ", entry.hint)
  add("**替代**：", entry.hint_zh)
  add("", entry.rate_limit and ("At most %d calls in %d s to a %s"):format(entry.rate_limit.count,
    entry.rate_limit.seconds, entry.rate_limit.scope))
  add("**Cannot be undone**: ", entry.irreversible)
  add("**不可撤销**:", entry.irreversible_zh)
  add("**Warning**: ", entry.warning)
  add("**注意**:", entry.warning_zh)
  for _, note in ipairs(entry.notes or {}) do
    add("- ", note)
  end
  return "---" .. table.concat(lines, "\n---")
end

function Writer:signature(entry)
  local base = class_name("wxcard", segments(entry.path))
  if entry.family == "pay" and #self.catalogue.methods(entry.path) > 1 then
    base = base .. "." .. entry.method
  end
  local request, optional = "table", "?"
  if #entry.request > 0 then
    request = self:class(base .. ".Request", entry.request, entry.any_of)
    optional = ""
  end
  local response = "string"
  if entry.answer == "empty" then
    response = "table"
  elseif entry.family == "pay" then
    response = #entry.response > 0 and self:class(base .. ".Response", entry.response) or "table"
  elseif entry.answer ~= "binary" then
    local plain = #entry.response == 2 -- errcode and errmsg alone
    response = self:class(plain and "wxcard.Answer" or base .. ".Response", entry.response)
  end
  return ("fun(body%s: %s, opts?: wxcard.CallOptions): %s?, wxcard.Error?"):format(optional, request, response)
end

-- Writes the class of a node of the path tree after those of its children; returns its name.
function Writer:node(node, name)
  local body = {}
  for _, key in ipairs(sorted_keys(node.children)) do
    local child = node.children[key]
    if child.entry then
      body[#body + 1] = hover(child.entry)
    end
    local kind = (next(child.children) or child.methods) and self:node(child, class_name(name, { key }))
      or child.signature
    body[#body + 1] = ("---@field %s %s"):format(key:find("^{") and "[string]" or key, kind)
  end
  for _, method in ipairs(node.methods or {}) do
    body[#body + 1] = hover(method.entry)
    body[#body + 1] = ("---@field %s %s"):format(method.entry.method:lower(),
      (method.signature:gsub("^fun%(", "fun(self: " .. name .. ", ")))
  end
  local head = "---@class " .. name
  if node.signature then
    head = head .. "\n---@overload " .. node.signature
  end
  self:emit(head .. "\n" .. table.concat(body, "\n") .. "\n")
  return name
end

local EVENT_TYPES = {
  string = "string", int = "integer", int01 = "0|1", timestamp = "integer", money_fen = "integer", number = "number",
  bool_text = "boolean",
}

-- What a callback opens to, a class for each event.
function Writer:events()
  local events = self.catalogue.events
  local names = {}
  for _, name in ipairs(sorted_keys(events)) do
    local event = events[name]
    local class = "wxcard.event." .. name
    local lines = { "---" .. event.doc, "---" .. event.doc_zh, ("---@class %s: wxcard.Event"):format(class),
      ("---@field Event %q"):format(name) }
    for _, field in ipairs(event.fields) do
      local kind = field.enum and literals(field.enum) .. (field.open_enum and "|" .. EVENT_TYPES[field[2]] or "")
        or EVENT_TYPES[field[2]]
      local text = describe(field)
      lines[#lines + 1] = ("---@field %s%s %s%s"):format(field[1], field.required and "" or "?", kind,
        text ~= "" and " " .. text or "")
    end
    self:emit(table.concat(lines, "\n") .. "\n")
    names[#names + 1] = class
  end
  self:emit("---@alias wxcard.AnyEvent " .. table.concat(names, "|") .. "\n")
end

---The text of types/wxcard.lua.
---@param catalogue wxcard.Catalogue
---@return string
function types.text(catalogue)
  local writer = setmetatable({ catalogue = catalogue, lines = { HEAD }, known = {}, aliases = {} }, Writer)
  for _, name in ipairs(sorted_keys(catalogue.enums)) do
    local alias = "wxcard.enum." .. name
    writer.aliases[catalogue.enums[name]] = alias
    writer:emit(("---@alias %s %s\n"):format(alias, literals(catalogue.enums[name])))
  end
  writer:events()
  local root = { children = {} }
  for _, path in ipairs(catalogue.paths()) do
    local node = root
    for _, segment in ipairs(segments(path)) do
      node.children[segment] = node.children[segment] or { children = {} }
      node = node.children[segment]
    end
    node.entry = catalogue.endpoint(path)
    node.signature = writer:signature(node.entry)
    if node.entry.family == "pay" then
      node.methods = {}
      for i, method in ipairs(catalogue.methods(path)) do
        local entry = catalogue.endpoint(path, method)
        node.methods[i] = { entry = entry, signature = entry == node.entry and node.signature
          or writer:signature(entry) }
      end
    end
  end
  for _, key in ipairs(sorted_keys(root.children)) do
    writer:node(root.children[key], "wxcard.api." .. key)
  end
  local client = { "---The paths that the catalogue knows; any other path works too.", "---@class wxcard.Client" }
  for _, key in ipairs(sorted_keys(root.children)) do
    client[#client + 1] = ("---@field %s wxcard.api.%s"):format(key, key)
  end
  writer:emit(table.concat(client, "\n"))
  return table.concat(writer.lines, "\n") .. "\n"
end

return types
