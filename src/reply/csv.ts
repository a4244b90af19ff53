import type { Table } from "../ports/reply.ts";

/** RFC 4180 text. A cell that a spreadsheet would run as a formula gets a leading apostrophe. */
export const csv = ({ columns, rows }: Table): string =>
  [columns.map(({ name }) => name), ...rows]
    .map((row) => row.map(cell).join(","))
    .join("\r\n")
    .concat("\r\n");

const cell = (value: string | null | undefined): string => {
  if (value === null || value === undefined) return "";
  const safe = /^[=+@\t\r-]/.test(value) && !/^-?[\d.]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
