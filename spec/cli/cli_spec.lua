describe("wxcard, the command", function()
  local support = require("spec.support.cli")
  local json = require("wxcard.json")
  local inside = support.inside

  local commands = { "init", "doctor", "sandbox", "listen", "call", "token", "explain", "run", "demo", "types" }

  it("shows its commands and exit codes", function()
    local code, out, err = inside("--help")
    assert.equal(0, code)
    assert.equal("", err)
    for _, name in ipairs(commands) do assert.matches("\n   " .. name .. " ", out, 1, false) end
    assert.matches("Exit codes: 0 done, 1 the call failed, 2 wrong usage", out, 1, true)
  end)

  for _, name in ipairs(commands) do
    it(name .. " has --help", function()
      local code, out, err = inside(name, "--help")
      assert.equal(0, code)
      assert.equal("", err)
      assert.matches("^Usage: wxcard " .. name, out)
      assert.matches("--json", out, 1, true)
      for line, after in out:match("\n\n(.-)Options:"):gmatch("(%a[^\n]*)\n()") do -- prose is folded once, not twice
        local folded = out:match("\n\n(.-)Options:"):find("^%a", after)
        assert.is_false(folded ~= nil and #line < 60, line)
      end
    end)
  end

  it("answers wrong usage with 2 and no traceback", function()
    for _, words in ipairs({ {}, { "fly" }, { "call", "--fly" }, { "sandbox", "--port", "x" }, { "call" },
      { "sandbox", "--review-after", "soon" }, { "token", "--kind", "gold" }, { "run", "/nonexistent.lua" } }) do
      local code, out, err = inside((table.unpack or unpack)(words))
      assert.equal(2, code, table.concat(words, " "))
      assert.equal("", out)
      assert.matches("^wxcard: ", err)
      assert.is_nil(err:find("traceback", 1, true))
    end
  end)

  it("puts the fault on stdout as JSON for machines", function()
    local code, out, err = inside("call", "--json")
    assert.equal(2, code)
    assert.equal("", err)
    assert.equal("validation", json.decode(out).error.kind)
  end)

  it("refuses options that would carry a secret, by any name and in any place", function()
    for _, option in ipairs({ "--secret", "--app-secret", "--appsecret", "--token", "--aes-key", "--encoding_aes_key",
      "--access-token", "--Secret" }) do
      for _, words in ipairs({ { option .. "=canary-5f3759df" }, { option, "canary-5f3759df" } }) do
        local code, out, err = inside("call", "/card/get", (table.unpack or unpack)(words))
        assert.equal(2, code)
        assert.matches("secrets are not taken from the command line", err, 1, true)
        assert.is_nil((out .. err):find("canary", 1, true))
      end
    end
  end)

  it("says what is missing when nobody said who we are: 3", function()
    local code, out, err = support.wxcard("", "call", "/card/get", "card_id=p1")
    assert.equal(3, code)
    assert.equal("", out)
    assert.matches("^wxcard: config: ", err)
    code, out, err = support.wxcard("", "token", "--json")
    assert.equal(3, code)
    assert.equal("", err)
    assert.equal("config", json.decode(out).error.kind)
  end)

  it("ends by Ctrl-C without a word", function()
    local process = require("wxcard.cli.process")
    -- a shell ignores SIGINT for what it starts behind `&`, so the child is the pipe's own process
    local pipe = io.popen(("echo $$; exec %s sandbox --port 0 2>&1"):format(process.wxcard()))
    local pid = pipe:read("*n", "*l")
    assert.matches("^http://127", pipe:read("*l"))
    process.run("kill -INT " .. pid)
    assert.equal("", pipe:read("*a"))
    pipe:close()
  end)

  it("prints the editor types", function()
    local code, out = inside("types")
    assert.equal(0, code)
    assert.matches("^%-%-%-@meta", out)
    assert.matches("---@class wxcard.Client", out, 1, true)
  end)

  describe("run", function()
    local function script(text)
      local path = os.tmpname()
      local file = assert(io.open(path, "w"))
      file:write(text)
      file:close()
      finally(function() os.remove(path) end)
      return path
    end

    it("gives a file its arguments and the modules", function()
      local path = script([[require("wxcard.json") print(arg[0] == ..., arg[1], select("#", ...))]])
      local code, out = support.wxcard("", "run", path, "one", "two")
      assert.equal(0, code)
      assert.equal("false\tone\t2\n", out)
    end)

    it("prints an error value in full, and any other in a line", function()
      local path = script(
        [[assert(require("wxcard.errors").fail{ kind = "api", code = 40001, message = "no", hint = "do" })]])
      local code, _, err = support.wxcard("", "run", path)
      assert.equal(1, code)
      assert.equal("wxcard: api 40001: no; hint: do\n", err)
      code, _, err = support.wxcard("", "run", script("local x = nil; print(x.y)"))
      assert.equal(1, code)
      assert.is_nil(err:find("traceback", 1, true))
      assert.matches(":1: ", err, 1, true)
    end)
  end)
end)
