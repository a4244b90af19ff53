import { type AnsweredQuestion, answers } from "../support/seed-questions.ts";
import { between, pick, type Random } from "./random.ts";

/** One message of a person. */
export interface PlannedMessage {
  /** Stands in the text and nowhere else; absent: many people ask in these very words. */
  tag: string | undefined;
  text: string;
  expected: AnsweredQuestion;
  /** Pause before it is written, ms. */
  pauseMs: number;
  /** It is written once the answers before it are there. */
  waitsForAnswers: boolean;
  /** The asker clicks Cancel this long after writing; absent: never. */
  cancelMs: number | undefined;
}

export interface PlannedThread {
  platform: "slack" | "teams";
  user: string;
  channel: string;
  /** When its first line is written, ms after the start. */
  startMs: number;
  messages: PlannedMessage[];
}

/** What people ask in one round: bursts, follow-ups, the same words in many threads, and now and then a cancel. */
export const planThreads = (random: Random, count: number, lastStartMs: number): PlannedThread[] =>
  Array.from({ length: count }, (_, index) => {
    const platform = pick(random, ["slack", "teams"] as const);
    const user = pick(random, ["asker", "colleague", "admin"]);
    // Different ones, because in Teams an answer is told from others by its words.
    const expected = distinct.toSorted(() => random() - 0.5);
    const messages = Array.from({ length: pick(random, [1, 1, 1, 2, 2, 3, 4]) }, (_, position) =>
      messageOf(random, position === 0, `case${index}${"abcd"[position]}`, expected[position] ?? pick(random, answers)),
    );
    return {
      platform,
      user,
      channel: pick(random, channelsOf[platform](user)),
      startMs: random() * lastStartMs,
      messages,
    };
  });

const channelsOf = {
  slack: (user: string) => ["analytics", "data-ops", `dm:${user}`],
  teams: () => ["Analytics"],
};

/** Questions whose answers cannot be taken for each other's. */
const distinct = answers.filter(({ question }) => !/low stock|but high churn/.test(question));

const messageOf = (random: Random, first: boolean, name: string, expected: AnsweredQuestion): PlannedMessage => {
  const tag = first && expected.agents.length === 1 && random() < 0.25 ? undefined : name;
  const waitsForAnswers = !first && random() < 0.4;
  return {
    tag,
    expected,
    text: tag === undefined ? expected.question : `${expected.question} (${tag})`,
    waitsForAnswers,
    pauseMs: first ? 0 : between(random, 0, waitsForAnswers ? 2_000 : 800),
    cancelMs: random() < 0.05 ? between(random, 200, 3_000) : undefined,
  };
};
