-- Links of one-click activation taken apart, and the ticket that sometimes needs a second look.
local activation = require("wxcard.activation")
local sandbox = require("spec.support.sandbox")
local wxcard = require("wxcard")

local function fails(path, value, err)
  assert.is_nil(value)
  assert.equal("validation", err.kind)
  assert.equal(path, err.path)
  return err
end

describe("activation.parse_redirect", function()
  local TICKET, ENCODED = "fDZv9e+MQAF/frNr3XBoqhb==", "fDZv9e%2BMQAF%2FfrNr3XBoqhb%3D%3D"
  local CARD, CODE = "pFS7Fjg8kV1IdDz01r4SQwMkuCKc", "AB+cd/ef="
  local ALL = "card_id=" .. CARD .. "&encrypt_code=AB%2Bcd%2Fef%3D&outer_str=%E9%97%A8%E5%BA%97%26A&openid=oA"
    .. "&activate_ticket=" .. ENCODED
  local WHOLE = { card_id = CARD, encrypt_code = CODE, outer_str = "门店&A", openid = "oA", activate_ticket = TICKET }

  local redirects = {
    { "an address with a query of its own", "https://shop.example.com/act?shop=9&" .. ALL },
    { "an address without a ?, to which WeChat appends with & all the same", "https://shop.example.com/act&" .. ALL },
    { "an address that ends with ?", "https://shop.example.com/act?&" .. ALL },
    { "the query alone", ALL },
    { "the query with what was in front of it", "?" .. ALL },
    { "empty parts", "https://shop.example.com/act?&&" .. ALL:gsub("&", "&&") .. "&" },
    { "a fragment behind", "https://shop.example.com/act?" .. ALL .. "#wechat_redirect" },
    { "another order, and small letters in the escapes", "https://shop.example.com/act?activate_ticket=" ..
      ENCODED:lower():gsub("fdzv9e", "fDZv9e"):gsub("mqaf", "MQAF"):gsub("nr3xb", "Nr3XB") .. "&" ..
      ALL:gsub("&activate_ticket=.*$", "") },
    { "nothing encoded: + stays +, and = belongs to the value", "https://shop.example.com/act?card_id=" .. CARD ..
      "&encrypt_code=" .. CODE .. "&outer_str=门店%26A&openid=oA&activate_ticket=" .. TICKET },
    { "a second layer of encoding, which somebody on the way put around", "https://shop.example.com/act?card_id=" ..
      CARD .. "&encrypt_code=AB%252Bcd%252Fef%253D&outer_str=%E9%97%A8%E5%BA%97%26A&openid=oA&activate_ticket=" ..
      ENCODED:gsub("%%", "%%25") },
    { "a path alone, as a web server logs it", "/act&" .. ALL },
    { "a ? inside a value", ALL:gsub("^card_id", "from=a?b&card_id") },
    { "parameters of the same names in the configured address", "https://shop.example.com/act?openid=x&card_id=y&" ..
      ALL },
  }
  for _, case in ipairs(redirects) do
    it("reads " .. case[1], function()
      assert.same(WHOLE, activation.parse_redirect(case[2]))
    end)
  end

  it("decodes exactly once: what is no leftover of an encoding stays", function()
    for encoded, ticket in pairs({ ["100%25"] = "100%", ["a%2541%2B"] = "a%41+", ["%2525"] = "%25", ["a%zz"] = "a%zz",
      ["a%2"] = "a%2", ["a+b"] = "a+b", ["a%20b"] = "a b", ["%41"] = "A" }) do
      assert.equal(ticket, activation.parse_redirect("activate_ticket=" .. encoded).activate_ticket)
    end
    assert.equal("%2B", activation.parse_redirect("activate_ticket=T&outer_str=%252B").outer_str)
  end)

  it("leaves out what is not there", function()
    assert.same({ activate_ticket = "T" }, activation.parse_redirect("activate_ticket=T&openid=&outer_str"))
  end)

  it("names the ticket when there is none, and where it may have gone", function()
    for _, url in ipairs({ "", "?", "https://shop.example.com/act", "card_id=p&activate_ticket=", "activate_ticket",
      "xactivate_ticket=T" }) do
      fails("activate_ticket", activation.parse_redirect(url))
    end
    local err = fails("activate_ticket", activation.parse_redirect("https://shop.example.com/#/act?" .. ALL))
    assert.matches("behind a #", err.hint, 1, true)
    assert.has_error(function() activation.parse_redirect({ card_id = "p" }) end)
  end)
end)

describe("activation.component_params", function()
  it("gives what wx.navigateToMiniProgram takes, decoded once", function()
    local extra = { encrypt_card_id = "Cz/a+=", outer_str = "", biz = "Mg==" }
    assert.same({ appid = "wxeb490c6f9b154ef9", extraData = extra },
      activation.component_params("https://mp.weixin.qq.com/bizmall/activatemembercard?action=preshow&&" ..
        "encrypt_card_id=Cz%2Fa%2B%3D&biz=Mg%3D%3D#wechat_redirect"))
  end)

  it("names what is missing", function()
    fails("encrypt_card_id", activation.component_params("https://mp.weixin.qq.com/x?biz=Mg%3D%3D"))
    fails("biz", activation.component_params("https://mp.weixin.qq.com/x?encrypt_card_id=a#biz=1"))
    assert.has_error(function() activation.component_params() end)
  end)
end)

describe("one-click activation against the sandbox", function()
  local box, wx
  local PATH = "/card/membercard/activatetempinfo/get"

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
      headers = { ["Content-Type"] = "application/json" }, body = assert(wxcard.json.encode(body)) }))
    assert.equal(200, answer.status, answer.body)
    return wxcard.json.decode(answer.body)
  end

  -- How often the sandbox was asked for the form.
  local function asked()
    local answer = assert(wxcard.request({ method = "GET", url = box.url .. "/_sandbox/journal" }))
    local count = 0
    for _, entry in ipairs(wxcard.json.decode(answer.body).journal) do
      count = count + (entry.path == PATH and 1 or 0)
    end
    return count
  end

  ---A member of a card of the jump type has filled in the form: the address that WeChat sends the page on to.
  local function redirect()
    local card = sandbox.member_card({ auto_activate = false, wx_activate = true, wx_activate_after_submit = true,
      wx_activate_after_submit_url = "https://shop.example.com/welcome" })
    local id = assert(wx.card.create({ card = { card_type = "MEMBER_CARD", member_card = card } })).card_id
    assert(wx.card.membercard.activateuserform.set({ card_id = id,
      required_form = { common_field_id_list = { "USER_FORM_INFO_FLAG_NAME" } } }))
    control("review", { card_id = id, pass = true })
    local code = assert(control("phone/claim", { card_id = id, openid = "oA", outer_str = "门口 & 1" }).code)
    local form = control("phone/submit_form", { card_id = id, code = code, openid = "oA",
      common_field_list = { { name = "USER_FORM_INFO_FLAG_NAME", value = "小月" } } })
    return assert(form.redirect_url, wxcard.json.encode(form)), id, code
  end

  it("goes from the redirect to the form and to the code", function()
    local url, id, code = redirect()
    local got = assert(activation.parse_redirect(url))
    assert.same({ id, "oA", "门口 & 1" }, { got.card_id, got.openid, got.outer_str })
    assert.equal(code, assert(wx.card.code.decrypt({ encrypt_code = got.encrypt_code })).code)
    local form = assert(wx.card.membercard.activatetempinfo.get({ activate_ticket = got.activate_ticket }))
    assert.equal("小月", form.info.common_field_list[1].value)
  end)

  it("takes the link of geturl apart", function()
    local _, id = redirect()
    local link = assert(wx.card.membercard.activate.geturl({ card_id = id, outer_str = "mini&1" })).url
    local params = assert(activation.component_params(link))
    assert.equal("mini&1", params.extraData.outer_str)
    assert.matches("==$", params.extraData.biz)
  end)

  it("asks again when a ticket is said to be expired, twice, with a short pause", function()
    local ticket = activation.parse_redirect((redirect())).activate_ticket
    for times = 1, 2 do
      local before = asked()
      control("faults", { path = PATH, errcode = 72012, times = times })
      assert.is_table(assert(wx.card.membercard.activatetempinfo.get({ activate_ticket = ticket })).info)
      assert.equal(times + 1, asked() - before)
    end
    control("faults", { path = PATH, errcode = 72012, times = 3 })
    local info, err = wx.card.membercard.activatetempinfo.get({ activate_ticket = ticket })
    assert.is_nil(info)
    assert.equal("api", err.kind)
    assert.equal(72012, err.code)
    assert.equal(3, err.attempts)
    assert.is_true(err.retryable)
    assert.is_string(err.hint)
    assert.is_nil(tostring(err):find(ticket, 1, true))
    assert.is_table(assert(wx.card.membercard.activatetempinfo.get({ activate_ticket = ticket })).info)
  end)

  it("does not ask again about a ticket that was never one", function()
    local _, err = wx.card.membercard.activatetempinfo.get({ activate_ticket = "nobody's" })
    assert.equal(72011, err.code)
    assert.equal(1, err.attempts)
  end)
end)
