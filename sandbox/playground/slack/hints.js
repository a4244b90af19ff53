import { peopleHints } from "../people-hints.js";

const commands = [
  ["help", "", "what I can do"],
  ["ask", "<question>", "ask the Genie agents"],
  ["agents", "", "the agents and what they know"],
  ["jobs", "", "the jobs you can start"],
  ["run", "<job> [name=value …]", "start a job"],
  ["runs", "", "recent runs"],
  ["status", "[run]", "how a run is doing"],
  ["cancel", "[run]", "stop a run or a question"],
  ["reset", "", "forget this conversation"],
];

/** Completions for the text of a composer: `[{ label, usage, description, text }]`; `text` is the whole text. */
export const hintsFor = (typed, people) => [...commandHints(typed), ...peopleHints(typed, people)];

const commandHints = (typed) => {
  const match = /^\/(\w*)$|^\/genie\s+(\w*)$/.exec(typed);
  if (!match || (match[1] && !"genie".startsWith(match[1]))) return [];
  return commands
    .filter(([name]) => name.startsWith(match[2] ?? ""))
    .map(([name, usage, description]) => ({
      label: `/genie ${name}`,
      usage,
      description,
      text: usage ? `/genie ${name} ` : `/genie ${name}`,
    }));
};
