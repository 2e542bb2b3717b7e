-- Wrong calls of every endpoint that is emulated: what they are answered is WeChat's own, and there is more than one
-- way to be wrong.
describe("every endpoint of the sandbox", function()
  local catalogue = require("wxcard.catalogue")
  local json = require("wxcard.json")
  local router = require("wxcard.sandbox.router")
  local support = require("spec.support.sandbox")
  local BOUNDARY = "multipart/form-data; boundary=b"

  local function ask(here, entry, more)
    local request = { method = entry.method, path = entry.path, args = {}, headers = {}, body = "" }
    for k, v in pairs(more) do
      request[k] = v
    end
    local response = here.sb:handle(request)
    return assert(json.decode(response.body)), response
  end

  -- A value of the field's type that no account has.
  local function stranger(field)
    local kind = field[2]
    if kind == "string" then
      return "no-such-thing"
    elseif kind == "integer" or kind == "number" then
      return field.min or 1
    elseif kind == "boolean" then
      return true
    elseif kind == "list" then
      local list = json.array({})
      for i = 1, field.min_items or 1 do
        list[i] = field.fields and {} or "x" .. i
      end
      return list
    end
    return {}
  end

  local function filled(entry)
    local body = {}
    for _, field in ipairs(entry.request) do
      if field.required and field["in"] ~= "query" then
        body[field[1]] = stranger(field)
      end
    end
    return body
  end

  -- What an entry's calls can be made wrong by: beyond the token, if they take anything at all.
  local function wrong_calls(here, entry)
    local token = { access_token = here:fetch_token() }
    local calls = {
      { args = token, method = entry.method == "GET" and "POST" or "GET" },
      { args = entry.auth == "access_token" and { access_token = "short" } or { appid = "wx0", secret = "no" } },
      { args = entry.auth == "access_token" and { access_token = ("A"):rep(136) }
        or { appid = here.keys.appid, secret = "no", appsecret = "no" } },
      { args = {}, body = "{}" },
    }
    if entry.body == "json" then
      for _, body in ipairs({ "", "{", "{}", assert(json.encode(filled(entry))) }) do
        calls[#calls + 1] = { args = token, body = body }
      end
    elseif entry.body == "multipart" then
      local file = '--b\r\nContent-Disposition: form-data; name="media"; filename="a.txt"\r\n\r\n'
        .. "no picture\r\n--b--\r\n"
      for _, call in ipairs({ { args = { type = "image" } }, { args = { type = "image" }, body = file },
        { args = { type = "nothing" }, body = file } }) do
        call.args.access_token, call.headers = token.access_token, { ["content-type"] = BOUNDARY }
        calls[#calls + 1] = call
      end
    else
      calls[#calls + 1] = { args = token }
      local args = { access_token = token.access_token, appid = here.keys.appid, secret = here.keys.secret }
      for _, field in ipairs(entry.request) do
        args[field[1]] = args[field[1]] or "no-such-thing"
      end
      calls[#calls + 1] = { args = args }
    end
    return calls
  end

  local OF_THE_TOKEN = { [41001] = true, [40001] = true, [40014] = true, [42001] = true }

  for _, path in ipairs(catalogue.paths("oa")) do
    local entry = catalogue.endpoint(path)
    if router.emulates(path) and entry.answer ~= "binary" then
      it(path .. " has two errors of WeChat's at least", function()
        local here, codes, own = support.new(), {}, 0
        for _, call in ipairs(wrong_calls(here, entry)) do
          local value, response = ask(here, entry, call)
          assert.equal(200, response.status)
          local code = value.errcode or 0
          if code ~= 0 and not codes[code] then
            codes[code] = true
            assert.is_table(catalogue.error(code), ("%d is not in the catalogue"):format(code))
            assert.matches("^.+ rid: %x+%-%x+%-%x+$", value.errmsg)
            own = own + (OF_THE_TOKEN[code] and 0 or 1)
          end
        end
        local n = 0
        for _ in pairs(codes) do
          n = n + 1
        end
        assert.is_true(n >= 2, ("%d codes"):format(n))
        assert.is_true(own >= (#entry.request > 0 and 2 or 1), ("%d codes beyond the token's"):format(own))
      end)
    end
  end
end)
