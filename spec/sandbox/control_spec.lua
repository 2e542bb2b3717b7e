-- The sandbox as a tool: what it refuses to invent, faults on demand, preloading, the journal, the same twice.
describe("sandbox control", function()
  local catalogue = require("wxcard.catalogue")
  local json = require("wxcard.json")
  local sandbox = require("wxcard.sandbox")
  local support = require("spec.support.sandbox")
  local here

  before_each(function()
    here = support.new()
  end)

  it("answers every path of the catalogue, or 501 with a pointer, and never an invented success", function()
    local token = here:fetch_token()
    for _, path in ipairs(catalogue.paths("oa")) do
      local entry = catalogue.endpoint(path)
      local response = here.sb:handle({
        method = entry.method, path = path, args = { access_token = token }, headers = {}, body = "{}" })
      if entry.answer == "binary" then
        assert.truthy(sandbox.fidelity(path))
        assert.equal(404, response.status)
      else
        local value = assert(json.decode(response.body), path)
        if sandbox.fidelity(path) then
          assert.equal(200, response.status, path)
        else
          assert.equal(501, response.status, path)
          assert.equal(path, value.path)
          assert.is_string(value.doc)
        end
      end
    end
  end)

  it("knows which calls it emulates, and how sure it is", function()
    assert.equal("documented", (sandbox.fidelity("/card/create")))
    local level, note = sandbox.fidelity("/card/membercard/activatetempinfo/get")
    assert.equal("guessed", level)
    assert.is_string(note)
    assert.is_nil(sandbox.fidelity("/no/such"))
    for path in pairs(require("wxcard.sandbox.guesses")) do
      assert.truthy(sandbox.fidelity(path), path)
    end
  end)

  it("has a code for each step that a call can fail at", function()
    local value, response = here:call("/no/such/call", {})
    assert.equal(404, response.status)
    assert.equal(40066, value.errcode)
    assert.equal(43002, here:get("/card/create", { access_token = here:fetch_token() }).errcode)
    assert.equal(43001, here:call("/card/getcolors", {}).errcode)
    assert.equal(44002, here:call("/card/get", "").errcode)
    assert.equal(47001, here:call("/card/get", "{").errcode)
    assert.equal(47001, here:call("/card/get", "[1]").errcode)
    assert.equal(47001, here:call("/card/get", "\"x\"").errcode)
    assert.equal(47001, here:call("/card/get", { card_id = 5 }).errcode)
    assert.equal(41012, here:call("/card/get", {}).errcode)
    assert.equal(45021, here:call("/card/get", { card_id = ("x"):rep(33) }).errcode)
  end)

  it("words its errors as WeChat does, with a number to ask after", function()
    local value, response = here:call("/card/get", { card_id = "pNone" })
    assert.matches("^invalid card id rid: %x%x%x%x%x%x%x%x%-%x%x%x%x%x%x%x%x%-%x%x%x%x%x%x%x%x$", value.errmsg)
    assert.equal(200, response.status)
    assert.matches("^application/json", response.headers["Content-Type"])
  end)

  it("takes pictures as files of a form", function()
    local function upload(filename, bytes, name, path, kind)
      local body = ("--b\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n--b--\r\n"):format(
        name or "buffer", filename and ('; filename="%s"'):format(filename) or "", bytes)
      local response = here.sb:handle({
        method = "POST", path = path or "/cgi-bin/media/uploadimg", body = body,
        args = { access_token = here:fetch_token(), type = kind },
        headers = { ["content-type"] = "multipart/form-data; boundary=b" } })
      return json.decode(response.body)
    end
    local png, jpg = "\137PNG\r\n\26\nrest", "\255\216\255\224rest"
    local made = upload("logo.png", png)
    assert.matches("^http://mmbiz%.qpic%.cn/sandbox/%w+/0$", made.url)
    local path = made.url:match("qpic%.cn(.*)$")
    assert.equal(png, here.sb:handle({ method = "GET", path = path }).body)
    assert.equal(0, upload("logo.jpg", jpg, "media").errcode)
    assert.equal(41005, upload(nil, png).errcode)
    assert.equal(41005, upload("logo.png", png, "other").errcode)
    assert.equal(40005, upload("logo.png", "GIF89a").errcode)
    assert.equal(40009, upload("logo.png", png .. ("x"):rep(1024 * 1024)).errcode)
    assert.equal(41005, here:call("/cgi-bin/media/uploadimg", {}).errcode)
    local kept = upload("p.gif", "GIF89a", "media", "/cgi-bin/material/add_material", "image")
    assert.matches("^http://mmbiz", kept.url)
    assert.is_nil(kept.errcode)
    assert.equal(40005, upload("p.png", png, "media", "/cgi-bin/material/add_material", "thumb").errcode)
    assert.equal(40004, upload("p.png", png, "media", "/cgi-bin/material/add_material", "song").errcode)
    assert.equal("image", upload("p.png", png, "media", "/cgi-bin/media/upload", "image").type)
    local entries = here:get("/_sandbox/journal", { path = "/cgi-bin/media/uploadimg" }).journal
    assert.equal(require("wxcard.crypto").sha256_hex(png), entries[1].file.sha256)
  end)

  describe("its calls", function()
    local function status(path, body)
      local value, response = here:call(path, body, {})
      return response.status, value.errmsg
    end

    it("refuse unknown, missing and mistyped fields with 400", function()
      assert.same({ 400, "unknown field 'cardid'" }, { status("/_sandbox/review", { cardid = "x", pass = true }) })
      assert.same({ 400, "card_id: required" }, { status("/_sandbox/review", { pass = true }) })
      assert.same({ 400, "pass: must be boolean" }, { status("/_sandbox/review", { card_id = "x", pass = "yes" }) })
      assert.equal(400, (status("/_sandbox/reset", "[1]")))
      assert.equal(400, (status("/_sandbox/clock", { advance = "1" })))
      assert.equal(400, (status("/_sandbox/faults", { path = "*", times = 1.5 })))
    end)

    it("answer WeChat's refusals with 200", function()
      local value, response = here:claim("pNone", "oA")
      assert.equal(40073, value.errcode)
      assert.equal(200, response.status)
    end)

    it("are POSTs, the journal is a GET", function()
      assert.equal(405, select(2, here:get("/_sandbox/reset")).status)
      assert.equal(405, (status("/_sandbox/journal", {})))
      assert.equal(404, (status("/_sandbox/nothing", {})))
    end)
  end)

  describe("preloading", function()
    it("puts a card there as a script names it", function()
      local value = here:control("card", { card_id = "pMine", card = { card_type = "MEMBER_CARD", member_card = {
        base_info = { title = "老会员" } } } })
      assert.equal("pMine", value.card_id)
      local base = here:call("/card/get", { card_id = "pMine" }).card.member_card.base_info
      assert.same({ "CARD_STATUS_VERIFY_OK", "老会员" }, { base.status, base.title })
      assert.is_string(here:claim("pMine", "oA").code)
      here:control("card", { card_id = "pWait", state = "CARD_STATUS_NOT_VERIFY" })
      assert.equal(72022, here:claim("pWait", "oA").errcode)
      assert.equal(40078, here:control("card", { card_id = "pX", state = "LOST" }).errcode)
      assert.equal(40071, here:control("card", { card_id = "pX", card = { card_type = "TEA" } }).errcode)
    end)

    it("puts a code into a person's hands", function()
      here:control("card", { card_id = "pMine" })
      assert.equal(40056, here:call("/card/membercard/activate", {
        card_id = "pMine", code = "12312313", membership_number = "AAA00000001" }).errcode)
      here:control("code", { card_id = "pMine", code = "12312313", openid = "oA" })
      assert.equal(0, here:call("/card/membercard/activate", {
        card_id = "pMine", code = "12312313", membership_number = "AAA00000001" }).errcode)
      here:control("code", { card_id = "pMine", code = "9", openid = "oA", state = "UNAVAILABLE" })
      assert.equal("UNAVAILABLE",
        here:call("/card/code/get", { code = "9", check_consume = false }).user_card_status)
    end)

    it("puts codes into the store of a card in deposit mode", function()
      here:control("card", { card_id = "pDep", card = { card_type = "MEMBER_CARD", member_card = { base_info = {
        use_custom_code = true, get_custom_code_mode = "GET_CUSTOM_CODE_MODE_DEPOSIT" } } } })
      here:control("code", { card_id = "pDep", code = "d1" })
      assert.equal("d1", here:claim("pDep", "oA").code)
      assert.equal(45031, here:claim("pDep", "oB").errcode)
    end)
  end)

  describe("faults", function()
    local function fault(fields)
      assert.equal(0, here:control("faults", fields).errcode)
    end

    local function list()
      return here:call("/card/batchget", { offset = 0, count = 1 })
    end

    it("answer any code, so many times, for one path or all", function()
      here:card()
      fault({ path = "/card/batchget", times = 2, errcode = -1 })
      assert.equal(-1, list().errcode)
      assert.equal(0, here:call("/card/user/getcardlist", { openid = "oA" }).errcode)
      local value = list()
      assert.equal(-1, value.errcode)
      assert.matches("^system error rid: ", value.errmsg)
      assert.equal(0, list().errcode)
      fault({ path = "*", errcode = 40164, errmsg = "invalid ip 10.1.2.3 ipv6 ::ffff:10.1.2.3, not in whitelist" })
      assert.matches("^invalid ip 10%.1%.2%.3 ipv6 .* rid: ", list().errmsg)
    end)

    it("spoil pictures, too", function()
      fault({ path = "/cgi-bin/showqrcode", status = 500 })
      local function show()
        return here.sb:handle({ method = "GET", path = "/cgi-bin/showqrcode", args = { ticket = "none" } }).status
      end
      assert.same({ 500, 404 }, { show(), show() })
    end)

    it("are cleared by times 0", function()
      fault({ path = "/card/batchget", times = 5, errcode = -1 })
      fault({ path = "/card/batchget", times = 0 })
      assert.equal(0, list().errcode)
    end)

    it("answer statuses and wrong bodies", function()
      here:card()
      fault({ path = "/card/batchget", status = 502 })
      assert.equal(502, select(2, list()).status)
      fault({ path = "/card/batchget", body = "<html>" })
      local _, response = list()
      assert.same({ 200, "<html>" }, { response.status, response.body })
    end)

    it("do not let a refused call take effect, and let a slow, cut or dripped one", function()
      local id = here:card()
      local function more(fields)
        fields.path = "/card/modifystock"
        fault(fields)
        local _, response = here:call("/card/modifystock", { card_id = id, increase_stock_value = 1 })
        return here.sb.app.cards[id].quantity, response
      end
      assert.equal(10, (more({ errcode = -1 })))
      assert.equal(10, (more({ status = 500 })))
      local quantity, response = more({ reset = true })
      assert.same({ 10, "reset" }, { quantity, response.fault })
      quantity, response = more({ reset = true, effect = true })
      assert.same({ 11, "reset" }, { quantity, response.fault })
      quantity, response = more({ latency = 0.5 })
      assert.same({ 12, 0.5 }, { quantity, response.delay })
      quantity, response = more({ truncated = true })
      assert.same({ 13, "truncate" }, { quantity, response.fault })
      quantity, response = more({ drip = true })
      assert.same({ 14, "drip" }, { quantity, response.fault })
    end)
  end)

  it("refuses secrets and members' data to its journal", function()
    local id = here:card({ auto_activate = false, wx_activate = true })
    here:call("/card/membercard/activateuserform/set", { card_id = id, required_form = {
      common_field_id_list = { "USER_FORM_INFO_FLAG_MOBILE" } } })
    local openid = "oCANARY_openid_0123456789abc"
    local code = here:claim(id, openid).code
    local sent = here:control("phone/submit_form", { openid = openid, card_id = id, code = code,
      common_field_list = { { name = "USER_FORM_INFO_FLAG_MOBILE", value = "13800000000" },
        { name = "USER_FORM_INFO_FLAG_NAME", value = "CANARY_name" } } })
    here:call("/card/membercard/activatetempinfo/get", { activate_ticket = sent.activate_ticket })
    here:call("/card/code/decrypt", { encrypt_code = sent.encrypt_code })
    here:call("/cgi-bin/stable_token", {
      grant_type = "client_credential", appid = here.keys.appid, secret = here.keys.secret }, {})
    local ticket = here:get("/cgi-bin/ticket/getticket", { access_token = here.token, type = "wx_card" }).ticket
    local _, response = here:get("/_sandbox/journal")
    for _, canary in ipairs({ here.keys.secret, here.token, ticket, openid, "13800000000", "CANARY_name",
      sent.activate_ticket, sent.encrypt_code, here.keys.token, here.keys.encoding_aes_key }) do
      assert.is_nil(response.body:find(canary, 1, true))
    end
    assert.matches("***9abc", response.body, 1, true)
  end)

  it("keeps the journal in order, and finds a path's entries", function()
    here:card()
    local all = here:get("/_sandbox/journal").journal
    for i, entry in ipairs(all) do
      assert.equal(i, entry.n)
    end
    local created = here:get("/_sandbox/journal", { path = "/card/create" }).journal
    assert.same({ 1, 0, "POST", 200 }, { #created, created[1].errcode, created[1].method, created[1].status })
  end)

  it("does the same twice with one seed", function()
    local function story(seed)
      here = support.new({ seed = seed })
      local id = here:card()
      here:claim(id, "oA")
      here:call("/card/qrcode/create", { action_name = "QR_CARD", action_info = { card = { card_id = id } } })
      here:call("/card/get", { card_id = "pNone" })
      return select(2, here:get("/_sandbox/journal")).body
    end
    assert.equal(story(3), story(3))
    assert.not_equal(story(3), story(4))
  end)

  it("forgets everything but who it is", function()
    here:control("callback", { url = "http://127.0.0.1:9/x" })
    local id = here:card()
    here:control("faults", { path = "*", times = 5, errcode = -1 })
    here:control("clock", { advance = 1000 })
    here:control("reset", {})
    assert.same(here.keys, here.sb:keys())
    assert.equal(1751328000, here.sb:now())
    assert.equal(40001, here:call("/card/get", { card_id = id }).errcode)
    here.token = nil
    assert.equal(40073, here:call("/card/get", { card_id = id }).errcode)
    assert.equal("http://127.0.0.1:9/x", here.sb.state.callback.url)
  end)

  it("passes what the schema would refuse when it is lenient, and still needs what it works with", function()
    here = support.new({ lenient = true })
    local title = ("字"):rep(20)
    assert.is_string(here:card({ base = { title = title } }))
    assert.equal(47001, here:call("/card/get", { card_id = 5 }).errcode)
    assert.equal(41012, here:call("/card/update", { member_card = {} }).errcode)
  end)

  it("refuses a cash balance where the account has no permission", function()
    here = support.new({ balance_permission = false })
    local answer = here:call("/card/create", { card = { card_type = "MEMBER_CARD",
      member_card = support.member_card({ supply_balance = true, balance_rules = "规则" }) } })
    assert.equal(43010, answer.errcode)
  end)
end)
