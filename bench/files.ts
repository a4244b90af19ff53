import { eventually } from "../test/support/eventually.ts";
import { openStage, type Stage } from "../test/support/stage.ts";
import { type Carded, teamsSide } from "../test/support/teams/teams-side.ts";
import { type Figure, inParallel, percentiles, print } from "./measure/figures.ts";
import { watchMemory } from "./measure/usage.ts";

/** 13,140 rows, of which Genie itself gives 5,000. */
const question = "List all billing records of all time";
const rounds = 5;
const withinMs = 60_000;

/** From the click until the file is in the thread, and what the bot's memory grows by meanwhile. */
export const files = async (): Promise<void> => {
  const figures = [
    ...(await onStage((stage) => inSlack(stage, "file"), "Slack: CSV", rounds)),
    ...(await onStage((stage) => inSlack(stage, "file#2"), "Slack: Excel", rounds)),
    ...(await onStage(inTeams, "Teams, personal chat: CSV, from Accept on", 1)),
  ];
  print(
    "Files",
    `the click until a file of 13,140 rows is in the thread, Genie at its natural pace, ${rounds} one after the other`,
    figures,
  );
};

/** Asks, and returns the click: it ends with when it was made and when the file was shown, epoch ms. */
type Wish = (stage: Stage) => Promise<() => Promise<{ from: number; to: number }>>;

/** A chat without threads takes one question at a time. */
const onStage = async (wish: Wish, name: string, width: number): Promise<Figure[]> => {
  const stage = await openStage({ fast: false });
  const clicks = await inParallel(Array.from({ length: rounds }), width, () => wish(stage));
  const [times, more]: [number[], number[]] = [[], []];
  for (const click of clicks) {
    const memory = watchMemory(stage);
    const { from, to } = await click();
    times.push(to - from);
    more.push((await memory.stop()) / 1_000);
  }
  await stage.close();
  const most = `${Math.max(...more).toFixed(0)} MB`;
  return [{ name, values: { ...percentiles(times), "memory grew by at most": most } }];
};

const inSlack = async (stage: Stage, action: string): ReturnType<Wish> => {
  const ts = await stage.say("asker", "analytics", `@genie ${question}`);
  const reply = await stage.answer("analytics", ts, withinMs);
  return async () => {
    const from = Date.now();
    await stage.click("asker", "analytics", reply.ts, action);
    const { at } = await eventually(
      async () => (await stage.replies("analytics", ts)).find((message) => message.files.length > 0),
      withinMs,
      "a file",
    );
    return { from, to: at };
  };
};

const inTeams = async (stage: Stage): ReturnType<Wish> => {
  const teams = teamsSide(stage);
  const chat = "personal:asker";
  const id = await teams.say("asker", chat, question);
  const reply = await teams.answer(chat, id, withinMs);
  const shown = async (type: string, earlier: readonly string[]) => {
    const isNew = (message: Carded): boolean =>
      !earlier.includes(message.id) && JSON.stringify(message).includes(`teams.${type}"`);
    return eventually(async () => (await teams.messages(chat)).find(isNew), withinMs, type);
  };
  return async () => {
    const earlier = (await teams.messages(chat)).map((message) => message.id);
    await teams.press("asker", chat, reply.id, "CSV");
    const asked = await shown("card.file.consent", earlier);
    const from = Date.now();
    await teams.press("asker", chat, asked.id, "accept");
    const { at } = await shown("card.file.info", [...earlier, asked.id]);
    return { from, to: at };
  };
};
