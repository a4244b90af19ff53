import { ISSUER } from "../../../sandbox/federation.ts";
import { createIssuer } from "../../../src/identity/issuer.ts";
import type { Reply } from "../../../src/ports/chat/reply.ts";
import { type BoardBot, type BoardPost, startBoardBot, wordsOf } from "../../support/bots/board-bot.ts";
import { eventually } from "../../support/eventually.ts";

/*
 * Signing people in without a click. In the sandbox's workspace the asker sees the North (2,525), the colleague the South
 * (750), the bot both (3,275). The admin owns the job ledger-close, which the bot does not see at all.
 */

const question = "What is the total revenue?";
const emails: Record<string, string> = {
  U0ASKER: "asker@example.com",
  U0COLLEAGUE: "colleague@example.com",
  U0ADMIN: "admin@example.com",
};
const federation = { ...ISSUER, domains: ["example.com"] };
const ledger = "718830465509999";

const start = (rights: string, provesPeople: boolean, email = (user: string): string | undefined => emails[user]) =>
  startBoardBot({
    settings: {
      identity: { rights, federation },
      access: { admins: ["U0BOSS"] },
      jobs: [
        {
          id: "ledger",
          name: "Ledger",
          description: "Closes the ledger",
          job_id: ledger,
          rights: "user",
          confirm: true,
        },
      ] as unknown as object,
    },
    rules: { provesPeople, email },
  });

const drive = (bot: BoardBot) => {
  const last = (post: BoardPost): Reply => post.shown.at(-1) as Reply;
  const ended = async (id: string, withinMs = 15_000): Promise<string> =>
    wordsOf(
      last(await bot.shows((reply, post) => reply.kind !== "progress" && post.id === `board:${id}`, id, withinMs)),
    );
  const proofIn = (post: BoardPost): string | undefined => {
    const reply = last(post);
    return reply.kind === "notice" ? reply.proof?.ask : undefined;
  };
  /** The card that asks the platform who somebody is. */
  const card = (user: string): Promise<BoardPost> =>
    bot.shows((_, post) => post.thread === `board:dm:${user}` && proofIn(post) !== undefined, `a card for ${user}`);
  const cards = () => [...bot.posts.values()].filter((post) => proofIn(post) !== undefined);
  const issuer = bot.config.signIn?.issuer;
  const assertion = (user: string) => {
    const text = issuer && createIssuer(issuer, Date.now).vouchFor(emails[user] ?? "");
    return { kind: "assertion", text: text ?? "" } as const;
  };
  const prove = async (user: string, as = user) => bot.prove(user, proofIn(await card(user)), assertion(as));
  return { ended, card, cards, prove, proofIn };
};

/** Statements by which the bot read values of the data, as itself. */
const readsOfValues = async (bot: BoardBot): Promise<number> =>
  (await bot.calls(/\/sql\/statements$/)).filter(({ body }) => JSON.stringify(body).includes("SELECT DISTINCT")).length;

describe("somebody who may see less than the bot", () => {
  it("learns by no choice of an agent what the bot sees in the data", async () => {
    const bot = await start("user", false);
    const { ended } = drive(bot);
    await bot.say({ id: "n1", text: question, entry: "direct" });
    expect(await ended("n1")).toContain("2,525");
    await eventually(async () => (await bot.calls(/\/genie\/spaces\/[^/]+$/)).length > 2);
    await bot.say({ id: "n2", text: question, entry: "direct" });
    expect(await ended("n2")).toContain("2,525");
    expect(await readsOfValues(bot)).toBe(0);
    await bot.close();
  });
});

describe("somebody for whom the bot may vouch", () => {
  let bot: BoardBot;
  let isOff = false;
  let looks = 0;
  beforeAll(async () => {
    bot = await start("user-or-service", false, (user) => {
      looks += 1;
      return isOff && looks > 1 ? undefined : emails[user];
    });
  });
  afterAll(() => bot?.close());

  it("is answered with their own rights at the first question, in one message", async () => {
    const { ended } = drive(bot);
    await bot.say({ id: "v1", user: "U0COLLEAGUE", text: question, entry: "direct" });
    expect(await ended("v1")).toContain("750");
    expect(await ended("v1")).not.toContain("3,275");
    expect([...bot.posts.values()].filter(({ thread }) => thread === "board:v1")).toHaveLength(1);
  });

  it("may be answered by what the bot sees in the data, so its values help to find the agent", async () => {
    await eventually(async () => (await readsOfValues(bot)) > 0);
  });

  it("is not signed in when their account is switched off at that very moment", async () => {
    const { ended } = drive(bot);
    [isOff, looks] = [true, 0];
    await bot.say({ id: "v2", text: question, entry: "direct" });
    expect(await ended("v2")).toContain("3,275");
    await bot.say({ id: "v3", text: "whoami", entry: "command" });
    expect(await ended("v3")).toContain("not signed in");
    isOff = false;
  });

  it("starts a run as themselves, without a sign-in by hand", async () => {
    await bot.post("/control/databricks/run", { job_id: ledger, outcome: "success", seconds: 3 });
    await bot.say({ id: "v4", user: "U0ADMIN", text: "run ledger", entry: "command" });
    const confirm = await bot.shows((reply) => wordsOf(reply).includes("job-start"), "the confirmation");
    await bot.click("v5", confirm, "job-start", "board:v4", "U0ADMIN");
    await bot.shows((reply) => /312 invoices|succeeded/.test(wordsOf(reply)), "the end of the run", 30_000);
  });
});

describe("somebody whom the platform proves, with user-or-service", () => {
  let bot: BoardBot;
  beforeAll(async () => {
    bot = await start("user-or-service", true);
  });
  afterAll(() => bot?.close());

  it("is asked for silently before the bot's rights are used, and answered in private with their own", async () => {
    const { ended, prove, cards } = drive(bot);
    await bot.say({ id: "p1", text: question, thread: "board:channel" });
    expect(await prove("U0ASKER")).toBe(true);
    expect(await ended("p1:signed-in:direct")).toContain("2,525");
    expect(await ended("p1")).toContain("You're signed in");
    await eventually(() => cards().length === 0);
    expect(
      [...bot.posts.values()]
        .filter(({ thread }) => thread === "board:channel")
        .map(({ shown }) => wordsOf(shown.at(-1) as Reply))
        .join(),
    ).not.toMatch(/2,525|3,275/);
  });

  it("is answered with the bot's rights, where they asked, when no client answers; and is not asked again for a while", async () => {
    const { ended, card, cards } = drive(bot);
    await bot.say({ id: "p2", user: "U0COLLEAGUE", text: question, thread: "board:other" });
    await card("U0COLLEAGUE");
    expect(await ended("p2:signed-in", 40_000)).toContain("3,275");
    expect(await ended("p2")).toContain("with the bot's rights");
    await eventually(() => cards().length === 0);
    await bot.say({ id: "p3", user: "U0COLLEAGUE", text: question, entry: "direct" });
    expect(await ended("p3")).toContain("3,275");
    expect(cards()).toEqual([]);
  });

  it("is answered at once where there is no chat in which to ask, or no address that the platform vouches for", async () => {
    const { ended, cards } = drive(bot);
    bot.rules.current = { ...bot.rules.current, email: () => undefined };
    await bot.say({ id: "p4", user: "U0GUEST", text: question, entry: "direct" });
    expect(await ended("p4:signed-in")).toContain("3,275");
    bot.rules.current = { ...bot.rules.current, email: (user) => emails[user], hasChat: () => false };
    await bot.say({ id: "p5", user: "U0OTHER", text: question, thread: "board:nochat" });
    expect(await ended("p5:signed-in")).toContain("3,275");
    expect(cards()).toEqual([]);
    bot.rules.current = { ...bot.rules.current, hasChat: () => true };
  });

  it("starts a run as themselves once a client has answered the card", async () => {
    const { prove } = drive(bot);
    await bot.post("/control/databricks/run", { job_id: ledger, outcome: "success", seconds: 3 });
    await bot.say({ id: "p6", user: "U0ADMIN", text: "run ledger", entry: "command" });
    expect(await prove("U0ADMIN")).toBe(true);
    const confirm = await bot.shows((reply) => wordsOf(reply).includes("job-start"), "the confirmation");
    await bot.click("p7", confirm, "job-start", "board:p6", "U0ADMIN");
    await bot.shows((reply) => /312 invoices|succeeded/.test(wordsOf(reply)), "the end of the run", 30_000);
  });
});
