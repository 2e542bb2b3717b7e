-- What is wrong with a request is found before anything is sent: not even a token is fetched for it.
describe("a request that is wrong", function()
  local catalogue = require("wxcard.catalogue")
  local samples = require("spec.support.samples")
  local standins = require("spec.support.standin")

  local wechat, wx

  setup(function()
    wechat = standins.start()
    wx = wechat:client()
  end)

  teardown(function()
    wechat:stop()
  end)

  -- Puts `wrong` in the place of each field that `applies` chooses, in each endpoint, and expects that field's path.
  local function refused(applies, wrong)
    local fields, endpoints = 0, 0
    for _, path in ipairs(catalogue.paths("oa")) do
      local entry = catalogue.endpoint(path)
      local body, before = samples.full(path), fields
      samples.each(entry.request, body, "", function(field, holder, at)
        if not applies(field) then
          return
        end
        local right = holder[field[1]]
        local value, below = wrong(field)
        holder[field[1]] = value
        local ok, answer, err = pcall(wx.call, wx, nil, path, body)
        holder[field[1]] = right
        local where = path .. " " .. at
        assert.is_true(ok, where .. ": " .. tostring(answer))
        assert.is_nil(answer, where)
        assert.equal("validation", err.kind, where)
        assert.equal("not_sent", err.outcome, where)
        local named = false
        for _, fault in ipairs(err.faults) do
          named = named or fault.path == at .. (below or "")
        end
        assert.is_true(named, where .. ": " .. tostring(err))
        fields = fields + 1
      end)
      endpoints = endpoints + (fields > before and 1 or 0)
    end
    local seen = wechat:seen()
    seen.tokens, seen.current = nil, nil
    assert.same({}, seen)
    return fields, endpoints
  end

  it("in a field's type is refused by the field's path", function()
    local fields, endpoints = refused(function(field) return field[2] ~= "any" and field[2] ~= "file" end,
      function(field)
      return field[2] == "boolean" and "true" or true
    end)
    assert.is_true(fields > 1000 and endpoints > 40, fields .. " fields, " .. endpoints .. " endpoints")
    refused(function(field) return field[2] == "string" end, function() return {} end)
    refused(function(field) return field[2] == "object" end, function() return "text" end)
    refused(function(field) return field[2] == "integer" end, function() return 1.5 end)
    refused(function(field) return field[2] == "string" and not field.enum and not field.advisory end, function()
      return "\255\254 not UTF-8"
    end)
  end)

  it("for want of a field that is required", function()
    local fields, endpoints = refused(function(field)
      -- the account's own is put in by the client
      return field.required and not field.advisory and field[2] ~= "file"
        and not (field[1]:find("^app") or field[1] == "secret")
    end, function() return nil end)
    assert.is_true(fields > 200 and endpoints > 30, fields .. " fields, " .. endpoints .. " endpoints")
  end)

  it("in a text that is too long", function()
    local fields = refused(function(field)
      return field[2] == "string" and field.max_bytes and not field.enum and not field.advisory
    end, function(field) return ("x"):rep(field.max_bytes + 1) end)
    assert.is_true(fields > 300, fields .. " fields")
  end)

  it("in a value that nobody knows", function()
    local fields = refused(function(field) return field[2] ~= "list" and field.enum and not field.open_enum end,
      function(field) return type(field.enum[1]) == "number" and 77 or "NONE_SUCH" end)
    assert.is_true(fields > 50, fields .. " fields")
  end)

  it("in its tables", function()
    local loop = { card_id = "p1" }
    loop.more = loop
    local deep = {}
    local at = deep
    for _ = 1, 200 do
      at.a = {}
      at = at.a
    end
    for _, case in ipairs({
      { "/card/get", { card_id = "p1", more = function() end }, "more" }, { "/card/get", loop, "more" },
      { "/card/get", { card_id = "p1", more = deep }, "more" }, { "/card/get", { card_id = "p1", [1] = "x" }, "" },
      { "/card/get", { card_id = "p1", more = { 1, nil, 3 } }, "more" },
      { "/card/get", { card_id = "p1", more = 0 / 0 }, "more" },
      { "/card/get", { card_id = "p1", more = coroutine.create(print) }, "more" },
      { "/card/code/checkcode", { card_id = "p1", code = { "1", nil, "3" } }, "code" },
      { "/card/code/checkcode", { card_id = "p1", code = { a = "1" } }, "code" },
      { "/card/code/checkcode", { card_id = "p1", code = "1" }, "code" },
    }) do
      local ok, answer, err = pcall(wx.call, wx, nil, case[1], case[2])
      assert.is_true(ok, tostring(answer))
      assert.is_nil(answer)
      assert.equal("validation", err.kind)
      assert.matches("^" .. case[3], err.path)
    end
    local strange = setmetatable({ card_id = "p1" }, { __index = error, __pairs = error, __len = error,
      __newindex = error })
    local answer = assert(wx:call(nil, "/card/get", strange)) -- no code of the caller's runs
    assert.equal('{"card_id":"p1"}', answer.echo.body)
    wechat:reset()
  end)

  it("in its file", function()
    local wxcard = require("wxcard")
    for _, file in ipairs({ wxcard.file("/nonexistent.png"), wxcard.file("/tmp"), wxcard.file("/dev/null"),
      wxcard.bytes("", "a.png"), wxcard.bytes("no picture", "a.png"), "a.png", { "x" }, {} }) do
      local ok, answer, err = pcall(wx.cgi_bin.media.uploadimg, { buffer = file })
      assert.is_true(ok, tostring(answer))
      assert.is_nil(answer)
      assert.equal("validation", err.kind)
      assert.matches("buffer", tostring(err))
    end
    local _, err = wx.cgi_bin.media.uploadimg({ buffer = wxcard.bytes(samples.PNG .. ("\0"):rep(1024 * 1024),
      "a.png") })
    assert.equal("validation", err.kind)
    assert.matches("at most", err.message)
    assert.is_nil(wechat:seen()["/cgi-bin/media/uploadimg"])
  end)
end)
