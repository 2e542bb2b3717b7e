-- 山月茶器铺的会员卡:微信一键激活。A shop's card with one-tap activation: WeChat asks the new member a few questions
-- (activateuserform/set says which), and the shop gives the card its number and first points (membercard/activate).
return function(pictures)
  return {
    card_type = "MEMBER_CARD",
    member_card = {
      background_pic_url = pictures.background,
      base_info = {
        logo_url = pictures.logo,
        brand_name = "山月茶器铺",
        title = "山月茶器会员卡",
        color = "Color060",
        code_type = "CODE_TYPE_QRCODE",
        notice = "到店出示会员卡积分",
        description = "每人限领一张。\n会员权益不与其他优惠同享。",
        date_info = { type = "DATE_TYPE_PERMANENT" },
        sku = { quantity = 100000 },
        get_limit = 1,
        can_share = false,
        can_give_friend = false,
        use_all_locations = true,
      },
      prerogative = "消费 1 元积 1 分,2000 分抵 20 元。\n生日当月双倍积分,器物开片免费修补一次。",
      auto_activate = false,
      wx_activate = true,
      supply_bonus = true,
      bonus_cleared = "积分长期有效",
      bonus_rules = "消费 1 元积 1 分,2000 分抵 20 元",
      supply_balance = false,
      bonus_rule = { cost_money_unit = 100, increase_bonus = 1, cost_bonus_unit = 2000, reduce_money = 2000 },
      custom_field1 = { name_type = "FIELD_NAME_TYPE_LEVEL", url = "https://shanyue.example/level" },
    },
  }
end
