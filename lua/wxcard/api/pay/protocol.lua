-- APIv3 itself, as data: who signs what, hosts, and the few answers that WeChat Pay does not sign.
return {
  hosts = { main = "api.mch.weixin.qq.com", second = "api2.mch.weixin.qq.com" },

  -- A path tells its scheme. `keys`: what may sign the answers.
  schemes = {
    merchant = { prefix = "/v3/", word = "WECHATPAY2-SHA256-RSA2048", identity = "mchid",
      keys = { "certificate", "public_key" } },
    brand = { prefix = "/brand/", word = "WECHATPAY-BRAND-SHA256-RSA2048", identity = "brand_id",
      keys = { "public_key" } },
  },
  national = "WECHATPAY2-SM2-WITH-SM3", -- the merchant scheme of those who had it opened

  clock = 300, -- seconds that timestamps may differ by
  nonce_max = 32,
  probe = "WECHATPAY/SIGNTEST/", -- a signature that begins so is wrong on purpose

  -- Successes without a signature. `instead`: what makes up for it. Nothing of member cards is among them but the
  -- very first list of certificates.
  unsigned = {
    { method = "GET", path = "/v3/certificates", instead = "the APIv3 key opens it, and what is inside verifies it",
      when = "no certificate is known yet" },
    { method = "GET", path = "/v3/billdownload/file", instead = "the hash that came with the address" },
    { method = "GET", path = "/v3/merchant-service/images/{media_id}", instead = "nothing: a picture" },
  },
}
