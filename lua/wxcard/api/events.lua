---What WeChat pushes to the merchant's server, as data: one entry an event, one field a line.
---Types: string; int, int01, timestamp (s), money_fen, number: numbers; bool_text: the words true and false.
---`key` names the fields that tell one event from another; the event's name is part of every key.
---`when` says when a field is filled; a field that is not required may be absent or empty. `delivery` is a rule of
---push.lua, which also has the fields that all share.

local CARD = { "CardId", "string", required = true, doc = "The card's id", doc_zh = "卡券 ID" }
local CODE = { "UserCardCode", "string", required = true, doc = "Code of the user's copy; text, never a number",
  doc_zh = "用户的卡券 code，按文本处理" }
local PAGE = { "PageId", "string", required = true, doc = "The gift-card page, base64 text", doc_zh = "礼品卡货架 ID" }
local ORDER = { "OrderId", "string", required = true, doc = "The order", doc_zh = "订单号" }

local events = {}

events.card_pass_check = {
  group = "review",
  doc = "A new or changed card passed the review",
  doc_zh = "卡券通过审核",
  from = "whatever WeChat puts there: not a member",
  delivery = "standard",
  key = { "CardId", "CreateTime" },
  fields = {
    CARD,
    { "RefuseReason", "string", doc = "Empty here", doc_zh = "审核不通过原因（通过时为空）" },
  },
  notes = { "comes again after each change that is reviewed", "a review may take three working days" },
}

events.card_not_pass_check = {
  group = "review",
  doc = "A new or changed card was refused by the review",
  doc_zh = "卡券未通过审核",
  from = "whatever WeChat puts there: not a member",
  delivery = "standard",
  key = { "CardId", "CreateTime" },
  fields = {
    CARD,
    { "RefuseReason", "string", doc = "The reviewer's words, in Chinese", doc_zh = "审核不通过原因" },
  },
}

events.user_get_card = {
  group = "user",
  doc = "A user took a card: from a QR code, a page, a friend, or back from the deleted ones",
  doc_zh = "用户领取卡券",
  from = "the openid of who has the card now",
  delivery = "receive_card_extended",
  key = { "FromUserName", "CreateTime", "CardId", "UserCardCode" },
  fields = {
    CARD,
    CODE,
    { "IsGiveByFriend", "int01", required = true, doc = "1: a friend gave it", doc_zh = "是否为转赠领取" },
    { "FriendUserName", "string", when = "IsGiveByFriend is 1", doc = "The giver's openid", doc_zh = "赠送方 openid" },
    { "OldUserCardCode", "string", when = "after a gift", doc = "The giver's code: a gift gets a new one",
      doc_zh = "转赠前的 code" },
    { "OuterStr", "string", doc = "Channel of the QR code, page or link it came from", doc_zh = "领取渠道" },
    { "OuterId", "int", doc = "The channel as a number, replaced by OuterStr", doc_zh = "旧版领取渠道值" },
    { "IsRestoreMemberCard", "int01", doc = "1: a deleted member card taken back", doc_zh = "是否恢复已删除的会员卡" },
    { "IsRecommendByFriend", "int01", doc = "1: taken on a friend's recommendation", doc_zh = "是否好友推荐领取" },
    { "UnionId", "string", when = "the account belongs to an open platform account", doc = "The member's union id",
      doc_zh = "用户 unionid" },
    { "SourceScene", "string", status = "seen", doc = "How it was found, such as SOURCE_SCENE_QRCODE",
      doc_zh = "领取场景" },
    { "OutetStr", "string", status = "seen", doc = "OuterStr misspelt, once: ignore it", doc_zh = "OuterStr 的误拼" },
  },
  notes = {
    "one scan of a multi-card QR code gives several in the same second",
    "the openid is the Official Account's, also when a mini program handed the card out",
    "may come after submit_membercard_user_info, or never",
  },
}

events.user_gifting_card = {
  group = "user",
  doc = "A user is giving a card away, or an unclaimed gift came back",
  doc_zh = "用户转赠卡券",
  from = "the giver's openid",
  delivery = "standard",
  key = { "FromUserName", "CreateTime", "CardId", "UserCardCode", "IsReturnBack" },
  fields = {
    CARD,
    CODE,
    { "IsReturnBack", "int01", required = true, doc = "1: nobody took it within 24 hours", doc_zh = "是否转赠退回" },
    { "FriendUserName", "string", when = "given to one friend", doc = "The receiver's openid", doc_zh = "接收方 openid" },
    { "IsChatRoom", "int01", required = true, doc = "1: given to a group", doc_zh = "是否转赠到群" },
  },
  notes = { "the code stays in state GIFTING until the receiver's user_get_card" },
}

events.user_del_card = {
  group = "user",
  doc = "A user threw a card away",
  doc_zh = "用户删除卡券",
  from = "the user's openid",
  delivery = "standard",
  key = { "FromUserName", "CreateTime", "CardId", "UserCardCode" },
  fields = { CARD, CODE },
  notes = { "a member card can come back: user_get_card with IsRestoreMemberCard 1" },
}

events.user_consume_card = {
  group = "user",
  doc = "A card was redeemed, by whichever way",
  doc_zh = "卡券被核销",
  from = "the user's openid",
  delivery = "standard",
  key = { "FromUserName", "CreateTime", "CardId", "UserCardCode" },
  fields = {
    CARD,
    CODE,
    { "ConsumeSource", "string", required = true, open_enum = true, enum = { "FROM_API", "FROM_MP",
      "FROM_MOBILE_HELPER" }, doc = "Who redeemed: the API, the console, the staff's phone", doc_zh = "核销来源" },
    { "LocationName", "string", when = "self-service or payment", doc = "The store's name", doc_zh = "门店名称" },
    { "LocationId", "int", status = "seen", doc = "The store, 0 when unknown", doc_zh = "门店 ID" },
    { "StaffOpenId", "string", doc = "Openid of the member of staff", doc_zh = "核销员 openid" },
    { "VerifyCode", "string", when = "self-service", doc = "The code that the user typed", doc_zh = "自助核销验证码" },
    { "RemarkAmount", "string", when = "self-service", doc = "The amount that the user noted", doc_zh = "自助核销备注金额" },
    { "OuterStr", "string", doc = "Text given when it was redeemed", doc_zh = "核销时传入的自定义参数" },
    { "OuterId", "int", status = "seen", doc = "The channel as a number", doc_zh = "旧版渠道值" },
    { "OutTradeNo", "string", status = "old", doc = "The merchant's order", doc_zh = "商户订单号" },
    { "TransId", "string", status = "old", doc = "WeChat Pay's transaction", doc_zh = "微信支付订单号" },
  },
  notes = { "redeeming by API gives this event too: do not book it twice" },
}

events.user_pay_from_pay_cell = {
  group = "user",
  retired = true,
  doc = "A user paid by the card's pay button",
  doc_zh = "用户通过会员卡买单",
  from = "the user's openid",
  delivery = "standard",
  key = { "TransId" },
  fields = {
    CARD,
    CODE,
    { "TransId", "string", required = true, doc = "WeChat Pay's transaction", doc_zh = "微信支付订单号" },
    { "LocationId", "int", required = true, doc = "The store", doc_zh = "门店 ID" },
    { "LocationName", "string", status = "seen", doc = "The store's name", doc_zh = "门店名称" },
    { "Fee", "money_fen", required = true, unit = "fen", doc = "What was paid", doc_zh = "实付金额" },
    { "OriginalFee", "money_fen", required = true, unit = "fen", doc = "What it cost", doc_zh = "应付金额" },
  },
  notes = { "the feature was withdrawn (error 73215)" },
}

events.user_view_card = {
  group = "user",
  doc = "A user opened the member card",
  doc_zh = "用户查看会员卡",
  from = "the user's openid",
  delivery = "standard",
  requires = "base_info.need_push_on_view is true",
  key = { "FromUserName", "CreateTime", "CardId", "UserCardCode" },
  fields = {
    CARD,
    { "UserCardCode", "string", when = "custom codes; others may be empty", doc = "Code of the user's copy",
      doc_zh = "自定义 code 的会员卡 code" },
    { "OuterStr", "string", when = "opened by a QR code", doc = "The QR code's channel", doc_zh = "打开会员卡的渠道" },
    { "OuterId", "int", status = "seen", doc = "The channel as a number", doc_zh = "旧版渠道值" },
  },
  notes = { "comes at every look: expect many" },
}

events.user_enter_session_from_card = {
  group = "user",
  doc = "A user opened the account's chat from the card",
  doc_zh = "用户从卡券进入公众号会话",
  from = "the user's openid",
  delivery = "standard",
  requires = "the user follows the account",
  key = { "FromUserName", "CreateTime", "CardId", "UserCardCode" },
  fields = { CARD, CODE },
}

events.update_member_card = {
  group = "member",
  doc = "A member's points or balance changed",
  doc_zh = "会员卡积分或余额变动",
  from = "the member's openid",
  delivery = "standard",
  key = { "FromUserName", "CreateTime", "CardId", "UserCardCode", "ModifyBonus", "ModifyBalance" },
  fields = {
    CARD,
    CODE,
    { "ModifyBonus", "int", required = true, unit = "point", doc = "By how much the points changed", doc_zh = "变动的积分" },
    { "ModifyBalance", "money_fen", required = true, unit = "fen", doc = "By how much the balance changed",
      doc_zh = "变动的余额" },
  },
  notes = { "changes, not totals; they may be negative" },
}

events.submit_membercard_user_info = {
  group = "member",
  doc = "A member sent the activation form, or corrected it later",
  doc_zh = "用户提交会员卡激活资料",
  from = "the member's openid",
  delivery = "standard",
  requires = "member_card.wx_activate is true and an activation form is set",
  key = { "FromUserName", "CreateTime", "CardId", "UserCardCode" },
  fields = { CARD, CODE },
  notes = { "the form's content is not in it: ask card/membercard/userinfo/get", "may come before user_get_card" },
}

events.card_sku_remind = {
  group = "stock",
  doc = "A card is running out: of more than 200 at first, at most 100 are left and somebody wanted one",
  doc_zh = "卡券库存报警",
  from = "WeChat; the value looks like an openid",
  delivery = "standard",
  key = { "CardId", "CreateTime" },
  fields = {
    CARD,
    { "Detail", "string", doc = "A sentence in English: ask for the stock instead of reading it", doc_zh = "报警详情" },
  },
  notes = { "once in 12 hours for a card, at most" },
}

events.card_pay_order = {
  group = "coin",
  retired = true,
  doc = "The account's card coins changed: given, bought, paid back or exchanged for stock",
  doc_zh = "券点流水",
  from = "the operator's openid",
  delivery = "standard",
  key = { "OrderId", "Status" },
  fields = {
    ORDER,
    { "Status", "string", required = true, open_enum = true, enum = { "ORDER_STATUS_WAITING", "ORDER_STATUS_SUCC",
      "ORDER_STATUS_FINANCE_SUCC", "ORDER_STATUS_QUANTITY_SUCC", "ORDER_STATUS_HAS_REFUND",
      "ORDER_STATUS_REFUND_WAITING", "ORDER_STATUS_ROLLBACK", "ORDER_STATUS_HAS_RECEIPT" },
      doc = "How far the order is", doc_zh = "订单状态" },
    { "CreateOrderTime", "timestamp", required = true, unit = "s", doc = "When the QR code to pay was made",
      doc_zh = "购买二维码生成时间" },
    { "PayFinishTime", "timestamp", required = true, unit = "s", doc = "When it was paid, 0 before", doc_zh = "付款时间" },
    { "Desc", "string", doc = "Way of payment", doc_zh = "支付方式" },
    { "FreeCoinCount", "int", required = true, doc = "Free coins left", doc_zh = "剩余免费券点" },
    { "PayCoinCount", "int", required = true, doc = "Bought coins left", doc_zh = "剩余付费券点" },
    { "RefundFreeCoinCount", "int", required = true, doc = "Free coins that moved", doc_zh = "变动的免费券点" },
    { "RefundPayCoinCount", "int", required = true, doc = "Bought coins that moved", doc_zh = "变动的付费券点" },
    { "OrderType", "string", required = true, open_enum = true, enum = { "ORDER_TYPE_SYS_ADD", "ORDER_TYPE_WXPAY",
      "ORDER_TYPE_REFUND", "ORDER_TYPE_REDUCE", "ORDER_TYPE_SYS_REDUCE" }, doc = "Why they moved", doc_zh = "订单类型" },
    { "Memo", "string", doc = "Remark", doc_zh = "系统备注" },
    { "ReceiptInfo", "string", doc = "Invoice", doc_zh = "发票信息" },
  },
  notes = { "the feature is paused (errors 73206, 73207)", "has no CardId" },
}

events.giftcard_pay_done = {
  group = "giftcard",
  doc = "A gift card was paid for",
  doc_zh = "礼品卡购买成功",
  from = "the buyer's openid",
  delivery = "gift_card",
  key = { "OrderId" },
  fields = { PAGE, ORDER },
  notes = { "the codes are in the order: card/giftcard/order/get" },
}

events.giftcard_send_to_friend = {
  group = "giftcard",
  doc = "A gift card was sent to a friend or a group, or came back",
  doc_zh = "用户赠送礼品卡",
  from = "the buyer's openid",
  delivery = "gift_card",
  key = { "OrderId", "IsReturnBack" },
  fields = {
    PAGE,
    ORDER,
    { "IsChatRoom", "bool_text", required = true, doc = "Sent to a group", doc_zh = "是否发送到群" },
    { "IsReturnBack", "bool_text", doc = "Nobody took it within 24 hours", doc_zh = "是否退回" },
  },
}

events.giftcard_user_accept = {
  group = "giftcard",
  doc = "A gift card was taken",
  doc_zh = "用户领取礼品卡",
  from = "the receiver's openid",
  delivery = "gift_card",
  key = { "OrderId", "FromUserName" },
  fields = {
    PAGE,
    ORDER,
    { "IsChatRoom", "bool_text", required = true, doc = "Taken from a group", doc_zh = "是否从群中领取" },
  },
}

events.card_merchant_check_result = {
  group = "merchant",
  doc = "A sub-merchant was reviewed",
  doc_zh = "子商户审核结果",
  from = "as WeChat gives it; absent in the third-party form",
  delivery = "standard",
  key = { "MerchantId", "SubMerchantAppId", "CreateTime" },
  fields = {
    { "MerchantId", "int", when = "the agency's form", doc = "The sub-merchant", doc_zh = "子商户 ID" },
    { "IsPass", "int01", required = true, doc = "1: accepted", doc_zh = "是否通过审核" },
    { "Reason", "string", doc = "Why it was refused", doc_zh = "驳回原因" },
    { "InfoType", "string", when = "the third-party form", doc = "The event's name, in place of Event",
      doc_zh = "第三方平台推送的事件类型" },
    { "AppId", "string", when = "the third-party form", doc = "The parent's appid", doc_zh = "母商户 appid" },
    { "SubMerchantAppId", "string", when = "the third-party form", doc = "The sub-merchant's appid",
      doc_zh = "子商户 appid" },
  },
  notes = { "the third-party form has no ToUserName, FromUserName or Event" },
}

events.poi_check_notify = {
  group = "store",
  doc = "A store was reviewed",
  doc_zh = "门店审核结果",
  from = "as WeChat gives it",
  delivery = "standard",
  key = { "PoiId", "CreateTime" },
  fields = {
    { "UniqId", "string", when = "the store has a sid", doc = "The merchant's own id of it", doc_zh = "商户自有门店 ID" },
    { "PoiId", "string", required = true, doc = "WeChat's id of the store", doc_zh = "微信门店 ID" },
    { "Result", "string", required = true, open_enum = true, enum = { "succ", "fail" }, doc = "How it went",
      doc_zh = "审核结果" },
    { "msg", "string", also = "Msg", doc = "Remark or reason", doc_zh = "成功的通知信息或失败的驳回理由" },
  },
  notes = { "cards may name the store once Result is succ" },
}

events.create_map_poi_audit_info = {
  group = "store",
  doc = "A store made on Tencent Maps was reviewed",
  doc_zh = "腾讯地图门店审核结果",
  from = "as WeChat gives it",
  delivery = "standard",
  key = { "audit_id" },
  fields = {
    { "audit_id", "int", required = true, doc = "The review", doc_zh = "审核单 ID" },
    { "status", "int", required = true, enum = { 0, 1 }, doc = "0: accepted, 1: refused (unlike IsPass)",
      doc_zh = "审核状态（0 通过，1 失败）" },
    { "map_poi_id", "string", required = true, doc = "The place on the map", doc_zh = "腾讯地图 ID" },
    { "name", "string", required = true, doc = "The store's name", doc_zh = "门店名称" },
    { "address", "string", required = true, doc = "The store's address", doc_zh = "门店地址" },
    { "latitude", "number", required = true, unit = "degree", doc = "Latitude", doc_zh = "纬度" },
    { "longitude", "number", required = true, unit = "degree", doc = "Longitude", doc_zh = "经度" },
    { "sh_remark", "string", doc = "The reviewer's remark", doc_zh = "审核备注" },
  },
}

events.subscribe = {
  group = "follow",
  doc = "A user follows the account",
  doc_zh = "用户关注公众号",
  from = "the user's openid",
  delivery = "standard",
  key = { "FromUserName", "CreateTime" },
  fields = {
    { "EventKey", "string", when = "by a QR code", doc = "qrscene_ and the QR code's scene, with any more underscores",
      doc_zh = "qrscene_ 加二维码参数值" },
    { "Ticket", "string", when = "by a QR code", doc = "The QR code's ticket", doc_zh = "二维码 ticket" },
  },
}

events.unsubscribe = {
  group = "follow",
  doc = "A user no longer follows the account",
  doc_zh = "用户取消关注公众号",
  from = "the user's openid, the same if the user comes back",
  delivery = "standard",
  key = { "FromUserName", "CreateTime" },
  fields = {
    { "EventKey", "string", doc = "Empty", doc_zh = "空" },
  },
  notes = { "the user's stored personal data is to be removed" },
}

events.SCAN = {
  group = "follow",
  doc = "A follower scanned one of the account's QR codes",
  doc_zh = "已关注用户扫描带参数二维码",
  from = "the user's openid",
  delivery = "standard",
  key = { "FromUserName", "CreateTime" },
  fields = {
    { "EventKey", "string", required = true, doc = "The QR code's scene", doc_zh = "二维码参数值" },
    { "Ticket", "string", required = true, doc = "The QR code's ticket", doc_zh = "二维码 ticket" },
  },
  notes = { "a card's QR code gives user_get_card instead" },
}

return events
