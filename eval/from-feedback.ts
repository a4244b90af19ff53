import { stringify } from "yaml";
import { type AskedQuestion, feedbackReport } from "../src/feedback/feedback-report.ts";
import type { Journal } from "../src/ports/stores/journal.ts";

/**
 * Rated questions as a file of cases, in YAML. Agents of an answer that people voted up are right. What they voted down
 * is marked `todo`: somebody has to say which agents are right.
 */
export const ratedCases = async (journal: Pick<Journal, "query">, from: number): Promise<string> => {
  const { best, worst } = await feedbackReport(journal, from);
  const cases = [
    ...best.map((answer) => ({ ...caseOf(answer), tag: "voted-up" })),
    ...worst.map((answer) => ({ ...caseOf(answer), tag: "voted-down", todo: remarksOf(answer) })),
  ];
  return stringify({ cases });
};

const caseOf = ({ question, agents }: AskedQuestion) => ({ ask: question, agents });

const remarksOf = ({ remarks }: { remarks: { reason?: string; comment?: string }[] }): string => {
  const said = remarks.flatMap(({ reason, comment }) => reason ?? comment ?? []);
  return said.length > 0 ? said.join("; ") : "which agents are right?";
};
