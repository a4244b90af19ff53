import type { Table } from "../ports/table.ts";

/** Without it Excel takes the text for an older encoding, and umlauts break. */
const byteOrderMark = "\uFEFF";

const rowsAtOnce = 500;

/**
 * RFC 4180 text with a byte order mark, piece by piece. A cell that a spreadsheet would run as a formula gets a leading
 * apostrophe.
 */
export function* csvPieces({ columns, rows }: Table): Generator<string> {
  yield byteOrderMark + line(columns.map(({ name }) => name));
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    yield rows
      .slice(at, at + rowsAtOnce)
      .map(line)
      .join("");
}

const line = (row: (string | null)[]): string => `${row.map(cell).join(",")}\r\n`;

const cell = (value: string | null | undefined): string => {
  if (value === null || value === undefined) return "";
  const safe = isFormula(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** `=1+1` and `-2+3`, but not -2: what begins like a formula and is no number. */
const isFormula = (value: string): boolean => /^[=+@\t\r\n-]/.test(value) && !Number.isFinite(Number(value));
