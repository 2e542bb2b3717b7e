--[[
What is known about WeChat, loaded from the data files of wxcard.api and indexed.

A data file of endpoints is a table by path. The loader completes each entry: it fills in `path` and `host`, resolves
shapes and named enums, and puts errcode and errmsg in front of the response as the entry's `answer` says:
  "json"    errcode in every answer (when `answer` is absent)
  "bare"    errcode only when the call failed
  "binary"  no JSON at all when it succeeded
Entries are shared by all who ask: read them, never change them.
]]
local GROUPS = { "base", "card", "card_update", "code", "membercard", "distribute", "message" }
local SHAPES = { "shapes", "update_shapes" }
local ERRORS = { "errors_common", "errors_request", "errors_platform", "errors_card", "errors_nearby" }
local HOST = "api.weixin.qq.com"

-- What to do about an error that brings no hint of its own.
local HINTS = {
  token = "the token, ticket or secret does not fit; see to the account's configuration",
  param = "the same request fails again: compare it with the reference of this endpoint",
  permission = "the account or the caller lacks a permission; see the console at mp.weixin.qq.com",
  quota = "send less at a time, or wait; cgi-bin/openapi/quota/get shows what is left",
  state = "the call does not fit the present state; query it first",
  conflict = "it contradicts what is set or running already; read that back first",
  not_found = "check the id, and that it belongs to this account",
  transient = "a passing failure at WeChat; try again later",
}

local ANSWERS = {
  json = {
    { "errcode", "integer", required = true, doc = "0 on success" },
    { "errmsg", "string", required = true, example = "ok", doc = "for people; its text varies" },
  },
  bare = {
    { "errcode", "integer", doc = "only when the call failed" },
    { "errmsg", "string", doc = "only when the call failed" },
  },
  binary = {},
}

---@class wxcard.Endpoint
---@field path string
---@field method "GET"|"POST"
---@field host string
---@field doc string
---@field doc_zh string
---@field auth "access_token"|"appid_secret"|"none"
---@field repeats "safe"|"unsafe"|"with_total"|"by_request_no"
---@field totals table<string, string>? of "with_total": each change with the field that holds its total
---@field body "json"|"multipart"|"none"
---@field answer "json"|"bare"|"binary"
---@field request table    fields, for schema.compile
---@field response table   fields
---@field any_of string[][]? one field of each group must be there
---@field warning string?  what to know before calling
---@field warning_zh string?
---@field irreversible string? what cannot be undone
---@field irreversible_zh string?
---@field query_after string? path of the query that tells what an unknown outcome was
---@field fixed string[]?  fields of base_info that no update changes
---@field upload table?    max_bytes and kinds of a file; with `by`, a table of them by that field's value
---@field errors integer[]? codes that this endpoint is known to answer
---@field notes string[]?
---@field status "documented"|"limited"|"legacy"|"retired"
---@field source string    the guide's page
---@field date string      when it was last compared

---@class wxcard.ErrorFact
---@field name string     WeChat's own text, or its sense
---@field message string
---@field hint string
---@field class "token"|"param"|"permission"|"quota"|"state"|"conflict"|"not_found"|"transient"
---@field retry "token"|"backoff"|"wait"|"quota"|nil nil: never
---@field retry_max integer?
---@field retry_only string[]? the only paths to retry
---@field outcome "unknown"?

local function load_data(name)
  return require("wxcard.api." .. name)
end

local enums = load_data("enums")
local shapes = {}
for _, name in ipairs(SHAPES) do
  for key, shape in pairs(load_data(name)) do
    assert(not shapes[key], "two shapes are named " .. key)
    shapes[key] = shape
  end
end

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

local function complete(path, data)
  local entry = {}
  for key, value in pairs(data) do
    entry[key] = value
  end
  entry.path = path
  entry.host = data.host or HOST
  entry.answer = data.answer or "json"
  entry.request = resolve_list(data.request, {})
  entry.response = overlay(ANSWERS[entry.answer], nil, (resolve_list(data.response, {})))
  return entry
end

local endpoints, paths = {}, {}
for _, group in ipairs(GROUPS) do
  for path, data in pairs(load_data(group)) do
    assert(not endpoints[path], "two entries have the path " .. path)
    endpoints[path] = complete(path, data)
    paths[#paths + 1] = path
  end
end
table.sort(paths)

local facts, codes = {}, {}
for _, name in ipairs(ERRORS) do
  for code, data in pairs(load_data(name)) do
    assert(not facts[code], "two errors have the code " .. code)
    local fact = { hint = HINTS[data.class] }
    for key, value in pairs(data) do
      fact[key] = value
    end
    facts[code] = fact
    if fact.retry and fact.retry ~= "quota" then
      codes[#codes + 1] = { code = code, retry = fact.retry, max = fact.retry_max, only = fact.retry_only,
        outcome = fact.outcome }
    end
  end
end
table.sort(codes, function(a, b) return a.code < b.code end)

local catalogue = {
  colors = load_data("colors"),
  enums = enums,
}

---What is known about an endpoint.
---@param path string as in the URL, with the leading slash
---@return wxcard.Endpoint?
function catalogue.endpoint(path)
  return endpoints[path]
end

---Every path, sorted.
---@return string[]
function catalogue.paths()
  local copy = {}
  for i, path in ipairs(paths) do
    copy[i] = path
  end
  return copy
end

---What is known about an errcode.
---@param code integer
---@return wxcard.ErrorFact?
function catalogue.error(code)
  return facts[code]
end

---The codes after which a call may be sent again, sorted by code. `only` names the paths that this is limited to,
---`max` the number of repeats; `outcome = "unknown"` marks what may have taken effect nevertheless.
---@return { code: integer, retry: "token"|"backoff"|"wait", max: integer?, only: string[]?, outcome: string? }[]
function catalogue.codes()
  return codes
end

---Every errcode with what is known about it, for tables and the sandbox.
---@return fun(): integer, wxcard.ErrorFact
function catalogue.errors()
  return next, facts
end

---The shape that a resolved list of fields is, or nil if it was altered or never was one.
---@param fields table
---@return string?
function catalogue.shape(fields)
  return origin[fields]
end

local function flatten(fields, prefix, out)
  for _, field in ipairs(fields) do
    local list = field[2] == "list"
    local path = prefix .. field[1] .. (list and "[]" or "")
    out[#out + 1] = { path = path, field = field }
    if field.fields then
      flatten(field.fields, path .. ".", out)
    end
  end
  return out
end

---The fields of an endpoint as one flat list, an object before its parts: card.member_card.base_info.title,
---card_list[].card_id.
---@param path string
---@param part "request"|"response"|nil the request when absent
---@return { path: string, field: table }[]? nil for an unknown endpoint
function catalogue.fields(path, part)
  local entry = endpoints[path]
  return entry and flatten(entry[part or "request"], "", {})
end

---The events, by name; loaded when first asked for.
---@class wxcard.Catalogue
---@field events table<string, table>
return setmetatable(catalogue, {
  __index = function(self, key)
    if key == "events" then
      self.events = load_data("events")
      return self.events
    end
  end,
})
