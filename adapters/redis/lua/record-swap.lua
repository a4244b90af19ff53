-- Writes a record over a version of it.
-- Keys: the record. Arguments: the version that it may replace; the new text (version, colon, value); ttl in ms.
-- Returns 1: written; 0: another version is there, or none.
-- Law: version 0.1.0 wrote a hash of `value` and `version`, which is replaced as well.
local found = redis.pcall("GET", KEYS[1])
local version
if type(found) == "table" then version = redis.call("HGET", KEYS[1], "version")
elseif found then version = string.match(found, "^%d+") end
if version ~= ARGV[1] then return 0 end
redis.call("SET", KEYS[1], ARGV[2], "PX", ARGV[3])
return 1
