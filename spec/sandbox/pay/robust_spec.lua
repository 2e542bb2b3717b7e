-- Every call of WeChat Pay's, given what fits, what almost fits, and junk: an answer each time, signed, in its words.
describe("sandbox, WeChat Pay given anything", function()
  local catalogue = require("wxcard.catalogue")
  local json = require("wxcard.json")
  local pay_client = require("spec.support.pay_client")

  local here, place, scheme

  local function below(n) -- the same on both Luas
    place = place * 48271 % 2147483647
    return place % n + 1
  end

  local function pick(list)
    return list[below(#list)]
  end

  local JUNK = { 0, -1, 1.5, 1e300, "", "x", ("y"):rep(3000), true, false, json.null, {}, json.array({}), { 1, 2 },
    { a = {} }, "字", { {} }, "2025-07-01T08:00:00+08:00", "2099-01-01T00:00:00Z" }
  local NAMED = {
    card_id = { pay_client.CARD, "pNone" }, brand_id = { "1004", "77" }, openid = { pay_client.OPENID, "x" },
    user_card_code = { "A-1", "Z/9" }, code = { "A-1" }, out_request_no = { "n-1", "n 2" }, limit = { 5, 0 },
    offset = { 0, 3, -1 }, encrypted_phone_number = { "13800138000", "1" },
  }

  local value_of

  local function object_of(fields)
    local out = {}
    for _, field in ipairs(fields) do
      if field.required or below(2) == 1 then
        out[field[1]] = value_of(field)
      end
    end
    return out
  end

  function value_of(field)
    local kind = field[2]
    if below(14) == 1 then
      return pick(JUNK)
    elseif kind == "object" then
      return object_of(field.fields or {})
    elseif kind == "list" then
      local out = json.array({})
      for i = 1, below(3) - 1 do
        out[i] = field.fields and object_of(field.fields) or value_of({ field[1], field.items, enum = field.enum,
          sensitive = field.sensitive })
      end
      return out
    elseif field.sensitive then
      return below(4) == 1 and "13800138000" or here:seal("13800138000", scheme)
    elseif NAMED[field[1]] then
      return pick(NAMED[field[1]])
    elseif field.enum then
      return pick(field.enum)
    elseif kind == "integer" or kind == "number" then
      return below(2000) - 1000
    elseif kind == "boolean" then
      return below(2) == 1
    end
    return pick({ field.example or "x", "x", "2025-07-01T08:00:00+08:00" })
  end

  local function text_of(value)
    return type(value) == "table" and "x" or value == json.null and "" or tostring(value)
  end

  local function escape(text)
    return (text:gsub("[^%w%-._~]", function(c)
      return ("%%%02X"):format(c:byte())
    end))
  end

  local function try(entry)
    scheme = entry.scheme
    local body, query = object_of(entry.request), {}
    local url = entry.path
    for _, field in ipairs(entry.request) do
      local name = field[1]
      if field["in"] == "path" then
        local text = text_of(body[name])
        url = url:gsub("{" .. name .. "}", (escape(text ~= "" and text or "x"):gsub("%%", "%%%%")))
        body[name] = nil
      elseif field["in"] == "query" then
        query[#query + 1] = body[name] ~= nil and name .. "=" .. escape(text_of(body[name])) or nil
        body[name] = nil
      end
    end
    if #query > 0 then
      url = url .. "?" .. table.concat(query, "&")
    end
    local text = entry.body == "json" and (below(12) == 1 and pick({ "", "[]", "{", "null", "\255" })
      or assert(json.encode(body))) or ""
    local value, response = here:call(entry.method, url, text)
    local status = response.status
    assert.is_true(status == 200 or status == 204 or status == 400 or status == 403 or status == 404 or status == 501,
      entry.key .. ": " .. status .. " " .. response.body)
    assert.is_string(response.headers["Wechatpay-Signature"], entry.key)
    if status >= 400 then
      assert.is_string(value.code)
      assert.is_string(value.message)
      assert.is_nil(response.body:find("13800138000", 1, true), entry.key)
    end
    return status
  end

  it("answers each call, good or bad, and its state can be kept", function()
    here, place = pay_client.new(), 20260801
    local good, emulated = 0, 0
    for _ = 1, 12 do
      for _, entry in ipairs(catalogue.entries("pay")) do
        if entry.body ~= "multipart" then
          local status = try(entry)
          good = good + (status < 300 and 1 or 0)
          emulated = emulated + (status ~= 501 and 1 or 0)
        end
      end
    end
    assert.is_true(good > 60, good .. " were good")
    assert.is_true(emulated > 600, emulated .. " were emulated")
    local kept = assert(json.decode(assert(json.encode(here.sb.state))))
    assert.is_table(kept.pay.cards[pay_client.CARD])
    local _, response = here.here:get("/_sandbox/journal")
    assert.is_nil(response.body:find("13800138000", 1, true))
  end)
end)
