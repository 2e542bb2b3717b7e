---The client: the path is the method. `wx.card.membercard.userinfo.get{ card_id =, code = }` is
---POST /card/membercard/userinfo/get, validated, authorised, sent, retried where that is safe, and decoded.
local ca = require("wxcard.ca")
local catalogue = require("wxcard.catalogue")
local config = require("wxcard.config")
local core = require("wxcard.core")
local credentials = require("wxcard.credentials")
local errors = require("wxcard.errors")
local gather = require("wxcard.gather")
local json = require("wxcard.json")
local known_cards = require("wxcard.known_cards")
local pay = require("wxcard.pay")
local pay_config = require("wxcard.pay_config")
local quota = require("wxcard.quota")
local schema = require("wxcard.schema")

local engine = core.engine

---@class wxcard.Client : wxcard.Api
---@field config wxcard.Config
---@field jssdk wxcard.Jssdk    signatures for pages and mini programs
---@field known wxcard.KnownCards what was seen of cards
local Client = {}

-- ---- endpoints: catalogue entries as the engine takes them, made once a Lua state ----

local compiled = {} -- path -> { entry, safe, unsafe, own }

-- Fields that hold the account's own values: where one is required, the client fills it in.
local OWN = { appid = "appid", secret = "secret", appsecret = "secret" }

local function own_fields(entry)
  local own
  for _, field in ipairs(entry.request) do
    if OWN[field[1]] and field.required then
      own = own or {}
      own[field[1]] = OWN[field[1]]
    end
  end
  return own
end

local function compile(entry)
  local known = {
    path = entry.path, method = entry.method, authorized = entry.auth == "access_token",
    multipart = entry.body == "multipart", plain = entry.answer == "binary",
    schema = schema.compile(entry.request, { any_of = entry.any_of }),
  }
  known.safe = true
  local safe = engine.endpoint(known)
  known.safe = false
  local found = { entry = entry, safe = safe, unsafe = engine.endpoint(known), own = own_fields(entry) }
  if known.plain then -- pictures are served by another host of WeChat's, and need no account
    known.path = "https://" .. entry.host .. entry.path
    found.elsewhere = engine.endpoint(known)
  end
  return found
end

local function endpoint_of(path)
  local found = compiled[path]
  if found == nil then
    local entry = catalogue.endpoint(path)
    found = entry and compile(entry) or false
    compiled[path] = found
  end
  return found
end

-- A path that is not in the catalogue: signed and sent like any other, not validated, never repeated on a doubt.
local function unlisted(method, path)
  return engine.endpoint({ path = path, method = method, authorized = true, safe = method == "GET" })
end

-- Whether every change comes with its total, so that a second one does no harm.
local function has_totals(body, totals)
  for change, total in pairs(totals) do
    if body[change] ~= nil and body[total] == nil then
      return false
    end
  end
  return true
end

local function variant(found, body, settings)
  local repeats = found.entry.repeats
  if found.elsewhere and settings.base_url:find("%.weixin%.qq%.com$") then
    return found.elsewhere
  end
  if repeats == "safe" or (repeats == "with_total" and has_totals(body, found.entry.totals or {})) then
    return found.safe
  end
  return found.unsafe
end

-- The kinds and size of a file, which may hang on another field (`type` of add_material).
local function upload_limits(entry, body)
  local limits = entry.upload
  if limits and limits.by then
    limits = limits[body[limits.by]]
  end
  if not limits then
    return nil, nil
  end
  return limits.kinds and table.concat(limits.kinds, ","), limits.max_bytes
end

-- ---- errors and warnings ----

local TOKEN_CALLS = { ["/cgi-bin/token"] = true, ["/cgi-bin/stable_token"] = true }
local WRONG_ACCOUNT = { [40001] = true, [40013] = true, [40125] = true, [41002] = true, [41004] = true }

-- Adds what the catalogue knows: the code's name, what to do, where to look after a doubtful end.
local function explain(err, entry)
  local fact = err.code and catalogue.error(err.code)
  if fact then
    err.name = fact.name
    err.hint = err.hint or fact.hint
  end
  if TOKEN_CALLS[err.path] and WRONG_ACCOUNT[err.code] then -- no token will make it better
    err.kind = "config"
  end
  if err.message then
    err.rid = err.message:match("rid: *([%w%-]+)")
    err.message = err.message:gsub("%s*rid: *[%w%-]+%s*$", "")
    if err.code == 40164 then -- "invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist"
      err.seen_ip = err.message:match("invalid ip (%d+%.%d+%.%d+%.%d+)") or err.message:match("(%d+%.%d+%.%d+%.%d+)")
      err.seen_ip6 = err.message:match("ipv6 ([%x:.]+)")
    end
  end
  err.outcome = err.outcome or "not_sent" -- refused here
  err.path = err.path or entry and entry.path
  if err.outcome == "unknown" and entry and entry.query_after then
    err.query = entry.query_after
    local look = ("WeChat may have acted: look with %s before you repeat it"):format(entry.query_after)
    err.hint = err.hint and err.hint .. "; " .. look or look
  end
  return err
end

local told = {} -- texts of the default logger: each once a Lua state

local function log_once(warning)
  local line = ("wxcard: %s: %s"):format(warning.path or "warning", warning.message)
  if told[line] then
    return
  end
  told[line] = true
  local ngx = rawget(_G, "ngx")
  if ngx and ngx.log then
    ngx.log(ngx.WARN, line)
  else
    io.stderr:write(line, "\n")
  end
end

local function warn(client, list, sink)
  local on_warning = client.config.on_warning or log_once
  for _, warning in ipairs(list or {}) do
    if sink then
      sink[#sink + 1] = warning
    end
    on_warning(warning)
  end
end

local function engine_warnings(client)
  local line = engine.warning()
  while line do
    warn(client, { { path = "engine", message = line } })
    line = engine.warning()
  end
end

-- ---- calls ----

-- These two blame the program: whoever calls them is what it calls, or a tail call of that.
local function check_open(client)
  if rawget(client, "closed") then
    error("the client is closed", 3)
  end
end

local function check_options(opts)
  local timeout = opts.timeout
  if timeout ~= nil and not (type(timeout) == "number" and timeout > 0 and timeout <= 86400) then
    error("timeout is a number of seconds above 0", 3)
  end
end

local spare = {} -- call objects whose result was taken, to be used again
local SPARES = 64

local function result_of(call, entry)
  gather.await(call)
  local value, err = call:result()
  if #spare < SPARES then
    spare[#spare + 1] = call
  end
  if err then
    return nil, explain(err, entry)
  end
  return value
end

local function no_credentials(client, path)
  if client.config.appid and client.config.secret then
    return nil
  end
  local missing = client.config.appid and "secret" or "appid"
  return errors.new({ kind = "config", path = missing, message = "needed for " .. path,
    hint = "give it to wxcard.new, or set WXCARD_APPID and WXCARD_SECRET" })
end

-- What showqrcode answers: bytes, or an HTTP error page.
local function binary(value, path)
  if value.status ~= 200 then
    return errors.fail({ kind = "api", path = path, status = value.status, outcome = "refused",
      message = ("HTTP %d"):format(value.status) })
  end
  return { body = value.body, content_type = value.headers["content-type"] }
end

-- The body with the account's own values; the caller's table stays as it is.
local function with_account(settings, own, body)
  local out = {}
  for name, setting in pairs(own) do
    out[name] = settings[setting]
  end
  for key, value in pairs(body or {}) do
    out[key] = value
  end
  return out
end

local NONE = {}

local function perform(client, method, path, body, opts)
  opts = opts or NONE
  check_open(client)
  if opts.timeout then
    check_options(opts)
  end
  if client.spent[path] then
    local err = quota.refuse(client.spent, path, engine.wall())
    if err then
      return nil, explain(err)
    end
  end
  local found = endpoint_of(path)
  local entry = found and found.entry
  local endpoint, kinds, max_bytes
  if found and (method == nil or method == entry.method) then
    if body ~= nil and type(body) ~= "table" then
      error(("%s takes a table, got a %s"):format(path, type(body)), 2)
    end
    local err = known_cards.refuse(client.known, path, body)
    if err then
      return nil, explain(err, entry)
    end
    if found.own then
      body = with_account(client.config, found.own, body)
    end
    endpoint = variant(found, body or NONE, client.config)
    if entry.upload then
      kinds, max_bytes = upload_limits(entry, body or NONE)
    end
  else
    entry = nil
    endpoint = unlisted(method or (body == nil and "GET" or "POST"), path)
    if type(body) == "table" then
      local text, err = json.encode(body)
      if not text then
        return nil, explain(err)
      end
      body = text
    end
  end
  local settings = client.config
  if not (settings.appid and settings.secret) and (not entry or entry.auth == "access_token") then
    return nil, no_credentials(client, path)
  end
  local strict = opts.strict
  if strict == nil then
    strict = settings.strict
  end
  local last = #spare
  local used = spare[last]
  spare[last] = nil
  local call, extra, warned = client.core:submit(endpoint, body, opts.timeout or settings.timeout, strict, kinds,
    max_bytes, used)
  if not call then
    return nil, explain(extra, entry)
  end
  if extra then
    warn(client, extra, opts.warnings)
  end
  local advise = known_cards.advise[path]
  if advise then
    warn(client, advise(body), opts.warnings)
  end
  if warned then
    engine_warnings(client)
  end
  local value, err = result_of(call, entry)
  if err then
    quota.note(client.spent, err, engine.wall())
  elseif next(client.spent) then
    quota.learn(client.spent, path, body, value)
  end
  if value and entry then
    if entry.answer == "binary" then
      return binary(value, path)
    end
    local learn = known_cards.learn[path]
    if learn then
      learn(client.known, body, value)
    end
  end
  return value, err
end

---Any call by its path, in the catalogue or not.
---@param method "GET"|"POST"|"PUT"|"PATCH"|"DELETE"|nil nil: the catalogue's
---@param path string          "/card/get"
---@param body table|string|nil a table is validated where the path is known; a string goes as it is, unknown paths only
---@param opts { timeout: number?, strict: boolean?, warnings: table? }? seconds; warnings go to the end of that list
---@return table? answer
---@return wxcard.Error? err
function Client:call(method, path, body, opts)
  if type(path) ~= "string" or path:sub(1, 1) ~= "/" then
    error("a path begins with a slash", 2)
  end
  if pay.signs(path) then
    return pay.perform(self, method, path, body, opts)
  end
  return perform(self, method, path, body, opts)
end

local function credential(client, kind, opts)
  opts = opts or {}
  check_open(client)
  check_options(opts)
  local state = not opts.refresh and client.core:state(kind)
  local text = state and engine.wall() < state.refresh_at and client.core:warm(kind)
  if text then -- one that is to be renewed is asked of the engine, which serves the old one and fetches the next
    return text
  end
  local err = no_credentials(client, kind)
  if err then
    return nil, err
  end
  local call
  call, err = client.core:fetch(kind, opts.timeout or client.config.timeout, opts.refresh)
  if not call then
    return nil, err
  end
  engine_warnings(client)
  return result_of(call)
end

---The account's access_token, from the cache or fetched. Calls take it by themselves; this is for other programs.
---@param opts { timeout: number?, refresh: boolean? }? refresh: a new one even if the old is good
---@return string? token a secret
---@return wxcard.Error? err
function Client:token(opts)
  return credential(self, "access_token", opts)
end

---The ticket that signs cards ("wx_card") or pages ("jsapi").
---@param kind "wx_card"|"jsapi"
---@param opts { timeout: number?, refresh: boolean? }?
---@return string? ticket a secret
---@return wxcard.Error? err
function Client:ticket(kind, opts)
  if kind ~= "wx_card" and kind ~= "jsapi" then
    error("a ticket is of kind wx_card or jsapi", 2)
  end
  return credential(self, kind, opts)
end

---What the cache holds of a credential, without its value.
---@param kind "access_token"|"wx_card"|"jsapi"|nil
---@return { fetched_at: number, refresh_at: number, expires_at: number, generation: integer }? state Unix seconds
function Client:token_state(kind)
  check_open(self)
  return self.core:state(kind or "access_token")
end

---Gives back what the client holds. Idempotent; calls in flight end by themselves.
function Client:close()
  rawset(self, "closed", true)
  self.core:close()
end

-- ---- the path is the method ----

local names = {} -- "/card/membercard" -> { word in Lua -> segment of the path }
for _, path in ipairs(catalogue.paths("oa")) do
  local prefix = ""
  for segment in path:gmatch("[^/]+") do
    names[prefix] = names[prefix] or {}
    names[prefix][(segment:gsub("-", "_"))] = segment
    prefix = prefix .. "/" .. segment
  end
end

local Node = {}

local function new_node(client, path)
  return setmetatable({ client, path }, Node)
end

-- Nodes hold their client and path at 1 and 2, so that every word stays free for a path's segment.
function Node:__index(word)
  if type(word) ~= "string" then
    return nil
  end
  local path = rawget(self, 2)
  local segment = names[path] and names[path][word] or word
  local child = new_node(rawget(self, 1), path .. "/" .. segment)
  rawset(self, word, child)
  return child
end

function Node:__call(body, opts)
  return perform(self[1], nil, self[2], body, opts)
end

function Node:__tostring()
  return "wxcard endpoint " .. rawget(self, 2)
end

local ClientMeta = {}

function ClientMeta:__index(word)
  local method = Client[word]
  if method ~= nil or type(word) ~= "string" then
    return method
  end
  local child
  if word == "jssdk" then
    child = require("wxcard.jssdk").new(self)
  elseif pay.signs(word) then
    return pay.node(self, word)
  else
    child = new_node(self, "/" .. (names[""][word] or word))
  end
  rawset(self, word, child)
  return child
end

function ClientMeta:__tostring()
  local settings = self.config
  local name = settings.appid or settings.pay and settings.pay.mchid or settings.brand and settings.brand.brand_id
  return "wxcard client of " .. (name or "no account")
end

ClientMeta.__close = Client.close

pay.share({ check_open = check_open, check_options = check_options, warn = warn, engine_warnings = engine_warnings })

local client = {}

---A client for one account. A value: make as many as there are accounts.
---@param given wxcard.Config?
---@return wxcard.Client? wx
---@return wxcard.Error? err kind "config"
function client.new(given)
  if given ~= nil and type(given) ~= "table" then
    error("wxcard.new takes a table", 2)
  end
  local settings, err = config.load(given)
  if not settings then
    return nil, err
  end
  for _, name in ipairs({ "appid", "secret" }) do
    if not settings[name] and not (settings.pay or settings.brand) then
      return nil, errors.new({ kind = "config", path = name, message = "required",
        hint = "give it to wxcard.new, or set WXCARD_" .. name:upper() .. ", WXCARD_CONFIG or WXCARD_SANDBOX" })
    end
  end
  return client.with(settings)
end

---The same with settings that config.load made; appid and secret may be missing, for plain HTTP.
---@param settings wxcard.Config
---@return wxcard.Client? wx
---@return wxcard.Error? err
function client.with(settings)
  local ca_file, err = ca.find(settings)
  if not ca_file then
    return nil, err
  end
  local has_account = settings.appid and settings.secret
  local handle, note = engine.client({
    base_url = settings.base_url, appid = settings.appid, secret = settings.secret, token_mode = settings.token_mode,
    ca_file = ca_file ~= "" and ca_file or nil, proxy = settings.proxy, user_agent = "wxcard/" .. core.version,
    connect_timeout = settings.connect_timeout, keeps_old = settings.token_mode ~= "classic",
    cache_dir = settings.cache_dir, xdg_cache_home = os.getenv("XDG_CACHE_HOME"),
    sources = has_account and credentials.sources(settings) or nil, codes = credentials.codes(),
    identities = pay_config.identities(settings),
  })
  if not handle then
    return nil, note
  end
  local self = setmetatable({ config = settings, core = handle, known = known_cards.new(), spent = {} }, ClientMeta)
  if note then
    warn(self, { { path = "cache_dir", message = note } })
  end
  return self
end

return client
