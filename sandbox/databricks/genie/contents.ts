import type { Dimension, Flag, Measure, Subject } from "../semantic/subject.ts";
import { type Space, tablesOf } from "../spaces/space.ts";

/** `serialized_space`: what the author of a space put into it, in version 2 of its form. */
export const contentsOf = (space: Space): object => {
  const ids = counter(space);
  const { subjects } = space;
  return {
    version: 2,
    config: { sample_questions: space.samples.map((question) => ({ id: ids(), question: [question] })) },
    data_sources: {
      tables: tablesOf(space)
        .sort()
        .map((identifier) => tableOf(identifier, subjects)),
    },
    instructions: {
      example_question_sqls: space.trusted.map(({ asks, query }) => ({
        ...{ id: ids(), question: [asks[0]], sql: [`SELECT ${query.select}`, `FROM ${query.from}`] },
      })),
      sql_snippets: {
        measures: subjects.flatMap(({ measures }) => measures).map((measure) => ({ id: ids(), ...measureOf(measure) })),
        filters: subjects.flatMap(({ flags = [] }) => flags).map((flag) => ({ id: ids(), ...filterOf(flag) })),
      },
    },
  };
};

/** Ids of 32 hex digits, unique in the space. */
const counter = (space: Space): (() => string) => {
  let next = 0;
  return () => {
    const id = `${space.id.slice(0, 29)}${next.toString(16).padStart(3, "0")}`;
    next += 1;
    return id;
  };
};

const tableOf = (identifier: string, subjects: readonly Subject[]): object => {
  const columns = subjects.flatMap((subject) =>
    subject.dimensions.filter((one) => tableOfColumn(subject, one) === identifier),
  );
  const unique = [...new Map(columns.map((column) => [column.name, column])).values()];
  return { identifier, ...(unique.length > 0 && { column_configs: unique.map(columnOf) }) };
};

const tableOfColumn = ({ from, joins }: Subject, { join }: Dimension): string | undefined =>
  join === undefined ? from : /\w+\.\w+/.exec(joins?.[join] ?? "")?.[0];

/** Entity matching needs format assistance. A column that is computed has no values of its own. */
const columnOf = ({ name, words, aliases = {}, values, sql }: Dimension): object => ({
  column_name: name,
  synonyms: [...phrases(words), ...Object.values(aliases).flatMap(phrases)],
  ...(values !== false && sql === undefined && { enable_format_assistance: true, enable_entity_matching: true }),
});

const measureOf = ({ name, label, words, high = "", low = "", sql }: Measure): object => ({
  alias: name,
  display_name: label,
  synonyms: [words, high, low].flatMap(phrases),
  sql: [sql],
});

const filterOf = ({ name, words, where }: Flag): object => ({
  display_name: name,
  synonyms: phrases(words),
  sql: [where],
});

const phrases = (words: string): string[] =>
  words
    .split(",")
    .map((phrase) => phrase.trim().replace(/\s+/g, " "))
    .filter(Boolean);
