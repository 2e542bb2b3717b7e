local crypto = require("wxcard.crypto")
local errors = require("wxcard.errors")
local openssl = require("spec.support.openssl")
local program = require("spec.support.program")

-- Made in this run; the second one's serial begins with a zero.
local merchant = openssl.key("merchant", "0A0B0C0D0E0F0102030405060708090A0B0C0D0E")
local platform = openssl.key("platform")
local MESSAGE = "POST\n/v3/x?a=%2B\n1554208460\n593BEC0C930BF1AFEB40B4A08C8FB242\n{\"名\":\"\0\"}\n"
local API_KEY, NONCE = "Wx3mberCardTestKey0123456789abcd", "AEuifuTUp0nd"

local function refused(name, value, err)
  assert.is_nil(value)
  assert.is_true(errors.is(err))
  assert.equal(name, err.name)
  return err
end

local function flip(base64, at)
  local bytes = crypto.base64_decode(base64)
  at = at or #bytes
  local byte = bytes:byte(at)
  return crypto.base64_encode(bytes:sub(1, at - 1) .. string.char(byte % 2 == 0 and byte + 1 or byte - 1) ..
    bytes:sub(at + 1))
end

local function bytes_of(hex)
  return (hex:gsub("%x%x", function(h) return string.char(tonumber(h, 16)) end))
end

local function hex_of(bytes)
  return (bytes:gsub(".", function(c) return ("%02X"):format(c:byte()) end))
end

describe("wxcard.crypto signatures", function()
  local signature = assert(crypto.rsa_sha256_sign(merchant.private, MESSAGE))

  it("are those of openssl, whichever PEM the key is in", function()
    assert.equal(openssl.sign(merchant.private, MESSAGE), signature)
    assert.equal(344, #signature)
    assert.equal(signature, crypto.rsa_sha256_sign(merchant.pkcs1, MESSAGE))
    assert.is_true(openssl.verifies(merchant.public, MESSAGE, signature))
    for _, name in ipairs({ "public", "rsa_public", "certificate" }) do
      assert.is_true(crypto.rsa_sha256_verify(merchant[name], MESSAGE, signature), name)
    end
  end)

  it("sign nothing, too, and large bodies", function()
    for _, message in ipairs({ "", ("x"):rep(200000) }) do
      local made = assert(crypto.rsa_sha256_sign(merchant.private, message))
      assert.equal(openssl.sign(merchant.private, message), made)
      assert.is_true(crypto.rsa_sha256_verify(merchant.public, message, made))
    end
  end)

  it("are false for another text, key, or any change", function()
    local function bad(name, pem, message, text)
      local valid, err = crypto.rsa_sha256_verify(pem, message, text)
      assert.is_false(valid)
      assert.equal(name, err.name)
      assert.equal("crypto", err.kind)
    end
    bad("signature", merchant.public, MESSAGE .. "\n", signature)
    bad("signature", merchant.public, MESSAGE:sub(1, -2), signature)
    bad("signature", platform.public, MESSAGE, signature)
    for _, at in ipairs({ 1, 2, 128, 255, 256 }) do
      bad("signature", merchant.public, MESSAGE, flip(signature, at))
    end
    bad("signature", merchant.public, MESSAGE, "")
    bad("signature", merchant.public, MESSAGE, crypto.base64_encode(crypto.base64_decode(signature):sub(1, 255)))
    bad("signature", merchant.public, MESSAGE, crypto.base64_encode(crypto.base64_decode(signature) .. "\0"))
    bad("signature", merchant.public, MESSAGE, ("A"):rep(100000))
    bad("base64", merchant.public, MESSAGE, signature .. "\n")
    bad("base64", merchant.public, MESSAGE, signature:sub(1, -2))
    bad("base64", merchant.public, MESSAGE, (signature:gsub("[+/]", "-")):sub(1, -3) .. "-=")
  end)

  it("are not taken when another digest or padding made them", function()
    local text, key = openssl.file(MESSAGE), openssl.file(merchant.private)
    for _, words in ipairs({ "dgst -sha1 -sign %s %s", "dgst -sha512 -sign %s %s",
      "dgst -sha256 -sigopt rsa_padding_mode:pss -sign %s %s" }) do
      local other = crypto.base64_encode(openssl.must(words:format(key, text)))
      assert.is_false(crypto.rsa_sha256_verify(merchant.public, MESSAGE, other))
    end
  end)

  it("tell an altered text from another key's", function()
    assert.equal(crypto.sha256_hex(MESSAGE), crypto.rsa_sha256_recover(merchant.public, signature))
    local err = refused("signature", crypto.rsa_sha256_recover(platform.public, signature))
    assert.equal("crypto", err.kind)
    refused("base64", crypto.rsa_sha256_recover(platform.public, "?"))
  end)
end)

describe("wxcard.crypto sensitive fields", function()
  it("go to openssl and come from it", function()
    for _, text in ipairs({ "13800138000", "张三", "x", "a\0b", ("x"):rep(214) }) do
      for _, pem in ipairs({ platform.public, platform.certificate }) do
        local sealed = assert(crypto.oaep_encrypt(pem, text))
        assert.equal(344, #sealed)
        assert.equal(text, openssl.decrypt(platform.private, sealed))
        assert.equal(text, crypto.oaep_decrypt(platform.private, sealed))
      end
      assert.equal(text, crypto.oaep_decrypt(platform.private, openssl.encrypt(platform.public, text)))
    end
    assert.equal("", crypto.oaep_decrypt(platform.private, crypto.oaep_encrypt(platform.public, "")))
  end)

  it("are never the same twice", function()
    assert.not_equal(crypto.oaep_encrypt(platform.public, "x"), crypto.oaep_encrypt(platform.public, "x"))
  end)

  it("have at most 214 bytes, and the error says so without the value", function()
    local err = refused("too_long", crypto.oaep_encrypt(platform.public, ("7"):rep(215)))
    assert.is_truthy(err.message:find("214 bytes", 1, true))
    assert.is_nil(tostring(err):find("777", 1, true))
    refused("too_long", crypto.oaep_encrypt(platform.public, ("员"):rep(72)))
  end)

  it("fail alike, whatever is wrong inside", function()
    local sealed = assert(crypto.oaep_encrypt(platform.public, "13800138000"))
    local first
    for _, text in ipairs({
      flip(sealed), flip(sealed, 1), crypto.base64_encode("1234"), "", ("A"):rep(344), ("A"):rep(5000),
      assert(crypto.oaep_encrypt(merchant.public, "13800138000")),
      openssl.encrypt(platform.public, "x", ""), -- PKCS#1 v1.5
      openssl.encrypt(platform.public, "x", "-pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256"),
      openssl.encrypt(platform.public, "x", "-pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_mgf1_md:sha256"),
    }) do
      local err = refused("decrypt", crypto.oaep_decrypt(platform.private, text))
      first = first or tostring(err)
      assert.equal(first, tostring(err))
    end
    refused("base64", crypto.oaep_decrypt(platform.private, "13800138000"))
  end)
end)

describe("wxcard.crypto keys", function()
  it("are parsed once and used again", function()
    local own, theirs = assert(crypto.key(merchant.private)), assert(crypto.key(merchant.certificate))
    assert.same({ "private key", "rsa", 2048 }, { own:kind(), own:algorithm(), own:bits() })
    assert.equal("certificate", theirs:kind())
    for i = 1, 20 do
      local signature = own:sign("text " .. i)
      assert.is_true(theirs:verify("text " .. i, signature))
      assert.is_false(theirs:verify("text " .. i + 1, signature))
    end
    assert.equal("值", own:decrypt(theirs:encrypt("值")))
    assert.equal(crypto.sha256_hex("x"), theirs:recover(own:sign("x")))
  end)

  it("give their public half as openssl does", function()
    assert.equal(merchant.public, crypto.key(merchant.private):public_pem())
    assert.equal(merchant.public, crypto.key(merchant.certificate):public_pem())
    assert.equal("public key", crypto.key(merchant.rsa_public):kind())
  end)

  it("know whether they belong together", function()
    local own = crypto.key(merchant.private)
    assert.is_true(own:matches(crypto.key(merchant.certificate)))
    local matches, err = own:matches(crypto.key(platform.public))
    assert.is_false(matches)
    assert.equal("wrong_pair", err.name)
  end)

  it("serve many threads at once", function()
    local path = (os.getenv("WXCARD_BUILD") or "build") .. "/test/keys"
    local status, out, err = program.sh(("%s %s %s 20"):format(program.quote(path),
      openssl.path(openssl.file(merchant.private)), openssl.path(openssl.file(merchant.certificate))))
    assert.equal("", err)
    assert.same({ 0, "ok\n" }, { status, out })
  end)

  it("do only what they can", function()
    local own, public = crypto.key(merchant.private), crypto.key(merchant.public)
    refused("public_for_private_key", public:sign("x"))
    refused("public_for_private_key", public:decrypt(public:encrypt("x")))
    refused("certificate_for_private_key", crypto.key(merchant.certificate):sign("x"))
    refused("private_for_public_key", own:verify("x", own:sign("x")))
    refused("private_for_public_key", own:encrypt("x"))
  end)

  it("close twice, and serve no more then", function()
    local own = crypto.key(merchant.private)
    own:close()
    own:close()
    assert.has_error(function() own:sign("x") end)
    for _ = 1, 200 do crypto.key(merchant.public) end
    collectgarbage()
  end)

  it("want strings, and words that they know", function()
    assert.has_error(function() crypto.key(1) end)
    local _, err = pcall(crypto.key, merchant.private, "my passphrase")
    assert.is_truthy(err:find("public_alone", 1, true))
    assert.is_nil(err:find("passphrase", 1, true))
    assert.has_error(function() crypto.key(merchant.private):sign(1) end)
    assert.has_error(function() crypto.rsa_sha256_verify(merchant.public, MESSAGE, nil) end)
    assert.has_error(function() crypto.certificate_info({}) end)
  end)

  it("come in any line ends, indented, with text around, or with a byte order mark", function()
    local reference = crypto.rsa_sha256_sign(merchant.private, "x")
    local pem = merchant.private
    for what, text in pairs({
      crlf = pem:gsub("\n", "\r\n"), blanks = "\n\n  " .. pem .. " \n\t\n", indented = pem:gsub("\n", "\n    "),
      around = "Bag Attributes\n  localKeyID: 01\n" .. pem .. "trailing words\n", bom = "\239\187\191" .. pem,
      ["no last line end"] = pem:gsub("\n$", ""), ["one line"] = pem:gsub("KEY%-%-%-%-%-(.-)%-", function(body)
        return "KEY-----" .. body:gsub("\n", "") .. "-"
      end, 1),
    }) do
      local key, err = crypto.key(text, "private")
      assert.equal(reference, key and key:sign("x"), what .. ": " .. tostring(err))
    end
  end)
end)

describe("wxcard.crypto mix-ups", function()
  local encrypted = openssl.must("pkcs8 -topk8 -v2 aes-256-cbc -passout pass:secret -in " ..
    openssl.file(merchant.private))
  local old_encrypted = openssl.must("rsa -aes128 -traditional -passout pass:secret -in " ..
    openssl.file(merchant.private))
  local request = openssl.must("req -new -subj /CN=x -key " .. openssl.file(merchant.private))
  local key_der = openssl.must("pkey -outform DER -in " .. openssl.file(merchant.private))
  local certificate_der = openssl.must("x509 -outform DER -in " .. openssl.file(merchant.certificate))
  local p12 = openssl.must(("pkcs12 -export -passout pass:1900000001 -inkey %s -in %s"):format(
    openssl.file(merchant.private), openssl.file(merchant.certificate)))
  local ec = openssl.must("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256")
  local small = openssl.must("genrsa 1024")
  local decimal = "444954806099672661314081398819083983167371669130" -- 4DF076AC5A7D968D4A8B0B9C599A74CB4CF8EE8A

  -- { what, call, name, a word of the sentence }
  local wrong = {
    { "a certificate as the private key", function() return crypto.key(merchant.certificate, "private") end,
      "certificate_for_private_key", "is a certificate" },
    { "a public key as the private key", function() return crypto.key(merchant.public, "private") end,
      "public_for_private_key", "is a public key" },
    { "a private key as the platform's public key", function() return crypto.key(merchant.private, "public") end,
      "private_for_public_key", "is a private key" },
    { "a certificate as the public key with an id",
      function() return crypto.key(platform.certificate, "public_alone") end,
      "certificate_for_public_key", "PUB_KEY_ID_" },
    { "another certificate's key", function() return crypto.check_pair(merchant.private, platform.certificate) end,
      "wrong_pair", "does not belong" },
    { "a key with a passphrase", function() return crypto.key(encrypted, "private") end, "encrypted_key",
      "passphrase" },
    { "DER", function() return crypto.key(key_der, "private") end, "der", "DER" },
    { "a PKCS#12 file", function() return crypto.key(p12, "private") end, "pkcs12", "PKCS#12" },
    { "an API key as the private key", function() return crypto.key(API_KEY, "private") end, "api_key_for_pem", "32" },
    { "an API key of another length", function() return crypto.check_api_v3_key("Wx3mberCardTestK") end,
      "api_key_length", "32 bytes" },
    { "an API key in base64", function() return crypto.check_api_v3_key(crypto.base64_encode(API_KEY)) end,
      "api_key_encoding", "neither base64 nor hex" },
    { "an API key with a line end", function() return crypto.check_api_v3_key(API_KEY .. "\n") end,
      "api_key_characters", "letters and digits" },
    { "several blocks", function() return crypto.key(merchant.private .. merchant.certificate, "private") end,
      "several_blocks", "several blocks" },
    { "a decimal serial", function() return crypto.check_serial(decimal, platform.certificate) end,
      "serial_decimal", "decimal" },
    { "another certificate's serial",
      function() return crypto.check_serial("4DF076AC5A7D968D4A8B0B9C599A74CB4CF8EE8A", merchant.certificate) end,
      "serial_of_another", "not the one" },
    { "a public key's id as the serial", function() return crypto.check_serial("PUB_KEY_ID_0114232134912410000") end,
      "serial_is_key_id", "public key" },
    { "words as the serial", function() return crypto.check_serial("serial=4DF0") end, "serial_format", "hexadecimal" },
    { "a private key as the certificate", function() return crypto.certificate_info(merchant.private) end,
      "private_key_for_certificate", "private key" },
    { "a public key as the certificate", function() return crypto.certificate_info(platform.public) end,
      "public_key_for_certificate", "public key" },
    { "a request as the certificate", function() return crypto.certificate_info(request) end,
      "certificate_request", "request" },
    { "a path", function() return crypto.key("/etc/wxcard/apiclient_key.pem", "private") end, "path_for_pem", "path" },
    { "nothing", function() return crypto.key(" \n", "private") end, "empty", "empty" },
    { "words", function() return crypto.key("the key", "private") end, "not_pem", "BEGIN" },
    { "a key's id", function() return crypto.key("PUB_KEY_ID_0114232134912410000", "public") end, "key_id_for_pem",
      "id of a public key" },
    { "a serial", function() return crypto.key("4DF076AC5A7D968D4A8B0B9C599A74CB4CF8EE8A", "public") end,
      "serial_for_pem", "serial" },
    { "the inside of a PEM", function() return crypto.key(merchant.public:gsub("%-%-%-%-%-[%u ]+%-%-%-%-%-\n", ""),
      "public") end, "no_armor", "without its BEGIN" },
    { "\\n as two characters", function() return crypto.key((merchant.private:gsub("\n", "\\n")), "private") end,
      "escaped_newlines", "\\n" },
    { "half a key", function() return crypto.key(merchant.private:sub(1, 700), "private") end, "damaged_pem", "cut" },
    { "an elliptic key", function() return crypto.key(ec, "private") end, "unknown_algorithm", "neither" },
    { "an elliptic key for RSA", function() return crypto.key(ec, "private", "rsa") end, "not_rsa", "not an RSA" },
    { "an RSA key for SM2", function() return crypto.key(merchant.private, "private", "sm2") end, "not_sm2", "SM2" },
    { "a key of 1024 bits", function() return crypto.key(small, "private") end, "key_size", "2048" },
    { "something else in PEM", function()
      return crypto.key("-----BEGIN DH PARAMETERS-----\nMAYCAQUCAQI=\n-----END DH PARAMETERS-----\n") end,
      "unknown_pem", "neither" },
    { "a file that is no key at all", function() return crypto.key(("x"):rep(70000)) end, "pem_too_large", "large" },
  }

  local seen = {}
  for _, case in ipairs(wrong) do
    it("name " .. case[1], function()
      local value, err = case[2]()
      assert.is_truthy(value == nil or value == false)
      assert.equal(case[3], err.name)
      assert.equal("config", err.kind)
      assert.is_truthy(err.message:find(case[4], 1, true), err.message)
      assert.is_nil(seen[err.message])
      seen[err.message] = true
      for _, secret in ipairs({ API_KEY, merchant.private:sub(100, 130), "secret" }) do
        assert.is_nil(tostring(err):find(secret, 1, true))
      end
    end)
  end

  it("have more faces", function()
    refused("der", crypto.certificate_info(certificate_der))
    refused("api_key_for_pem", crypto.key("\239\187\191" .. API_KEY .. "\r\n"))
    refused("encrypted_key", crypto.key(old_encrypted))
    refused("certificate_request", crypto.key(request))
    refused("several_blocks", crypto.certificate_info(merchant.certificate .. platform.certificate))
    refused("certificate_for_private_key", crypto.rsa_sha256_sign(merchant.certificate, "x"))
    refused("private_for_public_key", crypto.rsa_sha256_verify(merchant.private, "x", "AAAA"))
    refused("certificate_for_private_key", crypto.check_pair(merchant.certificate, merchant.certificate))
    refused("private_key_for_certificate", crypto.check_pair(merchant.private, merchant.private))
    refused("api_key_length", crypto.check_api_v3_key(""))
    refused("api_key_length", crypto.check_api_v3_key(API_KEY .. "e"))
    refused("api_key_characters", crypto.check_api_v3_key((API_KEY:gsub("^.", " "))))
    assert.is_true(crypto.check_api_v3_key(API_KEY))
    assert.is_true(crypto.check_pair(merchant.private, merchant.certificate))
  end)

  it("are found in every way to damage a block", function()
    local pem = merchant.certificate
    for what, text in pairs({
      ["a letter of another alphabet"] = (pem:gsub("\nM", "\n_", 1)), ["a letter less"] = (pem:gsub("\nM", "\n", 1)),
      ["no END"] = (pem:gsub("%-%-%-%-%-END.*", "")), ["another END"] = (pem:gsub("END CERT", "END PERT")),
      ["a cut END"] = pem:sub(1, -8), ["nothing inside"] = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
      ["a byte too many"] = "-----BEGIN CERTIFICATE-----\n" .. crypto.base64_encode(certificate_der .. "\0") ..
        "\n-----END CERTIFICATE-----\n",
      ["a byte too few"] = "-----BEGIN CERTIFICATE-----\n" .. crypto.base64_encode(certificate_der:sub(1, -2)) ..
        "\n-----END CERTIFICATE-----\n",
      ["BEGIN alone"] = "-----BEGIN ",
    }) do
      for _, read in ipairs({ crypto.certificate_info, crypto.key }) do
        local value, err = read(text)
        assert.is_nil(value, what)
        assert.equal("damaged_pem", err.name, what)
      end
    end
  end)

  it("leave a PEM its kind", function()
    for kind, text in pairs({ ["private key"] = merchant.pkcs1, ["public key"] = merchant.rsa_public,
      certificate = merchant.certificate, ["certificate request"] = request, ["encrypted private key"] = encrypted }) do
      assert.equal(kind, crypto.pem_kind(text))
    end
    assert.equal("encrypted private key", crypto.pem_kind(old_encrypted))
    refused("der", crypto.pem_kind(key_der))
  end)
end)

describe("wxcard.crypto certificates", function()
  it("say what openssl says", function()
    local info = assert(crypto.certificate_info(merchant.certificate))
    assert.equal("0A0B0C0D0E0F0102030405060708090A0B0C0D0E", info.serial)
    assert.equal(openssl.serial(merchant.certificate), info.serial)
    assert.equal("merchant", info.subject_cn)
    local file = openssl.file(merchant.certificate)
    assert.equal(openssl.must("x509 -noout -subject -nameopt RFC2253 -in " .. file), "subject=" .. info.subject .. "\n")
    assert.equal(openssl.must("x509 -noout -issuer -nameopt RFC2253 -in " .. file), "issuer=" .. info.issuer .. "\n")
    assert.same({ "rsa", 2048 }, { info.algorithm, info.bits })
    for _, name in ipairs({ "not_before", "not_after" }) do
      local seconds = info[name .. "_unix"]
      local option = name == "not_before" and "-startdate" or "-enddate"
      local shown = openssl.must(("x509 -noout %s -dateopt iso_8601 -in %s"):format(option, file))
      assert.equal(os.date("!%Y-%m-%d %H:%M:%SZ", seconds), shown:match("=(.-)\n"))
      assert.equal(os.date("!%Y-%m-%dT%H:%M:%S+08:00", seconds + 8 * 3600), info[name])
    end
  end)

  it("keep names in any script, and cut none into half a character", function()
    local function with(subject)
      return crypto.certificate_info(openssl.must(("req -x509 -new -utf8 -key %s -days 1 -subj '%s'"):format(
        openssl.file(merchant.private), subject)))
    end
    assert.equal("商户,甲", with("/CN=商户,甲").subject_cn)
    assert.equal("CN=商户\\,甲", with("/CN=商户,甲").subject)
    assert.equal("", with("/O=Nameless").subject_cn)
    for _, shift in ipairs({ "", "a", "aa" }) do
      local long = with("/O=" .. ("商"):rep(60) .. "/OU=" .. ("户"):rep(60) .. "/L=" .. shift .. ("员"):rep(60)).subject
      assert.is_true(#long > 500 and #long < 512)
      assert.is_truthy(require("wxcard.json").encode({ long })) -- which takes nothing but UTF-8
    end
  end)

  it("keep a serial's zeros, and a first bit that is set", function()
    for _, serial in ipairs({ "00", "01", "7F", "80", "FF", "0100", "8000",
      "F00000000000000000000000000000000000000F" }) do
      local pem = openssl.must(("req -x509 -new -key %s -days 1 -subj /CN=x -set_serial 0x%s"):format(
        openssl.file(merchant.private), serial))
      assert.equal(serial, crypto.certificate_info(pem).serial)
    end
  end)

  it("have serials as WeChat writes them", function()
    local serial = "0A0B0C0D0E0F0102030405060708090A0B0C0D0E"
    for _, text in ipairs({ serial, serial:lower(), serial:sub(2), " " .. serial .. "\n",
      (serial:gsub("%x%x", "%0:"):sub(1, -2)) }) do
      assert.equal(serial, crypto.check_serial(text, merchant.certificate))
    end
    assert.equal("4F3C", crypto.check_serial("4f3c"))
    refused("serial_decimal", crypto.check_serial("444954806099672661314081398819083983167371669130"))
    local short = openssl.must(("req -x509 -new -key %s -days 1 -subj /CN=x -set_serial 0x0123456789"):format(
      openssl.file(merchant.private)))
    assert.equal("0123456789", crypto.check_serial("123456789", short))
    refused("serial_decimal", crypto.check_serial("4886718345", short)) -- 0x123456789
    refused("serial_of_another", crypto.check_serial("4886718346", short))
    refused("serial_format", crypto.check_serial(("A"):rep(41)))
    refused("serial_format", crypto.check_serial(""))
    refused("serial_format", crypto.check_serial("4G"))
    refused("private_key_for_certificate", crypto.check_serial(serial, merchant.private))
  end)

  it("tell time in +08:00 whatever TZ says", function()
    for seconds, text in pairs({ [0] = "1970-01-01T08:00:00+08:00", [951753600] = "2000-02-29T00:00:00+08:00",
      [1709135999] = "2024-02-28T23:59:59+08:00", [1709222400] = "2024-03-01T00:00:00+08:00",
      [4107513599] = "2100-02-28T23:59:59+08:00", [4107513600] = "2100-03-01T00:00:00+08:00",
      [-28801] = "1969-12-31T23:59:59+08:00", [-1] = "1970-01-01T07:59:59+08:00", [1e14] = "9999-12-31T23:59:59+08:00",
      [253402271999] = "9999-12-31T23:59:59+08:00", [-1e14] = "0000-01-01T00:00:00+08:00" }) do
      assert.equal(text, crypto.rfc3339(seconds))
    end
    for day = 0, 20000, 37 do
      assert.equal(os.date("!%Y-%m-%dT00:00:00+08:00", day * 86400), crypto.rfc3339(day * 86400 - 28800))
    end
  end)
end)

describe("wxcard.crypto AEAD", function()
  local suites = { aes = { crypto.aes_256_gcm_encrypt, crypto.aes_256_gcm_decrypt },
    sm4 = { crypto.sm4_gcm_encrypt, crypto.sm4_gcm_decrypt } }

  it("matches the published answers", function()
    -- NIST's GCM test case 16, and RFC 8998 A.1
    local aad = bytes_of("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
    local key = bytes_of("FEFFE9928665731C6D6A8F9467308308")
    assert.equal("522DC1F099567D07F47F37A32A84427D643A8CDCBFE5C0C97598A2BD2555D1AA8CB08E48590DBB3DA7B08B1056828838" ..
      "C5F61E6393BA7A0ABCC9F66276FC6ECE0F4E1768CDDF8853BB2D551B",
      hex_of(crypto.gcm_seal("aes", key .. key, bytes_of("CAFEBABEFACEDBADDECAF888"), aad,
        bytes_of("D9313225F88406E5A55909C5AFF5269A86A7A9531534F7DA2E4C303D8A318A721C3C0C95956809532FCF0E2449A6B525" ..
          "B16AEDF5AA0DE657BA637B39"))))
    local plain = ""
    for _, byte in ipairs({ "AA", "BB", "CC", "DD", "EE", "FF", "EE", "AA" }) do
      plain = plain .. bytes_of(byte):rep(8)
    end
    assert.equal("17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735D82710CA5C22F0CCFA7CBF93D496AC15" ..
      "A56834CBCF98C397B4024A2691233B8D83DE3541E4C2B58177E065A9BF7B62EC",
      hex_of(crypto.gcm_seal("sm4", bytes_of("0123456789ABCDEFFEDCBA9876543210"),
        bytes_of("00001234567800000000ABCD"), aad, plain)))
  end)

  for suite, run in pairs(suites) do
    local seal, open = run[1], run[2]
    local sealed = assert(seal(API_KEY, NONCE, "user_card", '{"a":"会员"}'))

    it("comes back at every length, by " .. suite, function()
      for _, aad in ipairs({ "", "a", "certificate", ("x"):rep(16), ("x"):rep(33) }) do
        for n = 1, 70 do
          local plain = crypto.random_bytes(n)
          assert.equal(plain, open(API_KEY, NONCE, aad, seal(API_KEY, NONCE, aad, plain)))
        end
      end
      for _, n in ipairs({ 511, 512, 513, 200000 }) do
        local plain = crypto.random_bytes(math.min(n, 65536)) .. ("y"):rep(n - 65536)
        assert.equal(plain, open(API_KEY, NONCE, nil, seal(API_KEY, NONCE, "", plain)))
      end
    end)

    it("opens nothing that was changed anywhere, by " .. suite, function()
      local bytes = crypto.base64_decode(sealed)
      for at = 1, #bytes do
        refused("authentication", open(API_KEY, NONCE, "user_card", flip(sealed, at)))
      end
      refused("authentication", open(API_KEY, NONCE, "user_carD", sealed))
      refused("authentication", open(API_KEY, NONCE, nil, sealed))
      refused("authentication", open(API_KEY, "AEuifuTUp0nD", "user_card", sealed))
      refused("authentication", open((API_KEY:gsub("d$", "e")), NONCE, "user_card", sealed))
      refused("authentication", open(API_KEY, NONCE, "user_card", crypto.base64_encode(bytes:sub(1, -2))))
      refused("authentication", open(API_KEY, NONCE, "user_card", crypto.base64_encode(bytes .. "\0")))
    end)

    it("refuses what cannot be, by name, by " .. suite, function()
      refused("too_short", open(API_KEY, NONCE, "", ""))
      refused("too_short", open(API_KEY, NONCE, "", crypto.base64_encode(("x"):rep(16))))
      refused("authentication", open(API_KEY, NONCE, "", crypto.base64_encode(("x"):rep(17))))
      refused("too_short", seal(API_KEY, NONCE, "", ""))
      refused("base64", open(API_KEY, NONCE, "", sealed .. "\n"))
      refused("nonce_length", open(API_KEY, crypto.base64_encode(NONCE), "", sealed))
      refused("nonce_length", seal(API_KEY, "", "", "x"))
      local err = refused("api_key_length", open("Wx3mberCardTestK", NONCE, "", sealed))
      assert.equal("config", err.kind)
      refused("api_key_encoding", open(crypto.base64_encode(API_KEY), NONCE, "", sealed))
      refused("too_large", open(API_KEY, NONCE, "", ("A"):rep(17 * 1048576)))
      refused("too_large", seal(API_KEY, NONCE, "", ("A"):rep(9 * 1048576)))
    end)
  end

  it("has a routine below with its own limits", function()
    for _, n in ipairs({ 16, 24, 32 }) do
      local sealed = assert(crypto.gcm_seal("aes", ("k"):rep(n), NONCE, nil, ""))
      assert.equal(16, #sealed)
      assert.equal("", crypto.gcm_open("aes", ("k"):rep(n), NONCE, nil, sealed))
    end
    refused("key_length", crypto.gcm_seal("aes", ("k"):rep(31), NONCE, nil, "x"))
    refused("key_length", crypto.gcm_open("sm4", ("k"):rep(32), NONCE, nil, ("x"):rep(20)))
    refused("nonce_length", crypto.gcm_seal("aes", ("k"):rep(16), "", nil, "x"))
    refused("nonce_length", crypto.gcm_seal("sm4", ("k"):rep(16), "13 characters", nil, "x"))
    refused("too_short", crypto.gcm_open("aes", ("k"):rep(16), NONCE, nil, ("x"):rep(15)))
    assert.has_error(function() crypto.gcm_seal("des", ("k"):rep(16), NONCE, nil, "x") end)
  end)
end)

describe("wxcard.crypto SM2", function()
  openssl.must("genpkey -algorithm SM2 -out sm2.key")
  local private = openssl.read("sm2.key")
  local public = openssl.must("pkey -in sm2.key -pubout")
  local ID = "-pkeyopt distid:1234567812345678 -rawin -digest sm3"

  it("signs for openssl and takes its signatures", function()
    local signature = assert(crypto.sm2_sm3_sign(private, MESSAGE))
    assert.is_true(crypto.sm2_sm3_verify(public, MESSAGE, signature))
    assert.is_true((openssl.run(("pkeyutl -verify -pubin -inkey %s -in %s -sigfile %s %s"):format(openssl.file(public),
      openssl.file(MESSAGE), openssl.file(crypto.base64_decode(signature)), ID))))
    local theirs = crypto.base64_encode(openssl.must(("pkeyutl -sign -inkey sm2.key -in %s %s"):format(
      openssl.file(MESSAGE), ID)))
    assert.is_true(crypto.sm2_sm3_verify(public, MESSAGE, theirs))
    assert.is_false(crypto.sm2_sm3_verify(public, MESSAGE .. "x", theirs))
    assert.is_false(crypto.sm2_sm3_verify(public, MESSAGE, flip(theirs)))
    assert.is_false(crypto.sm2_sm3_verify(public, MESSAGE, ""))
    assert.is_false(crypto.sm2_sm3_verify(public, MESSAGE, ("A"):rep(5000)))
    local other = openssl.must(("pkeyutl -sign -inkey sm2.key -in %s %s"):format(openssl.file(MESSAGE),
      "-pkeyopt distid:8765432187654321 -rawin -digest sm3"))
    assert.is_false(crypto.sm2_sm3_verify(public, MESSAGE, crypto.base64_encode(other)))
  end)

  it("encrypts for openssl and opens its values", function()
    local sealed = assert(crypto.sm2_encrypt(public, "张三"))
    assert.equal("张三", openssl.must("pkeyutl -decrypt -inkey sm2.key -in " ..
      openssl.file(crypto.base64_decode(sealed))))
    local theirs = openssl.must(("pkeyutl -encrypt -pubin -inkey %s -in %s"):format(openssl.file(public),
      openssl.file("13800138000")))
    assert.equal("13800138000", crypto.sm2_decrypt(private, crypto.base64_encode(theirs)))
    refused("decrypt", crypto.sm2_decrypt(private, flip(sealed)))
    refused("decrypt", crypto.sm2_decrypt(private, ""))
    refused("base64", crypto.sm2_decrypt(private, "?"))
    refused("too_long", crypto.sm2_encrypt(public, ("x"):rep(513)))
    assert.equal(("x"):rep(512), crypto.sm2_decrypt(private, crypto.sm2_encrypt(public, ("x"):rep(512))))
  end)

  it("is what a key object does when it is an SM2 key, and RSA's calls refuse it", function()
    local own, theirs = crypto.key(private), crypto.key(public)
    assert.equal("sm2", own:algorithm())
    assert.is_true(theirs:verify("x", own:sign("x")))
    assert.equal("x", own:decrypt(theirs:encrypt("x")))
    refused("not_rsa", crypto.rsa_sha256_sign(private, "x"))
    refused("not_rsa", crypto.oaep_encrypt(public, "x"))
    refused("not_rsa", theirs:recover(own:sign("x")))
    refused("not_sm2", crypto.sm2_sm3_sign(merchant.private, "x"))
  end)

  it("digests as openssl does", function()
    for _, text in ipairs({ "", "abc", ("x"):rep(1000) }) do
      assert.equal(openssl.must("dgst -sm3 -r " .. openssl.file(text)):match("^%x+"), crypto.sm3_hex(text))
    end
  end)
end)
