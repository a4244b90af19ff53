import { germanColumns } from "../../../../sandbox/databricks/semantic/saying/german/german-columns.ts";
import { germanNames as names } from "../../../../sandbox/databricks/semantic/saying/german/german-names.ts";
import {
  germanAttributes,
  germanMeasures,
  germanStates,
  germanThings,
} from "../../../../sandbox/databricks/spaces/german-names.ts";
import { germanSpaces } from "../../../../sandbox/databricks/spaces/german-spaces.ts";
import { spaces } from "../../../../sandbox/databricks/spaces/index.ts";
import { openSpaces } from "../../../support/databricks/genie-answers.ts";
import type { AgentId } from "../../../support/seed-questions.ts";

/* The German names of what the spaces declare, and of what questions make of it. */

const { ask } = openSpaces();
const subjects = spaces.flatMap((space) => space.subjects);
const missing = (declared: readonly string[], known: object) =>
  [...new Set(declared)].filter((name) => !Object.hasOwn(known, name));

describe("the German names", () => {
  it("are there for all that the spaces declare", () => {
    const measures = subjects.flatMap((subject) => subject.measures.map(({ label }) => label));
    const things = subjects.flatMap(({ dimensions, record }) => [
      record.one,
      ...dimensions.map(({ german, label }) => german ?? label),
    ]);
    const states = subjects.flatMap(({ flags = [] }) => flags.map(({ name }) => name));
    const lists = subjects.flatMap(({ list, flags = [] }) => [list, ...flags.flatMap((flag) => flag.list ?? [])]);

    expect(missing(measures, germanMeasures)).toEqual([]);
    expect(missing(things, germanThings)).toEqual([]);
    expect(missing(states, { ...germanAttributes, ...germanStates })).toEqual([]);
    expect(
      missing(
        lists.flatMap(({ columns }) => columns.split(", ")),
        germanColumns,
      ),
    ).toEqual([]);
    expect(
      missing(
        spaces.map(({ agent }) => agent),
        germanSpaces,
      ),
    ).toEqual([]);
  });

  it.each([
    ["average cost per day", "Kosten je Tag im Schnitt"],
    ["average revenue per product and month", "Umsatz je Produkt und Monat im Schnitt"],
    ["median query time per warehouse", "Abfragezeit je Warehouse im Median"],
    ["highest query time of one query", "höchste einzelne Abfragezeit"],
    ["run time of all runs", "gesamte Laufzeit"],
    ["number of failed runs", "fehlgeschlagene Läufe"],
    ["runs (failed)", "fehlgeschlagene Läufe"],
    ["download access events", "Zugriffe (Download)"],
    ["cost per DBU", "Kosten je DBU"],
    ["order value", "Bestellwert"],
  ])("are read where a question makes one: %s", (label, german) => {
    expect(names.figure(label)).toBe(german);
  });

  it.each([
    ["not failed", "nicht fehlgeschlagen"],
    ["with a query time above 60.5 s", "mit Abfragezeit über 60,5 s"],
    ["with a cost at least $1,500", "mit Kosten mindestens 1.500 $"],
    ["without waiting time", "ohne Wartezeit"],
    ["before 06:00", "vor 06:00 Uhr"],
    ["between 14:00 and 16:00", "zwischen 14:00 und 16:00 Uhr"],
    ["with region North or South", "mit Region North oder South"],
    ["on Mondays or on Fridays", "montags oder freitags"],
  ])("of states are read where a question makes one: %s", (state, german) => {
    expect(names.state(state)).toBe(german);
  });

  it.each([
    ["revenue", "amount", "den höchsten Umsatz"],
    ["failure rate", "percent", "die höchste Fehlerquote"],
    ["cost", "dollars", "die höchsten Kosten"],
    ["failed runs", "count", "die meisten fehlgeschlagenen Läufe"],
    ["average order value", "amount", "den höchsten durchschnittlichen Bestellwert"],
  ] as const)("have their case and ending: %s", (label, unit, german) => {
    expect(names.most({ label, unit, adds: unit === "count" }, "desc")).toBe(german);
  });
});

it.each(Object.entries(germanSpaces).map(([agent, { samples }]) => [agent as AgentId, samples] as const))(
  "%s answers each of its German samples in German",
  (agent, samples) => {
    for (const sample of samples) {
      const answer = ask(agent, sample);
      expect(answer, sample).toMatchObject({ kind: "query", asked: { manner: { language: "de" } } });
      expect(answer.text).not.toMatch(english);
    }
  },
);
const english = /\b(?:the|by|and|with|highest|average|fits?|there|last)\b/i;
