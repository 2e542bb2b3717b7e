---Runs the command line for specs: inside this process where nothing is sent, as a process of its own where it is.
local process = require("wxcard.cli.process")

local support = {}

local function sink()
  local parts = {}
  return {
    write = function(self, ...)
      for i = 1, select("#", ...) do parts[#parts + 1] = (select(i, ...)) end
      return self
    end,
    flush = function() end,
    text = function() return table.concat(parts) end,
  }
end

---@return integer code, string stdout, string stderr
function support.inside(...)
  local out, err = sink(), sink()
  local code = require("wxcard.cli").run({ ... }, { stdout = out, stderr = err })
  return code, out.text(), err.text()
end

local function contents(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

---Runs `wxcard` with this Lua. `env` is put in front, in sh's words; the caller's own settings are taken away.
---@return integer code, string stdout, string stderr
function support.wxcard(env, ...)
  local words = {}
  for i, word in ipairs({ ... }) do words[i] = process.quote(word) end
  local folder = process.folder()
  local code = process.run(("unset WXCARD_APPID WXCARD_SECRET WXCARD_SANDBOX WXCARD_CONFIG; %s %s %s >%s/out 2>%s/err")
    :format(env, process.wxcard(), table.concat(words, " "), folder, folder))
  local out, err = contents(folder .. "/out"), contents(folder .. "/err")
  process.run("rm -rf " .. folder)
  return code, out, err
end

---Starts a sandbox of its own. `env` points a wxcard at it; `stop` ends it and removes its folder.
---@return { env: string, folder: string, ready: string, pid: integer, stop: fun() }
function support.sandbox(options)
  local folder = process.folder()
  local server, said = process.serve(
    ("%s sandbox --port 0 --dir %s %s"):format(process.wxcard(), folder, options or ""), folder)
  assert(server, said)
  return {
    env = "WXCARD_SANDBOX=" .. folder .. " WXCARD_CACHE_DIR=" .. folder, folder = folder, ready = server.ready,
    pid = server.pid, stop = function()
      server.stop()
      process.run("rm -rf " .. folder)
    end,
  }
end

return support
