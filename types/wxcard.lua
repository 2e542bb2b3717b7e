---@meta wxcard.types
-- Made from the catalogue by tools/types.lua; edit lua/wxcard/api/ instead.
-- luacheck: no max line length

---@class wxcard.CallOptions
---@class wxcard.File

---@alias wxcard.enum.brand_applyment_state "STATE_UNKNOWN"|"DRAFTING"|"AUDITING"|"AUDIT_REJECTED"|"PENDING_PUBLISH"|"PUBLISHED"|"CANCELED"

---@alias wxcard.enum.brand_audit_state "SUCCESS"|"PROCESSING"|"REJECTED"

---@alias wxcard.enum.brand_authorization "AUTHORIZATION_TYPE_HOSTING"|"AUTHORIZATION_TYPE_PARTLY"

---@alias wxcard.enum.brand_jump_type "JUMP_MINI_PROGRAM"|"JUMP_WEB_PAGE"

---@alias wxcard.enum.brand_link_state "STATE_UNKNOWN"|"WAITING_AUDIT"|"AUDIT_REJECT"|"WAITING_CONFIRMATION"|"MERCHANT_ADMIN_REJECT"|"IN_EFFECT"|"CANCELED"

---@alias wxcard.enum.brand_payment_scene "MINI_PROGRAM"|"APP"|"PAYMENT_SCORE"|"PAYMENT_CODE"

---@alias wxcard.enum.brand_product "BRAND_PRODUCT_AUTHORITY_MERCHANT_CARD"|"BRAND_PRODUCT_AUTHORITY_CARD_LINK"|"BRAND_PRODUCT_AUTHORITY_PRODUCT_COUPON"|"BRAND_PRODUCT_AUTHORITY_SHAKE_COUPON"|"BRAND_PRODUCT_AUTHORITY_BRAND_PAY_GIFT"|"BRAND_PRODUCT_AUTHORITY_BRAND_STORE"|"BRAND_PRODUCT_AUTHORITY_PAYMENT_MERCHANT_MANAGE"|"BRAND_PRODUCT_AUTHORITY_APPID_MANAGE"|"BRAND_PRODUCT_AUTHORITY_FINDER_MANAGE"|"BRAND_PRODUCT_AUTHORITY_CATEGORY_MANAGE"

---@alias wxcard.enum.brand_publish_type "IMMEDIATE_PUBLISH"|"SCHEDULED_PUBLISH"

---@alias wxcard.enum.brand_recipient_state "CONFIRMED"|"ADMIN_REJECTED"|"CONFIRMING"|"TIMEOUT_REJECTED"

---@alias wxcard.enum.brand_service_type "MINI_PROGRAM"|"WECOM"|"CUSTOMIZE_WEB"|"CUSTOMIZE_MP"|"SERVICE_PHONE"

---@alias wxcard.enum.brand_store_state "OPEN"|"CREATING"|"CLOSED"

---@alias wxcard.enum.business_service "BIZ_SERVICE_DELIVER"|"BIZ_SERVICE_FREE_PARK"|"BIZ_SERVICE_WITH_PET"|"BIZ_SERVICE_FREE_WIFI"

---@alias wxcard.enum.card_status "CARD_STATUS_NOT_VERIFY"|"CARD_STATUS_VERIFY_FAIL"|"CARD_STATUS_VERIFY_OK"|"CARD_STATUS_DELETE"|"CARD_STATUS_DISPATCH"

---@alias wxcard.enum.card_type "GROUPON"|"CASH"|"DISCOUNT"|"GIFT"|"GENERAL_COUPON"|"GENERAL_CARD"|"MEMBER_CARD"|"MEETING_TICKET"|"SCENIC_TICKET"|"MOVIE_TICKET"|"BOARDING_PASS"

---@alias wxcard.enum.card_type_answer "GROUPON"|"CASH"|"DISCOUNT"|"GIFT"|"GENERAL_COUPON"|"GENERAL_CARD"|"MEMBER_CARD"|"MEETING_TICKET"|"SCENIC_TICKET"|"MOVIE_TICKET"|"BOARDING_PASS"|"BUS_TICKET"

---@alias wxcard.enum.code_type "CODE_TYPE_TEXT"|"CODE_TYPE_BARCODE"|"CODE_TYPE_QRCODE"|"CODE_TYPE_ONLY_QRCODE"|"CODE_TYPE_ONLY_BARCODE"|"CODE_TYPE_NONE"

---@alias wxcard.enum.color "Color010"|"Color020"|"Color030"|"Color040"|"Color050"|"Color060"|"Color070"|"Color080"|"Color081"|"Color082"|"Color090"|"Color100"|"Color101"|"Color102"

---@alias wxcard.enum.date_type "DATE_TYPE_FIX_TIME_RANGE"|"DATE_TYPE_FIX_TERM"|"DATE_TYPE_PERMANENT"|"1"|"2"

---@alias wxcard.enum.date_type_dated "DATE_TYPE_FIX_TIME_RANGE"|"DATE_TYPE_FIX_TERM"|"1"|"2"

---@alias wxcard.enum.field_name_type "FIELD_NAME_TYPE_LEVEL"|"FIELD_NAME_TYPE_COUPON"|"FIELD_NAME_TYPE_STAMP"|"FIELD_NAME_TYPE_DISCOUNT"|"FIELD_NAME_TYPE_ACHIEVEMEN"|"FIELD_NAME_TYPE_MILEAGE"|"FIELD_NAME_TYPE_SET_POINTS"|"FIELD_NAME_TYPE_TIMS"

---@alias wxcard.enum.form_choice "FORM_FIELD_RADIO"|"FORM_FIELD_SELECT"|"FORM_FIELD_CHECK_BOX"

---@alias wxcard.enum.form_field_id "USER_FORM_INFO_FLAG_MOBILE"|"USER_FORM_INFO_FLAG_SEX"|"USER_FORM_INFO_FLAG_NAME"|"USER_FORM_INFO_FLAG_BIRTHDAY"|"USER_FORM_INFO_FLAG_IDCARD"|"USER_FORM_INFO_FLAG_EMAIL"|"USER_FORM_INFO_FLAG_LOCATION"|"USER_FORM_INFO_FLAG_EDUCATION_BACKGROUND"|"USER_FORM_INFO_FLAG_INDUSTRY"|"USER_FORM_INFO_FLAG_INCOME"|"USER_FORM_INFO_FLAG_HABIT"|"USER_FORM_INFO_FLAG_EDUCATION_BACKGRO"|"USER_FORM_INFO_FLAG_DETAIL_LOCATION"|"USER_FORM_INFO_FLAG_CAREER"

---@alias wxcard.enum.gift_activity_status "CREATED"|"ONGOING"|"TERMINATED"|"OVER_TIME"

---@alias wxcard.enum.gift_activity_type "NON_MEMBER_AFTERPAY"|"MEMBER_AFTERPAY"|"NON_MEMBER_MINIPROGRAM"|"MEMBER_MINIPROGRAM"

---@alias wxcard.enum.media_type "image"|"voice"|"video"|"thumb"

---@alias wxcard.enum.open_activate_type "AUTO_ACTIVATE"|"JUMP_ACTIVATE"

---@alias wxcard.enum.open_card_status "NOT_APPROVE"|"APPROVE_FAIL"|"APPROVED"|"DELETED"

---@alias wxcard.enum.open_code_mode "SYSTEM_ALLOCATE"|"MERCHANT_DEPOSIT"|"REAL_TIME"

---@alias wxcard.enum.open_code_type "BAR_CODE"|"QRCODE"|"BAR_CODE_AND_QRCODE"|"NONE_CODE"

---@alias wxcard.enum.open_confirm_state "DEFAULT"|"CREATE_CARD_SUCCESS"|"CREATE_CARD_FAIL"|"CREATE_CARD_ALREADY_EXISTS"

---@alias wxcard.enum.open_deposit_result "SUCCESS"|"DUPLICATE"|"FAIL"

---@alias wxcard.enum.open_favor_title "FAVOR"|"VIP"

---@alias wxcard.enum.open_own_question "TEXT"|"SELECT"|"RADIO"|"CHECK_BOX"

---@alias wxcard.enum.open_price_title "MEMBER_PRICE"|"MEMBER_ACTIVITY"

---@alias wxcard.enum.open_question "USER_FORM_FLAG_MOBILE"|"USER_FORM_FLAG_SEX"|"USER_FORM_FLAG_NAME"|"USER_FORM_FLAG_BIRTHDAY"|"USER_FORM_FLAG_ADDRESS"|"USER_FORM_FLAG_EMAIL"|"USER_FORM_FLAG_CITY"

---@alias wxcard.enum.open_receive_status "UNSHOWED"|"UNRECEIVED"|"RECEIVED"

---@alias wxcard.enum.open_user_card_status "NOT_ACTIVATE"|"EFFECTIVE"|"EXPIRE"|"UNAVAILABLE"|"DELETE"

---@alias wxcard.enum.pay_activity_channel "MECHANT_APP_COMPONENT"

---@alias wxcard.enum.pay_activity_state "MEMBERSHIP_ACTIVITY_CREATED"|"MEMBERSHIP_ACTIVITY_EFFECTIVE"|"MEMBERSHIP_ACTIVITY_TERMINATED"|"MEMBERSHIP_ACTIVITY_EXPIRED"

---@alias wxcard.enum.pay_card_state "CARD_EFFECTIVE"|"CARD_INVALID"

---@alias wxcard.enum.pay_card_type "PURCHASE"|"NORMAL"|"BALANCE"

---@alias wxcard.enum.pay_code_mode "SYSTEM_ALLOCATE"|"MERCHANT_ALLOCATE"

---@alias wxcard.enum.pay_code_type "NONE_CODE"|"BAR_CODE"|"QR_CODE"|"BAR_CODE_AND_QR_CODE"|"JUMP_MINI_PROGRAM"

---@alias wxcard.enum.pay_confirm_state "CREATE_CARD_SUCCESS"|"CREATE_CARD_FAIL"|"CREATE_CARD_ALREADY_EXISTS"

---@alias wxcard.enum.pay_coupon_kind "PRODUCT_COUPON_STOCK_TYPE_BUSI_FAVOR"|"PRODUCT_COUPON_STOCK_TYPE_CASH_FAVOR"|"PRODUCT_COUPON_STOCK_TYPE_BRAND_FAVOR"

---@alias wxcard.enum.pay_exchange_result "POINT_EXCHANGE_COUPON_ALLOW"|"POINT_EXCHANGE_COUPON_REJECT"

---@alias wxcard.enum.pay_exchange_state "POINT_EXCHANGE_COUPON_SUCCESS"|"POINT_EXCHANGE_COUPON_FAIL"

---@alias wxcard.enum.pay_own_question "CHECK_BOX"|"RADIO"

---@alias wxcard.enum.pay_question "USER_FORM_FLAG_SEX"|"USER_FORM_FLAG_NAME"|"USER_FORM_FLAG_BIRTHDAY"|"USER_FORM_FLAG_ADDRESS"|"USER_FORM_FLAG_EMAIL"|"USER_FORM_FLAG_CITY"

---@alias wxcard.enum.pay_user_card_state "UNACTIVATED"|"EFFECTIVE"|"EXPIRED"|"INVALID"

---@alias wxcard.enum.pay_validity "FIX_TIME_RANGE"|"FIX_TERM"|"PERMANENT"

---@alias wxcard.enum.scene "SCENE_NEAR_BY"|"SCENE_MENU"|"SCENE_QRCODE"|"SCENE_ARTICLE"|"SCENE_H5"|"SCENE_IVR"|"SCENE_CARD_CUSTOM_CELL"

---@alias wxcard.enum.url_name_type "URL_NAME_TYPE_TAKE_AWAY"|"URL_NAME_TYPE_RESERVATION"|"URL_NAME_TYPE_USE_IMMEDIATELY"|"URL_NAME_TYPE_APPOINTMENT"|"URL_NAME_TYPE_EXCHANGE"|"URL_NAME_TYPE_VEHICLE_INFORMATION"

---@alias wxcard.enum.user_card_status "NORMAL"|"CONSUMED"|"EXPIRE"|"GIFTING"|"GIFT_SUCC"|"GIFT_TIMEOUT"|"DELETE"|"UNAVAILABLE"

---@alias wxcard.enum.weekday "MONDAY"|"TUESDAY"|"WEDNESDAY"|"THURSDAY"|"FRIDAY"|"SATURDAY"|"SUNDAY"|"HOLIDAY"

---A follower scanned one of the account's QR codes
---已关注用户扫描带参数二维码
---@class wxcard.event.SCAN: wxcard.Event
---@field Event "SCAN"
---@field EventKey string The QR code's scene
---@field Ticket string The QR code's ticket

---A sub-merchant was reviewed
---子商户审核结果
---@class wxcard.event.card_merchant_check_result: wxcard.Event
---@field Event "card_merchant_check_result"
---@field MerchantId? integer The sub-merchant; when the agency's form
---@field IsPass 0|1 1: accepted
---@field Reason? string Why it was refused
---@field InfoType? string The event's name, in place of Event; when the third-party form
---@field AppId? string The parent's appid; when the third-party form
---@field SubMerchantAppId? string The sub-merchant's appid; when the third-party form

---A new or changed card was refused by the review
---卡券未通过审核
---@class wxcard.event.card_not_pass_check: wxcard.Event
---@field Event "card_not_pass_check"
---@field CardId string The card's id
---@field RefuseReason? string The reviewer's words, in Chinese

---A new or changed card passed the review
---卡券通过审核
---@class wxcard.event.card_pass_check: wxcard.Event
---@field Event "card_pass_check"
---@field CardId string The card's id
---@field RefuseReason? string Empty here

---The account's card coins changed: given, bought, paid back or exchanged for stock
---券点流水
---@class wxcard.event.card_pay_order: wxcard.Event
---@field Event "card_pay_order"
---@field OrderId string The order
---@field Status "ORDER_STATUS_WAITING"|"ORDER_STATUS_SUCC"|"ORDER_STATUS_FINANCE_SUCC"|"ORDER_STATUS_QUANTITY_SUCC"|"ORDER_STATUS_HAS_REFUND"|"ORDER_STATUS_REFUND_WAITING"|"ORDER_STATUS_ROLLBACK"|"ORDER_STATUS_HAS_RECEIPT"|string How far the order is
---@field CreateOrderTime integer When the QR code to pay was made; unit: s
---@field PayFinishTime integer When it was paid, 0 before; unit: s
---@field Desc? string Way of payment
---@field FreeCoinCount integer Free coins left
---@field PayCoinCount integer Bought coins left
---@field RefundFreeCoinCount integer Free coins that moved
---@field RefundPayCoinCount integer Bought coins that moved
---@field OrderType "ORDER_TYPE_SYS_ADD"|"ORDER_TYPE_WXPAY"|"ORDER_TYPE_REFUND"|"ORDER_TYPE_REDUCE"|"ORDER_TYPE_SYS_REDUCE"|string Why they moved
---@field Memo? string Remark
---@field ReceiptInfo? string Invoice

---A card is running out: of more than 200 at first, at most 100 are left and somebody wanted one
---卡券库存报警
---@class wxcard.event.card_sku_remind: wxcard.Event
---@field Event "card_sku_remind"
---@field CardId string The card's id
---@field Detail? string A sentence in English: ask for the stock instead of reading it

---A store made on Tencent Maps was reviewed
---腾讯地图门店审核结果
---@class wxcard.event.create_map_poi_audit_info: wxcard.Event
---@field Event "create_map_poi_audit_info"
---@field audit_id integer The review
---@field status 0|1 0: accepted, 1: refused (unlike IsPass)
---@field map_poi_id string The place on the map
---@field name string The store's name
---@field address string The store's address
---@field latitude number Latitude; unit: degree
---@field longitude number Longitude; unit: degree
---@field sh_remark? string The reviewer's remark

---A gift card was paid for
---礼品卡购买成功
---@class wxcard.event.giftcard_pay_done: wxcard.Event
---@field Event "giftcard_pay_done"
---@field PageId string The gift-card page, base64 text
---@field OrderId string The order

---A gift card was sent to a friend or a group, or came back
---用户赠送礼品卡
---@class wxcard.event.giftcard_send_to_friend: wxcard.Event
---@field Event "giftcard_send_to_friend"
---@field PageId string The gift-card page, base64 text
---@field OrderId string The order
---@field IsChatRoom boolean Sent to a group
---@field IsReturnBack? boolean Nobody took it within 24 hours

---A gift card was taken
---用户领取礼品卡
---@class wxcard.event.giftcard_user_accept: wxcard.Event
---@field Event "giftcard_user_accept"
---@field PageId string The gift-card page, base64 text
---@field OrderId string The order
---@field IsChatRoom boolean Taken from a group

---A store was reviewed
---门店审核结果
---@class wxcard.event.poi_check_notify: wxcard.Event
---@field Event "poi_check_notify"
---@field UniqId? string The merchant's own id of it; when the store has a sid
---@field PoiId string WeChat's id of the store
---@field Result "succ"|"fail"|string How it went
---@field msg? string Remark or reason

---A member sent the activation form, or corrected it later
---用户提交会员卡激活资料
---@class wxcard.event.submit_membercard_user_info: wxcard.Event
---@field Event "submit_membercard_user_info"
---@field CardId string The card's id
---@field UserCardCode string Code of the user's copy; text, never a number

---A user follows the account
---用户关注公众号
---@class wxcard.event.subscribe: wxcard.Event
---@field Event "subscribe"
---@field EventKey? string qrscene_ and the QR code's scene, with any more underscores; when by a QR code
---@field Ticket? string The QR code's ticket; when by a QR code

---A user no longer follows the account
---用户取消关注公众号
---@class wxcard.event.unsubscribe: wxcard.Event
---@field Event "unsubscribe"
---@field EventKey? string Empty

---A member's points or balance changed
---会员卡积分或余额变动
---@class wxcard.event.update_member_card: wxcard.Event
---@field Event "update_member_card"
---@field CardId string The card's id
---@field UserCardCode string Code of the user's copy; text, never a number
---@field ModifyBonus integer By how much the points changed; unit: point
---@field ModifyBalance integer By how much the balance changed; unit: fen

---A card was redeemed, by whichever way
---卡券被核销
---@class wxcard.event.user_consume_card: wxcard.Event
---@field Event "user_consume_card"
---@field CardId string The card's id
---@field UserCardCode string Code of the user's copy; text, never a number
---@field ConsumeSource "FROM_API"|"FROM_MP"|"FROM_MOBILE_HELPER"|string Who redeemed: the API, the console, the staff's phone
---@field LocationName? string The store's name; when self-service or payment
---@field LocationId? integer The store, 0 when unknown
---@field StaffOpenId? string Openid of the member of staff
---@field VerifyCode? string The code that the user typed; when self-service
---@field RemarkAmount? string The amount that the user noted; when self-service
---@field OuterStr? string Text given when it was redeemed
---@field OuterId? integer The channel as a number
---@field OutTradeNo? string The merchant's order
---@field TransId? string WeChat Pay's transaction

---A user threw a card away
---用户删除卡券
---@class wxcard.event.user_del_card: wxcard.Event
---@field Event "user_del_card"
---@field CardId string The card's id
---@field UserCardCode string Code of the user's copy; text, never a number

---A user opened the account's chat from the card
---用户从卡券进入公众号会话
---@class wxcard.event.user_enter_session_from_card: wxcard.Event
---@field Event "user_enter_session_from_card"
---@field CardId string The card's id
---@field UserCardCode string Code of the user's copy; text, never a number

---A user took a card: from a QR code, a page, a friend, or back from the deleted ones
---用户领取卡券
---@class wxcard.event.user_get_card: wxcard.Event
---@field Event "user_get_card"
---@field CardId string The card's id
---@field UserCardCode string Code of the user's copy; text, never a number
---@field IsGiveByFriend 0|1 1: a friend gave it
---@field FriendUserName? string The giver's openid; when IsGiveByFriend is 1
---@field OldUserCardCode? string The giver's code: a gift gets a new one; when after a gift
---@field OuterStr? string Channel of the QR code, page or link it came from
---@field OuterId? integer The channel as a number, replaced by OuterStr
---@field IsRestoreMemberCard? 0|1 1: a deleted member card taken back
---@field IsRecommendByFriend? 0|1 1: taken on a friend's recommendation
---@field UnionId? string The member's union id; when the account belongs to an open platform account
---@field SourceScene? string How it was found, such as SOURCE_SCENE_QRCODE
---@field OutetStr? string OuterStr misspelt, once: ignore it

---A user is giving a card away, or an unclaimed gift came back
---用户转赠卡券
---@class wxcard.event.user_gifting_card: wxcard.Event
---@field Event "user_gifting_card"
---@field CardId string The card's id
---@field UserCardCode string Code of the user's copy; text, never a number
---@field IsReturnBack 0|1 1: nobody took it within 24 hours
---@field FriendUserName? string The receiver's openid; when given to one friend
---@field IsChatRoom 0|1 1: given to a group

---A user paid by the card's pay button
---用户通过会员卡买单
---@class wxcard.event.user_pay_from_pay_cell: wxcard.Event
---@field Event "user_pay_from_pay_cell"
---@field CardId string The card's id
---@field UserCardCode string Code of the user's copy; text, never a number
---@field TransId string WeChat Pay's transaction
---@field LocationId integer The store
---@field LocationName? string The store's name
---@field Fee integer What was paid; unit: fen
---@field OriginalFee integer What it cost; unit: fen

---A user opened the member card
---用户查看会员卡
---@class wxcard.event.user_view_card: wxcard.Event
---@field Event "user_view_card"
---@field CardId string The card's id
---@field UserCardCode? string Code of the user's copy; when custom codes; others may be empty
---@field OuterStr? string The QR code's channel; when opened by a QR code
---@field OuterId? integer The channel as a number

---@alias wxcard.AnyEvent wxcard.event.SCAN|wxcard.event.card_merchant_check_result|wxcard.event.card_not_pass_check|wxcard.event.card_pass_check|wxcard.event.card_pay_order|wxcard.event.card_sku_remind|wxcard.event.create_map_poi_audit_info|wxcard.event.giftcard_pay_done|wxcard.event.giftcard_send_to_friend|wxcard.event.giftcard_user_accept|wxcard.event.poi_check_notify|wxcard.event.submit_membercard_user_info|wxcard.event.subscribe|wxcard.event.unsubscribe|wxcard.event.update_member_card|wxcard.event.user_consume_card|wxcard.event.user_del_card|wxcard.event.user_enter_session_from_card|wxcard.event.user_get_card|wxcard.event.user_gifting_card|wxcard.event.user_pay_from_pay_cell|wxcard.event.user_view_card

---@class wxcard.shape.pay_jump
---@field jump_appid? string mini program that opens; at most 32 characters; e.g. wxea9c30a90fs8d3fe
---@field jump_path? string page in it; at most 128 characters; e.g. /pages/points/points

---@class wxcard.shape.pay_validity_typed
---@field type wxcard.enum.pay_validity between two times, some days from pick-up on, or for ever
---@field available_begin_time? string first moment; required when type is FIX_TIME_RANGE; e.g. 2020-05-20T13:29:35+08:00
---@field available_end_time? string last moment; required when type is FIX_TIME_RANGE; e.g. 2030-05-20T13:29:35+08:00
---@field available_day_after_receive? integer natural days, counted from pick-up; 1 to 10958; required when type is FIX_TERM; unit: day; e.g. 200

---@class wxcard.shape.pay_purchase
---@field price? integer at least 1; unit: fen; e.g. 100
---@field jump_appid? string mini program that opens; at most 32 characters; e.g. wxea9c30a90fs8d3fe
---@field jump_path? string page in it; at most 128 characters; e.g. /pages/purchase/purchase

---@class wxcard.shape.pay_form.custom_field_list
---@field type? wxcard.enum.pay_own_question several choices or one
---@field name? string the question; at most 32 characters
---@field values? string[] the choices; at most 8 characters; 1 to 10 items

---@class wxcard.shape.pay_form
---@field common_field_list? wxcard.enum.pay_question[] WeChat's own questions, each once
---@field custom_field_list? wxcard.shape.pay_form.custom_field_list[] the merchant's question; at most 1 items

---@class wxcard.brand.card_member.cards.POST.Request
---@field out_request_no string the caller's number of this request: letters, digits, - and _; at most 128 characters; e.g. 100002322019090134234sfdf
---@field appid string account or mini program that is bound to the brand; at most 32 characters; e.g. wxea9c30890f48d5ae
---@field card_type wxcard.enum.pay_card_type only NORMAL is accepted by now
---@field card_title string name on the card: Chinese, Latin letters, digits, punctuation; at most 10 characters
---@field card_color string at most 7 characters; e.g. #FFFF00
---@field card_picture_url string address given by the picture upload; about 716 x 320 px, JPG or PNG, below 1 MB; at most 256 characters; e.g. https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0
---@field code_mode wxcard.enum.pay_code_mode codes of 24 digits from WeChat, or the merchant's own when a card is confirmed
---@field code_type wxcard.enum.pay_code_type how a code is shown
---@field code_jump_information? wxcard.shape.pay_jump what the code's button opens; only with JUMP_MINI_PROGRAM; required when code_type is JUMP_MINI_PROGRAM
---@field benefits string what members get; at most 32 characters
---@field notify_url string where this card's events go: a public address with a path, without a query; at most 256 characters; e.g. https://www.weixin.qq.com/wxpay/notify.php
---@field need_pinned? boolean shown first; default false
---@field need_display_level? boolean the level is shown; default false
---@field init_level? string what a new member starts at; only with need_display_level; at most 10 characters; required when need_display_level is true
---@field service_phone? string at most 32 characters; e.g. 010-8877xxxx
---@field legal_agreement? string terms, as plain text; at most 20480 characters
---@field valid_date_information wxcard.shape.pay_validity_typed
---@field member_information? wxcard.shape.pay_jump member centre
---@field points_information? wxcard.shape.pay_jump points page; absent, there is none
---@field balance_information? wxcard.shape.pay_jump balance page; only of a BALANCE card
---@field purchase_information? wxcard.shape.pay_purchase page that sells the membership; only of a PURCHASE card
---@field user_information? wxcard.shape.pay_form what users are asked

---@class wxcard.shape.pay_card_of_brand.valid_date_information
---@field type wxcard.enum.pay_validity between two times, some days from pick-up on, or for ever
---@field available_begin_time? string first moment; required when type is FIX_TIME_RANGE; e.g. 2020-05-20T13:29:35+08:00
---@field available_end_time? string last moment; required when type is FIX_TIME_RANGE; e.g. 2030-05-20T13:29:35+08:00
---@field available_day_after_receive? integer natural days, counted from pick-up; at most 10958; required when type is FIX_TERM; unit: day; e.g. 200

---@class wxcard.shape.pay_purchase_told
---@field price? integer unit: fen; e.g. 100
---@field jump_appid? string mini program that opens; at most 32 characters; e.g. wxea9c30a90fs8d3fe
---@field jump_path? string page in it; at most 128 characters; e.g. /pages/purchase/purchase

---@class wxcard.shape.pay_form_told.custom_field_list
---@field type? wxcard.enum.pay_own_question several choices or one
---@field name? string the question; at most 32 characters
---@field values? string[] the choices, ten at most; at most 8 characters

---@class wxcard.shape.pay_form_told
---@field common_field_list? wxcard.enum.pay_question[] WeChat's own questions
---@field custom_field_list? wxcard.shape.pay_form_told.custom_field_list[] the merchant's question, one at most

---@class wxcard.shape.pay_card_of_brand
---@field out_request_no string number it was made under; at most 128 characters
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field brand_id string at most 32 characters; e.g. 1004
---@field appid string account that is bound to the brand; at most 32 characters; e.g. wxea9c30890f48d5ae
---@field card_type wxcard.enum.pay_card_type
---@field card_title string name on the card; at most 10 characters
---@field card_color string at most 7 characters; e.g. #FFFF00
---@field card_picture_url string address given by the picture upload; about 716 x 320 px, JPG or PNG, below 1 MB; at most 256 characters; e.g. https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0
---@field code_mode wxcard.enum.pay_code_mode who gives the codes
---@field code_type wxcard.enum.pay_code_type how a code is shown
---@field code_jump_information? wxcard.shape.pay_jump what the code's button opens
---@field benefits string what members get; at most 32 characters
---@field notify_url string where this card's events go; at most 256 characters
---@field need_pinned? boolean shown first
---@field need_display_level? boolean the level is shown
---@field init_level? string what a new member starts at; at most 10 characters
---@field service_phone? string at most 32 characters
---@field legal_agreement? string terms, as plain text; at most 20480 characters
---@field valid_date_information wxcard.shape.pay_card_of_brand.valid_date_information
---@field member_information? wxcard.shape.pay_jump member centre
---@field points_information? wxcard.shape.pay_jump points page
---@field balance_information? wxcard.shape.pay_jump balance page
---@field purchase_information? wxcard.shape.pay_purchase_told page that sells the membership
---@field user_information? wxcard.shape.pay_form_told what users are asked
---@field state wxcard.enum.pay_card_state
---@field create_time string
---@field modify_time string older texts call it update_time

---@class wxcard.brand.card_member.cards.GET.Request
---@field state? wxcard.enum.pay_card_state all when absent
---@field offset integer rows to skip, not a page; at least 0; default 0
---@field limit integer rows; 1 to 20; e.g. 20

---@class wxcard.brand.card_member.cards.GET.Response
---@field data? wxcard.shape.pay_card_of_brand[]
---@field total_count integer rows that fit
---@field offset integer
---@field limit integer

---@class wxcard.brand.card_member.cards._card_id_.GET.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0

---@class wxcard.brand.card_member.cards._card_id_.PATCH.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field card_title? string name on the card; at most 10 characters
---@field card_color? string at most 7 characters; e.g. #FFFF00
---@field card_picture_url? string address given by the picture upload; about 716 x 320 px, JPG or PNG, below 1 MB; at most 256 characters
---@field code_jump_information? wxcard.shape.pay_jump both fields, and only of a card that shows a JUMP_MINI_PROGRAM code
---@field benefits? string what members get; at most 32 characters
---@field notify_url? string where this card's events go; at most 256 characters
---@field need_pinned? boolean shown first; default false
---@field need_display_level? boolean the level is shown; default false
---@field service_phone? string at most 32 characters; e.g. 010-8877xxxx
---@field valid_date_information? wxcard.shape.pay_validity_typed of the same kind as before
---@field member_information? wxcard.shape.pay_jump member centre; both fields
---@field points_information? wxcard.shape.pay_jump points page; both fields
---@field balance_information? wxcard.shape.pay_jump balance page; only of a BALANCE card
---@field purchase_information? wxcard.shape.pay_purchase_told only of a PURCHASE card
---@field user_information? wxcard.shape.pay_form what users are asked

---@class wxcard.brand.card_member.media.image_upload.Request
---@field file wxcard.File

---@class wxcard.brand.card_member.media.image_upload.Response
---@field media_url string lasts for ever; e.g. https://qpic.cn/xxx

---@class wxcard.brand.card_member.pre_auth_tokens.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA

---@class wxcard.brand.card_member.pre_auth_tokens.Response
---@field token string at most 32 characters; e.g. d2df23f2f4fasf3gws
---@field expire_time string an hour after; at most 32 characters

---@class wxcard.brand.card_member.user_cards.Request
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field user_card_state? wxcard.enum.pay_user_card_state
---@field offset integer rows to skip; at least 0; default 0
---@field limit integer rows; 1 to 20; e.g. 20

---@class wxcard.shape.pay_answers_told.common_field_list
---@field name? wxcard.enum.pay_question the question
---@field value? string the answer; at most 512 characters

---@class wxcard.shape.pay_answers_told.custom_field_list
---@field name? string the question, never encrypted; at most 32 characters
---@field user_chosen_values? string[] each encrypted by itself

---@class wxcard.shape.pay_answers_told
---@field common_field_list? wxcard.shape.pay_answers_told.common_field_list[] answers to WeChat's questions
---@field custom_field_list? wxcard.shape.pay_answers_told.custom_field_list[] answers to the merchant's

---@class wxcard.shape.pay_user_card_of_brand
---@field user_card_code string one to a member of this card; digits, letters, half-width punctuation; at most 32 characters; e.g. 478515832665
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field card_color? string at most 7 characters; e.g. #FFFF00
---@field card_picture_url? string at most 256 characters
---@field brand_id string at most 32 characters; e.g. 1004
---@field card_type wxcard.enum.pay_card_type
---@field phone_number? string the limit is that of the ciphertext; at most 512 characters
---@field level? string member's level, only shown; at most 10 characters
---@field valid_date_information wxcard.shape.pay_card_of_brand.valid_date_information
---@field pickup_time string when it was taken
---@field user_information? wxcard.shape.pay_answers_told what the user answered
---@field attach? string the caller's own note; at most 256 characters
---@field user_card_state wxcard.enum.pay_user_card_state
---@field invalid_reason? string at most 32 characters
---@field invalid_time? string
---@field create_time string
---@field modify_time string

---@class wxcard.brand.card_member.user_cards.Response
---@field data? wxcard.shape.pay_user_card_of_brand[]
---@field total_count integer rows that fit
---@field offset integer
---@field limit integer

---@class wxcard.shape.pay_answers.common_field_list
---@field name? wxcard.enum.pay_question the question
---@field value? string the answer; the limit is that of the ciphertext; at most 512 characters

---@class wxcard.shape.pay_answers.custom_field_list
---@field name? string the question, never encrypted; at most 32 characters
---@field user_chosen_values? string[] each encrypted by itself; before that 8 characters at most

---@class wxcard.shape.pay_answers
---@field common_field_list? wxcard.shape.pay_answers.common_field_list[] answers to WeChat's questions
---@field custom_field_list? wxcard.shape.pay_answers.custom_field_list[] answers to the merchant's; at most 1 items

---@class wxcard.shape.pay_validity
---@field type? wxcard.enum.pay_validity between two times, some days from pick-up on, or for ever
---@field available_begin_time? string first moment; required when type is FIX_TIME_RANGE; e.g. 2020-05-20T13:29:35+08:00
---@field available_end_time? string last moment; required when type is FIX_TIME_RANGE; e.g. 2030-05-20T13:29:35+08:00
---@field available_day_after_receive? integer natural days, counted from pick-up; 1 to 10958; required when type is FIX_TERM; unit: day; e.g. 200

---at least one of valid_date_information, date_information
---@class wxcard.brand.card_member.user_cards.import_by_openid.Request
---@field phone_number? string mobile number; the limit is that of the ciphertext; at most 512 characters
---@field card_color? string at most 7 characters; e.g. #FFFF00
---@field card_picture_url? string address given by the picture upload; at most 256 characters
---@field level? string member's level, only shown; at most 10 characters
---@field user_information? wxcard.shape.pay_answers answers to questions that the card asks
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field user_card_code string one to a member of this card; digits, letters, half-width punctuation; at most 32 characters; e.g. 478515832665
---@field valid_date_information? wxcard.shape.pay_validity_typed of the card's own kind; fields of other kinds are ignored
---@field date_information? wxcard.shape.pay_validity older name of valid_date_information: one of the two, never both
---@field pickup_time? string when the member took it: before now, and not so long ago that it would have expired; when the validity is FIX_TERM; e.g. 2020-05-20T13:29:35+08:00

---@class wxcard.brand.card_member.user_cards._user_card_code_.GET.Request
---@field user_card_code string percent-encoded in the path: it may have punctuation; at most 32 characters; e.g. 478515832665
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA

---@class wxcard.brand.card_member.user_cards._user_card_code_.PATCH.Request
---@field phone_number? string mobile number; the limit is that of the ciphertext; at most 512 characters
---@field card_color? string at most 7 characters; e.g. #FFFF00
---@field card_picture_url? string address given by the picture upload; at most 256 characters
---@field level? string member's level, only shown; at most 10 characters
---@field user_information? wxcard.shape.pay_answers answers to questions that the card asks
---@field user_card_code string percent-encoded in the path: it may have punctuation; at most 32 characters; e.g. 478515832665
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field valid_date_information? wxcard.shape.pay_validity_typed of the card's own kind; fields of other kinds are ignored
---@field attach? string the caller's own note; at most 256 characters

---@class wxcard.brand.card_member.user_cards._user_card_code_.confirm.Request
---@field phone_number? string mobile number; the limit is that of the ciphertext; at most 512 characters
---@field card_color? string at most 7 characters; e.g. #FFFF00
---@field card_picture_url? string address given by the picture upload; at most 256 characters
---@field level? string member's level, only shown; at most 10 characters
---@field user_information? wxcard.shape.pay_answers answers to questions that the card asks
---@field user_card_code string percent-encoded in the path: it may have punctuation; at most 32 characters; e.g. 478515832665
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field valid_date_information? wxcard.shape.pay_validity_typed of the card's own kind; fields of other kinds are ignored
---@field attach? string the caller's own note; at most 256 characters
---@field user_card_confirm_state wxcard.enum.pay_confirm_state ALREADY_EXISTS: opened, but the user had joined elsewhere before

---@class wxcard.brand.card_member.user_cards._user_card_code_.invalidate.Request
---@field user_card_code string percent-encoded in the path: it may have punctuation; at most 32 characters; e.g. 478515832665
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field invalid_reason? string at most 32 characters

---@class wxcard.brand.card_member.user_feeds.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field user_card_code string at most 32 characters; e.g. 478515832665
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field out_request_no string the caller's number: letters, digits, - and _; at most 64 characters; e.g. 100002322019090134234sfdf
---@field cell string template and values, as in cell of an order's attach; at most 128 characters; e.g. 15_1200_1

---@class wxcard.brand.card_member.user_feeds.Response
---@field brand_id string whose card it is; at most 32 characters; e.g. 1004
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field user_card_code string at most 32 characters; e.g. 478515832665
---@field out_request_no string the caller's number: letters, digits, - and _; at most 64 characters; e.g. 100002322019090134234sfdf
---@field cell string template and values, as in cell of an order's attach; at most 128 characters; e.g. 15_1200_1

---@class wxcard.brand.card_member.user_points.exchange_coupon.confirm.Request
---@field record_id string of the event that asked; at most 64 characters
---@field exchange_coupon_template_id string at most 32 characters; e.g. 0Flpo7FqTQ
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field user_card_code string at most 32 characters; e.g. 478515832665
---@field result wxcard.enum.pay_exchange_result
---@field reject_reason? string at most 32 characters; required when result is POINT_EXCHANGE_COUPON_REJECT

---@class wxcard.brand.card_member.user_points.exchange_coupon.confirm.Response
---@field record_id string of the event that asked; at most 64 characters
---@field exchange_coupon_template_id string at most 32 characters; e.g. 0Flpo7FqTQ
---@field brand_id string whose card it is; at most 32 characters; e.g. 1004
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field user_card_code string at most 32 characters; e.g. 478515832665
---@field state wxcard.enum.pay_exchange_state whether the coupon went out
---@field product_coupon_id? string
---@field product_coupon_stock_type? wxcard.enum.pay_coupon_kind|string
---@field stock_id? string batch
---@field coupon_code? string at most 128 characters; e.g. 123446565767
---@field reject_reason? string older texts call it fail_reason; at most 32 characters

---@class wxcard.brand.card_member.user_points.sync.Request
---@field out_request_no string the caller's number; at most 128 characters
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field user_card_code string at most 32 characters; e.g. 478515832665
---@field point_balance integer points that the member has now, not a change; unit: point; e.g. 1000

---@class wxcard.brand.card_member.user_points.sync.Response
---@field out_request_no string the caller's number; at most 128 characters
---@field brand_id string whose card it is; at most 32 characters; e.g. 1004
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field user_card_code string at most 32 characters; e.g. 478515832665
---@field point_balance integer points that the member has now, not a change; unit: point; e.g. 1000

---@class wxcard.card.batchget.Request
---@field offset integer the first is 0; at least 0
---@field count integer 1 to 50
---@field status_list? wxcard.enum.card_status[] every status when absent

---@class wxcard.card.batchget.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field card_id_list string[]
---@field total_num integer

---@class wxcard.card.code.checkcode.Request
---@field card_id string at most 32 bytes
---@field code string[] at most 20 bytes; 1 to 100 items

---@class wxcard.card.code.checkcode.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field exist_code string[]
---@field not_exist_code string[]

---@class wxcard.card.code.consume.Request
---@field code string at most 20 bytes
---@field card_id? string at most 32 bytes; when the card has use_custom_code (41012)

---@class wxcard.card.code.consume.Response.card
---@field card_id string

---@class wxcard.card.code.consume.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field card wxcard.card.code.consume.Response.card
---@field openid string

---@class wxcard.card.code.decrypt.Request
---@field encrypt_code string percent-decoded once if it came from a link; e.g. XXIzTtMqCxwOaawoE91+VJdsFmv7b8g0VZIZkqf4GWA60Fzpc8ksZ/5ZZ0DVkXdE

---@class wxcard.card.code.decrypt.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field code string

---@class wxcard.card.code.deposit.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field succ_code? any a list of codes in some answers, their number in others
---@field duplicate_code? any known before and skipped; list or number
---@field fail_code? any list or number

---@class wxcard.card.code.get.Request
---@field code string at most 20 bytes; e.g. 110201201245
---@field card_id? string at most 32 bytes; when the card has use_custom_code (41012)
---@field check_consume? boolean true: an unusable code is an error (40127); false: the state of any known code; default true

---@class wxcard.card.code.get.Response.card
---@field card_id string
---@field begin_time integer Unix time; unit: s
---@field end_time integer Unix time; unit: s
---@field code? string
---@field card_number? string gift cards
---@field membership_number? string
---@field bonus? integer unit: point
---@field balance? integer unit: fen

---@class wxcard.shape.user_info.common_field_list
---@field name wxcard.enum.form_field_id|string
---@field value string

---@class wxcard.shape.user_info.custom_field_list
---@field name string
---@field value string empty for a multiple choice
---@field value_list? string[] what was ticked in a multiple choice

---@class wxcard.shape.user_info
---@field common_field_list? wxcard.shape.user_info.common_field_list[]
---@field custom_field_list? wxcard.shape.user_info.custom_field_list[]

---@class wxcard.card.code.get.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field card wxcard.card.code.get.Response.card
---@field openid string
---@field can_consume boolean
---@field user_card_status wxcard.enum.user_card_status
---@field outer_str? string
---@field background_pic_url? string
---@field unionid? string
---@field nickname? string member cards
---@field membership_number? string member cards
---@field bonus? integer member and gift cards; unit: point
---@field balance? integer member and gift cards; unit: fen
---@field order_id? string gift cards
---@field user_info? wxcard.shape.user_info member cards

---@class wxcard.card.code.getdepositcount.Request
---@field card_id string at most 32 bytes

---@class wxcard.card.code.getdepositcount.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field count integer

---@class wxcard.card.code.mark.Request
---@field code string at most 20 bytes
---@field card_id string at most 32 bytes
---@field openid string
---@field is_mark boolean true reserves, false releases

---@class wxcard.Answer
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok

---@class wxcard.card.code.unavailable.Request
---@field code string at most 20 bytes
---@field card_id? string at most 32 bytes; when the card has use_custom_code (41012)
---@field reason? string why

---@class wxcard.card.code.update.Request
---@field code string at most 20 bytes
---@field new_code string at most 20 bytes
---@field card_id? string at most 32 bytes; when the card has use_custom_code (41012)

---@class wxcard.shape.base_info.sub_merchant_info
---@field merchant_id integer from card/submerchant/submit

---@class wxcard.shape.sku
---@field quantity integer stock; 0 only together with get_custom_code_mode. Larger figures than printed are accepted; 0 to 100000000; limits only warn
---@field total_quantity? integer WARNING: WeChat counts total_quantity itself; it has no effect in a request

---@class wxcard.shape.date_info
---@field type wxcard.enum.date_type PERMANENT is for member cards and gift cards
---@field begin_timestamp? integer Unix time; at most 2147483647; required when type is DATE_TYPE_FIX_TIME_RANGE or 1; unit: s
---@field end_timestamp? integer Unix time, best 23:59:59 in UTC+8; with FIX_TERM the last day for everybody, optional; at most 2147483647; required when type is DATE_TYPE_FIX_TIME_RANGE or 1; unit: s
---@field fixed_term? integer days the card is valid; at least 1; required when type is DATE_TYPE_FIX_TERM or 2; unit: day
---@field fixed_begin_term? integer days between the claim and the first valid day; 0 is the same day; at least 0; required when type is DATE_TYPE_FIX_TERM or 2; unit: day

---@class wxcard.shape.base_info.pay_info.swipe_card
---@field is_swipe_card? boolean the card can open the WeChat Pay code; default false

---@class wxcard.shape.base_info.pay_info
---@field swipe_card? wxcard.shape.base_info.pay_info.swipe_card

---@class wxcard.shape.base_info
---@field sub_merchant_info? wxcard.shape.base_info.sub_merchant_info when a parent account makes the card for a sub-merchant
---@field logo_url string picture from media/uploadimg, best 300 x 300 px; real addresses pass the printed 128 bytes at times; at most 128 bytes; limits only warn
---@field code_type wxcard.enum.code_type how the code is shown; NONE for cards redeemed on line only
---@field brand_name string the merchant's name, 12 Chinese characters; stays for ever; at most 36 bytes; fixed once the card exists
---@field title string the card's name, 9 Chinese characters; at most 27 bytes
---@field sub_title? string second line; gone from the newer pages; at most 18 characters
---@field color wxcard.enum.color a name; card/get answers with RGB; at most 16 bytes
---@field notice string line under the code, 16 Chinese characters; at most 48 bytes
---@field description string terms of use; line breaks allowed; at most 3072 bytes
---@field sku wxcard.shape.sku fixed once the card exists
---@field date_info wxcard.shape.date_info validity, in UTC+8 days
---@field use_custom_code? boolean codes come from the merchant; default false; fixed once the card exists
---@field get_custom_code_mode? "GET_CUSTOM_CODE_MODE_DEPOSIT" codes are imported by card/code/deposit; create with quantity 0, raise it after the import; at most 32 bytes
---@field bind_openid? boolean only a named openid may take the card; default false; fixed once the card exists
---@field service_phone? string at most 24 bytes; e.g. 020-88888888
---@field location_id_list? integer[] poi_id of approved shops; when the merchant has shops, unless use_all_locations
---@field use_all_locations? boolean every shop; excludes location_id_list
---@field center_title? string button in the middle, while the card is usable; at most 18 bytes
---@field center_sub_title? string at most 24 bytes
---@field center_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use center_app_brand_user_name and center_app_brand_pass
---@field center_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field center_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes; e.g. pages/card
---@field custom_url_name? string name of the first entry, 5 Chinese characters; at most 15 bytes
---@field custom_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use custom_app_brand_user_name and custom_app_brand_pass
---@field custom_url_sub_title? string hint at its right, 6 Chinese characters; at most 18 bytes
---@field custom_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field custom_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes; e.g. pages/card
---@field promotion_url_name? string name of the second entry, 5 Chinese characters; at most 15 bytes
---@field promotion_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use promotion_app_brand_user_name and promotion_app_brand_pass
---@field promotion_url_sub_title? string hint at its right, 6 Chinese characters; at most 18 bytes
---@field promotion_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field promotion_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes; e.g. pages/card
---@field get_limit? integer cards a person may hold; 1 suits member cards; 1 to 50; default 50
---@field use_limit? integer redemptions a person has; default 50
---@field can_share? boolean the claim page may be forwarded; default true
---@field can_give_friend? boolean a holder may pass the card on; default true
---@field source? string name of a third-party issuer; at most 36 bytes; limits only warn
---@field url_name_type? wxcard.enum.url_name_type first generation; custom_url_name took its place
---@field need_push_on_view? boolean an event whenever it is opened; default false; fixed once the card exists
---@field pay_info? wxcard.shape.base_info.pay_info
---@field is_pay_and_qrcode? boolean middle button with both the payment and the card code; default false

---@class wxcard.shape.advanced_info.use_condition
---@field accept_category? string goods it is good for; CASH only; at most 512 bytes
---@field reject_category? string goods it is not good for; CASH only; at most 512 bytes
---@field least_cost? integer threshold of GIFT and CASH; unit: fen
---@field object_use_for? string what has to be bought; GIFT only; at most 512 bytes
---@field can_use_with_other_discount? boolean default true

---@class wxcard.shape.advanced_info.abstract
---@field abstract? string one line; longer ones pass in practice; at most 24 bytes; limits only warn
---@field icon_url_list? string[] one picture from media/uploadimg, best 850 x 350 px; at most 128 bytes; at most 1 items

---@class wxcard.shape.advanced_info.text_image_list
---@field image_url? string picture from media/uploadimg; at most 128 bytes
---@field text? string at most 512 bytes

---@class wxcard.shape.advanced_info.time_limit
---@field type? wxcard.enum.weekday at most 24 bytes
---@field begin_hour? integer 0 to 24
---@field begin_minute? integer 0 to 59
---@field end_hour? integer 0 to 24
---@field end_minute? integer 0 to 59

---@class wxcard.shape.advanced_info
---@field use_condition? wxcard.shape.advanced_info.use_condition
---@field abstract? wxcard.shape.advanced_info.abstract cover
---@field text_image_list? wxcard.shape.advanced_info.text_image_list[] picture and text go in pairs (41026); when coupons are expected to have at least one
---@field business_service? wxcard.enum.business_service[]
---@field time_limit? wxcard.shape.advanced_info.time_limit[] only shown; WeChat enforces nothing

---@class wxcard.shape.bonus_rule
---@field cost_money_unit? integer for every so much spent ...; unit: fen; e.g. 100
---@field increase_bonus? integer ... so many points are given; unit: point; e.g. 1
---@field max_increase_bonus? integer at most, for one purchase; unit: point; e.g. 200
---@field init_increase_bonus? integer given at the start; unit: point; e.g. 10
---@field cost_bonus_unit? integer every so many points used ...; unit: point; e.g. 5
---@field reduce_money? integer ... take so much off; unit: fen; e.g. 100
---@field least_money_to_use_bonus? integer purchase from which points count; unit: fen; e.g. 1000
---@field max_reduce_bonus? integer usable at most, for one purchase; unit: point; e.g. 50

---at least one of name_type, name
---@class wxcard.shape.custom_field
---@field name_type? wxcard.enum.field_name_type|string a known kind; its changes can be announced to the holder
---@field name? string a name of your own; changes are not announced; at most 24 bytes
---@field url? string at most 128 bytes
---@field app_brand_user_name? string original id of a mini program linked to the account, then @app
---@field app_brand_pass? string page path in that mini program; the key really ends in pass

---@class wxcard.shape.custom_cell
---@field name string at most 15 bytes
---@field tips string hint at its right; may be empty; at most 18 bytes
---@field url string at most 128 bytes
---@field app_brand_user_name? string original id of a mini program linked to the account, then @app
---@field app_brand_pass? string page path in that mini program; the key really ends in pass

---at least one of auto_activate, wx_activate, activate_url, activate_app_brand_user_name, bind_old_card_url
---@class wxcard.shape.member_card
---@field base_info wxcard.shape.base_info
---@field advanced_info? wxcard.shape.advanced_info
---@field background_pic_url? string picture from media/uploadimg, at most 1000 x 600 px; empty or absent: the colour is used; at most 128 bytes
---@field prerogative string the members' privileges; at most 3072 bytes
---@field auto_activate? boolean active once claimed; overrules the other two ways; default false
---@field wx_activate? boolean one-click activation; needs membercard/activateuserform/set, and activate_url disables it; default false
---@field wx_activate_after_submit? boolean after the form, on to the merchant's page; default false
---@field wx_activate_after_submit_url? string http:// or https://; when wx_activate_after_submit is true and no mini program is set
---@field activate_url? string the merchant's own activation page; at most 128 bytes; when neither auto_activate nor wx_activate is used
---@field activate_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field activate_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes
---@field bind_old_card_url? string first generation; activate_url took its place
---@field supply_bonus boolean show points; true stays for ever (40135)
---@field bonus_url? string where points are read if they are not kept in WeChat; at most 128 bytes
---@field bonus_app_brand_user_name? string original id of a mini program linked to the account, then @app
---@field bonus_app_brand_pass? string page path in that mini program; the key really ends in pass
---@field bonus_cleared? string when points lapse; at most 128 bytes; limits only warn; required when supply_bonus is true
---@field bonus_rules? string how points are earned; at most 128 bytes; limits only warn; required when supply_bonus is true
---@field bonus_rule? wxcard.shape.bonus_rule the rule as figures, for quick pay
---@field supply_balance boolean stored value; needs a permission (43010), stays for ever
---@field balance_url? string at most 128 bytes
---@field balance_app_brand_user_name? string original id of a mini program linked to the account, then @app
---@field balance_app_brand_pass? string page path in that mini program; the key really ends in pass
---@field balance_rules? string how value is stored; at most 128 bytes; required when supply_balance is true
---@field custom_field1? wxcard.shape.custom_field shown once the card is active
---@field custom_field2? wxcard.shape.custom_field shown once the card is active
---@field custom_field3? wxcard.shape.custom_field shown once the card is active
---@field custom_cell1? wxcard.shape.custom_cell
---@field custom_cell2? wxcard.shape.custom_cell
---@field custom_cell3? wxcard.shape.custom_cell
---@field discount? integer percent off: 10 means that the holder pays 90 %; unit: %

---@class wxcard.shape.dated_base_info.date_info
---@field type wxcard.enum.date_type_dated
---@field begin_timestamp? integer Unix time; at most 2147483647; required when type is DATE_TYPE_FIX_TIME_RANGE or 1; unit: s
---@field end_timestamp? integer Unix time, best 23:59:59 in UTC+8; with FIX_TERM the last day for everybody, optional; at most 2147483647; required when type is DATE_TYPE_FIX_TIME_RANGE or 1; unit: s
---@field fixed_term? integer days the card is valid; at least 1; required when type is DATE_TYPE_FIX_TERM or 2; unit: day
---@field fixed_begin_term? integer days between the claim and the first valid day; 0 is the same day; at least 0; required when type is DATE_TYPE_FIX_TERM or 2; unit: day

---@class wxcard.shape.dated_base_info
---@field sub_merchant_info? wxcard.shape.base_info.sub_merchant_info when a parent account makes the card for a sub-merchant
---@field logo_url string picture from media/uploadimg, best 300 x 300 px; real addresses pass the printed 128 bytes at times; at most 128 bytes; limits only warn
---@field code_type wxcard.enum.code_type how the code is shown; NONE for cards redeemed on line only
---@field brand_name string the merchant's name, 12 Chinese characters; stays for ever; at most 36 bytes; fixed once the card exists
---@field title string the card's name, 9 Chinese characters; at most 27 bytes
---@field sub_title? string second line; gone from the newer pages; at most 18 characters
---@field color wxcard.enum.color a name; card/get answers with RGB; at most 16 bytes
---@field notice string line under the code, 16 Chinese characters; at most 48 bytes
---@field description string terms of use; line breaks allowed; at most 3072 bytes
---@field sku wxcard.shape.sku fixed once the card exists
---@field date_info wxcard.shape.dated_base_info.date_info validity, in UTC+8 days
---@field use_custom_code? boolean codes come from the merchant; default false; fixed once the card exists
---@field get_custom_code_mode? "GET_CUSTOM_CODE_MODE_DEPOSIT" codes are imported by card/code/deposit; create with quantity 0, raise it after the import; at most 32 bytes
---@field bind_openid? boolean only a named openid may take the card; default false; fixed once the card exists
---@field service_phone? string at most 24 bytes; e.g. 020-88888888
---@field location_id_list? integer[] poi_id of approved shops; when the merchant has shops, unless use_all_locations
---@field use_all_locations? boolean every shop; excludes location_id_list
---@field center_title? string button in the middle, while the card is usable; at most 18 bytes
---@field center_sub_title? string at most 24 bytes
---@field center_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use center_app_brand_user_name and center_app_brand_pass
---@field center_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field center_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes; e.g. pages/card
---@field custom_url_name? string name of the first entry, 5 Chinese characters; at most 15 bytes
---@field custom_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use custom_app_brand_user_name and custom_app_brand_pass
---@field custom_url_sub_title? string hint at its right, 6 Chinese characters; at most 18 bytes
---@field custom_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field custom_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes; e.g. pages/card
---@field promotion_url_name? string name of the second entry, 5 Chinese characters; at most 15 bytes
---@field promotion_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use promotion_app_brand_user_name and promotion_app_brand_pass
---@field promotion_url_sub_title? string hint at its right, 6 Chinese characters; at most 18 bytes
---@field promotion_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field promotion_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes; e.g. pages/card
---@field get_limit? integer cards a person may hold; 1 suits member cards; 1 to 50; default 50
---@field use_limit? integer redemptions a person has; default 50
---@field can_share? boolean the claim page may be forwarded; default true
---@field can_give_friend? boolean a holder may pass the card on; default true
---@field source? string name of a third-party issuer; at most 36 bytes; limits only warn
---@field url_name_type? wxcard.enum.url_name_type first generation; custom_url_name took its place

---@class wxcard.shape.groupon
---@field base_info wxcard.shape.dated_base_info
---@field advanced_info? wxcard.shape.advanced_info
---@field deal_detail string at most 3072 bytes

---@class wxcard.shape.cash
---@field base_info wxcard.shape.dated_base_info
---@field advanced_info? wxcard.shape.advanced_info
---@field least_cost integer threshold, more than reduce_cost; or 0; at least 0; unit: fen
---@field reduce_cost integer what is taken off; at least 100; unit: fen

---@class wxcard.shape.discount
---@field base_info wxcard.shape.dated_base_info
---@field advanced_info? wxcard.shape.advanced_info
---@field discount integer percent off: 30 means that 70 % are paid; unit: %

---@class wxcard.shape.gift
---@field base_info wxcard.shape.dated_base_info
---@field advanced_info? wxcard.shape.advanced_info
---@field gift string what it is exchanged for; at most 3072 bytes

---@class wxcard.shape.general_coupon
---@field base_info wxcard.shape.dated_base_info
---@field advanced_info? wxcard.shape.advanced_info
---@field default_detail string at most 3072 bytes

---@class wxcard.shape.gift_base_info.giftcard_info
---@field price integer unit: fen

---@class wxcard.shape.gift_base_info
---@field sub_merchant_info? wxcard.shape.base_info.sub_merchant_info when a parent account makes the card for a sub-merchant
---@field logo_url string picture from media/uploadimg, best 300 x 300 px; real addresses pass the printed 128 bytes at times; at most 128 bytes; limits only warn
---@field code_type wxcard.enum.code_type how the code is shown; NONE for cards redeemed on line only
---@field brand_name string the merchant's name, 12 Chinese characters; stays for ever; at most 36 bytes; fixed once the card exists
---@field title string the card's name, 9 Chinese characters; at most 27 bytes
---@field sub_title? string second line; gone from the newer pages; at most 18 characters
---@field color wxcard.enum.color a name; card/get answers with RGB; at most 16 bytes
---@field notice string line under the code, 16 Chinese characters; at most 48 bytes
---@field description string terms of use; line breaks allowed; at most 3072 bytes
---@field sku wxcard.shape.sku fixed once the card exists
---@field date_info wxcard.shape.date_info validity, in UTC+8 days
---@field use_custom_code? boolean codes come from the merchant; default false; fixed once the card exists
---@field get_custom_code_mode? "GET_CUSTOM_CODE_MODE_DEPOSIT" codes are imported by card/code/deposit; create with quantity 0, raise it after the import; at most 32 bytes
---@field bind_openid? boolean only a named openid may take the card; default false; fixed once the card exists
---@field service_phone? string at most 24 bytes; e.g. 020-88888888
---@field location_id_list? integer[] poi_id of approved shops; when the merchant has shops, unless use_all_locations
---@field use_all_locations? boolean every shop; excludes location_id_list
---@field center_title? string button in the middle, while the card is usable; at most 18 bytes
---@field center_sub_title? string at most 24 bytes
---@field center_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use center_app_brand_user_name and center_app_brand_pass
---@field center_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field center_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes; e.g. pages/card
---@field custom_url_name? string name of the first entry, 5 Chinese characters; at most 15 bytes
---@field custom_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use custom_app_brand_user_name and custom_app_brand_pass
---@field custom_url_sub_title? string hint at its right, 6 Chinese characters; at most 18 bytes
---@field custom_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field custom_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes; e.g. pages/card
---@field promotion_url_name? string name of the second entry, 5 Chinese characters; at most 15 bytes
---@field promotion_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use promotion_app_brand_user_name and promotion_app_brand_pass
---@field promotion_url_sub_title? string hint at its right, 6 Chinese characters; at most 18 bytes
---@field promotion_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field promotion_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes; e.g. pages/card
---@field get_limit? integer cards a person may hold; 1 suits member cards; 1 to 50; default 50
---@field use_limit? integer redemptions a person has; default 50
---@field can_share? boolean the claim page may be forwarded; default true
---@field can_give_friend? boolean a holder may pass the card on; default true
---@field source? string name of a third-party issuer; at most 36 bytes; limits only warn
---@field url_name_type? wxcard.enum.url_name_type first generation; custom_url_name took its place
---@field need_push_on_view? boolean an event whenever it is opened; default false; fixed once the card exists
---@field giftcard_info wxcard.shape.gift_base_info.giftcard_info
---@field max_give_friend_times integer how often the card may be passed on

---@class wxcard.shape.general_card
---@field base_info wxcard.shape.gift_base_info
---@field advanced_info? wxcard.shape.advanced_info
---@field sub_card_type "GIFT_CARD"|"VOUCHER"
---@field background_pic_url? string at most 128 bytes
---@field prerogative? string
---@field auto_activate? boolean true when nothing more has to be done
---@field supply_bonus? boolean better sent: leaving it out was seen to fail; default false
---@field init_bonus? integer unit: point
---@field supply_balance? boolean default false
---@field init_balance? integer balance after the purchase; unit: fen
---@field custom_field1? wxcard.shape.custom_field
---@field custom_field2? wxcard.shape.custom_field
---@field custom_field3? wxcard.shape.custom_field at most three of these and supply_balance together

---@class wxcard.shape.meeting_ticket
---@field base_info wxcard.shape.dated_base_info
---@field advanced_info? wxcard.shape.advanced_info
---@field meeting_detail string at most 3072 bytes
---@field map_url? string picture of the venue; at most 128 bytes

---@class wxcard.shape.scenic_ticket
---@field base_info wxcard.shape.dated_base_info
---@field advanced_info? wxcard.shape.advanced_info
---@field ticket_class string full, student, ...; at most 3072 bytes
---@field guide_url? string at most 128 bytes

---@class wxcard.shape.movie_ticket
---@field base_info wxcard.shape.dated_base_info
---@field advanced_info? wxcard.shape.advanced_info
---@field detail string at most 3072 bytes

---@class wxcard.shape.boarding_pass
---@field base_info wxcard.shape.dated_base_info
---@field advanced_info? wxcard.shape.advanced_info
---@field from string 18 Chinese characters; at most 54 bytes
---@field to string 18 Chinese characters; at most 54 bytes
---@field flight string at most 24 bytes
---@field gate? string 4 Chinese characters; at most 12 bytes
---@field check_in_url? string at most 128 bytes
---@field air_model string 8 Chinese characters; at most 24 bytes
---@field departure_time string Unix time; at most 128 bytes; e.g. 1434507901
---@field landing_time string Unix time, as text; at most 128 bytes; e.g. 1434909901
---@field boarding_time? integer Unix time; only hour and minute are shown; unit: s

---@class wxcard.card.create.Request.card
---@field card_type wxcard.enum.card_type at most 24 bytes
---@field member_card? wxcard.shape.member_card required when card_type is MEMBER_CARD
---@field groupon? wxcard.shape.groupon required when card_type is GROUPON
---@field cash? wxcard.shape.cash required when card_type is CASH
---@field discount? wxcard.shape.discount required when card_type is DISCOUNT
---@field gift? wxcard.shape.gift required when card_type is GIFT
---@field general_coupon? wxcard.shape.general_coupon required when card_type is GENERAL_COUPON
---@field general_card? wxcard.shape.general_card required when card_type is GENERAL_CARD
---@field meeting_ticket? wxcard.shape.meeting_ticket required when card_type is MEETING_TICKET
---@field scenic_ticket? wxcard.shape.scenic_ticket required when card_type is SCENIC_TICKET
---@field movie_ticket? wxcard.shape.movie_ticket required when card_type is MOVIE_TICKET
---@field boarding_pass? wxcard.shape.boarding_pass required when card_type is BOARDING_PASS

---@class wxcard.card.create.Request
---@field card wxcard.card.create.Request.card

---@class wxcard.card.create.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field card_id string e.g. p1Pj9jr90_SQRaVqYI239Ka1erkI

---@class wxcard.shape.sku_answer
---@field quantity integer left
---@field total_quantity integer all that were ever added

---@class wxcard.shape.base_info_answer
---@field sub_merchant_info? wxcard.shape.base_info.sub_merchant_info when a parent account makes the card for a sub-merchant
---@field logo_url string picture from media/uploadimg, best 300 x 300 px; real addresses pass the printed 128 bytes at times; at most 128 bytes; limits only warn
---@field code_type wxcard.enum.code_type how the code is shown; NONE for cards redeemed on line only
---@field brand_name string the merchant's name, 12 Chinese characters; stays for ever; at most 36 bytes; fixed once the card exists
---@field title string the card's name, 9 Chinese characters; at most 27 bytes
---@field sub_title? string second line; gone from the newer pages; at most 18 characters
---@field color string RGB here, a name in requests; e.g. #10AD61
---@field notice string line under the code, 16 Chinese characters; at most 48 bytes
---@field description string terms of use; line breaks allowed; at most 3072 bytes
---@field sku wxcard.shape.sku_answer
---@field date_info wxcard.shape.date_info validity, in UTC+8 days
---@field use_custom_code? boolean codes come from the merchant; default false; fixed once the card exists
---@field get_custom_code_mode? "GET_CUSTOM_CODE_MODE_DEPOSIT" codes are imported by card/code/deposit; create with quantity 0, raise it after the import; at most 32 bytes
---@field bind_openid? boolean only a named openid may take the card; default false; fixed once the card exists
---@field service_phone? string at most 24 bytes; e.g. 020-88888888
---@field location_id_list? integer[] poi_id of approved shops; when the merchant has shops, unless use_all_locations
---@field use_all_locations? boolean every shop; excludes location_id_list
---@field center_title? string button in the middle, while the card is usable; at most 18 bytes
---@field center_sub_title? string at most 24 bytes
---@field center_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use center_app_brand_user_name and center_app_brand_pass
---@field center_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field center_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes; e.g. pages/card
---@field custom_url_name? string name of the first entry, 5 Chinese characters; at most 15 bytes
---@field custom_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use custom_app_brand_user_name and custom_app_brand_pass
---@field custom_url_sub_title? string hint at its right, 6 Chinese characters; at most 18 bytes
---@field custom_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field custom_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes; e.g. pages/card
---@field promotion_url_name? string name of the second entry, 5 Chinese characters; at most 15 bytes
---@field promotion_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use promotion_app_brand_user_name and promotion_app_brand_pass
---@field promotion_url_sub_title? string hint at its right, 6 Chinese characters; at most 18 bytes
---@field promotion_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field promotion_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes; e.g. pages/card
---@field get_limit? integer cards a person may hold; 1 suits member cards; 1 to 50; default 50
---@field use_limit? integer redemptions a person has; default 50
---@field can_share? boolean the claim page may be forwarded; default true
---@field can_give_friend? boolean a holder may pass the card on; default true
---@field source? string name of a third-party issuer; at most 36 bytes; limits only warn
---@field url_name_type? wxcard.enum.url_name_type first generation; custom_url_name took its place
---@field need_push_on_view? boolean an event whenever it is opened; default false; fixed once the card exists
---@field pay_info? wxcard.shape.base_info.pay_info
---@field is_pay_and_qrcode? boolean middle button with both the payment and the card code; default false
---@field id string the card_id
---@field status wxcard.enum.card_status|string
---@field create_time integer Unix time; unit: s
---@field update_time integer Unix time; unit: s

---at least one of auto_activate, wx_activate, activate_url, activate_app_brand_user_name, bind_old_card_url
---@class wxcard.card.get.Response.card.member_card
---@field base_info wxcard.shape.base_info_answer
---@field advanced_info? wxcard.shape.advanced_info
---@field background_pic_url? string picture from media/uploadimg, at most 1000 x 600 px; empty or absent: the colour is used; at most 128 bytes
---@field prerogative string the members' privileges; at most 3072 bytes
---@field auto_activate? boolean active once claimed; overrules the other two ways; default false
---@field wx_activate? boolean one-click activation; needs membercard/activateuserform/set, and activate_url disables it; default false
---@field wx_activate_after_submit? boolean after the form, on to the merchant's page; default false
---@field wx_activate_after_submit_url? string http:// or https://; when wx_activate_after_submit is true and no mini program is set
---@field activate_url? string the merchant's own activation page; at most 128 bytes; when neither auto_activate nor wx_activate is used
---@field activate_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field activate_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes
---@field bind_old_card_url? string first generation; activate_url took its place
---@field supply_bonus boolean show points; true stays for ever (40135)
---@field bonus_url? string where points are read if they are not kept in WeChat; at most 128 bytes
---@field bonus_app_brand_user_name? string original id of a mini program linked to the account, then @app
---@field bonus_app_brand_pass? string page path in that mini program; the key really ends in pass
---@field bonus_cleared? string when points lapse; at most 128 bytes; limits only warn; required when supply_bonus is true
---@field bonus_rules? string how points are earned; at most 128 bytes; limits only warn; required when supply_bonus is true
---@field bonus_rule? wxcard.shape.bonus_rule the rule as figures, for quick pay
---@field supply_balance boolean stored value; needs a permission (43010), stays for ever
---@field balance_url? string at most 128 bytes
---@field balance_app_brand_user_name? string original id of a mini program linked to the account, then @app
---@field balance_app_brand_pass? string page path in that mini program; the key really ends in pass
---@field balance_rules? string how value is stored; at most 128 bytes; required when supply_balance is true
---@field custom_field1? wxcard.shape.custom_field shown once the card is active
---@field custom_field2? wxcard.shape.custom_field shown once the card is active
---@field custom_field3? wxcard.shape.custom_field shown once the card is active
---@field custom_cell1? wxcard.shape.custom_cell
---@field custom_cell2? wxcard.shape.custom_cell
---@field custom_cell3? wxcard.shape.custom_cell
---@field discount? integer percent off: 10 means that the holder pays 90 %; unit: %

---@class wxcard.shape.dated_base_info_answer
---@field sub_merchant_info? wxcard.shape.base_info.sub_merchant_info when a parent account makes the card for a sub-merchant
---@field logo_url string picture from media/uploadimg, best 300 x 300 px; real addresses pass the printed 128 bytes at times; at most 128 bytes; limits only warn
---@field code_type wxcard.enum.code_type how the code is shown; NONE for cards redeemed on line only
---@field brand_name string the merchant's name, 12 Chinese characters; stays for ever; at most 36 bytes; fixed once the card exists
---@field title string the card's name, 9 Chinese characters; at most 27 bytes
---@field sub_title? string second line; gone from the newer pages; at most 18 characters
---@field color string RGB here, a name in requests; e.g. #10AD61
---@field notice string line under the code, 16 Chinese characters; at most 48 bytes
---@field description string terms of use; line breaks allowed; at most 3072 bytes
---@field sku wxcard.shape.sku_answer
---@field date_info wxcard.shape.date_info validity, in UTC+8 days
---@field use_custom_code? boolean codes come from the merchant; default false; fixed once the card exists
---@field get_custom_code_mode? "GET_CUSTOM_CODE_MODE_DEPOSIT" codes are imported by card/code/deposit; create with quantity 0, raise it after the import; at most 32 bytes
---@field bind_openid? boolean only a named openid may take the card; default false; fixed once the card exists
---@field service_phone? string at most 24 bytes; e.g. 020-88888888
---@field location_id_list? integer[] poi_id of approved shops; when the merchant has shops, unless use_all_locations
---@field use_all_locations? boolean every shop; excludes location_id_list
---@field center_title? string button in the middle, while the card is usable; at most 18 bytes
---@field center_sub_title? string at most 24 bytes
---@field center_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use center_app_brand_user_name and center_app_brand_pass
---@field center_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field center_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes; e.g. pages/card
---@field custom_url_name? string name of the first entry, 5 Chinese characters; at most 15 bytes
---@field custom_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use custom_app_brand_user_name and custom_app_brand_pass
---@field custom_url_sub_title? string hint at its right, 6 Chinese characters; at most 18 bytes
---@field custom_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field custom_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes; e.g. pages/card
---@field promotion_url_name? string name of the second entry, 5 Chinese characters; at most 15 bytes
---@field promotion_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use promotion_app_brand_user_name and promotion_app_brand_pass
---@field promotion_url_sub_title? string hint at its right, 6 Chinese characters; at most 18 bytes
---@field promotion_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field promotion_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes; e.g. pages/card
---@field get_limit? integer cards a person may hold; 1 suits member cards; 1 to 50; default 50
---@field use_limit? integer redemptions a person has; default 50
---@field can_share? boolean the claim page may be forwarded; default true
---@field can_give_friend? boolean a holder may pass the card on; default true
---@field source? string name of a third-party issuer; at most 36 bytes; limits only warn
---@field url_name_type? wxcard.enum.url_name_type first generation; custom_url_name took its place
---@field id string the card_id
---@field status wxcard.enum.card_status|string
---@field create_time integer Unix time; unit: s
---@field update_time integer Unix time; unit: s

---@class wxcard.card.get.Response.card.groupon
---@field base_info wxcard.shape.dated_base_info_answer
---@field advanced_info? wxcard.shape.advanced_info
---@field deal_detail string at most 3072 bytes

---@class wxcard.card.get.Response.card.cash
---@field base_info wxcard.shape.dated_base_info_answer
---@field advanced_info? wxcard.shape.advanced_info
---@field least_cost integer threshold, more than reduce_cost; or 0; at least 0; unit: fen
---@field reduce_cost integer what is taken off; at least 100; unit: fen

---@class wxcard.card.get.Response.card.discount
---@field base_info wxcard.shape.dated_base_info_answer
---@field advanced_info? wxcard.shape.advanced_info
---@field discount integer percent off: 30 means that 70 % are paid; unit: %

---@class wxcard.card.get.Response.card.gift
---@field base_info wxcard.shape.dated_base_info_answer
---@field advanced_info? wxcard.shape.advanced_info
---@field gift string what it is exchanged for; at most 3072 bytes

---@class wxcard.card.get.Response.card.general_coupon
---@field base_info wxcard.shape.dated_base_info_answer
---@field advanced_info? wxcard.shape.advanced_info
---@field default_detail string at most 3072 bytes

---@class wxcard.shape.gift_base_info_answer
---@field sub_merchant_info? wxcard.shape.base_info.sub_merchant_info when a parent account makes the card for a sub-merchant
---@field logo_url string picture from media/uploadimg, best 300 x 300 px; real addresses pass the printed 128 bytes at times; at most 128 bytes; limits only warn
---@field code_type wxcard.enum.code_type how the code is shown; NONE for cards redeemed on line only
---@field brand_name string the merchant's name, 12 Chinese characters; stays for ever; at most 36 bytes; fixed once the card exists
---@field title string the card's name, 9 Chinese characters; at most 27 bytes
---@field sub_title? string second line; gone from the newer pages; at most 18 characters
---@field color string RGB here, a name in requests; e.g. #10AD61
---@field notice string line under the code, 16 Chinese characters; at most 48 bytes
---@field description string terms of use; line breaks allowed; at most 3072 bytes
---@field sku wxcard.shape.sku_answer
---@field date_info wxcard.shape.date_info validity, in UTC+8 days
---@field use_custom_code? boolean codes come from the merchant; default false; fixed once the card exists
---@field get_custom_code_mode? "GET_CUSTOM_CODE_MODE_DEPOSIT" codes are imported by card/code/deposit; create with quantity 0, raise it after the import; at most 32 bytes
---@field bind_openid? boolean only a named openid may take the card; default false; fixed once the card exists
---@field service_phone? string at most 24 bytes; e.g. 020-88888888
---@field location_id_list? integer[] poi_id of approved shops; when the merchant has shops, unless use_all_locations
---@field use_all_locations? boolean every shop; excludes location_id_list
---@field center_title? string button in the middle, while the card is usable; at most 18 bytes
---@field center_sub_title? string at most 24 bytes
---@field center_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use center_app_brand_user_name and center_app_brand_pass
---@field center_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field center_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes; e.g. pages/card
---@field custom_url_name? string name of the first entry, 5 Chinese characters; at most 15 bytes
---@field custom_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use custom_app_brand_user_name and custom_app_brand_pass
---@field custom_url_sub_title? string hint at its right, 6 Chinese characters; at most 18 bytes
---@field custom_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field custom_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes; e.g. pages/card
---@field promotion_url_name? string name of the second entry, 5 Chinese characters; at most 15 bytes
---@field promotion_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use promotion_app_brand_user_name and promotion_app_brand_pass
---@field promotion_url_sub_title? string hint at its right, 6 Chinese characters; at most 18 bytes
---@field promotion_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field promotion_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes; e.g. pages/card
---@field get_limit? integer cards a person may hold; 1 suits member cards; 1 to 50; default 50
---@field use_limit? integer redemptions a person has; default 50
---@field can_share? boolean the claim page may be forwarded; default true
---@field can_give_friend? boolean a holder may pass the card on; default true
---@field source? string name of a third-party issuer; at most 36 bytes; limits only warn
---@field url_name_type? wxcard.enum.url_name_type first generation; custom_url_name took its place
---@field need_push_on_view? boolean an event whenever it is opened; default false; fixed once the card exists
---@field giftcard_info wxcard.shape.gift_base_info.giftcard_info
---@field max_give_friend_times integer how often the card may be passed on
---@field id string the card_id
---@field status wxcard.enum.card_status|string
---@field create_time integer Unix time; unit: s
---@field update_time integer Unix time; unit: s

---@class wxcard.card.get.Response.card.general_card
---@field base_info wxcard.shape.gift_base_info_answer
---@field advanced_info? wxcard.shape.advanced_info
---@field sub_card_type "GIFT_CARD"|"VOUCHER"
---@field background_pic_url? string at most 128 bytes
---@field prerogative? string
---@field auto_activate? boolean true when nothing more has to be done
---@field supply_bonus? boolean better sent: leaving it out was seen to fail; default false
---@field init_bonus? integer unit: point
---@field supply_balance? boolean default false
---@field init_balance? integer balance after the purchase; unit: fen
---@field custom_field1? wxcard.shape.custom_field
---@field custom_field2? wxcard.shape.custom_field
---@field custom_field3? wxcard.shape.custom_field at most three of these and supply_balance together

---@class wxcard.card.get.Response.card.meeting_ticket
---@field base_info wxcard.shape.dated_base_info_answer
---@field advanced_info? wxcard.shape.advanced_info
---@field meeting_detail string at most 3072 bytes
---@field map_url? string picture of the venue; at most 128 bytes

---@class wxcard.card.get.Response.card.scenic_ticket
---@field base_info wxcard.shape.dated_base_info_answer
---@field advanced_info? wxcard.shape.advanced_info
---@field ticket_class string full, student, ...; at most 3072 bytes
---@field guide_url? string at most 128 bytes

---@class wxcard.card.get.Response.card.movie_ticket
---@field base_info wxcard.shape.dated_base_info_answer
---@field advanced_info? wxcard.shape.advanced_info
---@field detail string at most 3072 bytes

---@class wxcard.card.get.Response.card.boarding_pass
---@field base_info wxcard.shape.dated_base_info_answer
---@field advanced_info? wxcard.shape.advanced_info
---@field from string 18 Chinese characters; at most 54 bytes
---@field to string 18 Chinese characters; at most 54 bytes
---@field flight string at most 24 bytes
---@field gate? string 4 Chinese characters; at most 12 bytes
---@field check_in_url? string at most 128 bytes
---@field air_model string 8 Chinese characters; at most 24 bytes
---@field departure_time string Unix time; at most 128 bytes; e.g. 1434507901
---@field landing_time string Unix time, as text; at most 128 bytes; e.g. 1434909901
---@field boarding_time? integer Unix time; only hour and minute are shown; unit: s

---@class wxcard.card.get.Response.card
---@field card_type wxcard.enum.card_type_answer
---@field member_card? wxcard.card.get.Response.card.member_card required when card_type is MEMBER_CARD
---@field groupon? wxcard.card.get.Response.card.groupon required when card_type is GROUPON
---@field cash? wxcard.card.get.Response.card.cash required when card_type is CASH
---@field discount? wxcard.card.get.Response.card.discount required when card_type is DISCOUNT
---@field gift? wxcard.card.get.Response.card.gift required when card_type is GIFT
---@field general_coupon? wxcard.card.get.Response.card.general_coupon required when card_type is GENERAL_COUPON
---@field general_card? wxcard.card.get.Response.card.general_card required when card_type is GENERAL_CARD
---@field meeting_ticket? wxcard.card.get.Response.card.meeting_ticket required when card_type is MEETING_TICKET
---@field scenic_ticket? wxcard.card.get.Response.card.scenic_ticket required when card_type is SCENIC_TICKET
---@field movie_ticket? wxcard.card.get.Response.card.movie_ticket required when card_type is MOVIE_TICKET
---@field boarding_pass? wxcard.card.get.Response.card.boarding_pass required when card_type is BOARDING_PASS

---@class wxcard.card.get.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field card wxcard.card.get.Response.card

---@class wxcard.card.getapplyprotocol.Response.category.secondary_category
---@field secondary_category_id integer e.g. 101
---@field category_name string
---@field need_qualification_stuffs? string[] e.g. food_service_license_id
---@field can_choose_prepaid_card? 0|1
---@field can_choose_payment_card? 0|1

---@class wxcard.card.getapplyprotocol.Response.category
---@field primary_category_id integer
---@field category_name string
---@field secondary_category wxcard.card.getapplyprotocol.Response.category.secondary_category[]

---@class wxcard.card.getapplyprotocol.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field category wxcard.card.getapplyprotocol.Response.category[]

---@class wxcard.card.getcolors.Response.colors
---@field name string e.g. Color010
---@field value string e.g. #55bd47

---@class wxcard.card.getcolors.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field colors wxcard.card.getcolors.Response.colors[]

---@class wxcard.card.landingpage.create.Request.card_list
---@field card_id string at most 32 bytes
---@field thumb_url string picture of this entry

---@class wxcard.card.landingpage.create.Request
---@field banner string picture from media/uploadimg, best 640 x 300 px
---@field page_title string
---@field can_share boolean
---@field scene wxcard.enum.scene
---@field card_list wxcard.card.landingpage.create.Request.card_list[] at least 1 items

---@class wxcard.card.landingpage.create.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field url string
---@field page_id integer

---@class wxcard.card.membercard.activate.Request
---@field membership_number string shown on the card; may equal code; at most 20 bytes
---@field code string at most 20 bytes
---@field card_id? string at most 32 bytes; when the card has use_custom_code (41012)
---@field background_pic_url? string picture from media/uploadimg; at most 128 bytes
---@field activate_begin_time? integer Unix time; the card's own when absent; unit: s
---@field activate_end_time? integer Unix time; the card's own when absent; unit: s
---@field init_bonus? integer unit: point; default 0
---@field init_bonus_record? string why there are points already; at most 32 bytes
---@field init_balance? integer unit: fen; default 0
---@field init_custom_field_value1? string 4 Chinese characters; at most 12 bytes
---@field init_custom_field_value2? string 4 Chinese characters; at most 12 bytes
---@field init_custom_field_value3? string 4 Chinese characters; at most 12 bytes

---@class wxcard.card.membercard.activate.geturl.Request
---@field card_id string at most 32 bytes
---@field outer_str? string channel tag; comes back in the claim event; at most 128 bytes; limits only warn

---@class wxcard.card.membercard.activate.geturl.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field url string carries encrypt_card_id, outer_str and biz; percent-decode the first and the last before use

---@class wxcard.card.membercard.activatetempinfo.get.Request
---@field activate_ticket string from the page's address, percent-decoded exactly once

---@class wxcard.card.membercard.activatetempinfo.get.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field info? wxcard.shape.user_info absent when nothing was asked

---@class wxcard.shape.form_link
---@field name string at most 32 bytes
---@field url string http:// or https://; at most 128 bytes

---@class wxcard.shape.form.rich_field_list
---@field type wxcard.enum.form_choice at most 21 bytes
---@field name string at most 21 bytes
---@field values string[]

---@class wxcard.shape.form
---@field can_modify? boolean the holder may change the answers later, which arrives as an event
---@field common_field_id_list? wxcard.enum.form_field_id[] send EDUCATION_BACKGROUND in full, whatever the printed list says
---@field custom_field_list? string[] questions answered by text; at most 5 items
---@field rich_field_list? wxcard.shape.form.rich_field_list[] questions answered by choice; at most 5 items

---@class wxcard.card.membercard.activateuserform.set.Request
---@field card_id string at most 32 bytes
---@field service_statement? wxcard.shape.form_link link to the members' terms
---@field bind_old_card? wxcard.shape.form_link link for those who are members already
---@field required_form? wxcard.shape.form what has to be filled in
---@field optional_form? wxcard.shape.form what may be skipped

---@class wxcard.card.membercard.updateuser.Request.notify_optional
---@field is_notify_bonus? boolean default true
---@field is_notify_balance? boolean default true
---@field is_notify_custom_field1? boolean default false
---@field is_notify_custom_field2? boolean default false
---@field is_notify_custom_field3? boolean default false

---@class wxcard.card.membercard.updateuser.Request
---@field code string at most 20 bytes
---@field card_id string at most 32 bytes
---@field background_pic_url? string picture from media/uploadimg; at most 128 bytes
---@field bonus? integer new total, shown as sent; unit: point
---@field add_bonus? integer change; negative takes away; unit: point
---@field record_bonus? string why, 14 Chinese characters; at most 42 bytes
---@field balance? integer new total, shown as sent; unit: fen
---@field add_balance? integer change; negative takes away; unit: fen
---@field record_balance? string why, 14 Chinese characters; at most 42 bytes
---@field custom_field_value1? string 4 Chinese characters; at most 12 bytes
---@field custom_field_value2? string 4 Chinese characters; at most 12 bytes
---@field custom_field_value3? string 4 Chinese characters; at most 12 bytes
---@field membership_number? string not documented; reported to set the number anew
---@field notify_optional? wxcard.card.membercard.updateuser.Request.notify_optional which changes the holder is told of

---@class wxcard.card.membercard.updateuser.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field result_bonus integer unit: point
---@field result_balance integer unit: fen
---@field openid string

---@class wxcard.card.membercard.userinfo.get.Request
---@field card_id string at most 32 bytes
---@field code string at most 20 bytes

---@class wxcard.card.membercard.userinfo.get.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field openid string
---@field nickname? string
---@field membership_number? string
---@field bonus? integer unit: point
---@field balance? integer unit: fen
---@field sex? string e.g. MALE
---@field user_info? wxcard.shape.user_info absent when nothing was asked
---@field user_card_status wxcard.enum.user_card_status
---@field has_active? boolean the card is activated

---at least one of increase_stock_value, reduce_stock_value
---@class wxcard.card.modifystock.Request
---@field card_id string at most 32 bytes
---@field increase_stock_value? integer 0 or absent for none; at least 0
---@field reduce_stock_value? integer 0 or absent for none; at least 0

---@class wxcard.card.mpnews.gethtml.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field content string an iframe for the article's content

---@class wxcard.card.paycell.set.Request
---@field card_id string at most 32 bytes
---@field is_open boolean

---@class wxcard.shape.qr_card
---@field card_id string at most 32 bytes
---@field code? string such a QR code serves once; at most 20 bytes; when use_custom_code without deposit mode
---@field openid? string the only one who may take it; at most 32 bytes; when bind_openid
---@field is_unique_code? boolean one random code, one claim; wants an approved card with stock; default false
---@field outer_id? integer the older channel number, up to 60 digits; default 0
---@field outer_str? string channel tag; comes back in the claim event. WeChat prints no limit; at most 128 bytes; limits only warn

---@class wxcard.card.qrcode.create.Request.action_info.multiple_card
---@field card_list wxcard.shape.qr_card[] 1 to 5 items

---at least one of card, multiple_card
---@class wxcard.card.qrcode.create.Request.action_info
---@field card? wxcard.shape.qr_card when action_name is QR_CARD
---@field multiple_card? wxcard.card.qrcode.create.Request.action_info.multiple_card when action_name is QR_MULTIPLE_CARD

---@class wxcard.card.qrcode.create.Request
---@field action_name "QR_CARD"|"QR_MULTIPLE_CARD"
---@field expire_seconds? integer 365 days when absent; 60 to 1800; unit: s
---@field action_info wxcard.card.qrcode.create.Request.action_info

---@class wxcard.card.qrcode.create.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field ticket string for showqrcode, percent-encoded there
---@field expire_seconds? integer unit: s; e.g. 1800
---@field url string what the QR picture says
---@field show_qrcode_url string address of the picture

---@class wxcard.card.selfconsumecell.set.Request
---@field card_id string at most 32 bytes
---@field is_open boolean default false
---@field need_verify_cod? boolean ask for a check code; WeChat's key lacks the last e; default false
---@field need_remark_amount? boolean ask for the amount; default false

---at least one of openid, username
---@class wxcard.card.testwhitelist.set.Request
---@field openid? string[] at most 10 items
---@field username? string[] WeChat ids; at most 10 items

---@class wxcard.shape.update_base_info.pay_info.swipe_card
---@field is_swipe_card? boolean

---@class wxcard.shape.update_base_info.pay_info
---@field swipe_card? wxcard.shape.update_base_info.pay_info.swipe_card

---@class wxcard.shape.update_base_info.date_info
---@field type? wxcard.enum.date_type as it is
---@field begin_timestamp? integer at most 2147483647; unit: s
---@field end_timestamp? integer at most 2147483647; unit: s
---@field fixed_term? integer unit: day
---@field fixed_begin_term? integer unit: day

---@class wxcard.shape.update_base_info.sku
---@field quantity? integer
---@field total_quantity? integer

---@class wxcard.shape.update_base_info
---@field title? string at most 27 bytes; goes back to review
---@field description? string at most 3072 bytes; goes back to review
---@field notice? string at most 48 bytes
---@field logo_url? string picture from media/uploadimg; at most 128 bytes; limits only warn
---@field service_phone? string at most 24 bytes
---@field color? wxcard.enum.color a name; the RGB value that card/get gives is refused (40076); at most 16 bytes
---@field location_id_list? integer[]
---@field use_all_locations? boolean
---@field center_title? string at most 18 bytes
---@field center_sub_title? string at most 24 bytes
---@field center_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use center_app_brand_user_name and center_app_brand_pass
---@field center_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field center_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes
---@field custom_url_name? string at most 16 bytes
---@field custom_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use custom_app_brand_user_name and custom_app_brand_pass
---@field custom_url_sub_title? string at most 18 bytes
---@field custom_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field custom_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes
---@field promotion_url_name? string at most 16 bytes
---@field promotion_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use promotion_app_brand_user_name and promotion_app_brand_pass
---@field promotion_url_sub_title? string at most 18 bytes
---@field promotion_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field promotion_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes
---@field code_type? wxcard.enum.code_type
---@field pay_info? wxcard.shape.update_base_info.pay_info
---@field is_pay_and_qrcode? boolean
---@field get_limit? integer 1 to 50
---@field can_share? boolean
---@field can_give_friend? boolean
---@field date_info? wxcard.shape.update_base_info.date_info the window may only grow and the type must stay (40100)
---@field use_limit? integer
---@field source? string
---@field brand_name? string at most 36 bytes; fixed once the card exists; WARNING: brand_name cannot be changed after creation; sending it can make the whole update fail
---@field need_push_on_view? boolean fixed once the card exists; WARNING: need_push_on_view cannot be changed after creation; sending it can make the whole update fail
---@field sku? wxcard.shape.update_base_info.sku fixed once the card exists; WARNING: stock is changed by card/modifystock; here it makes the update fail
---@field use_custom_code? boolean fixed once the card exists; WARNING: use_custom_code cannot be changed after creation; sending it makes the whole update fail
---@field bind_openid? boolean fixed once the card exists; WARNING: bind_openid cannot be changed after creation; sending it makes the whole update fail

---@class wxcard.shape.msg_operation.url_cell
---@field card_id_list? string[] cards to hand out
---@field end_time? integer unit: s
---@field text? string
---@field url? string
---@field app_brand_id? string
---@field app_brand_pass? string page path in that mini program; the key really ends in pass

---@class wxcard.shape.msg_operation.card_cell
---@field card_id? string
---@field end_time? integer unit: s

---@class wxcard.shape.msg_operation
---@field url_cell? wxcard.shape.msg_operation.url_cell
---@field card_cell? wxcard.shape.msg_operation.card_cell the older form

---@class wxcard.shape.update_member_card
---@field base_info? wxcard.shape.update_base_info
---@field background_pic_url? string picture from media/uploadimg; at most 128 bytes
---@field supply_bonus? boolean from false to true only (40135); goes back to review
---@field bonus_cleared? string at most 3072 bytes
---@field bonus_rules? string at most 3072 bytes
---@field bonus_url? string at most 128 bytes
---@field balance_url? string at most 128 bytes
---@field supply_balance? boolean from false to true only; needs the permission (43010); goes back to review
---@field balance_rules? string at most 3072 bytes
---@field prerogative? string at most 3072 bytes
---@field auto_activate? boolean
---@field wx_activate? boolean excludes activate_url
---@field activate_url? string at most 128 bytes
---@field wx_activate_after_submit? boolean
---@field wx_activate_after_submit_url? string
---@field activate_app_brand_user_name? string original id of a mini program linked to the account, then @app
---@field activate_app_brand_pass? string page path in that mini program; the key really ends in pass
---@field custom_field1? wxcard.shape.custom_field
---@field custom_field2? wxcard.shape.custom_field
---@field custom_field3? wxcard.shape.custom_field
---@field custom_cell1? wxcard.shape.custom_cell
---@field custom_cell2? wxcard.shape.custom_cell
---@field custom_cell3? wxcard.shape.custom_cell
---@field bonus_rule? wxcard.shape.bonus_rule
---@field discount? integer unit: %; goes back to review
---@field modify_msg_operation? wxcard.shape.msg_operation what the message about a change of points or balance offers
---@field activate_msg_operation? wxcard.shape.msg_operation what the message about the activation offers

---@class wxcard.shape.update_coupon_base_info
---@field title? string at most 27 bytes; fixed once the card exists; WARNING: a coupon's title cannot be changed after creation; sending it can make the whole update fail
---@field description? string at most 3072 bytes; goes back to review
---@field notice? string at most 48 bytes; goes back to review
---@field logo_url? string picture from media/uploadimg; at most 128 bytes; limits only warn; goes back to review
---@field service_phone? string at most 24 bytes
---@field color? wxcard.enum.color a name; the RGB value that card/get gives is refused (40076); at most 16 bytes; goes back to review
---@field location_id_list? integer[]
---@field use_all_locations? boolean
---@field center_title? string at most 18 bytes
---@field center_sub_title? string at most 24 bytes
---@field center_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use center_app_brand_user_name and center_app_brand_pass
---@field center_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field center_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes
---@field custom_url_name? string at most 16 bytes
---@field custom_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use custom_app_brand_user_name and custom_app_brand_pass
---@field custom_url_sub_title? string at most 18 bytes
---@field custom_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field custom_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes
---@field promotion_url_name? string at most 16 bytes
---@field promotion_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use promotion_app_brand_user_name and promotion_app_brand_pass
---@field promotion_url_sub_title? string at most 18 bytes
---@field promotion_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field promotion_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes
---@field code_type? wxcard.enum.code_type
---@field get_limit? integer 1 to 50
---@field can_share? boolean
---@field can_give_friend? boolean
---@field date_info? wxcard.shape.update_base_info.date_info the window may only grow and the type must stay (40100)
---@field use_limit? integer
---@field source? string
---@field brand_name? string at most 36 bytes; fixed once the card exists; WARNING: brand_name cannot be changed after creation; sending it can make the whole update fail
---@field sku? wxcard.shape.update_base_info.sku fixed once the card exists; WARNING: stock is changed by card/modifystock; here it makes the update fail
---@field use_custom_code? boolean fixed once the card exists; WARNING: use_custom_code cannot be changed after creation; sending it makes the whole update fail
---@field bind_openid? boolean fixed once the card exists; WARNING: bind_openid cannot be changed after creation; sending it makes the whole update fail

---@class wxcard.card.update.Request.groupon
---@field base_info? wxcard.shape.update_coupon_base_info
---@field deal_detail? string at most 3072 bytes

---@class wxcard.card.update.Request.cash
---@field base_info? wxcard.shape.update_coupon_base_info
---@field least_cost? integer unit: fen
---@field reduce_cost? integer unit: fen

---@class wxcard.card.update.Request.discount
---@field base_info? wxcard.shape.update_coupon_base_info
---@field discount? integer unit: %

---@class wxcard.card.update.Request.gift
---@field base_info? wxcard.shape.update_coupon_base_info
---@field gift? string

---@class wxcard.card.update.Request.general_coupon
---@field base_info? wxcard.shape.update_coupon_base_info
---@field default_detail? string

---@class wxcard.shape.update_gift_base_info
---@field title? string at most 27 bytes; fixed once the card exists; WARNING: a coupon's title cannot be changed after creation; sending it can make the whole update fail
---@field description? string at most 3072 bytes; goes back to review
---@field notice? string at most 48 bytes; goes back to review
---@field logo_url? string picture from media/uploadimg; at most 128 bytes; limits only warn; goes back to review
---@field service_phone? string at most 24 bytes
---@field color? wxcard.enum.color a name; the RGB value that card/get gives is refused (40076); at most 16 bytes; goes back to review
---@field location_id_list? integer[]
---@field use_all_locations? boolean
---@field center_title? string at most 18 bytes
---@field center_sub_title? string at most 24 bytes
---@field center_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use center_app_brand_user_name and center_app_brand_pass
---@field center_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field center_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes
---@field custom_url_name? string at most 16 bytes
---@field custom_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use custom_app_brand_user_name and custom_app_brand_pass
---@field custom_url_sub_title? string at most 18 bytes
---@field custom_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field custom_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes
---@field promotion_url_name? string at most 16 bytes
---@field promotion_url? string at most 128 bytes; WARNING: WeChat now refuses web links here (73211): use promotion_app_brand_user_name and promotion_app_brand_pass
---@field promotion_url_sub_title? string at most 18 bytes
---@field promotion_app_brand_user_name? string original id of a mini program linked to the account, then @app; at most 128 bytes
---@field promotion_app_brand_pass? string page path in that mini program; the key really ends in pass; at most 128 bytes
---@field code_type? wxcard.enum.code_type
---@field get_limit? integer 1 to 50
---@field can_share? boolean
---@field can_give_friend? boolean
---@field date_info? wxcard.shape.update_base_info.date_info the window may only grow and the type must stay (40100)
---@field use_limit? integer
---@field source? string
---@field brand_name? string at most 36 bytes; fixed once the card exists; WARNING: brand_name cannot be changed after creation; sending it can make the whole update fail
---@field sku? wxcard.shape.update_base_info.sku fixed once the card exists; WARNING: stock is changed by card/modifystock; here it makes the update fail
---@field use_custom_code? boolean fixed once the card exists; WARNING: use_custom_code cannot be changed after creation; sending it makes the whole update fail
---@field bind_openid? boolean fixed once the card exists; WARNING: bind_openid cannot be changed after creation; sending it makes the whole update fail
---@field need_push_on_view? boolean fixed once the card exists; WARNING: need_push_on_view cannot be changed after creation; sending it can make the whole update fail

---@class wxcard.card.update.Request.general_card
---@field base_info? wxcard.shape.update_gift_base_info
---@field background_pic_url? string
---@field prerogative? string
---@field auto_activate? boolean
---@field supply_bonus? boolean
---@field supply_balance? boolean
---@field custom_field1? wxcard.shape.custom_field
---@field custom_field2? wxcard.shape.custom_field
---@field custom_field3? wxcard.shape.custom_field

---@class wxcard.card.update.Request.meeting_ticket
---@field base_info? wxcard.shape.update_coupon_base_info
---@field map_url? string at most 128 bytes
---@field meeting_detail? string

---@class wxcard.card.update.Request.scenic_ticket
---@field base_info? wxcard.shape.update_coupon_base_info
---@field guide_url? string at most 128 bytes
---@field ticket_class? string

---@class wxcard.card.update.Request.movie_ticket
---@field base_info? wxcard.shape.update_coupon_base_info
---@field detail? string at most 3072 bytes

---@class wxcard.card.update.Request.boarding_pass
---@field base_info? wxcard.shape.update_coupon_base_info
---@field departure_time? string Unix time, as text; at most 128 bytes
---@field landing_time? string Unix time, as text; at most 128 bytes
---@field gate? string at most 12 bytes
---@field boarding_time? integer call again whenever it moves; unit: s
---@field from? string
---@field to? string
---@field flight? string
---@field check_in_url? string
---@field air_model? string

---at least one of member_card, groupon, cash, discount, gift, general_coupon, general_card, meeting_ticket, scenic_ticket, movie_ticket, boarding_pass
---@class wxcard.card.update.Request
---@field card_id string at most 32 bytes
---@field member_card? wxcard.shape.update_member_card one of these objects, the card's own kind
---@field groupon? wxcard.card.update.Request.groupon
---@field cash? wxcard.card.update.Request.cash
---@field discount? wxcard.card.update.Request.discount
---@field gift? wxcard.card.update.Request.gift
---@field general_coupon? wxcard.card.update.Request.general_coupon
---@field general_card? wxcard.card.update.Request.general_card
---@field meeting_ticket? wxcard.card.update.Request.meeting_ticket
---@field scenic_ticket? wxcard.card.update.Request.scenic_ticket
---@field movie_ticket? wxcard.card.update.Request.movie_ticket
---@field boarding_pass? wxcard.card.update.Request.boarding_pass

---@class wxcard.card.update.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field send_check boolean true: under review again, status "not verified"

---@class wxcard.card.user.getcardlist.Request
---@field openid string
---@field card_id? string empty or absent: every template; at most 32 bytes

---@class wxcard.card.user.getcardlist.Response.card_list
---@field code string
---@field card_id string

---@class wxcard.card.user.getcardlist.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field card_list wxcard.card.user.getcardlist.Response.card_list[]
---@field has_share_card? boolean a friends' card is among them

---@class wxcard.cgi_bin.callback.check.Request
---@field action "all"|"dns"|"ping"
---@field check_operator "DEFAULT"|"CAP"|"UNICOM"|"CHINANET" network that the probe starts from; CAP is Tencent's

---@class wxcard.cgi_bin.callback.check.Response.dns
---@field ip string
---@field real_operator string e.g. UNICOM

---@class wxcard.cgi_bin.callback.check.Response.ping
---@field ip string
---@field from_operator string
---@field package_loss "0%"|"100%" of one packet
---@field time string e.g. 23.079ms

---@class wxcard.cgi_bin.callback.check.Response
---@field errcode? integer only when the call failed
---@field errmsg? string only when the call failed
---@field dns? wxcard.cgi_bin.callback.check.Response.dns[] when action covers dns
---@field ping? wxcard.cgi_bin.callback.check.Response.ping[] when action covers ping

---@class wxcard.cgi_bin.clear_quota.Request
---@field appid string

---@class wxcard.cgi_bin.clear_quota.v2.Request
---@field appid string
---@field appsecret string

---@class wxcard.cgi_bin.get_api_domain_ip.Response
---@field errcode? integer only when the call failed
---@field errmsg? string only when the call failed
---@field ip_list string[]

---@class wxcard.cgi_bin.getcallbackip.Response
---@field errcode? integer only when the call failed
---@field errmsg? string only when the call failed
---@field ip_list string[] addresses and networks; e.g. 101.226.103.0/25

---@class wxcard.cgi_bin.material.add_material.Request.description
---@field title string
---@field introduction string

---@class wxcard.cgi_bin.material.add_material.Request
---@field type wxcard.enum.media_type
---@field media wxcard.File image 10 MB (once 2 MB), voice 2 MB and 60 s, video 10 MB mp4, thumb 64 KB jpg
---@field description? wxcard.cgi_bin.material.add_material.Request.description a part of JSON text; required when type is video

---@class wxcard.cgi_bin.material.add_material.Response
---@field errcode? integer only when the call failed
---@field errmsg? string only when the call failed
---@field media_id string
---@field url? string can serve as a logo or background; when type is image

---@class wxcard.cgi_bin.media.upload.Request
---@field type wxcard.enum.media_type
---@field media wxcard.File image 10 MB (once 2 MB), voice 2 MB and 60 s, video 10 MB mp4, thumb 64 KB jpg

---@class wxcard.cgi_bin.media.upload.Response
---@field errcode? integer only when the call failed
---@field errmsg? string only when the call failed
---@field type string
---@field media_id string good for three days
---@field created_at integer Unix time; unit: s

---at least one of buffer, media
---@class wxcard.cgi_bin.media.uploadimg.Request
---@field buffer? wxcard.File jpg or png, at most 1 MB; a logo is best 300 x 300 px
---@field media? wxcard.File the same part as the article guide names it

---@class wxcard.cgi_bin.media.uploadimg.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field url string the only kind of address that logo_url, background_pic_url, icon_url_list and image_url take

---@class wxcard.cgi_bin.message.custom.send.Request.customservice
---@field kf_account? string the agent whose name it bears

---@class wxcard.cgi_bin.message.custom.send.Request
---@field touser string openid that wrote or acted within the last 48 hours
---@field msgtype "wxcard"|string
---@field wxcard? wxcard.card.code.consume.Response.card required when msgtype is wxcard
---@field customservice? wxcard.cgi_bin.message.custom.send.Request.customservice

---@class wxcard.shape.mass_card
---@field card_id string
---@field card_ext? string JSON text with code, openid, timestamp, signature; signed with the wx_card ticket

---at least one of touser, towxname
---@class wxcard.cgi_bin.message.mass.preview.Request
---@field touser? string openid
---@field towxname? string WeChat id; wins over touser; 100 a day
---@field msgtype "wxcard"|string
---@field wxcard? wxcard.shape.mass_card required when msgtype is wxcard

---@class wxcard.cgi_bin.message.mass.preview.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field msg_id? integer

---@class wxcard.cgi_bin.message.mass.send.Request
---@field touser string[] 2 to 10000 items
---@field msgtype "wxcard"|string
---@field wxcard? wxcard.shape.mass_card required when msgtype is wxcard
---@field clientmsgid? string your own id; a repeat with the same is not sent again; at most 64 bytes
---@field send_ignore_reprint? 0|1 articles only; default 0

---@class wxcard.cgi_bin.message.mass.send.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field msg_id integer 64 bits
---@field msg_data_id? integer articles only

---at least one of is_to_all, tag_id
---@class wxcard.cgi_bin.message.mass.sendall.Request.filter
---@field is_to_all? boolean
---@field tag_id? integer required when is_to_all is false

---@class wxcard.cgi_bin.message.mass.sendall.Request
---@field filter wxcard.cgi_bin.message.mass.sendall.Request.filter
---@field msgtype "wxcard"|string
---@field wxcard? wxcard.shape.mass_card required when msgtype is wxcard
---@field clientmsgid? string your own id; a repeat with the same is not sent again; at most 64 bytes
---@field send_ignore_reprint? 0|1 articles only; default 0

---@class wxcard.cgi_bin.openapi.quota.get.Request
---@field cgi_path string with its slash, without a query; e.g. /card/create

---@class wxcard.cgi_bin.openapi.quota.get.Response.quota
---@field daily_limit integer
---@field used integer
---@field remain integer

---@class wxcard.cgi_bin.openapi.quota.get.Response.rate_limit
---@field call_count? integer
---@field refresh_second? integer unit: s

---@class wxcard.cgi_bin.openapi.quota.get.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field quota wxcard.cgi_bin.openapi.quota.get.Response.quota
---@field rate_limit? wxcard.cgi_bin.openapi.quota.get.Response.rate_limit newer answers
---@field component_rate_limit? wxcard.cgi_bin.openapi.quota.get.Response.rate_limit for calls made on behalf of the account

---@class wxcard.cgi_bin.openapi.rid.get.Request
---@field rid string e.g. 617682e0-09059ac5-34a8e2ea

---@class wxcard.cgi_bin.openapi.rid.get.Response.request
---@field invoke_time integer Unix time; unit: s
---@field cost_in_ms integer unit: ms
---@field request_url string its query
---@field request_body string
---@field response_body string

---@class wxcard.cgi_bin.openapi.rid.get.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field request wxcard.cgi_bin.openapi.rid.get.Response.request

---@class wxcard.cgi_bin.showqrcode.Request
---@field ticket string

---@class wxcard.cgi_bin.stable_token.Request
---@field grant_type "client_credential"
---@field appid string
---@field secret string
---@field force_refresh? boolean true ends the current token at once; twenty times a day, 30 s apart; default false

---@class wxcard.cgi_bin.stable_token.Response
---@field errcode? integer only when the call failed
---@field errmsg? string only when the call failed
---@field access_token string
---@field expires_in integer what is left, not always 7200; unit: s

---@class wxcard.cgi_bin.ticket.getticket.Request
---@field type "wx_card"|"jsapi" wx_card for card signatures, jsapi for wx.config

---@class wxcard.cgi_bin.ticket.getticket.Response
---@field errcode integer 0 on success
---@field errmsg string for people; its text varies; e.g. ok
---@field ticket string
---@field expires_in integer unit: s; e.g. 7200

---@class wxcard.cgi_bin.token.Request
---@field grant_type "client_credential"
---@field appid string
---@field secret string

---@class wxcard.cgi_bin.token.Response
---@field errcode? integer only when the call failed
---@field errmsg? string only when the call failed
---@field access_token string
---@field expires_in integer at most 7200; unit: s; e.g. 7200

---@class wxcard.cgi_bin.user.info.Request
---@field openid string
---@field lang? "zh_CN"|"zh_TW"|"en"|string default zh_CN

---@class wxcard.cgi_bin.user.info.Response
---@field errcode? integer only when the call failed
---@field errmsg? string only when the call failed
---@field subscribe 0|1 0: no follower, and little else is told
---@field openid string
---@field unionid? string
---@field subscribe_time? integer Unix time; unit: s
---@field subscribe_scene? string e.g. ADD_SCENE_QR_CODE
---@field language? string
---@field remark? string
---@field groupid? integer
---@field tagid_list? integer[]
---@field qr_scene? integer
---@field qr_scene_str? string
---@field nickname? string older answers
---@field sex? 0|1|2 older answers
---@field country? string older answers
---@field province? string older answers
---@field city? string older answers
---@field headimgurl? string older answers

---@class wxcard.sns.oauth2.access_token.Request
---@field appid string
---@field secret string
---@field code string serves once
---@field grant_type "authorization_code"

---@class wxcard.sns.oauth2.access_token.Response
---@field errcode? integer only when the call failed
---@field errmsg? string only when the call failed
---@field access_token string the visitor's, not the account's
---@field expires_in integer unit: s
---@field refresh_token string
---@field openid string
---@field scope string e.g. snsapi_base
---@field unionid? string accounts tied to an open platform
---@field is_snapshotuser? 0|1 1: the stand-in user of a snapshot page

---@class wxcard.v3.brand_basic.partner.brands._brand_id_.product_authorities.Request
---@field brand_id string e.g. 123456789

---@class wxcard.v3.brand_basic.partner.brands._brand_id_.product_authorities.Response
---@field brand_id string e.g. 123456789
---@field authorization_type wxcard.enum.brand_authorization everything, or some
---@field authorization_product? wxcard.enum.brand_product[]
---@field update_time string

---@class wxcard.v3.brand.card.card_configs.POST.Request.brand_mini_program_info
---@field appid string at most 50 characters; e.g. wx1234567890abcdef
---@field default_jump_path? string at most 512 characters; e.g. pages/shop/index
---@field button_text? string on the button that opens it; at most 10 characters

---@class wxcard.v3.brand.card.card_configs.POST.Request.brand_customer_service
---@field customer_service_type wxcard.enum.brand_service_type
---@field customer_service_phone? string at most 20 characters; required when customer_service_type is SERVICE_PHONE
---@field customer_service_path? string page or link; at most 1024 characters; required when customer_service_type is WECOM or CUSTOMIZE_WEB or CUSTOMIZE_MP
---@field appid? string at most 50 characters; required when customer_service_type is MINI_PROGRAM or CUSTOMIZE_MP; e.g. wx1234567890abcdef

---@class wxcard.v3.brand.card.card_configs.POST.Request.service_list
---@field service_classify_name string class; at most 6 characters
---@field service_name string at most 8 characters
---@field service_jump_type wxcard.enum.brand_jump_type
---@field service_jump_path string page or link; at most 1024 characters
---@field appid? string at most 50 characters; required when service_jump_type is JUMP_MINI_PROGRAM

---@class wxcard.v3.brand.card.card_configs.POST.Request
---@field business_code string the caller's number of the application: digits, letters, _; at most 128 characters; e.g. 190001351110000
---@field brand_id string at most 20 characters; e.g. 1004
---@field brand_mini_program_info? wxcard.v3.brand.card.card_configs.POST.Request.brand_mini_program_info the brand's mini program
---@field brand_customer_service wxcard.v3.brand.card.card_configs.POST.Request.brand_customer_service
---@field service_list? wxcard.v3.brand.card.card_configs.POST.Request.service_list[] none, or 2 to 15, in three classes at most, five to a class; at most 15 items

---@class wxcard.v3.brand.card.card_configs.POST.Response
---@field business_code string the caller's number of the application: digits, letters, _; at most 128 characters; e.g. 190001351110000
---@field applyment_id string WeChat's number; at most 25 characters; e.g. 1111111111
---@field brand_id string at most 20 characters; e.g. 1004
---@field card_preview_url string for a QR code to look at it; at most 512 characters
---@field url_expired_time string end of that link; at most 64 characters; e.g. 2025-05-20T13:29:35+08:00

---at least one of business_code, applyment_id
---@class wxcard.v3.brand.card.card_configs.GET.Request
---@field business_code? string the caller's number, or applyment_id; at most 128 characters; e.g. 190001351110000
---@field applyment_id? string WeChat's number; at most 25 characters; e.g. 1111111111
---@field brand_id string at most 20 characters; e.g. 120344

---@class wxcard.v3.brand.card.card_configs.GET.Response
---@field business_code string the caller's number of the application: digits, letters, _; at most 128 characters; e.g. 190001351110000
---@field applyment_id string WeChat's number; at most 25 characters; e.g. 1111111111
---@field brand_id string at most 20 characters; e.g. 1004
---@field applyment_state wxcard.enum.brand_applyment_state
---@field scheduled_publish_time? string at most 64 characters; e.g. 2025-05-20T13:29:35+08:00
---@field reject_reason? string at most 512 characters
---@field actual_publish_time? string at most 64 characters

---at least one of business_code, applyment_id
---@class wxcard.v3.brand.card.card_configs.cancel_applyment.Request
---@field business_code? string the caller's number, or applyment_id; at most 128 characters; e.g. 190001351110000
---@field applyment_id? string WeChat's number; at most 25 characters; e.g. 1111111111
---@field brand_id string at most 20 characters; e.g. 1004

---@class wxcard.v3.brand.card.card_configs.cancel_applyment.Response
---@field business_code string the caller's number of the application: digits, letters, _; at most 128 characters; e.g. 190001351110000
---@field applyment_id string WeChat's number; at most 25 characters; e.g. 1111111111
---@field brand_id string at most 20 characters; e.g. 1004
---@field applyment_state wxcard.enum.brand_applyment_state

---at least one of business_code, applyment_id
---@class wxcard.v3.brand.card.card_configs.publish.Request
---@field business_code? string the caller's number, or applyment_id; at most 128 characters; e.g. 190001351110000
---@field applyment_id? string WeChat's number; at most 25 characters; e.g. 1111111111
---@field brand_id string at most 20 characters; e.g. 1004
---@field publish_type wxcard.enum.brand_publish_type
---@field scheduled_publish_time? string more than an hour and at most 90 days from now; at most 64 characters; required when publish_type is SCHEDULED_PUBLISH; e.g. 2025-05-20T13:29:35+08:00

---@class wxcard.v3.brand.card.card_configs.publish.Response
---@field business_code string e.g. 190001351110000
---@field applyment_id string WeChat's number; at most 25 characters; e.g. 1111111111
---@field brand_id string at most 20 characters; e.g. 1004
---@field publish_type wxcard.enum.brand_publish_type
---@field scheduled_publish_time? string at most 64 characters; e.g. 2025-05-20T13:29:35+08:00

---@class wxcard.v3.brand.card.card_links.POST.Request
---@field business_code string the caller's number of the application: digits, letters, _; at most 128 characters; e.g. 190001351110000
---@field brand_id string at most 20 characters; e.g. 1004
---@field payment_scene wxcard.enum.brand_payment_scene where is paid
---@field appid? string of these two scenes only; at most 50 characters; required when payment_scene is MINI_PROGRAM or APP; e.g. wxea9c30890f48d5ae
---@field card_link_mchid? string merchant id of the rule; at most 20 characters; required when payment_scene is PAYMENT_CODE; when PAYMENT_CODE, or MINI_PROGRAM with a cashier that several share; not otherwise; e.g. 111222333
---@field service_id? string of this scene only; at most 50 characters; required when payment_scene is PAYMENT_SCORE; e.g. 00005000000000548218251086296300

---@class wxcard.v3.brand.card.card_links.POST.Response
---@field business_code string the caller's number of the application: digits, letters, _; at most 128 characters; e.g. 190001351110000
---@field brand_id string at most 20 characters; e.g. 1004
---@field payment_scene wxcard.enum.brand_payment_scene where is paid
---@field appid? string at most 50 characters; e.g. wxea9c30890f48d5ae
---@field card_link_mchid? string merchant id of the rule; at most 20 characters; e.g. 111222333
---@field service_id? string at most 50 characters; e.g. 00005000000000548218251086296300

---@class wxcard.v3.brand.card.card_links.GET.Request
---@field brand_id string at most 20 characters; e.g. 120344
---@field payment_scene? wxcard.enum.brand_payment_scene
---@field page_index? integer at least 1; default 1
---@field page_size? integer at most 50; default 20

---@class wxcard.v3.brand.card.card_links.GET.Response.active_link_list
---@field payment_scene wxcard.enum.brand_payment_scene where is paid
---@field appid_list? string[] at most 20 characters
---@field card_link_mchid? string merchant id of the rule; at most 20 characters; e.g. 111222333
---@field service_id? string at most 50 characters; e.g. 00005000000000548218251086296300

---@class wxcard.v3.brand.card.card_links.GET.Response
---@field brand_id string at most 20 characters; e.g. 1004
---@field total_num integer
---@field active_link_list? wxcard.v3.brand.card.card_links.GET.Response.active_link_list[]
---@field page_index? integer
---@field page_size? integer

---@class wxcard.v3.brand.card.card_links.business_code._business_code_.Request
---@field business_code string at most 128 characters; e.g. 190001351110000
---@field brand_id string at most 20 characters; e.g. 120344

---@class wxcard.v3.brand.card.card_links.business_code._business_code_.Response
---@field business_code string the caller's number of the application: digits, letters, _; at most 128 characters; e.g. 190001351110000
---@field brand_id string at most 20 characters; e.g. 1004
---@field payment_scene wxcard.enum.brand_payment_scene where is paid
---@field appid? string at most 20 characters; e.g. wxea9c30890f48d5ae
---@field card_link_mchid? string merchant id of the rule; at most 20 characters; e.g. 111222333
---@field service_id? string at most 50 characters; e.g. 00005000000000548218251086296300
---@field configuration_state wxcard.enum.brand_link_state
---@field reject_reason? string at most 256 characters

---@class wxcard.v3.brand.card.card_links.cancel_applyment.Request
---@field business_code string the caller's number of the application: digits, letters, _; at most 128 characters; e.g. 190001351110000
---@field brand_id string at most 20 characters; e.g. 1004

---@class wxcard.v3.brand.card.card_links.unbind_card_link.Request
---@field brand_id string at most 20 characters; e.g. 1004
---@field payment_scene wxcard.enum.brand_payment_scene where is paid
---@field appid? string at most 50 characters; e.g. wxea9c30890f48d5ae
---@field card_link_mchid? string merchant id of the rule; at most 20 characters; e.g. 111222333
---@field service_id? string at most 50 characters; e.g. 00005000000000548218251086296300

---@class wxcard.shape.pay_jump_whole
---@field jump_appid string mini program that opens; at most 32 characters; e.g. wxea9c30a90fs8d3fe
---@field jump_path string page in it; at most 128 characters; e.g. /pages/points/points

---@class wxcard.v3.brand.partner.card_member.cards.POST.Request
---@field out_request_no string the caller's number of this request: letters, digits, - and _; at most 128 characters; e.g. 100002322019090134234sfdf
---@field brand_id string whose card it is; at most 32 characters; e.g. 1004
---@field appid string account or mini program that is bound to the brand; at most 32 characters; e.g. wxea9c30890f48d5ae
---@field card_type wxcard.enum.pay_card_type only NORMAL is accepted by now
---@field card_title string name on the card: Chinese, Latin letters, digits, punctuation; at most 10 characters
---@field card_color string at most 7 characters; e.g. #FFFF00
---@field card_picture_url string address given by the picture upload; about 716 x 320 px, JPG or PNG, below 1 MB; at most 256 characters; e.g. https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0
---@field code_mode wxcard.enum.pay_code_mode codes of 24 digits from WeChat, or the merchant's own when a card is confirmed
---@field code_type wxcard.enum.pay_code_type how a code is shown
---@field code_jump_information? wxcard.shape.pay_jump what the code's button opens; only with JUMP_MINI_PROGRAM; required when code_type is JUMP_MINI_PROGRAM
---@field benefits string what members get; at most 32 characters
---@field notify_url string where this card's events go: a public address with a path, without a query; at most 256 characters; e.g. https://www.weixin.qq.com/wxpay/notify.php
---@field need_pinned? boolean shown first; default false
---@field need_display_level? boolean the level is shown; default false
---@field init_level? string what a new member starts at; only with need_display_level; at most 10 characters; required when need_display_level is true
---@field service_phone? string at most 32 characters; e.g. 010-8877xxxx
---@field legal_agreement string terms, as plain text: line breaks, no links; at most 20480 characters
---@field valid_date_information wxcard.shape.pay_validity
---@field member_information wxcard.shape.pay_jump_whole member centre
---@field points_information? wxcard.shape.pay_jump points page; absent, there is none
---@field balance_information? wxcard.shape.pay_jump balance page; only of a BALANCE card
---@field purchase_information? wxcard.shape.pay_purchase page that sells the membership; only of a PURCHASE card
---@field user_information? wxcard.shape.pay_form what users are asked

---@class wxcard.shape.pay_validity_told
---@field type? wxcard.enum.pay_validity between two times, some days from pick-up on, or for ever
---@field available_begin_time? string first moment; required when type is FIX_TIME_RANGE; e.g. 2020-05-20T13:29:35+08:00
---@field available_end_time? string last moment; required when type is FIX_TIME_RANGE; e.g. 2030-05-20T13:29:35+08:00
---@field available_day_after_receive? integer natural days, counted from pick-up; at most 10958; required when type is FIX_TERM; unit: day; e.g. 200

---@class wxcard.shape.pay_card
---@field out_request_no string number it was made under; at most 128 characters
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field brand_id string at most 32 characters; e.g. 1004
---@field appid string account that is bound to the brand; e.g. wxea9c30890f48d5ae
---@field card_type wxcard.enum.pay_card_type
---@field card_title string name on the card; at most 10 characters
---@field card_color string at most 7 characters; e.g. #FFFF00
---@field card_picture_url string address given by the picture upload; about 716 x 320 px, JPG or PNG, below 1 MB; at most 256 characters; e.g. https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0
---@field code_mode wxcard.enum.pay_code_mode who gives the codes
---@field code_type wxcard.enum.pay_code_type how a code is shown
---@field code_jump_information? wxcard.shape.pay_jump what the code's button opens
---@field benefits string what members get; at most 32 characters
---@field notify_url string where this card's events go; at most 256 characters
---@field need_pinned? boolean shown first
---@field need_display_level? boolean the level is shown
---@field init_level? string what a new member starts at; at most 10 characters
---@field service_phone? string at most 32 characters
---@field legal_agreement string terms, as plain text; at most 20480 characters
---@field valid_date_information wxcard.shape.pay_validity_told
---@field member_information wxcard.shape.pay_jump_whole member centre
---@field points_information? wxcard.shape.pay_jump points page
---@field balance_information? wxcard.shape.pay_jump balance page
---@field purchase_information? wxcard.shape.pay_purchase_told page that sells the membership
---@field user_information? wxcard.shape.pay_form_told what users are asked
---@field state wxcard.enum.pay_card_state
---@field create_time string
---@field modify_time string older texts call it update_time

---@class wxcard.v3.brand.partner.card_member.cards.GET.Request
---@field brand_id string whose card it is; at most 32 characters; e.g. 1004
---@field state? wxcard.enum.pay_card_state all when absent
---@field offset integer rows to skip, not a page; at least 0; default 0
---@field limit integer rows; 1 to 20; e.g. 20

---@class wxcard.v3.brand.partner.card_member.cards.GET.Response
---@field data? wxcard.shape.pay_card[]
---@field total_count integer rows that fit
---@field offset integer
---@field limit integer

---@class wxcard.v3.brand.partner.card_member.cards._card_id_.GET.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field brand_id string whose card it is; at most 32 characters; e.g. 1004

---@class wxcard.v3.brand.partner.card_member.cards._card_id_.DELETE.Response.valid_date_information
---@field type wxcard.enum.pay_validity
---@field available_begin_time? string first moment; required when type is FIX_TIME_RANGE; e.g. 2020-05-20T13:29:35+08:00
---@field available_end_time? string last moment; required when type is FIX_TIME_RANGE; e.g. 2030-05-20T13:29:35+08:00
---@field available_day_after_receive? integer natural days, counted from pick-up; at most 10958; required when type is FIX_TERM; unit: day; e.g. 200

---@class wxcard.v3.brand.partner.card_member.cards._card_id_.DELETE.Response
---@field out_request_no string number it was made under; at most 128 characters
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field brand_id string at most 32 characters; e.g. 1004
---@field appid string at most 32 characters; e.g. wxea9c30890f48d5ae
---@field card_type wxcard.enum.pay_card_type
---@field card_title string name on the card; at most 10 characters
---@field card_color string at most 7 characters; e.g. #FFFF00
---@field card_picture_url string address given by the picture upload; about 716 x 320 px, JPG or PNG, below 1 MB; at most 256 characters; e.g. https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/0
---@field code_mode wxcard.enum.pay_code_mode who gives the codes
---@field code_type wxcard.enum.pay_code_type how a code is shown
---@field code_jump_information? wxcard.shape.pay_jump what the code's button opens
---@field benefits string what members get; at most 32 characters
---@field notify_url string where this card's events go; at most 256 characters
---@field need_pinned? boolean shown first
---@field need_display_level? boolean the level is shown
---@field init_level? string what a new member starts at; at most 10 characters
---@field service_phone? string at most 32 characters
---@field legal_agreement? string terms, as plain text; at most 20480 characters
---@field valid_date_information wxcard.v3.brand.partner.card_member.cards._card_id_.DELETE.Response.valid_date_information
---@field member_information? wxcard.shape.pay_jump member centre
---@field points_information? wxcard.shape.pay_jump points page
---@field balance_information? wxcard.shape.pay_jump balance page
---@field purchase_information? wxcard.shape.pay_purchase_told page that sells the membership
---@field user_information? wxcard.shape.pay_form_told what users are asked
---@field state wxcard.enum.pay_card_state
---@field create_time string
---@field modify_time string older texts call it update_time

---@class wxcard.v3.brand.partner.card_member.cards._card_id_.PATCH.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field brand_id string whose card it is; at most 32 characters; e.g. 1004
---@field card_title? string name on the card; at most 10 characters
---@field card_color? string at most 7 characters; e.g. #FFFF00
---@field card_picture_url? string address given by the picture upload; about 716 x 320 px, JPG or PNG, below 1 MB; at most 256 characters
---@field code_jump_information? wxcard.shape.pay_jump both fields, and only of a card that shows a JUMP_MINI_PROGRAM code
---@field benefits? string what members get; at most 32 characters
---@field notify_url? string where this card's events go; at most 256 characters
---@field need_pinned? boolean shown first; default false
---@field need_display_level? boolean the level is shown; default false
---@field service_phone? string at most 32 characters; e.g. 010-8877xxxx
---@field valid_date_information? wxcard.shape.pay_validity of the same kind as before
---@field member_information? wxcard.shape.pay_jump_whole member centre
---@field points_information? wxcard.shape.pay_jump points page; both fields
---@field balance_information? wxcard.shape.pay_jump balance page; only of a BALANCE card
---@field purchase_information? wxcard.shape.pay_purchase_told only of a PURCHASE card
---@field user_information? wxcard.shape.pay_form what users are asked

---@class wxcard.shape.pay_coupon_stock
---@field product_coupon_id string at most 128 characters; e.g. 701138812971763025610907319729
---@field stock_id string batch; at most 128 characters; e.g. 98065001

---@class wxcard.v3.brand.partner.card_member.membership_activities.POST.Request
---@field out_request_no string the caller's number of this request: letters, digits, - and _; at most 128 characters; e.g. 100002322019090134234sfdf
---@field brand_id string whose card it is; at most 32 characters; e.g. 1004
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field activity_channel wxcard.enum.pay_activity_channel spelled without the R of merchant
---@field title string at most 128 characters
---@field sub_title string at most 128 characters
---@field begin_time string e.g. 2020-01-20T13:29:35+08:00
---@field end_time string e.g. 2020-01-29T13:29:35+08:00
---@field apply_total integer gifts in all; less than the smallest stock of the batches; e.g. 1000
---@field product_coupon_stock_list wxcard.shape.pay_coupon_stock[] batches given; at most 200 items

---@class wxcard.shape.pay_activity
---@field out_request_no string at most 128 characters
---@field brand_id string at most 32 characters; e.g. 1004
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field activity_channel wxcard.enum.pay_activity_channel
---@field title string at most 128 characters
---@field sub_title string at most 128 characters
---@field begin_time string
---@field end_time string
---@field apply_total integer gifts in all
---@field apply_available integer gifts left
---@field product_coupon_stock_list? wxcard.shape.pay_coupon_stock[] batches given
---@field activity_id integer e.g. 371067
---@field activity_state wxcard.enum.pay_activity_state
---@field create_time string
---@field modify_time string

---@class wxcard.v3.brand.partner.card_member.membership_activities.GET.Request
---@field brand_id string whose card it is; at most 32 characters; e.g. 1004
---@field card_id? string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field activity_state? wxcard.enum.pay_activity_state
---@field offset integer rows to skip; at least 0
---@field limit integer rows

---@class wxcard.v3.brand.partner.card_member.membership_activities.GET.Response
---@field data? wxcard.shape.pay_activity[]
---@field total_count integer rows that fit
---@field offset integer
---@field limit integer

---@class wxcard.v3.brand.partner.card_member.membership_activities._activity_id_.GET.Request
---@field activity_id integer e.g. 371067
---@field brand_id string whose card it is; at most 32 characters; e.g. 1004

---@class wxcard.v3.brand.partner.card_member.membership_activities._activity_id_.PATCH.Request
---@field activity_id integer e.g. 371067
---@field brand_id string whose card it is; at most 32 characters; e.g. 1004
---@field title string at most 128 characters
---@field sub_title string at most 128 characters
---@field begin_time string e.g. 2020-01-20T13:29:35+08:00
---@field end_time string e.g. 2020-01-29T13:29:35+08:00

---@class wxcard.v3.brand.partner.card_member.pay_view_tokens.Request
---@field brand_id string whose card it is; at most 32 characters; e.g. 1004
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA

---@class wxcard.v3.brand.partner.card_member.pay_view_tokens.Response
---@field token string good for once; e.g. d2df23f2f4fasf3gws
---@field expire_time string ten minutes after

---@class wxcard.v3.brand.partner.card_member.pre_auth_tokens.Response
---@field token string at most 32 characters; e.g. d2df23f2f4fasf3gws
---@field expire_time string an hour after

---@class wxcard.v3.brand.partner.card_member.user_cards.Request
---@field brand_id string whose card it is; at most 32 characters; e.g. 1004
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field user_card_state? wxcard.enum.pay_user_card_state
---@field offset integer rows to skip; at least 0; default 0
---@field limit integer rows; 1 to 20; e.g. 20

---@class wxcard.shape.pay_user_card
---@field user_card_code string one to a member of this card; digits, letters, half-width punctuation; at most 32 characters; e.g. 478515832665
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field card_color? string at most 7 characters; e.g. #FFFF00
---@field card_picture_url? string at most 256 characters
---@field brand_id string at most 32 characters; e.g. 1004
---@field card_type wxcard.enum.pay_card_type
---@field phone_number? string the limit is that of the ciphertext; at most 512 characters
---@field level? string member's level, only shown; at most 10 characters
---@field valid_date_information wxcard.shape.pay_validity_told
---@field pickup_time string when it was taken
---@field user_information? wxcard.shape.pay_answers_told what the user answered
---@field attach? string the caller's own note; at most 256 characters
---@field user_card_state wxcard.enum.pay_user_card_state
---@field invalid_reason? string at most 32 characters
---@field invalid_time? string
---@field create_time string
---@field modify_time string

---@class wxcard.v3.brand.partner.card_member.user_cards.Response
---@field data? wxcard.shape.pay_user_card[]
---@field total_count integer rows that fit
---@field offset integer
---@field limit integer

---at least one of valid_date_information, date_information
---@class wxcard.v3.brand.partner.card_member.user_cards.import_by_openid.Request
---@field phone_number? string mobile number; the limit is that of the ciphertext; at most 512 characters
---@field card_color? string at most 7 characters; e.g. #FFFF00
---@field card_picture_url? string address given by the picture upload; at most 256 characters
---@field level? string member's level, only shown; at most 10 characters
---@field user_information? wxcard.shape.pay_answers answers to questions that the card asks
---@field brand_id string whose card it is; at most 32 characters; e.g. 1004
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field user_card_code string one to a member of this card; digits, letters, half-width punctuation; at most 32 characters; e.g. 478515832665
---@field valid_date_information? wxcard.shape.pay_validity of the card's own kind; fields of other kinds are ignored
---@field date_information? wxcard.shape.pay_validity older name of valid_date_information: one of the two, never both
---@field pickup_time? string when the member took it: before now, and not so long ago that it would have expired; when the validity is FIX_TERM; e.g. 2020-05-20T13:29:35+08:00

---@class wxcard.v3.brand.partner.card_member.user_cards.import_by_phone.Request.user_information.common_field_list
---@field name? wxcard.enum.pay_question the question
---@field value? string the answer

---@class wxcard.v3.brand.partner.card_member.user_cards.import_by_phone.Request.user_information.custom_field_list
---@field name? string the question, never encrypted
---@field user_chosen_values? string[] each encrypted by itself

---@class wxcard.v3.brand.partner.card_member.user_cards.import_by_phone.Request.user_information
---@field common_field_list? wxcard.v3.brand.partner.card_member.user_cards.import_by_phone.Request.user_information.common_field_list[] answers to WeChat's questions
---@field custom_field_list? wxcard.v3.brand.partner.card_member.user_cards.import_by_phone.Request.user_information.custom_field_list[] answers to the merchant's

---at least one of valid_date_information, date_information
---@class wxcard.v3.brand.partner.card_member.user_cards.import_by_phone.Request
---@field brand_id string whose card it is; at most 32 characters; e.g. 1004
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field phone_number string mobile number; the limit is that of the ciphertext; at most 512 characters
---@field user_card_code string one to a member of this card; digits, letters, half-width punctuation; at most 32 characters; e.g. 478515832665
---@field card_color? string at most 7 characters; e.g. #FFFF00
---@field card_picture_url? string address given by the picture upload; at most 256 characters
---@field level? string member's level, only shown; at most 10 characters
---@field user_information? wxcard.v3.brand.partner.card_member.user_cards.import_by_phone.Request.user_information answers to questions that the card asks
---@field valid_date_information? wxcard.shape.pay_validity_typed of the card's own kind; fields of other kinds are ignored
---@field date_information? wxcard.shape.pay_validity older name of valid_date_information: one of the two, never both
---@field pickup_time? string when the member took it: before now, and not so long ago that it would have expired; when the validity is FIX_TERM; e.g. 2020-05-20T13:29:35+08:00

---@class wxcard.v3.brand.partner.card_member.user_cards.import_by_phone.Response
---@field user_card_code string one to a member of this card; digits, letters, half-width punctuation; at most 32 characters; e.g. 478515832665
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field card_color? string at most 7 characters; e.g. #FFFF00
---@field card_picture_url? string at most 256 characters
---@field brand_id string at most 32 characters; e.g. 1004
---@field card_type wxcard.enum.pay_card_type
---@field phone_number? string the limit is that of the ciphertext; at most 512 characters
---@field level? string member's level, only shown; at most 10 characters
---@field valid_date_information wxcard.shape.pay_card_of_brand.valid_date_information
---@field pickup_time string when it was taken
---@field user_information? wxcard.v3.brand.partner.card_member.user_cards.import_by_phone.Request.user_information what the user answered
---@field attach? string the caller's own note; at most 256 characters
---@field user_card_state wxcard.enum.pay_user_card_state
---@field invalid_reason? string at most 32 characters
---@field invalid_time? string
---@field create_time string
---@field modify_time string

---@class wxcard.v3.brand.partner.card_member.user_cards._user_card_code_.GET.Request
---@field user_card_code string percent-encoded in the path: it may have punctuation; at most 32 characters; e.g. 478515832665
---@field brand_id string whose card it is; at most 32 characters; e.g. 1004
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA

---@class wxcard.v3.brand.partner.card_member.user_cards._user_card_code_.PATCH.Request
---@field phone_number? string mobile number; the limit is that of the ciphertext; at most 512 characters
---@field card_color? string at most 7 characters; e.g. #FFFF00
---@field card_picture_url? string address given by the picture upload; at most 256 characters
---@field level? string member's level, only shown; at most 10 characters
---@field user_information? wxcard.shape.pay_answers answers to questions that the card asks
---@field user_card_code string percent-encoded in the path: it may have punctuation; at most 32 characters; e.g. 478515832665
---@field brand_id string whose card it is; at most 32 characters; e.g. 1004
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field valid_date_information? wxcard.shape.pay_validity of the card's own kind; fields of other kinds are ignored
---@field attach? string the caller's own note; at most 256 characters

---@class wxcard.v3.brand.partner.card_member.user_cards._user_card_code_.confirm.Request
---@field phone_number? string mobile number; the limit is that of the ciphertext; at most 512 characters
---@field card_color? string at most 7 characters; e.g. #FFFF00
---@field card_picture_url? string address given by the picture upload; at most 256 characters
---@field level? string member's level, only shown; at most 10 characters
---@field user_information? wxcard.shape.pay_answers answers to questions that the card asks
---@field user_card_code string percent-encoded in the path: it may have punctuation; at most 32 characters; e.g. 478515832665
---@field brand_id string whose card it is; at most 32 characters; e.g. 1004
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field valid_date_information? wxcard.shape.pay_validity of the card's own kind; fields of other kinds are ignored
---@field attach? string the caller's own note; at most 256 characters
---@field user_card_confirm_state wxcard.enum.pay_confirm_state ALREADY_EXISTS: opened, but the user had joined elsewhere before

---@class wxcard.v3.brand.partner.card_member.user_cards._user_card_code_.invalidate.Request
---@field user_card_code string percent-encoded in the path: it may have punctuation; at most 32 characters; e.g. 478515832665
---@field brand_id string whose card it is; at most 32 characters; e.g. 1004
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field invalid_reason? string at most 32 characters

---@class wxcard.v3.brand.partner.card_member.user_feeds.Request
---@field brand_id string whose card it is; at most 32 characters; e.g. 1004
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field user_card_code string at most 32 characters; e.g. 478515832665
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field out_request_no string the caller's number: letters, digits, - and _; at most 64 characters; e.g. 100002322019090134234sfdf
---@field cell string template and values, as in cell of an order's attach; at most 128 characters; e.g. 15_1200_1

---@class wxcard.v3.brand.partner.card_member.user_feeds.Response
---@field brand_id string at most 16 characters; e.g. 1004
---@field card_id string e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field user_card_code string at most 32 characters; e.g. 478515832665
---@field out_request_no string
---@field cell string template and values, as in cell of an order's attach; at most 128 characters; e.g. 15_1200_1

---@class wxcard.v3.brand.partner.card_member.user_points.exchange_coupon.confirm.Request
---@field record_id string of the event that asked; at most 64 characters
---@field exchange_coupon_template_id string at most 32 characters; e.g. 0Flpo7FqTQ
---@field brand_id string whose card it is; at most 16 characters; e.g. 1004
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field user_card_code string at most 32 characters; e.g. 478515832665
---@field result wxcard.enum.pay_exchange_result
---@field reject_reason? string at most 32 characters; required when result is POINT_EXCHANGE_COUPON_REJECT

---@class wxcard.v3.brand.partner.card_member.user_points.exchange_coupon.confirm.Response
---@field record_id string of the event that asked; at most 64 characters
---@field exchange_coupon_template_id string at most 32 characters; e.g. 0Flpo7FqTQ
---@field brand_id string whose card it is; at most 16 characters; e.g. 1004
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field user_card_code string at most 32 characters; e.g. 478515832665
---@field state wxcard.enum.pay_exchange_state whether the coupon went out
---@field product_coupon_id string
---@field product_coupon_stock_type wxcard.enum.pay_coupon_kind|string
---@field stock_id string batch
---@field coupon_code? string at most 128 characters; required when state is POINT_EXCHANGE_COUPON_SUCCESS; e.g. 123446565767
---@field reject_reason? string older texts call it fail_reason; at most 32 characters; when refused

---@class wxcard.v3.brand.partner.card_member.user_points.sync.Request
---@field out_request_no string the caller's number; at most 128 characters
---@field brand_id string whose card it is; at most 16 characters; e.g. 1004
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field openid string of the card's appid; at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field user_card_code string at most 32 characters; e.g. 478515832665
---@field point_balance integer points that the member has now, not a change; unit: point; e.g. 1000

---@class wxcard.shape.brand_store_basics
---@field store_reference_id? string the merchant's own number; at most 32 characters; e.g. MDL001
---@field branch_name? string the branch alone, without brackets and dashes; at most 50 characters

---@class wxcard.shape.brand_store_address
---@field address_code string of the district; at most 20 characters; e.g. 440305
---@field address_detail string street and number; at most 200 characters
---@field address_complements? string how to find it; at most 50 characters
---@field longitude? string -180 to 180; at most 32 characters; e.g. 112.63484
---@field latitude? string -90 to 90; at most 32 characters; e.g. 37.75464

---@class wxcard.shape.brand_store_business
---@field service_phone? string digits and -; two numbers at most, a | between; at most 32 characters; e.g. 0755-86013388
---@field business_hours? string seven spans at most, | between; past midnight is allowed; at most 256 characters

---@class wxcard.v3.brand.partner.store.brandstores.POST.Request
---@field brand_id string e.g. 123456789
---@field store_basics? wxcard.shape.brand_store_basics
---@field store_address wxcard.shape.brand_store_address
---@field store_business? wxcard.shape.brand_store_business

---@class wxcard.shape.brand_store.store_recipient
---@field mchid? string at most 16 characters; e.g. 1230000109
---@field company_name? string at most 256 characters
---@field recipient_state? wxcard.enum.brand_recipient_state

---@class wxcard.shape.brand_store
---@field brand_id string e.g. 123456789
---@field store_id? string e.g. 20488000
---@field store_state? wxcard.enum.brand_store_state
---@field audit_state? wxcard.enum.brand_audit_state
---@field review_reject_reason? string
---@field store_basics? wxcard.shape.brand_store_basics
---@field store_address? wxcard.shape.brand_store_address
---@field store_business? wxcard.shape.brand_store_business
---@field store_recipient? wxcard.shape.brand_store.store_recipient[] who receives its payments

---@class wxcard.v3.brand.partner.store.brandstores.GET.Request
---@field brand_id string e.g. 123456789
---@field store_state? wxcard.enum.brand_store_state
---@field offset? integer rows to skip; at least 0; default 0
---@field limit? integer rows; 1 to 200; default 20

---@class wxcard.v3.brand.partner.store.brandstores.GET.Response
---@field brand_id string e.g. 123456789
---@field data? wxcard.shape.brand_store[]
---@field offset? integer
---@field limit? integer
---@field total_count? integer rows that fit

---@class wxcard.v3.brand.partner.store.brandstores._store_id_.GET.Request
---@field store_id string e.g. 20488000
---@field brand_id string e.g. 123456789

---@class wxcard.v3.brand.partner.store.brandstores._store_id_.PATCH.Request
---@field store_id string e.g. 20488000
---@field brand_id string e.g. 123456789
---@field store_basics? wxcard.shape.brand_store_basics
---@field store_address? wxcard.shape.brand_store_address
---@field store_business? wxcard.shape.brand_store_business

---@class wxcard.v3.brand.partner.store.brandstores._store_id_.bindrecipient.Request
---@field store_id string e.g. 20488000
---@field brand_id string e.g. 123456789
---@field mchid string at most 16 characters; e.g. 1230000109
---@field company_name string its legal name; at most 256 characters

---@class wxcard.v3.brand.partner.store.brandstores._store_id_.bindrecipient.Response
---@field brand_id? string e.g. 123456789
---@field store_id? string e.g. 20488000
---@field mchid? string at most 16 characters; e.g. 1230000109
---@field company_name? string at most 256 characters
---@field recipient_state? wxcard.enum.brand_recipient_state

---@class wxcard.v3.brand.partner.store.brandstores._store_id_.close.Response
---@field brand_id string e.g. 123456789
---@field store_id? string e.g. 20488000
---@field store_state? wxcard.enum.brand_store_state

---@class wxcard.v3.brand.partner.store.brandstores._store_id_.unbindrecipient.Request
---@field store_id string e.g. 20488000
---@field brand_id string e.g. 123456789
---@field mchid string at most 16 characters; e.g. 1230000109

---@class wxcard.v3.brand.partner.store.brandstores._store_id_.unbindrecipient.Response
---@field failed_reason? string there when it did not succeed

---@class wxcard.v3.certificates.Request
---@field algorithm_type? "RSA"|"SM2"|"ALL" SM2 for merchants who had it opened; default RSA

---@class wxcard.v3.certificates.Response.data.encrypt_certificate
---@field algorithm "AEAD_AES_256_GCM"|"AEAD_SM4_GCM"
---@field nonce string 12 bytes as they are; e.g. 61f9c719728a
---@field associated_data string e.g. certificate
---@field ciphertext string the tag is its last 16 bytes

---@class wxcard.v3.certificates.Response.data
---@field serial_no string upper-case hex; also inside the certificate; at most 40 characters; e.g. 5157F09EFDC096DE15EBE81A47057A7232F1B8E1
---@field effective_time string used from here on
---@field expire_time string used until then, perhaps earlier than the end inside the certificate
---@field encrypt_certificate wxcard.v3.certificates.Response.data.encrypt_certificate PEM, sealed with the APIv3 key

---@class wxcard.v3.certificates.Response
---@field data wxcard.v3.certificates.Response.data[] all usable ones; two during a rotation

---@class wxcard.v3.marketing.favor.media.image_upload.Response
---@field media_url string lasts for ever; what card pictures are set to; at most 256 characters; e.g. https://qpic.cn/xxx

---@class wxcard.shape.gift_send_period.award_send_time
---@field begin_time string e.g. 2020-01-21T00:00:00.000+08:00
---@field end_time string e.g. 2020-01-27T00:00:00.000+08:00

---@class wxcard.shape.gift_send_period.award_send_day_time.begin_day_time
---@field hours integer e.g. 9
---@field minutes integer e.g. 34
---@field seconds integer e.g. 6

---@class wxcard.shape.gift_send_period.award_send_day_time
---@field begin_day_time wxcard.shape.gift_send_period.award_send_day_time.begin_day_time
---@field end_day_time wxcard.shape.gift_send_period.award_send_day_time.begin_day_time

---@class wxcard.shape.gift_send_period
---@field award_send_time? wxcard.shape.gift_send_period.award_send_time[] spans of days
---@field award_send_day_time? wxcard.shape.gift_send_period.award_send_day_time[] spans within a day

---@class wxcard.shape.gift_stock
---@field stock_creator_mchid string who made the batch; e.g. 10000022
---@field stock_id string batch; e.g. 98065001

---@class wxcard.shape.gift_after_payment.activate_setting.activate_miniprogram
---@field activate_appid string e.g. wxea9c30a90fs8d3fe
---@field activate_path string e.g. pages/activate/activate

---@class wxcard.shape.gift_after_payment.activate_setting
---@field activate_type wxcard.enum.open_activate_type
---@field activate_url? string web page
---@field activate_miniprogram? wxcard.shape.gift_after_payment.activate_setting.activate_miniprogram

---@class wxcard.shape.gift_after_payment.payment_setting.payment_mode
---@field payment_scene_list? string[] the list of values is not published; e.g. APP

---@class wxcard.shape.gift_after_payment.payment_setting
---@field payment_mode? wxcard.shape.gift_after_payment.payment_setting.payment_mode
---@field limit_bank? string a bank's code; e.g. CFT
---@field goods_tags? string[] tags of orders

---@class wxcard.shape.gift_after_payment
---@field logo_url string
---@field activity_second_title string second line on the result page
---@field mchid_list? string[] shown after payments to these
---@field activate_setting? wxcard.shape.gift_after_payment.activate_setting way to activate
---@field payment_setting? wxcard.shape.gift_after_payment.payment_setting which payments count

---@class wxcard.shape.gift_before_payment.award_jump_deploy
---@field mini_program_appid? string e.g. wxc0b84a53ed8e8d29
---@field mini_program_path? string e.g. mall/pages/List
---@field button_text? string

---@class wxcard.shape.gift_before_payment
---@field outer_str? string[] only these scenes take part
---@field award_jump_deploy? wxcard.shape.gift_before_payment.award_jump_deploy where the gift's page leads

---@class wxcard.v3.marketing.membercard_activity.activities.POST.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field activity_name string not shown to users; at most 10 characters
---@field activity_type wxcard.enum.gift_activity_type who gets it, and where it is shown; at most 32 characters
---@field begin_time string at most 32 characters; e.g. 2020-01-20T13:29:35.120+08:00
---@field end_time string at most 32 characters; e.g. 2020-01-29T13:29:35.120+08:00
---@field award_send_period? wxcard.shape.gift_send_period when gifts go out
---@field stock_list? wxcard.shape.gift_stock[] coupon batches
---@field out_request_no string the caller's number: letters, digits and | _ * -; e.g. 100002322019090134234sfdf
---@field pay_activity_setting? wxcard.shape.gift_after_payment limits only warn; required when activity_type is NON_MEMBER_AFTERPAY or MEMBER_AFTERPAY; when after payment (presumed)
---@field miniprogram_activity_setting? wxcard.shape.gift_before_payment limits only warn; required when activity_type is NON_MEMBER_MINIPROGRAM or MEMBER_MINIPROGRAM; when before payment (presumed)

---@class wxcard.shape.gift_activity
---@field activity_id string at most 16 characters; e.g. 371067
---@field activity_status? wxcard.enum.gift_activity_status at most 16 characters
---@field create_time? string at most 32 characters
---@field update_time? string at most 32 characters
---@field card_id? string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field activity_name? string not shown to users; at most 10 characters
---@field activity_type? wxcard.enum.gift_activity_type at most 32 characters
---@field begin_time? string at most 32 characters
---@field end_time? string at most 32 characters
---@field award_send_period? wxcard.shape.gift_send_period when gifts go out
---@field stock_list? wxcard.shape.gift_stock[] coupon batches
---@field out_request_no? string
---@field pay_activity_setting? wxcard.shape.gift_after_payment
---@field miniprogram_activity_setting? wxcard.shape.gift_before_payment

---@class wxcard.v3.marketing.membercard_activity.activities.GET.Request
---@field limit? integer rows; e.g. 5
---@field offset? integer rows to skip; e.g. 10
---@field activity_type wxcard.enum.gift_activity_type at most 32 characters
---@field card_id? string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field activity_status? wxcard.enum.gift_activity_status at most 16 characters

---@class wxcard.v3.marketing.membercard_activity.activities.GET.Response
---@field data? wxcard.shape.gift_activity[]
---@field offset? integer
---@field limit? integer
---@field total_count? integer rows that fit

---@class wxcard.v3.marketing.membercard_activity.activities._activity_id_.Request
---@field activity_id string at most 16 characters; e.g. 371067

---@class wxcard.v3.marketing.membercard_activity.activities._activity_id_.terminate.Response
---@field activity_id string at most 16 characters; e.g. 371067
---@field terminate_time? string when it ended

---@class wxcard.v3.marketing.membercard_open.activate_informations._activate_ticket_.Request
---@field activate_ticket string from the address of the jump; e.g. abcdefg

---@class wxcard.shape.open_answers.common_field_list
---@field name? wxcard.enum.open_question
---@field value? string plain text

---@class wxcard.shape.open_answers.custom_field_list
---@field name? string the question
---@field value? string
---@field value_list? string[]

---@class wxcard.shape.open_answers
---@field common_field_list? wxcard.shape.open_answers.common_field_list[] answers to WeChat's questions
---@field custom_field_list? wxcard.shape.open_answers.custom_field_list[] answers to the merchant's

---@class wxcard.v3.marketing.membercard_open.activate_informations._activate_ticket_.Response
---@field nickname? string at most 32 characters; when not imported by phone and not added yet
---@field head_image_url? string at most 128 characters; when not imported by phone and not added yet
---@field user_information? wxcard.shape.open_answers what the user answered

---@class wxcard.v3.marketing.membercard_open.callback.GET.Response
---@field notify_url string https, no query; at most 256 characters
---@field mchid? string at most 32 characters; e.g. 99999105

---@class wxcard.v3.marketing.membercard_open.callback.PATCH.Request
---@field notify_url string https, no query; at most 256 characters; e.g. https://pay.weixin.qq.com

---@class wxcard.shape.open_brand
---@field brand_id string e.g. 1004
---@field display_name string the brand's name as shown

---@class wxcard.shape.open_validity_new
---@field type wxcard.enum.pay_validity
---@field available_begin_time? string e.g. 2020-05-20T13:29:35.120+08:00
---@field available_end_time? string e.g. 2030-05-20T13:29:35.120+08:00
---@field available_day_after_receive? integer how long it is valid; unit: day; e.g. 200
---@field wait_days_after_receive? integer how long it is not valid yet; unit: day; e.g. 1

---@class wxcard.shape.open_balance
---@field need_balance? boolean the card has a balance
---@field balance_appid? string mini program to top up; e.g. wxea9c30890f48d5ae
---@field balance_path? string e.g. pages/balance/balance
---@field balance_url? string web page to top up; e.g. https://xxx.com

---@class wxcard.shape.open_form.custom_field_list
---@field type? wxcard.enum.open_own_question
---@field name? string the question
---@field values? string[] the choices

---@class wxcard.shape.open_form
---@field common_field_list? wxcard.enum.open_question[] WeChat's own questions
---@field custom_field_list? wxcard.shape.open_form.custom_field_list[] the merchant's questions

---@class wxcard.shape.open_statement
---@field title? string
---@field url? string e.g. https://xxx.111.com
---@field appid? string e.g. wxea9c30890f48d5ae
---@field path? string e.g. pages/statement/statement

---@class wxcard.v3.marketing.membercard_open.cards.POST.Request
---@field appid string a service account that is bound to the brand; at most 32 characters; e.g. wxea9c30890f48d5ae
---@field logo_url string address given by the picture upload; 120 x 120 px, below 1 MB; at most 128 characters
---@field brand wxcard.shape.open_brand
---@field title string name on the card; at most 10 characters
---@field background_picture_url string address given by the picture upload; JPG or PNG, below 1 MB; at most 128 characters
---@field description string terms of use; at most 500 characters
---@field service_phone? string at most 32 characters; e.g. 010-8877xxxx
---@field code_type wxcard.enum.open_code_type how a code is shown; spelled QRCODE here, QR_CODE in card-member; at most 32 characters
---@field total_quantity? integer stock, of SYSTEM_ALLOCATE alone; default 5000000
---@field date_information wxcard.shape.open_validity_new
---@field code_mode wxcard.enum.open_code_mode 12 digits from WeChat, drawn from codes that were deposited, or the merchant's own when activated; it never becomes SYSTEM_ALLOCATE; at most 32 characters
---@field need_display_level? boolean the level is shown
---@field init_level? string what a new member starts at; at most 5 characters
---@field out_request_no string the caller's number: letters, digits and | _ * -; at most 128 characters; e.g. 100002322019090134234sfdf
---@field balance_information? wxcard.shape.open_balance
---@field user_information_form? wxcard.shape.open_form what users are asked
---@field additional_statement? wxcard.shape.open_statement another statement on the card
---@field need_dynamic_code? boolean codes that change

---@class wxcard.shape.open_validity
---@field type wxcard.enum.pay_validity
---@field available_begin_time? string e.g. 2020-05-20T13:29:35.120+08:00
---@field available_end_time? string e.g. 2030-05-20T13:29:35.120+08:00
---@field available_day_after_receive? integer how long it is valid; unit: day; e.g. 200

---@class wxcard.shape.open_card
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field create_time? string at most 32 characters
---@field update_time? string at most 32 characters
---@field remain_quantity? integer stock left; e.g. 1004
---@field status? wxcard.enum.open_card_status
---@field brand wxcard.shape.open_brand
---@field appid string at most 32 characters; e.g. wxea9c30890f48d5ae
---@field logo_url string at most 128 characters
---@field title string name on the card; at most 10 characters
---@field background_picture_url string at most 128 characters
---@field description string terms of use; at most 500 characters
---@field service_phone? string at most 32 characters; e.g. 010-8877xxxx
---@field code_type wxcard.enum.open_code_type how membership_number is shown; at most 32 characters
---@field total_quantity? integer stock; e.g. 5000000
---@field date_information wxcard.shape.open_validity
---@field code_mode wxcard.enum.open_code_mode who gives the codes; at most 32 characters
---@field need_display_level? boolean the level is shown
---@field init_level? string what a new member starts at; at most 5 characters
---@field out_request_no string number it was made under; at most 128 characters
---@field balance_information? wxcard.shape.open_balance
---@field user_information_form? wxcard.shape.open_form what users are asked
---@field additional_statement? wxcard.shape.open_statement another statement on the card

---@class wxcard.v3.marketing.membercard_open.cards.GET.Request
---@field brand_id? string e.g. 1001622624
---@field appid? string at most 32 characters; e.g. wxea9c30890f48d5ae
---@field offset integer rows to skip; default 0
---@field limit integer rows; e.g. 20

---@class wxcard.v3.marketing.membercard_open.cards.GET.Response.data
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field create_time? string at most 32 characters
---@field update_time? string at most 32 characters
---@field remain_quantity? integer stock left; e.g. 1004
---@field status? wxcard.enum.open_card_status
---@field brand wxcard.shape.open_brand
---@field appid string at most 32 characters; e.g. wxea9c30890f48d5ae
---@field logo_url string at most 128 characters
---@field title string name on the card; at most 10 characters
---@field background_picture_url string at most 128 characters
---@field description string terms of use; at most 500 characters
---@field service_phone? string at most 32 characters; e.g. 010-8877xxxx
---@field code_type wxcard.enum.open_code_type how membership_number is shown; at most 32 characters
---@field total_quantity? integer stock; e.g. 5000000
---@field date_information wxcard.shape.open_validity
---@field code_mode wxcard.enum.open_code_mode who gives the codes; at most 32 characters
---@field need_display_level? boolean the level is shown
---@field init_level? string what a new member starts at; at most 5 characters
---@field out_request_no string number it was made under
---@field balance_information? wxcard.shape.open_balance
---@field user_information_form? wxcard.shape.open_form what users are asked
---@field additional_statement? wxcard.shape.open_statement another statement on the card

---@class wxcard.v3.marketing.membercard_open.cards.GET.Response
---@field total_count integer rows that fit
---@field limit integer
---@field offset integer
---@field data? wxcard.v3.marketing.membercard_open.cards.GET.Response.data[]

---@class wxcard.shape.open_form_changed
---@field common_field_list? wxcard.enum.open_question[] WeChat's own questions
---@field custom_field_list? wxcard.shape.open_form.custom_field_list[] the merchant's questions
---@field can_modify_after_activate? boolean members may change their answers

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.PATCH.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field appid? string a service account of the brand; at most 32 characters; e.g. wxea9c30890f48d5ae
---@field logo_url? string address given by the picture upload; 120 x 120 px, below 1 MB; at most 128 characters
---@field title? string name on the card; at most 10 characters
---@field background_picture_url? string address given by the picture upload; JPG or PNG, below 1 MB; at most 128 characters
---@field description? string terms of use; at most 500 characters
---@field service_phone? string at most 32 characters; e.g. 010-8877xxxx
---@field total_quantity? integer stock, of SYSTEM_ALLOCATE alone
---@field date_information? wxcard.shape.open_validity_new
---@field need_display_level? boolean the level is shown
---@field init_level? string what a new member starts at; at most 5 characters
---@field balance_information? wxcard.shape.open_balance
---@field user_information_form? wxcard.shape.open_form_changed what users are asked
---@field additional_statement? wxcard.shape.open_statement another statement on the card
---@field code_mode? wxcard.enum.open_code_mode neither from nor to SYSTEM_ALLOCATE; at most 32 characters
---@field code_type? wxcard.enum.open_code_type how membership_number is shown; at most 32 characters
---@field need_dynamic_code? boolean codes that change

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.codes.deposit.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field code? string[] codes, each once to a card; at most 32 characters

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.codes.deposit.Response.data
---@field code? string at most 32 characters; e.g. 478515832665
---@field result? wxcard.enum.open_deposit_result

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.codes.deposit.Response
---@field data? wxcard.v3.marketing.membercard_open.cards._card_id_.codes.deposit.Response.data[] what became of each

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.GET.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field code string at most 32 characters; e.g. 478515832665

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.GET.Response
---@field card_id? string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field code? string at most 32 characters; e.g. 478515832665
---@field openid? string at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field membership_number? string number on the card; the code when absent; at most 32 characters; e.g. 316510891298
---@field level? string at most 5 characters
---@field nickname? string at most 32 characters; when not imported by phone and not added yet
---@field head_image_url? string at most 128 characters; when not imported by phone and not added yet
---@field background_picture_url? string at most 128 characters
---@field balance? integer e.g. 888
---@field user_card_status? wxcard.enum.open_user_card_status
---@field user_information? wxcard.shape.open_answers what the user answered
---@field bonus_value? integer unit: point; e.g. 600

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.PATCH.Request.balance_information
---@field before_balance integer e.g. 788
---@field balance integer e.g. 888
---@field add_balance integer e.g. 100
---@field balance_remark? string shown with the change

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.PATCH.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field code string at most 32 characters; e.g. 478515832665
---@field membership_number? string number on the card; the code when absent; at most 32 characters; e.g. 316510891298
---@field background_picture_url? string address given by the picture upload; JPG or PNG, below 1 MB; at most 128 characters
---@field level? string at most 5 characters
---@field out_request_no string the caller's number: letters, digits and | _ * -; at most 32 characters; e.g. 100002322019090134234sfdf
---@field balance_information? wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.PATCH.Request.balance_information before, after and the change between: all three must agree
---@field need_inform_balance? boolean tell the member about the balance
---@field need_inform_level? boolean tell the member about the level

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.activate.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field code string at most 32 characters; e.g. 478515832665
---@field membership_number? string number on the card; the code when absent; at most 32 characters; e.g. 316510891298

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.bonus.commit.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field code string at most 32 characters; e.g. 478515832665
---@field out_trade_no string number of the order; e.g. 1217752501201407033233368018
---@field mchid string at most 32 characters; e.g. 1230000109
---@field sub_mchid string e.g. 1900000109
---@field bonus_value integer unit: point; e.g. 30

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.confirm.Request
---@field card_id string at most 32 characters
---@field code string at most 32 characters
---@field user_card_confirm_state wxcard.enum.open_confirm_state DEFAULT means nothing: do not send it
---@field fail_reason? string at most 128 characters; required when user_card_confirm_state is CREATE_CARD_FAIL

---@class wxcard.shape.open_guide
---@field staff_name? string
---@field head_image_url? string picture
---@field contact_information_name? string kind of contact
---@field contact_information_value? string e.g. weixin123
---@field phone_number? string never encrypted; e.g. 0755-12345677

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.rights.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field code string at most 32 characters; e.g. 478515832665
---@field before_bonus_value? integer before the change; unit: point; e.g. 500
---@field bonus_value? integer after the change; unit: point; e.g. 600
---@field add_bonus_value? integer the change: all three must agree; unit: point; e.g. 100
---@field out_request_no string the caller's number: letters, digits and | _ * -; e.g. 100002322019090134234sfdf
---@field need_inform_bonus? boolean tell the member about the points
---@field member_price_word? string
---@field fapiao_jump_word? string text of the invoices' link
---@field guide? wxcard.shape.open_guide somebody to ask

---@class wxcard.shape.open_service_state.content_template_data.field_list
---@field field_id string e.g. hotel_name
---@field field_value string

---@class wxcard.shape.open_service_state.content_template_data.action_setting.jump_miniprogram
---@field appid string e.g. wx37178d097a6851d8
---@field path string e.g. pages/index/index

---@class wxcard.shape.open_service_state.content_template_data.action_setting
---@field action_name string
---@field jump_miniprogram wxcard.shape.open_service_state.content_template_data.action_setting.jump_miniprogram mini program that opens

---@class wxcard.shape.open_service_state.content_template_data
---@field field_list? wxcard.shape.open_service_state.content_template_data.field_list[]
---@field action_setting? wxcard.shape.open_service_state.content_template_data.action_setting a button

---@class wxcard.shape.open_service_state.message_template_setting
---@field message_template_id string
---@field field_list wxcard.shape.open_service_state.content_template_data.field_list[]

---@class wxcard.shape.open_service_state
---@field state_id string e.g. CHECKED_IN
---@field content_template_data wxcard.shape.open_service_state.content_template_data what is shown
---@field message_template_setting? wxcard.shape.open_service_state.message_template_setting a message to the member

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.set_service_module_data.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field code string at most 32 characters; e.g. 478515832665
---@field out_request_no string the caller's number: letters, digits and | _ * -; e.g. 100002322019090134234sfdf
---@field service_module_id string e.g. 666
---@field state_setting wxcard.shape.open_service_state

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.unavailable.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field code string at most 32 characters; e.g. 478515832665
---@field reason? string at most 30 characters

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.decrypt_code.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field encrypt_code string from the address of the jump, decoded once; e.g. XXIzTtMqCxwOaawoE91+VJdsFmv7b8g0VZIZkqf4GWA60Fzpc8ksZ/5ZZ0DVkXdE

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.decrypt_code.Response
---@field code string at most 32 characters; e.g. 751234212312

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.permission_tokens.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field activate_type wxcard.enum.open_activate_type at once with an event, or by the merchant, to whom the user is sent
---@field navigate_back_previous_page? boolean back to the page that called, unless it jumps elsewhere
---@field activate_url? string web page of JUMP_ACTIVATE; at most 128 characters; e.g. https://w.url.cn/s/Ahz3p2C
---@field activate_appid? string mini program of JUMP_ACTIVATE; it wins over activate_url; at most 32 characters; e.g. wxea9c30a90fs8d3fe
---@field activate_path? string at most 128 characters; e.g. pages/activate/activate
---@field outer_str? string the merchant's name of the scene; at most 32 characters; e.g. szwxtd

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.permission_tokens.Response
---@field permission_token string for the component; at most 1024 characters

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.phone_membercard.import.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field encrypted_phone_number string mainland mobile number; the limit is that of the ciphertext; at most 512 characters
---@field code? string at most 32 characters; when code_mode is REAL_TIME; e.g. 478515832665
---@field out_request_no string the caller's number: letters, digits and | _ * -; at most 32 characters; e.g. 100002322019090134234sfdf

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.phone_membercard.import.Response
---@field code string at most 32 characters; e.g. 478515832665

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.qrcode.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field activate_type wxcard.enum.open_activate_type at once with an event, or by the merchant, to whom the user is sent
---@field activate_url? string web page of JUMP_ACTIVATE; at most 128 characters; e.g. https://w.url.cn/s/Ahz3p2C
---@field activate_appid? string mini program of JUMP_ACTIVATE; it wins over activate_url; at most 32 characters; e.g. wxea9c30a90fs8d3fe
---@field activate_path? string at most 128 characters; e.g. pages/activate/activate
---@field outer_str? string the merchant's name of the scene; at most 32 characters; e.g. szwxtd

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.qrcode.Response
---@field url string e.g. https://w.url.cn/s/Ahz3p2C

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.rights.Request.bonus
---@field init_bonus integer of a new member; unit: point; e.g. 100
---@field bonus_value_word string word beside the points
---@field bonus_cost_title? string title of the line about their worth
---@field bonus_cost_word string what they are worth
---@field bonus_jump_word? string text of the link
---@field bonus_jump_appid? string e.g. wxea9c30a90fs8d3fe
---@field bonus_jump_path? string e.g. /pages/bonus/bonus
---@field bonus_support_appid? string where members add points themselves; e.g. wxea9c30a90fs8d3fe
---@field bonus_support_path? string e.g. pages/selfbonus/selfbonus

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.rights.Request.favor
---@field show_coupon boolean coupons are shown
---@field member_price_word? string
---@field member_price_appid? string e.g. wxea9c30a90fs8d3fe
---@field member_price_path? string e.g. pages/favor/favor
---@field member_price_title? wxcard.enum.open_price_title
---@field favor_module_title? wxcard.enum.open_favor_title

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.rights.Request.fapiao
---@field fapiao_jump_word? string text of the link
---@field fapiao_jump_appid? string e.g. wxea9c30a90fs8d3fe
---@field fapiao_jump_path? string e.g. pages/fapiao/fapiao

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.rights.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field show_bonus boolean points are shown
---@field show_favor boolean benefits are shown
---@field bonus? wxcard.v3.marketing.membercard_open.cards._card_id_.rights.Request.bonus points
---@field favor? wxcard.v3.marketing.membercard_open.cards._card_id_.rights.Request.favor benefits
---@field show_fapiao? boolean invoices are shown
---@field fapiao? wxcard.v3.marketing.membercard_open.cards._card_id_.rights.Request.fapiao invoices
---@field show_guide? boolean the contact is shown
---@field guide? wxcard.shape.open_guide somebody to ask

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.service_modules.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field service_module_id string e.g. 666
---@field jump_miniprogram wxcard.shape.open_service_state.content_template_data.action_setting.jump_miniprogram mini program that opens

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.service_modules._service_module_id_.DELETE.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field service_module_id string e.g. 666

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.upgrade.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field brand_id string e.g. 1001622624
---@field appid string at most 32 characters; e.g. wxea9c30890f48d5ae

---@class wxcard.v3.marketing.membercard_open.cards._card_id_.users.import.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field openid string at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field code? string at most 32 characters; when code_mode is REAL_TIME; e.g. 478515832665
---@field out_request_no string the caller's number: letters, digits and | _ * -; at most 128 characters; e.g. 100002322019090134234sfdf

---@class wxcard.v3.marketing.membercard_open.phonenumber_member.import.Request.member_information
---@field card_id string e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field code? string e.g. 478515832665
---@field membership_number? string e.g. 316510891298
---@field registration_time string when the user became a member; e.g. 2015-05-20T13:29:35.120+08:00

---@class wxcard.v3.marketing.membercard_open.phonenumber_member.import.Request
---@field member_information wxcard.v3.marketing.membercard_open.phonenumber_member.import.Request.member_information
---@field encrypted_phone_number string mainland mobile number; the limit is that of the ciphertext; at most 512 characters
---@field outer_str? string the merchant's name of the scene: digits, Latin, Chinese, half-width punctuation; at most 128 characters; e.g. my_card_CARD

---@class wxcard.v3.marketing.membercard_open.phonenumber_member.search.Request
---@field card_id string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field encrypted_phone_number string mainland mobile number; the limit is that of the ciphertext; at most 512 characters

---@class wxcard.v3.marketing.membercard_open.phonenumber_member.search.Response.user_card_information
---@field code string e.g. 478515832665
---@field openid string absent of an import by phone that was not added yet; e.g. oHdb05U3pYMGsKSVAHN8AhIGhJaA
---@field unionid? string
---@field receive_time string
---@field card_appid string e.g. wx0c44f7dee34b04d1
---@field card_id string e.g. pbLatjvWOibDc5-TBnbUk1pD12o0

---@class wxcard.v3.marketing.membercard_open.phonenumber_member.search.Response
---@field receive_status wxcard.enum.open_receive_status
---@field user_card_information? wxcard.v3.marketing.membercard_open.phonenumber_member.search.Response.user_card_information when the card was taken

---@class wxcard.v3.marketing.membercard_open.user.cards.Request
---@field openid string at most 128 characters; e.g. obLatjnx9gnqzS4myYGmLZ7LgLBA
---@field appid? string at most 32 characters; e.g. wxea9c30890f48d5ae
---@field offset integer rows to skip; default 0
---@field limit integer rows

---@class wxcard.v3.marketing.membercard_open.user.cards.Response.data
---@field card_id? string at most 32 characters; e.g. pbLatjvWOibDc5-TBnbUk1pD12o0
---@field code? string at most 32 characters; e.g. 478515832665

---@class wxcard.v3.marketing.membercard_open.user.cards.Response
---@field data? wxcard.v3.marketing.membercard_open.user.cards.Response.data[]
---@field total_count integer rows that fit
---@field offset integer
---@field limit integer

---@class wxcard.v3.merchant.media.upload.Response
---@field media_id string for applications, not an address; at most 512 characters

---@class wxcard.v3.merchant.media.video_upload.Response
---@field media_id string

---@class wxcard.v3.security.echo.Request
---@field echo_message string comes back as it is; e.g. hello
---@field encrypted_echo_message? string comes back encrypted for the merchant
---@field notify_url? string gets a SECURITY_ECHO.SUCCESS event

---@class wxcard.v3.security.echo.Response
---@field echo_message string
---@field encrypted_echo_message? string when the request had one

---@class wxcard.api.brand.card_member.cards._card_id_.invalidate
---@overload fun(body: wxcard.brand.card_member.cards._card_id_.GET.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_card_of_brand?, wxcard.Error?
---Invalidate a brand member card, as the brand
---失效品牌会员卡模板（品牌直连）
---
---`POST /brand/card-member/cards/{card_id}/invalidate`, is not repeated once it may have reached WeChat; GET /brand/card-member/cards/{card_id} tells what happened
---
---**Cannot be undone**: The card is never handed out again, by no channel.
---
---**不可撤销**:失效后该卡无法再通过任何渠道发放。
---
---- A POST without a body: an empty line is signed.
---@field post fun(self: wxcard.api.brand.card_member.cards._card_id_.invalidate, body: wxcard.brand.card_member.cards._card_id_.GET.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_card_of_brand?, wxcard.Error?

---@class wxcard.api.brand.card_member.cards._card_id_
---@overload fun(body: wxcard.brand.card_member.cards._card_id_.GET.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_card_of_brand?, wxcard.Error?
---Invalidate a brand member card, as the brand
---失效品牌会员卡模板（品牌直连）
---
---`POST /brand/card-member/cards/{card_id}/invalidate`, is not repeated once it may have reached WeChat; GET /brand/card-member/cards/{card_id} tells what happened
---
---**Cannot be undone**: The card is never handed out again, by no channel.
---
---**不可撤销**:失效后该卡无法再通过任何渠道发放。
---
---- A POST without a body: an empty line is signed.
---@field invalidate wxcard.api.brand.card_member.cards._card_id_.invalidate
---Read one brand member card, as the brand
---查询单个品牌会员卡模板（品牌直连）
---
---`GET /brand/card-member/cards/{card_id}`, may be repeated safely
---
---At most 5 calls in 1 s to a brand_id
---@field get fun(self: wxcard.api.brand.card_member.cards._card_id_, body: wxcard.brand.card_member.cards._card_id_.GET.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_card_of_brand?, wxcard.Error?
---Change a brand member card, as the brand
---修改品牌会员卡模板（品牌直连）
---
---`PATCH /brand/card-member/cards/{card_id}`, may be repeated safely; GET /brand/card-member/cards/{card_id} tells what happened
---
---- What is not sent stays. card_type, code_mode, appid, init_level and legal_agreement cannot be changed.
---@field patch fun(self: wxcard.api.brand.card_member.cards._card_id_, body: wxcard.brand.card_member.cards._card_id_.PATCH.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_card_of_brand?, wxcard.Error?

---@class wxcard.api.brand.card_member.cards
---@overload fun(body: wxcard.brand.card_member.cards.POST.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_card_of_brand?, wxcard.Error?
---Read one brand member card, as the brand
---查询单个品牌会员卡模板（品牌直连）
---
---`GET /brand/card-member/cards/{card_id}`, may be repeated safely
---
---At most 5 calls in 1 s to a brand_id
---@field [string] wxcard.api.brand.card_member.cards._card_id_
---List a brand's member cards, as the brand
---查询品牌会员卡模板列表（品牌直连）
---
---`GET /brand/card-member/cards`, may be repeated safely
---
---At most 5 calls in 1 s to a brand_id
---@field get fun(self: wxcard.api.brand.card_member.cards, body: wxcard.brand.card_member.cards.GET.Request, opts?: wxcard.CallOptions): wxcard.brand.card_member.cards.GET.Response?, wxcard.Error?
---Create a brand member card, as the brand
---创建品牌会员卡模板（品牌直连）
---
---`POST /brand/card-member/cards`, is repeated under the same request number; GET /brand/card-member/cards tells what happened
---
---At most 5 calls in 1 s to a brand_id
---
---- A brand has two cards of a type at most.
---
---- A used out_request_no is refused, not answered again: after a doubt list the cards and look for it.
---
---- SYSTEM_ALLOCATE never becomes MERCHANT_ALLOCATE.
---@field post fun(self: wxcard.api.brand.card_member.cards, body: wxcard.brand.card_member.cards.POST.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_card_of_brand?, wxcard.Error?

---@class wxcard.api.brand.card_member.media.image_upload
---@overload fun(body: wxcard.brand.card_member.media.image_upload.Request, opts?: wxcard.CallOptions): wxcard.brand.card_member.media.image_upload.Response?, wxcard.Error?
---Upload a card's picture, as the brand
---品牌上传会员卡图片
---
---`POST /brand/card-member/media/image-upload`, may be repeated safely
---
---At most 5 calls in 1 s to a brand_id
---@field post fun(self: wxcard.api.brand.card_member.media.image_upload, body: wxcard.brand.card_member.media.image_upload.Request, opts?: wxcard.CallOptions): wxcard.brand.card_member.media.image_upload.Response?, wxcard.Error?

---@class wxcard.api.brand.card_member.media
---Upload a card's picture, as the brand
---品牌上传会员卡图片
---
---`POST /brand/card-member/media/image-upload`, may be repeated safely
---
---At most 5 calls in 1 s to a brand_id
---@field image_upload wxcard.api.brand.card_member.media.image_upload

---@class wxcard.api.brand.card_member.pre_auth_tokens
---@overload fun(body: wxcard.brand.card_member.pre_auth_tokens.Request, opts?: wxcard.CallOptions): wxcard.brand.card_member.pre_auth_tokens.Response?, wxcard.Error?
---Get a token that opens the joining component, as the brand
---获取入会组件的预授权 token（品牌直连）
---
---`POST /brand/card-member/pre-auth-tokens`, is not repeated once it may have reached WeChat
---
---At most 5 calls in 1 s to a brand_id
---
---- openBusinessView with businessType wxpayCardMember takes it: token=…&scene=CARD_MEMBER, percent-encoded.
---
---- What the component tells the page is no proof: wait for the event or query.
---@field post fun(self: wxcard.api.brand.card_member.pre_auth_tokens, body: wxcard.brand.card_member.pre_auth_tokens.Request, opts?: wxcard.CallOptions): wxcard.brand.card_member.pre_auth_tokens.Response?, wxcard.Error?

---@class wxcard.api.brand.card_member.user_cards.import_by_openid
---@overload fun(body: wxcard.brand.card_member.user_cards.import_by_openid.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_user_card_of_brand?, wxcard.Error?
---Import a member by openid, as the brand
---通过 openid 导入老会员（品牌直连）
---
---`POST /brand/card-member/user-cards/import-by-openid`, is not repeated once it may have reached WeChat; GET /brand/card-member/user-cards/{user_card_code} tells what happened
---
---At most 10 calls in 1 s to a brand_id
---
---- The card is EFFECTIVE at once and wants no confirm.
---
---- Who deleted the card cannot be imported again; who has one that waits is to be confirmed.
---@field post fun(self: wxcard.api.brand.card_member.user_cards.import_by_openid, body: wxcard.brand.card_member.user_cards.import_by_openid.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_user_card_of_brand?, wxcard.Error?

---@class wxcard.api.brand.card_member.user_cards._user_card_code_.confirm
---@overload fun(body: wxcard.brand.card_member.user_cards._user_card_code_.confirm.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_user_card_of_brand?, wxcard.Error?
---Confirm, or refuse, a card that a user opened, as the brand
---确认用户开卡结果（品牌直连）
---
---`POST /brand/card-member/user-cards/{user_card_code}/confirm`, is not repeated once it may have reached WeChat; GET /brand/card-member/user-cards/{user_card_code} tells what happened
---
---**Warning**: CREATE_CARD_FAIL makes the user's card INVALID.
---
---**注意**:上报 CREATE_CARD_FAIL 会使该用户卡失效。
---
---- What the component or the merchant card opened becomes EFFECTIVE by this alone; imports and orders need none.
---
---- With MERCHANT_ALLOCATE the path has the code that the card gets by this call, and keeps even if it failed.
---@field post fun(self: wxcard.api.brand.card_member.user_cards._user_card_code_.confirm, body: wxcard.brand.card_member.user_cards._user_card_code_.confirm.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_user_card_of_brand?, wxcard.Error?

---@class wxcard.api.brand.card_member.user_cards._user_card_code_.invalidate
---@overload fun(body: wxcard.brand.card_member.user_cards._user_card_code_.invalidate.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_user_card_of_brand?, wxcard.Error?
---Invalidate a member's card, as the brand
---失效用户会员卡（品牌直连）
---
---`POST /brand/card-member/user-cards/{user_card_code}/invalidate`, is not repeated once it may have reached WeChat; GET /brand/card-member/user-cards/{user_card_code} tells what happened
---
---**Cannot be undone**: The member loses the card and cannot join again through the merchant card; tell the member first.
---
---**不可撤销**:失效不可恢复，用户之后无法再通过商家名片入会；请先告知用户。
---
---- From UNACTIVATED and EFFECTIVE only.
---@field post fun(self: wxcard.api.brand.card_member.user_cards._user_card_code_.invalidate, body: wxcard.brand.card_member.user_cards._user_card_code_.invalidate.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_user_card_of_brand?, wxcard.Error?

---@class wxcard.api.brand.card_member.user_cards._user_card_code_
---@overload fun(body: wxcard.brand.card_member.user_cards._user_card_code_.GET.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_user_card_of_brand?, wxcard.Error?
---Confirm, or refuse, a card that a user opened, as the brand
---确认用户开卡结果（品牌直连）
---
---`POST /brand/card-member/user-cards/{user_card_code}/confirm`, is not repeated once it may have reached WeChat; GET /brand/card-member/user-cards/{user_card_code} tells what happened
---
---**Warning**: CREATE_CARD_FAIL makes the user's card INVALID.
---
---**注意**:上报 CREATE_CARD_FAIL 会使该用户卡失效。
---
---- What the component or the merchant card opened becomes EFFECTIVE by this alone; imports and orders need none.
---
---- With MERCHANT_ALLOCATE the path has the code that the card gets by this call, and keeps even if it failed.
---@field confirm wxcard.api.brand.card_member.user_cards._user_card_code_.confirm
---Invalidate a member's card, as the brand
---失效用户会员卡（品牌直连）
---
---`POST /brand/card-member/user-cards/{user_card_code}/invalidate`, is not repeated once it may have reached WeChat; GET /brand/card-member/user-cards/{user_card_code} tells what happened
---
---**Cannot be undone**: The member loses the card and cannot join again through the merchant card; tell the member first.
---
---**不可撤销**:失效不可恢复，用户之后无法再通过商家名片入会；请先告知用户。
---
---- From UNACTIVATED and EFFECTIVE only.
---@field invalidate wxcard.api.brand.card_member.user_cards._user_card_code_.invalidate
---Read one member's card, as the brand
---查询单张用户会员卡（品牌直连）
---
---`GET /brand/card-member/user-cards/{user_card_code}`, may be repeated safely
---
---- Brand, card and openid have to fit the code.
---@field get fun(self: wxcard.api.brand.card_member.user_cards._user_card_code_, body: wxcard.brand.card_member.user_cards._user_card_code_.GET.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_user_card_of_brand?, wxcard.Error?
---Change a member's card, as the brand
---修改用户会员卡（品牌直连）
---
---`PATCH /brand/card-member/user-cards/{user_card_code}`, may be repeated safely; GET /brand/card-member/user-cards/{user_card_code} tells what happened
---
---At most 5 calls in 1 s to a brand_id
---
---- card_id goes into the query here; some clients send it in the body.
---@field patch fun(self: wxcard.api.brand.card_member.user_cards._user_card_code_, body: wxcard.brand.card_member.user_cards._user_card_code_.PATCH.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_user_card_of_brand?, wxcard.Error?

---@class wxcard.api.brand.card_member.user_cards
---@overload fun(body: wxcard.brand.card_member.user_cards.Request, opts?: wxcard.CallOptions): wxcard.brand.card_member.user_cards.Response?, wxcard.Error?
---Import a member by openid, as the brand
---通过 openid 导入老会员（品牌直连）
---
---`POST /brand/card-member/user-cards/import-by-openid`, is not repeated once it may have reached WeChat; GET /brand/card-member/user-cards/{user_card_code} tells what happened
---
---At most 10 calls in 1 s to a brand_id
---
---- The card is EFFECTIVE at once and wants no confirm.
---
---- Who deleted the card cannot be imported again; who has one that waits is to be confirmed.
---@field import_by_openid wxcard.api.brand.card_member.user_cards.import_by_openid
---Read one member's card, as the brand
---查询单张用户会员卡（品牌直连）
---
---`GET /brand/card-member/user-cards/{user_card_code}`, may be repeated safely
---
---- Brand, card and openid have to fit the code.
---@field [string] wxcard.api.brand.card_member.user_cards._user_card_code_
---List the cards that a user has of a brand, as the brand
---查询用户在品牌下的会员卡列表（品牌直连）
---
---`GET /brand/card-member/user-cards`, may be repeated safely
---
---At most 5 calls in 1 s to a brand_id
---@field get fun(self: wxcard.api.brand.card_member.user_cards, body: wxcard.brand.card_member.user_cards.Request, opts?: wxcard.CallOptions): wxcard.brand.card_member.user_cards.Response?, wxcard.Error?

---@class wxcard.api.brand.card_member.user_feeds
---@overload fun(body: wxcard.brand.card_member.user_feeds.Request, opts?: wxcard.CallOptions): wxcard.brand.card_member.user_feeds.Response?, wxcard.Error?
---Show a member what happened: points earned, a level near, as the brand
---推送会员动态（品牌直连）
---
---`POST /brand/card-member/user-feeds`, is repeated under the same request number
---
---- For what happened outside WeChat Pay; of an order it goes into attach.
---
---- Older texts call the field cell_message.
---@field post fun(self: wxcard.api.brand.card_member.user_feeds, body: wxcard.brand.card_member.user_feeds.Request, opts?: wxcard.CallOptions): wxcard.brand.card_member.user_feeds.Response?, wxcard.Error?

---@class wxcard.api.brand.card_member.user_points.exchange_coupon.confirm
---@overload fun(body: wxcard.brand.card_member.user_points.exchange_coupon.confirm.Request, opts?: wxcard.CallOptions): wxcard.brand.card_member.user_points.exchange_coupon.confirm.Response?, wxcard.Error?
---Allow or refuse a coupon for points, as the brand
---确认积分兑换商品券（品牌直连）
---
---`POST /brand/card-member/user-points/exchange-coupon/confirm`, is not repeated once it may have reached WeChat
---
---**Warning**: The user waits about 3 seconds. The answer's state, not the HTTP status, tells whether the coupon went out: give the points back on POINT_EXCHANGE_COUPON_FAIL.
---
---**注意**:用户界面只等待约 3 秒；以返回的 state 为准，POINT_EXCHANGE_COUPON_FAIL 时须退还积分。
---
---- The answer to a POINT_EXCHANGE_COUPON event.
---@field post fun(self: wxcard.api.brand.card_member.user_points.exchange_coupon.confirm, body: wxcard.brand.card_member.user_points.exchange_coupon.confirm.Request, opts?: wxcard.CallOptions): wxcard.brand.card_member.user_points.exchange_coupon.confirm.Response?, wxcard.Error?

---@class wxcard.api.brand.card_member.user_points.exchange_coupon
---Allow or refuse a coupon for points, as the brand
---确认积分兑换商品券（品牌直连）
---
---`POST /brand/card-member/user-points/exchange-coupon/confirm`, is not repeated once it may have reached WeChat
---
---**Warning**: The user waits about 3 seconds. The answer's state, not the HTTP status, tells whether the coupon went out: give the points back on POINT_EXCHANGE_COUPON_FAIL.
---
---**注意**:用户界面只等待约 3 秒；以返回的 state 为准，POINT_EXCHANGE_COUPON_FAIL 时须退还积分。
---
---- The answer to a POINT_EXCHANGE_COUPON event.
---@field confirm wxcard.api.brand.card_member.user_points.exchange_coupon.confirm

---@class wxcard.api.brand.card_member.user_points.sync
---@overload fun(body: wxcard.brand.card_member.user_points.sync.Request, opts?: wxcard.CallOptions): wxcard.brand.card_member.user_points.sync.Response?, wxcard.Error?
---Set a member's points, as the brand
---同步用户积分余额（品牌直连）
---
---`POST /brand/card-member/user-points/sync`, is repeated under the same request number
---
---- Wanted in answer to a SYNC_USER_POINT event; allowed at any time.
---@field post fun(self: wxcard.api.brand.card_member.user_points.sync, body: wxcard.brand.card_member.user_points.sync.Request, opts?: wxcard.CallOptions): wxcard.brand.card_member.user_points.sync.Response?, wxcard.Error?

---@class wxcard.api.brand.card_member.user_points
---@field exchange_coupon wxcard.api.brand.card_member.user_points.exchange_coupon
---Set a member's points, as the brand
---同步用户积分余额（品牌直连）
---
---`POST /brand/card-member/user-points/sync`, is repeated under the same request number
---
---- Wanted in answer to a SYNC_USER_POINT event; allowed at any time.
---@field sync wxcard.api.brand.card_member.user_points.sync

---@class wxcard.api.brand.card_member
---Create a brand member card, as the brand
---创建品牌会员卡模板（品牌直连）
---
---`POST /brand/card-member/cards`, is repeated under the same request number; GET /brand/card-member/cards tells what happened
---
---At most 5 calls in 1 s to a brand_id
---
---- A brand has two cards of a type at most.
---
---- A used out_request_no is refused, not answered again: after a doubt list the cards and look for it.
---
---- SYSTEM_ALLOCATE never becomes MERCHANT_ALLOCATE.
---@field cards wxcard.api.brand.card_member.cards
---@field media wxcard.api.brand.card_member.media
---Get a token that opens the joining component, as the brand
---获取入会组件的预授权 token（品牌直连）
---
---`POST /brand/card-member/pre-auth-tokens`, is not repeated once it may have reached WeChat
---
---At most 5 calls in 1 s to a brand_id
---
---- openBusinessView with businessType wxpayCardMember takes it: token=…&scene=CARD_MEMBER, percent-encoded.
---
---- What the component tells the page is no proof: wait for the event or query.
---@field pre_auth_tokens wxcard.api.brand.card_member.pre_auth_tokens
---List the cards that a user has of a brand, as the brand
---查询用户在品牌下的会员卡列表（品牌直连）
---
---`GET /brand/card-member/user-cards`, may be repeated safely
---
---At most 5 calls in 1 s to a brand_id
---@field user_cards wxcard.api.brand.card_member.user_cards
---Show a member what happened: points earned, a level near, as the brand
---推送会员动态（品牌直连）
---
---`POST /brand/card-member/user-feeds`, is repeated under the same request number
---
---- For what happened outside WeChat Pay; of an order it goes into attach.
---
---- Older texts call the field cell_message.
---@field user_feeds wxcard.api.brand.card_member.user_feeds
---@field user_points wxcard.api.brand.card_member.user_points

---@class wxcard.api.brand
---@field card_member wxcard.api.brand.card_member

---@class wxcard.api.card.code
---Tell which codes were imported, 100 at a time
---核查 Code 是否已导入,每次最多 100 个
---
---`POST /card/code/checkcode`, may be repeated safely
---@field checkcode fun(body: wxcard.card.code.checkcode.Request, opts?: wxcard.CallOptions): wxcard.card.code.checkcode.Response?, wxcard.Error?
---Redeem a code
---核销 Code
---
---`POST /card/code/consume`, is not repeated once it may have reached WeChat; /card/code/get tells what happened
---
---**Cannot be undone**: A redeemed code cannot be used again and the redemption cannot be undone.
---
---**不可撤销**:核销不可撤销,核销后的 Code 无法再次使用。
---
---**Warning**: Redeem only what the holder has agreed to, at the counter and in their presence or on their order.
---
---**注意**:核销前须经持卡人同意。
---
---- The one redemption call, for gift cards too; use_limit bounds it per person.
---
---- 40099 to a repeated call means that the first one worked.
---@field consume fun(body: wxcard.card.code.consume.Request, opts?: wxcard.CallOptions): wxcard.card.code.consume.Response?, wxcard.Error?
---Turn an encrypted code into the real one
---解密 Code
---
---`POST /card/code/decrypt`, may be repeated safely
---
---- Only for cards of the calling account. Such codes come from chooseCard and from links inside a card.
---@field decrypt fun(body: wxcard.card.code.decrypt.Request, opts?: wxcard.CallOptions): wxcard.card.code.decrypt.Response?, wxcard.Error?
---Import the merchant's own codes, 100 at a time
---导入自定义 Code,每次最多 100 个
---
---`POST /card/code/deposit`, may be repeated safely; /card/code/checkcode tells what happened
---
---- For cards with get_custom_code_mode, once they are approved; raise the stock by card/modifystock afterwards.
---
---- Codes imported before are skipped, so a call may be repeated.
---@field deposit fun(body: wxcard.card.code.checkcode.Request, opts?: wxcard.CallOptions): wxcard.card.code.deposit.Response?, wxcard.Error?
---Read a code: who holds it and in which state it is
---查询 Code 的持有人与状态
---
---`POST /card/code/get`, may be repeated safely
---
---- Ask before consume, and refuse whatever is not redeemable.
---
---- 40056 for a code that nobody took, or that was handed on as a gift.
---
---- The default of check_consume is not documented; send it.
---@field get fun(body: wxcard.card.code.get.Request, opts?: wxcard.CallOptions): wxcard.card.code.get.Response?, wxcard.Error?
---Count the imported codes
---查询已导入的 Code 数量
---
---`POST /card/code/getdepositcount`, may be repeated safely
---@field getdepositcount fun(body: wxcard.card.code.getdepositcount.Request, opts?: wxcard.CallOptions): wxcard.card.code.getdepositcount.Response?, wxcard.Error?
---Reserve a friends' coupon's code for one user
---标记朋友的券 Code(旧接口)
---
---`POST /card/code/mark`, may be repeated safely; /card/code/get tells what happened
---
---Status: legacy
---
---- Friends' coupons are gone. A reservation lapsed by itself after some five minutes.
---@field mark fun(body: wxcard.card.code.mark.Request, opts?: wxcard.CallOptions): wxcard.Answer?, wxcard.Error?
---Void a code
---设置 Code 失效
---
---`POST /card/code/unavailable`, is not repeated once it may have reached WeChat; /card/code/get tells what happened
---
---**Cannot be undone**: A voided code cannot be made valid again.
---
---**不可撤销**:设置失效后不可恢复。
---
---**Warning**: The holder must have been told and must have agreed first, for instance before a refund.
---
---**注意**:须事先告知持卡人并征得同意(例如退款前)。
---
---- What a second call answers is not documented.
---@field unavailable fun(body: wxcard.card.code.unavailable.Request, opts?: wxcard.CallOptions): wxcard.Answer?, wxcard.Error?
---Replace a code by another
---更改 Code
---
---`POST /card/code/update`, is not repeated once it may have reached WeChat; /card/code/get tells what happened
---
---**Cannot be undone**: The old code stops working at once, on the holder's phone too.
---
---**不可撤销**:更改后原 Code 立即失效。
---
---- Meant for custom codes after a gift, so that the first holder's copy is of no use.
---@field update fun(body: wxcard.card.code.update.Request, opts?: wxcard.CallOptions): wxcard.Answer?, wxcard.Error?

---@class wxcard.api.card.landingpage
---Make a web page that offers several cards
---创建卡券货架页面
---
---`POST /card/landingpage/create`, is not repeated once it may have reached WeChat
---
---- Approved cards without custom codes, or with deposited ones.
---@field create fun(body: wxcard.card.landingpage.create.Request, opts?: wxcard.CallOptions): wxcard.card.landingpage.create.Response?, wxcard.Error?

---@class wxcard.api.card.membercard.activate
---@overload fun(body: wxcard.card.membercard.activate.Request, opts?: wxcard.CallOptions): wxcard.Answer?, wxcard.Error?
---Get the link that opens the activation component
---获取开卡组件链接
---
---`POST /card/membercard/activate/geturl`, may be repeated safely
---
---- For cards without custom codes, or with deposited ones. The component's appid is wxeb490c6f9b154ef9.
---@field geturl fun(body: wxcard.card.membercard.activate.geturl.Request, opts?: wxcard.CallOptions): wxcard.card.membercard.activate.geturl.Response?, wxcard.Error?

---@class wxcard.api.card.membercard.activatetempinfo
---Read what a user filled in before being sent to the merchant's page
---获取用户提交的开卡资料(跳转型一键激活)
---
---`POST /card/membercard/activatetempinfo/get`, may be repeated safely
---
---- The page's address gets card_id, encrypt_code, outer_str, openid and activate_ticket appended.
---
---- 72012 right after the form is temporary; how long a ticket lives is not documented.
---@field get fun(body: wxcard.card.membercard.activatetempinfo.get.Request, opts?: wxcard.CallOptions): wxcard.card.membercard.activatetempinfo.get.Response?, wxcard.Error?

---@class wxcard.api.card.membercard.activateuserform
---Set the form of one-click activation
---设置一键激活开卡字段
---
---`POST /card/membercard/activateuserform/set`, may be repeated safely
---
---- The card must have wx_activate, and wx_activate does nothing before this call.
---
---- At most five questions of your own in each form.
---@field set fun(body: wxcard.card.membercard.activateuserform.set.Request, opts?: wxcard.CallOptions): wxcard.Answer?, wxcard.Error?

---@class wxcard.api.card.membercard.userinfo
---Read one member: number, points, balance, form answers, state
---拉取会员信息
---
---`POST /card/membercard/userinfo/get`, may be repeated safely
---@field get fun(body: wxcard.card.membercard.userinfo.get.Request, opts?: wxcard.CallOptions): wxcard.card.membercard.userinfo.get.Response?, wxcard.Error?

---@class wxcard.api.card.membercard
---Activate a member's card, or bind its number
---激活会员卡,绑定会员卡编号
---
---`POST /card/membercard/activate`, is not repeated once it may have reached WeChat; /card/membercard/userinfo/get tells what happened
---
---**Warning**: A second call overwrites the membership number.
---
---**注意**:重复调用会覆盖会员卡编号。
---
---- For cards that the merchant activates; auto_activate cards do without.
---@field activate wxcard.api.card.membercard.activate
---@field activatetempinfo wxcard.api.card.membercard.activatetempinfo
---@field activateuserform wxcard.api.card.membercard.activateuserform
---Change a member's points, balance and custom values
---更新会员信息(积分、余额、自定义字段)
---
---`POST /card/membercard/updateuser`, is repeated only if each change comes with its total; /card/membercard/userinfo/get tells what happened
---
---**Warning**: add_bonus or add_balance without its total is added once more by every repeat.
---
---**注意**:仅传 add_bonus 或 add_balance 时,重复调用会重复增减;同时传入总值才可安全重试。
---
---- Send the total together with the change: the total sets the card, the change is only the message's figure.
---
---- Figures are whole numbers; a decimal is answered by -1.
---@field updateuser fun(body: wxcard.card.membercard.updateuser.Request, opts?: wxcard.CallOptions): wxcard.card.membercard.updateuser.Response?, wxcard.Error?
---@field userinfo wxcard.api.card.membercard.userinfo

---@class wxcard.api.card.mpnews
---Get the snippet that puts a card into an article
---获取图文消息群发卡券的嵌入代码
---
---`POST /card/mpnews/gethtml`, may be repeated safely
---
---- Cards without custom codes, or with deposited ones.
---@field gethtml fun(body: wxcard.card.code.getdepositcount.Request, opts?: wxcard.CallOptions): wxcard.card.mpnews.gethtml.Response?, wxcard.Error?

---@class wxcard.api.card.paycell
---Switch a card's pay button on or off
---设置买单接口(快速买单按钮)
---
---`POST /card/paycell/set`, may be repeated safely
---
---- Wants shops on the card and WeChat Pay on the account; not beside the two other buttons.
---@field set fun(body: wxcard.card.paycell.set.Request, opts?: wxcard.CallOptions): wxcard.Answer?, wxcard.Error?

---@class wxcard.api.card.qrcode
---Make a QR code that hands out one card, or up to five
---创建投放二维码(单张或最多五张卡券)
---
---`POST /card/qrcode/create`, may be repeated safely
---
---- Each call makes one more ticket; the older ones stay good.
---@field create fun(body: wxcard.card.qrcode.create.Request, opts?: wxcard.CallOptions): wxcard.card.qrcode.create.Response?, wxcard.Error?

---@class wxcard.api.card.selfconsumecell
---Switch a card's self-redemption button on or off
---设置自助核销
---
---`POST /card/selfconsumecell/set`, may be repeated safely
---
---- Wants shops on the card.
---@field set fun(body: wxcard.card.selfconsumecell.set.Request, opts?: wxcard.CallOptions): wxcard.Answer?, wxcard.Error?

---@class wxcard.api.card.testwhitelist
---Set the testers, who may claim cards that are not approved
---设置测试白名单
---
---`POST /card/testwhitelist/set`, may be repeated safely
---
---**Warning**: The call replaces the whole list: whoever is not named here is no tester any more.
---
---**注意**:每次调用都会覆盖原有白名单。
---
---- Ten people in all, both lists together.
---
---- What a tester claims does not follow later changes of the card, and can be claimed even if it is void.
---@field set fun(body: wxcard.card.testwhitelist.set.Request, opts?: wxcard.CallOptions): wxcard.Answer?, wxcard.Error?

---@class wxcard.api.card.user
---List the cards of this account that one user holds
---查询某用户已领取的卡券
---
---`POST /card/user/getcardlist`, may be repeated safely
---
---- Usable and unusable copies alike.
---@field getcardlist fun(body: wxcard.card.user.getcardlist.Request, opts?: wxcard.CallOptions): wxcard.card.user.getcardlist.Response?, wxcard.Error?

---@class wxcard.api.card
---List the account's card ids, 50 at a time
---批量查询卡券列表,每次最多 50 个
---
---`POST /card/batchget`, may be repeated safely
---@field batchget fun(body: wxcard.card.batchget.Request, opts?: wxcard.CallOptions): wxcard.card.batchget.Response?, wxcard.Error?
---@field code wxcard.api.card.code
---Create a card template; it goes to review by itself
---创建卡券模板,提交后自动进入审核
---
---`POST /card/create`, is not repeated once it may have reached WeChat; /card/batchget tells what happened
---
---Status: limited
---
---- Exactly one object beside card_type, named like it in lower case.
---
---- The review's outcome arrives as card_pass_check or card_not_pass_check, up to three working days later.
---
---- Since April 2021 new GROUPON, CASH, DISCOUNT, GIFT and GENERAL_COUPON cards are refused; old ones still work.
---
---- Member cards are open to some merchant categories only (45160, 72016).
---@field create fun(body: wxcard.card.create.Request, opts?: wxcard.CallOptions): wxcard.card.create.Response?, wxcard.Error?
---Delete a card template
---删除卡券模板
---
---`POST /card/delete`, may be repeated safely; /card/get tells what happened
---
---**Cannot be undone**: A deleted template cannot be brought back; its QR codes and claim links stop working.
---
---**不可撤销**:删除后无法恢复,该卡券的二维码与领取链接随即失效。
---
---**Warning**: Deleting does not reach wallets: cards already claimed stay valid until their own end.
---
---**注意**:删除模板不影响已领取的卡,用户卡包中的卡仍然有效。
---
---- What a second delete answers is not documented; in effect it changes nothing.
---@field delete fun(body: wxcard.card.code.getdepositcount.Request, opts?: wxcard.CallOptions): wxcard.Answer?, wxcard.Error?
---Read a card template with its review status and stock
---查询卡券详情、审核状态与库存
---
---`POST /card/get`, may be repeated safely
---
---- What was never set is absent from the answer.
---
---- color comes back as RGB: leave it out of an update, or send its name.
---@field get fun(body: wxcard.card.code.getdepositcount.Request, opts?: wxcard.CallOptions): wxcard.card.get.Response?, wxcard.Error?
---List the merchant categories that cards are open to
---查询卡券开放类目
---
---`GET /card/getapplyprotocol`, may be repeated safely
---
---- Categories change, so ask each time instead of keeping the list.
---@field getapplyprotocol fun(body?: table, opts?: wxcard.CallOptions): wxcard.card.getapplyprotocol.Response?, wxcard.Error?
---List the card colours; withdrawn, the fourteen names are fixed now
---查询卡券颜色列表(接口已下线,颜色名固定为十四种)
---
---`GET /card/getcolors`, may be repeated safely
---
---Status: retired
---@field getcolors fun(body?: table, opts?: wxcard.CallOptions): wxcard.card.getcolors.Response?, wxcard.Error?
---@field landingpage wxcard.api.card.landingpage
---@field membercard wxcard.api.card.membercard
---Add to a card's stock, or take from it
---增减卡券库存
---
---`POST /card/modifystock`, is not repeated once it may have reached WeChat; /card/get tells what happened
---
---- Every call shifts the stock once more, so compare card/get before repeating one.
---
---- With deposited codes the stock may not exceed what was imported.
---@field modifystock fun(body: wxcard.card.modifystock.Request, opts?: wxcard.CallOptions): wxcard.Answer?, wxcard.Error?
---@field mpnews wxcard.api.card.mpnews
---@field paycell wxcard.api.card.paycell
---@field qrcode wxcard.api.card.qrcode
---@field selfconsumecell wxcard.api.card.selfconsumecell
---@field testwhitelist wxcard.api.card.testwhitelist
---Change what a card template allows to change
---更改卡券信息
---
---`POST /card/update`, may be repeated safely; /card/get tells what happened
---
---**Warning**: Some fields send the card back to review (send_check = true); until it passes, nobody new can claim it.
---
---**注意**:修改部分字段会重新提交审核(send_check 为 true),审核通过前新用户无法领取。
---
---- Send what changes and nothing else; then read the card back, since some changes are accepted and ignored.
---
---- The way of activation can hardly be changed: from auto_activate to one-click succeeds without effect.
---
---- Stock goes by card/modifystock, codes by card/code/update.
---@field update fun(body: wxcard.card.update.Request, opts?: wxcard.CallOptions): wxcard.card.update.Response?, wxcard.Error?
---@field user wxcard.api.card.user

---@class wxcard.api.cgi_bin.callback
---Let WeChat try the callback address, by DNS and ping
---网络检测:检查回调地址的 DNS 与 ping
---
---`POST /cgi-bin/callback/check`, may be repeated safely
---@field check fun(body: wxcard.cgi_bin.callback.check.Request, opts?: wxcard.CallOptions): wxcard.cgi_bin.callback.check.Response?, wxcard.Error?

---@class wxcard.api.cgi_bin.clear_quota
---@overload fun(body: wxcard.cgi_bin.clear_quota.Request, opts?: wxcard.CallOptions): wxcard.Answer?, wxcard.Error?
---Set the daily call counts back to zero, by AppSecret
---使用 AppSecret 清空 API 的每日调用次数
---
---`POST /cgi-bin/clear_quota/v2`, is not repeated once it may have reached WeChat; /cgi-bin/openapi/quota/get tells what happened
---
---**Warning**: Spends one of the ten resets that an account has in a month, the console's included.
---
---**注意**:每个账号每月共十次清零机会(含控制台),本调用消耗一次。
---
---- Without an access token, for the case that fetching one is what the quota ran out of.
---@field v2 fun(body: wxcard.cgi_bin.clear_quota.v2.Request, opts?: wxcard.CallOptions): wxcard.Answer?, wxcard.Error?

---@class wxcard.api.cgi_bin.material
---Add a permanent picture, voice, video or thumb
---新增永久素材
---
---`POST /cgi-bin/material/add_material`, is not repeated once it may have reached WeChat
---@field add_material fun(body: wxcard.cgi_bin.material.add_material.Request, opts?: wxcard.CallOptions): wxcard.cgi_bin.material.add_material.Response?, wxcard.Error?

---@class wxcard.api.cgi_bin.media
---Upload a temporary file
---新增临时素材
---
---`POST /cgi-bin/media/upload`, is not repeated once it may have reached WeChat
---
---- A repeat makes one more media_id.
---@field upload fun(body: wxcard.cgi_bin.media.upload.Request, opts?: wxcard.CallOptions): wxcard.cgi_bin.media.upload.Response?, wxcard.Error?
---Upload a logo or another picture of a card
---上传卡券 Logo 等图片
---
---`POST /cgi-bin/media/uploadimg`, may be repeated safely
---
---- A repeat stores the picture once more and does no other harm; it does not count as material.
---
---- An address on mmecoa.qpic.cn was once refused as a background (40141).
---@field uploadimg fun(body: wxcard.cgi_bin.media.uploadimg.Request, opts?: wxcard.CallOptions): wxcard.cgi_bin.media.uploadimg.Response?, wxcard.Error?

---@class wxcard.api.cgi_bin.message.custom
---Send a card to one user, as a customer-service message
---以客服消息发送卡券
---
---`POST /cgi-bin/message/custom/send`, is not repeated once it may have reached WeChat
---
---- Cards without custom codes, or with deposited ones.
---@field send fun(body: wxcard.cgi_bin.message.custom.send.Request, opts?: wxcard.CallOptions): wxcard.Answer?, wxcard.Error?

---@class wxcard.api.cgi_bin.message.mass
---Show a mass card message on one phone
---预览群发的卡券消息
---
---`POST /cgi-bin/message/mass/preview`, is not repeated once it may have reached WeChat
---
---- errmsg may say "preview success"; go by errcode.
---@field preview fun(body: wxcard.cgi_bin.message.mass.preview.Request, opts?: wxcard.CallOptions): wxcard.cgi_bin.message.mass.preview.Response?, wxcard.Error?
---Mass-send a card to a list of openids
---按 OpenID 列表群发卡券
---
---`POST /cgi-bin/message/mass/send`, is not repeated once it may have reached WeChat
---
---**Cannot be undone**: A mass message cannot be taken back from the phones it reached.
---
---**不可撤销**:群发后无法从已送达的手机撤回。
---
---- Cards without custom codes, or with deposited ones. Counts against the account's mass messages.
---@field send fun(body: wxcard.cgi_bin.message.mass.send.Request, opts?: wxcard.CallOptions): wxcard.cgi_bin.message.mass.send.Response?, wxcard.Error?
---Mass-send a card to every follower or to one tag
---按标签或向全部粉丝群发卡券
---
---`POST /cgi-bin/message/mass/sendall`, is not repeated once it may have reached WeChat
---
---**Cannot be undone**: A mass message cannot be taken back from the phones it reached.
---
---**不可撤销**:群发后无法从已送达的手机撤回。
---
---- Cards without custom codes, or with deposited ones. Counts against the account's mass messages.
---@field sendall fun(body: wxcard.cgi_bin.message.mass.sendall.Request, opts?: wxcard.CallOptions): wxcard.cgi_bin.message.mass.send.Response?, wxcard.Error?

---@class wxcard.api.cgi_bin.message
---@field custom wxcard.api.cgi_bin.message.custom
---@field mass wxcard.api.cgi_bin.message.mass

---@class wxcard.api.cgi_bin.openapi.quota
---Read the daily quota and the rate limit of one path
---查询 API 调用额度
---
---`POST /cgi-bin/openapi/quota/get`, may be repeated safely
---@field get fun(body: wxcard.cgi_bin.openapi.quota.get.Request, opts?: wxcard.CallOptions): wxcard.cgi_bin.openapi.quota.get.Response?, wxcard.Error?

---@class wxcard.api.cgi_bin.openapi.rid
---Look up the request behind the rid of an error
---查询 rid 对应的请求信息
---
---`POST /cgi-bin/openapi/rid/get`, may be repeated safely
---@field get fun(body: wxcard.cgi_bin.openapi.rid.get.Request, opts?: wxcard.CallOptions): wxcard.cgi_bin.openapi.rid.get.Response?, wxcard.Error?

---@class wxcard.api.cgi_bin.openapi
---@field quota wxcard.api.cgi_bin.openapi.quota
---@field rid wxcard.api.cgi_bin.openapi.rid

---@class wxcard.api.cgi_bin.ticket
---Fetch the ticket that signs cards, or the one that signs pages
---获取 api_ticket 或 jsapi_ticket
---
---`GET /cgi-bin/ticket/getticket`, may be repeated safely
---
---- Two tickets, cached apart. The daily quota is small: never fetch one per request.
---@field getticket fun(body: wxcard.cgi_bin.ticket.getticket.Request, opts?: wxcard.CallOptions): wxcard.cgi_bin.ticket.getticket.Response?, wxcard.Error?

---@class wxcard.api.cgi_bin.user
---Read a follower
---获取用户基本信息
---
---`GET /cgi-bin/user/info`, may be repeated safely
---@field info fun(body: wxcard.cgi_bin.user.info.Request, opts?: wxcard.CallOptions): wxcard.cgi_bin.user.info.Response?, wxcard.Error?

---@class wxcard.api.cgi_bin
---@field callback wxcard.api.cgi_bin.callback
---Set the account's daily call counts back to zero
---清空 API 的每日调用次数
---
---`POST /cgi-bin/clear_quota`, is not repeated once it may have reached WeChat; /cgi-bin/openapi/quota/get tells what happened
---
---**Warning**: Spends one of the ten resets that an account has in a month, the console's included.
---
---**注意**:每个账号每月共十次清零机会(含控制台),本调用消耗一次。
---@field clear_quota wxcard.api.cgi_bin.clear_quota
---List the addresses of the API itself
---获取微信 API 服务器 IP 地址
---
---`GET /cgi-bin/get_api_domain_ip`, may be repeated safely
---@field get_api_domain_ip fun(body?: table, opts?: wxcard.CallOptions): wxcard.cgi_bin.get_api_domain_ip.Response?, wxcard.Error?
---List the addresses that WeChat pushes events from
---获取微信推送服务器 IP 地址
---
---`GET /cgi-bin/getcallbackip`, may be repeated safely
---@field getcallbackip fun(body?: table, opts?: wxcard.CallOptions): wxcard.cgi_bin.getcallbackip.Response?, wxcard.Error?
---@field material wxcard.api.cgi_bin.material
---@field media wxcard.api.cgi_bin.media
---@field message wxcard.api.cgi_bin.message
---@field openapi wxcard.api.cgi_bin.openapi
---Fetch the picture of a QR ticket
---通过 ticket 换取二维码图片
---
---`GET /cgi-bin/showqrcode`, may be repeated safely
---
---- The answer is a picture; a bad ticket gives an HTTP error page.
---@field showqrcode fun(body: wxcard.cgi_bin.showqrcode.Request, opts?: wxcard.CallOptions): string?, wxcard.Error?
---Fetch the account's stable access token
---获取稳定版 access_token
---
---`POST /cgi-bin/stable_token`, may be repeated safely
---
---- The same token until its last five minutes. The classic tokens are others; neither ends the other.
---
---- 10000 calls a minute and 500000 a day are the figures usually quoted.
---@field stable_token fun(body: wxcard.cgi_bin.stable_token.Request, opts?: wxcard.CallOptions): wxcard.cgi_bin.stable_token.Response?, wxcard.Error?
---@field ticket wxcard.api.cgi_bin.ticket
---Fetch the account's access token, the classic way
---获取 access_token(传统方式)
---
---`GET /cgi-bin/token`, is not repeated once it may have reached WeChat
---
---**Warning**: Each call ends the token before it within five minutes, so whoever else holds that one is locked out.
---
---**注意**:每次调用都会使旧的 access_token 在五分钟内失效,多处获取会互相顶替。
---
---- 2000 calls a day. An answer that succeeds has no errcode.
---@field token fun(body: wxcard.cgi_bin.token.Request, opts?: wxcard.CallOptions): wxcard.cgi_bin.token.Response?, wxcard.Error?
---@field user wxcard.api.cgi_bin.user

---@class wxcard.api.sns.oauth2
---Exchange a web login's code for the visitor's openid
---网页授权:通过 code 换取 openid
---
---`GET /sns/oauth2/access_token`, is not repeated once it may have reached WeChat
---@field access_token fun(body: wxcard.sns.oauth2.access_token.Request, opts?: wxcard.CallOptions): wxcard.sns.oauth2.access_token.Response?, wxcard.Error?

---@class wxcard.api.sns
---@field oauth2 wxcard.api.sns.oauth2

---@class wxcard.api.v3.brand.card.card_configs.cancel_applyment
---@overload fun(body: wxcard.v3.brand.card.card_configs.cancel_applyment.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.card.card_configs.cancel_applyment.Response?, wxcard.Error?
---Withdraw an application
---撤销商家名片配置申请
---
---`POST /v3/brand/card/card-configs/cancel-applyment`, is not repeated once it may have reached WeChat; GET /v3/brand/card/card-configs tells what happened
---
---At most 1 calls in 1 s to a mchid
---
---- Before it is published; then it is CANCELED.
---@field post fun(self: wxcard.api.v3.brand.card.card_configs.cancel_applyment, body: wxcard.v3.brand.card.card_configs.cancel_applyment.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.card.card_configs.cancel_applyment.Response?, wxcard.Error?

---@class wxcard.api.v3.brand.card.card_configs.preview_url
---@overload fun(body: wxcard.v3.brand.card.card_configs.GET.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.card.card_configs.POST.Response?, wxcard.Error?
---Get another link to look at a configuration
---获取商家名片预览链接
---
---`GET /v3/brand/card/card-configs/preview-url`, may be repeated safely
---
---At most 1 calls in 1 s to a mchid
---
---- Between application and publication.
---@field get fun(self: wxcard.api.v3.brand.card.card_configs.preview_url, body: wxcard.v3.brand.card.card_configs.GET.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.card.card_configs.POST.Response?, wxcard.Error?

---@class wxcard.api.v3.brand.card.card_configs.publish
---@overload fun(body: wxcard.v3.brand.card.card_configs.publish.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.card.card_configs.publish.Response?, wxcard.Error?
---Publish a configuration, now or later
---发布商家名片配置
---
---`POST /v3/brand/card/card-configs/publish`, is not repeated once it may have reached WeChat; GET /v3/brand/card/card-configs tells what happened
---
---At most 1 calls in 1 s to a mchid
---
---- It is reviewed first; a time that passed meanwhile means at once.
---@field post fun(self: wxcard.api.v3.brand.card.card_configs.publish, body: wxcard.v3.brand.card.card_configs.publish.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.card.card_configs.publish.Response?, wxcard.Error?

---@class wxcard.api.v3.brand.card.card_configs
---@overload fun(body: wxcard.v3.brand.card.card_configs.POST.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.card.card_configs.POST.Response?, wxcard.Error?
---Withdraw an application
---撤销商家名片配置申请
---
---`POST /v3/brand/card/card-configs/cancel-applyment`, is not repeated once it may have reached WeChat; GET /v3/brand/card/card-configs tells what happened
---
---At most 1 calls in 1 s to a mchid
---
---- Before it is published; then it is CANCELED.
---@field cancel_applyment wxcard.api.v3.brand.card.card_configs.cancel_applyment
---Get another link to look at a configuration
---获取商家名片预览链接
---
---`GET /v3/brand/card/card-configs/preview-url`, may be repeated safely
---
---At most 1 calls in 1 s to a mchid
---
---- Between application and publication.
---@field preview_url wxcard.api.v3.brand.card.card_configs.preview_url
---Publish a configuration, now or later
---发布商家名片配置
---
---`POST /v3/brand/card/card-configs/publish`, is not repeated once it may have reached WeChat; GET /v3/brand/card/card-configs tells what happened
---
---At most 1 calls in 1 s to a mchid
---
---- It is reviewed first; a time that passed meanwhile means at once.
---@field publish wxcard.api.v3.brand.card.card_configs.publish
---Read how an application stands
---查询商家名片配置状态
---
---`GET /v3/brand/card/card-configs`, may be repeated safely
---
---At most 30 calls in 1 s to a mchid
---@field get fun(self: wxcard.api.v3.brand.card.card_configs, body: wxcard.v3.brand.card.card_configs.GET.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.card.card_configs.GET.Response?, wxcard.Error?
---Apply for a configuration of the merchant card
---提交商家名片配置申请
---
---`POST /v3/brand/card/card-configs`, is not repeated once it may have reached WeChat; GET /v3/brand/card/card-configs tells what happened
---
---At most 1 calls in 1 s to a mchid
---
---- Not for banks, payment institutions and platforms.
---
---- It is published by a call of its own.
---@field post fun(self: wxcard.api.v3.brand.card.card_configs, body: wxcard.v3.brand.card.card_configs.POST.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.card.card_configs.POST.Response?, wxcard.Error?

---@class wxcard.api.v3.brand.card.card_links.business_code._business_code_
---@overload fun(body: wxcard.v3.brand.card.card_links.business_code._business_code_.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.card.card_links.business_code._business_code_.Response?, wxcard.Error?
---Read how a link's application stands
---查询关联规则申请状态
---
---`GET /v3/brand/card/card-links/business-code/{business_code}`, may be repeated safely
---
---At most 100 calls in 1 s to a mchid
---@field get fun(self: wxcard.api.v3.brand.card.card_links.business_code._business_code_, body: wxcard.v3.brand.card.card_links.business_code._business_code_.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.card.card_links.business_code._business_code_.Response?, wxcard.Error?

---@class wxcard.api.v3.brand.card.card_links.business_code
---Read how a link's application stands
---查询关联规则申请状态
---
---`GET /v3/brand/card/card-links/business-code/{business_code}`, may be repeated safely
---
---At most 100 calls in 1 s to a mchid
---@field [string] wxcard.api.v3.brand.card.card_links.business_code._business_code_

---@class wxcard.api.v3.brand.card.card_links.cancel_applyment
---@overload fun(body: wxcard.v3.brand.card.card_links.cancel_applyment.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.card.card_links.cancel_applyment.Request?, wxcard.Error?
---Withdraw a link's application
---撤销关联规则申请
---
---`POST /v3/brand/card/card-links/cancel-applyment`, is not repeated once it may have reached WeChat; GET /v3/brand/card/card-links/business-code/{business_code} tells what happened
---
---At most 1 calls in 1 s to a mchid
---@field post fun(self: wxcard.api.v3.brand.card.card_links.cancel_applyment, body: wxcard.v3.brand.card.card_links.cancel_applyment.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.card.card_links.cancel_applyment.Request?, wxcard.Error?

---@class wxcard.api.v3.brand.card.card_links.unbind_card_link
---@overload fun(body: wxcard.v3.brand.card.card_links.unbind_card_link.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.card.card_links.unbind_card_link.Request?, wxcard.Error?
---Remove a link in force
---解除生效中的关联规则
---
---`POST /v3/brand/card/card-links/unbind-card-link`, is not repeated once it may have reached WeChat; GET /v3/brand/card/card-links tells what happened
---
---At most 1 calls in 1 s to a mchid
---@field post fun(self: wxcard.api.v3.brand.card.card_links.unbind_card_link, body: wxcard.v3.brand.card.card_links.unbind_card_link.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.card.card_links.unbind_card_link.Request?, wxcard.Error?

---@class wxcard.api.v3.brand.card.card_links
---@overload fun(body: wxcard.v3.brand.card.card_links.POST.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.card.card_links.POST.Response?, wxcard.Error?
---@field business_code wxcard.api.v3.brand.card.card_links.business_code
---Withdraw a link's application
---撤销关联规则申请
---
---`POST /v3/brand/card/card-links/cancel-applyment`, is not repeated once it may have reached WeChat; GET /v3/brand/card/card-links/business-code/{business_code} tells what happened
---
---At most 1 calls in 1 s to a mchid
---@field cancel_applyment wxcard.api.v3.brand.card.card_links.cancel_applyment
---Remove a link in force
---解除生效中的关联规则
---
---`POST /v3/brand/card/card-links/unbind-card-link`, is not repeated once it may have reached WeChat; GET /v3/brand/card/card-links tells what happened
---
---At most 1 calls in 1 s to a mchid
---@field unbind_card_link wxcard.api.v3.brand.card.card_links.unbind_card_link
---List the links in force
---查询生效中的关联规则
---
---`GET /v3/brand/card/card-links`, may be repeated safely
---
---At most 1 calls in 1 s to a mchid
---@field get fun(self: wxcard.api.v3.brand.card.card_links, body: wxcard.v3.brand.card.card_links.GET.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.card.card_links.GET.Response?, wxcard.Error?
---Link payments to the merchant card
---新增支付关联名片规则
---
---`POST /v3/brand/card/card-links`, is not repeated once it may have reached WeChat; GET /v3/brand/card/card-links/business-code/{business_code} tells what happened
---
---At most 100 calls in 1 s to a mchid
---
---- Another company's merchant id is confirmed by its own administrator.
---@field post fun(self: wxcard.api.v3.brand.card.card_links, body: wxcard.v3.brand.card.card_links.POST.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.card.card_links.POST.Response?, wxcard.Error?

---@class wxcard.api.v3.brand.card
---Apply for a configuration of the merchant card
---提交商家名片配置申请
---
---`POST /v3/brand/card/card-configs`, is not repeated once it may have reached WeChat; GET /v3/brand/card/card-configs tells what happened
---
---At most 1 calls in 1 s to a mchid
---
---- Not for banks, payment institutions and platforms.
---
---- It is published by a call of its own.
---@field card_configs wxcard.api.v3.brand.card.card_configs
---Link payments to the merchant card
---新增支付关联名片规则
---
---`POST /v3/brand/card/card-links`, is not repeated once it may have reached WeChat; GET /v3/brand/card/card-links/business-code/{business_code} tells what happened
---
---At most 100 calls in 1 s to a mchid
---
---- Another company's merchant id is confirmed by its own administrator.
---@field card_links wxcard.api.v3.brand.card.card_links

---@class wxcard.api.v3.brand.partner.card_member.cards._card_id_.invalidate
---@overload fun(body: wxcard.v3.brand.partner.card_member.cards._card_id_.GET.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_card?, wxcard.Error?
---Invalidate a brand member card
---失效品牌会员卡模板
---
---`POST /v3/brand/partner/card-member/cards/{card_id}/invalidate`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/card-member/cards/{card_id} tells what happened
---
---At most 10 calls in 1 s to a mchid
---
---**Cannot be undone**: The card is never handed out again, by no channel.
---
---**不可撤销**:失效后该卡无法再通过任何渠道发放。
---@field post fun(self: wxcard.api.v3.brand.partner.card_member.cards._card_id_.invalidate, body: wxcard.v3.brand.partner.card_member.cards._card_id_.GET.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_card?, wxcard.Error?

---@class wxcard.api.v3.brand.partner.card_member.cards._card_id_
---@overload fun(body: wxcard.v3.brand.partner.card_member.cards._card_id_.GET.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_card?, wxcard.Error?
---Invalidate a brand member card
---失效品牌会员卡模板
---
---`POST /v3/brand/partner/card-member/cards/{card_id}/invalidate`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/card-member/cards/{card_id} tells what happened
---
---At most 10 calls in 1 s to a mchid
---
---**Cannot be undone**: The card is never handed out again, by no channel.
---
---**不可撤销**:失效后该卡无法再通过任何渠道发放。
---@field invalidate wxcard.api.v3.brand.partner.card_member.cards._card_id_.invalidate
---Delete a brand member card, in the way that came before invalidate
---删除品牌会员卡模板（旧接口，已由失效接口取代）
---
---`DELETE /v3/brand/partner/card-member/cards/{card_id}`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/card-member/cards/{card_id} tells what happened
---
---Status: retired
---
---**Cannot be undone**: The card is never handed out again.
---
---**不可撤销**:删除后该卡无法再发放。
---
---- Its page documents invalidate now; WeChat may answer that there is no such path.
---@field delete fun(self: wxcard.api.v3.brand.partner.card_member.cards._card_id_, body: wxcard.v3.brand.partner.card_member.cards._card_id_.GET.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.card_member.cards._card_id_.DELETE.Response?, wxcard.Error?
---Read one brand member card
---查询单个品牌会员卡模板
---
---`GET /v3/brand/partner/card-member/cards/{card_id}`, may be repeated safely
---
---At most 10 calls in 1 s to a mchid
---@field get fun(self: wxcard.api.v3.brand.partner.card_member.cards._card_id_, body: wxcard.v3.brand.partner.card_member.cards._card_id_.GET.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_card?, wxcard.Error?
---Change a brand member card
---修改品牌会员卡模板
---
---`PATCH /v3/brand/partner/card-member/cards/{card_id}`, may be repeated safely; GET /v3/brand/partner/card-member/cards/{card_id} tells what happened
---
---At most 10 calls in 1 s to a mchid
---
---- What is not sent stays. card_type, code_mode, appid, init_level and legal_agreement cannot be changed.
---@field patch fun(self: wxcard.api.v3.brand.partner.card_member.cards._card_id_, body: wxcard.v3.brand.partner.card_member.cards._card_id_.PATCH.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_card?, wxcard.Error?

---@class wxcard.api.v3.brand.partner.card_member.cards
---@overload fun(body: wxcard.v3.brand.partner.card_member.cards.POST.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_card?, wxcard.Error?
---Read one brand member card
---查询单个品牌会员卡模板
---
---`GET /v3/brand/partner/card-member/cards/{card_id}`, may be repeated safely
---
---At most 10 calls in 1 s to a mchid
---@field [string] wxcard.api.v3.brand.partner.card_member.cards._card_id_
---List a brand's member cards
---查询品牌会员卡模板列表
---
---`GET /v3/brand/partner/card-member/cards`, may be repeated safely
---
---At most 10 calls in 1 s to a mchid
---@field get fun(self: wxcard.api.v3.brand.partner.card_member.cards, body: wxcard.v3.brand.partner.card_member.cards.GET.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.card_member.cards.GET.Response?, wxcard.Error?
---Create a brand member card
---创建品牌会员卡模板
---
---`POST /v3/brand/partner/card-member/cards`, is repeated under the same request number; GET /v3/brand/partner/card-member/cards tells what happened
---
---At most 10 calls in 1 s to a mchid
---
---- A brand has two cards of a type at most.
---
---- A used out_request_no is refused, not answered again: after a doubt list the cards and look for it.
---
---- SYSTEM_ALLOCATE never becomes MERCHANT_ALLOCATE.
---@field post fun(self: wxcard.api.v3.brand.partner.card_member.cards, body: wxcard.v3.brand.partner.card_member.cards.POST.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_card?, wxcard.Error?

---@class wxcard.api.v3.brand.partner.card_member.membership_activities._activity_id_.terminate
---@overload fun(body: wxcard.v3.brand.partner.card_member.membership_activities._activity_id_.GET.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_activity?, wxcard.Error?
---End an activity for those who join
---终止入会有礼活动
---
---`POST /v3/brand/partner/card-member/membership-activities/{activity_id}/terminate`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/card-member/membership-activities/{activity_id} tells what happened
---
---At most 10 calls in 1 s to a mchid
---
---- It is no longer shown; joining goes on.
---@field post fun(self: wxcard.api.v3.brand.partner.card_member.membership_activities._activity_id_.terminate, body: wxcard.v3.brand.partner.card_member.membership_activities._activity_id_.GET.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_activity?, wxcard.Error?

---@class wxcard.api.v3.brand.partner.card_member.membership_activities._activity_id_
---@overload fun(body: wxcard.v3.brand.partner.card_member.membership_activities._activity_id_.GET.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_activity?, wxcard.Error?
---End an activity for those who join
---终止入会有礼活动
---
---`POST /v3/brand/partner/card-member/membership-activities/{activity_id}/terminate`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/card-member/membership-activities/{activity_id} tells what happened
---
---At most 10 calls in 1 s to a mchid
---
---- It is no longer shown; joining goes on.
---@field terminate wxcard.api.v3.brand.partner.card_member.membership_activities._activity_id_.terminate
---Read an activity for those who join
---查询单个入会有礼活动
---
---`GET /v3/brand/partner/card-member/membership-activities/{activity_id}`, may be repeated safely
---
---At most 10 calls in 1 s to a mchid
---@field get fun(self: wxcard.api.v3.brand.partner.card_member.membership_activities._activity_id_, body: wxcard.v3.brand.partner.card_member.membership_activities._activity_id_.GET.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_activity?, wxcard.Error?
---Change an activity's titles and times
---修改入会有礼活动
---
---`PATCH /v3/brand/partner/card-member/membership-activities/{activity_id}`, may be repeated safely; GET /v3/brand/partner/card-member/membership-activities/{activity_id} tells what happened
---
---At most 10 calls in 1 s to a mchid
---
---- All of it has to be sent, PATCH or not.
---@field patch fun(self: wxcard.api.v3.brand.partner.card_member.membership_activities._activity_id_, body: wxcard.v3.brand.partner.card_member.membership_activities._activity_id_.PATCH.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_activity?, wxcard.Error?

---@class wxcard.api.v3.brand.partner.card_member.membership_activities
---@overload fun(body: wxcard.v3.brand.partner.card_member.membership_activities.POST.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_activity?, wxcard.Error?
---Read an activity for those who join
---查询单个入会有礼活动
---
---`GET /v3/brand/partner/card-member/membership-activities/{activity_id}`, may be repeated safely
---
---At most 10 calls in 1 s to a mchid
---@field [string] wxcard.api.v3.brand.partner.card_member.membership_activities._activity_id_
---List the activities for those who join
---查询入会有礼活动列表
---
---`GET /v3/brand/partner/card-member/membership-activities`, may be repeated safely
---
---At most 10 calls in 1 s to a mchid
---@field get fun(self: wxcard.api.v3.brand.partner.card_member.membership_activities, body: wxcard.v3.brand.partner.card_member.membership_activities.GET.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.card_member.membership_activities.GET.Response?, wxcard.Error?
---Give coupons to those who join
---创建入会有礼活动
---
---`POST /v3/brand/partner/card-member/membership-activities`, is repeated under the same request number; GET /v3/brand/partner/card-member/membership-activities tells what happened
---
---At most 10 calls in 1 s to a mchid
---
---- The coupons are shown in the joining component.
---@field post fun(self: wxcard.api.v3.brand.partner.card_member.membership_activities, body: wxcard.v3.brand.partner.card_member.membership_activities.POST.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_activity?, wxcard.Error?

---@class wxcard.api.v3.brand.partner.card_member.pay_view_tokens
---@overload fun(body: wxcard.v3.brand.partner.card_member.pay_view_tokens.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.card_member.pay_view_tokens.Response?, wxcard.Error?
---Get a token that opens the pay-code component
---获取付款码组件 token
---
---`POST /v3/brand/partner/card-member/pay-view-tokens`, is not repeated once it may have reached WeChat
---
---Status: limited
---
---- WeChat's index of calls does not list it at present.
---
---- Its page says 10 calls a second, another text 5: neither is enforced here.
---@field post fun(self: wxcard.api.v3.brand.partner.card_member.pay_view_tokens, body: wxcard.v3.brand.partner.card_member.pay_view_tokens.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.card_member.pay_view_tokens.Response?, wxcard.Error?

---@class wxcard.api.v3.brand.partner.card_member.pre_auth_tokens
---@overload fun(body: wxcard.v3.brand.partner.card_member.pay_view_tokens.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.card_member.pre_auth_tokens.Response?, wxcard.Error?
---Get a token that opens the joining component
---获取入会组件的预授权 token
---
---`POST /v3/brand/partner/card-member/pre-auth-tokens`, is not repeated once it may have reached WeChat
---
---At most 10 calls in 1 s to a mchid
---
---- openBusinessView with businessType wxpayCardMember takes it: token=…&scene=CARD_MEMBER, percent-encoded.
---
---- What the component tells the page is no proof: wait for the event or query.
---@field post fun(self: wxcard.api.v3.brand.partner.card_member.pre_auth_tokens, body: wxcard.v3.brand.partner.card_member.pay_view_tokens.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.card_member.pre_auth_tokens.Response?, wxcard.Error?

---@class wxcard.api.v3.brand.partner.card_member.user_cards.import_by_openid
---@overload fun(body: wxcard.v3.brand.partner.card_member.user_cards.import_by_openid.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_user_card?, wxcard.Error?
---Import a member by openid
---通过 openid 导入老会员
---
---`POST /v3/brand/partner/card-member/user-cards/import-by-openid`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/card-member/user-cards/{user_card_code} tells what happened
---
---At most 10 calls in 1 s to a mchid
---
---- The card is EFFECTIVE at once and wants no confirm.
---
---- Who deleted the card cannot be imported again; who has one that waits is to be confirmed.
---@field post fun(self: wxcard.api.v3.brand.partner.card_member.user_cards.import_by_openid, body: wxcard.v3.brand.partner.card_member.user_cards.import_by_openid.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_user_card?, wxcard.Error?

---@class wxcard.api.v3.brand.partner.card_member.user_cards.import_by_phone
---@overload fun(body: wxcard.v3.brand.partner.card_member.user_cards.import_by_phone.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.card_member.user_cards.import_by_phone.Response?, wxcard.Error?
---Import a member by phone number
---通过手机号导入老会员
---
---`POST /v3/brand/partner/card-member/user-cards/import-by-phone`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/card-member/user-cards/{user_card_code} tells what happened
---
---Status: announced
---
---**Meanwhile**: announced, not online yet. Today: import-by-openid, membercard-open/cards/{card_id}/phone-membercard/import, or attach of a WeChat Pay order (cell=[…]&card_id=[…]&user_card_code=[…])
---
---**替代**：该接口已公布但尚未上线；目前请使用 import-by-openid、membercard-open 的手机号导入，或下单时的 attach 字段
---
---- The card is EFFECTIVE at once, yet not in the user's wallet before the user adds it.
---
---- There is no call of the brand's own for this.
---
---- An older text wants date_information and always pickup_time.
---@field post fun(self: wxcard.api.v3.brand.partner.card_member.user_cards.import_by_phone, body: wxcard.v3.brand.partner.card_member.user_cards.import_by_phone.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.card_member.user_cards.import_by_phone.Response?, wxcard.Error?

---@class wxcard.api.v3.brand.partner.card_member.user_cards._user_card_code_.confirm
---@overload fun(body: wxcard.v3.brand.partner.card_member.user_cards._user_card_code_.confirm.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_user_card?, wxcard.Error?
---Confirm, or refuse, a card that a user opened
---确认用户开卡结果
---
---`POST /v3/brand/partner/card-member/user-cards/{user_card_code}/confirm`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/card-member/user-cards/{user_card_code} tells what happened
---
---At most 10 calls in 1 s to a mchid
---
---**Warning**: CREATE_CARD_FAIL makes the user's card INVALID.
---
---**注意**:上报 CREATE_CARD_FAIL 会使该用户卡失效。
---
---- What the component or the merchant card opened becomes EFFECTIVE by this alone; imports and orders need none.
---
---- With MERCHANT_ALLOCATE the path has the code that the card gets by this call, and keeps even if it failed.
---@field post fun(self: wxcard.api.v3.brand.partner.card_member.user_cards._user_card_code_.confirm, body: wxcard.v3.brand.partner.card_member.user_cards._user_card_code_.confirm.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_user_card?, wxcard.Error?

---@class wxcard.api.v3.brand.partner.card_member.user_cards._user_card_code_.invalidate
---@overload fun(body: wxcard.v3.brand.partner.card_member.user_cards._user_card_code_.invalidate.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_user_card?, wxcard.Error?
---Invalidate a member's card
---失效用户会员卡
---
---`POST /v3/brand/partner/card-member/user-cards/{user_card_code}/invalidate`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/card-member/user-cards/{user_card_code} tells what happened
---
---At most 10 calls in 1 s to a mchid
---
---**Cannot be undone**: The member loses the card and cannot join again through the merchant card; tell the member first.
---
---**不可撤销**:失效不可恢复，用户之后无法再通过商家名片入会；请先告知用户。
---
---- From UNACTIVATED and EFFECTIVE only.
---@field post fun(self: wxcard.api.v3.brand.partner.card_member.user_cards._user_card_code_.invalidate, body: wxcard.v3.brand.partner.card_member.user_cards._user_card_code_.invalidate.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_user_card?, wxcard.Error?

---@class wxcard.api.v3.brand.partner.card_member.user_cards._user_card_code_
---@overload fun(body: wxcard.v3.brand.partner.card_member.user_cards._user_card_code_.GET.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_user_card?, wxcard.Error?
---Confirm, or refuse, a card that a user opened
---确认用户开卡结果
---
---`POST /v3/brand/partner/card-member/user-cards/{user_card_code}/confirm`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/card-member/user-cards/{user_card_code} tells what happened
---
---At most 10 calls in 1 s to a mchid
---
---**Warning**: CREATE_CARD_FAIL makes the user's card INVALID.
---
---**注意**:上报 CREATE_CARD_FAIL 会使该用户卡失效。
---
---- What the component or the merchant card opened becomes EFFECTIVE by this alone; imports and orders need none.
---
---- With MERCHANT_ALLOCATE the path has the code that the card gets by this call, and keeps even if it failed.
---@field confirm wxcard.api.v3.brand.partner.card_member.user_cards._user_card_code_.confirm
---Invalidate a member's card
---失效用户会员卡
---
---`POST /v3/brand/partner/card-member/user-cards/{user_card_code}/invalidate`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/card-member/user-cards/{user_card_code} tells what happened
---
---At most 10 calls in 1 s to a mchid
---
---**Cannot be undone**: The member loses the card and cannot join again through the merchant card; tell the member first.
---
---**不可撤销**:失效不可恢复，用户之后无法再通过商家名片入会；请先告知用户。
---
---- From UNACTIVATED and EFFECTIVE only.
---@field invalidate wxcard.api.v3.brand.partner.card_member.user_cards._user_card_code_.invalidate
---Read one member's card
---查询单张用户会员卡
---
---`GET /v3/brand/partner/card-member/user-cards/{user_card_code}`, may be repeated safely
---
---At most 10 calls in 1 s to a mchid
---
---- Brand, card and openid have to fit the code.
---@field get fun(self: wxcard.api.v3.brand.partner.card_member.user_cards._user_card_code_, body: wxcard.v3.brand.partner.card_member.user_cards._user_card_code_.GET.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_user_card?, wxcard.Error?
---Change a member's card
---修改用户会员卡
---
---`PATCH /v3/brand/partner/card-member/user-cards/{user_card_code}`, may be repeated safely; GET /v3/brand/partner/card-member/user-cards/{user_card_code} tells what happened
---
---At most 10 calls in 1 s to a mchid
---
---- Only an EFFECTIVE card can be changed, and only answers to questions that the card asks.
---@field patch fun(self: wxcard.api.v3.brand.partner.card_member.user_cards._user_card_code_, body: wxcard.v3.brand.partner.card_member.user_cards._user_card_code_.PATCH.Request, opts?: wxcard.CallOptions): wxcard.shape.pay_user_card?, wxcard.Error?

---@class wxcard.api.v3.brand.partner.card_member.user_cards
---@overload fun(body: wxcard.v3.brand.partner.card_member.user_cards.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.card_member.user_cards.Response?, wxcard.Error?
---Import a member by openid
---通过 openid 导入老会员
---
---`POST /v3/brand/partner/card-member/user-cards/import-by-openid`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/card-member/user-cards/{user_card_code} tells what happened
---
---At most 10 calls in 1 s to a mchid
---
---- The card is EFFECTIVE at once and wants no confirm.
---
---- Who deleted the card cannot be imported again; who has one that waits is to be confirmed.
---@field import_by_openid wxcard.api.v3.brand.partner.card_member.user_cards.import_by_openid
---Import a member by phone number
---通过手机号导入老会员
---
---`POST /v3/brand/partner/card-member/user-cards/import-by-phone`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/card-member/user-cards/{user_card_code} tells what happened
---
---Status: announced
---
---**Meanwhile**: announced, not online yet. Today: import-by-openid, membercard-open/cards/{card_id}/phone-membercard/import, or attach of a WeChat Pay order (cell=[…]&card_id=[…]&user_card_code=[…])
---
---**替代**：该接口已公布但尚未上线；目前请使用 import-by-openid、membercard-open 的手机号导入，或下单时的 attach 字段
---
---- The card is EFFECTIVE at once, yet not in the user's wallet before the user adds it.
---
---- There is no call of the brand's own for this.
---
---- An older text wants date_information and always pickup_time.
---@field import_by_phone wxcard.api.v3.brand.partner.card_member.user_cards.import_by_phone
---Read one member's card
---查询单张用户会员卡
---
---`GET /v3/brand/partner/card-member/user-cards/{user_card_code}`, may be repeated safely
---
---At most 10 calls in 1 s to a mchid
---
---- Brand, card and openid have to fit the code.
---@field [string] wxcard.api.v3.brand.partner.card_member.user_cards._user_card_code_
---List the cards that a user has of a brand
---查询用户在品牌下的会员卡列表
---
---`GET /v3/brand/partner/card-member/user-cards`, may be repeated safely
---
---At most 10 calls in 1 s to a mchid
---@field get fun(self: wxcard.api.v3.brand.partner.card_member.user_cards, body: wxcard.v3.brand.partner.card_member.user_cards.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.card_member.user_cards.Response?, wxcard.Error?

---@class wxcard.api.v3.brand.partner.card_member.user_feeds
---@overload fun(body: wxcard.v3.brand.partner.card_member.user_feeds.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.card_member.user_feeds.Response?, wxcard.Error?
---Show a member what happened: points earned, a level near
---推送会员动态
---
---`POST /v3/brand/partner/card-member/user-feeds`, is repeated under the same request number
---
---At most 10 calls in 1 s to a mchid
---
---- For what happened outside WeChat Pay; of an order it goes into attach.
---
---- Older texts call the field cell_message.
---@field post fun(self: wxcard.api.v3.brand.partner.card_member.user_feeds, body: wxcard.v3.brand.partner.card_member.user_feeds.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.card_member.user_feeds.Response?, wxcard.Error?

---@class wxcard.api.v3.brand.partner.card_member.user_points.exchange_coupon.confirm
---@overload fun(body: wxcard.v3.brand.partner.card_member.user_points.exchange_coupon.confirm.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.card_member.user_points.exchange_coupon.confirm.Response?, wxcard.Error?
---Allow or refuse a coupon for points
---确认积分兑换商品券
---
---`POST /v3/brand/partner/card-member/user-points/exchange-coupon/confirm`, is not repeated once it may have reached WeChat
---
---At most 10 calls in 1 s to a mchid
---
---**Warning**: The user waits about 3 seconds. The answer's state, not the HTTP status, tells whether the coupon went out: give the points back on POINT_EXCHANGE_COUPON_FAIL.
---
---**注意**:用户界面只等待约 3 秒；以返回的 state 为准，POINT_EXCHANGE_COUPON_FAIL 时须退还积分。
---
---- The answer to a POINT_EXCHANGE_COUPON event.
---@field post fun(self: wxcard.api.v3.brand.partner.card_member.user_points.exchange_coupon.confirm, body: wxcard.v3.brand.partner.card_member.user_points.exchange_coupon.confirm.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.card_member.user_points.exchange_coupon.confirm.Response?, wxcard.Error?

---@class wxcard.api.v3.brand.partner.card_member.user_points.exchange_coupon
---Allow or refuse a coupon for points
---确认积分兑换商品券
---
---`POST /v3/brand/partner/card-member/user-points/exchange-coupon/confirm`, is not repeated once it may have reached WeChat
---
---At most 10 calls in 1 s to a mchid
---
---**Warning**: The user waits about 3 seconds. The answer's state, not the HTTP status, tells whether the coupon went out: give the points back on POINT_EXCHANGE_COUPON_FAIL.
---
---**注意**:用户界面只等待约 3 秒；以返回的 state 为准，POINT_EXCHANGE_COUPON_FAIL 时须退还积分。
---
---- The answer to a POINT_EXCHANGE_COUPON event.
---@field confirm wxcard.api.v3.brand.partner.card_member.user_points.exchange_coupon.confirm

---@class wxcard.api.v3.brand.partner.card_member.user_points.sync
---@overload fun(body: wxcard.v3.brand.partner.card_member.user_points.sync.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.card_member.user_points.sync.Request?, wxcard.Error?
---Set a member's points
---同步用户积分余额
---
---`POST /v3/brand/partner/card-member/user-points/sync`, is repeated under the same request number
---
---At most 10 calls in 1 s to a mchid
---
---- Wanted in answer to a SYNC_USER_POINT event; allowed at any time.
---@field post fun(self: wxcard.api.v3.brand.partner.card_member.user_points.sync, body: wxcard.v3.brand.partner.card_member.user_points.sync.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.card_member.user_points.sync.Request?, wxcard.Error?

---@class wxcard.api.v3.brand.partner.card_member.user_points
---@field exchange_coupon wxcard.api.v3.brand.partner.card_member.user_points.exchange_coupon
---Set a member's points
---同步用户积分余额
---
---`POST /v3/brand/partner/card-member/user-points/sync`, is repeated under the same request number
---
---At most 10 calls in 1 s to a mchid
---
---- Wanted in answer to a SYNC_USER_POINT event; allowed at any time.
---@field sync wxcard.api.v3.brand.partner.card_member.user_points.sync

---@class wxcard.api.v3.brand.partner.card_member
---Create a brand member card
---创建品牌会员卡模板
---
---`POST /v3/brand/partner/card-member/cards`, is repeated under the same request number; GET /v3/brand/partner/card-member/cards tells what happened
---
---At most 10 calls in 1 s to a mchid
---
---- A brand has two cards of a type at most.
---
---- A used out_request_no is refused, not answered again: after a doubt list the cards and look for it.
---
---- SYSTEM_ALLOCATE never becomes MERCHANT_ALLOCATE.
---@field cards wxcard.api.v3.brand.partner.card_member.cards
---Give coupons to those who join
---创建入会有礼活动
---
---`POST /v3/brand/partner/card-member/membership-activities`, is repeated under the same request number; GET /v3/brand/partner/card-member/membership-activities tells what happened
---
---At most 10 calls in 1 s to a mchid
---
---- The coupons are shown in the joining component.
---@field membership_activities wxcard.api.v3.brand.partner.card_member.membership_activities
---Get a token that opens the pay-code component
---获取付款码组件 token
---
---`POST /v3/brand/partner/card-member/pay-view-tokens`, is not repeated once it may have reached WeChat
---
---Status: limited
---
---- WeChat's index of calls does not list it at present.
---
---- Its page says 10 calls a second, another text 5: neither is enforced here.
---@field pay_view_tokens wxcard.api.v3.brand.partner.card_member.pay_view_tokens
---Get a token that opens the joining component
---获取入会组件的预授权 token
---
---`POST /v3/brand/partner/card-member/pre-auth-tokens`, is not repeated once it may have reached WeChat
---
---At most 10 calls in 1 s to a mchid
---
---- openBusinessView with businessType wxpayCardMember takes it: token=…&scene=CARD_MEMBER, percent-encoded.
---
---- What the component tells the page is no proof: wait for the event or query.
---@field pre_auth_tokens wxcard.api.v3.brand.partner.card_member.pre_auth_tokens
---List the cards that a user has of a brand
---查询用户在品牌下的会员卡列表
---
---`GET /v3/brand/partner/card-member/user-cards`, may be repeated safely
---
---At most 10 calls in 1 s to a mchid
---@field user_cards wxcard.api.v3.brand.partner.card_member.user_cards
---Show a member what happened: points earned, a level near
---推送会员动态
---
---`POST /v3/brand/partner/card-member/user-feeds`, is repeated under the same request number
---
---At most 10 calls in 1 s to a mchid
---
---- For what happened outside WeChat Pay; of an order it goes into attach.
---
---- Older texts call the field cell_message.
---@field user_feeds wxcard.api.v3.brand.partner.card_member.user_feeds
---@field user_points wxcard.api.v3.brand.partner.card_member.user_points

---@class wxcard.api.v3.brand.partner.store.brandstores._store_id_.bindrecipient
---@overload fun(body: wxcard.v3.brand.partner.store.brandstores._store_id_.bindrecipient.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.store.brandstores._store_id_.bindrecipient.Response?, wxcard.Error?
---Have a merchant id receive a store's payments
---绑定门店收款商户号
---
---`POST /v3/brand/partner/store/brandstores/{store_id}/bindrecipient`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/store/brandstores/{store_id} tells what happened
---
---At most 900 calls in 60 s to a mchid
---
---- Three to a store at most; the brand has to have the merchant id linked before.
---@field post fun(self: wxcard.api.v3.brand.partner.store.brandstores._store_id_.bindrecipient, body: wxcard.v3.brand.partner.store.brandstores._store_id_.bindrecipient.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.store.brandstores._store_id_.bindrecipient.Response?, wxcard.Error?

---@class wxcard.api.v3.brand.partner.store.brandstores._store_id_.close
---@overload fun(body: wxcard.v3.brand.partner.store.brandstores._store_id_.GET.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.store.brandstores._store_id_.close.Response?, wxcard.Error?
---Close a store for the time being
---暂停营业品牌门店
---
---`POST /v3/brand/partner/store/brandstores/{store_id}/close`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/store/brandstores/{store_id} tells what happened
---
---At most 900 calls in 60 s to a mchid
---@field post fun(self: wxcard.api.v3.brand.partner.store.brandstores._store_id_.close, body: wxcard.v3.brand.partner.store.brandstores._store_id_.GET.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.store.brandstores._store_id_.close.Response?, wxcard.Error?

---@class wxcard.api.v3.brand.partner.store.brandstores._store_id_.resume
---@overload fun(body: wxcard.v3.brand.partner.store.brandstores._store_id_.GET.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.store.brandstores._store_id_.close.Response?, wxcard.Error?
---Open a store again
---恢复营业品牌门店
---
---`POST /v3/brand/partner/store/brandstores/{store_id}/resume`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/store/brandstores/{store_id} tells what happened
---
---At most 900 calls in 60 s to a mchid
---@field post fun(self: wxcard.api.v3.brand.partner.store.brandstores._store_id_.resume, body: wxcard.v3.brand.partner.store.brandstores._store_id_.GET.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.store.brandstores._store_id_.close.Response?, wxcard.Error?

---@class wxcard.api.v3.brand.partner.store.brandstores._store_id_.unbindrecipient
---@overload fun(body: wxcard.v3.brand.partner.store.brandstores._store_id_.unbindrecipient.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.store.brandstores._store_id_.unbindrecipient.Response?, wxcard.Error?
---Take a merchant id off a store
---解绑门店收款商户号
---
---`POST /v3/brand/partner/store/brandstores/{store_id}/unbindrecipient`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/store/brandstores/{store_id} tells what happened
---
---At most 900 calls in 60 s to a mchid
---@field post fun(self: wxcard.api.v3.brand.partner.store.brandstores._store_id_.unbindrecipient, body: wxcard.v3.brand.partner.store.brandstores._store_id_.unbindrecipient.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.store.brandstores._store_id_.unbindrecipient.Response?, wxcard.Error?

---@class wxcard.api.v3.brand.partner.store.brandstores._store_id_
---@overload fun(body: wxcard.v3.brand.partner.store.brandstores._store_id_.GET.Request, opts?: wxcard.CallOptions): wxcard.shape.brand_store?, wxcard.Error?
---Have a merchant id receive a store's payments
---绑定门店收款商户号
---
---`POST /v3/brand/partner/store/brandstores/{store_id}/bindrecipient`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/store/brandstores/{store_id} tells what happened
---
---At most 900 calls in 60 s to a mchid
---
---- Three to a store at most; the brand has to have the merchant id linked before.
---@field bindrecipient wxcard.api.v3.brand.partner.store.brandstores._store_id_.bindrecipient
---Close a store for the time being
---暂停营业品牌门店
---
---`POST /v3/brand/partner/store/brandstores/{store_id}/close`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/store/brandstores/{store_id} tells what happened
---
---At most 900 calls in 60 s to a mchid
---@field close wxcard.api.v3.brand.partner.store.brandstores._store_id_.close
---Open a store again
---恢复营业品牌门店
---
---`POST /v3/brand/partner/store/brandstores/{store_id}/resume`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/store/brandstores/{store_id} tells what happened
---
---At most 900 calls in 60 s to a mchid
---@field resume wxcard.api.v3.brand.partner.store.brandstores._store_id_.resume
---Take a merchant id off a store
---解绑门店收款商户号
---
---`POST /v3/brand/partner/store/brandstores/{store_id}/unbindrecipient`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/store/brandstores/{store_id} tells what happened
---
---At most 900 calls in 60 s to a mchid
---@field unbindrecipient wxcard.api.v3.brand.partner.store.brandstores._store_id_.unbindrecipient
---Delete a store
---删除品牌门店
---
---`DELETE /v3/brand/partner/store/brandstores/{store_id}`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/store/brandstores/{store_id} tells what happened
---
---At most 900 calls in 60 s to a mchid
---
---- A DELETE with a body, which is signed like any other.
---@field delete fun(self: wxcard.api.v3.brand.partner.store.brandstores._store_id_, body: wxcard.v3.brand.partner.store.brandstores._store_id_.GET.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?
---Read one store
---查询单个品牌门店
---
---`GET /v3/brand/partner/store/brandstores/{store_id}`, may be repeated safely
---
---At most 1800 calls in 60 s to a mchid
---@field get fun(self: wxcard.api.v3.brand.partner.store.brandstores._store_id_, body: wxcard.v3.brand.partner.store.brandstores._store_id_.GET.Request, opts?: wxcard.CallOptions): wxcard.shape.brand_store?, wxcard.Error?
---Change a store
---修改品牌门店
---
---`PATCH /v3/brand/partner/store/brandstores/{store_id}`, may be repeated safely; GET /v3/brand/partner/store/brandstores/{store_id} tells what happened
---
---At most 900 calls in 60 s to a mchid
---
---- store_reference_id, service_phone and business_hours are changed without a review.
---@field patch fun(self: wxcard.api.v3.brand.partner.store.brandstores._store_id_, body: wxcard.v3.brand.partner.store.brandstores._store_id_.PATCH.Request, opts?: wxcard.CallOptions): wxcard.shape.brand_store?, wxcard.Error?

---@class wxcard.api.v3.brand.partner.store.brandstores
---@overload fun(body: wxcard.v3.brand.partner.store.brandstores.POST.Request, opts?: wxcard.CallOptions): wxcard.shape.brand_store?, wxcard.Error?
---Read one store
---查询单个品牌门店
---
---`GET /v3/brand/partner/store/brandstores/{store_id}`, may be repeated safely
---
---At most 1800 calls in 60 s to a mchid
---@field [string] wxcard.api.v3.brand.partner.store.brandstores._store_id_
---List a brand's stores
---查询品牌门店列表
---
---`GET /v3/brand/partner/store/brandstores`, may be repeated safely
---
---At most 900 calls in 60 s to a mchid
---@field get fun(self: wxcard.api.v3.brand.partner.store.brandstores, body: wxcard.v3.brand.partner.store.brandstores.GET.Request, opts?: wxcard.CallOptions): wxcard.v3.brand.partner.store.brandstores.GET.Response?, wxcard.Error?
---Create a store of a brand
---创建品牌门店
---
---`POST /v3/brand/partner/store/brandstores`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/store/brandstores tells what happened
---
---At most 900 calls in 60 s to a mchid
---@field post fun(self: wxcard.api.v3.brand.partner.store.brandstores, body: wxcard.v3.brand.partner.store.brandstores.POST.Request, opts?: wxcard.CallOptions): wxcard.shape.brand_store?, wxcard.Error?

---@class wxcard.api.v3.brand.partner.store
---Create a store of a brand
---创建品牌门店
---
---`POST /v3/brand/partner/store/brandstores`, is not repeated once it may have reached WeChat; GET /v3/brand/partner/store/brandstores tells what happened
---
---At most 900 calls in 60 s to a mchid
---@field brandstores wxcard.api.v3.brand.partner.store.brandstores

---@class wxcard.api.v3.brand.partner
---@field card_member wxcard.api.v3.brand.partner.card_member
---@field store wxcard.api.v3.brand.partner.store

---@class wxcard.api.v3.brand
---@field card wxcard.api.v3.brand.card
---@field partner wxcard.api.v3.brand.partner

---@class wxcard.api.v3.brand_basic.partner.brands._brand_id_.product_authorities
---@overload fun(body: wxcard.v3.brand_basic.partner.brands._brand_id_.product_authorities.Request, opts?: wxcard.CallOptions): wxcard.v3.brand_basic.partner.brands._brand_id_.product_authorities.Response?, wxcard.Error?
---Read what a brand authorised this partner to do
---查询品牌授权的产品
---
---`GET /v3/brand-basic/partner/brands/{brand_id}/product-authorities`, may be repeated safely
---
---At most 10 calls in 1 s to a mchid
---
---- card-member needs BRAND_PRODUCT_AUTHORITY_MERCHANT_CARD (presumed).
---@field get fun(self: wxcard.api.v3.brand_basic.partner.brands._brand_id_.product_authorities, body: wxcard.v3.brand_basic.partner.brands._brand_id_.product_authorities.Request, opts?: wxcard.CallOptions): wxcard.v3.brand_basic.partner.brands._brand_id_.product_authorities.Response?, wxcard.Error?

---@class wxcard.api.v3.brand_basic.partner.brands._brand_id_
---Read what a brand authorised this partner to do
---查询品牌授权的产品
---
---`GET /v3/brand-basic/partner/brands/{brand_id}/product-authorities`, may be repeated safely
---
---At most 10 calls in 1 s to a mchid
---
---- card-member needs BRAND_PRODUCT_AUTHORITY_MERCHANT_CARD (presumed).
---@field product_authorities wxcard.api.v3.brand_basic.partner.brands._brand_id_.product_authorities

---@class wxcard.api.v3.brand_basic.partner.brands
---@field [string] wxcard.api.v3.brand_basic.partner.brands._brand_id_

---@class wxcard.api.v3.brand_basic.partner
---@field brands wxcard.api.v3.brand_basic.partner.brands

---@class wxcard.api.v3.brand_basic
---@field partner wxcard.api.v3.brand_basic.partner

---@class wxcard.api.v3.certificates
---@overload fun(body: wxcard.v3.certificates.Request, opts?: wxcard.CallOptions): wxcard.v3.certificates.Response?, wxcard.Error?
---Download the platform certificates
---下载平台证书
---
---`GET /v3/certificates`, may be repeated safely
---
---At most 1000 calls in 1 s to a mchid
---
---- The key that signs the answer may be inside it: open it with the APIv3 key, then verify with what came out.
---
---- Ask at least every 12 hours; encrypt with the one that became effective last.
---@field get fun(self: wxcard.api.v3.certificates, body: wxcard.v3.certificates.Request, opts?: wxcard.CallOptions): wxcard.v3.certificates.Response?, wxcard.Error?

---@class wxcard.api.v3.marketing.favor.media.image_upload
---@overload fun(body: wxcard.brand.card_member.media.image_upload.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.favor.media.image_upload.Response?, wxcard.Error?
---Upload a picture for cards and get its address
---上传营销图片，获取图片地址
---
---`POST /v3/marketing/favor/media/image-upload`, may be repeated safely
---
---- Pages of cards ask for less than 1 MB.
---@field post fun(self: wxcard.api.v3.marketing.favor.media.image_upload, body: wxcard.brand.card_member.media.image_upload.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.favor.media.image_upload.Response?, wxcard.Error?

---@class wxcard.api.v3.marketing.favor.media
---Upload a picture for cards and get its address
---上传营销图片，获取图片地址
---
---`POST /v3/marketing/favor/media/image-upload`, may be repeated safely
---
---- Pages of cards ask for less than 1 MB.
---@field image_upload wxcard.api.v3.marketing.favor.media.image_upload

---@class wxcard.api.v3.marketing.favor
---@field media wxcard.api.v3.marketing.favor.media

---@class wxcard.api.v3.marketing.membercard_activity.activities._activity_id_.terminate
---@overload fun(body: wxcard.v3.marketing.membercard_activity.activities._activity_id_.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_activity.activities._activity_id_.terminate.Response?, wxcard.Error?
---End an activity with gifts
---终止会员有礼活动
---
---`POST /v3/marketing/membercard-activity/activities/{activity_id}/terminate`, is not repeated once it may have reached WeChat; GET /v3/marketing/membercard-activity/activities/{activity_id} tells what happened
---
---- A POST without a body: an empty line is signed.
---@field post fun(self: wxcard.api.v3.marketing.membercard_activity.activities._activity_id_.terminate, body: wxcard.v3.marketing.membercard_activity.activities._activity_id_.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_activity.activities._activity_id_.terminate.Response?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_activity.activities._activity_id_
---@overload fun(body: wxcard.v3.marketing.membercard_activity.activities._activity_id_.Request, opts?: wxcard.CallOptions): wxcard.shape.gift_activity?, wxcard.Error?
---End an activity with gifts
---终止会员有礼活动
---
---`POST /v3/marketing/membercard-activity/activities/{activity_id}/terminate`, is not repeated once it may have reached WeChat; GET /v3/marketing/membercard-activity/activities/{activity_id} tells what happened
---
---- A POST without a body: an empty line is signed.
---@field terminate wxcard.api.v3.marketing.membercard_activity.activities._activity_id_.terminate
---Read one activity with gifts
---查询单个会员有礼活动
---
---`GET /v3/marketing/membercard-activity/activities/{activity_id}`, may be repeated safely
---@field get fun(self: wxcard.api.v3.marketing.membercard_activity.activities._activity_id_, body: wxcard.v3.marketing.membercard_activity.activities._activity_id_.Request, opts?: wxcard.CallOptions): wxcard.shape.gift_activity?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_activity.activities
---@overload fun(body: wxcard.v3.marketing.membercard_activity.activities.POST.Request, opts?: wxcard.CallOptions): wxcard.shape.gift_activity?, wxcard.Error?
---Read one activity with gifts
---查询单个会员有礼活动
---
---`GET /v3/marketing/membercard-activity/activities/{activity_id}`, may be repeated safely
---@field [string] wxcard.api.v3.marketing.membercard_activity.activities._activity_id_
---List the activities with gifts
---查询会员有礼活动列表
---
---`GET /v3/marketing/membercard-activity/activities`, may be repeated safely
---@field get fun(self: wxcard.api.v3.marketing.membercard_activity.activities, body: wxcard.v3.marketing.membercard_activity.activities.GET.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_activity.activities.GET.Response?, wxcard.Error?
---Create an activity with gifts for members
---创建会员有礼活动
---
---`POST /v3/marketing/membercard-activity/activities`, is repeated under the same request number; GET /v3/marketing/membercard-activity/activities tells what happened
---
---- A year ahead at most, and 90 days long at most.
---@field post fun(self: wxcard.api.v3.marketing.membercard_activity.activities, body: wxcard.v3.marketing.membercard_activity.activities.POST.Request, opts?: wxcard.CallOptions): wxcard.shape.gift_activity?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_activity
---Create an activity with gifts for members
---创建会员有礼活动
---
---`POST /v3/marketing/membercard-activity/activities`, is repeated under the same request number; GET /v3/marketing/membercard-activity/activities tells what happened
---
---- A year ahead at most, and 90 days long at most.
---@field activities wxcard.api.v3.marketing.membercard_activity.activities

---@class wxcard.api.v3.marketing.membercard_open.activate_informations._activate_ticket_
---@overload fun(body: wxcard.v3.marketing.membercard_open.activate_informations._activate_ticket_.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.activate_informations._activate_ticket_.Response?, wxcard.Error?
---Read what somebody answered who was sent to the merchant
---获取跳转激活用户提交的资料
---
---`GET /v3/marketing/membercard-open/activate-informations/{activate_ticket}`, may be repeated safely
---@field get fun(self: wxcard.api.v3.marketing.membercard_open.activate_informations._activate_ticket_, body: wxcard.v3.marketing.membercard_open.activate_informations._activate_ticket_.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.activate_informations._activate_ticket_.Response?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.activate_informations
---Read what somebody answered who was sent to the merchant
---获取跳转激活用户提交的资料
---
---`GET /v3/marketing/membercard-open/activate-informations/{activate_ticket}`, may be repeated safely
---@field [string] wxcard.api.v3.marketing.membercard_open.activate_informations._activate_ticket_

---@class wxcard.api.v3.marketing.membercard_open.callback
---@overload fun(body?: table, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.callback.GET.Response?, wxcard.Error?
---Read where events go
---查询事件回调地址
---
---`GET /v3/marketing/membercard-open/callback`, may be repeated safely
---@field get fun(self: wxcard.api.v3.marketing.membercard_open.callback, body?: table, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.callback.GET.Response?, wxcard.Error?
---Set where events go
---设置事件回调地址
---
---`PATCH /v3/marketing/membercard-open/callback`, may be repeated safely; GET /v3/marketing/membercard-open/callback tells what happened
---
---- One to a merchant id, not to a card.
---@field patch fun(self: wxcard.api.v3.marketing.membercard_open.callback, body: wxcard.v3.marketing.membercard_open.callback.PATCH.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.callback.GET.Response?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes.deposit
---@overload fun(body: wxcard.v3.marketing.membercard_open.cards._card_id_.codes.deposit.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.cards._card_id_.codes.deposit.Response?, wxcard.Error?
---Deposit codes of one's own
---导入自有卡号
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/codes/deposit`, may be repeated safely
---
---- Of MERCHANT_DEPOSIT alone; the stock is then the number of codes.
---
---- 200 does not say that every code went in: look at each result.
---
---- How many fit into a call is not documented.
---@field post fun(self: wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes.deposit, body: wxcard.v3.marketing.membercard_open.cards._card_id_.codes.deposit.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.cards._card_id_.codes.deposit.Response?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_.activate
---@overload fun(body: wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.activate.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?
---Activate a card of somebody who was sent to the merchant
---激活用户会员卡（跳转激活）
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/codes/{code}/activate`, is not repeated once it may have reached WeChat; GET /v3/marketing/membercard-open/cards/{card_id}/codes/{code} tells what happened
---
---- Of JUMP_ACTIVATE alone.
---@field post fun(self: wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_.activate, body: wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.activate.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_.bonus.commit
---@overload fun(body: wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.bonus.commit.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?
---Say that points which were shown are credited
---确认积分已发放
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/codes/{code}/bonus/commit`, is repeated under the same request number
---
---- After bonus/prepare of the same order.
---
---- mchid and sub_mchid are both printed as required, even for a merchant without a partner.
---@field post fun(self: wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_.bonus.commit, body: wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.bonus.commit.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_.bonus.prepare
---@overload fun(body: wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.bonus.commit.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?
---Show points on the result page of a payment
---预发放积分（支付结果页展示）
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/codes/{code}/bonus/prepare`, is repeated under the same request number
---
---- mchid and sub_mchid are both printed as required, even for a merchant without a partner.
---@field post fun(self: wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_.bonus.prepare, body: wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.bonus.commit.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_.bonus
---Say that points which were shown are credited
---确认积分已发放
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/codes/{code}/bonus/commit`, is repeated under the same request number
---
---- After bonus/prepare of the same order.
---
---- mchid and sub_mchid are both printed as required, even for a merchant without a partner.
---@field commit wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_.bonus.commit
---Show points on the result page of a payment
---预发放积分（支付结果页展示）
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/codes/{code}/bonus/prepare`, is repeated under the same request number
---
---- mchid and sub_mchid are both printed as required, even for a merchant without a partner.
---@field prepare wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_.bonus.prepare

---@class wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_.confirm
---@overload fun(body: wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.confirm.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?
---Report whether a card was opened
---上报开卡结果
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/codes/{code}/confirm`, is not repeated once it may have reached WeChat; GET /v3/marketing/membercard-open/cards/{card_id}/codes/{code} tells what happened
---
---- New in July 2026. What it answers is not known, nor whether with 200 or 204; it names partners only.
---@field post fun(self: wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_.confirm, body: wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.confirm.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_.rights
---@overload fun(body: wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.rights.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?
---Set a member's points and benefits
---更新用户权益与积分
---
---`PATCH /v3/marketing/membercard-open/cards/{card_id}/codes/{code}/rights`, is repeated under the same request number; GET /v3/marketing/membercard-open/cards/{card_id}/codes/{code} tells what happened
---@field patch fun(self: wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_.rights, body: wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.rights.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_.set_service_module_data
---@overload fun(body: wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.set_service_module_data.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?
---Set what a service item shows a member
---设置用户服务模块数据
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/codes/{code}/set-service-module-data`, is repeated under the same request number
---@field post fun(self: wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_.set_service_module_data, body: wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.set_service_module_data.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_.unavailable
---@overload fun(body: wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.unavailable.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?
---Invalidate a member's card
---设置用户会员卡失效
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/codes/{code}/unavailable`, is not repeated once it may have reached WeChat; GET /v3/marketing/membercard-open/cards/{card_id}/codes/{code} tells what happened
---
---**Cannot be undone**: The member loses the card for good; tell the member first.
---
---**不可撤销**:失效不可恢复，请先告知用户。
---@field post fun(self: wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_.unavailable, body: wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.unavailable.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_
---@overload fun(body: wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.GET.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.GET.Response?, wxcard.Error?
---Activate a card of somebody who was sent to the merchant
---激活用户会员卡（跳转激活）
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/codes/{code}/activate`, is not repeated once it may have reached WeChat; GET /v3/marketing/membercard-open/cards/{card_id}/codes/{code} tells what happened
---
---- Of JUMP_ACTIVATE alone.
---@field activate wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_.activate
---@field bonus wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_.bonus
---Report whether a card was opened
---上报开卡结果
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/codes/{code}/confirm`, is not repeated once it may have reached WeChat; GET /v3/marketing/membercard-open/cards/{card_id}/codes/{code} tells what happened
---
---- New in July 2026. What it answers is not known, nor whether with 200 or 204; it names partners only.
---@field confirm wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_.confirm
---Set a member's points and benefits
---更新用户权益与积分
---
---`PATCH /v3/marketing/membercard-open/cards/{card_id}/codes/{code}/rights`, is repeated under the same request number; GET /v3/marketing/membercard-open/cards/{card_id}/codes/{code} tells what happened
---@field rights wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_.rights
---Set what a service item shows a member
---设置用户服务模块数据
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/codes/{code}/set-service-module-data`, is repeated under the same request number
---@field set_service_module_data wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_.set_service_module_data
---Invalidate a member's card
---设置用户会员卡失效
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/codes/{code}/unavailable`, is not repeated once it may have reached WeChat; GET /v3/marketing/membercard-open/cards/{card_id}/codes/{code} tells what happened
---
---**Cannot be undone**: The member loses the card for good; tell the member first.
---
---**不可撤销**:失效不可恢复，请先告知用户。
---@field unavailable wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_.unavailable
---Read one member's card
---查询用户会员卡
---
---`GET /v3/marketing/membercard-open/cards/{card_id}/codes/{code}`, may be repeated safely
---
---- Of cards with codes that change, such a code will do as well.
---@field get fun(self: wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_, body: wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.GET.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.GET.Response?, wxcard.Error?
---Change a member's card: level, balance, picture
---更新用户会员卡（等级、余额、背景图）
---
---`PATCH /v3/marketing/membercard-open/cards/{card_id}/codes/{code}`, is repeated under the same request number; GET /v3/marketing/membercard-open/cards/{card_id}/codes/{code} tells what happened
---@field patch fun(self: wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_, body: wxcard.v3.marketing.membercard_open.cards._card_id_.codes._code_.PATCH.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes
---Deposit codes of one's own
---导入自有卡号
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/codes/deposit`, may be repeated safely
---
---- Of MERCHANT_DEPOSIT alone; the stock is then the number of codes.
---
---- 200 does not say that every code went in: look at each result.
---
---- How many fit into a call is not documented.
---@field deposit wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes.deposit
---Read one member's card
---查询用户会员卡
---
---`GET /v3/marketing/membercard-open/cards/{card_id}/codes/{code}`, may be repeated safely
---
---- Of cards with codes that change, such a code will do as well.
---@field [string] wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes._code_

---@class wxcard.api.v3.marketing.membercard_open.cards._card_id_.decrypt_code
---@overload fun(body: wxcard.v3.marketing.membercard_open.cards._card_id_.decrypt_code.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.cards._card_id_.decrypt_code.Response?, wxcard.Error?
---Turn an encrypt_code into the code
---解密会员卡 code
---
---`GET /v3/marketing/membercard-open/cards/{card_id}/decrypt-code`, may be repeated safely
---@field get fun(self: wxcard.api.v3.marketing.membercard_open.cards._card_id_.decrypt_code, body: wxcard.v3.marketing.membercard_open.cards._card_id_.decrypt_code.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.cards._card_id_.decrypt_code.Response?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.cards._card_id_.permission_tokens
---@overload fun(body: wxcard.v3.marketing.membercard_open.cards._card_id_.permission_tokens.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.cards._card_id_.permission_tokens.Response?, wxcard.Error?
---Get a token that opens the card component
---获取开卡组件 token
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/permission-tokens`, is not repeated once it may have reached WeChat
---
---- How long it lives is not documented.
---@field post fun(self: wxcard.api.v3.marketing.membercard_open.cards._card_id_.permission_tokens, body: wxcard.v3.marketing.membercard_open.cards._card_id_.permission_tokens.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.cards._card_id_.permission_tokens.Response?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.cards._card_id_.phone_membercard.import
---@overload fun(body: wxcard.v3.marketing.membercard_open.cards._card_id_.phone_membercard.import.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.cards._card_id_.phone_membercard.import.Response?, wxcard.Error?
---Import a member by phone number
---通过手机号导入会员
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/phone-membercard/import`, is repeated under the same request number; GET /v3/marketing/membercard-open/phonenumber-member/search tells what happened
---
---- The card is active at once, yet not in the user's wallet before the user adds it.
---
---- WeChat finds the users of a number by itself.
---@field post fun(self: wxcard.api.v3.marketing.membercard_open.cards._card_id_.phone_membercard.import, body: wxcard.v3.marketing.membercard_open.cards._card_id_.phone_membercard.import.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.cards._card_id_.phone_membercard.import.Response?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.cards._card_id_.phone_membercard
---Import a member by phone number
---通过手机号导入会员
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/phone-membercard/import`, is repeated under the same request number; GET /v3/marketing/membercard-open/phonenumber-member/search tells what happened
---
---- The card is active at once, yet not in the user's wallet before the user adds it.
---
---- WeChat finds the users of a number by itself.
---@field import wxcard.api.v3.marketing.membercard_open.cards._card_id_.phone_membercard.import

---@class wxcard.api.v3.marketing.membercard_open.cards._card_id_.qrcode
---@overload fun(body: wxcard.v3.marketing.membercard_open.cards._card_id_.qrcode.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.cards._card_id_.qrcode.Response?, wxcard.Error?
---Get the link of a card's QR code
---创建会员卡投放二维码
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/qrcode`, is not repeated once it may have reached WeChat
---@field post fun(self: wxcard.api.v3.marketing.membercard_open.cards._card_id_.qrcode, body: wxcard.v3.marketing.membercard_open.cards._card_id_.qrcode.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.cards._card_id_.qrcode.Response?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.cards._card_id_.rights
---@overload fun(body: wxcard.v3.marketing.membercard_open.cards._card_id_.rights.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?
---Set the benefits that a card shows
---设置会员卡权益
---
---`PATCH /v3/marketing/membercard-open/cards/{card_id}/rights`, may be repeated safely
---@field patch fun(self: wxcard.api.v3.marketing.membercard_open.cards._card_id_.rights, body: wxcard.v3.marketing.membercard_open.cards._card_id_.rights.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.cards._card_id_.service_modules._service_module_id_
---@overload fun(body: wxcard.v3.marketing.membercard_open.cards._card_id_.service_modules.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.cards._card_id_.service_modules.Request?, wxcard.Error?
---Remove a service item
---删除服务模块
---
---`DELETE /v3/marketing/membercard-open/cards/{card_id}/service-modules/{service_module_id}`, is not repeated once it may have reached WeChat
---@field delete fun(self: wxcard.api.v3.marketing.membercard_open.cards._card_id_.service_modules._service_module_id_, body: wxcard.v3.marketing.membercard_open.cards._card_id_.service_modules._service_module_id_.DELETE.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?
---Change a service item
---修改服务模块
---
---`PATCH /v3/marketing/membercard-open/cards/{card_id}/service-modules/{service_module_id}`, may be repeated safely
---@field patch fun(self: wxcard.api.v3.marketing.membercard_open.cards._card_id_.service_modules._service_module_id_, body: wxcard.v3.marketing.membercard_open.cards._card_id_.service_modules.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.cards._card_id_.service_modules.Request?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.cards._card_id_.service_modules
---@overload fun(body: wxcard.v3.marketing.membercard_open.cards._card_id_.service_modules.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.cards._card_id_.service_modules.Request?, wxcard.Error?
---Change a service item
---修改服务模块
---
---`PATCH /v3/marketing/membercard-open/cards/{card_id}/service-modules/{service_module_id}`, may be repeated safely
---@field [string] wxcard.api.v3.marketing.membercard_open.cards._card_id_.service_modules._service_module_id_
---Add a service item to a card
---新增服务模块
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/service-modules`, is not repeated once it may have reached WeChat
---@field post fun(self: wxcard.api.v3.marketing.membercard_open.cards._card_id_.service_modules, body: wxcard.v3.marketing.membercard_open.cards._card_id_.service_modules.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.cards._card_id_.service_modules.Request?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.cards._card_id_.upgrade
---@overload fun(body: wxcard.v3.marketing.membercard_open.cards._card_id_.upgrade.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?
---Make an Official Account card a WeChat Pay one
---将公众号会员卡升级为微信支付会员卡
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/upgrade`, is not repeated once it may have reached WeChat; GET /v3/marketing/membercard-open/cards/{card_id} tells what happened
---
---**Warning**: It binds the card to the brand; no call takes that back.
---
---**注意**:升级会将卡绑定到品牌，没有接口可以撤回。
---@field post fun(self: wxcard.api.v3.marketing.membercard_open.cards._card_id_.upgrade, body: wxcard.v3.marketing.membercard_open.cards._card_id_.upgrade.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.cards._card_id_.users.import
---@overload fun(body: wxcard.v3.marketing.membercard_open.cards._card_id_.users.import.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.cards._card_id_.phone_membercard.import.Response?, wxcard.Error?
---Import a member by openid
---通过 openid 导入会员
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/users/import`, is repeated under the same request number; GET /v3/marketing/membercard-open/user/cards tells what happened
---@field post fun(self: wxcard.api.v3.marketing.membercard_open.cards._card_id_.users.import, body: wxcard.v3.marketing.membercard_open.cards._card_id_.users.import.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.cards._card_id_.phone_membercard.import.Response?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.cards._card_id_.users
---Import a member by openid
---通过 openid 导入会员
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/users/import`, is repeated under the same request number; GET /v3/marketing/membercard-open/user/cards tells what happened
---@field import wxcard.api.v3.marketing.membercard_open.cards._card_id_.users.import

---@class wxcard.api.v3.marketing.membercard_open.cards._card_id_
---@overload fun(body: wxcard.brand.card_member.cards._card_id_.GET.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.cards.GET.Response.data?, wxcard.Error?
---@field codes wxcard.api.v3.marketing.membercard_open.cards._card_id_.codes
---Turn an encrypt_code into the code
---解密会员卡 code
---
---`GET /v3/marketing/membercard-open/cards/{card_id}/decrypt-code`, may be repeated safely
---@field decrypt_code wxcard.api.v3.marketing.membercard_open.cards._card_id_.decrypt_code
---Get a token that opens the card component
---获取开卡组件 token
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/permission-tokens`, is not repeated once it may have reached WeChat
---
---- How long it lives is not documented.
---@field permission_tokens wxcard.api.v3.marketing.membercard_open.cards._card_id_.permission_tokens
---@field phone_membercard wxcard.api.v3.marketing.membercard_open.cards._card_id_.phone_membercard
---Get the link of a card's QR code
---创建会员卡投放二维码
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/qrcode`, is not repeated once it may have reached WeChat
---@field qrcode wxcard.api.v3.marketing.membercard_open.cards._card_id_.qrcode
---Set the benefits that a card shows
---设置会员卡权益
---
---`PATCH /v3/marketing/membercard-open/cards/{card_id}/rights`, may be repeated safely
---@field rights wxcard.api.v3.marketing.membercard_open.cards._card_id_.rights
---Add a service item to a card
---新增服务模块
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/service-modules`, is not repeated once it may have reached WeChat
---@field service_modules wxcard.api.v3.marketing.membercard_open.cards._card_id_.service_modules
---Make an Official Account card a WeChat Pay one
---将公众号会员卡升级为微信支付会员卡
---
---`POST /v3/marketing/membercard-open/cards/{card_id}/upgrade`, is not repeated once it may have reached WeChat; GET /v3/marketing/membercard-open/cards/{card_id} tells what happened
---
---**Warning**: It binds the card to the brand; no call takes that back.
---
---**注意**:升级会将卡绑定到品牌，没有接口可以撤回。
---@field upgrade wxcard.api.v3.marketing.membercard_open.cards._card_id_.upgrade
---@field users wxcard.api.v3.marketing.membercard_open.cards._card_id_.users
---Delete a WeChat Pay member card
---删除会员卡
---
---`DELETE /v3/marketing/membercard-open/cards/{card_id}`, is not repeated once it may have reached WeChat; GET /v3/marketing/membercard-open/cards/{card_id} tells what happened
---
---**Cannot be undone**: The card is never handed out again.
---
---**不可撤销**:删除后该卡无法再发放。
---@field delete fun(self: wxcard.api.v3.marketing.membercard_open.cards._card_id_, body: wxcard.brand.card_member.cards._card_id_.GET.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?
---Read one WeChat Pay member card
---查询单个会员卡
---
---`GET /v3/marketing/membercard-open/cards/{card_id}`, may be repeated safely
---@field get fun(self: wxcard.api.v3.marketing.membercard_open.cards._card_id_, body: wxcard.brand.card_member.cards._card_id_.GET.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.cards.GET.Response.data?, wxcard.Error?
---Change a WeChat Pay member card
---修改会员卡
---
---`PATCH /v3/marketing/membercard-open/cards/{card_id}`, may be repeated safely; GET /v3/marketing/membercard-open/cards/{card_id} tells what happened
---@field patch fun(self: wxcard.api.v3.marketing.membercard_open.cards._card_id_, body: wxcard.v3.marketing.membercard_open.cards._card_id_.PATCH.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.cards
---@overload fun(body: wxcard.v3.marketing.membercard_open.cards.POST.Request, opts?: wxcard.CallOptions): wxcard.shape.open_card?, wxcard.Error?
---Read one WeChat Pay member card
---查询单个会员卡
---
---`GET /v3/marketing/membercard-open/cards/{card_id}`, may be repeated safely
---@field [string] wxcard.api.v3.marketing.membercard_open.cards._card_id_
---List WeChat Pay member cards
---查询会员卡列表
---
---`GET /v3/marketing/membercard-open/cards`, may be repeated safely
---@field get fun(self: wxcard.api.v3.marketing.membercard_open.cards, body: wxcard.v3.marketing.membercard_open.cards.GET.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.cards.GET.Response?, wxcard.Error?
---Create a WeChat Pay member card
---创建微信支付会员卡
---
---`POST /v3/marketing/membercard-open/cards`, is repeated under the same request number; GET /v3/marketing/membercard-open/cards tells what happened
---
---- The answer has neither wait_days_after_receive nor need_dynamic_code.
---@field post fun(self: wxcard.api.v3.marketing.membercard_open.cards, body: wxcard.v3.marketing.membercard_open.cards.POST.Request, opts?: wxcard.CallOptions): wxcard.shape.open_card?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.phonenumber_member.import
---@overload fun(body: wxcard.v3.marketing.membercard_open.phonenumber_member.import.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?
---Have somebody reminded, by phone number, to take the card
---按手机号提醒用户领取会员卡
---
---`POST /v3/marketing/membercard-open/phonenumber-member/import`, is not repeated once it may have reached WeChat; GET /v3/marketing/membercard-open/phonenumber-member/search tells what happened
---
---- Only of those who paid at the brand within a year.
---@field post fun(self: wxcard.api.v3.marketing.membercard_open.phonenumber_member.import, body: wxcard.v3.marketing.membercard_open.phonenumber_member.import.Request, opts?: wxcard.CallOptions): table?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.phonenumber_member.search
---@overload fun(body: wxcard.v3.marketing.membercard_open.phonenumber_member.search.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.phonenumber_member.search.Response?, wxcard.Error?
---See whether the owner of a phone number took the card
---按手机号查询领卡状态
---
---`GET /v3/marketing/membercard-open/phonenumber-member/search`, may be repeated safely
---
---- An encrypted value in a query: base64, percent-encoded, and signed as it is sent. One number a call.
---@field get fun(self: wxcard.api.v3.marketing.membercard_open.phonenumber_member.search, body: wxcard.v3.marketing.membercard_open.phonenumber_member.search.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.phonenumber_member.search.Response?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.phonenumber_member
---Have somebody reminded, by phone number, to take the card
---按手机号提醒用户领取会员卡
---
---`POST /v3/marketing/membercard-open/phonenumber-member/import`, is not repeated once it may have reached WeChat; GET /v3/marketing/membercard-open/phonenumber-member/search tells what happened
---
---- Only of those who paid at the brand within a year.
---@field import wxcard.api.v3.marketing.membercard_open.phonenumber_member.import
---See whether the owner of a phone number took the card
---按手机号查询领卡状态
---
---`GET /v3/marketing/membercard-open/phonenumber-member/search`, may be repeated safely
---
---- An encrypted value in a query: base64, percent-encoded, and signed as it is sent. One number a call.
---@field search wxcard.api.v3.marketing.membercard_open.phonenumber_member.search

---@class wxcard.api.v3.marketing.membercard_open.user.cards
---@overload fun(body: wxcard.v3.marketing.membercard_open.user.cards.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.user.cards.Response?, wxcard.Error?
---List the cards that a user has
---查询用户的会员卡列表
---
---`GET /v3/marketing/membercard-open/user/cards`, may be repeated safely
---@field get fun(self: wxcard.api.v3.marketing.membercard_open.user.cards, body: wxcard.v3.marketing.membercard_open.user.cards.Request, opts?: wxcard.CallOptions): wxcard.v3.marketing.membercard_open.user.cards.Response?, wxcard.Error?

---@class wxcard.api.v3.marketing.membercard_open.user
---List the cards that a user has
---查询用户的会员卡列表
---
---`GET /v3/marketing/membercard-open/user/cards`, may be repeated safely
---@field cards wxcard.api.v3.marketing.membercard_open.user.cards

---@class wxcard.api.v3.marketing.membercard_open
---@field activate_informations wxcard.api.v3.marketing.membercard_open.activate_informations
---Read where events go
---查询事件回调地址
---
---`GET /v3/marketing/membercard-open/callback`, may be repeated safely
---@field callback wxcard.api.v3.marketing.membercard_open.callback
---Create a WeChat Pay member card
---创建微信支付会员卡
---
---`POST /v3/marketing/membercard-open/cards`, is repeated under the same request number; GET /v3/marketing/membercard-open/cards tells what happened
---
---- The answer has neither wait_days_after_receive nor need_dynamic_code.
---@field cards wxcard.api.v3.marketing.membercard_open.cards
---@field phonenumber_member wxcard.api.v3.marketing.membercard_open.phonenumber_member
---@field user wxcard.api.v3.marketing.membercard_open.user

---@class wxcard.api.v3.marketing
---@field favor wxcard.api.v3.marketing.favor
---@field membercard_activity wxcard.api.v3.marketing.membercard_activity
---@field membercard_open wxcard.api.v3.marketing.membercard_open

---@class wxcard.api.v3.merchant.media.upload
---@overload fun(body: wxcard.brand.card_member.media.image_upload.Request, opts?: wxcard.CallOptions): wxcard.v3.merchant.media.upload.Response?, wxcard.Error?
---Upload a picture or PDF and get its media id
---上传图片或 PDF，获取 media_id
---
---`POST /v3/merchant/media/upload`, may be repeated safely
---
---- The table allows pictures of 5 MB and PDF of 7.5 MB, the list of errors still speaks of 2 MB.
---@field post fun(self: wxcard.api.v3.merchant.media.upload, body: wxcard.brand.card_member.media.image_upload.Request, opts?: wxcard.CallOptions): wxcard.v3.merchant.media.upload.Response?, wxcard.Error?

---@class wxcard.api.v3.merchant.media.video_upload
---@overload fun(body: wxcard.brand.card_member.media.image_upload.Request, opts?: wxcard.CallOptions): wxcard.v3.merchant.media.video_upload.Response?, wxcard.Error?
---Upload a video and get its media id
---上传视频，获取 media_id
---
---`POST /v3/merchant/media/video_upload`, may be repeated safely
---
---- The size comes from older pages and is not certain.
---@field post fun(self: wxcard.api.v3.merchant.media.video_upload, body: wxcard.brand.card_member.media.image_upload.Request, opts?: wxcard.CallOptions): wxcard.v3.merchant.media.video_upload.Response?, wxcard.Error?

---@class wxcard.api.v3.merchant.media
---Upload a picture or PDF and get its media id
---上传图片或 PDF，获取 media_id
---
---`POST /v3/merchant/media/upload`, may be repeated safely
---
---- The table allows pictures of 5 MB and PDF of 7.5 MB, the list of errors still speaks of 2 MB.
---@field upload wxcard.api.v3.merchant.media.upload
---Upload a video and get its media id
---上传视频，获取 media_id
---
---`POST /v3/merchant/media/video_upload`, may be repeated safely
---
---- The size comes from older pages and is not certain.
---@field video_upload wxcard.api.v3.merchant.media.video_upload

---@class wxcard.api.v3.merchant
---@field media wxcard.api.v3.merchant.media

---@class wxcard.api.v3.security.echo
---@overload fun(body: wxcard.v3.security.echo.Request, opts?: wxcard.CallOptions): wxcard.v3.security.echo.Response?, wxcard.Error?
---Try out signing, verification and field encryption
---回声测试：验证签名、验签与敏感字段加解密
---
---`POST /v3/security/echo`, may be repeated safely
---
---- The key that the request names in Wechatpay-Serial signs the answer.
---
---- Wechatpay-Serial is wanted even without an encrypted field.
---@field post fun(self: wxcard.api.v3.security.echo, body: wxcard.v3.security.echo.Request, opts?: wxcard.CallOptions): wxcard.v3.security.echo.Response?, wxcard.Error?

---@class wxcard.api.v3.security
---Try out signing, verification and field encryption
---回声测试：验证签名、验签与敏感字段加解密
---
---`POST /v3/security/echo`, may be repeated safely
---
---- The key that the request names in Wechatpay-Serial signs the answer.
---
---- Wechatpay-Serial is wanted even without an encrypted field.
---@field echo wxcard.api.v3.security.echo

---@class wxcard.api.v3
---@field brand wxcard.api.v3.brand
---@field brand_basic wxcard.api.v3.brand_basic
---Download the platform certificates
---下载平台证书
---
---`GET /v3/certificates`, may be repeated safely
---
---At most 1000 calls in 1 s to a mchid
---
---- The key that signs the answer may be inside it: open it with the APIv3 key, then verify with what came out.
---
---- Ask at least every 12 hours; encrypt with the one that became effective last.
---@field certificates wxcard.api.v3.certificates
---@field marketing wxcard.api.v3.marketing
---@field merchant wxcard.api.v3.merchant
---@field security wxcard.api.v3.security

---The paths that the catalogue knows; any other path works too.
---@class wxcard.Client
---@field brand wxcard.api.brand
---@field card wxcard.api.card
---@field cgi_bin wxcard.api.cgi_bin
---@field sns wxcard.api.sns
---@field v3 wxcard.api.v3
