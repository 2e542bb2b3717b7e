-- What the host's level of the token cache leaves on the disk, and what it makes of what it finds there.
describe("the token cache's files", function()
  local json = require("wxcard.json")
  local process = require("wxcard.cli.process")
  local standins = require("spec.support.standin")
  local workers = require("spec.support.workers")
  local wxcard = require("wxcard")

  local STABLE = "/cgi-bin/stable_token"
  local wechat, cache, number = nil, nil, 0

  setup(function()
    wechat = standins.start()
  end)

  teardown(function()
    wechat:stop()
  end)

  before_each(function()
    wechat:reset()
    cache = process.folder()
    number = number + 1
  end)

  after_each(function()
    process.run("rm -rf " .. process.quote(cache))
  end)

  local function sh(command)
    local pipe = io.popen(command)
    local text = pipe:read("*a")
    pipe:close()
    return (text:gsub("%s+$", ""))
  end

  local appid_of = function()
    return ("wxfiles%d"):format(number)
  end

  -- Where a process of this account and this server looks.
  local function path_of(suffix)
    local key = table.concat({ wechat.url, appid_of(), "access_token", "stable", "" }, "\0")
    return cache .. "/" .. wxcard.crypto.sha256_hex(key) .. (suffix or ".json")
  end

  local function put(text, mode)
    local file = assert(io.open(path_of(), "w"))
    file:write(text)
    file:close()
    process.run(("chmod %s %s"):format(mode or "600", path_of()))
  end

  local function record(change)
    local now = os.time() * 1000
    local value = { v = 1, token = ("t"):rep(120), fetched_at = now - 1000, expires_at = now + 7000000, generation = 1 }
    for k, v in pairs(change or {}) do
      value[k] = v
    end
    return assert(json.encode(value)) .. "\n"
  end

  local function client(more)
    local config = { appid = appid_of(), cache_dir = cache }
    for k, v in pairs(more or {}) do
      config[k] = v
    end
    return wechat:client(config)
  end

  local function call(wx)
    return wx.card.batchget({ offset = 0, count = 10 })
  end

  -- The saving comes after the answer.
  local function saved(path)
    for _ = 1, 100 do
      local file = io.open(path)
      local text = file and file:read("*a")
      if file then
        file:close()
      end
      local value = text and json.decode(text)
      if value and value.token == wechat:seen().current.access_token then
        return value
      end
      require("wxcard.core").engine.wait(0.01)
    end
  end

  it("uses a good file", function()
    put(record())
    assert(call(client()))
    assert.equal(0, wechat:count(STABLE))
    assert.equal(1, wechat:seen().tokens[("t"):rep(120)])
  end)

  local now = os.time() * 1000
  local useless = {
    ["from the future"] = record({ fetched_at = now + 3600000, expires_at = now + 7200000 }),
    ["with a life that WeChat does not give"] = record({ expires_at = now + 10800000 }),
    ["expired"] = record({ expires_at = now - 1 }),
    ["that expires before it was fetched"] = record({ fetched_at = now + 2000, expires_at = now + 1000 }),
    ["torn"] = record():sub(1, 100),
    ["empty"] = "",
    ["of another version"] = record({ v = 2 }),
    ["without a version"] = record({ v = json.null }),
    ["without a token"] = record({ token = "" }),
    ["with a token too long"] = record({ token = ("t"):rep(2100) }),
    ["that is no JSON"] = "access_token=abc\n",
    ["that is a list"] = "[1,2]",
    ["with text for times"] = record({ fetched_at = "now", expires_at = "later" }),
    ["with times that no clock shows"] = record({ fetched_at = json.number("-99999999999999999999"),
      expires_at = json.number("9223372036854775807") }),
    ["of a megabyte"] = (" "):rep(1000000) .. record(),
  }
  for what, text in pairs(useless) do
    it("does not use a file " .. what .. ", and replaces it", function()
      put(text)
      assert(call(client()))
      assert.equal(1, wechat:count(STABLE))
      assert.is_table(saved(path_of()))
      assert.equal("600", sh("stat -c %a " .. path_of()))
    end)
  end

  it("does not use a file that others can read or that is somebody else's, nor follows a link", function()
    put(record(), "644")
    assert(call(client()))
    assert.equal(1, wechat:count(STABLE))
    assert.is_table(saved(path_of()))
    assert.equal("600", sh("stat -c %a " .. path_of()))

    number = number + 1
    put(record())
    process.run(("mv %s %s/real && ln -s real %s"):format(path_of(), cache, path_of()))
    assert(call(client()))
    assert.equal(2, wechat:count(STABLE))
    assert.is_table(saved(path_of()))
    assert.equal("regular file", sh("stat -c %F " .. path_of()))
    assert.equal(record():match('"token":"(.-)"'), json.decode(assert(io.open(cache .. "/real")):read("*a")).token)

    if sh("id -u") == "0" then
      number = number + 1
      put(record())
      process.run("chown 65534 " .. path_of())
      assert(call(client()))
      assert.equal(3, wechat:count(STABLE))
    end
  end)

  it("works on where a folder stands in the file's or the lock's place, and says so once", function()
    for i, suffix in ipairs({ ".json", ".lock" }) do
      number = number + 1
      process.run("mkdir " .. path_of(suffix))
      local said = {}
      local wx = client({ on_warning = function(warning) said[#said + 1] = warning.message end })
      for _ = 1, 3 do
        assert(call(wx))
        require("wxcard.core").engine.wait(0.1)
      end
      assert.equal(i, wechat:count(STABLE))
      assert.equal(1, #said)
      assert.matches(cache, said[1], 1, true)
    end
  end)

  it("works on when its folder is taken away", function()
    local wx = client()
    process.run("rm -rf " .. cache)
    assert(call(wx))
    assert(wx:token({ refresh = true }))
    assert(call(wx))
    assert.equal(2, wechat:count(STABLE))
  end)

  it("makes its folder 0700 and its files 0600, whatever the umask", function()
    local dir = cache .. "/a/b"
    local answer = workers.run(1, [[
      local wx = assert(require("wxcard").new(A))
      assert(wx:ticket("jsapi"))
      wx:close()
      say("ok")
      os.exit(0, true)
    ]], { base_url = wechat.url, appid = appid_of(), secret = "s3cr3t", cache_dir = dir }, "umask 000;")
    assert.equal("ok", answer[1])
    assert.equal("700", sh("stat -c %a " .. dir))
    assert.equal("600\n600\n600\n600", sh("stat -c %a " .. dir .. "/*"))
    local names = sh("ls " .. dir)
    assert.is_nil(names:find(appid_of(), 1, true))
    for line in names:gmatch("[^\n]+") do
      assert.matches("^%x+%.%a+$", line)
    end
  end)

  it("is found by XDG_CACHE_HOME when no folder is named", function()
    local answer = workers.run(1, [[
      local wx = assert(require("wxcard").new(A))
      assert(wx:token())
      say("ok")
      os.exit(0, true)
    ]], { base_url = wechat.url, appid = appid_of(), secret = "s3cr3t" }, "XDG_CACHE_HOME=" .. cache)
    assert.equal("ok", answer[1])
    assert.matches("%.json", sh("ls " .. cache .. "/wxcard"))
    assert.equal("700", sh("stat -c %a " .. cache .. "/wxcard"))
  end)

  it("refuses a folder that others can write to, a file, and a path that is not absolute", function()
    local function refused(dir)
      local wx, err = wxcard.new({ appid = "wx1", secret = "s", base_url = wechat.url, cache_dir = dir })
      assert.is_nil(wx)
      assert.equal("config", err.kind)
      assert.equal("cache_dir", err.path)
      return err
    end
    for _, mode in ipairs({ "777", "770", "1777" }) do
      process.run(("mkdir -p %s/open; chmod %s %s/open"):format(cache, mode, cache))
      assert.matches("written by others", refused(cache .. "/open").message)
    end
    put("x")
    assert.matches("not a folder", refused(path_of()).message)
    assert.matches("cannot make", refused(path_of() .. "/below").message)
    assert.matches("absolute", refused("tokens").message)
    refused("/" .. ("x"):rep(3000))
    if sh("id -u") == "0" then
      process.run(("mkdir %s/theirs; chown 65534 %s/theirs"):format(cache, cache))
      assert.matches("another user", refused(cache .. "/theirs").message)
    end
  end)

  it("writes nothing where cache_dir is false", function()
    local answer = workers.run(1, [[
      local wx = assert(require("wxcard").new(A))
      assert(wx:ticket("jsapi"))
      say("ok")
      os.exit(0, true)
    ]], { base_url = wechat.url, appid = appid_of(), secret = "s3cr3t", cache_dir = false }, "XDG_CACHE_HOME=" .. cache)
    assert.equal("ok", answer[1])
    assert.equal("", sh("find " .. cache .. " -type f"))
  end)

  it("leaves a lock that nobody holds, and no other file", function()
    local wx = client()
    assert(call(wx))
    for _ = 1, 5 do
      assert(wx:token({ refresh = true }))
    end
    assert.is_table(saved(path_of()))
    assert.equal(path_of():match("[^/]+$") .. "\n" .. path_of(".lock"):match("[^/]+$"), sh("ls " .. cache))
    assert.equal(0, process.run("flock -n " .. path_of(".lock") .. " true"))
  end)
end)
