-- Writes types/wxcard.lua, the editor types, from the catalogue.
-- usage: lua tools/types.lua     in the checkout's folder, with any Lua
package.path = "lua/?.lua;lua/?/init.lua;" .. package.path

local text = require("wxcard.cli.types").text(require("wxcard.catalogue"))
local file = assert(io.open("types/wxcard.lua", "wb"))
assert(file:write(text))
assert(file:close())
