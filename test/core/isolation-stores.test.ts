import type { Stores } from "../../src/ports/stores/stores.ts";
import { failedOf, problemOf } from "../../src/worker/isolation/messages.ts";
import { type AskStores, remoteStores } from "../../src/worker/isolation/stores-remote.ts";
import { serveStores } from "../../src/worker/isolation/stores-served.ts";
import type { BackendKind } from "../contract/backend.ts";
import { budgetContract } from "../contract/budget.ts";
import { queueContract } from "../contract/queue.ts";
import { quotaContract } from "../contract/quota.ts";
import { recordsContract } from "../contract/records.ts";
import { saverContract } from "../contract/saver.ts";
import { sqliteBackend } from "../support/stores/sqlite-backend.ts";

/* The stores as a process sees them that runs a task apart: every law holds over the wire, too. */

const overWire = (stores: Stores): Stores => {
  const serve = serveStores(stores);
  const wire = <T>(sent: T): T => (sent === undefined ? sent : JSON.parse(JSON.stringify(sent)));
  const ask: AskStores = async (name, ...args) => {
    try {
      return wire(await serve(name, wire(args.map((arg) => arg ?? null))));
    } catch (thrown) {
      throw problemOf(wire(failedOf(thrown)));
    }
  };
  const remote = remoteStores(ask);
  const { work, close } = stores.queue;
  return { ...remote, queue: { ...remote.queue, work, close }, close: stores.close };
};

const remoteBackend: BackendKind = {
  ...sqliteBackend,
  name: "SQLite in another process",
  start: async () => {
    const backend = await sqliteBackend.start();
    return { ...backend, open: async (options) => overWire(await backend.open(options)) };
  },
};

queueContract(remoteBackend);
recordsContract(remoteBackend);
quotaContract(remoteBackend);
budgetContract(remoteBackend);
saverContract(remoteBackend);
