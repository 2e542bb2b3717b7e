---What happened, for tests to look at: secrets and tokens are left out, members' data is masked.
local journal = {}

local KEEP = 2000

local SECRET = {
  access_token = true, secret = true, appsecret = true, ticket = true, activate_ticket = true, signature = true,
  encrypt_code = true, token = true, encoding_aes_key = true, card_ext = true, api_ticket = true, url = true,
}
local PERSON = { openid = true, touser = true, friend = true, FromUserName = true, unionid = true }
local ANSWERS = { common_field_list = true, user_info = true, value = true, value_list = true,
  user_chosen_values = true }

local function tail(text)
  return "***" .. text:sub(-4)
end

---A copy with what must not be read taken out.
function journal.mask(value, name, inside)
  if name == "url" and type(value) == "string" then
    return (value:gsub("%?.*$", "?***")) -- links carry tickets and openids behind the question mark
  elseif SECRET[name] and (type(value) == "string" or type(value) == "table") then
    return "***"
  elseif type(value) == "table" then
    local out = {}
    for k, v in pairs(value) do
      local key = type(k) == "number" and name or k
      out[k] = journal.mask(v, key, inside or ANSWERS[name] or name == "custom_field_list")
    end
    return setmetatable(out, getmetatable(value))
  elseif PERSON[name] and type(value) == "string" then
    return tail(value)
  elseif ANSWERS[name] and inside and type(value) == "string" then
    return "***"
  elseif type(value) == "string" and value:find("^1[3-9]%d%d%d%d%d%d%d%d%d$") then
    return tail(value) -- looks like a mobile number
  end
  return value
end

---@param entry table time is filled in here
function journal.add(sb, entry)
  local list = sb.journal
  sb.journal_seq = (sb.journal_seq or 0) + 1
  entry.n, entry.time = sb.journal_seq, sb:now()
  list[#list + 1] = entry
  if #list > KEEP then
    table.remove(list, 1)
  end
end

---@param args { path: string?, event: string? }
function journal.read(sb, args)
  local out = {}
  for _, entry in ipairs(sb.journal) do
    if (not args.path or entry.path == args.path) and (not args.event or entry.event == args.event) then
      out[#out + 1] = entry
    end
  end
  return out
end

---The query as the journal shows it.
---@param fields table[]? the call's, which say what else is secret
function journal.query(args, fields)
  local out = {}
  for name, value in pairs(args or {}) do
    out[name] = journal.mask(value, name)
  end
  for _, field in ipairs(fields or {}) do
    if field.sensitive and out[field[1]] then
      out[field[1]] = "***"
    end
  end
  return next(out) and out or nil
end

return journal
