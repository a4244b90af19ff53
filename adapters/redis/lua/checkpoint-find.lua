-- Reads a checkpoint with its writes.
-- Keys: the six of a thread. Arguments: ttl in ms, namespace, id or "" for the newest.
-- Returns {member, record, writes}; false: there is none.
-- Law: using a thread prolongs its life (`prolong`); nothing else changes.
local ttl, ns, id = tonumber(take()), take(), take()
local member, record
if id == "" then
  member, record = newestOf(ns)
else
  member = ns .. id
  record = redis.call("HGET", checkpoints, member)
end
if not record then return false end
prolong(ttl)
return {member, record, redis.call("HGET", writes, member) or ""}
