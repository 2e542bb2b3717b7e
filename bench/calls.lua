-- N calls by our client, 32 in flight: marshalled, sent, decoded, in one Lua process.
-- usage: calls.lua BASE_URL CA_FILE CACHE_DIR N [SAMPLE]
-- Prints calls/s, CPU microseconds a call, bytes of a request, user agent; with SAMPLE the resident memory after
-- each SAMPLE calls instead.
local wxcard = require("wxcard")
local now = require("socket").gettime

local base_url, ca_file, cache_dir = arg[1], arg[2], arg[3]
local n, sample = tonumber(arg[4]), tonumber(arg[5])
local IN_FLIGHT, WARM_UP = 32, 1000

local wx = assert(wxcard.new({
  appid = "wxbench00000000001", secret = "bench", base_url = base_url, ca_file = ca_file, cache_dir = cache_dir,
}))

local last, failure -- the latest answer, the latest error
local good = 0
local who = { card_id = "pWxcardBenchCardId0000000001", code = "100000000000" } -- the bytes that floor.c sends

local function call()
  local member, err = wx.card.membercard.userinfo.get(who)
  if member then
    last, good = member, good + 1
  else
    failure = err
  end
end

local function drive(count)
  local i, before = 0, good
  wxcard.gather(IN_FLIGHT, function()
    if i < count then
      i = i + 1
      return i
    end
  end, call)
  assert(good - before == count, tostring(failure))
end

---Resident memory in KiB, once the garbage is gone.
local function resident()
  collectgarbage()
  collectgarbage()
  local status = assert(io.open("/proc/self/status"))
  local kib = status:read("*a"):match("VmRSS:%s*(%d+)")
  status:close()
  return tonumber(kib)
end

if sample then
  for done = sample, n, sample do
    for _ = 1, sample / 1000 do
      drive(1000)
    end
    print(("%d %d"):format(done, resident()))
    io.flush()
  end
else
  drive(n > 1 and WARM_UP or 1)
  local cpu, wall = os.clock(), now()
  drive(n)
  cpu, wall = os.clock() - cpu, now() - wall
  print(("%.0f %.2f %d %s"):format(n / wall, cpu * 1e6 / n, last.request_length, last.user_agent))
end
wx:close()
