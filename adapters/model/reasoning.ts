/*
 * Some models put their reasoning into the text, between marks. It is removed while the text comes in, in one pass, and
 * no matter where the text is cut into pieces.
 */

const tags = ["think", "thinking", "thought", "reasoning", "reflection", "seed:think"];

/** The marks that begin and end reasoning. Lower case. */
const pairs = new Map<string, string>([
  ...tags.map((tag): [string, string] => [`<${tag}>`, `</${tag}>`]),
  ["[think]", "[/think]"],
  ["◁think▷", "◁/think▷"],
  ["<|begin_of_thought|>", "<|end_of_thought|>"],
  // The raw channels of gpt-oss: all but `final` is reasoning.
  ["<|channel|>analysis", "<|start|>assistant"],
  ["<|channel|>commentary", "<|start|>assistant"],
]);

/** Marks around the answer itself. */
const frames = [
  "<|start|>assistant",
  "<|channel|>final",
  "<|message|>",
  "<|end|>",
  "<|return|>",
  "<answer>",
  "</answer>",
];

const closers = new Set([...pairs.values()].filter((mark) => !frames.includes(mark)));

/** Marks that are looked for at the same time. */
interface Sought {
  pattern: RegExp;
  /** Every proper beginning of a mark. */
  beginnings: ReadonlySet<string>;
}

/** Longest first: a mark may begin with a shorter one. */
const soughtOf = (marks: readonly string[]): Sought => ({
  pattern: new RegExp(
    marks
      .toSorted((a, b) => b.length - a.length)
      .map((mark) => mark.replace(/[[\]|]/g, "\\$&"))
      .join("|"),
    "i",
  ),
  beginnings: new Set(marks.flatMap((mark) => [...mark].map((_, at) => mark.slice(0, at)).filter(Boolean))),
});

const anyMark = soughtOf([...pairs.keys(), ...closers, ...frames]);
const endMarks = new Map([...pairs.values()].map((mark) => [mark, soughtOf([mark])]));

export interface ReasoningFilter {
  /** Takes the next piece of the text. Returns what is visible of the text so far. */
  push(piece: string): string;
  /** No more pieces come. */
  end(): string;
  /** Reasoning ended without a mark at its beginning. What was visible until then was reasoning. */
  readonly unopened: boolean;
}

export const createReasoningFilter = (): ReasoningFilter => {
  let visible = "";
  /** Not yet read, because it may be the beginning of a mark. */
  let pending = "";
  /** The mark that ends the reasoning. */
  let until: string | undefined;
  let unopened = false;

  const sought = (): Sought => endMarks.get(until ?? "") ?? anyMark;

  /** Reads up to the end of the next mark. False: there is none. */
  const step = (): boolean => {
    const found = sought().pattern.exec(pending);
    if (!found) return false;
    const mark = found[0].toLowerCase();
    if (until === undefined) visible += pending.slice(0, found.index);
    if (until === undefined && closers.has(mark)) {
      visible = "";
      unopened = true;
    }
    until = until === undefined ? pairs.get(mark) : undefined;
    pending = pending.slice(found.index + mark.length);
    return true;
  };

  const push = (piece: string): string => {
    pending += piece;
    while (step());
    const read = pending.length - unfinished(pending, sought());
    if (until === undefined) visible += pending.slice(0, read);
    pending = pending.slice(read);
    return visible;
  };

  return {
    push,
    end: () => {
      if (until === undefined) visible += pending;
      pending = "";
      return visible;
    },
    get unopened() {
      return unopened;
    },
  };
};

/** No mark has more characters. */
const longest = 24;

/** How many characters at the end of a text may be the beginning of a mark. */
const unfinished = (text: string, { beginnings }: Sought): number => {
  for (let length = Math.min(longest, text.length); length > 0; length -= 1) {
    if (beginnings.has(text.slice(-length).toLowerCase())) return length;
  }
  return 0;
};
