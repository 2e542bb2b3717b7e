---A scripted WeChat Pay for specs, as a process of its own: it looks at every request's signature, and signs what it
---answers.
---
---    local peer = PayPeer.start()
---    peer:script({ { json = { ok = true } }, { status = 500 } })   -- the last one stays
---    wxcard.new(peer:settings())
---    peer:requests()    -- what arrived, each with `fault` where it was not signed as it should be
---
---An answer: `status`, `json` or `body`, `headers`; `key` ("public", "one", "two": which of the platform's keys signs,
---or a list of them, in turn), `strip` (a header that is left out), `serial`, `shift` (seconds in the past), `probe`,
---`alter` (the body, after it was signed), `type` (Wechatpay-Signature-Type); `echo` (names of members of the request
---that come back decrypted and encrypted again for the merchant); `fault` (of httpd). `certificates` of the script:
---"404", or the list of those that /v3/certificates brings (default: both).
local socket = require("socket")
local json = require("wxcard.json")
local program = require("spec.support.program")

local PayPeer = {}
PayPeer.__index = PayPeer

PayPeer.PUBLIC_ID = "PUB_KEY_ID_0114232134912410000000000000"
PayPeer.API_KEY = "0123456789abcdefghijklmnopqrstuv"
PayPeer.MCHID, PayPeer.BRAND = "1900007291", "1004"
local SERIALS = { merchant = "3775B6A45ACD588826D15E583A95F5DD00000001",
  brand = "3775B6A45ACD588826D15E583A95F5DD00000002", one = "5157F09EFDC096DE15EBE81A47057A7200000003",
  two = "5157F09EFDC096DE15EBE81A47057A7200000004" }
PayPeer.SERIALS = SERIALS

---------------------------------------------------------------------------------------------- the process

local folder, keys, crypto
local script, at, log, wheel = { {} }, 0, {}, 0
local SCHEMES = { ["/v3/"] = "WECHATPAY2-SHA256-RSA2048", ["/brand/"] = "WECHATPAY-BRAND-SHA256-RSA2048" }

local function read(name)
  return assert(program.contents(folder .. "/" .. name))
end

local function load_keys()
  crypto = require("wxcard.crypto")
  keys = { api = PayPeer.API_KEY }
  for _, name in ipairs({ "merchant", "brand", "public", "one", "two" }) do
    keys[name] = assert(crypto.key(read(name .. ".key"), "private"))
    keys[name .. "_public"] = assert(crypto.key(read(name .. ".pub"), "public"))
  end
end

local function meta_of(request)
  local parts = require("wxcard.httpd").multipart(request.headers["content-type"], request.body)
  return assert(parts)[1].body, parts
end

-- What is wrong with how the request is signed; nil when nothing is.
local function look(request)
  local scheme = SCHEMES[request.path:match("^/[^/]+/") or ""]
  local header = request.headers.authorization or ""
  local word, members = header:match("^(%S+) (.*)$")
  if word ~= scheme then
    return "scheme"
  end
  local found = {}
  for name, value in members:gmatch('([%w_]+)="([^"]*)"') do
    found[name] = value
  end
  local who = scheme:find("BRAND") and "brand" or "merchant"
  if (found.mchid or found.brand_id) ~= (who == "brand" and PayPeer.BRAND or PayPeer.MCHID) then
    return "identity"
  end
  if found.serial_no ~= SERIALS[who] or #(found.nonce_str or "") ~= 32 then
    return "members"
  end
  local body = request.body
  if (request.headers["content-type"] or ""):find("^multipart") then
    body = meta_of(request)
  end
  request.text = table.concat({ request.method, request.target,
    found.timestamp, found.nonce_str, body }, "\n") .. "\n"
  request.signature, request.nonce = found.signature, found.nonce_str
  if not keys[who .. "_public"]:verify(request.text, found.signature) then
    return "signature"
  end
end

-- The encrypted members of a request, in clear.
local function decrypted(value)
  if type(value) == "table" then
    local out = {}
    for key, item in pairs(value) do
      out[key] = decrypted(item)
    end
    return out
  end
  if type(value) == "string" and #value == 344 then
    return keys.public:decrypt(value) or keys.one:decrypt(value) or keys.two:decrypt(value) or value
  end
  return value
end

local function platform_key(answer)
  local which = answer.key or "public"
  if type(which) == "table" then
    wheel = wheel + 1
    which = which[(wheel - 1) % #which + 1]
  end
  return which
end

local function sign(answer, body, brand)
  local which = platform_key(answer)
  local time = tostring(os.time() - (answer.shift or 0))
  local nonce = crypto.random_nonce(32)
  local signature = assert(keys[which]:sign(time .. "\n" .. nonce .. "\n" .. body .. "\n"))
  if answer.probe then
    signature = "WECHATPAY/SIGNTEST/" .. signature:sub(20)
  end
  local headers = { ["Wechatpay-Timestamp"] = time, ["Wechatpay-Nonce"] = nonce, ["Wechatpay-Signature"] = signature,
    ["Wechatpay-Serial"] = answer.serial or SERIALS[which] or PayPeer.PUBLIC_ID,
    ["Wechatpay-Signature-Type"] = answer.type or SCHEMES[brand and "/brand/" or "/v3/"],
    ["Request-ID"] = "08E8-" .. nonce }
  if answer.strip == "all" then
    headers = {}
  elseif answer.strip then
    headers[answer.strip] = nil
  end
  return headers
end

local function certificates()
  local data = json.array({})
  for i, name in ipairs(script.certificates or { "one", "two" }) do
    local nonce = crypto.random_nonce(12)
    data[i] = { serial_no = SERIALS[name], effective_time = ("2020-01-0%dT00:00:00+08:00"):format(i),
      expire_time = "2040-01-01T00:00:00+08:00", encrypt_certificate = { algorithm = "AEAD_AES_256_GCM", nonce = nonce,
        associated_data = "certificate",
        ciphertext = assert(crypto.aes_256_gcm_encrypt(keys.api, nonce, "certificate", read(name .. ".crt"))) } }
  end
  return { json = { data = data }, key = data[#data].serial_no == SERIALS.two and "two" or "one" }
end

local function echo(answer, given)
  local out = {}
  for key, value in pairs(answer.json or {}) do
    out[key] = value
  end
  for _, name in ipairs(answer.echo) do
    out[name] = given[name] and assert(keys.merchant_public:encrypt(given[name]))
  end
  return out
end

local controls = {}

function controls.script(arguments)
  script, at, log, wheel = arguments, 0, {}, 0
  return {}
end

function controls.log()
  return { requests = json.array(log) }
end

local function answer_to(server, request)
  local command = request.path:match("^/_(%a+)$")
  if command then
    local arguments = #request.body > 0 and assert(json.decode(request.body)) or {}
    return server:respond(request.id, { body = assert(json.encode(controls[command](arguments))) })
  end
  request.query = request.query or ""
  local fault = look(request)
  local answer
  if request.path == "/v3/certificates" then
    local none = { status = 404, json = { code = "RESOURCE_NOT_EXISTS", message = "none" } }
    answer = script.certificates == "404" and none or certificates()
  else
    at = at + 1
    answer = script[math.min(at, #script)]
  end
  local entry = { method = request.method, path = request.path, query = request.query, headers = request.headers,
    body = #request.body < 100000 and request.body or nil, fault = fault, text = request.text,
    signature = request.signature, nonce = request.nonce, at = socket.gettime() }
  if request.body:sub(1, 1) == "{" then
    entry.clear = decrypted(assert(json.decode(request.body)))
  elseif (request.headers["content-type"] or ""):find("^multipart") then
    local _, parts = meta_of(request)
    entry.parts, entry.body = {}, nil
    for i, part in ipairs(parts) do
      entry.parts[i] = { name = part.name, filename = part.filename, content_type = part.content_type,
        sha256 = crypto.sha256_hex(part.body), text = i == 1 and part.body or nil }
    end
  end
  if request.args and request.args.encrypted_phone_number then
    entry.clear = decrypted({ encrypted_phone_number = request.args.encrypted_phone_number })
  end
  log[#log + 1] = entry
  if fault then
    return server:respond(request.id, { status = 401, headers = { ["Content-Type"] = "application/json" },
      body = assert(json.encode({ code = "SIGN_ERROR", message = fault })) })
  end
  local value = answer.echo and echo(answer, entry.clear) or answer.json
  local body = answer.body or value and assert(json.encode(value)) or (answer.status == 204 and "" or '{"ok":true}')
  local headers = sign(answer, body, request.path:find("^/brand/"))
  headers["Content-Type"] = answer.content_type or "application/json"
  for name, text in pairs(answer.headers or {}) do
    headers[name] = text
  end
  server:respond(request.id, { status = answer.status or 200, headers = headers, body = answer.alter or body,
    fault = answer.fault })
end

function PayPeer.run(dir)
  folder = dir
  load_keys()
  local server = assert(require("wxcard.httpd").listen({ host = "127.0.0.1", port = 0 }))
  io.write(server:port(), "\n")
  io.flush()
  while true do
    local request = server:poll(60)
    if request then
      answer_to(server, request)
    end
  end
end

---------------------------------------------------------------------------------------------- for specs

-- Five keys and certificates for two of them, made once a test run.
local function make_keys()
  local dir = program.folder()
  local lines = { "cd " .. program.quote(dir) }
  for _, name in ipairs({ "merchant", "brand", "public", "one", "two" }) do
    lines[#lines + 1] = ("openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out %s.key 2>&1")
      :format(name)
    lines[#lines + 1] = ("openssl pkey -in %s.key -pubout -out %s.pub"):format(name, name)
  end
  for name, serial in pairs(SERIALS) do
    lines[#lines + 1] = ("openssl req -x509 -new -key %s.key -subj /CN=%s -days 3650 -set_serial 0x%s -out %s.crt")
      :format(name, name == "merchant" and PayPeer.MCHID or name, serial, name)
  end
  local status, _, err = program.sh(table.concat(lines, " && "))
  assert(status == 0, err)
  return dir
end

function PayPeer.start()
  local dir = make_keys()
  local process = program.start(("require('spec.support.pay_peer').run(%q)"):format(dir))
  return setmetatable({ process = process, folder = dir, url = "http://127.0.0.1:" .. process.line,
    port = tonumber(process.line) }, PayPeer)
end

function PayPeer:stop()
  self.process.stop()
  program.remove(self.folder)
end

local function ask(self, command, arguments)
  local conn = assert(socket.connect("127.0.0.1", self.port))
  local body = assert(json.encode(arguments))
  assert(conn:send(("POST /_%s HTTP/1.1\r\nHost: peer\r\nContent-Length: %d\r\n\r\n%s"):format(command, #body, body)))
  local length
  repeat
    local line = assert(conn:receive("*l"))
    length = tonumber(line:lower():match("^content%-length: (%d+)")) or length
  until line == ""
  local text = assert(conn:receive(length))
  conn:close()
  return assert(json.decode(text))
end

---@param answers table[]  with `certificates` beside them
function PayPeer:script(answers)
  local out = {}
  for key, value in pairs(answers) do
    out[tostring(key)] = value
  end
  ask(self, "script", out)
end

-- JSON has names alone: the script's numbers come back as such.
local plain_script = controls.script
function controls.script(arguments)
  local out = {}
  for key, value in pairs(arguments) do
    out[tonumber(key) or key] = value
  end
  return plain_script(out)
end

function PayPeer:requests()
  return ask(self, "log", {}).requests
end

function PayPeer:file(name)
  return self.folder .. "/" .. name
end

---Settings of a client that has both identities; `mode`: "public" (default), "certificates" or "both".
function PayPeer:settings(mode, changes)
  local pay = { mchid = PayPeer.MCHID, merchant_serial = SERIALS.merchant, merchant_key = self:file("merchant.key"),
    base_url = self.url, brand_id = PayPeer.BRAND }
  if mode ~= "public" and mode ~= nil then
    pay.api_v3_key = PayPeer.API_KEY
  end
  if mode ~= "certificates" then
    pay.platform_public_key_id, pay.platform_public_key = PayPeer.PUBLIC_ID, self:file("public.pub")
  end
  local brand = { brand_id = PayPeer.BRAND, brand_serial = SERIALS.brand, brand_key = self:file("brand.key"),
    platform_public_key_id = PayPeer.PUBLIC_ID, platform_public_key = self:file("public.pub"), base_url = self.url }
  local settings = { pay = pay, brand = brand, cache_dir = false, timeout = 10, on_warning = function() end }
  for key, value in pairs(changes or {}) do
    settings[key] = value
  end
  return settings
end

---What the openssl command line says of a signed text.
function PayPeer:openssl_verifies(name, text, signature)
  local dir = program.folder()
  for file, content in pairs({ text = text, signature = signature }) do
    local out = assert(io.open(dir .. "/" .. file, "wb"))
    out:write(content)
    out:close()
  end
  local status = program.sh(("cd %s && openssl base64 -d -A -in signature -out raw && openssl dgst -sha256 -verify %s "
    .. "-signature raw text"):format(program.quote(dir), program.quote(self:file(name .. ".pub"))))
  program.remove(dir)
  return status == 0
end

return PayPeer
