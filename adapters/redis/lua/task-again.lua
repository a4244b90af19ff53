-- Settles a run whose task is to run once more.
-- Keys: the task, heads that are due, tasks that run, the call.
-- Arguments: id, attempt, ms until it is due, "tell" to call a replica.
-- Returns the moment at which it is due, or 0. Law: does nothing if a later run has begun, or if this one was settled before.
local task, due, running, call = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local id, attempt, inMs, tell = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
local found = redis.pcall("HMGET", task, "attempt", "settled")
if found[1] ~= attempt or found[2] == attempt then return 0 end
redis.call("HSET", task, "settled", attempt)
redis.call("ZREM", running, id)
redis.call("ZADD", due, now + inMs, id)
if tell == "tell" then redis.call("ZADD", call, 0, "") end
return now + inMs
