-- Secrets, tokens and members' data stay where they belong: a scripted session with values that would be
-- known again, and then everything that it said, wrote down or showed to the system is searched for them.
describe("what must not be seen", function()
  local json = require("wxcard.json")
  local process = require("wxcard.cli.process")
  local sandbox = require("spec.support.sandbox")
  local standins = require("spec.support.standin")
  local workers = require("spec.support.workers")
  local cli = require("spec.support.cli")

  local SECRET = "CANARYappsecret0123456789abcdef0"
  local AES_KEY = "CANARYaeskey0123456789abcdefghijklmnopqrstu"
  local TOKEN, TICKET = "access_token%-%d+%-x+", "wx_card%-%d+%-x+"
  local PHONE, OPENID = "13812345678", "oCANARYopenid0123456789abcde"

  local function found_in(text)
    for _, pattern in ipairs({ "CANARY", TOKEN, TICKET, "jsapi%-%d+%-x+", PHONE }) do
      local at = text:find(pattern)
      if at then
        return ("%s in: …%s…"):format(pattern, text:sub(math.max(1, at - 60), at + 60))
      end
    end
  end

  local function read(path)
    local file = assert(io.open(path, "rb"))
    local text = file:read("*a")
    file:close()
    return text
  end

  local function sh(command)
    local pipe = io.popen(command)
    local text = pipe:read("*a")
    pipe:close()
    return text
  end

  -- Everything goes to A.out, which is searched afterwards; secrets come by a file, as they should.
  local SESSION = [[
    local wxcard = require("wxcard")
    local config = json.decode(io.open(A.config):read("*a"))
    local out = assert(io.open(A.out, "w"))
    local function log(value)
      if type(value) == "table" then
        for k, v in pairs(value) do
          out:write("  ", tostring(k), " = ")
          log(v)
        end
      end
      out:write(tostring(value), "\n")
    end
    local home = config.base_url
    local function put(path, text)
      assert(wxcard.request({ url = home .. path, body = text }))
    end
    config.on_warning = log
    local wx = assert(wxcard.new(config))
    log(tostring(wx)) log(tostring(wx.card.get)) log(wx.core)
    local user = { openid = A.openid, code = "1", card_id = "p1", phone = A.phone, custom_field_value1 = A.phone,
      membership_number = A.phone }
    local function every_call(opts)
      log(select(2, wx.card.get({ card_id = "p1" }, opts)))
      log(select(2, wx.card.membercard.activate(user, opts)))
      log(select(2, wx.card.user.getcardlist({ openid = A.openid }, opts)))
      log(select(2, wx.cgi_bin.user.info({ openid = A.openid }, opts)))
      log(select(2, wx.cgi_bin.media.uploadimg({ buffer = wxcard.bytes("\137PNG\r\n\26\n" .. A.phone, "a.png") },
        opts)))
      log(select(2, wx.cgi_bin.showqrcode({ ticket = A.openid }, opts)))
      log(select(2, wx.card.brand_new.thing(user, opts)))
      log(select(2, wx:call("GET", "/card/brand_new", nil, opts)))
      log(select(2, wx:ticket("wx_card", opts)))
      log(select(2, wx:token(opts)))
      log(wx:token_state())
      wx.card.get({ card_id = "p1", secret = A.openid, phone = A.phone }, { warnings = {} })
    end
    every_call()
    local token, ticket = wx:token(), wx:ticket("wx_card")
    -- WeChat's own messages may repeat what they were sent
    local PATHS = { "/card/get", "/card/membercard/activate", "/card/user/getcardlist", "/cgi-bin/user/info",
      "/cgi-bin/media/uploadimg", "/card/brand_new/thing", "/card/brand_new" }
    local function faults(fault, more)
      local all = {}
      for _, path in ipairs(PATHS) do all[path] = fault end
      for _, path in ipairs(more or {}) do all[path] = fault end
      put("/_standin/plan", json.encode({ faults = all }))
    end
    local function settings_that_echo(padding)
      return ("%saccess_token=%s secret=%s appid=%s"):format(padding, token, config.secret, config.appid)
    end
    for _, code in ipairs({ 40001, 40014, 42001, 40003, 45009, -1, 40164, 47001 }) do
      faults({ errcode = code, errmsg = settings_that_echo("") })
      every_call({ timeout = 0.3 })
      token = wx:token() or token
    end
    for n = 230, 330, 3 do -- the message is cut somewhere inside
      faults({ errcode = 40003, errmsg = settings_that_echo(("."):rep(n)) })
      log(select(2, wx.card.get({ card_id = "p1" })))
      faults({ errcode = 40003, errmsg = ("."):rep(n) .. config.secret })
      log(select(2, wx.card.get({ card_id = "p1" })))
      faults({ errcode = 40003, errmsg = ("."):rep(n + 1780) .. token })
      log(select(2, wx.card.get({ card_id = "p1" })))
    end
    for _, fault in ipairs({ { status = 500, body = token }, { status = 404, body = config.secret },
      { status = 302, body = token }, { body = token .. "{" }, { body = '{"errcode":"' .. config.secret .. '"}' },
      { body = "[]" }, { delay = 3, body = "{}" } }) do
      faults(fault)
      every_call({ timeout = 0.1 })
    end
    -- the token's own call
    local TOKENS = { "/cgi-bin/stable_token", "/cgi-bin/token", "/cgi-bin/ticket/getticket" }
    for i, fault in ipairs({ { errcode = 40125, errmsg = "invalid appsecret " .. config.secret }, { errcode = 40001,
      errmsg = settings_that_echo("") }, { status = 500, body = config.secret }, { delay = 2, body = "{}" },
      { body = '{"access_token":' }, { body = '{"access_token":"' .. ("CANARY"):rep(500) .. '"}' } }) do
      faults({ errcode = 0, errmsg = "ok" }, nil)
      faults(fault, TOKENS)
      for mode in pairs({ stable = true, classic = true }) do
        config.appid, config.token_mode = ("wxcanary%d%s"):format(i, mode), mode
        local other = assert(wxcard.new(config))
        log(select(2, other.card.get({ card_id = "p1" }, { timeout = 0.2 })))
        log(select(2, other:ticket("jsapi", { timeout = 0.2 })))
        log(select(2, other:token({ refresh = true, timeout = 0.2 })))
        other:close()
      end
    end
    config.base_url = A.nobody
    log(select(2, assert(wxcard.new(config)).card.get({ card_id = "p1" }, { timeout = 1 })))
    -- wrong settings and programmers' mistakes
    for _, change in ipairs({ { "base_url", "http://" .. config.secret .. ":" .. config.secret .. "@example.com" },
      { "secret", { config.secret } },
      { "timeout", config.secret }, { config.secret, 1 }, { "secret", config.secret .. "\n" },
      { "encoding_aes_key", A.aes_key .. "\1" } }) do
      local copy = {}
      for k, v in pairs(config) do copy[k] = v end
      copy[change[1] ]= change[2]
      if change[1] ~= config.secret then log(select(2, wxcard.new(copy))) end
    end
    log({ pcall(wx.card.get, config.secret) })
    -- the callback
    local receiver = assert(wxcard.callback.new({ token = "CANARYcallbacktoken", encoding_aes_key = A.aes_key,
      appid = "wxcanary" }))
    log(tostring(receiver))
    local query = { timestamp = "1", nonce = "2", signature = "x", msg_signature = "y", encrypt_type = "aes",
      openid = A.openid }
    for _, body in ipairs({ "<xml><Encrypt>" .. A.aes_key .. "</Encrypt></xml>", A.phone,
      "<xml><FromUserName>" .. A.openid .. "</FromUserName></xml>",
      '{"Encrypt":"' .. A.openid .. '"}', "" }) do
      log({ receiver:open(query, body) })
    end
    log({ receiver:echo({ timestamp = "1", nonce = "2", signature = "x", echostr = A.openid }) })
    log({ wxcard.callback.new({ token = "CANARYcallbacktoken", encoding_aes_key = "short" .. A.phone,
      appid = "wxcanary" }) })
    put("/_standin/plan", '{"faults":null}')
    wx:close()
    out:close()
    say("done")
    wait_for(A.go)
  ]]

  it("is in no error, no warning, no name, no command line and no file but the token's own", function()
    local wechat = standins.start()
    local dir = process.folder()
    finally(function()
      wechat:stop()
      process.run("rm -rf " .. process.quote(dir))
    end)
    local cache = dir .. "/cache"
    local file = assert(io.open(dir .. "/config.json", "w"))
    local settings = { base_url = wechat.url, appid = "wxcanary", secret = SECRET, cache_dir = cache,
      encoding_aes_key = AES_KEY, token = "CANARYcallbacktoken" }
    file:write((assert(json.encode(settings))))
    file:close()
    local worker = workers.start(SESSION, { config = dir .. "/config.json", out = dir .. "/out", openid = OPENID,
      phone = PHONE, nobody = standins.nobody(), aes_key = AES_KEY, go = dir .. "/go" }, "WXCARD_DEBUG=1")
    local done = worker.answer()
    local cmdline = sh(("tr '\\0' '\\n' </proc/%s/cmdline | grep -v '^{'"):format(worker.pid)) -- our own argument apart
    local open = sh(("ls -l /proc/%s/fd"):format(worker.pid))
    io.open(dir .. "/go", "w"):close()
    local stdout = worker.rest()
    local stderr = worker.err()
    worker.kill()
    local names = sh("find " .. cache)
    local files = {}
    for path in names:gmatch("[^\n]+") do
      if not path:find("%.json$") and path ~= cache then
        files[#files + 1] = read(path)
      end
    end
    local said = read(dir .. "/out")

    assert.equal("done", done)
    assert.is_true(select(2, said:gsub("kind = ", "")) > 200) -- it did fail, in many ways
    assert.matches("%*%*%*", said)
    assert.is_true(#files >= 1)
    for what, text in pairs({ said = said, stdout = stdout, stderr = stderr, names = names, cmdline = cmdline,
      open = open, files = table.concat(files) }) do
      local hit = found_in(text)
      assert.is_nil(hit and what .. ": " .. hit)
    end
  end)

  it("is in nothing that the commands and the sandbox print, nor in the sandbox's journal", function()
    local server = sandbox.start()
    finally(server.stop) -- which also sees that it complained of nothing
    local env = ("WXCARD_SANDBOX=%s WXCARD_CACHE_DIR=%s"):format(server.dir, server.dir)
    local _, token = cli.wxcard(env, "token", "--show")
    local _, ticket = cli.wxcard(env, "token", "--kind", "wx_card", "--show")
    local secrets = { token:match("%S+"), ticket:match("%S+"), server.keys.secret, server.keys.token,
      server.keys.encoding_aes_key, PHONE, OPENID }
    assert.is_true(#secrets[1] > 40 and #secrets[2] > 40)
    local said = {}
    local function run(more, ...)
      local code, out, err = cli.wxcard(env .. more, ...)
      said[#said + 1] = out .. err
      return code
    end
    run("", "token")
    run("", "token", "--json")
    run("", "token", "--refresh")
    run("", "call", "/card/user/getcardlist", "openid=" .. OPENID, "--json")
    run("", "call", "/cgi-bin/user/info", "openid=" .. OPENID:sub(1, 3))
    run("", "call", "/card/membercard/activate", "code=" .. PHONE, "membership_number=1", "--json")
    run("", "call", "/card/code/get", "code=nothing", "flavour=x")
    run(" WXCARD_SECRET=wrong WXCARD_TIMEOUT=1", "call", "/card/batchget", "offset=0", "count=1")
    run(" WXCARD_SANDBOX= WXCARD_APPID=wx1 WXCARD_SECRET="
      .. server.keys.secret .. " WXCARD_TIMEOUT=1 WXCARD_BASE_URL=" .. standins.nobody(),
      "token")
    run(" WXCARD_SANDBOX= WXCARD_APPID=wx1 WXCARD_SECRET=" .. server.keys.secret .. " WXCARD_BASE_URL=" .. server.url,
      "token")
    said[#said + 1] = (sandbox.curl(server.url .. "/_sandbox/journal"))
    local all = table.concat(said, "\n")
    assert.matches("getcardlist", all)
    assert.matches("40013", all)
    for i, secret in ipairs(secrets) do
      local at = all:find(secret, 1, true)
      assert.is_nil(at and ("secret %d in: %s"):format(i, all:sub(math.max(1, at - 80), at + 40)))
    end
  end)
end)
