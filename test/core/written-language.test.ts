import { describe, expect, it } from "vitest";
import { writtenLanguage } from "../../src/text/written-language.ts";

describe("the language that people write", () => {
  it.each([
    "Wie war der Umsatz im Oktober?",
    "was kostet uns das marketing team pro monat?",
    "Umsatz dieses Jahr",
    "und im September?",
    "Starte bitte den Nightly Load",
    "Welche Jobs sind heute Nacht fehlgeschlagen?",
    "Merk dir, dass mich nur der Norden interessiert",
    "Zeig mir die Top 5 Kunden nach Revenue in the North",
  ])("is German: %s", (text) => expect(writtenLanguage(text)).toBe("de"));

  it.each([
    "",
    "What is the total revenue?",
    "top 3 kunden",
    "Which orders of Müller und Söhne are late?",
    "revenue of Das Haus in the north",
    "What did die Bahn order in the last month, and was it paid?",
    "¿Cuál es el ingreso total de este mes?",
    "run nightly-load date=2026-01-31",
    "status job für Export",
  ])("is not told to be another one: %s", (text) => expect(writtenLanguage(text)).toBeUndefined());
});
