import { z } from "zod";
import { Problem } from "../../src/errors.ts";
import { bot } from "../../src/ports/databricks/identity.ts";
import { shortened } from "../../src/text/shorten.ts";
import type { DatabricksHttp } from "./http.ts";
import { JobShape, jobOf } from "./jobs/parse.ts";
import { listAll } from "./pages.ts";
import { canUseWarehouse } from "./workspace.ts";

/* What the bot's identity may see in a workspace, for whoever decides what the bot offers. */

export interface FoundSpace {
  id: string;
  title: string;
  description: string;
}

/** A Genie space, looked at closely. */
export interface SpaceDetails {
  /** Questions that its makers wrote down. */
  examples: string[];
  /** What its makers call what it knows. */
  words: string[];
  /** Both are shown to those alone who may edit the space. */
  isOpen: boolean;
  /** Its SQL warehouse, if it may not be used. */
  closedWarehouse: string | undefined;
}

export interface FoundJob {
  id: string;
  name: string;
}

const next_page_token = z.string().nullish();
const Space = z.object({ space_id: z.string(), title: z.string(), description: z.string().nullish() });
const Spaces = z.object({ spaces: z.array(Space).nullish(), next_page_token });
const JobPage = z.object({ jobs: z.array(JobShape).nullish(), next_page_token });

/** Every Genie space that is shared with the bot, by title. */
export const spacesOf = async (http: DatabricksHttp): Promise<FoundSpace[]> => {
  const found = await listAll(http, {
    ...{ caller: bot, path: "/api/2.0/genie/spaces", page: Spaces },
    items: ({ spaces }) => spaces,
  });
  return found
    .map(({ space_id: id, title, description }) => ({ id, title, description: description ?? "" }))
    .toSorted((one, other) => one.title.localeCompare(other.title, "en"));
};

/** Every job that the bot may see, by name. */
export const jobsOf = async (http: DatabricksHttp): Promise<FoundJob[]> => {
  const found = await listAll(http, {
    ...{ caller: bot, path: "/api/2.2/jobs/list", page: JobPage },
    query: { limit: 100, page_size: undefined },
    items: ({ jobs }) => jobs,
  });
  return found
    .map(jobOf)
    .map(({ job: id, name }) => ({ id, name }))
    .toSorted((one, other) => one.name.localeCompare(other.name, "en"));
};

export const detailsOf = async (http: DatabricksHttp, space: string): Promise<SpaceDetails> => {
  const path = `/api/2.0/genie/spaces/${encodeURIComponent(space)}`;
  const { warehouse_id } = await http.call(Details, { caller: bot, method: "GET", path });
  const contents = await http
    .call(Details, { caller: bot, method: "GET", path, query: { include_serialized_space: true } })
    .catch(hidden);
  const isUsable = !warehouse_id || (await canUseWarehouse(http, warehouse_id)) !== undefined;
  return {
    ...writtenIn(contents?.serialized_space ?? ""),
    isOpen: contents !== undefined,
    closedWarehouse: isUsable ? undefined : warehouse_id,
  };
};

const Details = z.object({
  warehouse_id: z
    .string()
    .nullish()
    .transform((id) => id ?? undefined),
  serialized_space: z.string().nullish(),
});

const hidden = (thrown: unknown): undefined => {
  if (thrown instanceof Problem && ["databricks.forbidden", "databricks.invalid"].includes(thrown.code))
    return undefined;
  throw thrown;
};

const Questions = z
  .array(z.object({ question: z.array(z.string()) }))
  .catch([])
  .default([]);
const Named = z
  .array(z.object({ display_name: z.string().default(""), synonyms: z.array(z.string()).default([]) }))
  .catch([])
  .default([]);
const Contents = z.object({
  config: z.object({ sample_questions: Questions }).catch({ sample_questions: [] }).prefault({}),
  instructions: z
    .object({
      example_question_sqls: Questions,
      sql_snippets: z.object({ measures: Named, filters: Named }).catch({ measures: [], filters: [] }).prefault({}),
    })
    .catch({ example_question_sqls: [], sql_snippets: { measures: [], filters: [] } })
    .prefault({}),
});

const most = { examples: 5, words: 20 };

/** Sample questions first, then those with a query of their own; of the words, those for measures first. */
const writtenIn = (serialized: string): Pick<SpaceDetails, "examples" | "words"> => {
  const { config, instructions } = Contents.parse(fromJson(serialized));
  const { example_question_sqls, sql_snippets } = instructions;
  const questions = [...config.sample_questions, ...example_question_sqls].map(({ question }) => question.join(" "));
  const named = [...sql_snippets.measures, ...sql_snippets.filters];
  const words = named.flatMap(({ display_name, synonyms }) => [display_name.replaceAll("_", " "), ...synonyms]);
  return {
    examples: firstOf(
      questions.map((question) => shortened(question.trim(), 300)),
      most.examples,
    ),
    words: firstOf(
      words.map((word) => word.trim().toLowerCase()).filter((word) => word.length <= 60),
      most.words,
    ),
  };
};

const firstOf = (texts: readonly string[], most: number): string[] =>
  [...new Set(texts.filter(Boolean))].slice(0, most);

const fromJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
};
