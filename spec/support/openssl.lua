---The openssl command line as a second opinion, and keys that live for one run.
local crypto = require("wxcard.crypto")
local program = require("spec.support.program")

local openssl = {}

local quote = program.quote
local folder, files = nil, {}

-- One private folder for this process; made once, removed when it ends.
local function home()
  if not folder then
    folder = program.folder()
    local function remove() program.remove(folder) end
    local newproxy = rawget(_G, "newproxy") -- LuaJIT has no __gc of tables
    openssl.owner = newproxy and newproxy(true) or setmetatable({}, { __gc = remove })
    getmetatable(openssl.owner).__gc = remove
  end
  return folder
end

---Runs openssl in that folder.
---@return boolean ok
---@return string output
function openssl.run(words)
  local status, out, err = program.sh(("cd %s && openssl %s"):format(quote(home()), words))
  return status == 0, status == 0 and out or err
end

---The output of a run that must work.
function openssl.must(words)
  local ok, out = openssl.run(words)
  return ok and out or error(out, 2)
end

---Writes bytes to a file there, once for the same bytes, and gives its name.
function openssl.file(bytes)
  local name = files[bytes]
  if not name then
    name = "f" .. crypto.sha256_hex(bytes):sub(1, 16)
    local file = assert(io.open(openssl.path(name), "wb"))
    file:write(bytes)
    file:close()
    files[bytes] = name
  end
  return name
end

---@return string path of a file there
function openssl.path(name)
  return home() .. "/" .. name
end

function openssl.read(name)
  return assert(program.contents(openssl.path(name)), name)
end

---@return boolean
function openssl.verifies(public_pem, text, signature)
  return (openssl.run(("dgst -sha256 -verify %s -signature %s %s"):format(openssl.file(public_pem),
    openssl.file(assert(crypto.base64_decode(signature))), openssl.file(text))))
end

---@return string base64
function openssl.sign(private_pem, text)
  return crypto.base64_encode(openssl.must(("dgst -sha256 -sign %s %s"):format(openssl.file(private_pem),
    openssl.file(text))))
end

local OAEP = "-pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha1 -pkeyopt rsa_mgf1_md:sha1"

---@return string? text nil when it does not decrypt
function openssl.decrypt(private_pem, ciphertext)
  local ok, out = openssl.run(("pkeyutl -decrypt -inkey %s -in %s %s"):format(openssl.file(private_pem),
    openssl.file(assert(crypto.base64_decode(ciphertext))), OAEP))
  return ok and out or nil
end

---@return string base64
function openssl.encrypt(public_pem, text, options)
  return crypto.base64_encode(openssl.must(("pkeyutl -encrypt -pubin -inkey %s -in %s %s"):format(
    openssl.file(public_pem), openssl.file(text), options or OAEP)))
end

---@return string upper-case hex
function openssl.serial(certificate)
  return openssl.must("x509 -noout -serial -in " .. openssl.file(certificate)):match("^serial=(%x+)")
end

local made = {}

---A key of this run, made by openssl: { private=, pkcs1=, public=, rsa_public=, certificate=, serial= }, all PEM.
---@param name string  the same name gives the same key
---@param serial string? of its certificate, hex
function openssl.key(name, serial)
  if made[name] then
    return made[name]
  end
  openssl.must(("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out %s.key"):format(name))
  openssl.must(("req -x509 -new -key %s.key -days 30 -subj '/C=CN/O=Spec/CN=%s' -set_serial 0x%s -out %s.crt")
    :format(name, name, serial or "4DF076AC5A7D968D4A8B0B9C599A74CB4CF8EE8A", name))
  made[name] = {
    private = openssl.read(name .. ".key"),
    pkcs1 = openssl.must(("rsa -in %s.key -traditional"):format(name)),
    public = openssl.must(("pkey -in %s.key -pubout"):format(name)),
    rsa_public = openssl.must(("rsa -in %s.key -RSAPublicKey_out"):format(name)),
    certificate = openssl.read(name .. ".crt"),
  }
  return made[name]
end

return openssl
