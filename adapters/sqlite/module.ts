import { join } from "node:path";
import { z } from "zod";
import { storeModule } from "../../src/ports/stores/store-module.ts";

/** SQLite, for one process, as the rest of the program knows it. */
export const sqliteModule = storeModule({
  title: "SQLite",
  environment: z.object({}),
  settings: (_, { dataDir }) => ({ dataDir }),
  open: async ({ dataDir }, { name, ...deps }) => {
    const { sqlite } = await import("./stores.ts");
    return sqlite({ path: join(dataDir, `${name}.db`), ...deps });
  },
  openJournal: async ({ dataDir }) => {
    const [{ createJournal }, { journalPath }] = await Promise.all([import("./journal.ts"), import("./stores.ts")]);
    const journal = createJournal(journalPath(join(dataDir, "concierge.db")));
    return { journal, close: journal.close };
  },
  probe: async ({ dataDir }) => {
    const { probeSqlite } = await import("./probe.ts");
    return probeSqlite(dataDir);
  },
});
