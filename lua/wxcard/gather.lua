---Many calls at once. Inside `gather` a call yields to the others; outside it blocks, with its deadline.
---In plain Lua this is a scheduler of its own, on coroutines and the engine's list of finished calls.
local core = require("wxcard.core")
local errors = require("wxcard.errors")

local engine = core.engine
local running_coroutine, yield = coroutine.running, coroutine.yield
local gather = {}

local scheduler_of = setmetatable({}, { __mode = "k" }) -- coroutine -> the scheduler that runs it
local waiting = {}                                      -- id of a call -> the coroutine that waits for it

---Waits for a call the way this place can: yields inside gather, blocks elsewhere.
---@param call userdata  of client:submit
function gather.await(call)
  local co = running_coroutine()
  if not (co and scheduler_of[co]) then
    call:wait()
    return
  end
  waiting[call:id()] = co -- a call that is done already is announced like any other
  yield(gather)
end

local function failure(value)
  return errors.is(value) and value or errors.new({ kind = "config", message = tostring(value) })
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
  local results, errs, count, running = {}, {}, 0, 0
  local scheduler = { ready = {} }

  -- One of n coroutines: takes the next item until there is none, so that a call costs no coroutine of its own.
  local function work()
    while true do
      local item = next_item()
      if item == nil then
        next_item = function() return nil end -- an iterator must not be asked again after its end
        return
      end
      count = count + 1
      local index = count
      local ok, value, err = pcall(fn, item, index)
      if ok then
        results[index], errs[index] = value, err
      else
        errs[index] = failure(value)
      end
    end
  end

  -- The calls of coroutines that will never run again: cancelled, their results are nobody's.
  local function give_up()
    for id, co in pairs(waiting) do
      if scheduler_of[co] == scheduler then
        waiting[id] = nil
        engine.drop(id)
      end
    end
  end

  local function resume(co)
    local ok, yielded = coroutine.resume(co)
    if coroutine.status(co) == "dead" then
      running = running - 1
      scheduler_of[co] = nil
      if not ok then -- the iterator raised: pcall caught what fn did
        give_up()
        error(yielded, 0)
      end
    elseif yielded ~= gather then -- nobody could ever answer it
      give_up()
      error("coroutine.yield inside gather: only wxcard's calls may yield there", 0)
    end
  end

  for _ = 1, n do
    local co = coroutine.create(work)
    scheduler_of[co] = scheduler
    running = running + 1
    resume(co)
    if coroutine.status(co) == "dead" then -- no more items than coroutines
      break
    end
  end
  while running > 0 do
    local co = table.remove(scheduler.ready)
    if not co then
      local id = engine.wait(60)
      co = id and waiting[id]
      if co then
        waiting[id] = nil
        local owner = scheduler_of[co]
        if owner ~= scheduler then -- a gather around this one: it will look when its turn comes
          owner.ready[#owner.ready + 1] = co
          co = nil
        end
      end
    end
    if co then
      resume(co)
    end
  end
  return results, errs, count
end

return gather
