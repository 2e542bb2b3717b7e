describe("wxcard.schema", function()
  local json, schema = require("wxcard.json"), require("wxcard.schema")

  local function body(fields, value, opts)
    local encoded, err = schema.compile(fields):encode(value, opts)
    assert.is_nil(err)
    return encoded.body, encoded.warnings
  end

  -- "path: message" of each fault, or of each warning
  local function lines(list)
    local out = {}
    for i, fault in ipairs(list or {}) do
      out[i] = fault.path .. ": " .. fault.message
    end
    return out
  end

  local function faults(fields, value, opts)
    local encoded, err = schema.compile(fields):encode(value, opts)
    assert.is_nil(encoded)
    assert.equal("validation", err.kind)
    assert.equal(err.faults[1].path, err.path or "")
    assert.equal(err.faults[1].message, err.message:sub(1, #err.faults[1].message))
    return lines(err.faults), err
  end

  local card = {
    { "card", "object", required = true, fields = {
      { "card_type", "string", required = true, enum = { "MEMBER_CARD", "GROUPON" } },
      { "member_card", "object", required_when = { "card_type", "MEMBER_CARD" }, fields = {
        { "base_info", "object", required = true, fields = {
          { "title", "string", required = true, max_bytes = 27 },
          { "sku", "object", fields = { { "quantity", "integer", min = 0, max = 100000000 } } },
          { "location_id_list", "list", items = "integer", max_items = 3 },
          { "use_custom_code", "boolean" },
        } },
        { "discount", "number", min = 0, max = 100 },
      } },
    } },
  }

  local function restaurant(title)
    local base_info = { use_custom_code = false, location_id_list = { 123, 12321 }, sku = { quantity = 995.0 } }
    base_info.title = title or "会员卡"
    return { card = { member_card = { discount = 10, base_info = base_info }, card_type = "MEMBER_CARD" } }
  end

  it("writes fields in its own order", function()
    assert.equal(
      '{"card":{"card_type":"MEMBER_CARD","member_card":{"base_info":{"title":"会员卡","sku":{"quantity":995},'
        .. '"location_id_list":[123,12321],"use_custom_code":false},"discount":10}}}',
      (body(card, restaurant()))
    )
  end)

  it("names the path of what is wrong", function()
    local all, err = faults(card, restaurant(("x"):rep(30)))
    assert.same({ "card.member_card.base_info.title: 30 bytes, at most 27" }, all)
    assert.equal("card.member_card.base_info.title", err.path)
    assert.equal("30 bytes, at most 27", err.message)
  end)

  it("tells all faults at once, in its order", function()
    local value = restaurant(nil)
    value.card.member_card.base_info = {
      sku = { quantity = -1 }, location_id_list = { 1, "x", 3, 4 }, use_custom_code = "yes",
    }
    value.card.member_card.discount = "10"
    local all, err = faults(card, value)
    assert.same({
      "card.member_card.base_info.title: required",
      "card.member_card.base_info.sku.quantity: must be at least 0",
      "card.member_card.base_info.location_id_list[2]: must be an integer, got a string that is none",
      "card.member_card.base_info.location_id_list: 4 items, at most 3",
      "card.member_card.base_info.use_custom_code: must be a boolean, got a string",
      "card.member_card.discount: must be a number, got a string",
    }, all)
    assert.equal("required (and 5 more)", err.message)
  end)

  it("stops telling at a hundred", function()
    local list = {}
    for i = 1, 300 do
      list[i] = i
    end
    local _, err = schema.compile({ { "l", "list", items = "string" } }):encode({ l = list })
    assert.equal(100, #err.faults)
  end)

  it("checks the type of every field", function()
    local fields = {
      { "s", "string" }, { "i", "integer" }, { "n", "number" }, { "b", "boolean" },
      { "o", "object", fields = { { "x", "string" } } }, { "p", "object" }, { "l", "list", items = "string" },
    }
    assert.same({
      "s: must be a string, got a number", "i: must be an integer, got a fraction", "n: must be a number, got a string",
      "b: must be a boolean, got a number", "o: must be an object, got a list", "p: must be an object, got a list",
      "l: must be a list, got an object",
    }, (faults(fields, { s = 1, i = 1.5, n = "1", b = 0, o = { 1 }, p = { 1 }, l = { x = 1 } })))
    assert.same({
      "s: must be a string, got an object", "i: must be an integer, got a boolean",
      "n: must be a number, got a function", "b: must be a boolean, got an object",
      "o: must be an object, got a string", "p: must be an object, got a number", "l: must be a list, got a string",
    }, (faults(fields, { s = {}, i = true, n = print, b = {}, o = "x", p = json.number("1"), l = "x" })))
  end)

  it("refuses numbers that are none", function()
    local fields = { { "i", "integer" }, { "n", "number" } }
    assert.same({ "i: must be a finite number", "n: must be a finite number" },
      (faults(fields, { i = 0 / 0, n = 1 / 0 })))
  end)

  it("sends 64-bit ids exactly, on both Luas", function()
    local fields = { { "id", "integer" }, { "n", "number" } }
    assert.equal('{"id":12345678901234567890}', (body(fields, { id = "12345678901234567890" })))
    assert.equal('{"id":-5,"n":0.5}', (body(fields, { id = "-5", n = 0.5 })))
    assert.equal('{"id":12345678901234567890,"n":1e999}',
      (body(fields, { id = json.number("12345678901234567890"), n = json.number("1e999") })))
    assert.equal('{"id":9007199254740992}', (body(fields, { id = 2 ^ 53 })))
    if math.type then
      assert.equal('{"id":9223372036854775807}', (body(fields, { id = math.maxinteger })))
    end
    local all, err = faults(fields, { id = 2 ^ 60 })
    assert.same({ "id: past 2^53 a number has lost digits" }, all)
    assert.equal("give it as a string of digits", err.hint)
    for _, text in ipairs({ "", "-", "007", "1.5", "1e5", "+1", " 1", "0x10", "12a" }) do
      assert.same({ "id: must be an integer, got a string that is none" }, (faults(fields, { id = text })))
    end
  end)

  it("writes an empty table as what the field is", function()
    local fields = {
      { "l", "list", items = "string" }, { "o", "object", fields = { { "x", "string" } } }, { "p", "object" },
      { "a", "any" },
    }
    assert.equal('{"l":[],"o":{},"p":{},"a":{}}', (body(fields, { l = {}, o = {}, p = {}, a = {} })))
    local empty = json.array({})
    assert.equal('{"l":[],"o":{},"p":{},"a":[]}', (body(fields, { l = empty, o = empty, p = empty, a = empty })))
  end)

  it("sends null where a field is not required", function()
    local fields = { { "a", "string" }, { "b", "list", items = "object" }, { "c", "integer", required = true } }
    assert.equal('{"a":null,"b":null,"c":1}', (body(fields, { a = json.null, b = json.null, c = 1 })))
    assert.same({ "c: required" }, (faults(fields, { c = json.null })))
    assert.same({ "b[1]: must be an object, got null" }, (faults(fields, { b = { json.null }, c = 1 })))
  end)

  it("counts bytes, characters and items", function()
    local fields = {
      { "s", "string", max_chars = 3 }, { "l", "list", items = "string", max_bytes = 3, min_items = 2 },
      { "o", "list", items = "object", max_items = 1, fields = { { "x", "integer" } } },
    }
    assert.equal('{"s":"会员卡"}', (body(fields, { s = "会员卡" })))
    assert.same({
      "s: 4 characters, at most 3", "l[1]: 6 bytes, at most 3", "l: 1 items, at least 2", "o: 2 items, at most 1",
    }, (faults(fields, { s = "会员卡卡", l = { "会员" }, o = { { x = 1 }, {} } })))
  end)

  it("bounds numbers, strings of digits too", function()
    local fields = { { "i", "integer", min = 1, max = 5 }, { "l", "list", items = "number", max = 2 } }
    assert.equal('{"i":5,"l":[1.5]}', (body(fields, { i = "5", l = { 1.5 } })))
    assert.same({ "i: must be at most 5", "l[2]: must be at most 2" }, (faults(fields, { i = "6", l = { 2, 2.5 } })))
    assert.same({ "i: must be at least 1" }, (faults(fields, { i = 0 })))
  end)

  it("lists what an enum has, and shows a little of what it got", function()
    local fields = {
      { "color", "string", enum = { "A", "B", "C", "D", "E", "F", "G", "H" } }, { "n", "integer", enum = { 1, 2 } },
    }
    assert.equal('{"color":"H","n":2}', (body(fields, { color = "H", n = 2.0 })))
    assert.same({
      "color: unknown value 'X', one of A, B, C, D, E, F, ...", "n: unknown value '3', one of 1, 2",
    }, (faults(fields, { color = "X", n = 3 })))
    local all = faults(fields, { color = ("卡"):rep(100) })
    assert.same({ "color: unknown value '" .. ("卡"):rep(13) .. "', one of A, B, C, D, E, F, ..." }, all)
    assert.same({ "s: unknown value, one of A" },
      (faults({ { "s", "string", enum = { "A" }, sensitive = true } }, { s = "secret" })))
  end)

  it("lets an open enum and advisory limits warn", function()
    local fields = {
      { "a", "string", enum = { "A" }, open_enum = true }, { "b", "string", max_bytes = 1, advisory = true },
      { "c", "integer", required = true, advisory = true }, { "d", "integer", max = 1, advisory = true },
      { "e", "list", items = "string", max_items = 1, advisory = true },
    }
    local text, warnings = body(fields, { a = "X", b = "xx", d = 2, e = { "1", "2" } })
    assert.equal('{"a":"X","b":"xx","d":2,"e":["1","2"]}', text)
    assert.same({
      "a: unknown value 'X', one of A", "b: 2 bytes, at most 1", "c: required", "d: must be at most 1",
      "e: 2 items, at most 1",
    }, lines(warnings))
    assert.same({ "b: must be a string, got a number" }, (faults(fields, { b = 1, c = 1 })))
  end)

  it("requires a field because of its sibling", function()
    local fields = {
      { "type", "string" }, { "n", "integer" }, { "flag", "boolean" },
      { "begin", "integer", required_when = { "type", "RANGE", "TERM" } },
      { "code", "string", required_when = { "flag", true } }, { "x", "string", required_when = { "n", 2 } },
    }
    assert.equal('{"type":"PERMANENT","n":1,"flag":false}', (body(fields, { type = "PERMANENT", flag = false, n = 1 })))
    assert.same({
      "begin: required when type is RANGE, TERM", "code: required when flag is true", "x: required when n is 2",
    }, (faults(fields, { type = "TERM", flag = true, n = 2 })))
  end)

  it("wants one of a group", function()
    local inner = { { "a", "string" }, { "b", "string" } }
    local fields = { { "o", "object", any_of = { { "a", "b" } }, fields = inner } }
    assert.equal('{"o":{"b":""}}', (body(fields, { o = { b = "" } })))
    assert.same({ "o.a: required: one of a, b" }, (faults(fields, { o = { a = json.null } })))
    local ok, err = schema.compile(inner, { any_of = { { "a", "b" } } }):check({})
    assert.is_nil(ok)
    assert.equal("a", err.path)
  end)

  it("passes unknown fields with one warning each, after its own and sorted", function()
    local fields = { { "o", "list", items = "object", fields = { { "x", "integer" } } }, { "y", "integer" } }
    local value = { y = 1, zz = { b = { 1, "x" }, a = {} }, aa = 2, o = { { x = 1, new = "a" }, { new = "b" } } }
    local text, warnings = body(fields, value)
    assert.equal('{"o":[{"x":1,"new":"a"},{"new":"b"}],"y":1,"aa":2,"zz":{"a":{},"b":[1,"x"]}}', text)
    assert.same({
      "o[1].new: unknown field, sent as it is", "aa: unknown field, sent as it is", "zz: unknown field, sent as it is",
    }, lines(warnings))
  end)

  it("refuses them when strict", function()
    local fields = { { "o", "object", fields = {} }, { "y", "integer" } }
    local all = faults(fields, { x = 1, o = { q = 1 } }, { strict = true })
    assert.same({ "o.q: unknown field", "x: unknown field" }, all)
  end)

  it("finds faults in what is open", function()
    local fields = { { "a", "any" }, { "o", "object" } }
    local all = faults(fields, { a = { 1, nil, 3 }, o = { x = print, y = { "\xff" } }, unknown = { z = 0 / 0 } })
    assert.same({
      "a[2]: missing: a list has no holes", "o.x: cannot be sent: a function", "o.y[1]: not valid UTF-8",
      "unknown.z: must be a finite number",
    }, all)
  end)

  it("refuses invalid UTF-8, holes, mixed tables and cycles with their paths", function()
    local fields = {
      { "s", "string" }, { "l", "list", items = "object", fields = { { "x", "string" } } }, { "m", "list" },
      { "o", "object", fields = { { "x", "any" } } },
    }
    local loop = {}
    loop.x = { loop }
    assert.same({
      "s: not valid UTF-8", "l[2]: missing: a list has no holes", "m: a list cannot have named fields",
      "o.x[1]: a table inside itself",
    }, (faults(fields, { s = "a\xe6", l = { {}, nil, {} }, m = { 1, x = 2 }, o = loop })))
    assert.same({ "o: names must be strings" }, (faults(fields, { o = { [true] = 1 } })))
  end)

  it("goes 100 levels deep", function()
    local deep = "x"
    for _ = 1, 99 do
      deep = { deep }
    end
    assert.is_string(body({ { "a", "any" } }, { a = deep }))
    local all = faults({ { "a", "any" } }, { a = { deep } })
    assert.same({ "a" .. ("[1]"):rep(99) .. ": nested deeper than 100 levels" }, all)
  end)

  it("warns about a field that is there", function()
    local fields = { { "url", "string", warn = "no longer works" }, { "l", "list", warn = "old" } }
    local _, warnings = body(fields, { url = "https://x", l = { 1 } })
    assert.same({ "url: no longer works", "l: old" }, lines(warnings))
    _, warnings = body(fields, { url = "", l = {} })
    assert.is_nil(warnings)
  end)

  it("writes the query in its own order, percent-encoded", function()
    local s = schema.compile({
      { "type", "string", ["in"] = "query", required = true }, { "n", "integer", ["in"] = "query" },
      { "b", "boolean", ["in"] = "query" }, { "title", "string" },
    })
    local encoded = s:encode({ title = "t", b = true, n = "12345678901234567890", type = "a b&c=/会~-._\"" })
    assert.equal("type=a%20b%26c%3D%2F%E4%BC%9A~-._%22&n=12345678901234567890&b=true", encoded.query)
    assert.equal('{"title":"t"}', encoded.body)
    assert.equal("type=", s:encode({ type = "", n = json.null }).query)
    assert.equal("type", select(2, s:encode({})).path)
  end)

  it("has no body when all fields are in the query", function()
    local s = schema.compile({ { "a", "string", ["in"] = "query" } })
    local encoded = s:encode({ a = "1", new = 2 })
    assert.is_nil(encoded.body)
    assert.equal("a=1&new=2", encoded.query)
    assert.equal("new", encoded.warnings[1].path)
    assert.equal("new", select(2, s:encode({ new = { 1 } })).path)
    assert.equal("{}", schema.compile({}):encode({}).body)
  end)

  it("hands files through, in its order, and other parts as text", function()
    local s = schema.compile({
      { "type", "string", ["in"] = "query" }, { "buffer", "file", ["in"] = "multipart", required = true },
      { "second", "file", ["in"] = "multipart" },
      { "description", "object", ["in"] = "multipart", fields = { { "title", "string" } } },
      { "name", "string", ["in"] = "multipart" }, { "n", "integer", ["in"] = "multipart" },
    })
    local one, two = { path = "logo.png" }, { bytes = "\x89PNG", filename = "x.png" }
    local encoded = s:encode({
      second = two, buffer = one, n = 5, name = 'a "b"', description = { title = "t" }, type = "image", extra = "e",
    })
    assert.is_nil(encoded.body)
    assert.equal("type=image", encoded.query)
    assert.equal(2, #encoded.files)
    assert.equal("buffer", encoded.files[1].name)
    assert.equal(one, encoded.files[1].value)
    assert.equal("second", encoded.files[2].name)
    assert.equal(two, encoded.files[2].value)
    assert.same({
      { name = "description", text = '{"title":"t"}' }, { name = "name", text = 'a "b"' }, { name = "n", text = "5" },
      { name = "extra", text = "e" },
    }, encoded.parts)
  end)

  it("wants a file made by wxcard.file or wxcard.bytes", function()
    local s = schema.compile({ { "buffer", "file", ["in"] = "multipart", required = true } })
    for _, value in ipairs({ "logo.png", { 1 }, 5 }) do
      local _, err = s:encode({ buffer = value })
      assert.equal("buffer", err.path)
      assert.equal("use wxcard.file(path) or wxcard.bytes(data, name)", err.hint)
    end
    assert.equal("required", select(2, s:encode({})).message)
  end)

  it("checks without producing", function()
    local s = schema.compile({ { "a", "string", required = true } })
    assert.same({ true }, { s:check({ a = "x" }) })
    local ok, warnings = s:check({ a = "x", b = 1 })
    assert.is_true(ok)
    assert.same({ "b: unknown field, sent as it is" }, lines(warnings))
    local refused, err = s:check({ b = 1 }, { strict = true })
    assert.is_nil(refused)
    assert.same({ "a: required", "b: unknown field" }, lines(err.faults))
  end)

  it("takes nothing for an empty table and refuses what is no table", function()
    local s = schema.compile({ { "a", "string" } })
    assert.equal("{}", s:encode().body)
    assert.equal("must be an object, got a string", select(2, s:encode("x")).message)
    assert.equal("must be an object, got a list", select(2, s:encode({ 1 })).message)
  end)

  it("never says what a field had in it", function()
    local fields = {
      { "phone", "string", max_bytes = 3 }, { "n", "integer", max = 1 }, { "i", "integer" }, { "q", "string" },
    }
    local _, err = faults(fields, { phone = "13800138000", n = 13800138000, i = "13800138000x", q = "13800138000\xff" })
    assert.equal(4, #err.faults)
    for _, fault in ipairs(err.faults) do
      assert.is_nil((fault.message .. fault.path):find("1380", 1, true))
    end
  end)

  it("runs no metamethods", function()
    local function never()
      error("ran")
    end
    local mt = { __index = never, __pairs = never, __len = never }
    local value = setmetatable({ o = setmetatable({ x = 1 }, mt), l = setmetatable({ "a" }, mt) }, mt)
    local inner = { { "x", "integer" } }
    local fields = { { "o", "object", fields = inner }, { "l", "list", items = "string" }, { "z", "any" } }
    assert.equal('{"o":{"x":1},"l":["a"]}', (body(fields, value)))
  end)

  it("takes many fields, each found by its name", function()
    local fields, value, expected = {}, {}, {}
    for i = 1, 600 do
      local name = ("f"):rep(i % 50 + 1) .. i
      fields[i] = { name, "integer" }
      value[name] = i
      expected[i] = ('"%s":%d'):format(name, i)
    end
    assert.equal("{" .. table.concat(expected, ",") .. "}", (body(fields, value)))
    assert.equal("{}", (body(fields, {})))
  end)

  it("escapes the names it sends", function()
    assert.equal('{"a\\"b":1,"' .. ("n"):rep(60) .. '":2}',
      (body({ { 'a"b', "integer" }, { ("n"):rep(60), "integer" } }, { ['a"b'] = 1, [("n"):rep(60)] = 2 })))
  end)

  it("raises on malformed fields, naming them", function()
    local function raises(message, fields, opts)
      local ok, err = pcall(schema.compile, fields, opts)
      assert.is_false(ok)
      assert.truthy(err:find(message, 1, true), err)
    end
    raises("a.b: unknown type strin", { { "a", "object", fields = { { "b", "strin" } } } })
    raises("a: no such attribute: max_byte", { { "a", "string", max_byte = 3 } })
    raises("a: max_bytes does not go with this type", { { "a", "integer", max_bytes = 3 } })
    raises("a: max_bytes must be a whole number", { { "a", "string", max_bytes = "3" } })
    raises("a: required must be true or false", { { "a", "string", required = "yes" } })
    raises("a: enum must be a list of values", { { "a", "string", enum = {} } })
    raises("a field without a name", { { 1, "string" } })
    raises("a field must be", { "a" })
    raises("a: more than a name and a type", { { "a", "string", "b" } })
    raises("there twice: a", { { "a", "string" }, { "a", "integer" } })
    raises("a: required_when names no sibling: b", { { "a", "string", required_when = { "b", "X" } } })
    raises("any_of names no field: b", { { "a", "string" } }, { any_of = { { "a", "b" } } })
    raises("a: a file has to be in", { { "a", "file" } })
    raises("a: only plain values go into the query", { { "a", "list", ["in"] = "query" } })
    raises("a.b: in is for the outermost", { { "a", "object", fields = { { "b", "string", ["in"] = "query" } } } })
    raises("JSON and multipart", { { "a", "file", ["in"] = "multipart" }, { "b", "string" } })
    raises("a: items must be", { { "a", "list", items = "list" } })
    local loop = { { "a", "object" } }
    loop[1].fields = loop
    raises("nested too deep", loop)
    assert.is_false(pcall(schema.compile, "x"))
  end)
end)
