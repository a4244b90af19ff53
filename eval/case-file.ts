import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod";

/* A file of cases: what is asked, and who has to be asked for it. docs/evaluation.md describes it for people. */

const listed = <T extends z.ZodType>(item: T) =>
  z.union([item, z.array(item)]).transform((value) => [value].flat() as z.infer<T>[]);

const Agents = listed(z.string());

const Before = z.strictObject({ ask: z.string(), agents: Agents });

const Entry = z
  .strictObject({
    /** One sentence, or several with the same outcome. */
    ask: listed(z.string().min(1)),
    /** Who has to be asked, nobody else. */
    agents: Agents.optional(),
    /** Other sets that will do. */
    or: z.array(Agents).default([]),
    /** `nobody`: no agent is to be asked. `job`: it is about jobs. */
    expect: z.enum(["agents", "nobody", "job"]).optional(),
    /** What is wanted of the jobs. */
    job: z.string().optional(),
    /** What was asked before in the thread, oldest first. */
    after: listed(Before).default([]),
    /** Words and numbers that the answer holds. */
    contains: z.array(z.coerce.string()).default([]),
    tag: z.string().default("other"),
    /** Not to be counted until somebody has said what is right. */
    todo: z.string().optional(),
  })
  .refine(({ agents, expect, todo }) => (agents?.length ?? 0) > 0 || expect !== undefined || todo !== undefined, {
    error: "needs agents, or expect: nobody, or expect: job",
  });

const Shares = z.strictObject({ exact: z.number().default(0), offered: z.number().default(0) });

const CaseFile = z.preprocess(
  (value) => (Array.isArray(value) ? { cases: value } : value),
  z.strictObject({
    thresholds: z.strictObject({ "without-model": Shares.optional(), "with-model": Shares.optional() }).default({}),
    cases: z.array(Entry),
  }),
);

/** Least shares of cases that must come out right. */
export type Thresholds = z.infer<typeof Shares>;
export type Mode = "without-model" | "with-model";

/** One sentence, and what has to become of it. */
export interface Case {
  ask: string;
  expect: "agents" | "nobody" | "job";
  agents: string[];
  /** Other sets that will do. */
  or: string[][];
  job: string | undefined;
  after: { ask: string; agents: string[] }[];
  contains: string[];
  tag: string;
}

export interface Cases {
  cases: Case[];
  thresholds: Partial<Record<Mode, Thresholds | undefined>>;
}

/** Reads a file of cases. Throws an error that names what is wrong in it. */
export const readCases = async (path: string | URL): Promise<Cases> =>
  casesIn(await readFile(path, "utf8"), String(path));

/** The cases of a YAML or JSON text. */
export const casesIn = (text: string, name: string): Cases => {
  const parsed = CaseFile.safeParse(parse(text));
  if (!parsed.success) throw new Error(`${name} is no file of cases: ${z.prettifyError(parsed.error)}`);
  const { cases, thresholds } = parsed.data;
  return { thresholds, cases: cases.filter(({ todo }) => todo === undefined).flatMap(caseOf) };
};

const caseOf = ({ ask, agents = [], expect, or, job, after, contains, tag }: z.infer<typeof Entry>): Case[] =>
  ask.map((sentence) => ({
    ...{ ask: sentence, expect: expect ?? "agents", agents, or, job, after, contains, tag },
  }));
