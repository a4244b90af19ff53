-- Withdraws a claim and gives its use back.
-- Keys: as in quota-claim.lua. Arguments: none.
-- Returns 1: withdrawn; 0: there was no such claim. Law: withdrawing twice changes nothing.
local claim, waiting, seen, uses, _, _, rounds = unpack(KEYS)
local entry, use = unpack(redis.call("HMGET", claim, "entry", "use"))
if not entry then return 0 end
redis.call("ZREM", waiting, entry)
redis.call("ZREM", seen, entry)
if use then
  redis.call("ZREM", uses, use)
  local asker = cjson.decode(use)[1]
  local latest
  for _, other in ipairs(redis.call("ZRANGE", uses, 0, -1)) do
    local used = cjson.decode(other)
    if used[1] == asker then latest = math.max(latest or 0, used[2]) end
  end
  if latest then redis.call("ZADD", rounds, latest, asker) else redis.call("ZREM", rounds, asker) end
end
return redis.call("DEL", claim)
