/** Completions for a name after an @ at the end of the text: `[{ label, usage, description, text }]`. */
export const peopleHints = (typed, people) => {
  const match = /(?:^|\s)@(\w*)$/.exec(typed);
  if (!match) return [];
  return people
    .filter(({ name }) => name.toLowerCase().startsWith(match[1].toLowerCase()) && name !== match[1])
    .map(({ name, description }) => ({
      label: `@${name}`,
      usage: "",
      description,
      text: `${typed.slice(0, typed.length - match[1].length)}${name} `,
    }));
};
