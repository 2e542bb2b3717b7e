-- What leaves the checkout: the built command, `make install`, the rock, and a build without the optional libraries.
local build = os.getenv("WXCARD_BUILD") or "build"
local abi = _VERSION == "Lua 5.1" and "5.1" or "5.4"
local lua = abi == "5.1" and "luajit" or "lua5.4"

local function quote(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

---Runs a shell command; its output and its exit code (128 + n for a signal n).
local function run(command)
  local pipe = assert(io.popen("{ " .. command .. "\n} 2>&1; printf '\\n%d' $?"))
  local text = pipe:read("*a")
  pipe:close()
  local output, code = text:match("^(.*)\n(%d+)$")
  return output, tonumber(code)
end

local function must(command)
  local output, code = run(command)
  assert(code == 0, command .. "\n" .. output)
  return output
end

---A Lua with the modules of one tree alone in front, run from a folder that holds none.
local function lua_in(tree, code)
  local paths = ("package.path = %q .. package.path; package.cpath = %q .. package.cpath"):format(
    ("%s/share/lua/%s/?.lua;%s/share/lua/%s/?/init.lua;"):format(tree, abi, tree, abi),
    ("%s/lib/lua/%s/?.so;"):format(tree, abi))
  return ("cd / && %s -e %s -e %s"):format(lua, quote(paths), quote(code))
end

describe("packaging", function()
  local dir

  before_each(function()
    dir = must("mktemp -d"):match("%S+")
  end)

  after_each(function()
    must("rm -rf " .. quote(dir))
  end)

  it("builds a command that finds its modules from anywhere, also through a link", function()
    must(("ln -s %s/bin/wxcard %s/wx"):format(quote(build), dir))
    local help = must(("cd / && WXCARD_LUA=%s %s/wx --help"):format(lua, dir))
    assert.truthy(help:find("sandbox", 1, true))
  end)

  it("dies on SIGTERM", function()
    local _, code = run(([[
      WXCARD_LUA=%s %s/bin/wxcard sandbox --port 0 --dir %s/box >%s/out 2>&1 & pid=$!
      n=0; while [ ! -s %s/box/sandbox.json ] && [ $n -lt 100 ]; do sleep 0.05; n=$((n + 1)); done
      [ -s %s/box/sandbox.json ] || exit 99
      kill -TERM $pid; wait $pid]]):format(lua, quote(build), dir, dir, dir, dir))
    assert.equal(128 + 15, code)
  end)

  it("installs below PREFIX, and the command there works", function()
    must(("make -s -o all install BUILD=%s DESTDIR=%s PREFIX=/usr"):format(quote(build), dir))
    assert.truthy(must(("cd / && WXCARD_LUA=%s %s/usr/bin/wxcard --help"):format(lua, dir)):find("sandbox", 1, true))
    assert.equal("function", must(lua_in(dir .. "/usr", [[io.write(type(require("wxcard").new))]])))
    must(("make -s uninstall DESTDIR=%s PREFIX=/usr"):format(dir))
    assert.equal("", must(("find %s -type f"):format(dir)))
  end)

  it("is a rock that needs no network and no other rock", function()
    -- a proxy that nobody serves: whoever asks for the network fails
    must(("http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9 luarocks make --tree=%s --lua-version=%s")
      :format(dir, abi))
    local where = must(lua_in(dir, [[
      local wxcard = require("wxcard")
      assert(type(wxcard.new) == "function")
      assert(require("wxcard.core").abi)
      io.write(package.searchpath("wxcard", package.path), "\n", package.searchpath("wxcard.core", package.cpath))]]))
    assert.equal(("%s/share/lua/%s/wxcard/init.lua\n%s/lib/lua/%s/wxcard/core.so"):format(dir, abi, dir, abi), where)
    assert.truthy(must(("cd / && %s/bin/wxcard --help"):format(dir)):find("sandbox", 1, true))
  end)

  it("builds without the optional libraries, and says in one line what is missing", function()
    local so = ("%s/lib/lua/%s/wxcard/"):format(dir, abi)
    must(("make -s BUILD=%s WITHOUT='httpd qr' %shttpd.so %sqr.so"):format(dir, so, so))
    local said = must(([[cd / && %s -e 'package.cpath = "%s/lib/lua/%s/?.so"' -e '
      print((select(2, pcall(require, "wxcard.httpd"))))
      print((select(2, pcall(require, "wxcard.qr"))))']]):format(lua, dir, abi))
    assert.equal("wxcard.httpd is not in this build: it needs libmicrohttpd\n"
      .. "wxcard.qr is not in this build: it needs libqrencode libpng\n", said)
  end)
end)
