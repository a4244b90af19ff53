-- Begins tasks that are due, those first that are due longest.
-- Keys: heads that are due, tasks that run by the end of their lease.
-- Arguments: beginning of a task's key, most tasks, ms that a lease lasts, "recover" to see to leases that have ended.
-- Returns {ms until the next one is due or -1, tasks}; a task is {id, attempt, ordering key, kind, payload, time of
-- storing, the run that was settled last}.
-- Law: the attempt is the fencing token, it grows with every run anywhere. A task whose lease has ended is due again.
local due, running = KEYS[1], KEYS[2]
local tasks, most, lease, recover = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]

if recover == "recover" then
  for _, id in ipairs(redis.call("ZRANGEBYSCORE", running, "-inf", now, "LIMIT", 0, 500)) do
    redis.call("ZREM", running, id)
    redis.call("ZADD", due, now, id)
  end
end

local heads = redis.call("ZRANGE", due, 0, most, "WITHSCORES")
local begun, left, leases, next = {}, {}, {}, -1
for at = 1, #heads, 2 do
  local id, moment = heads[at], tonumber(heads[at + 1])
  if moment > now or #left == most then
    next = math.max(0, moment - now)
    break
  end
  table.insert(left, id)
  local found = redis.call("HMGET", tasks .. id, "key", "kind", "payload", "at", "settled")
  -- A server that evicts keys may have lost it.
  if found[1] then
    local attempt = redis.call("HINCRBY", tasks .. id, "attempt", 1)
    table.insert(begun, {id, attempt, found[1], found[2], found[3], found[4], found[5] or "0"})
    table.insert(leases, now + lease)
    table.insert(leases, id)
  end
end
if #left > 0 then redis.call("ZREM", due, unpack(left)) end
if #leases > 0 then redis.call("ZADD", running, unpack(leases)) end
return {next, begun}
