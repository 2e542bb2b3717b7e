---Behaviour that the sources leave open, and what the sandbox does there.
return {
  ["/card/get"] = "a deleted card is still read, with CARD_STATUS_DELETE",
  ["/card/update"] = "a field that cannot change is answered 40150",
  ["/card/code/unavailable"] = "a second call is answered 40127",
  ["/card/code/deposit"] = "the answer lists codes; some pages have counts",
  ["/card/code/mark"] = "kept for old clients; a mark lasts five minutes",
  ["/card/membercard/activatetempinfo/get"] = "an activate_ticket lives two hours",
  ["/card/membercard/activate/geturl"] = "the link does not expire",
  ["/card/landingpage/create"] = "the page is served by the sandbox itself",
  ["/card/getapplyprotocol"] = "a few trades of its own",
  ["/cgi-bin/callback/check"] = "nothing is looked up: an address of this machine answers",
  ["/cgi-bin/message/custom/send"] = "five messages after each act of the person; any act counts as a word",
  ["/cgi-bin/message/mass/sendall"] = "no tags are kept, so a tag reaches nobody",
  ["/cgi-bin/openapi/rid/get"] = "an unknown rid is answered 40097; what is secret is left out",
  ["/cgi-bin/openapi/quota/get"] = "card calls have a million a day",
}
