--[[
What is known about WeChat, loaded from the data files of wxcard.api and indexed.

Two families. An Official Account's data file ("oa") is a table by path: a path has one method, and is its entry's key.
WeChat Pay's ("pay") is a list: methods share paths, paths have places for values, and an entry's key is
"METHOD /path/{place}", the path as WeChat prints it. The loader completes each entry: it fills in what is the same
everywhere, resolves shapes and named enums, makes the brand's own call of a `twin` (the same without brand_id in the
request), and puts errcode and errmsg in front of an Official Account's answer as the entry's `answer` says:
  "json"    errcode in every answer (when `answer` is absent)
  "bare"    errcode only when the call failed
  "binary"  no JSON at all when it succeeded
  "empty"   of WeChat Pay: 204 without a body
Entries are shared by all who ask: read them, never change them.
]]
local shapes = require("wxcard.catalogue_shapes")

local GROUPS = { "base", "card", "card_update", "code", "membercard", "distribute", "message" }
local ERRORS = { "errors_common", "errors_request", "errors_platform", "errors_card", "errors_nearby" }
local HOST = "api.weixin.qq.com"
local PAY = { "base", "brand_configs", "brand_stores", "card_member_cards", "card_member_users", "card_member_points",
  "membercard_open_cards", "membercard_open_users", "membercard_activity" }
local PAY_PAGES, PAY_DATE = "https://pay.weixin.qq.com/doc/", "2026-08"
local DEFAULT_METHOD = { "POST", "GET", "PATCH", "PUT", "DELETE" } -- of a path that is asked for without one

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
---@field key string       what endpoint() finds it by, whatever its family
---@field family "oa"|"pay"
---@field path string
---@field method "GET"|"POST"|"PATCH"|"PUT"|"DELETE"
---@field host string
---@field doc string
---@field doc_zh string
---@field auth "access_token"|"appid_secret"|"none"|"signature"
---@field scheme "merchant"|"brand"|nil who signs, of WeChat Pay
---@field role "partner"|"brand"|"both"|nil whose call it is, of WeChat Pay
---@field repeats "safe"|"unsafe"|"with_total"|"by_request_no"
---@field totals table<string, string>? of "with_total": each change with the field that holds its total
---@field request_no string? of "by_request_no": the field that has the number
---@field natural_key string[]? fields that tell one such call from another, where there is no number
---@field on_repeat string? the code that refuses a second call
---@field idempotency string? what else is known of a second call
---@field body "json"|"multipart"|"none"
---@field answer "json"|"bare"|"binary"|"empty"
---@field request table    fields, for schema.compile; with ["in"] = "path" those of the path's places
---@field response table   fields
---@field any_of string[][]? one field of each group must be there
---@field warning string?  what to know before calling
---@field warning_zh string?
---@field irreversible string? what cannot be undone
---@field irreversible_zh string?
---@field query_after string? key of the query that tells what an unknown outcome was
---@field rate_limit { count: integer, seconds: integer, scope: "mchid"|"brand_id" }? where one is printed
---@field twin string?     key of the same call by the brand itself
---@field twin_of string?  key of the partner's call that this is the brand's form of
---@field unsigned string? why its answer may come unsigned
---@field needs_serial boolean? Wechatpay-Serial is wanted even if nothing is encrypted
---@field instead string?  key of the call to use, where this one is retired or not online
---@field hint string?     what to do meanwhile
---@field hint_zh string?
---@field fixed string[]?  fields of base_info that no update changes
---@field upload table?    max_bytes and kinds of a file; with `by`, a table of them by that field's value; `meta`:
---                        fields of the signed part of WeChat Pay's uploads
---@field errors table?    codes that this endpoint is known to answer; of WeChat Pay { code=, status=, message= }
---@field notes string[]?
---@field status "documented"|"limited"|"legacy"|"retired"|"announced"
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

local overlay, resolve_list = shapes.overlay, shapes.resolve

local function copy(data)
  local out = {}
  for key, value in pairs(data) do
    out[key] = value
  end
  return out
end

local function complete(path, data)
  local entry = copy(data)
  entry.path, entry.key, entry.family = path, path, "oa"
  entry.host = data.host or HOST
  entry.answer = data.answer or "json"
  entry.request = resolve_list(data.request, {})
  entry.response = overlay(ANSWERS[entry.answer], nil, (resolve_list(data.response, {})))
  return entry
end

-- ---- WeChat Pay ----

local v3 = load_data("pay.errors")

local function error_list(given)
  local out = {}
  local function add(list)
    for _, item in ipairs(list) do
      if type(item) == "string" then
        add(v3.groups[item] or error("no group of errors is named " .. item))
      else
        local fact = v3.codes[item[1]] or error("no error is named " .. item[1])
        out[#out + 1] = { code = item[1], status = fact.status[1], message = item[2] }
      end
    end
  end
  add(v3.common)
  add(given or {})
  return out
end

-- Where its fields go tells what a request is.
local function body_of(request)
  local kind = "none"
  for _, field in ipairs(request) do
    if field["in"] == "multipart" then
      return "multipart"
    elseif not field["in"] then
      kind = "json"
    end
  end
  return kind
end

local function complete_pay(data)
  local entry = copy(data)
  entry.key, entry.family, entry.auth = data.method .. " " .. data.path, "pay", "signature"
  entry.host = "api.mch.weixin.qq.com"
  entry.scheme = data.path:find("^/brand/") and "brand" or "merchant"
  entry.role = data.role or "both"
  entry.status = data.status or "documented"
  entry.answer = data.answer or "json"
  entry.request = resolve_list(data.request, data.request)
  entry.response = resolve_list(data.response or {}, data.response or {})
  entry.body = body_of(entry.request)
  entry.errors = error_list(data.errors)
  entry.needs_serial = data.needs_serial or entry.scheme == "brand" or nil
  entry.source = data.source or PAY_PAGES .. data.page
  entry.page = nil
  entry.date = data.date or PAY_DATE
  return entry
end

-- The brand's own call: its brand_id is that of the signature.
local function complete_twin(data)
  local twin = data.twin
  local own = copy(data)
  own.twin, own.path, own.page, own.rate_limit, own.role = nil, twin.path, twin.page, twin.rate_limit, "brand"
  own.doc, own.doc_zh = data.doc .. ", as the brand", data.doc_zh .. "（品牌直连）"
  own.notes = twin.notes or data.notes
  own.query_after = data.query_after and data.query_after:gsub("/v3/brand/partner/", "/brand/")
  own.instead, own.hint, own.hint_zh = nil, nil, nil
  own.needs_serial = nil
  local entry = complete_pay(own)
  entry.request = overlay(entry.request, { "brand_id" }, (resolve_list(twin.request or {}, {})))
  entry.body = body_of(entry.request)
  if twin.response then
    entry.response = resolve_list(twin.response, twin.response)
  end
  return entry
end

-- ---- the index ----

local pending = {} -- key -> makes that entry; most programs ask for few
local endpoints = setmetatable({}, { -- by key
  __index = function(self, key)
    local make = pending[key]
    if make then
      self[key] = make()
      return self[key]
    end
  end,
})
local methods = {} -- path -> its methods, sorted
local paths = { oa = {}, pay = {}, all = {} }
local keys = { oa = {}, pay = {}, all = {} }
local trie = {} -- segment -> the same, "{}" for a place; [1]: the keys that end here, by method

local function add(family, method, path, key, make)
  assert(not pending[key], "two entries have the key " .. key)
  pending[key] = make
  for _, name in ipairs({ family, "all" }) do
    table.insert(keys[name], key)
    if not methods[path] then
      table.insert(paths[name], path)
    end
  end
  methods[path] = methods[path] or {}
  table.insert(methods[path], method)
  table.sort(methods[path])
  local node = trie
  for segment in path:gmatch("[^/]+") do
    segment = segment:find("^{.*}$") and "{}" or segment
    node[segment] = node[segment] or {}
    node = node[segment]
  end
  node[1] = node[1] or {}
  node[1][method] = key
end

for _, group in ipairs(GROUPS) do
  for path, data in pairs(load_data(group)) do
    add("oa", data.method, path, path, function()
      return complete(path, data)
    end)
  end
end
for _, group in ipairs(PAY) do
  for _, data in ipairs(load_data("pay." .. group)) do
    local key = data.method .. " " .. data.path
    local twin_key = data.twin and data.method .. " " .. data.twin.path
    add("pay", data.method, data.path, key, function()
      local entry = complete_pay(data)
      entry.twin = twin_key
      return entry
    end)
    if data.twin then
      add("pay", data.method, data.twin.path, twin_key, function()
        local entry = complete_twin(data)
        entry.twin_of = key
        return entry
      end)
    end
  end
end
for _, family in ipairs({ "oa", "pay", "all" }) do
  table.sort(paths[family])
  table.sort(keys[family])
end

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
  enums = shapes.enums,
}

---What is known about an endpoint.
---@param path string    as WeChat prints it, with the leading slash; or an entry's key
---@param method string? of a path that several share; absent, the first there is of POST, GET, PATCH, PUT, DELETE
---@return wxcard.Endpoint?
function catalogue.endpoint(path, method)
  local entry = endpoints[path]
  if entry then
    return (method == nil or method == entry.method) and entry or nil
  elseif method then
    return endpoints[method .. " " .. path]
  elseif methods[path] then
    for _, try in ipairs(DEFAULT_METHOD) do
      entry = endpoints[try .. " " .. path]
      if entry then
        return entry
      end
    end
  end
end

local function decode(text)
  return (text:gsub("%%(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end))
end

-- The node of segments[i] and on under `node` that has the method; places' values into `values`. `other` remembers
-- a node of this path with other methods.
local function descend(node, segments, i, method, values, other)
  local segment = segments[i]
  if not segment then
    other[1] = other[1] or node[1]
    return node[1] and node[1][method] and node
  end
  local found = node[segment] and segment ~= "{}" and descend(node[segment], segments, i + 1, method, values, other)
  if not found and node["{}"] then
    local n = #values
    values[n + 1] = decode(segment)
    found = descend(node["{}"], segments, i + 1, method, values, other)
    if not found then
      for k = #values, n + 1, -1 do
        values[k] = nil
      end
    end
  end
  return found
end

---The endpoint of a path as it is sent, with the values of its places, percent-decoded.
---@param method string
---@param path string     without the query
---@return wxcard.Endpoint? entry
---@return table<string, string>|string[]|nil params by name; without an entry the methods that the path does have
function catalogue.match(method, path)
  local entry = endpoints[path]
  if entry and entry.path == path and entry.method == method then
    return entry, {}
  elseif path:sub(1, 1) ~= "/" or path:find("//", 1, true) or path:sub(-1) == "/" then
    return nil
  end
  local segments, values, other = {}, {}, {}
  for segment in path:gmatch("[^/]+") do
    segments[#segments + 1] = segment
  end
  local node = descend(trie, segments, 1, method, values, other)
  if node then
    entry = endpoints[node[1][method]]
    local params, i = {}, 0
    for name in entry.path:gmatch("{([^}]*)}") do
      i = i + 1
      params[name] = values[i]
    end
    return entry, params
  elseif other[1] then
    local allowed = {}
    for name in pairs(other[1]) do
      allowed[#allowed + 1] = name
    end
    table.sort(allowed)
    return nil, allowed
  end
end

---Every path, sorted.
---@param family "oa"|"pay"|nil of one family; nil: of all
---@return string[]
function catalogue.paths(family)
  return copy(paths[family or "all"])
end

---Every entry, sorted by key: a path that several methods share is there with each.
---@param family "oa"|"pay"|nil of one family; nil: of all
---@return wxcard.Endpoint[]
function catalogue.entries(family)
  local out = {}
  for i, key in ipairs(keys[family or "all"]) do
    out[i] = endpoints[key]
  end
  return out
end

---The methods of a path as WeChat prints it, sorted.
---@param path string
---@return string[]? nil for an unknown path
function catalogue.methods(path)
  return methods[path] and copy(methods[path])
end

---@class wxcard.V3Fact
---@field message string
---@field hint string
---@field status integer[]?  of a code: the HTTP statuses that it comes with
---@field retry "wait"|"backoff"|nil "wait": not processed; "backoff": where a second call does no harm
---@field outcome "unknown"?

---What is known about a code of WeChat Pay's.
---@param code string
---@return wxcard.V3Fact?
function catalogue.v3_error(code)
  return v3.codes[code]
end

---What an HTTP status of WeChat Pay's means by itself, for answers without a known code.
---@param status integer
---@return wxcard.V3Fact?
function catalogue.v3_status(status)
  return v3.statuses[status]
end

---Every code of WeChat Pay's with what is known about it.
---@return fun(): string, wxcard.V3Fact
function catalogue.v3_errors()
  return next, v3.codes
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
---@type fun(fields: table): string?
catalogue.shape = shapes.name_of

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
---@param path string or a key
---@param part "request"|"response"|nil the request when absent
---@return { path: string, field: table }[]? nil for an unknown endpoint
function catalogue.fields(path, part)
  local entry = catalogue.endpoint(path)
  return entry and flatten(entry[part or "request"], "", {})
end

local LAZY = {
  events = function()
    return load_data("events")
  end,
  notifications = function()
    local data, lists = copy(load_data("pay.notifications")), {}
    local events = {}
    for name, event in pairs(data.events) do
      lists[event.fields] = lists[event.fields] or (resolve_list(event.fields, {}))
      events[name] = copy(event)
      events[name].fields = lists[event.fields]
    end
    data.events = events
    return data
  end,
  protocol = function()
    return load_data("pay.protocol")
  end,
}

---Loaded when first asked for: an Official Account's events by name, WeChat Pay's notifications, APIv3's own facts.
---@class wxcard.Catalogue
---@field events table<string, table>
---@field notifications table
---@field protocol table
return setmetatable(catalogue, {
  __index = function(self, key)
    if LAZY[key] then
      self[key] = LAZY[key]()
      return self[key]
    end
  end,
})
