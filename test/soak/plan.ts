import { type PlannedMessage, type PlannedThread, planThreads } from "../chaos/planned-threads.ts";
import { between, pick, type Random } from "../chaos/random.ts";
import { hostileText } from "./hostile-texts.ts";

export type Kind = "question" | "hostile" | "job";

export interface Planned {
  kind: Kind;
  thread: PlannedThread;
}

/** What people write: questions with follow-ups and cancels, hostile texts, and jobs; each in a thread of its own. */
export const planOf = (random: Random, count: number, lastStartMs: number): Planned[] => {
  const share = (part: number): number => Math.ceil(count * part);
  const thread = (message: Pick<PlannedMessage, "text" | "tag">): PlannedThread => ({
    platform: pick(random, ["slack", "teams"]),
    user: pick(random, ["asker", "colleague", "admin"]),
    channel: "",
    startMs: random() * lastStartMs,
    messages: [{ ...message, expected: nothing, pauseMs: 0, waitsForAnswers: false, cancelMs: undefined }],
  });
  const placed = (one: PlannedThread): PlannedThread => ({
    ...one,
    channel: one.platform === "teams" ? "Analytics" : pick(random, ["analytics", "data-ops", `dm:${one.user}`]),
  });
  const several = (part: number, kind: Kind, textOf: () => string): Planned[] =>
    Array.from({ length: share(part) }, () => ({ kind, thread: placed(thread({ text: textOf(), tag: undefined })) }));
  return [
    ...planThreads(random, share(0.55), lastStartMs).map((one): Planned => ({ kind: "question", thread: one })),
    ...several(0.3, "hostile", () => hostileText(random)),
    ...several(0.15, "job", () => `run transaction-anomalies days=${Math.ceil(between(random, 1, 60))}`),
  ];
};

const nothing = { question: "", agents: [], contains: [] };
