---Remembers keys for a while, so that a repetition is known as one: bounded, the oldest forgotten first. Pure: times
---are handed in.
local memory = {}

---@class wxcard.Memory
local methods = {}
methods.__index = methods

---@param most integer how many keys at most
---@return wxcard.Memory
function memory.new(most)
  return setmetatable({ most = most, entries = {}, queue = {}, first = 1, last = 0 }, methods)
end

local function drop_oldest(self)
  local entry = self.queue[self.first]
  self.queue[self.first] = nil
  self.first = self.first + 1
  if self.entries[entry.key] == entry then -- not if it was forgotten and came anew
    self.entries[entry.key] = nil
  end
end

---Whether the key was there already; remembers it from now on.
---@param key string
---@param now number
---@param seconds number how long
---@return boolean
function methods:seen(key, now, seconds)
  while self.first <= self.last and self.queue[self.first].expires <= now do
    drop_oldest(self)
  end
  if self.entries[key] then
    return true
  end
  if self.last - self.first + 1 >= self.most then
    drop_oldest(self)
  end
  local entry = { key = key, expires = now + seconds }
  self.last = self.last + 1
  self.queue[self.last], self.entries[key] = entry, entry
  return false
end

---@param key string
function methods:forget(key)
  self.entries[key] = nil
end

return memory
