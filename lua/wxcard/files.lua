---Files to upload, as values for a field of type "file".
local files = {}

---A file on disk. It is opened when the call is made, streamed, and must not change meanwhile.
---@param path string       a regular file
---@param filename string?  the name WeChat sees; default: the last segment of the path
---@return wxcard.File
function files.file(path, filename)
  if type(path) ~= "string" or path == "" then
    error("wxcard.file: a path is a non-empty string", 2)
  end
  return { path = path, filename = filename }
end

---Bytes in memory.
---@param bytes string
---@param filename string? default "upload"
---@return wxcard.File
function files.bytes(bytes, filename)
  if type(bytes) ~= "string" then
    error("wxcard.bytes: bytes are a string", 2)
  end
  return { bytes = bytes, filename = filename }
end

---@class wxcard.File
---@field path string?
---@field bytes string?
---@field filename string?

return files
