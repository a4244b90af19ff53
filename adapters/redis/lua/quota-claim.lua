-- Claims one use of a quota, or a place among those who wait.
-- Keys: the claim (a hash of `entry`, `score` and, once it was granted, `use`); waiting entries by score; when each
-- of them was last seen; granted uses; the pause; the count of arrivals.
-- Arguments: entry (asker and id), most uses, per ms, ms after which a silent claim lapses, ms to keep all this.
-- Returns {0, 0}: go; {place, ms}: wait and claim again after this time.
-- Law: askers take turns. Each claim of a person is one round later than the one before, and nobody begins before the
-- round that is being served. Within a round the order is that of arrival, the part of the score behind the decimal
-- point. A claim that was granted stays granted.
local claim, waiting, seen, uses, pause, count = unpack(KEYS)
local entry, most, per, lapse, keep = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5]
local asker = cjson.decode(entry)[1]

local function scoreOfNew()
  local round = -1
  local others = redis.call("ZRANGE", waiting, 0, -1, "WITHSCORES")
  if others[2] then round = math.floor(others[2]) end
  for at = 1, #others, 2 do
    if cjson.decode(others[at])[1] == asker then round = math.max(round, math.floor(others[at + 1]) + 1) end
  end
  for _, use in ipairs(redis.call("ZRANGE", uses, 0, -1)) do
    local used = cjson.decode(use)
    if used[1] == asker then round = math.max(round, used[2] + 1)
    elseif not others[2] then round = math.max(round, used[2]) end
  end
  return string.format("%.9f", math.max(round, 0) + redis.call("INCR", count) / 1e9)
end

for _, lapsed in ipairs(redis.call("ZRANGEBYSCORE", seen, "-inf", now - lapse)) do
  redis.call("ZREM", waiting, lapsed)
  redis.call("ZREM", seen, lapsed)
end
local used = usedOf(uses, per)
local score, use = unpack(redis.call("HMGET", claim, "score", "use"))
if use then
  redis.call("PEXPIRE", claim, keep)
  return {0, 0}
end
if not score then
  score = scoreOfNew()
  redis.call("HSET", claim, "entry", entry, "score", score)
end
redis.call("ZADD", waiting, score, entry)
redis.call("ZADD", seen, now, entry)
local place = redis.call("ZRANK", waiting, entry) + 1
local paused = math.max(0, redis.call("PTTL", pause))
local go = paused == 0 and used + place <= most
if go then
  use = cjson.encode({asker, math.floor(score), moment})
  redis.call("ZREM", waiting, entry)
  redis.call("ZREM", seen, entry)
  redis.call("ZADD", uses, now, use)
  redis.call("HSET", claim, "use", use)
end
for _, key in ipairs({claim, waiting, seen, uses, count}) do redis.call("PEXPIRE", key, keep) end
if go then return {0, 0} end
local laps = math.floor((place - 1) / most)
return {place, math.max(paused, endsIn(uses, per, used + place - laps * most - most)) + laps * per}
