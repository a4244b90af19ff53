-- Stores writes that belong to a checkpoint.
-- Keys: the six of a thread. Arguments: ttl in ms, member of the index, number of writes; of each its key, its index
-- and its line; then the parts.
-- Returns 1: stored; 0: a part that was left out is not here, and nothing was changed.
-- Law: the first write of a key stays, except that special channels (index below 0) are overwritten.
local ttl, member = tonumber(take()), take()
local given = {}
for _ = 1, tonumber(take()) do table.insert(given, {key = take(), index = tonumber(take()), line = take()}) end
if not receive() then return 0 end
local keys, lines = {}, {}
for line in linesOf(member) do
  local key = string.match(line, "^[^\t]*")
  table.insert(keys, key)
  lines[key] = line
end
for _, write in ipairs(given) do
  local old = lines[write.key]
  if not old then table.insert(keys, write.key) end
  if not old or write.index < 0 then
    hold(entryOfWrite(write.line))
    lines[write.key] = write.line
    if old then release(entryOfWrite(old)) end
  end
end
local all = {}
for _, key in ipairs(keys) do table.insert(all, lines[key]) end
if #all > 0 then
  make(writes)
  redis.call("HSET", writes, member, table.concat(all, "\n"))
end
return finish(ttl)
