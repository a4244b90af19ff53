import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { Problem } from "../../src/errors.ts";
import type { Log } from "../../src/logging/log.ts";
import type { Quote, Tool } from "../../src/ports/tool.ts";
import { phrase } from "../../src/reply/words/phrase.ts";
import { shortened } from "../../src/text/shorten.ts";
import { isFiller, stems } from "../../src/text/word-forms.ts";
import { type Passage, passagesOf } from "./markdown-passages.ts";

export interface RunbookOptions {
  /** Folder or Git checkout with Markdown files. */
  folder: string;
  /** Where its files can be read in a browser: `https://git.example.com/runbooks/blob/main`. */
  url: string | undefined;
  log: Log;
  now?: () => number;
}

const Input = z.object({ query: z.string() });
const nouns = ["runbook", "playbook", "how-to", "Handbuch"];

/** "How to fix out of memory errors?": what is to be done, no figure tells. */
const wishes =
  `how to fix, how do i fix, how do we fix, how can i fix, how can we fix, how should i fix, how to solve, how do i solve,
  how do we solve, how to resolve, how do i resolve, how do we resolve, how to handle, how do i handle, how do we handle, how to recover,
  how do i recover, how do we recover, what to do when, what to do if, what do i do when, what do i do if, what do we do when,
  what do we do if, what should i do when, what should i do if, what should we do when, what should we do if, wie behebe ich,
  wie beheben wir, wie löse ich, wie lösen wir, was tun bei, was tun wenn, was mache ich wenn, was machen wir wenn, was mache ich bei`
    .split(",")
    .map((wish) => wish.trim().replace(/\s+/g, " "));

/** Passages of the company's runbooks, found by SQLite's full-text search, whatever store is used. */
export const createRunbooks = (options: RunbookOptions): Tool<z.infer<typeof Input>> => {
  const { url } = options;
  const index = createIndex(options);
  return {
    name: "runbooks",
    title: "Runbooks",
    description:
      "The company's own runbooks and how-to pages: what to do when something fails, who is responsible, how something is operated.",
    about: phrase("aboutRunbooks", {}),
    example: phrase("runbookExample", {}),
    words: {
      verbs: "is are do have show find open give get where which what look search gibt zeig such wo".split(" "),
      nouns,
      wishes,
    },
    isPublic: false,
    schema: Input,
    run: async ({ query }, { signal }) => {
      signal.throwIfAborted();
      const found = index.find(query).slice(0, mostQuotes);
      return { kind: "found", quotes: found.map((passage) => quoteOf(passage, url)), notes: [] };
    },
  };
};

const mostQuotes = 3;
/** Characters of a heading and of a file's name. */
const mostName = 300;

const quoteOf = ({ file, heading, text }: Passage, url: string | undefined): Quote => ({
  title: shortened(heading, mostName),
  text,
  where: shortened(file, mostName),
  ...(url && { url: `${url.replace(/\/$/, "")}/${file.split("/").map(encodeURIComponent).join("/")}` }),
});

const Row = z.object({ id: z.number(), file: z.string(), heading: z.string(), text: z.string() });

/** Files that are read, and bytes of one and of all; what lies beyond is left out. */
const mostFiles = 2_000;
const mostBytes = 300_000;
const mostBytesInAll = 5_000_000;
/** The folder is looked at again no sooner, ms: somebody may have pulled. */
const freshMs = 60_000;
const mostTerms = 12;

const createIndex = ({ folder, log, now = Date.now }: RunbookOptions) => {
  let known: { state: string; at: number; db: DatabaseSync } | undefined;

  const current = (): DatabaseSync => {
    if (known && now() - known.at < freshMs) return known.db;
    const files = fittingFiles(filesIn(folder), log);
    const state = JSON.stringify(files);
    if (known?.state === state) known.at = now();
    else {
      const db = indexed(
        files.map(([path]) => path),
        folder,
      );
      known?.db.close();
      known = { state, at: now(), db };
    }
    return known.db;
  };

  const search = (db: DatabaseSync, table: string, terms: readonly string[]): z.infer<typeof Row>[] => {
    if (terms.length === 0) return [];
    const match = terms.map((term) => `"${term.replaceAll('"', '""')}"`).join(" OR ");
    const sql = `SELECT rowid AS id, file, heading, text FROM ${table} WHERE ${table} MATCH ? ORDER BY bm25(${table}, 2, 4, 1) LIMIT 10`;
    return z.array(Row).parse(db.prepare(sql).all(match));
  };

  /** By words and, for scripts without blanks, by threes of letters; what both find comes first. */
  const find = (query: string): Passage[] => {
    const terms = termsOf(query);
    const db = current();
    const lists = [
      search(db, "words", terms),
      search(
        db,
        "letters",
        terms.filter(({ length }) => length >= 3),
      ),
    ];
    const rank = new Map<number, { row: z.infer<typeof Row>; score: number }>();
    for (const list of lists)
      for (const [at, row] of list.entries())
        rank.set(row.id, { row, score: (rank.get(row.id)?.score ?? 0) + 1 / (at + 2) });
    return [...rank.values()].toSorted((one, other) => other.score - one.score).map(({ row }) => row);
  };

  current();
  return { find };
};

/** The words that say what is looked for. */
const termsOf = (query: string): string[] => {
  const own = new Set(nouns.flatMap(stems));
  const words = query.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
  return [...new Set(words.filter((word) => stems(word).every((stem) => !isFiller(stem) && !own.has(stem))))].slice(
    0,
    mostTerms,
  );
};

const indexed = (paths: readonly string[], folder: string): DatabaseSync => {
  const db = new DatabaseSync(":memory:");
  try {
    fill(db, paths, folder);
    return db;
  } catch (cause) {
    db.close();
    throw unreadable(cause, folder);
  }
};

const fill = (db: DatabaseSync, paths: readonly string[], folder: string): void => {
  db.exec(
    `CREATE VIRTUAL TABLE words USING fts5(file, heading, text, tokenize = "porter unicode61 remove_diacritics 2")`,
  );
  db.exec(`CREATE VIRTUAL TABLE letters USING fts5(file, heading, text, tokenize = "trigram")`);
  const inserts = ["words", "letters"].map((table) => db.prepare(`INSERT INTO ${table} VALUES (?, ?, ?)`));
  db.exec("BEGIN");
  for (const path of paths) {
    const file = relative(folder, path).split(sep).join("/");
    for (const { heading, text } of passagesOf(file, readFileSync(path, "utf8")))
      for (const insert of inserts) insert.run(file, heading, text);
  }
  db.exec("COMMIT");
};

/** The folder, or a file of it, is not there or may not be read. */
const unreadable = (cause: unknown, folder: string): Problem =>
  Problem.of("tool.unavailable", { tool: "Runbooks" }, { retry: "later", cause, detail: folder });

type FoundFile = [path: string, size: number, changed: number];

/** Indexing blocks, so it is bounded. */
const fittingFiles = (files: readonly FoundFile[], log: Log): FoundFile[] => {
  let bytes = 0;
  const fitting = files.slice(0, mostFiles).filter(([, size]) => {
    bytes += size <= mostBytes ? size : 0;
    return size <= mostBytes && bytes <= mostBytesInAll;
  });
  if (fitting.length < files.length)
    log.warn(
      { event: "tool.runbooks-cut", files: files.length - fitting.length },
      "some runbooks are too large or too many",
    );
  return fitting;
};

/** Markdown files of a folder with size and time of their last change. Nothing hidden, and nothing outside of it. */
const filesIn = (folder: string): FoundFile[] => {
  try {
    const root = realpathSync(folder);
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:md|markdown)$/i.test(entry.name))
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter(
        (path) =>
          !relative(folder, path)
            .split(sep)
            .some((part) => part.startsWith(".")),
      )
      .filter((path) => realpathSync(path).startsWith(root))
      .toSorted()
      .map((path): FoundFile => [path, statSync(path).size, statSync(path).mtimeMs]);
  } catch (cause) {
    throw unreadable(cause, folder);
  }
};
