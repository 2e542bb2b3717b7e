local PayPeer = require("spec.support.pay_peer")
local wxcard = require("wxcard")

local CARDS = "/v3/marketing/membercard-open/cards"
local IMPORT = "/v3/brand/partner/card-member/user-cards/import-by-phone"

local function member()
  return {
    brand_id = "1004", card_id = "pbLatjvWOibDc5-TBnbUk1pD12o0", user_card_code = "478515832665",
    phone_number = "13800138000", out_request_no = "R1",
    valid_date_information = { type = "PERMANENT" },
  }
end

describe("a signed request:", function()
  local peer, wx

  setup(function()
    peer = PayPeer.start()
    wx = assert(wxcard.new(peer:settings()))
  end)

  teardown(function()
    wx:close()
    peer:stop()
  end)

  before_each(function()
    peer:script({ { json = { ok = true } } })
  end)

  it("of a merchant is what the guide prints, header by header, and openssl verifies it", function()
    assert(wx:call("GET", CARDS .. "/p1"))
    local r = peer:requests()[1]
    assert.is_nil(r.fault)
    local pattern = '^WECHATPAY2%-SHA256%-RSA2048 mchid="1900007291",nonce_str="%w+",signature="[%w+/]+==",'
      .. 'timestamp="%d+",serial_no="' .. PayPeer.SERIALS.merchant .. '"$'
    assert.matches(pattern, r.headers.authorization)
    assert.equal("application/json", r.headers.accept)
    assert.matches("^wxcard/", r.headers["user-agent"])
    assert.equal(PayPeer.PUBLIC_ID, r.headers["wechatpay-serial"])
    assert.is_nil(r.headers["content-type"])
    assert.is_nil(r.headers["accept-encoding"])
    assert.matches("^GET\n" .. CARDS:gsub("%-", "%%-") .. "/p1\n%d+\n%w+\n\n$", r.text)
    assert.is_true(peer:openssl_verifies("merchant", r.text, r.signature))
  end)

  it("of a brand has the brand's scheme, identity and key", function()
    assert(wx:call("GET", "/brand/card-member/cards/p1"))
    local r = peer:requests()[1]
    assert.is_nil(r.fault)
    assert.matches('^WECHATPAY%-BRAND%-SHA256%-RSA2048 brand_id="1004",', r.headers.authorization)
    assert.is_true(peer:openssl_verifies("brand", r.text, r.signature))
  end)

  it("has the same bytes in all three forms, one at a time and gathered", function()
    local body = { brand_id = "1004", out_request_no = "R1" }
    local path = "/v3/brand/partner/card-member/cards/p1/invalidate"
    assert(wx.v3.brand.partner.card_member.cards.p1.invalidate(body))
    assert(wx["v3/brand/partner/card-member/cards/p1/invalidate"]:post(body))
    assert(wx:call("POST", path, body))
    local _, errs = wxcard.gather(2, { 1, 2 }, function()
      return wx.v3.brand.partner.card_member.cards.p1.invalidate.post(body)
    end)
    assert.same({}, errs)
    local requests = peer:requests()
    assert.equal(5, #requests)
    for i = 1, 5 do
      assert.is_nil(requests[i].fault)
      assert.equal(path, requests[i].path)
      assert.equal(requests[1].body, requests[i].body)
      assert.equal("POST", requests[i].method)
    end
  end)

  it("has every method, and an empty body signs as an empty line", function()
    for _, method in ipairs({ "GET", "POST", "PATCH", "PUT", "DELETE" }) do
      assert(wx:call(method, "/v3/unheard/of/" .. method:lower()))
    end
    assert(wx:call("POST", "/v3/unheard/of", '{"a":1}\n'))
    local requests = peer:requests()
    for i, method in ipairs({ "GET", "POST", "PATCH", "PUT", "DELETE", "POST" }) do
      assert.is_nil(requests[i].fault)
      assert.equal(method, requests[i].method)
    end
    assert.matches('\n{"a":1}\n\n$', requests[6].text)
  end)

  it("signs the URL that is sent, query and escapes included", function()
    local code = "a/b c+d%e"
    assert(wx.v3.marketing.membercard_open.cards.p1.codes[code].get())
    assert(wx:call("GET", "/v3/unheard/of", { b = "x y+z/=", a = "会员" }))
    local requests = peer:requests()
    assert.is_nil(requests[1].fault)
    assert.matches("/codes/a%%2Fb%%20c%%2Bd%%25e\n", requests[1].text)
    assert.is_nil(requests[2].fault)
    assert.matches("%?a=%%E4%%BC%%9A%%E5%%91%%98&b=x%%20y%%2Bz%%2F%%3D\n", requests[2].text)
  end)

  it("encrypts marked fields with the key that it names, and never sends them in clear", function()
    assert(wx:call("POST", IMPORT, member()))
    local r = peer:requests()[1]
    assert.is_nil(r.fault)
    assert.equal(PayPeer.PUBLIC_ID, r.headers["wechatpay-serial"])
    assert.is_nil(r.body:find("13800138000", 1, true))
    assert.equal("13800138000", r.clear.phone_number)
    assert.equal("478515832665", r.clear.user_card_code)
  end)

  it("encrypts a marked field of the query, percent-encoded and then signed", function()
    assert(wx.v3.marketing.membercard_open.phonenumber_member.search({ card_id = "p1",
      encrypted_phone_number = "13800138000" }))
    local r = peer:requests()[1]
    assert.is_nil(r.fault)
    assert.is_nil(r.query:find("13800138000", 1, true))
    assert.is_nil(r.query:find("[+/]"))
    assert.equal("13800138000", r.clear.encrypted_phone_number)
  end)

  it("passes what was encrypted elsewhere, if the key is the one in use", function()
    local crypto = wxcard.crypto
    local key = assert(crypto.key(assert(io.open(peer:file("public.pub"))):read("*a"), "public"))
    local text = assert(key:encrypt("13900139000"))
    local body = member()
    body.phone_number = wxcard.encrypted(PayPeer.PUBLIC_ID, text)
    assert(wx:call("POST", IMPORT, body))
    assert.equal("13900139000", peer:requests()[1].clear.phone_number)
    body.phone_number = wxcard.encrypted("PUB_KEY_ID_0999", text)
    local value, err = wx:call("POST", IMPORT, body)
    assert.is_nil(value)
    assert.equal("validation", err.kind)
    assert.equal("not_sent", err.outcome)
    body.phone_number, body.card_id = nil, wxcard.encrypted(PayPeer.PUBLIC_ID, text)
    value, err = wx:call("POST", IMPORT, body)
    assert.is_nil(value)
    assert.equal("validation", err.kind)
    assert.equal(1, #peer:requests())
  end)

  it("refuses what a key has no room for, and names the field", function()
    local body = member()
    body.phone_number = ("1"):rep(215)
    local value, err = wx:call("POST", IMPORT, body)
    assert.is_nil(value)
    assert.equal("validation", err.kind)
    assert.equal("phone_number", err.path)
    assert.is_nil(tostring(err):find("1111", 1, true))
  end)

  it("has no null, no character of four bytes and times of RFC 3339", function()
    local function refused(change, path)
      local body = member()
      change(body)
      local value, err = wx:call("POST", IMPORT, body)
      assert.is_nil(value)
      assert.equal("validation", err.kind)
      assert.equal(path, err.path)
      assert.equal("brand", err.generation)
    end
    refused(function(b) b.attach = "\240\159\146\179" end, "attach")
    refused(function(b) b.unheard = { of = "\240\159\146\179" } end, "unheard.of")
    refused(function(b) b.attach = wxcard.null end, "attach")
    refused(function(b) b.phone_number = "\240\159\146\179" end, "phone_number")
    refused(function(b) b.pickup_time = "2026-11-22 10:00:00" end, "pickup_time")
    assert.equal(0, #peer:requests())
  end)

  it("signs the meta part alone of an upload, whose parts are in order", function()
    local name = 'a";b.png'
    local png = "\137PNG\r\n\26\n" .. ("x"):rep(300000)
    peer:script({ { json = { media_url = "https://x/y" }, content_type = "text/plain" } })
    local value = assert(wx.v3.marketing.favor.media.image_upload({ file = wxcard.bytes(png, name) }))
    assert.equal("https://x/y", value.media_url)
    local path = peer:file("picture.png")
    local out = assert(io.open(path, "wb"))
    out:write(png)
    out:close()
    assert(wx.v3.marketing.favor.media.image_upload({ file = wxcard.file(path) }))
    for i, r in ipairs(peer:requests()) do
      assert.is_nil(r.fault)
      assert.equal("meta", r.parts[1].name)
      assert.is_nil(r.parts[1].filename)
      assert.equal("application/json", r.parts[1].content_type)
      assert.equal("file", r.parts[2].name)
      assert.equal("image/png", r.parts[2].content_type)
      local meta = assert(wxcard.json.decode(r.parts[1].text))
      assert.equal(wxcard.crypto.sha256_hex(png), meta.sha256)
      assert.equal(meta.sha256, r.parts[2].sha256)
      assert.equal(i == 1 and name or "picture.png", meta.filename)
      assert.matches("\n" .. r.parts[1].text:gsub("%p", "%%%0") .. "\n$", r.text)
    end
  end)

  it("is refused by name where the identity is missing", function()
    local settings = peer:settings()
    settings.brand = nil
    local merchant = assert(wxcard.new(settings))
    local value, err = merchant:call("GET", "/brand/card-member/cards/p1")
    assert.is_nil(value)
    assert.equal("config", err.kind)
    assert.equal("brand", err.path)
    assert.matches("brand's identity", err.message)
    settings = peer:settings()
    settings.pay = nil
    local brand = assert(wxcard.new(settings))
    value, err = brand.v3.marketing.membercard_open.cards.p1.get()
    assert.is_nil(value)
    assert.equal("pay", err.path)
    assert.equal("membercard_open", err.generation)
  end)
end)
