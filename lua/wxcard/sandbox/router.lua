---One request in, one answer out: the platform's own order of checks, then the subject's handler.
local control = require("wxcard.sandbox.control")
local faults = require("wxcard.sandbox.faults")
local httpd = require("wxcard.httpd")
local journal = require("wxcard.sandbox.journal")
local json = require("wxcard.json")
local media = require("wxcard.sandbox.media")
local pages = require("wxcard.sandbox.pages")
local pay = require("wxcard.sandbox.pay")
local qrcodes = require("wxcard.sandbox.qrcodes")
local quotas = require("wxcard.sandbox.quotas")
local refusals = require("wxcard.sandbox.refusals")
local schema = require("wxcard.schema")
local tokens = require("wxcard.sandbox.tokens")
local util = require("wxcard.sandbox.util")

local router = {}

local SUBJECTS = { "tokens", "quotas", "media", "cards", "stock", "codes", "members", "forms", "qrcodes", "pages",
  "whitelist", "people", "messages", "upkeep" }

local WEB_LOGIN = "/sns/oauth2/access_token" -- the one call with a secret that the list of addresses does not guard
local handlers, early = {}, {}
for _, name in ipairs(SUBJECTS) do
  local subject = require("wxcard.sandbox." .. name)
  for path, handler in pairs(subject.routes) do
    assert(not handlers[path], path)
    handlers[path] = handler
  end
  for path, check in pairs(subject.early or {}) do
    early[path] = check
  end
end

local compiled = {}

local function schema_of(entry)
  if not compiled[entry.path] then
    compiled[entry.path] = schema.compile(entry.request, { any_of = entry.any_of })
  end
  return compiled[entry.path]
end

local JSON = { ["Content-Type"] = "application/json; encoding=utf-8" }

local function answer(value, status)
  return { status = status or 200, headers = JSON, body = assert(json.encode(value)) }
end

-- errors whose text says more than their name
local TEXTS = { [40164] = "invalid ip 127.0.0.1 ipv6 ::ffff:127.0.0.1, not in whitelist" }

---An answer with an error of WeChat's, worded and numbered as WeChat's are.
function router.refusal(sb, code, text, status)
  local fact = sb.catalogue.error(code)
  local message = text or TEXTS[code] or fact and fact.name or "unknown error"
  local rid = ("%08x-%s-%s"):format(sb:now(), sb.ids:hex(8), sb.ids:hex(8))
  local response = answer({ errcode = code, errmsg = ("%s rid: %s"):format(message, rid) }, status)
  response.rid, response.errmsg = rid, message -- for the journal
  return response
end

---The account that calls, by the kind of proof that the endpoint wants.
local function authenticate(sb, entry, input, args)
  if entry.auth == "access_token" then
    return tokens.check(sb, args.access_token)
  elseif entry.auth == "appid_secret" then
    local at = input or args
    if entry.path == "/cgi-bin/clear_quota/v2" then
      at = { appid = args.appid or at.appid, secret = args.appsecret or at.appsecret }
    end
    return tokens.account(sb, at.appid, at.secret)
  end
  return sb.app
end

---Whether the caller's address may ask for tokens.
local function welcome(sb, ip)
  local list = sb.state.ip_whitelist or sb.opts.ip_whitelist
  for _, allowed in ipairs(list or {}) do
    if allowed == ip then
      return true
    end
  end
  return not list
end

local function parse(request)
  if (request.body or "") == "" then
    return nil, 44002
  end
  local value = json.decode(request.body)
  if not util.is_object(value) then
    return nil, 47001
  end
  return value
end

---What the schema is to judge: the body, and those fields that travel in the query.
local function with_query(entry, body, args)
  local input
  for _, field in ipairs(entry.request) do
    if field["in"] == "query" and args[field[1]] ~= nil and (body or {})[field[1]] == nil then
      if not input then
        input = {}
        for k, v in pairs(body or {}) do
          input[k] = v
        end
      end
      input[field[1]] = args[field[1]]
    end
  end
  return input or body or {}
end

---Runs the call. Returns the handler's result, or nil, WeChat's code and perhaps its text.
local function run(sb, entry, handler, request, ctx)
  local args = request.args or {}
  local body, code
  if entry.auth == "access_token" then -- the token is looked at before anything else
    ctx.app, code = authenticate(sb, entry, nil, args)
    if not ctx.app then
      return nil, code
    end
  end
  if request.method ~= entry.method then
    return nil, entry.method == "POST" and 43002 or 43001
  end
  if entry.method == "POST" and entry.body == "json" then
    body, code = parse(request)
    if not body then
      return nil, code
    end
  elseif entry.body == "multipart" then
    ctx.parts = httpd.multipart((request.headers or {})["content-type"] or "", request.body or "")
  end
  local input = with_query(entry, body, args)
  ctx.input = input
  if entry.auth == "appid_secret" and entry.path ~= WEB_LOGIN and not welcome(sb, request.remote) then
    local ip = request.remote or "?"
    return nil, 40164, ("invalid ip %s ipv6 ::ffff:%s, not in whitelist"):format(ip, ip)
  end
  if not ctx.app then
    ctx.app, code = authenticate(sb, entry, entry.method == "POST" and entry.body == "json" and input or nil, args)
    if not ctx.app then
      return nil, code
    end
  end
  code = quotas.take(sb, ctx.app, entry.path)
  if code then
    return nil, code
  end
  sb.dirty = true
  ctx.args, ctx.raw = args, request.body or ""
  code = early[entry.path] and early[entry.path](ctx.raw)
  if code then
    return nil, code
  end
  if entry.body ~= "multipart" then
    local ok, err = schema_of(entry):check(input)
    code = not ok and refusals.of(entry.path, err, sb.opts.lenient)
    if code then
      return nil, code
    end
  end
  return handler(sb, input, ctx)
end

local function finish(sb, entry, result, code, text)
  if not result then
    return router.refusal(sb, code, text), code
  end
  if entry.answer ~= "bare" then
    result.errcode, result.errmsg = 0, "ok"
  end
  return answer(result), 0
end

local function api(sb, request, ctx)
  local entry = sb.catalogue.endpoint(request.path)
  if not entry then
    return answer({ errcode = 40066, errmsg = "invalid url: no call has the path " .. request.path }, 404), 40066
  end
  local handler = handlers[request.path]
  if not handler then
    return answer({
      errcode = 501, errmsg = "this sandbox does not emulate the call; nothing was done", path = entry.path,
      doc = entry.doc, source = entry.source,
    }, 501), 501
  end
  return finish(sb, entry, run(sb, entry, handler, request, ctx))
end

local PAGES = {
  ["/cgi-bin/showqrcode"] = function(sb, request)
    return qrcodes.show(sb, request.args or {})
  end,
  ["/bizmall/cardlandingpage"] = function(sb, request)
    return pages.show(sb, request.args or {})
  end,
}

---Whether a path is answered here by more than 501.
function router.emulates(path)
  return handlers[path] ~= nil or PAGES[path] ~= nil
end

local function serve(sb, request, ctx)
  local page = PAGES[request.path]
  if page then
    return page(sb, request)
  elseif request.path:sub(1, 9) == "/sandbox/" then
    return media.serve(sb, request.path)
  end
  return api(sb, request, ctx)
end

---@param request { method: string, path: string, args: table?, headers: table?, body: string? }
---@return { status: integer, headers: table, body: string, fault: string?, delay: number? } response `delay` in seconds
function router.handle(sb, request)
  sb:tick()
  if request.path:sub(1, 10) == "/_sandbox/" then
    return control.handle(sb, request)
  elseif pay.owns(request.path) then
    return pay.handle(sb, request)
  end
  local fault, ctx = faults.call(sb, request.path), {}
  local response, code
  if fault and not faults.takes_effect(fault) then
    response = answer({})
  else
    response, code = serve(sb, request, ctx)
  end
  if fault then
    response, code = faults.spoil(sb, fault, response), fault.errcode or code
  end
  local entry = sb.catalogue.endpoint(request.path)
  journal.add(sb, {
    method = request.method, path = request.path, query = journal.query(request.args, entry and entry.request),
    status = response.status, errcode = code, errmsg = response.errmsg, rid = response.rid, file = ctx.file,
    fault = fault and faults.name(fault), cost_in_ms = response.delay and math.floor(response.delay * 1000) or nil,
    body = ctx.input and next(ctx.input) and journal.mask(ctx.input) or nil,
  })
  return response
end

return router
