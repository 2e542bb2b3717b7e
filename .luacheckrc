std = "lua54+luajit"
max_line_length = 120
exclude_files = { "build" }
files["spec"] = { std = "+busted" }
files["spec/run.lua"] = { globals = { "WXCARD_COUNTS" } }
files["*.rockspec"] = { std = "rockspec" }
