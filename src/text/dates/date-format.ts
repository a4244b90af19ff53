const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once for each way to write a date, since making one takes longer than a hundred uses. */
export const dateFormat = (locale: string, style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${locale} ${JSON.stringify(style)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, style);
  formats.set(key, known);
  return known;
};
