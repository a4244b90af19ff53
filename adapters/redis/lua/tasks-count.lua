-- Counts tasks at one moment.
-- Keys: number of open tasks, BullMQ's delayed jobs, BullMQ's active jobs, dead tasks. Arguments: none.
-- Returns {open, delayed, active, dead}. Law: reads only.
local open, delayed, active, dead = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
return {
  tonumber(redis.call("GET", open) or 0),
  redis.call("ZCARD", delayed),
  redis.call("LLEN", active),
  redis.call("LLEN", dead),
}
