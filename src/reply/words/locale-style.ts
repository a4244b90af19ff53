import type { Language } from "../../ports/preference.ts";
import { dateFormat } from "../../text/dates/date-format.ts";
import type { Reader } from "../reader.ts";
import { languageOf } from "./words.ts";

/** What stands between groups of digits, and before the decimals. */
export interface Separators {
  group: string;
  decimal: string;
}

interface Style {
  numbers: Separators;
  /** A locale that writes times as this language wants them, and how. */
  times: { locale: string; style: Intl.DateTimeFormatOptions };
}

const digits = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;

const styles: Readonly<Record<Language, Style>> = {
  // In English the order of day and month is no matter of course, so it is that of ISO 8601.
  en: { numbers: { group: ",", decimal: "." }, times: { locale: "sv-SE", style: digits } },
  de: { numbers: { group: ".", decimal: "," }, times: { locale: "de-DE", style: digits } },
};

/** How numbers are written there. */
export const separatorsIn = (locale: string | undefined): Separators => styles[languageOf(locale)].numbers;

/**
 * A moment as its reader's clock shows it: `2026-01-31 18:05`, `31.01.2026, 18:05`. The zone is named, unless it is the
 * reader's own and nobody else reads along.
 */
export const moment = (at: number, { locale, zone, isAlone }: Reader): string => {
  const { times } = styles[languageOf(locale)];
  const style = { ...times.style, timeZone: zone ?? "UTC" };
  return zoned(dateFormat(times.locale, style).format(at), zone, isAlone);
};

/** The same without the day. */
export const clockTime = (at: number, { locale, zone, isAlone }: Reader): string => {
  const { times } = styles[languageOf(locale)];
  const style = { hour: "2-digit", minute: "2-digit", timeZone: zone ?? "UTC" } as const;
  return zoned(dateFormat(times.locale, style).format(at), zone, isAlone);
};

const zoned = (time: string, zone: string | undefined, isAlone = false): string => {
  if (zone === undefined || zone === "UTC") return `${time} UTC`;
  return isAlone ? time : `${time} (${zone.replaceAll("_", " ")})`;
};
