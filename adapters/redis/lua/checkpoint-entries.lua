-- Shared by all scripts about checkpoints.
-- Keys: the six of a thread, see checkpoint-scripts.ts. Arguments are taken one after the other.
-- An entry names a value: "=" holds the value itself, "#" names a part that is text, "*" one that is a list of entries.
local index, checkpoints, parents, writes, parts, held = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local at = 0
local function take() at = at + 1; return ARGV[at] end

local function isPart(entry) return string.sub(entry, 1, 1) ~= "=" end
local function isList(entry) return string.sub(entry, 1, 1) == "*" end
local function nameOf(entry) return string.sub(entry, 2) end
local function entryIn(value) return string.sub(value, string.find(value, "[=#*]"), -1) end

local function entriesOfCheckpoint(record)
  local entries = {}
  for _, value in pairs(cjson.decode(record)[4]) do table.insert(entries, entryIn(value[2])) end
  return entries
end
local function entryOfWrite(line) return entryIn(cjson.decode(string.match(line, "\t(.*)"))[4]) end
local function linesOf(member) return string.gmatch(redis.call("HGET", writes, member) or "", "[^\n]+") end

-- The newest checkpoint of a namespace. It has the highest id, unless the clock was set back: then the newest is the
-- one that follows the last, and a field of the parents names it.
local function newestOf(ns)
  local noted = redis.call("HGET", parents, "newest " .. ns)
  if noted and redis.call("HEXISTS", checkpoints, noted) == 1 then return noted end
  return redis.call("ZREVRANGEBYLEX", index, "[" .. ns .. "\255", "[" .. ns, "LIMIT", 0, 1)[1]
end
