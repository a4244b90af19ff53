-- Stores a task at the end of its ordering key.
-- Keys: the task, the tasks waiting behind its ordering key, number of open tasks, heads without a job.
-- Arguments: entry (id and ordering key), kind, payload, time of storing in ms.
-- Returns {1, tasks ahead of it}, or {0, tasks ahead of it} for a task that was known already.
-- Law: a task is stored once per id. A new head is noted as unplaced in the same step, so a crash strands nothing.
local task, waiting, open, unplaced = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local entry, kind, payload, at = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if redis.call("EXISTS", task) == 1 then
  return {0, redis.call("LPOS", waiting, entry) or 0}
end
redis.call("HSET", task, "kind", kind, "payload", payload, "at", at, "attempt", 0)
redis.call("INCR", open)
local ahead = redis.call("RPUSH", waiting, entry) - 1
if ahead == 0 then redis.call("ZADD", unplaced, now, entry) end
return {1, ahead}
