---Trouble on demand: the next calls of a path, or the next events of a name, go wrong as told.
local faults = {}

---Fields of a fault and their types, `code` being WeChat Pay's; `path` is a path, `*` for any call, `event:NAME` or
---`event:*` for pushes.
faults.FIELDS = {
  path = "string", times = "integer", errcode = "integer", errmsg = "string", code = "string", status = "integer",
  latency = "number", reset = "boolean", truncated = "boolean", body = "string", drip = "boolean",
  effect = "boolean", clear = "boolean",
  lost = "boolean", double = "boolean", delay = "number", reorder = "boolean",
}

---Adds one; `times` 0 and `clear` take away what the path had.
function faults.add(sb, spec)
  local path = spec.path or "*"
  if spec.clear or spec.times == 0 then
    for i = #sb.faults, 1, -1 do
      if spec.path == nil or sb.faults[i].path == path then
        table.remove(sb.faults, i)
      end
    end
    return
  end
  local fault = { path = path, left = spec.times or 1 }
  for k, v in pairs(spec) do
    if k ~= "times" and k ~= "path" then
      fault[k] = v
    end
  end
  table.insert(sb.faults, fault)
end

local function take(sb, matches)
  for i, fault in ipairs(sb.faults) do
    if matches(fault.path) then
      fault.left = fault.left - 1
      if fault.left <= 0 then
        table.remove(sb.faults, i)
      end
      return fault
    end
  end
end

---The fault for this call, if there is one.
function faults.call(sb, path)
  return take(sb, function(p)
    return p == path or p == "*"
  end)
end

function faults.event(sb, name)
  return take(sb, function(p)
    return p == "event:" .. name or p == "event:*"
  end)
end

---Whether the call does its work although the caller may not hear of it. Slow and cut answers are to work
---that was done; refusals and resets are not, unless the fault says so.
function faults.takes_effect(fault)
  if fault.effect ~= nil then
    return fault.effect
  end
  return not (fault.errcode or fault.status or fault.body or fault.reset)
end

---Spoils an answer.
function faults.spoil(sb, fault, response)
  if fault.status then
    response.status = fault.status
    response.headers = { ["Content-Type"] = "text/html" }
    response.body = fault.body or ("<html><body><h1>%d</h1></body></html>\n"):format(fault.status)
  elseif fault.errcode then
    response = sb:refusal(fault.errcode, fault.errmsg)
  elseif fault.body then
    response.body = fault.body
  end
  if fault.reset then
    response.fault = "reset"
  elseif fault.truncated then
    response.fault = "truncate"
  elseif fault.drip then
    response.fault, response.drip_bytes, response.drip_delay = "drip", 8, 0.05
  end
  response.delay = fault.latency
  return response
end

---One word for the journal.
function faults.name(fault)
  for _, name in ipairs({ "reset", "truncated", "drip", "body", "lost", "double", "reorder" }) do
    if fault[name] then
      return name
    end
  end
  return fault.errcode and "errcode" or fault.status and "status" or fault.delay and "delay" or "latency"
end

return faults
