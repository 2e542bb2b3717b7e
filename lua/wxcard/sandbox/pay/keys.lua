---The keys of a pretended WeChat Pay and of one merchant and one brand of it: made once by the openssl command line,
---kept in a folder for the owner alone, never shipped.
local crypto = require("wxcard.crypto")
local host = require("wxcard.core").host

local keys = {}

keys.PUBLIC_KEY_ID = "PUB_KEY_ID_0114232134912410000000000000" -- the documents' own example
keys.BRAND_PUBLIC_KEY_ID = "PUB_KEY_ID_0114232134912410000000000001"
local MCHID, BRAND = "1900007291", "1004"

-- what each pair of keys is for: who is named in its certificate, or nil for a key without one
local MADE_AT_START = { "merchant", "platform", "platform_cert", "brand", "brand_platform" }
local SUBJECTS = {
  merchant = "/C=CN/O=wxcard sandbox/CN=" .. MCHID,
  brand = "/C=CN/O=wxcard sandbox/CN=" .. BRAND,
  platform_cert = "/C=CN/O=wxcard sandbox/CN=wxcard sandbox platform",
  platform_cert2 = "/C=CN/O=wxcard sandbox/CN=wxcard sandbox platform",
}

-- One pair. The key gets its name last, so that a key that is there is whole.
local MAKE = [[
mk() {
  openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$1_key.new" 2>/dev/null &&
  openssl pkey -in "$1_key.new" -pubout -out "$1_public_key.pem" 2>/dev/null &&
  { [ -z "$2" ] || openssl req -x509 -new -key "$1_key.new" -days 1825 -subj "$2" -set_serial "0x$3" \
      -out "$1_cert.pem" 2>/dev/null; } &&
  mv "$1_key.new" "$1_key.pem"
}
]]

local function quote(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

local function contents(path)
  local file = io.open(path, "rb")
  local text = file and file:read("*a")
  if file then
    file:close()
  end
  return text
end

-- Forty digits without a leading zero, as the real ones have.
local function serial()
  local bytes = crypto.random_bytes(20)
  return (string.char(64 + bytes:byte(1) % 64) .. bytes:sub(2)):gsub(".", function(c)
    return ("%02X"):format(c:byte())
  end)
end

---Makes what is missing, side by side.
local function make(folder, names)
  local script = { "umask 077 && mkdir -p ", quote(folder), " && cd ", quote(folder), " || exit 1\n", MAKE }
  local missing = false
  for _, name in ipairs(names) do
    if not contents(folder .. "/" .. name .. "_key.pem") then
      missing = true
      script[#script + 1] = ("mk %s %s %s &\n"):format(name, quote(SUBJECTS[name] or ""), (serial()))
    end
  end
  if missing then
    script[#script + 1] = "wait"
    os.execute(table.concat(script))
  end
end

local function secret(path)
  local text = contents(path)
  if not text then
    text = assert(crypto.random_nonce(32))
    assert(host.write_private(path, text))
  end
  return text
end

local Keys = {}
Keys.__index = Keys

---A pair by its name, read when it is first used.
---@return { key: wxcard.Key, key_pem: string, public_pem: string, cert_pem: string?, serial: string?, cn: string?,
---  cert: wxcard.Key? }
function Keys:pair(name)
  local pair = self.pairs[name]
  if not pair then
    make(self.folder, { name })
    local base = self.folder .. "/" .. name
    local key_pem = contents(base .. "_key.pem") or error("openssl made no key in " .. self.folder)
    pair = {
      key_pem = key_pem, key = assert(crypto.key(key_pem, "private")), public_pem = contents(base .. "_public_key.pem"),
      cert_pem = contents(base .. "_cert.pem"), path = base,
    }
    pair.public = assert(crypto.key(pair.public_pem, "public"))
    if pair.cert_pem then
      local info = assert(crypto.certificate_info(pair.cert_pem))
      pair.serial, pair.cn, pair.info = info.serial, info.subject_cn, info
    end
    self.pairs[name] = pair
  end
  return pair
end

---What sandbox.json gets: names and serials, secrets of their own, and the paths of keys and certificates.
function Keys:for_clients()
  local merchant, brand, cert = self:pair("merchant"), self:pair("brand"), self:pair("platform_cert")
  return {
    mchid = self.mchid, merchant_serial = merchant.serial, merchant_key = merchant.path .. "_key.pem",
    merchant_cert = merchant.path .. "_cert.pem", api_v3_key = self.api_v3_key,
    platform_public_key_id = keys.PUBLIC_KEY_ID,
    platform_public_key = self.folder .. "/platform_public_key.pem",
    platform_cert_serial = cert.serial, platform_cert = cert.path .. "_cert.pem",
    brand_id = self.brand_id, brand_serial = brand.serial, brand_key = brand.path .. "_key.pem",
    brand_cert = brand.path .. "_cert.pem", brand_api_key = self.brand_api_key,
    brand_public_key_id = keys.BRAND_PUBLIC_KEY_ID,
    brand_public_key = self.folder .. "/brand_platform_public_key.pem",
  }
end

---Opens a folder of keys; what is not there is made.
---@param folder string
---@return table? keys nil where there is no openssl to make them
function keys.open(folder)
  if folder:sub(1, 1) ~= "/" then -- paths for clients hold wherever they are started
    local pipe = io.popen("pwd -P")
    folder = pipe:read("*l") .. "/" .. folder
    pipe:close()
  end
  make(folder, MADE_AT_START)
  for _, name in ipairs(MADE_AT_START) do
    if not contents(folder .. "/" .. name .. "_key.pem") then
      return nil
    end
  end
  local self = setmetatable({ folder = folder, pairs = {} }, Keys)
  self.api_v3_key, self.brand_api_key = secret(folder .. "/api_v3_key"), secret(folder .. "/brand_api_key")
  self.mchid, self.brand_id = self:pair("merchant").cn, self:pair("brand").cn
  return self
end

---A folder that ends with this process, for a sandbox that keeps nothing.
function keys.temporary()
  local pipe = io.popen("mktemp -d")
  local folder = pipe:read("*l")
  pipe:close()
  local function remove()
    os.execute("rm -rf " .. quote(folder))
  end
  local newproxy = rawget(_G, "newproxy") -- LuaJIT has no __gc of tables
  local owner = newproxy and newproxy(true) or setmetatable({}, { __gc = remove })
  getmetatable(owner).__gc = remove
  return folder, owner
end

return keys
