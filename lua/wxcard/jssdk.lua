---What a page or a mini program needs to show and hand out cards, finished: `wx.jssdk` of a client.
---Tickets are fetched, kept and signed with here; no caller sees one, and no browser may.
---The `make_` functions do the same from values handed in: no client, no clock, no randomness.
local core = require("wxcard.core")
local crypto = require("wxcard.crypto")
local errors = require("wxcard.errors")
local known_cards = require("wxcard.known_cards")
local signature = require("wxcard.signature")

local wall = core.engine.wall
local floor, pairs, type = math.floor, pairs, type -- card_ext is called for every claim
local write_card_ext = core.crypto.card_ext

local jssdk = {}

local NONCE = 16 -- characters
local LATEST = 99999999999 -- seconds: what is above was given in milliseconds

local function fault(path, message, hint)
  return errors.new({ kind = "validation", path = path, message = message, hint = hint, outcome = "not_sent" })
end

-- ---- values handed in ----

local WHOLE = "a whole number of seconds"
local CARD = { card_id = "string", code = "string", openid = "string", outer_str = "string",
  fixed_begintimestamp = "number", outer_id = "number", balance = "string", target = "string", card = "table",
  timeout = "number" }
local MADE_CARD = { api_ticket = "string", timestamp = "time", nonce_str = "string" }
local CHOICE = { location_id = "text", card_id = "string", card_type = "string", timeout = "number" }
local MADE_CHOICE = { api_ticket = "string", app_id = "string", timestamp = "time", nonce_str = "string" }
local CONFIG = { jsApiList = "table", openTagList = "table", debug = "boolean", beta = "boolean", timeout = "number" }
local MADE_PAGE = { jsapi_ticket = "string", app_id = "string", noncestr = "string", timestamp = "time",
  url = "string" }

local function with(base, more)
  for name, kind in pairs(base) do
    more[name] = more[name] or kind
  end
  return more
end
with(CARD, MADE_CARD)
with(CHOICE, MADE_CHOICE)
with(CONFIG, MADE_PAGE)

local function fits(value, kind)
  if kind == "text" or kind == "time" then
    return signature.text(value) ~= nil
  end
  return type(value) == kind
end

-- The fault of the first value that is unknown or of a wrong type; a JSON null is as good as absent.
local function misfit(values, fields)
  for name, value in pairs(values) do
    local kind = fields[name]
    if type(value) ~= kind and not (type(value) == "userdata" and kind) then
      if not kind then
        return fault(tostring(name), "is not one of the values that go in here")
      elseif not fits(value, kind) then
        return fault(name, ("must be a %s, got a %s"):format(
          kind == "text" and "string or a whole number" or kind == "time" and WHOLE or kind, type(value)))
      end
    end
  end
end

local function check_table(values, name)
  if type(values) ~= "table" then
    error(("%s takes a table, got a %s"):format(name, type(values)), 3)
  end
end

local function present(value)
  return value ~= nil and value ~= "" and type(value) ~= "userdata"
end

local function required(values, ...)
  for i = 1, select("#", ...) do
    local name = select(i, ...)
    if not present(values[name]) then
      return fault(name, "required")
    end
  end
end

-- ---- wx.addCard ----

-- Whether the values of a card go together with each other.
local function card_fault(card)
  local card_id, code, begin, target = card.card_id, card.code, card.fixed_begintimestamp, card.target
  if not card_id or not present(card_id) then
    return fault("card_id", "required")
  elseif not (code or begin or target or card.outer_id) then
    return nil -- nearly every card
  elseif present(code) and (#code > 20 or code:find("[^A-Za-z0-9_-]")) then
    return fault("code", #code > 20 and ("%d bytes, at most 20"):format(#code) or "has special characters",
      "letters and digits")
  elseif present(begin) and (begin % 1 ~= 0 or begin < 1 or begin > LATEST) then
    return fault("fixed_begintimestamp", "must be " .. WHOLE .. " since 1970", begin > LATEST and
      "this looks like milliseconds" or nil)
  elseif present(card.outer_id) and (card.outer_id % 1 ~= 0 or card.outer_id < 0 or card.outer_id > LATEST) then
    return fault("outer_id", "must be a whole number")
  elseif present(target) and target ~= "web" and target ~= "miniprogram" then
    return fault("target", "must be web or miniprogram")
  end
end

---@param card table
---@param facts wxcard.CardFacts
local function rule_fault(card, facts)
  local code, openid = present(card.code), present(card.openid)
  if code and facts.code and facts.code ~= "custom" then
    return fault("code", facts.code == "deposit" and "this card hands out the codes that were deposited"
      or "WeChat makes the codes of this card", "leave code out")
  elseif not code and facts.code == "custom" then
    return fault("code", "required: the merchant makes the codes of this card", "give the code for this copy")
  elseif openid and facts.bind_openid == false then
    return fault("openid", "this card is not bound to an openid (bind_openid)", "leave openid out")
  elseif not openid and facts.bind_openid then
    return fault("openid", "required: only a named openid may take this card (bind_openid)")
  elseif facts.fix_term == false and present(card.fixed_begintimestamp) then
    return fault("fixed_begintimestamp", "only for cards whose validity is DATE_TYPE_FIX_TERM", "leave it out")
  end
end

local function text_or_nil(value)
  return present(value) and value or nil
end

-- Values that are nil, "" or a JSON null are left out there.
local function written(card, ticket, timestamp, nonce)
  local text, err = write_card_ext(ticket, card.card_id, timestamp, card.target == "miniprogram", nonce, card.code,
    card.openid, card.outer_str, card.fixed_begintimestamp, card.balance, card.outer_id)
  if not text then
    err.outcome = "not_sent"
    return nil, err
  end
  return text
end

local function made_fault(values)
  local time = tonumber(values.timestamp)
  if not time or signature.text(time) ~= signature.text(values.timestamp) then
    return fault("timestamp", "must be " .. WHOLE)
  elseif present(values.nonce_str) and #values.nonce_str > 32 then
    return fault("nonce_str", ("%d bytes, at most 32"):format(#values.nonce_str))
  end
end

---The cardExt of one card from values handed in. What is absent or empty is neither signed nor sent.
---@param values { api_ticket: string, timestamp: integer|string, nonce_str: string?, card_id: string, code: string?,
---  openid: string?, balance: string?, outer_str: string?, outer_id: integer?, fixed_begintimestamp: integer?,
---  target: string? }
---@return string? card_ext JSON
---@return wxcard.Error? err kind "validation"
function jssdk.make_card_ext(values)
  check_table(values, "make_card_ext")
  local err = misfit(values, MADE_CARD) or required(values, "api_ticket", "timestamp", "card_id") or card_fault(values)
    or made_fault(values)
  if err then
    return nil, err
  end
  return written(values, values.api_ticket, tonumber(values.timestamp), text_or_nil(values.nonce_str) or "")
end

-- ---- wx.chooseCard and wx.config ----

---What wx.chooseCard takes, from values handed in.
---@param values { api_ticket: string, app_id: string, timestamp: integer|string, nonce_str: string,
---  location_id: string|integer|nil, card_id: string?, card_type: string? }
---@return table? parameters shopId, cardType, cardId ("" where there is none), timestamp, nonceStr, signType, cardSign
---@return wxcard.Error? err kind "validation"
function jssdk.make_choose_card(values)
  check_table(values, "make_choose_card")
  local digest
  local err = misfit(values, MADE_CHOICE)
  if err then
    return nil, err
  end
  digest, err = signature.choose_card(values)
  if not digest then
    return nil, err
  end
  return {
    shopId = present(values.location_id) and signature.text(values.location_id) or "",
    cardType = text_or_nil(values.card_type) or "", cardId = text_or_nil(values.card_id) or "",
    timestamp = signature.text(values.timestamp), nonceStr = values.nonce_str, signType = "SHA1", cardSign = digest,
  }
end

---What wx.config takes, from values handed in.
---@param values { jsapi_ticket: string, app_id: string, noncestr: string, timestamp: integer|string, url: string,
---  jsApiList: string[]?, openTagList: string[]?, debug: boolean?, beta: boolean? }
---@return table? parameters appId, timestamp (a number where it is one), nonceStr, signature, jsApiList
---@return wxcard.Error? err kind "validation"
function jssdk.make_config(values)
  check_table(values, "make_config")
  local digest
  local err = misfit(values, MADE_PAGE) or required(values, "app_id")
  if err then
    return nil, err
  end
  digest, err = signature.jsapi(values)
  if not digest then
    return nil, err
  end
  return {
    appId = values.app_id, timestamp = tonumber(values.timestamp) or values.timestamp, nonceStr = values.noncestr,
    signature = digest, jsApiList = text_or_nil(values.jsApiList) or { "addCard", "chooseCard", "openCard" },
    openTagList = text_or_nil(values.openTagList), debug = text_or_nil(values.debug), beta = text_or_nil(values.beta),
  }
end

-- ---- wx.jssdk ----

---@class wxcard.Jssdk
local Jssdk = {}
Jssdk.__index = Jssdk

---Made by a client when its `jssdk` is first asked for.
---@param client wxcard.Client
---@return wxcard.Jssdk
function jssdk.new(client)
  return setmetatable({ client = client, warm = {} }, Jssdk)
end

local function no_card()
  return fault("card", "is no card: it has no base_info")
end

-- The ticket, from this process's memory while it is good: that touches neither the engine's thread nor a file.
local function ticket_of(self, kind, now, timeout)
  local client, seen = self.client, self.warm[kind]
  if seen and now < seen.refresh_at and not rawget(client, "closed") and client.core:warm(kind) == seen.text then
    return seen.text
  end
  local text, err = client:ticket(kind, { timeout = timeout })
  if not text then
    return nil, err
  end
  local state = client:token_state(kind)
  self.warm[kind] = { text = text, refresh_at = state and state.refresh_at or 0 }
  return text
end

local function timeout_fault(values)
  local timeout = values.timeout
  if timeout and not (timeout > 0 and timeout <= 86400) then
    return fault("timeout", "must be a number of seconds above 0")
  end
end

-- What every signature needs: ticket, nonce and time; or nil, err.
local function signing(self, kind, timeout)
  local now = wall()
  local ticket, err = ticket_of(self, kind, now, timeout)
  local nonce
  if ticket then
    nonce, err = crypto.random_nonce(NONCE)
  end
  if not nonce then
    return nil, err
  end
  return ticket, nonce, floor(now)
end

---Tells the client about a card, so that card_ext and activate/geturl refuse what does not fit it. Cards that this
---client created or read lately it knows without.
---@param card_id string
---@param card table? as card/create takes it or card/get answers it; nil: forget it
---@return true? ok
---@return wxcard.Error? err kind "validation": it is no card
function Jssdk:know(card_id, card)
  if type(card_id) ~= "string" then
    error("know takes a card_id and a card", 2)
  end
  local facts = card ~= nil and known_cards.facts(card) or nil
  if card ~= nil and not facts then
    return nil, no_card()
  end
  self.client.known:put(card_id, facts)
  return true
end

---The cardExt that wx.addCard wants beside a card_id: JSON text, signed, with a nonce of its own. For one claim.
---@param card { card_id: string, code: string?, openid: string?, outer_str: string?, fixed_begintimestamp: integer?,
---  target: "web"|"miniprogram"|nil, card: table?, outer_id: integer?, balance: string?, timeout: number? }
---  `code`: only for cards with codes of the merchant's that were not deposited; `openid`: only for those with
---  bind_openid; `target`: a web page has the timestamp as text, a mini program as a number; `card`: what it is like,
---  if the client does not know it; `timeout` in seconds, if the ticket must be fetched
---@return string? card_ext
---@return wxcard.Error? err
function Jssdk:card_ext(card)
  check_table(card, "card_ext")
  local err = misfit(card, CARD) or card_fault(card) or card.timeout and timeout_fault(card)
  if err then
    return nil, err
  end
  local now, known, facts = wall(), self.client.known, nil
  if card.card and present(card.card) then
    facts = known_cards.facts(card.card)
    err = not facts and no_card() or nil
  elseif known.facts[card.card_id] then
    facts = known:find(card.card_id, now)
  end
  err = err or facts and rule_fault(card, facts)
  if err then
    return nil, err
  end
  local ticket
  ticket, err = ticket_of(self, "wx_card", now, card.timeout)
  if not ticket then
    return nil, err
  end
  return written(card, ticket, floor(now))
end

---The cardList of wx.addCard.
---@param cards table[] each as card_ext takes it; `target` may stand beside them for all
---@return { cardId: string, cardExt: string }[]? list
---@return wxcard.Error? err its path begins with card_list[n]
function Jssdk:card_list(cards)
  check_table(cards, "card_list")
  if #cards == 0 then
    return nil, fault("card_list", "has no card")
  end
  local list = {}
  for i, card in ipairs(cards) do
    if cards.target and type(card) == "table" and card.target == nil then
      card = with(card, { target = cards.target })
    end
    local text, err
    if type(card) == "table" then
      text, err = self:card_ext(card)
    else
      err = fault("", "must be a table, got a " .. type(card))
    end
    if not text then
      if err.kind == "validation" then
        err.path = ("card_list[%d]"):format(i) .. (err.path ~= "" and "." .. err.path or "")
      end
      return nil, err
    end
    list[i] = { cardId = card.card_id, cardExt = text }
  end
  return list
end

---What wx.chooseCard takes. Without a filter the user chooses among all cards of the account.
---@param filter { location_id: string|integer|nil, card_id: string?, card_type: string?, timeout: number? }?
---@return table? parameters shopId, cardType, cardId, timestamp, nonceStr, signType, cardSign
---@return wxcard.Error? err
function Jssdk:choose_card(filter)
  filter = filter or {}
  check_table(filter, "choose_card")
  local err = misfit(filter, CHOICE) or timeout_fault(filter)
  if err then
    return nil, err
  end
  local ticket, nonce, time = signing(self, "wx_card", filter.timeout)
  if not ticket then
    return nil, nonce
  end
  return jssdk.make_choose_card({ api_ticket = ticket, app_id = self.client.config.appid, timestamp = time,
    nonce_str = nonce, location_id = filter.location_id, card_id = filter.card_id, card_type = filter.card_type })
end

---What wx.config takes, for one page. Its domain must be listed in the console, and the address must be one of yours:
---who can have any address signed can use the account's name.
---@param url string as the browser has it (location.href); what follows # is cut off, nothing else is touched
---@param opts { jsApiList: string[]?, openTagList: string[]?, debug: boolean?, beta: boolean?, timeout: number? }?
---@return table? parameters appId, timestamp, nonceStr, signature, jsApiList (addCard, chooseCard, openCard)
---@return wxcard.Error? err
function Jssdk:config(url, opts)
  opts = opts or {}
  check_table(opts, "config")
  if type(url) ~= "string" then
    error("config takes the page's address, got a " .. type(url), 2)
  end
  local err = misfit(opts, CONFIG) or timeout_fault(opts)
  if not err and not url:find("^[Hh][Tt][Tt][Pp][Ss]?://[^/?#]") then
    err = fault("url", "is no address of a page", "pass on location.href, encoded once on its way to the server")
  end
  if err then
    return nil, err
  end
  local ticket, nonce, time = signing(self, "jsapi", opts.timeout)
  if not ticket then
    return nil, nonce
  end
  return jssdk.make_config({ jsapi_ticket = ticket, app_id = self.client.config.appid, noncestr = nonce,
    timestamp = time, url = url, jsApiList = opts.jsApiList, openTagList = opts.openTagList,
    debug = opts.debug, beta = opts.beta })
end

return jssdk
