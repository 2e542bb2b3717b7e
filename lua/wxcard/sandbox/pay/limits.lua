---The rates that WeChat Pay prints, by call and caller. They can be turned off.
local answer = require("wxcard.sandbox.pay.answer")
local httpd = require("wxcard.httpd")

local limits = {}

---@return true?
---@return table? err
function limits.take(sb, pay, entry, caller)
  local limit = entry.rate_limit
  if not limit or pay.state.limits == false then
    return true
  end
  local now = sb.state.clock_at and sb:now() or httpd.now() -- a clock that stands lets nothing in
  pay.buckets = pay.buckets or {}
  local key = caller.identity .. " " .. entry.key
  local bucket = pay.buckets[key] or { left = limit.count, at = now }
  pay.buckets[key] = bucket
  bucket.left = math.min(limit.count, bucket.left + (now - bucket.at) * limit.count / limit.seconds)
  bucket.at = now
  if bucket.left < 1 then
    return answer.fail("RATELIMIT_EXCEEDED", ("more than %d calls in %d s"):format(limit.count, limit.seconds))
  end
  bucket.left = bucket.left - 1
  return true
end

return limits
