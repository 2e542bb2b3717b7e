---Lua processes for specs: many at once, each with a piece of code, and what they printed.
local json = require("wxcard.json")
local process = require("wxcard.cli.process")

local quote = process.quote
local workers = {}

local LUA = rawget(_G, "jit") and "luajit" or "lua5.4"

-- What every piece of code may use: A, its argument, and say(value), its answer.
local PRELUDE = [[
local json = require("wxcard.json")
local A = assert(json.decode(arg[1]))
local function say(value)
  io.stdout:write(assert(json.encode(value)), "\n")
  io.stdout:flush()
end
local function wait_for(path)
  while true do
    local file = io.open(path)
    if file then
      file:close()
      return
    end
    require("wxcard.core").engine.wait(0.01)
  end
end
]]

local guards = {}

-- A spec that failed may leave its process behind, and closing a pipe waits for it: what was made after the pipe is
-- collected before it when the state closes, and ends the process.
local function guard(stop)
  local object
  if rawget(_G, "newproxy") then
    object = newproxy(true) -- luacheck: globals newproxy
    getmetatable(object).__gc = stop
  else
    object = setmetatable({}, { __gc = stop })
  end
  guards[#guards + 1] = object
end

---Starts one. Its standard error goes to a file that `err` reads.
---@param code string
---@param argument table? A in the code
---@param env string?     sh words in front of the command: "umask 000; LC_ALL=C TZ=UTC"
---@return { pid: string, line: fun(): string?, answer: fun(): any, rest: fun(): string, kill: fun(signal: string?),
---err: fun(): string }
function workers.start(code, argument, env)
  local dir = process.folder()
  local file = assert(io.open(dir .. "/main.lua", "w"))
  file:write(PRELUDE, code)
  file:close()
  local command = "echo $$; LUA_PATH=%s LUA_CPATH=%s; export LUA_PATH LUA_CPATH; %s exec %s %s/main.lua %s"
  local pipe = assert(io.popen((command .. " </dev/null 2>%s/err"):format(
    quote(package.path), quote(package.cpath), env or "", LUA, dir, quote(assert(json.encode(argument or {}))), dir)))
  local pid = pipe:read("*l")
  local running = true
  local self = { pid = pid }

  local function close()
    if running then
      running = false
      pipe:close() -- waits for it
    end
  end

  guard(function() -- which also keeps the pipe from being collected, and waited for, any earlier
    if running then
      os.execute("kill " .. pid)
      close()
    end
  end)

  function self.err()
    local log = assert(io.open(dir .. "/err"))
    local text = log:read("*a")
    log:close()
    return text
  end
  function self.line()
    return pipe:read("*l")
  end
  function self.answer()
    local line = pipe:read("*l")
    if not line then
      error("a worker died: " .. self.err(), 2)
    end
    return assert(json.decode(line))
  end
  function self.rest()
    local text = running and pipe:read("*a") or ""
    close()
    return text
  end
  function self.kill(signal)
    if running then
      os.execute(("kill -%s %s"):format(signal or "TERM", pid))
      close()
    end
    os.execute("rm -rf " .. quote(dir))
  end
  return self
end

---Runs n of the same at once; each says one thing.
---@return table answers
function workers.run(n, code, argument, env)
  local all, answers = {}, {}
  for i = 1, n do
    all[i] = workers.start(code, argument, env)
  end
  for i, worker in ipairs(all) do
    answers[i] = worker.answer()
    worker.rest()
    worker.kill()
  end
  return answers
end

return workers
