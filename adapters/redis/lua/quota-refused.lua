-- The service refused a use that was granted: nobody goes for a while, and the claim waits again.
-- Keys: as in quota-claim.lua. Arguments: ms of the pause.
-- Returns 0. Law: a pause is never shortened. The refused use still counts.
local claim, _, _, _, pause = unpack(KEYS)
redis.call("HDEL", claim, "use")
if redis.call("PTTL", pause) < tonumber(ARGV[1]) then redis.call("SET", pause, "", "PX", ARGV[1]) end
return 0
