-- What helps to keep an account running: rids, the way to the callback, limits by the minute.
describe("sandbox upkeep", function()
  local json = require("wxcard.json")
  local support = require("spec.support.sandbox")
  local here

  before_each(function()
    here = support.new()
  end)

  it("tells of the request behind a rid, without its secrets", function()
    local refused = here:call("/card/code/get", { code = "000000000000" })
    local rid = refused.errmsg:match("rid: (%S+)$")
    local found = here:call("/cgi-bin/openapi/rid/get", { rid = rid }).request
    assert.equal(1751328000, found.invoke_time)
    assert.equal("access_token=***", found.request_url)
    assert.same({ code = "000000000000" }, json.decode(found.request_body))
    assert.equal(40056, json.decode(found.response_body).errcode)
    assert.equal(40097, here:call("/cgi-bin/openapi/rid/get", { rid = "617682e0-09059ac5-34a8e2ea" }).errcode)
    assert.is_nil(json.encode(found):find(here.token, 1, true))
  end)

  it("tells of faults by their rid, too, and how long they took", function()
    here:control("faults", { path = "/card/get", errcode = -1, latency = 2 })
    local rid = here:call("/card/get", { card_id = "p" }).errmsg:match("rid: (%S+)$")
    local found = here:call("/cgi-bin/openapi/rid/get", { rid = rid }).request
    assert.equal(2000, found.cost_in_ms)
    assert.equal(-1, json.decode(found.response_body).errcode)
  end)

  it("tries the callback's address, as far as it can see", function()
    local function check(action)
      return here:call("/cgi-bin/callback/check", { action = action, check_operator = "DEFAULT" })
    end
    here:control("callback", { url = "http://localhost:8080/wechat" })
    local all = check("all")
    assert.same({ "127.0.0.1", "0%" }, { all.dns[1].ip, all.ping[1].package_loss })
    assert.is_nil(check("ping").dns)
    assert.is_nil(check("dns").ping)
    here:control("callback", { url = "http://tea.example/wechat" })
    assert.same({}, check("all").dns)
    assert.equal(40097, check("everything").errcode)
  end)

  it("lists trades, each with its parts", function()
    local list = here:get("/card/getapplyprotocol", { access_token = here:fetch_token() }).category
    for _, trade in ipairs(list) do
      assert.is_number(trade.primary_category_id)
      assert.is_number(trade.secondary_category[1].secondary_category_id)
    end
  end)

  it("gives ten thousand stable tokens a minute, and more in the next", function()
    local function fetch()
      return here:call("/cgi-bin/stable_token", { grant_type = "client_credential", appid = here.keys.appid,
        secret = here.keys.secret }, {})
    end
    for _ = 1, 9999 do
      fetch()
    end
    assert.is_string(fetch().access_token)
    assert.equal(45011, fetch().errcode)
    here:control("clock", { advance = 60 })
    assert.is_string(fetch().access_token)
  end)
end)
