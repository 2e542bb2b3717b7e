-- Objects that the endpoints of brand card-member share; `shape = "name"` pulls one in, at the head of a request or
-- an answer too.
local PICTURE = "address given by the picture upload; about 716 x 320 px, JPG or PNG, below 1 MB"

return {
  pay_jump = {
    { "jump_appid", "string", max_chars = 32, example = "wxea9c30a90fs8d3fe", doc = "mini program that opens" },
    { "jump_path", "string", max_chars = 128, example = "/pages/points/points", doc = "page in it" },
  },
  pay_jump_whole = {
    shape = "pay_jump",
    { "jump_appid", "string", required = true, max_chars = 32, example = "wxea9c30a90fs8d3fe",
      doc = "mini program that opens" },
    { "jump_path", "string", required = true, max_chars = 128, example = "/pages/points/points", doc = "page in it" },
  },
  pay_purchase = {
    { "price", "integer", min = 1, unit = "fen", example = 100 },
    { "jump_appid", "string", max_chars = 32, example = "wxea9c30a90fs8d3fe", doc = "mini program that opens" },
    { "jump_path", "string", max_chars = 128, example = "/pages/purchase/purchase", doc = "page in it" },
  },

  pay_purchase_told = {
    shape = "pay_purchase",
    { "price", "integer", unit = "fen", example = 100 },
  },

  -- ---- validity ---------------------------------------------------------------------------------------------
  pay_validity = {
    { "type", "string", enum = "pay_validity", doc = "between two times, some days from pick-up on, or for ever" },
    { "available_begin_time", "string", format = "rfc3339", required_when = { "type", "FIX_TIME_RANGE" },
      example = "2020-05-20T13:29:35+08:00", doc = "first moment" },
    { "available_end_time", "string", format = "rfc3339", required_when = { "type", "FIX_TIME_RANGE" },
      example = "2030-05-20T13:29:35+08:00", doc = "last moment" },
    { "available_day_after_receive", "integer", min = 1, max = 10958, required_when = { "type", "FIX_TERM" },
      unit = "day", example = 200, doc = "natural days, counted from pick-up",
      doc_conflict = "one place prints 10957 as the most" },
  },
  pay_validity_typed = {
    shape = "pay_validity",
    { "type", "string", required = true, enum = "pay_validity",
      doc = "between two times, some days from pick-up on, or for ever" },
  },
  pay_validity_told = { -- in answers
    shape = "pay_validity",
    { "available_day_after_receive", "integer", max = 10958, required_when = { "type", "FIX_TERM" }, unit = "day",
      example = 200, doc = "natural days, counted from pick-up" },
  },

  -- ---- what a user is asked, and what he answered -----------------------------------------------------------
  pay_form = {
    { "common_field_list", "list", items = "string", enum = "pay_question", doc = "WeChat's own questions, each once" },
    { "custom_field_list", "list", items = "object", max_items = 1, doc = "the merchant's question", fields = {
      { "type", "string", enum = "pay_own_question", doc = "several choices or one" },
      { "name", "string", max_chars = 32, doc = "the question" },
      { "values", "list", items = "string", max_chars = 8, min_items = 1, max_items = 10, doc = "the choices" },
    } },
  },
  pay_form_told = {
    { "common_field_list", "list", items = "string", enum = "pay_question", doc = "WeChat's own questions" },
    { "custom_field_list", "list", items = "object", doc = "the merchant's question, one at most", fields = {
      { "type", "string", enum = "pay_own_question", doc = "several choices or one" },
      { "name", "string", max_chars = 32, doc = "the question" },
      { "values", "list", items = "string", max_chars = 8, doc = "the choices, ten at most" },
    } },
  },
  pay_answers = {
    { "common_field_list", "list", items = "object", doc = "answers to WeChat's questions", fields = {
      { "name", "string", enum = "pay_question", doc = "the question" },
      { "value", "string", max_chars = 512, sensitive = true,
        doc = "the answer; the limit is that of the ciphertext" },
    } },
    { "custom_field_list", "list", items = "object", max_items = 1, doc = "answers to the merchant's", fields = {
      { "name", "string", max_chars = 32, doc = "the question, never encrypted" },
      { "user_chosen_values", "list", items = "string", sensitive = true,
        doc = "each encrypted by itself; before that 8 characters at most" },
    } },
  },
  pay_answers_told = {
    { "common_field_list", "list", items = "object", doc = "answers to WeChat's questions", fields = {
      { "name", "string", enum = "pay_question", doc = "the question" },
      { "value", "string", max_chars = 512, sensitive = true, doc = "the answer" },
    } },
    { "custom_field_list", "list", items = "object", doc = "answers to the merchant's", fields = {
      { "name", "string", max_chars = 32, doc = "the question, never encrypted" },
      { "user_chosen_values", "list", items = "string", sensitive = true, doc = "each encrypted by itself" },
    } },
  },

  -- ---- the card, as it is read ------------------------------------------------------------------------------
  pay_card = {
    { "out_request_no", "string", required = true, max_chars = 128, doc = "number it was made under" },
    { "card_id", "string", required = true, max_chars = 32, example = "pbLatjvWOibDc5-TBnbUk1pD12o0" },
    { "brand_id", "string", required = true, max_chars = 32, example = "1004" },
    { "appid", "string", required = true, example = "wxea9c30890f48d5ae", doc = "account that is bound to the brand" },
    { "card_type", "string", required = true, enum = "pay_card_type" },
    { "card_title", "string", required = true, max_chars = 10, doc = "name on the card" },
    { "card_color", "string", required = true, max_chars = 7, format = "color", example = "#FFFF00" },
    { "card_picture_url", "string", required = true, max_chars = 256, doc = PICTURE,
      example = "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0" },
    { "code_mode", "string", required = true, enum = "pay_code_mode", doc = "who gives the codes" },
    { "code_type", "string", required = true, enum = "pay_code_type", doc = "how a code is shown" },
    { "code_jump_information", "object", shape = "pay_jump", doc = "what the code's button opens" },
    { "benefits", "string", required = true, max_chars = 32, doc = "what members get" },
    { "notify_url", "string", required = true, max_chars = 256, doc = "where this card's events go" },
    { "need_pinned", "boolean", doc = "shown first" },
    { "need_display_level", "boolean", doc = "the level is shown" },
    { "init_level", "string", max_chars = 10, doc = "what a new member starts at" },
    { "service_phone", "string", max_chars = 32 },
    { "legal_agreement", "string", required = true, max_chars = 20480, doc = "terms, as plain text" },
    { "valid_date_information", "object", required = true, shape = "pay_validity_told" },
    { "member_information", "object", required = true, shape = "pay_jump_whole", doc = "member centre" },
    { "points_information", "object", shape = "pay_jump", doc = "points page" },
    { "balance_information", "object", shape = "pay_jump", doc = "balance page" },
    { "purchase_information", "object", shape = "pay_purchase_told", doc = "page that sells the membership" },
    { "user_information", "object", shape = "pay_form_told", doc = "what users are asked" },
    { "state", "string", required = true, enum = "pay_card_state" },
    { "create_time", "string", required = true, format = "rfc3339" },
    { "modify_time", "string", required = true, format = "rfc3339", doc = "older texts call it update_time" },
  },
  pay_card_of_brand = { -- as the brand's own pages print it
    shape = "pay_card",
    { "appid", "string", required = true, max_chars = 32, example = "wxea9c30890f48d5ae",
      doc = "account that is bound to the brand" },
    { "legal_agreement", "string", max_chars = 20480, doc = "terms, as plain text" },
    { "valid_date_information", "object", required = true, shape = "pay_validity_told", fields = {
      { "type", "string", required = true, enum = "pay_validity",
        doc = "between two times, some days from pick-up on, or for ever" },
    } },
    { "member_information", "object", shape = "pay_jump", doc = "member centre" },
  },

  -- ---- a member's copy, as it is read -----------------------------------------------------------------------
  pay_user_card = {
    { "user_card_code", "string", required = true, max_chars = 32, example = "478515832665",
      doc = "one to a member of this card; digits, letters, half-width punctuation" },
    { "card_id", "string", required = true, max_chars = 32, example = "pbLatjvWOibDc5-TBnbUk1pD12o0" },
    { "openid", "string", required = true, max_chars = 128, example = "obLatjnx9gnqzS4myYGmLZ7LgLBA",
      doc = "of the card's appid" },
    { "card_color", "string", max_chars = 7, format = "color", example = "#FFFF00" },
    { "card_picture_url", "string", max_chars = 256 },
    { "brand_id", "string", required = true, max_chars = 32, example = "1004" },
    { "card_type", "string", required = true, enum = "pay_card_type" },
    { "phone_number", "string", max_chars = 512, sensitive = true, doc = "the limit is that of the ciphertext" },
    { "level", "string", max_chars = 10, doc = "member's level, only shown" },
    { "valid_date_information", "object", required = true, shape = "pay_validity_told" },
    { "pickup_time", "string", required = true, format = "rfc3339", doc = "when it was taken" },
    { "user_information", "object", shape = "pay_answers_told", doc = "what the user answered" },
    { "attach", "string", max_chars = 256, doc = "the caller's own note" },
    { "user_card_state", "string", required = true, enum = "pay_user_card_state" },
    { "invalid_reason", "string", max_chars = 32 },
    { "invalid_time", "string", format = "rfc3339" },
    { "create_time", "string", required = true, format = "rfc3339" },
    { "modify_time", "string", required = true, format = "rfc3339" },
  },
  pay_user_card_of_brand = {
    shape = "pay_user_card",
    { "valid_date_information", "object", required = true, shape = "pay_validity_told", fields = {
      { "type", "string", required = true, enum = "pay_validity",
        doc = "between two times, some days from pick-up on, or for ever" },
    } },
  },

  -- ---- what an import, a change and a confirmation may carry -------------------------------------------------
  pay_user_card_data = {
    { "phone_number", "string", max_chars = 512, sensitive = true,
      doc = "mobile number; the limit is that of the ciphertext" },
    { "card_color", "string", max_chars = 7, format = "color", example = "#FFFF00" },
    { "card_picture_url", "string", max_chars = 256, doc = "address given by the picture upload" },
    { "level", "string", max_chars = 10, doc = "member's level, only shown" },
    { "user_information", "object", shape = "pay_answers", doc = "answers to questions that the card asks" },
  },

  pay_activity = {
    { "out_request_no", "string", required = true, max_chars = 128 },
    { "brand_id", "string", required = true, max_chars = 32, example = "1004" },
    { "card_id", "string", required = true, max_chars = 32, example = "pbLatjvWOibDc5-TBnbUk1pD12o0" },
    { "activity_channel", "string", required = true, enum = "pay_activity_channel" },
    { "title", "string", required = true, max_chars = 128 },
    { "sub_title", "string", required = true, max_chars = 128 },
    { "begin_time", "string", required = true, format = "rfc3339" },
    { "end_time", "string", required = true, format = "rfc3339" },
    { "apply_total", "integer", required = true, doc = "gifts in all" },
    { "apply_available", "integer", required = true, doc = "gifts left" },
    { "product_coupon_stock_list", "list", items = "object", shape = "pay_coupon_stock", doc = "batches given" },
    { "activity_id", "integer", required = true, example = 371067 },
    { "activity_state", "string", required = true, enum = "pay_activity_state" },
    { "create_time", "string", required = true, format = "rfc3339" },
    { "modify_time", "string", required = true, format = "rfc3339" },
  },
  pay_coupon_stock = {
    { "product_coupon_id", "string", required = true, max_chars = 128, example = "701138812971763025610907319729" },
    { "stock_id", "string", required = true, max_chars = 128, example = "98065001", doc = "batch" },
  },
}
