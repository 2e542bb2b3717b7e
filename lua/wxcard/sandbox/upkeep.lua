---What helps to keep an account running: the request behind an error, the way to the callback, the trades of cards.
local json = require("wxcard.json")

local upkeep = {}

---The call that a rid names, as the journal has it: what is secret in it is left out.
local function by_rid(sb, body)
  for i = #sb.journal, 1, -1 do
    local entry = sb.journal[i]
    if entry.rid == body.rid then
      local query = {}
      for name, value in pairs(entry.query or {}) do
        query[#query + 1] = name .. "=" .. tostring(value)
      end
      table.sort(query)
      return { request = {
        invoke_time = entry.time, cost_in_ms = entry.cost_in_ms or 0, request_url = table.concat(query, "&"),
        request_body = entry.body and assert(json.encode(entry.body)) or "",
        response_body = assert(json.encode({ errcode = entry.errcode, errmsg = entry.errmsg })),
      } }
    end
  end
  return nil, 40097
end

---Tries the callback's address. Nothing is looked up: an address of this machine answers, a name elsewhere does not.
local function check(sb, body)
  local url = sb.state.callback.url or ""
  local host = url:match("^https?://%[([%x:]+)%]") or url:match("^https?://([^/:?#]+)")
  host = host == "localhost" and "127.0.0.1" or host
  local here = host and (host:find("^127%.%d+%.%d+%.%d+$") or host == "::1")
  local dns, ping = json.array({}), json.array({})
  if here then
    dns[1] = { ip = host, real_operator = body.check_operator }
    ping[1] = { ip = host, from_operator = body.check_operator, package_loss = "0%", time = "0.050ms" }
  end
  return {
    dns = body.action ~= "ping" and dns or nil, ping = body.action ~= "dns" and ping or nil,
  }
end

local TRADES = { -- a few of each, enough to choose from
  { 1, "美食", { { 101, "粤菜" }, { 102, "茶餐厅" }, { 103, "川菜" } }, "food_service_license_id" },
  { 2, "购物", { { 201, "超市便利店" }, { 202, "服饰鞋包" } } },
}

local function trades()
  local out = json.array({})
  for i, trade in ipairs(TRADES) do
    local list = json.array({})
    for j, row in ipairs(trade[3]) do
      list[j] = {
        secondary_category_id = row[1], category_name = row[2],
        need_qualification_stuffs = json.array({ trade[4] }), can_choose_prepaid_card = 1, can_choose_payment_card = 1,
      }
    end
    out[i] = { primary_category_id = trade[1], category_name = trade[2], secondary_category = list }
  end
  return { category = out }
end

upkeep.routes = {
  ["/cgi-bin/openapi/rid/get"] = by_rid,
  ["/cgi-bin/callback/check"] = check,
  ["/card/getapplyprotocol"] = trades,
}

return upkeep
