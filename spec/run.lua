-- Runs busted over the files given, with this checkout's modules first on the path.
-- usage: LUA spec/run.lua COUNTS_FILE [busted options] FILE...
local root = arg[0]:match("^(.*)/spec/run%.lua$") or "."
local build = os.getenv("WXCARD_BUILD") or root .. "/build"
local abi = _VERSION == "Lua 5.1" and "5.1" or "5.4"
package.path = root .. "/lua/?.lua;" .. root .. "/lua/?/init.lua;" .. root .. "/?.lua;" .. package.path
package.cpath = build .. "/lib/lua/" .. abi .. "/?.so;" .. package.cpath
WXCARD_COUNTS = table.remove(arg, 1)
table.insert(arg, 1, "--output=spec.support.report")
require("busted.runner")({ standalone = false })
