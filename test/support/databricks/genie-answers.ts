import { calendarAt } from "../../../sandbox/databricks/data/calendar.ts";
import { type Result, records } from "../../../sandbox/databricks/data/database.ts";
import { warehouseOn } from "../../../sandbox/databricks/data/warehouse.ts";
import { type Answer, answerer } from "../../../sandbox/databricks/genie/answer.ts";
import { stemsOfSubjects } from "../../../sandbox/databricks/semantic/reading/lexicon.ts";
import { englishTimes } from "../../../sandbox/databricks/semantic/saying/english/english-times.ts";
import { spaces } from "../../../sandbox/databricks/spaces/index.ts";
import type { AgentId } from "../seed-questions.ts";
import { NOON } from "./databricks-service.ts";

type Cell = string | number | null;

/** Every space over the seeded data of one moment, asked without the wire, and SQL over the same data. */
export const openSpaces = (now: number = NOON) => {
  const calendar = calendarAt(now);
  const database = warehouseOn(calendar);
  const known = stemsOfSubjects(spaces.flatMap(({ subjects }) => subjects));
  const answerers = new Map(spaces.map((space) => [space.agent, answerer(space, database, calendar, known)]));

  /** The questions of one conversation; the answer to the last one. */
  const ask = (agent: AgentId, ...questions: string[]): Answer => {
    const answer = answerers.get(agent);
    if (!answer) throw new Error(`there is no space ${agent}`);
    let before: Parameters<typeof answer>[1];
    let last: Answer | undefined;
    for (const question of questions) {
      last = answer(question, before);
      if (last.kind === "query") before = last.asked;
    }
    if (!last) throw new Error("nothing was asked");
    return last;
  };

  return {
    ask,
    /** The rows that SQL finds. */
    sql: (text: string): Cell[][] => cells(database.query(text, {}, 10_000)),
  };
};

/** The cells of a result. */
export const cells = (result: Result): Cell[][] => records(result).map((row) => Object.values(row));

/** A figure as sentences write it. */
export const written = (value: Cell): string => {
  if (typeof value === "number") return value.toLocaleString("en-US", { maximumFractionDigits: 2 });
  const [, day, clock] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(String(value)) ?? [];
  return day && clock ? `${englishTimes.day(day)} at ${clock} UTC` : String(value);
};
