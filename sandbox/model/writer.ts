import { z } from "zod";
import { joinFindings } from "./join.ts";
import { sections, values } from "./prompt.ts";

const Head = z.object({
  source: z.number(),
  agent: z.string(),
  text: z.string().default(""),
  failed: z.string().optional(),
  asks_back: z.boolean().default(false),
  columns: z.array(z.string()).default([]),
});
const Row = z.array(z.string().nullable());

export type Finding = z.infer<typeof Head> & { rows: z.infer<typeof Row>[] };

/** Writes an answer from the findings in the prompt's sections: joined on a column they share, else one by one. */
export const write = (prompt: string): string => {
  const question = values(prompt, "question", z.string())[0] ?? "";
  const all = sections(prompt, "finding").flatMap(findingOf);
  const answered = all.filter(({ failed, asks_back }) => failed === undefined && !asks_back);
  const join = joinFindings(answered);
  const alone = answered.filter(({ source }) => !join?.sources.includes(source));
  return [
    ...(join ? [join.text] : []),
    ...alone.map(({ text, rows, source }) => `${text.trim() || `${rows.length} rows were found.`} [${source}]`),
    ...all.flatMap(openPoints),
    ...recommendations(question, answered),
  ].join("\n\n");
};

/** Brings a running summary up to date: what was asked, of whom, and how the answer began. */
export const summarize = (prompt: string): string => {
  const before = values(prompt, "summary", z.string());
  const Exchange = z.object({ question: z.string(), answer: z.string() });
  const exchanges = values(prompt, "history", Exchange).map(
    ({ question, answer }) => `Asked: ${question} Answered: ${answer.slice(0, 160)}`,
  );
  return [...before, ...exchanges].join("\n").slice(-1_200);
};

const findingOf = ([head, ...rows]: unknown[]): Finding[] => {
  const parsed = Head.safeParse(head);
  return parsed.success ? [{ ...parsed.data, rows: z.array(Row).catch([]).parse(rows) }] : [];
};

const openPoints = ({ agent, text, failed, asks_back, source }: Finding): string[] => {
  if (failed !== undefined) return [`The agent ${agent} could not answer, so its part is missing: ${failed}`];
  return asks_back ? [`The agent ${agent} asks back: ${text.trim()} [${source}]`] : [];
};

const recommendations = (question: string, answered: readonly Finding[]): string[] => {
  if (!/\b(overview|health|why|should|recommend|advice|improve)\b/i.test(question)) return [];
  const changes = answered.flatMap(changesOf).toSorted((one, other) => Math.abs(other.by) - Math.abs(one.by));
  const points = changes.length > 0 ? changes.map(({ text }) => text) : answered.flatMap(leadingRow);
  return points.length > 0 ? [["**Recommendations**", "", ...points.slice(0, 3)].join("\n")] : [];
};

/** Figures that have changed by a tenth or more since the period before. */
const changesOf = ({ agent, columns, rows, source }: Finding): { by: number; text: string }[] => {
  const [name, now, before] = ["metric", "current", "previous"].map((column) => columns.indexOf(column));
  if (name === undefined || now === undefined || before === undefined || Math.min(name, now, before) < 0) return [];
  return rows.flatMap((row) => {
    const by = Math.round((Number(row[now]) / Number(row[before]) - 1) * 100);
    if (!Number.isFinite(by) || Math.abs(by) < 10) return [];
    const change = `${by > 0 ? "up" : "down"} ${Math.abs(by)} % to ${Number(row[now]).toLocaleString("en-US")}`;
    return [{ by, text: `- ${agent}: find out why **${row[name]}** went ${change} [${source}].` }];
  });
};

const leadingRow = ({ agent, rows, source }: Finding): string[] => {
  const label = rows[0]?.find((cell) => cell !== null && Number.isNaN(Number(cell)));
  return label ? [`- In ${agent}, look at ${label} first: it leads that finding [${source}].`] : [];
};
