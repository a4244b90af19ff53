/* Sentences with placeholders: `Run {run} of {name}`. */

/** The names of the placeholders of a sentence. */
export type Placeholder<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;

/** The sentence with its placeholders filled; one without a value stays as it is. */
export const filled = (template: string, values: Readonly<Record<string, string | number>>): string =>
  template.replace(/\{([a-z]+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** What stands in a sentence in place of the placeholders of its template; undefined: it is another sentence. */
export const valuesIn = (template: string, sentence: string): Map<string, string> | undefined => {
  const values = new Map<string, string>();
  const parts = template.split(/\{([a-z]+)\}/);
  let at = 0;
  for (let index = 0; index < parts.length; index += 2) {
    const fixed = parts[index] ?? "";
    const isLast = index === parts.length - 1;
    const next = index === 0 ? 0 : isLast ? sentence.length - fixed.length : sentence.indexOf(fixed, at);
    if (next < at || !sentence.startsWith(fixed, next)) return undefined;
    const name = parts[index - 1];
    if (name !== undefined) values.set(name, sentence.slice(at, next));
    at = next + fixed.length;
  }
  return at === sentence.length ? values : undefined;
};
