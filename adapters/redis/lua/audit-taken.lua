-- Removes entries of the audit log of version 0.1.0 that are in the journal now.
-- Keys: the stream. Arguments: ids of the entries.
-- Returns how many were removed. Law: an entry that a replica of that version adds meanwhile stays.
local removed = redis.call("XDEL", KEYS[1], unpack(ARGV))
if redis.call("XLEN", KEYS[1]) == 0 then redis.call("DEL", KEYS[1]) end
return removed
