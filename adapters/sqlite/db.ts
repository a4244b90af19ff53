import { closeSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { z } from "zod";
import type { Problem } from "../../src/errors.ts";
import { makeFolder } from "../../src/folder.ts";
import type { Json } from "../../src/ports/json.ts";
import { createGroupCommit, type GroupCommit } from "./group-commit.ts";
import { migrations } from "./migrations.ts";
import { corrupt, damageProblem, openProblem, useProblem } from "./problems.ts";

/** A prepared statement; rows are parsed by its schema. */
interface Statement<Row> {
  get(...values: SQLInputValue[]): Row | undefined;
  all(...values: SQLInputValue[]): Row[];
  /** Returns how many rows it changed. */
  run(...values: SQLInputValue[]): number;
}

export interface Db {
  prepare<Row = never>(sql: string, row?: z.ZodType<Row>): Statement<Row>;
  /** All of the work or, when it throws, nothing. Within a change it is a part of that. */
  transaction<T>(work: () => T): T;
  /** Work that changes nothing, see group-commit.ts. Its failure is a Problem, as that of a change. */
  read: GroupCommit["read"];
  /** Several statements that belong together stand in a transaction. */
  change: GroupCommit["change"];
  changeNow: GroupCommit["changeNow"];
  /** The error that showed that the file is damaged, once there was one. The damage does not heal by itself. */
  damage(): Problem | undefined;
  close(): void;
}

export interface DbKind {
  /** Each script brings the file from one version to the next. */
  scripts: readonly string[];
  /** Several processes may open it at the same time. */
  shared: boolean;
}

const own: DbKind = { scripts: migrations, shared: false };

/**
 * Opens a file, by default for this process alone; makes it, and its folder, when there is none.
 * A change that is confirmed survives the end of the process, kill -9 included. WAL with synchronous=NORMAL does not
 * wait for the disk: a power cut or a crash of the machine can lose the last confirmed changes (those since the last
 * checkpoint of the log), never more, and never leaves half a transaction.
 */
export const openDb = (path: string, kind: DbKind = own): Db => {
  try {
    makeFolder(dirname(path));
    requireFile(path);
    // Conversations are nobody else's business.
    closeSync(openSync(path, "a", 0o600));
    const database = new DatabaseSync(path, { timeout: kind.shared ? 2_000 : 0 });
    try {
      setUp(database, kind);
    } catch (thrown) {
      database.close();
      throw thrown;
    }
    return createDb(database, path);
  } catch (thrown) {
    throw openProblem(thrown, path);
  }
};

/** Throws if there is something else than a file: whoever opens a pipe waits for the other end. */
export const requireFile = (path: string): void => {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found && !found.isFile()) throw new Error("it is not a file");
};

/** JSON that this process has stored. */
export const jsonOf = (text: string): Json => JSON.parse(text) as Json;

const UserVersion = z.object({ user_version: z.number() });
const PageCount = z.object({ page_count: z.number() });

const setUp = (database: DatabaseSync, { scripts, shared }: DbKind): void => {
  // The lock is the operating system's: it ends with the process, however that ends.
  if (!shared) database.exec("PRAGMA locking_mode = EXCLUSIVE");
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
  if (pagesOf(database) <= checkedPages) check(database);
  // Deleted content is overwritten.
  database.exec("PRAGMA secure_delete = ON");
  // The log is copied into the file every 4 MB: a page that many commits change is written once, and the copy stays short.
  database.exec("PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 16777216;");
  database.exec("BEGIN EXCLUSIVE");
  const { user_version: version } = UserVersion.parse(database.prepare("PRAGMA user_version").get());
  if (version > scripts.length) throw new RangeError(`The file has version ${version}, newer than this program.`);
  for (const script of scripts.slice(version)) database.exec(script);
  database.exec(`PRAGMA user_version = ${scripts.length}; COMMIT`);
};

/** A file of so many pages of 4 kB is read through before it is used; that takes a fraction of a second. */
const checkedPages = 16_384;

const pagesOf = (database: DatabaseSync): number =>
  PageCount.parse(database.prepare("PRAGMA page_count").get()).page_count;

const check = (database: DatabaseSync): void => {
  const found = database.prepare("PRAGMA quick_check(1)").get()?.["quick_check"];
  if (found !== "ok") throw Object.assign(new Error(String(found)), { errcode: corrupt });
};

const createDb = (database: DatabaseSync, path: string): Db => {
  const prepare = <Row>(sql: string, row?: z.ZodType<Row>): Statement<Row> => {
    const statement = database.prepare(sql);
    const parse = (found: unknown): Row => (row ?? z.never()).parse(found);
    return {
      get: (...values) => {
        const found = statement.get(...values);
        return found && parse(found);
      },
      all: (...values) => statement.all(...values).map(parse),
      run: (...values) => Number(statement.run(...values).changes),
    };
  };
  let damage: Problem | undefined;
  const note = (thrown: unknown): void => {
    damage ??= damageProblem(thrown, path);
  };
  const problemOf = (thrown: unknown): Problem => {
    note(thrown);
    return useProblem(thrown, path);
  };
  const [begin, commit, rollback] = [prepare("BEGIN IMMEDIATE"), prepare("COMMIT"), prepare("ROLLBACK")];
  const [save, keep, undo] = [prepare("SAVEPOINT part"), prepare("RELEASE part"), prepare("ROLLBACK TO part")];
  const group = createGroupCommit({
    begin: () => void begin.run(),
    commit: () => void commit.run(),
    // A full disk has rolled it back already.
    rollback: () => void (database.isTransaction && rollback.run()),
    isOpen: () => database.isTransaction,
    problemOf,
  });

  const part = <T>(work: () => T): T => {
    save.run();
    try {
      const result = work();
      keep.run();
      return result;
    } catch (thrown) {
      note(thrown);
      if (database.isTransaction) {
        undo.run();
        keep.run();
      }
      throw thrown;
    }
  };

  return {
    ...group,
    prepare,
    transaction: (work) => (database.isTransaction ? part(work) : group.changeNow(() => part(work))),
    damage: () => damage,
    close: () => {
      group.flush();
      database.close();
    },
  };
};
