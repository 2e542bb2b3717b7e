-- busted's plain output, and at the end the counts in a file, so that `make test` can add up both Luas.
return function(options)
  local plain = require("busted.outputHandlers.plainTerminal")(options)
  local busted = require("busted")
  busted.subscribe({ "suite", "end" }, function()
    local counts = rawget(_G, "WXCARD_COUNTS")
    local file = counts and counts ~= "-" and assert(io.open(counts, "a"))
    if file then
      file:write(("%d %d\n"):format(plain.successesCount, plain.failuresCount + plain.errorsCount))
      file:close()
    end
    return nil, true
  end)
  return plain
end
