-- Settings: where they come from, which wins, and what is wrong with them.
describe("the settings", function()
  local config = require("wxcard.config")
  local json = require("wxcard.json")
  local process = require("wxcard.cli.process")
  local wxcard = require("wxcard")

  local folder

  setup(function()
    folder = process.folder()
  end)

  teardown(function()
    process.run("rm -rf " .. process.quote(folder))
  end)

  local function write(name, value)
    local file = assert(io.open(folder .. "/" .. name, "w"))
    file:write(type(value) == "string" and value or assert(json.encode(value)))
    file:close()
    return folder .. "/" .. name
  end

  local function load_with(given, environment)
    return config.load(given, function(name)
      return (environment or {})[name]
    end)
  end

  it("have defaults for all but the account", function()
    local settings = assert(load_with())
    assert.same({ base_url = "https://api.weixin.qq.com", token_mode = "stable", timeout = 30, connect_timeout = 5,
      strict = false }, settings)
  end)

  it("come from the call, then the environment, then the file", function()
    local file = write("config.json", { appid = "file", secret = "file", timeout = 7, strict = true,
      cache_dir = false })
    local environment = { WXCARD_CONFIG = file, WXCARD_APPID = "environment", WXCARD_SECRET = "environment",
      WXCARD_TIMEOUT = "2.5", WXCARD_TOKEN_MODE = "classic", WXCARD_PROXY = "" }
    local settings = assert(load_with({ appid = "call" }, environment))
    assert.equal("call", settings.appid)
    assert.equal("environment", settings.secret)
    assert.equal(2.5, settings.timeout)
    assert.equal("classic", settings.token_mode)
    assert.is_true(settings.strict)
    assert.is_false(settings.cache_dir)
    assert.is_nil(settings.proxy)
  end)

  it("of a sandbox's folder win over the environment, so that a real account stays out of it", function()
    write("sandbox.json", { base_url = "http://127.0.0.1:5", appid = "sandbox", secret = "sandbox", token = "t",
      encoding_aes_key = "k", pid = 1 })
    local settings = assert(load_with({}, { WXCARD_SANDBOX = folder, WXCARD_APPID = "real", WXCARD_SECRET = "real",
      WXCARD_BASE_URL = "https://api.weixin.qq.com", WXCARD_TIMEOUT = "3" }))
    assert.equal("sandbox", settings.appid)
    assert.equal("sandbox", settings.secret)
    assert.equal("http://127.0.0.1:5", settings.base_url)
    assert.equal("t", settings.token)
    assert.equal("k", settings.encoding_aes_key)
    assert.equal(3, settings.timeout)
    local nothing, err = load_with({}, { WXCARD_SANDBOX = folder .. "/none" })
    assert.is_nil(nothing)
    assert.equal("WXCARD_SANDBOX", err.path)
    assert.matches("wxcard sandbox %-%-dir", err.hint)
  end)

  it("are refused by name", function()
    for _, case in ipairs({
      { "apid", { apid = "x" } }, { "appid", { appid = 1 } }, { "appid", { appid = "" } },
      { "secret", { secret = {} } },
      { "token_mode", { token_mode = "best" } }, { "timeout", { timeout = 0 } }, { "timeout", { timeout = -1 } },
      { "timeout", { timeout = "5" } }, { "timeout", { timeout = 0 / 0 } }, { "timeout", { timeout = 1 / 0 } },
      { "connect_timeout", { connect_timeout = 0 } }, { "strict", { strict = "yes" } },
      { "cache_dir", { cache_dir = true } },
      { "cache_dir", { cache_dir = 1 } }, { "on_warning", { on_warning = "print" } }, { "base_url", { base_url = "" } },
      { "timeout", {}, { WXCARD_TIMEOUT = "soon" } }, { "token_mode", {}, { WXCARD_TOKEN_MODE = "best" } },
      { "1", { "wx1", "secret" } }, { "appid", { appid = "a\0b" } }, { "secret", { secret = "a\nb" } },
      { "base_url", { base_url = "https://a\r\nX: y" } },
    }) do
      local settings, err = load_with(case[2], case[3])
      assert.is_nil(settings, case[1])
      assert.equal("config", err.kind)
      assert.equal(case[1], err.path)
    end
  end)

  it("allow http:// for this machine alone", function()
    for _, url in ipairs({ "http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:80", "http://127.8.9.10",
      "https://api.weixin.qq.com", "https://api.weixin.qq.com/", "https://proxy.example:8443/wechat/" }) do
      local settings = assert(load_with({ base_url = url }))
      assert.is_nil(settings.base_url:find("/$"))
    end
    for _, url in ipairs({ "http://api.weixin.qq.com", "http://10.0.0.1", "http://127.0.0.1.example.com",
      "http://localhost.example", "http://1270.0.0.1", "http://127.0.0.1@evil.example/",
      "http://localhost:x@evil.example", "http://[::2]", "ftp://127.0.0.1",
      "api.weixin.qq.com", "https://", "https:///x", "HTTPS//a", "https://user:pass@api.weixin.qq.com",
      "https://api.weixin.qq.com?x=1", "https://api.weixin.qq.com/#x", "https://a b", "http://127.0.0.1:80 .evil" }) do
      local settings, err = load_with({ base_url = url })
      assert.is_nil(settings, url)
      assert.equal("base_url", err.path)
      assert.is_nil(tostring(err):find("pass", 1, true))
    end
  end)

  it("are not taken from a file that is no JSON object", function()
    for _, text in ipairs({ "", "nonsense", "[1,2]", '"text"', "{", '{"appid":1}' }) do
      local settings, err = load_with({}, { WXCARD_CONFIG = write("bad.json", text) })
      assert.is_nil(settings, text)
      assert.equal("config", err.kind)
    end
    local _, err = load_with({}, { WXCARD_CONFIG = folder .. "/none.json" })
    assert.equal("WXCARD_CONFIG", err.path)
    assert.matches("none.json", err.message, 1, true)
    _, err = load_with({}, { WXCARD_CONFIG = folder })
    assert.equal("config: WXCARD_CONFIG: cannot read " .. folder, tostring(err))
    _, err = load_with({}, { WXCARD_CONFIG = write("bad.json", '{"appid":"a","secret":"canary-secret",}') })
    assert.is_nil(tostring(err):find("canary", 1, true))
  end)

  it("stay as they were given", function()
    local given = { appid = "a", base_url = "https://x.example/" }
    load_with(given, { WXCARD_SECRET = "s" })
    assert.same({ appid = "a", base_url = "https://x.example/" }, given)
  end)

  it("of a client must name the account, a CA bundle that is there, and a folder that can be used", function()
    local nothing, err = wxcard.new({ appid = "wx1", base_url = "http://127.0.0.1:1" })
    assert.is_nil(nothing)
    assert.equal("config", err.kind)
    assert.equal("secret", err.path)
    assert.matches("WXCARD_SECRET", err.hint)
    err = select(2, wxcard.new({ secret = "s", base_url = "http://127.0.0.1:1" }))
    assert.equal("appid", err.path)
    err = select(2, wxcard.new({ appid = "a", secret = "s", ca_file = folder .. "/none.pem" }))
    assert.equal("ca_file", err.path)
    err = select(2, wxcard.new({ appid = "a", secret = "s", cache_dir = "relative" }))
    assert.equal("cache_dir", err.path)
  end)

  it("of each source make a client that works", function()
    local workers = require("spec.support.workers")
    local wechat = require("spec.support.standin").start()
    local file = write("real.json", { appid = "wxfile", secret = "s", base_url = wechat.url, cache_dir = false })
    write("wxcard.json", { appid = "wxhere", secret = "s", base_url = wechat.url, cache_dir = false })
    local code = [[
      local wx = assert(require("wxcard").new())
      assert(wx.card.get({ card_id = "p1" }))
      say(wx.config.appid)
    ]]
    local function appid(env)
      return workers.run(1, code, {}, env)[1]
    end
    local named = "WXCARD_APPID=wxenv WXCARD_SECRET=s WXCARD_CACHE_DIR=" .. folder .. " WXCARD_BASE_URL=" .. wechat.url
    local got = { appid("WXCARD_CONFIG=" .. file), appid(named), appid(named .. " WXCARD_CONFIG=" .. file) }
    local root = io.popen("pwd"):read("*l")
    local here = workers.run(1, code, {}, ("cd %s; LUA_PATH=%s LUA_CPATH=%s"):format(folder,
      process.quote((package.path:gsub("%./", root .. "/"))),
      process.quote((package.cpath:gsub("%./", root .. "/")))))[1]
    wechat:stop()
    assert.same({ "wxfile", "wxenv", "wxenv" }, got)
    assert.equal("wxhere", here)
  end)
end)
