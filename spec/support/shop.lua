---A merchant before a sandbox of its own process: a real client, and the console and the customers' phones by the
---control API.
local json = require("wxcard.json")
local sandbox = require("spec.support.sandbox")
local wxcard = require("wxcard")

local shop = {}

local Shop = {}
Shop.__index = Shop

---Starts a sandbox whose clock stands at one moment until it is advanced.
---@param opts table? as wxcard.SandboxOptions
---@param settings table? of the client
function shop.open(opts, settings)
  local o = { seed = 11, now = 1751328000 }
  for k, v in pairs(opts or {}) do
    o[k] = v
  end
  local box = sandbox.start(o)
  local self = setmetatable({ box = box, warnings = {} }, Shop)
  local s = { appid = box.keys.appid, secret = box.keys.secret, base_url = box.url, cache_dir = false,
    on_warning = function(warning) table.insert(self.warnings, warning) end }
  for k, v in pairs(settings or {}) do
    s[k] = v
  end
  self.wx = assert(wxcard.new(s))
  return self
end

function Shop:close()
  self.wx:close()
  self.box.stop()
end

---A control call, without the leading /_sandbox/.
function Shop:control(path, body)
  local answer = assert(wxcard.request({ method = "POST", url = self.box.url .. "/_sandbox/" .. path,
    headers = { ["Content-Type"] = "application/json" }, body = assert(json.encode(body or {})) }))
  local value = assert(json.decode(answer.body))
  assert(answer.status == 200, value.errmsg)
  return value
end

---Everything that happened since entry `since`.
function Shop:journal(since)
  local answer = assert(wxcard.request({ method = "GET", url = self.box.url .. "/_sandbox/journal" }))
  local out = {}
  for i, entry in ipairs(assert(json.decode(answer.body)).journal) do
    if i > (since or 0) then
      out[#out + 1] = entry
    end
  end
  return out
end

---How often a path was called.
function Shop:calls(path)
  local n = 0
  for _, entry in ipairs(self:journal()) do
    n = n + (entry.path == path and not entry.event and 1 or 0)
  end
  return n
end

---A member card, approved unless told otherwise.
---@param fields table? as sandbox.member_card
function Shop:card(fields, state)
  local id = assert(self.wx.card.create({ card = { card_type = "MEMBER_CARD",
    member_card = sandbox.member_card(fields) } })).card_id
  if state ~= "unapproved" then
    self:control("review", { card_id = id, pass = true })
  end
  self.warnings = {}
  return id
end

---Takes a card with a phone.
---@return string code
function Shop:claim(card_id, openid, more)
  local body = { card_id = card_id, openid = openid }
  for k, v in pairs(more or {}) do
    body[k] = v
  end
  return assert(self:control("phone/claim", body).code)
end

return shop
