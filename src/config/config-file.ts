import { isMap, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import { z } from "zod";
import { Id, JobConfig, JobsFromTag } from "./job-config.ts";

/* concierge.yaml: its shape, and where in it a mistake stands. */

export interface Mistake {
  /** Environment variable, or path in the file with its line. */
  key: string;
  wrong: string;
}

const AgentConfig = z.strictObject({
  id: Id,
  name: z.string().min(1).max(60),
  description: z.string().min(1).max(1_000),
  space: z.string().min(1),
  examples: z.array(z.string().max(300)).max(20).default([]),
  keywords: z.array(z.string().max(60)).max(100).default([]),
});
export type AgentConfig = z.infer<typeof AgentConfig>;

const Access = z.strictObject({
  admins: z.array(z.string()).default([]),
  /** Empty: everybody in the workspace. */
  users: z.array(z.string()).default([]),
  /** Empty: every channel that the bot is in. */
  channels: z.array(z.string()).default([]),
  /** Slack team ids and Teams tenant ids. Empty: the workspaces that the bot is installed in. */
  tenants: z.array(z.string()).default([]),
  /** Answer in channels that are shared with another organisation. */
  external: z.boolean().default(false),
});
export type Access = z.infer<typeof Access>;

const Limits = z.strictObject({
  genie_questions_per_minute: z.number().int().positive().default(5),
  turn_seconds: z.number().positive().default(600),
  agent_seconds: z.number().positive().max(600).default(120),
  notify_after_seconds: z.number().positive().default(30),
  /** How long a question back about a job stays open. */
  confirmation_minutes: z.number().positive().default(60),
  concurrency: z.number().int().positive().default(512),
});
const Memory = z.strictObject({ conversation_ttl_hours: z.number().positive().default(720) });

export const File = z.strictObject({
  agents: z.array(AgentConfig).default([]),
  jobs: z.array(JobConfig).default([]),
  jobs_from_tag: JobsFromTag.optional(),
  /** Channel that hears of the end of runs which nobody started here. */
  jobs_channel: z.string().optional(),
  access: Access.prefault({}),
  limits: Limits.prefault({}),
  memory: Memory.prefault({}),
});
export type File = z.infer<typeof File>;

export type Read = (path: string) => string | undefined;

/** Reads concierge.yaml (or the file named by CONCIERGE_CONFIG). What is wrong goes to `mistakes`, with its line. */
export const loadFile = (known: Record<string, unknown>, read: Read, mistakes: Mistake[]): File => {
  const nothing = File.parse({});
  const given = typeof known["CONCIERGE_CONFIG"] === "string" ? known["CONCIERGE_CONFIG"] : undefined;
  const path = given ?? "concierge.yaml";
  const source = read(path);
  if (source === undefined) {
    if (given) mistakes.push({ key: "CONCIERGE_CONFIG", wrong: `the file ${path} cannot be read` });
    return nothing;
  }
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, intAsBigInt: true });
  for (const error of document.errors) {
    mistakes.push({ key: `${path} line ${error.linePos?.[0].line ?? "?"}`, wrong: error.message.split("\n")[0] ?? "" });
  }
  if (document.errors.length > 0) return nothing;
  const where = (keys: readonly PropertyKey[]): string => {
    const line = lineOf(document.contents, keys, lines);
    return `${path}${line ? ` line ${line}` : ""} ${keys.map(String).join(".")}`;
  };
  const filled = fill(document.toJS() ?? {}, known, [], (keys, name) =>
    mistakes.push({ key: where(keys), wrong: `\${${name}} is not set in the environment` }),
  );
  const parsed = File.safeParse(filled);
  if (parsed.success) return parsed.data;
  const named = new Set(mistakes.map(({ key }) => key));
  const issues = parsed.error.issues.map((issue) => ({ key: where(issue.path), wrong: issue.message }));
  mistakes.push(...issues.filter(({ key }) => !named.has(key)));
  return nothing;
};

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
