-- membercard-activity: gifts of the older product, for new or present members, after payment or before it.
local LOOK = "GET /v3/marketing/membercard-activity/activities/{activity_id}"
local ACTIVITY = { "activity_id", "string", ["in"] = "path", required = true, max_chars = 16, example = "371067" }

return {
  {
    method = "POST", path = "/v3/marketing/membercard-activity/activities",
    doc = "Create an activity with gifts for members", doc_zh = "创建会员有礼活动",
    repeats = "by_request_no", request_no = "out_request_no", idempotency = "by its number (presumed)",
    query_after = "GET /v3/marketing/membercard-activity/activities",
    request = {
      { "card_id", "string", required = true, max_chars = 32, example = "pbLatjvWOibDc5-TBnbUk1pD12o0" },
      { "activity_name", "string", required = true, max_chars = 10, doc = "not shown to users" },
      { "activity_type", "string", required = true, max_chars = 32, enum = "gift_activity_type",
        doc = "who gets it, and where it is shown" },
      { "begin_time", "string", required = true, max_chars = 32, format = "rfc3339",
        example = "2020-01-20T13:29:35.120+08:00" },
      { "end_time", "string", required = true, max_chars = 32, format = "rfc3339",
        example = "2020-01-29T13:29:35.120+08:00" },
      { "award_send_period", "object", shape = "gift_send_period", doc = "when gifts go out" },
      { "stock_list", "list", items = "object", shape = "gift_stock", doc = "coupon batches" },
      { "out_request_no", "string", required = true, example = "100002322019090134234sfdf",
        doc = "the caller's number: letters, digits and | _ * -" },
      { "pay_activity_setting", "object", shape = "gift_after_payment", when = "after payment (presumed)",
        advisory = true, required_when = { "activity_type", "NON_MEMBER_AFTERPAY", "MEMBER_AFTERPAY" } },
      { "miniprogram_activity_setting", "object", shape = "gift_before_payment", when = "before payment (presumed)",
        advisory = true, required_when = { "activity_type", "NON_MEMBER_MINIPROGRAM", "MEMBER_MINIPROGRAM" } },
    },
    response = { shape = "gift_activity" },
    notes = { "A year ahead at most, and 90 days long at most." },
    page = "v3/merchant/4012553030",
  },
  {
    method = "GET", path = "/v3/marketing/membercard-activity/activities",
    doc = "List the activities with gifts", doc_zh = "查询会员有礼活动列表",
    repeats = "safe",
    request = {
      { "limit", "integer", ["in"] = "query", example = 5, doc = "rows" },
      { "offset", "integer", ["in"] = "query", example = 10, doc = "rows to skip" },
      { "activity_type", "string", ["in"] = "query", required = true, max_chars = 32, enum = "gift_activity_type" },
      { "card_id", "string", ["in"] = "query", max_chars = 32, example = "pbLatjvWOibDc5-TBnbUk1pD12o0" },
      { "activity_status", "string", ["in"] = "query", max_chars = 16, enum = "gift_activity_status" },
    },
    response = {
      { "data", "list", items = "object", shape = "gift_activity" },
      { "offset", "integer" },
      { "limit", "integer" },
      { "total_count", "integer", doc = "rows that fit" },
    },
    page = "v3/merchant/4012553261",
  },
  {
    method = "GET", path = "/v3/marketing/membercard-activity/activities/{activity_id}",
    doc = "Read one activity with gifts", doc_zh = "查询单个会员有礼活动",
    repeats = "safe",
    request = { ACTIVITY },
    response = { shape = "gift_activity" },
    page = "v3/merchant/4012553365",
  },
  {
    method = "POST", path = "/v3/marketing/membercard-activity/activities/{activity_id}/terminate",
    doc = "End an activity with gifts", doc_zh = "终止会员有礼活动",
    repeats = "unsafe", query_after = LOOK, idempotency = "presumed",
    request = { ACTIVITY },
    response = {
      { "activity_id", "string", required = true, max_chars = 16, example = "371067" },
      { "terminate_time", "string", format = "rfc3339", doc = "when it ended" },
    },
    notes = { "A POST without a body: an empty line is signed." },
    page = "v3/merchant/4012553381",
  },
}
