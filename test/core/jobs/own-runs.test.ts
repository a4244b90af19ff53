import type { Reply } from "../../../src/ports/chat/reply.ts";
import { type BoardBot, type BoardPost, startBoardBot, wordsOf } from "../../support/bots/board-bot.ts";
import { eventually } from "../../support/eventually.ts";
import { openBrowser } from "../../support/screens/browser.ts";

/*
 * Runs that are started as the person who asked. In the sandbox's workspace the admin owns both jobs; the bot may look at
 * invoice-sync, and does not see ledger-close at all.
 */

const emails: Record<string, string> = { U0ASKER: "asker@example.com", U0ADMIN: "admin@example.com" };
const numbers = { "invoice-sync": "718830465509127", "ledger-close": "718830465509999" };

describe("a run that was started as a person", () => {
  let bot: BoardBot;
  beforeAll(async () => {
    bot = await startBoardBot({
      settings: {
        identity: { rights: "service" },
        access: { admins: ["U0BOSS"] },
        jobs: [
          ...Object.entries(numbers).map(([id, number]) => ({
            ...{ id, name: id, description: id, job_id: number, rights: "user" },
          })),
          { id: "confirmed", name: "confirmed", description: "x", job_id: "1", rights: "user", confirm: true },
        ],
      },
      rules: { email: (user) => emails[user] },
    });
    await signIn("U0ADMIN", "first");
  });
  afterAll(() => bot?.close());

  let acts = 0;
  const say = async (text: string, user = "U0ADMIN"): Promise<string> => {
    acts += 1;
    await bot.say({ id: `own${acts}`, user, text, entry: "command" });
    return `own${acts}`;
  };
  const last = (post: BoardPost): string => wordsOf(post.shown.at(-1) as Reply);
  const shows = (words: string | RegExp, thread?: string): Promise<BoardPost> =>
    bot.shows(
      (reply, post) =>
        (thread === undefined || post.thread === `board:${thread}`) &&
        (typeof words === "string" ? wordsOf(reply).includes(words) : words.test(wordsOf(reply))),
      String(words),
      30_000,
    );
  const signIn = async (user: string, id: string): Promise<void> => {
    await bot.say({ id, user, text: "login", entry: "command" });
    const post = await bot.shows((_, { id: key }) => key === `board:${id}`, "a link");
    const reply = post.shown.at(-1) as Reply;
    const url = reply.kind === "notice" ? (reply.links?.[0]?.url ?? "") : "";
    expect((await openBrowser().signIn(url, emails[user] ?? "")).text).toContain("You're signed in");
  };
  const signOut = async (user: string): Promise<void> => {
    const id = await say("logout", user);
    await shows("signed out", id);
  };
  const starts = async (job: keyof typeof numbers, seconds: number): Promise<{ thread: string; run: string }> => {
    await bot.post("/control/databricks/run", { job_id: numbers[job], outcome: "success", seconds });
    const thread = await say(`run ${job}`);
    const card = await shows("cancel-run", thread);
    return {
      thread,
      run: /run (\d{15,19})/i.exec(last(card))?.[1] ?? /"value":"(\d{15,19})"/.exec(last(card))?.[1] ?? "",
    };
  };
  const cancels = () => bot.calls(/\/runs\/cancel$/);

  it("is watched to its end with that person's rights, where the bot sees nothing", async () => {
    const { thread } = await starts("ledger-close", 10);
    await shows(/312 invoices|finished|succeeded|done/i, thread);
    expect(
      [...bot.posts.values()]
        .filter((post) => post.thread === `board:${thread}`)
        .map(last)
        .join(),
    ).not.toMatch(/can no longer|my own rights/);
  });

  it("is cancelled with that person's rights, though the bot may not", async () => {
    const { run, thread } = await starts("invoice-sync", 600);
    const id = await say(`cancel ${run}`);
    await shows(/stopping|cancel/i, id);
    await shows(/cancelled/i, thread);
    expect((await cancels()).map(({ status }) => status)).toEqual([200]);
  });

  it("is looked at with the bot's rights once the person has signed out, which is said, and stopped by nobody", async () => {
    const { run, thread } = await starts("invoice-sync", 600);
    const before = (await cancels()).length;
    await signOut("U0ADMIN");
    await shows("no longer signed in to Databricks, so I'm watching it with my own rights", thread);
    const own = await say(`cancel ${run}`);
    expect(last(await shows("not signed in", own))).toContain("login");
    // An administrator of the bot has no more rights in Databricks for it, nor has somebody who is signed in.
    const boss = await say(`cancel ${run}`, "U0BOSS");
    await shows("not signed in", boss);
    await signIn("U0ASKER", "asker");
    const other = await say(`cancel ${run}`, "U0ASKER");
    await bot.shows((_, post) => post.thread === `board:${other}`, "an answer to another person");
    expect((await cancels()).slice(before).filter(({ status }) => status === 200)).toEqual([]);
    await signIn("U0ADMIN", "again");
    await say(`cancel ${run}`);
    await shows(/cancelled/i, thread);
  });

  it("shows what it left behind to that person alone", async () => {
    const { thread } = await starts("ledger-close", 10);
    const ended = await shows("in a direct message", thread);
    const results = await bot.shows((reply, post) => post.id.endsWith(":results") && wordsOf(reply).includes("ledger"));
    expect([results.thread, last(results)]).toEqual(["board:dm:U0ADMIN", expect.stringContaining("312 invoices")]);
    expect([...ended.shown.map(wordsOf)].join()).not.toContain("312 invoices");
    const asked = await say("status");
    expect(last(await bot.shows((_, post) => post.thread === `board:${asked}`))).not.toContain("312 invoices");
  });

  it("is started by nobody else's click, nor with the values of somebody else", async () => {
    const starts = async () => (await bot.calls(/\/run-now$/)).length;
    const before = await starts();
    const thread = await say("run confirmed");
    const card = await shows("job-start", thread);
    for (const action of ["job-start", "job-form"]) {
      await bot.click(`boss-${action}`, card, action, `board:${thread}`, "U0BOSS");
      expect(last(await bot.shows((_, { id }) => id === `board:boss-${action}`, action))).toMatch(/only|decide/i);
    }
    const fields = { days: "9" };
    await bot.act({
      ...{ kind: "form", id: "board:boss-form", action: "job-fill", value: `board:${thread}`, fields, external: false },
      actor: { platform: "board", tenant: "B1", user: "U0BOSS" },
      place: { platform: "board", thread: `board:${thread}`, channelId: "C1", direct: false, to: null },
    });
    await bot.shows((_, { id }) => id === "board:boss-form", "the refusal of a form");
    expect(await starts()).toBe(before);
    // To say no takes nobody's rights.
    await bot.click("boss-no", card, "job-decline", `board:${thread}`, "U0BOSS");
    await shows(/not start|declined/i, thread);
    expect(await starts()).toBe(before);
  });

  it("is run again after a failure with the rights of whoever wants it, never the bot's", async () => {
    await bot.post("/control/databricks/run", { job_id: numbers["invoice-sync"], outcome: "timeout", seconds: 2 });
    await say("run invoice-sync");
    const failure = await shows("triage-retry");
    const started = async () => (await bot.calls(/\/run-now$/)).map(({ status }) => status);
    const before = await started();
    const caseId = /"action":"triage-retry","value":"([^"]+)"/.exec(last(failure))?.[1] ?? "";
    await bot.click("retry-boss", failure, "triage-retry", caseId, "U0BOSS");
    await shows(/not signed in/);
    expect(await started()).toEqual(before);
    await bot.post("/control/databricks/run", { job_id: numbers["invoice-sync"], outcome: "success", seconds: 2 });
    await bot.click("retry-own", failure, "triage-retry", caseId, "U0ADMIN");
    await eventually(async () => (await started()).length > before.length);
    expect((await started()).slice(before.length)).toEqual([200]);
  });

  it("is let go, with the reason, where the bot may not even look", async () => {
    const { thread } = await starts("ledger-close", 600);
    await signOut("U0ADMIN");
    const told = await shows("can no longer follow run", thread);
    expect(last(told)).toContain("It continues there");
    await signIn("U0ADMIN", "third");
  });
});
