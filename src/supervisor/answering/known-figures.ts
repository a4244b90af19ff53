import type { AskOutcome, Finding } from "../../ports/databricks/agent.ts";
import type { Table } from "../../ports/table.ts";
import { joinedTable } from "../../reply/answer/joined-table.ts";
import { numberOf } from "../../reply/tables/numbers.ts";
import { figuresIn } from "../../text/figures/figures.ts";

/* The figures that findings support: those in them, and what follows from them by sum, difference, share or change. */

/** Tells whether a value, as exact as half of `step`, is one that the findings support. */
export type IsKnown = (value: number, step: number) => boolean;

/** Rows of a table whose sums count, and rows whose pairs do: of many pairs, some fit anything. */
const mostRows = 1_000;
const mostPaired = 20;
const mostInText = 12;

export const knownFigures = (question: string, outcomes: readonly AskOutcome[]): IsKnown => {
  const tables = outcomes.flatMap((outcome) => (outcome.state === "done" ? tablesIn(outcome.finding) : []));
  const joined = joinedTable(outcomes, (agent) => agent)?.table;
  const texts = [question, ...outcomes.flatMap(textsOf)];
  const values = [
    ...texts.flatMap((text) => inText(valuesIn(text))),
    // A query says what it left out, and nothing follows from that.
    ...outcomes.flatMap(queriesOf).flatMap(valuesIn),
    ...[...tables, ...(joined ? [joined] : [])].flatMap(valuesOf),
    ...tables.map(({ total }) => total),
  ];
  const sorted = Float64Array.from(values.filter(Number.isFinite).map(Math.abs)).sort();
  const most = Math.max(outcomes.length, ...[...tables, ...(joined ? [joined] : [])].map(({ rows }) => rows.length));
  // A count of what the findings list.
  const isCount = (value: number): boolean => Number.isInteger(value) && value <= Math.min(most, 100);
  return (value, step) => isCount(value) || hasNear(sorted, value, step / 2 + Math.abs(value) * 1e-9);
};

/** A longer text has a table, whose pairs count. */
const inText = (values: number[]): number[] => (values.length <= mostInText ? withPairs(values) : values);

const tablesIn = ({ table, earlier }: Finding): Table[] =>
  [table, ...earlier.map((one) => one.table)].filter((one) => one !== undefined);

const textsOf = (outcome: AskOutcome): string[] =>
  outcome.state === "failed"
    ? [outcome.question, outcome.failure.sentence]
    : [
        outcome.finding.question,
        outcome.finding.text,
        ...outcome.finding.notes,
        ...outcome.finding.earlier.map(({ title }) => title),
      ];

const queriesOf = (outcome: AskOutcome): string[] =>
  outcome.state === "failed"
    ? []
    : [outcome.finding, ...outcome.finding.earlier].flatMap(({ sql }) => (sql === undefined ? [] : [sql]));

const valuesIn = (text: string): number[] =>
  figuresIn(text).flatMap(({ readings, parts }) =>
    [readings, ...parts.map((part) => part.readings)].flat().map(({ value }) => value),
  );

const valuesOf = ({ columns, rows }: Table): number[] => {
  const some = rows.slice(0, mostRows);
  const byColumn = columns.map((_, at) => some.flatMap((row) => numberOf(row[at]) ?? []));
  const inCells = some.flatMap((row) =>
    row.flatMap((cell) => (cell && numberOf(cell) === undefined ? valuesIn(cell.slice(0, 200)) : [])),
  );
  const paired = rows.length <= mostPaired;
  return [
    ...inCells,
    ...byColumn.flatMap((column) => [...(paired ? withPairs(column) : withEnds(column)), ...ofWhole(column)]),
    ...(paired ? some.flatMap((row) => withPairs(row.flatMap((cell) => numberOf(cell) ?? []))) : []),
  ];
};

/** The sum, the mean, and the share that each value has of the sum, also as a percentage. */
const ofWhole = (values: number[]): number[] => {
  const sum = values.reduce((total, value) => total + value, 0);
  return [sum, sum / values.length, ...values.flatMap((value) => percent(value, sum))];
};

/** The values of a long column, and what its ends and its extremes make. */
const withEnds = (values: number[]): number[] => {
  const ends = [values[0], values.at(-2), values.at(-1), Math.max(...values), Math.min(...values)];
  return [...values, ...withPairs([...new Set(ends.filter((value) => value !== undefined))])];
};

/** The values, and what two of them make: sum, difference, share, change. */
const withPairs = (values: number[]): number[] => {
  const some = values.slice(0, mostPaired);
  return [
    ...values,
    ...some.flatMap((one, at) =>
      some
        .slice(at + 1)
        .flatMap((other) => [
          ...[one + other, one - other, one / other, other / one],
          ...[
            ...percent(one, other),
            ...percent(other, one),
            ...percent(one - other, one),
            ...percent(one - other, other),
          ],
          ...percent(one, one + other),
          ...percent(other, one + other),
        ]),
    ),
  ];
};

const percent = (part: number, whole: number): number[] => (whole === 0 ? [] : [(part / whole) * 100]);

/** Whether a sorted list holds a value within a distance. */
const hasNear = (sorted: Float64Array, value: number, distance: number): boolean => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value - distance) low = middle + 1;
    else high = middle;
  }
  return low < sorted.length && (sorted[low] ?? 0) <= value + distance;
};
