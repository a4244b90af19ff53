-- Makes a task that is held back due at once.
-- Keys: heads that are due, the call. Arguments: id, "tell" to call a replica, the moment at which it is due or "" for any.
-- Returns nothing. Law: a task that is unknown, running, waiting behind another or ended stays as it is.
local due, call, id, tell, moment = KEYS[1], KEYS[2], ARGV[1], ARGV[2], tonumber(ARGV[3])
if moment and tonumber(redis.call("ZSCORE", due, id) or 0) ~= moment then return end
if redis.call("ZADD", due, "XX", "LT", "CH", now, id) == 1 and tell == "tell" then redis.call("ZADD", call, 0, "") end
