-- Shared, after clock.lua: the uses within a time window, as a sorted set whose scores are the moments of use in ms.

-- How many uses still count. Removes those that no longer do.
local function usedOf(uses, per)
  redis.call("ZREMRANGEBYSCORE", uses, "-inf", now - per)
  return redis.call("ZCARD", uses)
end

-- Milliseconds until the use at a position stops counting; position 1 is the oldest. 0: there is no such use.
local function endsIn(uses, per, position)
  if position < 1 then return 0 end
  local use = redis.call("ZRANGE", uses, position - 1, position - 1, "WITHSCORES")[2]
  return use and use + per - now or 0
end
