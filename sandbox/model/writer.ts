import { z } from "zod";
import { type Finding, findingsIn } from "./finding.ts";
import { isReason } from "./further.ts";
import { joinFindings } from "./join.ts";
import { questionIn, valuesOf } from "./prompt.ts";

const Exchange = z.object({ question: z.string(), answer: z.string() });
const summaryIn = valuesOf("summary", z.string());
const historyIn = valuesOf("history", Exchange);

/** Writes an answer from the findings in the prompt's sections: a verdict over all that fit together, else one by one. */
export const write = (prompt: string): string => {
  const question = questionIn(prompt);
  const all = findingsIn(prompt);
  const answered = all.filter(({ failed, asks_back }) => failed === undefined && !asks_back);
  const changes = answered.flatMap(changesOf).toSorted((one, other) => Math.abs(other.by) - Math.abs(one.by));
  // One finding gives the reason, the others add to it: there is nothing to compare.
  const joined = isReason(question) ? undefined : joinFindings(question, answered);
  const together = changes.length > 0 ? verdict(changes) : joined;
  const alone = answered.filter(({ source }) => !together?.sources.includes(source));
  return [
    ...(together ? [together.text] : []),
    ...alone.map(({ text, rows, source }) => `${text.trim() || `${rows.length} rows were found.`} [${source}]`),
    ...all.flatMap(openPoints),
    ...recommendations(question, answered, changes),
  ].join("\n\n");
};

/** Brings a running summary up to date: what was asked, of whom, and how the answer began. */
export const summarize = (prompt: string): string => {
  const before = summaryIn(prompt);
  const exchanges = historyIn(prompt).map(
    ({ question, answer }) => `Asked: ${question} Answered: ${answer.slice(0, 160)}`,
  );
  return [...before, ...exchanges].join("\n").slice(-1_200);
};

const openPoints = ({ agent, text, failed, asks_back, source }: Finding): string[] => {
  if (failed !== undefined) return [`The agent ${agent} could not answer, so its part is missing: ${failed}`];
  return asks_back ? [`The agent ${agent} asks back: ${text.trim()} [${source}]`] : [];
};

const recommendations = (question: string, answered: readonly Finding[], changes: readonly Change[]): string[] => {
  if (!/\b(overview|health|why|should|recommend|advice|improve)\b/i.test(question)) return [];
  const large = changes.filter(isLarge);
  const points =
    large.length > 0
      ? large.map(
          ({ agent, metric, by, source }) =>
            `- Ask ${agent} what made ${metric} ${by > 0 ? "rise" : "fall"} [${source}].`,
        )
      : answered.flatMap(leadingRow);
  return points.length > 0 ? [["**Recommendations**", "", ...points.slice(0, 3)].join("\n")] : [];
};

interface Change {
  agent: string;
  metric: string;
  /** Per cent. */
  by: number;
  source: number;
}

const isLarge = ({ by }: Change): boolean => Math.abs(by) >= 10;

/** How much has changed, what most, and whether that hangs together. The figures stand in the table below. */
const verdict = (changes: readonly Change[]): { text: string; sources: number[] } => {
  const sources = [...new Set(changes.map(({ source }) => source))].toSorted((one, other) => one - other);
  const large = changes.filter(isLarge);
  const [most] = changes;
  const marks = sources.map((source) => `[${source}]`).join(" ");
  const first = `**${large.length} of ${changes.length} key figures changed by 10 % or more** ${marks}.`;
  const largest = most
    ? ` The largest change is in **${most.metric}** (${most.agent}): ${most.by > 0 ? "up" : "down"} ${Math.abs(Math.round(most.by))} % [${most.source}].`
    : "";
  return {
    text: `${first}${largest} The findings have no job, team or day in common, so they don't show whether the changes are connected.`,
    sources,
  };
};

/** How much the figures have changed since the period before. */
const changesOf = ({ agent, columns, rows, source }: Finding): Change[] => {
  const [name, now, before] = ["metric", "current", "previous"].map((column) => columns.indexOf(column));
  if (name === undefined || now === undefined || before === undefined || Math.min(name, now, before) < 0) return [];
  return rows.flatMap((row) => {
    const by = (Number(row[now]) / Number(row[before]) - 1) * 100;
    return Number.isFinite(by) ? [{ agent, metric: row[name] ?? "", by, source }] : [];
  });
};

const isDay = /^\d{4}-\d\d/;

const leadingRow = ({ agent, rows, source }: Finding): string[] => {
  const label = rows[0]?.find((cell) => cell !== null && Number.isNaN(Number(cell)) && !isDay.test(cell));
  return label ? [`- In ${agent}, look at ${label} first: it leads that finding [${source}].`] : [];
};
