-- Vectors are data: JSON files of a folder, each { vectors = { { id=, kind=, input=, expected= }, … } }; `inputs` is
-- another name of `input`, and `keys` beside the vectors are what those name.
-- Called with a kind: the vectors of that kind among those that come with the project, for a spec's own story.
local json = require("wxcard.json")
local lfs = require("lfs")

local OWN = "spec/vectors"

local vectors = {}

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("*a")
  file:close()
  local value = assert(json.decode(text))
  assert(type(value.vectors) == "table" and #value.vectors > 0, path .. ": no vectors")
  for _, vector in ipairs(value.vectors) do
    vector.input, vector.keys = vector.input or vector.inputs, value.keys
  end
  return value.vectors
end

---Every vector of every JSON file in the folder that WXCARD_VECTORS names, else of the project's own.
---@param folder string?
---@return table[] list of { file = name, vector = … }, by file name
function vectors.load(folder)
  folder = folder or os.getenv("WXCARD_VECTORS") or OWN
  local names, list = {}, {}
  for name in lfs.dir(folder) do
    if name:find("%.json$") then
      names[#names + 1] = name
    end
  end
  table.sort(names)
  for _, name in ipairs(names) do
    for _, vector in ipairs(read(folder .. "/" .. name)) do
      list[#list + 1] = { file = name, vector = vector }
    end
  end
  assert(#list > 0, folder .. ": no vectors")
  return list
end

local own

return setmetatable(vectors, {
  __call = function(_, kind)
    own = own or vectors.load(OWN)
    local found = {}
    for _, entry in ipairs(own) do
      if entry.vector.kind == kind then
        found[#found + 1] = entry.vector
      end
    end
    assert(#found > 0, "no vectors of kind " .. kind)
    return found
  end,
})
