/*
 * What models and endpoints of other makers do differently. The model's name (on Azure: the deployment's) switches a
 * quirk on: `sandbox+parts+schema-500` answers in parts and fails in JSON schema mode.
 */

const known = [
  /** The content is a list: a `reasoning` part, then `text` parts (Databricks gpt-oss, Claude with thinking). */
  "parts",
  /** The content is a list: a `thinking` part that holds a list of its own, then `text` parts (Mistral). */
  "thinking-parts",
  /** Reasoning in a field of its own beside the content (DeepSeek, vLLM with a reasoning parser). */
  "reasoning-field",
  /** `<think>…</think>` before the text. */
  "think",
  /** As `think`, but the opening tag is in the prompt template, not in the text. */
  "think-unopened",
  /** `[THINK]…[/THINK]` before the text. */
  "think-brackets",
  /** The raw channels of gpt-oss. */
  "channels",
  /** Thinks until its tokens are used up, and never answers. */
  "think-only",
  /** A note with braces before and behind a JSON object. */
  "notes",
  /** A first JSON object, then the right one. */
  "twice",
  /** A comma before every closing bracket of a JSON object. */
  "commas",
  /** A text of more than 200,000 characters. */
  "endless",
  /** Streams only for verified organizations (OpenAI). */
  "unverified",
  /** Ignores `stream` and sends the whole answer as JSON. */
  "unstreamed",
  /** Refuses to send a whole answer (Qwen's reasoning models). */
  "streams-only",
  /** Ignores that a whole answer is wanted, and streams. */
  "streams-always",
  /** Knows no JSON schema mode, and says so with this status. */
  "schema-400",
  "schema-500",
  "schema-501",
] as const;

export type Quirk = (typeof known)[number];

/** The quirks that a model's name switches on. */
export const quirksOf = (model: string): Set<Quirk> => {
  const words = model.split("+");
  return new Set(known.filter((quirk) => words.includes(quirk)));
};

/** What the model says, and what it thought before. */
export interface Speech {
  reasoning: string;
  text: string;
}

/** The completion's text as a model with these quirks says it. */
export const speechOf = (text: string, quirks: ReadonlySet<Quirk>): Speech => {
  const varied = textQuirks.reduce((current, [quirk, vary]) => (quirks.has(quirk) ? vary(current) : current), text);
  const wrap = wrappers.find(([quirk]) => quirks.has(quirk))?.[1];
  if (wrap) return { reasoning: "", text: wrap({ reasoning, text: varied }) };
  return { reasoning: thinksApart(quirks) ? reasoning : "", text: varied };
};

/** The model's thoughts have fields or parts of their own. */
const thinksApart = (quirks: ReadonlySet<Quirk>): boolean =>
  quirks.has("parts") || quirks.has("thinking-parts") || quirks.has("reasoning-field");

/** Thoughts with a draft that fits the schema of a plan. */
const draft = '{"kind":"clarify","asks":[],"confidence":0.1,"text":"A draft.","choices":[],"job":null}';
const reasoning = `They want {something}. A first draft: ${draft} No, I can do better than "that.`;

const textQuirks: [Quirk, (text: string) => string][] = [
  ["commas", (text) => (isObject(text) ? text.replace(/(?<=["\]}\d])(?=[\]}])/g, " ,") : text)],
  ["twice", (text) => (isObject(text) ? `${draft}\n\n${text}` : text)],
  [
    "notes",
    (text) => (isObject(text) ? `A plan in {braces}:\n\n${text}\n\nNote: {kind} and {asks: []} are keys.` : text),
  ],
  ["endless", (text) => (isObject(text) ? text : text.padEnd(240_000, " And so on, [1] and on."))],
];

const isObject = (text: string): boolean => text.startsWith("{");

const wrappers: [Quirk, (speech: Speech) => string][] = [
  ["think", ({ reasoning, text }) => `<think>\n${reasoning}\n</think>\n\n${text}`],
  ["think-unopened", ({ reasoning, text }) => `${reasoning}\n</think>\n\n${text}`],
  ["think-brackets", ({ reasoning, text }) => `[THINK]${reasoning}[/THINK]${text}`],
  ["think-only", ({ reasoning }) => `<think>\n${reasoning}`],
  [
    "channels",
    ({ reasoning, text }) =>
      `<|channel|>analysis<|message|>${reasoning}<|end|><|start|>assistant<|channel|>final<|message|>${text}<|return|>`,
  ],
];

/** A piece of a chat completion's content in the form of the model: fields of its message or delta. */
export const contentOf = (speech: Partial<Speech>, quirks: ReadonlySet<Quirk>): object => {
  const { reasoning = "", text = "" } = speech;
  const texts = text ? [{ type: "text", text }] : [];
  if (quirks.has("parts")) {
    const summary = [{ type: "summary_text", text: reasoning }];
    return { content: [...(reasoning ? [{ type: "reasoning", summary }] : []), ...texts] };
  }
  if (quirks.has("thinking-parts")) {
    const thinking = [{ type: "text", text: reasoning }];
    return { content: [...(reasoning ? [{ type: "thinking", thinking }] : []), ...texts] };
  }
  const apart = quirks.has("reasoning-field") && reasoning ? { reasoning_content: reasoning } : {};
  return { ...apart, content: text };
};
