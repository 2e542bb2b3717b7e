local core = require("wxcard.core")
local Peer = require("spec.support.peer")
local program = require("spec.support.program")
local socket = require("socket")

local BUILD = os.getenv("WXCARD_BUILD") or "build"
local SOAK = os.getenv("WXCARD_SOAK") ~= nil

describe("the engine in its process:", function()
  local peer, folder

  setup(function()
    peer, folder = Peer.start(), program.folder()
  end)

  teardown(function()
    peer:stop()
    program.remove(folder)
  end)

  local function c_program(name, ...)
    local path = BUILD .. "/test/" .. name
    assert(program.contents(path), path .. " is not there: make spec-programs")
    local words = { program.quote(path) }
    for _, word in ipairs({ ... }) do
      words[#words + 1] = program.quote(word)
    end
    return program.sh(table.concat(words, " "))
  end

  it("children have their own, the parent's goes on", function()
    local quick, slow = peer:story({ { body = "x" } }), peer:story({ { delay = 1, body = "slow" } })
    local calls = SOAK and 1000 or 60
    if os.getenv("WXCARD_SANITIZER") then
      return -- their allocators may be locked for ever in a child when another thread was in them
    end
    local status, out, err = c_program("fork", quick.url .. "/", slow.url .. "/", calls)
    assert.equal("", err)
    assert.equal(0, status)
    assert.equal("forked\n", out)
    assert.truthy(#quick:requests() >= 9 * calls)
    assert.equal(6, #slow:requests()) -- none was sent by a child
  end)

  it("lives as long as one state needs it, and again for the next", function()
    local quick, slow = peer:story({ { body = "x" } }), peer:story({ { delay = 0.3, body = "slow" } })
    local status, out, err = c_program("lives", quick.url .. "/", slow.url .. "/")
    assert.truthy(err:find("^%d+: cancelled: the engine stopped\n$"), err)
    assert.equal(0, status)
    assert.equal("lived\n", out)
  end)

  it("a resolver that hangs holds up nobody but those who asked it", function()
    local library, source = folder .. "/slow.so", folder .. "/slow.c"
    local file = assert(io.open(source, "w"))
    file:write([[
      #define _GNU_SOURCE
      #include <dlfcn.h>
      #include <netdb.h>
      #include <string.h>
      #include <unistd.h>
      typedef int (*Resolve) (const char *, const char *, const struct addrinfo *, struct addrinfo **);
      int getaddrinfo (const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **out) {
        if (node != NULL && strncmp(node, "slow", 4) == 0) {
          sleep(15);
          return EAI_NONAME;
        }
        return ((Resolve)dlsym(RTLD_NEXT, "getaddrinfo"))(node, service, hints, out);
      }
    ]])
    file:close()
    assert.equal(0, (program.sh(("cc -shared -fPIC %s -o %s -ldl"):format(source, library))))
    local s = peer:story({ { body = "x" } })
    for _, ending in ipairs({ "", "os.exit(0)", "os.exit(0, true)" }) do
      local from = socket.gettime()
      local status, out, err = program.run([[
        local wxcard = require("wxcard")
        local now = require("wxcard.core").engine.now
        local from = now()
        local slow = {}
        for i = 1, 5 do
          slow[i] = assert(wxcard.submit({ url = ("http://slow%d.example/"):format(i), timeout = 1 }))
        end
        for _ = 1, 10 do
          local at = now()
          assert(wxcard.request({ url = arg[1] .. "/", timeout = 1 }))
          assert(now() - at < 0.5, "the neighbour waited " .. now() - at)
        end
        for i = 1, 5 do
          local _, err = slow[i]:result()
          assert(err.kind == "timeout" and err.outcome == "not_sent", tostring(err))
        end
        local seconds = now() - from
        assert(seconds > 0.9 and seconds < 2, seconds)
        slow = assert(wxcard.submit({ url = "http://slow.example/", timeout = 20 }))
        assert(wxcard.request({ url = arg[1] .. "/" }))
        print(seconds)
      ]] .. ending, ("LD_PRELOAD=%s ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0"):format(library), s.url)
      assert.equal("", err)
      assert.equal(0, status)
      local whole = socket.gettime() - from
      assert.truthy(whole - tonumber(out) < 2.5, ("ended %.1f s after its last call"):format(whole - tonumber(out)))
    end
  end)

  it("survives a peer that closes after each answer, without a signal", function()
    local calls = SOAK and 10000 or os.getenv("WXCARD_SANITIZER") and 500 or 2000
    local answer = 'HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{"errcode":0}'
    local s = peer:story({ { raw = answer, close = true } }) -- without saying so before
    local status, out, err = program.run([[
      local wxcard = require("wxcard")
      local wx = assert(wxcard.new({ appid = "wx1", secret = "s", base_url = arg[1], cache_dir = false }))
      local left, kinds = tonumber(arg[2]), {}
      local _, errs, count = wxcard.gather(8, function()
        left = left - 1
        return left >= 0 and left or nil
      end, function(i)
        if i % 10 == 0 then return wx.card.code.consume({ code = "1" }) end
        return wx.card.get({ card_id = "p1" })
      end)
      for _, err in pairs(errs) do
        assert(err.kind == "transport" and err.outcome == "unknown" and err.path == "/card/code/consume", tostring(err))
      end
      print(count)
    ]], nil, s.url, calls)
    assert.equal("", err)
    assert.equal(0, status)
    assert.equal(calls, tonumber(out))
  end)

  it("stops with the state while calls are in flight, in a moment", function()
    local s = peer:story({ { hang = true } })
    local from = socket.gettime()
    local status, _, err = program.run([[
      local wxcard = require("wxcard")
      local wx = assert(wxcard.new({ appid = "wx1", secret = "s", base_url = arg[1], cache_dir = false }))
      local kept = {}
      for i = 1, 50 do
        kept[i] = assert(wxcard.submit({ url = arg[1] .. "/", timeout = 60 }))
      end
      assert(wx:token())
    ]], nil, s.url)
    assert.equal("", err)
    assert.equal(0, status)
    assert.truthy(socket.gettime() - from < 3)
  end)

  it("counts what it does", function()
    local before = core.engine.stats()
    local s = peer:story({ { reset = true }, {} })
    local wx = assert(require("wxcard").new({ appid = "wx1", secret = "s", base_url = s.url, cache_dir = false }))
    assert(wx.card.get({ card_id = "p1" }))
    local after = core.engine.stats()
    assert.equal(1, after.calls - before.calls)
    assert.equal(3, after.sent - before.sent) -- the token's request, and two tries
    assert.equal(1, after.retries - before.retries)
    assert.equal(1, after.token_fetches - before.token_fetches)
    assert.same({ 0, 0, true }, { after.in_flight, after.held, after.running })
  end)
end)
