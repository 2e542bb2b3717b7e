---The control API under /_sandbox/: what people, phones, reviewers and time do. JSON bodies; a field that is
---not known is refused with HTTP 400, and what WeChat would refuse is answered with its code and HTTP 200.
local cards = require("wxcard.sandbox.cards")
local copies = require("wxcard.sandbox.copies")
local faults = require("wxcard.sandbox.faults")
local forms = require("wxcard.sandbox.forms")
local journal = require("wxcard.sandbox.journal")
local json = require("wxcard.json")
local messages = require("wxcard.sandbox.messages")
local people = require("wxcard.sandbox.people")
local refusals = require("wxcard.sandbox.refusals")
local review = require("wxcard.sandbox.review")
local rules = require("wxcard.sandbox.card_rules")
local schema = require("wxcard.schema")
local stock = require("wxcard.sandbox.stock")
local till = require("wxcard.sandbox.till")
local util = require("wxcard.sandbox.util")
local wallet = require("wxcard.sandbox.wallet")

local control = {}

local STATES = {
  CARD_STATUS_NOT_VERIFY = true, CARD_STATUS_VERIFY_OK = true, CARD_STATUS_VERIFY_FAIL = true,
  CARD_STATUS_DELETE = true, CARD_STATUS_DISPATCH = true,
}
local CODE_STATES = {
  NORMAL = true, CONSUMED = true, EXPIRE = true, GIFTING = true, GIFT_SUCC = true, GIFT_TIMEOUT = true, DELETE = true,
  UNAVAILABLE = true,
}
local MANY = 1000000

-- what a phone sends of a form
local ANSWERS = schema.compile({
  { "common_field_list", "list", items = "object", fields = {
    { "name", "string", required = true },
    { "value", "string" },
  } },
  { "custom_field_list", "list", items = "object", fields = {
    { "name", "string", required = true },
    { "value", "string" },
    { "value_list", "list", items = "string" },
  } },
})

local card_schema

---Whether what is given has the wrong types for a card. What is missing is filled in.
local function no_card(sb, given)
  card_schema = card_schema or schema.compile(sb.catalogue.endpoint("/card/create").request)
  local ok, err = card_schema:check({ card = given })
  return not ok and refusals.of("/card/create", err, true) == 47001
end

---A card that a script names, as if it had been there all along.
local function preload_card(sb, body)
  local given = util.is_object(body.card) and util.copy(body.card) or {}
  if util.is_object(given.card) then
    given = given.card -- the whole body of a card/create is as good
  end
  given.card_type = given.card_type or "MEMBER_CARD"
  local key = rules.TYPES[given.card_type]
  local state = body.state or "CARD_STATUS_VERIFY_OK"
  if not state:find("^CARD_STATUS_") then
    state = "CARD_STATUS_" .. state
  end
  if not key then
    return nil, 40071
  elseif no_card(sb, given) then
    return nil, 47001
  elseif not STATES[state] then
    return nil, 40078
  end
  local object = util.is_object(given[key]) and given[key] or {}
  given[key] = object
  object.base_info = util.is_object(object.base_info) and object.base_info or {}
  local base = object.base_info
  base.title, base.date_info = base.title or "card", base.date_info or { type = "DATE_TYPE_PERMANENT" }
  if not base.sku and base.get_custom_code_mode ~= rules.DEPOSIT then
    base.sku = { quantity = MANY }
  end
  local card = cards.put(sb, sb.app, given, key, body.card_id)
  card.status = state
  card.deleted = state == "CARD_STATUS_DELETE" or nil
  card.face = state == "CARD_STATUS_VERIFY_OK" and util.copy(card.body) or nil
  return { card_id = card.id }
end

---A code that a script names: in somebody's hands, or waiting among the imported ones.
local function preload_code(sb, body)
  local app, state = sb.app, body.state or "NORMAL"
  local card = app.cards[body.card_id]
  if not card then
    return nil, 40073
  elseif not CODE_STATES[state] then
    return nil, 40150
  end
  local mode = cards.code_mode(card)
  if not body.openid and mode == "deposit" then
    stock.add_code(card, body.code)
    card.quantity, card.total_quantity = card.quantity + 1, card.total_quantity + 1
    return { card_id = card.id, code = body.code }
  elseif not body.openid and mode == "custom" then
    return { card_id = card.id, code = body.code } -- the merchant's own until somebody takes it
  end
  local copy = copies.put(sb, app, card, {
    code = body.code, openid = body.openid or "o" .. app.stem .. sb.ids:urlsafe(22),
  })
  copy.status = state
  people.seen(sb, app, copy.openid, true)
  return { card_id = card.id, code = copy.code, openid = copy.openid }
end

---The console's list of addresses that may fetch tokens; without one, any may.
local function ip_whitelist(sb, body)
  for name, address in pairs(body.addresses or {}) do
    if type(name) ~= "number" or type(address) ~= "string" then
      return nil, 40097
    end
  end
  sb.state.ip_whitelist = body.addresses
  return {}
end

local MODES = { secure = true, compatible = true, plain = true }

local function callback(sb, body)
  local before = sb.state.callback or {}
  local mode = body.mode or before.mode or (sb.opts.test_account and "plain" or "secure")
  if body.url and body.url ~= "" and not body.url:find("^https?://[^/]") or not MODES[mode] then
    return nil, 40066
  elseif body.format and body.format ~= "xml" and body.format ~= "json" then
    return nil, 40097
  end
  local url = body.url ~= "" and (body.url or before.url) or nil
  sb.state.callback = { url = url, mode = mode, format = body.format or before.format or "xml" }
  return { mode = mode, format = sb.state.callback.format }
end

local function on_phone(act)
  return function(sb, body)
    local result, code = act(sb, sb.app, body)
    if result then
      people.seen(sb, sb.app, body.openid)
    end
    return result, code
  end
end

local WHO = { openid = "string!" }
local CODE_OF = { openid = "string!", card_id = "string!", code = "string" }

local function with(fields, more)
  local out = {}
  for _, t in ipairs({ fields, more }) do
    for k, v in pairs(t) do
      out[k] = v
    end
  end
  return out
end

-- path: { fields and their types, `!` for those that must be there, what it does }
local ROUTES = {
  ["/_sandbox/review"] = { { card_id = "string!", pass = "boolean!", reason = "string" }, function(sb, body)
    local card = sb.app.cards[body.card_id]
    if not card then
      return nil, 40073
    end
    return review.decide(sb, card, body.pass, body.reason)
  end },
  ["/_sandbox/phone/claim"] = { {
    openid = "string!", card_id = "string", ticket = "string", url = "string", card_ext = "string|table",
    code = "string", outer_str = "string",
  }, on_phone(wallet.claim) },
  ["/_sandbox/phone/submit_form"] = { with(CODE_OF, {
    card_id = "string", url = "string",
    common_field_list = "table", custom_field_list = "table", outer_str = "string",
  }), on_phone(forms.submit), ANSWERS },
  ["/_sandbox/phone/delete"] = { CODE_OF, on_phone(wallet.delete) },
  ["/_sandbox/phone/view"] = { with(CODE_OF, { outer_str = "string" }), on_phone(wallet.view) },
  ["/_sandbox/phone/gift"] = { with(CODE_OF, { friend = "string", is_chat_room = "boolean" }), on_phone(wallet.gift) },
  ["/_sandbox/phone/accept"] = { CODE_OF, on_phone(wallet.accept) },
  ["/_sandbox/phone/restore"] = { CODE_OF, on_phone(wallet.restore) },
  ["/_sandbox/phone/enter_session"] = { CODE_OF, on_phone(people.enter_session) },
  ["/_sandbox/phone/pay"] = { with(CODE_OF, { fee = "integer!", original_fee = "integer" }), on_phone(till.pay) },
  ["/_sandbox/phone/redeem"] = { with(CODE_OF, {
    staff_openid = "string", verify_code = "string", remark_amount = "string", location_name = "string",
  }), on_phone(till.redeem) },
  ["/_sandbox/phone/follow"] = { WHO, on_phone(people.follow) },
  ["/_sandbox/phone/unfollow"] = { WHO, on_phone(people.unfollow) },
  ["/_sandbox/phone/authorize"] = { WHO, on_phone(people.authorize) },
  ["/_sandbox/phone/messages"] = { WHO, function(sb, body)
    return messages.read(sb, sb.app, body)
  end },
  ["/_sandbox/card"] = { { card_id = "string!", card = "table", state = "string" }, preload_card },
  ["/_sandbox/code"] = { { card_id = "string!", code = "string!", openid = "string", state = "string" }, preload_code },
  ["/_sandbox/clock"] = { { advance = "number!" }, function(sb, body)
    sb.clock:advance(body.advance)
    sb:tick()
    return { now = sb:now() }
  end },
  ["/_sandbox/faults"] = { faults.FIELDS, function(sb, body)
    faults.add(sb, body)
    return { faults = #sb.faults }
  end },
  ["/_sandbox/callback"] = { { url = "string", mode = "string", format = "string" }, callback },
  ["/_sandbox/ip_whitelist"] = { { addresses = "table" }, ip_whitelist },
  ["/_sandbox/store"] = { { location_id = "string|integer!" }, function(sb, body)
    sb.app.stores = sb.app.stores or {}
    sb.app.stores[tostring(body.location_id)] = true
    return {}
  end },
  ["/_sandbox/reset"] = { {}, function(sb)
    sb:reset()
    return {}
  end },
}

for path, route in pairs(require("wxcard.sandbox.pay.control").ROUTES) do
  ROUTES[path] = route
end

local function answer(status, value)
  return { status = status, headers = { ["Content-Type"] = "application/json; encoding=utf-8" },
    body = assert(json.encode(value)) }
end

local function fits(value, wanted)
  for kind in wanted:gmatch("[%a]+") do
    if type(value) == kind or kind == "integer" and type(value) == "number" and value % 1 == 0 then
      return true
    end
  end
  return false
end

---@return string? message what is wrong with the fields
local function wrong(fields, body)
  for _, name in ipairs(util.sorted_keys(body)) do
    if not fields[name] then
      return ("unknown field '%s'"):format(name)
    elseif not fits(body[name], fields[name]) then
      return ("%s: must be %s"):format(name, (fields[name]:gsub("!", ""):gsub("|", " or ")))
    end
  end
  for _, name in ipairs(util.sorted_keys(fields)) do
    if fields[name]:sub(-1) == "!" and body[name] == nil then
      return name .. ": required"
    end
  end
end

local function read_journal(sb, request)
  local list = journal.read(sb, request.args or {})
  return answer(200, { errcode = 0, errmsg = "ok", journal = json.array(list) })
end

function control.handle(sb, request)
  if request.path == "/_sandbox/journal" then
    if request.method ~= "GET" then
      return answer(405, { errcode = 43001, errmsg = "require GET method" })
    end
    return read_journal(sb, request)
  end
  local route = ROUTES[request.path]
  if not route then
    return answer(404, { errcode = 404, errmsg = "no control call has the path " .. request.path })
  elseif request.method ~= "POST" then
    return answer(405, { errcode = 43002, errmsg = "require POST method" })
  end
  local text = request.body ~= "" and request.body or "{}"
  local body = json.decode(text or "{}")
  if not util.is_object(body) then
    return answer(400, { errcode = 400, errmsg = "the body must be a JSON object" })
  end
  local message = wrong(route[1], body)
  if not message and route[3] then
    local _, err = route[3]:check({
      common_field_list = body.common_field_list, custom_field_list = body.custom_field_list })
    message = type(err) == "table" and err.kind and ("%s: %s"):format(err.path, err.message)
  end
  if message then
    return answer(400, { errcode = 400, errmsg = message })
  end
  sb.dirty = true
  local result, code, why = route[2](sb, body)
  journal.add(sb, {
    method = "POST", path = request.path, status = 200, errcode = result and 0 or code, body = journal.mask(body),
  })
  if not result then
    return sb:refusal(code, why)
  end
  result.errcode, result.errmsg = 0, "ok"
  return answer(200, result)
end

return control
