import { openSpaces } from "../../../support/databricks/genie-answers.ts";
import type { AgentId } from "../../../support/seed-questions.ts";

/* A German question and an English one that asks the same run the same query. */

const { ask } = openSpaces();

it.each<[AgentId, string, string]>([
  ["customer", "Wie viele Kunden haben noch nie etwas gekauft?", "how many customers never bought anything"],
  ["sales", "Um wie viel liegt der Norden beim Umsatz vor dem Süden?", "difference in revenue between north and south"],
  ["inventory", "Mit wie vielen verschiedenen Lieferanten arbeiten wir?", "how many different suppliers do we have"],
  ["cost", "Kosten pro Team im Oktober, das teuerste zuerst", "cost per team in October, the most expensive first"],
  [
    "security",
    "Wie viele Downloads von Abfrageergebnissen im Oktober?",
    "how many downloads of query results in October",
  ],
  ["sales", "Welches Produkt bringt am meisten ein?", "which product brought in the most"],
  ["customer", "Welcher Kunde ist am längsten dabei?", "which customer has been with us the longest"],
  ["customer", "Wer ist im Mai 2026 dazugekommen?", "who joined in May 2026"],
  ["inventory", "Was ist knapp?", "what is running low"],
  ["reliability", "Welcher Job schlägt am häufigsten fehl?", "which job fails most often"],
  ["reliability", "Was ist am 2. Oktober schiefgelaufen?", "what failed on 2 October"],
  ["security", "Zugriffe außerhalb der Arbeitszeit", "accesses outside working hours"],
  ["performance", "Wer stellt die meisten Abfragen?", "who has the most queries"],
  ["performance", "Wie viele Abfragen liefen nachmittags?", "how many queries ran in the afternoon"],
  ["cost", "Was haben wir vor zwei Wochen ausgegeben?", "what did we spend two weeks ago"],
  ["cost", "Was hat uns letzte Woche am meisten gekostet?", "what cost us the most last week"],
  ["sales", "Umsatz in der ersten Oktoberhälfte", "revenue in the first half of October"],
  ["cost", "Kosten seit Mitte Oktober", "cost since mid October"],
  ["reliability", "Teams mit mehr als einundzwanzig Läufen im Oktober", "teams with more than 21 runs in October"],
  ["security", "Wer hat sich morgens angemeldet?", "who logged in in the morning"],
])("%s: %s", (agent, german, english) => {
  const [asked, meant] = [ask(agent, german), ask(agent, english)];
  const queries = [asked, meant].map((answer) => (answer.kind === "query" ? answer.attempt.sql : undefined));
  expect(queries[0] ?? asked.text).toBe(queries[1]);
});

// A point between digits parts thousands, and a comma decimals.
it.each([
  ["Welche Teams haben im Oktober mehr als 10.000 Dollar ausgegeben?", "> 10000"],
  ["Teams über 8.500 Dollar im Oktober", "> 8500"],
  ["Teams mit Kosten über 10 Tsd. Dollar im Oktober", "> 10000"],
  ["Teams mit Kosten über 8,5 Tausend Dollar im Oktober", "> 8500"],
  ["Tage mit Kosten über 1.900,50 Dollar im Oktober", "> 1900.5"],
])("%s", (question, limit) => {
  expect(ask("cost", question)).toMatchObject({ attempt: { sql: expect.stringContaining(limit) } });
});
