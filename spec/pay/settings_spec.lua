local PayPeer = require("spec.support.pay_peer")
local config = require("wxcard.config")
local wxcard = require("wxcard")

describe("WeChat Pay's settings:", function()
  local peer

  setup(function()
    peer = PayPeer.start()
  end)

  teardown(function()
    peer:stop()
  end)

  local function refused(change, path, pattern)
    local settings = peer:settings("both")
    change(settings)
    local wx, err = wxcard.new(settings)
    assert.is_nil(wx)
    assert.equal("config", err.kind)
    assert.equal(path, err.path)
    if pattern then
      assert.matches(pattern, tostring(err))
    end
    return tostring(err)
  end

  it("need neither appid nor secret, and make no call", function()
    peer:script({ {} })
    local wx = assert(wxcard.new(peer:settings("both")))
    assert.equal("wxcard client of " .. PayPeer.MCHID, tostring(wx))
    assert.equal(0, #peer:requests())
    local value, err = wx.card.get({ card_id = "p1" })
    assert.is_nil(value)
    assert.equal("config", err.kind)
    wx:close()
  end)

  it("take keys as text and as a path", function()
    local settings = peer:settings()
    for _, name in ipairs({ "merchant_key", "platform_public_key" }) do
      local file = assert(io.open(settings.pay[name], "rb"))
      settings.pay[name] = file:read("*a")
      file:close()
    end
    assert(wxcard.new(settings)):close()
  end)

  it("each mix-up has a sentence of its own, which holds nothing of a key", function()
    local seen = {}
    local function mixed_up(change, path)
      local text = refused(change, path)
      assert.is_nil(text:find("BEGIN", 1, true))
      assert.is_nil(seen[text])
      seen[text] = true
    end
    mixed_up(function(s) s.pay.merchant_key = peer:file("merchant.crt") end, "pay.merchant_key")
    mixed_up(function(s) s.pay.merchant_key = peer:file("merchant.pub") end, "pay.merchant_key")
    mixed_up(function(s) s.pay.merchant_key = peer:file("nothing") end, "pay.merchant_key")
    mixed_up(function(s) s.pay.platform_public_key = peer:file("public.key") end, "pay.platform_public_key")
    mixed_up(function(s) s.pay.platform_public_key = peer:file("one.crt") end, "pay.platform_public_key")
    mixed_up(function(s) s.pay.merchant_serial = PayPeer.PUBLIC_ID end, "pay.merchant_serial")
    mixed_up(function(s) s.pay.merchant_serial = "1234567890123456789012345678901234567890123456" end,
      "pay.merchant_serial")
    mixed_up(function(s) s.pay.merchant_cert = peer:file("brand.crt") end, "pay.merchant_serial")
    mixed_up(function(s)
      s.pay.merchant_cert, s.pay.merchant_serial = peer:file("brand.crt"), PayPeer.SERIALS.brand
    end, "pay.merchant_cert")
    mixed_up(function(s) s.pay.platform_public_key_id = PayPeer.SERIALS.one end, "pay.platform_public_key_id")
    mixed_up(function(s) s.brand.brand_key = nil end, "brand.brand_key")
  end)

  it("an APIv3 key has 32 characters", function()
    refused(function(s) s.pay.api_v3_key = "0123456789abcdef" end, "pay.api_v3_key", "32")
    refused(function(s) s.brand.brand_api_key = ("x"):rep(33) end, "brand.brand_api_key", "32")
  end)

  it("names, types and addresses are looked at", function()
    refused(function(s) s.pay.mchId = "1" end, "pay.mchId", "no such setting")
    refused(function(s) s.pay.mchid = 1900007291 end, "pay.mchid", "must be a string")
    refused(function(s) s.pay = "yes" end, "pay", "must be a table")
    refused(function(s) s.pay.base_url = "http://example.com" end, "pay.base_url", "this machine alone")
    refused(function(s) s.pay.platform_public_key = nil end, "pay.platform_public_key")
    refused(function(s)
      s.pay.platform_public_key, s.pay.platform_public_key_id, s.pay.api_v3_key = nil, nil, nil
    end, "pay.platform_public_key", "api_v3_key")
  end)

  it("without an address go to WeChat Pay's two hosts", function()
    local settings = peer:settings()
    settings.pay.base_url = nil
    local loaded = assert(config.load(settings, function() end))
    assert.same({ "https://api.mch.weixin.qq.com", "https://api2.mch.weixin.qq.com" }, loaded.pay.hosts)
  end)
end)
