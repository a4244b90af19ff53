import type { englishAnswers } from "../english/english-answers.ts";

/*
 * The sentences of answers, in German. What is counted or measured stands before a colon: there it needs no case, and no
 * article.
 */

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const join = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} und ${items.at(-1)}`;

const first = (count: number, things: string): string =>
  count === 1 ? `${things} an erster Stelle` : `Die ersten ${count} ${things}`;

export const germanAnswers: typeof englishAnswers = {
  list: join,
  capital,
  none: "keine Angabe",
  yes: "ja",
  no: "nein",
  scope: (conditions, when) => `${conditions.length > 0 ? ` (${conditions.join(", ")})` : ""}${when && ` ${when}`}`,
  only: (what) => `nur ${what}`,
  without: (what) => `ohne ${what}`,
  not: (what) => `nicht ${what}`,
  values: (dimension, values) => `${dimension} ${join(values)}`,

  count: (value, what, scope, isOver, one) =>
    value === "0"
      ? `${capital(what)}${scope}: **0**`
      : `Es ${isOver ? (one ? "war" : "waren") : one ? "ist" : "sind"} **${value}** ${what}${scope}`,
  happened: (value, what, _event, scope) => `Neu hinzugekommen${scope}: **${value}** ${what}`,
  figure: (what, value, scope) => `${capital(what)}${scope}: **${value}**`,
  moment: (what, value, scope) => `${capital(what)}${scope}: **${value}**`,
  more: (what, value) => `${what}: **${value}**`,
  ever: (values) => `Ein Zeitraum war nicht genannt; über alle Daten: ${join(values)}.`,

  nothing: (what, _rows, scope) => `${capital(what)}${scope}: **0**. Dazu gibt es keine Daten.`,
  nothingKnown: (what, _rows, scope) => `${capital(what)}${scope}: unbekannt. Dazu gibt es keine Daten.`,
  dataEnds: (day) => ` Die Daten reichen bis ${day}.`,
  noneFits: (what, limits, scope) => `Treffer (${what}, ${join(limits)})${scope}: **0**.`,

  by: (what, keys, scope) => `${capital(what)} nach ${join(keys)}${scope}`,
  total: (what, value, scope, parts) =>
    `${capital(what)}${scope}: insgesamt **${value}**${parts.length > 0 ? `, davon ${join(parts)}` : ""}.`,
  part: (name, value) => `${name} ${value}`,
  sum: (value, count) => (count > 5 ? ` Alle ${count} zusammen: ${value}.` : ` Zusammen: ${value}.`),
  all: (count) => ` Die Tabelle zeigt alle ${count}.`,
  these: (count) => ` Die Tabelle zeigt diese ${count}.`,
  difference: (value) => ` Unterschied: ${value}.`,
  has: (name, most, scope, value, more = "") => `**${name}** hat ${most}${scope}: **${value}**${more && `, ${more}`}.`,
  have: (names, most, scope, value) =>
    `${join(names.map((name) => `**${name}**`))} haben ${most}${scope}: je **${value}**.`,
  next: (others) => ` Danach: ${join(others)}.`,
  otherEnd: (others) => ` Am anderen Ende: ${join(others)}.`,
  ofEach: ({ what, isDescending, place }, keys, first, scope) =>
    `${capital(what)}, ${place ? `${place}.-` : ""}${isDescending ? "höchster" : "niedrigster"} Wert je ${join(keys)}${first > 1 ? ` (die ersten ${first})` : ""}${scope}`,

  course: (what, grain, scope, from, to) => `${capital(what)} pro ${grain}${scope}: von ${from} auf ${to}.`,
  peak: (value, when) => ` Höchster Wert: ${value} (${when}).`,
  sumOfCourse: (value) => ` Summe: ${value}.`,
  addedUp: (value) => ` Aufsummiert sind das ${value}.`,
  inYear: (year) => ` im Jahr ${year}`,

  rate: (percent, rows, scope, states, part, all) =>
    `${capital(join(states))}: **${percent}** aller ${rows}${scope} (${part} von ${all}).`,
  shares: (what, scope, each) => `${capital(what)}, Anteile${scope}: ${join(each)}.`,

  neither: (what, narrowed, now, before) => `${capital(what)}${narrowed} gab es weder ${now} noch ${before}.`,
  versus: (what, narrowed, now, value, before, earlier) =>
    `${capital(what)}${narrowed} ${now}: **${value}**, gegenüber ${earlier} ${before}`,
  unchanged: "unverändert",
  against: (value, earlier, change) => `**${value}** gegenüber ${earlier} (${change})`,
  periods: (now, before) => `${now} (vorher: ${before})`,
  noneMoved: (what, narrowed, keys, isUp, times) =>
    `${capital(what)}${narrowed} nach ${join(keys)}, ${times}: nirgends ${isUp ? "gestiegen" : "gesunken"}.`,
  moved: (name, kind, what, times, change) =>
    `**${name}** hat ${{ decrease: "den größten Rückgang", increase: "den größten Anstieg", lowest: "die kleinste Veränderung" }[kind]} (${what}) ${times}: ${change}.`,
  points: (value) => `${value.replace(/ %$/, "")} Prozentpunkte`,

  fits: (count, what, one, limits, scope) =>
    `**${count}** ${what} ${one ? "passt" : "passen"} (${join(limits)})${scope}`,
  combination: (one) => (one ? "Kombination" : "Kombinationen"),
  firstTogether: (count, things, { what, isDescending }, value, scope, percent) =>
    `${first(count, things)} (${what}, ${isDescending ? "höchster" : "niedrigster"} Wert zuerst)${scope}: ${count === 1 ? "" : "zusammen "}**${value}**, das sind **${percent}** von allem.`,
  firstAveraged: (count, things, { what, isDescending }, value, scope) =>
    `${first(count, things)} (${what}, ${isDescending ? "höchster" : "niedrigster"} Wert zuerst)${scope}: im Schnitt **${value}**.`,

  inRow: (days, one) => `${days} ${one ? "Tag" : "Tage"} in Folge`,
  upTo: (day) => ` bis ${day}`,
  atMost: " (längste Folge)",
  longest: (days, limits, asked) => `Die längste Folge: ${days}${limits} (gefragt: ${asked}).`,
  limits: (texts) => ` (${join(texts)})`,

  lacking: (count, things, _one, rows, scope) => `**${count}** ${things} ohne ${rows}${scope}`,
  lists: (count, rows, scope) => `${count} ${rows}${scope}`,
  firstRows: (count, rows, scope, areLatest) => `Die ${areLatest ? "neuesten" : "ersten"} ${count} ${rows}${scope}`,
  are: (count, rows, _one, state) => `${count} ${rows} ${state}`,
  noRows: (rows, scope) => `${capital(rows)}${scope}: **0**.`,
  ordered: (what, isDescending) => `, ${isDescending ? "höchster" : "niedrigster"} Wert zuerst (${what})`,
  latest: (rows, isLatest, scope, moment, ago) =>
    `${capital(rows)}${scope}, ${isLatest ? "zuletzt" : "zum ersten Mal"}: **${moment}**${ago && `, ${ago}`}`,
  since: (rows, _event, scope, moment, ago) =>
    `${capital(rows)}${scope}, dabei seit: **${moment}**${ago && `, ${ago}`}`,
  best: ({ what, isDescending, place }, scope, value, row) =>
    `${capital(what)}${scope}, ${place ? `Platz ${place}: ` : isDescending ? "höchster Wert: " : "niedrigster Wert: "}**${value}**, ${row}.`,
  moreThan: (count, rows, scope) =>
    `${capital(rows)}${scope}: mehr als **${count}**. Die Tabelle enthält die ersten ${count}.`,
  narrowed: (filters) => {
    const values = filters.flatMap(([, each]) => each);
    return values.length > 0 ? ` (nur ${join(values)})` : "";
  },
  noResult: (where, when) => `Dazu gibt es nichts${where}${when && ` ${when}`}: Die Abfrage hat keine Zeilen ergeben.`,
  empty: "Die Abfrage hat keine Zeilen ergeben.",
  oneRow: (columns) => `${join(columns.map(([name, value]) => `${name} **${value}**`))}.`,
  someRows: (count, shown) => `${count} Zeilen: ${join(shown)}.`,
  contents: (description, tables) =>
    `${description} Ich arbeite mit ${tables.length === 1 ? "der Tabelle" : "den Tabellen"} ${join(tables)}.`,
  onlyFirst: (count) => ` Nur die ersten ${count} Zeilen sind zu sehen.`,
};
