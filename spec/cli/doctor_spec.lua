describe("wxcard doctor", function()
  local core = require("wxcard.core")
  local doctor = require("wxcard.doctor")
  local json = require("wxcard.json")
  local process = require("wxcard.cli.process")
  local sandboxes = require("spec.support.sandbox")
  local support = require("spec.support.cli")

  ---An environment of its own for checks in this process.
  local function env(vars)
    return function(name) return vars[name] end
  end

  local function named(checks, name)
    for _, check in ipairs(checks) do
      if check.name == name then return check end
    end
  end

  local function folder()
    local path = process.folder()
    finally(function() process.run("rm -rf " .. path) end)
    return path
  end

  local function write(path, text, mode)
    local file = assert(io.open(path, "wb"))
    file:write(text)
    file:close()
    assert(process.run(("chmod %s %s"):format(mode or "600", path)) == 0)
    return path
  end

  local ME = { WXCARD_APPID = "wx0123456789abcdef", WXCARD_SECRET = ("0123456789abcdef"):rep(2) }

  local function with(more)
    local vars = {}
    for _, t in ipairs({ ME, more }) do
      for k, v in pairs(t) do vars[k] = v end
    end
    return vars
  end

  local function offline(vars, given)
    return doctor.run({ offline = true, getenv = env(vars), config = given })
  end

  it("has --help, and refuses what it does not know", function()
    local code, out = support.inside("doctor", "--help")
    assert.equal(0, code)
    assert.matches("^Usage: wxcard doctor .*%-%-offline", out)
    assert.equal(2, (support.inside("doctor", "--fix")))
  end)

  describe("offline", function()
    it("finds nothing wrong on a machine where the specs run", function()
      local cache = folder()
      for _, check in ipairs(offline(with({ WXCARD_CACHE_DIR = cache }))) do
        assert.equal("ok", check.status, check.name .. ": " .. check.detail)
      end
    end)

    it("names the versions that this process runs with", function()
      local checks = offline(ME)
      assert.matches(_VERSION == "Lua 5.4" and "^Lua 5%.4" or "^LuaJIT 2", named(checks, "lua").detail)
      assert.matches("ABI 1", named(checks, "wxcard").detail, 1, true)
      assert.matches("TLS by OpenSSL/%d", named(checks, "libcurl").detail)
      assert.matches("nghttp2 %d", named(checks, "libcurl").detail)
      assert.matches("libcrypto", named(checks, "openssl").detail, 1, true)
    end)

    it("says who we are by the appid and never by the secret", function()
      local text = json.encode(offline(with({ WXCARD_TOKEN = "tokenCanary", WXCARD_ENCODING_AES_KEY = ("k"):rep(43),
        WXCARD_PROXY = "http://user:proxyCanary@127.0.0.1:3128" })))
      assert.matches(ME.WXCARD_APPID, text, 1, true)
      for _, secret in ipairs({ ME.WXCARD_SECRET, "Canary", ("k"):rep(43) }) do
        assert.is_nil(text:find(secret, 1, true))
      end
    end)

    it("fails without an account, and points to init", function()
      local settings = named(offline({}), "settings")
      assert.equal("fail", settings.status)
      assert.matches("wxcard init", settings.hint, 1, true)
      assert.matches("^no secret", named(offline({ WXCARD_APPID = "wx0123456789abcdef" }), "settings").detail)
    end)

    it("warns of an appid or a secret that cannot be one", function()
      assert.equal("warn", named(offline(with({ WXCARD_APPID = "gh_0123456789ab" })), "settings").status)
      local pasted = named(offline(with({ WXCARD_SECRET = ME.WXCARD_SECRET .. " " })), "settings")
      assert.equal("warn", pasted.status)
      assert.matches("blank", pasted.hint, 1, true)
    end)

    it("passes on what is wrong with a setting, and looks no further", function()
      local checks = offline(with({ WXCARD_TIMEOUT = "-1" }))
      assert.equal("fail", named(checks, "settings").status)
      assert.matches("timeout", named(checks, "settings").detail, 1, true)
      assert.is_nil(named(checks, "ca bundle"))
    end)

    it("warns of a config file that others may open, by its path and mode", function()
      local text = json.encode({ appid = ME.WXCARD_APPID, secret = ME.WXCARD_SECRET })
      local path = write(folder() .. "/mine.json", text, "640")
      local check = named(offline({ WXCARD_CONFIG = path }), "config file")
      assert.equal("warn", check.status)
      assert.equal(path .. " may be opened by others (mode 640)", check.detail)
      assert.matches("chmod 600 " .. path, check.hint, 1, true)
      process.run("chmod 600 " .. path)
      assert.equal("ok", named(offline({ WXCARD_CONFIG = path }), "config file").status)
    end)

    it("looks at the token cache's folder", function()
      local path = folder()
      assert.equal("ok", named(offline(with({ WXCARD_CACHE_DIR = path })), "token cache").status)
      process.run("chmod 750 " .. path)
      assert.equal("warn", named(offline(with({ WXCARD_CACHE_DIR = path })), "token cache").status)
      process.run("chmod 770 " .. path)
      assert.equal("fail", named(offline(with({ WXCARD_CACHE_DIR = path })), "token cache").status)
      assert.matches("^off", named(offline(ME, { cache_dir = false }), "token cache").detail)
    end)

    it("opens the CA bundle: which, how many, how old", function()
      local path = write(folder() .. "/roots.pem", "no certificate in here\n")
      local function bundle() return named(offline(with({ WXCARD_CA_FILE = path })), "ca bundle") end
      assert.equal("fail", bundle().status)
      write(path, ("-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n"):rep(3))
      assert.equal("ok", bundle().status)
      assert.equal(path .. " (ca_file): 3 certificates, 0 days old", bundle().detail)
      process.run("touch -t 201501010000 " .. path)
      assert.equal("warn", bundle().status)
      process.run("rm " .. path)
      assert.equal("fail", bundle().status)
      assert.matches("cannot read", bundle().detail, 1, true)
    end)

    it("judges the form of the callback's settings", function()
      local key = ("aB3"):rep(14) .. "x"
      for _, case in ipairs({
        { "ok", nil, nil }, { "ok", "abc", key }, { "ok", ("a"):rep(32), nil }, { "fail", nil, key },
        { "fail", "ab", key }, { "fail", ("a"):rep(33), key }, { "fail", "with blank", key },
        { "fail", "abc", key .. "=" }, { "fail", "abc", key:sub(2) }, { "fail", "abc", key:sub(2) .. "+" },
      }) do
        local check = named(offline(with({ WXCARD_TOKEN = case[2], WXCARD_ENCODING_AES_KEY = case[3] })), "callback")
        assert.equal(case[1], check.status, check.detail)
      end
    end)
  end)

  it("compares the limit of open files with what the engine wants", function()
    local function at(limit)
      local pipe = io.popen(("ulimit -n %d && WXCARD_APPID=%s WXCARD_SECRET=0 %s doctor --offline --json"):format(limit,
        ME.WXCARD_APPID, process.wxcard()))
      local text = pipe:read("*a")
      pipe:close()
      return named(json.decode(text).checks, "open files")
    end
    assert.same({ "ok", "4200: 1000 calls at once" }, { at(4200).status, at(4200).detail })
    assert.same({ "ok", "1024: 206 calls at once, others wait" }, { at(1024).status, at(1024).detail })
    local few = at(256)
    assert.same({ "warn", "256: 14 calls at once, others wait" }, { few.status, few.detail })
    assert.equal("ulimit -n 4200 allows 1000", few.hint)
  end)

  describe("two OpenSSLs", function()
    local function versions(more)
      local v = { ssl = "OpenSSL/3.0.22", openssl = { version = "3.0", file = "/lib/libcrypto.so.3" },
        curls_openssl = { version = "3.0", file = "/lib/libcrypto.so.3" },
        global_openssl = { version = "3.0", file = "/lib/libcrypto.so.3" } }
      for k, value in pairs(more or {}) do v[k] = value end
      return v
    end

    it("are none while all three agree, or libcurl has another library altogether", function()
      assert.is_nil(doctor.clash(versions()))
      assert.is_nil(doctor.clash(core.versions()))
      assert.is_nil(doctor.clash({ ssl = "GnuTLS/3.7.9", openssl = { version = "3.0", file = "/lib/libcrypto.so.3" } }))
    end)

    it("are told by file or version, with both paths", function()
      local other = { version = "1.1", file = "/usr/local/openresty/openssl/lib/libcrypto.so.1.1" }
      for _, name in ipairs({ "global_openssl", "curls_openssl" }) do
        local said = doctor.clash(versions({ [name] = other }))
        assert.matches("3.0 from /lib/libcrypto.so.3", said, 1, true)
        assert.matches("1.1 from " .. other.file, said, 1, true)
      end
      local twin = { version = "3.0", file = "/opt/lib/libcrypto.so.3" }
      assert.matches(twin.file, doctor.clash(versions({ global_openssl = twin })), 1, true)
      assert.matches("libcurl reports 1.1", doctor.clash(versions({ ssl = "OpenSSL/1.1.1w" })), 1, true)
    end)

    -- a sanitizer's runtime wants to be the first library itself
    local alone = os.getenv("WXCARD_SANITIZER") and pending or it

    alone("are found in a process that has another one in front", function()
      local dir = folder()
      write(dir .. "/other.c", "unsigned long OpenSSL_version_num (void) { return 0x1010117fUL; }\n")
      assert.equal(0, process.run(("cc -shared -fPIC -o %s/libother.so %s/other.c"):format(dir, dir)))
      local preload = (os.getenv("LD_PRELOAD") or "") .. " " .. dir .. "/libother.so"
      local code, out = support.wxcard(("WXCARD_APPID=wx0123456789abcdef WXCARD_SECRET=%s LD_PRELOAD=%s"):format(
        ME.WXCARD_SECRET, process.quote(preload)), "doctor", "--offline", "--json")
      local check = named(json.decode(out).checks, "openssl")
      assert.equal(1, code)
      assert.equal("fail", check.status)
      assert.matches(dir .. "/libother.so", check.detail, 1, true)
      assert.matches("libcrypto", check.detail, 1, true)
    end)
  end)

  it("says in a sentence that the core is missing or another Lua's", function()
    local main = package.searchpath("wxcard.cli.main", package.path)
    local other = process.interpreter():match("luajit") and "lua5.4" or "luajit"
    local found = process.run("command -v " .. other .. " >/dev/null") == 0 and other or process.interpreter()
    local where = found == other and package.cpath:gsub("/lib/lua/[%d.]+/%?%.so", "/no/?.so") or "./no/?.so"
    local paths = ("package.path, package.cpath = %q, %q .. ';' .. package.cpath"):format(package.path, where)
    local pipe = io.popen(("%s -e %s %s doctor --json 2>&1; echo $?"):format(found, process.quote(paths), main))
    local out = pipe:read("*a")
    pipe:close()
    assert.matches("\nfail  wxcard ", out, 1, true)
    assert.matches("\n1 failed, 0 warned, 1 ok\n1\n$", out)
    assert.is_nil(out:find("traceback", 1, true))
  end)

  it("reads HTTP dates", function()
    assert.equal(784111777, doctor.http_date("Sun, 06 Nov 1994 08:49:37 GMT"))
    assert.equal(0, doctor.http_date("Thu, 01 Jan 1970 00:00:00 GMT"))
    assert.equal(951782400, doctor.http_date("Tue, 29 Feb 2000 00:00:00 GMT"))
    assert.equal(4107542400, doctor.http_date("Mon, 01 Mar 2100 00:00:00 GMT"))
    for _, text in ipairs({ "", "yesterday", "Sun, 06 Nuv 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET" }) do
      assert.is_nil(doctor.http_date(text))
    end
    assert.is_nil(doctor.http_date(nil))
  end)

  describe("with a network", function()
    local sandbox, strict
    lazy_setup(function()
      sandbox, strict = sandboxes.start(), sandboxes.start({ ip_whitelist = { "203.0.113.7" } })
    end)
    lazy_teardown(function()
      sandbox.stop()
      strict.stop()
    end)

    ---The checks against a sandbox, with some settings changed.
    local function visit(server, changed)
      local given = { base_url = server.url, appid = server.keys.appid, secret = server.keys.secret }
      for k, v in pairs(changed or {}) do given[k] = v end
      return doctor.run({ getenv = env({}), config = given })
    end

    it("fetches a token, compares the clocks, and leaves nothing behind", function()
      local checks = visit(sandbox)
      for _, name in ipairs({ "connection", "clock", "credentials" }) do
        assert.equal("ok", named(checks, name).status, named(checks, name).detail)
      end
      local code, out, err = support.wxcard("WXCARD_SANDBOX=" .. sandbox.dir, "doctor")
      assert.equal(0, code, out .. err)
      assert.equal("", err)
      assert.matches("\n0 failed, %d warned, %d+ ok\n$", out)
      for _, secret in ipairs({ sandbox.keys.secret, sandbox.keys.token, sandbox.keys.encoding_aes_key }) do
        assert.is_nil(out:find(secret, 1, true))
      end
    end)

    it("does not end a token that is in use", function()
      local wx = assert(require("wxcard").new({ base_url = sandbox.url, appid = sandbox.keys.appid,
        secret = sandbox.keys.secret, cache_dir = false }))
      finally(function() wx:close() end)
      local before = wx:token()
      visit(sandbox)
      assert.truthy(wx.card.batchget({ offset = 0, count = 1 }))
      assert.equal(before, wx:token())
    end)

    it("says which of appid and secret is wrong", function()
      local check = named(visit(sandbox, { secret = ("0"):rep(32) }), "credentials")
      assert.equal("fail", check.status)
      assert.matches("^secret: 4%d%d%d%d ", check.detail)
      check = named(visit(sandbox, { appid = "wx" .. ("0"):rep(16) }), "credentials")
      assert.equal("fail", check.status)
      assert.matches("^appid: 40013 ", check.detail)
    end)

    it("reports the address that WeChat saw, and where to add it", function()
      local checks = visit(strict)
      local check = named(checks, "egress address")
      assert.equal("fail", check.status)
      assert.matches("WeChat sees 127.0.0.1 (as IPv6 ::ffff:127.0.0.1)", check.detail, 1, true)
      assert.matches("IP白名单", check.hint, 1, true)
      assert.equal("warn", named(checks, "credentials").status)
    end)

    it("warns of a clock that is more than a minute off, either way", function()
      finally(function() core.engine.set_clock(0) end)
      for offset, side in pairs({ [90] = "ahead of", [-90] = "behind" }) do
        core.engine.set_clock(offset)
        local check = named(visit(sandbox), "clock")
        assert.equal("warn", check.status)
        assert.matches("^%d+ s " .. side .. " the server's$", check.detail)
      end
      core.engine.set_clock(30)
      assert.equal("ok", named(visit(sandbox), "clock").status)
    end)

    it("needs no network with --offline, and says what is unreachable without", function()
      local nobody = { base_url = "http://127.0.0.1:1" }
      local checks = visit(sandbox, nobody)
      assert.equal("fail", named(checks, "connection").status)
      assert.is_nil(named(checks, "credentials"))
      nobody.appid, nobody.secret = ME.WXCARD_APPID, ME.WXCARD_SECRET
      assert.is_nil(named(doctor.run({ offline = true, getenv = env({}), config = nobody }), "connection"))
    end)

    it("refuses a server whose certificate nobody vouches for", function()
      local dir = folder()
      assert.equal(0, process.run(("cd %s && openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem"
        .. " -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 2>/dev/null"):format(dir)))
      local socket = require("socket")
      local probe = assert(socket.bind("127.0.0.1", 0))
      local _, port = probe:getsockname()
      probe:close()
      local pipe = io.popen(("echo $$; exec openssl s_server -quiet -www -accept 127.0.0.1:%d -key %s/key.pem"
        .. " -cert %s/cert.pem </dev/null 2>&1"):format(port, dir, dir))
      local pid = pipe:read("*l")
      finally(function()
        process.run("kill " .. pid)
        pipe:close()
      end)
      for _ = 1, 100 do
        local conn = socket.connect("127.0.0.1", port)
        if conn then
          conn:close()
          break
        end
        socket.sleep(0.02)
      end
      local url = { base_url = ("https://127.0.0.1:%d"):format(port) }
      local check = named(visit(sandbox, url), "connection")
      assert.equal("fail", check.status)
      assert.matches("certificate", check.detail, 1, true)
      url.ca_file = dir .. "/cert.pem"
      assert.matches("certificate verified", named(visit(sandbox, url), "connection").detail, 1, true)
    end)
  end)
end)
