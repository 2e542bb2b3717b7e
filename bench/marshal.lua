-- The rich card of card.lua: our schema marshaller, which validates, beside lua-cjson, which does not.
-- prints: microseconds an encoding by us, by lua-cjson, bytes of each
local card = require("card")
local catalogue = require("wxcard.catalogue")
local schema = require("wxcard.schema")
local cjson = require("cjson")

local entry = assert(catalogue.endpoint("/card/create"))
local shape = schema.compile(entry.request, { any_of = entry.any_of })

local made = assert(shape:encode(card))
local reference = cjson.encode(card)
assert(#cjson.encode(cjson.decode(made.body)) == #reference, "both say the same")

local function ours()
  return shape:encode(card)
end

local function theirs()
  return cjson.encode(card)
end

local function time(encode, times)
  local from = os.clock()
  for _ = 1, times do
    encode()
  end
  return (os.clock() - from) * 1e6 / times
end

-- Turn and turn about, the best of each: what else the machine does then hits both alike.
local ROUNDS, TIMES = 15, 2000
local best_ours, best_theirs = math.huge, math.huge
for _ = 1, ROUNDS do
  best_ours = math.min(best_ours, time(ours, TIMES))
  best_theirs = math.min(best_theirs, time(theirs, TIMES))
end
print(("%.2f %.2f %d %d"):format(best_ours, best_theirs, #made.body, #reference))
