---A phone: takes cards, opens them, gives them away, deletes them. These are the acts of a person, so
---they come in through the control API, and what follows goes out as events.
local cards = require("wxcard.sandbox.cards")
local copies = require("wxcard.sandbox.copies")
local qrcodes = require("wxcard.sandbox.qrcodes")
local stock = require("wxcard.sandbox.stock")
local util = require("wxcard.sandbox.util")
local whitelist = require("wxcard.sandbox.whitelist")

local wallet = {}

local GIFT_LASTS = 24 * 3600

local function got(sb, copy, more)
  local fields = {
    CardId = copy.card_id, IsGiveByFriend = 0, UserCardCode = copy.code, FriendUserName = "",
    OuterId = copy.outer_id or 0, OldUserCardCode = "", OuterStr = copy.outer_str or "", IsRestoreMemberCard = 0,
    IsRecommendByFriend = 0, SourceScene = "SOURCE_SCENE_UNKNOWN",
  }
  for k, v in pairs(more or {}) do
    fields[k] = v
  end
  sb:push("user_get_card", fields, copy.openid)
end

---A code for the next copy, by the card's way of making codes.
local function code_for(sb, app, card, given)
  local mode = cards.code_mode(card)
  if mode == "custom" then
    if not util.present(given) then
      return nil, 41013
    elseif #given > 20 or given:find("[^%w_%-]") then
      return nil, 40116
    elseif card.copies[given] then
      return nil, 45031 -- the page says: all taken
    end
    return given
  elseif util.present(given) then
    return nil, 40116
  elseif mode == "deposit" then
    local code = stock.next_code(card)
    if not code then
      return nil, 45031
    end
    return code
  end
  return copies.new_code(sb, app)
end

---The copy that opens when a person may take no more, and whether that is so.
local function held(sb, card, openid)
  local count, open = 0, nil
  for _, copy in ipairs(copies.of(card, openid)) do
    if copy.status ~= "DELETE" and copy.status ~= "GIFT_SUCC" and not copy.gifted then
      count = count + 1
      open = copies.usable(sb, card, copy) and copy or open
    end
  end
  return count >= ((card.face or card.body).base_info.get_limit or 50), open
end

---Takes one card.
---@param offer { card_id: string, code: string?, openid: string?, outer_str: string?, outer_id: integer?,
---  spent: boolean?, fixed_begin: integer?, scene: string? }
---@return table? result
---@return integer? code
function wallet.take(sb, app, openid, offer)
  local card, refused = cards.live(app, offer.card_id)
  if not card then
    return nil, refused
  end
  local full, open = held(sb, card, openid)
  if full and open then
    wallet.opened(sb, card, open, offer.outer_str)
    return { card_id = card.id, code = open.code, opened = true }
  elseif offer.spent then
    return nil, 45096
  elseif full then
    return nil, 45033
  end
  local tester = whitelist.has(app, openid)
  if not cards.approved(card) and not tester then
    return nil, 72022
  end
  if card.body.base_info.bind_openid == true and offer.openid ~= openid then
    return nil, 40003
  end
  local _, ends = copies.validity(card, { taken_at = sb:now(), fixed_begin = offer.fixed_begin })
  if ends < sb:now() then
    return nil, 71004
  elseif card.quantity < 1 then
    return nil, select(2, stock.take(sb, card))
  end
  local code
  code, refused = code_for(sb, app, card, offer.code)
  if not code then
    return nil, refused
  end
  stock.take(sb, card)
  local copy = copies.put(sb, app, card, {
    code = code, openid = openid, outer_str = offer.outer_str, outer_id = offer.outer_id,
    fixed_begin = offer.fixed_begin,
    face = not cards.approved(card) and util.copy(card.body) or nil,
  })
  if offer.before_event then
    offer.before_event(copy, card)
  end
  got(sb, copy, { SourceScene = offer.scene })
  return { card_id = card.id, code = code }
end

---Claims what a link, a QR code, a page or an id offers.
function wallet.claim(sb, app, body)
  local offers, refused, qr = qrcodes.offers(sb, app, body)
  if not offers then
    return nil, refused
  end
  local done, first = {}, nil
  for i, offer in ipairs(offers) do
    if body.outer_str ~= nil then
      offer.outer_str = body.outer_str
    end
    offer.code = offer.code or body.code
    local result, code = wallet.take(sb, app, body.openid, offer)
    first = first or code
    done[i] = result or { card_id = offer.card_id, errcode = code }
    if result and qr and qr.once and not result.opened then
      qr.used = true
    end
  end
  if not qr or not qr.multiple then
    return done[1].code and done[1] or nil, first
  end
  for _, result in ipairs(done) do
    if result.code then
      return { codes = done }
    end
  end
  return nil, first
end

---The copy that the phone's act names.
local function mine(app, body)
  local card = app.cards[body.card_id or ""]
  if not card then
    return nil, 40073
  end
  local copy
  if util.present(body.code) then
    copy = card.copies[body.code]
  else
    local all = copies.of(card, body.openid)
    copy = all[#all]
  end
  if not copy then
    return nil, 40056
  elseif copy.openid ~= body.openid then
    return nil, 40174
  end
  return copy, card
end
wallet.mine = mine

---Opening a card tells the merchant only where the card asks for it.
function wallet.opened(sb, card, copy, outer_str)
  if card.body.base_info.need_push_on_view == true then
    sb:push("user_view_card", { CardId = card.id, UserCardCode = copy.code, OuterStr = outer_str or "" }, copy.openid)
  end
end

local function shown(sb, app, card, copy)
  local begins, ends = copies.validity(card, copy)
  local body = copy.face or card.face or card.body
  local out = {
    code = copy.code, card_id = card.id, user_card_status = copies.status(sb, card, copy),
    has_active = copy.active == true, begin_time = begins, end_time = ends, bonus = copy.bonus, balance = copy.balance,
    membership_number = copy.membership_number, messages = copy.messages, card = body,
  }
  if not copy.active and util.present(body.activate_url) then
    local url = body.activate_url
    out.activate_link = ("%s%scard_id=%s&encrypt_code=%s&openid=%s&outer_str=%s"):format(url,
      url:find("?", 1, true) and "&" or "?", card.id, util.percent_encode(copies.encrypt(sb, app, copy.code)),
      copy.openid, util.percent_encode(copy.outer_str or ""))
  end
  return out
end

function wallet.view(sb, app, body)
  local copy, card = mine(app, body)
  if not copy then
    return nil, card
  end
  wallet.opened(sb, card, copy, body.outer_str)
  return shown(sb, app, card, copy)
end

function wallet.delete(sb, app, body)
  local copy, card = mine(app, body)
  if not copy then
    return nil, card
  elseif copy.status == "DELETE" or copy.status == "GIFTING" or copy.status == "GIFT_SUCC" then
    return nil, 40127
  end
  copy.before_delete, copy.status = copy.status, "DELETE"
  sb:push("user_del_card", { CardId = card.id, UserCardCode = copy.code }, copy.openid)
  return { card_id = card.id, code = copy.code }
end

function wallet.restore(sb, app, body)
  local copy, card = mine(app, body)
  if not copy then
    return nil, card
  elseif copy.status ~= "DELETE" or card.type ~= "MEMBER_CARD" then
    return nil, 40127
  end
  copy.status, copy.before_delete = copy.before_delete or "NORMAL", nil
  got(sb, copy, { IsRestoreMemberCard = 1 })
  return { card_id = card.id, code = copy.code }
end

---Sends a card to a friend, or to a group when none is named.
function wallet.gift(sb, app, body)
  local copy, card = mine(app, body)
  if not copy then
    return nil, card
  elseif not copies.usable(sb, card, copy) then
    return nil, 40127
  elseif (copy.face or card.face or card.body).base_info.can_give_friend == false then
    return nil, 45030
  end
  copy.status = "GIFTING"
  copy.gift = { to = body.friend, at = sb:now(), chat_room = body.is_chat_room and 1 or 0 }
  card.gifting = card.gifting or {}
  card.gifting[copy.code] = true
  sb:push("user_gifting_card", {
    CardId = card.id, UserCardCode = copy.code, IsReturnBack = 0, FriendUserName = body.friend or "",
    IsChatRoom = copy.gift.chat_room,
  }, copy.openid)
  return { card_id = card.id, code = copy.code }
end

---Takes what was sent: the giver's code is spent, the receiver's is new, save for codes the merchant makes.
function wallet.accept(sb, app, body)
  local card = app.cards[body.card_id or ""]
  local copy = card and card.copies[body.code or ""]
  if not copy then
    return nil, card and 40056 or 40073
  elseif copy.status ~= "GIFTING" or copy.openid == body.openid then
    return nil, 40127
  elseif copy.gift.to and copy.gift.to ~= body.openid then
    return nil, 40003
  end
  local giver, old, mode = copy.openid, copy.code, cards.code_mode(card)
  local code = mode == "custom" and old or mode == "deposit" and stock.next_code(card) or copies.new_code(sb, app)
  copy.status, copy.gift = "GIFT_SUCC", nil
  local new = copies.put(sb, app, card, {
    code = code, openid = body.openid, gifted = true, face = copy.face, fixed_begin = copy.fixed_begin,
  })
  new.taken_at, new.bonus, new.balance = copy.taken_at, copy.bonus, copy.balance
  new.active = new.active or copy.active
  new.membership_number = new.membership_number or copy.membership_number
  got(sb, new, { IsGiveByFriend = 1, FriendUserName = giver, OldUserCardCode = old, OuterStr = "" })
  return { card_id = card.id, code = code, old_code = old }
end

---Gifts that nobody took in a day go back.
function wallet.tick(sb, now)
  for _, app in pairs(sb.state.apps) do
    for _, card in pairs(app.cards) do
      if card.gifting then
        for _, code in ipairs(util.sorted_keys(card.gifting)) do
          local copy = card.copies[code]
          if not copy or copy.status ~= "GIFTING" then
            card.gifting[code] = nil
          elseif now - copy.gift.at >= GIFT_LASTS then
            card.gifting[code] = nil
            local to, chat_room = copy.gift.to, copy.gift.chat_room or 0
            copy.status, copy.gift = "GIFT_TIMEOUT", nil
            sb.dirty = true
            sb:push("user_gifting_card", {
              CardId = card.id, UserCardCode = copy.code, IsReturnBack = 1, FriendUserName = to or "",
              IsChatRoom = chat_room,
            }, copy.openid)
          end
        end
      end
    end
  end
end

return wallet
