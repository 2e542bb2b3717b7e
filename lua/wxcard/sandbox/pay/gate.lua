---Who calls, and whether it is them: headers, clock, serial, signature, in WeChat Pay's order. Nothing is looked at
---before this has passed.
local httpd = require("wxcard.httpd")
local paysign = require("wxcard.paysign")

local gate = {}

local CLOCK, NONCE = 300, 32

-- WeChat Pay speaks Chinese unless asked for English.
local TEXTS = {
  headers = { "Http头缺少Accept或User-Agent", "the header Accept or User-Agent is missing" },
  accept = { "Http头Accept须为application/json", "the header Accept must allow application/json" },
  content = { "Http头Content-Type须为application/json", "the header Content-Type must be application/json" },
  form = { "Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》",
    "the header Authorization is malformed; see the rules of signing" },
  none = { "Http头缺少Authorization", "the header Authorization is missing" },
  scheme = { "Http头Authorization认证类型不正确", "the scheme of Authorization is not the one of this path" },
  clock = { "Http头Authorization中的timestamp与发起请求的时间不得超过5分钟",
    "the timestamp in Authorization is more than five minutes off" },
  serial = { "商户证书序列号有误。请使用签名私钥匹配的证书序列号",
    "serial_no is not that of a certificate of this caller" },
  platform_serial = { "商户证书序列号有误：这是平台证书序列号或公钥ID",
    "serial_no names a key of WeChat Pay; the serial of the caller's own certificate is wanted" },
  nonce = { "Http头Authorization中的nonce_str长度须为1至32", "nonce_str must have 1 to 32 characters" },
  signature = { "错误的签名，验签失败", "the signature is wrong" },
}

local function text_of(request, name)
  local wanted = (request.headers["accept-language"] or ""):lower()
  return TEXTS[name][wanted:find("^en") and 2 or 1]
end

local function refused(request, name, status, detail)
  return nil, { status = status, code = status == 401 and "SIGN_ERROR" or "INVALID_REQUEST",
    message = text_of(request, name), detail = detail }
end

local function header_fault(request, entry)
  local headers = request.headers
  local accept = headers["accept"]
  if not accept or (headers["user-agent"] or "") == "" then
    return "headers"
  end
  accept = accept:lower()
  if not (accept:find("application/json", 1, true) or accept:find("*/*", 1, true)) then
    return "accept"
  end
  local content = (headers["content-type"] or ""):lower()
  if entry.body == "json" and (request.body or "") ~= "" and not content:find("^application/json%s*;?") then
    return "content"
  end
end

-- What a wrong signature is answered with: enough to compare with one's own text.
local function sign_information(request, url, text, body)
  return {
    field = "signature", location = "authorization", issue = "sign not match",
    sign_information = {
      method = request.method, url = url, sign_message_length = #text,
      truncated_sign_message = text:sub(1, #text - #body - 1), -- without the body
    },
  }
end

---@param request table  with target, raw body and headers in lower case
---@param url string     path and query as they were sent
---@return { scheme: "merchant"|"brand", identity: string, serial: string?, parts: table? }? caller
---@return table? err    unsigned
function gate.check(sb, pay, request, entry, url)
  local fault = header_fault(request, entry)
  if fault then
    return refused(request, fault, 400)
  end
  local header = request.headers["authorization"]
  if not header then
    return refused(request, "none", 401, { field = "Authorization", location = "header" })
  end
  local who = paysign.parse_authorization(header)
  if not who then
    local known = header:find("^" .. paysign.schemes.merchant:gsub("%-", "%%-") .. " ")
      or header:find("^" .. paysign.schemes.brand:gsub("%-", "%%-") .. " ")
    return refused(request, known and "form" or "scheme", 401)
  end
  local identity = entry.scheme == "brand" and who.brand_id or entry.scheme == "merchant" and who.mchid
  if who.scheme ~= paysign.schemes[entry.scheme] or not identity then
    return refused(request, "scheme", 401)
  elseif #who.nonce_str < 1 or #who.nonce_str > NONCE then
    return refused(request, "nonce", 401, { field = "nonce_str", location = "authorization" })
  end
  local time = who.timestamp:find("^%d+$") and #who.timestamp < 15 and tonumber(who.timestamp)
  if not time or math.abs(time - sb:now()) > CLOCK then
    return refused(request, "clock", 401, { field = "timestamp", location = "authorization", value = who.timestamp })
  end
  local pair = pay.keys:pair(entry.scheme)
  if identity ~= pair.cn or who.serial_no ~= pair.serial then
    local theirs = who.serial_no:find("^PUB_KEY_ID_") or who.serial_no == pay.keys:pair("platform_cert").serial
    return refused(request, theirs and "platform_serial" or "serial", 401,
      { field = "serial_no", location = "authorization", value = who.serial_no })
  end
  local body, parts = request.body or "", nil
  if entry.body == "multipart" then
    parts = httpd.multipart(request.headers["content-type"] or "", body) or {}
    body = ""
    for _, part in ipairs(parts) do
      if part.name == "meta" then
        body = part.body
      end
    end
  end
  local text = paysign.request_text({
    method = request.method, url = url, timestamp = who.timestamp, nonce = who.nonce_str, body = body })
  if not pair.public:verify(text, who.signature) then
    return refused(request, "signature", 401, sign_information(request, url, text, body))
  end
  return { scheme = entry.scheme, identity = identity, serial = request.headers["wechatpay-serial"], parts = parts,
    meta = entry.body == "multipart" and body or nil }
end

return gate
