---Child processes with nothing but io.popen: a server that is ready when it says so, and that goes when we go.
local process = {}

---Quotes a word for sh.
function process.quote(word)
  return "'" .. tostring(word):gsub("'", "'\\''") .. "'"
end
local quote = process.quote

---The interpreter this program runs in.
function process.interpreter()
  local args, first = _G.arg or {}, 0
  while args[first - 1] do first = first - 1 end
  return first < 0 and args[first] or (rawget(_G, "jit") and "luajit" or "lua5.4")
end

---The sh words that run another `wxcard` with this one's interpreter and modules.
function process.wxcard()
  local main = assert(package.searchpath("wxcard.cli.main", package.path))
  local paths = ("package.path, package.cpath = %q, %q"):format(package.path, package.cpath)
  return ("%s -e %s %s"):format(quote(process.interpreter()), quote(paths), quote(main))
end

---Runs a command and waits for it.
---@return integer status
function process.run(command)
  local ok, _, code = os.execute(command) -- 5.4: true|nil, "exit", code; LuaJIT: the wait status
  if type(ok) == "number" then return ok >= 256 and math.floor(ok / 256) or ok end
  return ok and 0 or code
end

---A new private folder.
function process.folder()
  local pipe = assert(io.popen("mktemp -d"))
  local path = pipe:read("*l")
  pipe:close()
  return assert(path, "mktemp made no folder")
end

---Starts a server and reads its first line, which it prints when it is ready.
---A named pipe that we hold open is its lifeline: when this process ends, however it ends, the server is stopped by its
---pid and `folder` is removed.
---@param command string sh words; the server must run in the foreground
---@param folder string its private folder, for the lifeline and the log
---@param keep boolean? leave the folder there
---@return { ready: string, pid: integer, stop: fun() }? server
---@return string? log what it said instead of starting
function process.serve(command, folder, keep)
  local life, log = folder .. "/lifeline", folder .. "/log"
  if process.run("mkfifo -m 600 " .. quote(life)) ~= 0 then return nil, "mkfifo failed in " .. folder end
  local after = (keep and "rm -f " .. quote(life)) or "rm -rf " .. quote(folder)
  local pipe = assert(io.popen(([[
    exec 3<%s 2>%s; echo $$
    (cat <&3; kill $$; %s) >/dev/null 2>&1 &
    exec 3<&-
    exec %s]]):format(quote(life), quote(log), after, command), "r"))
  local lifeline = assert(io.open(life, "r+")) -- for both ways: opening never waits for the other end
  local pid = pipe:read("*n", "*l")
  local ready = pipe:read("*l")
  local function stop()
    lifeline:close()
    pipe:close() -- waits for the server's end
  end
  if not ready then
    local file = io.open(log)
    local said = file and file:read("*a") or ""
    if file then file:close() end
    stop()
    return nil, said
  end
  return { ready = ready, pid = pid, stop = stop }
end

return process
