---What a client remembers of used-up calls: an interface whose day is over is not asked again before the next one.
---Times are handed in, in Unix seconds.
local errors = require("wxcard.errors")

local quota = {}

local USED_UP = 45009
local DAY, EAST = 86400, 8 * 3600 -- WeChat counts by the days of UTC+8

local CLEARS = { ["/cgi-bin/clear_quota"] = true, ["/cgi-bin/clear_quota/v2"] = true }
local ASKS = "/cgi-bin/openapi/quota/get"

---When the day that `now` falls in is over.
---@param now number
---@return integer reset_at
function quota.reset_at(now)
  return (math.floor((now + EAST) / DAY) + 1) * DAY - EAST
end

local function typed(err, now, reset_at)
  err.reset_at, err.retry_after = reset_at, math.ceil(reset_at - now)
  return err
end

---Takes note of an error of WeChat's: that of a used-up day gets its kind and the time from which calls count again.
---@param spent table<string, integer> path -> reset_at
---@param err wxcard.Error
function quota.note(spent, err, now)
  if err.code ~= USED_UP then
    return
  end
  local reset_at = quota.reset_at(now)
  if err.kind == "api" then -- a token that could not be fetched is the engine's affair
    err.kind = "quota"
    spent[err.path] = reset_at
  end
  typed(err, now, reset_at)
end

---Whether a call would be in vain.
---@return wxcard.Error? err
function quota.refuse(spent, path, now)
  local reset_at = spent[path]
  if not reset_at then
    return nil
  elseif now >= reset_at then
    spent[path] = nil
    return nil
  end
  return typed(errors.new({ kind = "quota", code = USED_UP, path = path, outcome = "not_sent", retryable = false,
    message = "today's calls of this interface were used up before" }), now, reset_at)
end

---Forgets what a good answer of one of the calls about quotas has changed.
function quota.learn(spent, path, body, answer)
  if CLEARS[path] then
    for name in pairs(spent) do
      spent[name] = nil
    end
  elseif path == ASKS and type(answer.quota) == "table" and (tonumber(answer.quota.remain) or 0) > 0 then
    spent[body.cgi_path] = nil
  end
end

return quota
