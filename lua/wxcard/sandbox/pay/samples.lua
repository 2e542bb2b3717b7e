---What WeChat's own documents use in their examples, so that these run as they are printed.
local time = require("wxcard.time")

local samples = {}

samples.BRAND, samples.CARD = "1004", "pbLatjvWOibDc5-TBnbUk1pD12o0"

function samples.brands()
  return { [samples.BRAND] = { membership = true } }
end

function samples.cards(now)
  return { [samples.CARD] = {
    members = {}, by_code = {}, by_openid = {}, made_by = "merchant",
    body = {
      out_request_no = "100002322019090134234sfdf", card_id = samples.CARD, brand_id = samples.BRAND,
      appid = "wxea9c30890f48d5ae", card_type = "NORMAL", card_title = "会员卡", card_color = "#FFFF00",
      card_picture_url = "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0", code_mode = "MERCHANT_ALLOCATE",
      code_type = "QR_CODE", benefits = "积分 折扣", notify_url = "https://www.weixin.qq.com/wxpay/notify.php",
      need_pinned = false, need_display_level = true, init_level = "普通会员", service_phone = "010-88770000",
      legal_agreement = "会员章程",
      valid_date_information = { type = "FIX_TIME_RANGE", available_begin_time = "2020-05-20T13:29:35+08:00",
        available_end_time = "2050-05-20T13:29:35+08:00" },
      member_information = { jump_appid = "wxea9c30a90fs8d3fe", jump_path = "/pages/index/index" },
      user_information = {
        common_field_list = { "USER_FORM_FLAG_SEX", "USER_FORM_FLAG_NAME", "USER_FORM_FLAG_BIRTHDAY",
          "USER_FORM_FLAG_ADDRESS", "USER_FORM_FLAG_EMAIL", "USER_FORM_FLAG_CITY" },
        custom_field_list = { { type = "RADIO", name = "兴趣", values = { "阅读", "运动", "旅行" } } },
      },
      state = "CARD_EFFECTIVE", create_time = time.rfc3339(now), modify_time = time.rfc3339(now),
    },
  } }
end

-- The same number is the example of membercard-open.
function samples.open_cards(now)
  return { [samples.CARD] = {
    members = {}, by_code = {}, by_openid = {}, by_phone = {}, reminded = {}, codes = {}, modules = {}, rights = {},
    next_code = 0,
    body = {
      card_id = samples.CARD, appid = "wxea9c30890f48d5ae", brand = { brand_id = samples.BRAND, display_name = "示例品牌" },
      logo_url = "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0", title = "会员卡",
      background_picture_url = "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0", description = "会员章程",
      code_type = "QRCODE", code_mode = "SYSTEM_ALLOCATE", date_information = { type = "PERMANENT" },
      out_request_no = "100002322019090134234sfdf", need_display_level = true, init_level = "普通会员",
      status = "APPROVED", create_time = time.rfc3339(now), update_time = time.rfc3339(now),
    },
  } }
end

return samples
