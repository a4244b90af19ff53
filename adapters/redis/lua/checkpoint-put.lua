-- Stores a checkpoint and forgets old ones.
-- Keys: the six of a thread. Arguments: ttl in ms, namespace, id, record, id of the checkpoint it needs or "",
-- checkpoints to keep or 0 for all; then the parts.
-- Returns 1: stored; 0: a part that was left out is not here, and nothing was changed.
-- Law: what a kept checkpoint needs is kept, and so is the newest. Storing a checkpoint again replaces it.
local function forget(member)
  local entries = entriesOfCheckpoint(redis.call("HGET", checkpoints, member))
  for line in linesOf(member) do table.insert(entries, entryOfWrite(line)) end
  read(entries)
  for _, entry in ipairs(entries) do release(entry) end
  redis.call("ZREM", index, member)
  for _, key in ipairs({checkpoints, parents, writes}) do redis.call("HDEL", key, member) end
end

local function prune(ns, keep, newest)
  if keep == 0 then return end
  local first, last = "[" .. ns, "[" .. ns .. "\255"
  local surplus = redis.call("ZLEXCOUNT", index, first, last) - keep
  if surplus <= 0 then return end
  local needed = {}
  for _, member in ipairs(redis.call("ZREVRANGEBYLEX", index, last, first, "LIMIT", 0, keep)) do
    local base = redis.call("HGET", parents, member)
    while base and not needed[base] do
      needed[base] = true
      base = redis.call("HGET", parents, base)
    end
  end
  for _, member in ipairs(redis.call("ZRANGEBYLEX", index, first, last, "LIMIT", 0, surplus)) do
    if not needed[member] and member ~= newest then forget(member) end
  end
end

local ttl, ns, id, record, base, keep = tonumber(take()), take(), take(), take(), take(), tonumber(take())
if not receive() then return 0 end
local member = ns .. id
local old = redis.call("HGET", checkpoints, member)
local entries = entriesOfCheckpoint(record)
read(entries)
for _, entry in ipairs(entries) do hold(entry) end
if old then
  for _, entry in ipairs(entriesOfCheckpoint(old)) do release(entry) end
end
local newest = newestOf(ns)
local parent = cjson.decode(record)[1]
if not newest or member > newest or (parent ~= cjson.null and ns .. parent == newest) then newest = member end
make(index, checkpoints, parents)
redis.call("ZADD", index, 0, member)
redis.call("HSET", checkpoints, member, record)
if base == "" then
  if old then redis.call("HDEL", parents, member) end
  redis.call("HSET", parents, "newest " .. ns, newest)
else
  redis.call("HSET", parents, "newest " .. ns, newest, member, ns .. base)
end
prune(ns, keep, newest)
return finish(ttl)
