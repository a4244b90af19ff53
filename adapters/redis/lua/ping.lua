-- Writes what the bot writes, for as short a time as possible.
-- Keys: a value, a sorted set. Arguments: the time.
-- Returns 1. Law: fails if the server is full, is a replica, or does not let this user write.
redis.call("SET", KEYS[1], ARGV[1], "PX", 60000)
redis.call("ZADD", KEYS[2], ARGV[1], "at")
redis.call("PEXPIRE", KEYS[2], 60000)
return 1
