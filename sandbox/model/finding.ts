import { z } from "zod";
import { sections } from "./prompt.ts";

const Head = z.object({
  source: z.number(),
  agent: z.string(),
  text: z.string().default(""),
  failed: z.string().optional(),
  asks_back: z.boolean().default(false),
  columns: z.array(z.string()).default([]),
});
const Row = z.array(z.string().nullable());

/** What one agent found, or why it found nothing. */
export type Finding = z.infer<typeof Head> & { rows: z.infer<typeof Row>[] };

/** The findings in a prompt's sections. */
export const findingsIn = (prompt: string): Finding[] => sections(prompt, "finding").flatMap(findingOf);

const findingOf = ([head, ...rows]: unknown[]): Finding[] => {
  const parsed = Head.safeParse(head);
  return parsed.success ? [{ ...parsed.data, rows: z.array(Row).catch([]).parse(rows) }] : [];
};
