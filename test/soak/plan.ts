import { between, pick, type Random } from "../chaos/random.ts";
import { type Line, type Talk, talksOf } from "../chaos/talks.ts";
import { hostileText } from "./hostile-texts.ts";

export type Kind = "question" | "hostile" | "job";

export interface Planned {
  kind: Kind;
  talk: Talk;
}

/** What people write: questions with follow-ups and cancels, hostile texts, and jobs; each talk in a thread of its own. */
export const planOf = (random: Random, count: number, lastStartMs: number): Planned[] => {
  const share = (part: number): number => Math.ceil(count * part);
  const talk = (line: Pick<Line, "text" | "tag">): Talk => ({
    platform: pick(random, ["slack", "teams"]),
    user: pick(random, ["asker", "colleague", "admin"]),
    room: "",
    startMs: random() * lastStartMs,
    lines: [{ ...line, expected: nothing, pauseMs: 0, patient: false, cancelMs: undefined }],
  });
  const placed = (one: Talk): Talk => ({
    ...one,
    room: one.platform === "teams" ? "Analytics" : pick(random, ["analytics", "data-ops", `dm:${one.user}`]),
  });
  const several = (part: number, kind: Kind, textOf: () => string): Planned[] =>
    Array.from({ length: share(part) }, () => ({ kind, talk: placed(talk({ text: textOf(), tag: undefined })) }));
  return [
    ...talksOf(random, share(0.55), lastStartMs).map((one): Planned => ({ kind: "question", talk: one })),
    ...several(0.3, "hostile", () => hostileText(random)),
    ...several(0.15, "job", () => `run transaction-anomalies days=${Math.ceil(between(random, 1, 60))}`),
  ];
};

const nothing = { question: "", agents: [], contains: [] };
