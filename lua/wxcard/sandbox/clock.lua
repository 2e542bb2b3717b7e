---The sandbox's clock: the machine's, moved by an offset, or one that stands still until told to move.
local clock = {}
clock.__index = clock

---@param state { clock_offset: number?, clock_at: number? }
---@param frozen_at number? Unix time at which the clock stands until it is advanced
function clock.new(state, frozen_at)
  state.clock_at = frozen_at and (state.clock_at or frozen_at)
  state.clock_offset = state.clock_offset or 0
  return setmetatable({ state = state }, clock)
end

---Seconds since 1970, whole.
---@return integer
function clock:now()
  local state = self.state
  return math.floor((state.clock_at or os.time()) + state.clock_offset)
end

---@param seconds number
function clock:advance(seconds)
  self.state.clock_offset = self.state.clock_offset + seconds
end

---The day a quota counts, in the platform's own time zone, UTC+8.
function clock.day(time)
  return math.floor((time + 8 * 3600) / 86400)
end

---The first second of the day in UTC+8 in which `time` falls.
function clock.start_of_day(time)
  return clock.day(time) * 86400 - 8 * 3600
end

return clock
