-- What each kind of vector says, told as assertions: kind -> function(input, expected, keys).
-- "sorted" is by bytes, digests are lower-case hex, Encrypt is the envelope of crypto/envelope.h.
local activation = require("wxcard.activation")
local assert = require("luassert")
local callback = require("wxcard.callback")
local crypto = require("wxcard.crypto")
local json = require("wxcard.json")
local jssdk = require("wxcard.jssdk")
local signature = require("wxcard.signature")
local xml = require("wxcard.xml")

local kinds = require("spec.support.vector_kinds_pay")

local function hex(bytes)
  return (bytes:gsub(".", function(c)
    return ("%02x"):format(c:byte())
  end))
end

local function with(base, changes)
  local copy = {}
  for _, values in ipairs({ base, changes }) do
    for name, value in pairs(values) do
      copy[name] = value
    end
  end
  return copy
end

local function refused(kind, name, value, err)
  assert.is_nil(value)
  assert.equal(kind, err.kind)
  assert.equal(name, err.name)
end

-- The values that take part, sorted, where the vector tells them.
local function check_order(values, expected)
  local texts = {}
  for _, value in pairs(values) do
    local text = type(value) ~= "table" and signature.text(value)
    texts[#texts + 1] = text and text ~= "" and text or nil
  end
  local sorted = signature.sorted(texts)
  assert.same(expected.sorted or sorted, sorted)
  assert.equal(expected.joined or table.concat(sorted), table.concat(sorted))
end

---------------------------------------------------------------------------------------------------- pushes

function kinds.url_verify(input, expected)
  assert.equal(expected.signature, signature.callback(input.token, input.timestamp, input.nonce))
  check_order({ input.token, input.timestamp, input.nonce }, expected)
  local receiver = callback.new({ token = input.token })
  if not receiver then -- a token that no console would take
    assert.not_equal(xml.trim(input.token), input.token)
    return
  end
  local query = { timestamp = input.timestamp, nonce = input.nonce, echostr = input.echostr or "echo",
    signature = input.signature or expected.signature }
  if expected.valid == false or expected.valid_strict == false then
    refused("signature", "signature_mismatch", receiver:echo(query))
  else
    assert.equal(expected.response_body or query.echostr, receiver:echo(query))
  end
end

local function sealed_body(encrypt)
  return "<xml><Encrypt><![CDATA[" .. encrypt .. "]]></Encrypt></xml>"
end

-- A query that fits, whatever is inside.
local function sealed_query(token, encrypt)
  return { encrypt_type = "aes", timestamp = "1", nonce = "n",
    msg_signature = signature.callback(token, "1", "n", encrypt) }
end

function kinds.msg_signature(input, expected)
  local digest = signature.callback(input.token, input.timestamp, input.nonce, input.encrypt)
  check_order({ input.token, input.timestamp, input.nonce, input.encrypt }, expected)
  if expected.valid == false then
    assert.not_equal(input.msg_signature, digest)
    local receiver = assert(callback.new({ token = input.token }))
    refused("signature", "signature_mismatch", receiver:open({ encrypt_type = "aes", timestamp = input.timestamp,
      nonce = input.nonce, msg_signature = input.msg_signature }, sealed_body(input.encrypt)))
  else
    assert.equal(expected.msg_signature, digest)
  end
end

function kinds.aes_key(input, expected)
  local key, err = crypto.envelope_key(input.encoding_aes_key)
  if expected.error then
    return refused("crypto", expected.error, key, err)
  end
  assert.equal(expected.key_hex, hex(key))
  assert.equal(expected.iv_hex, hex(key:sub(1, 16)))
end

-- What is around the message: 20 bytes in front, the appid behind, padding to 32.
local function check_layout(input, expected, message, encrypt)
  assert.equal(expected.msg_len_bytes or #message, #message)
  assert.equal(expected.pad_length or 32 - (20 + #message + #input.appid) % 32,
    32 - (20 + #message + #input.appid) % 32)
  local bytes = #assert(crypto.base64_decode(encrypt))
  assert.equal(expected.cipher_bytes or bytes, bytes)
  if expected.msg_signature then
    assert.equal(expected.msg_signature, signature.callback(input.token, input.timestamp, input.nonce, encrypt))
  end
end

function kinds.msg_encrypt(input, expected)
  assert.equal(expected.encrypt, crypto.envelope_seal(input.encoding_aes_key, input.appid, input.msg, input.random16))
  assert.equal(input.msg, crypto.envelope_open(input.encoding_aes_key, input.appid, expected.encrypt))
  check_layout(input, expected, input.msg, expected.encrypt)
  if not expected.msg_signature then
    return
  end
  local receiver = assert(callback.new({ token = input.token, encoding_aes_key = input.encoding_aes_key,
    appid = input.appid }))
  local opts = { timestamp = input.timestamp, nonce = input.nonce, random = input.random16 }
  assert.equal(("<xml><Encrypt><![CDATA[%s]]></Encrypt><MsgSignature><![CDATA[%s]]></MsgSignature>" ..
    "<TimeStamp>%s</TimeStamp><Nonce><![CDATA[%s]]></Nonce></xml>"):format(expected.encrypt, expected.msg_signature,
    input.timestamp, input.nonce), receiver:seal(input.msg, opts))
  opts.format = "json"
  assert.same({ Encrypt = expected.encrypt, MsgSignature = expected.msg_signature, Nonce = input.nonce,
    TimeStamp = tonumber(input.timestamp) }, json.decode(receiver:seal(input.msg, opts)))
end

function kinds.msg_decrypt(input, expected)
  local message = assert(crypto.envelope_open(input.encoding_aes_key, input.appid, input.encrypt))
  assert.equal(expected.msg, message)
  check_layout(input, expected, message, input.encrypt)
  if expected.random16 then
    assert.equal(input.encrypt, crypto.envelope_seal(input.encoding_aes_key, input.appid, message, expected.random16))
  end
  local token = input.token or "token"
  local receiver = assert(callback.new({ token = token, encoding_aes_key = input.encoding_aes_key,
    appid = input.appid }))
  local query = sealed_query(token, input.encrypt)
  if expected.msg_signature then
    query = { encrypt_type = "aes", timestamp = input.timestamp, nonce = input.nonce,
      msg_signature = expected.msg_signature }
  end
  for _, body in ipairs({ sealed_body(input.encrypt),
    json.encode({ ToUserName = "gh_1", Encrypt = input.encrypt }) }) do
    local event, err = receiver:open(query, body)
    if message:find("^[<{]") then
      assert.equal("secure", event.mode)
      assert.equal(tonumber(message:match("CreateTime%D*(%d+)")), event.CreateTime)
    else -- an echo string inside: opened, and no message
      refused("validation", "format", event, err)
    end
  end
end

local NAMES = { [-40001] = "signature_mismatch", [-40004] = "illegal_aes_key", [-40005] = "appid_mismatch",
  [-40007] = "decrypt", [-40008] = "illegal_buffer", [-40010] = "base64" } -- codes of WeChat's sample library

function kinds.msg_decrypt_error(input, expected)
  local name = expected.error or NAMES[expected.demo_library_code]
  refused("crypto", name, crypto.envelope_open(input.encoding_aes_key, input.appid, input.encrypt))
  local receiver, config = callback.new({ token = "token", encoding_aes_key = input.encoding_aes_key,
    appid = input.appid })
  if name == "illegal_aes_key" then
    assert.is_nil(receiver)
    assert.equal("config", config.kind)
  else
    refused("crypto", name, receiver:open(sealed_query("token", input.encrypt), sealed_body(input.encrypt)))
  end
end

function kinds.msg_key_rotation(input, expected)
  assert.equal(expected.msg, crypto.envelope_open(input[expected.decrypted_with], input.appid, input.encrypt))
  local function receiver(previous)
    return assert(callback.new({ token = "token", encoding_aes_key = input.encoding_aes_key, appid = input.appid,
      previous_encoding_aes_key = previous }))
  end
  local query, body = sealed_query("token", input.encrypt), sealed_body(input.encrypt)
  local both = receiver(input.previous_encoding_aes_key)
  local event = assert(both:open(query, body))
  local by_previous = expected.decrypted_with == "previous_encoding_aes_key"
  assert.equal(by_previous or nil, event.previous_key)
  local reply = xml.parse(both:seal("answer", { event = event })).Encrypt
  assert.equal("answer", crypto.envelope_open(input[expected.decrypted_with], input.appid, reply))
  if by_previous then
    refused("crypto", "illegal_buffer", receiver():open(query, body))
  end
end

function kinds.event_push(input, expected)
  local receiver = assert(callback.new({ token = input.token, encoding_aes_key = input.encoding_aes_key,
    appid = input.encoding_aes_key and input.appid }))
  local event = assert(receiver:open(input.query, input.body))
  for _, fields in ipairs({ expected.fields or {}, expected.dedupe or {} }) do
    for name, text in pairs(fields) do
      assert.equal(text, event[name] == nil and "" or signature.text(event[name]), name)
    end
  end
  local sealed = input.body:find("Encrypt", 1, true)
  assert.equal(not sealed and "plain" or input.body:find("MsgType", 1, true) and "compatible" or "secure", event.mode)
  if sealed and expected.plaintext then
    local encrypt = xml.trim((xml.parse(input.body) or json.decode(input.body)).Encrypt)
    assert.equal(expected.plaintext, crypto.envelope_open(input.encoding_aes_key, input.appid, encrypt))
  end
  assert.is_false(event.duplicate)
  assert.is_true(receiver:open(input.query, input.body).duplicate)
end

---------------------------------------------------------------------------------------------------- signatures

function kinds.sort_sha1(input, expected)
  local separator = input.separator or ""
  local sorted = signature.sorted(input.values)
  assert.same(expected.sorted or sorted, sorted)
  assert.equal(expected.joined or table.concat(sorted, separator), table.concat(sorted, separator))
  assert.equal(expected.sha1, crypto.sha1_hex(table.concat(sorted, separator)))
  if separator == "" then
    assert.equal(expected.sha1, crypto.sha1_sorted((table.unpack or unpack)(input.values)))
  end
end

function kinds.card_ext(input, expected)
  assert.equal(expected.signature, signature.card(input))
  assert.not_equal(expected.must_not_equal, expected.signature)
  check_order(with(input, { unsigned = {} }), expected)
  local values = with(input, input.unsigned or {})
  values.unsigned = nil
  values.target = type((expected.card_ext or {}).timestamp) == "number" and "miniprogram" or "web"
  local written = assert(json.decode(assert(jssdk.make_card_ext(values))))
  assert.equal(expected.signature, written.signature)
  assert.same(expected.card_ext or written, written)
end

function kinds.choose_card(input, expected)
  assert.equal(expected.cardSign, signature.choose_card(input))
  check_order(input, expected)
  local made = assert(jssdk.make_choose_card(input))
  assert.equal(expected.cardSign, made.cardSign)
  assert.same(expected.js_params or made, made)
end

function kinds.jssdk_config(input, expected)
  assert.equal(expected.signature, signature.jsapi(input))
  if expected.signed_url then
    assert.equal(expected.signature, signature.jsapi(with(input, { url = expected.signed_url })))
  end
  if expected.string1 then
    assert.equal(expected.signature, crypto.sha1_hex(expected.string1))
  end
  local made = assert(jssdk.make_config(with(input, { app_id = "wx1234567890abcdef" })))
  assert.equal(expected.signature, made.signature)
  assert.equal(input.noncestr, made.nonceStr)
end

-- The old jump page: signed with the appsecret, over the parameters as decoded once.
function kinds.redirect_sign(input, expected)
  local given = with(input, {})
  for _, pair in ipairs(input.query and activation.parameters(input.query) or {}) do
    given[pair[1]] = pair[2]
  end
  assert.equal(expected.encrypt_code or given.encrypt_code, given.encrypt_code)
  assert.equal(expected.signature, crypto.sha1_sorted(given.appsecret, given.encrypt_code, given.card_id))
end

function kinds.card_link(input, expected)
  if expected.pairs then
    assert.same(expected.pairs, activation.parameters(input.url))
  end
  if expected.extra_data then
    local component = assert(activation.component_params(input.url))
    assert.equal("wxeb490c6f9b154ef9", component.appid)
    assert.same(expected.extra_data, component.extraData)
  end
  assert.is_truthy(expected.pairs or expected.extra_data)
end

---Runs one vector. A kind that nobody wrote down here is a failure, not a vector to be left out.
return function(vector)
  local run = kinds[vector.kind]
  if not run then
    error(("%s: nothing here runs vectors of the kind %s"):format(tostring(vector.id), tostring(vector.kind)), 0)
  end
  run(vector.input, vector.expected, vector.keys)
end
