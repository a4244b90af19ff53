-- Ends a task and makes the next one the head of its ordering key.
-- Keys: the task, the tasks waiting behind its ordering key, number of open tasks, heads without a job, dead tasks.
-- Arguments: entry, attempt, ms for which the id stays known, note about a dead task or "", dead tasks to keep,
-- ms for which they are kept.
-- Returns the entry of the new head; false: there is none, or a later run has begun elsewhere and nothing was changed.
-- Law: only the latest run ends a task. The new head is noted as unplaced in the same step.
local task, waiting, open, unplaced, dead = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local entry, attempt, remember, note, keep, keepMs = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
if redis.call("HGET", task, "attempt") ~= attempt then return false end
redis.call("DEL", task)
redis.call("HSET", task, "ended", now)
redis.call("PEXPIRE", task, remember)
redis.call("LREM", waiting, 1, entry)
redis.call("DECR", open)
if note ~= "" then
  redis.call("LPUSH", dead, note)
  redis.call("LTRIM", dead, 0, keep - 1)
  redis.call("PEXPIRE", dead, keepMs)
end
local next = redis.call("LINDEX", waiting, 0)
if next then redis.call("ZADD", unplaced, now, next) end
return next
