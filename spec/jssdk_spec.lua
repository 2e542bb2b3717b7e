-- wx.jssdk against a sandbox, and its pure halves with values handed in.
local crypto = require("wxcard.crypto")
local json = require("wxcard.json")
local jssdk = require("wxcard.jssdk")
local sandbox = require("spec.support.sandbox")
local signature = require("wxcard.signature")
local wxcard = require("wxcard")

local engine = require("wxcard.core").engine

local function fails(path, value, err)
  assert.is_nil(value)
  assert.equal("validation", err.kind)
  assert.equal(path, err.path)
  assert.equal("not_sent", err.outcome)
  return err
end

describe("wx.jssdk", function()
  local box, wx

  setup(function()
    box = sandbox.start()
    wx = assert(wxcard.new({ appid = box.keys.appid, secret = box.keys.secret, base_url = box.url, cache_dir = false,
      on_warning = function() end }))
  end)
  teardown(function()
    wx:close()
    box.stop()
  end)

  local function control(path, body)
    local answer = assert(wxcard.request({ method = "POST", url = box.url .. "/_sandbox/" .. path,
      headers = { ["Content-Type"] = "application/json" }, body = assert(json.encode(body)) }))
    return json.decode(answer.body)
  end

  ---Makes a card and has it approved.
  local function create(base, more)
    local card = { card_type = "MEMBER_CARD", member_card = sandbox.member_card({ base = base }) }
    for name, value in pairs(more or {}) do
      card.member_card[name] = value
    end
    local id = assert(wx.card.create({ card = card })).card_id
    control("review", { card_id = id, pass = true })
    return id
  end

  ---Somebody takes the card with this cardExt.
  local function claim(openid, card_id, card_ext)
    return control("phone/claim", { openid = openid, card_id = card_id, card_ext = card_ext })
  end

  local function fetches()
    local answer = assert(wxcard.request({ method = "GET", url = box.url .. "/_sandbox/journal" }))
    return select(2, answer.body:gsub("/cgi%-bin/ticket/getticket", ""))
  end

  it("is one object of the client, and no endpoint", function()
    assert.equal(wx.jssdk, wx.jssdk)
    assert.is_function(wx.jssdk.card_ext)
  end)

  describe("card_ext", function()
    it("is taken by the platform, once, and a tampered one is not", function()
      local id = create()
      local text = assert(wx.jssdk:card_ext({ card_id = id, outer_str = "门店 & 3" }))
      local bent = assert(json.decode(text))
      bent.nonce_str = bent.nonce_str:reverse()
      assert.equal(87009, claim("oA", id, json.encode(bent)).errcode)
      bent = json.decode(text)
      bent.timestamp = tostring(bent.timestamp + 1)
      assert.equal(87009, claim("oA", id, json.encode(bent)).errcode)
      local got = claim("oA", id, text)
      assert.is_string(got.code, json.encode(got))
      assert.equal(45031, claim("oB", id, text).errcode) -- the same pair of timestamp and nonce
    end)

    it("carries the merchant's code, and the openid that the card is bound to", function()
      local id = create({ use_custom_code = true, bind_openid = true, sku = { quantity = 5 } })
      local text = assert(wx.jssdk:card_ext({ card_id = id, code = "000123", openid = "oBound" }))
      assert.equal(40003, claim("oOther", id, text).errcode)
      text = assert(wx.jssdk:card_ext({ card_id = id, code = "000123", openid = "oBound", target = "miniprogram" }))
      assert.equal("000123", claim("oBound", id, text).code)
    end)

    it("has its timestamp as text for the web and as a number for a mini program, the same digits signed", function()
      local ticket = wx:ticket("wx_card")
      for target, kind in pairs({ web = "string", miniprogram = "number" }) do
        local ext = json.decode(assert(wx.jssdk:card_ext({ card_id = "p1", target = target })))
        assert.equal(kind, type(ext.timestamp))
        assert.is_true(math.abs(ext.timestamp - os.time()) <= 2)
        assert.equal(ext.signature, signature.card({ api_ticket = ticket, card_id = "p1", nonce_str = ext.nonce_str,
          timestamp = ext.timestamp }))
      end
      assert.is_string(json.decode(wx.jssdk:card_ext({ card_id = "p1" })).timestamp)
      local text = wx.jssdk:card_ext({ card_id = "p1", target = "miniprogram" })
      assert.matches('"timestamp":%d+,', text)
    end)

    it("goes by the process's clock, and never reads it twice", function()
      engine.set_clock(-1000)
      local ok, ext = pcall(function() return json.decode(wx.jssdk:card_ext({ card_id = "p1" })) end)
      engine.set_clock(0)
      assert.is_true(ok)
      assert.is_true(math.abs(ext.timestamp + 1000 - os.time()) <= 2)
    end)

    it("never has the same nonce twice", function()
      local seen = {}
      for _ = 1, 10000 do
        local nonce = wx.jssdk:card_ext({ card_id = "p1" }):match('"nonce_str":"(%w+)"')
        assert.is_true(#nonce >= 16 and #nonce <= 32)
        assert.is_nil(seen[nonce])
        seen[nonce] = true
      end
    end)

    it("fetches the ticket once, and then asks nobody", function()
      assert(wx.jssdk:card_ext({ card_id = "p1" }))
      local before, served = fetches(), engine.stats()
      for _ = 1, 100 do
        assert(wx.jssdk:card_ext({ card_id = "p1" }))
      end
      assert.same(served, engine.stats())
      assert.equal(before, fetches())
    end)

    it("signs with the new ticket as soon as there is one", function()
      local old = assert(wx:ticket("wx_card"))
      local new = assert(wx:ticket("wx_card", { refresh = true }))
      local ext = json.decode(assert(wx.jssdk:card_ext({ card_id = "p1" })))
      local function signed(ticket)
        return signature.card({ api_ticket = ticket, card_id = "p1", nonce_str = ext.nonce_str,
          timestamp = ext.timestamp })
      end
      assert.equal(signed(new), ext.signature)
      if old ~= new then
        assert.not_equal(signed(old), ext.signature)
      end
    end)

    it("names what is wrong with a value", function()
      local wrong = {
        { "card_id", {} }, { "card_id", { card_id = "" } }, { "card_id", { card_id = 5 } },
        { "card_id", { card_id = json.null } },
        { "code", { card_id = "p", code = 123 } }, { "code", { card_id = "p", code = ("1"):rep(21) } },
        { "code", { card_id = "p", code = "a b" } }, { "code", { card_id = "p", code = "码" } },
        { "openid", { card_id = "p", openid = true } },
        { "outer_str", { card_id = "p", outer_str = "\255" } }, { "outer_str", { card_id = "p", outer_str = 3 } },
        { "fixed_begintimestamp", { card_id = "p", fixed_begintimestamp = 1751241600000 } },
        { "fixed_begintimestamp", { card_id = "p", fixed_begintimestamp = 1.5 } },
        { "fixed_begintimestamp", { card_id = "p", fixed_begintimestamp = "1751241600" } },
        { "fixed_begintimestamp", { card_id = "p", fixed_begintimestamp = 0 / 0 } },
        { "target", { card_id = "p", target = "app" } }, { "timeout", { card_id = "p", timeout = -1 } },
        { "nonce_str", { card_id = "p", nonce_str = "mine" } }, { "openId", { card_id = "p", openId = "o" } },
        { "card", { card_id = "p", card = { title = "no card" } } },
      }
      for _, case in ipairs(wrong) do
        fails(case[1], wx.jssdk:card_ext(case[2]))
      end
      local text, err = wx.jssdk:card_ext({ card_id = "p", outer_str = ("x"):rep(5000) })
      assert.is_nil(text)
      assert.equal("too_large", err.name)
      assert.has_error(function() wx.jssdk:card_ext("p") end)
    end)
  end)

  describe("what is known of a card", function()
    local FIX_TERM = { type = "DATE_TYPE_FIX_TERM", fixed_term = 30, fixed_begin_term = 0 }

    it("comes from creating it", function()
      local plain, custom = create(), create({ use_custom_code = true })
      local deposit = create({ use_custom_code = true, get_custom_code_mode = "GET_CUSTOM_CODE_MODE_DEPOSIT",
        sku = { quantity = 0 } })
      local bound = create({ bind_openid = true })
      fails("code", wx.jssdk:card_ext({ card_id = plain, code = "1" }))
      fails("openid", wx.jssdk:card_ext({ card_id = plain, openid = "o" }))
      fails("fixed_begintimestamp", wx.jssdk:card_ext({ card_id = plain, fixed_begintimestamp = 1751241600 }))
      fails("code", wx.jssdk:card_ext({ card_id = custom }))
      assert(wx.jssdk:card_ext({ card_id = custom, code = "1" }))
      fails("code", wx.jssdk:card_ext({ card_id = deposit, code = "1" }))
      assert(wx.jssdk:card_ext({ card_id = deposit }))
      fails("openid", wx.jssdk:card_ext({ card_id = bound }))
      assert(wx.jssdk:card_ext({ card_id = bound, openid = "o", code = "" })) -- an empty one is none
    end)

    it("comes from reading it, and is another client's own affair", function()
      local id = create({ use_custom_code = true, bind_openid = true })
      local other = assert(wxcard.new({ appid = box.keys.appid, secret = box.keys.secret, base_url = box.url,
        cache_dir = false, on_warning = function() end }))
      finally(function() other:close() end)
      assert(other.jssdk:card_ext({ card_id = id })) -- not known there: signed as it was asked for
      assert(other.card.get({ card_id = id }))
      fails("openid", other.jssdk:card_ext({ card_id = id, code = "1" }))
    end)

    it("is told by know, or beside the values, and forgotten", function()
      local template = { card_type = "MEMBER_CARD", member_card = { base_info = { date_info = FIX_TERM } } }
      assert.is_true(wx.jssdk:know("pTold", template))
      fails("code", wx.jssdk:card_ext({ card_id = "pTold", code = "1" }))
      assert(wx.jssdk:card_ext({ card_id = "pTold", fixed_begintimestamp = 1751241600 }))
      assert.is_true(wx.jssdk:know("pTold", nil))
      assert(wx.jssdk:card_ext({ card_id = "pTold", code = "1" }))
      fails("code", wx.jssdk:card_ext({ card_id = "pTold", code = "1", card = { card = template } }))
      fails("code", wx.jssdk:card_ext({ card_id = "pTold", code = "1", card = template.member_card }))
      fails("card", wx.jssdk:know("pTold", { base = {} }))
    end)

    it("does not guess what an answer leaves out", function()
      local answer = { card_type = "MEMBER_CARD", member_card = { base_info = { id = "p", use_custom_code = true } } }
      assert(wx.jssdk:card_ext({ card_id = "p", card = answer }))
      assert(wx.jssdk:card_ext({ card_id = "p", code = "1", openid = "o", card = answer }))
    end)

    it("is old after ten minutes if it was seen in passing, and never if it was told", function()
      local id = create()
      assert.is_true(wx.jssdk:know("pStays", { base_info = {} }))
      assert(wx:ticket("wx_card"))
      fails("code", wx.jssdk:card_ext({ card_id = id, code = "1" }))
      engine.set_clock(601)
      local ok, seen, told = pcall(function()
        return wx.jssdk:card_ext({ card_id = id, code = "1" }), wx.jssdk:card_ext({ card_id = "pStays", code = "1" })
      end)
      engine.set_clock(0)
      assert.is_true(ok)
      assert.is_string(seen)
      assert.is_nil(told)
    end)

    it("keeps geturl from being called in vain", function()
      local function geturl(id)
        return wx.card.membercard.activate.geturl({ card_id = id, outer_str = "menu" })
      end
      local one_click = { auto_activate = false, wx_activate = true }
      fails("card_id", geturl(create({ use_custom_code = true }, one_click)))
      fails("card_id", geturl(create()))
      local good = create(nil, one_click)
      assert.is_string(assert(geturl(good)).url)
      local err = fails("card_id", geturl(create()))
      assert.matches("wx_activate", err.hint, 1, true)
      wx.jssdk:know(good, { base_info = { use_custom_code = true }, wx_activate = true })
      fails("card_id", geturl(good))
    end)
  end)

  it("makes a cardList, and names the card that is wrong", function()
    local list = assert(wx.jssdk:card_list({ { card_id = "p1" }, { card_id = "p2", outer_str = "x" },
      target = "miniprogram" }))
    assert.same({ "p1", "p2" }, { list[1].cardId, list[2].cardId })
    assert.equal("number", type(json.decode(list[2].cardExt).timestamp))
    assert.not_equal(json.decode(list[1].cardExt).nonce_str, json.decode(list[2].cardExt).nonce_str)
    fails("card_list[2].code", wx.jssdk:card_list({ { card_id = "p1" }, { card_id = "p2", code = "a b" } }))
    fails("card_list[1]", wx.jssdk:card_list({ "p1" }))
    fails("card_list", wx.jssdk:card_list({}))
  end)

  it("makes what wx.chooseCard takes", function()
    local ticket = assert(wx:ticket("wx_card"))
    local all = assert(wx.jssdk:choose_card())
    assert.same({ "", "", "", "SHA1" }, { all.shopId, all.cardType, all.cardId, all.signType })
    local one = assert(wx.jssdk:choose_card({ location_id = 291710000, card_id = "p1", card_type = "MEMBER_CARD" }))
    assert.same({ "291710000", "MEMBER_CARD", "p1" }, { one.shopId, one.cardType, one.cardId })
    assert.equal("string", type(one.timestamp))
    assert.equal(one.cardSign, signature.choose_card({ api_ticket = ticket, app_id = box.keys.appid,
      location_id = one.shopId, timestamp = one.timestamp, nonce_str = one.nonceStr, card_id = "p1",
      card_type = "MEMBER_CARD" }))
    fails("shop_id", wx.jssdk:choose_card({ shop_id = 1 }))
    fails("card_id", wx.jssdk:choose_card({ card_id = 1 }))
  end)

  it("makes what wx.config takes, with the ticket for pages", function()
    local url = "https://shop.example.com/card?name=%E4%BC%9A&from=singlemessage#/list?x"
    local page = assert(wx.jssdk:config(url))
    assert.equal(box.keys.appid, page.appId)
    assert.same({ "addCard", "chooseCard", "openCard" }, page.jsApiList)
    assert.matches("^%d+$", json.encode(page.timestamp))
    assert.equal(page.signature, signature.jsapi({ jsapi_ticket = wx:ticket("jsapi"), noncestr = page.nonceStr,
      timestamp = page.timestamp, url = "https://shop.example.com/card?name=%E4%BC%9A&from=singlemessage" }))
    assert.not_equal(wx:ticket("wx_card"), wx:ticket("jsapi"))
    page = assert(wx.jssdk:config(url, { jsApiList = { "addCard" }, openTagList = { "wx-open-launch-weapp" },
      debug = true }))
    assert.same({ { "addCard" }, { "wx-open-launch-weapp" }, true }, { page.jsApiList, page.openTagList, page.debug })
    for _, wrong in ipairs({ "", "/card", "shop.example.com/x", "javascript:alert(1)", "https://" }) do
      fails("url", wx.jssdk:config(wrong))
    end
    fails("js_api_list", wx.jssdk:config(url, { js_api_list = {} }))
    assert.has_error(function() wx.jssdk:config() end)
  end)

  it("says why there is no ticket, and keeps its mouth shut about secrets", function()
    local other = assert(wxcard.new({ appid = "wx00000000000000ff", secret = ("0"):rep(32), base_url = box.url,
      cache_dir = false }))
    finally(function() other:close() end)
    for _, call in ipairs({
      function() return other.jssdk:card_ext({ card_id = "p" }) end,
      function() return other.jssdk:choose_card() end,
      function() return other.jssdk:config("https://a.example/") end,
    }) do
      local value, err = call()
      assert.is_nil(value)
      assert.is_number(err.code)
      assert.is_nil(tostring(err):find(("0"):rep(32), 1, true))
    end
  end)
end)

it("wx.jssdk of a closed client says so, whether it had a ticket or not", function()
  local box = sandbox.start()
  finally(box.stop)
  for _, warm in ipairs({ true, false }) do
    local wx = assert(wxcard.new({ appid = box.keys.appid, secret = box.keys.secret, base_url = box.url,
      cache_dir = false }))
    if warm then
      assert(wx.jssdk:card_ext({ card_id = "p" }))
    end
    local signer = wx.jssdk
    wx:close()
    local ok, said = pcall(signer.card_ext, signer, { card_id = "p" })
    assert.is_false(ok)
    assert.matches("the client is closed", said, 1, true)
  end
end)

describe("make_card_ext", function()
  local VALUES = { api_ticket = "IpK_pcTTSfoPXwT1q0NVpA-8mVn7ZzXcB2dLkQ", timestamp = "1751328060",
    card_id = "pFS7Fjg8kV1IdDz01r4SQwMkuCKc", code = "198374613512", openid = "oFS7Fjl0WsZ9AMZqrI80nbIq8xrA",
    nonce_str = "Wm3WZYTPz0wzccnW", balance = "12" }
  local SENT = { "timestamp", "code", "openid", "nonce_str", "balance" }

  it("gives one result for every order of input", function()
    local expected = jssdk.make_card_ext(VALUES)
    local names = {}
    for name in pairs(VALUES) do
      names[#names + 1] = name
    end
    table.sort(names)
    local count = 0
    local function permute(n)
      if n == 1 then
        local values = {}
        for _, name in ipairs(names) do
          values[name] = VALUES[name]
        end
        count = count + 1
        assert.equal(expected, jssdk.make_card_ext(values))
        return
      end
      for i = 1, n do
        permute(n - 1)
        local other = n % 2 == 0 and i or 1
        names[other], names[n] = names[n], names[other]
      end
    end
    permute(#names)
    assert.equal(5040, count)
  end)

  it("sends every value that it signs, as the same text, and signs every value that it sends", function()
    for mask = 0, 2 ^ #SENT - 1 do
      local values, signed = { api_ticket = VALUES.api_ticket, card_id = VALUES.card_id }, {}
      for i, name in ipairs(SENT) do
        if name == "timestamp" or math.floor(mask / 2 ^ (i - 1)) % 2 == 1 then
          values[name], signed[name] = VALUES[name], VALUES[name]
        end
      end
      local ext = json.decode(jssdk.make_card_ext(values))
      local digest = ext.signature
      ext.signature = nil
      assert.same(signed, ext)
      ext.api_ticket, ext.card_id = VALUES.api_ticket, VALUES.card_id
      assert.equal(signature.card(ext), digest)
    end
  end)

  it("leaves out what is empty, and does not sign what is beside", function()
    local bare = { api_ticket = "t", timestamp = 1751328060, card_id = "p", nonce_str = "n" }
    local ext = json.decode(jssdk.make_card_ext(bare))
    bare.code, bare.openid, bare.balance, bare.outer_str = "", json.null, "", json.null
    assert.same(ext, json.decode(jssdk.make_card_ext(bare)))
    bare.outer_str, bare.fixed_begintimestamp, bare.outer_id = "a\"b\n门", 1751241600, 7
    local more = json.decode(jssdk.make_card_ext(bare))
    assert.same({ "a\"b\n门", 1751241600, 7 }, { more.outer_str, more.fixed_begintimestamp, more.outer_id })
    assert.equal(ext.signature, more.signature)
  end)

  it("is the same under every locale", function()
    local expected, before = jssdk.make_card_ext(VALUES), os.setlocale(nil)
    for _, locale in ipairs({ "C", "C.UTF-8", "en_US.UTF-8", "zh_CN.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8" }) do
      os.setlocale(locale)
      local text = jssdk.make_card_ext(VALUES)
      os.setlocale(before)
      assert.equal(expected, text)
    end
    local lua = jit and "luajit" or "lua5.4"
    for _, locale in ipairs({ "C", "en_US.UTF-8", "zh_CN.UTF-8" }) do
      local pipe = io.popen(("LC_ALL=%s LUA_PATH='%s' LUA_CPATH='%s' %s -e '%s'"):format(locale, package.path,
        package.cpath, lua, 'os.setlocale("") io.write(require("wxcard.jssdk").make_card_ext{api_ticket="_a",' ..
        'timestamp="17",card_id="Zb",nonce_str="zc",code="-d"})'))
      local text = pipe:read("*a")
      pipe:close()
      assert.equal(crypto.sha1_hex("-d17Zb_azc"), text:match('"signature":"(%x+)"'))
    end
  end)

  it("wants a ticket, a time and a card, and a nonce of at most 32", function()
    for _, name in ipairs({ "api_ticket", "timestamp", "card_id" }) do
      local values = { api_ticket = "t", timestamp = 1, card_id = "p" }
      values[name] = nil
      fails(name, jssdk.make_card_ext(values))
      values[name] = ""
      fails(name, jssdk.make_card_ext(values))
    end
    fails("nonce_str", jssdk.make_card_ext({ api_ticket = "t", timestamp = 1, card_id = "p",
      nonce_str = ("n"):rep(33) }))
    fails("timestamp", jssdk.make_card_ext({ api_ticket = "t", timestamp = "1e9", card_id = "p" }))
    fails("timestamp", jssdk.make_card_ext({ api_ticket = "t", timestamp = "now", card_id = "p" }))
    fails("timestamp", jssdk.make_card_ext({ api_ticket = "t", timestamp = 1.5, card_id = "p" }))
    assert.is_string(jssdk.make_card_ext({ api_ticket = "t", timestamp = 1, card_id = "p", nonce_str = ("n"):rep(32) }))
  end)
end)

-- What plain Lua cannot do: fork. The C underneath is the same for both.
if jit then
  describe("nonces", function()
    it("differ between a process and its fork", function()
      local ffi = require("ffi")
      ffi.cdef("int fork(void); int waitpid(int pid, int *status, int options); void _exit(int status);")
      local path = os.tmpname()
      finally(function() os.remove(path) end)
      crypto.random_nonce(1) -- from here on there are random bytes in store
      local child = ffi.C.fork()
      if child == 0 then
        local file = io.open(path, "wb")
        file:write(crypto.random_nonce(32))
        file:close()
        ffi.C._exit(0)
      end
      ffi.C.waitpid(child, nil, 0)
      local file = assert(io.open(path, "rb"))
      local nonce = file:read("*a")
      file:close()
      assert.equal(32, #nonce)
      assert.not_equal(nonce, crypto.random_nonce(32))
    end)
  end)
end
