/** Texts in lines, every column as wide as its widest cell; `isRight` names the columns of numbers. */
export const textInColumns = (rows: string[][], isRight: readonly boolean[]): string => {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const padded = (text: string, at: number): string =>
    isRight[at] ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0);
  return rows.map((row) => row.map(padded).join("  ").trimEnd()).join("\n");
};
