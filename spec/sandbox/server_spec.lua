-- The sandbox as a process: its folder, its restart, what goes over the wire, and pushes to a real receiver.
describe("sandbox server", function()
  local httpd = require("wxcard.httpd")
  local json = require("wxcard.json")
  local support = require("spec.support.sandbox")
  local running

  local function start(opts)
    running = support.start(opts)
    return running
  end

  after_each(function()
    if running then
      running.stop()
      running = nil
    end
  end)

  local function mode(path)
    local pipe = io.popen("stat -c %a " .. path)
    local text = pipe:read("*l")
    pipe:close()
    return text
  end

  local function post(url, body)
    local text, status = support.curl(url, "-d '" .. assert(json.encode(body)):gsub("'", "'\\''") .. "'")
    return json.decode(text), status
  end

  local function token(here)
    local text = support.curl(("%s/cgi-bin/token?grant_type=client_credential&appid=%s&secret=%s"):format(
      here.url, here.keys.appid, here.keys.secret))
    return json.decode(text).access_token
  end

  local function create(here, t)
    return post(here.url .. "/card/create?access_token=" .. t, {
      card = { card_type = "MEMBER_CARD", member_card = support.member_card() } })
  end

  it("is ready within 300 ms, and says where", function()
    support.pay_keys() -- the very first start of a folder makes WeChat Pay's keys and takes as long as that
    local began = httpd.now()
    local here = start()
    assert.is_true(httpd.now() - began < 0.3)
    assert.matches("^http://127%.0%.0%.1:%d+$", here.url)
    assert.equal(here.url, here.keys.base_url)
    for _, key in ipairs({ "appid", "secret", "token", "encoding_aes_key" }) do
      assert.is_string(here.keys[key])
    end
    assert.equal(43, #here.keys.encoding_aes_key)
  end)

  it("keeps its files to itself", function()
    local here = start()
    create(here, token(here))
    assert.equal("600", mode(here.dir .. "/sandbox.json"))
    assert.equal("600", mode(here.dir .. "/state.json"))
  end)

  it("goes on after a restart with the same folder, as the same account", function()
    local dir = support.folder() .. "/it's here"
    local here = start({ dir = dir })
    local t = token(here)
    local id = create(here, t).card_id
    post(here.url .. "/_sandbox/review", { card_id = id, pass = true })
    local code = post(here.url .. "/_sandbox/phone/claim", { openid = "oA", card_id = id }).code
    support.curl(here.url .. "/_sandbox/journal")
    here.kill("KILL")
    local again = start({ dir = dir })
    assert.equal(here.keys.appid, again.keys.appid)
    assert.equal(here.keys.encoding_aes_key, again.keys.encoding_aes_key)
    local found = post(again.url .. "/card/code/get?access_token=" .. t, { code = code })
    assert.same({ "oA", id }, { found.openid, found.card.card_id })
    again.stop()
    os.execute("rm -rf '" .. dir:gsub("'", "'\\''") .. "'")
  end)

  it("ends on Ctrl-C with its state kept and nothing to say", function()
    local dir = support.folder()
    local here = start({ dir = dir })
    local t = token(here)
    create(here, t)
    here.kill("INT") -- looks at standard error, too
    local again = start({ dir = dir })
    assert.equal(1, post(again.url .. "/card/batchget?access_token=" .. t, { offset = 0, count = 1 }).total_num)
    again.stop()
    os.execute("rm -rf " .. dir)
  end)

  it("does not take a damaged state for an empty one", function()
    local dir = support.folder()
    local file = io.open(dir .. "/state.json", "w")
    file:write('{"version":1,"apps":')
    file:close()
    local ok, err = pcall(support.start, { dir = dir })
    os.execute("rm -rf " .. dir)
    assert.is_false(ok)
    assert.matches("state.json is damaged", tostring(err), 1, true)
  end)

  it("has its folder to itself, until it ends in whatever way", function()
    local dir = support.folder()
    local first = start({ dir = dir })
    local ok, err = pcall(support.start, { dir = dir })
    assert.is_false(ok)
    assert.matches("another sandbox is running on " .. dir, tostring(err), 1, true)
    assert.equal("0 200", (select(2, support.curl(first.url .. "/_sandbox/journal")))) -- undisturbed
    first.kill("KILL")
    running = support.start({ dir = dir })
    running.kill()
    os.execute("rm -rf " .. dir)
  end)

  it("tells of a folder in use in one line, by the command", function()
    local here = start()
    local code, out, err = require("spec.support.cli").inside("sandbox", "--port", "0", "--dir", here.dir)
    assert.same({ 3, "" }, { code, out })
    assert.equal(1, (err:find("wxcard: config: dir: another sandbox is running on " .. here.dir, 1, true)), err)
    assert.equal(1, select(2, err:gsub("\n", "")))
  end)

  it("keeps uploaded pictures over a restart, for the owner alone, until it is reset", function()
    local dir = support.folder()
    local here = start({ dir = dir })
    local bytes = require("wxcard.qr").png("picture")
    local name = dir .. "/logo.png"
    local file = assert(io.open(name, "wb"))
    file:write(bytes)
    file:close()
    local url = json.decode((support.curl(here.url .. "/cgi-bin/media/uploadimg?access_token=" .. token(here),
      "-F buffer=@" .. name))).url
    local path = url:match("^http://mmbiz%.qpic%.cn(/sandbox/%w+/0)$")
    assert.equal("600", mode(dir .. "/pictures/" .. path:match("/(%w+)/0$")))
    support.curl(here.url .. "/_sandbox/journal") -- the state is written when nothing else is to be done
    httpd.listen({}):poll(0.3)
    here.kill("KILL")
    local again = start({ dir = dir })
    local served, status = support.curl(again.url .. path)
    assert.equal("0 200", status)
    assert.equal(bytes, served)
    post(again.url .. "/_sandbox/reset", {})
    assert.equal("0 404", (select(2, support.curl(again.url .. path))))
    assert.is_nil(io.open(dir .. "/pictures/" .. path:match("/(%w+)/0$")))
    assert.equal("0 404", (select(2, support.curl(again.url .. "/sandbox/../state.json/0", "--path-as-is"))))
    again.kill()
    os.execute("rm -rf " .. dir)
  end)

  it("says so when its folder cannot be written", function()
    local ok, err = pcall(support.start, { dir = "/proc/none" })
    assert.is_false(ok)
    assert.matches("cannot write to /proc/none", tostring(err), 1, true)
  end)

  it("resets, cuts, delays and drips as told", function()
    local here = start()
    local path = here.url .. "/cgi-bin/getcallbackip?access_token=" .. token(here)
    local whole = support.curl(path)
    local function fault(fields)
      fields.path = "/cgi-bin/getcallbackip"
      post(here.url .. "/_sandbox/faults", fields)
      local began = httpd.now()
      local body, status = support.curl(path)
      return status, body, httpd.now() - began
    end
    local status = fault({ reset = true })
    assert.truthy(status == "56 000" or status == "52 000", status)
    status = fault({ truncated = true })
    assert.equal("18 200", status)
    local body, seconds
    status, body, seconds = fault({ latency = 0.3 })
    assert.same({ "0 200", whole }, { status, body })
    assert.is_true(seconds >= 0.3)
    status, body, seconds = fault({ drip = true })
    assert.same({ "0 200", whole }, { status, body })
    assert.is_true(seconds >= 0.05)
    assert.equal("0 503", (fault({ status = 503 })))
    assert.equal(whole, (support.curl(path)))
  end)

  it("answers others while one answer waits", function()
    local here = start()
    local t = token(here)
    post(here.url .. "/_sandbox/faults", { path = "/cgi-bin/getcallbackip", latency = 5 })
    local slow = io.popen(("curl -s -m 1 '%s/cgi-bin/getcallbackip?access_token=%s' & sleep 0.1"):format(here.url, t))
    slow:read(0)
    local began = httpd.now()
    assert.is_string(create(here, t).card_id)
    assert.is_true(httpd.now() - began < 0.5)
    slow:close()
  end)

  it("shows a QR code under the address it gave", function()
    local here = start()
    local t = token(here)
    local id = create(here, t).card_id
    local made = post(here.url .. "/card/qrcode/create?access_token=" .. t, {
      action_name = "QR_CARD", action_info = { card = { card_id = id } } })
    local body, status = support.curl(made.show_qrcode_url)
    assert.equal("0 200", status)
    assert.equal("\137PNG", body:sub(1, 4))
  end)

  describe("with a receiver", function()
    local listener, heard, refuse

    before_each(function()
      listener = assert(httpd.listen({ port = 0 }))
      heard, refuse = {}, 0
    end)

    after_each(function()
      listener:close()
    end)

    -- Takes pushes until there are n, or the seconds are over.
    local function listen(n, seconds)
      local deadline = httpd.now() + (seconds or 5)
      while #heard < n and httpd.now() < deadline do
        local request = listener:poll(0.1)
        if request then
          heard[#heard + 1] = request
          local bad = refuse > 0
          refuse = refuse - 1
          listener:respond(request.id, { status = bad and 500 or 200, body = "success" })
        end
      end
      return #heard
    end

    local function open(here, n)
      local cb = assert(require("wxcard.callback").new({
        token = here.keys.token, appid = here.keys.appid, encoding_aes_key = here.keys.encoding_aes_key }))
      return assert(cb:open(heard[n].args, heard[n].body))
    end

    it("pushes what happens, sealed, and again when it was not heard", function()
      local here = start({ push_retry = 0 })
      post(here.url .. "/_sandbox/callback", { url = ("http://127.0.0.1:%d/wx"):format(listener:port()) })
      local id = create(here, token(here)).card_id
      refuse = 1
      post(here.url .. "/_sandbox/review", { card_id = id, pass = true })
      assert.equal(2, listen(2))
      assert.same({ "card_pass_check", "card_pass_check" }, { open(here, 1).Event, open(here, 2).Event })
      assert.equal(open(here, 1).CreateTime, open(here, 2).CreateTime)
      post(here.url .. "/_sandbox/phone/claim", { openid = "oA", card_id = id })
      assert.equal(3, listen(3))
      local event = open(here, 3)
      assert.same({ "user_get_card", "oA", id }, { event.Event, event.FromUserName, event.CardId })
      assert.equal("/wx", heard[3].path)
    end)

    it("gives up on silence and comes again", function()
      local here = start({ push_timeout = 0.3 })
      post(here.url .. "/_sandbox/callback", { url = ("http://127.0.0.1:%d/"):format(listener:port()) })
      local id = create(here, token(here)).card_id
      post(here.url .. "/_sandbox/review", { card_id = id, pass = true })
      local deadline, silent = httpd.now() + 3, 0
      while silent < 3 and httpd.now() < deadline do
        silent = silent + (listener:poll(0.1) and 1 or 0)
      end
      assert.equal(3, silent)
      assert.is_nil(listener:poll(0.6))
    end)

    it("goes on answering while a receiver keeps it waiting", function()
      local here = start()
      post(here.url .. "/_sandbox/callback", { url = ("http://127.0.0.1:%d/"):format(listener:port()) })
      local t = token(here)
      post(here.url .. "/_sandbox/review", { card_id = create(here, t).card_id, pass = true })
      assert.is_table(listener:poll(2))
      local began = httpd.now()
      assert.is_string(create(here, t).card_id)
      assert.is_true(httpd.now() - began < 0.5)
    end)
  end)
end)
