import { eventually } from "../../support/eventually.ts";
import { type Browser, openBrowser } from "../../support/screens/browser.ts";
import { openStage, type Shown, type Stage, type StageOptions, whole } from "../../support/stage.ts";
import { expectNoSecret, expectNoToken, rawContents } from "../../support/stores/raw-contents.ts";
import { teamsSide, words } from "../../support/teams/teams-side.ts";

/* In the sandbox's workspace the asker sees the North (2,525), the colleague the South (750), the bot both (3,275). */

const question = "What is the total revenue?";

/** Signing in and asking with one's own rights, from the first link on; the same over every store. */
export const signInSuite = (store: string, options: Pick<StageOptions, "redis" | "postgres">): void => {
  describe(`with the asker's own rights, kept in ${store}`, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage({
        ...options,
        model: false,
        settings: { identity: { rights: "user" } },
        env: { API_KEYS: "robot:0123456789abcdef" },
      });
    });
    afterAll(() => stage?.close());

    const direct = (user: string) => stage.messages(`dm:${user}`);
    const linkIn = (shown: unknown): string | undefined =>
      /http:[^"\s\\|>]+\/auth\/databricks\/start\?t=[\w-]{43}/.exec(JSON.stringify(shown))?.[0];
    /** The latest link that somebody got, other than the one before. */
    const link = (user: string, before?: string): Promise<string> =>
      eventually(
        async () => {
          const found = (await direct(user)).flatMap((one) => linkIn(one) ?? []).at(-1);
          return found !== before ? found : undefined;
        },
        15_000,
        `a link for ${user}`,
      );
    const answerIn = (user: string, value: string, from = 0): Promise<Shown> =>
      eventually(
        async () => (await direct(user)).slice(from).findLast((one) => one.bot && whole(one).includes(value)),
        20_000,
        `${value} for ${user}`,
      );
    const publicWords = async (): Promise<string> =>
      (await stage.messages("analytics"))
        .filter((one) => !one.ephemeral_to)
        .flatMap((one) => [whole(one), ...one.edits.map((edit) => JSON.stringify(edit))])
        .join();
    const signedIn = async (user: string, browser: Browser = openBrowser()): Promise<void> => {
      const before = (await direct(user)).flatMap((one) => linkIn(one) ?? []).at(-1);
      await stage.say(user, `dm:${user}`, "login");
      const page = await browser.signIn(await link(user, before), `${user}@example.com`);
      expect(page.text).toContain("You're signed in");
    };
    const signedOut = async (user: string): Promise<void> => {
      const from = (await direct(user)).length;
      await stage.say(user, `dm:${user}`, "logout");
      await eventually(async () =>
        (await direct(user)).slice(from).some((one) => /signed out|not signed in/.test(whole(one))),
      );
    };
    /** The turn that an answer is of, as its Share button names it. */
    const turnOf = (answer: Shown): string => {
      const turn = /"action_id":"share".*?"value":"([^"]+)"/.exec(JSON.stringify(answer.blocks))?.[1];
      if (turn === undefined) throw new Error(`no Share button: ${whole(answer)}`);
      return turn;
    };
    const sentQuestions = async () =>
      (await stage.calls("databricks")).filter(({ path }) => /start-conversation$|\/messages$/.test(path)).length;

    it("a question waits for the sign-in, goes on by itself, once, and is answered with the asker's rows alone", async () => {
      const ts = await stage.say("asker", "analytics", `@genie ${question}`);
      const browser = openBrowser();
      const url = await link("asker");
      expect(await sentQuestions()).toBe(0);
      const before = await browser.open(url);
      expect(before.text).toContain("asker");
      expect(before.text).toContain("asker@example.com");
      expect(before.headers.get("cache-control")).toBe("no-store");
      expect(before.headers.get("referrer-policy")).toBe("no-referrer");
      const after = await browser.send(await browser.send(before, { answer: "yes" }), { person: "asker@example.com" });
      expect(after.text).toContain("Is this you?");
      expect(after.text).toContain("asker@example.com");
      // Nobody is bound before the yes.
      expect(await sentQuestions()).toBe(0);
      expect((await browser.send(after, { answer: "yes" })).text).toContain("You're signed in");

      const answer = await answerIn("asker", "2,525");
      expect(whole(answer)).not.toContain("3,275");
      expect(whole(answer)).toContain("rights of the person who asked");
      expect(await sentQuestions()).toBe(1);
      expect(await publicWords()).not.toContain("2,525");
      await eventually(async () =>
        (await stage.replies("analytics", ts)).map(whole).join().includes("answer them in a direct message"),
      );
      await answerIn("asker", "signed in to Databricks as");
    });

    it("another person gets their own rows in the same thread, and never the other's by any button", async () => {
      await signedIn("colleague");
      const ts = await stage.say("asker", "analytics", `@genie ${question}`);
      const from = (await direct("asker")).length;
      await eventually(async () => (await direct("asker")).slice(from).some((one) => whole(one).includes("2,525")));
      const theirs = (await direct("colleague")).length;
      await stage.say("colleague", "analytics", `@genie ${question}`, ts);
      const own = await answerIn("colleague", "750", theirs);
      expect(whole(own)).not.toMatch(/2,525|3,275/);
      await stage.say("colleague", "analytics", "@genie only Electronics", ts);
      await eventually(async () =>
        (await stage.calls("databricks")).some(({ body }) => JSON.stringify(body ?? "").includes("only Electronics")),
      );
      const followUp = (await stage.calls("databricks")).find(({ body }) =>
        JSON.stringify(body ?? "").includes("only Electronics"),
      );
      // The thread's earlier questions go along; no answer does.
      expect(JSON.stringify(followUp?.body)).toContain(question);
      expect(JSON.stringify(followUp?.body)).not.toMatch(/\b2,?525\b/);

      const answer = await answerIn("asker", "2,525");
      const turn = turnOf(answer);
      const before = (await direct("colleague")).length;
      for (const [action, forged] of [
        ["share", turn],
        ["show-again", turn],
        ["page", JSON.stringify({ turn, table: 0, from: 0 })],
        ["file", JSON.stringify({ turn, table: 0, format: "csv" })],
      ] as const)
        await stage.click("colleague", "dm:colleague", own.ts, action, forged);
      await eventually(async () => (await direct("colleague")).length >= before + 3);
      expect((await direct("colleague")).map(whole).join()).not.toMatch(/2,525|Laptop/);
      expect(await publicWords()).not.toMatch(/2,525|\b750\b/);
    });

    it("an answer is shown in the channel by its asker's click, and nobody else can look further into it", async () => {
      const from = (await direct("asker")).length;
      const ts = await stage.say("asker", "analytics", "@genie How has revenue developed over the last months?");
      const answer = await eventually(async () =>
        (await direct("asker")).slice(from).find((one) => JSON.stringify(one.blocks).includes('"action_id":"share"')),
      );
      await stage.click("asker", "dm:asker", answer.ts, "share");
      const shared = await stage.answer("analytics", ts, 15_000, 1);
      const turn = turnOf(answer);
      await stage.click("colleague", "analytics", shared.ts, "file", JSON.stringify({ turn, table: 0, format: "csv" }));
      await eventually(async () =>
        (await stage.messages("analytics")).some(
          (one) => one.ephemeral_to === "U0COLLEAGUE" && whole(one).includes("only they can see more"),
        ),
      );
      expect((await stage.messages("analytics")).flatMap(({ files }) => files)).toEqual([]);
    });

    it("a link binds the person that it was sent to, in the browser that began, once", async () => {
      await signedOut("asker");
      const [mine, other] = [openBrowser(), openBrowser()];
      const before = (await direct("asker")).flatMap((one) => linkIn(one) ?? []).at(-1);
      await stage.say("asker", "dm:asker", "login");
      const url = await link("asker", before);
      // Scanners open links: that uses nothing up, and binds nobody.
      for (let times = 0; times < 3; times += 1) expect((await openBrowser().open(url)).status).toBe(200);
      // Passed on to somebody else, who signs in as themselves.
      const passedOn = await other.arrive(url, "colleague@example.com");
      expect(passedOn.status).toBe(403);
      expect(passedOn.text).toContain("the same person");
      // What came back to one browser is worth nothing in another.
      const after = await mine.arrive(url, "asker@example.com");
      expect(after.text).toContain("Is this you?");
      expect((await other.open(after.url)).text).toContain("another browser");
      expect((await other.send(after, { answer: "yes" })).text).toContain("another browser");
      expect((await mine.send(after, { answer: "yes", proof: "x".repeat(43) })).status).toBe(403);
      // Opened again it asks again, and a code that was redeemed is not redeemed twice.
      expect((await mine.open(after.url)).text).toContain("Is this you?");
      expect((await mine.send(after, { answer: "yes" })).text).toContain("You're signed in");
      expect((await mine.send(after, { answer: "yes" })).text).toContain("This link no longer works");
      expect((await mine.open(after.url)).text).toContain("This link no longer works");
      expect((await openBrowser().open(url)).text).toContain("This link no longer works");
    });

    it("who is signed in stays so until they sign out; whoami says who that is", async () => {
      const from = (await direct("asker")).length;
      await stage.command("asker", "analytics", "whoami");
      await eventually(async () =>
        (await stage.messages("analytics")).some(
          (one) => one.ephemeral_to === "U0ASKER" && whole(one).includes("asker@example.com"),
        ),
      );
      await stage.say("asker", "dm:asker", "who am I?");
      await answerIn("asker", "asker@example.com", from);
      await signedOut("asker");
      const { signIns } = await stage.get<{ signIns: { user: string; ended: boolean }[] }>(
        "/control/databricks/people",
      );
      expect(signIns.filter(({ user }) => user === "asker@example.com").every(({ ended }) => ended)).toBe(true);
    });

    it("cancelling at Databricks, or saying no, binds nobody", async () => {
      for (const [person, yes] of [
        ["", undefined],
        ["asker@example.com", "no"],
      ] as const) {
        const before = (await direct("asker")).flatMap((one) => linkIn(one) ?? []).at(-1);
        await stage.say("asker", "dm:asker", "login");
        const url = await link("asker", before);
        const browser = openBrowser();
        const page = await browser.arrive(url, person);
        const end = yes === undefined ? page : await browser.send(page, { answer: yes });
        expect(end.text).toContain("Nobody was signed in");
      }
      const from = (await direct("asker")).length;
      await stage.say("asker", "dm:asker", "whoami");
      await answerIn("asker", "not signed in", from);
    });

    it("a token that ends is renewed, and a sign-in that has ended is asked for again while the question waits", async () => {
      await signedIn("asker");
      await stage.post("/control/databricks/people", { expire: true });
      let from = (await direct("asker")).length;
      await stage.say("asker", "dm:asker", question);
      await answerIn("asker", "2,525", from);

      await stage.post("/control/databricks/people", { expire: true, revoke: "asker@example.com" });
      from = (await direct("asker")).length;
      await stage.say("asker", "dm:asker", question);
      const url = await eventually(async () => linkIn((await direct("asker")).slice(from)), 15_000, "a new link");
      await openBrowser().signIn(url, "asker@example.com");
      await answerIn("asker", "2,525", from);
    });

    it("a question and its sign-in survive kill -9", async () => {
      await signedOut("asker");
      const from = (await direct("asker")).length;
      const before = await sentQuestions();
      await stage.say("asker", "dm:asker", question);
      await eventually(async () => linkIn((await direct("asker")).slice(from)), 15_000, "a link");
      await stage.restart();
      const browser = openBrowser();
      // The step that was killed gives a link of its own, if it had not ended yet.
      const page = await eventually(async () => {
        const arrived = await browser.arrive(linkIn((await direct("asker")).slice(from)) ?? "", "asker@example.com");
        return arrived.text.includes("Is this you?") ? arrived : undefined;
      }, 15_000);
      await stage.restart();
      expect((await browser.send(page, { answer: "yes" })).text).toContain("You're signed in");
      await stage.restart();
      await answerIn("asker", "2,525", from);
      expect(await sentQuestions()).toBe(before + 1);
    });

    it("in Teams a question waits, goes on and is answered with the asker's rows alone", async () => {
      const teams = teamsSide(stage);
      await teams.say("colleague", "Analytics", `@Genie ${question}`);
      const url = await eventually(
        async () => linkIn(await teams.messages("personal:colleague")),
        15_000,
        "a link in the personal chat",
      );
      expect((await openBrowser().signIn(url, "colleague@example.com")).text).toContain("You're signed in");
      await eventually(
        async () => (await teams.messages("personal:colleague")).some((one) => one.bot && words(one).includes("750")),
        20_000,
        "the answer",
      );
      const shown = (await teams.messages("Analytics")).map(words).join("\n");
      expect(shown).not.toMatch(/\b750\b/);
    });

    it("a program, which is nobody in Databricks, gets nobody's rows", async () => {
      const before = await sentQuestions();
      const response = await fetch(`${stage.bots[0]?.url}/v1/chat/completions`, {
        method: "POST",
        headers: { authorization: "Bearer 0123456789abcdef", "content-type": "application/json" },
        body: JSON.stringify({
          model: "genie-concierge",
          user: "U0ASKER",
          messages: [{ role: "user", content: question }],
        }),
      });
      expect(await response.text()).toContain("login.no-email");
      expect(await sentQuestions()).toBe(before);
    });

    it("leaves no token where it can be read", async () => {
      const output = stage.output();
      expect(output).not.toMatch(/doau[\w-]{20}|eyJ[\w-]{20}\.eyJ/);
      expect(output).not.toMatch(/[?&](?:t|code|state)=[\w-]{20}/);
      expectNoToken(output);
      const kept = await rawContents(stage);
      expect(kept).toContain("asker@example.com");
      expectNoToken(kept);
      expectNoSecret(kept + output, stage.env);
    });
  });
};
