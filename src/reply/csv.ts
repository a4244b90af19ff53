import type { Table } from "../ports/reply.ts";

/** Without it Excel takes the text for an older encoding, and umlauts break. */
const byteOrderMark = "\uFEFF";

/** RFC 4180 text with a byte order mark. A cell that a spreadsheet would run as a formula gets a leading apostrophe. */
export const csv = ({ columns, rows }: Table): string =>
  byteOrderMark +
  [columns.map(({ name }) => name), ...rows]
    .map((row) => row.map(cell).join(","))
    .join("\r\n")
    .concat("\r\n");

const cell = (value: string | null | undefined): string => {
  if (value === null || value === undefined) return "";
  const safe = isFormula(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** `=1+1` and `-2+3`, but not -2: what begins like a formula and is no number. */
const isFormula = (value: string): boolean => /^[=+@\t\r\n-]/.test(value) && !Number.isFinite(Number(value));
