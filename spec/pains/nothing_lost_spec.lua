-- What is given is what is sent. spec/client_spec.lua sends every known field of every endpoint; here each endpoint
-- gets one that nobody knows, and nothing but what it requires.
describe("every endpoint", function()
  local catalogue = require("wxcard.catalogue")
  local json = require("wxcard.json")
  local samples = require("spec.support.samples")
  local standins = require("spec.support.standin")
  local wechat, wx, warnings

  setup(function()
    wechat = standins.start()
    wx = wechat:client({ on_warning = function(warning) warnings[#warnings + 1] = warning end })
    warnings = {}
    assert(wx:token())
    wechat:plan({ echo = true })
  end)

  teardown(function()
    wechat:stop()
  end)

  before_each(function()
    warnings = {}
  end)

  -- The least that an object may be: what is required, and the first of each group of which one must be there.
  local function least(fields, any_of, full)
    local out, known = {}, {}
    for _, field in ipairs(fields) do
      known[field[1]] = field
    end
    local function put(field)
      local name, value = field[1], full[field[1]]
      if field[2] == "object" and field.fields then
        value = least(field.fields, field.any_of, value)
      elseif field[2] == "list" and field.fields then
        value = { least(field.fields, field.any_of, value[1]) }
      end
      out[name] = value
    end
    for _, field in ipairs(fields) do
      if field.required and not field.advisory then
        put(field)
      end
    end
    for _, group in ipairs(any_of or {}) do
      local there = false
      for _, name in ipairs(group) do
        there = there or out[name] ~= nil
      end
      if not there then
        put(known[group[1]])
      end
    end
    return out
  end

  local function arrived(entry, answer)
    local got = entry.answer == "binary" and json.decode(answer.body).echo or answer.echo
    return got.body and got.body ~= "" and assert(json.decode(got.body)) or nil, got
  end

  local function with_json_body(use)
    local tried = 0
    for _, path in ipairs(catalogue.paths("oa")) do
      local entry = catalogue.endpoint(path)
      local first = entry.request[1]
      if entry.body == "json" and not (first and first["in"]) then -- the few that take a query take plain values alone
        use(path, entry)
        tried = tried + 1
      end
    end
    assert.is_true(tried >= 35)
  end

  it("passes on a field that nobody knows, unchanged and with one warning", function()
    with_json_body(function(path, entry)
      local odd = { "jasmine", { strong = true, grams = 3 }, "9007199254740993" }
      local body = samples.full(path)
      local before = #warnings
      body.not_in_any_catalogue = odd
      local answer, err = wx:call(nil, path, body)
      assert.is_nil(err and path .. ": " .. tostring(err))
      assert.same(odd, arrived(entry, answer).not_in_any_catalogue, path)
      local about = {}
      for i = before + 1, #warnings do
        if warnings[i].path == "not_in_any_catalogue" then
          about[#about + 1] = warnings[i]
        end
      end
      assert.equal(1, #about, path)
    end)
  end)

  it("sends nothing that was not given", function()
    local sent = 0
    with_json_body(function(path, entry)
      local body = least(entry.request, entry.any_of, samples.full(path))
      local before = samples.copy(body)
      local answer, err = wx:call(nil, path, body)
      sent = sent + (answer and 1 or 0)
      if err then -- a field that another one's value calls for
        assert.equal("validation", err.kind, path .. ": " .. tostring(err))
        for _, fault in ipairs(err.faults) do
          assert.matches("required", fault.message, 1, path)
        end
      else
        assert.same(before, arrived(entry, answer), path)
      end
    end)
    assert.is_true(sent >= 30, sent .. " were sent")
  end)
end)
