-- Ends a task and makes the next one the head of its ordering key.
-- Keys: the task, the tasks waiting behind its ordering key, heads that are due, tasks that run, number of tasks behind
-- a head, dead tasks, the call.
-- Arguments: id, attempt, ms for which the id stays known, note about a dead task or "", dead tasks to keep, ms for
-- which they are kept, "tell" to call a replica if another task is due by this.
-- Returns 1: another task is due by this; 0: none is, or a later run has begun elsewhere and nothing was changed.
-- Law: only the latest run ends a task. Of a task that has ended nothing is kept but its id.
local task, waiting, due, running, behind, dead, call = unpack(KEYS)
local id, attempt, remember, note, keep, keepMs, tell = unpack(ARGV)
-- Of a task that has ended this is no hash any more.
if redis.pcall("HGET", task, "attempt") ~= attempt then return 0 end
redis.call("SET", task, "ended", "PX", remember)
-- Its lease may have ended just now.
if redis.call("ZREM", running, id) == 0 then redis.call("ZREM", due, id) end
redis.call("LREM", waiting, 1, id)
if note ~= "" then
  redis.call("LPUSH", dead, note)
  redis.call("LTRIM", dead, 0, keep - 1)
  redis.call("PEXPIRE", dead, keepMs)
end
local next, dropped = headOf(task, id, waiting, due)
if dropped > 0 then redis.call("DECRBY", behind, dropped) end
if not next then return 0 end
redis.call("DECR", behind)
local time = redis.call("TIME")
redis.call("ZADD", due, time[1] * 1000 + math.floor(time[2] / 1000), next)
if tell == "tell" then redis.call("ZADD", call, 0, "") end
return 1
