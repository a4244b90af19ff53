import { z } from "zod";
import type { Budget, Grant, Quota, Rate } from "../../src/ports/quota.ts";
import { retention } from "../../src/retention.ts";
import { type Connection, run, script, tagged } from "./client.ts";

/*
 * The line is a sorted set in the order of rounds. Each claim of a person is one round later than the one before, and
 * nobody begins before the round that is being served; within a round the order is that of arrival, which stands behind
 * the decimal point. All of it is one script each, by the clock of Redis, so that replicas need not agree on the time.
 */

/** The quotas of a Redis, by name. */
export const createQuotas =
  ({ ask }: Connection, prefix: string) =>
  (name: string, rate: Rate, lapseMs: number): Quota => {
    const base = `${prefix}:${tagged("quota", name)}`;
    const shared = ["line", "seen", "uses", "pause", "count"].map((part) => `${base}:${part}`);
    const call = (lua: typeof claimScript, id: string, args: (string | number)[]): Promise<unknown> =>
      ask((client) => run(client, lua, [`${base}:claim:${id}`, ...shared], args));
    return {
      claim: async ({ id, asker }): Promise<Grant> => {
        const rules = [rate.most, rate.perMs, lapseMs, Math.max(retention.uses, rate.perMs)];
        const reply = await call(claimScript, id, [JSON.stringify([asker, id]), ...rules]);
        const [place, waitMs] = Pair.parse(reply);
        return place === 0 ? { state: "go" } : { state: "wait", place, waitMs };
      },
      leave: async (id) => {
        await call(leaveScript, id, []);
      },
      refused: async (id, afterMs = Math.max(1_000, rate.perMs / rate.most)) => {
        await call(refusedScript, id, [Math.max(1, Math.ceil(afterMs))]);
      },
    };
  };

export const createBudget = ({ ask }: Connection, prefix: string): Budget => ({
  spend: async (name, { most, perMs }, how) => {
    const key = `${prefix}:${tagged("budget", name)}`;
    const reply = await ask((client) => run(client, spendScript, [key], [most, perMs, how]));
    const [counted, freeMs] = Pair.parse(reply);
    return { counted: counted === 1, freeMs };
  },
});

const Pair = z.tuple([z.number(), z.number()]);

/** `now` in ms; `moment`, in µs, is no other script's. */
const clock = `
  local time = redis.call("TIME")
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local moment = time[1] .. string.format("%06d", time[2])
`;

/** Uses that count, and how long until the one at a position, from 1 for the oldest, counts no longer. */
const counting = `
  local function usedOf(uses, per)
    redis.call("ZREMRANGEBYSCORE", uses, "-inf", now - per)
    return redis.call("ZCARD", uses)
  end
  local function endsIn(uses, per, position)
    if position < 1 then return 0 end
    local use = redis.call("ZRANGE", uses, position - 1, position - 1, "WITHSCORES")[2]
    return use and use + per - now or 0
  end
`;

const keys = "local claim, line, seen, uses, pause, count = unpack(KEYS)";

/** A claim is a hash of its `entry` (asker and id) and `score` in line and, once it went, of its `use`. */
const claimScript = script(`
  ${keys}
  local entry, most, per, lapse, keep = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5]
  ${clock}
  ${counting}
  local asker = cjson.decode(entry)[1]

  local function scoreOfNew()
    local round = -1
    local waiting = redis.call("ZRANGE", line, 0, -1, "WITHSCORES")
    if waiting[2] then round = math.floor(waiting[2]) end
    for at = 1, #waiting, 2 do
      if cjson.decode(waiting[at])[1] == asker then round = math.max(round, math.floor(waiting[at + 1]) + 1) end
    end
    for _, use in ipairs(redis.call("ZRANGE", uses, 0, -1)) do
      local used = cjson.decode(use)
      if used[1] == asker then round = math.max(round, used[2] + 1)
      elseif not waiting[2] then round = math.max(round, used[2]) end
    end
    return string.format("%.9f", math.max(round, 0) + redis.call("INCR", count) / 1e9)
  end

  for _, lapsed in ipairs(redis.call("ZRANGEBYSCORE", seen, "-inf", now - lapse)) do
    redis.call("ZREM", line, lapsed)
    redis.call("ZREM", seen, lapsed)
  end
  local used = usedOf(uses, per)
  local score, use = unpack(redis.call("HMGET", claim, "score", "use"))
  if use then
    redis.call("PEXPIRE", claim, keep)
    return {0, 0}
  end
  if not score then
    score = scoreOfNew()
    redis.call("HSET", claim, "entry", entry, "score", score)
  end
  redis.call("ZADD", line, score, entry)
  redis.call("ZADD", seen, now, entry)
  local place = redis.call("ZRANK", line, entry) + 1
  local paused = math.max(0, redis.call("PTTL", pause))
  local go = paused == 0 and used + place <= most
  if go then
    use = cjson.encode({asker, math.floor(score), moment})
    redis.call("ZREM", line, entry)
    redis.call("ZREM", seen, entry)
    redis.call("ZADD", uses, now, use)
    redis.call("HSET", claim, "use", use)
  end
  for _, key in ipairs({claim, line, seen, uses, count}) do redis.call("PEXPIRE", key, keep) end
  if go then return {0, 0} end
  local laps = math.floor((place - 1) / most)
  return {place, math.max(paused, endsIn(uses, per, used + place - laps * most - most)) + laps * per}
`);

const leaveScript = script(`
  ${keys}
  local entry, use = unpack(redis.call("HMGET", claim, "entry", "use"))
  if not entry then return 0 end
  redis.call("ZREM", line, entry)
  redis.call("ZREM", seen, entry)
  if use then redis.call("ZREM", uses, use) end
  return redis.call("DEL", claim)
`);

const refusedScript = script(`
  ${keys}
  redis.call("HDEL", claim, "use")
  if redis.call("PTTL", pause) < tonumber(ARGV[1]) then redis.call("SET", pause, "", "PX", ARGV[1]) end
  return 0
`);

const spendScript = script(`
  local uses, most, per, how = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
  ${clock}
  ${counting}
  local used = usedOf(uses, per)
  local counted = how == "anyway" or used < most
  if counted then
    redis.call("ZADD", uses, now, moment)
    redis.call("PEXPIRE", uses, per)
    used = used + 1
  end
  return {counted and 1 or 0, endsIn(uses, per, used - most + 1)}
`);
