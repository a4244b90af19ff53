import { styleText } from "node:util";

export type Style = "bold" | "italic" | "dim" | "cyan" | "green" | "yellow" | "red";

/** How texts may look on an output. */
export interface Look {
  /** Columns; without end where nobody looks, as in a file. */
  width: number;
  paint(style: Style, text: string): string;
}

/** An output that may be a terminal. */
export interface Output extends NodeJS.WritableStream {
  isTTY?: boolean;
  columns?: number;
  rows?: number;
  hasColors?(): boolean;
}

/** As the output can; colours where it has them and nobody forbids them (NO_COLOR). */
export const lookOf = (output: Output): Look => {
  const colours = output.isTTY === true && output.hasColors?.() === true;
  return {
    width: output.isTTY ? (output.columns ?? 80) : Number.POSITIVE_INFINITY,
    paint: (style, text) => (colours && text ? styleText(style, text, { validateStream: false }) : text),
  };
};
