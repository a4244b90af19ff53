import type { Answer, Reply } from "../../../src/ports/chat/reply.ts";
import { type ShownPart, shownPart, tableButtons } from "../../../src/reply/tables/table-part.ts";
import { type BoardBot, type BoardPost, startBoardBot, wordsOf } from "../../support/bots/board-bot.ts";
import { eventually } from "../../support/eventually.ts";

const isAnswer = (reply: Reply | undefined): reply is Answer => reply?.kind === "answer";

/** What a post shows now, and the buttons below its table. */
const seen = (post: BoardPost): { part: ShownPart; press: (label: string) => string } => {
  const answer = post.shown.at(-1);
  const item = isAnswer(answer) ? answer.tables[0] : undefined;
  if (!item) throw new Error("there is no table");
  const part = shownPart(item);
  const buttons = tableButtons(item, part);
  return { part, press: (label) => buttons.find((button) => button.label.includes(label))?.value ?? "" };
};

describe("the pages of a table", () => {
  let bot: BoardBot;
  beforeAll(async () => {
    // Without a warehouse no answer is edited once more, for the age of its data.
    bot = await startBoardBot({ env: { DATABRICKS_WAREHOUSE_ID: "" } });
  });
  // Nothing else fetches the rows before somebody turns the page.
  beforeEach(() => {
    bot.rules.current = { takesFiles: "asked" };
  });
  afterAll(() => bot?.close());

  const ask = async (id: string): Promise<BoardPost> => {
    await bot.say({ id, text: "List all audit events of all time" });
    return bot.shows((reply, post) => post.id === `board:${id}` && reply.kind === "answer", "an answer");
  };
  const from = (post: BoardPost, row: number) =>
    bot.shows(
      (reply, { id }) => id === post.id && isAnswer(reply) && reply.tables[0]?.part?.from === row,
      `rows from ${row}`,
    );

  it("are turned in place by anybody in the thread, also after a restart", async () => {
    const post = await ask("pages");
    const first = seen(post).part;
    expect(first).toMatchObject({ from: 0, rows: { length: 20 } });
    await bot.click("next", post, "page", seen(post).press("Next"), "U0COLLEAGUE");
    const second = seen(await from(post, 20)).part;
    await bot.restart();
    await bot.click("next-2", post, "page", seen(post).press("Next"));
    await from(post, 40);
    await bot.click("back", post, "page", seen(post).press("Previous"));
    expect(seen(await from(post, 20)).part).toEqual(second);
    expect(second.rows).not.toEqual(first.rows);
    await bot.click("back-2", post, "page", seen(post).press("Previous"), "U0COLLEAGUE");
    expect(seen(await from(post, 0)).part).toEqual(first);
    const [shown, before] = [post.shown.at(-1), post.shown.find(isAnswer)] as Answer[];
    expect({ ...shown, tables: [], elapsedMs: 0 }).toEqual({ ...before, tables: [], elapsedMs: 0 });
  });

  it("come from a query that is run again when Databricks has dropped the result", async () => {
    const post = await ask("expired");
    await bot.post("/control/faults", { service: "databricks", kind: "expired", match: "query-result", times: 1 });
    await bot.click("again", post, "page", seen(post).press("Next"));
    await from(post, 20);
    expect((await bot.calls(/execute-query$/)).length).toBeGreaterThan(0);
  });

  it("are shown to nobody who is not in the thread, and no forged value moves anything", async () => {
    const post = await ask("secret");
    await bot.say({ id: "other", user: "U0COLLEAGUE", text: "help" });
    const help = await bot.shows((_, { id }) => id === "board:other");
    const before = wordsOf(help.shown.at(-1)!);
    const forged: [id: string, value: string, words: string][] = [
      ["elsewhere", seen(post).press("Next"), "can see this answer"],
      ["unknown", JSON.stringify({ turn: "board:none", table: 0, from: 20 }), "no longer have that answer"],
      ["no-json", "{", "no longer have that answer"],
      ["negative", JSON.stringify({ turn: "board:secret", table: 0, from: -1 }), "no longer have that answer"],
    ];
    for (const [id, value, words] of forged) {
      await bot.click(id, help, "page", value, "U0COLLEAGUE");
      await bot.shows((reply, shown) => shown.id === `board:${id}` && wordsOf(reply).includes(words), words);
    }
    for (const [id, more] of Object.entries({ table: { table: 7, from: 0 }, row: { table: 0, from: 900_000 } })) {
      await bot.click(`far-${id}`, post, "page", JSON.stringify({ turn: "board:secret", ...more }));
      await bot.shows((reply, shown) => shown.id === `board:far-${id}` && wordsOf(reply).includes("no longer have"));
    }
    expect(wordsOf(help.shown.at(-1)!)).toBe(before);
    expect(post.shown.filter(isAnswer)).toHaveLength(1);
  });

  it("are put over no other answer of the same thread, whatever a client sends", async () => {
    const post = await ask("mine");
    await bot.say({ id: "theirs", text: "What is the total revenue?", thread: post.thread });
    const other = await bot.shows((reply, { id }) => id === "board:theirs" && reply.kind === "answer");
    await bot.click("over-page", other, "page", seen(post).press("Next"), "U0COLLEAGUE");
    await bot.click("over-again", other, "show-again", "board:mine", "U0COLLEAGUE");
    for (const id of ["board:over-page", "board:over-again"])
      await bot.shows((reply, shown) => shown.id === id && wordsOf(reply).includes("no longer have that answer"));
    expect(other.shown.filter(isAnswer)).toHaveLength(1);
  });

  it("leave the message one that its asker can take away", async () => {
    const post = await ask("paged");
    await bot.click("paged-next", post, "page", seen(post).press("Next"));
    await from(post, 20);
    await bot.act({
      ...{ kind: "remove", id: "board:take-paged", external: false },
      actor: { platform: "board", tenant: "B1", user: "U0ASKER" },
      place: { platform: "board", thread: post.thread, channelId: "C1", direct: false, to: null },
      on: { platform: "board", thread: post.thread, id: post.id },
    });
    await eventually(() => !bot.posts.has(post.id));
  });

  it("of an answer in several messages leave what stands around the table", async () => {
    // The table, and what fits beside it, are in the second message.
    bot.rules.current = {
      takesFiles: "asked",
      fits: (reply) => reply.kind !== "answer" || reply.markdown === "" || reply.tables.length === 0,
    };
    await bot.say({ id: "parts", text: "List all audit events of all time" });
    const post = await bot.shows(
      (reply, { thread }) => thread === "board:parts" && isAnswer(reply) && reply.tables.length > 0,
    );
    await bot.click("part-next", post, "page", seen(post).press("Next"));
    const paged = await from(post, 20);
    const [first, last] = [post.shown.find(isAnswer), paged.shown.at(-1)] as Answer[];
    expect({ ...last, tables: [] }).toEqual({ ...first, tables: [] });
    expect(bot.posts.get("board:parts")?.shown.at(-1)).toMatchObject({ tables: [] });
  });
});
