-- Bodies made of the catalogue's own fields and of junk: every one gets an answer, none brings the sandbox down,
-- and what it keeps can be written and read.
describe("sandbox, given anything", function()
  local catalogue = require("wxcard.catalogue")
  local json = require("wxcard.json")
  local support = require("spec.support.sandbox")

  local PHONE = { "phone/claim", "phone/submit_form", "phone/gift", "phone/accept", "phone/view", "phone/delete",
    "phone/restore", "phone/enter_session", "phone/pay", "phone/redeem", "phone/follow", "phone/unfollow",
    "phone/authorize", "phone/messages", "store", "card", "code", "review", "callback", "faults" }

  local function world(seed, lenient)
    local place = seed
    local function below(n) -- the same on both Luas
      place = place * 48271 % 2147483647
      return place % n + 1
    end
    local function pick(list)
      return list[below(#list)]
    end
    local here = support.new({ seed = seed, lenient = lenient })
    local cards = {
      here:card(), here:card({ auto_activate = false, wx_activate = true }),
      here:card({ base = { use_custom_code = true } }), here:card({ base = { bind_openid = true } }),
      here:card({ base = { use_custom_code = true, get_custom_code_mode = "GET_CUSTOM_CODE_MODE_DEPOSIT",
        sku = { quantity = 0 } } }), "pPreloaded",
    }
    here:call("/card/membercard/activateuserform/set", { card_id = cards[2], required_form = {
      common_field_id_list = { "USER_FORM_INFO_FLAG_NAME" } } })
    local codes = { "none" }
    for i, id in ipairs(cards) do
      codes[#codes + 1] = here:claim(id, "oA", i == 3 and { code = "T1" } or nil).code
    end
    local JUNK = { 0, -1, 1.5, 1e300, "", "x", ("y"):rep(5000), true, false, json.null, {}, json.array({}), { 1, 2 },
      { a = {} }, "\0", "字", { {} }, { { x = 1 } }, { { name = "x", value = "y" } } }
    local BY_TYPE = {
      string = { "x", "1", "", "oA", "http://mmbiz.qpic.cn/a/0" }, integer = { 0, 1, 60, 100, -5 },
      number = { 0, 1.5 }, boolean = { true, false }, any = JUNK, file = { "x" },
    }
    local BY_NAME = { card_id = cards, code = codes, openid = { "oA", "oB" } }

    local function make(field)
      if below(30) == 1 then
        return pick(JUNK)
      elseif field[2] == "object" then
        local out = {}
        for _, f in ipairs(field.fields or {}) do
          if f.required or below(2) == 1 then
            out[f[1]] = make(f)
          end
        end
        return out
      elseif field[2] == "list" then
        local out = json.array({})
        for i = 1, below(3) - 1 do
          out[i] = make({ "item", field.items or "string", fields = field.fields, enum = field.enum })
        end
        return out
      end
      return pick(field.enum or field[2] == "string" and BY_NAME[field[1]] or BY_TYPE[field[2]] or JUNK)
    end

    local paths = catalogue.paths("oa")
    return here, function()
      local body, path, method
      if below(4) == 1 then
        path, method = "/_sandbox/" .. pick(PHONE), "POST"
        body = { openid = pick({ "oA", "oB" }), card_id = pick(cards), code = pick(codes) }
        local more = pick({ "ticket", "url", "card_ext", "common_field_list", "custom_field_list", "card", "pass",
          "path", "fee", "location_id", "staff_openid" })
        body[more] = pick(JUNK)
        for _, name in ipairs({ "openid", "card_id", "code" }) do
          body[name] = below(3) > 1 and body[name] or nil
        end
      else
        local entry = catalogue.endpoint(pick(paths))
        path, method = entry.path, below(9) == 1 and "GET" or entry.method
        body = make({ "", "object", fields = entry.request })
      end
      local text = json.encode(body) or "{}"
      return { method = method, path = path, headers = {}, body = below(40) == 1 and text:sub(1, below(#text)) or text }
    end
  end

  for _, lenient in ipairs({ false, true }) do
    it(lenient and "answers when it is lenient" or "answers", function()
      local here, request = world(lenient and 12 or 11, lenient)
      local token = here:fetch_token()
      for _ = 1, 4000 do
        local r = request()
        r.args = { access_token = token }
        local response = here.sb:handle(r)
        assert.is_number(response.status)
        assert.is_string(response.body)
      end
      local text = assert(json.encode(here.sb.state))
      assert.is_table(json.decode(text))
    end)
  end
end)
