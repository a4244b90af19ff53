-- Shared, after checkpoint-entries.lua, by the scripts that change checkpoints.
-- Law: a part is kept while a checkpoint, a write or a list holds it, and goes with the last of them. Whatever is
-- stored, everything below it is stored too. A part that is stored is held at least once.

-- How often entries are held, as far as it was read, with the changes of this script; and which of them it changed.
local counts, changed, order = {}, {}, {}
-- Texts of parts that were sent and are not here yet.
local fresh = {}

-- At most so many arguments for one command: Lua's stack is small.
local batch = 4000

-- Reads how often these entries are held, those that are not known yet, with one command.
local function read(entries)
  local unknown = {}
  for _, entry in ipairs(entries) do
    if isPart(entry) and counts[entry] == nil then
      counts[entry] = false
      table.insert(unknown, entry)
    end
  end
  for from = 1, #unknown, batch do
    local to = math.min(from + batch - 1, #unknown)
    for at, count in ipairs(redis.call("HMGET", held, unpack(unknown, from, to))) do
      counts[unknown[from + at - 1]] = tonumber(count) or 0
    end
  end
end

local function change(entry, by)
  if not isPart(entry) then return end
  read({entry})
  counts[entry] = counts[entry] + by
  if not changed[entry] then
    changed[entry] = true
    table.insert(order, entry)
  end
end
local function hold(entry) change(entry, 1) end
local function release(entry) change(entry, -1) end

local function childrenOf(entry)
  if not isList(entry) then return {} end
  return cjson.decode(fresh[entry] or redis.call("HGET", parts, nameOf(entry)))
end

-- Takes the parts that were sent: their number, entry and text of each; then the number and the entries of those that
-- were left out because they should be here. False if one of these is missing.
local function receive()
  local sent, left = {}, {}
  for _ = 1, tonumber(take()) do table.insert(sent, {take(), take()}) end
  for _ = 1, tonumber(take()) do table.insert(left, take()) end
  local entries = {}
  for _, part in ipairs(sent) do table.insert(entries, part[1]) end
  for _, entry in ipairs(left) do table.insert(entries, entry) end
  read(entries)
  for _, entry in ipairs(left) do
    if counts[entry] == 0 then return false end
  end
  for _, part in ipairs(sent) do
    if counts[part[1]] == 0 then fresh[part[1]] = part[2] end
  end
  local children = {}
  for entry in pairs(fresh) do
    for _, child in ipairs(childrenOf(entry)) do table.insert(children, child) end
  end
  read(children)
  return true
end

-- A command with as many arguments as it takes.
local function callWith(command, key, arguments)
  for from = 1, #arguments, batch do
    redis.call(command, key, unpack(arguments, from, math.min(from + batch - 1, #arguments)))
  end
end

-- New lists that are held hold what they list, and so on below it.
local function holdBelow()
  local at = 1
  while at <= #order do
    local entry = order[at]
    if fresh[entry] then
      for _, child in ipairs(childrenOf(entry)) do hold(child) end
    end
    at = at + 1
  end
end

-- Lists that nothing holds any more release what they listed, and so on below it.
local function releaseBelow()
  local open, gone = {}, {}
  for _, entry in ipairs(order) do table.insert(open, entry) end
  while #open > 0 do
    local entry = table.remove(open)
    if counts[entry] <= 0 and not gone[entry] then
      gone[entry] = true
      local children = childrenOf(entry)
      read(children)
      for _, child in ipairs(children) do
        release(child)
        if isPart(child) then table.insert(open, child) end
      end
    end
  end
end

-- Stores what is held now, drops what nothing holds any more, and prolongs the life of the thread. Returns 1.
local function finish(ttl)
  holdBelow()
  releaseBelow()
  local texts, numbers, lost, empty, siblings = {}, {}, {}, {}, {}
  for _, entry in ipairs(order) do
    if counts[entry] > 0 then
      table.insert(numbers, entry)
      table.insert(numbers, counts[entry])
      if fresh[entry] then
        table.insert(texts, nameOf(entry))
        table.insert(texts, fresh[entry])
      end
    else
      table.insert(lost, entry)
      -- A list and a text of the same content share their part.
      table.insert(siblings, (isList(entry) and "#" or "*") .. nameOf(entry))
    end
  end
  read(siblings)
  for _, sibling in ipairs(siblings) do
    if counts[sibling] <= 0 then table.insert(empty, nameOf(sibling)) end
  end
  callWith("HDEL", held, lost)
  callWith("HDEL", parts, empty)
  if #numbers > 0 then make(parts, held) end
  callWith("HSET", held, numbers)
  callWith("HSET", parts, texts)
  prolong(ttl)
  return 1
end
