import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../../../src/errors.ts";
import { problems } from "../../../src/problems/all-problems.ts";
import { causes } from "../../../src/reply/words/english/causes.ts";
import { en } from "../../../src/reply/words/english/en.ts";
import { phrases } from "../../../src/reply/words/english/stored-phrases.ts";
import { germanCauses } from "../../../src/reply/words/german/causes-de.ts";
import { de } from "../../../src/reply/words/german/de.ts";
import { germanProblems } from "../../../src/reply/words/german/problems-de.ts";
import { germanPhrases } from "../../../src/reply/words/german/stored-phrases-de.ts";
import { phrase } from "../../../src/reply/words/phrase.ts";
import { causeIn, failureIn, phraseIn } from "../../../src/reply/words/phrase-reading.ts";
import { languageOf, wordsIn } from "../../../src/reply/words/words.ts";
import { causeOf } from "../../../src/triage/diagnosis/cause.ts";

const placeholders = (text: string): string[] => [...text.matchAll(/\{[a-z]+\}/g)].map(([name]) => name).toSorted();

/** What is the same in both languages: names, brands, and texts that are empty. */
const alike = new Set(["SQL", "Text", "E-Mail", "Job", "Tags", "Powered by Genie", ""]);

/** Every text of a catalogue by its path; of functions, what they make of names and numbers. */
const textsOf = (words: object, path = ""): [path: string, text: string][] =>
  Object.entries(words).flatMap(([key, value]): [string, string][] => {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === "string") return [[here, value]];
    if (typeof value === "function") return callsOf(value).map((text, at) => [`${here}(${at})`, text]);
    return typeof value === "object" && value !== null ? textsOf(value, here) : [];
  });

/** A function of the catalogue called with values of the kinds that it may take. */
const callsOf = (make: (...values: unknown[]) => unknown): string[] =>
  [
    ["Aa", "Bb", "Cc", "Dd"],
    [2, 5, "10", "[1]"],
    [1, 1, 1, 1],
    [["Aa", "Bb"], "Cc"],
    [undefined, "Bb", "Cc"],
    ["high", "Bb"],
    [(label: string) => label],
    ["Aa", "Bb", "Cc", { done: 1, all: 2 }],
  ].flatMap((values) => {
    try {
      const text = make(...values);
      return typeof text === "string" ? [text] : [];
    } catch {
      return [];
    }
  });

describe("our words in another language", () => {
  it("have every key, none left in English", () => {
    const keys = (words: object) => [...new Set(textsOf(words).map(([path]) => path.replace(/\(\d+\)$/, "")))];
    expect(keys(de)).toEqual(keys(en));
    expect(de.helpLines).toHaveLength(en.helpLines.length);
    const german = new Map(textsOf(de));
    const isSentence = (text: string) => /[a-z]{3,} [a-z]{2,}/.test(text);
    const same = textsOf(en).filter(([path, text]) => isSentence(text) && text === german.get(path));
    expect(same.filter(([, text]) => !alike.has(text))).toEqual([]);
  });

  it("tell every problem with the values that it has in English", () => {
    for (const [code, sentence] of Object.entries(germanProblems)) {
      const english = problems[code as keyof typeof germanProblems].sentence;
      expect(placeholders(sentence), code).toEqual(placeholders(english));
      expect(sentence, code).not.toBe(english);
    }
  });

  it("tell every phrase and cause with the values that it has in English", () => {
    for (const [key, text] of Object.entries(germanPhrases))
      expect(placeholders(text), key).toEqual(placeholders(phrases[key as keyof typeof phrases]));
    for (const [key, text] of Object.entries(germanCauses))
      expect(placeholders(text), key).toEqual(placeholders(causes[key as keyof typeof causes]));
  });

  it("know no phrase that nobody says", () => {
    const root = join(import.meta.dirname, "../../..");
    const sources = globSync("{src,adapters}/**/*.ts", { cwd: root })
      .filter((file) => !file.startsWith("src/reply/words/"))
      .map((file) => readFileSync(join(root, file), "utf8"))
      .join("\n");
    const isSaid = ([key, text]: [string, string]): boolean =>
      sources.includes(`"${key}"`) || text.split(/\{[a-z]+\}/).every((part) => sources.includes(part));
    expect(Object.entries(phrases).filter((one) => !isSaid(one))).toEqual([]);
    expect(Object.keys(causes).filter((key) => !sources.includes(`causes.${key}`))).toEqual([]);
  });

  it("are those of a locale, and English where it is none of ours", () => {
    expect(["de", "de-AT", "DE_ch", "fr-FR", "", undefined].map(languageOf)).toEqual([
      "de",
      "de",
      "de",
      "en",
      "en",
      "en",
    ]);
    expect(wordsIn("de-DE").asking(["Sales", "Cost", "Quality"])).toBe("Ich frage Sales, Cost und Quality");
    expect(wordsIn(undefined).asking(["Sales", "Cost"])).toBe("Asking Sales and Cost");
  });

  it("tell a failure that was stored in English, whatever its values hold", () => {
    const { failure } = Problem.of("genie.permission", { agent: "Sales {identity}", identity: "bot (x). Can View" });
    expect(failureIn(failure, "de")).toContain("Der Bot hat keinen Zugriff auf Sales {identity}");
    expect(failureIn(failure, "de")).toContain("muss bot (x). Can View die Rechte");
    expect(failureIn(failure, "en")).toBe(failure.sentence);
    const other = { code: "genie.permission", sentence: "Something else." } as const;
    expect(failureIn(other, "de")).toBe("Something else.");
  });

  it("write the numbers of a failure as their reader does", () => {
    const { failure } = Problem.of("message.too-long", { length: "9,000", most: "8,000" });
    expect(failureIn(failure, "de")).toContain("9.000 Zeichen, und ich nehme höchstens 8.000 an");
    expect(failureIn(failure, "en")).toContain("9,000 characters");
  });

  it("tell the phrases within a failure, too", () => {
    const { failure } = Problem.of("jobs.permission", {
      ...{ verb: phrase("see", {}), which: phrase("jobNamed", { id: "12" }), words: "Can View", right: "CAN_VIEW" },
      identity: phrase("botIdentity", {}),
    });
    expect(failureIn(failure, "de")).toMatch(
      /^Databricks erlaubt dem Bot das nicht \(Job 12 sehen\)\. .*der Databricks-Identität/,
    );
  });

  it.each([
    [phrase("triedBy", { act: "Repair", who: "Asker", run: "7" }), "Reparatur, ausgelöst von Asker, Lauf 7"],
    [
      phrase("escalatedBy", { who: phrase("jobPolicy", {}), how: "the on-call channel, e-mail" }),
      "Bereitschaft gerufen von der Richtlinie dieses Jobs: im Kanal der Bereitschaft, E-Mail",
    ],
    [phrase("sent", { way: phrase("eMailTo", { addresses: "a@b.example" }) }), "E-Mail an a@b.example: gesendet."],
    [
      phrase("notDone", { act: "Retry", sentence: Problem.of("login.needed", {}).sentence }),
      `Neuer Versuch: nicht ausgeführt. ${germanProblems["login.needed"]}`,
    ],
    [
      phrase("withResultAt", { text: phrase("alertOk", {}), address: "https://a.example/1" }),
      "Der Alarm ist OK: Seine Bedingung war nicht erfüllt. Das Ergebnis findest du unter https://a.example/1",
    ],
    [
      phrase("cleanRoomLeft", { state: "SUCCESS", place: "main.out" }),
      "Der Lauf im Clean Room endete mit SUCCESS. Die Ausgabe steht in main.out.",
    ],
    ["Somebody wrote this.", "Somebody wrote this."],
  ])("tell a line that was stored in English: %s", (english, german) => {
    expect(phraseIn(english, "de")).toBe(german);
    expect(phraseIn(english, "en")).toBe(english);
  });

  it.each([
    [
      "network",
      "load",
      "urllib3: connection to db.example.com refused",
      "Die Aufgabe load konnte einen anderen Dienst nicht erreichen (db.example.com).",
    ],
    ["syntax", undefined, "KeyError: 'amount'", "Der Lauf sucht einen Schlüssel, den es nicht gibt: amount."],
    ["resource", "merge", "java.lang.OutOfMemoryError", "Die Aufgabe merge hatte zu wenig Arbeitsspeicher."],
  ] as const)("tell why a task failed: %s", (failure, task, line, german) => {
    expect(causeIn(causeOf(failure, task, line), "de")).toBe(german);
    expect(causeIn("The model wrote this.", "de")).toBe("The model wrote this.");
  });
});
