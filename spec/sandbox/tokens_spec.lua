-- Access tokens and tickets live, overlap and end as the platform's do; the clock is the sandbox's own.
describe("sandbox tokens", function()
  local support = require("spec.support.sandbox")
  local here

  before_each(function()
    here = support.new()
  end)

  local function classic()
    local token, value = here:fetch_token()
    return token, value
  end

  local function stable(force)
    return here:call("/cgi-bin/stable_token", {
      grant_type = "client_credential", appid = here.keys.appid, secret = here.keys.secret, force_refresh = force,
    }, {})
  end

  local function errcode(token)
    return here:call("/card/batchget", { offset = 0, count = 1 }, { access_token = token }).errcode
  end

  local function advance(seconds)
    here:control("clock", { advance = seconds })
  end

  it("answers a token without an errcode", function()
    local token, value = classic()
    assert.equal(7200, value.expires_in)
    assert.is_nil(value.errcode)
    assert.is_true(#token < 512)
    assert.equal(0, errcode(token))
  end)

  it("makes a classic token each time, and lets the one before serve five minutes", function()
    local first = classic()
    local second = classic()
    assert.not_equal(first, second)
    assert.equal(0, errcode(first))
    advance(299)
    assert.equal(0, errcode(first))
    advance(1)
    assert.equal(40001, errcode(first))
    assert.equal(0, errcode(second))
  end)

  it("ends a token after two hours", function()
    local token = classic()
    advance(7199)
    assert.equal(0, errcode(token))
    advance(1)
    assert.equal(42001, errcode(token))
  end)

  it("tells a missing, a malformed and an unknown token apart", function()
    assert.equal(41001, errcode(nil))
    assert.equal(41001, errcode(""))
    assert.equal(40014, errcode("no token"))
    assert.equal(40001, errcode(("x"):rep(120)))
  end)

  it("gives the same stable token until its last five minutes, then both serve", function()
    local first = stable()
    advance(1000)
    local again = stable()
    assert.equal(first.access_token, again.access_token)
    assert.equal(6200, again.expires_in)
    advance(5900)
    local next_one = stable()
    assert.not_equal(first.access_token, next_one.access_token)
    assert.equal(7200, next_one.expires_in)
    assert.equal(0, errcode(first.access_token))
    advance(300)
    assert.equal(42001, errcode(first.access_token))
    assert.equal(0, errcode(next_one.access_token))
  end)

  it("revokes at once when forced, not twice within thirty seconds, twenty times a day", function()
    local first = stable().access_token
    local second = stable(true).access_token
    assert.not_equal(first, second)
    assert.equal(40001, errcode(first))
    assert.equal(second, stable(true).access_token)
    for _ = 2, 20 do
      advance(30)
      stable(true)
    end
    advance(30)
    assert.equal(45009, stable(true).errcode)
    assert.equal(0, errcode(stable().access_token))
    advance(86400)
    assert.is_nil(stable(true).errcode)
  end)

  it("keeps the two kinds apart", function()
    local s = stable().access_token
    classic()
    classic()
    advance(600)
    assert.equal(0, errcode(s))
    local c = classic()
    stable(true)
    assert.equal(0, errcode(c))
  end)

  it("refuses a wrong account by its own code", function()
    local function ask(args)
      return here:get("/cgi-bin/token", args).errcode
    end
    local appid, secret = here.keys.appid, here.keys.secret
    assert.equal(40002, ask({ grant_type = "other", appid = appid, secret = secret }))
    assert.equal(41002, ask({ grant_type = "client_credential", secret = secret }))
    assert.equal(41004, ask({ grant_type = "client_credential", appid = appid }))
    assert.equal(40013, ask({ grant_type = "client_credential", appid = "wx0", secret = secret }))
    assert.equal(40125, ask({ grant_type = "client_credential", appid = appid, secret = "wrong" }))
  end)

  it("names the address that may not fetch tokens", function()
    here = support.new({ ip_whitelist = { "10.0.0.1" } })
    local function fetch(remote)
      local response = here.sb:handle({ method = "GET", path = "/cgi-bin/token", remote = remote, args = {
        grant_type = "client_credential", appid = here.keys.appid, secret = here.keys.secret } })
      return response.body
    end
    assert.matches('"errcode":40164', fetch("10.1.2.3"))
    assert.matches("invalid ip 10%.1%.2%.3 ipv6 ::ffff:10%.1%.2%.3, not in whitelist rid: ", fetch("10.1.2.3"))
    assert.matches('"access_token"', fetch("10.0.0.1"))
  end)

  it("gives different tickets for cards and pages, and none for anything else", function()
    local token = classic()
    local card = here:get("/cgi-bin/ticket/getticket", { access_token = token, type = "wx_card" })
    local page = here:get("/cgi-bin/ticket/getticket", { access_token = token, type = "jsapi" })
    assert.equal(0, card.errcode)
    assert.equal(7200, card.expires_in)
    assert.not_equal(card.ticket, page.ticket)
    assert.equal(40097, here:get("/cgi-bin/ticket/getticket", { access_token = token, type = "other" }).errcode)
  end)

  it("counts calls a day and clears the count ten times a month", function()
    here = support.new({ quotas = { ["/card/batchget"] = 2 } })
    local token = classic()
    assert.equal(0, errcode(token))
    assert.equal(0, errcode(token))
    assert.equal(45009, errcode(token))
    local left = here:call("/cgi-bin/openapi/quota/get", { cgi_path = "/card/batchget" }).quota
    assert.same({ daily_limit = 2, used = 2, remain = 0 }, left)
    for _ = 1, 10 do
      assert.equal(0, here:call("/cgi-bin/clear_quota", { appid = here.keys.appid }).errcode)
    end
    assert.equal(0, errcode(token))
    assert.equal(48006, here:call("/cgi-bin/clear_quota", { appid = here.keys.appid }).errcode)
    assert.equal(40013, here:call("/cgi-bin/clear_quota", { appid = "wx0" }).errcode)
    assert.equal(76021, here:call("/cgi-bin/openapi/quota/get", { cgi_path = "/no/such" }).errcode)
  end)

  it("limits a test account to two hundred tokens a day", function()
    here = support.new({ test_account = true })
    for _ = 1, 200 do
      assert.is_string((classic()))
    end
    local _, value = classic()
    assert.equal(45009, value.errcode)
  end)
end)
