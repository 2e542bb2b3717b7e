-- Pushes must be answered within five seconds whatever is done with them. spec/listener_spec.lua has the receiver
-- itself, spec/members_spec.lua what becomes of pushes that come late, twice, in any order or never.
describe("a push", function()
  local signature = require("wxcard.signature")
  local workers = require("spec.support.workers")
  local wxcard = require("wxcard")
  local engine = require("wxcard.core").engine

  local worker, url

  setup(function()
    worker = workers.start([[
      local wxcard = require("wxcard")
      local listener = assert(wxcard.listener.new({ callback = assert(wxcard.callback({ token = A.token })) }))
      say({ url = listener:url() })
      listener:run(function(event)
        say({ name = event.Event, known = event.known, odd = event.Flavour })
        require("wxcard.core").engine.wait(A.work)
      end)
    ]], { token = "spec_token", work = 10 })
    url = worker.answer().url
  end)

  teardown(function()
    worker.kill()
  end)

  it("of a kind that nobody knows is answered at once, although ten seconds of work follow, and handed out", function()
    local query = ("?signature=%s&timestamp=1700000000&nonce=n"):format(
      signature.callback("spec_token", "1700000000", "n"))
    local began = engine.now()
    local answer = assert(wxcard.request({ method = "POST", url = url .. query, timeout = 5,
      headers = { ["Content-Type"] = "text/xml" },
      body = "<xml><ToUserName>gh_1</ToUserName><FromUserName>oTea</FromUserName><CreateTime>1700000000</CreateTime>"
        .. "<MsgType>event</MsgType><Event>card_became_tea</Event><Flavour>jasmine</Flavour></xml>" }))
    local took = engine.now() - began
    assert.same({ 200, "success" }, { answer.status, answer.body })
    assert.is_true(took < 0.2, ("%.3f s"):format(took))
    assert.same({ name = "card_became_tea", known = false, odd = "jasmine" }, worker.answer())
    assert.same({}, wxcard.members.keys({ Event = "card_became_tea", CardId = "p1", UserCardCode = "1" }))
  end)
end)
