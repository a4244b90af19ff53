import { eventually } from "../../support/eventually.ts";
import { openBrowser } from "../../support/screens/browser.ts";
import { openStage, type Stage, whole } from "../../support/stage.ts";

const names = Array.from({ length: 200 }, (_, index) => `person${index}`);

/* In the sandbox's workspace all of them see the North (2,525), the bot sees everything (3,275). */
describe("200 people whose tokens end in the same minute, on two replicas", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({
      ...{ replicas: 2, shared: true, model: false },
      settings: { identity: { rights: "user" }, access: { users: names.map((name) => `U0${name.toUpperCase()}`) } },
    });
    await stage.post("/control/people", { names, region: "North" });
  });
  afterAll(() => stage?.close());

  const direct = (name: string) => stage.messages(`dm:${name}`);

  const signIn = async (name: string): Promise<void> => {
    await stage.say(name, `dm:${name}`, "login");
    const link = await eventually(
      async () =>
        /http:[^"\s\\|>]+\/auth\/databricks\/start\?t=[\w-]{43}/.exec(JSON.stringify(await direct(name)))?.[0],
      20_000,
      `a link for ${name}`,
    );
    const page = await openBrowser().signIn(link, `${name}@example.com`);
    expect(page.text).toContain("You're signed in");
  };

  it("are each answered with their own rows, by one refresh each", async () => {
    const waiting = [...names];
    const signInRest = async (): Promise<void> => {
      for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) await signIn(name);
    };
    await Promise.all(Array.from({ length: 8 }, signInRest));
    await stage.post("/control/databricks/people", { expire: true });

    await Promise.all(names.map((name) => stage.say(name, `dm:${name}`, "What is the total revenue?")));
    for (const name of names)
      await eventually(
        async () => (await direct(name)).some((one) => one.bot && whole(one).includes("2,525")),
        60_000,
        `the answer for ${name}`,
      );
    const seen = await stage.get<{ signIns: { user: string; refreshes: number; ended: boolean }[]; reused: number }>(
      "/control/databricks/people",
    );
    expect(seen.reused).toBe(0);
    expect(seen.signIns).toHaveLength(names.length);
    expect(seen.signIns.filter(({ refreshes, ended }) => refreshes !== 1 || ended)).toEqual([]);
  }, 900_000);
});
