---Errors are values: `nil, err`. One table, one readable `tostring`.
---@class wxcard.Error
---@field kind "config"|"validation"|"token"|"transport"|"api"|"quota"|"signature"|"crypto"|"timeout"|"busy"|"cancelled"
---@field code integer?      WeChat's errcode
---@field name string?       WeChat's name for the code
---@field message string     for people; never a secret, never a member's data
---@field hint string?       what to do about it
---@field path string?       of the field or the endpoint
---@field faults wxcard.Fault[]? every fault of a refused body, the first of which is this error's own
---@field status integer?    HTTP status
---@field rid string?        WeChat's id of the request
---@field attempts integer?  how often it was sent
---@field retryable boolean? whether the same call may succeed later
---@field retry_after number? seconds to wait before it
---@field reset_at integer?  Unix time at which a used-up quota begins anew
---@field outcome "not_sent"|"refused"|"unknown"|nil
---@class wxcard.Fault
---@field path string
---@field message string

local core = require("wxcard.core")

local errors = {}

---Makes an error value of a table of fields.
---@param fields table as wxcard.Error
---@return wxcard.Error
function errors.new(fields)
  return setmetatable(fields, core.error_mt)
end

---@return nil
---@return wxcard.Error
function errors.fail(fields)
  return nil, errors.new(fields)
end

---Whether a value is an error of this library.
---@param value any
---@return boolean
function errors.is(value)
  return type(value) == "table" and getmetatable(value) == core.error_mt
end

return errors
