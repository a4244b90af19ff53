/* The sentences of answers, in English. Figures and names come in as they are to be read. */

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const join = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;

/** Several of something: "units", "DBUs", "rows with missing values". */
const isPlural = (label: string): boolean =>
  /[^su]s$/i.test(
    label.split(/ (?:of|per|to|with|over|above|minus|in|who|that) /)[0]?.replace(/ (?:sold|bought)$/, "") ?? "",
  );
const be = (isOver: boolean, plural: boolean): string => (isOver ? (plural ? "were" : "was") : plural ? "are" : "is");

/** What a state makes of a share: "are at high churn risk", "count as failed". */
const belong = (state: string): string =>
  /^(?:not )?(?:at|above|below|in|on|out|before|from|between|with|without) /.test(state)
    ? `are ${state}`
    : `count as ${state}`;

/** What comes first in an order, as a phrase and in its parts. */
interface Ranked {
  most: string;
  what: string;
  isDescending: boolean;
  place: number | undefined;
}

export const englishAnswers = {
  list: join,
  capital,
  none: "none",
  yes: "yes",
  no: "no",
  scope: (conditions: readonly string[], when: string): string =>
    `${conditions.length > 0 ? ` (${conditions.join(", ")})` : ""}${when && ` ${when}`}`,
  only: (what: string): string => `only ${what}`,
  without: (what: string): string => `without ${what}`,
  not: (what: string): string => `not ${what}`,
  values: (dimension: string, values: readonly string[]): string => `${dimension} ${join(values)}`,

  /** "There were **3** failed runs yesterday." */
  count: (value: string, what: string, scope: string, isOver: boolean, one: boolean): string =>
    `There ${be(isOver, !one)} **${value}** ${what}${scope}`,
  /** "**3** customers joined this year." */
  happened: (value: string, what: string, event: string, scope: string): string =>
    `**${value}** ${what} ${event}${scope}`,
  figure: (what: string, value: string, scope: string, isOver: boolean): string =>
    `The ${what}${scope} ${be(isOver, isPlural(what))} **${value}**`,
  moment: (what: string, value: string, scope: string): string => `The ${what}${scope} was on **${value}**`,
  more: (what: string, value: string): string => `${what} **${value}**`,
  ever: (values: readonly string[]): string => `No period was named; over all data it is ${join(values)}.`,

  nothing: (what: string, rows: string, scope: string, isOver: boolean): string =>
    `The ${what}${scope} ${be(isOver, isPlural(what))} **0**: no ${rows} match.`,
  nothingKnown: (what: string, rows: string, scope: string): string =>
    `There is no ${what}${scope}: no ${rows} match, so it is unknown.`,
  dataEnds: (day: string): string => ` The data ends on ${day}.`,
  noneFits: (what: string, limits: readonly string[], scope: string): string =>
    `No ${what} fits (${join(limits)})${scope}, so there are **0**.`,

  by: (what: string, keys: readonly string[], scope: string): string => `${capital(what)} by ${join(keys)}${scope}`,
  total: (what: string, value: string, scope: string, parts: readonly string[]): string =>
    `Total ${what}${scope} is **${value}**${parts.length > 0 ? `: ${join(parts)}` : ""}.`,
  part: (name: string, value: string): string => `${name} with ${value}`,
  sum: (value: string, count: number): string =>
    count > 5 ? ` All ${count} together: ${value}.` : ` Together: ${value}.`,
  /** Of a list that names only the first. */
  all: (count: string): string => ` The table shows all ${count}.`,
  these: (count: string): string => ` The table shows these ${count}.`,
  difference: (value: string): string => ` The difference is ${value}.`,
  /** `more`: its other figures. */
  has: (name: string, most: string, scope: string, value: string, more = ""): string =>
    `**${name}** has the ${most}${scope}: **${value}**${more && `, ${more}`}.`,
  have: (names: readonly string[], most: string, scope: string, value: string): string =>
    `${join(names.map((name) => `**${name}**`))} have the ${most}${scope}: **${value}** each.`,
  next: (others: readonly string[]): string => ` Next: ${join(others)}.`,
  otherEnd: (others: readonly string[]): string => ` At the other end: ${join(others)}.`,
  ofEach: (ranked: Ranked, keys: readonly string[], first: number, scope: string): string =>
    `The ${first > 1 ? `${first} ` : ""}${ranked.most} of each ${join(keys)}${scope}`,

  course: (what: string, grain: string, scope: string, from: string, to: string): string =>
    `${capital(what)} by ${grain}${scope} went from ${from} to ${to}.`,
  peak: (value: string, when: string): string => ` The highest value was ${value} (${when}).`,
  sumOfCourse: (value: string): string => ` The sum is ${value}.`,
  addedUp: (value: string): string => ` Added up, it reaches ${value}.`,
  inYear: (year: string): string => ` in ${year}`,

  /** "**8.3%** of the logins count as failed: 10 of 120." */
  rate: (percent: string, rows: string, scope: string, states: readonly string[], part: string, all: string): string =>
    `**${percent}** of the ${rows}${scope} ${belong(join(states))}: ${part} of ${all}.`,
  shares: (what: string, scope: string, each: readonly string[]): string => `Share of ${what}${scope}: ${join(each)}.`,

  /** Neither period has anything. */
  neither: (what: string, narrowed: string, now: string, before: string): string =>
    `There was no ${what}${narrowed} ${now}, and none ${before} either.`,
  versus: (what: string, narrowed: string, now: string, value: string, before: string, earlier: string): string =>
    `The ${what}${narrowed} ${now} ${be(true, isPlural(what))} **${value}**, against ${earlier} ${before}`,
  unchanged: "unchanged",
  against: (value: string, earlier: string, change: string): string => `**${value}** against ${earlier} (${change})`,
  periods: (now: string, before: string): string => `${now} against ${before.replace(/^(?:in|on) /, "")}`,
  noneMoved: (what: string, narrowed: string, keys: readonly string[], isUp: boolean, times: string): string =>
    `The ${what}${narrowed} by ${join(keys)} ${isUp ? "rose" : "fell"} for none ${times}.`,
  moved: (
    name: string,
    kind: "decrease" | "increase" | "lowest",
    what: string,
    times: string,
    change: string,
  ): string =>
    `**${name}** has the ${{ decrease: "largest decrease", increase: "largest increase", lowest: "lowest change" }[kind]} of ${what} ${times}: ${change}.`,
  points: (value: string): string => `${value} percentage points`,

  fits: (count: string, what: string, one: boolean, limits: readonly string[], scope: string): string =>
    `**${count}** ${what} ${one ? "fits" : "fit"} (${join(limits)})${scope}`,
  combination: (one: boolean): string => (one ? "combination" : "combinations"),
  firstTogether: (
    count: number,
    things: string,
    ranked: Ranked,
    value: string,
    scope: string,
    percent: string,
  ): string =>
    `The ${count === 1 ? "" : `${count} `}${things} with the ${ranked.most} ${count === 1 ? "has" : "have"} **${value}**${count === 1 ? "" : " together"}${scope}, **${percent}** of all.`,
  firstAveraged: (count: number, things: string, ranked: Ranked, value: string, scope: string): string =>
    `The ${count === 1 ? "" : `${count} `}${things} with the ${ranked.most} ${count === 1 ? "has" : "have"} **${value}** on average${scope}.`,

  inRow: (days: string, one: boolean): string => `${days} ${one ? "day" : "days"} in a row`,
  upTo: (day: string): string => ` up to ${day}`,
  atMost: ", at most",
  longest: (days: string, limits: string, asked: string): string =>
    `The longest has ${days}${limits} (asked: ${asked}).`,
  limits: (texts: readonly string[]): string => ` (${join(texts)})`,

  lacking: (count: string, things: string, one: boolean, rows: string, scope: string, isOver: boolean): string =>
    `**${count}** ${things} ${isOver ? "had" : one ? "has" : "have"} no ${rows}${scope}`,
  lists: (count: string, rows: string, scope: string): string => `${count} ${rows}${scope}`,
  firstRows: (count: string, rows: string, scope: string, areLatest: boolean): string =>
    `The ${areLatest ? "latest" : "first"} ${count} ${rows}${scope}`,
  are: (count: string, rows: string, one: boolean, state: string): string =>
    `${count} ${rows} ${one ? "is" : "are"} ${state}`,
  noRows: (rows: string, scope: string, isOver: boolean): string => `There ${be(isOver, true)} **0** ${rows}${scope}.`,
  ordered: (what: string, isDescending: boolean): string => `, by ${what} ${isDescending ? "highest" : "lowest"} first`,
  /** `event`: what it did then. */
  latest: (rows: string, isLatest: boolean, scope: string, moment: string, ago: string, event = "was"): string =>
    `The ${isLatest ? "latest" : "earliest"} ${rows}${scope} ${event} on **${moment}**${ago && `, ${ago}`}`,
  since: (rows: string, event: string, scope: string, moment: string, ago: string): string =>
    `The ${rows}${scope} ${event} on **${moment}**${ago && `, ${ago}`}`,
  best: ({ most }: Ranked, scope: string, value: string, row: string): string =>
    `The ${most}${scope} is **${value}**: ${row}.`,
  moreThan: (count: string, rows: string, scope: string): string =>
    `There are more than **${count}** ${rows}${scope}; the table has the first ${count}.`,
  narrowed: (filters: readonly [dimension: string, values: readonly string[]][]): string => {
    const each = filters.map(([name, values]) =>
      name === "region" ? `in the ${join(values)}` : `for ${join(values)}`,
    );
    return each.length > 0 ? ` ${join(each)}` : "";
  },
  noResult: (where: string, when: string): string =>
    `There is nothing to show${where}${when && ` ${when}`}: the query returned no rows.`,
  empty: "The query returned no rows.",
  oneRow: (columns: readonly [name: string, value: string][]): string =>
    `${join(columns.map(([name, value]) => `${name} **${value}**`))}.`,
  someRows: (count: string, shown: readonly string[]): string => `${count} rows: ${join(shown)}.`,
  contents: (description: string, tables: readonly string[]): string =>
    `${description} I work with the ${tables.length === 1 ? "table" : "tables"} ${join(tables)}.`,
  onlyFirst: (count: string): string => ` Only the first ${count} rows are shown.`,
};
