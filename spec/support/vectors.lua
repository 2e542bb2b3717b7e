-- The vectors of one kind, in the order of the file. A kind without any is a mistake in the spec.
local json = require("wxcard.json")

local all

local function load_all()
  local file = assert(io.open("spec/vectors/oa.json", "rb"))
  local text = file:read("*a")
  file:close()
  return assert(json.decode(text)).vectors
end

return function(kind)
  all = all or load_all()
  local found = {}
  for _, vector in ipairs(all) do
    if vector.kind == kind then
      found[#found + 1] = vector
    end
  end
  assert(#found > 0, "no vectors of kind " .. kind)
  return found
end
