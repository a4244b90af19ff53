import { openStage, type Stage } from "../test/support/stage.ts";
import { teamsSide } from "../test/support/teams/teams-side.ts";
import { inParallel, percentiles, print } from "./measure/figures.ts";

interface Asked {
  createdAt: number;
  completedAt?: number;
}

/** When a question was written and when its answer was shown, epoch ms. */
type Ask = (stage: Stage, question: string) => Promise<{ from: number; to: number }>;

const single = "Which product is the top seller?";
const double = "What regions have high revenue but high churn?";

/** From Genie's end to the answer on the screen, and what two agents cost beside the slower of the two. */
export const afterGenie = async (): Promise<void> => {
  const one = await measure(inSlack, single);
  const two = await measure(inSlack, double);
  const teams = await measure(inTeams, double);
  print(
    "After Genie",
    "Genie COMPLETED until the answer is shown, Genie at its natural pace (about 8 s), 12 questions each, one after the other",
    [
      { name: "Slack, one agent (passed through)", values: percentiles(one.after) },
      { name: "Slack, two agents (joined by the model)", values: percentiles(two.after) },
      { name: "Teams, two agents (joined by the model)", values: percentiles(teams.after) },
      { name: "two agents: turn / slower agent", values: { ratio: (sum(two.turns) / sum(two.slowest)).toFixed(2) } },
    ],
  );
};

/** Each of the two has a stage of its own, so that a turn's questions are those between its message and its answer. */
const measure = async (ask: Ask, question: string) => {
  const measured = await inParallel([0, 1], 2, async () => {
    const stage = await openStage({ fast: false });
    const shown = await inParallel(Array.from({ length: 6 }), 1, () => ask(stage, question));
    const asked = await stage.get<Asked[]>("/control/databricks/questions");
    await stage.close();
    return shown.map(({ from, to }) => ({
      from,
      to,
      asks: asked.filter(({ createdAt, completedAt = 0 }) => createdAt >= from && completedAt <= to),
    }));
  });
  const turns = measured.flat();
  const end = (asks: Asked[]): number => Math.max(...asks.map(({ completedAt = 0 }) => completedAt));
  return {
    after: turns.map(({ to, asks }) => to - end(asks)),
    turns: turns.map(({ from, to }) => to - from),
    slowest: turns.map(({ asks }) => end(asks) - Math.min(...asks.map(({ createdAt }) => createdAt))),
  };
};

const inSlack: Ask = async (stage, question) => {
  const ts = await stage.say("asker", "analytics", `@genie ${question}`);
  const reply = await stage.answer("analytics", ts, 60_000);
  return { from: Number(ts) * 1_000, to: reply.edits.at(-1)?.at ?? 0 };
};

const inTeams: Ask = async (stage, question) => {
  const teams = teamsSide(stage);
  const id = await teams.say("asker", "Analytics", `@Genie ${question}`);
  const reply = await teams.answer("Analytics", id, 60_000);
  return { from: Number(id), to: reply.edits.at(-1)?.at ?? 0 };
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
