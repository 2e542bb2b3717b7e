local qr = require("wxcard.qr")

local URL = "https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=gQH47joAAAAAAAAAASxodHRwOi8"

-- What an independent reader makes of an image.
local function scan(bytes)
  local name = os.tmpname()
  local file = assert(io.open(name, "wb"))
  file:write(bytes)
  file:close()
  local zbar = io.popen("LD_PRELOAD= zbarimg -q --raw " .. name .. " 2>/dev/null")
  local text = zbar:read("*a")
  zbar:close()
  os.remove(name)
  return (text:gsub("\n$", ""))
end

-- The same symbol as another image format that the reader takes: rows of "0" and "1" become a portable bitmap.
local function bitmap(rows, width)
  local margin, scale = 4, 4
  local size = (width + 2 * margin) * scale
  local out = { ("P1\n%d %d\n"):format(size, size) }
  for y = 1 - margin, width + margin do
    local line = {}
    for x = 1 - margin, width + margin do
      local module = rows[y] and rows[y]:sub(x, x)
      line[#line + 1] = (x >= 1 and module == "1" and "1 " or "0 "):rep(scale)
    end
    out[#out + 1] = (table.concat(line) .. "\n"):rep(scale)
  end
  return table.concat(out)
end

local function be32(s, at)
  local a, b, c, d = s:byte(at, at + 3)
  return ((a * 256 + b) * 256 + c) * 256 + d
end

describe("qr.png", function()
  it("is a one-bit grey image that a reader gives back", function()
    for _, level in ipairs({ "L", "M", "Q", "H" }) do
      local png = assert(qr.png(URL, { level = level }))
      assert.equal("\137PNG\r\n\26\n", png:sub(1, 8))
      local size = assert(qr.matrix(URL, { level = level })).size
      assert.equal((size + 8) * 8, be32(png, 17))
      assert.equal((size + 8) * 8, be32(png, 21))
      assert.equal("\1\0", png:sub(25, 26)) -- depth 1, grey
      assert.equal(URL, scan(png))
    end
  end)

  it("follows scale and margin", function()
    local size = qr.matrix("x").size
    assert.equal(size * 3, be32(qr.png("x", { scale = 3, margin = 0 }), 17))
    assert.equal(size + 20, be32(qr.png("x", { scale = 1, margin = 10 }), 17))
  end)

  it("carries text in other scripts", function()
    for _, text in ipairs({ "会员卡", "https://例え.jp/会员?名=张三", "Ünïcödé ☺ 😀" }) do
      assert.equal(text, scan(qr.png(text)))
    end
  end)
end)

describe("qr.matrix", function()
  it("has a square of rows that a reader gives back", function()
    local matrix = assert(qr.matrix(URL))
    assert.equal(matrix.size, #matrix)
    for _, row in ipairs(matrix) do
      assert.equal(matrix.size, #row)
      assert.is_nil(row:find("[^01]"))
    end
    assert.equal("1111111", matrix[1]:sub(1, 7)) -- the finder pattern
    assert.equal(URL, scan(bitmap(matrix, matrix.size)))
  end)

  it("grows with the level, and less for digits than for letters", function()
    assert.is_true(qr.matrix(URL, { level = "H" }).size > qr.matrix(URL, { level = "L" }).size)
    assert.is_true(qr.matrix(("7"):rep(200)).size < qr.matrix(("x"):rep(200)).size)
  end)
end)

describe("qr.svg", function()
  it("is one path that draws the matrix", function()
    local svg, matrix = assert(qr.svg(URL, { scale = 5, margin = 3 })), qr.matrix(URL)
    local size = matrix.size + 6
    assert.equal(1, select(2, svg:gsub("<path ", "")))
    assert.truthy(svg:find('^<svg xmlns="http://www%.w3%.org/2000/svg"'))
    local pixels = size * 5
    assert.truthy(svg:find(('width="%d" height="%d" viewBox="0 0 %d %d"'):format(pixels, pixels, size, size), 1, true))
    local drawn = {}
    for y = 1, matrix.size do
      drawn[y] = {}
      for x = 1, matrix.size do
        drawn[y][x] = "0"
      end
    end
    local path = svg:match(' d="([^"]*)"')
    local rest = path:gsub("M(%d+) (%d+)h(%d+)v1h%-(%d+)z", function(x, y, n, back)
      assert.equal(n, back)
      for i = 0, n - 1 do
        drawn[y - 3 + 1][x - 3 + 1 + i] = "1"
      end
      return ""
    end)
    assert.equal("", rest)
    for y = 1, matrix.size do
      assert.equal(matrix[y], table.concat(drawn[y]))
    end
  end)
end)

describe("qr.terminal", function()
  local UPPER, LOWER, FULL = "▀", "▄", "█"

  -- Back from half blocks to rows; `drawn` is what a block stands for.
  local function rows_of(text, drawn, margin)
    local blank = drawn == "1" and "0" or "1"
    local all = {}
    for line in text:gmatch("([^\n]*)\n") do
      local upper, lower = {}, {}
      for char in line:gmatch("[%z\1-\127\194-\244][\128-\191]*") do
        upper[#upper + 1] = (char == UPPER or char == FULL) and drawn or blank
        lower[#lower + 1] = (char == LOWER or char == FULL) and drawn or blank
      end
      all[#all + 1], all[#all + 2] = table.concat(upper), table.concat(lower)
    end
    local rows = {}
    for i = margin + 1, #all do
      rows[#rows + 1] = all[i]:sub(margin + 1, -margin - 1)
    end
    return rows, all
  end

  it("asks for black on white itself, whatever the terminal's colours are", function()
    local text, matrix = assert(qr.terminal(URL)), qr.matrix(URL)
    local plain = text:gsub("\27%[38;5;16m\27%[48;5;231m(.-)\27%[0m\n", "%1\n")
    assert.is_nil(plain:find("\27"))
    local rows, all = rows_of(plain, "1", 2)
    assert.equal(matrix.size + 4, #all[1])
    for y = 1, matrix.size do
      assert.equal(matrix[y], rows[y])
    end
    for i, row in ipairs(all) do -- the quiet zone: two modules on each side
      assert.equal("00", row:sub(1, 2))
      assert.equal("00", row:sub(-2))
      if i <= 2 or i > matrix.size + 2 then
        assert.is_nil(row:find("1"))
      end
    end
  end)

  it("without colours draws the light modules, or the dark ones when inverted", function()
    local matrix = qr.matrix(URL)
    for _, case in ipairs({ { nil, "0" }, { true, "1" } }) do
      local text = assert(qr.terminal(URL, { ansi = false, invert = case[1], margin = 4 }))
      assert.is_nil(text:find("\27"))
      local rows = rows_of(text, case[2], 4)
      for y = 1, matrix.size do
        assert.equal(matrix[y], rows[y])
      end
      assert.equal(URL, scan(bitmap(rows, matrix.size)))
    end
  end)
end)

describe("wxcard.qr", function()
  it("gives an error for a text that fits into no code", function()
    for _, make in ipairs({ qr.png, qr.svg, qr.terminal, qr.matrix }) do
      for _, case in ipairs({ { ("x"):rep(3000), "do not fit" }, { ("7"):rep(20000), "do not fit" },
        { ("会"):rep(1000), "do not fit" }, { "", "empty" }, { "bad \255", "UTF-8" }, { "\237\160\128", "UTF-8" },
        { "\192\128", "UTF-8" }, { "cut \228\188", "UTF-8" } }) do
        local result, err = make(case[1])
        assert.is_nil(result)
        assert.equal("validation", err.kind)
        assert.equal("text", err.path)
        assert.truthy(err.message:find(case[2], 1, true), err.message)
      end
    end
  end)

  it("takes as much as the largest code holds", function()
    assert.equal(177, qr.matrix(("x"):rep(2953), { level = "L" }).size)
    assert.is_nil((qr.matrix(("x"):rep(2954), { level = "L" })))
    assert.equal(177, qr.matrix(("7"):rep(7089), { level = "L" }).size)
  end)

  it("takes zero bytes", function()
    assert.not_same(qr.matrix("a"), qr.matrix("a\0b"))
  end)

  it("blames the caller for what is no option", function()
    for _, options in ipairs({ { scale = 0 }, { scale = 65 }, { scale = 1.5 }, { scale = "8" }, { margin = -1 },
      { level = "X" }, { level = "" }, { level = "LM" }, { level = 1 }, 5 }) do
      assert.has_error(function()
        qr.png("x", options)
      end)
    end
    assert.has_error(function()
      qr.terminal("x", { margin = 1 })
    end)
    assert.has_error(function()
      qr.png({})
    end)
  end)
end)
