import type { Bounds } from "../../tags.ts";
import { isNumberOf, type Names } from "../names.ts";
import { germanColumns } from "./german-columns.ts";
import { adjective, inflected, type Noun, nounOf, stateOf, strong, thingOf, weak } from "./german-labels.ts";

const bounds = ({ above, atLeast, below, atMost }: Bounds, text: (value: number) => string, isNumber = false): string =>
  [
    ...(above === undefined ? [] : [`${isNumber ? "mehr als" : "über"} ${text(above)}`]),
    ...(atLeast === undefined ? [] : [`mindestens ${text(atLeast)}`]),
    ...(below === undefined ? [] : [`${isNumber ? "weniger als" : "unter"} ${text(below)}`]),
    ...(atMost === undefined ? [] : [`höchstens ${text(atMost)}`]),
  ].join(" und ");

const places = ["", "", "zweit", "dritt", "viert", "fünft", "sechst", "siebt", "acht", "neunt", "zehnt"];
const articles = { m: "den", f: "die", n: "das", p: "die" };

/** "den höchsten Umsatz", "die zweitmeisten Läufe" */
const most: Names["most"] = (figure, order, place = 1) => {
  const noun = nounOf(figure.label.replace(/^(?:highest|lowest) /, ""));
  const counts = isNumberOf(figure) && noun.gender === "p";
  const stem = order === "desc" ? (counts ? "meist" : "höchst") : counts ? "wenigst" : "niedrigst";
  return `${articles[noun.gender]} ${places[place] ?? `${place}.-`}${stem}e${noun.gender === "m" || noun.gender === "p" ? "n" : ""} ${weak(noun)}`;
};

const rows: Names["rows"] = ({ one, many }, states, count) => {
  const { singular, plural } = thingOf(one, many);
  const noun: Noun = count === 1 ? singular : { gender: "p", text: plural };
  const before = states.map((name) => inflected(adjective(name) ?? name, noun.gender));
  return [...before, noun.text].join(" ");
};

export const germanNames: Names = {
  figure: (label) => strong(nounOf(label)),
  most,
  none: (label) => {
    const noun = nounOf(label.replace(/^number of /, ""));
    return `${noun.gender === "m" || noun.gender === "n" ? "kein" : "keine"} ${noun.gender === "p" ? weak(noun) : strong(noun)}`;
  },
  one: ({ german, label, many }) => thingOf(german ?? label, many).singular.text,
  many: ({ german, label, many }) => thingOf(german ?? label, many).plural,
  rows,
  state: stateOf,
  isAttribute: (name) => adjective(name) !== undefined,
  column: (name) => germanColumns[name] ?? name.replaceAll("_", " "),
  bounds,
  multiples: (limits, number) =>
    bounds(limits, (value) => (value === 1 ? "dem Durchschnitt" : `dem ${number(value)}-Fachen des Durchschnitts`)),
};
