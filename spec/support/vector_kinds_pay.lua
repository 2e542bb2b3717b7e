-- What each kind of WeChat Pay's vectors says, told as assertions: kind -> function(input, expected, keys). Signatures
-- and plaintexts are also put before the openssl command.
local assert = require("luassert")
local crypto = require("wxcard.crypto")
local httpd = require("wxcard.httpd")
local json = require("wxcard.json")
local openssl = require("spec.support.openssl")
local paysign = require("wxcard.paysign")

local kinds = {}

local function refused(name, value, err)
  assert.is_nil(value)
  assert.equal(name, err.name)
end

local function hex(bytes)
  return (bytes:gsub(".", function(c)
    return ("%02x"):format(c:byte())
  end))
end

-- A key by its name, and by the serial of one of its certificates where one is named.
local function public_pem(keys, name, serial)
  local key = keys[name]
  return serial and key.certificates[serial] or key.public_key_pem
end

local function ring(known, keys)
  local found = {}
  for serial, name in pairs(known) do
    local key = assert(keys[name], name)
    found[serial] = assert(crypto.key((key.certificates or {})[serial] or key.public_key_pem, "public"))
  end
  return found
end

local function lower(headers)
  local found = {}
  for name, value in pairs(headers) do
    found[name:lower()] = value
  end
  return found
end

---------------------------------------------------------------------------------------------------- texts

function kinds.request_message(input, expected)
  local text = paysign.request_text(input)
  assert.equal(expected.message, text)
  assert.equal(expected.message_bytes or #text, #text)
end

function kinds.response_message(input, expected)
  local headers = lower(input.headers)
  assert.equal(expected.message,
    paysign.answer_text(headers["wechatpay-timestamp"], headers["wechatpay-nonce"], input.body))
  assert.equal(expected.signature_bytes, #assert(crypto.base64_decode(headers["wechatpay-signature"])))
  refused("unknown_serial", paysign.check(headers, input.body, { scheme = headers["wechatpay-signature-type"],
    now = tonumber(headers["wechatpay-timestamp"]), keys = {} }))
end

function kinds.canonical_url(input, expected)
  assert.equal(expected.url, paysign.url(input.path_template, input.path_params, input.query))
end

function kinds.authorization_header(input, expected)
  local header = require("wxcard.core").crypto.pay_authorization(paysign.schemes.merchant, input.mchid,
    input.nonce_str, input.signature, input.timestamp, input.serial_no)
  assert.same(paysign.parse_authorization(expected.header), paysign.parse_authorization(header))
  assert.equal(input.signature, paysign.parse_authorization(header).signature)
end

function kinds.authorization_parse(input, expected)
  assert.same(expected, paysign.parse_authorization(input.header))
end

function kinds.request_signature(input, expected, keys)
  local text = paysign.request_text(input)
  assert.equal(expected.message, text)
  local key = assert(crypto.key(keys[input.key].private_key_pem, "private"))
  assert.equal(expected.signature, key:sign(text))
  assert.is_true(openssl.verifies(keys[input.key].public_key_pem, text, expected.signature))
  input.identity, input.serial = input.mchid or input.brand_id, input.serial_no
  assert.equal(expected.authorization, paysign.authorization(input.scheme, key, input))
end

function kinds.multipart_signature(input, expected, keys)
  local text = paysign.request_text({ method = input.method, url = input.url, timestamp = input.timestamp,
    nonce = input.nonce, body = input.meta })
  assert.equal(expected.message, text)
  assert.equal(expected.signature, crypto.rsa_sha256_sign(keys[input.key].private_key_pem, text))
  local file = crypto.base64_decode(input.file_base64)
  assert.equal(expected.file_sha256, crypto.sha256_hex(file))
  assert.equal(expected.file_sha256, json.decode(input.meta).sha256)
  assert.equal("multipart/form-data; boundary=" .. input.boundary, expected.content_type)
  local parts = assert(httpd.multipart(expected.content_type, crypto.base64_decode(expected.body_base64)))
  assert.same({ "meta", "file", 2 }, { parts[1].name, parts[2].name, #parts })
  assert.same({ input.meta, file }, { parts[1].body, parts[2].body })
end

---------------------------------------------------------------------------------------------------- signatures

function kinds.rsa_sha256_sign(input, expected, keys)
  local key = keys[input.key]
  assert.equal(expected.signature, crypto.rsa_sha256_sign(key.private_key_pem, input.message))
  assert.equal(openssl.sign(key.private_key_pem, input.message), expected.signature)
  assert.is_true(crypto.rsa_sha256_verify(key.public_key_pem, input.message, expected.signature))
end

function kinds.rsa_sha256_verify(input, expected, keys)
  local pem = public_pem(keys, input.key, input.serial)
  local valid, err = crypto.rsa_sha256_verify(pem, input.message, input.signature)
  assert.equal(expected.valid, valid)
  if not valid then
    assert.equal(crypto.base64_decode(input.signature) and "signature" or "base64", err.name)
  else
    assert.is_true(openssl.verifies(keys[input.key].public_key_pem, input.message, input.signature))
  end
end

function kinds.rsa_sha256_recover(input, expected, keys)
  assert.equal(expected.digest, crypto.rsa_sha256_recover(keys[input.key].public_key_pem, input.signature))
end

-- Why an answer that is no answer is refused.
local function reason(why, headers)
  if not headers["wechatpay-signature"] then return "unsigned" end
  if why:find("probe", 1, true) then return "signtest" end
  if why:find("not known", 1, true) then return "unknown_serial" end
  if why:find("second", 1, true) or why:find("minutes", 1, true) then return "clock" end
  return "bad_signature"
end

local function check(input, keys)
  local headers = lower(input.headers)
  local known = input.known_keys or { [headers["wechatpay-serial"]] = input.key }
  local scheme = headers["wechatpay-signature-type"] or paysign.schemes.merchant
  return headers, paysign.check(headers, input.body, { scheme = scheme, now = input.now, keys = ring(known, keys) })
end

function kinds.response_verify(input, expected, keys)
  local headers, valid, err = check(input, keys)
  if expected.valid then
    assert.is_true(valid, tostring(err))
    local name = input.known_keys[headers["wechatpay-serial"]]
    assert.is_true(openssl.verifies(keys[name].public_key_pem,
      paysign.answer_text(headers["wechatpay-timestamp"], headers["wechatpay-nonce"], input.body),
      headers["wechatpay-signature"]))
  else
    refused(reason(expected.why, headers), valid, err)
    assert.equal("signature", err.kind)
  end
end

---------------------------------------------------------------------------------------------------- ciphertexts

-- Some published keys have 16 bytes: the routine below the rules opens with them, and the rules refuse them.
local function open(key, nonce, aad, ciphertext)
  local opened, err = crypto.aes_256_gcm_decrypt(key, nonce, aad, ciphertext)
  if #key == 32 then
    return opened, err
  end
  refused("api_key_length", opened, err)
  return crypto.gcm_open("aes", key, nonce, aad, assert(crypto.base64_decode(ciphertext)))
end

local FAULTS = { -- as the vectors word them -> our name
  ["authentication failed"] = "authentication", ["shorter than a tag"] = "too_short",
  ["APIv3 key must be 32 bytes"] = "api_key_length", ["ciphertext is not one RSA block"] = "decrypt",
  ["padding is PKCS#1 v1.5, not OAEP"] = "decrypt", ["MGF1 with SHA-256 instead of SHA-1"] = "decrypt",
  ["plaintext too long"] = "too_long",
}

function kinds.aead_decrypt(input, expected)
  local key, nonce, aad = input.key_utf8, input.nonce, input.associated_data
  if expected.error then
    refused(FAULTS[expected.error], crypto.aes_256_gcm_decrypt(key, nonce, aad, input.ciphertext))
  else
    assert.equal(expected.plaintext, open(key, nonce, aad, input.ciphertext))
  end
end

function kinds.aead_encrypt_decrypt(input, expected)
  local key, nonce, aad, plain = input.key_utf8, input.nonce, input.associated_data, input.plaintext
  local sealed = crypto.gcm_seal("aes", key, nonce, aad, plain)
  assert.equal(expected.ciphertext, crypto.base64_encode(sealed))
  assert.equal(plain, crypto.gcm_open("aes", key, nonce, aad, sealed))
  if #nonce == 12 and plain ~= "" then
    assert.equal(expected.ciphertext, crypto.aes_256_gcm_encrypt(key, nonce, aad, plain))
    assert.equal(plain, crypto.aes_256_gcm_decrypt(key, nonce, aad, expected.ciphertext))
  else
    refused("nonce_length", crypto.aes_256_gcm_decrypt(key, nonce, aad, expected.ciphertext))
    refused("too_short", crypto.aes_256_gcm_decrypt(key, nonce:sub(1, 12), aad, expected.ciphertext))
  end
end

function kinds.oaep_decrypt(input, expected, keys)
  local pem = keys[input.key].private_key_pem
  if expected.error then
    refused(FAULTS[expected.error], crypto.oaep_decrypt(pem, input.ciphertext))
    return
  end
  assert.equal(expected.plaintext, crypto.oaep_decrypt(pem, input.ciphertext))
  assert.equal(expected.plaintext, openssl.decrypt(pem, input.ciphertext))
  local again = assert(crypto.oaep_encrypt(keys[input.key].public_key_pem, expected.plaintext))
  assert.not_equal(input.ciphertext, again)
  assert.equal(expected.plaintext, openssl.decrypt(pem, again))
end

function kinds.oaep_encrypt_limit(input, expected, keys)
  local pem = keys[input.key].public_key_pem
  refused(FAULTS[expected.error], crypto.oaep_encrypt(pem, ("x"):rep(input.plaintext_bytes)))
  assert(crypto.oaep_encrypt(pem, ("x"):rep(input.plaintext_bytes - 1)))
end

function kinds.notification(input, expected, keys)
  local headers, verified, err = check(input, keys)
  if not expected.verified then
    refused(reason(expected.why, headers), verified, err)
    return
  end
  assert.is_true(verified, tostring(err))
  local resource = json.decode(input.body).resource
  assert.equal("AEAD_AES_256_GCM", resource.algorithm)
  assert.equal(expected.plaintext,
    open(input.apiv3_key, resource.nonce, resource.associated_data, resource.ciphertext))
end

function kinds.certificate_download(input, expected, keys)
  local known, count = {}, 0
  for _, entry in ipairs(json.decode(input.response_body).data) do
    local sealed = entry.encrypt_certificate
    local pem = assert(open(input.apiv3_key, sealed.nonce, sealed.associated_data, sealed.ciphertext))
    local info = assert(crypto.certificate_info(pem))
    assert.equal(expected.certificates[info.serial], pem)
    if expected.verified_with then -- the older lists have made-up serials beside their certificates
      assert.equal(entry.serial_no, info.serial)
    end
    known[info.serial], count = assert(crypto.key(pem, "public")), count + 1
  end
  for serial in pairs(expected.certificates) do
    assert.is_truthy(known[serial])
    count = count - 1
  end
  assert.equal(0, count)
  if expected.verified_with then
    local headers = lower(input.response_headers)
    assert.equal(expected.verified_with, headers["wechatpay-serial"])
    local with = { scheme = paysign.schemes.merchant, now = input.now, keys = ring(input.known_keys, keys) }
    refused("unknown_serial", paysign.check(headers, input.response_body, with))
    with.keys = known
    assert.is_true(paysign.check(headers, input.response_body, with))
  end
end

function kinds.certificate_serial(input, expected)
  assert.equal(expected.serial_no, crypto.certificate_info(input.certificate_pem).serial)
  assert.equal(expected.serial_no, openssl.serial(input.certificate_pem))
end

---------------------------------------------------------------------------------------------------- digests, SM

function kinds.sha256_hex(input, expected)
  assert.equal(expected.hex, crypto.sha256_hex(input.text))
end

function kinds.sm3_hex(input, expected)
  assert.equal(expected.hex, crypto.sm3_hex(input.text))
end

function kinds.sm2_sm3_verify(input, expected, keys)
  local key = keys[input.key]
  assert.equal("1234567812345678", input.user_id)
  assert.equal(expected.valid, crypto.sm2_sm3_verify(key.public_key_pem, input.message, input.signature))
  assert.is_false(crypto.sm2_sm3_verify(key.public_key_pem, input.message .. " ", input.signature))
end

function kinds.sm2_decrypt(input, expected, keys)
  assert.equal(expected.plaintext, crypto.sm2_decrypt(keys[input.key].private_key_pem, input.ciphertext))
end

function kinds.sm4_gcm_decrypt(input, expected)
  assert.equal(expected.derived_key_hex, crypto.sm3_hex(input.apiv3_key):sub(1, 32))
  assert.equal(expected.plaintext,
    crypto.sm4_gcm_decrypt(input.apiv3_key, input.nonce, input.associated_data, input.ciphertext))
  local key = crypto.sm3_hex(input.apiv3_key):sub(1, 32):gsub("%x%x", function(h)
    return string.char(tonumber(h, 16))
  end)
  assert.equal(expected.derived_key_hex, hex(key))
  assert.equal(expected.plaintext, crypto.gcm_open("sm4", key, input.nonce, input.associated_data,
    crypto.base64_decode(input.ciphertext)))
end

return kinds
