-- Every example runs to its end against a sandbox of its own, and proves each line that it prints.
describe("examples", function()
  local json = require("wxcard.json")
  local support = require("spec.support.cli")
  local process = require("wxcard.cli.process")

  local function text_of(path)
    local file = assert(io.open(path, "rb"))
    local text = file:read("*a")
    file:close()
    return text
  end

  describe("the demo", function()
    local code, out, err, png, temporary

    lazy_setup(function()
      png, temporary = os.tmpname(), process.folder()
      code, out, err = support.wxcard("TMPDIR=" .. temporary, "demo", "--png", png)
    end)
    lazy_teardown(function()
      os.remove(png)
      process.run("rm -rf " .. temporary)
    end)

    it("reaches its end", function()
      assert.equal("", err)
      assert.equal(0, code, out)
      assert.matches("\nThat is a membership card, end to end.\n$", out)
    end)

    it("prints each call by its path, in the order of the story", function()
      local at = 1
      for _, path in ipairs({ "/cgi-bin/media/uploadimg", "/cgi-bin/media/uploadimg", "/card/create", "/card/create",
        "/card/testwhitelist/set", "/card/membercard/activateuserform/set", "/card/qrcode/create",
        "/card/membercard/userinfo/get", "/card/membercard/activate", "/card/membercard/updateuser",
        "/card/code/consume", "/card/code/get", "/card/code/unavailable", "/card/delete", "/card/code/get" }) do
        local found = out:find("→ " .. path, at, true)
        assert(found, path .. " is missing or too early in\n" .. out)
        at = found + 1
      end
    end)

    it("tells machines the same, a value a line", function()
      local status, lines = support.wxcard("", "demo", "--json", "--png", png)
      assert.equal(0, status, lines)
      local calls = {}
      for text in lines:gmatch("[^\n]+") do
        local value = assert(json.decode(text))
        calls[#calls + 1] = value.call
      end
      local _, shown = out:gsub("\n  → ", "")
      assert.equal(shown, #calls)
      assert.matches('{"event":"user_get_card"', lines, 1, true)
    end)

    it("prints each event by WeChat's name", function()
      for _, name in ipairs({ "card_pass_check", "user_get_card", "submit_membercard_user_info", "update_member_card",
        "user_consume_card" }) do
        assert.matches("← " .. name, out, 1, true)
      end
    end)

    it("draws a QR code that scans, in the terminal and as a picture", function()
      assert.matches("█", out, 1, true)
      local pipe = io.popen("zbarimg -q --raw " .. process.quote(png) .. " 2>/dev/null")
      local url = pipe:read("*l")
      pipe:close()
      assert.matches("^https?://", url)
    end)

    it("uses no colours where nobody looks, and shows nothing of the member", function()
      assert.is_nil(out:find("\27", 1, true))
      assert.is_nil(out:find("13800000000", 1, true))
      assert.is_nil(out:find("林小月", 1, true))
    end)

    it("leaves no folder and no process behind", function()
      local pipe = io.popen(("ls -A %s; ps -e -o args | grep -c '[s]andbox --port 0 --dir %s'"):format(
        temporary, temporary))
      assert.equal("0\n", pipe:read("*a"))
      pipe:close()
    end)
  end)

  describe("against one sandbox", function()
    local sandbox
    lazy_setup(function() sandbox = support.sandbox() end)
    lazy_teardown(function() sandbox.stop() end)

    it("many members get their points", function()
      local code, out, err = support.wxcard(sandbox.env, "run", "examples/many_members.lua")
      assert.equal(0, code, out .. err)
      assert.matches("✓ 19 members have their points", out, 1, true)
    end)

    for _, name in ipairs({ "README.md", "README.zh-CN.md" }) do
      it("the six lines of " .. name .. " work when pasted", function()
        local lines = assert(text_of(name):match("<<'LUA'\n(.-)\nLUA\n"))
        assert.equal(6, select(2, (lines .. "\n"):gsub("\n", "")))
        local path = os.tmpname()
        local file = assert(io.open(path, "w"))
        file:write(lines)
        file:close()
        finally(function() os.remove(path) end)
        local code, out, err = support.wxcard(sandbox.env, "run", path)
        assert.equal(0, code, err)
        assert.matches("^p[%w_-]+\n$", out)
      end)
    end
  end)

  -- What each prints, in this order: the promises that it has checked, the calls and events between them.
  local STORIES = {
    ["activation/auto"] = { "☎ 小月 takes the card", "← user_get_card", "✓ after the claim: active",
      "✓ her number is the card's code", "✓ 30 points" },
    ["activation/activate_url"] = { "☎ 阿圆 takes the card", "✓ after the claim: not active",
      "✓ it is the code of the card", "✓ after the visit: still not active", "→ /card/membercard/activate",
      "✓ after card/membercard/activate: active, number SY100001, 20 points" },
    ["activation/one_click"] = { "→ /card/membercard/activateuserform/set", "✓ after the claim: not active",
      "☎ 老陈 confirms the form", "← submit_membercard_user_info", "✓ after the form: active, by itself",
      "✓ until then his number is the card's code", "→ /card/membercard/activate",
      "✓ after card/membercard/activate: active, number SY200001, 20 points" },
    ["activation/one_click_redirect"] = { "→ /card/membercard/activateuserform/set", "✓ after the claim: not active",
      "← submit_membercard_user_info", "✓ after the form: still not active",
      "→ /card/membercard/activatetempinfo/get", "✓ after reading the answers: still not active",
      "→ /card/membercard/activate ", "✓ after card/membercard/activate: active, number SY300001" },
    ["ways/qr"] = { "→ /card/qrcode/create", "█", "✓ the event names the code and the counter",
      "✓ the event names the code and the counter", "✓ it has served: 45096",
      "✓ half an hour later it gives nothing: 45096" },
    ["ways/h5_add_card"] = { "wx.config({", "wx.addCard({ cardList: [{", "✓ cardExt is text", "← user_get_card",
      "✓ the event names her code and the page", "✓ the same one again gives nothing: 45031", "← user_get_card",
      "✓ a forged one gives nothing: 87009" },
    ["ways/mini_program"] = { "→ /card/membercard/activate/geturl",
      '"navigateToMiniProgramAppIdList": ["wxeb490c6f9b154ef9"]', "wx.navigateToMiniProgram({", "encrypt_card_id",
      "✓ the component's appid is WeChat's own", "← submit_membercard_user_info", "← user_get_card",
      "✓ the event names the code and the mini program", "✓ after the component: active", "✓ one answer" },
    ["ways/landing_page"] = { "→ /card/landingpage/create", "✓ it shows both cards", "← user_get_card",
      "✓ the event names his code", "✓ after the claim: not active" },
  }

  local function names_of(stories)
    local names = {}
    for name in pairs(stories) do names[#names + 1] = name end
    table.sort(names)
    return names
  end

  describe("one way of activation, one way to a card", function()
    local sandbox
    lazy_setup(function() sandbox = support.sandbox("--refuse-web-links") end) -- as WeChat does today
    lazy_teardown(function() sandbox.stop() end)

    for _, name in ipairs(names_of(STORIES)) do
      it(name, function()
        local code, out, err = support.wxcard(sandbox.env, "run", "examples/" .. name .. ".lua")
        assert.equal(0, code, out .. err)
        local at = 1
        for _, line in ipairs(STORIES[name]) do
          local _, last = out:find(line, at, true)
          assert(last, line .. " is missing or too early in\n" .. out)
          at = last + 1
        end
        for _, private in ipairs({ "13800000000", "jsapi_ticket", "api_ticket" }) do
          assert.is_nil(out:find(private, 1, true))
        end
        assert.is_nil(out:find("\27", 1, true))
      end)
    end

    it("is told by a guide in each language, and every script has its story here", function()
      local pipe = io.popen("ls examples/activation/*.lua examples/ways/*.lua")
      local guides = ""
      for _, guide in ipairs({ "activation", "ways-to-a-card" }) do
        guides = guides .. text_of("docs/guides/" .. guide .. ".md") .. text_of("docs/guides/" .. guide .. ".zh-CN.md")
      end
      for path in pipe:lines() do
        local name = path:match("^examples/(.*)%.lua$")
        assert(STORIES[name], name .. " has no story")
        assert.equal(2, select(2, guides:gsub("examples/" .. name .. "%.lua%)", "")), name)
      end
      pipe:close()
    end)
  end)

  it("the handler for listen takes events and leaves others alone", function()
    local handler = dofile("examples/on_event.lua")
    local said = {}
    local real = print
    finally(function() _G.print = real end) -- luacheck: ignore
    _G.print = function(line) said[#said + 1] = line end -- luacheck: ignore
    handler({ Event = "user_get_card", CardId = "p1", UserCardCode = "0012" })
    handler({ Event = "user_view_card", CardId = "p1", UserCardCode = "0012" })
    handler({ Event = "user_del_card", CardId = "p1", UserCardCode = "0012" })
    assert.same({ "0012 is now: taken", "0012 is now: gone" }, said)
  end)

  it("both READMEs and every guide exist in both languages and link to files that exist", function()
    local pipe = io.popen("ls README.md README.zh-CN.md docs/architecture.md docs/guides/*.md")
    local seen = {}
    for path in pipe:lines() do
      seen[path] = true
      local folder = path:match("^(.*/)") or ""
      for link in text_of(path):gmatch("%]%(([^)#]+)[^)]*%)") do
        if not link:match("^https?:") then
          assert(io.open(folder .. link), path .. " links to " .. link):close()
        end
      end
    end
    pipe:close()
    for _, guide in ipairs({ "getting-started", "callbacks", "tokens", "errors", "activation", "ways-to-a-card" }) do
      assert.is_true(seen["docs/guides/" .. guide .. ".md"])
      assert.is_true(seen["docs/guides/" .. guide .. ".zh-CN.md"])
    end
  end)
end)
