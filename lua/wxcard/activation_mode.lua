---How a member card becomes active, told from its fields. WeChat takes any mixture of them and lets one silence the
---others: auto_activate wins, activate_url (or a mini program in its place) silences wx_activate. Pure.
local activation_mode = {}

-- json.null and "" are as good as absent; a card that was read may write its booleans as 1 or "true".
local function on(value)
  return value == true or value == 1 or value == "true"
end

local function filled(value)
  return type(value) == "string" and value ~= ""
end

local PAGE = { "activate_url", "activate_app_brand_user_name" } -- the merchant's own page, in the web or a mini program

---The way of activation that WeChat will follow, and what it will not look at.
---@param member_card table the object under `member_card`
---@return "auto"|"url"|"one_click"|"one_click_redirect"|nil mode nil: only the merchant's own activate call
---@return wxcard.Fault[] warnings fields without effect, by their path below member_card
function activation_mode.mode_of(member_card)
  if type(member_card) ~= "table" then
    error("a member card is a table", 2)
  end
  local page
  for _, name in ipairs(PAGE) do
    page = page or filled(member_card[name]) and name or nil
  end
  local warnings = {}
  local function overrides(winner, name)
    if name then
      warnings[#warnings + 1] = { path = name, message = ("%s overrides it"):format(winner) }
    end
  end
  local one_click = on(member_card.wx_activate) and "wx_activate" or nil
  local submit = on(member_card.wx_activate_after_submit) and "wx_activate_after_submit" or nil
  local mode
  if on(member_card.auto_activate) then
    mode = "auto"
    overrides("auto_activate", page)
    overrides("auto_activate", one_click)
    overrides("auto_activate", submit)
  elseif page then
    mode = "url"
    overrides(page, one_click)
    overrides(page, submit)
  elseif one_click then
    mode = submit and "one_click_redirect" or "one_click"
  elseif submit then
    warnings[1] = { path = submit, message = "has no effect without wx_activate" }
  end
  return mode, warnings
end

return activation_mode
