import { Problem } from "../../../src/errors.ts";
import { problems } from "../../../src/problems/all-problems.ts";
import { de } from "../../../src/reply/words/de.ts";
import { en } from "../../../src/reply/words/en.ts";
import { germanProblems } from "../../../src/reply/words/problems-de.ts";
import { failureIn, languageOf, wordsIn } from "../../../src/reply/words/words.ts";

const placeholders = (text: string): string[] => [...text.matchAll(/\{[a-z]+\}/g)].map(([name]) => name).toSorted();

describe("our words in another language", () => {
  it("have every key, none left in English", () => {
    expect(Object.keys(de).toSorted()).toEqual(Object.keys(en).toSorted());
    expect(de.helpLines).toHaveLength(en.helpLines.length);
    const same = Object.entries(en).filter(([key, value]) => value === de[key as keyof typeof de]);
    expect(same.map(([key]) => key)).toEqual([]);
  });

  it("tell every problem with the values that it has in English", () => {
    for (const [code, sentence] of Object.entries(germanProblems)) {
      const english = problems[code as keyof typeof germanProblems].sentence;
      expect(placeholders(sentence), code).toEqual(placeholders(english));
      expect(sentence, code).not.toBe(english);
    }
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
});
