-- Spends one use of a budget if there is one left.
-- Keys: the uses. Arguments: most uses, per ms, "anyway" to count it in any case.
-- Returns {1 if it counts or else 0, ms until the next use is free}.
-- Law: at most so many uses count within any window of this length, except those spent anyway.
local uses, most, per, how = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
local used = usedOf(uses, per)
local counted = how == "anyway" or used < most
if counted then
  redis.call("ZADD", uses, now, moment)
  redis.call("PEXPIRE", uses, per)
  used = used + 1
end
return {counted and 1 or 0, endsIn(uses, per, used - most + 1)}
