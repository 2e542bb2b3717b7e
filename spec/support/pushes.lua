-- One push of every event, as WeChat would write it, and the table that is to come of it. Made up for the specs.
local HEAD = "<ToUserName><![CDATA[gh_5e4d3c2b1a00]]></ToUserName>\n" ..
  "<FromUserName><![CDATA[oSpecMember0000000000000001]]></FromUserName>\n" ..
  "<CreateTime>1762000000</CreateTime>\n<MsgType><![CDATA[event]]></MsgType>\n"

local CARD, CODE = "pSpecCard00000000000000000A1", "004215530087"
local CARD_XML = "<CardId><![CDATA[" .. CARD .. "]]></CardId>"
local COPY_XML = CARD_XML .. "<UserCardCode><![CDATA[" .. CODE .. "]]></UserCardCode>"

local pushes = {}

-- A push of the usual form: `xml` and `want` are what the event adds to the common fields.
local function push(name, xml, want)
  want.ToUserName, want.FromUserName = "gh_5e4d3c2b1a00", "oSpecMember0000000000000001"
  want.CreateTime, want.MsgType, want.Event = 1762000000, "event", name
  pushes[#pushes + 1] = { event = name, want = want,
    xml = "<xml>" .. HEAD .. "<Event><![CDATA[" .. name .. "]]></Event>" .. xml .. "</xml>" }
end

push("card_pass_check", CARD_XML .. "<RefuseReason><![CDATA[]]></RefuseReason>", { CardId = CARD })
push("card_not_pass_check", CARD_XML .. "<RefuseReason><![CDATA[图片不清晰]]></RefuseReason>",
  { CardId = CARD, RefuseReason = "图片不清晰" })
push("user_get_card", COPY_XML .. "<IsGiveByFriend>0</IsGiveByFriend><FriendUserName/><OuterId>7</OuterId>" ..
  "<OldUserCardCode><![CDATA[]]></OldUserCardCode><OuterStr><![CDATA[007]]></OuterStr>" ..
  "<IsRestoreMemberCard> 1 </IsRestoreMemberCard><IsRecommendByFriend><![CDATA[0]]></IsRecommendByFriend>" ..
  "<UnionId>o6SpecUnion</UnionId><SourceScene>SOURCE_SCENE_QRCODE</SourceScene>",
  { CardId = CARD, UserCardCode = CODE, IsGiveByFriend = 0, OuterId = 7, OuterStr = "007", IsRestoreMemberCard = 1,
    IsRecommendByFriend = 0, UnionId = "o6SpecUnion", SourceScene = "SOURCE_SCENE_QRCODE" })
push("user_gifting_card", COPY_XML .. "<IsReturnBack>0</IsReturnBack><FriendUserName><![CDATA[oSpecFriend]]>" ..
  "</FriendUserName><IsChatRoom>1</IsChatRoom>",
  { CardId = CARD, UserCardCode = CODE, IsReturnBack = 0, FriendUserName = "oSpecFriend", IsChatRoom = 1 })
push("user_del_card", COPY_XML, { CardId = CARD, UserCardCode = CODE })
push("user_consume_card", COPY_XML .. "<ConsumeSource><![CDATA[FROM_MOBILE_HELPER]]></ConsumeSource>" ..
  "<LocationName><![CDATA[人民路店]]></LocationName><StaffOpenId><![CDATA[oSpecStaff]]></StaffOpenId>" ..
  "<VerifyCode><![CDATA[0042]]></VerifyCode><RemarkAmount><![CDATA[]]></RemarkAmount>" ..
  "<OuterStr><![CDATA[till 7]]></OuterStr><LocationId>0</LocationId><OuterId>0</OuterId>",
  { CardId = CARD, UserCardCode = CODE, ConsumeSource = "FROM_MOBILE_HELPER", LocationName = "人民路店",
    StaffOpenId = "oSpecStaff", VerifyCode = "0042", OuterStr = "till 7", LocationId = 0, OuterId = 0 })
push("user_pay_from_pay_cell", "\n<CardId>\n  <![CDATA[" .. CARD .. "]]>\n</CardId>\n<UserCardCode>\n" .. CODE ..
  "\n</UserCardCode><TransId> <![CDATA[4200009999202511010000000001]]> </TransId><LocationId>334455</LocationId>" ..
  "<Fee> <![CDATA[8800]]> </Fee><OriginalFee> <![CDATA[9900]]> </OriginalFee>",
  { CardId = CARD, UserCardCode = CODE, TransId = "4200009999202511010000000001", LocationId = 334455, Fee = 8800,
    OriginalFee = 9900 })
push("user_view_card", CARD_XML .. "<UserCardCode><![CDATA[]]></UserCardCode><OuterStr>door</OuterStr>",
  { CardId = CARD, OuterStr = "door" })
push("user_enter_session_from_card", COPY_XML, { CardId = CARD, UserCardCode = CODE })
push("update_member_card", COPY_XML .. "<ModifyBonus>-30</ModifyBonus><ModifyBalance>1250</ModifyBalance>",
  { CardId = CARD, UserCardCode = CODE, ModifyBonus = -30, ModifyBalance = 1250 })
push("submit_membercard_user_info", "<CardId> <![CDATA[" .. CARD .. "]]></CardId><UserCardCode>" .. CODE ..
  "</UserCardCode>", { CardId = CARD, UserCardCode = CODE })
push("card_sku_remind", CARD_XML .. "<Detail><![CDATA[the card's quantity is equal to 0]]></Detail>",
  { CardId = CARD, Detail = "the card's quantity is equal to 0" })
push("card_pay_order", "<OrderId><![CDATA[00770088]]></OrderId><Status><![CDATA[ORDER_STATUS_SUCC]]></Status>" ..
  "<CreateOrderTime>1761999000</CreateOrderTime><PayFinishTime>0</PayFinishTime><Desc><![CDATA[]]></Desc>" ..
  "<FreeCoinCount><![CDATA[200]]></FreeCoinCount><PayCoinCount><![CDATA[0]]></PayCoinCount>" ..
  "<RefundFreeCoinCount><![CDATA[5]]></RefundFreeCoinCount><RefundPayCoinCount>0</RefundPayCoinCount>" ..
  "<OrderType><![CDATA[ORDER_TYPE_SYS_ADD]]></OrderType><Memo><![CDATA[奖励]]></Memo><ReceiptInfo/>",
  { OrderId = "00770088", Status = "ORDER_STATUS_SUCC", CreateOrderTime = 1761999000, PayFinishTime = 0,
    FreeCoinCount = 200, PayCoinCount = 0, RefundFreeCoinCount = 5, RefundPayCoinCount = 0,
    OrderType = "ORDER_TYPE_SYS_ADD", Memo = "奖励" })
push("giftcard_pay_done", "<PageId><![CDATA[ab+/cd==]]></PageId><OrderId><![CDATA[ZSpec0001]]></OrderId>",
  { PageId = "ab+/cd==", OrderId = "ZSpec0001" })
push("giftcard_send_to_friend", "<PageId><![CDATA[ab+/cd==]]></PageId><OrderId><![CDATA[ZSpec0001]]></OrderId>" ..
  "<IsChatRoom>True</IsChatRoom><IsReturnBack><![CDATA[false]]></IsReturnBack>",
  { PageId = "ab+/cd==", OrderId = "ZSpec0001", IsChatRoom = true, IsReturnBack = false })
push("giftcard_user_accept", "<PageId><![CDATA[ab+/cd==]]></PageId><OrderId><![CDATA[ZSpec0001]]></OrderId>" ..
  "<IsChatRoom>false</IsChatRoom>", { PageId = "ab+/cd==", OrderId = "ZSpec0001", IsChatRoom = false })
push("card_merchant_check_result", "<MerchantId>4711</MerchantId><IsPass>0</IsPass><Reason><![CDATA[资料不全]]></Reason>",
  { MerchantId = 4711, IsPass = 0, Reason = "资料不全" })
push("poi_check_notify", "<UniqId><![CDATA[shop-01]]></UniqId><PoiId><![CDATA[00456]]></PoiId>" ..
  "<Result><![CDATA[fail]]></Result><msg><![CDATA[地址不详]]></msg>",
  { UniqId = "shop-01", PoiId = "00456", Result = "fail", msg = "地址不详" })
push("create_map_poi_audit_info", "<audit_id>20202</audit_id><status>1</status>" ..
  "<map_poi_id><![CDATA[9007199254740993001]]></map_poi_id><name><![CDATA[河边店]]></name>" ..
  "<address><![CDATA[河边路一号]]></address><latitude>31.25</latitude><longitude>-121.5</longitude><sh_remark/>",
  { audit_id = 20202, status = 1, map_poi_id = "9007199254740993001", name = "河边店", address = "河边路一号",
    latitude = 31.25, longitude = -121.5 })
push("subscribe", "<EventKey><![CDATA[qrscene_table_0_4]]></EventKey><Ticket><![CDATA[gQSpec==]]></Ticket>",
  { EventKey = "qrscene_table_0_4", Ticket = "gQSpec==" })
push("unsubscribe", "<EventKey><![CDATA[]]></EventKey>", {})
push("SCAN", "<EventKey><![CDATA[0042]]></EventKey><Ticket><![CDATA[gQSpec==]]></Ticket>",
  { EventKey = "0042", Ticket = "gQSpec==" })

return pushes
