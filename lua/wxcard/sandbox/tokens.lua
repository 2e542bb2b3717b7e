---Access tokens of both kinds and the two tickets, as they live and die on the platform.
local tokens = {}

local LIFE = 7200
local OVERLAP = 300 -- a replaced token serves this long
local FORCED_A_DAY, FORCED_APART = 20, 30
local REMEMBER = 86400 -- how long a dead token is told apart from an invented one

local function issue(sb, app, kind, life)
  local now = sb:now()
  for value, t in pairs(app.tokens) do
    if t.dies < now - REMEMBER then
      app.tokens[value] = nil
    end
  end
  local value = ("%d_%s"):format(50 + sb.ids:below(49), sb.ids:urlsafe(133))
  app.tokens[value] = { kind = kind, made = now, expires = now + life, dies = now + life }
  return value
end

---The account whose secret this is.
---@return table? app
---@return integer? code
function tokens.account(sb, appid, secret)
  if appid == nil or appid == "" then
    return nil, 41002
  elseif secret == nil or secret == "" then
    return nil, 41004
  end
  local app = sb.state.apps[appid]
  if not app then
    return nil, 40013
  elseif app.secret ~= secret then
    return nil, 40125
  end
  return app
end

---The account a call's access_token belongs to.
---@return table? app
---@return integer? code
function tokens.check(sb, value)
  if value == nil or value == "" then
    return nil, 41001
  end
  local now = sb:now()
  for _, app in pairs(sb.state.apps) do
    local t = app.tokens[value]
    if t then
      if now < t.dies then
        return app
      end
      return nil, t.dies < t.expires and 40001 or 42001
    end
  end
  -- what looks like a token may have been one; the platform tells only the malformed apart
  return nil, #value >= 64 and value:find("^[%w_%-]+$") and 40001 or 40014
end

---Classic: a new token each time, the one before serves five minutes more.
local function classic(sb, _, ctx)
  local app, now = ctx.app, sb:now()
  local before = app.tokens[app.classic_token or ""]
  if before then
    before.dies = math.min(before.dies, now + OVERLAP)
  end
  app.classic_token = issue(sb, app, "classic", sb.opts.token_life or LIFE)
  return { access_token = app.classic_token, expires_in = sb.opts.token_life or LIFE }
end

---Stable: the same token until its last five minutes.
local function stable(sb, body, ctx)
  local app, now = ctx.app, sb:now()
  local life = sb.opts.token_life or LIFE
  local current = app.tokens[app.stable_token or ""]
  if current and now >= current.dies then
    current = nil
  end
  if body.force_refresh == true then
    local day = sb.clock.day(now)
    if app.forced_day ~= day then
      app.forced_day, app.forced = day, 0
    end
    if not (app.forced_at and now - app.forced_at < FORCED_APART) then
      if app.forced >= FORCED_A_DAY then
        return nil, 45009
      end
      app.forced, app.forced_at = app.forced + 1, now
      if current then
        current.dies = now
      end
      current = nil
    end
  end
  if not current or current.expires - now <= math.min(OVERLAP, life / 2) then
    app.stable_token = issue(sb, app, "stable", life)
    current = app.tokens[app.stable_token]
  end
  return { access_token = app.stable_token, expires_in = current.expires - now }
end

local function ticket(sb, body, ctx)
  local kind = body.type
  if kind ~= "wx_card" and kind ~= "jsapi" then
    return nil, 40097
  end
  local app, now = ctx.app, sb:now()
  local list = app.tickets[kind] or {}
  app.tickets[kind] = list
  for i = #list, 1, -1 do
    if list[i].expires <= now then
      table.remove(list, i)
    end
  end
  -- a new one does not end the one before
  local made = { value = sb.ids:urlsafe(86), expires = now + LIFE }
  list[#list + 1] = made
  if #list > 20 then
    table.remove(list, 1)
  end
  return { ticket = made.value, expires_in = LIFE }
end

---The tickets of a kind that sign at this moment.
function tokens.tickets(sb, app, kind)
  local out = {}
  for _, t in ipairs(app.tickets[kind] or {}) do
    if t.expires > sb:now() then
      out[#out + 1] = t.value
    end
  end
  return out
end

local function addresses()
  return { ip_list = { "127.0.0.1" } }
end

tokens.routes = {
  ["/cgi-bin/token"] = classic,
  ["/cgi-bin/stable_token"] = stable,
  ["/cgi-bin/ticket/getticket"] = ticket,
  ["/cgi-bin/getcallbackip"] = addresses,
  ["/cgi-bin/get_api_domain_ip"] = addresses,
}

return tokens
