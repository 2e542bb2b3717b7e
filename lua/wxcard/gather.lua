---Many calls at once. Inside `gather` a call yields to the others; outside it blocks, with its deadline.
---In plain Lua this is a scheduler of its own, on coroutines and the engine's list of finished calls.
local core = require("wxcard.core")
local errors = require("wxcard.errors")

local engine = core.engine
local gather = {}

local scheduler_of = setmetatable({}, { __mode = "k" }) -- coroutine -> the scheduler that runs it
local waiting = {}                                      -- id of a call -> the coroutine that waits for it

---Waits for a call the way this place can: yields inside gather, blocks elsewhere.
---@param call userdata  of client:submit
function gather.await(call)
  local co = coroutine.running()
  if not (co and scheduler_of[co]) then
    call:wait()
    return
  end
  if call:wait(0) then
    return
  end
  waiting[call:id()] = co
  coroutine.yield(gather)
end

-- Runs one coroutine until it waits or ends.
local function resume(scheduler, co, ...)
  local ok, first, second = coroutine.resume(co, ...)
  if coroutine.status(co) ~= "dead" then
    if first ~= gather then -- a yield that was not ours cannot be answered
      waiting[co] = nil
      scheduler.finish(co, nil, errors.new({ kind = "config",
        message = "coroutine.yield inside gather", hint = "only wxcard's calls may yield there" }))
    end
    return
  end
  if ok then
    scheduler.finish(co, first, second)
  else
    scheduler.finish(co, nil, errors.is(first) and first or errors.new({ kind = "config", message = tostring(first) }))
  end
end

local function next_of(items)
  if type(items) == "function" then
    return items
  end
  local i = 0
  return function()
    i = i + 1
    return items[i]
  end
end

---Calls fn for every item, at most n at once.
---@param n integer                    how many in flight
---@param items table|fun(): any       a list, or an iterator that ends with nil
---@param fn fun(item: any, index: integer): any, wxcard.Error?
---@return table results               what fn returned first, in the order of the items
---@return table<integer, wxcard.Error> errs its second value, or what it raised, by the item's index
---@return integer count               how many items there were
function gather.gather(n, items, fn)
  if type(n) ~= "number" or n < 1 then
    error("gather: n is a number of at least 1", 2)
  end
  if type(items) ~= "function" and type(items) ~= "table" then
    error("gather: items are a list or an iterator", 2)
  end
  local next_item = next_of(items)
  local results, errs, count, running, ended = {}, {}, 0, 0, false
  local index_of = {}
  local scheduler = { ready = {} }

  function scheduler.finish(co, value, err)
    local index = index_of[co]
    results[index], errs[index] = value, err
    index_of[co], scheduler_of[co] = nil, nil
    running = running - 1
  end

  while true do
    while running < n and not ended do
      local item = next_item()
      if item == nil then
        ended = true
      else
        count = count + 1
        running = running + 1
        local co = coroutine.create(fn)
        index_of[co] = count
        scheduler_of[co] = scheduler
        resume(scheduler, co, item, count)
      end
    end
    if running == 0 then
      return results, errs, count
    end
    local co = table.remove(scheduler.ready, 1)
    if not co then
      local id = engine.wait(60)
      co = id and waiting[id]
      if co then
        waiting[id] = nil
        local owner = scheduler_of[co]
        if owner ~= scheduler then -- a gather around this one: it will look when its turn comes
          table.insert(owner.ready, co)
          co = nil
        end
      end
    end
    if co then
      resume(scheduler, co)
    end
  end
end

return gather
