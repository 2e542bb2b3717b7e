---Sandboxes for specs: one in this process, without a socket, or one as a process of its own.
local json = require("wxcard.json")

local support = {}

---------------------------------------------------------------------------------------------- in this process

local Local = {}
Local.__index = Local

---A sandbox as a value, with a token. Its clock stands, and its ids come from a seed.
---@param opts table? as wxcard.SandboxOptions
---@param transport table? who takes the pushes
function support.new(opts, transport)
  local o = { seed = 7, now = 1751328000 }
  for k, v in pairs(opts or {}) do
    o[k] = v
  end
  local sb = require("wxcard.sandbox").new(o, { transport = transport })
  return setmetatable({ sb = sb, keys = sb:keys() }, Local)
end

---@return table value, table response
function Local:get(path, args)
  local response = self.sb:handle({ method = "GET", path = path, args = args or {}, headers = {}, body = "" })
  return json.decode(response.body), response
end

function Local:fetch_token()
  local value = self:get("/cgi-bin/token", {
    grant_type = "client_credential", appid = self.keys.appid, secret = self.keys.secret,
  })
  return value.access_token, value
end

---Calls with a token; a body that is text goes as it is.
---@return table value, table response
function Local:call(path, body, args)
  if not args then
    self.token = self.token or self:fetch_token()
    args = { access_token = self.token }
  end
  local text = type(body) == "string" and body or assert(json.encode(body or {}))
  local response = self.sb:handle({ method = "POST", path = path, args = args, headers = {}, body = text })
  return json.decode(response.body), response
end

---A control call, without the leading /_sandbox/.
function Local:control(path, body)
  return self:call("/_sandbox/" .. path, body, {})
end

---A card, made of the fields given and approved unless told otherwise.
---@param fields table? put over a plain member card; `base` over its base_info
---@return string card_id
function Local:card(fields, state)
  local body = support.member_card(fields)
  local id = assert(self:call("/card/create", { card = { card_type = "MEMBER_CARD", member_card = body } }).card_id)
  if state ~= "unapproved" then
    self:control("review", { card_id = id, pass = true })
  end
  return id
end

---The code of a card that a person takes.
function Local:claim(card_id, openid, more)
  local body = { card_id = card_id, openid = openid }
  for k, v in pairs(more or {}) do
    body[k] = v
  end
  return self:control("phone/claim", body)
end

---The events pushed so far, from the journal: names alone, or the whole entries of one name.
function Local:events(name)
  local out = {}
  for _, entry in ipairs(self:get("/_sandbox/journal").journal) do
    if entry.event and not entry.delivery and (not name or entry.event == name) then
      out[#out + 1] = name and entry or entry.event
    end
  end
  return out
end

function support.member_card(fields)
  local card = {
    base_info = {
      logo_url = "http://mmbiz.qpic.cn/mmbiz/logo/0", brand_name = "山月茶舍", code_type = "CODE_TYPE_QRCODE",
      title = "会员卡", color = "Color020", notice = "请出示", description = "条款", sku = { quantity = 10 },
      date_info = { type = "DATE_TYPE_PERMANENT" }, get_limit = 1,
    },
    prerogative = "九折", supply_bonus = true, supply_balance = false, auto_activate = true,
  }
  for k, v in pairs(fields or {}) do
    if k ~= "base" then
      card[k] = v
    end
  end
  for k, v in pairs(fields and fields.base or {}) do
    card.base_info[k] = v
  end
  return card
end

------------------------------------------------------------------------------------------ as its own process

local function quote(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

local function contents(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

local LUA = jit and "luajit" or "lua5.4"
local MAIN = 'local o = assert(require("wxcard.json").decode(arg[1])); assert(require("wxcard.sandbox").run(o))'

---A folder for one spec.
function support.folder()
  local pipe = io.popen("mktemp -d")
  local path = pipe:read("*l")
  pipe:close()
  return path
end

local keys_folder

---WeChat Pay's keys, one set for all sandboxes of a run: making them takes a second.
function support.pay_keys()
  if not keys_folder then
    keys_folder = support.folder()
    assert(require("wxcard.sandbox.pay.keys").open(keys_folder))
    local function remove()
      os.execute("rm -rf " .. quote(keys_folder))
    end
    local newproxy = rawget(_G, "newproxy") -- LuaJIT has no __gc of tables
    support.owner = newproxy and newproxy(true) or setmetatable({}, { __gc = remove })
    getmetatable(support.owner).__gc = remove
  end
  return keys_folder
end

---Starts a sandbox and waits until it is ready.
---@param opts table? as wxcard.SandboxOptions; a `dir` that is given is kept
---@return { url: string, dir: string, keys: table, pid: string, stop: fun(), kill: fun() }
function support.start(opts)
  local o = { port = 0 }
  for k, v in pairs(opts or {}) do
    o[k] = v
  end
  o.pay_keys = o.pay_keys or support.pay_keys()
  local own = not o.dir
  o.dir = o.dir or support.folder()
  local errors = os.tmpname()
  local pipe = io.popen(("echo $$; LUA_PATH=%s LUA_CPATH=%s exec %s -e %s - %s </dev/null 2>%s"):format(
    quote(package.path), quote(package.cpath), LUA, quote(MAIN), quote(assert(json.encode(o))), errors))
  local pid, url = pipe:read("*l"), pipe:read("*l")
  if not url then
    pipe:close()
    local said = contents(errors)
    os.remove(errors)
    error("the sandbox did not start: " .. said)
  end
  local keys = json.decode(contents(o.dir .. "/sandbox.json"))
  local running = true
  local function kill(signal)
    if running then
      running = false
      os.execute(("kill -%s %s"):format(signal or "TERM", pid))
      pipe:close() -- waits for it
      local said = contents(errors)
      os.remove(errors)
      assert(said == "", said) -- a healthy sandbox has nothing to complain of
    end
  end
  return {
    url = url, dir = o.dir, keys = keys, pid = pid, kill = kill, stop = function()
      kill()
      if own then
        os.execute("rm -rf " .. quote(o.dir))
      end
    end,
  }
end

---One request by curl, for specs of what goes over the wire.
---@param more string? further options of curl
---@return string body
---@return string status curl's exit code and the HTTP status: "0 200"
function support.curl(url, more)
  local pipe = io.popen(("curl -s -m 10 %s -w '\\n%%{exitcode} %%{http_code}' %s"):format(more or "", quote(url)))
  local text = pipe:read("*a")
  pipe:close()
  local body, status = text:match("^(.*)\n(%d+ %d+)$")
  return body, status
end

return support
