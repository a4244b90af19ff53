import { eventually } from "../../support/eventually.ts";
import { openStage, type Shown, type Stage, whole } from "../../support/stage.ts";
import { type Carded, teamsSide, words } from "../../support/teams/teams-side.ts";

/* The sandbox's jobs: nightly-load is for asker and admins alone. The agent Sales is for the asker alone here. */

interface Element {
  action_id: string;
  text: { text: string };
  value: string;
}
interface View {
  id: string;
  hash: string;
  blocks: { type: string; text?: { text: string }; accessory?: Element; elements?: Element[] }[];
}

const agents = (allow: object) => [
  {
    ...{ id: "sales", name: "Sales", description: "Revenue and orders.", space: "${SALES_SPACE_ID}" },
    ...{ examples: ["What is the total revenue?"], keywords: ["revenue"], allow },
  },
  {
    ...{ id: "customer", name: "Customer", description: "Who may leave.", space: "${CUSTOMER_SPACE_ID}" },
    ...{ examples: ["How many customers have a high churn risk?"], keywords: ["churn"] },
  },
];

describe("Home", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ model: false, settings: { agents: agents({ users: ["U0ASKER", askerInTeams] }) } });
  });
  afterAll(() => stage?.close());

  const homeOf = async (user: string): Promise<View | null> =>
    (await stage.get<{ view: View | null }>(`/control/slack/home?user=${user}`)).view;
  /** Somebody opens their Home tab, which shows a text then. */
  const open = async (user: string, text: string): Promise<View> => {
    await stage.post("/control/slack/home", { user, tab: "home" });
    return shows(user, text);
  };
  const shows = (user: string, text: string): Promise<View> =>
    eventually(
      async () => {
        const view = await homeOf(user);
        return view && JSON.stringify(view).includes(text) ? view : undefined;
      },
      10_000,
      `a Home of ${user} with ${text}`,
    );
  const buttonsIn = ({ blocks }: View): Element[] =>
    blocks.flatMap(({ accessory, elements = [] }) => [...(accessory ? [accessory] : []), ...elements]);
  const press = async (user: string, label: string | RegExp): Promise<void> => {
    const view = await homeOf(user);
    const button = buttonsIn(view!).find(({ text }) => text.text.match(label));
    expect(button, `a button ${label}`).toBeDefined();
    await stage.post("/control/slack/home-action", { user, action_id: button!.action_id, value: button!.value });
  };
  const direct = (user: string, text: string, from = 0): Promise<Shown> =>
    eventually(
      async () =>
        (await stage.messages(`dm:${user}`)).slice(from).findLast((one) => one.bot && whole(one).includes(text)),
      15_000,
      `${text} for ${user}`,
    );

  it("shows each person what is theirs, and nothing that somebody else may use", async () => {
    const asker = JSON.stringify(await open("asker", "Agents you can ask"));
    for (const text of ["Sales", "What is the total revenue?", "Customer", "Nightly load", "Rights in Databricks"])
      expect(asker).toContain(text);
    const colleague = JSON.stringify(await open("colleague", "Customer"));
    for (const text of ["Sales", "total revenue", "Nightly load"]) expect(colleague).not.toContain(text);
    expect(JSON.stringify(await open("guest", refusal))).not.toContain("Customer");
  });

  it("asks an example in the direct message, and lists the question with a link to its answer", async () => {
    await open("asker", "What is the total revenue?");
    await press("asker", "What is the total revenue?");
    const answer = await direct("asker", "3,275");
    const view = JSON.stringify(await open("asker", "Your latest questions"));
    expect(view).toContain(`https://sandbox.slack.com/archives/D0ASKER/p${answer.ts.replace(".", "")}`);
    expect(JSON.stringify(await open("colleague", "Customer"))).not.toContain("Your latest questions");
    await press("asker", "Ask again");
    await eventually(async () => {
      const answers = (await stage.messages("dm:asker")).filter((one) => one.bot && whole(one).includes("3,275"));
      return answers.length === 2;
    }, 15_000);
  });

  it("does once what is clicked twice", async () => {
    const view = await open("asker", "Refresh dashboard");
    const start = buttonsIn(view).find(({ value }) => value === "run refresh-dashboard")!;
    const ask = buttonsIn(view).find(({ value }) => value.includes("churn risk"))!;
    const from = (await stage.messages("dm:asker")).length;
    for (const { action_id, value } of [start, start, ask, ask])
      await stage.post("/control/slack/home-action", { user: "asker", action_id, value });
    await direct("asker", "Refresh dashboard", from);
    await open("asker", "Your latest runs");
    await stage.say("asker", "dm:asker", "help");
    await direct("asker", "What I can do", from);
    const runs = (await stage.calls("databricks")).filter(({ path }) => path.endsWith("/jobs/run-now"));
    expect(runs).toHaveLength(1);
    await direct("asker", "“How many customers", from);
    const asked = (await stage.messages("dm:asker"))
      .slice(from)
      .filter((one) => whole(one).includes("“How many customers"));
    expect(asked).toHaveLength(1);
  });

  it("starts a job after its form, and shows the run afterwards", async () => {
    await open("asker", "Backfill");
    const backfill = buttonsIn((await homeOf("asker"))!).find(({ value }) => value === "run backfill")!;
    await stage.post("/control/slack/home-action", { user: "asker", action_id: "command", value: backfill.value });
    const [modal] = await eventually(async () => {
      const views = await stage.get<{ id: string; callback_id: string }[]>("/control/slack/views?user=asker");
      return views.length > 0 ? views : undefined;
    }, 10_000);
    expect(modal?.callback_id).toBe("job-fill");
    await stage.post("/control/slack/view", { user: "asker", view_id: modal!.id, close: true });
  });

  it("changes with what is clicked in it", async () => {
    await open("asker", "Language");
    await press("asker", "Deutsch");
    const german = await shows("asker", "Deine Einstellungen");
    expect(JSON.stringify(german)).toContain("answer me in German");
    await press("asker", "Wieder vergessen");
    await shows("asker", "Your settings");
  });

  it("is refused without a word about anything to somebody whom the bot does not answer", async () => {
    const view = await open("guest", refusal);
    expect(buttonsIn(view)).toEqual([]);
  });

  it("does no harm when Slack refuses it, and is there the next time", async () => {
    await stage.fault({ service: "slack", match: "views.publish", kind: "permission", times: 1 });
    await stage.post("/control/slack/home", { user: "admin", tab: "home" });
    await eventually(async () => stage.output().includes("home.not-shown"), 10_000);
    await open("admin", "Agents you can ask");
  });

  it("offers the examples of one's agents as prompts in the chat", async () => {
    await stage.post("/control/slack/home", { user: "colleague", tab: "messages" });
    const [session] = await eventually(async () => {
      const all = await stage.get<{ prompts: object[] }[]>("/control/slack/threads?channel=dm:colleague");
      return all.some(({ prompts }) => prompts.length > 0) ? all : undefined;
    }, 10_000);
    const example = "How many customers have a high churn risk?";
    expect(session?.prompts[0]).toEqual({ title: example, message: example });
    expect(JSON.stringify(session?.prompts)).not.toContain("revenue");
  });

  it("comes as a message to who writes home", async () => {
    await stage.command("asker", "analytics", "home");
    await eventually(
      async () =>
        (await stage.messages("analytics")).some(
          (one) => one.ephemeral_to === "U0ASKER" && whole(one).includes("Agents you can ask"),
        ),
      10_000,
    );
  });

  describe("in Teams", () => {
    let teams: ReturnType<typeof teamsSide>;
    beforeAll(() => {
      teams = teamsSide(stage);
    });
    const install = async (user: string, conversation: string, action = "add") =>
      stage.post("/control/teams/install", { user, conversation, action });
    const cards = async (conversation: string, text: string): Promise<Carded[]> =>
      (await teams.messages(conversation)).filter((one) => one.bot && words(one).includes(text));
    const card = (conversation: string, text: string): Promise<Carded> =>
      eventually(async () => (await cards(conversation, text)).at(-1), 15_000, `${text} in ${conversation}`);

    it("is a card for whoever installs the app, once, and its buttons ask", async () => {
      await install("asker", "personal:asker");
      const shown = await card("personal:asker", "Agents you can ask");
      expect(words(shown)).toContain("Sales");
      expect(await cards("personal:asker", "Hello, asker")).toHaveLength(1);
      await teams.press("asker", "personal:asker", shown.id, "ask-agent", dataOf(shown, "What is the total revenue?"));
      await card("personal:asker", "3,275");
      expect(await cards("personal:asker", "Hello, asker")).toHaveLength(1);
    });

    it.each(["home", "start"])("comes again at the word %s, for each as they may", async (word) => {
      const id = await teams.say("colleague", "personal:colleague", word);
      const shown = words(await teams.answer("personal:colleague", id));
      expect(shown).toContain("Customer");
      expect(shown).not.toContain("Sales");
    });

    it("greets a channel, with what everybody there may ask", async () => {
      await install("asker", "Analytics");
      const greeting = words(await card("Analytics", "Mention me with a question"));
      expect(greeting).toContain("Customer");
      expect(greeting).not.toContain("Sales");
      const id = await teams.say("asker", "Analytics", "@Genie help");
      await teams.answer("Analytics", id);
      expect(await cards("Analytics", "Mention me with a question")).toHaveLength(1);
    });
  });
});

/** What guests are told. */
const refusal = "not on the list of people I answer";

const askerInTeams = "a5c3e100-0000-4000-8000-00000000a5c3";

/** The data of a card's button. */
const dataOf = (message: Carded, title: string): unknown => {
  const search = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(search).find((found) => found !== undefined);
    if (typeof node !== "object" || node === null) return undefined;
    const { title: own, data, ...others } = node as Record<string, unknown>;
    return own === title && data ? data : search(Object.values(others));
  };
  return search(message.card);
};

describe("coming into a channel of Slack", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({
      model: false,
      settings: { agents: agents({ admins_only: true }), access: { admins: ["U0ADMIN"], channels: ["C0RANDOM"] } },
    });
  });
  afterAll(() => stage?.close());

  it("greets once, with examples that everybody there may ask, and a click on one is answered there", async () => {
    await stage.post("/control/slack/invite", { user: "admin", channel: "random" });
    const greeting = await eventually(
      async () => (await stage.messages("random")).find((one) => one.bot),
      10_000,
      "a greeting",
    );
    expect(whole(greeting)).toContain("Customer");
    expect(whole(greeting)).not.toContain("Sales");
    await stage.click("asker", "random", greeting.ts, "ask", "How many customers have a high churn risk?");
    await stage.answer("random", greeting.ts);
    expect((await stage.messages("random")).filter((one) => one.bot && !one.thread_ts)).toHaveLength(1);
  });
});
