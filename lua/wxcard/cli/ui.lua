---What a command says, where it goes, and the exit code that follows.
---Results go to stdout; notes, warnings and errors to stderr; with `json` errors go to stdout too.
local ui = {}
ui.__index = ui

local USAGE, FAILED, CONFIG = 2, 1, 3
local CODES = { validation = USAGE, config = CONFIG }

---@param streams { stdout: file*, stderr: file* }
function ui.new(streams)
  return setmetatable({ stdout = streams.stdout, stderr = streams.stderr, json = false }, ui)
end

---One line of the result.
function ui:print(line)
  self.stdout:write(line, "\n")
  self.stdout:flush() -- somebody may be reading a pipe line by line
end

---Something to know that is no part of the result.
function ui:note(line)
  self.stderr:write(line, "\n")
end

---A result: pretty JSON for people, one line for machines.
function ui:result(value)
  local json = require("wxcard.json")
  local text, err = json.encode(value, not self.json and { indent = 2 } or nil)
  if not text then return self:fail(err) end
  self:print(text)
  return 0
end

local function fields_of(err)
  local fields = {}
  for key, value in pairs(err) do
    local kind = type(value)
    if type(key) == "string" and (kind == "string" or kind == "number" or kind == "boolean" or key == "faults") then
      fields[key] = value
    end
  end
  return fields
end

---Prints an error of the library.
---@param err wxcard.Error
---@return integer exit code
function ui:fail(err)
  if self.json then
    self:print(assert(require("wxcard.json").encode({ error = fields_of(err) })))
  else
    self:note("wxcard: " .. tostring(err))
    for _, fault in ipairs(err.faults and #err.faults > 1 and err.faults or {}) do
      self:note(("  %s: %s"):format(fault.path, fault.message))
    end
  end
  return CODES[err.kind] or FAILED
end

---Wrong usage: nothing was done.
---@return integer exit code
function ui:usage(message, hint)
  if self.json then
    local fault = { kind = "validation", message = message, hint = hint, outcome = "not_sent" }
    self:print(assert(require("wxcard.json").encode({ error = fault })))
  else
    self:note("wxcard: " .. message .. (hint and "\n  " .. hint or ""))
  end
  return USAGE
end

return ui
