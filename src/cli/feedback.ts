import type { Config } from "../config/config.ts";
import { type AskedQuestion, type BrokenTurn, feedbackReport, type VotedAnswer } from "../feedback/feedback-report.ts";
import { silent } from "../logging/log.ts";
import { openJournal } from "../open/open-stores.ts";
import { runReport } from "./program.ts";

/*
 * `npm run feedback -- --since 7d`: which answers people voted down and why, which questions failed, and which ones no
 * agent could answer. Only reads; the bot may be running.
 */

const usage = `npm run feedback -- [--since 7d] [--json] [--env-file FILE]

Shows which answers people voted down and why, which questions failed, and which ones no agent could answer.

  --since     how far back: 30m, 24h, 7d, or a day such as 2026-01-31 (default 7d)
  --json      one JSON object, with SQL and answers
  --env-file  the environment of the bot (default .env, if there is one)`;

/** The report as lines. */
const feedback = async (config: Config, since: number, format: { json: boolean }): Promise<string[]> => {
  const { journal, close } = await openJournal(config, silent);
  try {
    const report = await feedbackReport(journal, since);
    if (format.json) return [JSON.stringify(report)];
    const { worst, failed, unanswered, turns, votes } = report;
    return [
      `${count(turns, "question")}, ${count(votes.up, "vote")} up, ${count(votes.down, "vote")} down`,
      ...section("Voted down", worst, dislikedLines),
      ...section("Failed", failed, brokenLines),
      ...section("Unanswered: no agent had an answer", unanswered, brokenLines),
    ];
  } finally {
    close();
  }
};

const count = (many: number, what: string): string => `${many} ${what}${many === 1 ? "" : "s"}`;

const section = <T>(title: string, entries: T[], linesOf: (entry: T) => string[]): string[] => [
  "",
  `${title} (${entries.length})`,
  ...entries.flatMap((entry) => linesOf(entry).map((line, at) => (at === 0 ? `- ${line}` : `    ${line}`))),
];

const dislikedLines = (answer: VotedAnswer): string[] => [
  `${plain(answer.question)}`,
  `${answer.down} down, ${answer.up} up · ${whereOf(answer)}`,
  ...answer.remarks.map(({ vote, reason, comment }) =>
    plain(`${vote}: ${[reason, comment && `“${comment}”`].filter(Boolean).join(": ")}`),
  ),
  ...answer.links,
];

const brokenLines = (turn: BrokenTurn): string[] => [
  plain(turn.question),
  [...turn.codes, whereOf(turn)].join(" · "),
  ...turn.links,
];

const whereOf = ({ at, where, agents }: AskedQuestion): string =>
  [
    new Date(at).toISOString().slice(0, 16).replace("T", " "),
    `${where.platform} ${where.channelId}`,
    ...(agents.length > 0 ? [agents.join(", ")] : []),
  ].join(" · ");

/** One line. What people typed could steer the terminal. */
const plain = (text: string): string => text.replace(/\p{C}+/gu, " ");

if (import.meta.main) await runReport({ usage, since: "7d", lines: feedback });
