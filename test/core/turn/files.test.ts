import { Problem } from "../../../src/errors.ts";
import type { Answer, Reply } from "../../../src/ports/chat/reply.ts";
import { type FileFormat, shownPart, tableButtons } from "../../../src/reply/tables/table-part.ts";
import { type BoardBot, type BoardPost, startBoardBot, wordsOf } from "../../support/bots/board-bot.ts";
import { eventually } from "../../support/eventually.ts";

const isAnswer = (reply: Reply | undefined): reply is Answer => reply?.kind === "answer";

/** The value of a button below the table of a post. */
const buttonFor = (post: BoardPost, format: FileFormat): string => {
  const answer = post.shown.at(-1);
  const [item] = isAnswer(answer) ? [...answer.tables, ...(answer.folded?.tables ?? [])] : [];
  const buttons = item ? tableButtons(item, shownPart(item)) : [];
  return buttons.find(({ label }) => label === (format === "csv" ? "CSV" : "Excel"))?.value ?? "";
};

describe("a file of a table", () => {
  let bot: BoardBot;
  beforeAll(async () => {
    bot = await startBoardBot({ env: { PUBLIC_URL: "https://genie.example.com/bot" } });
  });
  beforeEach(() => {
    bot.rules.current = { takesFiles: "asked" };
    bot.files.length = 0;
  });
  afterAll(() => bot?.close());

  const ask = async (id: string, text = "List all audit events of all time"): Promise<BoardPost> => {
    await bot.say({ id, text });
    return bot.shows((reply, post) => post.id === `board:${id}` && isAnswer(reply), "an answer");
  };
  const file = () => eventually(() => bot.files[0], 10_000, "a file");
  const told = (id: string, words: string) =>
    bot.shows((reply, post) => post.id === `board:${id}` && wordsOf(reply).includes(words), words);

  it("is made for anybody in the thread, with the rows that Genie had cut, and once for two clicks", async () => {
    const post = await ask("csv");
    await bot.click("csv-1", post, "file", buttonFor(post, "csv"), "U0COLLEAGUE");
    await bot.click("csv-2", post, "file", buttonFor(post, "csv"), "U0COLLEAGUE");
    const { name, title, content } = await file();
    const lines = content.toString().trimEnd().split("\r\n");
    expect(name).toBe("security.csv");
    expect(lines[0]).toBe("\uFEFFevent_time,user_email,action,table_name,sensitivity,response");
    expect(lines.length).toBeGreaterThan(5_001);
    expect(title).toMatch(new RegExp(`^Security: ${(lines.length - 1).toLocaleString("en-US")} rows · \\d+ kB$`));
    await bot.click("xlsx", post, "file", buttonFor(post, "xlsx"));
    await eventually(() => bot.files.length === 2, 10_000, "an Excel file");
    expect(bot.files[1]?.name).toBe("security.xlsx");
  });

  it("of a few rows is one click away, too", async () => {
    const post = await ask("small", "What is the total revenue?");
    await bot.click("small-csv", post, "file", buttonFor(post, "csv"));
    expect((await file()).content.toString()).toContain("North,2525");
  });

  it("may be missing when the process ended while it was sent, and its clicker is told so", async () => {
    const post = await ask("ended", "What is the total revenue?");
    let begun = 0;
    const never = Promise.withResolvers<never>();
    bot.rules.current = {
      takesFiles: "asked",
      refusesFile: () => {
        begun += 1;
        return never.promise;
      },
    };
    await bot.click("ended-csv", post, "file", buttonFor(post, "csv"), "U0COLLEAGUE");
    await eventually(() => begun === 1, 10_000, "the beginning of a file");
    await bot.restart();
    await told("ended-csv", "can't tell whether it arrived");
    expect([begun, bot.files.length]).toEqual([1, 0]);
  });

  it("is not spoken of where the rows of a statement could not be attached", async () => {
    const sql = "sql SELECT user_email FROM access.audit";
    const place = { entry: "direct", user: "U0ADMIN", text: sql } as const;
    await bot.say({ id: "rows", ...place });
    await told("rows", "The attached file");
    bot.rules.current = { refusesFile: () => new Problem("slack.file-refused", "No files today.") };
    await bot.say({ id: "no-rows", ...place });
    const answer = await bot.shows((reply, { id }) => id === "board:no-rows" && isAnswer(reply), "the rows");
    expect(wordsOf(answer.shown.at(-1)!)).not.toContain("The attached file");
  });

  it("has the first rows, and says so, when the others cannot be had", async () => {
    const post = await ask("cut");
    await bot.post("/control/faults", { service: "databricks", kind: "permission", match: "/downloads", times: 1 });
    await bot.click("cut-csv", post, "file", buttonFor(post, "csv"));
    expect((await file()).title).toMatch(/^Security: the first 5,000 rows · /);
  });

  it("that the platform does not take is missing for a reason that is said", async () => {
    bot.rules.current = {
      takesFiles: "asked",
      refusesFile: () => new Problem("slack.file-refused", "The file is missing because Slack rejected it."),
    };
    const post = await ask("refused");
    await bot.click("refused-csv", post, "file", buttonFor(post, "csv"));
    await told("refused-csv", "The file is missing because");
  });

  it("is made for nobody who is not in the thread, and of no forged value", async () => {
    const post = await ask("secret");
    await bot.say({ id: "other", user: "U0COLLEAGUE", text: "help" });
    const help = await bot.shows((_, { id }) => id === "board:other");
    await bot.click("elsewhere", help, "file", buttonFor(post, "csv"), "U0COLLEAGUE");
    await told("elsewhere", "can see this answer");
    for (const [id, value] of Object.entries({
      format: { turn: "board:secret", table: 0, format: "exe" },
      table: { turn: "board:secret", table: 5, format: "csv" },
      turn: { turn: "board:none", table: 0, format: "csv" },
    })) {
      await bot.click(`forged-${id}`, post, "file", JSON.stringify(value));
      await told(`forged-${id}`, "no longer have that answer");
    }
    expect(bot.files).toEqual([]);
  });

  it("is behind a link for the clicker alone where the chat takes none, and the link works once", async () => {
    bot.rules.current = { takesFiles: "never" };
    const post = await ask("link");
    await bot.click("link-csv", post, "file", buttonFor(post, "csv"), "U0COLLEAGUE");
    const notice = await told("link-csv", "Download the file");
    expect(notice.only).toBe("U0COLLEAGUE");
    const path = /https:\/\/genie\.example\.com\/bot(\/files\/[\w-]{32})\)/.exec(wordsOf(notice.shown[0]!))?.[1];
    const at = (name: string | undefined, method = "GET") => fetch(`${bot.url()}${name}`, { method });
    // A preview or a scanner opens it and uses nothing up.
    for (let looks = 0; looks < 2; looks += 1) expect(await (await at(path)).text()).toContain("<button>Download");
    const [first, second] = await Promise.all([at(path, "POST"), at(path, "POST")]);
    const [given, refused] = first.status === 200 ? [first, second] : [second, first];
    expect(given.headers.get("content-disposition")).toBe('attachment; filename="security.csv"');
    expect((await given.text()).split("\r\n").length).toBeGreaterThan(5_001);
    expect(refused.status).toBe(404);
    expect((await at(path)).status).toBe(404);
    expect((await at(`/files/${"x".repeat(32)}`, "POST")).status).toBe(404);
  });
});

describe("without an address in the web", () => {
  let bot: BoardBot;
  beforeAll(async () => {
    bot = await startBoardBot({ rules: { takesFiles: "never" }, env: { PUBLIC_URL: "" } });
  });
  afterAll(() => bot?.close());

  it("it is said why there is no file", async () => {
    await bot.say({ id: "no-url", text: "What is the total revenue?" });
    const post = await bot.shows((reply, { id }) => id === "board:no-url" && isAnswer(reply));
    await bot.click("no-url-csv", post, "file", buttonFor(post, "csv"));
    await bot.shows((reply) => wordsOf(reply).includes("ask an administrator to set PUBLIC_URL"));
    expect((await fetch(`${bot.url()}/files/${"x".repeat(32)}`)).status).toBe(404);
  });
});
