-- Every vector of spec/vectors/, or of the folder that WXCARD_VECTORS names. `make vectors` runs this and counts.
describe("vectors", function()
  local run = require("spec.support.vector_kinds")
  local vectors = require("spec.support.vectors")

  local counts, order = {}, {}
  for _, entry in ipairs(vectors.load()) do
    local v = entry.vector
    it(("%s %s: %s"):format(entry.file, v.id, v.title or v.kind), function()
      run(v)
      if not counts[v.kind] then
        order[#order + 1] = v.kind
      end
      counts[v.kind] = (counts[v.kind] or 0) + 1
    end)
  end

  teardown(function()
    if os.getenv("WXCARD_VECTOR_COUNTS") then
      for _, kind in ipairs(order) do
        io.write(("\n  %-18s %3d"):format(kind, counts[kind]))
      end
      io.write("\n")
    end
  end)
end)

describe("the runner of vectors", function()
  local process = require("wxcard.cli.process")
  local run = require("spec.support.vector_kinds")
  local vectors = require("spec.support.vectors")

  local function folder(files)
    local path = process.folder()
    for name, text in pairs(files) do
      local file = assert(io.open(path .. "/" .. name, "wb"))
      file:write(text)
      file:close()
    end
    finally(function() process.run("rm -rf " .. process.quote(path)) end)
    return path
  end

  it("fails on a kind that it does not know", function()
    assert.has_error(function() run({ id = "x-1", kind = "of_tomorrow", input = {}, expected = {} }) end,
      "x-1: nothing here runs vectors of the kind of_tomorrow")
    assert.has_error(function() run({ id = "x-2", input = {}, expected = {} }) end)
  end)

  it("fails on an empty folder, one without JSON, a file without vectors, and a broken one", function()
    for _, files in ipairs({ {}, { ["read.me"] = "x" }, { ["a.json"] = "{}" }, { ["a.json"] = '{"vectors":[]}' },
      { ["a.json"] = "{" } }) do
      local path = folder(files)
      assert.has_error(function() vectors.load(path) end)
    end
    assert.has_error(function() vectors.load("/nowhere/at/all") end)
  end)

  it("takes every JSON file of a folder, and notices what is wrong in any", function()
    local sound = '{"format":1,"vectors":[{"id":"a","kind":"sort_sha1","input":{"values":["b","a"]},' ..
      '"expected":{"sha1":"da23614e02469a0d7c7bd1bdab5c9c474b1904dc"}}]}'
    local list = vectors.load(folder({ ["b.json"] = sound, ["a.json"] = sound, ["notes.txt"] = "{" }))
    assert.same({ "a.json", "b.json" }, { list[1].file, list[2].file })
    run(list[1].vector)
    list[2].vector.expected.sha1 = ("0"):rep(40)
    assert.has_error(function() run(list[2].vector) end)
  end)

  if not os.getenv("WXCARD_VECTORS") then
    it("is told the folder by WXCARD_VECTORS, and then fails as a whole", function()
      local lua = jit and "luajit" or "lua5.4"
      local function vectors_of(path)
        return process.run(("WXCARD_VECTORS=%s %s ./spec/run.lua - spec/vectors_spec.lua >/dev/null 2>&1"):format(
          process.quote(path), lua))
      end
      assert.not_equal(0, vectors_of(folder({})))
      assert.not_equal(0, vectors_of(folder({ ["a.json"] = '{"vectors":[{"id":"a","kind":"b"}]}' })))
      assert.equal(0, vectors_of("spec/vectors"))
    end)
  end
end)
