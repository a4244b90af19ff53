-- Claims one use of a quota, or a place among those who wait.
-- Keys: the claim (a hash of `entry`, `score` and, once it was granted, `use`); waiting entries by score; when each
-- of them was last seen; granted uses; the pause; the count of arrivals; the latest round of each asker's uses.
-- Arguments: entry (asker and id), most uses, per ms, ms after which a silent claim lapses, ms to keep all this.
-- Returns {0, 0}: go; {place, ms}: wait and claim again after this time.
-- Law: askers take turns. Each claim of a person is one round later than the one before, and nobody begins before the
-- round that is being served. Within a round the order is that of arrival, the part of the score behind the decimal
-- point. A claim that was granted stays granted.
local claim, waiting, seen, uses, pause, count, rounds = unpack(KEYS)
local entry, keep = ARGV[1], tonumber(ARGV[5])
local most, per, lapse = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local asker = cjson.decode(entry)[1]

local function scoreOfNew(others)
  local round = -1
  if others[2] then round = math.floor(others[2]) end
  for at = 1, #others, 2 do
    if cjson.decode(others[at])[1] == asker then round = math.max(round, math.floor(others[at + 1]) + 1) end
  end
  local own = redis.call("ZSCORE", rounds, asker)
  if own then round = math.max(round, own + 1) end
  if not others[2] then
    local served = redis.call("ZREVRANGE", rounds, 0, 0, "WITHSCORES")[2]
    if served then round = math.max(round, tonumber(served)) end
  end
  return string.format("%.9f", math.max(round, 0) + redis.call("INCR", count) / 1e9)
end

for _, lapsed in ipairs(redis.call("ZRANGEBYSCORE", seen, "-inf", now - lapse)) do
  redis.call("ZREM", waiting, lapsed)
  redis.call("ZREM", seen, lapsed)
end
local past = redis.call("ZRANGEBYSCORE", uses, "-inf", now - per)
for _, use in ipairs(past) do
  local used = cjson.decode(use)
  if tonumber(redis.call("ZSCORE", rounds, used[1])) == used[2] then redis.call("ZREM", rounds, used[1]) end
end
if #past > 0 then redis.call("ZREMRANGEBYSCORE", uses, "-inf", now - per) end
local used = redis.call("ZCARD", uses)

local function grant(score)
  local round = math.floor(score)
  local use = cjson.encode({asker, round, moment})
  redis.call("ZADD", uses, now, use)
  redis.call("ZADD", rounds, "GT", round, asker)
  redis.call("HSET", claim, "entry", entry, "score", score, "use", use)
  redis.call("PEXPIRE", claim, keep)
  -- These keys are made, used and forgotten together.
  if redis.call("PTTL", uses) < 0.9 * keep then
    for _, key in ipairs({uses, rounds, count}) do redis.call("PEXPIRE", key, keep) end
  end
  return {0, 0}
end

local score, use = unpack(redis.call("HMGET", claim, "score", "use"))
if use then
  redis.call("PEXPIRE", claim, keep)
  return {0, 0}
end
local paused = math.max(0, redis.call("PTTL", pause))
if not score then
  local others = redis.call("ZRANGE", waiting, 0, -1, "WITHSCORES")
  score = scoreOfNew(others)
  -- Nobody is ahead of it.
  if not others[1] and paused == 0 and used < most then return grant(score) end
  redis.call("HSET", claim, "entry", entry, "score", score)
end
redis.call("ZADD", waiting, score, entry)
redis.call("ZADD", seen, now, entry)
local place = redis.call("ZRANK", waiting, entry) + 1
for _, key in ipairs({claim, waiting, seen, uses, count, rounds}) do redis.call("PEXPIRE", key, keep) end
if paused == 0 and used + place <= most then
  redis.call("ZREM", waiting, entry)
  redis.call("ZREM", seen, entry)
  return grant(score)
end
local laps = math.floor((place - 1) / most)
return {place, math.max(paused, endsIn(uses, per, used + place - laps * most - most)) + laps * per}
