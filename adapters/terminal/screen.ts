import type { Interface } from "node:readline";
import type { Output } from "./output-style.ts";
import { widthOf } from "./width.ts";

/** Lines that stay, and below them a block that shows what is going on. */
export interface Screen {
  print(lines: string[]): void;
  /** Replaces the block. */
  show(lines: string[]): void;
  /** The person has entered a line, below the block. */
  typed(line: string): void;
}

/** A terminal: the block is redrawn in place, above the line in which the person types. */
export const liveScreen = (output: Output, prompt: Interface | undefined): Screen => {
  let block: string[] = [];
  let typing = prompt;

  /** Prints lines in place of the block, which ends `below` lines above the cursor; then the block and the prompt. */
  const redraw = (lines: string[], next: string[], below: number): void => {
    const up = block.length + below;
    const shown = next.slice(0, Math.max(1, (output.rows ?? 24) - 3));
    const text = [...lines, ...shown].map((line) => `${line}\n`).join("");
    output.write(`\r${up > 0 ? `\u001b[${up}A` : ""}\u001b[J${text}`);
    block = shown;
    if (!typing) return;
    // Node's readline would go back to where the prompt was before; here it is printed in a new place.
    Object.assign(typing, { prevRows: 0 });
    typing.prompt(true);
  };
  const rows = (): number => typing?.getCursorPos().rows ?? 0;
  prompt?.once("close", () => {
    const below = rows();
    typing = undefined;
    redraw([], block, below);
  });

  return {
    print: (lines) => redraw(lines, block, rows()),
    show: (lines) => {
      if (lines.length > 0 || block.length > 0) redraw([], lines, rows());
    },
    typed: (line) => {
      const text = `${typing?.getPrompt() ?? ""}${line}`;
      const height = Math.floor(widthOf(text) / (output.columns ?? 80)) + 1;
      redraw([text], block, height);
    },
  };
};

/** A file or a pipe: nothing can be redrawn, so only new lines of the block are written. */
export const plainScreen = (output: Output, progress: Output): Screen => {
  let block: string[] = [];
  return {
    print: (lines) => void output.write(lines.map((line) => `${line}\n`).join("")),
    show: (lines) => {
      const fresh = lines.filter((line) => !block.includes(line));
      if (fresh.length > 0) progress.write(fresh.map((line) => `${line}\n`).join(""));
      block = lines;
    },
    typed: () => undefined,
  };
};
