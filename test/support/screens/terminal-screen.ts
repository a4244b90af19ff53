import { Writable } from "node:stream";

/** A terminal as far as the chat uses one: what stands on it, by the sequences that it was sent. */
export const emulator = (columns: number, rows = 40) => {
  let lines = [""];
  let [row, column] = [0, 0];
  const unknown: string[] = [];

  const put = (character: string): void => {
    if (column === columns) [row, column] = [row + 1, 0];
    const line = (lines[row] ?? "").padEnd(column);
    lines[row] = line.slice(0, column) + character + line.slice(column + 1);
    column += 1;
  };

  const control = (sequence: string): void => {
    const [, count = "", final = ""] = /^\p{Cc}\[(\d*)([A-Za-z])$/u.exec(sequence) ?? [];
    const times = Number(count || 1);
    if (final === "A") row = Math.max(0, row - times);
    else if (final === "B") row += times;
    else if (final === "C") column = Math.min(columns - 1, column + times);
    else if (final === "D") column = Math.max(0, column - times);
    else if (final === "G") column = times - 1;
    else if (final === "J" && Number(count || 0) === 0) {
      lines = lines.slice(0, row + 1);
      lines[row] = (lines[row] ?? "").slice(0, column);
    } else if (final === "K" && Number(count || 0) === 0) lines[row] = (lines[row] ?? "").slice(0, column);
    else if (final !== "m") unknown.push(sequence);
  };

  const write = (text: string): void => {
    for (const [token] of text.matchAll(/\p{Cc}\[[\d;?]*[A-Za-z]|[\s\S]/gu)) {
      if (token.length > 2) control(token);
      else if (token === "\n") [row, column] = [row + 1, 0];
      else if (token === "\r") column = 0;
      else if (/\p{Cc}/u.test(token)) unknown.push(token);
      else put(token);
    }
    while (lines.length <= row) lines.push("");
  };

  const output = new Writable({
    write: (chunk: Buffer, _, done) => {
      write(chunk.toString());
      done();
    },
  });
  return {
    output: Object.assign(output, { isTTY: true, columns, rows }),
    lines: (): string[] => lines.map((line) => line.trimEnd()),
    text: (): string =>
      lines
        .map((line) => line.trimEnd())
        .join("\n")
        .trimEnd(),
    /** Where the cursor stands. */
    cursor: (): [row: number, column: number] => [row, column],
    /** Controls that a chat has no reason to send. */
    unknown,
  };
};
