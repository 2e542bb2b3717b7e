local catalogue = require("wxcard.catalogue")

local function set(...)
  local out = {}
  for _, value in ipairs({ ... }) do
    out[value] = true
  end
  return out
end

local ENTRY = set("key", "family", "path", "method", "host", "doc", "doc_zh", "auth", "repeats", "totals", "body",
  "answer", "request", "response", "any_of", "warning", "warning_zh", "irreversible", "irreversible_zh",
  "query_after", "status", "errors", "notes", "upload", "fixed", "source", "date")
local FIELD = set(1, 2, "required", "required_when", "any_of", "max_bytes", "max_chars", "min", "max", "enum",
  "open_enum", "min_items", "max_items", "items", "fields", "advisory", "in",
  "warn", "doc", "doc_zh", "unit", "default",
  "example", "when", "review", "fixed", "doc_conflict", "sensitive")
local TYPES = set("string", "integer", "number", "boolean", "object", "list", "file", "any")
local ITEMS = set("string", "integer", "number", "boolean", "object", "any")

-- Calls check(entry, list, prefix) for every list of fields, nested ones too.
local function each_list(check)
  local function walk(entry, list, prefix)
    check(entry, list, prefix)
    for _, field in ipairs(list) do
      if field.fields then
        walk(entry, field.fields, prefix .. "." .. field[1])
      end
    end
  end
  for _, path in ipairs(catalogue.paths("oa")) do
    local entry = catalogue.endpoint(path)
    walk(entry, entry.request, path .. " request")
    walk(entry, entry.response, path .. " response")
  end
end

local function each_field(check)
  each_list(function(entry, list, prefix)
    for _, field in ipairs(list) do
      check(field, prefix .. "." .. tostring(field[1]), list, entry)
    end
  end)
end

local function named(list, name)
  for _, field in ipairs(list) do
    if field[1] == name then
      return field
    end
  end
end

describe("an endpoint", function()
  it("has known keys, docs in two languages, its source and its date", function()
    for _, path in ipairs(catalogue.paths("oa")) do
      local entry = catalogue.endpoint(path)
      for key in pairs(entry) do
        assert.is_true(ENTRY[key], path .. ": unknown key " .. tostring(key))
      end
      assert.equal(path, entry.path)
      for _, key in ipairs({ "doc", "doc_zh", "source", "host" }) do
        assert.is_true(type(entry[key]) == "string" and #entry[key] > 3, path .. ": " .. key)
      end
      assert.matches("^%d%d%d%d%-%d%d$", entry.date, path)
      assert.is_true(set("GET", "POST")[entry.method], path .. ": method")
      assert.is_true(set("access_token", "appid_secret", "none")[entry.auth], path .. ": auth")
      assert.is_true(set("json", "multipart", "none")[entry.body], path .. ": body")
      assert.is_true(set("documented", "limited", "legacy", "retired")[entry.status], path .. ": status")
      assert.equal(entry.method == "GET", entry.body == "none", path .. ": a GET has no body, a POST has one")
    end
  end)

  it("says whether it may be repeated, and what tells after a doubt", function()
    for _, path in ipairs(catalogue.paths("oa")) do
      local entry = catalogue.endpoint(path)
      assert.is_true(set("safe", "unsafe", "with_total")[entry.repeats], path .. ": repeats")
      assert.equal(entry.repeats == "with_total", entry.totals ~= nil, path .. ": totals")
      for change, total in pairs(entry.totals or {}) do
        assert.is_table(named(entry.request, change), path .. ": " .. change)
        assert.is_table(named(entry.request, total), path .. ": " .. total)
      end
      if entry.query_after then
        local query = catalogue.endpoint(entry.query_after)
        assert.equal("safe", query and query.repeats, path .. ": query_after")
      end
    end
  end)

  it("warns in both languages", function()
    for _, path in ipairs(catalogue.paths("oa")) do
      local entry = catalogue.endpoint(path)
      assert.equal(type(entry.warning), type(entry.warning_zh), path)
      assert.equal(type(entry.irreversible), type(entry.irreversible_zh), path)
    end
    for _, path in ipairs({ "/card/code/consume", "/card/code/unavailable", "/card/code/update", "/card/delete" }) do
      assert.is_string(catalogue.endpoint(path).irreversible, path)
    end
    for _, path in ipairs({ "/card/testwhitelist/set", "/cgi-bin/clear_quota", "/card/delete" }) do
      assert.is_string(catalogue.endpoint(path).warning, path)
    end
  end)

  it("answers with errcode, but for pictures", function()
    for _, path in ipairs(catalogue.paths("oa")) do
      local entry = catalogue.endpoint(path)
      local errcode = named(entry.response, "errcode")
      if entry.answer == "binary" then
        assert.equal(0, #entry.response, path)
      else
        assert.equal("integer", errcode and errcode[2], path)
        assert.equal(entry.answer == "json", errcode.required == true, path)
      end
    end
  end)

  it("names errors that are known", function()
    for _, path in ipairs(catalogue.paths("oa")) do
      for _, code in ipairs(catalogue.endpoint(path).errors or {}) do
        assert.is_table(catalogue.error(code), path .. ": " .. tostring(code))
      end
    end
  end)

  it("is data and nothing but data", function()
    local seen = {}
    local function walk(value, where)
      assert.is_true(type(value) ~= "function" and type(value) ~= "userdata", where)
      if type(value) == "table" and not seen[value] then
        seen[value] = true
        assert.is_nil(getmetatable(value), where)
        for key, inner in pairs(value) do
          walk(inner, where .. "." .. tostring(key))
        end
      end
    end
    for _, path in ipairs(catalogue.paths("oa")) do
      walk(catalogue.endpoint(path), path)
    end
  end)

  it("is there for every call of the first step", function()
    for _, path in ipairs({ "/cgi-bin/token", "/cgi-bin/stable_token", "/cgi-bin/ticket/getticket",
      "/cgi-bin/getcallbackip", "/cgi-bin/clear_quota", "/cgi-bin/openapi/quota/get", "/cgi-bin/media/uploadimg",
      "/cgi-bin/material/add_material", "/cgi-bin/showqrcode", "/card/create", "/card/get", "/card/update",
      "/card/delete", "/card/batchget", "/card/modifystock", "/card/getcolors", "/card/paycell/set",
      "/card/selfconsumecell/set", "/card/user/getcardlist", "/card/testwhitelist/set", "/card/qrcode/create",
      "/card/landingpage/create", "/card/mpnews/gethtml", "/card/code/get", "/card/code/consume",
      "/card/code/decrypt", "/card/code/deposit", "/card/code/getdepositcount", "/card/code/checkcode",
      "/card/code/update", "/card/code/unavailable", "/card/code/mark", "/card/membercard/activate",
      "/card/membercard/activateuserform/set", "/card/membercard/activate/geturl",
      "/card/membercard/activatetempinfo/get", "/card/membercard/userinfo/get", "/card/membercard/updateuser" }) do
      assert.is_table(catalogue.endpoint(path), path)
    end
    assert.is_nil(catalogue.endpoint("/card/nowhere"))
  end)
end)

describe("a field", function()
  it("has known keys, a known type and a name of its own", function()
    each_field(function(field, where, list)
      for key in pairs(field) do
        assert.is_true(FIELD[key], where .. ": unknown key " .. tostring(key))
      end
      assert.is_true(TYPES[field[2]], where .. ": type")
      assert.equal(field, named(list, field[1]), where .. " is there twice")
      assert.equal(field[2] == "list", field.items ~= nil, where .. ": items")
      assert.is_true(field.items == nil or ITEMS[field.items], where .. ": items")
      local object = field[2] == "object" or field.items == "object"
      assert.equal(object, field.fields ~= nil, where .. ": fields")
    end)
  end)

  it("refers to fields beside it, and in any_of to fields inside", function()
    each_field(function(field, where, list)
      if field.required_when then
        assert.is_table(named(list, field.required_when[1]), where .. ": required_when")
        assert.is_true(#field.required_when > 1, where .. ": required_when")
      end
      for _, group in ipairs(field.any_of or {}) do
        for _, name in ipairs(group) do
          assert.is_table(named(field.fields, name), where .. ": any_of " .. name)
        end
      end
    end)
    for _, path in ipairs(catalogue.paths("oa")) do
      local entry = catalogue.endpoint(path)
      for _, group in ipairs(entry.any_of or {}) do
        for _, name in ipairs(group) do
          assert.is_table(named(entry.request, name), path .. ": any_of " .. name)
        end
      end
    end
  end)

  it("has limits that fit its type", function()
    each_field(function(field, where)
      local kind = field.items or field[2]
      if field.max_bytes or field.max_chars then
        assert.equal("string", kind, where)
      end
      if field.min or field.max then
        assert.equal("integer", kind, where)
        assert.is_true((field.min or -math.huge) < (field.max or math.huge), where)
      end
      if field.min_items or field.max_items then
        assert.equal("list", field[2], where)
      end
      for _, value in ipairs(field.enum or {}) do
        assert.equal(kind == "integer" and "number" or "string", type(value), where)
        assert.is_true(not field.max_bytes or #value <= field.max_bytes, where .. ": " .. tostring(value))
      end
      assert.is_true(field.enum == nil or #field.enum > 0, where .. ": enum")
      assert.is_true(field.open_enum == nil or field.enum ~= nil, where .. ": open_enum")
      assert.is_true(field["in"] == nil or where:find(" request.", 1, true) ~= nil, where .. ": in")
    end)
  end)

  it("travels where its endpoint can take it", function()
    for _, path in ipairs(catalogue.paths("oa")) do
      local entry = catalogue.endpoint(path)
      for _, field in ipairs(entry.request) do
        if entry.body == "none" then
          assert.equal("query", field["in"], path .. "." .. field[1])
        end
        assert.equal(field["in"] == "multipart", entry.body == "multipart" and field["in"] ~= "query",
          path .. "." .. field[1])
      end
    end
  end)

  it("says in an update whether it goes back to review", function()
    for _, item in ipairs(catalogue.fields("/card/update")) do
      local field = item.field
      if item.path:find("base_info.", 1, true) and not item.path:find("sku.", 1, true) and not field.fixed then
        assert.is_true(field.review == true or field.review == false or field.review == "unknown", item.path)
      end
    end
    local member = named(catalogue.endpoint("/card/update").request, "member_card")
    local base_info = named(member.fields, "base_info").fields
    for _, name in ipairs(catalogue.endpoint("/card/update").fixed) do
      assert.is_true(named(base_info, name).fixed, name)
    end
  end)
end)

describe("shapes", function()
  local function create(kind, name)
    local card = named(catalogue.endpoint("/card/create").request, "card")
    return named(named(card.fields, kind).fields, name)
  end

  it("are pulled in, except what is left out", function()
    assert.equal(27, named(create("member_card", "base_info").fields, "title").max_bytes)
    assert.is_table(named(create("member_card", "base_info").fields, "pay_info"))
    assert.equal(27, named(create("groupon", "base_info").fields, "title").max_bytes)
    assert.is_nil(named(create("groupon", "base_info").fields, "pay_info"))
  end)

  it("give way to a field's own fields, in their place", function()
    local function allows(kind, value)
      local date = named(create(kind, "base_info").fields, "date_info")
      assert.equal("type", date.fields[1][1])
      return set((table.unpack or unpack)(date.fields[1].enum))[value] == true
    end
    assert.is_true(allows("member_card", "DATE_TYPE_PERMANENT"))
    assert.is_false(allows("groupon", "DATE_TYPE_PERMANENT"))
    assert.is_true(allows("groupon", "DATE_TYPE_FIX_TERM"))
  end)

  it("are known by name as long as nothing is altered", function()
    assert.equal("base_info", catalogue.shape(create("member_card", "base_info").fields))
    assert.is_nil(catalogue.shape(create("groupon", "base_info").fields[1]))
  end)
end)

describe("catalogue.fields", function()
  it("lists an object before its parts, with [] for lists", function()
    local paths = {}
    for i, item in ipairs(catalogue.fields("/card/qrcode/create")) do
      paths[i] = item.path
    end
    assert.same({ "action_name", "expire_seconds", "action_info", "action_info.card" },
      { (table.unpack or unpack)(paths, 1, 4) })
    assert.equal("action_info.multiple_card.card_list[].card_id", paths[13])
    assert.is_nil(catalogue.fields("/card/nowhere"))
  end)
end)

describe("an error", function()
  it("has a name, a message, a class and a hint", function()
    local count = 0
    for code, fact in catalogue.errors() do
      count = count + 1
      assert.equal("number", type(code))
      for _, key in ipairs({ "name", "message", "hint", "class" }) do
        assert.is_true(type(fact[key]) == "string" and fact[key] ~= "", code .. ": " .. key)
      end
      assert.is_true(fact.retry == nil or set("token", "backoff", "wait", "quota")[fact.retry], code .. ": retry")
      for _, path in ipairs(fact.retry_only or {}) do
        assert.equal("safe", catalogue.endpoint(path).repeats, path)
      end
    end
    assert.is_true(count >= 446, count .. " errors")
    assert.is_nil(catalogue.error(12345678))
  end)

  it("tells which codes are tried again, and how", function()
    local by_code, last = {}, -math.huge
    for _, item in ipairs(catalogue.codes()) do
      assert.is_true(item.code > last)
      assert.is_true(set("token", "backoff", "wait")[item.retry], item.code .. ": " .. tostring(item.retry))
      assert.is_false(item.code >= 61000 and item.code < 62000, "61xxx are never tried again")
      by_code[item.code], last = item, item.code
    end
    assert.equal("token", by_code[40001].retry)
    assert.equal("token", by_code[40014].retry)
    assert.equal("token", by_code[42001].retry)
    assert.equal("wait", by_code[45011].retry)
    assert.equal("backoff", by_code[45061].retry)
    assert.equal("unknown", by_code[-1].outcome)
    assert.same({ "/card/membercard/activatetempinfo/get" }, by_code[72012].only)
    assert.equal(2, by_code[72012].max)
    assert.is_nil(by_code[45009])
    assert.equal("quota", catalogue.error(45009).retry)
    assert.is_nil(by_code[40125])
  end)
end)

describe("colours", function()
  it("are the names that card/create takes", function()
    local names = {}
    for i, color in ipairs(catalogue.colors) do
      names[i] = color.name
      assert.matches("^#%x%x%x%x%x%x$", color.chart)
      assert.matches("^#%x%x%x%x%x%x$", color.answer)
    end
    assert.same(catalogue.enums.color, names)
  end)
end)

describe("editor types", function()
  it("are those of the catalogue", function()
    local file = assert(io.open("types/wxcard.lua", "rb"))
    local text = file:read("*a")
    file:close()
    assert.is_true(text == require("wxcard.cli.types").text(catalogue), "stale: run lua tools/types.lua")
  end)

  it("load as Lua and name every call", function()
    local text = require("wxcard.cli.types").text(catalogue)
    assert((loadstring or load)(text))
    for _, path in ipairs(catalogue.paths("oa")) do
      local entry = catalogue.endpoint(path)
      assert.is_truthy(text:find(("`%s %s`"):format(entry.method, path), 1, true), path)
      assert.is_truthy(text:find(entry.doc, 1, true), path)
      assert.is_truthy(text:find(entry.irreversible or "", 1, true), path)
      assert.is_truthy(text:find(entry.warning or "", 1, true), path)
    end
  end)

  it("define every class that they mention", function()
    local text = require("wxcard.cli.types").text(catalogue)
    local defined = { ["wxcard.Error"] = true, ["wxcard.Event"] = true, ["wxcard.types"] = true }
    for name in text:gmatch("%-%-%-@%a+ (wxcard%.[%w_.]+)") do
      defined[name] = true
    end
    for line in text:gmatch("%-%-%-@field [^\n]+") do
      for name in line:gsub("`[^`]*`", ""):gmatch("[ (](wxcard%.[%w_.]+)") do
        assert.is_true(defined[name], name)
      end
    end
  end)
end)
