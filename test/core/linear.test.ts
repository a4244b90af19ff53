import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { alphabet, hostile, repeated } from "../support/reading/hostile.ts";
import { excess, type Reader } from "../support/reading/linear.ts";
import { readers, renderers } from "../support/reading/readers.ts";

const all = [
  ...Object.entries(readers).flatMap(([area, some]) =>
    Object.entries(some).map(([name, read]): [string, Reader, number] => [`${area}: ${name}`, read, 100_000]),
  ),
  // More than the core ever gives them; npm run bench text feeds these, too, with 100,000 characters.
  ...Object.entries(renderers).map(([name, read]): [string, Reader, number] => [name, read, 32_000]),
];

describe("everything that reads texts from outside", () => {
  it.each(all)("takes linear time: %s", { timeout: 600_000 }, (_, read, longest) => {
    const slow = hostile.flatMap(([name, sample]) => {
      const growth = excess(read, sample, longest);
      return growth ? [{ text: name, ...growth }] : [];
    });
    expect(slow).toEqual([]);
  });

  it.each(all)("takes linear time for random mixes: %s", { timeout: 600_000 }, (_, read) => {
    const unit = fc.array(fc.constantFrom(...alphabet), { minLength: 1, maxLength: 6 }).map((some) => some.join(""));
    const ends = fc.constantFrom("", "x", "(", "\u2028", "](http://a.example)");
    fc.assert(
      fc.property(unit, ends, ends, (some, before, after) => {
        const growth = excess(read, repeated(some, before, after), 32_000);
        expect(growth, JSON.stringify([before, some, after])).toBeUndefined();
      }),
      { seed: 20_260_131, numRuns: 15 },
    );
  });
});

describe("the detector", () => {
  const careless: [string, Reader, string, number][] = [
    ["a search that begins anew at every blank", (text) => text.replace(/[ \t]+$/gm, ""), "blanks", 16_000],
    ["two open ends", (text) => /what.*did.*start/.test(text), "what did i ", 16_000],
    ["a search backwards from every character", backFromEach, "a", 10_000],
    ["a search for what never comes", (text) => [...text.matchAll(/“[^”]*”/g)], "a=“ ", 64_000],
  ];

  it.each(careless)("finds %s", (_, read, unit, longest) => {
    const sample = unit === "blanks" ? repeated(" ", "x", "x") : repeated(unit);
    expect(excess(read, sample, longest)).toBeDefined();
  });

  it("finds one careless function among the hostile texts", () => {
    const nested: Reader = (text) => /^(?:[\s\S]*\[[^\]]*\]\([ \t]*[^ )]*[ \t]*[ \t]*\))?/.test(text.slice(0, 4_000));
    expect(hostile.some(([, sample]) => excess(nested, sample, 8_000))).toBe(true);
  });

  it("takes a linear function for what it is, however slow", () => {
    const slow: Reader = (text) => Array.from({ length: 20 }, () => text.normalize("NFKC").toLowerCase().split(""));
    expect(hostile.slice(0, 20).filter(([, sample]) => excess(slow, sample))).toEqual([]);
  });
});

/** Looks for a letter from every character on, back to the beginning. */
function backFromEach(text: string): number {
  let steps = 0;
  for (let at = 0; at < text.length; at += 1) {
    for (let back = at; back >= 0 && text.charCodeAt(back) !== 0x78; back -= 1) steps += 1;
  }
  return steps;
}

/** Folders in which texts are read. */
const folders = [
  "src/admin",
  "src/jobs",
  "src/logging",
  "src/reply",
  "src/supervisor",
  "src/text",
  "src/triage",
  "src/turn",
  "adapters/api",
  "adapters/databricks",
  "adapters/incident",
  "adapters/mail",
  "adapters/model",
  "adapters/slack",
  "adapters/teams",
  "adapters/terminal",
];

const root = fileURLToPath(new URL("../../", import.meta.url));
const source = (path: string): string => readFileSync(`${root}${path}`, "utf8");

/** Files that these import, and so on. */
const reached = (paths: readonly string[]): Set<string> => {
  const found = new Set<string>();
  const open = [...paths];
  for (let path = open.pop(); path; path = open.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    for (const [, to = ""] of source(path).matchAll(/^(?:import|export)(?! type\b)[^;]*?from "(\.[^"]+)";/gms)) {
      open.push(new URL(to, `file:///${path}`).pathname.slice(1));
    }
  }
  return found;
};

/** A pattern, or a function that looks for something in a text. */
const reads = /(?:[(=,:?!|&] *|return )\/(?![*/])[^\n]+\/[dgimsuvy]*[.,);\n ]|\.(?:matchAll|split|indexOf|normalize)\(/;

/** Files that read texts, but none that others can make long, or with steps of a fixed length only. */
const excused: Record<string, string> = {
  "src/turn/answers/file-links.ts": "tests whole names against one class of characters",
  "src/turn/answers/kept-answer.ts": "splits a message, not a text",
  "src/turn/turn-end.ts": "splits a message, not a text",
  "src/jobs/catalog.ts": "makes ids of the names of jobs, whose runs of other characters are one dash each by then",
  "src/triage/commands/form-acts.ts": "splits addresses and makes an id in steps of one class of characters",
  "src/jobs/runs/webhook.ts": "tests whole ids: one class of characters between both ends",
  "adapters/api/module.ts": "reads keys that an operator set",
  "adapters/model/wire.ts": "looks for words behind a fixed beginning; the text of a reply is read in chunks.ts",
  "adapters/slack/probe.ts": "splits a header, which Node bounds",
  "adapters/slack/sender.ts": "looks for a number in Slack's own refusal",
  "adapters/teams/inbound/token-check.ts": "splits the beginning of a header, which is cut first",
  "adapters/api/keys.ts": "reads a header, which Node bounds, in one pattern between both ends",
  "adapters/databricks/sign-in.ts": "looks for fixed words in a message that fault.ts cuts to 500 characters",
  "adapters/databricks/jobs/clusters.ts": "tests whole ids against one class of characters",
  "adapters/incident/post.ts": "reads the first 2,000 bytes of a refusal",
  "adapters/mail/mail.ts": "replaces one class of characters; addresses are read in email-address.ts",
  "adapters/mail/module.ts": "reads settings of an operator",
  "adapters/databricks/jobs/repair.ts": "looks for an id in a list",
  "adapters/slack/slack-channel.ts": "tests whole ids of channels",
  "adapters/teams/inbound/jwt.ts": "splits a token, whose length is bounded first",
  "adapters/teams/sso/person-token.ts": "splits the scopes of a token whose signature is Microsoft's",
  "adapters/teams/connector/clouds.ts": "splits the name of a host that an operator set",
  "adapters/teams/membership.ts": "looks for four characters in the name of an account",
  "adapters/teams/settings.ts": "tests whole settings of an operator against one class of characters",
  "adapters/teams/probe.ts": "looks for a number in error codes",
  "adapters/teams/problems.ts": "looks for words in error codes",
  "adapters/terminal/inbound.ts": "looks at the first word of a line",
  "adapters/terminal/files.ts": "makes a name of a file in two steps of one class of characters",
  "adapters/terminal/reader.ts": "tests whole lines against one class of characters",
  "adapters/terminal/posts.ts": "tests for a number of two digits",
};

describe("the list of what is tested", () => {
  it("reaches every file that reads texts", () => {
    const tested = reached(["test/support/reading/readers.ts"]);
    const files = folders.flatMap((folder) =>
      readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" }).flatMap((name) =>
        name.endsWith(".ts") ? [`${folder}/${name}`] : [],
      ),
    );
    const missing = files.filter((path) => !tested.has(path) && !(path in excused) && reads.test(source(path)));
    expect(missing).toEqual([]);
    expect(Object.keys(excused).filter((path) => tested.has(path) || !reads.test(source(path)))).toEqual([]);
  });
});
