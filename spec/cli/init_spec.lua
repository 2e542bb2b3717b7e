describe("wxcard init", function()
  local host = require("wxcard.core").host
  local json = require("wxcard.json")
  local process = require("wxcard.cli.process")

  local APPID, SECRET = "wx0123456789abcdef", ("5f3759df"):rep(4)
  local KEY = ("aB3"):rep(14) .. "x"

  -- `wxcard` for another folder: the specs' own paths begin here
  local pipe = io.popen("pwd")
  local here = pipe:read("*l")
  pipe:close()
  local wxcard = process.wxcard():gsub("([;\"'])%./", "%1" .. here:gsub("%%", "%%%%") .. "/")

  local folder
  before_each(function() folder = process.folder() end)
  after_each(function() process.run("rm -rf " .. folder) end)

  local function contents(path)
    local file = io.open(path, "rb")
    local text = file and file:read("*a")
    if file then file:close() end
    return text
  end

  local function write(path, text)
    local file = assert(io.open(path, "wb"))
    file:write(text)
    file:close()
  end

  ---Runs it in the folder; `typed` comes on the standard input, `env` in sh's words.
  ---@return integer code, string out, string err
  local function init(typed, words, env)
    local code = process.run(([[cd %s && unset WXCARD_APPID WXCARD_SECRET WXCARD_TOKEN WXCARD_ENCODING_AES_KEY \
      WXCARD_BASE_URL WXCARD_SANDBOX WXCARD_CONFIG; printf %s | { %s %s init %s; } >out 2>err]]):format(folder,
      process.quote(typed), env or "", wxcard, words or ""))
    return code, contents(folder .. "/out"), contents(folder .. "/err")
  end

  it("asks, and writes a file that nobody else can read, whatever the umask", function()
    local code, out, err = init(("%s\n%s\nmytoken\n%s\n"):format(APPID, SECRET, KEY), "", "umask 000;")
    assert.equal(0, code, err)
    local path = folder .. "/wxcard.json"
    assert.equal(384, host.stat(path).mode) -- 0600
    assert.same({ appid = APPID, secret = SECRET, token = "mytoken", encoding_aes_key = KEY },
      json.decode(contents(path)))
    assert.matches("^wrote wxcard.json %(mode 600%)\n", out)
    assert.matches("wxcard doctor", out, 1, true)
    for _, secret in ipairs({ SECRET, "mytoken", KEY }) do
      assert.is_nil((out .. err):find(secret, 1, true))
    end
  end)

  it("writes what the client reads", function()
    assert.equal(0, (init(APPID .. "\n" .. SECRET .. "\n\n\n")))
    local settings = assert(require("wxcard.config").load(nil, function(name)
      return name == "WXCARD_CONFIG" and folder .. "/wxcard.json" or nil
    end))
    assert.same({ APPID, SECRET }, { settings.appid, settings.secret })
    assert.is_nil(settings.token)
  end)

  it("takes from the environment what is there, and asks for the rest alone", function()
    local code, out = init(SECRET .. "\n\n\n", "", ("export WXCARD_CONFIG=%s/mine.json WXCARD_APPID=%s"
      .. " WXCARD_BASE_URL=http://127.0.0.1:8790;"):format(folder, APPID))
    assert.equal(0, code)
    assert.same({ appid = APPID, secret = SECRET, base_url = "http://127.0.0.1:8790" },
      json.decode(contents(folder .. "/mine.json")))
    assert.matches("export WXCARD_CONFIG='" .. folder .. "/mine.json'", out, 1, true)
    assert.is_nil(contents(folder .. "/wxcard.json"))
  end)

  it("does not write over a file without --force, and asks nothing before it says so", function()
    local path = folder .. "/wxcard.json"
    write(path, "mine")
    process.run("chmod 644 " .. path)
    local code, _, err = init("")
    assert.equal(3, code)
    assert.matches("--force writes over it", err, 1, true)
    assert.equal("mine", contents(path))
    assert.equal(0, (init(APPID .. "\n" .. SECRET .. "\n\n\n", "--force")))
    assert.equal(APPID, json.decode(contents(path)).appid)
    assert.equal(384, host.stat(path).mode)
    local list = io.popen("ls -A " .. folder)
    assert.equal("err\nout\nwxcard.json\n", list:read("*a")) -- nothing half-made is left
    list:close()
  end)

  it("refuses what cannot be right without repeating it, and writes nothing", function()
    for _, case in ipairs({
      { "", "appid: required" }, { APPID .. "\n\n", "secret: required" },
      { APPID .. "\ncanary canary\n", "secret: must be" }, { "canary\n", "appid: must be" },
      { APPID .. "\n" .. SECRET .. "\nno\n", "token: must be" },
      { APPID .. "\n" .. SECRET .. "\nabc\ncanary\n", "encoding_aes_key: must be" },
    }) do
      local code, out, err = init(case[1])
      assert.equal(2, code)
      assert.matches(case[2], err, 1, true)
      assert.is_nil((out .. err):find("canary", 1, true))
      assert.is_nil(contents(folder .. "/wxcard.json"))
    end
  end)

  it("has --help, and takes no secret as an argument", function()
    local support = require("spec.support.cli")
    assert.matches("^Usage: wxcard init .*%-%-force", select(2, support.inside("init", "--help")))
    local code, _, err = init("", "--secret=" .. SECRET)
    assert.equal(2, code)
    assert.matches("secrets are not taken from the command line", err, 1, true)
  end)

  it("cannot write where it may not, and says so", function()
    local code, _, err = init(APPID .. "\n" .. SECRET .. "\n\n\n", "no/such/folder/x.json")
    assert.equal(3, code)
    assert.matches("no/such/folder/x.json: No such file or directory", err, 1, true)
  end)

  it("keeps the file out of a git checkout", function()
    assert.equal(0, process.run(("cd %s && git init -q . && printf 'build' >.gitignore"):format(folder)))
    assert.equal(0, (init(APPID .. "\n" .. SECRET .. "\n\n\n")))
    assert.equal("build\n/wxcard.json\n", contents(folder .. "/.gitignore"))
    assert.equal(0, (init(APPID .. "\n" .. SECRET .. "\n\n\n", "--force")))
    assert.equal("build\n/wxcard.json\n", contents(folder .. "/.gitignore")) -- once
    assert.equal(0, process.run(("cd %s && git check-ignore -q wxcard.json"):format(folder)))
  end)

  it("says when the file is under version control already", function()
    write(folder .. "/wxcard.json", "{}")
    assert.equal(0, process.run(("cd %s && git init -q . && git add wxcard.json"):format(folder)))
    local code, out = init(APPID .. "\n" .. SECRET .. "\n\n\n", "--force")
    assert.equal(0, code)
    assert.matches("is under version control", out, 1, true)
  end)

  it("answers programs in JSON", function()
    local code, out = init(APPID .. "\n" .. SECRET .. "\n\n\n", "--json")
    assert.equal(0, code)
    assert.same({ file = "wxcard.json" }, json.decode(out))
  end)

  -- util-linux's `script` runs a command on a terminal of its own and gives us what it shows
  local on_terminal = process.run("script --version 2>/dev/null | grep -q util-linux") == 0 and it or pending

  on_terminal("shows the appid, never what is secret, and leaves the echo on", function()
    local typed = ("(sleep 1; echo %s; sleep 0.7; echo %s; sleep 0.7; echo; sleep 0.7; echo)"):format(APPID, SECRET)
    local code = process.run(([[cd %s && unset WXCARD_APPID WXCARD_SECRET WXCARD_TOKEN WXCARD_ENCODING_AES_KEY \
      WXCARD_CONFIG WXCARD_SANDBOX; %s | script -qec %s shown >/dev/null]]):format(folder, typed,
      process.quote(wxcard .. " init; stty -a")))
    assert.equal(0, code)
    local shown = contents(folder .. "/shown")
    assert.matches(APPID, shown, 1, true)
    assert.matches("AppSecret", shown, 1, true)
    assert.is_nil(shown:find(SECRET, 1, true))
    assert.matches(" echo ", shown, 1, true)
    assert.equal(SECRET, json.decode(contents(folder .. "/wxcard.json")).secret)
  end)
end)
