import { readFileSync } from "node:fs";
import { join } from "node:path";
import { audit } from "../../../src/cli/audit.ts";
import type { Answer, Reply } from "../../../src/ports/chat/reply.ts";
import { type BoardBot, type BoardPost, startBoardBot, wordsOf } from "../../support/bots/board-bot.ts";
import { eventually } from "../../support/eventually.ts";
import { openBrowser } from "../../support/screens/browser.ts";

/* In the sandbox's workspace the asker sees the North (2,525), the colleague the South (750), the bot both (3,275). */

const question = "What is the total revenue?";
const emails: Record<string, string> = {
  U0ASKER: "asker@example.com",
  U0COLLEAGUE: "Colleague@Example.com",
  U0ADMIN: "admin@example.com",
};

const start = (identity: object, more: Record<string, object> = {}) =>
  startBoardBot({
    settings: { identity, ...more },
    rules: { email: (user) => emails[user] },
    env: { DATABRICKS_OAUTH_SCOPES: "genie sql jobs offline_access openid email" },
    adapt: (config) => ({ ...config, jobs: config.jobs.map((job) => ({ ...job, rights: "user" as const })) }),
  });

/** What tests do with a bot whose people sign in. */
const drive = (bot: BoardBot) => {
  const ended = (id: string): Promise<BoardPost> =>
    bot.shows((reply, post) => reply.kind !== "progress" && post.id === `board:${id}`, `the end of ${id}`);
  const words = async (id: string) => wordsOf((await ended(id)).shown.at(-1) as Reply);
  const linkIn = (post: BoardPost): string => {
    const reply = post.shown.at(-1) as Reply;
    const url = reply.kind === "notice" ? reply.links?.[0]?.url : undefined;
    if (!url) throw new Error(`no link: ${wordsOf(reply)}`);
    return url;
  };
  const signIn = async (user: string, id = `login-${user}`): Promise<void> => {
    await bot.say({ id, user, text: "login", entry: "command" });
    const post = await ended(id);
    expect(post.only).toBe(user);
    const page = await openBrowser().signIn(linkIn(post), emails[user]?.toLowerCase() ?? "");
    expect(page.text).toContain("You're signed in");
  };
  const shownPublicly = () =>
    [...bot.posts.values()]
      .filter(({ thread, only }) => !thread.startsWith("board:dm:") && only === undefined)
      .flatMap(({ shown }) => shown.map(wordsOf))
      .join();
  return { ended, words, linkIn, signIn, shownPublicly };
};

describe("an answer with the asker's own rights", () => {
  let bot: BoardBot;
  let it_: ReturnType<typeof drive>;
  beforeAll(async () => {
    bot = await start({ rights: "user" });
    it_ = drive(bot);
    await it_.signIn("U0ASKER");
    await it_.signIn("U0COLLEAGUE");
  });
  afterAll(() => bot?.close());

  it("is nobody else's by a vote, a cancel, a page, a file, another try or a forged value", async () => {
    const { words, ended, shownPublicly } = it_;
    await bot.say({ id: "q1", text: question, thread: "board:channel" });
    expect(await words("q1:direct")).toContain("2,525");
    expect(await words("q1")).toContain("with the rights of the person who asks");
    const answer = await ended("q1:direct");
    const channel = { ...answer, id: "board:q1", thread: "board:channel" };
    const turn = "board:q1:direct";
    for (const [id, action, value] of [
      ["f1", "share", turn],
      ["f2", "show-again", turn],
      ["f3", "page", JSON.stringify({ turn, table: 0, from: 0 })],
      ["f4", "file", JSON.stringify({ turn, table: 0, format: "csv" })],
      ["f5", "cancel", turn],
      ["f6", "vote", `up:${turn}`],
    ] as const)
      for (const [where, on] of [
        ["channel", channel],
        ["dm", { ...answer, thread: "board:dm:U0COLLEAGUE" }],
      ] as const) {
        await bot.click(`${id}-${where}`, on, action, value, "U0COLLEAGUE");
        const told = await words(`${id}-${where}`);
        expect(told, `${action} in ${where}`).not.toMatch(/2,525|Laptop|Mouse/);
      }
    await bot.click("again", channel, "ask", question, "U0COLLEAGUE");
    expect(await words("again:ask:direct")).toContain("750");
    expect(await words("again:ask:direct")).not.toMatch(/2,525|3,275/);
    const forged = JSON.stringify({ agent: "sales", question });
    await bot.click("agent", channel, "ask-agent", forged, "U0COLLEAGUE");
    expect(await words("agent:ask:direct")).toContain("750");
    expect(bot.files).toEqual([]);
    expect(shownPublicly()).not.toMatch(/2,525|\b750\b/);
  });

  it("is told of in the Home with the moment of the sign-in by its person's own clock", async () => {
    const at = new Date();
    const actor = { platform: "board", tenant: "B1", user: "U0ASKER", zone: "Pacific/Kiritimati", locale: "de-DE" };
    await bot.say({ id: "home", text: "home", entry: "direct", more: { actor } });
    const day = new Intl.DateTimeFormat("de-DE", { timeZone: actor.zone, dateStyle: "medium" }).format(at);
    expect(await it_.words("home")).toMatch(new RegExp(`seit ${day.replaceAll(".", "\\.")}, \\d\\d:\\d\\d als asker@`));
  });

  it("gives others in the thread its questions, and their own conversation with Genie", async () => {
    const { words } = it_;
    await bot.say({ id: "t1", text: question, thread: "board:talk" });
    expect(await words("t1:direct")).toContain("2,525");
    await bot.say({ id: "t2", user: "U0COLLEAGUE", text: "only Furniture", thread: "board:talk" });
    expect(await words("t2:direct")).toContain("750");
    expect(await words("t2:direct")).not.toContain("2,525");
    const opened = (await bot.calls(/start-conversation$/)).map(({ body }) => JSON.stringify(body));
    expect(opened.findLast((body) => body.includes("only Furniture"))).toContain(question);
    expect(opened.join()).not.toMatch(/\b2,?525\b/);
  });

  it("is shared by its asker's click alone; then nobody else turns its pages, also not an administrator", async () => {
    const { ended, words } = it_;
    await bot.say({ id: "s1", text: "How has revenue developed over the last months?", thread: "board:shared" });
    const answer = await ended("s1:direct");
    await bot.click("s1-share", answer, "share", "board:s1:direct", "U0ASKER");
    const shared = await bot.shows((_, post) => post.id === "board:s1:direct:shared");
    expect(wordsOf(shared.shown.at(-1) as Reply)).toContain("rights of the person who asked");
    const value = JSON.stringify({ turn: "board:s1:direct", table: 0, format: "csv" });
    for (const user of ["U0COLLEAGUE", "U0ADMIN"]) {
      await bot.click(`s1-file-${user}`, shared, "file", value, user);
      expect(await words(`s1-file-${user}`)).toContain("only they can see more");
    }
    // Nobody who is to be forgotten stays in what others have tried.
    const tried = (await bot.journal("look")).filter(({ id }) => id.includes("s1-file"));
    expect(tried.map(({ details }) => details["parameters"])).toEqual(Array(2).fill({ turn: "board:s1:direct" }));
    expect(JSON.stringify(tried)).not.toContain("U0ASKER");
    const before = bot.rules.current;
    bot.rules.current = { ...before, readers: "guests" };
    await bot.click("s1-outside", shared, "file", value.replace("csv", "xlsx"), "U0ASKER");
    expect(await words("s1-outside")).toContain("people from other organisations");
    bot.rules.current = before;
    await bot.click("s1-file", shared, "file", value, "U0ASKER");
    await eventually(() => bot.files.length === 1);
    await bot.click("s1-vote", shared, "vote", "up:board:s1:direct", "U0COLLEAGUE");
    const noted = await eventually(async () => (await bot.journal("feedback")).at(0));
    // The journal is not whoever may see the answer.
    expect(noted.details).toMatchObject({ sql: "", answer: "", asks: [{ agent: "sales" }] });
  });

  it("is not shown where people of other organisations read along, whoever clicks", async () => {
    const { ended, words } = it_;
    const shown = it_.shownPublicly();
    await bot.say({ id: "o1", text: question, thread: "board:outside" });
    const answer = await ended("o1:direct");
    const before = bot.rules.current;
    bot.rules.current = { ...before, readers: "others" };
    await bot.click("o1-share", answer, "share", "board:o1:direct", "U0ASKER");
    expect(await words("o1-share")).toMatch(/other organisations|outside your organisation/);
    bot.rules.current = before;
    expect(it_.shownPublicly().startsWith(shown)).toBe(true);
    expect(it_.shownPublicly().slice(shown.length)).not.toContain("2,525");
  });

  it("is not shown where guests read along, as long as they are not answered themselves", async () => {
    const { ended, words, shownPublicly } = it_;
    const shown = shownPublicly();
    await bot.say({ id: "g1", text: question, thread: "board:guests" });
    const answer = await ended("g1:direct");
    const before = bot.rules.current;
    bot.rules.current = { ...before, readers: "guests" };
    await bot.click("g1-share", answer, "share", "board:g1:direct", "U0ASKER");
    expect(await words("g1-share")).toContain("people from other organisations");
    bot.rules.current = before;
    expect(shownPublicly().startsWith(shown)).toBe(true);
    expect(shownPublicly().slice(shown.length)).not.toContain("2,525");
  });

  it("is no longer looked into or shared after its asker has signed out", async () => {
    const { ended, words } = it_;
    await bot.say({ id: "l1", text: question, entry: "direct" });
    const answer = await ended("l1");
    await bot.say({ id: "l2", text: question, thread: "board:later" });
    await ended("l2:direct");
    const rules = bot.rules.current;
    bot.rules.current = { ...rules, takesFiles: "never" };
    const page1 = JSON.stringify({ turn: "board:l1", table: 0, format: "xlsx" });
    await bot.click("l1-link", { ...answer, thread: "board:l1" }, "file", page1);
    const link = /(\/files\/[\w-]{32})/.exec(await words("l1-link"))?.[1];
    expect((await fetch(`${bot.url()}${link}`)).status).toBe(200);
    bot.rules.current = rules;
    await bot.say({ id: "out", text: "logout", entry: "direct" });
    expect(await words("out")).toContain("signed out");
    const page = JSON.stringify({ turn: "board:l1", table: 0, format: "csv" });
    await bot.click("l1-file", { ...answer, thread: "board:l1" }, "file", page);
    expect(await words("l1-file")).toContain("no longer signed in");
    expect((await fetch(`${bot.url()}${link}`, { method: "POST" })).status).toBe(404);
    await bot.click("l2-share", await ended("l2:direct"), "share", "board:l2:direct");
    expect(await words("l2-share")).toContain("no longer signed in");
    expect(bot.posts.has("board:l2:direct:shared")).toBe(false);
    await it_.signIn("U0ASKER", "login-2");
  });

  it("leaves nobody to learn from the bot's rights which dashboards there are", async () => {
    await bot.say({ id: "d1", text: "show me the dashboard for costs", entry: "direct" });
    expect(await it_.words("d1")).toContain("Cost control room");
    expect(await bot.calls(/lakeview/)).toEqual([]);
  });

  it("is in the audit: who asked what with whose rights, with which SQL and how many rows, and what was refused", async () => {
    const lines = async (filter: object) => audit(bot.config, 0, { json: true, ...filter });
    const asked = (await lines({ action: "ask", user: "U0COLLEAGUE", agent: "sales" })).map((line) => JSON.parse(line));
    expect(asked.at(-1)).toMatchObject({
      action: "ask",
      outcome: "answered",
      parameters: {
        rights: "own 7405610928471002",
        rows: expect.stringMatching(/^\d/),
        sql: expect.stringContaining("SELECT"),
      },
    });
    const logins = (await lines({ action: "login,logout" })).map((line) => JSON.parse(line).outcome);
    expect(logins).toEqual(["signed in", "signed in", "signed out", "signed in"]);
    const refused = (await lines({ refused: true })).map((line) => JSON.parse(line).action);
    expect(refused).toContain("look");
    expect(await audit(bot.config, 0, { json: false, action: "ask", user: "nobody" })).toEqual([
      "No entries for that period.",
    ]);
  });

  it("leaves no token in the data on disk, nor a secret of a sign-in", async () => {
    await bot.restart();
    const files = ["concierge.db", "concierge.db-wal", "journal.db", "journal.db-wal"];
    const data = files
      .map((name) => {
        try {
          return readFileSync(join(bot.config.dataDir, name), "latin1");
        } catch {
          return "";
        }
      })
      .join();
    expect(data).toContain("asker@example.com");
    expect(data).not.toMatch(/doau[\w-]{20}/);
    expect(data).not.toMatch(/eyJ[\w-]{10,}\.eyJ/);
    const { links } = (await it_.ended("login-2")).shown.at(-1) as unknown as { links: { url: string }[] };
    const secret = new URL(links[0]?.url ?? "").searchParams.get("t") ?? "";
    expect(secret).toHaveLength(43);
    expect(data).not.toContain(secret);
  });
});

describe("the bot's rights until somebody signs in", () => {
  let bot: BoardBot;
  beforeAll(async () => {
    bot = await start(
      { rights: "user-or-service", share_always: ["C1"] },
      { audit: { texts: false }, access: { admins: ["U0ADMIN"] } },
    );
  });
  afterAll(() => bot?.close());

  it("are named under the answer; afterwards a listed channel sees the asker's own rows at once", async () => {
    const { ended, words, signIn } = drive(bot);
    await bot.say({ id: "b1", text: question });
    expect(await words("b1")).toContain("3,275");
    expect((((await ended("b1")).shown.at(-1) as Answer).notes ?? []).join()).toContain("bot's rights");
    await signIn("U0ASKER");
    await bot.say({ id: "b2", text: question });
    expect(await words("b2")).toContain("2,525");
    const before = bot.rules.current;
    bot.rules.current = { ...before, readers: "others" };
    await bot.say({ id: "b3", text: question, more: { external: false } });
    expect(await words("b3")).not.toContain("2,525");
    bot.rules.current = before;
  });

  it("do not start a job that is started with people's own: Databricks decides by theirs", async () => {
    const { words, signIn } = drive(bot);
    const command = { text: "run refresh-dashboard", entry: "command" } as const;
    await bot.say({ id: "j1", user: "U0ADMIN", ...command });
    expect(
      wordsOf((await bot.shows((reply) => wordsOf(reply).includes("need your own rights"))).shown.at(-1)!),
    ).toContain("login");
    // The asker has signed in, and may not manage runs in Databricks, though the bot may.
    await bot.say({ id: "j2", user: "U0ASKER", ...command });
    await bot.shows((reply) => wordsOf(reply).includes("Databricks doesn't let you run"));
    await signIn("U0ADMIN");
    await bot.post("/control/databricks/run", { job_id: "refresh-dashboard", outcome: "success", seconds: 600 });
    await bot.say({ id: "j3", user: "U0ADMIN", ...command });
    const card = await bot.shows((reply) => wordsOf(reply).includes("cancel-run"), "the card of a run");
    const run = /run (\d{15,19})/i.exec(wordsOf(card.shown.at(-1)!))?.[1] ?? "";
    const started = await bot.run(run);
    expect(started).toMatchObject({ creator_user_name: "admin@example.com" });
    expect(await words("login-U0ADMIN")).toContain("Sign in");
  });

  it("go to the asker alone where guests came into the channel while Genie worked", async () => {
    const { words, shownPublicly } = drive(bot);
    const before = bot.rules.current;
    const sees = shownPublicly().split("2,525").length;
    bot.rules.current = {
      ...before,
      get readers() {
        return (bot.posts.get("board:w1")?.shown.length ?? 0) > 1 ? ("guests" as const) : undefined;
      },
    } as typeof before;
    await bot.say({ id: "w1", text: question });
    expect(await words("w1:direct")).toContain("2,525");
    expect(await words("w1")).not.toContain("2,525");
    expect(shownPublicly().split("2,525")).toHaveLength(sees);
    bot.rules.current = before;
  });

  it("nobody signs in behind whose name there may be many people, nor is anybody's earlier sign-in used", async () => {
    const { words } = drive(bot);
    const before = bot.rules.current;
    bot.rules.current = { ...before, hasPeople: false };
    await bot.restart();
    await bot.say({ id: "k1", text: question });
    expect(await words("k1")).toContain("3,275");
    await bot.say({ id: "k2", text: "login", entry: "command" });
    expect(await words("k2")).toContain("you can't sign in");
    bot.rules.current = before;
    await bot.restart();
  });

  it("nobody signs in whose address the chat does not know, and the audit keeps no words if it is told so", async () => {
    const { words } = drive(bot);
    await bot.say({ id: "n1", user: "U0NOBODY", text: "login", entry: "command" });
    expect(await words("n1")).toContain("I can't see your e-mail address");
    const asked = (await audit(bot.config, 0, { json: true, action: "ask" })).map((line) => JSON.parse(line));
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.every(({ parameters }) => !parameters.question)).toBe(true);
    expect(JSON.stringify(asked)).not.toMatch(/SELECT|revenue/i);
  });
});
