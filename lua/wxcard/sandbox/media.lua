---Uploads. The bytes are kept and served again under /sandbox/… for whoever draws a card; what a card keeps is
---the address on the platform's own picture host, which has the same path.
local crypto = require("wxcard.crypto")
local util = require("wxcard.sandbox.util")

local media = {}

local MB = 1024 * 1024
local MATERIAL = {
  image = { max = 10 * MB, code = 40009, types = { jpg = true, png = true, gif = true, bmp = true } },
  voice = { max = 2 * MB, code = 40010 },
  video = { max = 10 * MB, code = 40011 },
  thumb = { max = 64 * 1024, code = 40012, types = { jpg = true } },
}

local TEMPORARY = {
  image = { max = 10 * MB, code = 40009, types = { jpg = true, png = true, gif = true } },
  voice = MATERIAL.voice, video = MATERIAL.video, thumb = MATERIAL.thumb,
}

---The file part of an upload, under one of the names it may have.
local function part(ctx, ...)
  local parts = ctx.parts
  if not parts then
    return nil, 41005
  end
  for _, name in ipairs({ ... }) do
    for _, p in ipairs(parts) do
      if p.name == name then
        if not util.present(p.filename) then
          return nil, 41005 -- a part without a file name is no file to the platform
        elseif p.body == "" then
          return nil, 44001
        end
        return p
      end
    end
  end
  return nil, 41005
end

---The same where a `type` in the query says what it has to be.
---@return table? part
---@return string|integer|nil kind_or_code
local function typed(ctx, rules)
  local rule = rules[ctx.args.type or ""]
  if not rule then
    return nil, 40004
  end
  local p, code = part(ctx, "media")
  if not p then
    return nil, code
  end
  local kind = util.image_type(p.body)
  if rule.types and not rule.types[kind or ""] then
    return nil, 40005
  elseif #p.body > rule.max then
    return nil, rule.code
  end
  ctx.file = { size = #p.body, sha256 = crypto.sha256_hex(p.body) }
  return p, kind
end

local function keep(sb, app, p, kind)
  local id = sb.ids:alnum(32)
  local url = ("http://mmbiz.qpic.cn/sandbox/%s/0"):format(id)
  app.images[id] = { type = kind, size = #p.body, sha256 = crypto.sha256_hex(p.body) }
  sb.store:put_picture(id, p.body)
  return url
end

media.routes = {
  ["/cgi-bin/media/uploadimg"] = function(sb, _, ctx)
    local p, code = part(ctx, "buffer", "media")
    if not p then
      return nil, code
    end
    local kind = util.image_type(p.body)
    if kind ~= "jpg" and kind ~= "png" then
      return nil, 40005
    elseif #p.body > MB then
      return nil, 40009
    end
    ctx.file = { size = #p.body, sha256 = crypto.sha256_hex(p.body) }
    return { url = keep(sb, ctx.app, p, kind) }
  end,
  ["/cgi-bin/media/upload"] = function(sb, _, ctx)
    local p, code = typed(ctx, TEMPORARY)
    if not p then
      return nil, code
    end
    return { type = ctx.args.type, media_id = sb.ids:urlsafe(64), created_at = sb:now() }
  end,
  ["/cgi-bin/material/add_material"] = function(sb, _, ctx)
    local p, kind = typed(ctx, MATERIAL)
    if not p then
      return nil, kind
    end
    local url = ctx.args.type == "image" and keep(sb, ctx.app, p, kind) or nil
    return { media_id = sb.ids:urlsafe(43), url = url }
  end,
}

local CONTENT = { jpg = "image/jpeg", png = "image/png", gif = "image/gif", bmp = "image/bmp" }

---GET /sandbox/ID/0: the picture that was uploaded.
function media.serve(sb, path)
  local id = path:match("^/sandbox/(%w+)/0$") or ""
  local image = sb.app.images[id]
  local bytes = image and sb.store:picture(id)
  if not bytes then
    return { status = 404, headers = { ["Content-Type"] = "text/plain" }, body = "no such picture\n" }
  end
  return { status = 200, headers = { ["Content-Type"] = CONTENT[image.type] }, body = bytes }
end

return media
