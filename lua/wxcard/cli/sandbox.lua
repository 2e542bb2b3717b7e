---`wxcard sandbox`: a local WeChat to develop against.
local sandbox = {
  name = "sandbox",
  summary = "Run a local WeChat to develop against.",
  description = [[
Run a local WeChat on one loopback port: tokens, cards, review, codes, members, and events pushed to your callback URL.
It prints its address when it is ready, and writes DIR/sandbox.json; WXCARD_SANDBOX=DIR then points every wxcard
program at it. State survives a restart with the same DIR. Stop it with Ctrl-C.]],
}

local function seconds(text)
  local number = tonumber(text)
  if not number or number < 0 then return nil, "seconds are needed, not '" .. text .. "'" end
  return number
end

local function port(text)
  local number = tonumber(text)
  if not number or number % 1 ~= 0 or number < 0 or number > 65535 then return nil, "a port is 0 to 65535" end
  return math.floor(number)
end

function sandbox.configure(command)
  command:option("--port", "The loopback port; 0 takes a free one."):convert(port):default("8790")
  command:option("--dir", "Where its state is kept; without it, in memory alone.")
  command:flag("--test-account", "Be a test account: no encoding_aes_key, its smaller limits.")
  command:flag("--refuse-web-links", "Answer 73211 to web jump links in new cards, as WeChat does today.")
  command:flag("--lenient", "Accept values that the catalogue refuses.")
  command:option("--callback", "Where events are pushed; /_sandbox/callback changes it."):argname("URL")
  command:option("--review-after", "Approve new cards after so many seconds; -1 leaves it to /_sandbox/review.")
    :convert(function(text) return text == "-1" and -1 or seconds(text) end)
end

---@return integer exit code
function sandbox.run(args, ui)
  local ok, err = require("wxcard.sandbox").run({
    port = args.port,
    dir = args.dir,
    test_account = args.test_account,
    refuse_web_links = args.refuse_web_links,
    lenient = args.lenient,
    review_after = args.review_after,
    callback = args.callback,
  })
  if not ok and err then return ui:fail(err) end
  return 0
end

return sandbox
