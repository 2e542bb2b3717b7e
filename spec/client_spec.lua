-- The client: the path is the method, what is given is what is sent, and what goes wrong is a value.
describe("the client", function()
  local catalogue = require("wxcard.catalogue")
  local json = require("wxcard.json")
  local samples = require("spec.support.samples")
  local sandbox = require("spec.support.sandbox")
  local standins = require("spec.support.standin")
  local workers = require("spec.support.workers")
  local wxcard = require("wxcard")

  local wechat, wx

  setup(function()
    wechat = standins.start()
  end)

  teardown(function()
    wechat:stop()
  end)

  before_each(function()
    wx = wechat:client()
  end)

  -- What arrived at WeChat's end.
  local function echo(answer, err)
    return assert(answer, err).echo
  end

  describe("finds an endpoint by its path", function()
    it("segment by segment, in any way of writing it", function()
      assert.equal("/card/get", echo(wx.card.get({ card_id = "p1" })).path)
      assert.equal("/card/code/get", echo(wx.card.code.get({ code = "1" })).path)
      assert.equal("/cgi-bin/getcallbackip", echo(wx.cgi_bin.getcallbackip()).path)
      assert.equal("/cgi-bin/getcallbackip", echo(wx["cgi-bin"].getcallbackip()).path)
      assert.equal("/card/get", echo(wx:call("POST", "/card/get", { card_id = "p1" })).path)
      assert.equal("/card/get", echo(wx:call(nil, "/card/get", { card_id = "p1" })).path)
    end)

    it("that is a call and has others below it", function()
      local activate = wx.card.membercard.activate
      assert.equal("/card/membercard/activate/geturl", echo(activate.geturl({ card_id = "p1" })).path)
      assert.equal("/card/membercard/activate", echo(activate({ membership_number = "1", code = "1",
        card_id = "p1" })).path)
      assert.equal("wxcard endpoint /card/membercard/activate", tostring(activate))
      assert.equal(activate, wx.card.membercard.activate)
    end)

    it("that the catalogue does not have: sent as it is, with the token", function()
      local got = echo(wx.card.brand_new.thing({ any = { "x", 1, true }, none = {} }))
      assert.equal("POST", got.method)
      assert.equal("/card/brand_new/thing", got.path)
      assert.equal('{"any":["x",1,true],"none":{}}', got.body)
      assert.equal("GET", echo(wx.card.brand_new.list()).method)
      assert.equal("DELETE", echo(wx:call("DELETE", "/card/brand_new/thing", {})).method)
      assert.equal(' { "raw" : 1.50 } ', echo(wx:call("POST", "/card/brand_new/thing", ' { "raw" : 1.50 } ')).body)
      local answer, err = wx.card.brand_new.thing({ bad = 0 / 0 })
      assert.is_nil(answer)
      assert.equal("validation", err.kind)
      assert.equal("bad", err.path)
    end)

    it("at the host that has it", function()
      local proxy = workers.start([[
        local socket = require("socket")
        local server = assert(socket.bind("127.0.0.1", 0))
        say((select(2, server:getsockname())))
        local peer = server:accept()
        say(peer:receive("*l"))
        peer:close()
      ]])
      local port = proxy.answer()
      local there = assert(wxcard.new({ appid = "wx1", secret = "s", cache_dir = false, timeout = 2,
        proxy = "http://127.0.0.1:" .. port }))
      local _, err = there.cgi_bin.showqrcode({ ticket = "t" })
      assert.equal("CONNECT mp.weixin.qq.com:443 HTTP/1.1", proxy.answer())
      assert.equal("/cgi-bin/showqrcode", err.path)
      assert.is_nil(tostring(err):find("ticket=t", 1, true))
      proxy.kill()
    end)
  end)

  describe("sends", function()
    -- What the request's fields are on the wire.
    local function arrived(entry, answer)
      local got = entry.answer == "binary" and json.decode(answer.body).echo or answer.echo
      local out = got.body and got.body ~= "" and assert(json.decode(got.body)) or {}
      for name, value in pairs(got.args or {}) do
        out[name] = value
      end
      for _, part in ipairs(got.parts or {}) do
        out[part.name] = part.filename and ("%s %s"):format(part.filename, part.sha256) or part.body
      end
      return out
    end

    local function expected(entry, body)
      local out = samples.copy(body)
      for _, field in ipairs(entry.request) do
        local value = out[field[1]]
        if field[2] == "file" and value then
          out[field[1]] = ("%s %s"):format(value.filename, wxcard.crypto.sha256_hex(value.bytes))
        elseif field["in"] and value ~= nil then -- text where it is no JSON
          out[field[1]] = type(value) == "table" and json.decode(json.encode(value)) or tostring(value)
        end
      end
      return out
    end

    local function text_parts_as_values(entry, got)
      for _, field in ipairs(entry.request) do
        if field["in"] == "multipart" and field[2] == "object" and got[field[1]] then
          got[field[1]] = assert(json.decode(got[field[1]]))
        end
      end
      return got
    end

    it("every field of every endpoint, and nothing else", function()
      assert(wx:token())
      wechat:plan({ echo = true })
      local tried = 0
      for _, path in ipairs(catalogue.paths("oa")) do
        local entry = catalogue.endpoint(path)
        local body = samples.full(path)
        if path == "/cgi-bin/media/uploadimg" then
          body.media = nil -- the other name of its one file
        end
        local before = samples.copy(body)
        local answer, err = wx:call(nil, path, body)
        assert.is_nil(err and path .. ": " .. tostring(err))
        assert.same(expected(entry, before), text_parts_as_values(entry, arrived(entry, answer)), path)
        assert.same(before, body) -- the caller's tables stay as they are
        tried = tried + 1
      end
      wechat:plan({ echo = json.null })
      assert.is_true(tried >= 50)
    end)

    it("nothing that was not given", function()
      for _, case in ipairs({
        { "/card/get", { card_id = "p1" }, '{"card_id":"p1"}' },
        { "/card/code/consume", { code = "1" }, '{"code":"1"}' },
        { "/card/user/getcardlist", { openid = "o1" }, '{"openid":"o1"}' },
        { "/card/membercard/updateuser", { code = "1", card_id = "p1", bonus = 0 },
          '{"code":"1","card_id":"p1","bonus":0}' },
        { "/card/update", { card_id = "p1", member_card = { base_info = { notice = "" } } },
          '{"card_id":"p1","member_card":{"base_info":{"notice":""}}}' },
      }) do
        assert.same(json.decode(case[3]), json.decode(echo(wx:call(nil, case[1], case[2])).body))
        assert.equal(#case[3], #echo(wx:call(nil, case[1], case[2])).body)
      end
      assert.is_nil(echo(wx.cgi_bin.getcallbackip()).body:find("."))
      assert.is_nil(echo(wx.cgi_bin.getcallbackip()).args)
    end)

    it("an unknown field unchanged, with one warning, or not at all where strict", function()
      local said = {}
      local loud = wechat:client({ on_warning = function(warning) said[#said + 1] = warning end })
      local got = echo(loud.card.get({ card_id = "p1", flavour = { "jasmine", { strong = true, n = 3 } } }))
      assert.equal('{"card_id":"p1","flavour":["jasmine",{"n":3,"strong":true}]}', got.body)
      assert.equal(1, #said)
      assert.equal("flavour", said[1].path)
      local warnings = {}
      assert(wx.card.get({ card_id = "p1", flavour = "x" }, { warnings = warnings }))
      assert.equal("flavour", warnings[1].path)

      local before = wechat:count("/card/get")
      local strict = wechat:client({ strict = true })
      for _, answer in ipairs({ { strict.card.get({ card_id = "p1", flavour = "x" }) },
        { wx.card.get({ card_id = "p1", flavour = "x" }, { strict = true }) } }) do
        assert.is_nil(answer[1])
        assert.equal("validation", answer[2].kind)
        assert.equal("flavour", answer[2].path)
      end
      assert.equal(before, wechat:count("/card/get"))
      assert(strict.card.get({ card_id = "p1", flavour = "x" }, { strict = false }))
    end)

    it("whole numbers as whole numbers, and no others", function()
      local user = { code = "1", card_id = "p1" }
      for _, bonus in ipairs({ 100.0, 100, 1e2, "100", 200 / 2 }) do
        user.bonus = bonus
        assert.matches('"bonus":100[,}]', echo(wx.card.membercard.updateuser(user)).body)
      end
      local before = wechat:count("/card/membercard/updateuser")
      for _, bonus in ipairs({ 100.5, "100.0", "1e2", 0 / 0, 1 / 0, true }) do
        user.bonus = bonus
        local answer, err = wx.card.membercard.updateuser(user)
        assert.is_nil(answer)
        assert.equal("validation", err.kind)
        assert.equal("bonus", err.path)
        assert.equal("not_sent", err.outcome)
      end
      assert.equal(before, wechat:count("/card/membercard/updateuser"))
    end)

    it("the account's own appid where the call wants it", function()
      local body = {}
      assert.equal('{"appid":"wx0123456789abcdef"}', echo(wx.cgi_bin.clear_quota(body)).body)
      assert.same({}, body)
      assert.equal('{"appid":"wxother"}', echo(wx.cgi_bin.clear_quota({ appid = "wxother" })).body)
    end)

    it("lists as lists and objects as objects, also empty ones", function()
      assert.equal('{"openid":[],"username":["a"]}', echo(wx.card.testwhitelist.set({ openid = {},
        username = { "a" } })).body)
      local _, err = wx.card.testwhitelist.set({ openid = { "a", nil, "c" } })
      assert.equal("validation", err.kind)
      assert.matches("openid", err.path)
    end)
  end)

  it("keeps two accounts apart", function()
    local one, two = wechat:client({ appid = "wxone" }), wechat:client({ appid = "wxtwo" })
    local first, second = assert(one:token()), assert(two:token())
    assert.not_equal(first, second)
    local before = wechat:seen().tokens
    wxcard.gather(8, { one, two, one, two, one, two, one }, function(account)
      return account.card.batchget({ offset = 0, count = 1 })
    end)
    local after = wechat:seen().tokens
    assert.equal((before[first] or 0) + 4, after[first])
    assert.equal((before[second] or 0) + 3, after[second])
    assert.equal("wxcard client of wxone", tostring(one))
  end)

  it("refuses to be used once closed, and may be closed twice", function()
    local get = wx.card.get
    wx:close()
    wx:close()
    for _, use in ipairs({
      function() get({ card_id = "p1" }) end, function() wx.card.get({ card_id = "p1" }) end,
      function() wx:token() end, function() wx:ticket("jsapi") end, function() wx:token_state() end,
      function() wx:call("POST", "/a", {}) end,
    }) do
      local ok, message = pcall(use)
      assert.is_false(ok)
      assert.matches("client_spec.lua:%d+: the client is closed", tostring(message))
    end
    if _VERSION == "Lua 5.4" then
      local code = [[ local wx <close> = ...; return wx ]]
      local closed = load(code)(wechat:client())
      assert.is_false(pcall(closed.token, closed))
    end
  end)

  it("raises where the program is wrong, and blames its line", function()
    for _, case in ipairs({
      { "takes a table", function() wx.card.get("p1") end },
      { "takes a table", function() wx:call(nil, "/card/get", 1) end },
      { "begins with a slash", function() wx:call("POST", "card/get", {}) end },
      { "begins with a slash", function() wx:call("POST") end },
      { "timeout", function() wx.card.get({ card_id = "p1" }, { timeout = 0 }) end },
      { "timeout", function() wx.card.get({ card_id = "p1" }, { timeout = "1" }) end },
      { "timeout", function() wx:call("POST", "/card/get", {}, { timeout = -1 }) end },
      { "timeout", function() wx:token({ timeout = 0 / 0 }) end },
      { "timeout", function() wx:ticket("jsapi", { timeout = 1e9 }) end },
      { "takes a table", function() wxcard.new("wx1") end },
      { "non%-empty string", function() wxcard.file("") end },
      { "string", function() wxcard.bytes(1) end },
      { "url", function() wxcard.request({}) end },
      { "line ends", function() wxcard.request({ url = wechat.url, headers = { A = "b\r\nC: d" } }) end },
    }) do
      local ok, message = pcall(case[2])
      assert.is_false(ok)
      assert.matches("client_spec.lua:%d+: .*" .. case[1], tostring(message))
    end
  end)

  it("describes a failure in one line", function()
    wechat:plan({ faults = { ["/card/get"] = { errcode = 40073,
      errmsg = "invalid card id rid: 60c8a4f2-1a2b3c4d-5e6f7a8b" } } })
    local _, err = wx.card.get({ card_id = "p1" })
    assert.equal("api", err.kind)
    assert.equal(40073, err.code)
    assert.equal("/card/get", err.path)
    assert.equal("60c8a4f2-1a2b3c4d-5e6f7a8b", err.rid)
    assert.equal("refused", err.outcome)
    assert.equal(1, err.attempts)
    assert.matches("^api 40073 .*: /card/get: invalid card id; outcome refused; "
      .. "rid 60c8a4f2%-1a2b3c4d%-5e6f7a8b; hint: ", tostring(err))
    assert.is_nil(tostring(err):find("\n"))
    _, err = wx.card.get({})
    assert.equal("validation: card_id: required; outcome not_sent", tostring(err))
    local gone = wechat:client({ base_url = standins.nobody(), timeout = 9 })
    _, err = gone.card.get({ card_id = "p1" })
    assert.matches("^t%w+: /cgi%-bin/stable_token: .*; outcome not_sent", tostring(err))
    wechat:plan({ faults = json.null })
  end)

  it("takes its settings from a sandbox's folder", function()
    local server = sandbox.start()
    local answer = workers.run(1, [[
      local wx = assert(require("wxcard").new())
      local answer, err = wx.card.batchget({ offset = 0, count = 10 })
      say({ base_url = wx.config.base_url, appid = wx.config.appid, ok = answer ~= nil, err = err and tostring(err) })
    ]], {}, ("WXCARD_SANDBOX=%s WXCARD_APPID=wxreal WXCARD_SECRET=real WXCARD_CACHE_DIR=%s"):format(server.dir,
      server.dir))[1]
    local url, appid = server.url, server.keys.appid
    server.stop()
    assert.same({ base_url = url, appid = appid, ok = true }, answer)
  end)

  it("does plain HTTP too, where any status is an answer", function()
    local response = assert(wxcard.request({ method = "PUT", url = wechat.url .. "/a/b?c=d", body = "text",
      headers = { ["Content-Type"] = "text/plain" } }))
    assert.equal(200, response.status)
    assert.equal("application/json", response.headers["content-type"])
    assert.same({ method = "PUT", path = "/a/b", args = { c = "d" }, body = "text", content_type = "text/plain" },
      json.decode(response.body).echo)
    wechat:plan({ faults = { ["/teapot"] = { status = 418, body = "short" } } })
    response = assert(wxcard.request({ url = wechat.url .. "/teapot" }))
    assert.equal(418, response.status)
    assert.equal("short", response.body)
    wechat:plan({ faults = json.null })
    local pending = assert(wxcard.submit({ url = wechat.url .. "/later" }))
    while not pending:poll() do
      require("wxcard.core").engine.wait(0.01)
    end
    assert.equal(200, assert(pending:result()).status)
    local none, err = wxcard.request({ url = standins.nobody(), timeout = 1 })
    assert.is_nil(none)
    assert.equal("not_sent", err.outcome)
  end)

  -- Prints the bytes of a signed and a marshalled thing under settings that other programs make.
  local BYTES = [[
    local found, cjson = pcall(require, "cjson")
    local function spoil()
      if not found then return end
      cjson.encode_sparse_array(true, 1, 1)
      cjson.encode_number_precision(3)
      cjson.encode_max_depth(5)
      cjson.decode_max_depth(3)
      cjson.encode_invalid_numbers(true)
      cjson.decode_invalid_numbers(true)
      cjson.encode_keep_buffer(false)
      if cjson.encode_empty_table_as_object then cjson.encode_empty_table_as_object(false) end
      if cjson.decode_array_with_array_mt then cjson.decode_array_with_array_mt(true) end
      if cjson.encode_escape_forward_slash then cjson.encode_escape_forward_slash(false) end
    end
    local function theirs()
      return found and cjson.encode({ 3.14159265, "a/b", {}, { 1, nil, 3 } }) or ""
    end
    if A.before then spoil() end
    local before = theirs()
    os.setlocale("")
    local wx = assert(require("wxcard").new(A.config))
    if A.after then spoil() before = theirs() end
    local lines = {}
    local function add(value) lines[#lines + 1] = value end
    local answer = assert(wx.card.membercard.updateuser({ code = "1", card_id = "p1", bonus = 1234567,
      custom_field_value1 = "a/b é 卡" }))
    add(answer.echo.body)
    answer = assert(wx:call("POST", "/card/unknown", { pi = 3.14159265358979, list = {},
      deep = { { { { { { 1 } } } } } }, big = 2 ^ 53 }))
    add(answer.echo.body)
    add(json.encode(assert(json.decode('{"code":[],"x":{},"id":12345678901234567890,"f":1.5}'))))
    assert(theirs() == before, "their bytes changed")
    say(lines)
  ]]

  it("neither minds nor changes what others set for JSON, nor the locale, nor the time zone", function()
    local config = { base_url = wechat.url, appid = "wx1", secret = "s", cache_dir = false }
    local reference
    for _, case in ipairs({
      { {}, "" }, { { before = true }, "" }, { { after = true }, "" }, { {}, "LC_ALL=de_DE.UTF-8" },
      { {}, "LC_ALL=tr_TR.UTF-8" },
      { {}, "TZ=America/New_York" }, { { before = true, after = true }, "LC_ALL=C.UTF-8 TZ=Asia/Kathmandu" },
    }) do
      case[1].config = config
      local lines = workers.run(1, BYTES, case[1], case[2])[1]
      reference = reference or lines
      assert.same(reference, lines)
    end
    assert.matches('"pi":3.14159265358979', reference[2])
    assert.matches('"list":{}', reference[2], 1, true)
  end)
end)
