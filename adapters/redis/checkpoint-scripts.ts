import { script } from "./client.ts";

/**
 * The keys of a thread: the index of its checkpoints (members sort by namespace, then id), the checkpoints, the one
 * each of them needs, the writes of each, the parts by name, and how often each entry is held by a checkpoint, a
 * write or a list. What nobody holds any more goes at once. Whatever is stored, all that is below it is stored too.
 */
export const kinds = ["index", "checkpoints", "parents", "writes", "parts", "held"] as const;

const common = `
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
  local function entryOfWrite(line) return entryIn(cjson.decode(string.match(line, "\\t(.*)"))[4]) end
  -- The newest of a namespace: the one with the highest id, or one that follows it though a clock which was set back gave
  -- it a lower one. Which that is stands among the parents.
  local function newestOf(ns)
    local noted = redis.call("HGET", parents, "newest " .. ns)
    if noted and redis.call("HEXISTS", checkpoints, noted) == 1 then return noted end
    return redis.call("ZREVRANGEBYLEX", index, "[" .. ns .. "\\255", "[" .. ns, "LIMIT", 0, 1)[1]
  end
  local function linesOf(member) return string.gmatch(redis.call("HGET", writes, member) or "", "[^\\n]+") end
`;

const changing = `
  ${common}
  local function hold(entry)
    if isPart(entry) then redis.call("HINCRBY", held, entry, 1) end
  end

  local release
  local function drop(entry)
    local name = nameOf(entry)
    redis.call("HDEL", held, entry)
    if isList(entry) then
      for _, child in ipairs(cjson.decode(redis.call("HGET", parts, name))) do release(child) end
    end
    -- A list and a text of the same content share their part.
    local twin = (isList(entry) and "#" or "*") .. name
    if redis.call("HEXISTS", held, twin) == 0 then redis.call("HDEL", parts, name) end
  end
  release = function(entry)
    if isPart(entry) and redis.call("HINCRBY", held, entry, -1) <= 0 then drop(entry) end
  end

  -- Takes the parts that came along. Returns the new ones; nothing if one is missing that should have been here.
  local function receive()
    local sent, fresh = {}, {}
    for _ = 1, tonumber(take()) do table.insert(sent, {take(), take()}) end
    for _ = 1, tonumber(take()) do
      if redis.call("HEXISTS", held, take()) == 0 then return nil end
    end
    for _, part in ipairs(sent) do
      if redis.call("HEXISTS", held, part[1]) == 0 then table.insert(fresh, part) end
    end
    for _, part in ipairs(fresh) do
      redis.call("HSET", parts, nameOf(part[1]), part[2])
      redis.call("HINCRBY", held, part[1], 0)
      if isList(part[1]) then
        for _, child in ipairs(cjson.decode(part[2])) do hold(child) end
      end
    end
    return fresh
  end

  local function finish(fresh, ttl)
    for _, part in ipairs(fresh) do
      if redis.call("HGET", held, part[1]) == "0" then drop(part[1]) end
    end
    for _, key in ipairs(KEYS) do redis.call("PEXPIRE", key, ttl) end
    return 1
  end
`;

/** ttl, namespace, id, record, id it needs or "", checkpoints to keep or 0; then the parts. */
export const putScript = script(`
  ${changing}
  local function forget(member)
    for _, entry in ipairs(entriesOfCheckpoint(redis.call("HGET", checkpoints, member))) do release(entry) end
    for line in linesOf(member) do release(entryOfWrite(line)) end
    redis.call("ZREM", index, member)
    for _, key in ipairs({checkpoints, parents, writes}) do redis.call("HDEL", key, member) end
  end

  local function prune(ns, keep, newest)
    if keep == 0 then return end
    local first, last = "[" .. ns, "[" .. ns .. "\\255"
    local surplus = redis.call("ZLEXCOUNT", index, first, last) - keep
    if surplus <= 0 then return end
    local needed = {}
    for _, member in ipairs(redis.call("ZREVRANGEBYLEX", index, last, first, "LIMIT", 0, keep)) do
      local base = redis.call("HGET", parents, member)
      while base and not needed[base] do
        needed[base] = true
        base = redis.call("HGET", parents, base)
      end
    end
    for _, member in ipairs(redis.call("ZRANGEBYLEX", index, first, last, "LIMIT", 0, surplus)) do
      if not needed[member] and member ~= newest then forget(member) end
    end
  end

  local ttl, ns, id, record, base, keep = take(), take(), take(), take(), take(), tonumber(take())
  local fresh = receive()
  if not fresh then return 0 end
  local member = ns .. id
  local old = redis.call("HGET", checkpoints, member)
  for _, entry in ipairs(entriesOfCheckpoint(record)) do hold(entry) end
  if old then
    for _, entry in ipairs(entriesOfCheckpoint(old)) do release(entry) end
  end
  local newest = newestOf(ns)
  local parent = cjson.decode(record)[1]
  if not newest or member > newest or (parent ~= cjson.null and ns .. parent == newest) then newest = member end
  redis.call("HSET", parents, "newest " .. ns, newest)
  redis.call("ZADD", index, 0, member)
  redis.call("HSET", checkpoints, member, record)
  if base == "" then redis.call("HDEL", parents, member) else redis.call("HSET", parents, member, ns .. base) end
  prune(ns, keep, newest)
  return finish(fresh, ttl)
`);

/** ttl, member, number of writes; for each its key, its index and its line; then the parts. */
export const putWritesScript = script(`
  ${changing}
  local ttl, member = take(), take()
  local given = {}
  for _ = 1, tonumber(take()) do table.insert(given, {key = take(), index = tonumber(take()), line = take()}) end
  local fresh = receive()
  if not fresh then return 0 end
  local order, lines = {}, {}
  for line in linesOf(member) do
    local key = string.match(line, "^[^\\t]*")
    table.insert(order, key)
    lines[key] = line
  end
  for _, write in ipairs(given) do
    local old = lines[write.key]
    if not old then table.insert(order, write.key) end
    if not old or write.index < 0 then
      hold(entryOfWrite(write.line))
      lines[write.key] = write.line
      if old then release(entryOfWrite(old)) end
    end
  end
  local all = {}
  for _, key in ipairs(order) do table.insert(all, lines[key]) end
  if #all > 0 then redis.call("HSET", writes, member, table.concat(all, "\\n")) end
  return finish(fresh, ttl)
`);

/**
 * ttl, namespace, and id or "" for the newest. Returns the member, its record and its writes. Using a thread prolongs
 * its life; not with every read, but when a tenth of it has passed.
 */
export const findScript = script(`
  ${common}
  local ttl, ns, id = tonumber(take()), take(), take()
  local member = ns .. id
  if id == "" then member = newestOf(ns) end
  local record = member and redis.call("HGET", checkpoints, member)
  if not record then return false end
  if redis.call("PTTL", index) < 0.9 * ttl then
    for _, key in ipairs(KEYS) do redis.call("PEXPIRE", key, ttl) end
  end
  return {member, record, redis.call("HGET", writes, member) or ""}
`);
