---What may be wrong with this machine, these settings and this account: checks as data, for people and programs.
---Nothing is changed, and nothing secret is in a check. Modules are loaded late: a doctor must come to sick houses too.
local doctor = {}

---@class wxcard.Check
---@field name string
---@field status "ok"|"warn"|"fail"
---@field detail string what was found
---@field hint string?  what to do about it

local YEAR = 365 * 86400
local OLD_BUNDLE = 3 * YEAR -- roots come and go; a bundle of this age misses some
local MOST_SKEW = 60 -- seconds
local CALLS, FILES_A_CALL, FILES_BESIDES = 1000, 4, 200 -- as the engine counts
local USUAL_FILES = 1024 -- what most systems give a process; fewer is worth a word
local NETWORK_SECONDS = 10

local function check(name, status, detail, hint)
  return { name = name, status = status, detail = detail, hint = hint }
end

---An address without the user and password that it may carry.
local function public(url)
  return (url:gsub("//[^/@]*@", "//"))
end

local function first_line(text)
  return tostring(text):match("^[^\n]*")
end

------------------------------------------------------------------------------------------------ the program

local function lua_check()
  local jit = rawget(_G, "jit")
  return check("lua", "ok", jit and ("%s (Lua 5.1's ABI)"):format(jit.version) or _VERSION)
end

---The C core, with the ABI that the Lua files want: requiring wxcard compares them.
local function wxcard_check()
  local found, wxcard = pcall(require, "wxcard")
  if not found then
    return check("wxcard", "fail", first_line(wxcard),
      "build it for this Lua (make, or luarocks make), and look at package.cpath: " .. package.cpath)
  end
  local core = require("wxcard.core")
  local file = package.searchpath and package.searchpath("wxcard.core", package.cpath) -- nil when preloaded
  return check("wxcard", "ok", ("%s, ABI %d%s"):format(wxcard.version, core.abi, file and ", " .. file or ""))
end

local function curl_check(versions)
  local detail = ("%s, TLS by %s, %s"):format(versions.curl, versions.ssl or "nothing",
    versions.nghttp2 and "HTTP/2 by nghttp2 " .. versions.nghttp2 or "no HTTP/2")
  if not versions.ssl then
    return check("libcurl", "fail", detail, "install a libcurl with TLS")
  elseif not versions.nghttp2 then
    return check("libcurl", "warn", detail, "every call in flight needs a connection of its own without HTTP/2")
  end
  return check("libcurl", "ok", detail)
end

---Where two OpenSSLs meet in this process: ours, libcurl's, and the one that others find first.
---@param versions table as core.versions() gives it
---@return string? what nil: one OpenSSL for all
function doctor.clash(versions)
  local ours = versions.openssl
  local function named(who, it)
    return ("%s is %s from %s"):format(who, it.version, it.file or "an unknown file")
  end
  for _, other in ipairs({ { "libcurl's", versions.curls_openssl }, { "the process's", versions.global_openssl } }) do
    local who, it = other[1], other[2]
    if it and (it.version ~= ours.version or it.file ~= ours.file) then
      return named("wxcard's", ours) .. ", " .. named(who, it)
    end
  end
  local reported = (versions.ssl or ""):match("OpenSSL/(%d+%.%d+)")
  if reported and reported ~= ours.version then
    return ("%s, libcurl reports %s"):format(named("wxcard's", ours), reported)
  end
end

local function openssl_check(versions)
  local clash = doctor.clash(versions)
  if clash then
    return check("openssl", "fail", "two in one process: " .. clash,
      "build wxcard and libcurl against the OpenSSL of the program that loads them; mixed, they crash it")
  end
  return check("openssl", "ok", ("%s, %s"):format(versions.openssl_text, versions.openssl.file or "?"))
end

local OPTIONAL = {
  { "httpd", "wxcard.httpd", "wxcard sandbox and wxcard listen need it: install libmicrohttpd and build again" },
  { "qr", "wxcard.qr", "QR codes need it: install libqrencode and libpng and build again" },
  { "luaexpat", "lxp", "events in XML need it: install lua-expat, or luarocks install luaexpat" },
}

local function module_checks(add)
  for _, module in ipairs(OPTIONAL) do
    local found, why = pcall(require, module[2])
    add(found and check(module[1], "ok", "present") or check(module[1], "warn", first_line(why), module[3]))
  end
end

---The engine lowers how many calls it has in flight to what the limit carries.
local function files_check(host)
  local limit = host.open_files()
  local wanted = FILES_A_CALL * CALLS + FILES_BESIDES
  if not limit or limit >= wanted then
    return check("open files", "ok", ("%s: %d calls at once"):format(limit and math.floor(limit) or "no limit", CALLS))
  end
  local calls = math.max(8, math.floor((limit - FILES_BESIDES) / FILES_A_CALL))
  return check("open files", limit < USUAL_FILES and "warn" or "ok",
    ("%d: %d calls at once, others wait"):format(limit, calls), ("ulimit -n %d allows %d"):format(wanted, CALLS))
end

----------------------------------------------------------------------------------------------- the settings

---Where settings come from, and the config file if there is one in use.
local function sources(getenv)
  local sandbox, file = getenv("WXCARD_SANDBOX"), getenv("WXCARD_CONFIG")
  if sandbox and sandbox ~= "" then
    return "the sandbox in " .. sandbox
  elseif file and file ~= "" then
    return "the environment and " .. file, file
  end
  local here = io.open("wxcard.json", "rb")
  if here then
    here:close()
    return "the environment and ./wxcard.json", "wxcard.json"
  end
  return "the environment"
end

local function settings_check(settings, err, from)
  if not settings then
    return check("settings", "fail", tostring(err), "from " .. from)
  end
  local named = settings.appid and ("appid %s at %s"):format(settings.appid, public(settings.base_url))
  if not settings.appid or not settings.secret then
    return check("settings", "fail", ("no %s in %s"):format(settings.appid and "secret" or "appid", from),
      "run wxcard init, or set WXCARD_APPID and WXCARD_SECRET")
  elseif not settings.appid:match("^wx[%da-f]+$") or #settings.appid ~= 18 then
    return check("settings", "warn", named .. ", from " .. from, "an appid is wx and 16 hexadecimal digits")
  elseif settings.secret:match("[^%da-f]") or #settings.secret ~= 32 then
    return check("settings", "warn", named .. ", from " .. from,
      "a secret is 32 hexadecimal digits: was a blank or a quote copied with it?")
  end
  return check("settings", "ok", named .. (settings.proxy and " by way of " .. public(settings.proxy) or "")
    .. ", from " .. from)
end

local function file_check(host, path)
  local stat, err = host.stat(path)
  if not stat then
    return check("config file", "fail", tostring(err))
  elseif stat.mode % 64 ~= 0 then
    return check("config file", "warn", ("%s may be opened by others (mode %03o)"):format(path, stat.mode),
      ("it holds the secret: chmod 600 %s"):format(path))
  end
  return check("config file", "ok", ("%s, mode %03o"):format(path, stat.mode))
end

local function cache_check(host, settings, getenv)
  if settings.cache_dir == false then
    return check("token cache", "ok", "off: each process fetches its own token")
  end
  local path, err = host.cache_folder(settings.cache_dir, getenv("XDG_CACHE_HOME"))
  if not path then
    return check("token cache", settings.cache_dir and "fail" or "warn", tostring(err),
      "without it each process fetches its own token; name a folder of yours as cache_dir")
  end
  local mode = host.stat(path).mode
  if mode % 64 ~= 0 then
    return check("token cache", "warn", ("%s may be opened by others (mode %03o)"):format(path, mode),
      "tokens lie in it: chmod 700 " .. path)
  end
  return check("token cache", "ok", ("%s, mode %03o"):format(path, mode))
end

---How many certificates a PEM bundle holds.
local function certificates(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("*a") or ""
  file:close()
  return select(2, text:gsub("%-%-%-%-%-BEGIN [TRUSED ]*CERTIFICATE%-%-%-%-%-", ""))
end

local function ca_check(host, settings, now)
  local path, err, by = require("wxcard.ca").find(settings)
  if path == "" then
    return check("ca bundle", "ok", "none found, and none needed for " .. settings.base_url)
  elseif not path then
    return check("ca bundle", "fail", err.message, err.hint)
  end
  local count, stat = certificates(path), host.stat(path)
  local age = math.floor((now - stat.mtime) / 86400)
  local detail = ("%s (%s): %d certificates, %d days old"):format(path, by, count, math.max(0, age))
  if count == 0 then
    return check("ca bundle", "fail", detail, "a PEM file of root certificates is needed")
  elseif now - stat.mtime > OLD_BUNDLE then
    return check("ca bundle", "warn", detail, "install a newer ca-certificates: roots expire and are replaced")
  end
  return check("ca bundle", "ok", detail)
end

---The form alone: whether they are the console's, only a push can tell.
local function callback_check(settings)
  local token, key = settings.token, settings.encoding_aes_key
  if not token and not key then
    return check("callback", "ok", "not set; only receiving events needs token and encoding_aes_key")
  elseif not token then
    return check("callback", "fail", "encoding_aes_key without token", "set WXCARD_TOKEN to the console's Token")
  elseif #token < 3 or #token > 32 or token:match("%W") then
    return check("callback", "fail", ("token: %d characters%s"):format(#token,
      token:match("%W") and ", not all letters and digits" or ""), "the console takes 3 to 32 letters and digits")
  elseif not key then
    return check("callback", "ok", "token set, no encoding_aes_key: events in clear alone")
  elseif #key ~= 43 or key:match("%W") then
    return check("callback", "fail", ("encoding_aes_key: %d characters%s"):format(#key,
      key:match("%W") and ", not all letters and digits" or ""), "the console's has 43 letters and digits")
  end
  return check("callback", "ok", "token and encoding_aes_key have the right form")
end

------------------------------------------------------------------------------------------------ the network

local MONTHS = { Jan = 1, Feb = 2, Mar = 3, Apr = 4, May = 5, Jun = 6, Jul = 7, Aug = 8, Sep = 9, Oct = 10, Nov = 11,
  Dec = 12 }

---Unix time of an HTTP date: "Sun, 06 Nov 1994 08:49:37 GMT".
---@param text string?
---@return integer?
function doctor.http_date(text)
  local day, month, year, h, m, s = (text or ""):match("(%d%d) (%a%a%a) (%d%d%d%d) (%d%d):(%d%d):(%d%d) GMT$")
  month = MONTHS[month]
  if not month then
    return nil
  end
  -- years are counted from March, so that the leap day is the last
  local y = month > 2 and tonumber(year) or tonumber(year) - 1
  local of_year = math.floor((153 * ((month + 9) % 12) + 2) / 5) + tonumber(day) - 1
  local days = 365 * y + math.floor(y / 4) - math.floor(y / 100) + math.floor(y / 400) + of_year - 719468
  return ((days * 24 + tonumber(h)) * 60 + tonumber(m)) * 60 + tonumber(s)
end

local function clock_check(answer, asked, answered)
  local theirs = doctor.http_date(answer.headers.date)
  if not theirs then
    return check("clock", "warn", "the answer has no Date to compare with")
  end
  -- Date has whole seconds, and the answer took some
  local skew = asked > theirs + 1 and asked - theirs - 1 or answered < theirs and answered - theirs or 0
  if math.abs(skew) > MOST_SKEW then
    local side = skew > 0 and "ahead of" or "behind"
    return check("clock", "warn", ("%.0f s %s the server's"):format(math.abs(skew), side),
      "set it (NTP): signatures carry the time, and tokens end by it")
  end
  return check("clock", "ok", ("%.0f s off at most"):format(math.max(1, math.abs(skew) + 1)))
end

---One plain request by the way that calls take: the CA bundle, the proxy, the name's address.
local function reach(wx, add)
  local gather, engine = require("wxcard.gather"), require("wxcard.core").engine
  local url = wx.config.base_url .. "/"
  local asked = engine.wall()
  local call, err = wx.core:request({ method = "GET", url = url, headers = {}, safe = true }, NETWORK_SECONDS)
  local answer
  if call then
    gather.await(call)
    answer, err = call:result()
  end
  if not answer then
    add(check("connection", "fail", ("%s: %s"):format(public(url), err.message),
      err.hint or "is there a way out of this machine: a firewall, a proxy (WXCARD_PROXY)?"))
    return false
  end
  local safe = url:match("^https") and "certificate verified" or "on this machine"
  add(check("connection", "ok", ("%s, %s"):format(public(url), safe)))
  add(clock_check(answer, asked, engine.wall()))
  return true
end

local WHICH = { [40013] = "appid", [41002] = "appid", [40125] = "secret", [40001] = "secret", [41004] = "secret" }
local WHITE_LIST = "add it in WeChat's console: mp.weixin.qq.com, the account's basic configuration (基本配置), "
  .. "IP white list (IP白名单)"

---A stable token is the same for everybody who asks, so asking disturbs no one; and the answer judges appid, secret and
---address.
local function account_checks(wx, add)
  local answer, err = wx:call("POST", "/cgi-bin/stable_token", { grant_type = "client_credential" },
    { timeout = NETWORK_SECONDS })
  if answer then
    return add(check("credentials", "ok", ("a token for %s, good for %d s"):format(wx.config.appid, answer.expires_in)))
  elseif err.code == 40164 then
    local seen = err.seen_ip or "?"
    if err.seen_ip6 then
      seen = ("%s (as IPv6 %s)"):format(seen, err.seen_ip6)
    end
    add(check("egress address", "fail", ("WeChat sees %s, not in the account's white list"):format(seen), WHITE_LIST))
    return add(check("credentials", "warn", "not judged: WeChat refused the address first"))
  end
  local which = WHICH[err.code]
  local said = err.code and ("%d %s"):format(err.code, err.message) or err.message
  add(check("credentials", "fail", which and ("%s: %s"):format(which, said) or said, err.hint))
end

---Runs the checks, each of which may depend on those before it.
---@param opts { offline: boolean?, config: wxcard.Config?, getenv: (fun(name: string): string?)? }?
---@return wxcard.Check[]
function doctor.run(opts)
  opts = opts or {}
  local getenv = opts.getenv or os.getenv
  local checks = { lua_check(), wxcard_check() }
  local function add(one)
    checks[#checks + 1] = one
  end
  if checks[2].status == "fail" then
    return checks -- nothing else can be looked at
  end
  local core = require("wxcard.core")
  local versions = core.versions()
  add(curl_check(versions))
  add(openssl_check(versions))
  module_checks(add)
  add(files_check(core.host))
  local from, file = sources(getenv)
  local settings, err = require("wxcard.config").load(opts.config, getenv)
  add(settings_check(settings, err, from))
  if file then
    add(file_check(core.host, file))
  end
  if not settings then
    return checks
  end
  add(cache_check(core.host, settings, getenv))
  add(ca_check(core.host, settings, core.engine.wall()))
  add(callback_check(settings))
  if opts.offline then
    return checks
  end
  settings.cache_dir = false -- a visitor leaves nothing behind
  local wx
  wx, err = require("wxcard.client").with(settings)
  if not wx then
    add(check("connection", "fail", err.message, err.hint))
    return checks
  end
  if reach(wx, add) and settings.appid and settings.secret then
    account_checks(wx, add)
  end
  wx:close()
  return checks
end

return doctor
