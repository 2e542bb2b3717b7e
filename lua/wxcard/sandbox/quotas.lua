---How often an interface may be called in a day (UTC+8), and what clears the count.
local clock = require("wxcard.sandbox.clock")

local quotas = {}

local DEFAULT = 1000000
-- { ordinary account, test account }; what is not here has no public figure
local DAILY = {
  ["/cgi-bin/token"] = { 2000, 200 },
  ["/cgi-bin/stable_token"] = { 500000, 500000 },
  ["/cgi-bin/ticket/getticket"] = { 100000, 10000 },
  ["/cgi-bin/media/uploadimg"] = { 100000, 500 },
  ["/cgi-bin/material/add_material"] = { 100000, 500 },
  ["/card/qrcode/create"] = { 100000, 10000 },
}
local A_MINUTE = { ["/cgi-bin/stable_token"] = 10000 }
local RESETS_A_MONTH = 10

function quotas.limit(sb, path)
  local own = sb.opts.quotas and sb.opts.quotas[path]
  local row = DAILY[path]
  return own or (row and row[sb.opts.test_account and 2 or 1]) or DEFAULT
end

local function today(sb, app)
  local day = clock.day(sb:now())
  if app.quota_day ~= day then
    app.quota_day, app.used = day, {}
  end
  return app.used
end

function quotas.used(sb, app, path)
  return today(sb, app)[path] or 0
end

local function this_minute(sb, app)
  local minute = math.floor(sb:now() / 60)
  if app.quota_minute ~= minute then
    app.quota_minute, app.used_in_minute = minute, {}
  end
  return app.used_in_minute
end

---Counts one call.
---@return integer? code where there were too many
function quotas.take(sb, app, path)
  local used, most = today(sb, app), A_MINUTE[path]
  if (used[path] or 0) >= quotas.limit(sb, path) then
    return 45009
  elseif most then
    local recent = this_minute(sb, app)
    if (recent[path] or 0) >= most then
      return 45011
    end
    recent[path] = (recent[path] or 0) + 1
  end
  used[path] = (used[path] or 0) + 1
end

local function clear(sb, app)
  local month = os.date("!%Y%m", sb:now() + 8 * 3600)
  if app.cleared_month ~= month then
    app.cleared_month, app.cleared = month, 0
  end
  if app.cleared >= RESETS_A_MONTH then
    return nil, 48006
  end
  app.cleared = app.cleared + 1
  app.used = {}
  return {}
end

quotas.routes = {
  ["/cgi-bin/clear_quota"] = function(sb, body, ctx)
    if body.appid ~= ctx.app.appid then
      return nil, 40013
    end
    return clear(sb, ctx.app)
  end,
  ["/cgi-bin/clear_quota/v2"] = function(sb, _, ctx)
    return clear(sb, ctx.app)
  end,
  ["/cgi-bin/openapi/quota/get"] = function(sb, body, ctx)
    if not sb.catalogue.endpoint(body.cgi_path) then
      return nil, 76021
    end
    local limit, used = quotas.limit(sb, body.cgi_path), quotas.used(sb, ctx.app, body.cgi_path)
    return { quota = { daily_limit = limit, used = used, remain = limit - used } }
  end,
}

return quotas
