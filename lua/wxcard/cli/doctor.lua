---`wxcard doctor`: what may be wrong here, and what to do about it.
local doctor = {
  name = "doctor",
  summary = "Look for what may be wrong: libraries, settings, network, account.",
  description = [[
Look at this machine, the settings and the account: libraries and whether two OpenSSLs meet, modules, limits, the
config file, the token cache, the CA bundle, the callback's settings, the way to WeChat, the clock, appid and secret,
and the address that WeChat sees when it refuses it. Nothing is changed and no secret is printed.
Exit codes: 0 nothing failed (warnings may be there), 1 a check failed.]],
}

function doctor.configure(command)
  command:flag("--offline", "Leave out what needs the network.")
end

local COLUMN = 16

local function print_check(ui, check)
  ui:print(("%-4s  %-" .. COLUMN .. "s %s"):format(check.status, check.name, check.detail))
  if check.hint then ui:print((" "):rep(7 + COLUMN) .. "→ " .. check.hint) end
end

---@return integer exit code
function doctor.run(args, ui)
  local checks = require("wxcard.doctor").run({ offline = args.offline })
  local count = { ok = 0, warn = 0, fail = 0 }
  for _, check in ipairs(checks) do count[check.status] = count[check.status] + 1 end
  if ui.json and pcall(require, "wxcard.core") then -- our JSON is in the core: without it plain words must do
    ui:result({ checks = checks, failed = count.fail, warned = count.warn })
  else
    for _, check in ipairs(checks) do print_check(ui, check) end
    ui:print(("%d failed, %d warned, %d ok"):format(count.fail, count.warn, count.ok))
  end
  return count.fail == 0 and 0 or 1
end

return doctor
