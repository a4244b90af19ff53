import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Failure, Problem } from "../../src/errors.ts";
import { isProblemCode, type ProblemCode, problems, sentenceOf } from "../../src/problems/all-problems.ts";

const root = join(import.meta.dirname, "../..");
const sources = globSync("{src,adapters}/**/*.ts", { cwd: root })
  .filter((file) => !file.startsWith("src/problems/"))
  .map((file) => readFileSync(join(root, file), "utf8"));
const codes = Object.keys(problems) as ProblemCode[];

/** What a code looks like in the source: as a string, or with a part of it put in: `databricks.${kind}`. */
const patterns = sources
  .flatMap((source) => [...source.matchAll(/["`]([a-z]+(?:\.[a-z-]*(?:\$\{[^}]*\})?)?)["`]/g)].map(([, code]) => code!))
  .map((code) => new RegExp(`^${code.replace(".", "\\.").replace(/\$\{[^}]*\}/g, "[a-z-]+")}$`));

describe("the catalogue of problems", () => {
  it.each(codes)("lists only what the code raises: %s", (code) => {
    expect(patterns.some((pattern) => pattern.test(code))).toBe(true);
  });

  it.each(codes)("has the sentence that the person reads: %s", (code) => {
    const raised = sources.some(
      (source) =>
        new RegExp(String.raw`Problem\.of\(\s*"${code}"`).test(source) ||
        // A table of codes, from which one is raised.
        (source.includes(`"${code}"`) && /Problem\.of\(\s*\w/.test(source)),
    );
    const parts = problems[code].sentence.split(/\{[a-z]+\}/);
    const written = sources.map((source) => source.replaceAll('\\"', '"'));
    // Where the code comes as data, nothing but the catalogue can say it.
    const area = code.split(".")[0];
    const isOnlySource = !sources.some((source) =>
      new RegExp(String.raw`new Problem\(\s*["\x60]${area}\.`).test(source),
    );
    expect(raised || isOnlySource || written.some((source) => parts.every((part) => source.includes(part)))).toBe(true);
  });

  it("says in every sentence what happened, in whole sentences, and to the operator what to do", () => {
    for (const { sentence, remedy } of Object.values(problems)) {
      expect(sentence).toMatch(/^[A-Z{].*(?:[.}]|\{id\})$/);
      expect(remedy).toMatch(/^[A-Z].*\.$/);
    }
  });

  it("is what docs/errors.md says", async () => {
    await expect(page()).toMatchFileSnapshot(join(root, "docs/errors.md"));
  });
});

const page = (): string => {
  const areas = Map.groupBy(codes, (code) => code.split(".")[0] ?? code);
  const sections = [...areas].toSorted().map(([area, own]) => {
    const rows = own.toSorted().map((code) => {
      const { sentence, remedy } = problems[code];
      return `| \`${code}\` | ${cell(sentence)} | ${cell(remedy)} |`;
    });
    return [
      `## ${area}`,
      "",
      "| code | what the person reads | what an operator does |",
      "|---|---|---|",
      ...rows,
    ].join("\n");
  });
  return `${[intro, ...sections].join("\n\n")}\n`;
};

const intro = `# Errors

Every problem that the bot knows, by its code. The code is in the log (\`code\`) and, where a problem ended a question, in
the answers of the API. \`{name}\` stands for a value. This page is generated from \`src/problems\` by
\`npx vitest run test/core/problems.test.ts --update\`.`;

const cell = (text: string): string => text.replaceAll("|", "\\|").replace(/(\{[a-z]+\})/g, "`$1`");

describe("a problem", () => {
  it("takes its sentence from the catalogue and fills in the values", () => {
    const problem = Problem.of("agent.timeout", { seconds: 120 });
    expect(problem.sentence).toMatch(/^There was no answer within 120 seconds/);
    expect(problem).toMatchObject({ code: "agent.timeout", retry: "never" });
  });

  it("leaves no placeholder of a value that looks like one", () => {
    expect(sentenceOf("access.admins-only", { job: "{job}" })).toBe(
      "Only administrators can start {job}. Please ask one of them to do it.",
    );
  });

  it("is told as a fault of ours when another version stored a code that is unknown here", () => {
    expect(Failure.parse({ code: "genie.line", sentence: "Please ask later." })).toEqual({
      code: "internal",
      sentence: "Please ask later.",
    });
  });
});

it("docs/operate.md names only problems and settings that there are", () => {
  const page = readFileSync("docs/operate.md", "utf8");
  const codes = [...page.matchAll(/`([a-z]+\.[a-z][a-z-]+)`/g)]
    .map(([, code = ""]) => code)
    .filter((code) => !/\.(?:ya?ml|db|json|com|dump|rdb)$/.test(code));
  expect(codes.length).toBeGreaterThan(10);
  const events = globSync("src/**/*.ts")
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
  const settings = readFileSync("concierge.example.yaml", "utf8");
  const isSetting = (code: string): boolean => code.split(".").every((key) => settings.includes(`${key}:`));
  const isEvent = (code: string): boolean => events.includes(`event: "${code}"`);
  expect(codes.filter((code) => !isProblemCode(code) && !isSetting(code) && !isEvent(code))).toEqual([]);
  const known = readFileSync(".env.example", "utf8");
  const others = ["NODE_USE_ENV_PROXY", "HTTPS_PROXY", "NO_PROXY", "NODE_EXTRA_CA_CERTS", "WEBSITES_PORT"];
  const named = [...page.matchAll(/`([A-Z]+_[A-Z_]+)(?:=[^`]*)?`/g)].map(([, name = ""]) => name);
  const foreign = ["WEBSITES_CONTAINER_STOP_TIME_LIMIT", ...others];
  expect(named.length).toBeGreaterThan(10);
  expect([...new Set(named)].filter((name) => !foreign.includes(name) && !known.includes(`\n${name}=`))).toEqual([]);
});
