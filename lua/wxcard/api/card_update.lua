-- card/update: its fields differ from creation's, because much is fixed then and some of it is reviewed again.
return {
  ["/card/update"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Change what a card template allows to change", doc_zh = "更改卡券信息",
    repeats = "safe", query_after = "/card/get",
    warning = "Some fields send the card back to review (send_check = true); until it passes, nobody new can claim it.",
    warning_zh = "修改部分字段会重新提交审核(send_check 为 true),审核通过前新用户无法领取。",
    fixed = { "brand_name", "sku", "use_custom_code", "bind_openid", "need_push_on_view" },
    any_of = { { "member_card", "groupon", "cash", "discount", "gift", "general_coupon", "general_card",
      "meeting_ticket", "scenic_ticket", "movie_ticket", "boarding_pass" } },
    request = {
      { "card_id", "string", required = true, max_bytes = 32 },
      { "member_card", "object", shape = "update_member_card", doc = "one of these objects, the card's own kind" },
      { "groupon", "object", fields = {
        { "base_info", "object", shape = "update_coupon_base_info" },
        { "deal_detail", "string", max_bytes = 3072, review = "unknown" },
      } },
      { "cash", "object", fields = {
        { "base_info", "object", shape = "update_coupon_base_info" },
        { "least_cost", "integer", unit = "fen", review = "unknown" },
        { "reduce_cost", "integer", unit = "fen", review = "unknown" },
      } },
      { "discount", "object", fields = {
        { "base_info", "object", shape = "update_coupon_base_info" },
        { "discount", "integer", unit = "%", review = "unknown" },
      } },
      { "gift", "object", fields = {
        { "base_info", "object", shape = "update_coupon_base_info" },
        { "gift", "string", review = "unknown" },
      } },
      { "general_coupon", "object", fields = {
        { "base_info", "object", shape = "update_coupon_base_info" },
        { "default_detail", "string", review = "unknown" },
      } },
      { "general_card", "object", fields = {
        { "base_info", "object", shape = "update_gift_base_info" },
        { "background_pic_url", "string", review = "unknown" },
        { "prerogative", "string", review = "unknown" },
        { "auto_activate", "boolean", review = "unknown" },
        { "supply_bonus", "boolean", review = "unknown" },
        { "supply_balance", "boolean", review = "unknown" },
        { "custom_field1", "object", shape = "custom_field", review = "unknown" },
        { "custom_field2", "object", shape = "custom_field", review = "unknown" },
        { "custom_field3", "object", shape = "custom_field", review = "unknown" },
      } },
      { "meeting_ticket", "object", fields = {
        { "base_info", "object", shape = "update_coupon_base_info" },
        { "map_url", "string", max_bytes = 128, review = "unknown" },
        { "meeting_detail", "string", review = "unknown" },
      } },
      { "scenic_ticket", "object", fields = {
        { "base_info", "object", shape = "update_coupon_base_info" },
        { "guide_url", "string", max_bytes = 128, review = "unknown" },
        { "ticket_class", "string", review = "unknown" },
      } },
      { "movie_ticket", "object", fields = {
        { "base_info", "object", shape = "update_coupon_base_info" },
        { "detail", "string", max_bytes = 3072, review = "unknown" },
      } },
      { "boarding_pass", "object", fields = {
        { "base_info", "object", shape = "update_coupon_base_info" },
        { "departure_time", "string", max_bytes = 128, review = "unknown", doc = "Unix time, as text" },
        { "landing_time", "string", max_bytes = 128, review = "unknown", doc = "Unix time, as text" },
        { "gate", "string", max_bytes = 12, review = "unknown" },
        { "boarding_time", "integer", unit = "s", review = "unknown", doc = "call again whenever it moves" },
        { "from", "string", review = "unknown" },
        { "to", "string", review = "unknown" },
        { "flight", "string", review = "unknown" },
        { "check_in_url", "string", review = "unknown" },
        { "air_model", "string", review = "unknown" },
      } },
    },
    response = {
      { "send_check", "boolean", required = true, doc = "true: under review again, status \"not verified\"" },
    },
    errors = { 40073, 40076, 40078, 40079, 40100, 40135, 40145, 40151, 43010, 45021, 45046, 45061, 47001, 52000, 72066,
      73211 },
    notes = {
      "Send what changes and nothing else; then read the card back, since some changes are accepted and ignored.",
      "The way of activation can hardly be changed: from auto_activate to one-click succeeds without effect.",
      "Stock goes by card/modifystock, codes by card/code/update.",
    },
    source = "Managing cards", date = "2026-11",
  },
}
