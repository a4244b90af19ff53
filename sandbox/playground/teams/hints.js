import { peopleHints } from "../people-hints.js";

const commands = [
  ["help", "what Genie can do"],
  ["agents", "the agents and what they know"],
  ["jobs", "the jobs that can be started"],
  ["run", "start a job"],
  ["runs", "recent runs"],
  ["status", "how a run is doing"],
  ["cancel", "stop a run or a question"],
  ["reset", "forget this conversation"],
];

/** Completions of the text in a composer: `[{ label, usage, description, text }]`, with the whole text. */
export const hintsFor = (typed, people, isPersonal) => [
  ...commandHints(typed, isPersonal),
  ...peopleHints(typed, people),
];

/** Commands follow the name of the app; in a personal chat they stand alone. */
const commandHints = (typed, isPersonal) => {
  const match = isPersonal ? /^()(\w+)$/.exec(typed) : /^(@Genie\s+|\/genie\s+)(\w*)$/i.exec(typed);
  if (!match) return [];
  const [, before, word] = match;
  return commands
    .filter(([name]) => name.startsWith(word.toLowerCase()) && name !== word)
    .map(([name, description]) => ({ label: name, usage: "", description, text: before + name }));
};
