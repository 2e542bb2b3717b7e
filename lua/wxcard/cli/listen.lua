---`wxcard listen`: receives WeChat's events without a web server of one's own.
local listen = {
  name = "listen",
  summary = "Receive WeChat's events: print them, run a Lua file, forward them.",
  description = [[
Receive WeChat's events, check and open them, and print each by WeChat's name for it. Token, key and appid come from
the settings. With WXCARD_SANDBOX set it tells that sandbox where to push. Stop it with Ctrl-C.

  wxcard listen --port 8080
  wxcard listen --port 8080 --run examples/on_event.lua
  wxcard listen --port 8080 --forward http://127.0.0.1:3000/wechat]],
}

local function whole(text)
  local number = tonumber(text)
  if not number or number < 0 or number % 1 ~= 0 then return nil, "a whole number is needed, not '" .. text .. "'" end
  return math.floor(number)
end

function listen.configure(command)
  command:option("--port", "The port; 0 takes a free one."):convert(whole):default("8080")
  command:option("--host", "The address to listen on."):default("127.0.0.1")
  command:option("--path", "Where WeChat's requests go."):default("/")
  command:option("--run", "A Lua file that returns a function; it is called with each event."):argname("FILE.lua")
  command:option("--forward", "Post each checked request on to this address, as it came."):argname("URL")
  command:option("--count", "End after so many events."):argname("N"):convert(whole)
end

local function hidden(openid)
  return "…" .. openid:sub(-4)
end

---"user_get_card CardId=p1 UserCardCode=2260": the fields in the catalogue's order; a person's openid is cut short.
---@param event wxcard.Event
---@return string
function listen.line(event)
  local entry = require("wxcard.catalogue").events[event.Event or ""]
  local words = { event.Event or event.MsgType or "?" }
  if event.FromUserName then words[2] = "FromUserName=" .. hidden(event.FromUserName) end
  for _, field in ipairs(entry and entry.fields or {}) do
    local name, value = field[1], event[field[1]]
    if value ~= nil and type(value) ~= "table" then
      local person = name:match("OpenId$") or name:match("UserName$") or name == "UnionId"
      words[#words + 1] = ("%s=%s"):format(name, person and hidden(tostring(value)) or tostring(value))
    end
  end
  return table.concat(words, " ")
end

---The handler that a file returns.
---@return fun(event: wxcard.Event)? handler
---@return string? problem
local function handler_of(path)
  local chunk, problem = loadfile(path)
  if not chunk then return nil, problem end
  local ok, handler = pcall(chunk)
  if not ok then return nil, tostring(handler) end
  if type(handler) ~= "function" then return nil, path .. " returns no function" end
  return handler
end

---Tells a sandbox where to push.
---@return true?
---@return wxcard.Error? err
local function register(config, url)
  local wxcard = require("wxcard")
  local answer, err = wxcard.request({
    method = "POST", url = config.base_url .. "/_sandbox/callback", timeout = 10,
    headers = { ["Content-Type"] = "application/json" }, body = assert(wxcard.json.encode({ url = url })),
  })
  if not answer then return nil, err end
  if answer.status ~= 200 then
    return require("wxcard.errors").fail({
      kind = "config", path = "WXCARD_SANDBOX", message = "the sandbox did not take the address to push to",
    })
  end
  return true
end

---@return integer exit code
function listen.run(args, ui)
  local config, err = require("wxcard.config").load()
  if not config then return ui:fail(err) end
  local handler, problem
  if args.run then
    handler, problem = handler_of(args.run)
    if not handler then return ui:usage(problem) end
  end
  local callback
  callback, err = require("wxcard.callback").new({
    token = config.token, encoding_aes_key = config.encoding_aes_key,
    appid = config.encoding_aes_key and config.appid or nil,
  })
  if not callback then return ui:fail(err) end
  local receiver
  receiver, err = require("wxcard.listener").new({
    callback = callback, port = args.port, host = args.host, path = args.path, forward = args.forward,
    log = function(line) ui:note("wxcard: " .. line) end,
  })
  if not receiver then return ui:fail(err) end
  ui:print(ui.json and assert(require("wxcard.json").encode({ url = receiver:url() }))
    or "listening on " .. receiver:url())
  if os.getenv("WXCARD_SANDBOX") then
    local ok
    ok, err = register(config, receiver:url())
    if not ok then return ui:fail(err) end
    ui:note("the sandbox pushes its events here now")
  end
  local seen = 0
  receiver:run(function(event)
    if ui.json then
      ui:result(event)
    else
      ui:print(listen.line(event))
    end
    seen = seen + 1
    if args.count and seen >= args.count then receiver:stop() end
    if handler then handler(event) end
  end)
  receiver:close()
  return 0
end

return listen
