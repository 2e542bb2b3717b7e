---A throw-away certificate authority, and servers that speak TLS with what it signs.
local program = require("spec.support.program")

local tls = {}

local quote = program.quote

local function openssl(folder, words)
  local status, _, err = program.sh(("cd %s && openssl %s"):format(quote(folder), words))
  assert(status == 0, err)
end

local function write(path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
end

local KEY = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"

---Makes a CA and these certificates: good (127.0.0.1 and localhost), wrong (another host), expired, self (signed by
---nobody but itself).
---@return table pki folder =, ca = path, cert(name) and key(name) = paths, remove()
function tls.new()
  local folder = program.folder()
  openssl(folder, ("req -x509 %s -days 2 -subj '/CN=wxcard spec CA' -keyout ca.key -out ca.pem"):format(KEY))
  local names = { good = "IP:127.0.0.1,DNS:localhost", wrong = "DNS:elsewhere.example", expired = "IP:127.0.0.1" }
  for name, alt in pairs(names) do
    write(folder .. "/" .. name .. ".ext", "subjectAltName=" .. alt .. "\n")
    openssl(folder, ("req %s -subj '/CN=%s' -keyout %s.key -out %s.csr"):format(KEY, name, name, name))
    openssl(folder, ("x509 -req -in %s.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days %d "):format(name,
      name == "expired" and -1 or 2) .. ("-extfile %s.ext -out %s.pem"):format(name, name))
  end
  openssl(folder, ("req -x509 %s -days 2 -subj '/CN=self' -addext subjectAltName=IP:127.0.0.1 "):format(KEY)
    .. "-keyout self.key -out self.pem")
  return {
    folder = folder, ca = folder .. "/ca.pem",
    cert = function(name) return folder .. "/" .. name .. ".pem" end,
    key = function(name) return folder .. "/" .. name .. ".key" end,
    remove = function() program.remove(folder) end,
  }
end

---A server that answers every request with JSON, by openssl's s_server; `options` such as "-tls1_2".
---@return { url: string, stop: fun() }
function tls.server(pki, name, options)
  local root = program.folder()
  os.execute(("mkdir -p %s/cgi-bin %s/card"):format(root, root))
  local pipe = io.popen(("echo $$; cd %s; exec openssl s_server -accept 127.0.0.1:0 -cert %s -key %s -WWW %s 2>&1")
    :format(root, quote(pki.cert(name)), quote(pki.key(name)), options or ""))
  local pid = pipe:read("*l")
  local port
  repeat
    local line = assert(pipe:read("*l"), "openssl s_server did not start")
    port = line:match("^ACCEPT [%d.]+:(%d+)")
  until port
  return { url = "https://127.0.0.1:" .. port, port = tonumber(port), stop = function()
    os.execute("kill " .. pid)
    pipe:close()
    program.remove(root)
  end }
end

---nginx with HTTPS and HTTP/2 (`url`), or HTTP/1.1 alone (`http1`): tokens, and an answer that names its connection and
---protocol.
---@return { url: string, http1: string, pid: string, stop: fun() }
function tls.nginx(pki, name)
  local socket = require("socket")
  local folder = program.folder()
  local a, b = assert(socket.bind("127.0.0.1", 0)), assert(socket.bind("127.0.0.1", 0))
  local _, port = a:getsockname()
  local _, plain = b:getsockname()
  a:close()
  b:close()
  write(folder .. "/nginx.conf", (([[
    worker_processes 1;
    pid @DIR@/nginx.pid;
    events { worker_connections 1024; }
    http {
      access_log off;
      client_body_temp_path @DIR@/body;
      proxy_temp_path @DIR@/proxy;
      fastcgi_temp_path @DIR@/fastcgi;
      uwsgi_temp_path @DIR@/uwsgi;
      scgi_temp_path @DIR@/scgi;
      keepalive_requests 100000;
      default_type application/json;
      ssl_certificate @CERT@;
      ssl_certificate_key @KEY@;
      server {
        listen 127.0.0.1:@PORT@ ssl http2;
        listen 127.0.0.1:@PLAIN@ ssl;
        location = /cgi-bin/stable_token { return 200 '{"access_token":"token-nginx","expires_in":7200}'; }
        location / {
          return 200 '{"errcode":0,"connection":"$connection","protocol":"$server_protocol","tls":"$ssl_protocol"}';
        }
      }
    }
  ]]):gsub("@(%u+)@", { DIR = folder, PORT = port, PLAIN = plain, CERT = pki.cert(name), KEY = pki.key(name) })))
  local pipe = io.popen(("echo $$; exec nginx -p %s -c %s/nginx.conf -e %s/error.log -g 'daemon off;' 2>&1"):format(
    folder, folder, folder))
  local pid = pipe:read("*l")
  local deadline = socket.gettime() + 10
  while true do
    local conn = socket.connect("127.0.0.1", tonumber(port))
    if conn then
      conn:close()
      break
    end
    assert(socket.gettime() < deadline, "nginx did not start")
    socket.sleep(0.02)
  end
  return { url = "https://127.0.0.1:" .. port, http1 = "https://127.0.0.1:" .. plain, pid = pid, stop = function()
    os.execute("kill " .. pid)
    pipe:close()
    program.remove(folder)
  end }
end

return tls
