describe("wxcard listen", function()
  local support = require("spec.support.cli")
  local process = require("wxcard.cli.process")
  local json = require("wxcard.json")
  local sandbox

  before_each(function() sandbox = support.sandbox() end)
  after_each(function() sandbox.stop() end)

  ---Starts `wxcard listen` against the sandbox; the events it prints are read from the second result.
  local function listen(options)
    local pipe = assert(io.popen(("%s %s listen --port 0 %s 2>&1"):format(
      "env " .. sandbox.env, process.wxcard(), options)))
    local first = pipe:read("*l")
    local url = first:match("http://[%d.:]+/%w*")
    assert(url, first)
    pipe:read("*l") -- the sandbox pushes its events here now
    return url, pipe
  end

  local function base_url()
    local file = assert(io.open(sandbox.folder .. "/sandbox.json"))
    local text = file:read("*a")
    file:close()
    return json.decode(text).base_url
  end

  local function control(path, body)
    local wxcard = require("wxcard")
    local answer = assert(wxcard.request({ method = "POST", url = base_url() .. path, timeout = 10,
      headers = { ["Content-Type"] = "application/json" }, body = assert(json.encode(body)) }))
    assert.equal(200, answer.status, answer.body)
    return assert(json.decode(answer.body))
  end

  ---A card that anybody may take.
  local function preload(card_id)
    local card = dofile("examples/cards/tea_house.lua")({ logo = "http://mmbiz.qpic.cn/a/0",
      background = "http://mmbiz.qpic.cn/b/0" })
    control("/_sandbox/card", { card_id = card_id, card = card, state = "CARD_STATUS_VERIFY_OK" })
  end

  local function claim(openid)
    return control("/_sandbox/phone/claim",
      { openid = openid, card_id = "pListenSpecCard0000000000000", outer_str = "door" }).code
  end

  it("prints an event of the sandbox by WeChat's name and ends after --count", function()
    local _, pipe = listen("--count 1")
    preload("pListenSpecCard0000000000000")
    local code = claim("oCanaryOpenid0000000000000001")
    local line = pipe:read("*l")
    pipe:close()
    assert.matches("^user_get_card FromUserName=…0001 CardId=pListenSpecCard0000000000000", line)
    assert.matches("UserCardCode=" .. code, line, 1, true)
    assert.is_nil(line:find("oCanary", 1, true))
  end)

  it("gives each event to the function of a file, as JSON for machines", function()
    local path = os.tmpname()
    local file = assert(io.open(path, "w"))
    file:write([[return function(event) print("handled " .. event.Event) io.stdout:flush() end]])
    file:close()
    finally(function() os.remove(path) end)
    local _, pipe = listen("--json --count 1 --run " .. path)
    preload("pListenSpecCard0000000000000")
    claim("oSomebody00000000000000000001")
    local event = json.decode(pipe:read("*l"))
    local handled = pipe:read("*l")
    pipe:close()
    assert.equal("user_get_card", event.Event)
    assert.equal("pListenSpecCard0000000000000", event.CardId)
    assert.equal("handled user_get_card", handled)
  end)

  it("forwards the request as it came", function()
    local target = assert(require("wxcard.httpd").listen({}))
    finally(function() target:close() end)
    local _, pipe = listen(("--count 2 --forward http://127.0.0.1:%d/wechat"):format(target:port()))
    preload("pListenSpecCard0000000000000")
    claim("oSomebody00000000000000000001")
    local request = assert(target:poll(5))
    target:respond(request.id, { status = 200, body = "success" })
    assert.equal("/wechat", request.path)
    assert.matches("<Encrypt>", request.body, 1, true)
    assert.is_string(request.args.msg_signature)
    claim("oSomebody00000000000000000002")
    request = target:poll(5)
    if request then target:respond(request.id, { status = 200, body = "success" }) end
    pipe:close()
  end)

  it("refuses a file that returns no function, and a port that is taken", function()
    local path = os.tmpname()
    local file = assert(io.open(path, "w"))
    file:write("return 5")
    file:close()
    finally(function() os.remove(path) end)
    local code, _, err = support.wxcard(sandbox.env, "listen", "--port", "0", "--run", path)
    assert.equal(2, code)
    assert.matches("returns no function", err, 1, true)
    local taken = assert(require("wxcard.httpd").listen({}))
    finally(function()
      os.remove(path)
      taken:close()
    end)
    code, _, err = support.wxcard(sandbox.env, "listen", "--port", tostring(taken:port()))
    assert.equal(1, code)
    assert.matches("^wxcard: transport", err)
  end)

  it("needs to know the token: 3", function()
    local code, _, err = support.wxcard("WXCARD_APPID=wx1 WXCARD_SECRET=s1", "listen", "--port", "0")
    assert.equal(3, code)
    assert.matches("token", err, 1, true)
  end)
end)
