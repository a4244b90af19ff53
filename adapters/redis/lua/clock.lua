-- Shared: the server's time. Replicas need not agree on theirs.
-- now: milliseconds since 1970. moment: microseconds since 1970, as text; no other script has the same one.
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local moment = time[1] .. string.format("%06d", time[2])
