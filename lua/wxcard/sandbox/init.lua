---A local WeChat: the card platform of one Official Account, as far as a program can tell.
---
---`sandbox.new` is the platform as a value: requests in, answers out, no socket. `sandbox.run` puts it on a
---loopback port, keeps its state in a folder and pushes its events.
local clock = require("wxcard.sandbox.clock")
local crypto = require("wxcard.crypto")
local ids = require("wxcard.sandbox.ids")
local pay = require("wxcard.sandbox.pay")
local push = require("wxcard.sandbox.push")
local review = require("wxcard.sandbox.review")
local router = require("wxcard.sandbox.router")
local store = require("wxcard.sandbox.store")
local wallet = require("wxcard.sandbox.wallet")

local sandbox = {}

local Sandbox = {}
Sandbox.__index = Sandbox

---@class wxcard.SandboxOptions
---@field host string?             "127.0.0.1"
---@field port integer?            0 takes a free one
---@field dir string?              where state is kept; in memory alone when absent
---@field lenient boolean?         accept values that the schema refuses
---@field test_account boolean?    a console test account: no card is ever approved, pushes are plain, small quotas
---@field refuse_web_links boolean? 73211 for web jump links in cards
---@field review_after number?     approve by itself after so many seconds; absent or negative: by hand
---@field review "manual"|"auto"?  "auto" is review_after = 0
---@field seed integer?            the same ids, codes and tokens each time
---@field now integer?             a clock that stands at this time until it is advanced
---@field token_life integer?      seconds; 7200
---@field quotas table<string, integer>? calls a day by path
---@field ip_whitelist string[]?   addresses that may fetch tokens; others are answered 40164
---@field activate_interval number? seconds within which a second activation of a code is answered 45061
---@field balance_permission boolean? false: 43010 for cards with a stored-value balance
---@field callback string?         where events are pushed
---@field callback_mode "secure"|"compatible"|"plain"?
---@field callback_format "xml"|"json"?
---@field push_timeout number?     seconds the receiver has; 5
---@field push_retry number?       seconds before a push that failed fast is tried again; 1
---@field pay_keys string?         folder of WeChat Pay's keys; pay/ in `dir`, and made, when absent
---@field pay_limits boolean?      false: WeChat Pay's rates are not enforced
---@field base_url string?         for specs without a server

-- What an account owns; the keys outlive a reset.
local function empty_account(keys)
  return {
    appid = keys.appid, secret = keys.secret, token = keys.token, encoding_aes_key = keys.encoding_aes_key,
    original_id = keys.original_id, stem = keys.stem, biz = keys.biz, operator = keys.operator,
    tokens = {}, tickets = {}, cards = {}, codes = {}, qrcodes = {}, qr_urls = {}, pages = {}, images = {}, nonces = {},
    activate_tickets = {}, used = {}, in_review = {}, people = {}, logins = {}, inbox = {}, mass = {},
  }
end

local function make_keys(made, known)
  known = known or {}
  return {
    appid = known.appid or "wx" .. made:hex(16),
    secret = known.secret or made:hex(32),
    token = known.token or made:alnum(24),
    encoding_aes_key = known.encoding_aes_key or made:alnum(43),
    original_id = "gh_" .. made:hex(12),
    stem = made:alnum(5),
    biz = crypto.base64_encode(made:digits(10)),
    operator = "o" .. made:urlsafe(27),
  }
end

---@param opts wxcard.SandboxOptions?
---@param kept { keys: table?, state: table?, store: table?, transport: table? }? what a folder held, the folder, and
---  who sends pushes
function sandbox.new(opts, kept)
  kept = kept or {}
  local o = {}
  for k, v in pairs(opts or {}) do
    o[k] = v
  end
  if o.review == "auto" and not o.review_after then
    o.review_after = 0
  end
  o.review = o.review_after and o.review_after >= 0 and "auto" or "manual"
  local state = kept.state or { version = 1, outbox = {}, apps = {} }
  local sb = setmetatable({
    opts = o, state = state, store = kept.store or store.new(), faults = {}, journal = {}, dirty = true,
    catalogue = require("wxcard.catalogue"), base_url = o.base_url or "http://127.0.0.1",
  }, Sandbox)
  sb.ids = ids.new(state, o.seed)
  sb.clock = clock.new(state, o.now)
  if not state.default or kept.keys and not state.apps[kept.keys.appid] then
    local app = empty_account(make_keys(sb.ids, kept.keys))
    state.apps[app.appid], state.default = app, app.appid
  end
  for _, app in pairs(state.apps) do
    for name, value in pairs(empty_account(app)) do -- what an older version did not keep
      if app[name] == nil then
        app[name] = value
      end
    end
  end
  sb.app = state.apps[state.default]
  local callback = state.callback or {}
  state.callback = {
    url = o.callback or callback.url, format = o.callback_format or callback.format or "xml",
    mode = o.callback_mode or callback.mode or (o.test_account and "plain" or "secure"),
  }
  sb.pusher = push.new(sb, kept.transport)
  return sb
end

---Unix time as the sandbox has it.
---@return integer
function Sandbox:now()
  return self.clock:now()
end

---Answers a request. `delay` in the answer is the seconds to wait before it is sent.
function Sandbox:handle(request)
  return router.handle(self, request)
end

function Sandbox:refusal(code, text)
  return router.refusal(self, code, text)
end

---Queues an event about a person, or about nobody in particular.
function Sandbox:push(name, fields, openid)
  push.event(self, name, fields, openid)
end

---Does what time has brought.
function Sandbox:tick()
  local now = self:now()
  if now ~= self.ticked then
    self.ticked = now
    wallet.tick(self, now)
  end
  review.tick(self, now)
end

---Forgets cards, members, tokens, faults, journal and moved time. The account's keys and its callback URL,
---which are settings in a console and not data, stay.
function Sandbox:reset()
  local app = empty_account(self.app)
  self.store:forget_pictures(self.app.images)
  self.state.apps, self.app = { [app.appid] = app }, app
  self.state.outbox, self.state.clock_offset, self.state.ip_whitelist = {}, 0, nil
  self.faults, self.journal, self.journal_seq = {}, {}, 0
  pay.reset(self)
  self.dirty = true
end

---What a client needs to be pointed here. A test account has no key to seal messages with. WeChat Pay's half is in it
---once it has been opened.
---@return { base_url: string, appid: string, secret: string, token: string, encoding_aes_key: string? }
function Sandbox:keys()
  local app = self.app
  local keys = self.pay and self.pay.keys:for_clients() or {}
  keys.base_url, keys.appid, keys.secret, keys.token = self.base_url, app.appid, app.secret, app.token
  keys.encoding_aes_key = not self.opts.test_account and app.encoding_aes_key or nil
  return keys
end

---How faithful a call is: "documented", "guessed" where the sources leave it open, nil where it is not emulated.
---@param path string a path of an Official Account's, or a key of WeChat Pay's ("GET /v3/certificates")
---@return string?
---@return string? note
function sandbox.fidelity(path)
  local entry = require("wxcard.catalogue").endpoint(path)
  if entry and entry.family == "pay" then
    return pay.fidelity(entry)
  end
  if not router.emulates(path) then
    return nil
  end
  local guess = require("wxcard.sandbox.guesses")[path]
  return guess and "guessed" or "documented", guess
end

---Serves until the process is ended.
---@param opts wxcard.SandboxOptions
---@return true?
---@return wxcard.Error?
function sandbox.run(opts)
  return require("wxcard.sandbox.server").run(sandbox, opts)
end

return sandbox
