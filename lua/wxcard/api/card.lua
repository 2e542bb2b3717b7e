-- Card templates: create, read, list, delete, stock, and the switches around them. card/update is in card_update.lua.
return {
  ["/card/create"] = {
    method = "POST", auth = "access_token", status = "limited", body = "json",
    doc = "Create a card template; it goes to review by itself", doc_zh = "创建卡券模板,提交后自动进入审核",
    repeats = "unsafe", query_after = "/card/batchget",
    request = {
      { "card", "object", required = true, fields = {
        { "card_type", "string", required = true, enum = "card_type", max_bytes = 24 },
        { "member_card", "object", shape = "member_card", required_when = { "card_type", "MEMBER_CARD" } },
        { "groupon", "object", shape = "groupon", required_when = { "card_type", "GROUPON" } },
        { "cash", "object", shape = "cash", required_when = { "card_type", "CASH" } },
        { "discount", "object", shape = "discount", required_when = { "card_type", "DISCOUNT" } },
        { "gift", "object", shape = "gift", required_when = { "card_type", "GIFT" } },
        { "general_coupon", "object", shape = "general_coupon", required_when = { "card_type", "GENERAL_COUPON" } },
        { "general_card", "object", shape = "general_card", required_when = { "card_type", "GENERAL_CARD" } },
        { "meeting_ticket", "object", shape = "meeting_ticket", required_when = { "card_type", "MEETING_TICKET" } },
        { "scenic_ticket", "object", shape = "scenic_ticket", required_when = { "card_type", "SCENIC_TICKET" } },
        { "movie_ticket", "object", shape = "movie_ticket", required_when = { "card_type", "MOVIE_TICKET" } },
        { "boarding_pass", "object", shape = "boarding_pass", required_when = { "card_type", "BOARDING_PASS" } },
      } },
    },
    response = {
      { "card_id", "string", required = true, example = "p1Pj9jr90_SQRaVqYI239Ka1erkI" },
    },
    errors = { 40070, 40071, 40072, 40076, 40079, 40122, 40124, 40135, 40143, 40149, 40150, 40151, 41011, 41026, 43009,
      43010, 43011, 43012, 45021, 45030, 45160, 47001, 48001, 52000, 72007, 72008, 72009, 72016, 72021, 73205, 73211 },
    notes = {
      "Exactly one object beside card_type, named like it in lower case.",
      "The review's outcome arrives as card_pass_check or card_not_pass_check, up to three working days later.",
      "Since April 2021 new GROUPON, CASH, DISCOUNT, GIFT and GENERAL_COUPON cards are refused; old ones still work.",
      "Member cards are open to some merchant categories only (45160, 72016).",
    },
    source = "Create a membership card", date = "2026-11",
  },

  ["/card/get"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Read a card template with its review status and stock", doc_zh = "查询卡券详情、审核状态与库存",
    repeats = "safe",
    request = {
      { "card_id", "string", required = true, max_bytes = 32 },
    },
    response = {
      { "card", "object", required = true, fields = {
        { "card_type", "string", required = true, enum = "card_type_answer" },
        { "member_card", "object", shape = "member_card", required_when = { "card_type", "MEMBER_CARD" }, fields = {
          { "base_info", "object", required = true, shape = "base_info_answer" },
        } },
        { "groupon", "object", shape = "groupon", required_when = { "card_type", "GROUPON" }, fields = {
          { "base_info", "object", required = true, shape = "dated_base_info_answer" },
        } },
        { "cash", "object", shape = "cash", required_when = { "card_type", "CASH" }, fields = {
          { "base_info", "object", required = true, shape = "dated_base_info_answer" },
        } },
        { "discount", "object", shape = "discount", required_when = { "card_type", "DISCOUNT" }, fields = {
          { "base_info", "object", required = true, shape = "dated_base_info_answer" },
        } },
        { "gift", "object", shape = "gift", required_when = { "card_type", "GIFT" }, fields = {
          { "base_info", "object", required = true, shape = "dated_base_info_answer" },
        } },
        { "general_coupon", "object", shape = "general_coupon", required_when = { "card_type", "GENERAL_COUPON" },
          fields = {
            { "base_info", "object", required = true, shape = "dated_base_info_answer" },
          } },
        { "general_card", "object", shape = "general_card", required_when = { "card_type", "GENERAL_CARD" }, fields = {
          { "base_info", "object", required = true, shape = "gift_base_info_answer" },
        } },
        { "meeting_ticket", "object", shape = "meeting_ticket", required_when = { "card_type", "MEETING_TICKET" },
          fields = {
            { "base_info", "object", required = true, shape = "dated_base_info_answer" },
          } },
        { "scenic_ticket", "object", shape = "scenic_ticket", required_when = { "card_type", "SCENIC_TICKET" },
          fields = {
            { "base_info", "object", required = true, shape = "dated_base_info_answer" },
          } },
        { "movie_ticket", "object", shape = "movie_ticket", required_when = { "card_type", "MOVIE_TICKET" }, fields = {
          { "base_info", "object", required = true, shape = "dated_base_info_answer" },
        } },
        { "boarding_pass", "object", shape = "boarding_pass", required_when = { "card_type", "BOARDING_PASS" },
          fields = {
            { "base_info", "object", required = true, shape = "dated_base_info_answer" },
          } },
      } },
    },
    errors = { 40073 },
    notes = {
      "What was never set is absent from the answer.",
      "color comes back as RGB: leave it out of an update, or send its name.",
    },
    source = "Managing cards", date = "2026-11",
  },

  ["/card/batchget"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "List the account's card ids, 50 at a time", doc_zh = "批量查询卡券列表,每次最多 50 个",
    repeats = "safe",
    request = {
      { "offset", "integer", required = true, min = 0, doc = "the first is 0" },
      { "count", "integer", required = true, min = 1, max = 50 },
      { "status_list", "list", items = "string", enum = "card_status", doc = "every status when absent" },
    },
    response = {
      { "card_id_list", "list", items = "string", required = true },
      { "total_num", "integer", required = true },
    },
    source = "Managing cards", date = "2026-11",
  },

  ["/card/delete"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Delete a card template", doc_zh = "删除卡券模板",
    repeats = "safe", query_after = "/card/get",
    warning = "Deleting does not reach wallets: cards already claimed stay valid until their own end.",
    warning_zh = "删除模板不影响已领取的卡,用户卡包中的卡仍然有效。",
    irreversible = "A deleted template cannot be brought back; its QR codes and claim links stop working.",
    irreversible_zh = "删除后无法恢复,该卡券的二维码与领取链接随即失效。",
    request = {
      { "card_id", "string", required = true, max_bytes = 32 },
    },
    response = {},
    errors = { 40073 },
    notes = { "What a second delete answers is not documented; in effect it changes nothing." },
    source = "Managing cards", date = "2026-11",
  },

  ["/card/modifystock"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Add to a card's stock, or take from it", doc_zh = "增减卡券库存",
    repeats = "unsafe", query_after = "/card/get",
    any_of = { { "increase_stock_value", "reduce_stock_value" } },
    request = {
      { "card_id", "string", required = true, max_bytes = 32 },
      { "increase_stock_value", "integer", min = 0, doc = "0 or absent for none" },
      { "reduce_stock_value", "integer", min = 0, doc = "0 or absent for none" },
    },
    response = {},
    errors = { 40073, 40122, 40136, 45041, 45095, 72014 },
    notes = {
      "Every call shifts the stock once more, so compare card/get before repeating one.",
      "With deposited codes the stock may not exceed what was imported.",
    },
    source = "Managing cards", date = "2026-11",
  },

  ["/card/getcolors"] = {
    method = "GET", auth = "access_token", status = "retired", body = "none",
    doc = "List the card colours; withdrawn, the fourteen names are fixed now",
    doc_zh = "查询卡券颜色列表(接口已下线,颜色名固定为十四种)",
    repeats = "safe",
    request = {},
    response = {
      { "colors", "list", items = "object", required = true, fields = {
        { "name", "string", required = true, example = "Color010" },
        { "value", "string", required = true, example = "#55bd47" },
      } },
    },
    source = "Create a coupon", date = "2026-11",
  },

  ["/card/getapplyprotocol"] = {
    method = "GET", auth = "access_token", status = "documented", body = "none",
    doc = "List the merchant categories that cards are open to", doc_zh = "查询卡券开放类目",
    repeats = "safe",
    request = {},
    response = {
      { "category", "list", items = "object", required = true, fields = {
        { "primary_category_id", "integer", required = true },
        { "category_name", "string", required = true },
        { "secondary_category", "list", items = "object", required = true, fields = {
          { "secondary_category_id", "integer", required = true, example = 101 },
          { "category_name", "string", required = true },
          { "need_qualification_stuffs", "list", items = "string", example = "food_service_license_id" },
          { "can_choose_prepaid_card", "integer", enum = { 0, 1 } },
          { "can_choose_payment_card", "integer", enum = { 0, 1 } },
        } },
      } },
    },
    notes = { "Categories change, so ask each time instead of keeping the list." },
    source = "Third-party developer mode", date = "2026-11",
  },

  ["/card/paycell/set"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Switch a card's pay button on or off", doc_zh = "设置买单接口(快速买单按钮)",
    repeats = "safe",
    request = {
      { "card_id", "string", required = true, max_bytes = 32 },
      { "is_open", "boolean", required = true },
    },
    response = {},
    errors = { 40107, 40145, 43008, 45046 },
    notes = { "Wants shops on the card and WeChat Pay on the account; not beside the two other buttons." },
    source = "Create a coupon", date = "2026-11",
  },

  ["/card/selfconsumecell/set"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "Switch a card's self-redemption button on or off", doc_zh = "设置自助核销",
    repeats = "safe",
    request = {
      { "card_id", "string", required = true, max_bytes = 32 },
      { "is_open", "boolean", required = true, default = false },
      { "need_verify_cod", "boolean", default = false, doc = "ask for a check code; WeChat's key lacks the last e" },
      { "need_remark_amount", "boolean", default = false, doc = "ask for the amount" },
    },
    response = {},
    errors = { 40107, 45046 },
    notes = { "Wants shops on the card." },
    source = "Create a coupon", date = "2026-11",
  },

  ["/card/user/getcardlist"] = {
    method = "POST", auth = "access_token", status = "documented", body = "json",
    doc = "List the cards of this account that one user holds", doc_zh = "查询某用户已领取的卡券",
    repeats = "safe",
    request = {
      { "openid", "string", required = true },
      { "card_id", "string", max_bytes = 32, doc = "empty or absent: every template" },
    },
    response = {
      { "card_list", "list", items = "object", required = true, fields = {
        { "code", "string", required = true },
        { "card_id", "string", required = true },
      }, doc_conflict = "one description calls it card_id_list" },
      { "has_share_card", "boolean", doc = "a friends' card is among them" },
    },
    errors = { 40003 },
    notes = { "Usable and unusable copies alike." },
    source = "Managing cards", date = "2026-11",
  },
}
