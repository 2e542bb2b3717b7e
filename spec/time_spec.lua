local program = require("spec.support.program")
local time = require("wxcard.time")

describe("wxcard.time", function()
  local PAIRS = {
    [0] = "1970-01-01T08:00:00+08:00",
    [-1] = "1970-01-01T07:59:59+08:00",
    [1751328000] = "2025-07-01T08:00:00+08:00",
    [1709164799] = "2024-02-29T07:59:59+08:00",
    [1709222400] = "2024-03-01T00:00:00+08:00",
    [951753600] = "2000-02-29T00:00:00+08:00",
    [4107513600] = "2100-03-01T00:00:00+08:00",
    [253402271999] = "9999-12-31T23:59:59+08:00",
  }

  it("writes +08:00 and reads back what it wrote", function()
    for seconds, text in pairs(PAIRS) do
      assert.equal(text, time.rfc3339(seconds))
      assert.equal(seconds, (time.parse(text)))
    end
    for seconds = -86400 * 800, 86400 * 40000, 86400 * 13 + 7919 do
      assert.equal(seconds, (time.parse(time.rfc3339(seconds))))
    end
  end)

  it("reads every offset, with fractions or without", function()
    for text, fraction in pairs({ ["2025-07-01T00:00:00Z"] = 0, ["2025-06-30T19:00:00-05:00"] = 0,
      ["2025-07-01T05:45:00.120+05:45"] = 0.12, ["2025-07-01t00:00:00.5z"] = 0.5 }) do
      local seconds, rest = time.parse(text)
      assert.equal(1751328000, seconds)
      assert.equal(fraction, rest)
      assert.equal("2025-07-01T08:00:00+08:00", time.rfc3339(seconds))
    end
  end)

  it("refuses what is no such time", function()
    for _, text in ipairs({ "", "1751328000", "2025-07-01", "2025-07-01 00:00:00Z", "2025-07-01T00:00:00",
      "2025-07-01T00:00:00 Z", "2025-13-01T00:00:00Z", "2025-00-01T00:00:00Z", "2025-02-29T00:00:00Z",
      "2100-02-29T00:00:00Z", "2025-04-31T00:00:00Z", "2025-07-00T00:00:00Z", "2025-07-01T24:00:00Z",
      "2025-07-01T00:60:00Z", "2025-07-01T00:00:61Z", "2025-07-01T00:00:00.Z", "2025-07-01T00:00:005Z",
      "2025-07-01T00:00:00+24:00", "2025-07-01T00:00:00+08:60", "2025-07-01T00:00:00+0800", "2025-07-01T00:00:00Zx",
      "25-07-01T00:00:00Z", "2025-07-01T00:00:00+08:00\n" }) do
      local seconds, err = time.parse(text)
      assert.is_nil(seconds, text)
      assert.equal("rfc3339", err.name)
    end
    assert.has_error(function() time.parse(1751328000) end)
  end)

  it("does not ask TZ", function()
    local code = [[local t = require("wxcard.time") ]]
      .. [[io.write(t.rfc3339(1741503600), " ", (t.parse("2025-03-09T02:30:00-05:00")))]] -- an hour New York skips
    for _, zone in ipairs({ "America/New_York", "Asia/Shanghai", "UTC", "Australia/Lord_Howe" }) do
      local status, out, err = program.sh(("TZ=%s LUA_PATH=%s LUA_CPATH=%s %s -e %s"):format(zone,
        program.quote(package.path), program.quote(package.cpath), rawget(_G, "jit") and "luajit" or "lua5.4",
        program.quote(code)))
      assert.equal(0, status, err)
      assert.equal("2025-03-09T15:00:00+08:00 1741505400", out)
    end
  end)
end)
