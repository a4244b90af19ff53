import { stringify } from "yaml";
import type { JobInfo } from "../ports/databricks/jobs.ts";
import { oneLine, shortened } from "../text/shorten.ts";
import { foldText, isFiller, stems } from "../text/word-forms.ts";

/* A first concierge.yaml, made of what the spaces and jobs say about themselves. */

export interface OfferedSpace {
  id: string;
  title: string;
  description: string;
  examples: readonly string[];
  /** What its makers call what it knows. */
  words: readonly string[];
}

const head = `# Written by npm run init. The supervisor chooses agents by description, examples and keywords: say it as you would tell
# a new colleague whom to ask. Everything else that can stand here is in concierge.example.yaml.
`;

export const firstConfig = (spaces: readonly OfferedSpace[], jobs: readonly JobInfo[]): string => {
  const agentIds = idsFor(spaces.map(({ title }) => title));
  const jobIds = idsFor(jobs.map(({ name }) => name));
  const words = spaces.map(wordsOf);
  const config = {
    agents: spaces.map(({ id, title, description, examples }, at) => ({
      id: agentIds[at],
      name: shortened(oneLine(title), 60),
      description: shortened(oneLine(description) || `What the Genie space ${oneLine(title)} knows.`, 1_000),
      space: id,
      examples: [...examples],
      keywords: [...new Set([...keywordsOf(words, at), ...ownWords(spaces, at)])].slice(0, mostKeywords),
    })),
    ...(jobs.length > 0 && {
      jobs: jobs.map(({ job, name, description, parameters }, at) => ({
        id: jobIds[at],
        name: shortened(oneLine(name), 60),
        description: shortened(oneLine(description ?? name), 1_000),
        job_id: job,
        ...(parameters.length > 0 && {
          parameters: Object.fromEntries(
            parameters.map((parameter) => [
              parameter.name,
              { type: "string", ...(parameter.default !== "" && { default: parameter.default }) },
            ]),
          ),
        }),
        // Whoever may ask may start it; allow and confirm say otherwise.
        confirm: true,
      })),
    }),
  };
  return `${head}${stringify(config, { lineWidth: 118 })}`;
};

/** Names as ids, each once. */
const idsFor = (names: readonly string[]): string[] => {
  const ids: string[] = [];
  for (const name of names) {
    const bare = foldText(name)
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^[^a-z]+|-+$/g, "")
      .slice(0, 34)
      .replace(/-+$/, "");
    const id = bare || "agent";
    let unique = id;
    for (let count = 2; ids.includes(unique); count += 1) unique = `${id}-${count}`;
    ids.push(unique);
  }
  return ids;
};

/** How often each word stands in what a space says about itself; those of its title count double. */
const wordsOf = ({ title, description, examples }: OfferedSpace): Map<string, number> => {
  const counts = new Map<string, number>();
  const text = [title, title, description, ...examples].join(" ").toLowerCase();
  for (const word of text.match(/[\p{L}][\p{L}\p{N}]{2,}/gu) ?? []) {
    const [stem = word] = stems(word);
    if (!isFiller(stem) && !isFiller(word) && !common.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
};

/** Words that say nothing about what a space knows. */
const common = new Set(
  "and are for from has have how its not our show that the their them they this was what when where which who why with your genie space data table tables question questions answer answers total many much most each per over under about".split(
    " ",
  ),
);

const mostKeywords = 30;

/** Of the makers' words, those that no other space uses. */
const ownWords = (spaces: readonly OfferedSpace[], at: number): string[] =>
  (spaces[at]?.words ?? []).filter((word) => spaces.every(({ words }, other) => other === at || !words.includes(word)));

/** Words of titles, descriptions and examples. */
const mostPlain = 12;

/** The words that a space has more of than all others have. */
const keywordsOf = (words: readonly Map<string, number>[], at: number): string[] => {
  const elsewhere = (word: string): number =>
    Math.max(0, ...words.map((counts, other) => (other === at ? 0 : (counts.get(word) ?? 0))));
  return [...(words[at] ?? [])]
    .filter(([word, count]) => count > elsewhere(word))
    .toSorted(([one, a], [other, b]) => b - a || one.localeCompare(other, "en"))
    .slice(0, mostPlain)
    .map(([word]) => word);
};
