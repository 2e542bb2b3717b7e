---Which addresses pass as pictures. The platform takes those of its own content hosts, whoever put them
---there; an empty optional one is as good as none.
local util = require("wxcard.sandbox.util")

local pictures = {}

local HOSTS = { ["mmbiz.qpic.cn"] = true, ["mmbiz.qlogo.cn"] = true }

---@return boolean
function pictures.ok(url)
  if not util.present(url) then
    return true
  end
  local host = type(url) == "string" and url:match("^https?://([^/:?#]+)")
  return HOSTS[host and host:lower() or ""] or false
end

---Checks every picture of a card's body.
---@return integer? code WeChat's code of the first one refused
function pictures.check_card(body)
  local base, advanced = body.base_info or {}, body.advanced_info or {}
  local all = { base.logo_url or "", body.background_pic_url or "" }
  local abstract = type(advanced.abstract) == "table" and advanced.abstract or {}
  local icons = abstract.icon_url_list
  if type(icons) == "string" then
    icons = { icons }
  end
  for _, url in ipairs(icons or {}) do
    all[#all + 1] = url
  end
  for _, entry in ipairs(advanced.text_image_list or {}) do
    all[#all + 1] = entry.image_url or ""
  end
  for _, url in ipairs(all) do
    if not pictures.ok(url) then
      return 52000
    end
  end
end

return pictures
