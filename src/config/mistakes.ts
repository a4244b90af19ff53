import type { AddMistake } from "../ports/setup.ts";

export interface Mistake {
  /** Environment variable, or path in the file with its line. */
  key: string;
  wrong: string;
}

/** Everything that is wrong with the configuration, for the operator. */
export class ConfigError extends Error {
  readonly mistakes: readonly Mistake[];
  constructor(mistakes: readonly Mistake[]) {
    super(
      [
        `The configuration has ${mistakes.length === 1 ? "one mistake" : `${mistakes.length} mistakes`}:`,
        ...mistakes.map(({ key, wrong }) => `  - ${key}: ${wrong}`),
        "See .env.example and concierge.example.yaml for every setting with an example.",
      ].join("\n"),
    );
    this.name = "ConfigError";
    this.mistakes = mistakes;
  }
}

/** Collects what is wrong while the configuration is read. */
export interface Mistakes {
  readonly all: readonly Mistake[];
  add: AddMistake;
  /** Settings that are valid but probably not intended: logged at the start. */
  readonly warnings: readonly Mistake[];
  warn: AddMistake;
  /** The value of this key does not fit. It counts as not set, and nobody calls it missing afterwards. */
  unfit: AddMistake;
}

export const createMistakes = (): Mistakes => {
  const all: Mistake[] = [];
  const warnings: Mistake[] = [];
  const unfit = new Set<string>();
  return {
    all,
    warnings,
    warn: (key, wrong) => void warnings.push({ key, wrong }),
    add: (key, wrong) => {
      if (!unfit.has(key)) all.push({ key, wrong });
    },
    unfit: (key, wrong) => {
      if (!unfit.has(key)) all.push({ key, wrong });
      unfit.add(key);
    },
  };
};
