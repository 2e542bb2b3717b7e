-- 山月茶舍的会员卡:领取即激活。A rich card of a tea house; it is active as soon as somebody takes it.
-- A card is a plain table with WeChat's own field names. Pictures must be on WeChat's servers first (media/uploadimg),
-- so the file returns a function of their addresses. Money is whole fen.
return function(pictures)
  return {
    card_type = "MEMBER_CARD",
    member_card = {
      background_pic_url = pictures.background,
      base_info = {
        logo_url = pictures.logo,
        brand_name = "山月茶舍",
        title = "山月茶友卡",
        color = "Color020", -- shown where there is no background picture
        code_type = "CODE_TYPE_BARCODE",
        notice = "结账前请向店员出示",
        service_phone = "0571-8800-0000",
        description = "本卡在山月茶舍各门店通用,积分可抵茶位费。\n节假日照常使用,不与其他优惠同享。",
        date_info = { type = "DATE_TYPE_PERMANENT" },
        sku = { quantity = 50000 },
        get_limit = 1,
        use_custom_code = false,
        can_share = true,
        can_give_friend = false,
        location_id_list = { 213384, 213385 }, -- poi ids of your own shops
        -- New cards link to mini programs: WeChat answers 73211 to the web links custom_url and promotion_url.
        custom_url_name = "预约茶席",
        custom_url_sub_title = "今日可约",
        custom_app_brand_user_name = "gh_86a091e50ad4@app",
        custom_app_brand_pass = "pages/booking/index",
        promotion_url_name = "本季新茶",
        promotion_url_sub_title = "明前龙井",
        promotion_app_brand_user_name = "gh_86a091e50ad4@app",
        promotion_app_brand_pass = "pages/season/index",
        need_push_on_view = true, -- an event each time a member opens the card
      },
      advanced_info = {
        use_condition = {
          accept_category = "堂食茶饮与茶点",
          reject_category = "茶叶礼盒",
          can_use_with_other_discount = false,
        },
        abstract = { abstract = "一盏茶的工夫", icon_url_list = { pictures.background } },
        text_image_list = {
          { image_url = pictures.background, text = "临窗可见半山茶园,春茶季可预约采茶与手工炒茶。" },
          { image_url = pictures.logo, text = "每日现磨的抹茶与应季茶点,会员先尝。" },
        },
        time_limit = {
          { type = "MONDAY", begin_hour = 10, begin_minute = 0, end_hour = 21, end_minute = 30 },
          { type = "SATURDAY", begin_hour = 9, begin_minute = 0, end_hour = 22, end_minute = 30 },
          { type = "HOLIDAY" },
        },
        business_service = {
          "BIZ_SERVICE_FREE_WIFI", "BIZ_SERVICE_FREE_PARK", "BIZ_SERVICE_WITH_PET", "BIZ_SERVICE_DELIVER",
        },
      },
      prerogative = "消费满 1 元积 1 分,100 分抵 1 元。\n会员生日当月免茶位费,新茶上市先品。",
      auto_activate = true,
      supply_bonus = true,
      bonus_cleared = "积分当年有效,次年 3 月 31 日清零",
      bonus_rules = "消费满 1 元积 1 分,100 分抵 1 元",
      bonus_rule = {
        cost_money_unit = 100, -- each yuan spent
        increase_bonus = 1, --   earns one point,
        max_increase_bonus = 500, -- at most so many a purchase
        init_increase_bonus = 20, -- given at the start
        cost_bonus_unit = 100, -- a hundred points
        reduce_money = 100, --   take off one yuan
        least_money_to_use_bonus = 3000,
        max_reduce_bonus = 2000,
      },
      supply_balance = false,
      custom_field1 = { name_type = "FIELD_NAME_TYPE_LEVEL", url = "https://shanyue.example/level" },
      custom_field2 = { name = "茶券", url = "https://shanyue.example/coupons" },
      custom_cell1 = { name = "我的茶单", tips = "上次喝的茶", url = "https://shanyue.example/history" },
      discount = 5, -- percent off: members pay 95
    },
  }
end
