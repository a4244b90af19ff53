-- Finds heads of ordering keys whose BullMQ job is missing.
-- Keys: heads without a job, BullMQ's waiting jobs, BullMQ's marker. Arguments: none.
-- Returns up to 500 entries that have had no job for more than a second.
-- Law: wakes a worker when jobs wait. A worker that died may have taken BullMQ's only wake-up with it.
local unplaced, wait, marker = KEYS[1], KEYS[2], KEYS[3]
if redis.call("LLEN", wait) > 0 then redis.call("ZADD", marker, 0, "0") end
return redis.call("ZRANGEBYSCORE", unplaced, "-inf", now - 1000, "LIMIT", 0, 500)
