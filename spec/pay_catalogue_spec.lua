-- WeChat Pay's half of the catalogue: form and completeness of the data, and how entries are found.
local catalogue = require("wxcard.catalogue")
local json = require("wxcard.json")
local samples = require("spec.support.samples")
local schema = require("wxcard.schema")

local function set(...)
  local out = {}
  for _, value in ipairs({ ... }) do
    out[value] = true
  end
  return out
end

local function named(list, name)
  for _, field in ipairs(list) do
    if field[1] == name then
      return field
    end
  end
end

local function each(check)
  for _, entry in ipairs(catalogue.entries("pay")) do
    check(entry, entry.key)
  end
end

-- Calls check(field, where, list) for every field of these, nested ones too.
local function walk(list, where, check)
  for _, field in ipairs(list) do
    check(field, where .. "." .. tostring(field[1]), list)
    if field.fields then
      walk(field.fields, where .. "." .. field[1], check)
    end
  end
end

local function each_field(check)
  each(function(entry, key)
    walk(entry.request, key .. " request", check)
    walk(entry.response, key .. " response", check)
    walk(entry.upload and entry.upload.meta or {}, key .. " meta", check)
  end)
  walk(catalogue.notifications.envelope, "envelope", check)
  for name, event in pairs(catalogue.notifications.events) do
    walk(event.fields, name, check)
  end
end

local function places(path)
  local out = {}
  for name in path:gmatch("{([^}]*)}") do
    out[#out + 1] = name
  end
  return out
end

-- The path with each place filled in as `value` does it.
local function filled(path, value)
  return (path:gsub("{([^}]*)}", value))
end

local ENTRY = set("key", "family", "path", "method", "host", "scheme", "role", "doc", "doc_zh", "auth", "repeats",
  "request_no", "natural_key", "on_repeat", "idempotency", "body", "answer", "request", "response", "any_of", "warning",
  "warning_zh", "irreversible", "irreversible_zh", "query_after", "rate_limit", "twin", "twin_of", "unsigned",
  "needs_serial", "instead", "hint", "hint_zh", "status", "errors", "notes", "upload", "source", "date")
local FIELD = set(1, 2, "required", "required_when", "max_chars", "min", "max", "enum", "open_enum", "min_items",
  "max_items", "items", "fields", "advisory", "in", "doc", "unit", "default", "example", "when", "doc_conflict",
  "sensitive", "format", "encrypted")

describe("an endpoint of WeChat Pay", function()
  it("is there, all ninety-nine of them", function()
    local groups = {}
    each(function(entry)
      local group = entry.path:match("^/v3/brand/partner/card%-member/") or entry.path:match("^/brand/card%-member/")
        or entry.path:match("^/v3/marketing/membercard%-%a+/") or entry.path:match("^/v3/brand[/-]") or "/v3/"
      groups[group] = (groups[group] or 0) + 1
    end)
    assert.same({
      ["/v3/"] = 5, ["/v3/brand/"] = 19, ["/v3/brand-"] = 1, ["/v3/brand/partner/card-member/"] = 23,
      ["/brand/card-member/"] = 16, ["/v3/marketing/membercard-open/"] = 31, ["/v3/marketing/membercard-activity/"] = 4,
    }, groups)
  end)

  it("has known keys, docs in two languages, its page and its date", function()
    local docs = {}
    each(function(entry, key)
      for name in pairs(entry) do
        assert.is_true(ENTRY[name], key .. ": unknown key " .. tostring(name))
      end
      assert.equal(key, entry.method .. " " .. entry.path)
      assert.equal("pay", entry.family)
      assert.equal("api.mch.weixin.qq.com", entry.host)
      assert.equal("signature", entry.auth)
      for _, name in ipairs({ "doc", "doc_zh", "source" }) do
        assert.is_true(type(entry[name]) == "string" and #entry[name] > 3, key .. ": " .. name)
      end
      assert.matches("[\228-\233]", entry.doc_zh, key)
      local group = entry.path:match("membercard%-open") or "rest" -- two generations may say the same
      assert.is_nil(docs[group .. entry.doc], key .. " says what " .. tostring(docs[group .. entry.doc]) .. " says")
      docs[group .. entry.doc] = key
      assert.is_true(entry.source:find("^https://pay%.weixin%.qq%.com/doc/[%w/]+/%d+$") ~= nil or #entry.notes > 0, key)
      assert.matches("^%d%d%d%d%-%d%d$", entry.date, key)
      assert.is_true(set("GET", "POST", "PATCH", "DELETE")[entry.method], key)
      assert.is_true(set("documented", "limited", "retired", "announced")[entry.status], key)
      assert.is_true(set("partner", "brand", "both")[entry.role], key)
      assert.equal(type(entry.warning), type(entry.warning_zh), key)
      assert.equal(type(entry.irreversible), type(entry.irreversible_zh), key)
      assert.equal(type(entry.hint), type(entry.hint_zh), key)
    end)
  end)

  it("is signed by whom its path says", function()
    each(function(entry, key)
      local scheme = catalogue.protocol.schemes[entry.scheme]
      assert.equal(1, entry.path:find(scheme.prefix, 1, true), key)
      assert.equal(entry.scheme == "brand", entry.role == "brand", key)
      assert.is_true(entry.scheme == "merchant" or entry.needs_serial, key .. ": every brand call names a key")
    end)
  end)

  it("has a field of the path for each place, and no other", function()
    each(function(entry, key)
      local count = 0
      for _, field in ipairs(entry.request) do
        if field["in"] == "path" then
          count = count + 1
          assert.is_true(field.required and (field[2] == "string" or field[2] == "integer"), key .. " " .. field[1])
        end
      end
      local wanted = places(entry.path)
      assert.equal(#wanted, count, key)
      for _, name in ipairs(wanted) do
        assert.equal("path", named(entry.request, name)["in"], key .. " " .. name)
      end
    end)
  end)

  it("has its fields where its method takes them", function()
    each(function(entry, key)
      local kinds = {}
      for _, field in ipairs(entry.request) do
        kinds[field["in"] or "body"] = true
        assert.is_true(field["in"] == nil or set("path", "query", "multipart")[field["in"]], key .. " " .. field[1])
      end
      assert.equal(entry.body, kinds.multipart and "multipart" or kinds.body and "json" or "none", key)
      assert.is_true(entry.method ~= "GET" or entry.body == "none", key)
      assert.equal(entry.body == "multipart", entry.upload ~= nil, key)
      assert.is_true(entry.answer == "json" or entry.answer == "empty", key)
      assert.is_true(entry.answer == "json" or #entry.response == 0, key)
    end)
  end)

  it("says what a file may be, and what of it is signed", function()
    local digests = {}
    each(function(entry, key)
      if entry.upload then
        assert.is_true(entry.upload.max_bytes >= 2097152 and #entry.upload.kinds > 0, key)
        assert.equal(2, #entry.upload.meta, key)
        assert.equal("filename", entry.upload.meta[1][1], key)
        assert.equal("sha256", entry.upload.meta[2].format, key)
        assert.is_userdata(schema.compile(entry.upload.meta))
        digests[entry.path] = entry.upload.meta[2][1]
      end
    end)
    assert.same({
      ["/v3/marketing/favor/media/image-upload"] = "sha256", ["/v3/merchant/media/upload"] = "sha256",
      ["/v3/merchant/media/video_upload"] = "sha256", ["/brand/card-member/media/image-upload"] = "file_digest",
    }, digests)
  end)

  it("says whether it may be repeated, and what tells after a doubt", function()
    each(function(entry, key)
      assert.is_true(set("safe", "by_request_no", "unsafe")[entry.repeats], key)
      assert.is_true(entry.method ~= "GET" or entry.repeats == "safe", key)
      assert.equal(entry.repeats == "by_request_no", entry.request_no ~= nil, key)
      if entry.request_no then
        local field = named(entry.request, entry.request_no)
        assert.is_true(field.required and field[2] == "string", key)
      elseif entry.body == "json" then
        assert.is_nil(named(entry.request, "out_request_no"), key)
      end
      for _, name in ipairs(entry.natural_key or {}) do
        assert.is_table(named(entry.request, name), key .. ": " .. name)
      end
      if entry.on_repeat then
        assert.is_table(catalogue.v3_error(entry.on_repeat), key)
      end
      if entry.query_after then
        local query = catalogue.endpoint(entry.query_after)
        assert.equal("GET", query and query.method, key)
        assert.equal(entry.scheme, query.scheme, key)
      end
    end)
    local function repeated(key)
      return catalogue.endpoint(key).on_repeat
    end
    assert.equal("PARAM_ERROR", repeated("POST /v3/brand/partner/card-member/cards"))
    assert.equal("ALREADY_EXISTS", repeated("POST /v3/brand/partner/card-member/user-feeds"))
    assert.equal("INVALID_REQUEST", repeated("POST /v3/brand/partner/card-member/user-cards/import-by-openid"))
  end)

  it("has a limit where one is printed, and nowhere else", function()
    local count, scopes = 0, { merchant = "mchid", brand = "brand_id" }
    each(function(entry, key)
      local limit = entry.rate_limit
      if limit then
        count = count + 1
        assert.is_true(limit.count > 0 and (limit.seconds == 1 or limit.seconds == 60), key)
        assert.equal(scopes[entry.scheme], limit.scope, key)
      end
      assert.is_true(limit == nil or not entry.path:find("membercard%-"), key)
    end)
    assert.equal(49, count)
    assert.same({ count = 900, seconds = 60, scope = "mchid" },
      catalogue.endpoint("/v3/brand/partner/store/brandstores", "POST").rate_limit)
    assert.same({ count = 5, seconds = 1, scope = "brand_id" },
      catalogue.endpoint("/brand/card-member/cards", "POST").rate_limit)
  end)

  it("names errors that are known, with their status", function()
    each(function(entry, key)
      assert.is_true(#entry.errors >= 6, key)
      for _, item in ipairs(entry.errors) do
        local fact = catalogue.v3_error(item.code)
        assert.is_table(fact, key .. ": " .. tostring(item.code))
        assert.equal(fact.status[1], item.status, key)
        assert.is_true(type(item.message) == "string" and #item.message > 5, key)
      end
    end)
  end)

  it("tells what to do instead of what is retired or not online", function()
    local by_phone = catalogue.endpoint("/v3/brand/partner/card-member/user-cards/import-by-phone")
    assert.equal("announced", by_phone.status)
    for _, way in ipairs({ "import-by-openid", "membercard-open/cards/{card_id}/phone-membercard/import", "attach" }) do
      assert.is_truthy(by_phone.hint:find(way, 1, true), way)
    end
    each(function(entry, key)
      if entry.status == "retired" or entry.status == "announced" then
        assert.equal("documented", catalogue.endpoint(entry.instead).status, key)
      end
    end)
  end)

  it("warns of what cannot be undone", function()
    for _, key in ipairs({ "POST /v3/brand/partner/card-member/cards/{card_id}/invalidate",
      "POST /v3/brand/partner/card-member/user-cards/{user_card_code}/invalidate",
      "POST /brand/card-member/user-cards/{user_card_code}/invalidate",
      "DELETE /v3/marketing/membercard-open/cards/{card_id}",
      "POST /v3/marketing/membercard-open/cards/{card_id}/codes/{code}/unavailable" }) do
      assert.is_string(catalogue.endpoint(key).irreversible, key)
    end
  end)

  it("is data and nothing but data", function()
    local seen = {}
    local function look(value, where)
      assert.is_true(type(value) ~= "function" and type(value) ~= "userdata", where)
      if type(value) == "table" and not seen[value] then
        seen[value] = true
        assert.is_nil(getmetatable(value), where)
        for key, inner in pairs(value) do
          look(inner, where .. "." .. tostring(key))
        end
      end
    end
    each(look)
    look(catalogue.notifications, "notifications")
    look(catalogue.protocol, "protocol")
  end)
end)

describe("a field of WeChat Pay's", function()
  local TYPES = set("string", "integer", "boolean", "object", "list", "file")

  it("has known keys, a known type and a name of its own", function()
    local count = 0
    each_field(function(field, where, list)
      count = count + 1
      for key in pairs(field) do
        assert.is_true(FIELD[key], where .. ": unknown key " .. tostring(key))
      end
      assert.is_true(TYPES[field[2]], where .. ": type")
      assert.equal(field, named(list, field[1]), where .. " is there twice")
      assert.equal(field[2] == "list", field.items ~= nil, where .. ": items")
      assert.equal(field[2] == "object" or field.items == "object", field.fields ~= nil, where .. ": fields")
      if field.required_when then
        assert.is_table(named(list, field.required_when[1]), where .. ": required_when")
      end
      local kind = field.items or field[2]
      assert.is_true(field.max_chars == nil or kind == "string", where .. ": max_chars")
      assert.is_true((field.min or 0) <= (field.max or math.huge), where .. ": min")
      for _, value in ipairs(field.enum or {}) do
        assert.is_true(#value <= (field.max_chars or 100), where .. ": " .. value)
      end
    end)
    assert.is_true(count > 2300, count .. " fields")
  end)

  it("has limits in characters alone, and times as RFC 3339", function()
    local formats = set("rfc3339", "url", "color", "sha256", "base64")
    each_field(function(field, where)
      assert.is_nil(field.max_bytes, where)
      assert.is_true(field.format == nil or formats[field.format], where .. ": format")
      if field[2] == "string" and field[1]:find("_time$") then
        assert.equal("rfc3339", field.format, where)
      end
      assert.is_true(not field[1]:find("point") or field[2] ~= "number", where)
    end)
  end)

  it("is marked where it is encrypted, on the way out and on the way in", function()
    local going, coming = {}, {}
    each(function(_, key)
      for part, list in pairs({ request = going, response = coming }) do
        for _, item in ipairs(catalogue.fields(key, part)) do
          if item.field.sensitive then
            assert.is_true(item.field[2] == "string" or item.field.items == "string", key .. " " .. item.path)
            assert.is_true(item.field["in"] ~= "path", key)
            list[key] = (list[key] or 0) + 1
          end
        end
      end
    end)
    local users, brand = "/v3/brand/partner/card-member/user-cards", "/brand/card-member/user-cards"
    local open = "/v3/marketing/membercard-open/"
    local expected = {
      ["POST /v3/security/echo"] = 1, ["POST " .. users .. "/import-by-phone"] = 3,
      ["POST " .. open .. "cards/{card_id}/phone-membercard/import"] = 1,
      ["POST " .. open .. "phonenumber-member/import"] = 1, ["GET " .. open .. "phonenumber-member/search"] = 1,
    }
    for _, base in ipairs({ users, brand }) do
      expected["POST " .. base .. "/import-by-openid"] = 3
      expected["PATCH " .. base .. "/{user_card_code}"] = 3
      expected["POST " .. base .. "/{user_card_code}/confirm"] = 3
    end
    assert.same(expected, going)
    expected = { ["POST /v3/security/echo"] = 1, ["POST " .. users .. "/import-by-phone"] = 3 }
    for _, base in ipairs({ users, brand }) do
      for _, tail in ipairs({ "GET ", "POST /import-by-openid", "GET /{user_card_code}", "PATCH /{user_card_code}",
        "POST /{user_card_code}/confirm", "POST /{user_card_code}/invalidate" }) do
        local method, rest = tail:match("^(%u+) (.*)$")
        expected[method .. " " .. base .. rest] = 3
      end
    end
    assert.same(expected, coming)
  end)
end)

describe("a schema of WeChat Pay's", function()
  local function compiled(entry)
    return schema.compile(entry.request, { any_of = entry.any_of })
  end

  it("takes a request with every field, and writes all but the path's", function()
    each(function(entry, key)
      local body = samples.full(key)
      local encoded, err = compiled(entry):encode(body)
      assert.is_nil(err and key .. ": " .. tostring(err))
      local there = encoded.body and assert(json.decode(encoded.body)) or {}
      for _, field in ipairs(entry.request) do
        local where = key .. " " .. field[1]
        if field["in"] == "query" then
          assert.is_truthy(("&" .. encoded.query):find("&" .. field[1] .. "=", 1, true), where)
        elseif not field["in"] then
          assert.same(body[field[1]], there[field[1]], where)
        end
        assert.equal(not field["in"], there[field[1]] ~= nil, where)
      end
      assert.equal(entry.body == "json" or #entry.request == 0, encoded.body ~= nil, key)
    end)
  end)

  it("misses what is required, a value of the path too", function()
    local tried = 0
    each(function(entry, key)
      local body = samples.full(key)
      for _, field in ipairs(entry.request) do
        if field.required then
          local right = body[field[1]]
          body[field[1]] = nil
          local encoded, err = compiled(entry):encode(body)
          body[field[1]] = right
          assert.is_nil(encoded, key .. " " .. field[1])
          assert.equal(field[1], err.path, key)
          tried = tried + 1
        end
      end
    end)
    assert.is_true(tried > 250, tried .. " fields")
  end)

  it("reads every answer, event and envelope", function()
    each(function(entry, key)
      local ok, err = pcall(schema.compile, entry.response)
      assert.is_true(ok, key .. ": " .. tostring(err))
    end)
    assert.is_userdata(schema.compile(catalogue.notifications.envelope))
    for name, event in pairs(catalogue.notifications.events) do
      local ok, err = pcall(schema.compile, event.fields)
      assert.is_true(ok, name .. ": " .. tostring(err))
    end
  end)

  it("takes the older name of an import's validity, and wants one of the two", function()
    local entry = catalogue.endpoint("/v3/brand/partner/card-member/user-cards/import-by-phone")
    local body = { brand_id = "1004", card_id = "pbLatjvWOibDc5-TBnbUk1pD12o0", phone_number = "13800138000",
      user_card_code = "478515832665" }
    local _, err = compiled(entry):encode(body)
    assert.matches("valid_date_information", tostring(err))
    for _, name in ipairs({ "valid_date_information", "date_information" }) do
      body[name] = { type = "FIX_TIME_RANGE", available_begin_time = "2020-05-20T13:29:35+08:00" }
      _, err = compiled(entry):encode(body)
      assert.equal(name .. ".available_end_time", err.path)
      body[name].available_end_time = "2030-05-20T13:29:35+08:00"
      assert.is_table(compiled(entry):encode(body))
      body[name] = nil
    end
  end)

  it("keeps points whole on both Luas", function()
    local sync = compiled(catalogue.endpoint("/brand/card-member/user-points/sync"))
    local body = samples.full("/brand/card-member/user-points/sync")
    body.point_balance = "9007199254740993"
    assert.is_truthy(assert(sync:encode(body)).body:find('"point_balance":9007199254740993', 1, true))
  end)
end)

describe("the brand's own calls", function()
  it("are the partner's without brand_id in the request", function()
    local count = 0
    each(function(entry, key)
      if entry.twin then
        count = count + 1
        local twin = catalogue.endpoint(entry.twin)
        assert.equal(key, twin.twin_of)
        assert.equal("brand", twin.scheme)
        assert.equal(entry.method, twin.method)
        assert.equal(entry.path, (twin.path:gsub("^/brand/", "/v3/brand/partner/")))
        assert.is_table(named(entry.request, "brand_id"), key)
        assert.is_nil(named(twin.request, "brand_id"), twin.key)
        assert.equal(#entry.request - 1, #twin.request, key)
        for _, field in ipairs(twin.request) do
          assert.equal(field[2], named(entry.request, field[1])[2], twin.key .. " " .. field[1])
        end
        local function names(list)
          local out = {}
          for _, item in ipairs(list) do
            out[#out + 1] = item.path
          end
          table.sort(out)
          return out
        end
        assert.same(names(catalogue.fields(key, "response")), names(catalogue.fields(entry.twin, "response")), key)
        assert.equal(#entry.errors, #twin.errors)
      elseif entry.scheme == "brand" and not entry.twin_of then
        assert.equal("/brand/card-member/media/image-upload", entry.path)
      end
    end)
    assert.equal(15, count)
  end)

  it("say where their pages differ", function()
    local function field(key, name)
      return named(catalogue.endpoint(key).request, name)
    end
    local cards = "card-member/cards"
    assert.is_true(field("POST /v3/brand/partner/" .. cards, "legal_agreement").required)
    assert.is_nil(field("POST /brand/" .. cards, "legal_agreement").required)
    local user = "card-member/user-cards/{user_card_code}"
    assert.is_nil(field("PATCH /v3/brand/partner/" .. user, "card_id")["in"])
    assert.equal("query", field("PATCH /brand/" .. user, "card_id")["in"])
    assert.equal("none", catalogue.endpoint("POST /brand/" .. cards .. "/{card_id}/invalidate").body)
  end)
end)

describe("catalogue.endpoint", function()
  it("finds a path with a method, a key, or a path alone", function()
    local path = "/v3/brand/partner/card-member/cards"
    assert.equal("GET", catalogue.endpoint(path, "GET").method)
    assert.equal("POST", catalogue.endpoint(path).method)
    assert.equal(catalogue.endpoint(path, "GET"), catalogue.endpoint("GET " .. path))
    assert.equal("GET", catalogue.endpoint(path .. "/{card_id}").method)
    assert.is_nil(catalogue.endpoint(path, "PUT"))
    assert.equal("/card/create", catalogue.endpoint("/card/create", "POST").key)
    assert.is_nil(catalogue.endpoint("/card/create", "GET"))
    assert.same({ "DELETE", "GET", "PATCH" }, catalogue.methods(path .. "/{card_id}"))
    assert.is_nil(catalogue.methods("/v3/nowhere"))
  end)

  it("and the lists know both families", function()
    local oa, pay, all = #catalogue.paths("oa"), #catalogue.paths("pay"), #catalogue.paths()
    assert.equal(all, oa + pay)
    assert.equal(99, #catalogue.entries("pay"))
    assert.equal(oa + 99, #catalogue.entries())
    local seen = {}
    for _, path in ipairs(catalogue.paths()) do
      assert.is_nil(seen[path], path)
      seen[path] = true
    end
  end)
end)

describe("catalogue.match", function()
  it("finds every endpoint by a path as it is sent", function()
    for _, entry in ipairs(catalogue.entries()) do
      local found, params = catalogue.match(entry.method, filled(entry.path, "x1"))
      assert.equal(entry.key, found and found.key)
      local expected = {}
      for _, name in ipairs(places(entry.path)) do
        expected[name] = "x1"
      end
      assert.same(expected, params, entry.key)
    end
  end)

  it("decodes values once", function()
    local _, params = catalogue.match("PATCH", "/v3/marketing/membercard-open/cards/p%2FA%20b/codes/a%252F%7Bc%7D")
    assert.same({ card_id = "p/A b", code = "a%2F{c}" }, params)
    _, params = catalogue.match("GET", "/v3/marketing/membercard-open/cards/{}/codes/{code}")
    assert.same({ card_id = "{}", code = "{code}" }, params)
  end)

  it("takes a word of WeChat's before a value, if the method is there", function()
    local base = "/v3/brand/partner/card-member/user-cards/"
    local entry, params = catalogue.match("POST", base .. "import-by-phone")
    assert.equal(base .. "import-by-phone", entry.path)
    assert.same({}, params)
    entry, params = catalogue.match("GET", base .. "import-by-phone")
    assert.equal(base .. "{user_card_code}", entry.path)
    assert.same({ user_card_code = "import-by-phone" }, params)
  end)

  it("tells another method from another path", function()
    local entry, allowed = catalogue.match("PUT", "/v3/brand/partner/card-member/cards/x1")
    assert.is_nil(entry)
    assert.same({ "DELETE", "GET", "PATCH" }, allowed)
    entry, allowed = catalogue.match("GET", "/card/create")
    assert.is_nil(entry)
    assert.same({ "POST" }, allowed)
    for _, path in ipairs({ "/v3/nowhere", "/v3", "/", "", "v3/certificates", "/v3/certificates/", "/v3//certificates",
      "/v3/brand/partner/card-member/cards/", "/v3/brand/partner/card-member/cards/x1/y1", "/brand/card-member" }) do
      entry, allowed = catalogue.match("GET", path)
      assert.is_nil(entry, path)
      assert.is_nil(allowed, path)
    end
  end)
end)

describe("an error of WeChat Pay's", function()
  it("has a status, a message, a hint, and a class of repeats", function()
    local waits, backs = {}, {}
    for code, fact in catalogue.v3_errors() do
      assert.matches("^[%u_]+$", code)
      assert.is_true(#fact.message > 5 and #fact.hint > 5 and #fact.status > 0, code)
      for _, status in ipairs(fact.status) do
        assert.is_table(catalogue.v3_status(status), code)
        assert.equal(catalogue.v3_status(status).retry, fact.retry, code)
      end
      assert.equal(fact.retry == "backoff", fact.outcome == "unknown", code)
      if fact.retry then
        table.insert(fact.retry == "wait" and waits or backs, code)
      end
    end
    table.sort(waits)
    table.sort(backs)
    assert.same({ "FREQUENCY_LIMITED", "FREQUENCY_LIMIT_EXCEED", "RATELIMIT_EXCEEDED" }, waits)
    assert.same({ "SERVICE_UNAVAILABLE", "SYSTEM_ERROR" }, backs)
    assert.is_nil(catalogue.v3_error("NONE_SUCH"))
    assert.is_nil(catalogue.v3_status(200))
  end)
end)

describe("notifications", function()
  local notifications = catalogue.notifications

  it("are twelve, each with what opens it and what follows", function()
    local count = 0
    for name, event in pairs(notifications.events) do
      count = count + 1
      assert.equal(name, event.event_type)
      assert.is_true(#event.doc > 5 and event.doc_zh:find("[\228-\233]") ~= nil, name)
      assert.is_true(#event.associated_data <= 16, name)
      assert.is_string(event.original_type)
      assert.is_table(notifications.delivery[event.delivery], name)
      assert.matches("^https://pay%.weixin%.qq%.com/doc/", event.source)
      assert.equal(name:find("^BRAND_MEMBER_CARD%.") and "brand" or "merchant", event.scheme)
      assert.is_true(#name <= named(notifications.envelope, "event_type").max_chars)
      for _, field in ipairs(event.key or {}) do
        assert.is_table(named(event.fields, field), name .. ": " .. field)
      end
      if event.answer_with then
        assert.equal(event.scheme, catalogue.endpoint(event.answer_with).scheme, name)
      end
    end
    assert.equal(12, count)
  end)

  it("come to brands and partners alike", function()
    local count = 0
    for name, event in pairs(notifications.events) do
      if event.twin then
        count = count + 1
        local twin = notifications.events[event.twin]
        assert.equal(name, twin.twin_of)
        assert.equal(event.fields, twin.fields)
      end
    end
    assert.equal(4, count)
  end)

  it("are repeated as they say", function()
    local function pauses(name)
      return notifications.delivery[notifications.events[name].delivery].pauses
    end
    assert.equal(11, #pauses("BRAND_MEMBER_CARD_SP.USER_CARD.CREATE"))
    assert.equal(0, #pauses("BRAND_MEMBER_CARD.SYNC_USER_POINT"))
    local sum = 0
    for _, pause in ipairs(pauses("SECURITY_ECHO.SUCCESS")) do
      sum = sum + pause
    end
    assert.equal(24 * 3600 + 4 * 60, sum)
  end)

  it("say what may be a ciphertext inside", function()
    local marks = {}
    for name, event in pairs(notifications.events) do
      walk(event.fields, name, function(field, where)
        assert.equal(field.sensitive, field.encrypted ~= nil or nil, where)
        if field.encrypted then
          marks[field.encrypted] = (marks[field.encrypted] or 0) + 1
        end
      end)
    end
    assert.same({ always = 2, perhaps = 12 }, marks)
  end)
end)

describe("the answers without a signature", function()
  it("are few and named", function()
    local paths = {}
    for i, item in ipairs(catalogue.protocol.unsigned) do
      paths[i] = item.path
      assert.is_string(item.instead)
    end
    assert.same({ "/v3/certificates", "/v3/billdownload/file", "/v3/merchant-service/images/{media_id}" }, paths)
    each(function(entry)
      assert.equal(entry.path == "/v3/certificates" and "bootstrap" or nil, entry.unsigned)
    end)
  end)
end)

describe("editor types of WeChat Pay's calls", function()
  it("name each with its warning", function()
    local text = require("wxcard.cli.types").text(catalogue)
    each(function(entry, key)
      assert.is_truthy(text:find(("`%s`"):format(key), 1, true), key)
      for _, line in ipairs({ entry.doc, entry.doc_zh, entry.irreversible or "", entry.warning or "",
        entry.hint or "" }) do
        assert.is_truthy(text:find(line, 1, true), key)
      end
    end)
  end)
end)
