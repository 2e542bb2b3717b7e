-- Changes one byte of what is sealed, by the way CBC works: the ciphertext one block before is changed by the same
-- bits, which spoils that block and nothing else.
local crypto = require("wxcard.crypto")

local tamper = {}

local function bxor(a, b)
  local out, bit = 0, 1
  for _ = 1, 8 do
    if a % 2 ~= b % 2 then
      out = out + bit
    end
    a, b, bit = math.floor(a / 2), math.floor(b / 2), bit * 2
  end
  return math.floor(out)
end

---@param sealed string base64
---@param at integer position in the plaintext, from 0; negative from the end; never in the first block
---@param was integer the byte that is there
---@param wanted integer the byte that shall be there
function tamper.set(sealed, at, was, wanted)
  local cipher = assert(crypto.base64_decode(sealed))
  at = at < 0 and #cipher + at or at
  local byte = cipher:byte(at - 16 + 1)
  cipher = cipher:sub(1, at - 16) .. string.char(bxor(byte, bxor(was, wanted))) .. cipher:sub(at - 16 + 2)
  return (assert(crypto.base64_encode(cipher)))
end

---Keeps the ciphertext's bytes from `first` to `last`.
function tamper.cut(sealed, first, last)
  return (assert(crypto.base64_encode(assert(crypto.base64_decode(sealed)):sub(first, last))))
end

return tamper
