-- Pushes: what is in them, how they are sealed and signed, and the schedule by which they are repeated.
describe("sandbox events", function()
  local callback = require("wxcard.callback")
  local json = require("wxcard.json")
  local support = require("spec.support.sandbox")
  local util = require("wxcard.sandbox.util")
  local URL = "http://tea.example/wechat?shop=1"
  local here, sent, answer

  -- Takes each push and answers at once: by a table, by an error, or by silence.
  local transport = {
    submit = function(request)
      sent[#sent + 1] = request
      local reply = type(answer) == "function" and answer(#sent, request) or answer
      return {
        poll = function()
          return reply ~= "silence"
        end,
        result = function()
          if reply.kind then
            return nil, reply
          end
          return reply
        end,
      }
    end,
  }

  local function start(opts)
    local o = { callback = URL }
    for k, v in pairs(opts or {}) do
      o[k] = v
    end
    sent, answer = {}, { status = 200, body = "success" }
    here = support.new(o, transport)
  end

  local function step()
    return here.sb.pusher:step()
  end

  local function advance(seconds)
    here:control("clock", { advance = seconds })
    here.token = nil
    step()
  end

  local function receiver()
    local keys = here.keys
    return assert(callback.new({ token = keys.token, appid = keys.appid, encoding_aes_key = keys.encoding_aes_key }))
  end

  local function opened(n)
    return receiver():open(util.link_params(sent[n].url), sent[n].body)
  end

  local function names()
    local out = {}
    for i = 1, #sent do
      out[i] = assert(opened(i)).Event
    end
    return out
  end

  before_each(function()
    start()
  end)

  it("arrive sealed and signed, with the query behind what the URL had", function()
    here:card()
    step()
    assert.equal(1, #sent)
    assert.equal("POST", sent[1].method)
    assert.equal(5, sent[1].timeout)
    assert.equal(URL .. "&signature=", sent[1].url:sub(1, #URL + 11))
    assert.matches("encrypt_type=aes&msg_signature=%x+$", sent[1].url)
    assert.is_nil(sent[1].body:find("card_pass_check", 1, true))
    local event = assert(opened(1))
    assert.equal("card_pass_check", event.Event)
    assert.equal(1751328000, event.CreateTime)
    assert.matches("^gh_", event.ToUserName)
  end)

  for _, mode in ipairs({ "secure", "compatible", "plain" }) do
    for _, format in ipairs({ "xml", "json" }) do
      it(("can be opened in %s mode as %s"):format(mode, format), function()
        start({ callback_mode = mode, callback_format = format })
        local id = here:card()
        local code = here:claim(id, "oA", { outer_str = "<&]]>茶" }).code
        step()
        local event = assert(opened(2))
        assert.equal("user_get_card", event.Event)
        assert.equal("oA", event.FromUserName)
        assert.equal(code, event.UserCardCode)
        assert.equal("<&]]>茶", event.OuterStr)
        assert.equal(0, event.IsGiveByFriend)
        assert.equal(mode ~= "secure", sent[2].body:find("user_get_card", 1, true) ~= nil)
        assert.equal(mode ~= "plain", sent[2].url:find("msg_signature", 1, true) ~= nil)
        assert.equal(format == "json", sent[2].body:sub(1, 1) == "{")
      end)
    end
  end

  it("are plain for a test account, which has no key", function()
    start({ test_account = true })
    assert.is_nil(here.keys.encoding_aes_key)
    here:control("review", { card_id = here:card(nil, "unapproved"), pass = false })
    step()
    assert.equal("card_not_pass_check", assert(opened(1)).Event)
  end)

  it("carry every field the catalogue has as required", function()
    start({ callback_mode = "plain" })
    local catalogue = require("wxcard.catalogue")
    local id = here:card({ base = { can_give_friend = true, need_push_on_view = true, get_limit = 5 } })
    local code = here:claim(id, "oA").code
    local body = { openid = "oA", card_id = id, code = code }
    here:control("phone/view", body)
    here:control("phone/delete", body)
    here:control("phone/restore", body)
    here:call("/card/membercard/updateuser", { card_id = id, code = code, add_bonus = 3 })
    here:control("phone/gift", body)
    body.openid = "oB"
    local new = here:control("phone/accept", body).code
    here:call("/card/code/consume", { code = new })
    step()
    assert.equal(9, #sent)
    for i = 1, #sent do
      local event = assert(opened(i))
      for _, field in ipairs(catalogue.events[event.Event].fields) do
        assert(not field.required or event[field[1]] ~= nil, event.Event .. "." .. field[1])
      end
    end
  end)

  it("keep their order", function()
    local id = here:card()
    here:claim(id, "oA")
    here:claim(id, "oB")
    step()
    assert.same({ "card_pass_check", "user_get_card", "user_get_card" }, names())
    assert.equal("oA", opened(2).FromUserName)
  end)

  it("come three times without a good answer, each with the same CreateTime, and no later one overtakes", function()
    answer = { status = 500, body = "" }
    here:card()
    step()
    here:card()
    for _ = 1, 10 do
      advance(1)
    end
    assert.equal(6, #sent)
    local first, third = opened(1), opened(3)
    assert.equal(first.CreateTime, third.CreateTime)
    assert.equal(first.CardId, third.CardId)
    assert.not_equal(first.CardId, opened(4).CardId)
  end)

  it("come again at once after five seconds of silence", function()
    answer = { kind = "timeout" }
    here:card()
    step()
    assert.equal(3, #sent)
    assert.equal(0, #here.sb.state.outbox)
  end)

  it("wait while an answer is under way", function()
    answer = "silence"
    here:card()
    here:card()
    assert.is_true(step())
    assert.is_true(step())
    assert.equal(1, #sent)
  end)

  it("of a claim come three times more after a bad answer, ten in all where nobody is", function()
    local id = here:card()
    step()
    answer = { status = 200, body = "<html>sorry</html>" }
    here:claim(id, "oA")
    for _ = 1, 600 do
      advance(1)
    end
    assert.equal(1 + 6, #sent)
    answer = { kind = "transport" }
    here:claim(id, "oB")
    for _ = 1, 200 do
      advance(900)
    end
    assert.equal(1 + 6 + 10, #sent)
    assert.equal(0, #here.sb.state.outbox)
  end)

  it("end with success, with nothing, and with a reply sealed as the mode wants it", function()
    local cb = receiver()
    local reply = "<xml><ToUserName><![CDATA[o]]></ToUserName><MsgType><![CDATA[text]]></MsgType></xml>"
    local cases = {
      { "success", 1 }, { "", 1 }, { " success\n", 1 }, { "ok", 3 }, { reply, 3 }, { assert(cb:seal(reply)), 1 },
    }
    for _, case in ipairs(cases) do
      sent, answer = {}, { status = 200, body = case[1] }
      here:card()
      for _ = 1, 5 do
        advance(1)
      end
      assert.equal(case[2], #sent, case[1])
    end
    start({ callback_mode = "plain" })
    answer = { status = 200, body = reply }
    here:card()
    for _ = 1, 5 do
      advance(1)
    end
    assert.equal(1, #sent)
  end)

  it("can be lost, doubled, delayed and put out of order", function()
    local function fault(fields)
      fields.path = fields.path or "event:card_pass_check"
      here:control("faults", fields)
    end
    fault({ lost = true })
    here:card()
    step()
    assert.equal(0, #sent)
    fault({ double = true })
    here:card()
    step()
    assert.equal(2, #sent)
    assert.same(opened(1), opened(2))
    sent = {}
    fault({ delay = 60 })
    local late, soon = here:card(), here:card()
    step()
    assert.equal(soon, opened(1).CardId)
    advance(60)
    assert.equal(late, opened(2).CardId)
    sent = {}
    fault({ reorder = true })
    local one, two = here:card(), here:card()
    step()
    assert.same({ two, one }, { opened(1).CardId, opened(2).CardId })
  end)

  it("are noted, and not kept, where there is nobody to tell", function()
    start({ callback = false })
    here.sb.state.callback.url = nil
    here:card()
    step()
    assert.equal("no callback", here:events("card_pass_check")[1].outcome)
    assert.equal(0, #here.sb.state.outbox)
    here:control("callback", { url = "http://127.0.0.1:1/x" })
    here:card()
    step()
    assert.equal(1, #sent)
  end)

  it("survive a restart that comes before their delivery", function()
    here:card()
    local state = json.decode(json.encode(here.sb.state))
    sent = {}
    local again = require("wxcard.sandbox").new({ now = 1751328000 }, {
      keys = here.keys, state = state, transport = transport })
    again.pusher:step()
    assert.equal(1, #sent)
  end)
end)
