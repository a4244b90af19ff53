-- Counts tasks at one moment.
-- Keys: heads that are due, tasks that run, number of tasks behind a head, dead tasks. Arguments: none.
-- Returns {ready, held back, running, dead}. Law: reads only.
local due, running, behind, dead = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local ready = redis.call("ZCOUNT", due, "-inf", now)
return {
  ready + math.max(0, tonumber(redis.call("GET", behind) or 0)),
  redis.call("ZCARD", due) - ready,
  redis.call("ZCARD", running),
  redis.call("LLEN", dead),
}
