---What every product shares: the platform's certificates, uploads, the echo.
local answer = require("wxcard.sandbox.pay.answer")
local crypto = require("wxcard.crypto")
local json = require("wxcard.json")
local time = require("wxcard.time")
local util = require("wxcard.sandbox.util")

local base = {}

local HALF_YEAR = 180 * 86400

-- The platform's certificates, each sealed with the APIv3 key.
local function certificates(ctx, input)
  local names = answer.certificates(ctx.sb, ctx.pay)
  if #names == 0 then
    return answer.fail("RESOURCE_NOT_EXISTS", "no platform certificate is available: use the WeChat Pay public key")
  elseif input.algorithm_type == "SM2" then
    return answer.fail("RESOURCE_NOT_EXISTS", "no platform certificate of this algorithm is available")
  end
  local data = json.array({})
  for i, name in ipairs(names) do
    local pair = ctx.pay.keys:pair(name)
    local nonce = assert(crypto.random_nonce(12))
    data[i] = {
      serial_no = pair.serial, effective_time = time.rfc3339(pair.info.not_before_unix + (i - 1)),
      expire_time = time.rfc3339(#names > i and ctx.now + HALF_YEAR or pair.info.not_after_unix),
      encrypt_certificate = {
        algorithm = "AEAD_AES_256_GCM", nonce = nonce, associated_data = "certificate",
        ciphertext = assert(crypto.aes_256_gcm_encrypt(ctx.pay.keys.api_v3_key, nonce, "certificate", pair.cert_pem)),
      },
    }
  end
  return { data = data }
end

local KINDS = { jpg = "jpeg", png = "png", bmp = "bmp" }

local function file_kind(bytes)
  if bytes:sub(1, 5) == "%PDF-" then
    return "pdf"
  elseif bytes:sub(5, 8) == "ftyp" then
    return "mp4"
  end
  return KINDS[util.image_type(bytes) or ""]
end

---The file of an upload, judged by the signed part about it.
---@return table? part
---@return table? err
local function uploaded(ctx)
  local file
  for _, part in ipairs(ctx.caller.parts) do
    if part.name == "file" then
      file = part
    end
  end
  local meta = json.decode(ctx.caller.meta or "")
  if not util.is_object(meta) or type(meta.filename) ~= "string" then
    return answer.param("/meta", "the part meta is missing, or is no JSON with a filename")
  elseif not file or file.body == "" then
    return answer.param("/file", "the file is missing or empty")
  end
  local upload = ctx.entry.upload
  local kind, fits = file_kind(file.body), false
  for _, known in ipairs(upload.kinds) do
    fits = fits or known == kind
  end
  local digest = meta.sha256 or meta.file_digest
  if digest ~= crypto.sha256_hex(file.body) then
    return answer.fail("REQUEST_BLOCKED", "the digest in meta is not the file's")
  elseif not fits then
    return answer.fail("REQUEST_BLOCKED", "the file is of no kind that this call takes")
  elseif #file.body > upload.max_bytes then
    return answer.param("/file", ("%d bytes, at most %d"):format(#file.body, upload.max_bytes))
  end
  return { bytes = file.body, kind = kind, digest = digest }
end

local function picture(ctx)
  local file, err = uploaded(ctx)
  if not file then
    return nil, err
  end
  local sb = ctx.sb
  local id = file.digest:sub(1, 32) -- the same bytes are the same picture
  sb.app.images[id] = { type = util.image_type(file.bytes), size = #file.bytes, sha256 = file.digest }
  sb.store:put_picture(id, file.bytes)
  return { media_url = ("https://wxpaylogo.qpic.cn/sandbox/%s/0"):format(id) }
end

local function media(ctx)
  local file, err = uploaded(ctx)
  return file and { media_id = file.digest:sub(1, 56) } or nil, err
end

base.routes = {
  ["GET /v3/certificates"] = certificates,
  ["POST /v3/marketing/favor/media/image-upload"] = picture,
  ["POST /brand/card-member/media/image-upload"] = picture,
  ["POST /v3/merchant/media/upload"] = media,
  ["POST /v3/merchant/media/video_upload"] = media,
  ["POST /v3/security/echo"] = function(ctx, input)
    if input.notify_url then
      ctx.pay.notify:push("SECURITY_ECHO.SUCCESS", {
        echo_message = input.echo_message, encrypt_echo_message = input.encrypted_echo_message,
      }, input.notify_url)
    end
    return { echo_message = input.echo_message, encrypted_echo_message = input.encrypted_echo_message }
  end,
}

return base
