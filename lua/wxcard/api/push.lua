---Rules of all pushes, as data: the fields that they share, how they are told apart, how WeChat repeats them.
return {
  -- Fields of every push. Card events carry no MsgId, ordinary messages do.
  common = {
    { "ToUserName", "string", doc = "The account's original id (gh_…), not its appid", doc_zh = "公众号原始 ID" },
    { "FromUserName", "string", doc = "Openid of who it is about", doc_zh = "用户 openid" },
    { "CreateTime", "timestamp", unit = "s", doc = "When it happened", doc_zh = "发生时间" },
    { "MsgType", "string", doc = "event, or the kind of an ordinary message", doc_zh = "消息类型" },
    { "Event", "string", doc = "The event's name", doc_zh = "事件类型" },
    { "MsgId", "string", doc = "Id of an ordinary message", doc_zh = "消息 ID" },
  },

  -- Which fields tell pushes apart that are not in the list above, and for how long to remember them.
  other_key = { "FromUserName", "CreateTime", "CardId", "UserCardCode" },
  message_key = { "MsgId" },
  remember = 86400,

  -- How a push is repeated: `tries` in all while nothing answers within `timeout` seconds; `bad_reply` (more tries,
  -- `every` so many seconds) and `unreachable` (tries `within` so many seconds) where they differ.
  delivery = {
    standard = { timeout = 5, tries = 3, done = { "success", "" },
      doc = "Repeated until an answer comes; 'success' and an empty body end it, in clear even in secure mode" },
    receive_card_extended = { timeout = 5, tries = 3, done = { "success", "" },
      bad_reply = { tries = 3, every = 60 }, unreachable = { tries = 10, within = 86400 },
      doc = "A malformed answer: three more, a minute apart; an unreachable server: ten within a day" },
    gift_card = { timeout = 5, tries = 3, done = { "success", "", "<xml>ok</xml>" },
      doc = "One page gives <xml>ok</xml> as the answer; 'success' is expected to do" },
  },
}
