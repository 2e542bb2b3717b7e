---RFC 3339 times, as WeChat Pay writes and takes them.
local crypto = require("wxcard.crypto")

local time = {}

---@type fun(seconds: number): string in +08:00
time.text = crypto.rfc3339

-- Days from 1970 to a date of the Gregorian calendar.
local function days(y, m, d)
  if m <= 2 then
    y, m = y - 1, m + 12
  end
  return 365 * y + math.floor(y / 4) - math.floor(y / 100) + math.floor(y / 400)
    + math.floor((153 * (m - 3) + 2) / 5) + d - 719469
end

---@param text string
---@return integer? seconds nil for what is no RFC 3339 time
function time.seconds(text)
  local y, mo, d, h, mi, s, rest = text:match("^(%d%d%d%d)%-(%d%d)%-(%d%d)T(%d%d):(%d%d):(%d%d)(.*)$")
  if not y then
    return nil
  end
  local zone = rest:gsub("^%.%d+", "")
  local sign, zh, zm = zone:match("^([+-])(%d%d):(%d%d)$")
  if zone ~= "Z" and not sign then
    return nil
  end
  y, mo, d, h, mi, s = tonumber(y), tonumber(mo), tonumber(d), tonumber(h), tonumber(mi), tonumber(s)
  if mo < 1 or mo > 12 or d < 1 or d > 31 or h > 23 or mi > 59 or s > 60 then
    return nil
  end
  local at = days(y, mo, d) * 86400 + h * 3600 + mi * 60 + s
  if sign then
    at = at - (sign == "+" and 1 or -1) * (zh * 3600 + zm * 60)
  end
  return math.floor(at)
end

return time
