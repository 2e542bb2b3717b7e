-- Objects that endpoints of stores, membercard-open and membercard-activity share.
local JUMP = { "jump_miniprogram", "object", required = true, doc = "mini program that opens", fields = {
  { "appid", "string", required = true, example = "wx37178d097a6851d8" },
  { "path", "string", required = true, example = "pages/index/index" },
} }
local FIELD_LIST = {
  { "field_id", "string", required = true, example = "hotel_name" },
  { "field_value", "string", required = true },
}
local MOMENT = {
  { "hours", "integer", required = true, example = 9 },
  { "minutes", "integer", required = true, example = 34 },
  { "seconds", "integer", required = true, example = 6 },
}

return {
  -- ---- stores -------------------------------------------------------------------------------------------------
  brand_store_basics = {
    { "store_reference_id", "string", max_chars = 32, example = "MDL001", doc = "the merchant's own number" },
    { "branch_name", "string", max_chars = 50, doc = "the branch alone, without brackets and dashes" },
  },
  brand_store_address = {
    { "address_code", "string", required = true, max_chars = 20, example = "440305", doc = "of the district" },
    { "address_detail", "string", required = true, max_chars = 200, doc = "street and number" },
    { "address_complements", "string", max_chars = 50, doc = "how to find it" },
    { "longitude", "string", max_chars = 32, example = "112.63484", doc = "-180 to 180" },
    { "latitude", "string", max_chars = 32, example = "37.75464", doc = "-90 to 90" },
  },
  brand_store_business = {
    { "service_phone", "string", max_chars = 32, example = "0755-86013388",
      doc = "digits and -; two numbers at most, a | between" },
    { "business_hours", "string", max_chars = 256, doc = "seven spans at most, | between; past midnight is allowed" },
  },
  brand_store = {
    { "brand_id", "string", required = true, example = "123456789" },
    { "store_id", "string", example = "20488000" },
    { "store_state", "string", enum = "brand_store_state" },
    { "audit_state", "string", enum = "brand_audit_state" },
    { "review_reject_reason", "string" },
    { "store_basics", "object", shape = "brand_store_basics" },
    { "store_address", "object", shape = "brand_store_address" },
    { "store_business", "object", shape = "brand_store_business" },
    { "store_recipient", "list", items = "object", doc = "who receives its payments", fields = {
      { "mchid", "string", max_chars = 16, example = "1230000109" },
      { "company_name", "string", max_chars = 256 },
      { "recipient_state", "string", enum = "brand_recipient_state" },
    } },
  },

  -- ---- membercard-open ----------------------------------------------------------------------------------------
  open_validity = {
    { "type", "string", required = true, enum = "pay_validity" },
    { "available_begin_time", "string", format = "rfc3339", example = "2020-05-20T13:29:35.120+08:00" },
    { "available_end_time", "string", format = "rfc3339", example = "2030-05-20T13:29:35.120+08:00" },
    { "available_day_after_receive", "integer", unit = "day", example = 200, doc = "how long it is valid" },
  },
  open_validity_new = {
    shape = "open_validity",
    { "wait_days_after_receive", "integer", unit = "day", example = 1, doc = "how long it is not valid yet" },
  },
  open_balance = {
    { "need_balance", "boolean", doc = "the card has a balance" },
    { "balance_appid", "string", example = "wxea9c30890f48d5ae", doc = "mini program to top up" },
    { "balance_path", "string", example = "pages/balance/balance" },
    { "balance_url", "string", example = "https://xxx.com", doc = "web page to top up" },
  },
  open_form = {
    { "common_field_list", "list", items = "string", enum = "open_question", doc = "WeChat's own questions" },
    { "custom_field_list", "list", items = "object", doc = "the merchant's questions", fields = {
      { "type", "string", enum = "open_own_question" },
      { "name", "string", doc = "the question" },
      { "values", "list", items = "string", doc = "the choices" },
    } },
  },
  open_form_changed = {
    shape = "open_form",
    { "can_modify_after_activate", "boolean", doc = "members may change their answers" },
  },
  open_answers = {
    { "common_field_list", "list", items = "object", doc = "answers to WeChat's questions", fields = {
      { "name", "string", enum = "open_question" },
      { "value", "string", doc = "plain text" },
    } },
    { "custom_field_list", "list", items = "object", doc = "answers to the merchant's", fields = {
      { "name", "string", doc = "the question" },
      { "value", "string" },
      { "value_list", "list", items = "string" },
    } },
  },
  open_statement = {
    { "title", "string" },
    { "url", "string", example = "https://xxx.111.com" },
    { "appid", "string", example = "wxea9c30890f48d5ae" },
    { "path", "string", example = "pages/statement/statement" },
  },
  open_guide = {
    { "staff_name", "string" },
    { "head_image_url", "string", doc = "picture" },
    { "contact_information_name", "string", doc = "kind of contact" },
    { "contact_information_value", "string", example = "weixin123" },
    { "phone_number", "string", example = "0755-12345677", doc = "never encrypted" },
  },
  open_card = {
    { "card_id", "string", required = true, max_chars = 32, example = "pbLatjvWOibDc5-TBnbUk1pD12o0" },
    { "create_time", "string", max_chars = 32, format = "rfc3339" },
    { "update_time", "string", max_chars = 32, format = "rfc3339" },
    { "remain_quantity", "integer", example = 1004, doc = "stock left" },
    { "status", "string", enum = "open_card_status" },
    { "brand", "object", required = true, shape = "open_brand" },
    { "appid", "string", required = true, max_chars = 32, example = "wxea9c30890f48d5ae" },
    { "logo_url", "string", required = true, max_chars = 128, format = "url" },
    { "title", "string", required = true, max_chars = 10, doc = "name on the card" },
    { "background_picture_url", "string", required = true, max_chars = 128, format = "url" },
    { "description", "string", required = true, max_chars = 500, doc = "terms of use" },
    { "service_phone", "string", max_chars = 32, example = "010-8877xxxx" },
    { "code_type", "string", required = true, max_chars = 32, enum = "open_code_type",
      doc = "how membership_number is shown" },
    { "total_quantity", "integer", example = 5000000, doc = "stock" },
    { "date_information", "object", required = true, shape = "open_validity" },
    { "code_mode", "string", required = true, max_chars = 32, enum = "open_code_mode", doc = "who gives the codes" },
    { "need_display_level", "boolean", doc = "the level is shown" },
    { "init_level", "string", max_chars = 5, doc = "what a new member starts at" },
    { "out_request_no", "string", required = true, max_chars = 128, doc = "number it was made under" },
    { "balance_information", "object", shape = "open_balance" },
    { "user_information_form", "object", shape = "open_form", doc = "what users are asked" },
    { "additional_statement", "object", shape = "open_statement", doc = "another statement on the card" },
  },
  open_brand = {
    { "brand_id", "string", required = true, example = "1004" },
    { "display_name", "string", required = true, doc = "the brand's name as shown" },
  },
  open_service_module = {
    { "card_id", "string", required = true, max_chars = 32, example = "pbLatjvWOibDc5-TBnbUk1pD12o0" },
    { "service_module_id", "string", required = true, example = "666" },
    JUMP,
  },
  open_service_state = {
    { "state_id", "string", required = true, example = "CHECKED_IN" },
    { "content_template_data", "object", required = true, doc = "what is shown", fields = {
      { "field_list", "list", items = "object", fields = FIELD_LIST },
      { "action_setting", "object", doc = "a button", fields = { { "action_name", "string", required = true }, JUMP } },
    } },
    { "message_template_setting", "object", doc = "a message to the member", fields = {
      { "message_template_id", "string", required = true },
      { "field_list", "list", required = true, items = "object", fields = FIELD_LIST },
    } },
  },

  -- ---- membercard-activity ------------------------------------------------------------------------------------
  gift_send_period = {
    { "award_send_time", "list", items = "object", doc = "spans of days", fields = {
      { "begin_time", "string", required = true, format = "rfc3339", example = "2020-01-21T00:00:00.000+08:00" },
      { "end_time", "string", required = true, format = "rfc3339", example = "2020-01-27T00:00:00.000+08:00" },
    } },
    { "award_send_day_time", "list", items = "object", doc = "spans within a day", fields = {
      { "begin_day_time", "object", required = true, fields = MOMENT },
      { "end_day_time", "object", required = true, fields = MOMENT },
    } },
  },
  gift_stock = {
    { "stock_creator_mchid", "string", required = true, example = "10000022", doc = "who made the batch" },
    { "stock_id", "string", required = true, example = "98065001", doc = "batch" },
  },
  gift_after_payment = {
    { "logo_url", "string", required = true },
    { "activity_second_title", "string", required = true, doc = "second line on the result page" },
    { "mchid_list", "list", items = "string", doc = "shown after payments to these" },
    { "activate_setting", "object", doc = "way to activate", fields = {
      { "activate_type", "string", required = true, enum = "open_activate_type" },
      { "activate_url", "string", doc = "web page" },
      { "activate_miniprogram", "object", fields = {
        { "activate_appid", "string", required = true, example = "wxea9c30a90fs8d3fe" },
        { "activate_path", "string", required = true, example = "pages/activate/activate" },
      } },
    } },
    { "payment_setting", "object", doc = "which payments count", fields = {
      { "payment_mode", "object", fields = {
        { "payment_scene_list", "list", items = "string", example = "APP",
          doc = "the list of values is not published" },
      } },
      { "limit_bank", "string", example = "CFT", doc = "a bank's code" },
      { "goods_tags", "list", items = "string", doc = "tags of orders" },
    } },
  },
  gift_before_payment = {
    { "outer_str", "list", items = "string", doc = "only these scenes take part" },
    { "award_jump_deploy", "object", doc = "where the gift's page leads", fields = {
      { "mini_program_appid", "string", example = "wxc0b84a53ed8e8d29" },
      { "mini_program_path", "string", example = "mall/pages/List" },
      { "button_text", "string" },
    } },
  },
  gift_activity = {
    { "activity_id", "string", required = true, max_chars = 16, example = "371067" },
    { "activity_status", "string", max_chars = 16, enum = "gift_activity_status" },
    { "create_time", "string", max_chars = 32, format = "rfc3339" },
    { "update_time", "string", max_chars = 32, format = "rfc3339" },
    { "card_id", "string", max_chars = 32, example = "pbLatjvWOibDc5-TBnbUk1pD12o0" },
    { "activity_name", "string", max_chars = 10, doc = "not shown to users" },
    { "activity_type", "string", max_chars = 32, enum = "gift_activity_type" },
    { "begin_time", "string", max_chars = 32, format = "rfc3339" },
    { "end_time", "string", max_chars = 32, format = "rfc3339" },
    { "award_send_period", "object", shape = "gift_send_period", doc = "when gifts go out" },
    { "stock_list", "list", items = "object", shape = "gift_stock", doc = "coupon batches" },
    { "out_request_no", "string" },
    { "pay_activity_setting", "object", shape = "gift_after_payment" },
    { "miniprogram_activity_setting", "object", shape = "gift_before_payment" },
  },
}
