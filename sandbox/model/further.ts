import { z } from "zod";
import { questionIn, sections, valuesOf } from "./prompt.ts";

const Agent = z.object({ id: z.string(), name: z.string() });
const agentsIn = valuesOf("agents", Agent);
const Head = z.object({
  agent: z.string(),
  failed: z.string().optional(),
  asks_back: z.boolean().default(false),
  columns: z.array(z.string()).default([]),
});

/** Whether to go on after a round: a day on which costs stand out may be a day on which jobs failed. */
export const further = (prompt: string): { ask: { agent: string; question: string }[]; why: string } => {
  const nothing = { ask: [], why: "" };
  const question = questionIn(prompt);
  const agents = agentsIn(prompt);
  const findings = sections(prompt, "finding");
  const [only] = findings;
  const head = Head.safeParse(only?.[0]).data;
  const knowsRuns = agents.some(({ id }) => id === "reliability");
  if (findings.length !== 1 || !head || head.failed !== undefined || head.asks_back || !knowsRuns) return nothing;
  const day = dayIn(only ?? [], head.columns);
  if (!isReason(question) || head.agent === nameOf(agents, "reliability") || !day) return nothing;
  return {
    ask: [{ agent: "reliability", question: `Which runs failed on ${day}?` }],
    why: `looking whether jobs failed on ${day}, the day that stands out`,
  };
};

/** Somebody wants to know why something changed. */
export const isReason = (question: string): boolean => /^why\b/i.test(question.trim());

const nameOf = (agents: readonly z.infer<typeof Agent>[], id: string): string | undefined =>
  agents.find((agent) => agent.id === id)?.name;

/** The day of the first row. */
const dayIn = ([, row]: unknown[], columns: readonly string[]): string | undefined => {
  const cells = z.array(z.string().nullable()).safeParse(row).data ?? [];
  const at = columns.findIndex((name) => /^(?:day|date|.*_date)$/.test(name));
  const cell = at < 0 ? undefined : cells[at];
  return cell && /^\d{4}-\d\d-\d\d/.test(cell) ? cell.slice(0, 10) : undefined;
};
