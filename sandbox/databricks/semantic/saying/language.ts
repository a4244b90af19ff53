/** The languages that questions are asked in. */
export type Language = "en" | "de";

/** How people asked for numbers: in thousands, without decimals. */
export interface NumberForm {
  scale?: Scale;
  decimals?: number;
  /** Rounded to a multiple of it. */
  nearest?: number;
}

export type Scale = 1_000 | 1_000_000 | 1_000_000_000;

/** How an answer is said. */
export interface Manner {
  language: Language;
  form: NumberForm;
}
