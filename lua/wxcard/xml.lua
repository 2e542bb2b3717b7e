---The small XML of WeChat's pushes and replies, over expat. Elements become fields; attributes are ignored.
---No DOCTYPE, no entities but XML's own five, bounded depth and sizes.
local lxp = require("lxp")
local has_threat, threat = pcall(require, "lxp.threat") -- luaexpat 1.5 and later
local crypto = require("wxcard.crypto")
local errors = require("wxcard.errors")

local xml = {}

local MAX_DEPTH = 16
local MAX_CHILDREN = 4096 -- of one element; text counts too
local MAX_NAME = 256
local MAX_ATTRIBUTES = 16
local MAX_BYTES = 1048576
local NO_DTD = "DTD is not allowed" -- as lxp.threat says it

local BLANK = { [9] = true, [10] = true, [13] = true, [32] = true }

---Takes XML's white space off both ends, in linear time and whatever the locale calls a blank.
---@param text string
---@return string
function xml.trim(text)
  local first, last = 1, #text
  while first <= last and BLANK[text:byte(first)] do
    first = first + 1
  end
  while last >= first and BLANK[text:byte(last)] do
    last = last - 1
  end
  return text:sub(first, last)
end

-- A repeated element becomes a list of its values.
local function add_child(parent, name, value)
  local children = parent.children
  if not children then
    children, parent.repeated = {}, {}
    parent.children = children
  end
  if children[name] == nil then
    children[name] = value
  elseif parent.repeated[name] then
    table.insert(children[name], value)
  else
    children[name] = { children[name], value }
    parent.repeated[name] = true
  end
end

-- Callbacks that build the tree; `state.root` holds the outermost element, `state.fault` why we stopped.
local function builder(state)
  local stack = {}
  return {
    StartElement = function(parser, name)
      if #stack >= MAX_DEPTH then
        state.fault = state.fault or "structure is too deep"
        parser:stop()
        return
      end
      stack[#stack + 1] = { name = name }
    end,
    CharacterData = function(_, text)
      local top = stack[#stack]
      if top and not top.children then
        top[#top + 1] = text
      end
    end,
    EndElement = function()
      local top = table.remove(stack)
      if not top then -- the end of an element whose start made us stop
        return
      end
      local value = top.children or xml.trim(table.concat(top))
      if #stack > 0 then
        add_child(stack[#stack], top.name, value)
      else
        state.root, state.name = value, top.name
      end
    end,
    StartDoctypeDecl = function(parser)
      state.fault = NO_DTD
      parser:stop()
    end,
    NotStandalone = function() -- an external DTD; returning nothing refuses it
      state.fault = NO_DTD
    end,
  }
end

local function new_parser(callbacks)
  if not has_threat then
    return lxp.new(callbacks)
  end
  callbacks.threat = { depth = MAX_DEPTH, allowDTD = false, maxChildren = MAX_CHILDREN, localName = MAX_NAME,
    maxAttributes = MAX_ATTRIBUTES, attribute = MAX_BYTES, text = MAX_BYTES, buffer = MAX_BYTES,
    document = MAX_BYTES }
  return threat.new(callbacks)
end

---Parses a document. Elements become fields: text trimmed, "" when empty; nested elements tables; repeated ones lists.
---@param text string at most 1 MiB
---@return table|string|nil root the outermost element's content
---@return string|wxcard.Error name the outermost element's name; or an error of kind "validation" with the name
---  "xml", "doctype" or "too_large"
function xml.parse(text)
  if #text > MAX_BYTES then
    return errors.fail({ kind = "validation", name = "too_large", message = "the XML is larger than 1 MiB" })
  end
  local state = {}
  local parser = new_parser(builder(state))
  local ok, message, line = parser:parse(text)
  if ok then
    ok, message, line = parser:parse()
  end
  pcall(parser.close, parser)
  message = state.fault or message
  if ok and state.root and not state.fault then
    return state.root, state.name
  elseif message == NO_DTD then
    return errors.fail({ kind = "validation", name = "doctype", message = "a DOCTYPE is not accepted",
      hint = "WeChat never sends one: somebody else did" })
  end
  return errors.fail({ kind = "validation", name = "xml",
    message = ("not well-formed XML%s: %s"):format(line and " (line " .. line .. ")" or "", message or "no element") })
end

local function is_name(name)
  return type(name) == "string" and name:find("^[A-Za-z_][A-Za-z0-9_]*$") ~= nil
end

-- "]]>" would end the section: it is split over two.
local function cdata(text)
  return "<![CDATA[" .. text:gsub("]]>", "]]]]><![CDATA[>") .. "]]>"
end

local write_fields

local function write(out, value, path, depth)
  local kind = type(value)
  if depth > MAX_DEPTH then
    return errors.fail({ kind = "validation", path = path, message = "nested too deeply" })
  elseif kind == "string" then
    out[#out + 1] = cdata(value)
  elseif kind == "number" and value == value and value ~= math.huge and value ~= -math.huge then
    out[#out + 1] = (("%.16g"):format(value):gsub(",", "."))
  elseif kind == "boolean" then
    out[#out + 1] = tostring(value)
  elseif kind == "table" then
    return write_fields(out, value, path, depth)
  else
    return errors.fail({ kind = "validation", path = path, message = "cannot be written as XML: a " .. kind })
  end
  return true
end

local function write_element(out, name, value, path, depth)
  out[#out + 1] = "<" .. name .. ">"
  local ok, err = write(out, value, path, depth)
  out[#out + 1] = "</" .. name .. ">"
  return ok, err
end

local function ordered_names(fields, first)
  local names, seen, rest = {}, {}, {}
  for _, name in ipairs(first or {}) do
    if fields[name] ~= nil then
      names[#names + 1], seen[name] = name, true
    end
  end
  for name in pairs(fields) do
    if not is_name(name) then
      return nil
    elseif not seen[name] then
      rest[#rest + 1] = name
    end
  end
  table.sort(rest, crypto.less)
  for _, name in ipairs(rest) do
    names[#names + 1] = name
  end
  return names
end

function write_fields(out, fields, path, depth, first)
  local prefix = path == "" and "" or path .. "."
  if fields[1] ~= nil then -- a list: WeChat calls its elements "item"
    for i, value in ipairs(fields) do
      local ok, err = write_element(out, "item", value, ("%s[%d]"):format(path, i), depth + 1)
      if not ok then
        return nil, err
      end
    end
    return true
  end
  local names = ordered_names(fields, first)
  if not names then
    return errors.fail({ kind = "validation", path = path, message = "has a key that is no XML name" })
  end
  for _, name in ipairs(names) do
    local ok, err = write_element(out, name, fields[name], prefix .. name, depth + 1)
    if not ok then
      return nil, err
    end
  end
  return true
end

---Writes fields as `<xml>…</xml>`: strings as CDATA, numbers and booleans bare, lists as `<item>` elements.
---@param fields table
---@param first string[]? names to begin with; the others follow, sorted by bytes
---@return string? text
---@return wxcard.Error? err kind "validation", with the path of what cannot be written
function xml.encode(fields, first)
  local out = { "<xml>" }
  local ok, err = write_fields(out, fields, "", 0, first)
  if not ok then
    return nil, err
  end
  out[#out + 1] = "</xml>"
  return table.concat(out)
end

return xml
