-- Reads a checkpoint with its writes.
-- Keys: the six of a thread. Arguments: ttl in ms, namespace, id or "" for the newest.
-- Returns {member, record, writes}; false: there is none.
-- Law: using a thread prolongs its life, though only once a tenth of it has passed, so that most reads write nothing.
local ttl, ns, id = tonumber(take()), take(), take()
local member = ns .. id
if id == "" then member = newestOf(ns) end
local record = member and redis.call("HGET", checkpoints, member)
if not record then return false end
if redis.call("PTTL", index) < 0.9 * ttl then
  for _, key in ipairs(KEYS) do redis.call("PEXPIRE", key, ttl) end
end
return {member, record, redis.call("HGET", writes, member) or ""}
