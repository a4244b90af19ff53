import { globSync, readFileSync } from "node:fs";
import { parseAst } from "vitest/node";
import { textsIn, type WrittenText } from "../support/reading/written-texts.ts";

/* A sentence for people stands in the catalogue (src/reply/words, src/problems), where its German is, and nowhere else. */

/** Folders that make what people read in chats, at a terminal, in files, mails and browsers, and by their programs. */
const speaking =
  "{src/{reply,jobs,triage,turn,admin,memory,tools,alerts,identity,files,http,supervisor/answering},adapters/{api,terminal,tools,teams/sso,{slack,teams}/render,databricks/{genie/result,jobs,sql}}}/**/*.ts";
const catalogue = "src/{reply/words,problems}/**/*.ts";

const textsOf = (path: string): WrittenText[] => textsIn(parseAst(readFileSync(path, "utf8"), { lang: "ts" }, path));

/** Nobody in a chat reads what these are given: the log, developers, schemas, the audit, lists of words. */
const unread = [
  ...["debug", "info", "warn", "error", "fatal"],
  ...["Error", "TypeError", "addIssue", "addMistake", "limitedLog", "gone", "exec"],
  ...["describe", "split", "Set", "setOf", "stems", "includes", "startsWith", "note"],
];

/** Files that say everything to somebody else, with whom. */
const otherReaders: Readonly<Record<string, string>> = {
  "src/triage/diagnosis/cause-phrases.ts": "nobody: phrases that are looked for in traces",
  "src/triage/diagnosis/rules": "nobody: phrases that are looked for in traces",
  "src/triage/diagnosis/model-view.ts": "the language model",
  "src/triage/learning": "operators, by npm run triage:report and triage:export",
  "adapters/api/module.ts": "operators, from the doctor and at the start",
  "src/http/body.ts": "platforms",
  "src/http/server.ts": "platforms, and operators in the log",
  "src/http/metrics-page.ts": "operators",
  "src/http/readiness.ts": "operators",
};

/** Sentences outside of the catalogue by their beginning, each with who reads it. */
const otherTexts: Readonly<Record<string, string>> = {
  "Prepares an alert to people who are to act now": "the language model, when it chooses tools",
  "Links to the company's dashboards. Only for": "the language model, when it chooses tools",
  "The company's own runbooks and how-to pages": "the language model, when it chooses tools",
  "The public web. Only when": "the language model, when it chooses tools",
  "(Passed on to the jobs:": "the language model, in the history",
  "must be a text or a list of messages": "programmers, of a field of their request",
  "must be a list of messages": "programmers, of a field of their request",
  "name the model: {}": "programmers, of a field of their request",
  "cannot be read": "programmers, of a field of their request",
  "*Only in Slack, Teams and the terminal:": "programmers: a notice tells no language",
  "Can Manage Run": "everybody: a right, as Databricks calls it",
  "INSERT INTO": "SQLite",
  "SELECT ": "SQLite",
  "DESCRIBE HISTORY ": "the warehouse",
  "HTTP {} of": "operators, in the log",
  "no token of Entra": "operators, in the log",
  "no answer that can be read": "operators, in the log",
  "not a web address": "operators, in the log",
  "it took too long": "operators, in the log",
  "nothing that cites a finding": "operators, in the log",
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
  !/^(?:\{\})?</.test(text) &&
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
    ["a developer's error", 'throw new TypeError("a cipher needs a key");', []],
    ["code and names", 'const a = ["retry-with", "src/a/b.ts", "one two", "https://a.example/b"];', []],
    ["a type", 'type A = "as a try";', []],
    ["a comment", "// I found nothing here.", []],
  ])("is found in source text: %s", (_, source, sentences) => {
    expect(sentencesOf(textsIn(parseAst(source, { lang: "ts" }, "a.ts")))).toEqual(sentences);
  });
});
