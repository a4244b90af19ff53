import type { AskOutcome, Finding } from "../../ports/databricks/agent.ts";
import type { Table } from "../../ports/table.ts";
import { columnViews } from "../tables/column-view.ts";
import { numberOf } from "../tables/numbers.ts";
import { wordsIn } from "../words/words.ts";

/* What several findings have in common, as one table, so that no reader has to lay tables side by side. */

/** A column of a joined table, and the source (from 1) that it is from. */
interface JoinedColumn {
  at: number;
  source: number;
}

export interface JoinedTable {
  /** `overview`: the tables have the same columns and stand one below the other. `join`: they name the same things. */
  kind: "overview" | "join";
  table: Table;
  /** Numbers of the sources that are in it, from 1. */
  sources: number[];
  /** Of an overview, what each row is about. */
  rows: { source: number; area: string; metric: string; change: number | undefined }[];
  /** Of a join, where each column but the first is from. */
  columns: JoinedColumn[];
  /** It has every cell of the tables that it is made of. */
  isWhole: boolean;
}

interface Part {
  source: number;
  name: string;
  table: Table;
}

/** Rows of a part: more are no overview. */
const mostRows = 40;
/** Columns that a phone shows. */
const mostColumns = 6;

/** One table of all findings that fit together; undefined: no two do. */
export const joinedTable = (
  outcomes: readonly AskOutcome[],
  nameOf: (agent: string) => string,
  locale?: string,
): JoinedTable | undefined => {
  const parts = outcomes.flatMap((outcome, index) => partOf(outcome, index + 1, nameOf));
  return parts.length < 2 ? undefined : (stacked(parts, locale) ?? joined(parts));
};

const partOf = (outcome: AskOutcome, source: number, nameOf: (agent: string) => string): Part[] => {
  if (outcome.state === "failed" || !isWhole(outcome.finding)) return [];
  const { agent, table } = outcome.finding;
  return table ? [{ source, name: nameOf(agent), table }] : [];
};

/** A single query whose rows are all here. */
const isWhole = ({ table, earlier }: Finding): boolean =>
  table !== undefined &&
  earlier.every((one) => one.table === undefined) &&
  table.rows.length === table.total &&
  table.rows.length > 0 &&
  table.rows.length <= mostRows;

const namesOf = ({ table }: Part): string => JSON.stringify(table.columns.map(({ name }) => name.toLowerCase()));

/** Key figures of several areas: the same columns, one below the other, what changed most first. */
const stacked = (parts: Part[], locale: string | undefined): JoinedTable | undefined => {
  const [first] = parts;
  if (
    !first ||
    first.table.columns.length < 2 ||
    first.table.columns[0]?.type !== "text" ||
    parts.some((part) => namesOf(part) !== namesOf(first))
  )
    return undefined;
  const { columns } = first.table;
  if (sharesKeys(parts)) return undefined;
  const figures = figuresOf(columns, locale);
  const all = parts.flatMap(({ source, name, table }) =>
    table.rows.map((row) => ({
      ...{ source, area: name, metric: row[0] ?? "–", change: figures?.change(row) },
      cells: [`${name}: ${row[0] ?? "–"}`, ...row.slice(1)],
    })),
  );
  if (all.length > mostRows) return undefined;
  const rows = figures ? all.toSorted((one, other) => Math.abs(other.change ?? 0) - Math.abs(one.change ?? 0)) : all;
  const [label, ...others] = columns;
  if (!label) return undefined;
  return {
    kind: "overview",
    table: {
      columns: [label, ...(figures ? figures.columns : others)],
      rows: rows.map(({ cells, change }) =>
        figures ? [...cells, change === undefined ? null : change.toFixed(1)] : cells,
      ),
      total: rows.length,
      truncated: false,
    },
    sources: parts.map(({ source }) => source),
    rows,
    columns: [],
    isWhole: true,
  };
};

/** True where the first columns name the same things: then rows belong side by side. */
const sharesKeys = (parts: Part[]): boolean => {
  const keys = parts.flatMap(({ table }) => [...new Set(table.rows.map(([key]) => key))]);
  return new Set(keys).size < keys.length;
};

const nowNames = new Set(["current", "now", "this_period", "this_month", "this_week", "latest", "after"]);
const beforeNames = new Set([
  "previous",
  "before",
  "prior",
  "last_period",
  "last_month",
  "last_week",
  "previous_period",
]);

/** Where one column holds the value of now and another that of before: their headings, and a row's change in per cent. */
const figuresOf = (columns: Table["columns"], locale: string | undefined) => {
  const words = wordsIn(locale).answers;
  const names = columns.map(({ name }) => name.toLowerCase());
  const now = names.findIndex((name) => nowNames.has(name));
  const before = names.findIndex((name) => beforeNames.has(name));
  if (now < 0 || before < 0) return undefined;
  const heads = columns.map((column, at) => ({
    ...column,
    ...(at === now && { name: words.now }),
    ...(at === before && { name: words.before }),
  }));
  return {
    columns: [...heads.slice(1), { name: "± %", type: "number" } as const],
    change: (row: Table["rows"][number]): number | undefined => {
      const [from, to] = [numberOf(row[before]), numberOf(row[now])];
      return from === undefined || to === undefined || from === 0 ? undefined : ((to - from) / Math.abs(from)) * 100;
    },
  };
};

/** Where a part has the things that another one names: the column, and the row of each thing. */
interface Keyed {
  part: Part;
  at: number;
  rows: Map<string, Table["rows"][number]>;
}

/** Figures of the same regions, jobs or days from several agents, side by side. */
const joined = (parts: Part[]): JoinedTable | undefined => {
  const options = parts.flatMap((part) => keysOf(part).map((key) => [key, ...othersOf(key, parts)]));
  const [best] = options
    .filter((option) => option.length > 1)
    .toSorted((one, other) => other.length - one.length || overlap(other) - overlap(one));
  if (!best) return undefined;
  const all = best.toSorted((one, other) => one.part.source - other.part.source);
  const things = [...new Set(all.flatMap(({ rows }) => [...rows.keys()]))];
  const sides = columnsOf(all, things);
  const columns = sides.slice(0, mostColumns - 1);
  const head = all[0]?.part.table.columns[all[0].at];
  if (!head || columns.length < 2 || things.length > mostRows) return undefined;
  return {
    kind: "join",
    table: {
      columns: [head, ...columns.map(({ column }) => column)],
      rows: things.map((thing) => [
        all.map(({ rows, at }) => rows.get(thing)?.[at]).find((cell) => cell !== undefined) ?? null,
        ...columns.map(({ cells }) => cells.get(thing) ?? null),
      ]),
      total: things.length,
      truncated: false,
    },
    sources: all.map(({ part }) => part.source),
    rows: [],
    columns: columns.map(({ source }, index) => ({ at: index + 1, source })),
    isWhole: columns.length === sides.length,
  };
};

/** The columns whose values name one row each. */
const keysOf = (part: Part): Keyed[] =>
  columnViews(part.table).flatMap(({ isQuantity }, at) => {
    if (isQuantity) return [];
    const rows = new Map(part.table.rows.map((row) => [thingOf(row[at]), row]));
    return rows.size === part.table.rows.length && !rows.has("") ? [{ part, at, rows }] : [];
  });

const thingOf = (cell: string | null | undefined): string => cell?.trim().toLowerCase() ?? "";

/** In each other part the column that names the most of the same things. */
const othersOf = (key: Keyed, parts: Part[]): Keyed[] =>
  parts
    .filter((part) => part !== key.part)
    .flatMap((part) =>
      keysOf(part)
        .filter((other) => common(key, other) > 0)
        .toSorted((one, other) => common(key, other) - common(key, one))
        .slice(0, 1),
    );

const common = (one: Keyed, other: Keyed): number =>
  [...one.rows.keys()].filter((thing) => other.rows.has(thing)).length;

const overlap = ([first, ...others]: Keyed[]): number =>
  first ? others.reduce((sum, other) => sum + common(first, other), 0) : 0;

interface Side {
  column: Table["columns"][number];
  source: number;
  cells: Map<string, string | null>;
}

/** The columns of all parts: one that says the same as an earlier one is left out, another of its name gets the agent's. */
const columnsOf = (all: Keyed[], things: string[]): Side[] => {
  const sides: Side[] = [];
  for (const { part, at, rows } of all)
    for (const [index, column] of part.table.columns.entries()) {
      if (index === at) continue;
      const cells = new Map([...rows].map(([thing, row]) => [thing, row[index] ?? null]));
      const namesake = sides.find((side) => side.column.name.toLowerCase() === column.name.toLowerCase());
      const isSame =
        namesake && things.every((thing) => !cells.has(thing) || cells.get(thing) === namesake.cells.get(thing));
      if (isSame) continue;
      const name = namesake ? `${column.name} (${part.name})` : column.name;
      sides.push({ column: { ...column, name }, source: part.source, cells });
    }
  return sides;
};
