-- Stores a task at the end of its ordering key.
-- Keys: the task, the tasks waiting behind its ordering key, heads that are due, number of tasks behind a head, the call.
-- Arguments: id, ordering key, kind, payload, time of storing in ms, "tell" to call a replica if it is due.
-- Returns {1, tasks ahead of it}, or {0, tasks ahead of it} for a task that was known already.
-- Law: a task is stored once per id. The head of an ordering key is either due or running.
local task, waiting, due, behind, call = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local id, orderingKey, kind, payload, at, tell = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
if redis.call("EXISTS", task) == 1 then return {0, redis.call("LPOS", waiting, id) or 0} end
local head, dropped = headOf(task, id, waiting, due)
if dropped > 0 then
  if head then redis.call("ZADD", due, now, head) end
  redis.call("DECRBY", behind, dropped - (head and 0 or 1))
end
redis.call("HSET", task, "key", orderingKey, "kind", kind, "payload", payload, "at", at)
local ahead = redis.call("RPUSH", waiting, id) - 1
if ahead > 0 then
  redis.call("INCR", behind)
else
  redis.call("ZADD", due, now, id)
end
if tell == "tell" and (ahead == 0 or dropped > 0) then redis.call("ZADD", call, 0, "") end
return {1, ahead}
