-- What the documents show: every piece of Lua compiles, every endpoint and every command in it exists.
describe("the documents", function()
  local catalogue = require("wxcard.catalogue")

  local documents = {}
  local pipe = assert(io.popen("ls README*.md docs/*.md docs/guides/*.md"))
  for path in pipe:lines() do
    local file = assert(io.open(path))
    documents[path] = file:read("*a")
    file:close()
  end
  pipe:close()

  local function each(pattern, check)
    local count = 0
    for path, text in pairs(documents) do
      for piece in text:gmatch(pattern) do
        count = count + 1
        check(piece, path)
      end
    end
    assert.is_true(count > 0)
  end

  it("show Lua that compiles", function()
    each("```lua\n(.-)```", function(code, path)
      local chunk, problem = (loadstring or load)(code)
      assert.is_function(chunk, path .. ": " .. tostring(problem) .. "\n" .. code)
    end)
  end)

  it("call endpoints that the catalogue has", function()
    local known = {}
    for _, path in ipairs(catalogue.paths()) do
      known[path:gsub("[%-_]", "")] = true
    end
    each("wx%.([%l_]+%.[%l%d_.]+)[%({]", function(words, path)
      assert.is_true(known["/" .. words:gsub("%.", "/"):gsub("_", "")], path .. ": wx." .. words)
    end)
  end)

  it("name commands and modules of wxcard that there are", function()
    local wxcard = require("wxcard")
    local commands = { init = true, doctor = true, sandbox = true, listen = true, call = true, token = true,
      explain = true, run = true, demo = true, types = true }
    each("[\n`/]wxcard (%l+)[ `\n]", function(command, path)
      assert.is_true(commands[command], path .. ": wxcard " .. command)
    end)
    each("wxcard%.([%l_]+)[%({.]", function(name, path)
      local named = name == "json" and path -- wxcard.json is a file's name, too
      assert.is_true(named or wxcard[name] ~= nil, path .. ": wxcard." .. name)
    end)
  end)
end)
