import { eventually } from "../../support/eventually.ts";
import { openStage, type Stage } from "../../support/stage.ts";
import { teamsSide, words } from "../../support/teams/teams-side.ts";

/** POSTs that asked Genie something. */
const questions = async (stage: Stage): Promise<number> =>
  (await stage.calls("databricks")).filter(
    ({ method, path, status }) => method === "POST" && /start-conversation|\/messages$/.test(path) && status === 200,
  ).length;

/** Cards that were posted. */
const posts = async (stage: Stage): Promise<number> =>
  (await stage.calls("teams")).filter(
    ({ method, path, status, body }) =>
      method === "POST" &&
      path.endsWith("/activities") &&
      status === 201 &&
      JSON.stringify(body).includes("AdaptiveCard"),
  ).length;

describe("a bot in Teams that is killed", () => {
  let stage: Stage;
  let teams: ReturnType<typeof teamsSide>;
  beforeEach(async () => {
    stage = await openStage({ fast: false });
    teams = teamsSide(stage);
    await stage.post("/control/databricks/pace", { factor: 20 });
  });
  afterEach(() => stage?.close());

  /** Genie takes minutes, so the bot is killed before the answer is there; now it is quick. */
  const once = async (id: string): Promise<void> => {
    await stage.post("/control/databricks/pace", { factor: 0.1 });
    await stage.start();
    const reply = await teams.answer("Analytics", id, 20_000);
    expect(words(reply)).toContain("3,275");
    expect(await teams.replies("Analytics", id)).toHaveLength(1);
    expect(await questions(stage)).toBe(1);
    expect(await posts(stage)).toBe(1);
  };
  const ask = () => teams.say("asker", "Analytics", "@Genie What is the total revenue?");

  it("before the message was acknowledged answers once, though Teams sends it again", async () => {
    await stage.kill();
    const id = await ask();
    await eventually(() => stage.sandbox.teams.delivery.log().length > 1 || undefined, 5_000);
    await once(id);
  });

  it("after the message was stored answers once, in one message", async () => {
    // A post that Teams has taken, and of which the bot dies before it hears, is the one that cannot be found again.
    await stage.fault({ service: "teams", match: "POST /teams/v3", kind: "drop", times: 1 });
    const id = await ask();
    await stage.met("teams");
    await stage.kill();
    expect(await teams.replies("Analytics", id)).toHaveLength(0);
    await once(id);
  });

  it("while the question is on its way to Genie does not ask twice", async () => {
    await stage.fault({ service: "databricks", match: "start-conversation", kind: "held" });
    const id = await ask();
    await stage.met("databricks");
    await stage.kill();
    await once(id);
  });

  it("while it waits goes on in the same message", async () => {
    const id = await ask();
    await eventually(async () => {
      const [reply] = await teams.replies("Analytics", id);
      return reply && words(reply).includes("Sales") ? true : undefined;
    });
    await stage.kill();
    await once(id);
  });

  it("while it writes the answer finishes the same message", async () => {
    await stage.post("/control/databricks/pace", { factor: 0.1 });
    await stage.fault({ service: "teams", match: "3,275", kind: "held" });
    const id = await ask();
    await stage.met("teams");
    await stage.kill();
    await once(id);
  });
});
