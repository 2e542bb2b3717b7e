-- What every product shares: platform certificates, uploads, the echo that tests signing and encryption.
-- Of an upload only the meta part is signed; the client makes it of the file: `upload.meta` has its fields.
local META = {
  { "filename", "string", required = true, max_chars = 128, example = "filea.jpg",
    doc = "with the ending of an accepted kind" },
  { "sha256", "string", required = true, max_chars = 256, format = "sha256",
    doc = "of the file's bytes, lower-case hex" },
}
local META_OF_ID = {
  META[1],
  { "sha256", "string", required = true, max_chars = 64, format = "sha256",
    doc = "of the file's bytes, lower-case hex" },
}

return {
  {
    method = "GET", path = "/v3/certificates",
    doc = "Download the platform certificates", doc_zh = "下载平台证书",
    repeats = "safe", rate_limit = { count = 1000, seconds = 1, scope = "mchid" },
    unsigned = "bootstrap",
    request = {
      { "algorithm_type", "string", ["in"] = "query", enum = { "RSA", "SM2", "ALL" }, default = "RSA",
        doc = "SM2 for merchants who had it opened" },
    },
    response = {
      { "data", "list", required = true, items = "object", doc = "all usable ones; two during a rotation", fields = {
        { "serial_no", "string", required = true, max_chars = 40, example = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
          doc = "upper-case hex; also inside the certificate", doc_conflict = "the page prints 32 as the limit" },
        { "effective_time", "string", required = true, format = "rfc3339", doc = "used from here on",
          doc_conflict = "the page's table says integer" },
        { "expire_time", "string", required = true, format = "rfc3339",
          doc = "used until then, perhaps earlier than the end inside the certificate",
          doc_conflict = "the page's table says integer" },
        { "encrypt_certificate", "object", required = true, doc = "PEM, sealed with the APIv3 key", fields = {
          { "algorithm", "string", required = true, enum = { "AEAD_AES_256_GCM", "AEAD_SM4_GCM" } },
          { "nonce", "string", required = true, example = "61f9c719728a", doc = "12 bytes as they are" },
          { "associated_data", "string", required = true, example = "certificate" },
          { "ciphertext", "string", required = true, format = "base64", doc = "the tag is its last 16 bytes" },
        } },
      } },
    },
    errors = {
      { "RESOURCE_NOT_EXISTS", "this merchant has a public key only" },
      { "NOT_ENOUGH", "all have expired: move to the public key" },
    },
    notes = {
      "The key that signs the answer may be inside it: open it with the APIv3 key, then verify with what came out.",
      "Ask at least every 12 hours; encrypt with the one that became effective last.",
    },
    page = "v3/partner/4012715700",
  },
  {
    method = "POST", path = "/v3/marketing/favor/media/image-upload",
    doc = "Upload a picture for cards and get its address", doc_zh = "上传营销图片，获取图片地址",
    repeats = "safe", idempotency = "the same bytes are the same picture (presumed)",
    upload = { max_bytes = 2097152, kinds = { "jpeg", "bmp", "png" }, meta = META },
    request = { { "file", "file", ["in"] = "multipart", required = true } },
    response = {
      { "media_url", "string", required = true, max_chars = 256, format = "url", example = "https://qpic.cn/xxx",
        doc = "lasts for ever; what card pictures are set to" },
    },
    errors = {
      "upload", { "REQUEST_BLOCKED", "not JPG, BMP or PNG" }, { "REQUEST_BLOCKED", "meta does not fit the file" },
      { "REQUEST_BLOCKED", "the signature does not fit" },
    },
    notes = { "Pages of cards ask for less than 1 MB." },
    page = "v3/partner/4012759802",
  },
  {
    method = "POST", path = "/v3/merchant/media/upload",
    doc = "Upload a picture or PDF and get its media id", doc_zh = "上传图片或 PDF，获取 media_id",
    repeats = "safe", idempotency = "the same bytes are the same file (presumed)",
    upload = { max_bytes = 7864320, kinds = { "jpeg", "bmp", "png", "pdf" }, meta = META_OF_ID },
    request = { { "file", "file", ["in"] = "multipart", required = true } },
    response = { { "media_id", "string", required = true, max_chars = 512, doc = "for applications, not an address" } },
    errors = {
      "upload", { "PARAM_ERROR", "the name has no ending of a picture" },
      { "PARAM_ERROR", "the first bytes are not a picture's" }, { "PARAM_ERROR", "sha256 does not fit the file" },
      { "PARAM_ERROR", "more than 2 MB" }, { "FREQUENCY_LIMIT_EXCEED", "too many calls a second" },
      { "FREQUENCY_LIMIT_EXCEED", "the day's uploads are used up" },
      { "SYSTEM_ERROR", "a fault in storage" },
    },
    notes = { "The table allows pictures of 5 MB and PDF of 7.5 MB, the list of errors still speaks of 2 MB." },
    page = "v3/partner/4012760432",
  },
  {
    method = "POST", path = "/v3/merchant/media/video_upload",
    doc = "Upload a video and get its media id", doc_zh = "上传视频，获取 media_id",
    repeats = "safe", idempotency = "the same bytes are the same file (presumed)",
    upload = { max_bytes = 5242880, kinds = { "mp4" }, meta = {
      { "filename", "string", required = true, example = "filea.mp4", doc = "with the ending of an accepted kind" },
      { "sha256", "string", required = true, format = "sha256", doc = "of the file's bytes, lower-case hex" },
    }, advisory = true },
    request = { { "file", "file", ["in"] = "multipart", required = true } },
    response = { { "media_id", "string", required = true } },
    notes = { "The size comes from older pages and is not certain." },
    source = "Merchant media, video", -- no page of its own is known
  },
  {
    method = "POST", path = "/v3/security/echo",
    doc = "Try out signing, verification and field encryption", doc_zh = "回声测试：验证签名、验签与敏感字段加解密",
    repeats = "safe",
    request = {
      { "echo_message", "string", required = true, example = "hello", doc = "comes back as it is" },
      { "encrypted_echo_message", "string", sensitive = true, doc = "comes back encrypted for the merchant" },
      { "notify_url", "string", format = "url", doc = "gets a SECURITY_ECHO.SUCCESS event" },
    },
    response = {
      { "echo_message", "string", required = true },
      { "encrypted_echo_message", "string", sensitive = true, when = "the request had one" },
    },
    notes = { "The key that the request names in Wechatpay-Serial signs the answer.",
      "Wechatpay-Serial is wanted even without an encrypted field." },
    needs_serial = true,
    page = "v3/partner/4015139289",
  },
}
