---Importing the merchant's own codes and raising the stock by what really arrived. Everything is derived from what the
---platform says, so a run that broke off anywhere is finished by running it again, and nothing is added twice.
---
---    local done, err = wxcard.deposit(wx):import(card_id, codes)
local errors = require("wxcard.errors")
local gather = require("wxcard.gather")

local CHUNK = 100     -- codes in a call, at most
local MAX_BYTES = 20  -- of a code
local AT_ONCE = 4     -- chunks in flight
local MODE = "GET_CUSTOM_CODE_MODE_DEPOSIT"

local deposit = {}

---@class wxcard.Deposit
local Deposit = {}
Deposit.__index = Deposit

---@class wxcard.Deposited
---@field accepted string[]  on the platform now, in the order given; the same for a run that was repeated
---@field already string[]   those of them that were there before: from an earlier import or a run that broke off
---@field duplicate { index: integer, code: string, first: integer }[] given again; `first` is where it came first
---@field rejected { index: integer, code: any, message: string }[] refused here or by the platform
---@field deposited integer  codes that the card has in all
---@field stock integer      copies that the card had in all, taken ones included, once this was done
---@field raised integer     by how much that was raised

-- Why a code cannot be one, or nil. What is legal beyond this the platform decides.
local function illegal(code)
  if type(code) ~= "string" then
    return "must be a string, got a " .. type(code)
  elseif code == "" then
    return "is empty"
  elseif #code > MAX_BYTES then
    return ("%d bytes, at most %d"):format(#code, MAX_BYTES)
  elseif code:find("[^\33-\126]") then
    return "only letters, digits and signs of ASCII"
  end
end

-- The codes that are worth sending, in order, and where each came first.
local function sort_out(codes, done)
  local good, first = {}, {}
  for index = 1, #codes do
    local code = codes[index]
    local message = illegal(code)
    if message then
      done.rejected[#done.rejected + 1] = { index = index, code = code, message = message }
    elseif first[code] then
      done.duplicate[#done.duplicate + 1] = { index = index, code = code, first = first[code] }
    else
      first[code] = index
      good[#good + 1] = code
    end
  end
  return good, first
end

local function chunks_of(list)
  local out = {}
  for from = 1, #list, CHUNK do
    local chunk = {}
    for i = from, math.min(from + CHUNK - 1, #list) do
      chunk[#chunk + 1] = list[i]
    end
    out[#out + 1] = chunk
  end
  return out
end

-- Which codes of a chunk the platform has: a set of them.
local function present(wx, card_id, chunk)
  local answer, err = wx:call("POST", "/card/code/checkcode", { card_id = card_id, code = chunk })
  if not answer then
    return nil, err
  end
  local set = {}
  for _, code in ipairs(answer.exist_code or {}) do
    set[code] = true
  end
  return set
end

-- One chunk: asks, imports what is missing, asks again, since the answer to an import counts where it should name.
local function import(wx, card_id, chunk)
  local before, err = present(wx, card_id, chunk)
  if not before then
    return nil, err
  end
  local missing = {}
  for _, code in ipairs(chunk) do
    if not before[code] then
      missing[#missing + 1] = code
    end
  end
  if not missing[1] then
    return { before = before, after = before }
  end
  local answer, after
  answer, err = wx:call("POST", "/card/code/deposit", { card_id = card_id, code = missing })
  if answer then
    after, err = present(wx, card_id, missing)
  end
  if not after then
    return nil, err
  end
  return { before = before, after = after }
end

-- What the platform says of the card's stock.
local function stock_of(wx, card_id)
  local answer, err = wx:call("POST", "/card/get", { card_id = card_id })
  if not answer then
    return nil, err
  end
  local card = answer.card or {}
  local base = (card[(card.card_type or ""):lower()] or {}).base_info or {}
  local total = tonumber((base.sku or {}).total_quantity)
  return { base = base, total = total }
end

-- Raises the total up to `most`, and says to what it came and by how much. Twice cannot happen: the difference is
-- taken from the platform's own figures, and after a doubtful or refused call these decide, not another try.
local function raise(wx, card_id, most)
  local now, err = stock_of(wx, card_id)
  if not now then
    return nil, err
  elseif not now.total then
    return errors.fail({ kind = "api", path = "/card/get", outcome = "not_sent",
      message = "the card's answer has no sku.total_quantity",
      hint = "the codes are imported: raise the stock by hand" })
  elseif now.total >= most then
    return now.total, 0
  end
  local by = most - now.total
  local answer
  answer, err = wx:call("POST", "/card/modifystock", { card_id = card_id, increase_stock_value = by })
  if not answer then
    local after = stock_of(wx, card_id)
    if after and after.total and after.total >= most then -- it took effect, or somebody else was faster
      return after.total, after.total - now.total
    end
    err.hint = "the codes are imported, the stock is not raised: run the import again"
    return nil, err
  end
  return now.total + by, by
end

local function check(card_id, codes, opts)
  local stock = opts.stock
  if type(card_id) ~= "string" or type(codes) ~= "table" then
    error("a card's id and a list of codes, please", 3)
  elseif stock ~= nil and stock ~= false and not (type(stock) == "number" and stock >= 0 and stock % 1 == 0) then
    error("stock is a whole number of copies, or false", 3)
  end
end

local function deposit_card(wx, card_id)
  local card, err = stock_of(wx, card_id)
  if not card then
    return nil, err
  end
  local mode = card.base.get_custom_code_mode
  if mode ~= nil and mode ~= MODE or card.base.use_custom_code == false then
    return errors.fail({ kind = "validation", path = "card_id", outcome = "not_sent",
      message = "the card takes no imported codes",
      hint = "it has to be created with use_custom_code, get_custom_code_mode = " .. MODE .. " and quantity 0" })
  end
  return true
end

-- Imports all chunks, some at a time; after a failure no further one is begun.
local function import_all(wx, card_id, chunks, on_chunk)
  local failed, next_chunk, finished = nil, 0, 0
  local function more()
    next_chunk = next_chunk + 1
    return not failed and chunks[next_chunk] or nil
  end
  local results, errs = gather.gather(AT_ONCE, more, function(chunk)
    local result, err = import(wx, card_id, chunk)
    if not result then
      failed = failed or err
      return nil, err
    end
    finished = finished + 1
    if on_chunk then
      on_chunk(finished, #chunks)
    end
    return result
  end)
  local index, err = next(errs)
  if failed or index then
    return nil, failed or err
  end
  return results
end

---Imports codes, a hundred at a time, looks which ones arrived, and raises the stock to the number of codes that the
---card has; never above. Whatever happens on the way, run it again with the same list: the end is the same.
---@param card_id string     approved, in deposit mode
---@param codes string[]     of any number; at most 20 bytes each
---@param opts { stock: integer|false|nil, on_chunk: fun(finished: integer, of: integer)? }? `stock`: how many copies
---  shall be there in all, taken ones included, at most (default: one for each code); false leaves the stock alone
---@return wxcard.Deposited? done
---@return wxcard.Error? err  what had arrived stays, and is found again by the next run
function Deposit:import(card_id, codes, opts)
  opts = opts or {}
  check(card_id, codes, opts)
  local wx = self.wx
  local done = { accepted = {}, already = {}, duplicate = {}, rejected = {}, raised = 0 }
  local good, first = sort_out(codes, done)
  local ok, err = deposit_card(wx, card_id)
  if not ok then
    return nil, err
  end
  local chunks = chunks_of(good)
  local results
  results, err = import_all(wx, card_id, chunks, opts.on_chunk)
  if not results then
    return nil, err
  end
  for i, chunk in ipairs(chunks) do
    local before, after = results[i].before, results[i].after
    for _, code in ipairs(chunk) do
      if before[code] or after[code] then
        done.accepted[#done.accepted + 1] = code
        done.already[#done.already + 1] = before[code] and code or nil
      else
        done.rejected[#done.rejected + 1] = { index = first[code], code = code, message = "refused by WeChat" }
      end
    end
  end
  table.sort(done.rejected, function(a, b)
    return a.index < b.index
  end)
  local count
  count, err = wx:call("POST", "/card/code/getdepositcount", { card_id = card_id })
  if not count then
    return nil, err
  end
  done.deposited = count.count
  local most = opts.stock and math.min(opts.stock, count.count) or count.count
  if opts.stock == false then
    most = 0
  end
  done.stock, done.raised = raise(wx, card_id, most)
  if not done.stock then
    return nil, done.raised
  end
  return done
end

return setmetatable(deposit, {
  ---@param wx wxcard.Client
  ---@return wxcard.Deposit
  __call = function(_, wx)
    return setmetatable({ wx = wx }, Deposit)
  end,
})
