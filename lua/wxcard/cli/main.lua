-- The `wxcard` command as a script. tools/wxcard.in and the installed wrapper run it with the module path set.
os.exit(require("wxcard.cli").run(arg), true)
