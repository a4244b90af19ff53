import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Problem } from "../../src/errors.ts";
import { makeFolder } from "../../src/folder.ts";
import type { ProbeResult } from "../../src/ports/setup.ts";
import { requireFile } from "./db.ts";
import { openProblem } from "./problems.ts";

/** Looks whether the data file can be used, without changing it. A file in use is right while the bot runs. */
export const probeSqlite = (dataDir: string): ProbeResult[] => {
  const path = join(dataDir, "concierge.db");
  const problem = writeProblem(dataDir, path) ?? fileProblem(path);
  if (problem?.code === "store.busy")
    return [{ state: "ok", what: `SQLite: ${path} is in use by another process, which is normal while the bot runs` }];
  if (problem) return [{ state: "failed", what: problem.sentence, advice: problem.message }];
  return [{ state: "ok", what: `SQLite: ${dataDir} is writable` }];
};

const writeProblem = (dataDir: string, path: string): Problem | undefined => {
  const trial = join(dataDir, `.probe-${process.pid}`);
  try {
    makeFolder(dataDir);
    requireFile(path);
    writeFileSync(trial, "written by npm run doctor\n");
    return undefined;
  } catch (thrown) {
    return openProblem(thrown, path);
  } finally {
    rmSync(trial, { force: true });
  }
};

const fileProblem = (path: string): Problem | undefined => {
  if (!existsSync(path)) return undefined;
  try {
    const database = new DatabaseSync(path, { timeout: 0 });
    try {
      database.exec("BEGIN IMMEDIATE; ROLLBACK");
      const damage = database.prepare("PRAGMA quick_check(1)").get()?.["quick_check"];
      return damage === "ok" ? undefined : damaged(path, String(damage));
    } finally {
      database.close();
    }
  } catch (thrown) {
    return openProblem(thrown, path);
  }
};

const damaged = (path: string, detail: string): Problem => Problem.of("store.corrupt", { path }, { detail });
