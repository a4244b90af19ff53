import { afterAll, expect, it } from "vitest";
import { postgres } from "../../../adapters/postgres/stores.ts";
import { silent } from "../../../src/logging/log.ts";
import { budgetContract } from "../../contract/budget.ts";
import { journalContract } from "../../contract/journal.ts";
import { personRemovalContract } from "../../contract/person-removal.ts";
import { queueContract } from "../../contract/queue.ts";
import { quotaContract } from "../../contract/quota.ts";
import { recordsContract } from "../../contract/records.ts";
import { saverContract } from "../../contract/saver.ts";
import { storesContract } from "../../contract/stores.ts";
import { untilPasses } from "../../support/eventually.ts";
import { startPooledPostgres } from "../../support/stores/pgbouncer.ts";
import { postgresBackend, serverAt } from "../../support/stores/postgres-backend.ts";

/* Connections of the server change hands after each transaction: nothing of a session is there the next time. */
const kind = postgresBackend("PostgreSQL behind PgBouncer", startPooledPostgres);
afterAll(kind.stop);

queueContract(kind);
recordsContract(kind);
journalContract(kind);
quotaContract(kind);
budgetContract(kind);
storesContract(kind);
personRemovalContract(kind);
saverContract(kind);

it("two replicas go on when the pooler is killed and started again, and leave no task behind", async () => {
  const server = await startPooledPostgres();
  const options = { server: serverAt(server.url), schema: "concierge", log: silent, conversationTtlMs: 60_000 };
  const replicas = [await postgres(options), await postgres(options)];
  const ended: string[] = [];
  for (const { queue, records } of replicas)
    queue.work(async ({ id, attempt }) => {
      await records.write(id, attempt, 60_000);
      if (attempt < 3) return { state: "again", inMs: 20 };
      ended.push(id);
      return { state: "done" };
    }, 10);
  const ids = Array.from({ length: 60 }, (_, at) => `task ${at}`);
  for (const [at, id] of ids.entries()) {
    const { queue } = replicas[at % 2]!;
    if (at % 25 === 20) await server.restartPooler();
    await untilPasses(() => queue.put({ id, orderingKey: `${at % 7}`, kind: "test", payload: null }), 10_000);
  }
  const nothing = { ready: 0, delayed: 0, running: 0, dead: 0 };
  await untilPasses(async () => expect(await replicas[0]!.queue.counts()).toEqual(nothing), 20_000);
  expect(new Set(ended)).toEqual(new Set(ids));
  await Promise.all(replicas.map((stores) => stores.close(0)));
  await server.stop();
});
