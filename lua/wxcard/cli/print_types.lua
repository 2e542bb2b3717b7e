---`wxcard types`: editor types of every endpoint, for projects that use wxcard.
local print_types = {
  name = "types",
  summary = "Print editor types (LuaLS) of every endpoint.",
  description = [[
Print editor types (LuaLS) of every endpoint: fields, limits and warnings show on hover.

  wxcard types > types/wxcard.lua       and add types/ to the editor's workspace.library]],
}

---@return integer exit code
function print_types.run(_, ui)
  local text = require("wxcard.cli.types").text(require("wxcard.catalogue"))
  if ui.json then return ui:result({ types = text }) end
  ui.stdout:write(text)
  return 0
end

return print_types
