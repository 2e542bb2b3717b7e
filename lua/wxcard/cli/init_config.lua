---`wxcard init`: asks who you are and writes it down where nobody else can read it.
local process = require("wxcard.cli.process")
local quote = process.quote

local init = {
  name = "init",
  summary = "Write a config file that only you can read.",
  description = [[
Ask for what a client needs and write it to a config file (mode 0600): WXCARD_CONFIG, or wxcard.json here. What
the environment has (WXCARD_APPID, WXCARD_SECRET, ...) is taken from there and not asked. What is secret is read
without echo. Without a terminal the answers are lines of the standard input.]],
}

function init.configure(command)
  command:argument("file", "The config file to write."):args("?")
  command:flag("--force", "Write over a file that is there.")
end

local NAMES = { "appid", "secret", "token", "encoding_aes_key" }

-- what is asked, in this order
local QUESTIONS = {
  appid = { env = "WXCARD_APPID", text = "AppID (wx and 16 digits): ", required = true, form = "^wx%w+$",
    means = "wx and letters or digits" },
  secret = { env = "WXCARD_SECRET", text = "AppSecret (is not shown): ", required = true, hidden = true, form = "^%w+$",
    means = "letters and digits" },
  token = { env = "WXCARD_TOKEN", text = "Token of the callback URL (empty: none): ", hidden = true,
    form = "^%w%w%w+$", means = "3 to 32 letters and digits", most = 32 },
  encoding_aes_key = { env = "WXCARD_ENCODING_AES_KEY", text = "EncodingAESKey of the callback (empty: none): ",
    hidden = true, form = "^%w+$", means = "43 letters and digits", least = 43, most = 43 },
}

---What a person types. On a terminal a hidden line leaves no trace; elsewhere a line is a line.
local function read(question, ui)
  local host = require("wxcard.core").host
  if host.is_terminal() then
    ui.stderr:write(question.text)
    ui.stderr:flush()
    if question.hidden then return host.read_hidden() end
  end
  local line = io.read("*l")
  return line and line:match("^%s*(.-)%s*$")
end

local function answer(question, ui)
  local value = os.getenv(question.env)
  if not value or value == "" then value = read(question, ui) end
  return value ~= "" and value or nil
end

---@return string? fault never with the value in it
local function fault_of(name, value)
  local question = QUESTIONS[name]
  if not value then
    return question.required and ("%s: required"):format(name) or nil
  elseif not value:match(question.form) or #value < (question.least or 1) or #value > (question.most or 128) then
    return ("%s: must be %s"):format(name, question.means)
  end
end

---Runs git quietly in the file's folder.
local function git(folder, words)
  return process.run(("git -C %s %s >/dev/null 2>&1"):format(quote(folder), words)) == 0
end

---A secret must not be committed by accident.
---@return string? note
local function ignore(path)
  local folder, name = path:match("^(.*)/([^/]+)$")
  folder, name = folder or ".", name or path
  if folder == "" then folder = "/" end
  if not git(folder, "rev-parse --is-inside-work-tree") or git(folder, "check-ignore -q " .. quote("./" .. name)) then
    return nil
  elseif git(folder, "ls-files --error-unmatch " .. quote("./" .. name)) then
    return ("%s is under version control: take it out (git rm --cached %s) and change the secret"):format(path, path)
  end
  local list = folder .. "/.gitignore"
  local before = io.open(list, "rb")
  local text = before and before:read("*a") or ""
  if before then before:close() end
  local file, problem = io.open(list, "ab")
  if not file then return ("add %s to .gitignore: %s"):format(name, problem) end
  file:write(text ~= "" and text:sub(-1) ~= "\n" and "\n" or "", "/", name, "\n")
  file:close()
  return ("added to %s, so that it is not committed"):format(list)
end

local function exists(path, ui)
  return ui:fail(require("wxcard.errors").new({
    kind = "config", path = path, message = "is there already", hint = "--force writes over it" }))
end

---@return integer exit code
function init.run(args, ui)
  local host = require("wxcard.core").host
  local path = args.file or os.getenv("WXCARD_CONFIG")
  if not path or path == "" then path = "wxcard.json" end
  if not args.force and host.stat(path) then return exists(path, ui) end -- before anybody types
  local settings = {}
  for _, name in ipairs(NAMES) do
    settings[name] = answer(QUESTIONS[name], ui)
    local fault = fault_of(name, settings[name])
    if fault then return ui:usage(fault, "nothing was written") end
  end
  settings.base_url = os.getenv("WXCARD_BASE_URL")
  local text = assert(require("wxcard.json").encode(settings, { indent = 2 }))
  local ok, err = host.write_private(path, text .. "\n", args.force)
  if not ok then return err.exists and exists(path, ui) or ui:fail(err) end
  local note = ignore(path)
  if ui.json then return ui:result({ file = path, note = note }) end
  ui:print(("wrote %s (mode 600)%s"):format(path, note and "; " .. note or ""))
  if path ~= "wxcard.json" then ui:print("next: export WXCARD_CONFIG=" .. quote(path)) end
  ui:print("next: wxcard doctor         looks whether everything is right")
  ui:print("      wxcard call /card/batchget offset=0 count=10   is a first call")
  return 0
end

return init
