---Card templates: created, read, changed, listed, deleted. A card has the body that card/get shows and,
---once it was approved, the face that holders see; a change under review touches the first alone.
local json = require("wxcard.json")
local review = require("wxcard.sandbox.review")
local rules = require("wxcard.sandbox.card_rules")
local util = require("wxcard.sandbox.util")

local cards = {}

---A card of the account that was not deleted.
---@return table? card
---@return integer? code
function cards.live(app, card_id)
  if not util.present(card_id) then
    return nil, 41012
  end
  local card = app.cards[card_id]
  if not card or card.deleted then
    return nil, 40073
  end
  return card
end

---Whether anybody may take it: approved, and not before the reviewers once more.
function cards.approved(card)
  return card.status == "CARD_STATUS_VERIFY_OK"
end

---How the card gets its codes.
---@return "platform"|"custom"|"deposit"
function cards.code_mode(card)
  local base = card.body.base_info
  if base.get_custom_code_mode == rules.DEPOSIT then
    return "deposit"
  end
  return base.use_custom_code == true and "custom" or "platform"
end

---How a member card becomes active. auto_activate wins; activate_url silences wx_activate.
---@return "auto"|"url"|"one_click"|"one_click_jump"|"merchant"
function cards.activation(card)
  local body = card.body
  if body.auto_activate == true then
    return "auto"
  elseif util.present(body.activate_url) or util.present(body.activate_app_brand_user_name) then
    return "url"
  elseif body.wx_activate == true then
    return body.wx_activate_after_submit == true and "one_click_jump" or "one_click"
  end
  return "merchant"
end

---Puts a new card into the account.
---@param card_id string? made when absent
function cards.put(sb, app, given, key, card_id)
  local now = sb:now()
  local id = card_id or "p" .. app.stem .. sb.ids:urlsafe(22)
  local body = util.copy(given[key])
  local quantity = tonumber((body.base_info.sku or {}).quantity) or 0
  app.seq = (app.seq or 0) + 1
  local card = {
    id = id, type = given.card_type, key = key, body = body, seq = app.seq, status = "CARD_STATUS_NOT_VERIFY",
    create_time = now, update_time = now, quantity = quantity, total_quantity = quantity, copies = {}, taken = 0,
  }
  body.base_info.sku = nil -- the stock is counted in the card itself
  app.cards[id] = card
  return card
end

local function create(sb, body, ctx)
  local card = body.card
  local code, key = rules.create(sb, card)
  if code then
    return nil, code
  end
  local made = cards.put(sb, ctx.app, card, key)
  review.submit(sb, made)
  return { card_id = made.id }
end

---The card as card/get shows it.
function cards.show(card)
  local body = util.copy(card.body)
  local base = body.base_info
  base.id, base.status = card.id, card.status
  base.color = rules.COLORS[base.color] and rules.COLORS[base.color]:upper() or base.color
  base.sku = { quantity = card.quantity, total_quantity = card.total_quantity }
  base.create_time, base.update_time = card.create_time, card.update_time
  base.get_limit = base.get_limit or 50
  for name, default in pairs({ use_custom_code = false, bind_openid = false, need_push_on_view = false }) do
    if base[name] == nil then
      base[name] = default
    end
  end
  return { card_type = card.type, [card.key] = body }
end

local function get(_, body, ctx)
  local card = ctx.app.cards[body.card_id]
  if not card then
    return nil, 40073
  end
  return { card = cards.show(card) }
end

-- A list replaces a list; objects are merged, since only what changes is sent.
local function merge(into, from)
  for k, v in pairs(from) do
    if util.is_object(into[k]) and type(v) == "table" and v[1] == nil then
      merge(into[k], v)
    elseif v == json.null then
      into[k] = nil
    else
      into[k] = util.copy(v)
    end
  end
end

local function update(sb, body, ctx)
  local card, code = cards.live(ctx.app, body.card_id)
  if not card then
    return nil, code
  end
  local change = body[card.key]
  if type(change) ~= "table" then
    return nil, 40071
  end
  local refused, reviewed = rules.update(sb, card, change)
  if refused then
    return nil, refused
  end
  reviewed = reviewed or card.status == "CARD_STATUS_VERIFY_FAIL" -- what was refused is looked at again
  change = util.copy(change)
  if cards.activation(card) == "auto" then
    -- the platform answers ok to a change of the way of activation and leaves it as it was
    change.auto_activate, change.wx_activate, change.activate_url = nil, nil, nil
  end
  merge(card.body, change)
  card.update_time = sb:now()
  if reviewed then
    review.submit(sb, card)
  elseif card.face then
    merge(card.face, change)
  end
  return { send_check = reviewed }
end

local function delete(sb, body, ctx)
  local card, code = cards.live(ctx.app, body.card_id)
  if not card then
    return nil, code
  end
  card.deleted, card.review_due = true, nil
  card.status, card.update_time = "CARD_STATUS_DELETE", sb:now()
  return {}
end

local ALIASES = { -- spellings that answers and SDKs were seen with
  CARD_STATUS_VERIFY_FALL = "CARD_STATUS_VERIFY_FAIL",
  CARD_STATUS_USER_DELETE = "CARD_STATUS_DELETE",
  CARD_STATUS_USER_DISPATCH = "CARD_STATUS_DISPATCH",
}

local function batchget(_, body, ctx)
  local wanted = body.status_list
  if type(wanted) == "string" then
    wanted = { wanted }
  end
  local set = {}
  for _, status in ipairs(wanted or {}) do
    set[ALIASES[status] or status] = true
  end
  local found = {}
  for _, card in pairs(ctx.app.cards) do
    if next(set) == nil or set[card.status] then
      found[#found + 1] = card
    end
  end
  table.sort(found, function(a, b)
    return a.seq > b.seq
  end)
  local list = json.array({})
  for i = math.max(0, body.offset) + 1, math.min(body.offset + body.count, #found) do
    list[#list + 1] = found[i].id
  end
  return { card_id_list = list, total_num = #found }
end

local function getcolors()
  local list = {}
  for _, name in ipairs(util.sorted_keys(rules.COLORS)) do
    list[#list + 1] = { name = name, value = rules.COLORS[name] }
  end
  return { colors = list }
end

---Opening the pay button, the self-redemption button or a centre button shuts out the other two.
local function button(field)
  return function(_, body, ctx)
    local card, code = cards.live(ctx.app, body.card_id)
    if not card then
      return nil, code
    elseif not cards.approved(card) then
      return nil, 40078
    end
    if body.is_open == true then
      local other = field == "pay_cell" and "self_consume_cell" or "pay_cell"
      if util.present(card.body.base_info.center_title) then
        return nil, field == "pay_cell" and 40145 or 45046
      elseif card[other] then
        return nil, 45046
      end
    end
    card[field] = body.is_open == true or nil
    if field == "self_consume_cell" then
      card.need_verify_cod = body.need_verify_cod == true or nil
      card.need_remark_amount = body.need_remark_amount == true or nil
    end
    return {}
  end
end

cards.routes = {
  ["/card/create"] = create,
  ["/card/get"] = get,
  ["/card/update"] = update,
  ["/card/delete"] = delete,
  ["/card/batchget"] = batchget,
  ["/card/getcolors"] = getcolors,
  ["/card/paycell/set"] = button("pay_cell"),
  ["/card/selfconsumecell/set"] = button("self_consume_cell"),
}

return cards
