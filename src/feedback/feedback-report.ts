import { z } from "zod";
import type { Journal, JournalEntry } from "../ports/stores/journal.ts";
import { Vote } from "../reply/answer/votes.ts";

/* What the journal tells the people who look after the agents: which answers did not help, and which never came. */

/** A question with what became of it. */
export interface AskedQuestion {
  question: string;
  /** Epoch ms. */
  at: number;
  where: JournalEntry["place"];
  agents: string[];
  /** Where in Genie it can be looked up. */
  links: string[];
}

export interface VotedAnswer extends AskedQuestion {
  turn: string;
  up: number;
  down: number;
  remarks: { vote: "up" | "down"; reason?: string; comment?: string }[];
  sql: string;
  answer: string;
}

export interface BrokenTurn extends AskedQuestion {
  turn: string;
  outcome: string;
  /** Codes of docs/errors.md. */
  codes: string[];
}

export interface FeedbackReport {
  /** Answers that somebody voted down, the worst first. */
  worst: VotedAnswer[];
  /** Answers that were voted up and by nobody down, the best first. */
  best: VotedAnswer[];
  /** Questions that we could not bring to an answer, the latest first. */
  failed: BrokenTurn[];
  /** Questions that no agent could answer, the latest first. */
  unanswered: BrokenTurn[];
  turns: number;
  votes: { up: number; down: number };
}

/** What was asked and voted from a moment on (epoch ms). */
export const feedbackReport = async (journal: Pick<Journal, "query">, from: number): Promise<FeedbackReport> => {
  const answers = new Map<string, VotedAnswer>();
  const report: FeedbackReport = {
    worst: [],
    best: [],
    failed: [],
    unanswered: [],
    turns: 0,
    votes: { up: 0, down: 0 },
  };
  for await (const entry of journal.query({ from, kinds: ["feedback", "turn"] })) {
    if (entry.kind === "feedback") addVote(answers, report, entry);
    else addTurn(report, entry);
  }
  report.best = [...answers.values()].filter(({ down }) => down === 0).toSorted((one, other) => byBalance(other, one));
  report.worst = [...answers.values()].filter(({ down }) => down > 0).toSorted(byBalance);
  for (const list of [report.failed, report.unanswered]) list.reverse();
  return report;
};

const byBalance = (one: VotedAnswer, other: VotedAnswer): number =>
  one.up - one.down - (other.up - other.down) || other.at - one.at;

/** As voting.ts writes it. */
const VoteDetails = z.object({
  turn: z.string(),
  question: z.string(),
  asks: z.array(z.object({ agent: z.string(), link: z.string().optional() })),
  sql: z.string(),
  answer: z.string(),
  reason: z.string().nullish(),
  comment: z.string().nullish(),
});

const addVote = (
  answers: Map<string, VotedAnswer>,
  { votes }: FeedbackReport,
  { outcome, details, place: where, at }: JournalEntry,
): void => {
  const vote = Vote.parse(outcome);
  const { turn, question, asks, sql, answer, reason, comment } = VoteDetails.parse(details);
  if (vote === "none") return;
  votes[vote] += 1;
  const agents = [...new Set(asks.map(({ agent }) => agent))];
  const links = asks.flatMap(({ link }) => link ?? []);
  const known = answers.get(turn) ?? {
    ...{ turn, question, at, where, agents, links, sql, answer },
    ...{ up: 0, down: 0, remarks: [] },
  };
  known[vote] += 1;
  if (reason || comment) known.remarks.push({ vote, ...(reason && { reason }), ...(comment && { comment }) });
  answers.set(turn, known);
};

/** As turn-journal.ts writes it. */
const TurnDetails = z.object({
  turn: z.string(),
  question: z.string(),
  agents: z.array(z.string()),
  links: z.array(z.string()),
  codes: z.array(z.string()),
});

const addTurn = (report: FeedbackReport, { outcome, details, place: where, at }: JournalEntry): void => {
  report.turns += 1;
  const turn: BrokenTurn = { ...TurnDetails.parse(details), at, where, outcome };
  if (outcome === "failed") report.failed.push(turn);
  if (outcome === "unanswered") report.unanswered.push(turn);
};
