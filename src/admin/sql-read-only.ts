import { z } from "zod";
import { phrase } from "../reply/words/phrase.ts";

/* Whether a parsed statement only reads. What is not known to read is refused. */

/** The only kinds of statements that are run. */
const reading = new Set(["select", "union", "intersect", "except", "subquery", "values", "show", "describe"]);

/** Kinds of statements that change something, and nothing else; also those that stand within another one. */
const writing =
  /^(?:insert|update|delete|merge|copy|command|truncate|grant|revoke|use|set_statement|(?:create|drop|alter)(?:_\w+)?)$/;

/** Functions that reach out of the tables: to secrets, to the network, into the JVM. */
const reaching = new Set([
  ...["secret", "try_secret", "http_request", "java_method", "reflect", "try_reflect", "remote_query"],
  ...["read_kafka", "read_kinesis", "read_pubsub", "read_pulsar", "identifier", "vector_search"],
]);

/** Functions that send data to a language model. */
const isModelCall = (name: string): boolean => name.startsWith("ai_");

/**
 * SHOW and DESCRIBE in their plain forms, most of which the parser does not know: a keyword that only reads, then names
 * and texts, and nothing that could begin another statement.
 */
export const isPlainShow = (sql: string): boolean =>
  /^\s*(?:show|describe|desc)\s[\w\s.`'*|%-]+;?\s*$/i.test(sql) && !sql.includes("--");

const Statements = z.array(z.record(z.string(), z.unknown()));

/** What a parser made of a text. */
export interface Parsed {
  statements: unknown;
  error: string | undefined;
}

/** Why a text is not run, as half a sentence; undefined: it is one statement that reads. */
export const refusalOf = ({ statements, error }: Parsed): string | undefined => {
  const { data } = Statements.safeParse(statements);
  if (!data) return phrase("notSql", { error: (error ?? phrase("noSql", {})).slice(0, 200) });
  const [statement, ...others] = data;
  if (!statement) return phrase("noneHere", {});
  if (others.length > 0) return phrase("several", { count: data.length });
  const [kind = ""] = Object.keys(statement);
  if (!reading.has(kind)) return phrase("oneIs", { what: article(words(kind)) });
  return foundWithin(statement);
};

/** Looks at every part of a statement; without recursion, however deep it is. */
const foundWithin = (statement: object): string | undefined => {
  const open: unknown[] = [statement];
  while (open.length > 0) {
    const part = open.pop();
    if (typeof part !== "object" || part === null) continue;
    for (const [key, value] of Object.entries(part)) {
      if (writing.test(key) && isPart(value)) return phrase("partIs", { what: article(words(key)) });
      if (key === "into" && isPart(value)) return phrase("writesInto", {});
      open.push(value);
    }
    const called = functionIn(part);
    if (called !== undefined && (reaching.has(called) || isModelCall(called)))
      return phrase("unsafeFunction", { name: called });
  }
  return undefined;
};

const isPart = (value: unknown): boolean => typeof value === "object" && value !== null;

const Named = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);
const Call = z.object({ args: z.array(z.unknown()), name: Named.optional(), method: Named.optional() });

/** The name of the function that a part calls, without its schema. */
const functionIn = (part: object): string | undefined => {
  const call = Call.safeParse(part).data;
  return (call?.name ?? call?.method)?.toLowerCase().split(".").at(-1);
};

const words = (kind: string): string =>
  kind === "command" ? phrase("anotherCommand", {}) : kind.replaceAll("_", " ").toUpperCase();

const article = (text: string): string => {
  if (text.startsWith("another")) return text;
  return `${/^[AEIOU]/.test(text) ? "an" : "a"} ${text}`;
};
