import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessTo } from "../../../adapters/postgres/connection/connection.ts";
import { openDatabase } from "../../../adapters/postgres/connection/database.ts";
import { migrate } from "../../../adapters/postgres/migrate.ts";
import { createQueue } from "../../../adapters/postgres/queue/queue.ts";
import { createTasks } from "../../../adapters/postgres/queue/tasks.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Settled, Task } from "../../../src/ports/stores/queue.ts";
import { queueContract } from "../../contract/queue.ts";
import { eventually } from "../../support/eventually.ts";
import { freePort } from "../../support/port.ts";
import { type TestPostgres, testPostgres } from "../../support/stores/postgres.ts";
import { postgresBackend, serverAt } from "../../support/stores/postgres-backend.ts";

const kind = postgresBackend();
afterAll(kind.stop);

queueContract(kind);

const done: Settled = { state: "done" };
const taskOf = (id: string, orderingKey = id): Task => ({ id, orderingKey, kind: "test", payload: null });

describe("the queue in PostgreSQL", () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await testPostgres();
  });
  afterAll(() => server.stop());

  const open = (schema = `test-${randomUUID()}`) => {
    const access = accessTo(serverAt(server.url), silent);
    const db = openDatabase({ access, schema, log: silent, prepare: (client) => migrate(client, schema) });
    const deps = { db, connection: access.config, channel: `${schema}.tasks`, log: silent, now: Date.now };
    return { schema, db, deps };
  };

  it("goes on where no call arrives, as behind a pooler", async () => {
    const front = open();
    const worker = open(front.schema);
    const [put, work] = [
      createQueue(front.deps),
      createQueue({ ...worker.deps, connection: { ...worker.deps.connection, port: await freePort() } }),
    ];
    const begun: string[] = [];
    work.work(async ({ id, attempt }) => {
      begun.push(id);
      return id === "held back" && attempt === 1 ? { state: "again", inMs: 3_600_000 } : done;
    }, 5);
    for (const id of ["held back", "other"]) await put.put(taskOf(id));
    await eventually(() => begun.length === 2, 5_000, "two tasks");
    await eventually(async () => (await put.counts()).delayed === 1);
    await put.wake("held back");
    await eventually(() => begun.length === 3, 5_000, "the one that was woken");
    await Promise.all([work.close(0), put.close(0)]);
    await Promise.all([front.db.close(), worker.db.close()]);
  });

  it("takes no word from a run whose task has begun elsewhere", async () => {
    const { db, deps } = open();
    const tasks = createTasks(db, deps.channel, Date.now);
    await tasks.put(taskOf("a", "key"), false);
    await tasks.put(taskOf("b", "key"), false);
    const [late] = (await tasks.claim(10)).claims;
    await db.change(`UPDATE ${db.schema}.tasks SET due_at = now() WHERE state = 'running'`);
    const [now] = (await tasks.claim(10)).claims;
    expect([late, now]).toMatchObject([
      { lease: { id: "a", attempt: 1, begun: 1 } },
      { lease: { attempt: 2, begun: 2 } },
    ]);
    expect(await tasks.renew([{ id: late!.key, token: "1" }])).toEqual([late!.key]);
    await tasks.settle(late!, done, false);
    await tasks.settle(late!, { state: "again", inMs: 0 }, false);
    await tasks.handBack([late!]);
    expect(await tasks.counts()).toEqual({ ready: 1, delayed: 0, running: 1, dead: 0 });
    await tasks.settle(now!, done, false);
    await tasks.settle(now!, { state: "dead", reason: "twice" }, false);
    expect((await tasks.claim(10)).claims).toMatchObject([{ lease: { id: "b", attempt: 1 } }]);
    expect(await tasks.counts()).toEqual({ ready: 0, delayed: 0, running: 1, dead: 0 });
    await db.close();
  });

  it("says when the next task will be due", async () => {
    const { db, deps } = open();
    const tasks = createTasks(db, deps.channel, Date.now);
    expect(await tasks.claim(1)).toEqual({ claims: [], nextInMs: undefined });
    await tasks.put(taskOf("a"), false);
    const [claim] = (await tasks.claim(1)).claims;
    await tasks.settle(claim!, { state: "again", inMs: 60_000 }, false);
    const { nextInMs } = await tasks.claim(1);
    expect(nextInMs).toBeGreaterThan(50_000);
    expect(nextInMs).toBeLessThanOrEqual(60_000);
    await db.close();
  });
});
