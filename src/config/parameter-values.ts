import { dateFormat } from "../text/dates/date-format.ts";
import { lookup } from "../text/lookup.ts";
/** What a parameter takes. */
export interface ParameterKind {
  type: "string" | "number" | "integer" | "boolean" | "date";
  enum?: readonly (string | number)[] | undefined;
  /** Of a number. */
  min?: number | undefined;
  max?: number | undefined;
}

/** Databricks takes 10,000 bytes of parameters in all. */
const longest = 2_000;

/** The value as a job gets it, or what is wrong with it. `today` stands for words like yesterday: `2026-01-31`. */
export const coerce = (kind: ParameterKind, text: string, today: string): { value: string } | { wrong: string } => {
  const given = text.trim();
  if (given.length > longest) return { wrong: `is longer than ${longest} characters` };
  if (kind.enum) return oneOf(kind.enum.map(String), given);
  const value = readers[kind.type](given, today);
  return value === undefined ? { wrong: expected[kind.type] } : bounded(kind, value);
};

const bounded = ({ type, min, max }: ParameterKind, value: string): { value: string } | { wrong: string } => {
  if (type !== "number" && type !== "integer") return { value };
  if (min !== undefined && Number(value) < min) return { wrong: `must be at least ${min}` };
  return max !== undefined && Number(value) > max ? { wrong: `must be at most ${max}` } : { value };
};

const oneOf = (options: readonly string[], given: string): { value: string } | { wrong: string } => {
  const found = options.find((option) => option === given) ?? options.find((option) => fold(option) === fold(given));
  return found === undefined ? { wrong: `must be one of ${options.join(", ")}` } : { value: found };
};

const fold = (text: string): string => text.toLowerCase();

const expected = {
  string: "must be text",
  number: "must be a number, for example 2.5",
  integer: "must be a whole number, for example 30",
  boolean: "must be yes or no",
  date: "must be a date such as 2026-01-31",
};

const readers: Record<ParameterKind["type"], (given: string, today: string) => string | undefined> = {
  string: (given) => given,
  number: (given) =>
    /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?$/i.test(given) ? given.replace(/^\+/, "") : undefined,
  integer: (given) => (/^[+-]?\d{1,40}$/.test(given) ? String(BigInt(given.replace(/^\+/, ""))) : undefined),
  boolean: (given) => {
    if (/^(?:true|yes|y|on|1|ja|j)$/i.test(given)) return "true";
    return /^(?:false|no|n|off|0|nein)$/i.test(given) ? "false" : undefined;
  },
  date: (given, today) => {
    const shift = shiftOf(fold(given));
    return shift === undefined ? calendarDay(given) : dayAfter(today, shift);
  },
};

const shiftOf = lookup({ yesterday: -1, today: 0, tomorrow: 1, vorgestern: -2, gestern: -1, heute: 0, morgen: 1 });

/** `2026-01-31` or `31.1.2026`, if such a day exists. */
const calendarDay = (text: string): string | undefined => {
  const [, day = "", month = "", year = ""] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? [];
  const iso = year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text;
  return /^\d{4}-\d\d-\d\d$/.test(iso) && dayAfter(iso, 0) === iso ? iso : undefined;
};

const dayAfter = (day: string, shift: number): string | undefined => {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? undefined : dayOf(at + shift * 24 * 3_600_000);
};

/** The day of a moment (epoch ms) where somebody is; in UTC where that is not known. */
export const dayOf = (at: number, zone?: string): string =>
  zone === undefined
    ? new Date(at).toISOString().slice(0, 10)
    : dateFormat("sv-SE", { dateStyle: "short", timeZone: zone }).format(at);
