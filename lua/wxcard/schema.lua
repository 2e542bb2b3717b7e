---Schemas: the fields of a request as data, compiled once; tables are then validated and written in one pass.
---
---A field is `{ "name", "type", ... }`, type one of string, integer, number, boolean, object, list, file, any; with
---required, max_bytes, max_chars, min, max, enum, open_enum, min_items, max_items, items, fields, any_of, advisory,
---required_when = { "sibling", value, ... }, ["in"] = "query" | "multipart" | "path", warn; and what is carried for
---readers: doc, doc_zh, doc_conflict, unit, default, example, when, review, fixed, sensitive, notes, format, encrypted.
---A field of the path is checked and written nowhere: whoever sends has put it into the path.
local core = require("wxcard.core").schema

---@class wxcard.Schema
---@field encode fun(self: wxcard.Schema, value: table?, opts: { strict: boolean? }?): wxcard.Encoded?, wxcard.Error?
---  all faults at once in `err.faults`; an unknown field passes with a warning, or is a fault when `strict`
---@field check fun(self: wxcard.Schema, value: table?, opts: { strict: boolean? }?): true?, table?
---  the same without its result: true and the warnings, or nil and the error
---@class wxcard.Encoded
---@field body string?            JSON; nil when every field is a query or multipart field
---@field query string?           percent-encoded, without "?"
---@field files { name: string, value: table }[]? multipart files, in the schema's order
---@field parts { name: string, text: string }[]? other multipart fields
---@field warnings wxcard.Fault[]?

local schema = {}

---Compiles a list of fields. Raises on a malformed one: that is a mistake in the catalogue, not in somebody's card.
---@type fun(fields: table[], opts: { any_of: string[][]? }?): wxcard.Schema
schema.compile = core.compile

---A text that was encrypted elsewhere, for a field that WeChat Pay takes encrypted. Refused when the request goes out
---with another key than the one of `serial`.
---@param serial string  id of the platform key that it was encrypted with
---@param text string    base64
---@return table value
function schema.encrypted(serial, text)
  if type(serial) ~= "string" or serial == "" or type(text) ~= "string" or not text:find("^[%w+/]+=*$") then
    error("wxcard.encrypted(serial, text): the id of a platform key, and base64", 2)
  end
  return setmetatable({ serial = serial, text = text }, core.encrypted_mt)
end

return schema
