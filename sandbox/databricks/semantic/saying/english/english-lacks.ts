import { englishAnswers } from "./english-answers.ts";

const join = englishAnswers.list;
const quotes = (words: readonly string[]): string => join(words.map((word) => `“${word}”`));

/* Questions back, in English: what is missing, and what can be asked. */

export const englishLacks = {
  noData: "This space has no data.",
  bareNumber: (number: string): string => `What does ${number} stand for: a limit, a number of rows, or a date?`,
  noHistory: "This data is the state of now, without a history, so I cannot answer for a period of time.",
  noMoments: "This data is the state of now, so it says nothing about when.",
  loose: (words: readonly string[]): string => `I cannot tell what “${words.join("”, “")}” refers to in your question.`,
  beforeWhich: "Before which period do you mean?",
  mostByWhat: (isLeast: boolean, dimensions: readonly string[]): string =>
    `The ${isLeast ? "least" : "most"} by what: which ${dimensions.join(", which ")}?`,
  averageOfWhich: "The average of which figure do you mean?",
  onlyDate: (row: string, event: string, period: string): string =>
    `The only date in this data is the one on which a ${row} ${event}. Do you mean those who ${event} ${period}?`,
  onlyGroups: (groups: readonly string[]): string =>
    `Years of age are known here only as ${join(groups)}, so I cannot cut there.`,
  noUnit: (unit: string): string => `No figure of this data is in ${unit}, so I cannot apply that limit.`,
  future: (period: string, end: string): string =>
    `There is no data ${period}: it ends on ${end}. Which earlier period do you mean?`,
  noReasons: (dimension: string): string =>
    `I can say how the figures of this data are, but it holds no reasons. Shall I split them, for example by ${dimension}?`,
  noFigure: "I cannot tell which figure you mean.",
  onlyLimits: "I see what to limit it to, but not which figure you mean.",
  whichAverage:
    "I cannot tell which average you mean: of what, and of all rows or only of those that your question is limited to?",
  averagePer: (what: string, units: readonly string[]): string =>
    `The average of ${what} per what: ${units.join(", ")}?`,
  dayOrMonth: "day, month",
  noMedian: (what: string): string => `I can give no median of the ${what}.`,
  streakOfWhat: "I cannot tell what is to be true on days in a row.",
  limitOfWhat: "I cannot tell what the limit in your question applies to.",
  noRatio: (what: string, over: string): string =>
    `The ${what} per ${over} makes no sense. Which of the two do you mean?`,
  notAddedUp: (what: string): string => `The ${what} cannot be added up over time.`,
  notTogether: (what: string): string => `The ${what} of several cannot be put together.`,
  shareOfWhich: (first: string, second: string): string => `A share of which: of the ${first} or of the ${second}?`,
  noShare: (what: string, dimension: string): string =>
    `A share of the ${what} makes no sense. Do you want the figure itself, or its split by ${dimension}?`,
  shareOfEach: (dimensions: readonly string[]): string =>
    `The share of what: of each ${dimensions.join(", or of each ")}?`,
  rateOfState: (rate: string, state: string): string =>
    `The ${rate} of those that are ${state} says nothing. Do you want their number, or the ${rate} of all?`,
  rateOfSome: (rows: string, dimension: string, rate: string): string =>
    `Not all ${rows} have a ${dimension}, so the ${rate} of those that have one says nothing. Do you want their number?`,
  namedTop: (words: string, name: string, about: string): string =>
    `Here “${words}” is ${name}: ${about.charAt(0).toLowerCase()}${about.slice(1)}`,
  noChange: "I do not see what of the last question is to change.",
  whichRows: (pronoun: string): string => `I cannot tell which of the last answer's rows you mean by “${pronoun}”.`,
  lostRows:
    "What I was asked before is limited in a way that this data does not know, so I cannot tell which rows you mean.",
  vague: (word: string, what: string, row: string, isMuch: boolean): string =>
    `${isMuch ? "From" : "Up to"} which ${what} ${isMuch ? "on " : ""}do you call a ${row} “${word}”?`,
  onlyEnded: (rows: string): string =>
    `This data holds ${rows} that have ended, and nothing of what is under way right now. For which period may I look?`,

  elsewhere: (words: readonly string[]): string =>
    `What you call ${quotes(words)} is in another table than the rest of your question, and I cannot put the two together here. Could you ask for one of them at a time?`,
  alone: "I cannot tell which figure you mean: your question goes on with one that I was not asked.",
  omitted: (words: readonly string[]): string =>
    `I know ${quotes(words)}, but not how the rest of your question goes with it. Could you ask for one thing at a time?`,
  beside: (first: string, others: readonly string[]): string =>
    `I can answer “${first}”, but I cannot put ${quotes(others)} together with it. Could you ask for that by itself?`,
  unknown: (words: readonly string[]): string =>
    `I find nothing in this data that is called ${quotes(words)}. What do you mean by it?`,
  offers: (figures: readonly string[], dimensions: readonly string[]): string =>
    `I can give ${join(figures)}, by ${join(dimensions)}.`,
  values: (dimension: string, values: readonly string[]): string =>
    `Values of ${dimension} are, for example, ${join(values)}.`,

  slips: (slips: readonly [typed: string, meant: string][]): string =>
    `I read ${join(slips.map(([typed, meant]) => `“${typed}” as “${meant}”`))}.`,
  apart: (words: readonly string[]): string =>
    `This data holds nothing about ${quotes(words)}, so that part is left out.`,
};
