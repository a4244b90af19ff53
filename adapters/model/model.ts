import { type Log, silent } from "../../src/logging/log.ts";
import type { Model } from "../../src/ports/model.ts";
import type { Tokens } from "../../src/ports/tracing.ts";
import { phrase } from "../../src/reply/words/phrase.ts";
import { shortened } from "../../src/text/shorten.ts";
import { createClient } from "./client.ts";
import { modelProblem, nonsense } from "./problems.ts";
import { createReplyReader } from "./reply.ts";
import { pause, type RetryLimits, withRetry } from "./retry.ts";
import { type ModelSettings, modelOf } from "./settings.ts";
import { createStructured, type Run } from "./structured.ts";
import { createWire } from "./wire.ts";

export type { ModelSettings } from "./settings.ts";

export interface ModelOptions {
  /** Bound of a structured answer with its retries, ms. */
  objectMs?: number;
  /** Bound of a text with its retries, ms. */
  textMs?: number;
  /** Tries after the first one. */
  retries?: number;
  pause?: RetryLimits["pause"];
  log?: Log;
  /** Told after each reply what it has cost, if the endpoint says so. */
  onUsage?: (tokens: Tokens) => void;
}

/** Characters of a text. The model was asked for 150 words. */
const mostCharacters = 10_000;

/** A model behind Azure OpenAI, an OpenAI-compatible service or Databricks model serving. */
export const createModel = (settings: ModelSettings, options: ModelOptions = {}): Model => {
  const { objectMs = 30_000, textMs = 60_000, retries = 2, log = silent, onUsage = () => undefined } = options;
  const name = `${settings.kind}:${modelOf(settings)}`;
  const wire = createWire(() => log.info({ event: "model.unstreamed", model: name }, "the model does not stream"));
  const { read } = createReplyReader(createClient(settings, wire), onUsage);
  const secrets = settings.kind === "databricks" ? [] : [settings.apiKey];
  const problemOf = (error: unknown) => modelProblem(error, settings, secrets);
  const within =
    (timeoutMs: number): Run =>
    (signal, call) =>
      withRetry({ timeoutMs, retries, signal, pause: options.pause ?? pause }, problemOf, call);

  const write: Model["text"] = (messages, onText, signal) => {
    let shown = 0;
    const show = (draft: string): void => {
      // A retry starts over. What was shown stays until the new text is longer.
      if (draft.length <= shown) return;
      shown = draft.length;
      onText(draft);
    };
    return within(textMs)(signal, async (inTime) => {
      const { text, isCut } = await read(messages, { signal: inTime }, mostCharacters, show);
      if (!text.trim()) throw nonsense("an empty text");
      return isCut ? `${shortened(text, mostCharacters)}\n\n*${phrase("modelCut", {})}*` : text;
    });
  };

  const unsupported = () => log.info({ event: "model.unstructured", model: name }, "the model has no JSON schema mode");
  return { name, object: createStructured(read, within(objectMs), unsupported), text: write };
};
