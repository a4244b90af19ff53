-- Withdraws a claim and gives its use back.
-- Keys: as in quota-claim.lua. Arguments: none.
-- Returns 1: withdrawn; 0: there was no such claim. Law: withdrawing twice changes nothing.
local claim, waiting, seen, uses = unpack(KEYS)
local entry, use = unpack(redis.call("HMGET", claim, "entry", "use"))
if not entry then return 0 end
redis.call("ZREM", waiting, entry)
redis.call("ZREM", seen, entry)
if use then redis.call("ZREM", uses, use) end
return redis.call("DEL", claim)
