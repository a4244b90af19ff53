-- Makes tasks due at once whose worker closes, as if they had not begun, and calls a replica.
-- Keys: heads that are due, tasks that run, the call. Arguments: beginning of a task's key, then id and attempt of each.
-- Returns nothing. Law: does nothing to a task of which a later run has begun, or that was settled.
local due, running, call, tasks = KEYS[1], KEYS[2], KEYS[3], ARGV[1]
for at = 2, #ARGV, 2 do
  local id, attempt = ARGV[at], ARGV[at + 1]
  local isLatest = redis.pcall("HGET", tasks .. id, "attempt") == attempt
  if isLatest and redis.call("ZREM", running, id) == 1 then
    redis.call("HINCRBY", tasks .. id, "settled", 1)
    redis.call("ZADD", due, now, id)
  end
end
redis.call("ZADD", call, 0, "")
