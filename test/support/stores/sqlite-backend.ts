import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync, StatementSync } from "node:sqlite";
import { sqlite } from "../../../adapters/sqlite/stores.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import type { Backend, BackendKind } from "../../contract/backend.ts";
import { killedWorker } from "../bots/killed-worker.ts";

const conversationTtlMs = 3_600_000;

export const sqliteBackend: BackendKind = {
  name: "SQLite",
  // A second process is refused.
  replicas: false,
  start: async (): Promise<Backend> => {
    const folder = mkdtempSync(join(tmpdir(), "concierge-"));
    const path = join(folder, "data", "concierge.db");
    const opened: Stores[] = [];
    return {
      open: async (options) => {
        const stores = sqlite({ path, log: silent, conversationTtlMs, ...options });
        opened.push(stores);
        return stores;
      },
      crash: (tasks, when) => {
        const module = new URL("../../../adapters/sqlite/stores.ts", import.meta.url).href;
        return killedWorker({ module, factory: "sqlite", options: { path, conversationTtlMs } }, tasks, when);
      },
      size: async () => sizeOf(path, folder),
      requests: async () => statements,
      drop: async () => {
        for (const stores of opened) await stores.close(0);
        rmSync(folder, { recursive: true });
      },
    };
  },
};

/** Counted on a copy: nobody but the bot may open the file itself. */
const sizeOf = (path: string, folder: string): number => {
  const copy = join(folder, "copy.db");
  copyFileSync(path, copy);
  if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
  const db = new DatabaseSync(copy);
  const total = ["threads", "checkpoints", "writes", "parts"].reduce((sum, table) => {
    const columns = db.prepare(`SELECT name FROM pragma_table_info('${table}')`).all();
    const length = columns.map(({ name }) => `coalesce(length(cast(${name} AS BLOB)), 0)`).join(" + ");
    return sum + Number(db.prepare(`SELECT coalesce(sum(${length}), 0) AS bytes FROM ${table}`).get()?.["bytes"]);
  }, 0);
  db.close();
  return total;
};

let statements = 0;
for (const method of ["get", "all", "run"] as const) {
  const original = StatementSync.prototype[method] as (...values: unknown[]) => unknown;
  StatementSync.prototype[method] = function (this: StatementSync, ...values: unknown[]) {
    statements += 1;
    return original.apply(this, values);
  } as never;
}
