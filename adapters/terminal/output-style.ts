import { styleText } from "node:util";

export type TextStyle = "bold" | "italic" | "dim" | "cyan" | "green" | "yellow" | "red";

/** How texts can look on an output. */
export interface OutputStyle {
  /** Columns. Infinite for a file or a pipe. */
  width: number;
  /** Of whoever sits there; absent: English. */
  locale?: string;
  paint(style: TextStyle, text: string): string;
}

/** An output that may be a terminal. */
export interface Output extends NodeJS.WritableStream {
  isTTY?: boolean;
  columns?: number;
  rows?: number;
  hasColors?(): boolean;
}

/** As this machine is set up. */
export const ownLocale = (): string => Intl.DateTimeFormat().resolvedOptions().locale;

/** The width of the output, and colours if it has them and NO_COLOR does not forbid them. */
export const styleOf = (output: Output): OutputStyle => {
  const colours = output.isTTY === true && output.hasColors?.() === true;
  return {
    width: output.isTTY ? (output.columns ?? 80) : Number.POSITIVE_INFINITY,
    locale: ownLocale(),
    paint: (style, text) => (colours && text ? styleText(style, text, { validateStream: false }) : text),
  };
};
