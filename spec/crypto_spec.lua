local crypto = require("wxcard.crypto")
local tamper = require("spec.support.tamper")

local KEY, OTHER_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
local APPID, RANDOM = "wx1234567890abcdef", "0123456789abcdef"

describe("wxcard.crypto digests", function()
  it("match the published answers", function()
    assert.equal("da39a3ee5e6b4b0d3255bfef95601890afd80709", crypto.sha1_hex(""))
    assert.equal("a9993e364706816aba3e25717850c26c9cd0d89d", crypto.sha1_hex("abc"))
    assert.equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", crypto.sha256_hex("abc"))
    assert.equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", crypto.sha256_hex(""))
  end)

  it("take every byte, zero too", function()
    assert.not_equal(crypto.sha1_hex("a\0b"), crypto.sha1_hex("a\0c"))
    assert.equal(40, #crypto.sha1_hex(("\255"):rep(100000)))
  end)

  it("want a string, not a number whose text each Lua writes differently", function()
    for _, name in ipairs({ "sha1_hex", "sha256_hex", "sha1_sorted", "base64_encode", "base64_decode" }) do
      assert.has_error(function() crypto[name](1e15) end)
      assert.has_error(function() crypto[name]({}) end)
    end
  end)

  it("sort what is signed together by bytes", function()
    assert.equal(crypto.sha1_hex("-a0aAAa_aaaa~a"), crypto.sha1_sorted("_a", "-a", "0a", "Aa", "aa", "~a", "a", "A"))
    assert.equal(crypto.sha1_hex(""), crypto.sha1_sorted())
    assert.has_error(function()
      crypto.sha1_sorted("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17")
    end)
  end)
end)

describe("wxcard.crypto comparing", function()
  it("knows equal from different, whatever the length", function()
    assert.is_true(crypto.equal("", ""))
    assert.is_true(crypto.equal("a\0b", "a\0b"))
    assert.is_false(crypto.equal("a\0b", "a\0c"))
    assert.is_false(crypto.equal("abc", "abcd"))
    assert.is_false(crypto.equal("abc", ""))
    assert.has_error(function() crypto.equal("1", 1) end)
  end)

  it("orders by bytes in every locale", function()
    local before = os.setlocale(nil, "collate")
    for _, locale in ipairs({ "C", "en_US.UTF-8", "C.UTF-8", "zh_CN.UTF-8" }) do
      os.setlocale(locale, "collate")
      assert.is_true(crypto.less("Z", "a"))
      assert.is_true(crypto.less("a", "ab"))
      assert.is_true(crypto.less("z", "\195\169"))
      assert.is_false(crypto.less("a", "a"))
    end
    os.setlocale(before, "collate")
  end)
end)

describe("wxcard.crypto randomness", function()
  it("gives as many letters and digits as asked for, never the same", function()
    for _, n in ipairs({ 1, 16, 32, 256 }) do
      assert.equal(n, #crypto.random_nonce(n):match("^[A-Za-z0-9]+$"))
    end
    assert.not_equal(crypto.random_nonce(16), crypto.random_nonce(16))
  end)

  it("favours no character", function()
    local counts, total = {}, 0
    for _ = 1, 200 do
      for c in crypto.random_nonce(256):gmatch(".") do
        counts[c], total = (counts[c] or 0) + 1, total + 1
      end
    end
    local kinds, sum = 0, 0
    for _, count in pairs(counts) do
      kinds, sum = kinds + 1, sum + (count - total / 62) ^ 2 / (total / 62)
    end
    assert.equal(62, kinds)
    assert.is_true(sum < 160, "chi-square of 61 degrees: " .. sum) -- a modulo bias would give about 400
  end)

  it("gives bytes and refuses absurd amounts", function()
    assert.equal(32, #crypto.random_bytes(32))
    assert.equal(65536, #crypto.random_bytes(65536))
    assert.not_equal(crypto.random_bytes(16), crypto.random_bytes(16))
    for _, n in ipairs({ 0, -1, 65537 }) do
      assert.has_error(function() crypto.random_bytes(n) end)
    end
    assert.has_error(function() crypto.random_nonce(257) end)
  end)
end)

describe("wxcard.crypto base64", function()
  it("matches RFC 4648", function()
    local texts = { [""] = "", f = "Zg==", fo = "Zm8=", foo = "Zm9v", foob = "Zm9vYg==", fooba = "Zm9vYmE=",
      foobar = "Zm9vYmFy", ["\255\254\253"] = "//79" }
    for bytes, text in pairs(texts) do
      assert.equal(text, crypto.base64_encode(bytes))
      assert.equal(bytes, crypto.base64_decode(text))
    end
  end)

  it("comes back at every length", function()
    for n = 0, 100 do
      local bytes = n > 0 and crypto.random_bytes(n) or ""
      assert.equal(bytes, crypto.base64_decode(crypto.base64_encode(bytes)))
    end
  end)

  local refused = { "Z", "Zg", "Zg=", "Zg===", "=", "====", "Z===", "Zg==Zg==", "Zm9v\n", " Zm9v", "Zm 9v", "Zm9-",
    "Zm9_", "Zh==", "Zm9=", "Zm9v=", "Z=g=", "\0\0\0\0", "Zm9\200" }
  it("refuses what is not quite base64", function()
    for _, text in ipairs(refused) do
      local bytes, err = crypto.base64_decode(text)
      assert.is_nil(bytes, text)
      assert.equal("crypto", err.kind)
      assert.equal("base64", err.name)
    end
  end)
end)

describe("wxcard.crypto envelope", function()
  it("comes back at every length around the block size", function()
    for n = 0, 64 do
      for _, appid in ipairs({ APPID, "", "wx" }) do
        local message = n > 0 and crypto.random_bytes(n) or ""
        local sealed = assert(crypto.envelope_seal(KEY, appid, message))
        assert.equal(message, crypto.envelope_open(KEY, appid, sealed))
        assert.equal(0, #crypto.base64_decode(sealed) % 32)
      end
    end
  end)

  it("seals the same message differently each time", function()
    assert.not_equal(crypto.envelope_seal(KEY, APPID, "x"), crypto.envelope_seal(KEY, APPID, "x"))
  end)

  it("carries a megabyte, and refuses what is too large", function()
    local message = ("m"):rep(1048576)
    assert.equal(message, crypto.envelope_open(KEY, APPID, crypto.envelope_seal(KEY, APPID, message)))
    local sealed, err = crypto.envelope_seal(KEY, APPID, ("m"):rep(9 * 1048576))
    assert.is_nil(sealed)
    assert.equal("too_large", err.name)
    local opened, open_err = crypto.envelope_open(KEY, APPID, ("A"):rep(17 * 1048576))
    assert.is_nil(opened)
    assert.equal("too_large", open_err.name)
  end)

  it("takes 16 random bytes or none", function()
    assert.has_error(function() crypto.envelope_seal(KEY, APPID, "x", "short") end)
  end)

  -- 20 + 26 + 18 = 64 bytes, so a whole block of padding follows: 32 bytes of 32, from 64 on
  local MESSAGE = ("m"):rep(26)
  local sealed = assert(crypto.envelope_seal(KEY, APPID, MESSAGE, RANDOM))
  local set, cut = tamper.set, tamper.cut
  local damaged = {
    { "nothing at all", "", "decrypt" },
    { "no base64", "this is not base64!!", "base64" },
    { "base64 without its padding", (cut(sealed, 1, 95):gsub("=", "")) .. "A=", "base64" },
    { "a line break inside", sealed:sub(1, 76) .. "\n" .. sealed:sub(77), "base64" },
    { "a blank behind", sealed .. " ", "base64" },
    { "the URL alphabet", (sealed:gsub("[+/]", "-")) .. "-___", "base64" },
    { "surplus bits", cut(sealed, 1, 16):sub(1, 21) .. "B==", "base64" },
    { "no whole cipher block", cut(sealed, 1, 95), "decrypt" },
    { "one byte", cut(sealed, 1, 1), "decrypt" },
    { "a single cipher block", cut(sealed, 1, 16), "illegal_buffer" },
    { "the padding cut off", cut(sealed, 1, 64), "illegal_buffer" },
    { "half the padding cut off", cut(sealed, 1, 80), "illegal_buffer" },
    { "the first block cut off", cut(sealed, 17, 96), "illegal_buffer" },
    { "the last block twice", crypto.base64_encode(crypto.base64_decode(sealed) ..
      crypto.base64_decode(sealed):sub(-16)), "illegal_buffer" },
    { "a pad byte of 0", set(sealed, -1, 32, 0), "illegal_buffer" },
    { "a pad byte of 33", set(sealed, -1, 32, 33), "illegal_buffer" },
    { "a pad byte of 255", set(sealed, -1, 32, 255), "illegal_buffer" },
    { "a pad byte that differs", set(sealed, -5, 32, 31), "illegal_buffer" },
    { "a length beyond the end", set(sealed, 19, 26, 45), "illegal_buffer" },
    { "a length of 2^31", set(sealed, 16, 0, 128), "illegal_buffer" },
    { "a length of 4 GB", set(set(sealed, 16, 0, 255), 17, 0, 255), "illegal_buffer" },
    { "a length that ends inside the appid", set(sealed, 19, 26, 27), "appid_mismatch" },
    { "a length that takes the appid, too", set(sealed, 19, 26, 44), "appid_mismatch" },
    { "a length of 0", set(sealed, 19, 26, 0), "appid_mismatch" },
    { "another key", crypto.envelope_seal(OTHER_KEY, APPID, MESSAGE, RANDOM), "illegal_buffer" },
    { "another appid", crypto.envelope_seal(KEY, "wx0000000000000000", MESSAGE, RANDOM), "appid_mismatch" },
    { "a longer appid", crypto.envelope_seal(KEY, APPID .. "0", MESSAGE, RANDOM), "appid_mismatch" },
    { "no appid", crypto.envelope_seal(KEY, "", MESSAGE, RANDOM), "appid_mismatch" },
  }
  for _, case in ipairs(damaged) do
    it("names what is wrong with " .. case[1], function()
      local message, err = crypto.envelope_open(KEY, APPID, case[2])
      assert.is_nil(message)
      assert.equal("crypto", err.kind)
      assert.equal(case[3], err.name)
    end)
  end

  it("opens what was not damaged", function()
    assert.equal(MESSAGE, crypto.envelope_open(KEY, APPID, sealed))
    assert.equal(MESSAGE, crypto.envelope_open(KEY, APPID, set(sealed, 20, 109, 109)))
  end)

  it("refuses a key that is none, opening and sealing", function()
    for _, key in ipairs({ "", "short", KEY .. "H", KEY:sub(1, 42), KEY:sub(1, 42) .. "+", KEY:sub(1, 42) .. "=",
      KEY:sub(1, 42) .. "\0" }) do
      for _, result in ipairs({ { crypto.envelope_key(key) }, { crypto.envelope_open(key, APPID, sealed) },
        { crypto.envelope_seal(key, APPID, "x") } }) do
        assert.is_nil(result[1])
        assert.equal("illegal_aes_key", result[2].name)
        assert.is_nil(tostring(result[2]):find(KEY:sub(1, 20), 1, true))
      end
    end
  end)

  it("survives any bytes", function()
    for n = 1, 400 do
      local message, err = crypto.envelope_open(KEY, APPID, crypto.base64_encode(crypto.random_bytes(n)))
      assert.is_nil(message)
      assert.equal(n % 16 == 0 and "illegal_buffer" or "decrypt", err.name == "appid_mismatch" and "illegal_buffer"
        or err.name)
    end
  end)
end)
