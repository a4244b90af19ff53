import { calendarAt } from "../../../../sandbox/databricks/data/calendar.ts";
import { periodAt } from "../../../../sandbox/databricks/semantic/reading/periods.ts";
import { wordsIn } from "../../../../sandbox/databricks/semantic/reading/words.ts";
import { voiceIn } from "../../../../sandbox/databricks/semantic/saying/words.ts";
import { openSpaces } from "../../../support/databricks/genie-answers.ts";
import type { AgentId } from "../../../support/seed-questions.ts";

/* The sentences of answers, as a colleague would write them. */

const now = Date.parse("2026-11-30T12:00:00Z");
const { ask } = openSpaces(now);
const german = voiceIn({ language: "de", form: {} });

describe("an English answer", () => {
  it.each<[AgentId, string, string]>([
    [
      "sales",
      "revenue this week against last week",
      "There was no revenue this week so far (30 November 2026), and none in the week from 23 to 29 November 2026 either.",
    ],
    [
      "sales",
      "revenue by product",
      "Revenue by product: Laptop **2,400**, Chair **750** and Mouse **125**. Together: 3,275.",
    ],
    ["sales", "average order value by region", "Average order value by region: North **1,262.5** and South **750**."],
    [
      "sales",
      "How did revenue develop per month?",
      "Revenue by month in 2026: September **750**, October **125** and November **2,400**. Together: 3,275.",
    ],
    [
      "sales",
      "revenue of Laptop versus Chair",
      "Revenue by product: Laptop **2,400** and Chair **750**. Together: 3,150.",
    ],
    ["cost", "What did we spend yesterday?", "The cost yesterday (29 November 2026) was **$1,562.78**."],
    ["customer", "How many customers joined this year?", "**2** customers joined this year so far"],
    ["sales", "how many customers bought a chair?", "There is **1** customer (product Chair)."],
    ["quality", "Which tables are stale?", "1 stale table: **ml.features** (last update 23 November 2026 at 01:17 UTC"],
    [
      "quality",
      "When was ml.features last updated?",
      "The last update (table ml.features) was on **23 November 2026 at",
    ],
    ["inventory", "Which products are out of stock?", "**0** products are out of stock."],
    [
      "cost",
      "which teams cost more than 5000 in October",
      "**4** teams fit (cost above $5,000) in October 2026. Cost by team:",
    ],
    [
      "reliability",
      "success rate in October against September",
      "was **97%**, against 96.9% in September 2026 (+0.1 percentage points).",
    ],
    [
      "cost",
      "our most expensive day in October",
      "**22 October** has the highest cost in October 2026: **$2,081.00**.",
    ],
    [
      "performance",
      "queries per weekday last month",
      "in October 2026: Monday **32**, Tuesday **32**, Wednesday **32**",
    ],
    [
      "reliability",
      "when did nightly-etl last fail",
      "was on **19 November 2026 at 01:35 UTC**, 11 days ago: **610000003896610** (team data-engineering).",
    ],
  ])("%s: %s", (agent, question, text) => {
    expect(ask(agent, question).text).toContain(text);
  });

  it("names all of six, and the first of more", () => {
    expect(ask("cost", "Cost by team in October").text).toMatch(
      /and fraud \*\*\$[\d,.]+\*\*\. All 6 together: \$[\d,.]+\.$/,
    );
    expect(ask("cost", "Cost by job in October").text).toContain(" The table shows all 12.");
  });

  it("names those that are equal together", () => {
    expect(ask("performance", "which weekday had the most queries last month").text).toMatch(
      / have the most queries .* each\./,
    );
  });

  it("says nothing twice", () => {
    const answer = ask("reliability", "How many runs failed yesterday?");
    expect(answer).toMatchObject({ attempt: { about: "Failed runs, yesterday (29 November 2026)." } });
  });
});

describe("a German answer", () => {
  it.each<[AgentId, string, string]>([
    ["sales", "Wie hoch ist der Umsatz?", "Umsatz: insgesamt **3.275**, davon North 2.525 und South 750."],
    [
      "sales",
      "Welches Produkt verkauft sich am besten?",
      "**Laptop** hat den höchsten Umsatz: **2.400**. Danach: Chair (750) und Mouse (125).",
    ],
    [
      "sales",
      "Welche Produkte wurden im Oktober nie verkauft?",
      "**2** Produkte ohne Verkäufe im Oktober 2026: **Chair** und **Laptop**.",
    ],
    ["sales", "Wie viele Bestellungen gab es im Oktober im Süden?", "Verkäufe (Region South) im Oktober 2026: **0**."],
    [
      "sales",
      "Wie viel Umsatz haben wir diese Woche gegenüber letzter Woche gemacht?",
      "Umsatz gab es weder in dieser Woche bisher (30. November 2026) noch in der Woche vom 23. bis 29. November 2026.",
    ],
    ["cost", "Was haben wir gestern ausgegeben?", "Kosten gestern (29. November 2026): **1.562,78 $**."],
    ["cost", "Kosten im Oktober nach Team", "Kosten nach Team im Oktober 2026: ml-platform **19.884,45 $**"],
    [
      "cost",
      "Wie haben sich die Kosten im Oktober gegenüber September verändert?",
      "Kosten im Oktober 2026: **58.564,44 $**, gegenüber 56.647,26 $ im September 2026 (+1.917,18 $, +3,4 %).",
    ],
    [
      "security",
      "Anteil der verweigerten Zugriffe im Oktober",
      "Verweigert: **7,7 %** aller Zugriffe im Oktober 2026 (19 von 248).",
    ],
    [
      "quality",
      "Wie viele Prüfungen sind gestern fehlgeschlagen?",
      "Es waren **2** fehlgeschlagene Prüfungen gestern (29. November 2026).",
    ],
    [
      "quality",
      "Welche Tabellen sind veraltet?",
      "1 veraltete Tabelle: **ml.features** (letzte Aktualisierung 23. November 2026, 01:17 Uhr UTC",
    ],
    [
      "reliability",
      "Welche Jobs sind im Oktober nie fehlgeschlagen?",
      "**6** Jobs passen (keine fehlgeschlagenen Läufe) im Oktober 2026.",
    ],
    ["inventory", "Wie viel Bestand liegt in Hamburg?", "Bestand (Lager Hamburg): insgesamt **99**"],
    ["performance", "Wie viele Abfragen sind fehlgeschlagen?", "Ein Zeitraum war nicht genannt; über alle Daten: 126."],
    [
      "security",
      "Wer hat auf sensible Daten zugegriffen?",
      "Zugriffe auf vertrauliche Daten in den letzten 30 Tagen, von 5 Personen:",
    ],
    ["inventory", "Wie viel Bestand gab es letzten Monat?", "Diese Daten zeigen den jetzigen Stand, ohne Verlauf."],
    [
      "sales",
      "Wie ist das Wetter in Paris?",
      "nichts, was „Wetter“ und „Paris“ heißt. Was meinst du damit? Ich kann nennen: Verkäufe, Umsatz,",
    ],
    ["sales", "Was ist der Durchschnitt?", "Den Durchschnitt welcher Kennzahl meinst du?"],
    ["sales", "Welche Daten hast du?", "Ich arbeite mit den Tabellen `retail.sales` und `retail.customers`."],
  ])("%s: %s", (agent, question, text) => {
    expect(ask(agent, question).text).toContain(text);
  });

  it("says in German what was understood, and suggests German questions", () => {
    expect(ask("cost", "Welches Team gibt am meisten aus?")).toMatchObject({
      attempt: {
        about: "Kosten nach Team, höchster Wert zuerst, in den letzten 30 Tagen, weil kein Zeitraum genannt war.",
      },
      suggestions: [expect.stringMatching(/^Kosten/), expect.any(String), expect.any(String)],
    });
  });

  it("is also given to a name alone, after a German question", () => {
    expect(ask("sales", "Umsatz", "Laptop").text).toContain("Umsatz (Produkt Laptop)");
    expect(ask("sales", "revenue", "Laptop").text).toContain("Total revenue (product Laptop)");
    expect(ask("sales", "Umsatz", "what about the South only?").text).toContain("The revenue (region South) is");
  });

  it("names the words of the question that it cannot place as they were written", () => {
    const { text } = ask("cost", "Wie viele Teams waren im Oktober teuer?");
    expect(text).toContain("„teuer“");
  });
});

it.each([
  ["yesterday", "gestern (29. November 2026)"],
  ["in the last 30 days", "in den letzten 30 Tagen (31. Oktober bis 29. November 2026)"],
  ["last month", "im Oktober 2026"],
  ["past month", "im letzten Monat (30. Oktober bis 29. November 2026)"],
  ["last week", "in der Woche vom 23. bis 29. November 2026"],
  ["last quarter", "im 3. Quartal 2026 (1. Juli bis 30. September 2026)"],
  ["in 2025", "im Jahr 2025"],
  ["this year", "in diesem Jahr bisher (1. Januar bis 30. November 2026)"],
  ["since 9 november", "seit dem 9. November 2026"],
  ["before 9 november", "vor dem 9. November 2026"],
  ["after 9 november", "nach dem 9. November 2026"],
  ["until 9 november", "bis zum 9. November 2026"],
  ["between march and may", "vom 1. März bis 31. Mai 2026"],
  ["on 9 november", "am Montag, dem 9. November 2026"],
  ["last weekend", "am letzten Wochenende (28. bis 29. November 2026)"],
])("names a period in German: %s", (words, named) => {
  const found = periodAt(wordsIn(words), 0, calendarAt(now));
  expect(found && german.times.period(found.period)).toBe(named);
});
