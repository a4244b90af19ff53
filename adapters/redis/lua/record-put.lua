-- Writes a record.
-- Keys: the record, a hash of `value` and `version`.
-- Arguments: value; ttl in ms; what it may replace: "anything", "nothing", or a version.
-- Returns 1: written; 0: something else was there.
-- Law: a version never comes back, not even after a removal. It is the server's time in microseconds.
local value, ttl, over = ARGV[1], ARGV[2], ARGV[3]
local version = redis.call("HGET", KEYS[1], "version")
if over == "nothing" and version then return 0 end
if tonumber(over) and over ~= version then return 0 end
local time = redis.call("TIME")
local new = math.max(time[1] * 1000000 + time[2], (tonumber(version) or 0) + 1)
redis.call("HSET", KEYS[1], "value", value, "version", string.format("%.0f", new))
redis.call("PEXPIRE", KEYS[1], ttl)
return 1
