import { z } from "zod";
import { lookup } from "../../../src/text/lookup.ts";
import { beginning, plain } from "./text.ts";

/* When a job starts by itself: by a Quartz expression, every so often, when something arrives, or without end. */

const Words = z.string().nullish();

/** Fields of a job's settings that start it. */
export const scheduleFields = {
  schedule: z.object({ quartz_cron_expression: Words, timezone_id: Words, pause_status: Words }).nullish(),
  trigger: z
    .object({
      pause_status: Words,
      periodic: z.object({ interval: z.number().nullish(), unit: Words }).nullish(),
      file_arrival: z.unknown().optional(),
      table_update: z.unknown().optional(),
    })
    .nullish(),
  continuous: z.object({ pause_status: Words }).nullish(),
};

const Fields = z.object(scheduleFields);
type Fields = z.infer<typeof Fields>;

/** The schedule of a job in words; undefined: it only starts when somebody starts it. */
export const scheduleOf = ({ schedule, trigger, continuous }: Fields): string | undefined => {
  const words = schedule?.quartz_cron_expression
    ? cronWords(schedule.quartz_cron_expression, schedule.timezone_id || "UTC")
    : (trigger && triggerWords(trigger)) || (continuous ? "continuously" : undefined);
  const isPaused = [schedule, trigger, continuous].some((each) => each?.pause_status === "PAUSED");
  return words && (isPaused ? `${words} (paused)` : words);
};

const triggerWords = ({ periodic, file_arrival, table_update }: NonNullable<Fields["trigger"]>): string | undefined => {
  if (periodic?.interval && periodic.unit) return every(periodic.interval, beginning(periodic.unit, 20).toLowerCase());
  if (file_arrival) return "when files arrive";
  return table_update ? "when tables change" : undefined;
};

/** `unit` as the service names it: `hours`. */
const every = (count: number, unit: string): string =>
  count === 1 ? `every ${unit.replace(/s$/, "")}` : `every ${count} ${unit}`;

/** A Quartz expression (second, minute, hour, day, month, weekday) in words, where there are plain ones for it. */
const cronWords = (cron: string, timezone: string): string => {
  const short = plain(beginning(cron, 100)).trim();
  const zone = plain(beginning(timezone, 60)).trim();
  const [, minute = "", hour = "", day = "", month = "", weekday = ""] = short.split(/\s+/);
  const isAnyDay = ["*", "?"].includes(day) && month === "*";
  const on = ["*", "?"].includes(weekday) ? "daily" : weekdays(weekday.toUpperCase());
  if (!isAnyDay || !on || !isNumber(minute)) return `by the schedule ${short} ${zone}`;
  if (hour === "*" && on === "daily") return minute === "0" ? "every hour" : `every hour at minute ${minute}`;
  return isNumber(hour) ? `${on} at ${two(hour)}:${two(minute)} ${zone}` : `by the schedule ${short} ${zone}`;
};

const isNumber = (text: string): boolean => /^\d{1,2}$/.test(text);
const two = (number: string): string => number.padStart(2, "0");

/** Quartz counts from Sunday, which is 1. */
const weekdays = lookup<string>({
  ...{ SUN: "Sundays", MON: "Mondays", TUE: "Tuesdays", WED: "Wednesdays" },
  ...{ THU: "Thursdays", FRI: "Fridays", SAT: "Saturdays" },
  ...{
    "1": "Sundays",
    "2": "Mondays",
    "3": "Tuesdays",
    "4": "Wednesdays",
    "5": "Thursdays",
    "6": "Fridays",
    "7": "Saturdays",
  },
  ...{ "MON-FRI": "Monday to Friday", "2-6": "Monday to Friday" },
});
