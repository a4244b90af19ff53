import type { Calendar } from "./calendar.ts";
import { type Database, openDatabase } from "./database.ts";
import { platform } from "./platform.ts";
import { retail } from "./retail.ts";

const schemas = ["retail", "billing", "lakeflow", "access", "query", "quality"];

const filled = new Map<string, Database>();
/** Clocks that are set to other days need others. */
const mostFilled = 16;

/**
 * The data as it is on the calendar's day; with a region only its rows. Filled when it is first asked for, and the same
 * for everybody in this process from then on: nobody can write to it.
 */
export const warehouseOn = (calendar: Calendar, region?: string): Database => {
  const key = `${calendar.today} ${region ?? ""}`;
  const database = filled.get(key) ?? openDatabase(schemas, [retail(calendar, region), platform(calendar)]);
  if (filled.size >= mostFilled) filled.clear();
  filled.set(key, database);
  return database;
};
