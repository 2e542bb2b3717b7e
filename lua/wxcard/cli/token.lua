---`wxcard token`: whether there is an access token or ticket. It stays hidden unless somebody asks to see it.
local token = {
  name = "token",
  summary = "Show whether there is an access token, and fetch one if not.",
  description = "Show whether there is an access token (or a ticket) and until when, and fetch one if there is none.\n"
    .. "Every wxcard process of this machine shares it. It is hidden unless --show is given.",
}

function token.configure(command)
  command:option("--kind", "access_token, wx_card (the ticket for cards) or jsapi (the one for pages).")
    :choices({ "access_token", "wx_card", "jsapi" }):default("access_token")
  command:flag("--refresh", "Fetch a new one even if there is a good one.")
  command:flag("--show", "Print the token itself, and nothing else. Keep it out of logs.")
end

---@return integer exit code
function token.run(args, ui)
  local wx, err = require("wxcard").new()
  if not wx then return ui:fail(err) end
  local value
  if args.kind == "access_token" then
    value, err = wx:token({ refresh = args.refresh })
  else
    value, err = wx:ticket(args.kind, { refresh = args.refresh })
  end
  local state = wx:token_state(args.kind)
  wx:close()
  if not value then return ui:fail(err) end
  if args.show and not ui.json then
    ui:print(value)
    return 0
  end
  local life = state and math.floor(state.expires_at - os.time())
  if ui.json then
    return ui:result({ kind = args.kind, appid = wx.config.appid, base_url = wx.config.base_url, expires_in = life,
      token = args.show and value or nil })
  end
  ui:print(("%s of %s at %s: %d characters, hidden%s"):format(args.kind, wx.config.appid, wx.config.base_url, #value,
    life and (", good for %d s"):format(life) or ""))
  return 0
end

return token
