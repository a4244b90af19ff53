import type { Bounds } from "../../tags.ts";
import { isNumberOf, type Names } from "../names.ts";
import { englishAnswers } from "./english-answers.ts";

const boundTexts = (
  { above, atLeast, below, atMost }: Bounds,
  text: (value: number) => string,
  isNumber = false,
): string =>
  englishAnswers.list([
    ...(above === undefined ? [] : [`${isNumber ? "more than" : "above"} ${text(above)}`]),
    ...(atLeast === undefined ? [] : [`at least ${text(atLeast)}`]),
    ...(below === undefined ? [] : [`${isNumber ? "fewer than" : "below"} ${text(below)}`]),
    ...(atMost === undefined ? [] : [`at most ${text(atMost)}`]),
  ]);

/** Nothing for once: "above the average". */
const timesText = (factor: string): string => (factor === "1" ? "" : factor === "2" ? "twice " : `${factor} times `);

const ordinal = (place: number): string => ["", "first", "second", "third", "fourth", "fifth"][place] ?? `${place}th`;

/** A state of one word, or of none but words: "failed", "up to date". */
const isAttribute = (name: string): boolean => /^(?!not )(?:[a-z]+|up to date)$/.test(name);

export const englishNames: Names = {
  figure: (label) => label,
  most: (figure, order, place) => {
    const counts = isNumberOf(figure);
    const most = order === "desc" ? (counts ? "most" : "highest") : counts ? "fewest" : "lowest";
    return `${place ? `${ordinal(place)} ` : ""}${most} ${figure.label.replace(/^(?:highest|lowest) /, "")}`;
  },
  none: (label) => `no ${label.replace(/^number of /, "")}`,
  one: ({ label }) => label,
  many: ({ many }) => many,
  rows: ({ one, many }, states, count) => [...states, count === 1 ? one : many].join(" "),
  state: (name) => name,
  isAttribute,
  column: (name) => name.replaceAll("_", " "),
  bounds: boundTexts,
  multiples: (bounds, number) => `${boundTexts(bounds, (value) => timesText(number(value))).trim()} the average`,
};
