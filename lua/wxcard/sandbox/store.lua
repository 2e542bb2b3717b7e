---Keeps the sandbox's state in its folder: sandbox.json for clients, state.json and pictures/ for itself. All are
---for the owner alone; the two files are replaced whole, so that a reader never sees half of one. One sandbox has the
---folder at a time. Without a folder, pictures stay in memory and nothing else is kept.
local host = require("wxcard.core").host
local httpd = require("wxcard.httpd")
local json = require("wxcard.json")

local store = {}
store.__index = store

local AT_MOST_EVERY = 0.2 -- seconds between two writes while calls keep coming
local SHARE = 5 -- a write that took long is followed by a pause of so many times its length

local function quote(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

---Writes a file that nobody else may read. mkstemp, which os.tmpname is, makes one of mode 0600; where the
---folder is on another file system than /tmp, the shell makes it.
---@return true?
---@return string? why
local function write_private(path, text)
  local temp = os.tmpname()
  local file, why = io.open(temp, "wb")
  if not file then
    return nil, why
  end
  file:write(text)
  file:close()
  if os.rename(temp, path) then
    return true
  end
  os.remove(temp)
  temp = path .. ".new"
  os.remove(temp)
  os.execute("umask 077 && : > " .. quote(temp))
  file, why = io.open(temp, "wb")
  if not file then
    return nil, why
  end
  file:write(text)
  file:close()
  return os.rename(temp, path)
end

---@return table? value nil as well where there is no file
---@return boolean damaged
local function read(path)
  local file = io.open(path, "rb")
  if not file then
    return nil, false
  end
  local text = file:read("*a")
  file:close()
  local value = json.decode(text)
  if type(value) ~= "table" then
    return nil, true
  end
  return value, false
end

---@param dir string? nil: nothing is kept
function store.new(dir)
  if dir then
    os.execute("umask 077 && mkdir -p " .. quote(dir .. "/pictures") .. " 2>/dev/null")
  end
  return setmetatable({ dir = dir, pictures = {}, last = -math.huge, cost = 0 }, store)
end

---Makes the folder this process's own until it ends, in whatever way.
---@return true?
---@return { message: string, held: boolean }? err `held`: another sandbox has it
function store:lock()
  local err
  if self.dir then
    self.held, err = host.lock(self.dir .. "/lock")
  end
  return not err or nil, err
end

function store:unlock()
  if self.held then
    self.held:close()
  end
end

---@param id string letters and digits
---@param bytes string
function store:put_picture(id, bytes)
  if self.dir then
    assert(host.write_private(self.dir .. "/pictures/" .. id, bytes))
  else
    self.pictures[id] = bytes
  end
end

---@return string? bytes
function store:picture(id)
  local file = self.dir and io.open(self.dir .. "/pictures/" .. id, "rb")
  if not file then
    return self.pictures[id]
  end
  local bytes = file:read("*a")
  file:close()
  return bytes
end

---@param ids table<string, any> keys are the pictures'
function store:forget_pictures(ids)
  for id in pairs(ids) do
    self.pictures[id] = nil
    if self.dir then
      os.remove(self.dir .. "/pictures/" .. id)
    end
  end
end

---@return table? keys as in sandbox.json
---@return table? state
---@return string? damaged the file that cannot be read
function store:load()
  if not self.dir then
    return nil
  end
  local keys, no_keys = read(self.dir .. "/sandbox.json")
  local state, no_state = read(self.dir .. "/state.json")
  return keys, state, no_keys and "sandbox.json" or no_state and "state.json" or nil
end

---@param keys table
---@return true?
---@return string? why
function store:write_keys(keys)
  if not self.dir then
    return true
  end
  return write_private(self.dir .. "/sandbox.json", assert(json.encode(keys, { indent = 2 })) .. "\n")
end

---@return true?
---@return string? why
function store:save(state)
  if not self.dir then
    return true
  end
  local began = httpd.now()
  local ok, why = write_private(self.dir .. "/state.json", assert(json.encode(state)))
  self.cost = httpd.now() - began
  self.last = httpd.now()
  return ok, why
end

---Seconds until a write may happen.
---@param idle boolean no call is waiting
---@return number
function store:pause(idle)
  local pause = self.cost * SHARE
  return math.max(0, self.last + (idle and pause or math.max(AT_MOST_EVERY, pause)) - httpd.now())
end

return store
