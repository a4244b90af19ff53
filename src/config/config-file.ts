import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument, visit } from "yaml";
import { z } from "zod";
import { Language } from "../ports/preference.ts";
import { timeZone } from "../text/dates/time-zone.ts";
import { Access, AgentAllow, AuditConfig, knownGroups, withMembers } from "./access-config.ts";
import { ChannelId } from "./id-lists.ts";
import { IdentityConfig, Rights } from "./identity-config.ts";
import { wordsOf } from "./issue-words.ts";
import { Id, JobConfig, JobsFromTag } from "./job-config.ts";
import type { Mistakes } from "./mistakes.ts";
import { ToolConfig, toolIds } from "./tool-config.ts";
import { TriageConfig } from "./triage-config.ts";

/* concierge.yaml: its shape, and the line of every mistake in it. */

/** People copy the address of a space: …/genie/rooms/<id>?o=…, in newer workspaces …/genie/agents/<id>. */
export const spaceIn = (space: string): string =>
  /^https?:\/\/[^/\s]+\/(?:[^\s?#]{0,100}\/)?genie\/(?:rooms|agents|spaces)\/([\w-]{1,100})/.exec(space)?.[1] ?? space;

const AgentConfig = z.strictObject({
  id: Id.refine((id) => !toolIds.includes(id), "is the name of a tool"),
  name: z.string().min(1).max(60),
  description: z.string().min(1).max(1_000),
  space: z.string().min(1).transform(spaceIn),
  examples: z.array(z.string().max(300)).max(20).default([]),
  keywords: z.array(z.string().max(60)).max(100).default([]),
  /** Answers in direct messages and in `access.sensitive_channels` alone. */
  sensitive: z.boolean().optional(),
  allow: AgentAllow.optional(),
  rights: Rights.optional(),
});
export type AgentConfig = z.infer<typeof AgentConfig>;

const Limits = z.strictObject({
  genie_questions_per_minute: z.number().int().positive().default(5),
  /** A question may have to wait for the quota before Genie gets it, and Genie may then need ten minutes. */
  turn_seconds: z.number().positive().max(86_400).default(900),
  /** Without the start of the warehouse. Genie itself gives up after 600. */
  agent_seconds: z.number().positive().max(600).default(600),
  notify_after_seconds: z.number().positive().default(30),
  /** How long a question back about a job stays open; it is kept for a week. */
  confirmation_minutes: z.number().positive().max(10_080).default(60),
  concurrency: z.number().int().positive().default(512),
});
const Memory = z.strictObject({
  /** At most ten years, as with the other times: stores take no end beyond their calendar. */
  conversation_ttl_hours: z.number().positive().max(87_600).default(720),
  /** Questions with their answers that are kept word for word. Older ones are summed up. */
  exchanges: z.number().int().min(2).max(50).default(10),
  /** How long something is kept that somebody asked to be remembered, after its last use. */
  preferences_days: z.number().positive().max(3_650).default(365),
});
const SupervisorConfig = z.strictObject({
  /** The company's own words for plan and answers. */
  instructions: z.string().trim().max(4_000).default(""),
  /** Reads values of the spaces' columns, so that questions which name one find their agent. */
  values: z.boolean().default(true),
});

/** Whether traces show questions, answers and what agents and models were told. */
const Traces = z.strictObject({ content: z.boolean().default(false) });

/** Reports every value that a list contains a second time, at its place. */
const unique = (
  context: z.RefinementCtx,
  list: "agents" | "jobs",
  key: string,
  values: string[],
  wrong: string,
): void => {
  for (const [index, value] of values.entries()) {
    if (values.indexOf(value) === index) continue;
    context.addIssue({ code: "custom", path: [list, index, key], message: `${value} ${wrong}` });
  }
};

export const File = z
  .strictObject({
    /** Left out: the classic agents, by their variables in the environment. */
    agents: z.array(AgentConfig).min(1, "is empty: list at least one Genie space").optional(),
    jobs: z.array(JobConfig).default([]),
    jobs_from_tag: JobsFromTag.optional(),
    /** Channel that hears of the end of runs which nobody started here. */
    jobs_channel: ChannelId.optional(),
    /** For channels, and for people whose own language or clock is not known. */
    language: Language.default("en"),
    time_zone: z
      .string()
      .refine((name) => timeZone(name) !== undefined, "must be a time zone such as Europe/Berlin")
      .optional(),
    triage: TriageConfig.prefault({}),
    access: Access.prefault({}),
    audit: AuditConfig.prefault({}),
    identity: IdentityConfig.prefault({}),
    limits: Limits.prefault({}),
    memory: Memory.prefault({}),
    traces: Traces.prefault({}),
    tools: ToolConfig.prefault({}),
    supervisor: SupervisorConfig.prefault({}),
  })
  .superRefine(({ agents = [], jobs, jobs_from_tag, access }, context) => {
    knownGroups(context, access.groups, [
      ...agents.map(({ allow }, index) => ({ path: ["agents", index], allow })),
      ...jobs.map(({ allow }, index) => ({ path: ["jobs", index], allow })),
      { path: ["jobs_from_tag"], allow: jobs_from_tag?.allow },
    ]);
    unique(
      context,
      "agents",
      "id",
      agents.map(({ id }) => id),
      "is already the id of another agent",
    );
    unique(
      context,
      "jobs",
      "id",
      jobs.map(({ id }) => id),
      "is already the id of another job",
    );
    unique(
      context,
      "jobs",
      "job_id",
      jobs.map(({ job_id }) => job_id),
      "is listed twice",
    );
  })
  .transform(withMembers);
export type File = z.infer<typeof File>;

export type Read = (path: string) => string | undefined;

/** Reads concierge.yaml (or the file named by CONCIERGE_CONFIG). What is wrong goes to `mistakes`, with its line. */
export const loadFile = (known: Record<string, unknown>, read: Read, mistakes: Mistakes): File => {
  const nothing = File.parse({});
  const given = typeof known["CONCIERGE_CONFIG"] === "string" ? known["CONCIERGE_CONFIG"] : undefined;
  const path = given ?? "concierge.yaml";
  const source = read(path);
  if (source === undefined) {
    if (given) mistakes.add("CONCIERGE_CONFIG", `the file ${path} cannot be read`);
    return nothing;
  }
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, intAsBigInt: true });
  for (const error of document.errors) {
    mistakes.add(`${path} line ${error.linePos?.[0].line ?? "?"}`, yamlWords(error.message));
  }
  if (document.errors.length > 0) return nothing;
  if (document.contents === null) mistakes.warn(path, "is empty, so every setting has its default");
  const where = (keys: readonly PropertyKey[]): string => {
    const line = lineOf(document.contents, keys, lines);
    return [path, ...(line ? [`line ${line}`] : []), keys.map(String).join(".")].join(" ").trimEnd();
  };
  const content = contentOf(document, (at, wrong) =>
    mistakes.add(at === undefined ? path : `${path} line ${lines.linePos(at).line}`, wrong),
  );
  if (content === undefined) return nothing;
  const filled = fill(content, known, [], (keys, name) =>
    mistakes.unfit(where(keys), `\${${name}} is not set in the environment`),
  );
  const parsed = File.safeParse(filled, { error: wordsOf });
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    for (const { keys, wrong } of wrongs(issue)) mistakes.add(where(keys), wrong);
  }
  return nothing;
};

/** The values of the file; undefined: its aliases (`*name`), which are followed only now, lead nowhere or too far. */
const contentOf = (document: Document.Parsed, wrong: (at: number | undefined, words: string) => void): unknown => {
  let isWhole = true;
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document)) return;
      isWhole = false;
      wrong(alias.range?.[0], `*${alias.source} stands for nothing: put a text that begins with * in quotation marks`);
    },
  });
  if (!isWhole) return undefined;
  try {
    return document.toJS() ?? {};
  } catch {
    return void wrong(undefined, "has too many aliases (*name): write out what they stand for");
  }
};

/** What the YAML reader says, without the place, which stands before it. */
const yamlWords = (message: string): string => {
  if (message.includes("multiple documents")) return "a second document begins with ---: put all of it into one";
  return (message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, "");
};

/** An issue with the key that it is about: zod reports an unknown one at the object around it. */
const wrongs = (issue: z.core.$ZodIssue): { keys: PropertyKey[]; wrong: string }[] =>
  issue.code === "unrecognized_keys"
    ? issue.keys.map((key) => ({ keys: [...issue.path, key], wrong: "there is no such setting" }))
    : [{ keys: issue.path, wrong: issue.message }];

/** Replaces `${NAME}` in every string; small integers become numbers again. */
const fill = (
  value: unknown,
  known: Record<string, unknown>,
  keys: PropertyKey[],
  missing: (keys: PropertyKey[], name: string) => void,
): unknown => {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value === "string") {
    return value.replace(/\$\{(\w+)\}/g, (whole, name: string) => {
      const found = known[name];
      if (found === undefined) missing(keys, name);
      return found === undefined ? whole : String(found);
    });
  }
  if (Array.isArray(value)) return value.map((item, index) => fill(item, known, [...keys, index], missing));
  if (value && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, fill(item, known, [...keys, key], missing)]),
    );
  }
  return value;
};

/** Line of the deepest node that exists on the path. */
const lineOf = (root: Node | null, keys: readonly PropertyKey[], lines: LineCounter): number | undefined => {
  let node: unknown = root;
  let offset = root?.range?.[0];
  for (const key of keys) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (isScalar(pair?.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair?.value;
    } else if (node && typeof node === "object" && "items" in node && Array.isArray(node.items)) {
      node = node.items[Number(key)];
      offset = (node as Node | undefined)?.range?.[0] ?? offset;
    }
  }
  return offset === undefined ? undefined : lines.linePos(offset).line;
};
