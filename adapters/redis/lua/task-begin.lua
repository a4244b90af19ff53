-- Begins a run of a task.
-- Keys: the task, the tasks waiting behind its ordering key. Arguments: entry.
-- Returns {attempt, kind, payload, time of storing, losses when it was last settled}; false: not its turn, or ended.
-- Law: only the head of an ordering key runs. The attempt is the fencing token: it grows with every run anywhere.
local task, waiting = KEYS[1], KEYS[2]
if redis.call("LINDEX", waiting, 0) ~= ARGV[1] then return false end
local attempt = redis.call("HINCRBY", task, "attempt", 1)
local found = redis.call("HMGET", task, "kind", "payload", "at", "settled")
return {attempt, found[1], found[2], found[3], found[4] or "0"}
