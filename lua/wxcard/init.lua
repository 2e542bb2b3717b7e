---wxcard: WeChat membership cards from Lua.
---
---    local wx = assert(require("wxcard").new{ appid = "wx…", secret = "…" })
---    local card, err = wx.card.get{ card_id = "p…" }
---
---Every call returns its answer, or nil and an error with kind, code, path and a hint.
local core = require("wxcard.core")

local ABI = 1 -- of the C core that this Lua code was written for
if core.abi ~= ABI then
  error(("wxcard: the C core has ABI %s, the Lua files want %d: install both from one version")
    :format(tostring(core.abi), ABI))
end

local client = require("wxcard.client")
local files = require("wxcard.files")
local gather = require("wxcard.gather")
local http = require("wxcard.http")
local json = require("wxcard.json")
local schema = require("wxcard.schema")

---@class wxcard
---@field json table       exact JSON: integers stay integers, lists stay lists
---@field crypto table     digests, nonces, the callback's envelope
---@field signature table  WeChat's signatures as pure functions
---@field callback table   verifies and opens what WeChat pushes
---@field notification table verifies and opens what WeChat Pay posts
---@field time table       RFC 3339 in +08:00
---@field listener table   a receiver for pushes without nginx
---@field sandbox table    a local WeChat
---@field qr table         QR codes as PNG, SVG and text
---@field card_update table changes a card and tells what came of it
---@field deposit table    imports codes and raises the stock by what arrived
---@field members table    members' records out of events in any order, and what the platform says
---@field activation_mode table how a member card becomes active
local wxcard = {
  version = core.version,
  new = client.new,
  gather = gather.gather,
  file = files.file,
  bytes = files.bytes,
  request = http.request,
  submit = http.submit,
  fd = http.fd,
  json = json,
  null = json.null,
  array = json.array,
  encrypted = schema.encrypted,
}

local LAZY = {}
for _, name in ipairs({
  "crypto", "signature", "callback", "listener", "sandbox", "qr", "httpd", "catalogue", "errors",
  "schema", "config", "card_update", "deposit", "members", "activation_mode", "activation",
  "jssdk", "paysign", "notification", "time",
}) do
  LAZY[name] = true
end

return setmetatable(wxcard, {
  __index = function(self, name)
    if not LAZY[name] then
      return nil
    end
    local module = require("wxcard." .. name)
    rawset(self, name, module)
    return module
  end,
})
