import type { englishLacks } from "../english/english-lacks.ts";
import { germanAnswers } from "./german-answers.ts";

const join = germanAnswers.list;
const quotes = (words: readonly string[]): string => join(words.map((word) => `„${word}“`));
const either = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} oder ${items.at(-1)}`;

const units: Readonly<Record<string, string>> = {
  seconds: "Sekunden",
  minutes: "Minuten",
  hours: "Stunden",
  dollars: "Dollar",
  percent: "Prozent",
  "years of age": "Lebensjahren",
};

export const germanLacks: typeof englishLacks = {
  noData: "In diesem Space gibt es keine Daten.",
  bareNumber: (number) => `Wofür steht ${number}: für eine Grenze, eine Anzahl von Zeilen oder ein Datum?`,
  noHistory: "Diese Daten zeigen den jetzigen Stand, ohne Verlauf. Zu einem Zeitraum kann ich daher nichts sagen.",
  noMoments: "Diese Daten zeigen den jetzigen Stand und sagen nichts darüber, wann etwas war.",
  loose: (words) => `Ich weiß nicht, worauf sich ${quotes(words)} in deiner Frage bezieht.`,
  beforeWhich: "Vor welchem Zeitraum meinst du?",
  mostByWhat: (isLeast, dimensions) => `${isLeast ? "Am wenigsten" : "Am meisten"} wonach: ${either(dimensions)}?`,
  averageOfWhich: "Den Durchschnitt welcher Kennzahl meinst du?",
  onlyDate: (row, _event, period) =>
    `Das einzige Datum in diesen Daten sagt, seit wann es jemanden gibt (${row}). Meinst du die, die neu sind: ${period}?`,
  onlyGroups: (groups) =>
    `Das Alter ist hier nur in Gruppen bekannt: ${join(groups)}. Dazwischen kann ich nicht trennen.`,
  noUnit: (unit) =>
    `Keine Kennzahl dieser Daten wird in ${units[unit] ?? unit} gemessen. Diese Grenze kann ich nicht anwenden.`,
  future: (period, end) =>
    `Für diese Zeit gibt es noch keine Daten (${period}): Sie reichen bis ${end}. Welchen früheren Zeitraum meinst du?`,
  noReasons: (dimension) =>
    `Ich kann die Kennzahlen nennen, aber Gründe stehen nicht in diesen Daten. Soll ich sie aufteilen, zum Beispiel nach ${dimension}?`,
  noFigure: "Ich weiß nicht, welche Kennzahl du meinst.",
  onlyLimits: "Ich sehe, worauf ich mich beschränken soll, aber nicht, welche Kennzahl du meinst.",
  whichAverage:
    "Ich weiß nicht, welchen Durchschnitt du meinst: wovon, und über alle Zeilen oder nur über die, um die es in deiner Frage geht?",
  averagePer: (what, per) => `${what} im Durchschnitt, und zwar je was: ${either(per)}?`,
  dayOrMonth: "Tag, Monat",
  noMedian: (what) => `Einen Median kann ich dazu nicht nennen: ${what}.`,
  streakOfWhat: "Ich weiß nicht, was an den Tagen in Folge gelten soll.",
  limitOfWhat: "Ich weiß nicht, worauf sich die Grenze in deiner Frage bezieht.",
  noRatio: (what, over) => `„${what} je ${over}“ ergibt keinen Sinn. Welches von beiden meinst du?`,
  notAddedUp: (what) => `Das lässt sich nicht über die Zeit aufsummieren: ${what}.`,
  notTogether: (what) => `Das lässt sich für mehrere nicht zusammenrechnen: ${what}.`,
  shareOfWhich: (first, second) => `Ein Anteil wovon: ${first} oder ${second}?`,
  noShare: (what, dimension) =>
    `Ein Anteil ergibt hier keinen Sinn: ${what}. Möchtest du den Wert selbst, oder aufgeteilt nach ${dimension}?`,
  shareOfEach: (dimensions) => `Ein Anteil wovon: aufgeteilt nach ${either(dimensions)}?`,
  rateOfState: (rate, state) =>
    `${rate} nur für das, was „${state}“ ist, sagt nichts aus. Möchtest du die Anzahl, oder ${rate} insgesamt?`,
  rateOfSome: (rows, dimension, rate) =>
    `Nicht zu allem (${rows}) gehört eine Angabe „${dimension}“. ${rate} sagt darüber nichts aus. Möchtest du die Anzahl?`,
  namedTop: (_, name, about) => `Gemeint ist ${name}: ${about}`,
  noChange: "Ich sehe nicht, was sich an der letzten Frage ändern soll.",
  whichRows: (pronoun) => `Ich weiß nicht, welche Zeilen der letzten Antwort du mit „${pronoun}“ meinst.`,
  lostRows:
    "Die Frage davor ist auf etwas eingegrenzt, das diese Daten nicht kennen. Ich weiß also nicht, welche Zeilen gemeint sind.",
  vague: (word, what, row, isMuch) =>
    `${isMuch ? "Ab" : "Bis zu"} welchem Wert ist für dich „${word}“ erfüllt (${row}, ${what})?`,
  onlyEnded: (rows) =>
    `Diese Daten enthalten nur, was schon zu Ende ist (${rows}), und nichts, was gerade läuft. Für welchen Zeitraum darf ich nachsehen?`,

  elsewhere: (words) =>
    `${quotes(words)} steht in einer anderen Tabelle als der Rest deiner Frage, und beides zusammen kann ich hier nicht abfragen. Fragst du bitte einzeln danach?`,
  alone: "Ich weiß nicht, welche Kennzahl du meinst: Deine Frage setzt eine fort, die mir nicht gestellt wurde.",
  omitted: (words) =>
    `Ich kenne ${quotes(words)}, weiß aber nicht, wie das mit dem Rest deiner Frage zusammenhängt. Fragst du bitte eins nach dem anderen?`,
  beside: (first, others) =>
    `„${first}“ kann ich beantworten, ${quotes(others)} aber nicht damit zusammen. Fragst du bitte einzeln danach?`,
  unknown: (words) => `In diesen Daten finde ich nichts, was ${quotes(words)} heißt. Was meinst du damit?`,
  offers: (figures, dimensions) => `Ich kann nennen: ${join(figures)}, aufgeteilt nach ${join(dimensions)}.`,
  values: (dimension, values) => `Werte (${dimension}) sind zum Beispiel ${join(values)}.`,

  slips: (slips) => `Ich habe ${join(slips.map(([typed, meant]) => `„${typed}“ als „${meant}“`))} gelesen.`,
  apart: (words) => `Zu ${quotes(words)} enthalten diese Daten nichts, deshalb fehlt dieser Teil.`,
};
