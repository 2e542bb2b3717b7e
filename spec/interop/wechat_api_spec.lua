-- npm's wechat-api, unchanged, against the sandbox. `make interop` installs it; without it there is curl_spec.lua.
describe("npm's wechat-api against the sandbox", function()
  local process = require("wxcard.cli.process")
  local sandboxes = require("spec.support.sandbox")

  local folder = (os.getenv("WXCARD_BUILD") or "build") .. "/interop"
  local there = process.run(("test -d %s/node_modules/wechat-api && command -v node >/dev/null"):format(
    process.quote(folder))) == 0

  ;(there and it or pending)("lives a card's whole life", function()
    local server = sandboxes.start({ refuse_web_links = true })
    finally(server.stop)
    local pipe = io.popen(("node spec/interop/wechat_api.js %s %s examples/logo.png 2>&1"):format(process.quote(folder),
      process.quote(server.dir)))
    local said = pipe:read("*a")
    pipe:close()
    assert.matches("\nthat is its whole life\n$", said)
    assert.equal(23, select(2, said:gsub("ok %w", "")))
  end)
end)
