-- A card's whole life by a client that nobody here wrote: curl, with the requests that WeChat's documents print. Bodies
-- are raw JSON; what is compared is what the documents promise, name by name. Nothing of wxcard runs on this side but
-- the JSON reader.
describe("curl against the sandbox", function()
  local json = require("wxcard.json")
  local process = require("wxcard.cli.process")
  local sandboxes = require("spec.support.sandbox")

  local server, folder, token
  setup(function()
    server, folder = sandboxes.start({ refuse_web_links = true }), process.folder()
  end)
  teardown(function()
    server.stop()
    process.run("rm -rf " .. folder)
  end)

  local function file(name, text)
    local path = folder .. "/" .. name
    local out = assert(io.open(path, "wb"))
    out:write(text)
    out:close()
    return path
  end

  ---One request. What it answers must be JSON with HTTP 200.
  local function curl(url, more)
    local body, status = sandboxes.curl(url, more)
    assert.equal("0 200", status, body)
    return assert(json.decode(body)), body
  end

  local function address(path, access_token)
    return ("%s%s?access_token=%s"):format(server.url, path, access_token or token)
  end

  ---POST of raw JSON, as a file.
  local function post(path, text, access_token)
    local body = file("body", text)
    return curl(address(path, access_token), "-H 'Content-Type: application/json' --data-binary @" .. body)
  end

  local function ok(path, text)
    local answer, raw = post(path, text)
    assert.same({ 0, "ok" }, { answer.errcode, answer.errmsg }, raw)
    return answer
  end

  local function control(path, text)
    return curl(server.url .. "/_sandbox/" .. path, "--data-binary @" .. file("body", text))
  end

  local function image()
    return "$PWD/examples/logo.png"
  end

  describe("a card's whole life, in this order", function()
    local logo, card_id, qr, code

    it("token: access_token and expires_in, without errcode", function()
      local answer = curl(("%s/cgi-bin/token?grant_type=client_credential&appid=%s&secret=%s"):format(server.url,
        server.keys.appid, server.keys.secret))
      token = answer.access_token
      assert.same({ access_token = token, expires_in = 7200 }, answer)
      assert.truthy(#token > 64 and #token <= 512)
    end)

    it("media/uploadimg: url", function()
      local answer = curl(address("/cgi-bin/media/uploadimg"), "-F buffer=@" .. image())
      logo = answer.url
      assert.matches("^https?://mmbiz%.qpic%.cn/", logo)
    end)

    it("card/create: card_id", function()
      local answer = ok("/card/create", ([[{ "card": {
        "card_type": "MEMBER_CARD",
        "member_card": {
          "background_pic_url": "%s",
          "base_info": {
            "logo_url": "%s",
            "brand_name": "山月茶舍",
            "code_type": "CODE_TYPE_TEXT",
            "title": "山月茶友卡",
            "color": "Color010",
            "notice": "使用时向服务员出示此卡",
            "service_phone": "020-88888888",
            "description": "不可与其他优惠同享",
            "date_info": { "type": "DATE_TYPE_PERMANENT" },
            "sku": { "quantity": 50000000 },
            "get_limit": 3,
            "use_custom_code": false,
            "can_give_friend": true,
            "need_push_on_view": true
          },
          "supply_bonus": true,
          "supply_balance": false,
          "prerogative": "每消费一元得一分",
          "wx_activate": true,
          "custom_field1": { "name_type": "FIELD_NAME_TYPE_LEVEL", "url": "http://www.qq.com" },
          "bonus_rule": { "cost_money_unit": 100, "increase_bonus": 1, "max_increase_bonus": 200,
            "init_increase_bonus": 10, "cost_bonus_unit": 5, "reduce_money": 100,
            "least_money_to_use_bonus": 1000, "max_reduce_bonus": 50 },
          "discount": 10
        }
      } }]]):format(logo, logo))
      card_id = answer.card_id
      assert.matches("^p[%w_-]+$", card_id)
      assert.truthy(#card_id <= 32)
    end)

    it("card/get: the card before its review, with its stock", function()
      local base = ok("/card/get", ('{"card_id":"%s"}'):format(card_id)).card.member_card.base_info
      assert.same({ card_id, "CARD_STATUS_NOT_VERIFY", 50000000, 50000000 },
        { base.id, base.status, base.sku.quantity, base.sku.total_quantity })
    end)

    it("a stranger cannot take it yet, a tester can", function()
      local claim = [[{"openid":"%s","card_id":"%s"}]]
      assert.equal(72022, control("phone/claim", claim:format("oStranger", card_id)).errcode)
      ok("/card/testwhitelist/set", [[{ "openid": ["oTester"], "username": ["afdvvf"] }]])
      assert.equal(0, control("phone/claim", claim:format("oTester", card_id)).errcode)
    end)

    it("card/batchget: the card among others, by its state", function()
      local answer = ok("/card/batchget", [[{"offset":0,"count":10,"status_list":["CARD_STATUS_NOT_VERIFY"]}]])
      assert.same({ { card_id }, 1 }, { answer.card_id_list, answer.total_num })
      assert.equal(0, control("review", ('{"card_id":"%s","pass":true}'):format(card_id)).errcode)
      answer = ok("/card/batchget", [[{"offset":0,"count":10,"status_list":["CARD_STATUS_NOT_VERIFY"]}]])
      assert.same({ {}, 0 }, { answer.card_id_list, answer.total_num })
    end)

    it("activateuserform/set", function()
      ok("/card/membercard/activateuserform/set", ([[{ "card_id": "%s",
        "required_form": { "can_modify": false,
          "common_field_id_list": ["USER_FORM_INFO_FLAG_MOBILE", "USER_FORM_INFO_FLAG_NAME"] },
        "optional_form": { "can_modify": true, "custom_field_list": ["喜欢的茶"] } }]]):format(card_id))
    end)

    it("qrcode/create: ticket, url, show_qrcode_url and the picture behind it", function()
      qr = ok("/card/qrcode/create", ([[{ "action_name": "QR_CARD", "expire_seconds": 1800,
        "action_info": { "card": { "card_id": "%s", "is_unique_code": false, "outer_str": "12b" } }
      }]]):format(card_id))
      assert.equal(1800, qr.expire_seconds)
      assert.matches("^http://weixin%.qq%.com/q/", qr.url)
      local picture, status = sandboxes.curl(qr.show_qrcode_url)
      assert.equal("0 200", status)
      assert.equal("\137PNG", picture:sub(1, 4))
    end)

    it("somebody scans it; code/get: NORMAL, with openid and outer_str", function()
      code = control("phone/claim", ('{"openid":"oMember","url":"%s"}'):format(qr.url)).code
      assert.matches("^%d%d%d%d%d%d%d%d%d%d%d%d$", code)
      local answer = ok("/card/code/get", ('{"card_id":"%s","code":"%s","check_consume":true}'):format(card_id, code))
      assert.same({ card_id, "oMember", true, "NORMAL", "12b" }, { answer.card.card_id, answer.openid,
        answer.can_consume, answer.user_card_status, answer.outer_str })
      assert.equal("number", type(answer.card.begin_time))
      assert.equal("number", type(answer.card.end_time))
    end)

    it("the form is filled in; userinfo/get: the answers, and the card is active", function()
      local ask = ('{"card_id":"%s","code":"%s"}'):format(card_id, code)
      assert.is_false(ok("/card/membercard/userinfo/get", ask).has_active)
      assert.equal(0, control("phone/submit_form", ([[{"openid":"oMember","card_id":"%s","code":"%s",
        "common_field_list":[{"name":"USER_FORM_INFO_FLAG_MOBILE","value":"15521328888"},
        {"name":"USER_FORM_INFO_FLAG_NAME","value":"林"}],
        "custom_field_list":[{"name":"喜欢的茶","value":"普洱"}]}]]):format(card_id, code)).errcode)
      local answer = ok("/card/membercard/userinfo/get", ask)
      assert.is_true(answer.has_active)
      assert.equal("oMember", answer.openid)
      assert.same({ name = "USER_FORM_INFO_FLAG_MOBILE", value = "15521328888" },
        answer.user_info.common_field_list[1])
      assert.equal("普洱", answer.user_info.custom_field_list[1].value)
    end)

    it("membercard/activate: number and first points", function()
      ok("/card/membercard/activate", ([[{ "init_bonus": 100, "init_bonus_record": "旧积分转入", "init_balance": 200,
        "membership_number": "AAA00000001", "code": "%s", "card_id": "%s",
        "background_pic_url": "https://mmbiz.qlogo.cn/mmbiz/0?wx_fmt=jpeg", "init_custom_field_value1": "白银"
        }]]):format(code, card_id))
    end)

    it("updateuser: result_bonus, result_balance, openid", function()
      local answer = ok("/card/membercard/updateuser", ([[{ "code": "%s", "card_id": "%s",
        "record_bonus": "消费30元,得3积分", "bonus": 103, "add_bonus": 3,
        "balance": 300, "add_balance": 100, "record_balance": "充值1元",
        "custom_field_value1": "黄金", "notify_optional": { "is_notify_bonus": true, "is_notify_balance": true,
        "is_notify_custom_field1": true } }]]):format(code, card_id))
      assert.same({ 103, 300, "oMember" }, { answer.result_bonus, answer.result_balance, answer.openid })
    end)

    it("modifystock and card/update: send_check tells whether it is reviewed again", function()
      ok("/card/modifystock", ('{"card_id":"%s","increase_stock_value":10,"reduce_stock_value":0}'):format(card_id))
      local answer = ok("/card/update", ([[{ "card_id": "%s", "member_card": { "prerogative": "每消费一元得两分" } }]])
        :format(card_id))
      assert.is_false(answer.send_check)
      answer = ok("/card/update", ([[{ "card_id": "%s",
        "member_card": { "base_info": { "title": "山月新茶友卡" } } }]]):format(card_id))
      assert.is_true(answer.send_check)
    end)

    it("code/consume: once; code/unavailable: for good", function()
      local member = ('{"code":"%s"}'):format(code)
      local answer = ok("/card/code/consume", member)
      assert.same({ card_id, "oMember" }, { answer.card.card_id, answer.openid })
      assert.equal(40099, post("/card/code/consume", member).errcode)
      local held = ok("/card/code/get", ('{"code":"%s","check_consume":false}'):format(code))
      assert.same({ false, "CONSUMED" }, { held.can_consume, held.user_card_status })
      assert.equal(40127, post("/card/code/get", member).errcode) -- absent: check_consume is true
      local list = ok("/card/user/getcardlist", ('{"openid":"oTester","card_id":"%s"}'):format(card_id)).card_list
      local other = list[1].code
      ok("/card/code/unavailable", ('{"code":"%s","reason":"退款"}'):format(other))
      assert.equal("UNAVAILABLE", ok("/card/code/get", ('{"code":"%s","check_consume":false}'):format(other))
        .user_card_status)
    end)

    it("card/delete: nobody can take it any more, copies stay", function()
      ok("/card/delete", ('{"card_id":"%s"}'):format(card_id))
      assert.not_equal(0, control("phone/claim", ('{"openid":"oLate","url":"%s"}'):format(qr.url)).errcode)
      assert.equal(40073, post("/card/delete", ('{"card_id":"%s"}'):format(card_id)).errcode)
      ok("/card/code/get", ('{"code":"%s","check_consume":false}'):format(code))
    end)
  end)

  describe("two wrong calls of each endpoint", function()
    local GONE = "pAAAAAAAAAAAAAAAAAAAAAAAAAA"
    -- path, a body that WeChat refuses, its code; the other wrong call of each is one without a token
    local REFUSED = {
      { "/card/create", '{"card":{"card_type":"MEMBER_CARD"}}', 41011 },
      { "/card/get", '{"card_id":"' .. GONE .. '"}', 40073 },
      { "/card/batchget", '{"offset":0,"count":"many"}', 47001 },
      { "/card/update", '{"card_id":"' .. GONE .. '","member_card":{"prerogative":"x"}}', 40073 },
      { "/card/delete", "{}", 41012 },
      { "/card/modifystock", '{"card_id":"' .. GONE .. '","increase_stock_value":1}', 40073 },
      { "/card/testwhitelist/set", '{"openid":["1","2","3","4","5","6","7","8","9","10","11"]}', 45019 },
      { "/card/qrcode/create", '{"action_name":"QR_NONE","action_info":{"card":{"card_id":"x"}}}', 40052 },
      { "/card/landingpage/create", '{"banner":"http://mmbiz.qpic.cn/x","page_title":"x","can_share":true,"scene":'
        .. '"SCENE_H5","card_list":[{"card_id":"' .. GONE .. '","thumb_url":"http://mmbiz.qpic.cn/x"}]}', 40073 },
      { "/card/code/get", '{"code":"000000000000"}', 40056 },
      { "/card/code/consume", "{}", 41013 },
      { "/card/code/decrypt", '{"encrypt_code":"bm8="}', 40075 },
      { "/card/code/unavailable", '{"code":"000000000000","reason":"x"}', 40056 },
      { "/card/code/deposit", '{"card_id":"' .. GONE .. '","code":["1"]}', 40073 },
      { "/card/membercard/activate", '{"membership_number":"1","code":"0","card_id":"' .. GONE .. '"}', 40073 },
      { "/card/membercard/activateuserform/set", '{"card_id":"' .. GONE .. '"}', 40073 },
      { "/card/membercard/activate/geturl", '{"card_id":"' .. GONE .. '","outer_str":"x"}', 40073 },
      { "/card/membercard/activatetempinfo/get", '{"activate_ticket":"x"}', 72011 },
      { "/card/membercard/userinfo/get", '{"card_id":"' .. GONE .. '","code":"0"}', 40073 },
      { "/card/membercard/updateuser", '{"card_id":"' .. GONE .. '","code":"0","bonus":1.5}', -1 },
    }

    for _, case in ipairs(REFUSED) do
      it(case[1] .. (" answers %d and 41001, with an errmsg and HTTP 200"):format(case[3]), function()
        local answer, raw = post(case[1], case[2])
        assert.equal(case[3], answer.errcode, raw)
        assert.matches("rid: %x+%-%x+%-%x+$", answer.errmsg)
        assert.equal(41001, curl(server.url .. case[1], "--data-binary @" .. file("body", case[2])).errcode)
      end)
    end

    it("tokens and what is around a body: wrong in each way", function()
      local get = '{"card_id":"' .. GONE .. '"}'
      assert.equal(40014, post("/card/get", get, "short").errcode)
      assert.equal(40001, post("/card/get", get, ("A"):rep(136)).errcode)
      assert.equal(43002, curl(address("/card/get")).errcode)
      assert.equal(47001, post("/card/get", "{").errcode)
      assert.equal(44002, curl(address("/card/get"), "-X POST").errcode)
      assert.equal(41005, curl(address("/cgi-bin/media/uploadimg"), "-F other=1").errcode)
      local wrong = file("a.png", "no picture")
      assert.equal(40005, curl(address("/cgi-bin/media/uploadimg"), "-F buffer=@" .. wrong).errcode)
      local ask = server.url .. "/cgi-bin/token?grant_type=%s&appid=%s&secret=%s"
      local keys = server.keys
      for code, url in pairs({
        [40013] = ask:format("client_credential", "wx0", keys.secret),
        [40125] = ask:format("client_credential", keys.appid, "no"),
        [40002] = ask:format("code", keys.appid, keys.secret),
        [41002] = server.url .. "/cgi-bin/token?grant_type=x",
      }) do
        assert.equal(code, curl(url).errcode)
      end
    end)
  end)
end)
