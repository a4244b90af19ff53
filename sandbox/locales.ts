/** The language of people's accounts on one platform, as it names locales. */
export const createLocales = () => {
  let usual = "en-US";
  const own = new Map<string, string>();
  return {
    of: (id: string): string => own.get(id) ?? usual,
    set: (id: string, locale: string): void => {
      own.set(id, locale);
    },
    /** That of everybody who has none of their own; it outlives a reset. */
    setUsual: (locale: string): void => {
      usual = locale;
    },
    reset: (): void => own.clear(),
  };
};
