import type { Finding } from "./writer.ts";

/** One statement over all findings whose tables share a column of names, such as region. */
export const joinFindings = (findings: readonly Finding[]): { text: string; sources: number[] } | undefined => {
  const column = sharedColumn(findings);
  if (!column) return undefined;
  const parts = findings.filter(({ columns, rows }) => columns.includes(column) && rows.length > 0);
  const keys = [...new Set(parts.flatMap((part) => cells(part, column)))].slice(0, 12);
  const facts = (key: string) =>
    parts
      .filter((part) => cells(part, column).includes(key))
      .map((part) => `${describe(part, column, key)} [${part.source}]`)
      .join("; ");
  const lead = leadingFact(parts, column);
  return {
    text: [
      ...(lead ? [`By ${readable(column)}, ${lead}.`] : [`By ${readable(column)}:`]),
      keys.map((key) => `- **${key}**: ${facts(key)}`).join("\n"),
    ].join("\n\n"),
    sources: parts.map(({ source }) => source),
  };
};

/** The first column of names that several findings have, with names in common. */
const sharedColumn = (findings: readonly Finding[]): string | undefined =>
  findings
    .flatMap(({ columns }) => columns)
    .find((column) => {
      const having = findings.filter(({ columns, rows }) => columns.includes(column) && rows.length > 0);
      const named = having.map((part) => cells(part, column));
      return having.length > 1 && named.flat().every((cell) => !isNumber(cell)) && sharesNames(named);
    });

const sharesNames = (lists: string[][]): boolean =>
  new Set(lists.flat()).size < lists.reduce((sum, list) => sum + new Set(list).size, 0);

const cells = ({ columns, rows }: Finding, column: string): string[] => {
  const at = columns.indexOf(column);
  return rows.flatMap((row) => row[at] ?? []);
};

/** "total revenue 2,525" from the rows of one key. Several rows give several values. */
const describe = (part: Finding, column: string, key: string): string => {
  const rows = part.rows.filter((row) => row[part.columns.indexOf(column)] === key);
  return part.columns
    .flatMap((name, at) => {
      if (name === column) return [];
      const found = [...new Set(rows.flatMap((row) => row[at] ?? []))].slice(0, 5);
      return [`${readable(name)} ${found.map(number).join(", ") || "none"}`];
    })
    .join(", ");
};

/** "**North** has the highest total revenue (2,525) [1]" from the first column of numbers. */
const leadingFact = (parts: readonly Finding[], column: string): string | undefined => {
  for (const part of parts) {
    const at = part.columns.findIndex((name) => name !== column && cells(part, name).every(isNumber));
    const best = part.rows.toSorted((a, b) => Number(b[at]) - Number(a[at]))[0];
    const key = best?.[part.columns.indexOf(column)];
    if (at < 0 || !key || part.rows.length < 2) continue;
    return `**${key}** has the highest ${readable(part.columns[at] ?? "")} (${number(best[at] ?? "")}) [${part.source}]`;
  }
  return undefined;
};

const readable = (column: string): string => column.replaceAll("_", " ");

const isNumber = (cell: string): boolean => /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(cell);

const number = (cell: string): string =>
  isNumber(cell) && cell.length < 16 ? Number(cell).toLocaleString("en-US", { maximumFractionDigits: 2 }) : cell;
