describe("cli.process", function()
  local process = require("wxcard.cli.process")
  local quote = process.quote

  local function alive(pid)
    return process.run(("kill -0 %d 2>/dev/null"):format(pid)) == 0
  end

  local function exists(path)
    return process.run("test -e " .. quote(path)) == 0
  end

  ---Waits until `condition` holds, two seconds at most.
  local function soon(condition)
    for _ = 1, 40 do
      if condition() then return true end
      os.execute("sleep 0.05")
    end
    return condition()
  end

  it("quotes any word for sh", function()
    local words = "it's a \"$HOME\" `x` \\ *"
    local pipe = io.popen("printf %s " .. quote(words))
    assert.equal(words, pipe:read("*a"))
    pipe:close()
  end)

  it("gives the status of a command", function()
    assert.equal(0, process.run("true"))
    assert.equal(3, process.run("exit 3"))
  end)

  it("reads the line of a server that is ready, stops it and removes its folder", function()
    local folder = process.folder()
    local server = assert(process.serve("sh -c 'echo ready; exec sleep 60'", folder))
    assert.equal("ready", server.ready)
    assert.is_true(alive(server.pid))
    server.stop()
    assert.is_true(soon(function() return not alive(server.pid) and not exists(folder) end))
  end)

  it("says what a server said that did not start", function()
    local folder = process.folder()
    local server, said = process.serve("sh -c 'echo no luck >&2; exit 1'", folder)
    assert.is_nil(server)
    assert.equal("no luck\n", said)
  end)

  it("takes the server along when the process that started it is killed", function()
    local folder, mark, block = process.folder(), os.tmpname(), os.tmpname() .. ".fifo"
    process.run("mkfifo " .. quote(block))
    finally(function()
      os.remove(mark)
      os.remove(block)
    end)
    local code = ([[
      local process = require("wxcard.cli.process")
      local server = assert(process.serve("sh -c 'echo ready; exec sleep 60'", %q))
      local file = io.open(%q, "w") file:write(server.pid) file:close()
      io.open(%q, "r+"):read(1) -- waits for ever
    ]]):format(folder, mark, block)
    local pipe = io.popen(("echo $$; exec %s -e %s -e %s"):format(quote(process.interpreter()),
      quote(("package.path, package.cpath = %q, %q"):format(package.path, package.cpath)), quote(code)), "r")
    local parent = pipe:read("*n")
    local pid
    assert.is_true(soon(function()
      local file = io.open(mark)
      pid = file:read("*n")
      file:close()
      return pid ~= nil
    end))
    assert.is_true(alive(pid))
    process.run(("kill -9 %d"):format(parent))
    pipe:close()
    assert.is_true(soon(function() return not alive(pid) and not exists(folder) end))
  end)
end)
