-- Writes an entry of the journal and its place in each index.
-- Keys: the entry, the count of entries, then the indexes.
-- Arguments: the entry as text, its id, its moment, the oldest moment that is kept, and when the entry and the indexes
-- end, in ms since 1970.
-- Returns 1: written; 0: it was there already.
-- Law: an id is written once and never rewritten. Members of an index sort by moment, then by order of arrival.
local entry, count = KEYS[1], KEYS[2]
local text, id, at, oldest, ends, indexesEnd = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
if redis.call("HSETNX", entry, "entry", text) == 0 then return 0 end
redis.call("PEXPIREAT", entry, ends)
local member = at .. ":" .. string.format("%015.0f", redis.call("INCR", count)) .. ":" .. id
redis.call("PEXPIREAT", count, indexesEnd)
for index = 3, #KEYS do
  redis.call("ZADD", KEYS[index], 0, member)
  redis.call("ZREMRANGEBYLEX", KEYS[index], "-", "(" .. oldest)
  redis.call("PEXPIREAT", KEYS[index], indexesEnd)
end
return 1
