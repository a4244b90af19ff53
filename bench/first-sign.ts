import { eventually } from "../test/support/eventually.ts";
import { openStage, type Stage } from "../test/support/stage.ts";
import { teamsSide } from "../test/support/teams/teams-side.ts";
import { type Figure, inParallel, percentiles, print } from "./measure/figures.ts";

const question = "What is the total revenue?";

/** From the person's message to the status message on the screen, in both channels. */
export const firstSign = async (): Promise<void> => {
  const stage = await openStage({ fast: true });
  await inSlack(stage);
  for (const conversation of conversations) await inTeams(stage, conversation);
  const many = Array.from({ length: 100 });
  const quiet = await inParallel(many, 1, () => inSlack(stage));
  const busy = await inParallel(many, 20, () => inSlack(stage));
  const teams: Figure[] = [];
  for (const conversation of conversations) {
    const times = await inParallel(many, 1, () => inTeams(stage, conversation));
    teams.push({ name: `Teams, one question at a time, ${conversation.name}`, values: percentiles(times) });
  }
  await stage.close();
  print("First sign", "message written until the status message is shown, 100 questions each", [
    { name: "Slack, one question at a time", values: percentiles(quiet) },
    { name: "Slack, 20 people at a time", values: percentiles(busy) },
    ...teams,
  ]);
};

const inSlack = async (stage: Stage): Promise<number> => {
  const ts = await stage.say("asker", "analytics", `@genie ${question}`);
  const reply = await eventually(async () => (await stage.replies("analytics", ts))[0], 20_000);
  await stage.answer("analytics", ts, 30_000);
  return reply.at - Number(ts) * 1_000;
};

const conversations = [
  { name: "channel", of: "Analytics", mention: "@Genie " },
  { name: "group chat", of: "planning", mention: "@Genie " },
  { name: "personal chat", of: "personal:asker", mention: "" },
];

const inTeams = async (stage: Stage, { of, mention }: (typeof conversations)[number]): Promise<number> => {
  const teams = teamsSide(stage);
  const id = await teams.say("asker", of, `${mention}${question}`);
  const reply = await eventually(async () => (await teams.replies(of, id))[0], 20_000);
  await teams.answer(of, id, 30_000);
  return reply.at - Number(id);
};
