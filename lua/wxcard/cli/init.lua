---The command line: finds the command, runs it, and turns what went wrong into an exit code.
---A command is a module with `name`, `summary`, `configure(command)` and `run(args, ui) -> exit code`.
local argparse = require("argparse")
local ui = require("wxcard.cli.ui")

local cli = {}

local COMMANDS = { "init_config", "doctor", "sandbox", "listen", "call", "token", "explain", "run", "demo",
  "print_types" }

local EPILOG = [[
Settings come from the environment (WXCARD_APPID, WXCARD_SECRET, WXCARD_TOKEN,
WXCARD_ENCODING_AES_KEY, WXCARD_BASE_URL, WXCARD_CA_FILE, WXCARD_PROXY, WXCARD_TIMEOUT), and from
a running sandbox (WXCARD_SANDBOX=DIR) or a JSON file (WXCARD_CONFIG=FILE, else ./wxcard.json).
No secret is taken from the command line, where every user of the machine can read it.

Exit codes: 0 done, 1 the call failed, 2 wrong usage or a body refused before it was sent,
3 settings missing or wrong.]]

-- Options people know from other tools. They are refused by name, and the value is never repeated.
local SECRET_OPTIONS = {
  ["secret"] = "WXCARD_SECRET", ["appsecret"] = "WXCARD_SECRET", ["app-secret"] = "WXCARD_SECRET",
  ["token"] = "WXCARD_TOKEN", ["access-token"] = false,
  ["aes-key"] = "WXCARD_ENCODING_AES_KEY", ["encoding-aes-key"] = "WXCARD_ENCODING_AES_KEY",
}

---The first option that would carry a secret, and the variable to use instead (false: none, it is never needed).
local function secret_option(argv)
  for _, word in ipairs(argv) do
    if word == "--" then return nil end
    local name = word:match("^%-%-?([%w_%-]+)")
    local instead = name and SECRET_OPTIONS[(name:lower():gsub("_", "-"))]
    if instead ~= nil then return "--" .. name, instead end
  end
end

---The lines of a paragraph joined, for argparse to fold; indented ones (examples) stay as they are.
local function flow(text)
  return (text:gsub("(%S)\n(%S)", "%1 %2"))
end

---@return table parser, table commands, fun(): string? help  `help` gives the text once --help was met
local function build()
  local help
  local function helped(parser)
    return parser:add_help({
      name = "-h --help", description = "Show this help and exit.",
      action = function()
        help = parser:get_help()
        error("help", 0) -- leaves the parser; argparse itself would end the process
      end,
    })
  end
  local parser = argparse("wxcard", "WeChat membership cards from the command line."):epilog(flow(EPILOG))
    :command_target("command"):usage_max_width(100):help_max_width(100)
  helped(parser)
  local commands = {}
  for _, module in ipairs(COMMANDS) do
    local command = require("wxcard.cli." .. module)
    local sub = parser:command(command.name, flow(command.description or command.summary)):summary(command.summary)
      :usage_max_width(100):help_max_width(100)
    helped(sub)
    sub:flag("--json", "Print for machines: one JSON value a line, errors too, all on stdout.")
    if command.configure then command.configure(sub) end
    commands[command.name] = command
  end
  return parser, commands, function() return help end
end

local INTERRUPTED = 130 -- what a shell says of a program that Ctrl-C ended

---Ctrl-C reaches Lua as a raised string: that is an end like another. Anything else raised is a fault of ours.
local function explain(raised)
  if type(raised) == "string" and raised:match("interrupted!$") then return INTERRUPTED end
  return debug.traceback("wxcard: internal error: " .. tostring(raised), 2)
end

---Runs one command line.
---@param argv string[]
---@param streams { stdout: file*, stderr: file* }? the process's own by default
---@return integer exit code
function cli.run(argv, streams)
  local out = ui.new(streams or { stdout = io.stdout, stderr = io.stderr })
  for _, word in ipairs(argv) do out.json = out.json or word == "--json" end
  local option, instead = secret_option(argv)
  if option then
    return out:usage(("%s: secrets are not taken from the command line"):format(option),
      instead and ("set %s in the environment or the config file"):format(instead)
        or "wxcard fetches and keeps access tokens itself")
  end
  local parser, commands, help = build()
  local met, ok, args = pcall(parser.pparse, parser, argv)
  if help() then
    out:print(help())
    return 0
  elseif not met then
    error(ok, 0) -- a fault of ours, not of the user
  elseif not ok then
    return out:usage(args, "wxcard --help")
  end
  local done, code = xpcall(commands[args.command].run, explain, args, out)
  if not done and code ~= INTERRUPTED then
    out:note(code)
    return 1
  end
  return code
end

return cli
