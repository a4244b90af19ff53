-- Shared, after checkpoint-entries.lua, by the scripts that change checkpoints.
-- Law: a part is kept while a checkpoint, a write or a list holds it, and goes with the last of them. Whatever is
-- stored, everything below it is stored too.

local function hold(entry)
  if isPart(entry) then redis.call("HINCRBY", held, entry, 1) end
end

local release
local function drop(entry)
  local name = nameOf(entry)
  redis.call("HDEL", held, entry)
  if isList(entry) then
    for _, child in ipairs(cjson.decode(redis.call("HGET", parts, name))) do release(child) end
  end
  -- A list and a text of the same content share their part.
  local sameContent = (isList(entry) and "#" or "*") .. name
  if redis.call("HEXISTS", held, sameContent) == 0 then redis.call("HDEL", parts, name) end
end
release = function(entry)
  if isPart(entry) and redis.call("HINCRBY", held, entry, -1) <= 0 then drop(entry) end
end

-- Takes the parts that were sent: their number, entry and text of each; then the number and the entries of those that
-- were left out because they should be here. Returns the new ones; nothing if one is missing.
local function receive()
  local sent, fresh = {}, {}
  for _ = 1, tonumber(take()) do table.insert(sent, {take(), take()}) end
  for _ = 1, tonumber(take()) do
    if redis.call("HEXISTS", held, take()) == 0 then return nil end
  end
  for _, part in ipairs(sent) do
    if redis.call("HEXISTS", held, part[1]) == 0 then table.insert(fresh, part) end
  end
  for _, part in ipairs(fresh) do
    redis.call("HSET", parts, nameOf(part[1]), part[2])
    redis.call("HINCRBY", held, part[1], 0)
    if isList(part[1]) then
      for _, child in ipairs(cjson.decode(part[2])) do hold(child) end
    end
  end
  return fresh
end

-- Drops new parts that nothing holds, and prolongs the life of the thread.
local function finish(fresh, ttl)
  for _, part in ipairs(fresh) do
    if redis.call("HGET", held, part[1]) == "0" then drop(part[1]) end
  end
  for _, key in ipairs(KEYS) do redis.call("PEXPIRE", key, ttl) end
  return 1
end
