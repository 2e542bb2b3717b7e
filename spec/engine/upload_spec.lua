local core = require("wxcard.core")
local crypto = require("wxcard.crypto")
local Peer = require("spec.support.peer")
local program = require("spec.support.program")
local wxcard = require("wxcard")

local PNG = "\137PNG\r\n\26\n"

describe("uploads", function()
  local peer, folder

  setup(function()
    peer, folder = Peer.start(), program.folder()
  end)

  teardown(function()
    peer:stop()
    program.remove(folder)
  end)

  local function story(...)
    local s = peer:story({ ... })
    return s, assert(wxcard.new({ appid = "wx1", secret = "s3cr3t", base_url = s.url, cache_dir = false,
      on_warning = function() end }))
  end

  local function write(name, bytes)
    local path = folder .. "/" .. name
    local file = assert(io.open(path, "wb"))
    file:write(bytes)
    file:close()
    return path
  end

  -- Bytes that no two places of a file share, so that a piece in the wrong place shows.
  local function noise(size)
    local parts = {}
    for i = 1, math.ceil(size / 8) do
      parts[i] = ("%08x"):format(i)
    end
    return PNG .. table.concat(parts):sub(1, size - #PNG)
  end

  local function picture(wx, file, opts)
    return wx.cgi_bin.media.uploadimg({ buffer = file }, opts)
  end

  it("are one a call: a second is refused before anything is sent", function()
    local _, wx = story({ file = true })
    local file = wxcard.bytes(noise(100), "a.png")
    local answer, err = wx.cgi_bin.media.uploadimg({ buffer = file, media = file })
    assert.is_nil(answer)
    assert.equal("validation", err.kind)
    assert.equal("more than one file", err.message)
    assert.equal("not_sent", err.outcome)
  end)

  it("arrive as they are, from a path and from memory, whatever their size", function()
    local _, wx = story({ file = true })
    for _, size in ipairs({ 9, 100, 65535, 65536, 65537, 131072, 1000000 }) do
      local bytes = noise(size)
      for _, file in ipairs({ wxcard.file(write("logo.png", bytes)), wxcard.bytes(bytes, "logo.png") }) do
        local part = assert(picture(wx, file)).parts[1]
        assert.same({ name = "buffer", filename = "logo.png", content_type = "image/png", size = size,
          sha = crypto.sha256_hex(bytes) }, part)
      end
    end
  end)

  it("carry names with quotes, line ends and UTF-8", function()
    local _, wx = story({ file = true })
    for _, name in ipairs({ "会员 卡.png", 'a"b.png', "a\r\nX: y.png", "a;b=c.png", "a\\b.png" }) do
      assert.equal(name, assert(picture(wx, wxcard.bytes(noise(50), name))).parts[1].filename)
    end
    assert.equal("名字.png", assert(picture(wx, wxcard.file(write("名字.png", noise(50))))).parts[1].filename)
    local path = write("x.png", noise(50))
    assert.equal("given.png", assert(picture(wx, wxcard.file(path, "given.png"))).parts[1].filename)
    assert.equal("upload", assert(picture(wx, wxcard.bytes(noise(50)))).parts[1].filename)
  end)

  it("send text parts before the file, and the query beside them", function()
    local s, wx = story({ file = true })
    local movie = "\0\0\0\24ftypmp42" .. ("m"):rep(70000)
    local answer = assert(wx.cgi_bin.material.add_material({ type = "video", media = wxcard.bytes(movie, "m.mp4"),
      description = { title = "片头", introduction = "茶" } }))
    assert.equal(2, #answer.parts)
    assert.equal("description", answer.parts[1].name)
    assert.equal('{"title":"片头","introduction":"茶"}', answer.parts[1].text)
    assert.equal(crypto.sha256_hex(movie), answer.parts[2].sha)
    assert.equal("video/mp4", answer.parts[2].content_type)
    assert.truthy(s:requests()[1].query:find("type=video", 1, true))
  end)

  it("go again with the same bytes and one fetch more when the token was refused", function()
    for _, code in ipairs({ 40001, 40014, 42001 }) do
      local bytes = noise(200000)
      for _, file in ipairs({ wxcard.file(write("again.png", bytes)), wxcard.bytes(bytes, "again.png") }) do
        local s, wx = story({ json = { errcode = code, errmsg = "invalid credential" } }, { file = true })
        local answer = assert(picture(wx, file))
        assert.equal(1, #answer.parts)
        assert.equal(crypto.sha256_hex(bytes), answer.parts[1].sha)
        local log = s:log()
        assert.equal(2, log.tokens)
        assert.equal(2, #log.requests)
        assert.equal(log.requests[1].sha, log.requests[2].sha)
        assert.not_equal(log.requests[1].query, log.requests[2].query)
      end
    end
  end)

  it("go again when that does no harm, and only then", function()
    local bytes = noise(300000)
    for _, behaviour in ipairs({ { reset = true }, { status = 502, body = "" }, { json = { errcode = -1 } } }) do
      local s, wx = story(behaviour, { file = true })
      assert.equal(crypto.sha256_hex(bytes), assert(picture(wx, wxcard.file(write("p.png", bytes)))).parts[1].sha)
      assert.equal(2, #s:requests())
      s, wx = story(behaviour, { file = true })
      local _, err = wx.cgi_bin.material.add_material({ type = "image", media = wxcard.bytes(bytes, "p.png") })
      assert.same({ "unknown", 1, false }, { err.outcome, err.attempts, err.retryable })
      assert.equal(1, #s:requests())
    end
  end)

  it("on a kept connection that dies: the safe one arrives whole, the unsafe one is not repeated", function()
    local bytes = noise(300000)
    local path = write("p.png", bytes)
    local s, wx = story({ dies = true }, {}, { file = true })
    assert(wx.card.get({ card_id = "p1" }))
    assert.equal(crypto.sha256_hex(bytes), assert(picture(wx, wxcard.file(path))).parts[1].sha)
    assert.equal(3, #s:requests())
    s, wx = story({ dies = true }, {}, { file = true })
    assert(wx.card.get({ card_id = "p1" }))
    local _, err = wx.cgi_bin.material.add_material({ type = "image", media = wxcard.file(path) })
    assert.equal("unknown", err.outcome)
    assert.equal(2, #s:requests())
  end)

  it("that are answered before their end are sent again whole", function()
    local bytes = noise(1000000)
    local s, wx = story({ early = true, json = { errcode = 40001 }, headers = { "Connection: close" }, close = true },
      { file = true })
    local answer, err = picture(wx, wxcard.file(write("early.png", bytes)))
    if answer then -- or the peer's reset came before its answer was read, three times
      assert.equal(crypto.sha256_hex(bytes), answer.parts[1].sha)
    else
      assert.equal("transport", err.kind)
    end
    assert.truthy(#s:requests() >= 2)
  end)

  it("wait for a peer that starts late with their bytes intact", function()
    local port, late = Peer.free_port(), nil
    finally(function() late:stop() end)
    local wx = assert(wxcard.new({ appid = "wx1", secret = "s", base_url = ("http://127.0.0.1:%d/s1"):format(port),
      cache_dir = false }))
    local bytes = noise(100000)
    local results, errs = wxcard.gather(2, { "upload", "start" }, function(what)
      if what == "upload" then
        return picture(wx, wxcard.file(write("late.png", bytes)), { timeout = 10 })
      end
      late = Peer.start(port)
      late:story({ { file = true } })
    end)
    assert.is_nil(errs[1])
    assert.equal(crypto.sha256_hex(bytes), results[1].parts[1].sha)
  end)

  it("are refused before anything is sent where they cannot be right", function()
    local s, wx = story({ file = true })
    program.sh("mkfifo " .. program.quote(folder .. "/fifo"))
    local closed = write("closed.png", noise(50))
    program.sh("chmod 000 " .. program.quote(closed))
    local cases = {
      { wxcard.file(folder .. "/fifo"), "regular" },
      { wxcard.file(folder), "regular" },
      { wxcard.file("/dev/zero"), "regular" },
      { wxcard.file(folder .. "/absent.png"), "cannot open" },
      { wxcard.file(write("empty.png", "")), "empty" },
      { wxcard.bytes("", "empty.png"), "empty" },
      { wxcard.file(write("large.png", noise(1048577))), "1048576" },
      { wxcard.bytes(noise(1048577), "large.png"), "1048576" },
      { wxcard.file(write("text.png", "no picture at all")), "jpeg,png" },
      { wxcard.bytes("GIF89a" .. ("x"):rep(50), "x.png"), "gif" },
      { wxcard.bytes("\137P", "short.png"), "jpeg,png" },
    }
    if select(2, program.sh("id -u")):match("%d+") ~= "0" then -- root reads everything
      cases[#cases + 1] = { wxcard.file(closed), "cannot open" }
    end
    for _, case in ipairs(cases) do
      local from = core.engine.now()
      local value, err = picture(wx, case[1])
      assert.is_nil(value)
      assert.same({ "validation", "not_sent" }, { err.kind, err.outcome })
      assert.truthy(err.message:find(case[2], 1, true), err.message)
      assert.equal("buffer", err.path)
      assert.truthy(core.engine.now() - from < 1)
    end
    for _, file in ipairs({ {}, "logo.png", { filename = "x" } }) do
      local value, err = picture(wx, file)
      assert.is_nil(value)
      assert.equal("validation", err.kind)
    end
    assert.equal(0, #s:requests())
  end)

  it("of a file that becomes shorter while it is sent fail without a wrong body", function()
    local path = write("shrinks.mp4", "\0\0\0\24ftypmp42" .. ("m"):rep(9000000))
    local s, wx = story({ pause = 0.3 })
    local results, errs = wxcard.gather(2, { "upload", "shrink" }, function(what)
      if what == "upload" then
        return wx.cgi_bin.material.add_material({ type = "video", media = wxcard.file(path),
          description = { title = "t", introduction = "i" } }, { timeout = 5 })
      end
      assert(wx:token())
      require("socket").sleep(0.05)
      write("shrinks.mp4", "\0\0\0\24ftypmp42")
    end)
    assert.is_nil(results[1])
    assert.truthy(errs[1].kind == "validation" or errs[1].kind == "transport", tostring(errs[1]))
    assert.truthy(#s:requests() <= 1)
  end)

  it("leave with the deadline while they are being sent, and free everything", function()
    local _, wx = story({ hang = true, early = true })
    local path = write("slow.mp4", "\0\0\0\24ftypmp42" .. ("m"):rep(9000000))
    local from = core.engine.now()
    local _, err = wx.cgi_bin.material.add_material({ type = "video", media = wxcard.file(path),
      description = { title = "t", introduction = "i" } }, { timeout = 0.3 })
    assert.equal("timeout", err.kind)
    assert.equal("unknown", err.outcome)
    assert.truthy(core.engine.now() - from < 0.8)
  end)

  it("are streamed: 8 MB more on disk are not 8 MB more in memory", function()
    if os.getenv("WXCARD_SANITIZER") or not io.open("/proc/self/status") then
      return -- sanitizers keep freed memory, and only Linux tells
    end
    local s = peer:story({ { file = true } })
    local path = write("film.mp4", "\0\0\0\24ftypmp42" .. ("m"):rep(8 * 1024 * 1024))
    local status, out, err = program.run([[
      local wxcard = require("wxcard")
      local function peak()
        for line in io.lines("/proc/self/status") do
          local kb = line:match("^VmHWM:%s*(%d+)")
          if kb then return tonumber(kb) end
        end
      end
      local wx = assert(wxcard.new({ appid = "wx1", secret = "s", base_url = arg[1], cache_dir = false }))
      local film = { type = "video", media = wxcard.bytes("\0\0\0\24ftypmp42 small", "m.mp4"),
        description = { title = "t", introduction = "i" } }
      assert(wx.cgi_bin.material.add_material(film))
      local before = peak()
      film.media = wxcard.file(arg[2])
      local answer = assert(wx.cgi_bin.material.add_material(film))
      print(answer.parts[2].size, peak() - before)
    ]], nil, s.url, path)
    assert.equal(0, status, err)
    local size, grown = out:match("(%d+)%s+(%d+)")
    assert.equal(8 * 1024 * 1024 + 12, tonumber(size))
    assert.truthy(tonumber(grown) < 2048, grown .. " KiB")
  end)
end)
