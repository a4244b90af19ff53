/** An answer with `ok: false`. */
export class Refusal extends Error {
  readonly code: string;
  readonly details: readonly string[];

  /** `details`: what Slack adds in `response_metadata.messages`. */
  constructor(code: string, details: readonly string[] = []) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

/** The refusal that `work` throws; undefined if it throws none. */
export const refusalOf = (work: () => void): Refusal | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
};
