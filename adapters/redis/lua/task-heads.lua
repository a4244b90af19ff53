-- Shared by the scripts that look at the head of an ordering key.

-- The first task of an ordering key, and how many before it were dropped, because the server has lost them: one that
-- evicts keys may. Nothing waits behind what never ends.
local function headOf(task, id, waiting, due)
  local tasks = string.sub(task, 1, #task - #id)
  local dropped = 0
  local head = redis.call("LINDEX", waiting, 0)
  while head and redis.call("EXISTS", tasks .. head) == 0 do
    redis.call("LPOP", waiting)
    redis.call("ZREM", due, head)
    dropped = dropped + 1
    head = redis.call("LINDEX", waiting, 0)
  end
  return head, dropped
end
