import { monthNames } from "../../../text/dates/calendar.ts";

/* What we say around answers: their parts, tables and charts, what a query covers, votes. */

const months: readonly string[] = monthNames;

export const answerWords = {
  cut: (characters: string) =>
    `This text is too long for a chat, so I've cut it off here, after about ${characters} characters.`,
  byAgent: "Details by agent",
  details: "Details",
  values: "Values",
  table: "Table",
  continued: "continued",
  keyFigures: "Key figures",
  by: (what: string) => `By ${what}`,
  now: "Now",
  before: "Before",
  result: "Result",
  column: (number: number) => `Column ${number}`,
  noRows: "The query returned no rows.",
  poweredByGenie: "Powered by Genie",
  nothingFits: (where: string) => `${where}: I found nothing that fits.`,
  cutSql: (where: string) => `cut here, ${where}`,
  sqlInGenie: "see Genie for the full SQL",
  moreCharacters: (count: string) => `${count} more characters`,

  firstRows: (shown: string, cutAt: string) => `first ${shown} rows; the result was cut at ${cutAt}`,
  firstOf: (shown: string, all: string) => `first ${shown} of ${all}`,
  rowsCutAt: (from: string, to: string, cutAt: string) => `rows ${from}–${to}; the result was cut at ${cutAt}`,
  rowsOf: (from: string, to: string, all: string) => `rows ${from}–${to} of ${all}`,
  hiddenColumns: (names: string, more: number) => `Columns not shown: ${names}${more > 0 ? ` and ${more} more` : ""}`,
  previousRows: "‹ Previous rows",
  nextRows: "Next rows ›",
  image: "Image",
  views: { table: "Table", line: "Line", bar: "Bar", pie: "Pie" },

  charts: { line: "Line chart", bar: "Bar chart", pie: "Pie chart" },
  chartTitle: (amounts: string, label: string) => `${amounts} by ${label}`,
  chart: (kind: string, title: string, count: number, first: string, last: string) =>
    `${kind}: ${title}, ${count} values from ${first} to ${last}.`,
  extremes: (most: string, least: string) => `highest ${most}, lowest ${least}`,
  trusted: "✓ trusted",
  theFirst: (rows: string) => `the first ${rows}`,
  noValues: "no values",
  bytes: (count: number) => `${count} ${count === 1 ? "byte" : "bytes"}`,

  noDateFilter: "no date filter",
  furtherConditions: "further conditions",
  dataAsOf: (when: string) => `data as of ${when}`,
  or: "or",
  orMore: (count: number) => ` or ${count} more`,
  verbs: {
    is: "is",
    isNot: "is not",
    contains: "contains",
    containsNot: "does not contain",
    above: "above",
    atLeast: "at least",
    below: "below",
    atMost: "at most",
  },
  periods: {
    all: "all time",
    until: (day: string) => `until ${day}`,
    since: (day: string) => `since ${day}`,
    from: (first: string, last: string) => `${first} to ${last}`,
    quarter: (quarter: number, year: string) => `Q${quarter} ${year}`,
    day: (day: number, month: string, year: string | undefined) =>
      `${day} ${month.slice(0, 3)}${year === undefined ? "" : ` ${year}`}`,
    months: months,
  },
  doubts: {
    noDates: (asked: string) =>
      `You asked about “${asked}”, but the query has no date filter: the figures cover all the data.`,
    otherDates: (asked: string, meant: string, covered: string) =>
      `You asked about “${asked}” (${meant}), but the query covers ${covered}.`,
    noDenial: (asked: string) =>
      `Your question says “${asked}”, but the query leaves nothing out. Please check that it answers your question.`,
    noMedian: "You asked for a median, but the query computes none. Please check what its figure is.",
    noSuchThing: (asked: string) =>
      `Nothing in the query is called “${asked}”. Please check that it answers your question.`,
  },

  verdict: {
    calm: (all: number, least: number, marks: string) =>
      `None of the ${all} key figures changed by ${least} % or more ${marks}.`,
    changed: (count: number, all: number, least: number, marks: string) =>
      `**${count} of ${all} key figures changed by ${least} % or more** ${marks}.`,
    way: (isUp: boolean, percent: number) => `${isUp ? "up" : "down"} ${percent} %`,
    largest: (metric: string, area: string, way: string, source: number) =>
      `The largest change is in **${metric}** (${area}): ${way} [${source}].`,
    ask: (area: string, metric: string, isUp: boolean, source: number) =>
      `- Ask ${area} what made ${metric} ${isUp ? "rise" : "fall"} [${source}].`,
    unrelated: "The findings have no job, team or day in common, so they don't show whether the changes are connected.",
    recommendations: "Recommendations",
    only: (thing: string, label: string, facts: string) => `**${thing}** is the only ${label} found: ${facts}.`,
    and: "and",
    yes: "Yes: ",
    leads: (thing: string, measures: string) => `**${thing}** leads in ${measures}`,
    noneHasBoth: (label: string, each: string) => `No ${label} has both: ${each}.`,
  },

  votes: {
    up: "👍 Helpful",
    down: "👎 Not helpful",
    upLong: "This answer helped",
    downLong: "This answer did not help",
    whatGood: "What was good?",
    whatWrong: "What was wrong?",
    intro: "Your feedback goes to the people who look after the agents.",
    reason: "Reason",
    reasons: {
      "Wrong figures": "Wrong figures",
      "Wrong agent": "Wrong agent",
      Incomplete: "Incomplete",
      "Hard to read": "Hard to read",
      "Something else": "Something else",
    },
    ownWords: "In your own words",
    send: "Send",
    sayWhy: "Say why",
    takeBack: "Take it back",
    withdrawn: "Done: your vote no longer counts.",
    passedOn: "Thank you, I've passed on what you wrote.",
    thanksUp: "Thanks! I've noted that this answer helped.",
    thanksDown: "Thanks for telling me. I've noted that this answer didn't help.",
    notCounted: "I can't count this vote: the answer is too old, or it isn't in this conversation.",
    formNotOpened: "I couldn't open the form for your reason, but your vote counts.",
  },
};
