---`wxcard call PATH …`: any endpoint by its path.
local arguments = require("wxcard.cli.arguments")

local call = {
  name = "call",
  summary = "Call an endpoint by its path.",
  description = [[
Call an endpoint of WeChat by its path and print the answer.

  wxcard call /card/get card_id=p1Pj9jr90_SQRaVqYI239Ka1erkI
  wxcard call /card/create @card.lua
  wxcard call /card/testwhitelist/set openid=oA openid=oB
  wxcard call /card/code/unavailable code=110201201245 reason=lost --yes
  wxcard call --list membercard

Keys may have dots and indexes (card_list[1].card_id=...). The catalogue says which values are
numbers; key:=JSON gives a value as JSON. A file is JSON, or Lua that returns a table; - is the
standard input. Later words overrule earlier ones.]],
}

function call.configure(command)
  command:argument("path", "The endpoint's path, such as /card/get."):args("?")
  command:argument("words", "key=value, key:=JSON, @file.lua or @file.json"):args("*")
  command:flag("--yes", "Really call an endpoint whose effect cannot be undone.")
  command:flag("--show", "Print tokens and tickets that an answer brings; they are hidden otherwise.")
  command:flag("--strict", "Refuse fields that the catalogue does not know.")
  command:option("--method", "The HTTP method for a path that is not in the catalogue."):default("POST")
    :choices({ "GET", "POST", "PUT", "PATCH", "DELETE" })
  command:flag("--describe", "Show the endpoint and its fields; call nothing.")
  command:option("--list", "List the paths that contain WORD; call nothing."):argname("WORD"):args("?")
end

local CHINESE = (os.getenv("LC_ALL") or os.getenv("LANG") or ""):match("^zh") ~= nil

---The text of a fact in the reader's language.
local function text_of(of, name)
  return CHINESE and of[name .. "_zh"] or of[name]
end

local function doc_of(of)
  return text_of(of, "doc") or ""
end

local function list(catalogue, word, ui)
  for _, entry in ipairs(catalogue.entries()) do
    if entry.key:find(word or "", 1, true) then
      ui:print(("%-46s %s"):format(entry.key, doc_of(entry)))
    end
  end
  return 0
end

---One line a field: path, type, what is required of it, what it means.
local function describe_fields(fields, prefix, ui)
  for _, field in ipairs(fields or {}) do
    local path = prefix .. field[1]
    local kind = field[2] == "list" and "list of " .. (field.items or "any") or field[2]
    local notes = {}
    if field.required then notes[#notes + 1] = "required" end
    if field.max_bytes then notes[#notes + 1] = ("at most %d bytes"):format(field.max_bytes) end
    if field.max_chars then notes[#notes + 1] = ("at most %d characters"):format(field.max_chars) end
    if field.enum then notes[#notes + 1] = table.concat(field.enum, "|") end
    if field.unit then notes[#notes + 1] = field.unit end
    if doc_of(field) ~= "" then notes[#notes + 1] = doc_of(field) end
    ui:print(("  %s (%s) %s"):format(path, kind, table.concat(notes, "; ")))
    describe_fields(field.fields, path .. (field[2] == "list" and "[1]." or "."), ui)
  end
end

local function describe(entry, ui)
  ui:print(("%s %s: %s"):format(entry.method, entry.path, doc_of(entry)))
  if entry.warning then ui:print("  warning: " .. text_of(entry, "warning")) end
  if entry.irreversible then ui:print("  needs --yes: " .. text_of(entry, "irreversible")) end
  describe_fields(entry.request, "", ui)
  for _, group in ipairs(entry.any_of or {}) do ui:print("  one of: " .. table.concat(group, ", ")) end
  return 0
end

local CREDENTIALS = { access_token = true, refresh_token = true, ticket = true }

---Hides what would let a reader of the terminal or of a log act as the account. A QR code's ticket is no secret.
local function hide(answer, entry)
  for _, field in ipairs(entry and entry.response or {}) do
    local name = field[1]
    if field.sensitive and CREDENTIALS[name] and answer[name] then answer[name] = "hidden; --show prints it" end
  end
end

---An answer that is no JSON, such as the picture of a QR code: the bytes themselves, for a file.
local function print_bytes(answer, ui)
  if ui.json then
    local crypto = require("wxcard.crypto")
    return ui:result({ content_type = answer.content_type, body_base64 = crypto.base64_encode(answer.body) })
  end
  ui.stdout:write(answer.body)
  return 0
end

---@return integer exit code
function call.run(args, ui)
  local catalogue = require("wxcard.catalogue")
  if args.list then return list(catalogue, args.list[1], ui) end
  local path = args.path
  if not path then return ui:usage("which path?", "wxcard call --list shows what there is") end
  if path:find("://", 1, true) then return ui:usage("a path is needed, such as /card/get, not an address") end
  path = path:match("^/") and path or "/" .. path
  local entry = catalogue.endpoint(path)
  if args.describe then
    return entry and describe(entry, ui) or ui:usage(path .. " is not in the catalogue")
  end
  if not entry then ui:note("note: " .. path .. " is not in the catalogue; it is sent unchecked") end
  local body, problem = arguments.read(args.words, entry and entry.request)
  if problem then return ui:usage(problem) end
  if entry and entry.warning then ui:note("warning: " .. text_of(entry, "warning")) end
  if entry and entry.irreversible and not args.yes then
    return ui:usage(("%s: %s"):format(path, text_of(entry, "irreversible")), "add --yes to call it all the same")
  end
  local wx, err = require("wxcard").new({
    strict = args.strict or nil,
    on_warning = function(warning) ui:note(("warning: %s: %s"):format(warning.path, warning.message)) end,
  })
  if not wx then return ui:fail(err) end
  local answer
  answer, err = wx:call(entry and entry.method or args.method, path, body)
  wx:close()
  if not answer then return ui:fail(err) end
  if entry and entry.answer == "binary" then return print_bytes(answer, ui) end
  if not args.show then hide(answer, entry) end
  return ui:result(answer)
end

return call
