---Makes the identifiers and secrets of the sandbox. With a seed they come in the same order every
---time; without one they are random. The generator's state lives in the sandbox's own state, so
---that a restart does not begin again.
local crypto = require("wxcard.crypto")

local ids = {}
ids.__index = ids

local ALNUM = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
local URLSAFE = ALNUM .. "-_"
local HEX = "0123456789abcdef"
local DIGITS = "0123456789"

---@param state { rng: integer? } where the seeded generator keeps its place
---@param seed integer?
function ids.new(state, seed)
  if seed and not state.rng then
    state.rng = seed % 2147483646 + 1
  end
  return setmetatable({ state = state }, ids)
end

---A whole number from 0 to n-1. Park and Miller's generator: its products stay below 2^53.
function ids:below(n)
  local state = self.state
  if state.rng then
    state.rng = state.rng * 48271 % 2147483647
    return math.floor(state.rng % n)
  end
  local a, b, c, d = crypto.random_bytes(4):byte(1, 4)
  return (((a * 256 + b) * 256 + c) * 256 + d) % n
end

local function text(self, alphabet, n)
  local out, size = {}, #alphabet
  if self.state.rng then
    for i = 1, n do
      local at = self:below(size) + 1
      out[i] = alphabet:sub(at, at)
    end
  else
    local bytes = crypto.random_bytes(n)
    for i = 1, n do
      local at = bytes:byte(i) % size + 1
      out[i] = alphabet:sub(at, at)
    end
  end
  return table.concat(out)
end

function ids:alnum(n)
  return text(self, ALNUM, n)
end

function ids:urlsafe(n)
  return text(self, URLSAFE, n)
end

function ids:hex(n)
  return text(self, HEX, n)
end

function ids:digits(n)
  local first = text(self, "123456789", 1)
  return first .. text(self, DIGITS, n - 1)
end

---Sixteen bytes as the platform puts them before a sealed message.
function ids:random16()
  return self:hex(16)
end

return ids
