---`wxcard token`: whether there is an access token or ticket. It stays hidden unless somebody asks to see it.
local token = {
  name = "token",
  summary = "Show whether there is an access token, and fetch one if not.",
  description = "Show whether there is an access token (or a ticket), and fetch one if not.\n"
    .. "It is shared by every wxcard process of this machine and hidden unless --show is given.",
}

function token.configure(command)
  command:option("--kind", "access_token, wx_card (the ticket for cards) or jsapi (the one for pages).")
    :choices({ "access_token", "wx_card", "jsapi" }):default("access_token")
  command:flag("--show", "Print the token itself, and nothing else. Keep it out of logs.")
end

---The beginning and the length: enough to tell two tokens apart, too little to use one.
local function masked(value)
  return ("%s… (%d characters, hidden)"):format(value:sub(1, 4), #value)
end

---@return integer exit code
function token.run(args, ui)
  local config, err = require("wxcard.config").load()
  if not config then return ui:fail(err) end
  local wx
  wx, err = require("wxcard").new()
  if not wx then return ui:fail(err) end
  local value
  if args.kind == "access_token" then
    value, err = wx:token()
  else
    value, err = wx:ticket(args.kind)
  end
  wx:close()
  if not value then return ui:fail(err) end
  if args.show and ui.json then return ui:result({ kind = args.kind, token = value }) end
  if args.show then
    ui:print(value)
    return 0
  end
  if ui.json then return ui:result({ kind = args.kind, present = true, length = #value }) end
  ui:print(("%s of %s: %s"):format(args.kind, config.appid, masked(value)))
  return 0
end

return token
