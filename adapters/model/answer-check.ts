import { cutOff, ForeignAnswer } from "./problems.ts";

/** Looks at what comes from an endpoint, line by line. */
export interface AnswerCheck {
  line(text: string): void;
  /** Throws when what came was no answer of a model, or not all of it. */
  end(): void;
}

/**
 * A stream says that it has ended. One that only stops was cut, by a proxy or a server that went down: what came of it
 * is no answer. An address that leads elsewhere gives a page.
 */
export const checkStream = (): AnswerCheck => {
  let isStream = false;
  let hasEnded = false;
  let begin = "";
  return {
    line: (text) => {
      if (begin === "") begin = text.trim().slice(0, mostShown);
      if (isOfStream(text)) isStream = true;
      if (text.startsWith("data:") && tellsEnd(text)) hasEnded = true;
    },
    end: () => {
      if (!isStream && begin !== "") throw foreign(begin);
      if (!hasEnded) throw cutOff();
    },
  };
};

/** Characters of something else that the log shows. */
const mostShown = 100;

const isOfStream = (text: string): boolean => /^(?:data|event|id|retry)?:/.test(text);

/** In a text that the model wrote, quotation marks are escaped. The SDK throws what comes as an error. */
const tellsEnd = (text: string): boolean =>
  text.includes("[DONE]") ||
  /"finish_reason"\s*:\s*"\w/.test(text) ||
  /"type"\s*:\s*"response\.(?:completed|incomplete|failed)"/.test(text) ||
  /"error"\s*:\s*["{]/.test(text);

/** Throws unless a body that came as a whole is an answer of a model. */
export const checkWhole = (value: unknown, text: string): void => {
  if (value === undefined) throw cutOff();
  const fields = typeof value === "object" && value !== null ? Object.keys(value) : [];
  if (!fields.some((field) => answerFields.has(field))) throw foreign(text.trim().slice(0, mostShown));
};

const answerFields = new Set(["choices", "output", "error"]);

const foreign = (begin: string): ForeignAnswer => new ForeignAnswer(`this is no answer of a model: ${begin}`);
