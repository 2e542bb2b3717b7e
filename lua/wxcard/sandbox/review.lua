---The reviewers: by hand through the control API, or by themselves after a while.
local util = require("wxcard.sandbox.util")

local review = {}

---Puts a card before the reviewers.
function review.submit(sb, card)
  card.status = "CARD_STATUS_NOT_VERIFY"
  local by_itself = sb.opts.review == "auto" and not sb.opts.test_account
  card.review_due = by_itself and sb:now() + sb.opts.review_after or nil
  if by_itself then
    sb.app.in_review[card.id] = true
  end
end

---@return table? result
---@return integer? code
function review.decide(sb, card, pass, reason)
  if card.deleted then
    return nil, 40073
  elseif pass and sb.opts.test_account then
    return nil, 48001, "cards of a test account are never approved"
  end
  card.review_due = nil
  card.status = pass and "CARD_STATUS_VERIFY_OK" or "CARD_STATUS_VERIFY_FAIL"
  if pass then
    card.face = util.copy(card.body)
  end
  sb:push(pass and "card_pass_check" or "card_not_pass_check", {
    CardId = card.id, RefuseReason = not pass and (reason or "") or "",
  })
  return {}
end

---Decides what has waited long enough.
function review.tick(sb, now)
  if sb.opts.review ~= "auto" then
    return
  end
  for _, app in pairs(sb.state.apps) do
    for _, id in ipairs(util.sorted_keys(app.in_review)) do
      local card = app.cards[id]
      if not card.review_due then
        app.in_review[id] = nil
      elseif card.review_due <= now then
        sb.dirty, app.in_review[id] = true, nil
        review.decide(sb, card, true)
      end
    end
  end
end

return review
