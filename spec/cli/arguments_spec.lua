describe("cli.arguments", function()
  local arguments = require("wxcard.cli.arguments")
  local json = require("wxcard.json")

  local fields = {
    { "code", "string" },
    { "bonus", "integer" },
    { "rate", "number" },
    { "notify", "boolean" },
    { "openid", "list", items = "string" },
    { "poi", "list", items = "integer" },
    { "info", "object", fields = { { "title", "string" }, { "limit", "integer" } } },
    { "card_list", "list", items = "object", fields = { { "card_id", "string" }, { "n", "integer" } } },
    { "extra", "any" },
  }

  local function read(...)
    return arguments.read({ ... }, fields)
  end

  local function text_file(name, text)
    local path = os.tmpname() .. name
    local file = assert(io.open(path, "w"))
    file:write(text)
    file:close()
    finally(function() os.remove(path) end)
    return path
  end

  it("gives each value the type of its field", function()
    local body = read("code=0012", "bonus=-5", "rate=0.5", "notify=false")
    assert.same({ code = "0012", bonus = -5, rate = 0.5, notify = false }, body)
  end)

  it("leaves a wrong value for the schema to name", function()
    assert.same({ bonus = "many", notify = "yes" }, read("bonus=many", "notify=yes"))
  end)

  it("keeps ids past 2^53 as digits", function()
    assert.equal("9007199254740993", read("bonus=9007199254740993").bonus)
  end)

  it("knows dots and indexes", function()
    local body = read("info.title=茶", "info.limit=3", "card_list[2].n=2", "card_list[1].card_id=a")
    assert.same({ info = { title = "茶", limit = 3 }, card_list = { { card_id = "a" }, { n = 2 } } }, body)
  end)

  it("collects a list from the same key given twice", function()
    assert.same({ openid = { "a", "b" }, poi = { 1, 2 } }, read("openid=a", "openid=b", "poi=1", "poi=2"))
    assert.same({ poi = { 3, 4 } }, read("poi[1]=3", "poi[2]=4"))
  end)

  it("takes JSON by := and where the field is a list or an object", function()
    assert.same({ "a" }, read('openid=["a"]').openid)
    assert.same({ title = "t" }, read('info={"title":"t"}').info)
    assert.equal(7, read("unknown:=7").unknown)
    assert.equal(json.null, read("code:=null").code)
  end)

  it("keeps what is behind the first = as it is", function()
    assert.equal("a=b:=c", read("code=a=b:=c").code)
    assert.equal("", read("code=").code)
  end)

  it("reads a body from JSON and from Lua, and lets later words overrule", function()
    local as_json = text_file(".json", '{"code":"1","bonus":2}')
    local as_lua = text_file(".lua", "return { bonus = 1 + 2 }")
    assert.same({ code = "1", bonus = 4 }, read("@" .. as_json, "@" .. as_lua, "bonus=4"))
  end)

  it("says what is wrong with a word or a file", function()
    local _, problem = read("code")
    assert.matches("'code': key=value", problem, 1, true)
    _, problem = read("a..b=1")
    assert.matches("a..b=1", problem, 1, true)
    _, problem = read("info={nonsense")
    assert.matches("^info: ", problem)
    _, problem = read("@/nonexistent/card.json")
    assert.matches("/nonexistent/card.json", problem, 1, true)
    _, problem = read("@" .. text_file(".lua", "return 5"))
    assert.matches("a table is needed", problem, 1, true)
    _, problem = read("@" .. text_file(".lua", "error('oh')"))
    assert.matches("oh", problem, 1, true)
  end)

  it("refuses secrets, and does not repeat them", function()
    for _, key in ipairs({ "secret", "access_token" }) do
      local body, problem = read(key .. "=canary-5f3759df")
      assert.is_nil(body)
      assert.matches("not taken from the command line", problem, 1, true)
      assert.is_nil(problem:find("canary", 1, true))
    end
  end)

  it("has no body without words", function()
    assert.is_nil((read()))
  end)
end)
