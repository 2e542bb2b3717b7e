---How each credential is fetched, told to the engine as requests: the engine itself knows no endpoint.
local catalogue = require("wxcard.catalogue")
local json = require("wxcard.json")

local credentials = {}

local function escape(text)
  return (text:gsub("[^%w%-._~]", function(c)
    return ("%%%02X"):format(c:byte())
  end))
end

local function stable(config)
  local entry = catalogue.endpoint("/cgi-bin/stable_token")
  local function body(force)
    return assert(json.encode({
      grant_type = "client_credential", appid = config.appid, secret = config.secret, force_refresh = force,
    }))
  end
  return { kind = "access_token", method = entry.method, path = entry.path, value_name = "access_token",
    body = body(false), forced_body = body(true) }
end

local function classic(config)
  local entry = catalogue.endpoint("/cgi-bin/token")
  return { kind = "access_token", method = entry.method, path = entry.path, value_name = "access_token",
    query = ("grant_type=client_credential&appid=%s&secret=%s"):format(escape(config.appid), escape(config.secret)) }
end

local function ticket(kind)
  local entry = catalogue.endpoint("/cgi-bin/ticket/getticket")
  return { kind = kind, method = entry.method, path = entry.path, query = "type=" .. kind, value_name = "ticket",
    needs_token = true }
end

---@param config wxcard.Config  with appid and secret
---@return table[] sources      as engine.client takes them
function credentials.sources(config)
  local token = config.token_mode == "classic" and classic(config) or stable(config)
  return { token, ticket("wx_card"), ticket("jsapi") }
end

local all_codes -- the same for every client

---What each errcode asks the engine to do.
---@return table<integer, "token"|"backoff"|"again"|"wait">
function credentials.codes()
  if all_codes then
    return all_codes
  end
  local codes = {}
  for _, fact in ipairs(catalogue.codes()) do
    -- "backoff" is for codes that leave open whether WeChat acted; the others are refusals that pass
    local passes = fact.retry == "backoff" and fact.outcome ~= "unknown" and not fact.only
    codes[fact.code] = passes and "again" or fact.retry
  end
  all_codes = codes
  return codes
end

return credentials
