---JSON of open shape: deterministic, exact, the same on both Luas. What has a known shape goes through wxcard.schema.
local core = require("wxcard.core").json

local json = {}

---A JSON null; the same value as cjson.null.
json.null = core.null

---The metatable of lists: an empty table that has it encodes as `[]`.
json.array_mt = core.array_mt

---Encodes a value. Names are sorted; integral floats become integers; text stays UTF-8. Metamethods are never called.
---An empty table is `{}` unless it is marked by `json.array`.
---@param value any                  up to 100 levels deep
---@param opts { indent: integer? }? spaces a level; one field a line then
---@return string? text
---@return wxcard.Error? err         kind "validation", with the path of the first fault and all of them in `faults`
---@type fun(value: any, opts: { indent: integer? }?): string?, wxcard.Error?
json.encode = core.encode

---Decodes a text. Integers are exact: those beyond 2^53 come as strings of digits. An empty `[]` is marked, so it stays
---`[]`. `null` is dropped from objects and is json.null in lists. Of equal names the last counts.
---@param text string
---@param opts { null: boolean?, bignum: boolean? }? null: keep nulls in objects, too;
---  bignum: integers beyond 2^53 as number objects, which encode as they were
---@return any value
---@return wxcard.Error? err kind "validation"; says the byte, never the text
---@type fun(text: string, opts: { null: boolean?, bignum: boolean? }?): any, wxcard.Error?
json.decode = core.decode

---Marks a table as a list and returns it.
---@type fun(t: table): table
json.array = core.array

---An object that encodes as exactly these digits, unquoted; `tostring` gives them back. Raises when they are no number.
---@type fun(text: string): table
json.number = core.number

return json
