-- A rich membership card to marshal: background, rule of points, cells, hours, pictures with text.
return {
  card = {
    card_type = "MEMBER_CARD",
    member_card = {
      background_pic_url = "https://mmbiz.qlogo.cn/mmbiz/QnLampBackground0000/0",
      base_info = {
        logo_url = "http://mmbiz.qpic.cn/mmbiz/QnLampLogo0000000000/0",
        brand_name = "青灯小馆",
        code_type = "CODE_TYPE_TEXT",
        title = "青灯小馆会员",
        color = "Color010",
        notice = "结账前请出示会员卡",
        service_phone = "0571-86000000",
        description = "每桌限用一张,节假日同样有效",
        date_info = { type = "DATE_TYPE_PERMANENT" },
        sku = { quantity = 50000000 },
        get_limit = 3,
        use_custom_code = false,
        can_give_friend = true,
        location_id_list = { 217, 21801 },
        custom_url_name = "今日菜单",
        custom_url = "https://qingdeng.example/menu",
        custom_url_sub_title = "时令六味",
        promotion_url_name = "夜宵预订",
        promotion_url = "https://qingdeng.example/night",
        need_push_on_view = true,
      },
      advanced_info = {
        use_condition = {
          accept_category = "堂食",
          reject_category = "酒水",
          can_use_with_other_discount = true,
        },
        abstract = {
          abstract = "一盏青灯,四时小菜,会员夜夜有位",
          icon_url_list = {
            "http://mmbiz.qpic.cn/mmbiz/QnLampAbstract00000000000000000000000000000000000000000000000000000000000/0",
          },
        },
        text_image_list = {
          {
            image_url = "http://mmbiz.qpic.cn/mmbiz/QnLampDishOne000000000000000000000000000000000000000000000000000/0",
            text = "笋干老鸭慢火煨足六个时辰,汤色清亮,入口回甘",
          },
          {
            image_url = "http://mmbiz.qpic.cn/mmbiz/QnLampDishTwo000000000000000000000000000000000000000000000000000/0",
            text = "龙井虾仁现剥现炒,只取明前茶",
          },
        },
        time_limit = {
          { type = "MONDAY", begin_hour = 0, end_hour = 10, begin_minute = 10, end_minute = 59 },
          { type = "HOLIDAY" },
        },
        business_service = {
          "BIZ_SERVICE_FREE_WIFI",
          "BIZ_SERVICE_WITH_PET",
          "BIZ_SERVICE_FREE_PARK",
          "BIZ_SERVICE_DELIVER",
        },
      },
      supply_bonus = true,
      supply_balance = false,
      prerogative = "生日当月赠时令甜品一份",
      auto_activate = true,
      custom_field1 = { name_type = "FIELD_NAME_TYPE_LEVEL", url = "https://qingdeng.example/level" },
      activate_url = "https://qingdeng.example/activate",
      custom_cell1 = { name = "会员日", tips = "每月八日", url = "https://qingdeng.example/day" },
      bonus_rule = {
        cost_money_unit = 100,
        increase_bonus = 1,
        max_increase_bonus = 200,
        init_increase_bonus = 10,
        cost_bonus_unit = 5,
        reduce_money = 100,
        least_money_to_use_bonus = 1000,
        max_reduce_bonus = 50,
      },
      discount = 10,
    },
  },
}
