import { openStage, type Stage } from "../test/support/stage.ts";
import { inParallel, percentiles, print } from "./figures.ts";

interface Asked {
  content: string;
  createdAt: number;
  completedAt?: number;
  conversation: string;
}

/** From Genie's end to the answer on the screen, and what two agents cost beside the slower of the two. */
export const afterGenie = async (): Promise<void> => {
  const one = await measure("Which product is the top seller?");
  const two = await measure("What regions have high revenue but high churn?");
  print(
    "After Genie",
    "Genie COMPLETED until the answer is shown, Genie at its natural pace (about 8 s), 40 questions each, 5 at a time",
    [
      { name: "one agent (passed through)", values: percentiles(one.after) },
      { name: "two agents (joined by the model)", values: percentiles(two.after) },
      { name: "two agents: turn / slower agent", values: { ratio: (sum(two.turns) / sum(two.slowest)).toFixed(2) } },
    ],
  );
};

const measure = async (question: string) => {
  const stage = await openStage({ fast: false });
  const shown = await inParallel(Array.from({ length: 40 }), 5, () => answered(stage, question));
  const questions = await stage.get<Asked[]>("/control/databricks/questions");
  await stage.close();
  // A turn's asks are those that were sent between its message and its answer.
  const asks = shown.map(({ from, to, key }) =>
    questions.filter(
      (asked) => asked.content.includes(key) || (asked.createdAt >= from && (asked.completedAt ?? 0) <= to),
    ),
  );
  const ends = asks.map((list) => Math.max(...list.map(({ completedAt }) => completedAt ?? 0)));
  return {
    after: shown.map(({ to }, index) => to - (ends[index] ?? to)),
    turns: shown.map(({ from, to }) => to - from),
    slowest: asks.map((list, index) => (ends[index] ?? 0) - Math.min(...list.map(({ createdAt }) => createdAt))),
  };
};

const answered = async (stage: Stage, question: string): Promise<{ from: number; to: number; key: string }> => {
  const ts = await stage.say("asker", "analytics", `@genie ${question}`);
  const reply = await stage.answer("analytics", ts, 60_000);
  return { from: Number(ts) * 1_000, to: reply.edits.at(-1)?.at ?? 0, key: ts };
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
