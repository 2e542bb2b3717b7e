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

local function paint(code, text)
  return colours and ("\27[%sm%s\27[0m"):format(code, text) or text
end

local chapters = 0

function story.chapter(title)
  chapters = chapters + 1
  print(("\n%s"):format(paint("1", ("%d. %s"):format(chapters, title))))
end

---Prints a line of its own.
function story.note(text)
  print("     " .. text)
end

---One call: its path, and what came of it. Hand it the call's two results; it gives the first back.
function story.call(path, answer, err)
  if not answer then
    print(("  %s %s"):format(paint("31", "✗"), path))
    error(err, 0)
  end
  local of = answer.card_id or answer.url or answer.code or ""
  print(("  %s %-42s %s"):format(paint("32", "→"), path, type(of) == "string" and of or ""))
  return answer
end

---Something done with the phone.
function story.phone(what)
  print(("  %s %s"):format(paint("35", "☎"), what))
end

---An event as WeChat pushed it.
function story.event(event)
  local about = {}
  for _, field in ipairs({ "CardId", "UserCardCode", "RefuseReason", "OuterStr", "ModifyBonus", "ConsumeSource" }) do
    local value = event[field]
    if value ~= nil and value ~= "" then about[#about + 1] = ("%s=%s"):format(field, tostring(value)) end
  end
  print(("  %s %-42s %s"):format(paint("36", "←"), event.Event, table.concat(about, " ")))
end

---A promise of the story. It ends here when it is not kept.
function story.check(what, kept)
  if not kept then error("this should be so and is not: " .. what, 0) end
  print(("  %s %s"):format(paint("32", "✓"), what))
end

return story
