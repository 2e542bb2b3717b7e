---Time as WeChat Pay writes it: RFC 3339, here always in +08:00, whatever the machine's TZ says. Pure.
local crypto = require("wxcard.crypto")
local errors = require("wxcard.errors")

local time = {}

---Seconds since 1970 as text: "2025-07-01T08:00:00+08:00". Fractions of a second are dropped.
---@type fun(seconds: number): string
time.rfc3339 = crypto.rfc3339

-- Days from 1970 to a date of the Gregorian calendar: years begin in March, so that a leap day is a year's last.
local function days(year, month, day)
  if month <= 2 then
    year, month = year - 1, month + 12
  end
  return 365 * year + math.floor(year / 4) - math.floor(year / 100) + math.floor(year / 400)
    + math.floor((153 * (month - 3) + 2) / 5) + day - 719469
end

local LENGTH = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local function last_day(year, month)
  local leap = month == 2 and year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
  return leap and 29 or LENGTH[month]
end

-- Seconds that the clock of a zone is ahead of UTC.
local function offset(zone)
  if zone == "Z" or zone == "z" then
    return 0
  end
  local sign, hours, minutes = zone:match("^([+-])(%d%d):(%d%d)$")
  hours, minutes = tonumber(hours), tonumber(minutes)
  if not hours or hours > 23 or minutes > 59 then
    return nil
  end
  return (sign == "+" and 1 or -1) * (hours * 3600 + minutes * 60)
end

---Reads an RFC 3339 time of any offset.
---@param text string
---@return integer? seconds since 1970
---@return number|wxcard.Error fraction of a second, 0 where none is written; without seconds the error, name "rfc3339"
function time.parse(text)
  if type(text) ~= "string" then
    error("time.parse: a string expected, got a " .. type(text), 2)
  end
  local year, month, day, hour, minute, second, fraction, zone =
    text:match("^(%d%d%d%d)%-(%d%d)%-(%d%d)[Tt](%d%d):(%d%d):(%d%d)(%.?%d*)([Zz+-].*)$")
  local ahead = zone and fraction ~= "." and (fraction == "" or fraction:sub(1, 1) == ".") and offset(zone)
  year, month, day = tonumber(year), tonumber(month), tonumber(day)
  hour, minute, second = tonumber(hour), tonumber(minute), tonumber(second)
  if not ahead or month < 1 or month > 12 or day < 1 or day > last_day(year, month) or hour > 23 or minute > 59
    or second > 60 then -- 60: a leap second
    return errors.fail({ kind = "validation", name = "rfc3339", message = "no RFC 3339 time",
      hint = "like 2025-07-01T08:00:00+08:00" })
  end
  local at = days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - ahead
  return at, fraction == "" and 0 or tonumber("0" .. fraction)
end

return time
