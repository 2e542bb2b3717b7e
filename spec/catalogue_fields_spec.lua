-- Every field of every request, through the compiled schema: what is right arrives, what is wrong is named.
local catalogue = require("wxcard.catalogue")
local schema = require("wxcard.schema")
local json = require("wxcard.json")

local sample_object

local function sample_value(field, kind)
  if field.enum then
    return field.enum[1]
  elseif kind == "string" or kind == "any" then
    return "x"
  elseif kind == "integer" or kind == "number" then
    return field.min or 1
  elseif kind == "boolean" then
    return false
  elseif kind == "file" then
    return { bytes = "x", name = "x.png" }
  end
  return sample_object(field.fields)
end

-- A value with every field that the list knows.
function sample_object(fields)
  local out = {}
  for _, field in ipairs(fields) do
    if field[2] == "list" then
      local list = {}
      for i = 1, field.min_items or 1 do
        list[i] = sample_value(field, field.items)
      end
      out[field[1]] = list
    else
      out[field[1]] = sample_value(field, field[2])
    end
  end
  return out
end

-- Calls visit(field, holder, path) for each field, holder being the table of the sample that has it.
local function each_field(fields, holder, prefix, visit)
  for _, field in ipairs(fields) do
    local path = prefix .. field[1]
    visit(field, holder, path)
    if field.fields then
      local inner = holder[field[1]]
      if field[2] == "list" then
        each_field(field.fields, inner[1], path .. "[1].", visit)
      else
        each_field(field.fields, inner, path .. ".", visit)
      end
    end
  end
end

local function compiled(entry)
  return schema.compile(entry.request, { any_of = entry.any_of })
end

-- Calls check(entry, its compiled schema, a full sample) for every endpoint.
local function each_endpoint(check)
  for _, path in ipairs(catalogue.paths("oa")) do
    local entry = catalogue.endpoint(path)
    check(entry, compiled(entry), sample_object(entry.request))
  end
end

local function faults_at(err, path)
  local messages = {}
  for _, fault in ipairs(err and err.faults or {}) do
    if fault.path == path then
      messages[#messages + 1] = fault.message
    end
  end
  return messages
end

-- Puts `wrong` in the place of each field that `applies` chooses and expects one fault or more, at that field's path.
local function refuse(applies, wrong)
  local tried = 0
  each_endpoint(function(entry, compiled_schema, sample)
    each_field(entry.request, sample, "", function(field, holder, path)
      if not applies(field) then
        return
      end
      local right = holder[field[1]]
      local value, at = wrong(field)
      holder[field[1]] = value
      local encoded, err = compiled_schema:encode(sample)
      holder[field[1]] = right
      local where = entry.path .. " " .. path
      assert.is_nil(encoded, where)
      assert.equal("validation", err.kind, where)
      assert.is_true(#faults_at(err, path .. (at or "")) > 0, where .. ": " .. tostring(err))
      tried = tried + 1
    end)
  end)
  return tried
end

describe("a request with every field", function()
  it("is accepted, and each field reaches the wire", function()
    each_endpoint(function(entry, compiled_schema, sample)
      local encoded, err = compiled_schema:encode(sample)
      assert.is_nil(err and entry.path .. ": " .. tostring(err))
      if encoded.body then
        local there = json.decode(encoded.body)
        each_field(entry.request, sample, "", function(field, _, path)
          if not field["in"] then
            local value = there
            for name, index in path:gmatch("([%w_]+)(%[?%d*)") do
              value = value[name]
              value = index == "[1" and value[1] or value
            end
            assert.is_true(value ~= nil, entry.path .. " " .. path)
          end
        end)
      end
      for _, field in ipairs(entry.request) do
        if field["in"] == "query" then
          assert.is_truthy(("&" .. encoded.query):find("&" .. field[1] .. "=", 1, true), entry.path .. " " .. field[1])
        end
      end
    end)
  end)
end)

describe("a request is refused, by the field's path, for", function()
  it("a wrong type", function()
    local tried = refuse(function(field) return field[2] ~= "any" end, function(field)
      return field[2] == "boolean" and "true" or true
    end)
    assert.is_true(tried > 1000, tried .. " fields")
  end)

  it("a missing required field", function()
    -- an advisory field only warns, unless it is an any_of of its own
    assert.is_true(refuse(function(field) return field.required and not field.advisory end,
      function() return nil end) > 200)
    assert.is_true(refuse(function(field) return field[1] == "logo_url" and field.required or field[1] == "quantity"
      and field.required end, function() return nil end) > 10)
  end)

  it("a text that is too long", function()
    assert.is_true(refuse(function(field) return field[2] == "string" and field.max_bytes and not field.enum
      and not field.advisory end, function(field) return ("x"):rep(field.max_bytes + 1) end) > 300)
    assert.is_true(refuse(function(field) return field.items == "string" and field.max_bytes end, function(field)
      return { ("x"):rep(field.max_bytes + 1) }, "[1]"
    end) > 5)
    assert.is_true(refuse(function(field) return field.max_chars end, function(field)
      return ("卡"):rep(field.max_chars + 1)
    end) > 5)
  end)

  it("a value outside its enumeration", function()
    assert.is_true(refuse(function(field) return field[2] ~= "list" and field.enum and not field.open_enum end,
      function(field) return type(field.enum[1]) == "number" and 77 or "NONE_SUCH" end) > 50)
    assert.is_true(refuse(function(field) return field[2] == "list" and field.enum end,
      function() return { "NONE_SUCH" }, "[1]" end) > 10)
  end)

  it("a number or a list out of bounds", function()
    local function strict(field) return not field.advisory end
    assert.is_true(refuse(function(field) return field.max and strict(field) end,
      function(field) return field.max + 1 end) > 20)
    assert.is_true(refuse(function(field) return field.min and strict(field) end,
      function(field) return field.min - 1 end) > 20)
    assert.is_true(refuse(function(field) return field.max_items end, function(field)
      local list = {}
      for i = 1, field.max_items + 1 do
        list[i] = sample_value(field, field.items)
      end
      return list
    end) > 10)
  end)
end)

describe("a response", function()
  it("has a form that compiles", function()
    for _, path in ipairs(catalogue.paths("oa")) do
      local ok, err = pcall(schema.compile, catalogue.endpoint(path).response)
      assert.is_true(ok, path .. ": " .. tostring(err))
    end
  end)
end)

describe("card/create", function()
  local create = compiled(catalogue.endpoint("/card/create"))

  local function shop(change)
    local card = {
      base_info = {
        logo_url = "http://mmbiz.qpic.cn/mmbiz/logo/0", code_type = "CODE_TYPE_BARCODE", brand_name = "山茶书店",
        title = "山茶会员卡", color = "Color100", notice = "结账时请出示", description = "每人限领一张",
        date_info = { type = "DATE_TYPE_PERMANENT" }, sku = { quantity = 100 }, get_limit = 1,
      },
      supply_bonus = false, supply_balance = false, prerogative = "全场九折", wx_activate = true,
    }
    change(card)
    return { card = { card_type = "MEMBER_CARD", member_card = card } }
  end

  local function warnings_of(change)
    local encoded, err = create:encode(shop(change))
    assert.is_nil(err and tostring(err))
    local out = {}
    for _, warning in ipairs(encoded.warnings or {}) do
      out[warning.path] = warning.message
    end
    return out
  end

  local function fault_of(change)
    local encoded, err = create:encode(shop(change))
    assert.is_nil(encoded)
    assert.equal(1, #err.faults)
    return err.path
  end

  it("takes a plain member card without a word", function()
    assert.same({}, warnings_of(function() end))
  end)

  it("only warns of what WeChat printed and does not keep", function()
    local warnings = warnings_of(function(card)
      card.base_info.sku = { quantity = 1000000000, total_quantity = 1000000000 }
      card.base_info.logo_url = "http://mmbiz.qpic.cn/" .. ("x"):rep(120)
      card.advanced_info = { abstract = { abstract = "新书到店,欢迎来翻翻看看" } }
      card.background_pic_url = ""
      card.supply_bonus = true
    end)
    local base_info, member_card = "card.member_card.base_info.", "card.member_card."
    for _, path in ipairs({ base_info .. "sku.quantity", base_info .. "sku.total_quantity", base_info .. "logo_url",
      member_card .. "advanced_info.abstract.abstract", member_card .. "bonus_cleared",
      member_card .. "bonus_rules" }) do
      assert.is_string(warnings[path], path)
      warnings[path] = nil
    end
    assert.same({}, warnings)
  end)

  it("warns of web links and names what takes their place", function()
    for _, name in ipairs({ "custom", "promotion", "center" }) do
      local path = name .. "_url"
      local warnings = warnings_of(function(card) card.base_info[path] = "https://example.com" end)
      local message = warnings["card.member_card.base_info." .. path]
      assert.matches("73211", message)
      assert.matches(name .. "_app_brand_user_name", message)
      assert.same({}, warnings_of(function(card) card.base_info[path] = "" end))
    end
  end)

  it("wants the fields that the kind of validity needs", function()
    local date_info = "card.member_card.base_info.date_info."
    assert.equal(date_info .. "end_timestamp", fault_of(function(card)
      card.base_info.date_info = { type = "DATE_TYPE_FIX_TIME_RANGE", begin_timestamp = 1780000000 }
    end))
    assert.equal(date_info .. "fixed_begin_term", fault_of(function(card)
      card.base_info.date_info = { type = "DATE_TYPE_FIX_TERM", fixed_term = 30 }
    end))
    assert.same({}, warnings_of(function(card)
      card.base_info.date_info = { type = "2", fixed_term = "30", fixed_begin_term = 0 }
    end))
  end)

  it("wants a way of activation, a field's name, and balance rules with a balance", function()
    assert.equal("card.member_card.auto_activate", fault_of(function(card) card.wx_activate = nil end))
    assert.equal("card.member_card.custom_field1.name_type", fault_of(function(card)
      card.custom_field1 = { url = "https://example.com" }
    end))
    assert.equal("card.member_card.balance_rules", fault_of(function(card) card.supply_balance = true end))
  end)

  it("wants the object of its kind", function()
    local _, err = create:encode({ card = { card_type = "GROUPON" } })
    assert.equal("card.groupon", err.path)
  end)
end)
