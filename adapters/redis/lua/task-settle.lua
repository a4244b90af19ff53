-- Notes that a run was settled, so that earlier losses no longer count.
-- Keys: the task. Arguments: attempt, how often BullMQ has lost its job so far.
-- Returns nothing. Law: does nothing if a later run has begun.
local task, attempt, lost = KEYS[1], ARGV[1], ARGV[2]
if redis.call("HGET", task, "attempt") == attempt then redis.call("HSET", task, "settled", lost) end
