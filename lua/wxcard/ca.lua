---Which bundle of CA certificates is believed: TLS is always verified, so there must be one.
local errors = require("wxcard.errors")

local ca = {}

local FILES = { -- Debian, Fedora, SUSE, Alpine and macOS, the BSDs
  "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
  "/etc/ssl/cert.pem", "/usr/local/share/certs/ca-root-nss.crt",
}

local function readable(path)
  local file = io.open(path, "rb")
  return file ~= nil and file:close()
end

---@param settings wxcard.Config
---@return string? path    "" where nothing needs one: a sandbox on this machine
---@return wxcard.Error? err
---@return string? found_by "ca_file", "SSL_CERT_FILE" or "system"
function ca.find(settings)
  if settings.ca_file then
    if readable(settings.ca_file) then
      return settings.ca_file, nil, "ca_file"
    end
    return errors.fail({ kind = "config", path = "ca_file", message = "cannot read " .. settings.ca_file })
  end
  local named = os.getenv("SSL_CERT_FILE")
  if named and readable(named) then
    return named, nil, "SSL_CERT_FILE"
  end
  for _, path in ipairs(FILES) do
    if readable(path) then
      return path, nil, "system"
    end
  end
  if not settings.base_url:match("^https") then
    return ""
  end
  return errors.fail({ kind = "config", path = "ca_file", message = "no bundle of CA certificates found",
    hint = "install ca-certificates, or name one as ca_file" })
end

return ca
