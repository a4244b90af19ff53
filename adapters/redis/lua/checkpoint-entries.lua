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

-- The newest checkpoint of a namespace, and its record. It has the highest id, unless the clock was set back: then the
-- newest is the one that follows the last, and a field of the parents names it.
local function newestOf(ns)
  local noted = redis.call("HGET", parents, "newest " .. ns)
  local record = noted and redis.call("HGET", checkpoints, noted)
  if record then return noted, record end
  local highest = redis.call("ZREVRANGEBYLEX", index, "[" .. ns .. "\255", "[" .. ns, "LIMIT", 0, 1)[1]
  return highest, highest and redis.call("HGET", checkpoints, highest)
end

-- Using a thread prolongs its life, though only once a tenth of it has passed, so that most uses write nothing. All of
-- its keys end together: one that this script makes gets its end at once.
local left = redis.call("PTTL", index)
local made = {}
local function make(...)
  if redis.call("EXISTS", ...) < select("#", ...) then
    for _, key in ipairs({...}) do table.insert(made, key) end
  end
end
local function prolong(ttl)
  -- Without an index the thread is new: what there is of it was made just now, with its end.
  local isDue = left ~= -2 and left < 0.9 * ttl
  for _, key in ipairs(isDue and KEYS or made) do redis.call("PEXPIRE", key, ttl) end
end
