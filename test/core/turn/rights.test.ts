import type { Notice } from "../../../src/ports/chat/reply.ts";
import { type BoardBot, startBoardBot, wordsOf } from "../../support/bots/board-bot.ts";

/* In the sandbox's configuration the job nightly-load is for U0ASKER (and the admin U0ADMIN) alone. */

describe("who may do what", () => {
  let bot: BoardBot;
  beforeAll(async () => {
    bot = await startBoardBot();
  });
  afterAll(() => bot?.close());

  const answer = (thread: string) =>
    bot.shows((reply, post) => reply.kind === "answer" && post.thread === thread, `the answer in ${thread}`);
  const notice = (words: string, id: string) =>
    bot.shows((reply, post) => post.id.startsWith(`board:${id}`) && wordsOf(reply).includes(words), words);
  const audited = async (id: string) =>
    (await bot.audit())
      .filter((entry) => entry.id.endsWith(`board:${id}`) || entry.id.includes(`board:${id}:`))
      .map(({ action, outcome, actor, run, job }) => ({ action, outcome, user: actor.user, run, job }));

  it("lets only the person who began a thread, and administrators, erase it", async () => {
    const thread = "board:erase";
    await bot.say({ id: "erase", user: "U0ASKER", text: "What is the total revenue?" });
    await answer(thread);
    await bot.say({ id: "erase-2", user: "U0COLLEAGUE", text: "reset", thread });
    await notice("Only U0ASKER or an administrator can make me forget it", "erase-2");
    expect(await audited("erase-2")).toMatchObject([{ action: "reset", outcome: "refused", user: "U0COLLEAGUE" }]);
    await bot.say({ id: "erase-3", user: "U0COLLEAGUE", text: "and by region?", thread });
    await bot.shows((reply, post) => post.id === "board:erase-3" && reply.kind === "answer", "a follow-up");
    await bot.say({ id: "erase-4", user: "U0ASKER", text: "reset", thread });
    await notice("I've forgotten this conversation", "erase-4");
    expect(await audited("erase-4")).toMatchObject([{ action: "reset", outcome: "forgotten", user: "U0ASKER" }]);
    await bot.say({ id: "erase-5", user: "U0COLLEAGUE", text: "why?", thread });
    await bot.shows((reply, post) => post.id === "board:erase-5" && reply.kind === "notice", "that it knows nothing");
  });

  it("lets an administrator erase what others began", async () => {
    const thread = "board:admin";
    await bot.say({ id: "admin", user: "U0ASKER", text: "What is the total revenue?" });
    await answer(thread);
    await bot.say({ id: "admin-2", user: "U0ADMIN", text: "reset", thread });
    await notice("I've forgotten this conversation", "admin-2");
  });

  it("notes refused starts, confirmations and cancellations in the audit", async () => {
    await bot.say({ id: "start", user: "U0COLLEAGUE", text: "run nightly-load", entry: "command" });
    await notice("not on the list of people who can start Nightly load", "start");
    expect(await audited("start")).toMatchObject([
      { action: "start", outcome: "refused: access.job-users", user: "U0COLLEAGUE", job: "nightly-load" },
    ]);
    await bot.say({ id: "proposal", user: "U0ASKER", text: "run nightly-load" });
    const card = await bot.shows((reply) => wordsOf(reply).includes("Start Nightly load?"), "a confirmation");
    await bot.click("confirm", card, "job-start", "board:proposal", "U0COLLEAGUE");
    await notice("an administrator can decide", "confirm");
    await bot.click("decline", card, "job-decline", "board:proposal", "U0COLLEAGUE");
    await notice("an administrator can decide", "decline");
    expect(await audited("confirm")).toMatchObject([{ action: "confirm", outcome: "refused", user: "U0COLLEAGUE" }]);
    expect(await audited("decline")).toMatchObject([{ action: "decline", outcome: "refused", user: "U0COLLEAGUE" }]);
    await bot.post("/control/databricks/run", { job_id: "nightly-load", outcome: "success", seconds: 600 });
    await bot.click("go", card, "job-start", "board:proposal", "U0ASKER");
    const started = await bot.shows((reply) => wordsOf(reply).includes("cancel-run"), "the card of the run");
    const run = /run (\d{15,19})/i.exec(wordsOf(started.shown.at(-1)!))?.[1] ?? "";
    await bot.click("stop", started, "cancel-run", run, "U0COLLEAGUE");
    await notice("can cancel a run of Nightly load", "stop");
    expect(await audited("stop")).toMatchObject([
      { action: "cancel", outcome: "refused", user: "U0COLLEAGUE", run, job: "nightly-load" },
    ]);
  });

  it("says the same of a run that does not exist and of one that a person may not see", async () => {
    const hidden = (await bot.audit()).find(({ action, run }) => action === "start" && run)?.run ?? "";
    expect(hidden).toMatch(/^\d{15,19}$/);
    const sentences = new Set<string>();
    for (const [index, run] of ["1", "9007199254740993123", hidden].entries()) {
      for (const verb of ["status", "cancel"]) {
        const id = `try-${index}-${verb}`;
        await bot.say({ id, user: "U0COLLEAGUE", text: `${verb} ${run}`, entry: "command" });
        const shown = await bot.shows((_, post) => post.id === `board:${id}`);
        sentences.add((shown.shown.at(-1) as Notice).markdown.replaceAll(run, "N"));
      }
      expect(await audited(`try-${index}-cancel`)).toMatchObject([
        { action: "cancel", outcome: "refused: no run that they may see", user: "U0COLLEAGUE", run },
      ]);
    }
    expect([...sentences]).toEqual([expect.stringContaining("I can't find run N among the runs you can see")]);
    await bot.say({ id: "own", user: "U0ASKER", text: `status ${hidden}`, entry: "command" });
    await bot.shows(
      (reply, post) => post.id === "board:own" && wordsOf(reply).includes("Nightly load"),
      "their own run",
    );
  });

  it("tells somebody whose question has waited that they may not ask any more, in the message that said so", async () => {
    await bot.post("/control/faults", { service: "databricks", kind: "slow", match: "start-conversation", ms: 1_500 });
    const thread = "board:waits";
    await bot.say({ id: "waits", user: "U0ASKER", text: "What is the total revenue?" });
    await bot.say({ id: "waits-2", user: "gus", text: "What are customer segments?", thread });
    const waiting = await bot.shows((reply, { id }) => id === "board:waits-2" && wordsOf(reply).includes("as soon as"));
    bot.rules.current = { membership: (user) => (user === "gus" ? "guest" : "member") };
    await answer(thread);
    await bot.shows((reply, { id }) => id === waiting.id && wordsOf(reply).includes("guest accounts"), "a refusal");
    await bot.say({ id: "waits-3", user: "U0ADMIN", text: "cancel", thread });
    await bot.shows(
      (reply, { id }) => id === "board:waits-3" && wordsOf(reply).includes("othing"),
      "nothing to cancel",
    );
    bot.rules.current = {};
  });

  it("refuses guests everything and notes what they tried", async () => {
    bot.rules.current = { membership: (user) => (user === "gus" ? "guest" : "member") };
    await bot.say({ id: "guest-1", user: "gus", text: "What is the total revenue?" });
    await notice("guest accounts", "guest-1");
    await bot.say({ id: "guest-2", user: "gus", text: "run nightly-load", entry: "command" });
    await notice("guest accounts", "guest-2");
    expect(await audited("guest-2")).toMatchObject([
      { action: "start", outcome: "refused: access.guest", user: "gus" },
    ]);
    expect([...bot.posts.values()].filter(({ only }) => only === "gus")).toHaveLength(2);
  });
});
