---`wxcard run FILE`: a Lua file with wxcard's modules on its path.
local run = {
  name = "run",
  summary = "Run a Lua file that uses wxcard.",
  description = "Run a Lua file that uses wxcard, with its modules on the path. An error value that the file raises\n"
    .. "(assert(wx.card.get{ ... })) is printed in full.",
}

function run.configure(command)
  command:argument("file", "The file; - reads the standard input.")
  command:argument("arguments", "What the file finds in `arg`."):args("*")
end

---An error value as a script raises it: ours stay as they are, others become readable text.
local function keep(raised)
  local errors = require("wxcard.errors")
  return errors.is(raised) and raised or tostring(raised)
end

---@return integer exit code
function run.run(args, ui)
  local chunk, problem
  if args.file == "-" then
    chunk, problem = load(io.read("*a"), "=stdin")
  else
    chunk, problem = loadfile(args.file)
  end
  if not chunk then return ui:usage(problem) end
  local global = args.arguments
  global[0] = args.file
  for i = -1, -10, -1 do global[i] = _G.arg and _G.arg[i] end -- the interpreter, for scripts that start another
  _G.arg = global
  local ok, raised = xpcall(chunk, keep, (table.unpack or unpack)(args.arguments))
  if ok then return 0 end
  if require("wxcard.errors").is(raised) then return ui:fail(raised) end
  if raised:match("interrupted!$") then error(raised, 0) end -- Ctrl-C is not the file's fault
  ui:note("wxcard: " .. raised)
  return 1
end

return run
