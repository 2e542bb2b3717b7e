-- Given to `wxcard listen --port 8080 --run examples/on_event.lua`: one function, called with each event.
-- WeChat has its answer by then (`success`), so the function may take its time. Repetitions do not come here.
local members = {}

return function(event)
  local key = event.CardId and event.CardId .. "/" .. (event.UserCardCode or "")
  if event.Event == "user_get_card" then
    members[key] = "taken"
  elseif event.Event == "submit_membercard_user_info" then
    members[key] = "form filled in" -- now read the answers (membercard/userinfo/get) and activate
  elseif event.Event == "user_del_card" then
    members[key] = nil -- from the phone; the member may restore the card
  else
    return
  end
  print(("%s is now: %s"):format(event.UserCardCode, members[key] or "gone"))
end
