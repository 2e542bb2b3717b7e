---Settings of a WeChat Pay merchant and of a brand: keys as PEM text or a path, each looked at when it is loaded, so
---that every mix-up gets its own sentence before anything is sent.
local crypto = require("wxcard.crypto")
local errors = require("wxcard.errors")
local protocol = require("wxcard.api.pay.protocol")

---@class wxcard.PayConfig
---@field mchid string               the merchant's number
---@field merchant_serial string     of the API certificate, upper-case hex
---@field merchant_key string        its private key: PEM text, or a path
---@field merchant_cert string?      the API certificate, to be compared with the two above
---@field api_v3_key string?         32 letters and digits; opens platform certificates and notifications
---@field platform_public_key_id string? "PUB_KEY_ID_…"
---@field platform_public_key string?    PEM text, or a path
---@field platform_certificates boolean? whether /v3/certificates may be asked; default: where there is an api_v3_key
---@field brand_id string?           the brand that the merchant acts for
---@field base_url string?           default "https://api.mch.weixin.qq.com", with a second host behind it
---@field hosts string[]?            instead of base_url: the first, and the one for when that is not to be had

---@class wxcard.BrandConfig
---@field brand_id string
---@field brand_serial string        of the brand's API certificate
---@field brand_key string           its private key: PEM text, or a path
---@field brand_cert string?
---@field brand_api_key string?      32 letters and digits
---@field platform_public_key_id string
---@field platform_public_key string PEM text, or a path
---@field base_url string?
---@field hosts string[]?

local pay_config = {}

local FAMILIES = {
  pay = { scheme = "merchant", id = "mchid", serial = "merchant_serial", key = "merchant_key",
    certificate = "merchant_cert", api_key = "api_v3_key",
    required = { "mchid", "merchant_serial", "merchant_key" },
    also = { brand_id = "string", platform_certificates = "boolean" } },
  brand = { scheme = "brand", id = "brand_id", serial = "brand_serial", key = "brand_key",
    certificate = "brand_cert", api_key = "brand_api_key",
    required = { "brand_id", "brand_serial", "brand_key", "platform_public_key_id", "platform_public_key" },
    also = {} },
}
local PUBLIC_ID, PUBLIC = "platform_public_key_id", "platform_public_key"

local function refuse(path, message, hint)
  return errors.fail({ kind = "config", path = path, message = message, hint = hint })
end

-- What the inspection says, under the setting's own name.
local function mixed_up(path, err)
  return errors.fail({ kind = "config", path = path, name = err.name, message = err.message, hint = err.hint })
end

-- A path's content; PEM text as it is.
local function pem_of(path, value)
  if value:find("-----BEGIN", 1, true) or value:find("\n", 1, true) or #value > 1024 then
    return value
  end
  local file = io.open(value, "rb")
  if not file then
    local kind, err = crypto.pem_kind(value) -- perhaps it is neither: that has a sentence of its own
    if not kind and err.name ~= "path_for_pem" and err.name ~= "not_pem" and err.name ~= "path" then
      return mixed_up(path, err)
    end
    return refuse(path, "is neither PEM text nor a file that can be opened")
  end
  local text = file:read("*a")
  file:close()
  return text or refuse(path, "is a folder, not a PEM file")
end

local function types_of(family)
  local types = { base_url = "string", hosts = "table", [PUBLIC_ID] = "string", [PUBLIC] = "string" }
  for _, what in ipairs({ "id", "serial", "key", "certificate", "api_key" }) do
    types[family[what]] = "string"
  end
  for name, kind in pairs(family.also) do
    types[name] = kind
  end
  return types
end

for _, family in pairs(FAMILIES) do
  family.types = types_of(family)
end

local function check_shape(family, given, at)
  local types = family.types
  for name, value in pairs(given) do
    local path = at .. tostring(name)
    if not types[name] then
      return refuse(path, "no such setting")
    elseif type(value) ~= types[name] then
      return refuse(path, ("must be a %s, got a %s"):format(types[name], type(value)))
    elseif value == "" then
      return refuse(path, "is empty")
    end
  end
  for _, name in ipairs(family.required) do
    if given[name] == nil then
      return refuse(at .. name, "required")
    end
  end
  if not given[family.id]:find("^[%w_-]+$") then
    return refuse(at .. family.id, "must be letters and digits")
  end
  return true
end

-- Keys and serials, each as what it is given for.
local function check_keys(family, given, out, at)
  for _, name in ipairs({ family.key, family.certificate, PUBLIC }) do
    if given[name] then
      local pem, err = pem_of(at .. name, given[name])
      if not pem then
        return nil, err
      end
      out[name] = pem
    end
  end
  local certificate = out[family.certificate]
  local serial, err = crypto.check_serial(given[family.serial], certificate)
  if not serial then
    return mixed_up(at .. family.serial, err)
  end
  out[family.serial] = serial
  if certificate then
    local fits
    fits, err = crypto.check_pair(out[family.key], certificate)
    if not fits then
      return mixed_up(at .. family.certificate, err or { message = "the key does not belong to this certificate" })
    end
  end
  if given[family.api_key] then
    local ok
    ok, err = crypto.check_api_v3_key(given[family.api_key])
    if not ok then
      return mixed_up(at .. family.api_key, err)
    end
  end
  if (given[PUBLIC] == nil) ~= (given[PUBLIC_ID] == nil) then
    return refuse(at .. (given[PUBLIC] and PUBLIC_ID or PUBLIC), "required: key and id come together")
  end
  if given[PUBLIC_ID] and not given[PUBLIC_ID]:find("^PUB_KEY_ID_%w+$") then
    return refuse(at .. PUBLIC_ID, "must be PUB_KEY_ID_ and digits", "the console shows it beside the key")
  end
  if not given[PUBLIC] and not given[family.api_key] then
    return refuse(at .. PUBLIC, "required", "or give " .. family.api_key .. ", to fetch platform certificates with")
  end
  return true
end

local function check_hosts(given, out, settings, at, check_base_url)
  local hosts = given.hosts or given.base_url and { given.base_url }
  if not hosts and settings.base_url:find("^http://") then -- a sandbox answers for both families
    hosts = { settings.base_url }
  end
  hosts = hosts or { "https://" .. protocol.hosts.main, "https://" .. protocol.hosts.second }
  out.hosts = {}
  for i = 1, math.min(#hosts, 2) do
    if type(hosts[i]) ~= "string" then
      return refuse(("%shosts[%d]"):format(at, i), "must be a string")
    end
    local ok, err = check_base_url(hosts[i], at .. (given.hosts and ("hosts[%d]"):format(i) or "base_url"))
    if not ok then
      return nil, err
    end
    out.hosts[i] = hosts[i]:gsub("/+$", "")
  end
  if #out.hosts == 0 then
    return refuse(at .. "hosts", "must have an address")
  end
  out.base_url = out.hosts[1]
  return true
end

local function load_one(name, settings, check_base_url)
  local given, family, at = settings[name], FAMILIES[name], name .. "."
  if given == nil then
    return nil
  end
  local out = {}
  for key, value in pairs(given) do
    out[key] = value
  end
  local ok, err = check_shape(family, given, at)
  if ok then
    ok, err = check_keys(family, given, out, at)
  end
  if ok then
    ok, err = check_hosts(given, out, settings, at, check_base_url)
  end
  if not ok then
    return nil, err
  end
  return out
end

---Checks `settings.pay` and `settings.brand`.
---@param settings wxcard.Config
---@param check_base_url fun(url: string, path: string): true?, wxcard.Error?
---@return wxcard.PayConfig? pay      new tables, with keys as PEM text
---@return wxcard.BrandConfig? brand
---@return wxcard.Error? err
function pay_config.load(settings, check_base_url)
  local pay, err = load_one("pay", settings, check_base_url)
  if err then
    return nil, nil, err
  end
  local brand
  brand, err = load_one("brand", settings, check_base_url)
  return pay, brand, err
end

-- What engine.client takes as one identity.
local function identity(name, given)
  local family = FAMILIES[name]
  local fetch
  if family.scheme == "merchant" and given[family.api_key] and given.platform_certificates ~= false then
    fetch = { method = "GET", path = "/v3/certificates" }
  end
  return {
    word = family.scheme, scheme = protocol.schemes[family.scheme].word, id = given[family.id],
    serial = given[family.serial], key = given[family.key], key_setting = name .. "." .. family.key,
    api_key = given[family.api_key], public_id = given[PUBLIC_ID], public_key = given[PUBLIC],
    public_setting = name .. "." .. PUBLIC, names_serial = given[PUBLIC] ~= nil, hosts = given.hosts, fetch = fetch,
  }
end

---@param settings wxcard.Config as pay_config.load left it
---@return table[]? identities    as engine.client takes them
function pay_config.identities(settings)
  local list = {}
  for _, name in ipairs({ "pay", "brand" }) do
    if settings[name] then
      list[#list + 1] = identity(name, settings[name])
    end
  end
  return #list > 0 and list or nil
end

local MERCHANT_KEYS = { "mchid", "merchant_serial", "merchant_key", "merchant_cert", "api_v3_key", PUBLIC_ID, PUBLIC,
  "brand_id" }
local FILES = { merchant_key = true, merchant_cert = true, brand_key = true, brand_cert = true, [PUBLIC] = true }

---What a sandbox's folder says about both.
---@param keys table   sandbox.json
---@param dir string
---@return wxcard.PayConfig?
---@return wxcard.BrandConfig?
function pay_config.from_sandbox(keys, dir)
  local function put(out, name, value)
    if FILES[name] and type(value) == "string" and not value:find("^/") then
      value = dir .. "/" .. value
    end
    out[name] = value
  end
  local pay, brand
  if keys.mchid then
    pay = {}
    for _, name in ipairs(MERCHANT_KEYS) do
      put(pay, name, keys[name])
    end
  end
  if keys.brand_key then
    brand = {}
    for _, name in ipairs({ "brand_id", "brand_serial", "brand_key", "brand_cert", "brand_api_key" }) do
      put(brand, name, keys[name])
    end
    put(brand, PUBLIC_ID, keys.brand_public_key_id)
    put(brand, PUBLIC, keys.brand_public_key)
  end
  return pay, brand
end

return pay_config
