---Calls of WeChat Pay: signed, with encrypted fields, answers verified. Three ways say the same:
---    wx.v3.marketing.membercard_open.cards[card_id].codes[code].get()
---    wx["v3/marketing/membercard-open/cards/…"]:get()
---    wx:call("GET", "/v3/marketing/membercard-open/cards/…")
local catalogue = require("wxcard.catalogue")
local core = require("wxcard.core")
local errors = require("wxcard.errors")
local gather = require("wxcard.gather")
local json = require("wxcard.json")
local protocol = require("wxcard.api.pay.protocol")
local schema = require("wxcard.schema")

local engine = core.engine
local pay = {}

local shared -- what client.lua and this file both need

---@param functions table check_open, check_options, warn, engine_warnings
function pay.share(functions)
  shared = functions
end

-- ---- which paths are signed, by whom ----

local PREFIXES = {}
for scheme, fact in pairs(protocol.schemes) do
  PREFIXES[fact.prefix] = scheme
end
local SETTING = { merchant = "pay", brand = "brand" }

local function scheme_of(path)
  return PREFIXES[path:match("^/[^/]*/") or ""]
end

---Whether a path, or the first word of one, is WeChat Pay's.
---@param path string "/v3/…", "v3/…" or "v3"
---@return boolean
function pay.signs(path)
  local first = path:match("^/?([^/]+)")
  return first ~= nil and PREFIXES["/" .. first .. "/"] ~= nil
end

local GENERATIONS = {
  { "^/v3/marketing/membercard%-", "membercard_open" },
  { "^/v3/brand", "brand" },
  { "^/brand/", "brand" },
}

local function generation_of(path)
  for _, known in ipairs(GENERATIONS) do
    if path:find(known[1]) then
      return known[2]
    end
  end
  return "pay"
end

-- ---- endpoints: catalogue entries as the engine takes them, made once a Lua state ----

local compiled = {} -- key -> { entry, safe, unsafe }

-- Paths of the answer's encrypted members: data[].phone_number
local function marks_of(fields, prefix, out)
  for _, field in ipairs(fields) do
    local path = prefix .. field[1] .. (field[2] == "list" and "[]" or "")
    if field.sensitive and not field.fields then
      out[#out + 1] = path
    elseif field.fields then
      marks_of(field.fields, path .. ".", out)
    end
  end
  return out
end

local function digest_of(entry)
  for _, field in ipairs(entry.upload and entry.upload.meta or {}) do
    if field[1] ~= "filename" then
      return field[1]
    end
  end
end

local UNSIGNED = {}
for _, known in ipairs(protocol.unsigned) do
  if not known.when then -- the first list of certificates is verified by what is inside
    UNSIGNED[known.method .. " " .. known.path] = true
  end
end

local function compile(entry)
  local limit = entry.rate_limit
  local known = {
    path = entry.path, method = entry.method, multipart = entry.body == "multipart", signer = entry.scheme,
    schema = schema.compile(entry.request, { any_of = entry.any_of or entry.request.any_of }),
    marks = marks_of(entry.response, "", {}), digest = digest_of(entry), unsigned = UNSIGNED[entry.key],
    needs_serial = entry.needs_serial,
    rate_calls = limit and limit.count, rate_seconds = limit and limit.seconds,
  }
  known.safe = true
  local safe = engine.endpoint(known)
  known.safe = false
  return { entry = entry, safe = safe, unsafe = engine.endpoint(known) }
end

local function endpoint_of(entry)
  local found = compiled[entry.key]
  if not found then
    found = compile(entry)
    compiled[entry.key] = found
  end
  return found
end

local unlisted = {} -- method and scheme -> endpoint

local function unlisted_endpoint(method, scheme)
  local key = method .. scheme
  if not unlisted[key] then
    unlisted[key] = engine.endpoint({ path = "", method = method, safe = method == "GET", signer = scheme })
  end
  return unlisted[key]
end

-- A second call does no harm: it is refused, or changes nothing.
local function is_safe(entry, body)
  if entry.repeats == "safe" then
    return true
  elseif entry.repeats ~= "by_request_no" then
    return false
  end
  return entry.request_no == nil or body[entry.request_no] ~= nil
end

-- ---- errors ----

local function explain(err, path, entry)
  local fact = err.name and catalogue.v3_error(err.name) or err.status and catalogue.v3_status(err.status)
  if fact and err.kind ~= "signature" then
    err.hint = err.hint or fact.hint
  end
  if entry and entry.hint then -- announced, and not there yet
    err.hint = err.hint and err.hint .. "; " .. entry.hint or entry.hint
  end
  err.outcome = err.outcome or "not_sent"
  err.generation = generation_of(path)
  err.endpoint = path
  err.path = err.path or path
  if err.outcome == "unknown" and entry and entry.query_after then
    err.query = entry.query_after
    local look = ("WeChat Pay may have acted: look with %s before you repeat it"):format(entry.query_after)
    err.hint = err.hint and err.hint .. "; " .. look or look
  end
  return err
end

local function no_identity(client, scheme, path)
  local setting = SETTING[scheme]
  if client.config[setting] then
    return nil
  end
  local other, has = "pay", "; the client has the merchant's alone"
  if setting == "pay" then
    other, has = "brand", "; the client has the brand's alone"
  end
  return errors.new({ kind = "config", path = setting, outcome = "not_sent", endpoint = path,
    generation = generation_of(path), name = "no_identity",
    message = ("%s is signed by the %s's identity%s"):format(path, scheme, client.config[other] and has or ""),
    hint = ("give %s = { … } to wxcard.new"):format(setting) })
end

-- ---- calls ----

local function escape(text)
  return (text:gsub("[^%w%-._~]", function(c)
    return ("%%%02X"):format(c:byte())
  end))
end

-- The one method of a path: the catalogue's, if there is one alone.
local function only_method(path)
  local entry, allowed = catalogue.match("?", path)
  if entry then
    return nil
  end
  if type(allowed) == "table" and #allowed == 1 then
    return allowed[1]
  end
  return nil, allowed
end

-- The body with the values that stand in the path: they are checked with it.
local function with_path(body, params)
  if next(params) == nil then
    return body
  end
  local out = {}
  for key, value in pairs(body or {}) do
    out[key] = value
  end
  for key, value in pairs(params) do
    if out[key] == nil then
      out[key] = value
    elseif tostring(out[key]) ~= value then
      return nil, errors.new({ kind = "validation", path = key, message = "is another one than in the path" })
    end
  end
  return out
end

-- A table for a path that the catalogue does not know: a query where the method has no body, else JSON.
local function unlisted_body(method, path, body)
  if type(body) ~= "table" then
    return path, body
  end
  if method == "GET" or method == "DELETE" then
    local keys, pairs_of = {}, {}
    for key in pairs(body) do
      keys[#keys + 1] = tostring(key)
    end
    table.sort(keys)
    for i, key in ipairs(keys) do
      pairs_of[i] = escape(key) .. "=" .. escape(tostring(body[key]))
    end
    return #keys > 0 and path .. (path:find("?", 1, true) and "&" or "?") .. table.concat(pairs_of, "&") or path, nil
  end
  local text, err = json.encode(body)
  return text and path, text, err
end

local function rate_name(client, entry, body)
  local limit = entry.rate_limit
  if not limit then
    return nil
  end
  local settings = client.config[SETTING[entry.scheme]]
  local who = limit.scope == "brand_id" and (body.brand_id or settings.brand_id) or settings.mchid or settings.brand_id
  return ("%s|%s|%s"):format(settings.base_url, entry.key, who)
end

local NONE = {}
local spare = {} -- call objects whose result was taken, to be used again
local SPARES = 64

---Any signed call.
---@param client wxcard.Client
---@param method string?           nil: the path's only one
---@param path string              percent-encoded, with the leading slash
---@param body table|string|nil    a string goes as it is, on paths that the catalogue does not know
---@param opts table?
---@return table? answer
---@return wxcard.Error? err
function pay.perform(client, method, path, body, opts)
  opts = opts or NONE
  shared.check_open(client)
  shared.check_options(opts)
  local bare, query = path:match("^([^?]*)%??(.*)$")
  if path:find("[^%w%-._~/%%?&=+:@!$'()*,;]") or bare:find("//", 1, true) or path:find("%%%x?%X") then
    error("a path is percent-encoded, without blanks, control characters and doubled slashes", 3)
  end
  local scheme = scheme_of(bare) or error("a path of WeChat Pay is longer than " .. path, 3)
  if not method then
    local allowed
    method, allowed = only_method(bare)
    method = method or error(allowed and ("%s has several methods: %s"):format(bare, table.concat(allowed, ", "))
      or bare .. " is not in the catalogue: say which method", 3)
  end
  local err = no_identity(client, scheme, bare)
  if err then
    return nil, err
  end
  local entry, params = catalogue.match(method, bare)
  local endpoint, kinds, max_bytes, limit
  if entry and query == "" then
    if body ~= nil and type(body) ~= "table" then
      error(("%s takes a table, got a %s"):format(bare, type(body)), 3)
    end
    body, err = with_path(body, params)
    if err then
      return nil, explain(err, bare, entry)
    end
    local found = endpoint_of(entry)
    endpoint = is_safe(entry, body or NONE) and found.safe or found.unsafe
    limit = rate_name(client, entry, body or NONE)
    if entry.upload then
      kinds, max_bytes = table.concat(entry.upload.kinds, ","), entry.upload.max_bytes
    end
  else
    entry = nil
    endpoint = unlisted_endpoint(method, scheme)
    path, body, err = unlisted_body(method, path, body)
    if not path then
      return nil, explain(err, bare)
    end
  end
  local strict = opts.strict
  if strict == nil then
    strict = client.config.strict
  end
  local used = table.remove(spare)
  local timeout = opts.timeout or client.config.timeout
  local call, extra, warned = client.core:send(endpoint, path, body, timeout, strict, kinds, max_bytes, used, limit)
  if not call then
    return nil, explain(extra, bare, entry)
  end
  if extra then
    shared.warn(client, extra, opts.warnings)
  end
  if warned then
    shared.engine_warnings(client)
  end
  gather.await(call)
  local value
  value, err = call:result()
  if #spare < SPARES then
    spare[#spare + 1] = call
  end
  if err then
    return nil, explain(err, bare, entry)
  end
  return value
end

-- ---- the path is the method ----

-- names[segment in Lua] -> { segment = as in the path, the same below }; "{}" for a place.
local names = {}
for _, path in ipairs(catalogue.paths("pay")) do
  local node = names
  for segment in path:gmatch("[^/]+") do
    local word = segment:find("^{") and "{}" or segment:gsub("-", "_")
    node[word] = node[word] or { segment = segment }
    node = node[word]
  end
end

local METHODS = { get = "GET", post = "POST", patch = "PATCH", put = "PUT", delete = "DELETE" }
local Node = {}

-- Nodes hold their client, path, place in `names`, method and parent, each at a number.
local function new_node(client, path, known, method, parent)
  return setmetatable({ client, path, known or NONE, method, parent }, Node)
end

function Node:__index(word)
  local client, path, known = rawget(self, 1), rawget(self, 2), rawget(self, 3)
  if type(word) == "number" then
    word = ("%d"):format(word)
  elseif type(word) ~= "string" or word == "" then
    return nil
  end
  if METHODS[word] then
    local node = new_node(client, path, known, METHODS[word], self)
    rawset(self, word, node)
    return node
  end
  local literal = known[word] or known[word:gsub("-", "_")]
  if literal and word ~= "{}" and word ~= "segment" then
    local node = new_node(client, path .. "/" .. literal.segment, literal)
    rawset(self, word, node)
    return node
  end
  return new_node(client, path .. "/" .. escape(word), known["{}"]) -- not kept: there are as many as members
end

function Node:__call(first, second, third)
  local body, opts = first, second
  if first ~= nil and rawequal(first, rawget(self, 5)) then -- node:post(body)
    body, opts = second, third
  end
  return pay.perform(rawget(self, 1), rawget(self, 4), rawget(self, 2), body, opts)
end

function Node:__tostring()
  return ("wxcard endpoint %s%s"):format(rawget(self, 4) and rawget(self, 4) .. " " or "", rawget(self, 2))
end

---What `wx.v3` and `wx["v3/brand/…"]` are.
---@param client wxcard.Client
---@param path string with slashes: as it is sent
---@return table node
function pay.node(client, path)
  path = "/" .. path:gsub("^/", "")
  if not path:find("/", 2, true) then
    local node = new_node(client, path, names[path:sub(2)])
    rawset(client, path:sub(2), node)
    return node
  end
  return new_node(client, path)
end

return pay
