import type { Finding } from "./writer.ts";

/** One statement over all findings whose tables share a column of names, such as region. */
export const joined = (findings: readonly Finding[]): { text: string; sources: number[] } | undefined => {
  const column = shared(findings);
  if (!column) return undefined;
  const parts = findings.filter(({ columns, rows }) => columns.includes(column) && rows.length > 0);
  const keys = [...new Set(parts.flatMap((part) => cells(part, column)))].slice(0, 12);
  const facts = (key: string) =>
    parts
      .filter((part) => cells(part, column).includes(key))
      .map((part) => `${described(part, column, key)} [${part.source}]`)
      .join("; ");
  const lead = leader(parts, column);
  return {
    text: [
      ...(lead ? [`By ${spoken(column)}, ${lead}.`] : [`By ${spoken(column)}:`]),
      keys.map((key) => `- **${key}**: ${facts(key)}`).join("\n"),
    ].join("\n\n"),
    sources: parts.map(({ source }) => source),
  };
};

/** The first column that findings share, that holds names, not numbers, and where they speak of the same names. */
const shared = (findings: readonly Finding[]): string | undefined =>
  findings
    .flatMap(({ columns }) => columns)
    .find((column) => {
      const having = findings.filter(({ columns, rows }) => columns.includes(column) && rows.length > 0);
      const named = having.map((part) => cells(part, column));
      return having.length > 1 && named.flat().every((cell) => !isNumber(cell)) && overlap(named);
    });

const overlap = (lists: string[][]): boolean =>
  new Set(lists.flat()).size < lists.reduce((sum, list) => sum + new Set(list).size, 0);

const cells = ({ columns, rows }: Finding, column: string): string[] => {
  const at = columns.indexOf(column);
  return rows.flatMap((row) => row[at] ?? []);
};

/** "total revenue 2,525" of the rows of one key; several rows give several values. */
const described = (part: Finding, column: string, key: string): string => {
  const rows = part.rows.filter((row) => row[part.columns.indexOf(column)] === key);
  return part.columns
    .flatMap((name, at) => {
      if (name === column) return [];
      const found = [...new Set(rows.flatMap((row) => row[at] ?? []))].slice(0, 5);
      return [`${spoken(name)} ${found.map(number).join(", ") || "none"}`];
    })
    .join(", ");
};

/** "**North** has the highest total revenue (2,525) [1]" over the first column of numbers. */
const leader = (parts: readonly Finding[], column: string): string | undefined => {
  for (const part of parts) {
    const at = part.columns.findIndex((name) => name !== column && cells(part, name).every(isNumber));
    const best = part.rows.toSorted((a, b) => Number(b[at]) - Number(a[at]))[0];
    const key = best?.[part.columns.indexOf(column)];
    if (at < 0 || !key || part.rows.length < 2) continue;
    return `**${key}** has the highest ${spoken(part.columns[at] ?? "")} (${number(best[at] ?? "")}) [${part.source}]`;
  }
  return undefined;
};

const spoken = (column: string): string => column.replaceAll("_", " ");

const isNumber = (cell: string): boolean => /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(cell);

const number = (cell: string): string =>
  isNumber(cell) && cell.length < 16 ? Number(cell).toLocaleString("en-US", { maximumFractionDigits: 2 }) : cell;
