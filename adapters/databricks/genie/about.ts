import { z } from "zod";
import { Problem } from "../../../src/errors.ts";
import type { Agent, SpaceProfile } from "../../../src/ports/databricks/agent.ts";
import { bot } from "../../../src/ports/databricks/identity.ts";
import type { Sql } from "../../../src/ports/databricks/sql.ts";
import { tryJson } from "../json.ts";
import type { Space } from "./space.ts";
import { type MatchedColumn, readValues } from "./space-values.ts";

/**
 * Reads what a space says about itself. Its contents need the right to edit it; without that, title and description
 * are all there is. `sql`: where the values of its columns are read; absent: they are not.
 */
export const createAbout =
  (space: Space, sql: Sql | undefined): Agent["about"] =>
  async (signal) => {
    try {
      const { profile, matched } = await read(space, "true", signal);
      return { ...profile, values: bounded(await readValues(sql, matched, signal)) };
    } catch (thrown) {
      if (!(thrown instanceof Problem) || !hidden.includes(thrown.code)) throw thrown;
      return (await read(space, "false", signal)).profile;
    }
  };

const hidden = ["databricks.forbidden", "databricks.not-found", "databricks.invalid"];

const read = async (
  { http, path }: Space,
  include_serialized_space: "true" | "false",
  signal: AbortSignal | undefined,
): Promise<{ profile: SpaceProfile; matched: MatchedColumn[] }> => {
  const given = await http.call(Described, {
    ...{ method: "GET", path, query: { include_serialized_space } },
    ...{ caller: bot, timeoutMs: 20_000, retryForMs: 60_000, signal },
  });
  const contents = Contents.safeParse(tryJson(given.serialized_space ?? "{}"));
  const known = contents.success ? contents.data : Contents.parse({});
  return { profile: profileOf(given, known), matched: matchedIn(known) };
};

const Described = z.object({
  title: z.string().nullish(),
  description: z.string().nullish(),
  serialized_space: z.string().nullish(),
});

const Words = z.array(z.string()).catch([]).default([]);
const Name = z.string().catch("").default("");
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .catch([])
    .default([])
    .transform((items): z.output<T>[] =>
      items.flatMap((value) => {
        const parsed = item.safeParse(value);
        return parsed.success ? [parsed.data] : [];
      }),
    );

const Question = z.object({ question: Words });
const Snippet = z.object({ alias: Name, display_name: Name, synonyms: Words });
const Flag = z.boolean().catch(false).default(false);
const Column = z.object({ column_name: Name, synonyms: Words, exclude: Flag, enable_entity_matching: Flag });
const Table = z.object({ identifier: Name, column_configs: listOf(Column) });

/** Whatever is missing or of another form is left out: authors and versions differ. */
const Contents = z.object({
  config: z
    .object({ sample_questions: listOf(Question) })
    .catch({ sample_questions: [] })
    .default({ sample_questions: [] }),
  data_sources: z
    .object({ tables: listOf(Table), metric_views: listOf(Table) })
    .catch({ tables: [], metric_views: [] })
    .default({ tables: [], metric_views: [] }),
  instructions: z
    .object({
      example_question_sqls: listOf(Question),
      sql_snippets: z
        .object({ measures: listOf(Snippet), filters: listOf(Snippet), expressions: listOf(Snippet) })
        .catch({ measures: [], filters: [], expressions: [] })
        .default({ measures: [], filters: [], expressions: [] }),
    })
    .optional()
    .catch(undefined),
});

/** How many words and questions of a space are kept, and how long one may be. */
const most = { items: 2_000, length: 300 };

const profileOf = (
  { title, description }: z.infer<typeof Described>,
  { config, data_sources, instructions }: z.infer<typeof Contents>,
): SpaceProfile => {
  const snippets = instructions?.sql_snippets;
  const tables = [...data_sources.tables, ...data_sources.metric_views];
  const columns = tables.flatMap(({ column_configs }) => column_configs).filter(({ exclude }) => !exclude);
  return {
    title: (title ?? "").slice(0, most.length),
    description: (description ?? "").slice(0, 10 * most.length),
    questions: bounded([...config.sample_questions, ...(instructions?.example_question_sqls ?? [])].map(joined)),
    measures: bounded([...(snippets?.measures ?? []), ...(snippets?.filters ?? [])].flatMap(wordsOf)),
    columns: bounded([
      ...tables.map(({ identifier }) => inWords(identifier.slice(identifier.lastIndexOf(".") + 1))),
      ...columns.flatMap(({ column_name, synonyms }) => [inWords(column_name), ...synonyms]),
      ...(snippets?.expressions ?? []).flatMap(wordsOf),
    ]),
    values: [],
  };
};

/** Columns of tables, as metric views are queried in another way. */
const matchedIn = ({ data_sources }: z.infer<typeof Contents>): MatchedColumn[] =>
  data_sources.tables.flatMap(({ identifier, column_configs }) =>
    column_configs
      .filter(({ enable_entity_matching, exclude, column_name }) => enable_entity_matching && !exclude && column_name)
      .map(({ column_name }) => ({ table: identifier, column: column_name })),
  );

const joined = ({ question }: z.infer<typeof Question>): string => question.join(" ");

const wordsOf = ({ alias, display_name, synonyms }: z.infer<typeof Snippet>): string[] => [
  inWords(alias),
  display_name,
  ...synonyms,
];

const inWords = (name: string): string => name.slice(0, most.length).replaceAll("_", " ");

const bounded = (texts: readonly string[]): string[] =>
  [...new Set(texts.slice(0, most.items).map((text) => text.slice(0, most.length).trim()))].filter(Boolean);
