-- Adds an outcome or details to an entry of the journal.
-- Keys: the entry. Arguments: fields and values, in turn.
-- Returns 1: amended; 0: there is no such entry. Law: what was written first stays as it is, in a field of its own.
if redis.call("EXISTS", KEYS[1]) == 0 then return 0 end
if #ARGV > 0 then redis.call("HSET", KEYS[1], unpack(ARGV)) end
return 1
