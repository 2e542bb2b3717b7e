-- The member's side: what a person does with WeChat on a phone, played by the sandbox (POST /_sandbox/phone/…).
local wxcard = require("wxcard")
local phone = {}
phone.__index = phone

---@param base_url string the sandbox's address
---@param openid string whose phone it is
function phone.new(base_url, openid)
  return setmetatable({ base_url = base_url, openid = openid }, phone)
end

---Any control call of the sandbox. What WeChat would refuse is `nil` and the sandbox's answer.
function phone.control(base_url, path, body)
  local answer = assert(wxcard.request({
    method = "POST", url = base_url .. path, timeout = 5,
    headers = { ["Content-Type"] = "application/json" }, body = assert(wxcard.json.encode(body)),
  }))
  assert(answer.status == 200, path .. ": " .. answer.body)
  local value = assert(wxcard.json.decode(answer.body))
  if (value.errcode or 0) ~= 0 then return nil, value end
  return value
end

---Scans a card's QR code and takes the card. `url` is what the camera read.
function phone:scan(url)
  return self:act("claim", { url = url })
end

---Takes a card without a QR code, as from a link or a page.
function phone:claim(card_id)
  return self:act("claim", { card_id = card_id })
end

---Any other act of a phone: "view", "claim" … with the fields that the sandbox takes for it.
function phone:act(name, fields)
  fields.openid = self.openid
  return phone.control(self.base_url, "/_sandbox/phone/" .. name, fields)
end

---Fills in the activation form.
function phone:submit_form(card_id, code, common, custom)
  return self:act("submit_form", {
    card_id = card_id, code = code, common_field_list = common, custom_field_list = custom,
  })
end

return phone
