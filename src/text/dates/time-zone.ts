/** A time zone as IANA names it (`Europe/Berlin`), if this system knows it; undefined for any other text. */
export const timeZone = (name: string | undefined): string | undefined => {
  if (!name || name.length > 60) return undefined;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
};

/** The time zone of this machine. */
export const hostZone = (): string => new Intl.DateTimeFormat("en").resolvedOptions().timeZone;
