import type { englishAbouts } from "../english/english-abouts.ts";
import { germanAnswers } from "./german-answers.ts";

const join = germanAnswers.list;

export const germanAbouts: typeof englishAbouts = {
  lists: (limit, rows, by) =>
    `Liste: ${limit === "1" ? "1 " : limit ? `bis zu ${limit} ` : ""}${rows}${by ? `, Reihenfolge: ${by}` : ""}`,
  ends: (rows, areLatest) => `${rows}, ${areLatest ? "das Neueste" : "das Älteste"} zuerst`,
  absent: (things, rows, counts) => `${counts ? "Anzahl" : "Liste"}: ${things} ohne ${rows}`,
  streaks: (of, limit, until) =>
    `Tage in Folge${of.length > 0 ? ` nach ${join(of)}` : ""}${limit && `, ${limit}`}${until && ` bis ${until}`}`,
  figures: (what, isShare, by) =>
    `${join(what)}${isShare ? " in Anteilen" : ""}${by.length > 0 ? ` nach ${join(by)}` : ""}`,
  comparedWith: (period) => `zum Vergleich: ${period}`,
  first: (count) => `die ersten ${count}`,
  firstOfEach: (count) => (count === 1 ? "davon jeweils an erster Stelle" : `davon jeweils die ersten ${count}`),
  place: (place) => `Platz ${place} der Reihenfolge`,
  addedUp: "aufsummiert",
  ordered: (isDescending) => `${isDescending ? "höchster" : "niedrigster"} Wert zuerst`,
  where: (limit) => `Bedingung: ${limit}`,
  overAll: "über alle Daten",
  now: "Stand jetzt",
  usual: (period) => `${period}, weil kein Zeitraum genannt war`,
  returns: (columns) => `Ergibt ${columns.join(", ")}.`,
  atLeast: (what, bounds) => `${what} ${bounds}`,
  rowsAtLeast: (what, bounds) => `${bounds} ${what}`,
};
