-- Prolongs leases.
-- Keys: tasks that run by the end of their lease. Arguments: beginning of a task's key, ms, then id and attempt of each.
-- Returns the ids of those that are lost. Law: only the latest run of a task has its lease.
local running, tasks, lease = KEYS[1], ARGV[1], tonumber(ARGV[2])
local lost = {}
for at = 3, #ARGV, 2 do
  local id, attempt = ARGV[at], ARGV[at + 1]
  local isHeld = redis.pcall("HGET", tasks .. id, "attempt") == attempt and redis.call("ZSCORE", running, id)
  if isHeld then redis.call("ZADD", running, now + lease, id) else table.insert(lost, id) end
end
return lost
