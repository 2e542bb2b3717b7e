local callback = require("wxcard.callback")
local crypto = require("wxcard.crypto")
local errors = require("wxcard.errors")
local events = require("wxcard.api.events")
local json = require("wxcard.json")
local pushes = require("spec.support.pushes")
local rules = require("wxcard.api.push")
local signature = require("wxcard.signature")
local xml = require("wxcard.xml")

local TOKEN, APPID = "specToken1", "wx0123456789abcdef"
local KEY, OLD_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
local NOW = 1762000000

local clock = { now = NOW }

-- A receiver with the specs' settings; `changes` replace them, false removes one.
local function receiver(changes)
  local options = { token = TOKEN, encoding_aes_key = KEY, appid = APPID, clock = function() return clock.now end }
  for name, value in pairs(changes or {}) do
    options[name] = value or nil
  end
  return assert(callback.new(options))
end

local function plain_query(token)
  return { signature = signature.callback(token or TOKEN, tostring(NOW), "nonce1"), timestamp = tostring(NOW),
    nonce = "nonce1", openid = "oSomebody" }
end

local function sealed_query(encrypt, token)
  local query = plain_query(token)
  query.encrypt_type = "aes"
  query.msg_signature = signature.callback(token or TOKEN, query.timestamp, query.nonce, encrypt)
  return query
end

-- What the platform would send for a message, in one of its modes.
local function deliver(message, mode, format, key)
  if mode == "plain" then
    return plain_query(), message
  end
  local encrypt = assert(crypto.envelope_seal(key or KEY, APPID, message))
  local query = sealed_query(encrypt)
  if format == "json" then
    local outer = mode == "compatible" and assert(json.decode(message)) or { ToUserName = "gh_1" }
    outer.Encrypt = encrypt
    return query, assert(json.encode(outer))
  end
  local inner = mode == "compatible" and message:match("^<xml>(.*)</xml>$") or "<ToUserName>gh_1</ToUserName>"
  return query, "<xml>" .. inner .. "<Encrypt><![CDATA[" .. encrypt .. "]]></Encrypt></xml>"
end

-- What the catalogue and WeChat say, without what this request adds.
local function fields_of(event)
  local fields = {}
  for name, value in pairs(event) do
    fields[name] = value
  end
  fields.duplicate, fields.known, fields.mode, fields.format, fields.previous_key = nil, nil, nil, nil, nil
  return fields
end

local function refused(kind, name, event, err)
  assert.is_nil(event)
  assert.is_true(errors.is(err))
  assert.equal(name, err.name)
  assert.equal(kind, err.kind)
  return err
end

local HELLO = "<xml><ToUserName>gh_1</ToUserName><FromUserName>oA</FromUserName><CreateTime>1762000000</CreateTime>" ..
  "<MsgType>event</MsgType><Event>user_del_card</Event><CardId>p1</CardId><UserCardCode>0012</UserCardCode></xml>"

before_each(function()
  clock.now = NOW
end)

describe("callback configuration", function()
  it("is a function and a constructor", function()
    assert.is_function(callback({ token = TOKEN }).open)
    assert.is_function(callback.new({ token = TOKEN }).open)
    assert.has_error(function() callback.new("token") end)
    assert.has_error(function() callback.new() end)
  end)

  local wrong = {
    { "token", {} },
    { "token", { token = "" } },
    { "token", { token = 5 } },
    { "token", { token = "pasted " } },
    { "appid", { token = TOKEN, encoding_aes_key = KEY } },
    { "encoding_aes_key", { token = TOKEN, appid = APPID, encoding_aes_key = KEY:sub(1, 42) } },
    { "encoding_aes_key", { token = TOKEN, appid = APPID, encoding_aes_key = KEY .. "H" } },
    { "encoding_aes_key", { token = TOKEN, appid = APPID, encoding_aes_key = KEY:sub(1, 42) .. "+" } },
    { "encoding_aes_key", { token = TOKEN, appid = APPID, encoding_aes_key = KEY:sub(1, 42) .. " " } },
    { "previous_encoding_aes_key", { token = TOKEN, appid = APPID, encoding_aes_key = KEY,
      previous_encoding_aes_key = "short" } },
    { "encoding_aes_key", { token = TOKEN, appid = APPID, previous_encoding_aes_key = KEY } },
    { "max_body", { token = TOKEN, max_body = 0 } },
    { "max_body", { token = TOKEN, max_body = 2097152 } },
    { "remember", { token = TOKEN, remember = 0.5 } },
    { "clock", { token = TOKEN, clock = 5 } },
    { "aes_key", { token = TOKEN, aes_key = KEY } },
  }
  for i, case in ipairs(wrong) do
    it("refuses wrong options by name: " .. i .. " " .. case[1], function()
      local cb, err = callback.new(case[2])
      assert.is_nil(cb)
      assert.equal("config", err.kind)
      assert.equal(case[1], err.path)
    end)
  end

  it("takes an empty setting for none", function()
    assert.is_truthy(callback.new({ token = TOKEN, encoding_aes_key = "", appid = "" }))
  end)
end)

describe("callback:echo", function()
  it("gives echostr to the byte", function()
    local query = plain_query()
    query.echostr = "00 12+/=\n"
    assert.equal("00 12+/=\n", receiver():echo(query))
  end)

  it("names the parameter that is missing", function()
    for _, name in ipairs({ "signature", "timestamp", "nonce", "echostr" }) do
      for _, absent in ipairs({ "", true, { "a", "b" } }) do -- as web frameworks give odd ones
        local query = plain_query()
        query.echostr = "e"
        query[name] = absent
        assert.equal(name, refused("signature", "missing_parameter", receiver():echo(query)).path)
      end
    end
    assert.has_error(function() receiver():echo("signature=1") end)
  end)
end)

describe("every event", function()
  local seen = {}
  for _, sample in ipairs(pushes) do
    seen[sample.event] = true
    for _, mode in ipairs({ "plain", "compatible", "secure" }) do
      it(sample.event .. " is a plain table in " .. mode .. " mode, from XML and from JSON", function()
        local cb = receiver()
        local query, body = deliver(sample.xml, mode, "xml")
        local event = assert(cb:open(query, body))
        assert.same(sample.want, fields_of(event))
        assert.same({ true, false, mode, "xml" }, { event.known, event.duplicate, event.mode, event.format })
        query, body = deliver(assert(json.encode(sample.want)), mode, "json")
        event = assert(cb:open(query, body))
        assert.same(sample.want, fields_of(event))
        assert.same({ true, true, mode, "json" }, { event.known, event.duplicate, event.mode, event.format })
      end)
    end
  end

  it("of the catalogue has a sample, and every field a type, a name and words for both readers", function()
    local types = { string = 1, int = 1, int01 = 1, timestamp = 1, money_fen = 1, number = 1, bool_text = 1 }
    for name, entry in pairs(events) do
      assert.is_true(seen[name], name)
      assert.is_table(rules.delivery[entry.delivery], name)
      assert.is_string(entry.doc)
      assert.is_string(entry.doc_zh)
      local fields = {}
      for _, list in ipairs({ rules.common, entry.fields }) do
        for _, field in ipairs(list) do
          fields[field[1]] = true
          assert.equal(1, types[field[2]], name .. "." .. field[1])
          assert.is_string(field.doc)
          assert.is_string(field.doc_zh)
        end
      end
      for _, part in ipairs(entry.key) do
        assert.is_true(fields[part], name .. " key " .. part)
      end
    end
  end)

  it("of the third-party form goes by InfoType", function()
    local event = assert(receiver():open(plain_query(), "<xml><AppId>wxa</AppId><CreateTime>1762000000</CreateTime>" ..
      "<InfoType>card_merchant_check_result</InfoType><SubMerchantAppId>wxb</SubMerchantAppId><IsPass>1</IsPass>" ..
      "</xml>"))
    assert.is_true(event.known)
    assert.same({ AppId = "wxa", CreateTime = 1762000000, InfoType = "card_merchant_check_result", IsPass = 1,
      Event = "card_merchant_check_result", SubMerchantAppId = "wxb" }, fields_of(event))
  end)

  it("may spell its remark either way", function()
    local event = receiver():open(plain_query(), "<xml><Event>poi_check_notify</Event><Msg>ok</Msg></xml>")
    assert.equal("ok", event.msg)
    assert.is_nil(event.Msg)
  end)
end)

describe("what is not in the catalogue", function()
  it("comes through: text as text, nested as tables, repeated as lists", function()
    local event = assert(receiver():open(plain_query(), "<xml><FromUserName>oA</FromUserName>" ..
      "<CreateTime>1762000000</CreateTime><MsgType>event</MsgType><Event>card_of_tomorrow</Event><Count>007</Count>" ..
      "<Empty/><Info><Type>qr</Type><None/></Info><List><item>1</item><item>2</item></List></xml>"))
    assert.is_false(event.known)
    assert.same({ FromUserName = "oA", CreateTime = 1762000000, MsgType = "event", Event = "card_of_tomorrow",
      Count = "007", Info = { Type = "qr" }, List = { item = { "1", "2" } } }, fields_of(event))
  end)

  it("is the same from JSON", function()
    local event = assert(receiver():open(plain_query(), '\239\187\191 {"FromUserName":"oA","CreateTime":1762000000,' ..
      '"MsgType":"event","Event":"card_of_tomorrow","Count":7,"Flag":true,"Half":0.5,"None":null,' ..
      '"Big":90071992547409931,"Info":{"Type":"qr","N":1},"List":[1,null,"x"]}'))
    assert.same({ FromUserName = "oA", CreateTime = 1762000000, MsgType = "event", Event = "card_of_tomorrow",
      Count = "7", Flag = "true", Half = "0.5", Big = "90071992547409931", Info = { Type = "qr", N = "1" },
      List = { "1", "", "x" } }, fields_of(event))
  end)

  it("keeps as text what does not fit its type", function()
    local event = assert(receiver():open(plain_query(), "<xml><CreateTime>soon</CreateTime><Event>update_member_card" ..
      "</Event><ModifyBonus>1e3</ModifyBonus><ModifyBalance>90071992547409931</ModifyBalance></xml>"))
    assert.same({ CreateTime = "soon", Event = "update_member_card", ModifyBonus = "1e3",
      ModifyBalance = "90071992547409931" }, fields_of(event))
  end)

  it("may be an ordinary message, whose id keeps its digits", function()
    local event = assert(receiver():open(plain_query(), '{"MsgType":"text","MsgId":6054768590064713728}'))
    assert.equal("6054768590064713728", event.MsgId)
    assert.is_false(event.known)
    assert.is_nil(event.Event)
  end)

  it("cannot set what the receiver says about it", function()
    local event = assert(receiver():open(plain_query(), "<xml><Event>x</Event><known>1</known>" ..
      "<duplicate>1</duplicate><mode>secure</mode><format>json</format><previous_key>1</previous_key></xml>"))
    assert.same({ false, false, "plain", "xml" }, { event.known, event.duplicate, event.mode, event.format })
    assert.is_nil(event.previous_key)
  end)
end)

describe("a push that is not in order", function()
  local encrypt = assert(crypto.envelope_seal(KEY, APPID, HELLO))
  local sealed = "<xml><ToUserName>gh_1</ToUserName><Encrypt>" .. encrypt .. "</Encrypt></xml>"

  it("has no bytes", function()
    local cb = receiver()
    local err = refused("validation", "raw_body", cb:open(plain_query(), { Event = "x" }))
    assert.is_truthy(err.message:find("raw bytes", 1, true))
    refused("validation", "empty_body", cb:open(plain_query(), nil))
    refused("validation", "empty_body", cb:open(plain_query(), ""))
    assert.has_error(function() cb:open(nil, HELLO) end)
  end)

  it("is too large", function()
    local body = "<xml>" .. (" "):rep(1048566) .. "</xml>"
    refused("validation", "too_large", receiver():open(plain_query(), body))
    refused("validation", "too_large", receiver({ max_body = 100 }):open(plain_query(), HELLO))
    assert.is_truthy(receiver({ max_body = #HELLO }):open(plain_query(), HELLO))
  end)

  it("is neither XML nor JSON", function()
    for _, body in ipairs({ "hello", "[1]", "\0", "a=b", "\254\255\0<" }) do
      refused("validation", "format", receiver():open(plain_query(), body))
    end
    refused("validation", "xml", receiver():open(plain_query(), "<xml><a>"))
    refused("validation", "json", receiver():open(plain_query(), '{"a":'))
    refused("validation", "doctype", receiver():open(plain_query(), "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"))
    local inner = assert(crypto.envelope_seal(KEY, APPID, "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"))
    refused("validation", "doctype",
      receiver():open(sealed_query(inner), "<xml><Encrypt>" .. inner .. "</Encrypt></xml>"))
  end)

  it("is not signed, or by another token", function()
    for _, name in ipairs({ "signature", "timestamp", "nonce" }) do
      local query = plain_query()
      query[name] = nil
      assert.equal(name, refused("signature", "missing_parameter", receiver():open(query, HELLO)).path)
      query[name] = "0"
      refused("signature", "signature_mismatch", receiver():open(query, HELLO))
    end
    refused("signature", "signature_mismatch", receiver():open(plain_query("otherToken"), HELLO))
  end)

  it("is sealed and signed only as a plain one", function()
    local query = sealed_query(encrypt)
    query.msg_signature = nil
    refused("signature", "missing_parameter", receiver():open(query, sealed))
    query.msg_signature = query.signature
    refused("signature", "signature_mismatch", receiver():open(query, sealed))
    refused("signature", "signature_mismatch", receiver():open(sealed_query(encrypt, "otherToken"), sealed))
  end)

  it("has its ciphertext changed after signing", function()
    local other = assert(crypto.envelope_seal(KEY, APPID, HELLO))
    refused("signature", "signature_mismatch", receiver():open(sealed_query(other), sealed))
  end)

  it("says sealed and is not, or holds what is no single text", function()
    refused("validation", "missing_encrypt", receiver():open(sealed_query(encrypt), HELLO))
    for _, body in ipairs({ "<xml><Encrypt/></xml>", "<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>",
      "<xml><Encrypt><a/></Encrypt></xml>", '{"Encrypt":{}}', '{"Encrypt":5}' }) do
      refused("validation", "missing_encrypt", receiver():open(sealed_query(encrypt), body))
    end
  end)

  it("holds an Encrypt and denies it: the clear fields are not believed", function()
    local body = (HELLO:gsub("</xml>", "<Encrypt>" .. encrypt .. "</Encrypt></xml>"))
    refused("signature", "missing_parameter", receiver():open(plain_query(), body))
  end)

  it("names an encryption that does not exist", function()
    local query = plain_query()
    query.encrypt_type = "rot13"
    refused("validation", "encrypt_type", receiver():open(query, HELLO))
    query.encrypt_type = "raw"
    assert.equal("plain", receiver():open(query, HELLO).mode)
  end)

  it("is sealed for an account without a key", function()
    local cb = receiver({ encoding_aes_key = false, appid = false })
    refused("crypto", "no_key", cb:open(sealed_query(encrypt), sealed))
    assert.equal("plain", cb:open(plain_query(), HELLO).mode)
    refused("crypto", "no_key", cb:seal("answer"))
  end)

  it("is for another account", function()
    refused("crypto", "appid_mismatch", receiver({ appid = "wxother" }):open(sealed_query(encrypt), sealed))
    local older = receiver({ appid = "wxother", encoding_aes_key = OLD_KEY, previous_encoding_aes_key = KEY })
    refused("crypto", "appid_mismatch", older:open(sealed_query(encrypt), sealed))
  end)

  it("is plain where only sealed ones are wanted", function()
    local cb = receiver({ sealed_only = true })
    refused("signature", "not_sealed", cb:open(plain_query(), HELLO))
    assert.equal("secure", cb:open(sealed_query(encrypt), sealed).mode)
  end)

  it("names who sent it twice", function()
    local err = refused("validation", "malformed", receiver():open(plain_query(),
      "<xml><FromUserName>oA</FromUserName><FromUserName>oB</FromUserName></xml>"))
    assert.equal("FromUserName", err.path)
  end)

  it("has no fields at all: that is strange, but no reason to fail", function()
    for _, body in ipairs({ "<xml/>", "<xml>hi</xml>", "{}" }) do
      assert.is_false(receiver():open(plain_query(), body).known)
    end
  end)
end)

describe("the age of a push", function()
  it("does not matter unless asked for", function()
    clock.now = NOW + 10 * 86400
    assert.is_truthy(receiver():open(plain_query(), HELLO))
  end)

  it("is limited by max_age, both ways, for echo too", function()
    local cb = receiver({ max_age = 60 })
    local query = plain_query()
    query.echostr = "e"
    for _, now in ipairs({ NOW, NOW + 60, NOW - 60 }) do
      clock.now = now
      assert.equal("e", cb:echo(query))
    end
    for _, now in ipairs({ NOW + 61, NOW - 61 }) do
      clock.now = now
      refused("signature", "stale", cb:open(query, HELLO))
      refused("signature", "stale", cb:echo(query))
    end
  end)

  it("must then be a time", function()
    local query = { timestamp = "soon", nonce = "n", signature = signature.callback(TOKEN, "soon", "n") }
    refused("signature", "stale", receiver({ max_age = 60 }):open(query, HELLO))
    assert.is_truthy(receiver():open(query, HELLO))
  end)
end)

describe("repetitions", function()
  local function body(code, changes)
    return (HELLO:gsub("0012", code):gsub("oA", changes and changes.from or "oA"))
  end

  it("are known whatever envelope they come in", function()
    local cb = receiver()
    for i, mode in ipairs({ "secure", "secure", "plain", "compatible" }) do
      local event = assert(cb:open(deliver(HELLO, mode, "xml")))
      assert.equal(i > 1, event.duplicate)
    end
  end)

  it("are told from other copies and other members in the same second", function()
    local cb = receiver()
    assert.is_false(cb:open(plain_query(), body("1")).duplicate)
    assert.is_false(cb:open(plain_query(), body("2")).duplicate)
    assert.is_false(cb:open(plain_query(), body("1", { from = "oB" })).duplicate)
    assert.is_true(cb:open(plain_query(), body("1")).duplicate)
  end)

  it("go by MsgId for messages", function()
    local cb = receiver()
    for id, repeated in pairs({ [1] = false, [2] = false }) do
      local text = ("<xml><FromUserName>oA</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType>" ..
        "<MsgId>%d</MsgId></xml>"):format(id)
      assert.equal(repeated, cb:open(plain_query(), text).duplicate)
      assert.is_true(cb:open(plain_query(), text).duplicate)
    end
  end)

  it("are forgotten after a day", function()
    local cb = receiver()
    assert.is_false(cb:open(plain_query(), HELLO).duplicate)
    clock.now = NOW + 86399
    assert.is_true(cb:open(plain_query(), HELLO).duplicate)
    clock.now = NOW + 86400
    assert.is_false(cb:open(plain_query(), HELLO).duplicate)
    assert.is_true(cb:open(plain_query(), HELLO).duplicate)
  end)

  it("are forgotten on request, so that a failed one can come again", function()
    local cb = receiver()
    local event = cb:open(plain_query(), HELLO)
    cb:forget(event)
    assert.is_false(cb:open(plain_query(), HELLO).duplicate)
    assert.is_true(cb:open(plain_query(), HELLO).duplicate)
  end)

  it("stay known when an earlier, forgotten delivery of the same push grows old", function()
    local cb = receiver({ remember = 2 })
    cb:forget(cb:open(plain_query(), body("1")))
    assert.is_false(cb:open(plain_query(), body("1")).duplicate)
    assert.is_false(cb:open(plain_query(), body("2")).duplicate)
    assert.is_true(cb:open(plain_query(), body("1")).duplicate)
  end)

  it("take bounded memory: the oldest goes first", function()
    local cb = receiver({ remember = 10 })
    for i = 1, 100 do
      assert.is_false(cb:open(plain_query(), body(tostring(i))).duplicate)
    end
    for i = 91, 100 do
      assert.is_true(cb:open(plain_query(), body(tostring(i))).duplicate)
    end
    assert.is_false(cb:open(plain_query(), body("90")).duplicate)
    local kept = 0
    for _ in pairs(cb.keys) do
      kept = kept + 1
    end
    assert.equal(10, kept)
  end)

  it("can be looked up in a memory shared by processes", function()
    local shared, seconds = {}, nil
    local function seen(key, ttl)
      local before = shared[key]
      shared[key], seconds = true, ttl
      return before
    end
    assert.is_false(receiver({ seen = seen }):open(plain_query(), HELLO).duplicate)
    local event = receiver({ seen = seen }):open(plain_query(), HELLO)
    assert.is_true(event.duplicate)
    assert.equal(86400, seconds)
    assert.is_true(shared[callback.key(event)])
    assert.is_nil(callback.key(event):find("oA", 1, true)) -- nobody's openid in a shared memory
  end)

  it("of a refused push leave no trace", function()
    local cb = receiver()
    refused("signature", "signature_mismatch", cb:open(plain_query("otherToken"), HELLO))
    assert.is_false(cb:open(plain_query(), HELLO).duplicate)
  end)
end)

describe("callback:seal", function()
  it("takes time, nonce and random bytes of its own", function()
    local cb = receiver()
    local one, two = xml.parse(cb:seal("answer")), xml.parse(cb:seal("answer"))
    assert.equal(tostring(NOW), one.TimeStamp)
    assert.not_equal(one.Nonce, two.Nonce)
    assert.not_equal(one.Encrypt, two.Encrypt)
    assert.equal(one.MsgSignature, signature.callback(TOKEN, one.TimeStamp, one.Nonce, one.Encrypt))
    assert.equal("answer", crypto.envelope_open(KEY, APPID, one.Encrypt))
  end)

  it("answers in the request's format", function()
    local cb = receiver()
    local event = assert(cb:open(deliver('{"Event":"x"}', "secure", "json")))
    assert.equal("answer", crypto.envelope_open(KEY, APPID, json.decode(cb:seal("answer", { event = event })).Encrypt))
  end)

  it("leaves success in clear", function()
    assert.equal("success", receiver():seal("success"))
    assert.equal("success", receiver({ encoding_aes_key = false, appid = false }):seal("success"))
  end)

  it("seals every length", function()
    local cb = receiver()
    for n = 0, 64 do
      local text = ("x"):rep(n)
      assert.equal(text, crypto.envelope_open(KEY, APPID, (xml.parse(cb:seal(text))).Encrypt))
    end
  end)

  it("refuses odd options by name", function()
    for name, value in pairs({ format = "yaml", random = "short", timestamp = 1.5, nonce = "" }) do
      local text, err = receiver():seal("answer", { [name] = value })
      assert.is_nil(text)
      assert.equal(name, err.path)
    end
    assert.has_error(function() receiver():seal({}) end)
  end)
end)

describe("callback:reply", function()
  local function inner(cb, event, fields)
    local body = assert(cb:reply(event, fields))
    local outer = xml.parse(body)
    return xml.parse(assert(crypto.envelope_open(KEY, APPID, outer.Encrypt)))
  end

  it("is success when there is nothing to say", function()
    local cb = receiver()
    for _, mode in ipairs({ "plain", "compatible", "secure" }) do
      assert.equal("success", cb:reply(assert(cb:open(deliver(HELLO, mode, "xml")))))
    end
  end)

  it("goes back to the sender, sealed where the push was secure", function()
    local cb = receiver()
    local want = { ToUserName = "oA", FromUserName = "gh_1", CreateTime = tostring(NOW), MsgType = "text",
      Content = "a ]]> b & <c>" }
    for _, mode in ipairs({ "plain", "compatible" }) do
      local event = assert(cb:open(deliver(HELLO, mode, "xml")))
      assert.same(want, (xml.parse(cb:reply(event, want.Content))))
    end
    assert.same(want, inner(cb, assert(cb:open(deliver(HELLO, "secure", "xml"))), want.Content))
  end)

  it("can be more than text", function()
    local cb = receiver()
    local event = assert(cb:open(deliver(HELLO, "secure", "xml")))
    local reply = inner(cb, event, { MsgType = "image", Image = { MediaId = "m1" } })
    assert.same({ "image", { MediaId = "m1" } }, { reply.MsgType, reply.Image })
  end)

  it("is JSON for a JSON push", function()
    local cb = receiver()
    local event = assert(cb:open(deliver('{"ToUserName":"gh_1","FromUserName":"oA","Event":"x"}', "secure", "json")))
    local outer = json.decode(cb:reply(event, "hi"))
    assert.same({ ToUserName = "oA", FromUserName = "gh_1", CreateTime = NOW, MsgType = "text", Content = "hi" },
      json.decode(crypto.envelope_open(KEY, APPID, outer.Encrypt)))
  end)

  it("uses the key that opened the push", function()
    local cb = receiver({ encoding_aes_key = OLD_KEY, previous_encoding_aes_key = KEY })
    local event = assert(cb:open(deliver(HELLO, "secure", "xml", KEY)))
    assert.is_true(event.previous_key)
    assert.equal("hi", inner(cb, event, "hi").Content)
  end)

  it("refuses what XML cannot carry", function()
    local cb = receiver()
    local event = cb:open(plain_query(), HELLO)
    for _, text in ipairs({ "a\0b", "\1", "\255" }) do
      local body, err = cb:reply(event, text)
      assert.is_nil(body)
      assert.equal("validation", err.kind)
    end
  end)
end)

describe("one receiver", function()
  it("serves a thousand different pushes in random order, each its own", function()
    local cb = receiver({ encoding_aes_key = OLD_KEY, previous_encoding_aes_key = KEY })
    local requests, modes = {}, { "plain", "compatible", "secure" }
    for i = 1, 1000 do
      local mode, format, key = modes[i % 3 + 1], i % 2 == 0 and "xml" or "json", i % 5 == 0 and KEY or OLD_KEY
      local code = ("%012d"):format(i)
      local message = format == "xml" and HELLO:gsub("0012", code) or json.encode({ ToUserName = "gh_1",
        FromUserName = "oA", CreateTime = NOW, MsgType = "event", Event = "user_del_card", CardId = "p1",
        UserCardCode = code })
      local query, body = deliver(message, mode, format, key)
      requests[i] = { query = query, body = body, code = code, mode = mode, format = format,
        key = mode ~= "plain" and key or nil }
    end
    for i = #requests, 2, -1 do
      local j = math.random(i)
      requests[i], requests[j] = requests[j], requests[i]
    end
    local opened = {}
    for i, request in ipairs(requests) do
      opened[i] = assert(cb:open(request.query, request.body))
    end
    for i, request in ipairs(requests) do -- answered when all are open: nothing of one may be left in another
      local event = opened[i]
      assert.same({ request.code, request.mode, request.format, false, request.key == KEY or nil },
        { event.UserCardCode, event.mode, event.format, event.duplicate, event.previous_key })
      local body = assert(cb:reply(event, request.code))
      local decode = request.format == "xml" and xml.parse or json.decode
      local answer = decode(body)
      if request.mode == "secure" then
        answer = decode(assert(crypto.envelope_open(request.key, APPID, answer.Encrypt)))
      end
      assert.equal(request.code, answer.Content)
    end
  end)

  it("leaves query and body alone", function()
    local cb = receiver()
    local query, body = deliver(HELLO, "secure", "xml")
    local before = {}
    for name, value in pairs(query) do
      before[name] = value
    end
    cb:open(query, body)
    assert.same(before, query)
  end)
end)

describe("secrets", function()
  local CANARY_TOKEN, CANARY_KEY = "CANARYTOKEN", "CANARYKEY" .. ("a"):rep(34)

  it("appear in no error", function()
    local function clean(err)
      assert.is_true(errors.is(err))
      local texts = { tostring(err) }
      for _, value in pairs(err) do
        texts[#texts + 1] = tostring(value)
      end
      assert.is_nil(table.concat(texts, "\n"):find("CANARY", 1, true))
    end
    for _, options in ipairs({ { token = CANARY_TOKEN, encoding_aes_key = CANARY_KEY }, { token = " " .. CANARY_TOKEN },
      { token = CANARY_TOKEN, encoding_aes_key = CANARY_KEY .. "x", appid = APPID } }) do
      clean(select(2, callback.new(options)))
    end
    local cb = receiver({ token = CANARY_TOKEN, encoding_aes_key = CANARY_KEY, max_age = 5 })
    local other = assert(crypto.envelope_seal(KEY, APPID, "CANARY"))
    local own = assert(crypto.envelope_seal(CANARY_KEY, APPID, "CANARY text, no message"))
    local signed = sealed_query(other, CANARY_TOKEN)
    clean(select(2, cb:open(plain_query(), HELLO)))
    clean(select(2, cb:open(signed, "<xml><Encrypt>" .. other .. "</Encrypt></xml>")))
    clean(select(2, cb:open(sealed_query(own, CANARY_TOKEN), "<xml><Encrypt>" .. own .. "</Encrypt></xml>")))
    clean(select(2, cb:open(signed, "<xml><CANARY></xml>")))
    clean(select(2, cb:open(signed, '{"CANARY"')))
    clean(select(2, cb:open(plain_query(CANARY_TOKEN), "CANARY")))
    clean(select(2, cb:seal("CANARY", { format = "CANARY" })))
    clean(select(2, cb:reply({ format = "xml" }, "CANARY\1")))
    clock.now = NOW + 100
    clean(select(2, cb:open(plain_query(CANARY_TOKEN), HELLO)))
  end)
end)
