describe("wxcard.json", function()
  local json = require("wxcard.json")
  local luajit = rawget(_G, "jit") ~= nil

  local function refused(path, message, value)
    local text, err = json.encode(value)
    assert.is_nil(text)
    assert.equal("validation", err.kind)
    assert.equal(path, err.path or "")
    assert.truthy(err.message:find(message, 1, true), err.message)
    return err
  end

  local function broken(message, text, opts)
    local value, err = json.decode(text, opts)
    assert.is_nil(value)
    assert.equal("validation", err.kind)
    assert.truthy(err.message:find(message, 1, true), err.message)
  end

  describe("encode", function()
    it("writes names in order, whatever order the table has", function()
      local value = {}
      for i = 20, 1, -1 do
        value[("k%02d"):format(i)] = i
      end
      local expected = {}
      for i = 1, 20 do
        expected[i] = ('"k%02d":%d'):format(i, i)
      end
      assert.equal("{" .. table.concat(expected, ",") .. "}", json.encode(value))
      assert.equal('{"":1,"a":2,"aa":3,"b":4}', json.encode({ b = 4, aa = 3, a = 2, [""] = 1 }))
    end)

    it("writes integral floats as integers", function()
      assert.equal("[995,100,0,-3]", json.encode({ 995.0, 1e2, -0.0, -3.0 }))
      assert.equal("9007199254740992", json.encode(2 ^ 53))
    end)

    it("writes other numbers so that they read back the same", function()
      assert.equal("[0.1,0.5,1e+300,-1.25]", json.encode({ 0.1, 0.5, 1e300, -1.25 }))
      for _, n in ipairs({ 0.1 + 0.2, 1 / 3, 5e-324, 1.7976931348623157e308, 2 ^ 60, 123456.789 }) do
        assert.equal(n, tonumber(json.encode(n)))
      end
    end)

    it("writes the whole range of Lua 5.4's integers", function()
      if not luajit then
        assert.equal("[9223372036854775807,-9223372036854775808]", json.encode({ math.maxinteger, math.mininteger }))
      end
    end)

    it("is the same in a locale with a decimal comma", function()
      local before = os.setlocale()
      local found
      for _, name in ipairs({ "de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_DE" }) do
        found = found or os.setlocale(name)
      end
      local text, value = json.encode({ 0.5, 1e-7, 2.5e300 }), json.decode("[0.5,1e-7]")
      os.setlocale(before)
      assert.equal("[0.5,1e-07,2.5e+300]", text)
      assert.same({ 0.5, 1e-7 }, value)
    end)

    it("leaves UTF-8 and slashes as they are and escapes what it must", function()
      assert.equal('"海底捞/会员卡 😀"', json.encode("海底捞/会员卡 😀"))
      assert.equal([["\"\\\b\t\n\f\r\u0000\u001F\u000B"]], json.encode('"\\\b\t\n\f\r\0\31\11'))
      assert.equal('"\127"', json.encode("\127"))
    end)

    it("escapes at every place of a word", function()
      for length = 0, 20 do
        for at = 1, length do
          local text = ("x"):rep(at - 1) .. '"' .. ("y"):rep(length - at)
          assert.equal('"' .. text:gsub('"', '\\"') .. '"', json.encode(text))
          assert.equal(text, json.decode(json.encode(text)))
        end
      end
    end)

    it("tells lists from objects", function()
      assert.equal("{}", json.encode({}))
      assert.equal("[]", json.encode(json.array({})))
      assert.equal('[[],{},[1]]', json.encode({ json.array({}), {}, { 1 } }))
    end)

    it("keeps a list whose items were set in another order", function()
      local list = {}
      for i = 40, 1, -1 do
        list[i] = i
      end
      assert.equal(table.concat({ "[", table.concat(list, ","), "]" }), json.encode(list))
    end)

    it("writes null and number objects", function()
      assert.equal("[null,12345678901234567890]", json.encode({ json.null, json.number("12345678901234567890") }))
      assert.equal("12345678901234567890", tostring(json.number("12345678901234567890")))
      assert.is_false(pcall(json.number, "12x"))
      assert.is_false(pcall(json.number, "007"))
    end)

    it("takes cjson's null for its own, and nothing of cjson's settings", function()
      local cjson = require("cjson")
      assert.equal(cjson.null, json.null)
      local before = json.encode({ a = 0.1, b = {}, c = cjson.null, d = { 1, [3] = nil } })
      local convert, max = cjson.encode_sparse_array()
      cjson.encode_sparse_array(true)
      cjson.encode_number_precision(3)
      cjson.encode_max_depth(1)
      cjson.decode_max_depth(1)
      local after, deep = json.encode({ a = 0.1, b = {}, c = cjson.null, d = { 1, [3] = nil } }), json.decode("[[[1]]]")
      cjson.encode_sparse_array(convert, max)
      cjson.encode_number_precision(14)
      cjson.encode_max_depth(1000)
      cjson.decode_max_depth(1000)
      assert.equal(before, after)
      assert.same({ { { 1 } } }, deep)
    end)

    it("indents, one field a line", function()
      local text = json.encode({ b = { 1, { x = json.array({}) } }, a = {} }, { indent = 2 })
      assert.equal('{\n  "a": {},\n  "b": [\n    1,\n    {\n      "x": []\n    }\n  ]\n}', text)
    end)

    it("names the index of a hole", function()
      refused("card.list[3]", "a list has no holes", { card = { list = { 1, 2, nil, 4 } } })
      refused("[1]", "a list has no holes", { [5] = "x" })
    end)

    it("refuses tables that are both", function()
      refused("a", "", { a = { 1, 2, x = 3 } })
      refused("a", "", { a = { x = 1, [true] = 2 } })
      refused("", "", { [1.5] = 1 })
    end)

    it("refuses what JSON cannot say, all of it at once, in the order of the paths", function()
      local err = refused("a", "a function", { a = print, b = { 0 / 0, 1 / 0 }, c = coroutine.create(print) })
      local paths = {}
      for i, fault in ipairs(err.faults) do
        paths[i] = fault.path
      end
      assert.same({ "a", "b[1]", "b[2]", "c" }, paths)
      assert.equal("must be a finite number", err.faults[2].message)
    end)

    it("refuses invalid UTF-8, in values and names", function()
      for _, bytes in ipairs({
        "\xff", "\xc0\xaf", "\xc1\xbf", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80", "\xe6\xb5", "\xe6", "\x80", "海\xe5\xba", "abcdefgh\xc3", "\xc3(",
      }) do
        refused("a[2]", "not valid UTF-8", { a = { "ok", bytes } })
      end
      refused("a.?", "not valid UTF-8", { a = { ["\xff"] = 1 } })
    end)

    it("accepts the edges of UTF-8", function()
      for _, s in ipairs({
        "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbf", "\xf0\x90\x80\x80",
        "\xf4\x8f\xbf\xbf",
      }) do
        assert.equal('"' .. s .. '"', json.encode(s))
        assert.equal(s, json.decode('"' .. s .. '"'))
      end
    end)

    it("sees a table inside itself", function()
      local t = { list = {} }
      t.list[1] = { back = t }
      refused("list[1].back", "inside itself", t)
      local shared = { 1 }
      assert.equal('{"a":[1],"b":[1]}', json.encode({ a = shared, b = shared })) -- twice is no cycle
    end)

    it("goes 100 levels deep and no deeper", function()
      local t = {}
      for _ = 1, 99 do
        t = { t }
      end
      assert.equal(("["):rep(99) .. "{}" .. ("]"):rep(99), json.encode(t))
      refused(("[1]"):rep(100), "nested deeper than 100", { t })
    end)

    it("runs no metamethods", function()
      local function never()
        error("ran")
      end
      local mt = { __index = never, __pairs = never, __ipairs = never, __len = never, __tostring = never }
      assert.equal('{"a":[1,2]}', json.encode(setmetatable({ a = setmetatable({ 1, 2 }, mt) }, mt)))
    end)

    -- in a process of its own, whose heap is small: finalizers come often there
    it("can be used while it is at work, by a finalizer", function()
      local status, _, err = require("spec.support.program").run([[
        local json = require("wxcard.json")
        local inner, n = 0, 0
        local function finalizer()
          inner = inner + 1
          assert(json.encode({ x = { 1, 2, 3 } }) == '{"x":[1,2,3]}')
        end
        while inner < 3 and n < 20000 do
          n = n + 1
          if rawget(_G, "newproxy") then
            getmetatable(newproxy(true)).__gc = finalizer
          else
            setmetatable({}, { __gc = finalizer })
          end
          local text = json.encode({ n = n, text = ("x"):rep(300) })
          assert(text == '{"n":' .. n .. ',"text":"' .. ("x"):rep(300) .. '"}')
        end
        assert(inner >= 3, "no finalizer ran")
      ]])
      assert.equal("", err)
      assert.equal(0, status)
    end)

    it("never says a value", function()
      local err = refused("phone", "not valid UTF-8", { phone = "13800138000\xff" })
      assert.is_nil(tostring(err):find("13800138000", 1, true))
    end)
  end)

  describe("decode", function()
    it("gives plain tables", function()
      local value = json.decode(' { "a" : [ 1 , -2.5 , true , false ] , "b" : { "c" : "\\u6d77" } } ')
      assert.same({ a = { 1, -2.5, true, false }, b = { c = "海" } }, value)
    end)

    it("keeps integers exact, the same on both Luas", function()
      local value = json.decode("[995,995.0,1e2,9007199254740992,9007199254740993,-12345678901234567890]")
      assert.equal("995 995 100", table.concat(value, " ", 1, 3))
      assert.equal(2 ^ 53, value[4])
      assert.equal("9007199254740993", value[5])
      assert.equal("-12345678901234567890", value[6])
    end)

    it("round-trips an empty list, an empty object, a null and a long id", function()
      local text = '{"code":[],"id":12345678901234567890,"n":null,"x":{}}'
      assert.equal(text, json.encode(json.decode(text, { null = true, bignum = true })))
      assert.equal('{"code":[],"id":"12345678901234567890","x":{}}', json.encode(json.decode(text)))
    end)

    it("drops nulls from objects and keeps them in lists", function()
      local value = json.decode('{"a":null,"b":[null,1]}')
      assert.is_nil(value.a)
      assert.equal(json.null, value.b[1])
      assert.equal(json.null, json.decode('{"a":null}', { null = true }).a)
    end)

    it("lets the last of equal names count, null too", function()
      assert.same({ a = 2 }, json.decode('{"a":1,"a":2}'))
      assert.same({}, json.decode('{"a":1,"a":null}'))
    end)

    it("reads every escape", function()
      assert.equal('"\\/\b\f\n\r\t\0é海😀', json.decode([["\"\\\/\b\f\n\r\t\u0000\u00e9\u6D77\ud83d\ude00"]]))
    end)

    it("refuses half surrogates and wrong escapes", function()
      for _, text in ipairs({
        [["\ud83d"]], [["\ude00"]], [["\ud83d\u0041"]], [["\ud83dx"]], [["\u12"]], [["\x"]], [["\]], [["\u12g4"]],
      }) do
        local value = json.decode(text)
        assert.is_nil(value)
      end
    end)

    it("refuses what is not JSON and says where", function()
      broken("ends too early at byte 1", "")
      broken("a name in quotes expected at byte 8", '{"a":1,}')
      broken("a value expected at byte 4", "[1,]")
      broken("',' or ']' expected at byte 4", "[1 2]")
      broken("',' or '}' expected at byte 8", '{"a":1 "b":2}')
      broken("':' expected at byte 6", '{"a" 1}')
      broken("something follows the end at byte 3", "1 2")
      broken("malformed number at byte 1", "01")
      broken("malformed number at byte 1", "-")
      broken("malformed number at byte 1", "1.")
      broken("malformed number at byte 1", "1e")
      broken("a value expected at byte 1", "nul")
      broken("a value expected at byte 1", ".5")
      broken("a value expected at byte 1", "NaN")
      broken("without an end", '"abc')
      broken("a control character in a string at byte 3", '"a\nb"')
      broken("invalid UTF-8 at byte 2", '"\xff"')
      broken("a number out of range", "[1e999]")
      broken("a value expected at byte 1", "\xef\xbb\xbf{}")
    end)

    it("gives numbers out of range as number objects when asked", function()
      assert.equal("[1e999]", json.encode(json.decode("[1e999]", { bignum = true })))
    end)

    it("goes 100 levels deep and no deeper", function()
      assert.is_table(json.decode(("["):rep(100) .. ("]"):rep(100)))
      broken("nested deeper than 100", ("["):rep(101) .. ("]"):rep(101))
      broken("nested deeper than 100", ('{"a":'):rep(101) .. "1" .. ("}"):rep(101))
      broken("nested deeper than 100", ("["):rep(100000))
    end)

    it("reads what encode wrote", function()
      local value = { list = { 1, "two", { three = 3.5 } }, text = '"\\\n海', flag = false, none = json.array({}) }
      assert.same(value, json.decode(json.encode(value)))
      assert.same(value, json.decode(json.encode(value, { indent = 4 })))
    end)

    it("never says the text", function()
      local _, err = json.decode('{"phone":"13800138000" x}')
      assert.is_nil(tostring(err):find("138", 1, true))
    end)
  end)

  it("raises on a programmer's mistake", function()
    assert.is_false(pcall(json.decode, 42))
    assert.is_false(pcall(json.encode))
    assert.is_false(pcall(json.encode, {}, { indent = -1 }))
    assert.is_false(pcall(json.array, "x"))
    assert.is_false(pcall(json.array, setmetatable({}, {})))
  end)
end)
