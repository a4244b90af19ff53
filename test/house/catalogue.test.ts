import { globSync, readFileSync } from "node:fs";
import { parseAst } from "vitest/node";
import { textsIn, type WrittenText } from "../support/reading/written-texts.ts";

/* A sentence for people stands in the catalogue (src/reply/words, src/problems), where its German is, and nowhere else. */

/** Folders that make what people read in a chat. */
const speaking =
  "{src/{reply,jobs,triage,turn,admin,memory,tools,alerts,identity},adapters/{slack,teams}/render}/**/*.ts";
const catalogue = "src/{reply/words,problems}/**/*.ts";

const textsOf = (path: string): WrittenText[] => textsIn(parseAst(readFileSync(path, "utf8"), { lang: "ts" }, path));

/** Nobody in a chat reads what these are given: the log, developers, schemas, the audit, lists of words. */
const unread = [
  ...["debug", "info", "warn", "error", "fatal"],
  ...["Error", "TypeError", "describe", "split", "Set", "setOf", "stems", "includes", "startsWith", "note"],
];

/** Files that say everything to somebody else, with whom. */
const otherReaders: Readonly<Record<string, string>> = {
  "src/triage/diagnosis/cause-phrases.ts": "nobody: phrases that are looked for in traces",
  "src/triage/diagnosis/rules": "nobody: phrases that are looked for in traces",
  "src/triage/diagnosis/model-view.ts": "the language model",
  "src/triage/learning": "operators, by npm run triage:report and triage:export",
};

/** Sentences outside of the catalogue by their beginning, each with who reads it. */
const otherTexts: Readonly<Record<string, string>> = {
  "Prepares an alert to people who are to act now": "the language model, when it chooses tools",
  "GET {}/.well-known/": "operators, from the doctor",
  "For context only, quoted and not a request:": "the agents that are asked",
  "For this question only, and only where": "the agents that are asked",
  "remember answer me in {}": "this program: a command, as it is typed",
  "Basic realm=": "Databricks, from the webhook",
  "wrong user or password": "Databricks, from the webhook",
  "nothing to do": "Databricks, from the webhook",
  "passed to jobs": "the audit",
  "answered in part": "the audit",
};

const excuseOf = (path: string, text: string): string | undefined =>
  Object.keys(otherReaders).find((whole) => path === whole || path.startsWith(`${whole}/`)) ??
  Object.keys(otherTexts).find((beginning) => text.startsWith(beginning));

/** Three words, two of them side by side, that are no markup. Placeholders are `{}`. */
const isSentence = (text: string): boolean =>
  !text.startsWith("<") &&
  (text.match(/(?<!\p{L})(?:\p{L}[\p{L}'’]+|I|a)(?!\p{L})/gu) ?? []).length >= 3 &&
  /[\p{L}}] [\p{L}{]/u.test(text);

/** What people may read of these texts. */
const sentencesOf = (texts: WrittenText[]): string[] =>
  texts.filter(({ text, given }) => isSentence(text) && !unread.includes(given)).map(({ text }) => text);

const paths = globSync(speaking).filter((path) => !path.startsWith("src/reply/words/"));

describe("what people read in a chat", () => {
  const known = new Set(globSync(catalogue).flatMap((path) => textsOf(path).map(({ text }) => text)));
  const found = paths.toSorted().flatMap((path) =>
    sentencesOf(textsOf(path))
      .filter((text) => !known.has(text))
      .map((text) => ({ path, text, excuse: excuseOf(path, text) })),
  );

  it("stands in the catalogue", () => {
    expect(paths.length).toBeGreaterThan(200);
    expect(found.filter(({ excuse }) => excuse === undefined)).toEqual([]);
  });

  it("is excused nowhere without need", () => {
    const needed = new Set(found.map(({ excuse }) => excuse));
    expect(Object.keys({ ...otherReaders, ...otherTexts }).filter((excuse) => !needed.has(excuse))).toEqual([]);
  });

  it.each([
    ["a sentence", 'const a = "I found nothing here.";', ["I found nothing here."]],
    ["a template", "const a = `${name} could not answer.`;", ["{} could not answer."]],
    ["an argument", 'tell("I found nothing here.");', ["I found nothing here."]],
    ["a line of the log", 'log.info({ text: [`Run ${run} is over`] }, "a run is over");', []],
    ["a sentence within a call of the log", 'log.info(tell("I found nothing here."));', ["I found nothing here."]],
    ["a developer's error", 'throw new TypeError("a seal needs a key");', []],
    ["code and names", 'const a = ["retry-with", "src/a/b.ts", "one two", "https://a.example/b"];', []],
    ["a type", 'type A = "as a try";', []],
    ["a comment", "// I found nothing here.", []],
  ])("is found in source text: %s", (_, source, sentences) => {
    expect(sentencesOf(textsIn(parseAst(source, { lang: "ts" }, "a.ts")))).toEqual(sentences);
  });
});
