-- Tells what an example does: every call by its path, every event by WeChat's name for it. And it stops at the first
-- thing that is not as it should be, so that an example which reaches its end has proved every line it printed.
local story = {}

-- Colours are for people: only on a terminal, and not where NO_COLOR asks for none.
local function has_colours()
  if os.getenv("NO_COLOR") then return false end
  local ok = os.execute("test -t 1") -- true on 5.4, 0 on LuaJIT
  return ok == true or ok == 0
end
local colours = has_colours()
story.colours = colours

local function paint(code, text)
  return colours and ("\27[%sm%s\27[0m"):format(code, text) or text
end

---A line: a coloured sign, what happened, and what came of it.
local function line(colour, sign, what, more)
  local text = ("%-42s %s"):format(what, more or ""):gsub("%s+$", "")
  print(("  %s %s"):format(paint(colour, sign), text))
end

local chapters = 0

---How to read what follows.
function story.title(text)
  print(paint("1", text))
  print("  → a call   ← an event   ☎ the member's phone   ✓ checked")
end

function story.chapter(title)
  chapters = chapters + 1
  print(("\n%s"):format(paint("1", ("%d. %s"):format(chapters, title))))
end

---Prints a line of its own.
function story.note(text)
  print("     " .. text)
end

-- What an answer says in a word: its first field of these.
local TELLING = { "card_id", "url", "result_bonus", "user_card_status", "membership_number" }

---One call: its path, and what came of it. Hand it the call's two results; it gives the first back.
function story.call(path, answer, err)
  if not answer then
    line("31", "✗", path)
    error(err, 0)
  end
  local said = "ok"
  for i = #TELLING, 1, -1 do
    local name = TELLING[i]
    if answer[name] ~= nil then said = ("%s=%s"):format(name, tostring(answer[name])) end
  end
  line("32", "→", path, said)
  return answer
end

---Something done with the phone.
function story.phone(what)
  line("35", "☎", what)
end

---An event as WeChat pushed it.
function story.event(event)
  local about = {}
  for _, field in ipairs({ "CardId", "UserCardCode", "RefuseReason", "OuterStr", "ModifyBonus", "ConsumeSource" }) do
    local value = event[field]
    if value ~= nil and value ~= "" then about[#about + 1] = ("%s=%s"):format(field, tostring(value)) end
  end
  line("36", "←", event.Event, table.concat(about, " "))
end

---A promise of the story. It ends here when it is not kept.
function story.check(what, kept)
  if not kept then error("this should be so and is not: " .. what, 0) end
  line("32", "✓", what)
end

return story
