import { dateFormat } from "./date-format.ts";

/** Names that were found to be those of a zone: looking one up takes as long as reading all else of a message. */
const known = new Set<string>();

/** A time zone as IANA names it (`Europe/Berlin`), if this system knows it; undefined for any other text. */
export const timeZone = (name: string | undefined): string | undefined => {
  if (!name || name.length > 60) return undefined;
  if (known.has(name)) return name;
  try {
    const zone = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
    // There are a few hundred of these, but any number of other ways to write them.
    if (zone === name) known.add(name);
    return zone;
  } catch {
    return undefined;
  }
};

/** The time zone of this machine. */
export const hostZone = (): string => dateFormat("en", {}).resolvedOptions().timeZone;

/** Where days begin and end: where somebody is, else where the deployment is, else where this machine is. */
export const zoneFor = (person: { zone?: string | undefined } | undefined, deployment: string | undefined): string =>
  person?.zone ?? deployment ?? hostZone();

/** The hour of a moment (epoch ms) there; in the zone of this machine where none is given. */
export const hourIn = (at: number, zone: string | undefined): number => Math.floor(minuteIn(at, zone) / 60);

/** Minutes since midnight there. */
export const minuteIn = (at: number, zone: string | undefined): number => {
  const style = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone ?? hostZone() } as const;
  const [hour = 0, minute = 0] = dateFormat("en", style).format(at).split(":").map(Number);
  return hour * 60 + minute;
};
