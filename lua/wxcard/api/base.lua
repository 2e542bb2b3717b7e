-- What every account has: tokens, tickets, uploads, addresses, quotas. The client fetches tokens and tickets itself;
-- these entries are for those who call by hand, and for the sandbox.
return {
  ["/cgi-bin/token"] = {
    method = "GET", auth = "appid_secret", status = "documented", body = "none", answer = "bare",
    doc = "Fetch the account's access token, the classic way", doc_zh = "获取 access_token(传统方式)",
    repeats = "unsafe",
    warning = "Each call ends the token before it within five minutes, so whoever else holds that one is locked out.",
    warning_zh = "每次调用都会使旧的 access_token 在五分钟内失效,多处获取会互相顶替。",
    request = {
      { "grant_type", "string", required = true, ["in"] = "query", enum = { "client_credential" } },
      { "appid", "string", required = true, ["in"] = "query" },
      { "secret", "string", required = true, ["in"] = "query", sensitive = true },
    },
    response = {
      { "access_token", "string", required = true, sensitive = true },
      { "expires_in", "integer", required = true, unit = "s", example = 7200, doc = "at most 7200" },
    },
    errors = { 40001, 40002, 40013, 40125, 40164, 40243, 41002, 41004, 45009, 89501, 89502, 89503, 89506, 89507 },
    notes = { "2000 calls a day. An answer that succeeds has no errcode." },
    source = "Get access token", date = "2026-11",
  },

  ["/cgi-bin/stable_token"] = {
    method = "POST", auth = "appid_secret", status = "documented", body = "json", answer = "bare",
    doc = "Fetch the account's stable access token", doc_zh = "获取稳定版 access_token",
    repeats = "safe",
    request = {
      { "grant_type", "string", required = true, enum = { "client_credential" } },
      { "appid", "string", required = true },
      { "secret", "string", required = true, sensitive = true },
      { "force_refresh", "boolean", default = false,
        doc = "true ends the current token at once; twenty times a day, 30 s apart" },
    },
    response = {
      { "access_token", "string", required = true, sensitive = true },
      { "expires_in", "integer", required = true, unit = "s", doc = "what is left, not always 7200" },
    },
    errors = { 40001, 40002, 40013, 40125, 40164, 40243, 41002, 41004, 45009, 45011, 89501, 89502, 89503, 89506,
      89507 },
    notes = {
      "The same token until its last five minutes. The classic tokens are others; neither ends the other.",
      "10000 calls a minute and 500000 a day are the figures usually quoted.",
    },
    source = "Get stable access token", date = "2026-11",
  },

  ["/cgi-bin/ticket/getticket"] = {
    method = "GET", auth = "access_token", status = "documented", body = "none",
    doc = "Fetch the ticket that signs cards, or the one that signs pages", doc_zh = "获取 api_ticket 或 jsapi_ticket",
    repeats = "safe",
    request = {
      { "type", "string", required = true, ["in"] = "query", enum = { "wx_card", "jsapi" },
        doc = "wx_card for card signatures, jsapi for wx.config" },
    },
    response = {
      { "ticket", "string", required = true, sensitive = true },
      { "expires_in", "integer", required = true, unit = "s", example = 7200 },
    },
    errors = { 40097 },
    notes = { "Two tickets, cached apart. The daily quota is small: never fetch one per request." },
    source = "JS-SDK", date = "2026-11",
  },

  ["/cgi-bin/getcallbackip"] = {
    method = "GET", auth = "access_token", status = "documented", body = "none", answer = "bare",
    doc = "List the addresses that WeChat pushes events from", doc_zh = "获取微信推送服务器 IP 地址",
    repeats = "safe",
    request = {},
    response = {
      { "ip_list", "list", items = "string", required = true, example = "101.226.103.0/25",
        doc = "addresses and networks" },
    },
    source = "WeChat server addresses", date = "2026-11",
  },

  ["/cgi-bin/get_api_domain_ip"] = {
    method = "GET", auth = "access_token", status = "documented", body = "none", answer = "bare",
    doc = "List the addresses of the API itself", doc_zh = "获取微信 API 服务器 IP 地址",
    repeats = "safe",
    request = {},
    response = {
      { "ip_list", "list", items = "string", required = true },
    },
    source = "WeChat server addresses", date = "2026-11",
  },

  ["/cgi-bin/callback/check"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json", answer = "bare",
    doc = "Let WeChat try the callback address, by DNS and ping", doc_zh = "网络检测:检查回调地址的 DNS 与 ping",
    repeats = "safe",
    request = {
      { "action", "string", required = true, enum = { "all", "dns", "ping" } },
      { "check_operator", "string", required = true, enum = { "DEFAULT", "CAP", "UNICOM", "CHINANET" },
        doc = "network that the probe starts from; CAP is Tencent's" },
    },
    response = {
      { "dns", "list", items = "object", when = "action covers dns", fields = {
        { "ip", "string", required = true },
        { "real_operator", "string", required = true, example = "UNICOM" },
      } },
      { "ping", "list", items = "object", when = "action covers ping", fields = {
        { "ip", "string", required = true },
        { "from_operator", "string", required = true },
        { "package_loss", "string", required = true, enum = { "0%", "100%" }, doc = "of one packet" },
        { "time", "string", required = true, example = "23.079ms" },
      } },
    },
    source = "Network detection", date = "2026-11",
  },

  ["/cgi-bin/clear_quota"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Set the account's daily call counts back to zero", doc_zh = "清空 API 的每日调用次数",
    repeats = "unsafe", query_after = "/cgi-bin/openapi/quota/get",
    warning = "Spends one of the ten resets that an account has in a month, the console's included.",
    warning_zh = "每个账号每月共十次清零机会(含控制台),本调用消耗一次。",
    request = {
      { "appid", "string", required = true },
    },
    response = {},
    errors = { 40013, 48006 },
    source = "Clear quota", date = "2026-11",
  },

  ["/cgi-bin/clear_quota/v2"] = {
    method = "POST", auth = "appid_secret", status = "documented", body = "json",
    doc = "Set the daily call counts back to zero, by AppSecret", doc_zh = "使用 AppSecret 清空 API 的每日调用次数",
    repeats = "unsafe", query_after = "/cgi-bin/openapi/quota/get",
    warning = "Spends one of the ten resets that an account has in a month, the console's included.",
    warning_zh = "每个账号每月共十次清零机会(含控制台),本调用消耗一次。",
    request = {
      { "appid", "string", required = true, ["in"] = "query" },
      { "appsecret", "string", required = true, ["in"] = "query", sensitive = true },
    },
    response = {},
    errors = { 40013, 40125, 48006 },
    notes = { "Without an access token, for the case that fetching one is what the quota ran out of." },
    source = "Clear quota by AppSecret", date = "2026-11",
  },

  ["/cgi-bin/openapi/quota/get"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Read the daily quota and the rate limit of one path", doc_zh = "查询 API 调用额度",
    repeats = "safe",
    request = {
      { "cgi_path", "string", required = true, example = "/card/create", doc = "with its slash, without a query" },
    },
    response = {
      { "quota", "object", required = true, fields = {
        { "daily_limit", "integer", required = true },
        { "used", "integer", required = true },
        { "remain", "integer", required = true },
      } },
      { "rate_limit", "object", doc = "newer answers", fields = {
        { "call_count", "integer" },
        { "refresh_second", "integer", unit = "s" },
      } },
      { "component_rate_limit", "object", doc = "for calls made on behalf of the account", fields = {
        { "call_count", "integer" },
        { "refresh_second", "integer", unit = "s" },
      } },
    },
    errors = { 76021, 76022 },
    source = "Get API quota", date = "2026-11",
  },

  ["/cgi-bin/openapi/rid/get"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Look up the request behind the rid of an error", doc_zh = "查询 rid 对应的请求信息",
    repeats = "safe",
    request = {
      { "rid", "string", required = true, example = "617682e0-09059ac5-34a8e2ea" },
    },
    response = {
      { "request", "object", required = true, fields = {
        { "invoke_time", "integer", required = true, unit = "s", doc = "Unix time" },
        { "cost_in_ms", "integer", required = true, unit = "ms" },
        { "request_url", "string", required = true, sensitive = true, doc = "its query" },
        { "request_body", "string", required = true, sensitive = true },
        { "response_body", "string", required = true, sensitive = true },
      } },
    },
    source = "Get rid", date = "2026-11",
  },

  ["/cgi-bin/media/uploadimg"] = {
    method = "POST", auth = "access_token", status = "documented", body = "multipart",
    doc = "Upload a logo or another picture of a card", doc_zh = "上传卡券 Logo 等图片",
    repeats = "safe",
    upload = { max_bytes = 1048576, kinds = { "jpeg", "png" } },
    any_of = { { "buffer", "media" } },
    request = {
      { "buffer", "file", ["in"] = "multipart", doc = "jpg or png, at most 1 MB; a logo is best 300 x 300 px" },
      { "media", "file", ["in"] = "multipart", doc = "the same part as the article guide names it" },
    },
    response = {
      { "url", "string", required = true,
        doc = "the only kind of address that logo_url, background_pic_url, icon_url_list and image_url take" },
    },
    errors = { 40005, 40009, 40137, 40160, 41005, 44001 },
    notes = {
      "A repeat stores the picture once more and does no other harm; it does not count as material.",
      "An address on mmecoa.qpic.cn was once refused as a background (40141).",
    },
    source = "Create a coupon", date = "2026-11",
  },

  ["/cgi-bin/material/add_material"] = {
    method = "POST", auth = "access_token", status = "documented", body = "multipart", answer = "bare",
    doc = "Add a permanent picture, voice, video or thumb", doc_zh = "新增永久素材",
    repeats = "unsafe",
    upload = {
      by = "type",
      image = { max_bytes = 10485760, kinds = { "jpeg", "png", "gif", "bmp" } },
      voice = { max_bytes = 2097152, kinds = { "mp3", "wma", "wav", "amr" } },
      video = { max_bytes = 10485760, kinds = { "mp4" } },
      thumb = { max_bytes = 65536, kinds = { "jpeg" } },
    },
    request = {
      { "type", "string", required = true, ["in"] = "query", enum = "media_type" },
      { "media", "file", required = true, ["in"] = "multipart",
        doc = "image 10 MB (once 2 MB), voice 2 MB and 60 s, video 10 MB mp4, thumb 64 KB jpg" },
      { "description", "object", ["in"] = "multipart", required_when = { "type", "video" }, doc = "a part of JSON text",
        fields = {
          { "title", "string", required = true },
          { "introduction", "string", required = true },
        } },
    },
    response = {
      { "media_id", "string", required = true },
      { "url", "string", when = "type is image", doc = "can serve as a logo or background" },
    },
    errors = { 40004, 40005, 40006, 40009, 40113, 41005, 44001, 45001, 45034, 45068, 45074 },
    source = "Permanent material", date = "2026-11",
  },

  ["/cgi-bin/media/upload"] = {
    method = "POST", auth = "access_token", status = "documented", body = "multipart", answer = "bare",
    doc = "Upload a temporary file", doc_zh = "新增临时素材",
    repeats = "unsafe",
    upload = {
      by = "type",
      image = { max_bytes = 10485760, kinds = { "jpeg", "png", "gif" } },
      voice = { max_bytes = 2097152, kinds = { "amr", "mp3" } },
      video = { max_bytes = 10485760, kinds = { "mp4" } },
      thumb = { max_bytes = 65536, kinds = { "jpeg" } },
    },
    request = {
      { "type", "string", required = true, ["in"] = "query", enum = "media_type" },
      { "media", "file", required = true, ["in"] = "multipart",
        doc = "image 10 MB (once 2 MB), voice 2 MB and 60 s, video 10 MB mp4, thumb 64 KB jpg" },
    },
    response = {
      { "type", "string", required = true },
      { "media_id", "string", required = true, doc = "good for three days" },
      { "created_at", "integer", required = true, unit = "s", doc = "Unix time" },
    },
    errors = { 40004, 40005, 40006, 41005, 44001, 45001, 45101 },
    notes = { "A repeat makes one more media_id." },
    source = "Temporary material", date = "2026-11",
  },

  ["/cgi-bin/showqrcode"] = {
    method = "GET", host = "mp.weixin.qq.com", auth = "none", status = "documented", body = "none", answer = "binary",
    doc = "Fetch the picture of a QR ticket", doc_zh = "通过 ticket 换取二维码图片",
    repeats = "safe",
    request = {
      { "ticket", "string", required = true, ["in"] = "query" },
    },
    response = {},
    notes = { "The answer is a picture; a bad ticket gives an HTTP error page." },
    source = "QR codes", date = "2026-11",
  },

  ["/sns/oauth2/access_token"] = {
    method = "GET", auth = "appid_secret", status = "documented", body = "none", answer = "bare",
    doc = "Exchange a web login's code for the visitor's openid", doc_zh = "网页授权:通过 code 换取 openid",
    repeats = "unsafe",
    request = {
      { "appid", "string", required = true, ["in"] = "query" },
      { "secret", "string", required = true, ["in"] = "query", sensitive = true },
      { "code", "string", required = true, ["in"] = "query", sensitive = true, doc = "serves once" },
      { "grant_type", "string", required = true, ["in"] = "query", enum = { "authorization_code" } },
    },
    response = {
      { "access_token", "string", required = true, sensitive = true, doc = "the visitor's, not the account's" },
      { "expires_in", "integer", required = true, unit = "s" },
      { "refresh_token", "string", required = true, sensitive = true },
      { "openid", "string", required = true },
      { "scope", "string", required = true, example = "snsapi_base" },
      { "unionid", "string", doc = "accounts tied to an open platform" },
      { "is_snapshotuser", "integer", enum = { 0, 1 }, doc = "1: the stand-in user of a snapshot page" },
    },
    errors = { 40029, 40163, 41008, 42003 },
    source = "Web login", date = "2026-11",
  },

  ["/cgi-bin/user/info"] = {
    method = "GET", auth = "access_token", status = "documented", body = "none", answer = "bare",
    doc = "Read a follower", doc_zh = "获取用户基本信息",
    repeats = "safe",
    request = {
      { "openid", "string", required = true, ["in"] = "query" },
      { "lang", "string", ["in"] = "query", default = "zh_CN", enum = { "zh_CN", "zh_TW", "en" }, open_enum = true },
    },
    response = {
      { "subscribe", "integer", required = true, enum = { 0, 1 }, doc = "0: no follower, and little else is told" },
      { "openid", "string", required = true },
      { "unionid", "string" },
      { "subscribe_time", "integer", unit = "s", doc = "Unix time" },
      { "subscribe_scene", "string", example = "ADD_SCENE_QR_CODE" },
      { "language", "string" },
      { "remark", "string", sensitive = true },
      { "groupid", "integer" },
      { "tagid_list", "list", items = "integer" },
      { "qr_scene", "integer" },
      { "qr_scene_str", "string" },
      { "nickname", "string", sensitive = true, doc = "older answers" },
      { "sex", "integer", enum = { 0, 1, 2 }, doc = "older answers" },
      { "country", "string", doc = "older answers" },
      { "province", "string", doc = "older answers" },
      { "city", "string", doc = "older answers" },
      { "headimgurl", "string", sensitive = true, doc = "older answers" },
    },
    errors = { 40003 },
    source = "User information", date = "2026-11",
  },
}
