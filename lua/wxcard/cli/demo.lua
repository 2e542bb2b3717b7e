---`wxcard demo`: the story of examples/membership_card.lua, told against a sandbox of its own.
local process = require("wxcard.cli.process")
local quote = process.quote

local demo = {
  name = "demo",
  summary = "Watch a membership card go from a Lua table to a member.",
  description = "Start a sandbox of its own, run examples/membership_card.lua against it, and clean up.\n"
    .. "No account is needed and nothing leaves this machine.",
}

function demo.configure(command)
  command:flag("--keep", "Leave the sandbox's folder there, and say where it is.")
  command:option("--png", "Where the QR code goes as a picture; a file in the temporary folder by default.")
end

-- A developer's real account must not be met by accident.
local OWN_SETTINGS = "unset WXCARD_APPID WXCARD_SECRET WXCARD_TOKEN WXCARD_ENCODING_AES_KEY WXCARD_BASE_URL"
  .. " WXCARD_CONFIG WXCARD_PROXY WXCARD_CA_FILE WXCARD_TOKEN_MODE WXCARD_TIMEOUT"

local function exists(path)
  local file = io.open(path)
  if file then file:close() end
  return file ~= nil
end

---The examples of a checkout, of an installation by make, or of a rock.
local function examples()
  local lua = package.searchpath("wxcard.cli.main", package.path):match("^(.*)/lua/wxcard/cli/main%.lua$")
  local share = package.searchpath("wxcard.cli.main", package.path):match("^(.*)/lua/[%d.]+/wxcard/cli/main%.lua$")
  local root = os.getenv("WXCARD_ROOT") -- the wrapper says where it found everything
  local places = { os.getenv("WXCARD_EXAMPLES") }
  if root and root ~= "" then places[#places + 1] = root .. "/examples" end
  if lua then places[#places + 1] = lua .. "/examples" end
  if share then places[#places + 1] = share .. "/wxcard/examples" end
  if share then places[#places + 1] = share .. "/doc/wxcard/examples" end
  for _, place in ipairs(places) do
    if exists(place .. "/membership_card.lua") then return place end
  end
  return nil, places
end

---A name that nobody could have laid a link under.
local function picture()
  local name = os.tmpname()
  os.remove(name)
  return name .. ".png"
end

local SIGNS = { ["→"] = "call", ["←"] = "event", ["☎"] = "phone", ["✓"] = "check" }

---The story for machines: a value for each chapter and each line with a sign; the rest is for people.
---@return integer status
local function tell(command, ui)
  local pipe = assert(io.popen(("NO_COLOR=1; export NO_COLOR; %s; echo $?"):format(command)))
  local status
  for text in pipe:lines() do
    local sign, rest = text:match("^  (%S+) (.+)$")
    local what, more = (rest or ""):match("^(.-)  +(.+)$")
    if SIGNS[sign] then
      ui:result({ [SIGNS[sign]] = what or rest, said = more })
    elseif text:find("^%d+%. ") then
      ui:result({ chapter = text:match(" (.*)") })
    end
    status = tonumber(text) -- the last line
  end
  pipe:close()
  return status
end

---@return integer exit code
function demo.run(args, ui)
  local place, looked = examples()
  if not place then
    return ui:fail(require("wxcard.errors").new({
      kind = "config", message = "the examples are not installed",
      hint = "set WXCARD_EXAMPLES to their folder; looked in " .. table.concat(looked, ", "),
    }))
  end
  local folder = process.folder()
  local self = process.wxcard()
  local server, said = process.serve(
    ("sh -c %s"):format(quote(("%s; exec %s sandbox --port 0 --dir %s"):format(OWN_SETTINGS, self, quote(folder)))),
    folder, args.keep)
  if not server then
    process.run("rm -rf " .. quote(folder))
    ui:note("wxcard: the sandbox did not start\n" .. said)
    return 1
  end
  local story, png = quote(place .. "/membership_card.lua"), quote(args.png or picture())
  local command = ("%s; WXCARD_SANDBOX=%s WXCARD_CACHE_DIR=%s %s run %s %s"):format(
    OWN_SETTINGS, quote(folder), quote(folder), self, story, png)
  local status
  if ui.json then
    status = tell(command, ui)
  else
    status = process.run(command)
  end
  server.stop()
  if args.keep and ui.json then
    ui:result({ kept = folder })
  elseif args.keep then
    ui:print("kept " .. folder)
  else
    process.run("rm -rf " .. quote(folder))
  end
  return status == 0 and 0 or 1
end

return demo
