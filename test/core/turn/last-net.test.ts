import { Problem } from "../../../src/errors.ts";
import type { Reply } from "../../../src/ports/chat/reply.ts";
import { type BoardBot, startBoardBot, wordsOf } from "../../support/bots/board-bot.ts";
import { eventually } from "../../support/eventually.ts";

const refused = new Problem("post.unshowable", "The board cannot show this.");

describe("an answer that cannot be shown", () => {
  let bot: BoardBot;
  beforeAll(async () => {
    bot = await startBoardBot();
  });
  afterEach(() => {
    bot.rules.current = {};
  });
  afterAll(() => bot?.close());

  const isShort = (reply: Reply) =>
    reply.kind === "progress" || (reply.kind === "notice" && wordsOf(reply).length < 400);
  /** Nothing that is long is shown. */
  const refuseAll = () => {
    bot.rules.current = {
      refuses: (reply) => (isShort(reply) && !wordsOf(reply).includes("3,275") ? undefined : refused),
    };
  };

  it("is kept, said to be, and shown on a click, also after a restart", async () => {
    refuseAll();
    await bot.say({ id: "kept", text: "What is the total revenue?" });
    const post = await bot.shows((reply, { id }) => id === "board:kept" && wordsOf(reply).includes("show-again"));
    expect(post.shown.at(-1)).toMatchObject({
      kind: "notice",
      buttons: [{ action: "show-again", value: "board:kept" }],
    });
    await bot.restart();
    bot.rules.current = {};
    await bot.click("again", post, "show-again", "board:kept", "U0COLLEAGUE");
    const shown = await bot.shows((reply, { id }) => id === "board:kept" && reply.kind === "answer");
    expect(shown.shown.at(-1)).toMatchObject({
      markdown: expect.stringContaining("3,275"),
      folded: { tables: [{ title: "Sales" }] },
    });
  });

  it("is shown to nobody who is not in its thread", async () => {
    refuseAll();
    await bot.say({ id: "secret", text: "What is the total revenue?" });
    await bot.shows((reply, { id }) => id === "board:secret" && wordsOf(reply).includes("show-again"));
    bot.rules.current = {};
    await bot.say({ id: "elsewhere", user: "U0COLLEAGUE", text: "help" });
    const help = await bot.shows((_, { id }) => id === "board:elsewhere");
    await bot.click("forged", help, "show-again", "board:secret", "U0COLLEAGUE");
    await bot.shows((reply, { id }) => id === "board:forged" && wordsOf(reply).includes("can see this answer"));
    await bot.click("made-up", help, "show-again", "board:none", "U0COLLEAGUE");
    await bot.shows((reply, { id }) => id === "board:made-up" && wordsOf(reply).includes("no longer have that answer"));
    expect(wordsOf(help.shown.at(-1)!)).not.toContain("3,275");
    // Not even for its asker over a message of ours that says something else.
    await bot.click("own", help, "show-again", "board:secret", "U0ASKER");
    await bot.shows((reply, { id }) => id === "board:own" && wordsOf(reply).includes("no longer have that answer"));
    expect(wordsOf(help.shown.at(-1)!)).not.toContain("3,275");
  });

  it("stays one message when the age of its data is known later and the platform refuses to show it", async () => {
    await bot.post("/control/faults", { service: "databricks", kind: "slow", match: "sql/warehouses", ms: 700 });
    const tried: string[] = [];
    bot.rules.current = {
      refuses: (reply) => {
        const hasAge = reply.kind === "answer" && reply.sources.some(({ scope }) => scope?.includes("data as of"));
        if (hasAge) tried.push(reply.kind);
        return hasAge ? refused : undefined;
      },
    };
    await bot.say({ id: "aged", text: "List all audit events of all time" });
    const post = await bot.shows((reply, { id }) => id === "board:aged" && reply.kind === "answer");
    await eventually(() => tried.length === 1, 8_000, "the age of the data");
    await bot.say({ id: "next", text: "help", thread: post.thread });
    await bot.shows((_, { id }) => id === "board:next");
    expect(tried).toHaveLength(1);
    expect([...bot.posts.values()].filter(({ thread }) => thread === post.thread)).toHaveLength(2);
  });

  it("says the age of its data from the start where it takes several messages", async () => {
    await bot.post("/control/faults", { service: "databricks", kind: "slow", match: "sql/warehouses", ms: 700 });
    bot.rules.current = { fits: (reply) => reply.kind !== "answer" || reply.tables.length + reply.sources.length < 2 };
    await bot.say({ id: "parts", text: "List all failed logins of all time" });
    const hasAge = (reply: Reply) =>
      reply.kind === "answer" && reply.sources.some(({ scope }) => scope?.includes("data as of"));
    const last = await bot.shows((reply, { id }) => id === "board:parts:part2" && reply.kind === "answer");
    expect(last.shown.map(hasAge)).toEqual([true]);
  });

  it("arrives in a plainer form where only that is taken", async () => {
    bot.rules.current = { refuses: (reply) => (reply.kind === "answer" ? refused : undefined) };
    await bot.say({ id: "plain", text: "What is the total revenue?" });
    const post = await bot.shows((reply, { id }) => id === "board:plain" && reply.kind === "notice");
    expect(wordsOf(post.shown.at(-1)!)).toMatch(/3,275.*North +2,525/s);
  });
});

describe("what goes wrong around an answer", () => {
  let bot: BoardBot;
  beforeAll(async () => {
    bot = await startBoardBot();
  });
  afterAll(() => bot?.close());

  it("says in the thread that the file with all rows is missing", async () => {
    bot.rules.current = { refusesFile: () => new Problem("slack.missing-scope", "No files.") };
    await bot.say({ id: "file", text: "Show the audit log in detail" });
    await bot.shows((reply, { id }) => id === "board:file" && reply.kind === "answer");
    const notice = await bot.shows((reply) => wordsOf(reply).includes("couldn't attach the file"));
    expect(notice).toMatchObject({ thread: "board:file" });
    expect(wordsOf(notice.shown[0]!)).toMatch(/all [\d,]+ rows from \*\*\w+/);
  });

  it("ends a turn without a word when its thread is gone", async () => {
    let refusals = 0;
    // Edits may still come from the answer before.
    const refuses = (_: Reply, how: "post" | "edit") => {
      if (how === "edit") return undefined;
      refusals += 1;
      return new Problem("post.root-gone", "Gone.");
    };
    bot.rules.current = { refuses };
    await bot.say({ id: "gone", text: "What is the total revenue?" });
    await eventually(() => refusals === 1);
    bot.rules.current = {};
    await bot.say({ id: "gone-2", text: "What is the total revenue?", thread: "board:gone" });
    await bot.shows((reply, { id }) => id === "board:gone-2" && reply.kind === "answer");
    expect([...bot.posts.keys()].filter((id) => id.startsWith("board:gone"))).toEqual(["board:gone-2"]);
  });
});
