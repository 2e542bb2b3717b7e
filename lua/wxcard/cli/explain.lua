---`wxcard explain`: what a signature was made of, in which order, and where a given one went another way.
local explain = {
  name = "explain",
  summary = "Show how a signature is made, and why a given one differs.",
  description = [[
Show the values that were signed, in their order, and the digest; compare it with a given
one and say what was done otherwise.

  wxcard explain card_ext card_id=pjZ8Yt... timestamp=1404896688 nonce_str=123 signature=f137ab...
  wxcard explain card_ext card_id=pjZ8Yt... - <card_ext.json
  wxcard explain jsapi url='https://shop.example.com/?a=1' noncestr=Wm3W timestamp=1414587457 \
    signature=0f9d...
  wxcard explain callback timestamp=1714036504 nonce=1514711492 signature=f464... \
    [encrypt=... msg_signature=...]

The words are key=value, @file.json, a cardExt as it is, or - for JSON on the standard input.
The ticket is the account's own at this moment, or that of WXCARD_API_TICKET or
WXCARD_JSAPI_TICKET; the token is that of the settings (WXCARD_TOKEN). They stay hidden.

Exit codes: 0 the same, or nothing to compare with; 1 it differs.]],
}

local KINDS = { "card_ext", "jsapi", "callback" }

function explain.configure(command)
  command:argument("kind", "card_ext, jsapi or callback."):choices(KINDS)
  command:argument("words", "key=value, @file.json, a cardExt, or -"):args("*")
end

local function recipes()
  local signature = require("wxcard.signature")
  return {
    card_ext = {
      secret = "api_ticket", secret_name = "ticket", ticket = "wx_card", env = "WXCARD_API_TICKET",
      order = { "api_ticket", "timestamp", "card_id", "code", "openid", "nonce_str", "balance" },
      required = { "card_id", "timestamp" }, beside = { "outer_str", "outer_id", "fixed_begintimestamp" },
      alias = { cardId = "card_id", nonceStr = "nonce_str" }, digest = signature.card,
    },
    jsapi = {
      secret = "jsapi_ticket", secret_name = "ticket", ticket = "jsapi", env = "WXCARD_JSAPI_TICKET", paired = true,
      order = { "jsapi_ticket", "noncestr", "timestamp", "url" }, required = { "noncestr", "timestamp", "url" },
      beside = { "appId", "jsApiList", "debug", "openTagList", "beta" },
      alias = { nonceStr = "noncestr", nonce_str = "noncestr" }, digest = signature.jsapi,
    },
    callback = {
      secret = "token", secret_name = "token", order = { "token", "timestamp", "nonce", "encrypt" },
      required = { "timestamp", "nonce" }, beside = { "echostr", "openid", "encrypt_type", "ToUserName" },
      alias = { Encrypt = "encrypt" },
      digest = function(v) return signature.callback(v.token, v.timestamp, v.nonce, v.encrypt) end,
    },
  }
end

---Enough to recognise it, never enough to use it.
local function mask(secret)
  if #secret < 24 then return ("*** (%d characters)"):format(#secret) end
  return ("%s...%s (%d characters)"):format(secret:sub(1, 4), secret:sub(-4), #secret)
end

-- ---- input ----

local function decoded(text)
  local json = require("wxcard.json")
  local value, err = json.decode(text)
  if type(value) == "string" then value, err = json.decode(value) end -- a cardExt inside a string
  if type(value) ~= "table" then return nil, err and err.message or "an object is needed" end
  return value
end

-- Puts one value, or an entry of cardList, or the cardList itself, into `values`.
local function merge(values, more, ui)
  local list = more.cardList or (more[1] ~= nil and more)
  if list then more = list[1] end
  for name, value in pairs(type(more) == "table" and more or {}) do
    if name == "cardExt" or name == "card_ext" then
      local ext, problem = value, "an object is needed"
      if type(value) == "string" then ext, problem = decoded(value) end
      if type(ext) ~= "table" then return nil, ("%s: %s"):format(name, problem) end
      for key, part in pairs(ext) do values[key] = part end
    elseif type(name) == "string" then
      values[name] = value
    end
  end
  if list and #list > 1 then ui:note("note: only the first card is looked at") end
  return true
end

local SECRET = { api_ticket = "WXCARD_API_TICKET", jsapi_ticket = "WXCARD_JSAPI_TICKET", ticket = "WXCARD_API_TICKET",
  token = "WXCARD_TOKEN" }

---@return table? values
---@return string? problem
local function read(words, ui)
  local values, plain = {}, {}
  for _, word in ipairs(words) do
    if word == "-" or word:match("^%s*[{%[\"]") then
      local more, problem = decoded(word == "-" and io.read("*a") or word)
      if not more then return nil, ("%s: %s"):format(word == "-" and "standard input" or "cardExt", problem) end
      more, problem = merge(values, more, ui)
      if not more then return nil, problem end
    else
      plain[#plain + 1] = word
    end
  end
  local body, problem = require("wxcard.cli.arguments").read(plain)
  local ok = not problem
  if body then ok, problem = merge(values, body, ui) end
  if not ok then return nil, problem end
  for name, variable in pairs(SECRET) do
    if values[name] ~= nil then
      return nil, ("%s: secrets are taken from the environment (%s) or fetched"):format(name, variable)
    end
  end
  return values
end

-- Texts by the recipe's names. What is empty takes no part; what is unknown is reported.
local function sift(recipe, values)
  local guess = require("wxcard.cli.explain_guess")
  local texts, beside, unknown, given = {}, {}, {}, {}
  local known = { signature = given, msg_signature = given }
  for _, name in ipairs(recipe.order) do known[name] = texts end
  for _, name in ipairs(recipe.beside) do known[name] = beside end
  for name, value in pairs(values) do
    local at = recipe.alias[name] or name
    local text = guess.text(value)
    if not known[at] then
      unknown[#unknown + 1] = name
    elseif known[at] == beside then
      beside[at] = text or "?"
    elseif not text and type(value) ~= "userdata" then
      return nil, ("%s: a text or a whole number is needed"):format(name)
    elseif text and text ~= "" then
      known[at][at] = text
    end
  end
  for _, name in ipairs(recipe.required) do
    if not texts[name] then return nil, name .. " is missing" end
  end
  table.sort(unknown)
  return { texts = texts, beside = beside, unknown = unknown, given = texts.encrypt and given.msg_signature or
    given.signature or given.msg_signature }
end

-- ---- secrets ----

-- The secret of a recipe: from its variable, else the account's. `quiet`: nil instead of an error.
local function secret_of(recipe)
  local own = recipe.env and os.getenv(recipe.env)
  if own and own ~= "" then return own end
  if not recipe.ticket then
    local settings, err = require("wxcard.config").load()
    if not settings then return nil, err end
    if not settings.token then
      return require("wxcard.errors").fail({ kind = "config", path = "token", message = "required",
        hint = "set WXCARD_TOKEN: the Token of the console's page of the message server" })
    end
    return settings.token
  end
  local wx, err = require("wxcard").new()
  if not wx then
    err.hint = ("set %s, or %s"):format(recipe.env, err.hint or "configure the account")
    return nil, err
  end
  local ticket
  ticket, err = wx:ticket(recipe.ticket)
  wx:close()
  return ticket, err
end

-- The ticket of the other kind, where it is to be had.
local function other_tickets(kind, all)
  local other = ({ card_ext = "jsapi", jsapi = "card_ext" })[kind]
  local own = other and os.getenv(all[kind].env)
  if not other or (own and own ~= "" and not os.getenv(all[other].env)) then return {} end
  local value = secret_of(all[other])
  return value and { { name = other == "jsapi" and "the jsapi ticket, which is for pages" or
    "the wx_card ticket, which is for cards", value = value } } or {}
end

-- ---- result ----

local function signed_list(recipe, texts)
  local crypto = require("wxcard.crypto")
  local list = {}
  for _, name in ipairs(recipe.order) do
    if texts[name] then list[#list + 1] = { name = name, value = texts[name] } end
  end
  if not recipe.paired then
    table.sort(list, function(a, b)
      if a.value == b.value then return crypto.less(a.name, b.name) end
      return crypto.less(a.value, b.value)
    end)
  end
  for _, entry in ipairs(list) do
    if entry.name == "url" then entry.value = entry.value:match("^[^#]*") end
    if entry.name == recipe.secret then entry.value = mask(entry.value) end
  end
  return list
end

local function quoted(text)
  return '"' .. text:gsub("%c", function(c) return ("\\x%02X"):format(c:byte()) end) .. '"'
end

local function print_result(result, recipe, ui)
  ui:print(recipe.paired and "signed, as name=value with & between, in this order:" or
    "signed, sorted by bytes and joined without anything between:")
  for _, entry in ipairs(result.signed) do
    local odd = entry.name ~= recipe.secret and entry.value:find("[%s%c]")
    ui:print(("  %-13s %s"):format(entry.name, odd and quoted(entry.value) .. "  (has blanks)" or entry.value))
  end
  if #result.not_signed > 0 then ui:print("sent, but not signed: " .. table.concat(result.not_signed, ", ")) end
  ui:print("signature  " .. result.signature)
  if not result.given then return end
  ui:print(("given      %s  %s"):format(result.given, result.same and "the same" or "DIFFERENT"))
  if result.same then return end
  ui:print(result.difference and "the given one fits if: " .. result.difference or
    "nothing that usually goes wrong gives it: look for another account's or an older " .. recipe.secret_name ..
    ", or a value that is not the one that was signed")
end

---@return integer exit code
function explain.run(args, ui)
  local all = recipes()
  local recipe = all[args.kind]
  local values, problem = read(args.words, ui)
  if not values then return ui:usage(problem) end
  local input
  input, problem = sift(recipe, values)
  if not input then return ui:usage(problem, "wxcard explain --help") end
  for _, name in ipairs(input.unknown) do ui:note(("note: %s takes no part in this signature"):format(name)) end
  local secret, err = secret_of(recipe)
  if not secret then return ui:fail(err) end
  if values.msg_signature and not values.encrypt and not values.Encrypt then
    ui:note("note: a msg_signature covers the Encrypt of the body: give it as encrypt=")
  end
  local texts = input.texts
  texts[recipe.secret] = secret
  local digest
  digest, err = recipe.digest(texts)
  if not digest then return ui:fail(err) end
  local result = { kind = args.kind, signed = signed_list(recipe, texts), signature = digest, given = input.given,
    not_signed = {} }
  for name in pairs(input.beside) do result.not_signed[#result.not_signed + 1] = name end
  table.sort(result.not_signed)
  if input.given then
    result.same = input.given == digest
    if not result.same and input.given:lower() == digest then
      result.difference = "it is written in small letters"
    elseif not result.same then
      result.difference = require("wxcard.cli.explain_guess").find(recipe, texts, input.given:lower(),
        other_tickets(args.kind, all), input.beside)
    end
  end
  if ui.json then
    require("wxcard.json").array(result.not_signed)
    ui:result(result)
  else
    print_result(result, recipe, ui)
  end
  return (result.same == false) and 1 or 0
end

return explain
