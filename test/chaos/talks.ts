import { type AnsweredQuestion, answers } from "../support/seed-questions.ts";
import { between, pick, type Random } from "./random.ts";

/** One message of a person. */
export interface Line {
  /** Stands in the text and nowhere else; absent: many people ask in these very words. */
  tag: string | undefined;
  text: string;
  expected: AnsweredQuestion;
  /** Pause before it is written, ms. */
  pauseMs: number;
  /** It is written once the answers before it are there. */
  patient: boolean;
  /** The asker clicks Cancel this long after writing; absent: never. */
  cancelMs: number | undefined;
}

export interface Talk {
  platform: "slack" | "teams";
  user: string;
  room: string;
  /** When its first line is written, ms after the start. */
  startMs: number;
  lines: Line[];
}

/** What people ask in one round: bursts, follow-ups, the same words in many threads, and now and then a cancel. */
export const talksOf = (random: Random, count: number, lastStartMs: number): Talk[] =>
  Array.from({ length: count }, (_, index) => {
    const platform = pick(random, ["slack", "teams"] as const);
    const user = pick(random, ["asker", "colleague", "admin"]);
    // Different ones, because in Teams an answer is told from others by its words.
    const expected = distinct.toSorted(() => random() - 0.5);
    const lines = Array.from({ length: pick(random, [1, 1, 1, 2, 2, 3, 4]) }, (_, line) =>
      lineOf(random, line === 0, `case${index}${"abcd"[line]}`, expected[line] ?? pick(random, answers)),
    );
    return { platform, user, room: pick(random, roomsOf[platform](user)), startMs: random() * lastStartMs, lines };
  });

const roomsOf = {
  slack: (user: string) => ["analytics", "data-ops", `dm:${user}`],
  teams: () => ["Analytics"],
};

/** Questions whose answers cannot be taken for each other's. */
const distinct = answers.filter(({ question }) => !/low stock|but high churn/.test(question));

const lineOf = (random: Random, first: boolean, name: string, expected: AnsweredQuestion): Line => {
  const tag = first && expected.agents.length === 1 && random() < 0.25 ? undefined : name;
  const patient = !first && random() < 0.4;
  return {
    tag,
    expected,
    text: tag === undefined ? expected.question : `${expected.question} (${tag})`,
    patient,
    pauseMs: first ? 0 : between(random, 0, patient ? 2_000 : 800),
    cancelMs: random() < 0.05 ? between(random, 200, 3_000) : undefined,
  };
};
