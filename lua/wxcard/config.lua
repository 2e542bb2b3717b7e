---Settings of a client: what the caller gives, then a sandbox's folder or the environment, then a config file.
---Shape and units are checked here, once; everything after this works with what it can trust.
local errors = require("wxcard.errors")
local json = require("wxcard.json")
local pay_config = require("wxcard.pay_config")

---@class wxcard.Config
---@field appid string?            of the Official Account
---@field secret string?           its AppSecret; never on a command line
---@field base_url string?         default "https://api.weixin.qq.com"
---@field token_mode "stable"|"classic"|nil default "stable"
---@field cache_dir string|false|nil folder for shared tokens; false: this process alone
---@field ca_file string?          PEM bundle; default: SSL_CERT_FILE, else the system's
---@field proxy string?            "http://host:port"; the usual environment variables are not looked at
---@field timeout number?          seconds for a whole call, tries and waits included; default 30
---@field connect_timeout number?  seconds; default 5
---@field strict boolean?          unknown fields are refused instead of warned about
---@field on_warning fun(warning: wxcard.Fault)? default: one line on stderr, each text once
---@field token string?            of the callback URL
---@field encoding_aes_key string? of the callback
---@field pay wxcard.PayConfig?    a WeChat Pay merchant: paths under /v3/
---@field brand wxcard.BrandConfig? a brand that signs for itself: paths under /brand/

local config = {}

local FIELDS = {
  { "appid", "string", env = "WXCARD_APPID" },
  { "secret", "string", env = "WXCARD_SECRET" },
  { "base_url", "string", env = "WXCARD_BASE_URL", default = "https://api.weixin.qq.com" },
  { "token_mode", "string", env = "WXCARD_TOKEN_MODE", default = "stable", one_of = { stable = true, classic = true } },
  { "cache_dir", "string", env = "WXCARD_CACHE_DIR", off = true },
  { "ca_file", "string", env = "WXCARD_CA_FILE" },
  { "proxy", "string", env = "WXCARD_PROXY" },
  { "timeout", "number", env = "WXCARD_TIMEOUT", default = 30, above = 0, most = 86400 },
  { "connect_timeout", "number", default = 5, above = 0, most = 3600 },
  { "strict", "boolean", default = false },
  { "on_warning", "function" },
  { "token", "string", env = "WXCARD_TOKEN" },
  { "encoding_aes_key", "string", env = "WXCARD_ENCODING_AES_KEY" },
  { "pay", "table" },
  { "brand", "table" },
}

local BY_NAME = {}
for _, field in ipairs(FIELDS) do
  BY_NAME[field[1]] = field
end

local function refuse(path, message, hint)
  return errors.fail({ kind = "config", path = path, message = message, hint = hint })
end

local function check(field, value)
  local name = field[1]
  if field.off and value == false then
    return true
  end
  if type(value) ~= field[2] then
    return refuse(name, ("must be a %s, got a %s"):format(field[2], type(value)))
  end
  if value == "" then
    return refuse(name, "is empty")
  end
  if field[2] == "string" and value:find("%c") then
    return refuse(name, "must not hold control characters")
  end
  if field.one_of and not field.one_of[value] then
    return refuse(name, "must be stable or classic")
  end
  if field.above and not (value > field.above and value <= field.most) then
    return refuse(name, ("must be above %d and at most %d seconds"):format(field.above, field.most))
  end
  return true
end

local function read_json(path, what)
  local file = io.open(path, "rb")
  if not file then
    return refuse(what, "cannot open " .. path)
  end
  local text = file:read("*a")
  file:close()
  if not text then -- a folder opens like a file
    return refuse(what, "cannot read " .. path)
  end
  local value, err = json.decode(text)
  if type(value) ~= "table" then
    return refuse(what, path .. " is not a JSON object" .. (err and err.message and ": " .. err.message or ""))
  end
  return value
end

-- A sandbox's folder holds more than settings; these are what a client and a callback need.
local SANDBOX_KEYS = { "base_url", "appid", "secret", "token", "encoding_aes_key" }

local function from_sandbox(dir)
  local keys, err = read_json(dir .. "/sandbox.json", "WXCARD_SANDBOX")
  if not keys then
    err.hint = "start it with: wxcard sandbox --dir " .. dir
    return nil, err
  end
  local out = {}
  for _, name in ipairs(SANDBOX_KEYS) do
    out[name] = keys[name]
  end
  out.pay, out.brand = pay_config.from_sandbox(keys, dir)
  return out
end

local function from_environment(getenv)
  local out = {}
  for _, field in ipairs(FIELDS) do
    local value = field.env and getenv(field.env)
    if value and value ~= "" then
      out[field[1]] = field[2] == "number" and (tonumber(value) or value) or value
    end
  end
  return out
end

local function from_file(getenv)
  local path = getenv("WXCARD_CONFIG")
  if path and path ~= "" then
    return read_json(path, "WXCARD_CONFIG")
  end
  local file = io.open("wxcard.json", "rb")
  if not file then
    return {}
  end
  file:close()
  return read_json("wxcard.json", "wxcard.json")
end

local LOOPBACK = { ["localhost"] = true, ["[::1]"] = true }

-- A secret in clear over a network is never right; a sandbox on this machine is.
local function check_base_url(url, path)
  local scheme, rest = url:match("^(https?)://(.*)$")
  local host, after = (rest or ""):match("^(%[[%x:.]+%])(.*)$")
  if not host then
    host, after = (rest or ""):match("^([%w%-._]+)(.*)$")
  end
  -- nothing that could make another host of it: no user, no query
  if not host or not (after:gsub("^:%d+", ""):find("^/[%w%-._~%%/]*$") or after:find("^:?%d*$")) or after == ":" then
    return refuse(path or "base_url",
      "must be https:// and a host, or http:// for this machine; perhaps a port and a path")
  end
  if scheme == "http" and not (LOOPBACK[host] or host:match("^127%.%d+%.%d+%.%d+$")) then
    return refuse(path or "base_url", "http:// is for this machine alone; tokens would travel in clear", "use https://")
  end
  return true
end

config.check_base_url = check_base_url

---Puts the settings together and checks them.
---@param given wxcard.Config?  what the caller sets; wins over everything else
---@param getenv fun(name: string): string? default os.getenv
---@return wxcard.Config? settings complete with defaults, a new table
---@return wxcard.Error? err       kind "config", path = the setting
function config.load(given, getenv)
  getenv = getenv or os.getenv
  given = given or {}
  local dir = getenv("WXCARD_SANDBOX")
  local layers, layer, err
  if dir and dir ~= "" then -- a sandbox wins over an environment that may hold the real account
    layer, err = from_sandbox(dir)
    layers = { given, layer, from_environment(getenv) }
  else
    layer, err = from_file(getenv)
    layers = { given, from_environment(getenv), layer }
  end
  if not layer then
    return nil, err
  end
  local out = {}
  for _, source in ipairs(layers) do
    for name, value in pairs(source) do
      local field = BY_NAME[name]
      if not field then
        return refuse(tostring(name), "no such setting")
      end
      local ok
      ok, err = check(field, value)
      if not ok then
        return nil, err
      end
      if out[name] == nil then
        out[name] = value
      end
    end
  end
  for _, field in ipairs(FIELDS) do
    if out[field[1]] == nil then
      out[field[1]] = field.default
    end
  end
  local ok
  ok, err = check_base_url(out.base_url)
  if not ok then
    return nil, err
  end
  out.base_url = out.base_url:gsub("/+$", "")
  out.pay, out.brand, err = pay_config.load(out, check_base_url)
  if err then
    return nil, err
  end
  return out
end

return config
