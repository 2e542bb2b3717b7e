describe("wxcard explain", function()
  local support = require("spec.support.cli")
  local crypto = require("wxcard.crypto")
  local json = require("wxcard.json")
  local jssdk = require("wxcard.jssdk")
  local process = require("wxcard.cli.process")
  local signature = require("wxcard.signature")
  local guess = require("wxcard.cli.explain_guess")

  local TICKET = "IpK_pcTTSfoPXwT1q0NVpA-8mVn7ZzXcB2dLkQeRuYhG5tWs3JaM9oUiEyDfNb6xCv4lHgKqPzTrSw1m0OjA"
  local PAGES = "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg"
  local TOKEN = "xQ7Zp9Tk24wZ0aa1Bb2Cc3Dd"
  local ENV = ("WXCARD_API_TICKET=%s WXCARD_JSAPI_TICKET=%s WXCARD_TOKEN=%s"):format(TICKET, PAGES, TOKEN)
  local CARD = { api_ticket = TICKET, card_id = "pFS7Fjg8kV1IdDz01r4SQwMkuCKc", timestamp = "1751328060",
    nonce_str = "Wm3WZYTPz0wzccnW", code = "198374613512", openid = "oFS7Fjl0WsZ9AMZqrI80nbIq8xrA" }

  local function with(base, changes)
    local copy = {}
    for _, values in ipairs({ base, changes }) do
      for name, value in pairs(values) do
        copy[name] = value ~= "none" and value or nil
      end
    end
    return copy
  end

  local function words(values)
    local out = {}
    for name, value in pairs(values) do
      if name ~= "api_ticket" and name ~= "jsapi_ticket" and name ~= "token" then
        out[#out + 1] = name .. "=" .. value
      end
    end
    return (table.unpack or unpack)(out)
  end

  -- Nothing of a secret but its ends: no run of five letters of its inside.
  local function hidden(text)
    for _, secret in ipairs({ TICKET, PAGES, TOKEN }) do
      for i = 2, #secret - 5 do
        assert.is_nil(text:find(secret:sub(i, i + 4), 1, true))
      end
    end
    return text
  end

  local function explain(kind, ...)
    local code, out, err = support.wxcard(ENV, "explain", kind, ...)
    hidden(out .. err)
    return code, out, err
  end

  it("shows what was signed, in its order, and that it is the same", function()
    local code, out = explain("card_ext", words(with(CARD, { signature = signature.card(CARD) })))
    assert.equal(0, code)
    local order = {}
    for name in out:gmatch("\n  (%S+)") do
      order[#order + 1] = name
    end
    assert.same({ "timestamp", "code", "api_ticket", "nonce_str", "openid", "card_id" }, order)
    assert.matches("IpK_...0OjA (84 characters)", out, 1, true)
    assert.matches("the same", out, 1, true)
  end)

  it("takes a finished cardExt: as a word, from a file, from the standard input, or twice quoted", function()
    local values = with(CARD, { outer_str = "menu" })
    local text = assert(jssdk.make_card_ext(values))
    local list = json.encode({ cardList = { { cardId = CARD.card_id, cardExt = text } } })
    local code, out, err = explain("card_ext", "card_id=" .. CARD.card_id, text)
    assert.equal(0, code, err)
    assert.matches("sent, but not signed: outer_str", out, 1, true)
    assert.equal(0, (explain("card_ext", list)))
    assert.equal(0, (explain("card_ext", "card_id=" .. CARD.card_id, json.encode(text))))
    local path = os.tmpname() .. ".json"
    finally(function() os.remove(path) end)
    local file = assert(io.open(path, "wb"))
    file:write(list)
    file:close()
    assert.equal(0, (explain("card_ext", "@" .. path)))
    assert.equal(0, process.run(("cat %s | %s %s explain card_ext - >/dev/null"):format(path, ENV, process.wxcard())))
    code, out = explain("card_ext", list, "--json")
    assert.equal(0, code)
    local result = json.decode(out)
    assert.is_true(result.same)
    assert.same({ "outer_str" }, result.not_signed)
    assert.same({ name = "timestamp", value = CARD.timestamp }, result.signed[1])
  end)

  it("signs pages and pushes", function()
    local page = { jsapi_ticket = PAGES, noncestr = "n", timestamp = "1414587457", url = "https://a.example/?b#c" }
    local code, out = explain("jsapi", words(with(page, { noncestr = "none", nonceStr = "n",
      signature = signature.jsapi(page) })))
    assert.equal(0, code)
    assert.matches("\n  url +https://a.example/%?b\n", out)
    local sealed = signature.callback(TOKEN, "1", "n", "AAAA")
    assert.equal(0, (explain("callback", "timestamp=1", "nonce=n", "encrypt=AAAA", "msg_signature=" .. sealed,
      "signature=" .. signature.callback(TOKEN, "1", "n"))))
    code, out = explain("callback", "timestamp=1", "nonce=n", "encrypt=AAAA", "signature=" ..
      signature.callback(TOKEN, "1", "n"))
    assert.equal(1, code)
    assert.matches("Encrypt is not signed", out, 1, true)
    local _, _, err = explain("callback", "timestamp=1", "nonce=n", "msg_signature=" .. sealed)
    assert.matches("give it as encrypt=", err, 1, true)
  end)

  it("fetches the account's own ticket, and tries the other one", function()
    local box = support.sandbox()
    finally(box.stop)
    local _, ticket = support.wxcard(box.env, "token", "--kind", "wx_card", "--show")
    local _, pages = support.wxcard(box.env, "token", "--kind", "jsapi", "--show")
    ticket, pages = ticket:match("%S+"), pages:match("%S+")
    local card = with(CARD, { api_ticket = ticket })
    local code, out, err = support.wxcard(box.env, "explain", "card_ext", words(with(card,
      { signature = signature.card(card) })))
    assert.equal(0, code, err)
    card.api_ticket = pages
    local second
    card.signature = signature.card(card)
    code, second = support.wxcard(box.env, "explain", "card_ext", words(card))
    assert.equal(1, code)
    assert.matches("made with the jsapi ticket", second, 1, true)
    for _, secret in ipairs({ ticket, pages }) do
      assert.is_nil((out .. second):find(secret:sub(5, 12), 1, true))
    end
    assert.equal(0, (support.wxcard(box.env, "explain", "callback", "timestamp=1", "nonce=n")))
  end)

  it("wants what is needed, and takes no secret from the command line", function()
    local inside = support.inside
    for _, case in ipairs({ { "card_ext", "timestamp=1" }, { "card_ext", "card_id=p" }, { "jsapi", "url=https://a" },
      { "callback", "nonce=n" }, { "card_ext", "{" }, { "card_ext", "5" }, { "card_ext", "card_ext=5" },
      { "card_ext", "card_id=p", "timestamp:=1.5" }, { "choose_card" }, {} }) do
      assert.equal(2, (inside("explain", (table.unpack or unpack)(case))), json.encode(case))
    end
    for _, name in ipairs({ "api_ticket", "jsapi_ticket", "token", "secret", "ticket" }) do
      local code, out, err = inside("explain", "card_ext", "card_id=p", "timestamp=1", name .. "=CANARY")
      assert.equal(2, code)
      assert.is_nil((out .. err):find("CANARY", 1, true))
    end
    local code, _, err = support.wxcard("HOME=/nowhere", "explain", "card_ext", "card_id=p", "timestamp=1")
    assert.equal(3, code)
    assert.matches("WXCARD_API_TICKET", err, 1, true)
    code, _, err = support.wxcard("HOME=/nowhere", "explain", "callback", "nonce=p", "timestamp=1")
    assert.equal(3, code)
    assert.matches("WXCARD_TOKEN", err, 1, true)
  end)

  describe("finds what was done otherwise:", function()
    local function joined(...)
      return crypto.sha1_hex(table.concat({ ... }))
    end
    local c = CARD
    local cards = {
      { "code is not signed", signature.card(with(c, { code = "none" })) },
      { "neither code nor openid is signed", signature.card(with(c, { code = "none", openid = "none" })) },
      { "nonce_str is not signed", signature.card(with(c, { nonce_str = "none" })) },
      { "outer_str is signed, too", crypto.sha1_sorted(TICKET, c.card_id, c.timestamp, c.nonce_str, c.code,
        c.openid, "menu") },
      { "the word undefined is signed for balance", signature.card(with(c, { balance = "undefined" })) },
      { "a blank behind the ticket", signature.card(with(c, { api_ticket = TICKET .. " " })) },
      { "a line feed behind card_id", signature.card(with(c, { card_id = c.card_id .. "\n" })) },
      { "the timestamp in milliseconds", signature.card(with(c, { timestamp = c.timestamp .. "000" })) },
      { "made with the jsapi ticket", signature.card(with(c, { api_ticket = PAGES })) },
      { "made with the jsapi ticket, which is for pages; code is not signed",
        signature.card(with(c, { api_ticket = PAGES, code = "none" })) },
      { "in the order of their names", joined(TICKET, c.card_id, c.code, c.nonce_str, c.openid, c.timestamp) },
      { "without telling capitals from small letters", joined(c.timestamp, c.code, TICKET, c.openid, c.card_id,
        c.nonce_str) },
      { "written in small letters", signature.card(c):upper() },
      { "nothing that usually goes wrong", ("0"):rep(40) },
    }
    for _, case in ipairs(cards) do
      it("card_ext, " .. case[1], function()
        local code, out = explain("card_ext", words(with(CARD, { outer_str = "menu", signature = case[2] })))
        assert.equal(1, code)
        assert.matches("DIFFERENT\n.*" .. case[1]:gsub("%p", "%%%0"), out)
      end)
    end

    local URL = "https://shop.example.com:8443/a/?b=1&c=%E4%BC%9A&from=singlemessage#/list"
    local page = { jsapi_ticket = PAGES, noncestr = "nOnce", timestamp = "1414587457", url = URL }
    local recipe = { order = { "jsapi_ticket", "noncestr", "timestamp", "url" }, secret = "jsapi_ticket",
      secret_name = "ticket", paired = true, digest = signature.jsapi }
    local function signed(url, name)
      return crypto.sha1_hex(("jsapi_ticket=%s&%s=nOnce&timestamp=1414587457&url=%s"):format(PAGES, name or "noncestr",
        url))
    end
    local base = URL:match("^[^#]*")
    local pages = {
      { "the url with its #", signed(URL) },
      { "the url with a slash at its end", signed(base .. "/") },
      { "the url without its query", signed("https://shop.example.com:8443/a/") },
      { "cut at its first &", signed("https://shop.example.com:8443/a/?b=1") },
      { "percent-decoded", signed((base:gsub("%%E4%%BC%%9A", "会"))) },
      { "encodeURIComponent)", signed((base:gsub("[^%w._~-]", function(s) return ("%%%02X"):format(s:byte()) end))) },
      { "with http", signed((base:gsub("^https", "http"))) },
      { "without its port", signed((base:gsub(":8443", ""))) },
      { "what sharing added", signed((base:gsub("&from=.*", ""))) },
      { "nonceStr instead of noncestr", signed(base, "nonceStr") },
      { "sorted, as for a card", crypto.sha1_sorted(PAGES, "nOnce", "1414587457", base) },
      { "noncestr is not signed",
        crypto.sha1_hex(("jsapi_ticket=%s&timestamp=1414587457&url=%s"):format(PAGES, base)) },
    }
    for _, case in ipairs(pages) do
      it("jsapi, " .. case[1], function()
        assert.matches(case[1], guess.find(recipe, page, case[2]) or "nothing", 1, true)
      end)
    end

    local ENCRYPT = "a+b/c=="
    local push = { order = { "token", "timestamp", "nonce", "encrypt" }, secret = "token", secret_name = "token",
      digest = function(v) return signature.callback(v.token, v.timestamp, v.nonce, v.encrypt) end }
    local pushes = {
      { "blanks", signature.callback(TOKEN, "999999999", "1000000000", "a b/c==") },
      { "percent-encoded", signature.callback(TOKEN, "999999999", "1000000000", "a%2Bb%2Fc%3D%3D") },
      { "without the = at its end", signature.callback(TOKEN, "999999999", "1000000000", "a+b/c") },
      { "a blank behind the token", signature.callback(TOKEN .. " ", "999999999", "1000000000", ENCRYPT) },
      { "numbers sorted as numbers", joined("999999999", "1000000000", ENCRYPT, TOKEN) },
    }
    for _, case in ipairs(pushes) do
      it("callback, " .. case[1], function()
        local values = { token = TOKEN, timestamp = "999999999", nonce = "1000000000", encrypt = ENCRYPT }
        assert.matches(case[1], guess.find(push, values, case[2]) or "nothing", 1, true)
      end)
    end
  end)
end)
