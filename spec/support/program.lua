---Lua programs of specs as processes of their own: what a process does when it ends, runs out of something, or forks.
local program = {}

local function quote(text)
  return "'" .. tostring(text):gsub("'", "'\\''") .. "'"
end
program.quote = quote

program.lua = jit and "luajit" or "lua5.4"

---A new private folder.
function program.folder()
  local pipe = io.popen("mktemp -d")
  local path = pipe:read("*l")
  pipe:close()
  return path
end

function program.remove(folder)
  os.execute("rm -rf " .. quote(folder))
end

---@return string? text
function program.contents(path)
  local file = io.open(path, "rb")
  local text = file and file:read("*a")
  if file then
    file:close()
  end
  return text
end

---The sh words that run Lua code with this process's modules. `env` are words in front, such as "A=1 B=2".
function program.words(code, env, ...)
  local words = { ("LUA_PATH=%s LUA_CPATH=%s %s exec %s -e %s -"):format(quote(package.path), quote(package.cpath),
    env or "", program.lua, quote(code)) }
  for _, word in ipairs({ ... }) do
    words[#words + 1] = quote(word)
  end
  return table.concat(words, " ") .. " </dev/null"
end

---Runs sh words and waits. The status of a killed process is above 128.
---@return integer status, string out, string err
function program.sh(words)
  local folder = program.folder()
  os.execute(("{ (%s) >%s/out 2>%s/err; echo $? >%s/status; } 2>/dev/null"):format(words, folder, folder, folder))
  local status = tonumber(program.contents(folder .. "/status"))
  local out, err = program.contents(folder .. "/out"), program.contents(folder .. "/err")
  program.remove(folder)
  return status, out, err
end

---Runs Lua code to its end; arguments are in `arg`.
---@param env string? environment, or words like "ulimit -n 64;"
function program.run(code, env, ...)
  local before, assignments = "", env or ""
  if assignments:find(";", 1, true) then
    before, assignments = assignments:match("^(.*;)(.*)$")
  end
  return program.sh(before .. program.words(code, assignments, ...))
end

---Starts Lua code that says a line when it is ready and runs until it is stopped.
---@return { line: string, pid: string, stop: fun(), pipe: file* }
function program.start(code, env)
  local pipe = io.popen("echo $$; " .. program.words(code, env))
  local pid, line = pipe:read("*l"), pipe:read("*l")
  assert(line, "the program did not start")
  return { line = line, pid = pid, pipe = pipe, stop = function()
    if pid then
      os.execute("kill " .. pid)
      pipe:close() -- waits for it
      pid = nil
    end
  end }
end

return program
